// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/widemarketviews.h"

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

/// One row of the ladder: what rests in a group and what was traded there, by the taker's side.
struct LadderLevel {
    PriceTicks price;
    QtyLots resting, bought, sold;
    bool operator==(const LadderLevel &) const = default;
};
/// Levels and trades in the same groups, best first. `traded` is highest first. A price with trades and nothing resting has a row of
/// its own between the best and the worst level; what was traded inside the spread or beyond the worst level has none.
[[nodiscard]] std::vector<LadderLevel> ladderLevels(std::span<const Level> levels, std::span<const TradedVolume::AtPrice> traded, Side side,
                                                    std::int64_t step);

} // namespace bw
