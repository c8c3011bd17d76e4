// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/market/relaypair.h"

#include <QHashFunctions>

namespace bw {

namespace {
constexpr int kCoinPlaces = 12; // a satoshi has 8; the rest is for what a division leaves
}

size_t qHash(const RelayKey &key, size_t seed) noexcept
{
    return qHashMulti(seed, key.exchange, key.symbol);
}

bool RelayPair::isComparableWith(const RelayPair &other) const
{
    return base == other.base && quote == other.quote && kind == other.kind;
}

std::optional<Decimal> RelayPair::inCoins(const Decimal &amount, const Decimal &price) const
{
    const bool needsValue = unit == AmountUnit::BaseContracts || unit == AmountUnit::QuoteContracts;
    const bool needsPrice = unit == AmountUnit::Quote || unit == AmountUnit::QuoteContracts;
    if (unit == AmountUnit::Unknown || !amount.isValid() || (needsValue && !contractValue) || (needsPrice && price.sign() <= 0))
        return std::nullopt;
    Decimal coins = needsValue ? amount * *contractValue : amount;
    if (needsPrice)
        coins = coins.dividedBy(price, kCoinPlaces, Rounding::HalfEven);
    return coins.isValid() ? std::optional(coins.normalized()) : std::nullopt;
}

} // namespace bw
