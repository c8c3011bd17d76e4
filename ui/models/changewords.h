// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeviews.h"

namespace bw::changewords {

/// Changes of protection, leverage and position mode in words. Pure functions.

[[nodiscard]] QString kind(const AccountChange &change);     ///< "stops of BTCUSDT", "leverage of BTCUSDT"
/// How it stands: "SL 61000 → SL 62000, sent", or both possible states while it is unknown.
[[nodiscard]] QString sentence(const AccountChange &change);
/// Not decided yet: on its way or unknown.
[[nodiscard]] bool isOpen(const AccountChange &change);

} // namespace bw::changewords
