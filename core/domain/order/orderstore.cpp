// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/orderstore.h"

#include <algorithm>
#include <utility>

namespace bw {

namespace {
/// Whatever the venue says but a refusal implies that it had taken the order.
bool impliesAcceptance(OrderEvent event)
{
    switch (event) {
    case OrderEvent::Acknowledge:
    case OrderEvent::Trigger:
    case OrderEvent::FillPart:
    case OrderEvent::FillAll:
    case OrderEvent::Cancel:
    case OrderEvent::Deactivate:
        return true;
    default:
        return false;
    }
}

OrderEvent eventByQuantities(const OrderReport &report, QtyLots filled, QtyLots qty)
{
    if (report.event != OrderEvent::FillPart && report.event != OrderEvent::FillAll)
        return report.event;
    // A foreign market order on spot may count its quantity in quote coin, which tells nothing about what is left.
    const bool mayCountQuote = report.instrument->id().category == Category::Spot && report.type == OrderType::Market;
    if (qty.value() <= 0 || mayCountQuote)
        return report.event;
    if (filled >= qty)
        return OrderEvent::FillAll;
    return filled.value() > 0 ? OrderEvent::FillPart : OrderEvent::Acknowledge;
}

bool isSameNumber(const Decimal &a, const Decimal &b)
{
    return a.isValid() == b.isValid() && (!a.isValid() || a == b);
}

bool looksSame(const Order &a, const Order &b)
{
    return a.state == b.state && a.filled == b.filled && a.qty == b.qty && a.price == b.price && a.orderId == b.orderId
        && a.amend == b.amend && a.reason == b.reason && a.reduceOnly == b.reduceOnly && a.positionIdx == b.positionIdx
        && a.trigger == b.trigger && a.exits == b.exits && a.stopOrderType == b.stopOrderType && a.closesPosition == b.closesPosition
        && isSameNumber(a.averagePrice, b.averagePrice);
}

/// An exit of a position, a liquidation, an ADL: the venue's own doing, tied to ours by parentOrderLinkId and position (fact sheet 6.7).
bool isMadeByVenue(const OrderReport &report)
{
    static const QStringList kByPeople{QString(), QStringLiteral("CreateByUser"), QStringLiteral("CreateByClosing"), QStringLiteral("CreateByStopOrder")};
    return !kByPeople.contains(report.createType) || !report.parentOrderLinkId.isEmpty();
}

/// The venue may change tick and lot while an order lives: its counts go over to the steps that the report is written in.
void followSteps(Order &order, const InstrumentPtr &instrument)
{
    const auto &old = order.instrument->filters();
    const auto &fresh = instrument->filters();
    if (old.tickSize == fresh.tickSize && old.lotSize == fresh.lotSize)
        return;
    const auto lots = [&](QtyLots count) { return instrument->toLots(order.instrument->qty(count), Rounding::Down).value_or(QtyLots(0)); };
    order.qty = lots(order.qty);
    order.filled = lots(order.filled);
    if (order.price)
        if (const auto ticks = instrument->toTicks(order.instrument->price(*order.price), Rounding::HalfEven))
            order.price = *ticks;
    order.instrument = instrument;
}

bool isResting(OrderState state)
{
    return state == OrderState::Accepted || state == OrderState::Untriggered || state == OrderState::PartiallyFilled;
}

/// Where an order stands once the change that was on its way is refused or done: a waiting order still waits.
OrderState afterChange(const Order &order, OrderEvent event, OrderState next)
{
    const bool isOver = event == OrderEvent::RefuseChange || (event == OrderEvent::Acknowledge && order.state == OrderState::AmendSent);
    return isOver && next == OrderState::Accepted ? order.restedAs : next;
}

/// A report that shows everything as it was before the amend says nothing of it: its answer is still to come.
bool precedesAmend(const Order &before, const OrderReport &report, OrderEvent event)
{
    if (before.state != OrderState::AmendSent || !before.amend)
        return false;
    if (event != OrderEvent::Acknowledge && event != OrderEvent::Trigger && event != OrderEvent::FillPart)
        return false;
    const auto &amend = *before.amend;
    const auto triggerOf = [](const std::optional<Trigger> &trigger) { return trigger ? std::optional(trigger->price) : std::nullopt; };
    const bool isSameQty = !amend.qty || report.qty == before.qty;
    const bool isSamePrice = !amend.price || report.price == before.price;
    const bool isSameTrigger = !amend.trigger || triggerOf(report.trigger) == triggerOf(before.trigger);
    return isSameQty && isSamePrice && isSameTrigger;
}

Order foreignOrder(const OrderReport &report)
{
    Order order;
    order.orderLinkId = report.orderLinkId;
    order.orderId = report.orderId;
    order.instrument = report.instrument;
    order.side = report.side;
    order.type = report.type;
    order.timeInForce = report.timeInForce;
    order.qty = report.qty;
    if (report.type == OrderType::Limit)
        order.price = report.price;
    order.state = OrderState::Sent;
    order.origin = isMadeByVenue(report) ? Origin::Venue : Origin::External;
    order.createdAt = report.createdAt;
    return order;
}
} // namespace

Done OrderStore::add(Order order)
{
    if (order.orderLinkId.isEmpty() || !order.instrument)
        return fail(inputError(QStringLiteral("an order of ours needs a link id and an instrument")));
    if (m_orders.contains(order.orderLinkId))
        return fail(inputError(QStringLiteral("the link id %1 is used already").arg(order.orderLinkId)));
    const QString key = order.orderLinkId;
    insert(key, std::move(order));
    return {};
}

void OrderStore::restore(const Order &order)
{
    const bool hasName = !order.orderLinkId.isEmpty() || !order.orderId.isEmpty();
    if (order.instrument && hasName && !m_orders.contains(order.key()))
        insert(order.key(), order);
}

/// A yes adopts what was asked for, until the venue's report says it better; a lost answer keeps both possibilities.
void OrderStore::endAmend(Order &order, OrderEvent event)
{
    if (event == OrderEvent::LoseAnswer || event == OrderEvent::SendCancel || !order.amend)
        return;
    const auto amend = *std::exchange(order.amend, std::nullopt);
    if (event != OrderEvent::Acknowledge)
        return;
    order.qty = amend.qty.value_or(order.qty);
    if (amend.price)
        order.price = amend.price;
    if (amend.trigger && order.trigger)
        order.trigger->price = *amend.trigger;
}

const Order *OrderStore::insert(const QString &key, Order order)
{
    if (!order.orderId.isEmpty())
        m_keyByOrderId.insert(order.orderId, key);
    if (!isTerminal(order.state))
        m_open.append(key);
    m_arrival.append(key);
    m_orders.insert(key, std::move(order));
    forgetOldest();
    return byKey(key); // null when it is terminal itself and all others are open
}

const Order *OrderStore::closeIfTerminal(const QString &key, const Order &order)
{
    if (isTerminal(order.state))
        m_open.removeOne(key);
    return &order;
}

const Order *OrderStore::apply(const QString &key, OrderEvent event, const QString &reason, UtcTime at)
{
    const auto order = m_orders.find(key);
    if (order == m_orders.end())
        return nullptr;
    const OrderState next = afterChange(*order, event, nextState(order->state, event, order->filled.value() > 0));
    const bool isNews = next != order->state;
    order->hasBeenAccepted = order->hasBeenAccepted || (impliesAcceptance(event) && !isTerminal(order->state));
    if (!isNews)
        return nullptr;
    if (order->state == OrderState::AmendSent)
        endAmend(*order, event);
    if (isResting(order->state) && !isResting(next))
        order->restedAs = order->state;
    order->state = next;
    order->reason = reason;
    if (!order->isDatedByVenue) // our clock must not make the venue's next word look old
        order->updatedAt = at;
    return closeIfTerminal(key, *order);
}

const Order *OrderStore::beginAmend(const QString &key, const PendingAmend &amend, UtcTime at)
{
    if (!apply(key, OrderEvent::SendAmend, {}, at))
        return nullptr;
    Order &order = m_orders[key];
    order.amend = amend;
    return &order;
}

const Order *OrderStore::apply(const OrderReport &report)
{
    if (!report.instrument || (report.orderLinkId.isEmpty() && report.orderId.isEmpty()))
        return nullptr;
    if (Order *known = find(report)) {
        if (!update(*known, report))
            return nullptr;
        return closeIfTerminal(known->key(), *known);
    }

    Order order = foreignOrder(report);
    update(order, report);
    if (m_orders.contains(order.orderLinkId)) // somebody used a link id again: it names the other one
        order.orderLinkId.clear();
    const QString key = order.key();
    return m_orders.contains(key) ? nullptr : insert(key, std::move(order));
}

/// By link id, then by order id. A foreign program may use a link id or a number again: then the other fields tell the two apart.
Order *OrderStore::find(const OrderReport &report)
{
    const auto isSameOrder = [&report](const Order &order) {
        const bool isOtherId = !order.orderId.isEmpty() && !report.orderId.isEmpty() && order.orderId != report.orderId;
        return !isOtherId && order.instrument->id() == report.instrument->id();
    };
    if (const auto order = m_orders.find(report.orderLinkId); order != m_orders.end() && isSameOrder(*order))
        return &*order;
    const auto order = m_orders.find(m_keyByOrderId.value(report.orderId));
    return order != m_orders.end() && isSameOrder(*order) ? &*order : nullptr;
}

bool OrderStore::update(Order &order, const OrderReport &report)
{
    const bool isDated = report.updatedAt != UtcTime{};
    if (isDated && order.isDatedByVenue && report.updatedAt < order.updatedAt)
        return false;

    const Order before = order;
    followSteps(order, report.instrument);
    if (order.orderId.isEmpty() && !report.orderId.isEmpty()) {
        order.orderId = report.orderId;
        m_keyByOrderId.insert(report.orderId, order.orderLinkId);
    }
    order.filled = std::max(order.filled, report.filled);
    if (report.averagePrice.isValid() && order.filled.value() > 0 && report.filled == order.filled)
        order.averagePrice = report.averagePrice;
    const bool wasTerminal = isTerminal(order.state);
    if (!wasTerminal) {
        if (report.qty.value() > 0)
            order.qty = report.qty;
        if (order.type == OrderType::Limit && report.price)
            order.price = report.price;
        order.reduceOnly = report.reduceOnly;
        order.positionIdx = report.positionIdx;
        order.closesPosition = order.closesPosition || report.closesPosition;
        if (report.trigger)
            order.trigger = report.trigger;
        order.exits = report.exits; // the venue's word: exits that were taken away elsewhere protect nothing any more
        order.stopOrderType = report.stopOrderType;
        order.createType = report.createType;
        order.parentOrderLinkId = report.parentOrderLinkId;
        const OrderEvent event = eventByQuantities(report, order.filled, order.qty);
        const OrderState next = nextState(order.state, event, order.filled.value() > 0);
        if (const auto rests = nextState(OrderState::Accepted, event, order.filled.value() > 0); isResting(rests))
            order.restedAs = rests;
        if (!precedesAmend(before, report, event)) {
            order.state = next;
            order.amend.reset(); // whatever was asked for, this is how it stands
        }
        order.hasBeenAccepted = order.hasBeenAccepted || impliesAcceptance(event);
    }
    if (order.state != before.state || !report.reason.isEmpty())
        order.reason = report.reason;
    if (isDated) {
        order.updatedAt = report.updatedAt;
        order.isDatedByVenue = true;
    }
    return !looksSame(before, order);
}

void OrderStore::bindOrderId(const QString &orderLinkId, const QString &orderId)
{
    const auto order = m_orders.find(orderLinkId);
    if (order == m_orders.end() || orderId.isEmpty() || !order->orderId.isEmpty())
        return;
    order->orderId = orderId;
    m_keyByOrderId.insert(orderId, orderLinkId);
}

void OrderStore::countLookup(const QString &key)
{
    if (const auto order = m_orders.find(key); order != m_orders.end())
        ++order->lookups;
}

const Order *OrderStore::markUnjournalled(const QString &orderLinkId)
{
    const auto order = m_orders.find(orderLinkId);
    if (order == m_orders.end())
        return nullptr;
    order->isUnjournalled = true;
    return &*order;
}

const Order *OrderStore::byKey(const QString &key) const
{
    const auto order = m_orders.constFind(key);
    return order == m_orders.cend() ? nullptr : &*order;
}

const Order *OrderStore::byOrderId(const QString &orderId) const
{
    const auto key = m_keyByOrderId.constFind(orderId);
    return key == m_keyByOrderId.cend() ? nullptr : byKey(*key);
}

QVector<Order> OrderStore::unknown() const
{
    QVector<Order> found;
    for (const QString &key : m_open)
        if (const Order *order = byKey(key); order->state == OrderState::Unknown)
            found.append(*order);
    return found;
}

QVector<Order> OrderStore::working() const
{
    QVector<Order> found;
    for (const QString &key : m_open)
        if (const Order *order = byKey(key); order->state == OrderState::Intent || isWorking(order->state))
            found.append(*order);
    return found;
}

bool OrderStore::hasUnknown(const InstrumentId &id) const
{
    return std::any_of(m_open.cbegin(), m_open.cend(), [&](const QString &key) {
        const Order *order = byKey(key);
        return order->state == OrderState::Unknown && order->instrument->id() == id;
    });
}

void OrderStore::forgetOldest()
{
    for (qsizetype i = 0; m_orders.size() > kMaxOrders && i < m_arrival.size();) {
        const auto order = m_orders.constFind(m_arrival.at(i));
        if (order != m_orders.cend() && !isTerminal(order->state)) {
            ++i;
            continue;
        }
        if (order != m_orders.cend()) {
            m_keyByOrderId.remove(order->orderId);
            m_orders.erase(order);
        }
        m_arrival.removeAt(i);
    }
}

} // namespace bw
