// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

#include <algorithm>

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

bool isOfThisSide(const Order &order, const OrderDraft &draft)
{
    return order.instrument && order.instrument->id() == draft.instrument->id() && order.side == draft.side && order.positionIdx == draft.positionIdx;
}

/// The largest that an order may be while a change of it is not known: it counts as either.
QtyLots mostLeft(const Order &order)
{
    const QtyLots qty = order.amend && order.amend->qty ? std::max(order.qty, *order.amend->qty) : order.qty;
    return std::max(qty - order.filled, QtyLots(0));
}
std::optional<PriceTicks> highestPrice(const Order &order)
{
    auto price = order.price;
    if (!price && order.trigger)
        price = order.trigger->price;
    if (price && order.amend)
        for (const auto &wanted : {order.amend->price, order.price ? std::nullopt : order.amend->trigger})
            price = wanted ? std::max(*price, *wanted) : price;
    return price;
}

/// What working exits of this side leave of the position for this order to meet.
Decimal leftByExits(const Position &position, const OrderDraft &draft, const RiskContext &context)
{
    Decimal left = position.size;
    for (const Order &order : context.working)
        if (isOfThisSide(order, draft) && order.reduceOnly)
            left -= order.closesPosition ? position.size : order.instrument->qty(mostLeft(order));
    return left.sign() > 0 ? left : Decimal(0);
}

/// What is held now, signed so that the draft's side is positive. On spot a buy adds to the coins that are there. Against an opposite
/// position counts only what no working exit will have closed by then.
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
    const Decimal price = presentPrice(draft, context, position->markPrice);
    if (*position->side == draft.side)
        return valuation::valueOf(instrument, price, position->size);
    const Decimal left = leftByExits(*position, draft, context);
    return left.isZero() ? left : -valuation::valueOf(instrument, price, left);
}

/// What entries of the same side may still add: working, conditional and UNKNOWN ones. One without a price counts at the present price.
Decimal underway(const OrderDraft &draft, const RiskContext &context)
{
    Decimal sum;
    for (const Order &order : context.working) {
        if (!isOfThisSide(order, draft) || order.reduceOnly || valuation::isReplaced(order, context) || mostLeft(order).isZero())
            continue;
        const auto price = highestPrice(order);
        const Decimal each = price ? order.instrument->price(*price) : presentPrice(draft, context, Decimal::invalid());
        sum += valuation::valueOf(*order.instrument, each, order.instrument->qty(mostLeft(order)));
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
    const Decimal there = held(draft, context) + underway(draft, context);
    const auto with = [&](const OrderDraft &one) { return there + valuation::notionalAtRisk(valuation::restOf(one, context), context); };
    const Decimal exposure = with(draft);
    if (!exposure.isValid())
        return refuse(QStringLiteral("no_price"));
    if (exposure <= cap)
        return verdict(RuleId::PositionCap, exposure.toString(), cap.toString());
    const auto nearest = valuation::largestQty(draft, [&](const OrderDraft &smaller) { return with(smaller) <= cap; });
    return verdict(RuleId::PositionCap, exposure.toString(), cap.toString(), QStringLiteral("position_too_large"), nearest);
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
