// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"

#include <QVector>

namespace bw {

/// How much of a position stops at the venue cover: all of it with a Full stop loss or a trailing stop, else what the Partial stop losses
/// and reduce-only conditional orders on the losing side add up to, at most the size. `working`: orders as last heard. Pure.
[[nodiscard]] Decimal coveredSize(const Position &position, const QVector<Order> &working);

/// The position with stoppedSize and isProtected set from that. A flat one needs no protection.
[[nodiscard]] Position withProtection(Position position, const QVector<Order> &working);

} // namespace bw
