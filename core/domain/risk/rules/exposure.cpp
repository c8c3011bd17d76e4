// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw::rules {

namespace {
/// The price that values what is already held: the venue's mark, or the opposite best.
Decimal presentPrice(const OrderDraft &draft, const RiskContext &context, const Decimal &mark)
{
    if (mark.sign() > 0)
        return mark;
    const auto best = valuation::bestOpposite(draft, context);
    return best ? draft.instrument->price(*best) : Decimal::invalid();
}

/// What is held now, signed so that the draft's side is positive. On spot a buy adds to the coins that are there.
Decimal held(const OrderDraft &draft, const RiskContext &context)
{
    const auto &instrument = *draft.instrument;
    if (instrument.id().category == Category::Spot) {
        const Decimal coins = valuation::freeBalance(instrument.baseCoin(), context);
        const Decimal value = coins.isZero() ? coins : coins * presentPrice(draft, context, Decimal::invalid());
        return draft.side == Side::Buy ? value : -value;
    }
    const Position *position = valuation::positionOf(draft, context);
    if (!position)
        return context.positions ? Decimal(0) : Decimal::invalid();
    const Decimal value = valuation::valueOf(instrument, presentPrice(draft, context, position->markPrice), position->size);
    return *position->side == draft.side ? value : -value;
}

/// What working entries of the same side may still add. A market order on its way counts at the present price.
Decimal underway(const OrderDraft &draft, const RiskContext &context)
{
    Decimal sum;
    for (const Order &order : context.working) {
        const bool isOfThis = order.instrument && order.instrument->id() == draft.instrument->id() && order.side == draft.side
            && order.positionIdx == draft.positionIdx && !order.reduceOnly;
        if (!isOfThis || valuation::isReplaced(order, context) || order.filled >= order.qty)
            continue;
        const Decimal price = order.price ? order.instrument->price(*order.price) : presentPrice(draft, context, Decimal::invalid());
        sum += valuation::valueOf(*order.instrument, price, order.instrument->qty(order.qty - order.filled));
    }
    return sum;
}
} // namespace

Verdict positionCap(const OrderDraft &draft, const RiskContext &context)
{
    const Decimal &cap = context.limits.maxPositionNotional;
    const auto refuse = [&](const QString &why) { return verdict(RuleId::PositionCap, {}, cap.toString(), why); };
    if (draft.instrument->id().category == Category::Spot) {
        if (!context.wallet)
            return refuse(QStringLiteral("wallet_unknown"));
    } else if (!context.positions) {
        return refuse(QStringLiteral("positions_unknown"));
    }
    const Decimal exposure = held(draft, context) + underway(draft, context) + valuation::notionalAtRisk(valuation::restOf(draft, context), context);
    if (!exposure.isValid())
        return refuse(QStringLiteral("no_price"));
    return verdict(RuleId::PositionCap, exposure.toString(), cap.toString(),
                   exposure <= cap ? QString() : QStringLiteral("position_too_large"));
}

/// Asked only of what is no exit: a reduce-only order that reduces nothing, or not by its own doing.
Verdict reduceOnly(const OrderDraft &draft, const RiskContext &context)
{
    const auto answer = [&](const QString &limit, const char16_t *why) {
        return verdict(RuleId::ReduceOnly, draft.instrument->qtyText(draft.qty), limit, QString::fromUtf16(why));
    };
    const bool isSpot = draft.instrument->id().category == Category::Spot;
    if (draft.closesPosition && (!draft.reduceOnly || isSpot))
        return answer({}, isSpot ? u"reduce_only_on_spot" : u"close_needs_reduce_only");
    if (!draft.reduceOnly)
        return answer({}, u"");
    if (isSpot)
        return answer({}, u"reduce_only_on_spot");
    if (!context.positions)
        return answer({}, u"positions_unknown");
    const Position *position = valuation::positionOf(draft, context);
    if (!position)
        return answer(QStringLiteral("0"), u"nothing_to_reduce");
    return answer(position->size.toString(), *position->side == draft.side ? u"would_grow" : u"");
}

} // namespace bw::rules
