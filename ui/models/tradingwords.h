// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/sessionview.h"

namespace bw::tradingwords {

/// The trading state in words: what goes out now, why, and who can change it. Pure functions.

[[nodiscard]] QString word(const SessionView &session);     ///< "active", "exits only", "HALTED", "no orders"
[[nodiscard]] QString widest();                             ///< of them
[[nodiscard]] QString role(const SessionView &session);     ///< of theme.qss: "bid", "caution", "danger", "label"
[[nodiscard]] QString sentence(const SessionView &session); ///< why, and the way back
/// Only Resume leads back to active: STOP ALL and what else halts until somebody decides.
[[nodiscard]] bool mayResume(const SessionView &session);

} // namespace bw::tradingwords
