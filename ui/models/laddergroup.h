// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/bookupdate.h"

#include <array>
#include <span>
#include <vector>

namespace bw {

/// The steps of the ladder's group selector, in ticks.
inline constexpr std::array<std::int64_t, 6> kLadderGroups{1, 2, 5, 10, 50, 100};

/// The group that a price falls into: bids are floored, asks ceiled, so that a group never shows liquidity at a better price than it
/// has. Side::Buy is the bid side. step >= 1.
[[nodiscard]] PriceTicks groupPrice(PriceTicks price, Side side, std::int64_t step);
/// Best first in, best first out; the quantities of a group add up, so the sum over all levels stays.
[[nodiscard]] std::vector<Level> groupLevels(std::span<const Level> levels, Side side, std::int64_t step);

} // namespace bw
