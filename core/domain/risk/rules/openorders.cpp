// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw::rules {

namespace {
// What may rest at the venue at once (fact sheet Bybit v5, 6.1): active orders of a symbol on contracts and of the account on spot, and
// conditional ones of a symbol.
constexpr int kMostActive = 500;
constexpr int kMostConditional = 10;
constexpr int kMostSpotConditional = 30;

bool isConditional(const Order &order)
{
    return order.trigger && (order.stopOrderType.isEmpty() || order.stopOrderType == QStringLiteral("Stop"));
}

/// The venue's own exits of a position, which it counts by themselves.
bool isProtection(const Order &order)
{
    return !order.stopOrderType.isEmpty() && order.stopOrderType != QStringLiteral("Stop") && order.stopOrderType != QStringLiteral("UNKNOWN");
}

bool mayRest(const OrderDraft &draft)
{
    return draft.trigger
        || (draft.type == OrderType::Limit && (draft.timeInForce == TimeInForce::Gtc || draft.timeInForce == TimeInForce::PostOnly));
}
} // namespace

Verdict openOrders(const OrderDraft &draft, const RiskContext &context)
{
    const auto &id = draft.instrument->id();
    const bool isSpot = id.category == Category::Spot;
    int ours = 0, active = 0, conditional = 0;
    for (const Order &order : context.working) {
        if (!order.instrument || valuation::isReplaced(order, context) || isProtection(order))
            continue;
        const bool isOfSymbol = order.instrument->id() == id;
        ours += isOfSymbol;
        conditional += isOfSymbol && isConditional(order);
        active += (isOfSymbol || (isSpot && order.instrument->id().category == Category::Spot)) && (isSpot || !isConditional(order));
    }
    const auto answer = [](int count, int most, const char16_t *why) {
        return verdict(RuleId::OpenOrders, QString::number(count), QString::number(most), QString::fromUtf16(why));
    };
    const int most = context.limits.maxOpenOrders;
    const int mostConditional = isSpot ? kMostSpotConditional : kMostConditional;
    if (!mayRest(draft))
        return answer(ours, most, u"");
    if (ours >= most)
        return answer(ours, most, u"too_many_open");
    if (draft.trigger && conditional >= mostConditional)
        return answer(conditional, mostConditional, u"venue_conditional_full");
    if ((isSpot || !draft.trigger) && active >= kMostActive)
        return answer(active, kMostActive, u"venue_orders_full");
    return answer(ours, most, u"");
}

} // namespace bw::rules
