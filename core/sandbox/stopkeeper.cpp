// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/stopkeeper.h"

#include "core/sandbox/priceband.h"

#include <algorithm>

namespace bw::sandbox {

namespace {

constexpr QLatin1StringView kTakeProfit("TakeProfit");
constexpr QLatin1StringView kStopLoss("StopLoss");
constexpr QLatin1StringView kTrailing("TrailingStop");

bool isOf(const OrderRecord &order, const Position &position)
{
    return order.instrument->id() == position.instrument->id() && order.positionIdx == position.idx;
}

} // namespace

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

void StopKeeper::afterFill(OrderRecord &order, Position &position)
{
    Account &account = *order.account;
    const bool isOpening = position.closable(order.side).isZero() && !position.size.isZero();
    if (isOpening && (order.exits.takeProfit || order.exits.stopLoss)) {
        setExits(account, position, order.exits, position.trailingStop, std::nullopt, order.linkId);
    } else if (position.exits != Exits() || position.trailingStop) {
        const Side exitSide = position.size.value() > 0 ? Side::Sell : Side::Buy;
        cancelExits(account, position, [&](const OrderRecord &o) { return position.size.isZero() || o.side != exitSide; },
                    QStringLiteral("CancelByTpSlTsClear"));
        if (position.size.isZero()) { // the exit that did it was no longer waiting, so nobody cleared its price
            position.exits = {};
            position.trailingStop.reset();
        }
        for (OrderRecord *exit : account.orders().open()) { // what is left follows the size
            if (isOf(*exit, position) && exit->status == OrderStatus::Untriggered && exit->tpslMode == QLatin1StringView("Full"))
                exit->qty = QtyLots(std::abs(position.size.value()));
        }
    }
    dropUseless(account, position);
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

void StopKeeper::setExits(Account &account, Position &position, const Exits &exits, std::optional<PriceTicks> trail,
                          std::optional<PriceTicks> activeAt, const QString &parentLinkId)
{
    const bool isTrailKept = trail && position.trailingStop == trail && !activeAt;
    cancelExits(account, position, [&](const OrderRecord &o) { return !(isTrailKept && o.stopOrderType == kTrailing); },
                QStringLiteral("CancelByUser"));
    position.exits = exits;
    position.trailingStop = trail;
    position.updatedAt = m_clock.utcNow();
    m_outbox.position(account, position);
    const bool isLong = position.size.value() > 0;
    const QtyLots all(std::abs(position.size.value()));
    if (exits.takeProfit)
        placeExit(account, position, kTakeProfit, {.price = *exits.takeProfit, .direction = isLong ? 1 : 2, .by = exits.takeProfitBy}, all,
                  parentLinkId);
    if (exits.stopLoss)
        placeExit(account, position, kStopLoss, {.price = *exits.stopLoss, .direction = isLong ? 2 : 1, .by = exits.stopLossBy}, all,
                  parentLinkId);
    if (trail && !isTrailKept) {
        const auto last = position.instrument->toTicks(m_valuation.last(*position.instrument), Rounding::HalfEven).value_or(PriceTicks(1));
        placeExit(account, position, kTrailing,
                  {.price = isLong ? last - *trail : last + *trail, .direction = isLong ? 2 : 1, .trail = trail, .activeAt = activeAt,
                   .isActive = !activeAt},
                  all, parentLinkId);
    }
}

void StopKeeper::addPartial(Account &account, Position &position, PriceTicks at, PriceSource by, bool isTakeProfit, QtyLots qty)
{
    const bool isLong = position.size.value() > 0;
    placeExit(account, position, QLatin1StringView(isTakeProfit ? "PartialTakeProfit" : "PartialStopLoss"),
              {.price = at, .direction = isLong == isTakeProfit ? 1 : 2, .by = by}, qty, {});
}

void StopKeeper::follow(const OrderRecord &order)
{
    if (order.stopOrderType.isEmpty() || order.category() == Category::Spot)
        return;
    Position &position = order.account->position(order.instrument, order.positionIdx);
    const bool isOpen = order.status == OrderStatus::Untriggered;
    const auto now = isOpen ? std::optional(order.trigger->price) : std::nullopt;
    if (order.stopOrderType == kTakeProfit)
        position.exits.takeProfit = now;
    else if (order.stopOrderType == kStopLoss)
        position.exits.stopLoss = now;
    else if (order.stopOrderType == kTrailing && !isOpen)
        position.trailingStop.reset();
}

void StopKeeper::placeExit(Account &account, const Position &position, QLatin1StringView stopOrderType, Trigger trigger, QtyLots qty,
                           const QString &parentLinkId)
{
    const bool isLong = position.size.value() > 0;
    OrderRecord order;
    order.account = &account;
    order.instrument = position.instrument;
    order.number = m_ids.number();
    order.orderId = m_ids.orderId(position.instrument->id().category);
    order.parentLinkId = parentLinkId;
    order.side = isLong ? Side::Sell : Side::Buy;
    order.type = OrderType::Market;
    order.timeInForce = TimeInForce::Ioc;
    order.qty = qty;
    order.positionIdx = position.idx;
    order.isReduceOnly = order.isCloseOnTrigger = true;
    order.isFundsLocked = false;
    order.trigger = trigger;
    order.stopOrderType = stopOrderType;
    order.createType = QStringLiteral("CreateBy") + stopOrderType;
    order.orderFilter = QStringLiteral("StopOrder");
    order.tpslMode = stopOrderType.startsWith(QLatin1StringView("Partial")) ? QStringLiteral("Partial") : QStringLiteral("Full");
    order.createdAt = order.updatedAt = m_clock.utcNow();
    wait(account.orders().add(std::move(order)));
}

void StopKeeper::cancelExits(Account &account, const Position &position, const Finder &which, const QString &cancelType)
{
    for (OrderRecord *order : account.orders().open()) {
        const bool isExit = order->status == OrderStatus::Untriggered && order->isCloseOnTrigger && order->tpslMode == QLatin1StringView("Full");
        if (isExit && isOf(*order, position) && which(*order)) {
            m_matcher.cancel(*order, cancelType);
            follow(*order);
        }
    }
}

void StopKeeper::dropUseless(Account &account, const Position &position)
{
    for (OrderRecord *order : account.orders().open()) {
        if (!isOf(*order, position) || !order->isReduceOnly || !position.closable(order->side).isZero())
            continue;
        const bool isPartialExit = order->tpslMode == QLatin1StringView("Partial");
        if (order->isResting() || isPartialExit) // a conditional order may wait for a position to come
            m_matcher.cancel(*order, isPartialExit ? QStringLiteral("CancelByTpSlTsClear") : QStringLiteral("CancelByReduceOnly"));
    }
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
    if (order.type == OrderType::Market)
        order.price = marketBound(i, order.side, m_valuation.last(i));
    if (order.isReduceOnly) {
        const QtyLots closable = order.account->position(order.instrument, order.positionIdx).closable(order.side);
        if (closable.isZero())
            return m_matcher.cancel(order, QStringLiteral("CancelByReduceOnly"));
        order.qty = std::min(order.qty, closable);
    } else if (!m_valuation.affords(order)) {
        m_matcher.cancel(order, QStringLiteral("UNKNOWN"), QStringLiteral("EC_InsufficientBalance")); // conditional orders die when margin is short
        order.status = OrderStatus::Rejected;
        return;
    }
    m_matcher.enter(order);
}

} // namespace bw::sandbox
