// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/protection.h"

#include <algorithm>

namespace bw {

namespace {
/// It leaves where the position loses: falls for a long one, rises for a short one.
bool isOnLosingSide(const Order &order, Side held)
{
    return order.trigger && order.trigger->isRise == (held == Side::Sell);
}

bool protects(const Order &order, const Position &position)
{
    const bool isOfIt = order.instrument && order.instrument->id() == position.instrument->id() && order.positionIdx == position.positionIdx
        && order.side == opposite(*position.side) && order.state == OrderState::Untriggered;
    if (!isOfIt)
        return false;
    if (order.stopOrderType == u"PartialStopLoss")
        return true;
    const bool isOwnStop = (order.reduceOnly || order.closesPosition) && (order.stopOrderType.isEmpty() || order.stopOrderType == u"Stop");
    return isOwnStop && isOnLosingSide(order, *position.side);
}
} // namespace

Decimal coveredSize(const Position &position, const QVector<Order> &working)
{
    if (!position.side)
        return 0;
    if (position.stopLoss.sign() > 0 || position.trailingStop.sign() > 0)
        return position.size;
    Decimal covered;
    for (const Order &order : working) {
        if (!protects(order, position))
            continue;
        if (order.closesPosition)
            return position.size;
        covered += order.instrument->qty(order.qty - order.filled);
    }
    return std::min(covered, position.size);
}

Position withProtection(Position position, const QVector<Order> &working)
{
    position.stoppedSize = coveredSize(position, working);
    position.isProtected = !position.side || position.stoppedSize >= position.size;
    return position;
}

} // namespace bw
