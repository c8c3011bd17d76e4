// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/accountmode.h"
#include "core/domain/order/changedraft.h"
#include "core/domain/order/order.h"

namespace bw::changetext {

/// The present state of what a draft would change, and the state that it asks for, in the same words, so that the two can be compared and
/// shown side by side: "SL 61000, TP -, trailing -", "leverage 10", "one-way". Plain decimals; "-" is none; "?" is not known. Pure.
[[nodiscard]] QString before(const ChangeDraft &draft, const Position *position, const std::optional<AccountMode> &mode);
[[nodiscard]] QString after(const ChangeDraft &draft, const Position *position);

/// Of a position and a mode as a read brought them.
[[nodiscard]] QString protectionOf(const Position *position);
[[nodiscard]] QString leverageOf(const std::optional<Decimal> &leverage);
[[nodiscard]] QString modeOf(const std::optional<bool> &isHedge);

} // namespace bw::changetext
