// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/changecheck.h"
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw {

namespace {
using rules::verdict;

bool isOfOrder(const AmendDraft &draft, const Order &order)
{
    const bool isNamed = !draft.orderLinkId.isEmpty() || !draft.orderId.isEmpty();
    const bool isLinkId = draft.orderLinkId.isEmpty() || draft.orderLinkId == order.orderLinkId;
    const bool isId = draft.orderId.isEmpty() || order.orderId.isEmpty() || draft.orderId == order.orderId;
    return isNamed && isLinkId && isId && order.instrument && order.instrument->id() == draft.instrument->id();
}

const char16_t *stateFault(OrderState state)
{
    switch (state) {
    case OrderState::Accepted:
    case OrderState::Untriggered:
    case OrderState::PartiallyFilled: return u"";
    case OrderState::AmendSent:
    case OrderState::CancelSent: return u"change_pending";
    case OrderState::Sent:
    case OrderState::Unknown:
    case OrderState::NotAtVenue: return u"order_unknown";
    default: return u"order_not_open";
    }
}

template <class Value>
bool changes(const std::optional<Value> &wanted, const std::optional<Value> &present)
{
    return wanted && wanted != present;
}

std::optional<PriceTicks> triggerOf(const Order &order)
{
    return order.trigger ? std::optional(order.trigger->price) : std::nullopt;
}

Verdict amendVerdict(const AmendDraft &draft, const Order &order)
{
    const auto answer = [&](const char16_t *why, const QString &nearest = {}) {
        return verdict(RuleId::Amend, toName(order.state), {}, QString::fromUtf16(why), nearest);
    };
    if (const char16_t *fault = stateFault(order.state); *fault != u'\0')
        return answer(fault);
    if ((draft.price && order.type != OrderType::Limit) || (draft.trigger && !order.trigger))
        return answer(u"no_such_field");
    if (draft.qty && *draft.qty <= order.filled)
        return answer(u"below_filled", order.instrument->qtyText(order.filled + QtyLots(1)));
    const bool isChange = changes(draft.qty, std::optional(order.qty)) || changes(draft.price, order.price) || changes(draft.trigger, triggerOf(order));
    return answer(isChange ? u"" : u"nothing_changed");
}

bool isSameStep(const Instrument &a, const Instrument &b)
{
    return a.filters().tickSize == b.filters().tickSize && a.filters().lotSize == b.filters().lotSize;
}

OrderDraft draftAfter(const AmendDraft &draft, const Order &order)
{
    OrderDraft after = valuation::draftOf(order);
    after.instrument = draft.instrument;
    after.qty = draft.qty.value_or(order.qty);
    if (draft.price)
        after.price = draft.price;
    if (draft.trigger && after.trigger)
        after.trigger->price = *draft.trigger;
    return after;
}

/// A trigger that the market reaches later than the present one, or never.
bool isLater(const OrderDraft &after, const Order &order)
{
    if (!after.trigger || !order.trigger)
        return false;
    return order.trigger->isRise ? after.trigger->price > order.trigger->price : after.trigger->price < order.trigger->price;
}
bool isSooner(const OrderDraft &after, const Order &order)
{
    return after.trigger && order.trigger && after.trigger->price != order.trigger->price && !isLater(after, order);
}

Weight weightOf(const OrderDraft &after, const Order &order)
{
    const bool isSmaller = after.qty < order.qty;
    if (order.reduceOnly && order.instrument->id().category != Category::Spot) {
        // A stop by hand: it protects less when it is smaller or further away.
        const bool protectsLess = order.trigger && (isSmaller || isLater(after, order));
        return protectsLess ? Weight::Loosening : Weight::Exit;
    }
    const bool isCloser = after.price && order.price && (order.side == Side::Buy ? *after.price > *order.price : *after.price < *order.price);
    const bool grows = after.qty > order.qty || isCloser || isSooner(after, order);
    return grows ? Weight::Entry : Weight::Exit;
}
} // namespace

Judged changes::judgeAmend(const std::vector<Rule> &rules, const AmendDraft &draft, const Order *amended, const RiskContext &context)
{
    if (!amended || !isOfOrder(draft, *amended))
        return {{verdict(RuleId::Amend, {}, {}, QStringLiteral("no_such_order"))}, Weight::Entry};
    if (!isSameStep(*draft.instrument, *amended->instrument))
        return {{verdict(RuleId::TickLot, {}, {}, QStringLiteral("instrument_changed"))}, Weight::Entry};

    OrderDraft after = draftAfter(draft, *amended);
    const Weight weight = weightOf(after, *amended);
    after.isConfirmedClose = weight == Weight::Exit && amended->reduceOnly && amended->trigger; // protection that tightens passes a halt
    RiskContext without = context;
    without.replaced = *amended;
    Verdicts verdicts = ask(rules, after, without, weight);
    verdicts.prepend(amendVerdict(draft, *amended));
    return {verdicts, weight};
}

} // namespace bw
