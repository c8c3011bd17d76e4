// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>

namespace bw {

/// `probe preview`: {"book", "instrument", "fees", "account", "draft"} gives the fields of the event preview, and what the ticket shows beside
/// them. `book` is a frame, an answer or {"bids", "asks"}; `instrument` a row or answer of instruments-info with its category; `fees` has maker
/// and taker; `account` available, leverage, marginMode, isHedge, equity, maintenance, maintenanceRate, coins, position, buyLimit, sellLimit
/// and state, where the case needs them; `draft` has the names of order/create. The rest of the context is as good as it can be.
[[nodiscard]] QJsonObject previewOf(const QJsonObject &aCase);

} // namespace bw
