// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/sizing.h"

#include "core/domain/risk/estimate.h"
#include "core/domain/risk/valuation.h"

#include <algorithm>

namespace bw::sizing {

namespace {
constexpr int kPlaces = Decimal::kMaxScale;

Result<QtyLots> atLeastOne(const Result<QtyLots> &lots)
{
    if (lots && lots->value() <= 0)
        return fail(inputError(QStringLiteral("not even one lot")));
    return lots;
}

Result<QtyLots> floored(const Instrument &instrument, const Decimal &qty)
{
    if (!qty.isValid())
        return fail(inputError(QStringLiteral("the quantity can't be told")));
    return atLeastOne(instrument.toLots(qty, Rounding::Down));
}
} // namespace

Result<QtyLots> byNotional(const Instrument &instrument, const Decimal &notional, const Decimal &price)
{
    if (instrument.id().category == Category::Inverse)
        return floored(instrument, notional);
    return floored(instrument, price.sign() > 0 ? notional.dividedBy(price, kPlaces, Rounding::Down) : Decimal::invalid());
}

Result<OfMargin> byMargin(const Instrument &instrument, const Decimal &percent, const Decimal &available, const Decimal &leverage,
                          const Decimal &takerRate, const Decimal &price)
{
    if (!(leverage.sign() > 0) || !(percent.sign() > 0) || !(percent <= Decimal(100)) || !(available.sign() > 0) || !takerRate.isValid())
        return fail(inputError(QStringLiteral("percent, balance, leverage and fee rate are needed")));
    const Decimal wanted = (available * percent).dividedBy(100, kPlaces, Rounding::Down) * leverage;
    // margin + fee = notional x (1 + leverage x rate) / leverage
    const Decimal most = (available * leverage).dividedBy(Decimal(1) + leverage * takerRate, kPlaces, Rounding::Down);
    const auto qty = byNotional(instrument, std::min(wanted, most), price);
    if (!qty)
        return fail(qty.error());
    OfMargin found;
    found.qty = *qty;
    found.notional = valuation::valueOf(instrument, price, instrument.qty(*qty));
    found.margin = found.notional.dividedBy(leverage, 8, Rounding::Up);
    return found;
}

Result<QtyLots> byRisk(const OrderDraft &draft, const Decimal &amount, const RiskContext &context)
{
    if (!draft.instrument || !draft.exits.stopLoss || !(amount.sign() > 0))
        return fail(inputError(QStringLiteral("a stop and an amount are needed")));
    OrderDraft tried = draft;
    const auto isWithin = [&](std::int64_t lots) {
        tried.qty = QtyLots(lots);
        const Decimal loss = estimate::lossAtStop(tried, context);
        return loss.isValid() && loss <= amount;
    };
    // Doubling finds a size that loses too much, or that the book is too thin for; halving finds the last one that does not.
    std::int64_t good = 0, bad = 1;
    while (bad < (std::int64_t(1) << 52) && isWithin(bad)) {
        good = bad;
        bad *= 2;
    }
    while (bad - good > 1) {
        const std::int64_t middle = good + (bad - good) / 2;
        (isWithin(middle) ? good : bad) = middle;
    }
    if (good == 0)
        return fail(inputError(QStringLiteral("not even one lot, or the loss can't be told")));
    return QtyLots(good);
}

Result<QtyLots> sellAll(const Instrument &instrument, const Wallet &wallet)
{
    for (const CoinBalance &balance : wallet.coins)
        if (balance.coin == instrument.baseCoin())
            return floored(instrument, balance.spotFree());
    return fail(inputError(QStringLiteral("there is none of this coin")));
}

} // namespace bw::sizing
