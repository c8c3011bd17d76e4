// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw::rules {

namespace {
QString floored(const Instrument &instrument, const Decimal &qty)
{
    const auto lots = instrument.toLots(qty, Rounding::Down);
    return lots ? instrument.qtyText(*lots) : QString();
}
QString raised(const Instrument &instrument, const Decimal &qty)
{
    const auto lots = instrument.toLots(qty, Rounding::Up);
    return lots ? instrument.qtyText(*lots) : QString();
}

/// The smallest quantity that is worth the minimum at the price of this very draft.
QString smallestWorth(const OrderDraft &draft, const Decimal &notional, const Decimal &minimum)
{
    const Decimal qty = draft.instrument->qty(draft.qty);
    return notional.sign() > 0 ? raised(*draft.instrument, (minimum * qty).dividedBy(notional, Decimal::kMaxScale, Rounding::Up)) : QString();
}

/// Post-only orders on spot may be five times as large (fact sheet Bybit v5, 5).
std::optional<Decimal> mostOf(const OrderDraft &draft)
{
    const auto &filters = draft.instrument->filters();
    const auto &most = draft.type == OrderType::Market ? filters.maxMarketQty : filters.maxLimitQty;
    const bool isSpotMaker = draft.instrument->id().category == Category::Spot && draft.type == OrderType::Limit
        && draft.timeInForce == TimeInForce::PostOnly;
    return most && isSpotMaker ? std::optional(*most * Decimal(5)) : most;
}
} // namespace

namespace {
/// Ticks: whole, 1 to 10000; percent: 0.01 to 10, two places. Of a market order without trigger.
Verdict slippageVerdict(const OrderDraft &draft)
{
    const auto &instrument = *draft.instrument;
    if (!draft.slippage)
        return verdict(RuleId::TickLot, instrument.qtyText(draft.qty), instrument.filters().lotSize.toString());
    const bool isTicks = draft.slippage->unit == SlippageTolerance::Unit::Ticks;
    const int places = isTicks ? 0 : 2;
    const Decimal least = isTicks ? Decimal(1) : Decimal::fromScaled(1, 2);
    const Decimal most = isTicks ? Decimal(10'000) : Decimal(10);
    const Decimal value = draft.slippage->value;
    Decimal nearest = value.rounded(places, Rounding::HalfEven);
    nearest = nearest < least ? least : nearest > most ? most : nearest;
    const bool isGood = !draft.trigger && value == nearest;
    return verdict(RuleId::TickLot, value.toString(), most.toString(), isGood ? QString() : QStringLiteral("bad_slippage"),
                   isGood || draft.trigger || !nearest.isValid() ? QString() : nearest.toString());
}
} // namespace

Verdict tickLot(const OrderDraft &draft, const RiskContext &)
{
    const auto &instrument = *draft.instrument;
    const auto &filters = instrument.filters();
    const auto refuse = [&](std::int64_t measured, const char16_t *why) {
        return verdict(RuleId::TickLot, QString::number(measured), filters.tickSize.toString(), QString::fromUtf16(why));
    };
    const bool isWholePosition = draft.closesPosition && draft.reduceOnly && draft.qty.isZero();
    if (!isWholePosition && !isCount(draft.qty.value()))
        return verdict(RuleId::TickLot, QString::number(draft.qty.value()), filters.lotSize.toString(), QStringLiteral("bad_qty"));
    if (draft.trigger && !isCount(draft.trigger->price.value()))
        return refuse(draft.trigger->price.value(), u"bad_trigger");
    for (const auto *leg : {&draft.exits.takeProfit, &draft.exits.stopLoss})
        if (*leg && !isGoodExit(**leg))
            return refuse((*leg)->trigger.value(), u"bad_exit");
    if (draft.type == OrderType::Market)
        return slippageVerdict(draft);
    if (!draft.price)
        return verdict(RuleId::TickLot, {}, filters.tickSize.toString(), QStringLiteral("no_limit_price"));
    if (!isCount(draft.price->value()))
        return refuse(draft.price->value(), u"bad_price");
    return verdict(RuleId::TickLot, instrument.priceText(*draft.price), filters.tickSize.toString());
}

Verdict maximum(const OrderDraft &draft, const RiskContext &)
{
    const Decimal qty = draft.instrument->qty(draft.qty);
    const auto most = mostOf(draft);
    if (most && !(qty <= *most))
        return verdict(RuleId::MinMax, qty.toString(), most->toString(), QStringLiteral("too_large"), floored(*draft.instrument, *most));
    return verdict(RuleId::MinMax, qty.toString(), most ? most->toString() : QString());
}

Verdict minMax(const OrderDraft &draft, const RiskContext &context)
{
    const Verdict most = maximum(draft, context);
    if (!most.ok)
        return most;
    const auto &filters = draft.instrument->filters();
    const Decimal qty = draft.instrument->qty(draft.qty);
    if (filters.minQty && !(qty >= *filters.minQty))
        return verdict(RuleId::MinMax, qty.toString(), filters.minQty->toString(), QStringLiteral("too_small"), raised(*draft.instrument, *filters.minQty));
    if (filters.minNotional) {
        const Decimal notional = valuation::notional(draft, context);
        if (!notional.isValid())
            return verdict(RuleId::MinMax, {}, filters.minNotional->toString(), QStringLiteral("no_price"));
        if (!(notional >= *filters.minNotional))
            return verdict(RuleId::MinMax, notional.toString(), filters.minNotional->toString(), QStringLiteral("notional_too_small"),
                           smallestWorth(draft, notional, *filters.minNotional));
    }
    return most;
}

Verdict notionalCap(const OrderDraft &draft, const RiskContext &context)
{
    const Decimal &cap = context.limits.maxOrderNotional;
    const Decimal notional = valuation::notionalAtRisk(draft, context);
    if (!notional.isValid())
        return verdict(RuleId::NotionalCap, {}, cap.toString(), QStringLiteral("no_price"));
    if (notional <= cap)
        return verdict(RuleId::NotionalCap, notional.toString(), cap.toString());
    const auto nearest = valuation::largestQty(draft, [&](const OrderDraft &smaller) { return valuation::notionalAtRisk(smaller, context) <= cap; });
    return verdict(RuleId::NotionalCap, notional.toString(), cap.toString(), QStringLiteral("order_too_large"), nearest);
}

} // namespace bw::rules
