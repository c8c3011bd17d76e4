// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"

namespace bw::orderwords {

/// The cells of an order in words, wherever it stands: tables, lists of STOP ALL, timelines. Pure functions; texts of the venue are only
/// compared, never shown, but for the reason, which is plain text.

[[nodiscard]] QString type(const Order &order);    ///< "Limit", "Post-only", "Stop market", "Stop loss"
[[nodiscard]] QString price(const Order &order);   ///< "63 408.0", "63 408.0 ?" while an amend is open, "market"
[[nodiscard]] QString quantity(const Order &order);
[[nodiscard]] QString trigger(const Order &order); ///< "≥ 63 500.0 mark"; "–" of what has none
[[nodiscard]] QString priceOrTrigger(const Order &order);
[[nodiscard]] QString exits(const Order &order);   ///< "TP 64 200.0, SL 63 000.0"; "–" without
[[nodiscard]] QString origin(const Order &order);  ///< "manual", "external", "venue: stop loss"
[[nodiscard]] QString stateWithReason(const Order &order);
/// What a pending amend makes of it: "price 63 408.0 → 63 409.0", or "price 63 408.0 or 63 409.0" while unknown; "" without one.
[[nodiscard]] QString amend(const Order &order);
[[nodiscard]] QString word(TriggerBy by);          ///< "last", "mark", "index"

/// A take profit, stop loss or trailing stop of a position: to cancel it is to take protection away.
[[nodiscard]] bool isProtection(const Order &order);
/// Not found at the venue, and asked for when its cancel could have left the venue's lists already: they keep one for 24 hours. An order
/// that still works is always listed, so this one is over.
[[nodiscard]] bool isNoLongerListed(const Order &order);

} // namespace bw::orderwords
