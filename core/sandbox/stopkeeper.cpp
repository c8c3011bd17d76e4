// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of StopKeeper that wait for prices; those that keep a position's exits are in stopexits.cpp.
#include "core/sandbox/stopkeeper.h"

#include "core/sandbox/priceband.h"

#include <algorithm>

namespace bw::sandbox {

StopKeeper::StopKeeper(const Clock &clock, const Valuation &valuation, Matcher &matcher, Outbox &outbox, Ids &ids)
    : m_clock(clock), m_valuation(valuation), m_matcher(matcher), m_outbox(outbox), m_ids(ids)
{
}

void StopKeeper::wait(OrderRecord &order)
{
    order.status = OrderStatus::Untriggered;
    m_waiting[order.instrument->id()].push_back(&order);
    m_outbox.order(order);
}

void StopKeeper::check(const InstrumentId &id)
{
    auto waiting = m_waiting.find(id);
    if (waiting == m_waiting.end() || waiting->empty())
        return;
    std::vector<OrderRecord *> reached;
    for (OrderRecord *order : *waiting)
        if (order->status == OrderStatus::Untriggered && isReached(*order))
            reached.push_back(order);
    for (OrderRecord *order : reached)
        if (order->status == OrderStatus::Untriggered) // the one before may have closed the position and removed this one
            activate(*order);
}

void StopKeeper::release()
{
    for (auto &waiting : m_waiting)
        std::erase_if(waiting, [](const OrderRecord *order) { return order->status != OrderStatus::Untriggered; });
}

bool StopKeeper::isReached(OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    Trigger &trigger = *order.trigger;
    const Decimal now = m_valuation.price(i, trigger.by);
    const bool isFalling = trigger.direction == 2;
    if (!trigger.isActive) {
        const Decimal start = i.price(*trigger.activeAt);
        if (isFalling ? now < start : now > start)
            return false;
        trigger.isActive = true;
    }
    if (trigger.trail) {
        const auto ticks = i.toTicks(now, Rounding::HalfEven);
        if (ticks)
            trigger.price = isFalling ? std::max(trigger.price, *ticks - *trigger.trail) : std::min(trigger.price, *ticks + *trigger.trail);
    }
    return isFalling ? now <= i.price(trigger.price) : now >= i.price(trigger.price);
}

void StopKeeper::activate(OrderRecord &order)
{
    const Instrument &i = *order.instrument;
    order.status = OrderStatus::New;
    order.isFundsLocked = true;
    if (order.isExit()) {
        follow(order); // it is no longer an exit that can be changed
        dropTwin(order);
    }
    if (order.type == OrderType::Market)
        order.price = marketBound(i, order.side, m_valuation.last(i));
    if (order.isReduceOnly) {
        const QtyLots closable = order.account->position(order.instrument, order.positionIdx).closable(order.side);
        if (closable.isZero())
            return m_matcher.cancel(order, QStringLiteral("CancelByReduceOnly"));
        order.qty = order.qty.isZero() ? closable : std::min(order.qty, closable); // zero: closes all
    } else if (!m_valuation.affords(order)) {
        m_matcher.cancel(order, QStringLiteral("UNKNOWN"), QStringLiteral("EC_InsufficientBalance")); // conditional orders die when margin is short
        order.status = OrderStatus::Rejected;
        return;
    }
    m_matcher.enter(order);
}

void StopKeeper::dropTwin(const OrderRecord &order)
{
    if (order.pair == 0)
        return;
    for (OrderRecord *other : order.account->orders().open())
        if (other != &order && other->pair == order.pair && other->status == OrderStatus::Untriggered)
            m_matcher.cancel(*other, QStringLiteral("CancelByTpSlTsClear"));
}

} // namespace bw::sandbox
