// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The parts of StopKeeper that keep the exits of a position.
#include "core/sandbox/stopkeeper.h"

#include <algorithm>

namespace bw::sandbox {

namespace {

constexpr QLatin1StringView kTakeProfit("TakeProfit");
constexpr QLatin1StringView kStopLoss("StopLoss");
constexpr QLatin1StringView kTrailing("TrailingStop");
constexpr QLatin1StringView kFull("Full");
constexpr QLatin1StringView kPartial("Partial");

bool isWaitingExit(const OrderRecord &order, const Position &position, QLatin1StringView mode)
{
    return order.status == OrderStatus::Untriggered && order.isExit() && order.tpslMode == mode && isOf(order, position);
}

QtyLots sizeOf(const Position &position)
{
    return QtyLots(std::abs(position.size.value()));
}

Exits overlaid(Exits below, const Exits &above)
{
    if (above.takeProfit) {
        below.takeProfit = above.takeProfit;
        below.takeProfitBy = above.takeProfitBy;
    }
    if (above.stopLoss) {
        below.stopLoss = above.stopLoss;
        below.stopLossBy = above.stopLossBy;
    }
    return below;
}

} // namespace

bool isOf(const OrderRecord &order, const Position &position)
{
    return order.instrument->id() == position.instrument->id() && order.positionIdx == position.idx;
}

void StopKeeper::afterFill(OrderRecord &order, Position &position, QtyLots qty)
{
    Account &account = *order.account;
    const Side exitSide = position.size.value() > 0 ? Side::Sell : Side::Buy;
    cancelExits(account, position, [&](const OrderRecord &o) { return position.size.isZero() || o.side != exitSide; },
                QStringLiteral("CancelByTpSlTsClear"));
    if (position.size.isZero()) { // the exit that did it was no longer waiting, so nobody cleared its price
        position.exits = {};
        position.trailingStop.reset();
    } else if (order.side != exitSide && !order.exits.isEmpty() && !order.areExitsRefused) {
        attach(order, position, std::min(qty, sizeOf(position)));
    }
    followSize(account, position);
    dropUseless(account, position);
}

/// The exits that an entry brings: of the whole position, or of what was filled just now.
void StopKeeper::attach(const OrderRecord &entry, Position &position, QtyLots qty)
{
    Account &account = *entry.account;
    if (entry.tpslMode != kPartial) {
        const Exits both = overlaid(position.exits, entry.exits);
        if (both != position.exits)
            setExits(account, position, both, position.trailingStop, std::nullopt, &entry);
        return;
    }
    bool isGrown = false;
    for (OrderRecord *exit : account.orders().open()) {
        if (!isWaitingExit(*exit, position, kPartial) || exit->parentOrderId != entry.orderId)
            continue;
        exit->qty += qty;
        exit->updatedAt = m_clock.utcNow();
        m_outbox.order(*exit);
        isGrown = true;
    }
    if (!isGrown && partials(account, position) < kMostPartials)
        addPartial(account, position, entry.exits, qty, &entry);
}

void StopKeeper::followSize(Account &account, const Position &position)
{
    for (OrderRecord *exit : account.orders().open()) {
        if (!isWaitingExit(*exit, position, kFull) || exit->qty == sizeOf(position))
            continue;
        exit->qty = sizeOf(position);
        exit->updatedAt = m_clock.utcNow();
        m_outbox.order(*exit);
    }
}

void StopKeeper::setExits(Account &account, Position &position, const Exits &exits, std::optional<PriceTicks> trail,
                          std::optional<PriceTicks> activeAt, const OrderRecord *parent)
{
    const bool isTrailKept = trail && position.trailingStop == trail && !activeAt;
    const bool isLong = position.size.value() > 0;
    const auto at = [](const std::optional<PriceTicks> &price, int direction, PriceSource by) {
        return price ? std::optional(Trigger{.price = *price, .direction = direction, .by = by}) : std::nullopt;
    };
    setExit(account, position, kTakeProfit, at(exits.takeProfit, isLong ? 1 : 2, exits.takeProfitBy), parent);
    setExit(account, position, kStopLoss, at(exits.stopLoss, isLong ? 2 : 1, exits.stopLossBy), parent);
    if (!isTrailKept) {
        const auto last = position.instrument->toTicks(m_valuation.last(*position.instrument), Rounding::HalfEven).value_or(PriceTicks(1));
        const auto distance = trail.value_or(PriceTicks());
        const Trigger trailing{.price = isLong ? last - distance : last + distance, .direction = isLong ? 2 : 1, .trail = trail, .activeAt = activeAt, .isActive = !activeAt};
        setExit(account, position, kTrailing, trail ? std::optional(trailing) : std::nullopt, parent);
    }
    position.exits = exits;
    position.trailingStop = trail;
    position.updatedAt = m_clock.utcNow();
    m_outbox.position(account, position);
}

void StopKeeper::setExit(Account &account, const Position &position, QLatin1StringView stopOrderType, const std::optional<Trigger> &trigger, const OrderRecord *parent)
{
    const auto open = account.orders().open();
    const auto found = std::find_if(open.begin(), open.end(), [&](const OrderRecord *o) { return isWaitingExit(*o, position, kFull) && o->stopOrderType == stopOrderType; });
    if (!trigger) {
        if (found != open.end())
            m_matcher.cancel(**found, QStringLiteral("CancelByUser"));
        return;
    }
    if (found == open.end())
        return wait(account.orders().add(makeExit(account, position, stopOrderType, *trigger, sizeOf(position), parent)));
    OrderRecord &exit = **found;
    const bool isSame = exit.trigger->price == trigger->price && exit.trigger->by == trigger->by && !trigger->trail;
    if (isSame)
        return;
    exit.trigger = trigger;
    exit.updatedAt = m_clock.utcNow();
    m_outbox.order(exit);
}

void StopKeeper::addPartial(Account &account, Position &position, const Exits &exits, QtyLots qty, const OrderRecord *parent)
{
    const bool isLong = position.size.value() > 0;
    const std::uint64_t pair = exits.takeProfit && exits.stopLoss ? m_ids.number() : 0;
    const auto place = [&](const char *type, const std::optional<PriceTicks> &at, PriceSource by, int direction, const std::optional<PriceTicks> &limit) {
        if (!at)
            return;
        OrderRecord exit = makeExit(account, position, QLatin1StringView(type), {.price = *at, .direction = direction, .by = by}, qty, parent);
        exit.pair = pair;
        if (limit) {
            exit.type = OrderType::Limit;
            exit.timeInForce = TimeInForce::Gtc;
            exit.price = *limit;
        }
        wait(account.orders().add(std::move(exit)));
    };
    place("PartialTakeProfit", exits.takeProfit, exits.takeProfitBy, isLong ? 1 : 2, exits.takeProfitLimit);
    place("PartialStopLoss", exits.stopLoss, exits.stopLossBy, isLong ? 2 : 1, exits.stopLossLimit);
}

std::ptrdiff_t StopKeeper::partials(const Account &account, const Position &position) const
{
    const auto open = account.orders().open();
    return std::count_if(open.begin(), open.end(), [&](const OrderRecord *o) { return isWaitingExit(*o, position, kPartial); });
}

void StopKeeper::follow(const OrderRecord &order)
{
    if (!order.isExit())
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

OrderRecord StopKeeper::makeExit(Account &account, const Position &position, QLatin1StringView stopOrderType, const Trigger &trigger, QtyLots qty,
                                 const OrderRecord *parent) const
{
    OrderRecord order;
    order.account = &account;
    order.instrument = position.instrument;
    order.number = m_ids.number();
    order.orderId = m_ids.orderId(position.instrument->id().category);
    if (parent) {
        order.parentLinkId = parent->linkId;
        order.parentOrderId = parent->orderId;
    }
    order.side = position.size.value() > 0 ? Side::Sell : Side::Buy;
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
    order.tpslMode = stopOrderType.startsWith(kPartial) ? kPartial : kFull;
    order.lastPriceOnCreated = order.instrument->toTicks(m_valuation.last(*order.instrument), Rounding::HalfEven).value_or(PriceTicks());
    order.createdAt = order.updatedAt = m_clock.utcNow();
    return order;
}

void StopKeeper::cancelExits(Account &account, const Position &position, const Finder &which, const QString &cancelType)
{
    for (OrderRecord *order : account.orders().open()) {
        if (!isWaitingExit(*order, position, kFull) || !which(*order))
            continue;
        m_matcher.cancel(*order, cancelType);
        follow(*order);
    }
}

void StopKeeper::dropUseless(Account &account, const Position &position)
{
    for (OrderRecord *order : account.orders().open()) {
        if (!isOf(*order, position) || !order->isReduceOnly || !position.closable(order->side).isZero())
            continue;
        if (order->isResting() || order->isExit()) // a conditional order may wait for a position to come
            m_matcher.cancel(*order, order->isExit() ? QStringLiteral("CancelByTpSlTsClear") : QStringLiteral("CancelByReduceOnly"));
    }
}

} // namespace bw::sandbox
