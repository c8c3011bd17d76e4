// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Valuation that says where a position ends.
#include "core/sandbox/valuation.h"

#include "core/sandbox/money.h"

#include <algorithm>

namespace bw::sandbox {

Decimal Valuation::marginBehind(const Account &account, const Position &position) const
{
    if (account.marginMode() == MarginMode::Isolated)
        return positionMargin(account, position);
    const QString &coin = position.instrument->settleCoin();
    Decimal behind = account.coins().value(coin).wallet;
    for (const Position *other : account.positions())
        if (other != &position && !other->size.isZero() && other->instrument->settleCoin() == coin)
            behind += other->unrealised(mark(*other->instrument)) - maintenanceMargin(*other);
    return behind;
}

Decimal Valuation::priceAfterLoss(const Position &position, const Decimal &loss, const Decimal &feeRate) const
{
    const bool isInverse = position.instrument->id().category == Category::Inverse;
    const bool gainsWithValue = (position.size.value() > 0) != isInverse;
    // value (1 - fee) = cost - loss where a falling value loses, value (1 + fee) = cost + loss where a rising one does
    const Decimal value = gainsWithValue ? (position.cost - loss).dividedBy(Decimal(1) - feeRate, kMoneyScale, Rounding::HalfEven)
                                         : (position.cost + loss).dividedBy(Decimal(1) + feeRate, kMoneyScale, Rounding::HalfEven);
    if (value.sign() <= 0)
        return 0;
    return isInverse ? position.quantity().dividedBy(value, kMoneyScale, Rounding::HalfEven) : value.dividedBy(position.quantity(), kMoneyScale, Rounding::HalfEven);
}

std::optional<PriceTicks> Valuation::liquidationPrice(const Account &account, const Position &position) const
{
    if (position.size.isZero())
        return std::nullopt;
    const InstrumentFilters &filters = position.instrument->filters();
    const Decimal at = priceAfterLoss(position, marginBehind(account, position) - maintenanceMargin(position), 0);
    if (at.sign() <= 0 || (filters.minPrice && at < *filters.minPrice) || (filters.maxPrice && at > *filters.maxPrice))
        return std::nullopt;
    const auto ticks = position.instrument->toTicks(at, position.size.value() > 0 ? Rounding::Up : Rounding::Down);
    return ticks ? std::optional(*ticks) : std::nullopt;
}

PriceTicks Valuation::bankruptcyPrice(const Account &account, const Position &position) const
{
    const Decimal margin = marginBehind(account, position);
    const Decimal at = priceAfterLoss(position, margin.sign() > 0 ? margin : Decimal(0), account.fees().of(position.instrument->id().category).taker);
    // Rounded so that the wallet does not end below zero.
    const auto ticks = position.instrument->toTicks(at, position.size.value() > 0 ? Rounding::Up : Rounding::Down);
    return std::max(ticks.value_or(PriceTicks(1)), PriceTicks(1));
}

} // namespace bw::sandbox
