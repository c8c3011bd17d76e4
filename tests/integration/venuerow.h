// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"
#include "core/domain/order/orderstate.h"

#include <QJsonObject>

/// Reading the rows of GET /sandbox/state, for tests that compare them with ours.
namespace bw::venuerow {

[[nodiscard]] QString text(const QJsonObject &row, const char *name);
[[nodiscard]] Decimal number(const QJsonObject &row, const char *name); ///< 0 where there is none
/// The venue's word for how an order of ours in this state should stand there.
[[nodiscard]] bool agrees(OrderState ours, const QString &venue);

} // namespace bw::venuerow
