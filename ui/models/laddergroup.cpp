// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/laddergroup.h"

namespace bw {

PriceTicks groupPrice(PriceTicks price, Side side, std::int64_t step)
{
    const std::int64_t value = price.value();
    const std::int64_t above = ((value % step) + step) % step; // how far over the group's lower edge, also below zero
    if (above == 0)
        return price;
    return PriceTicks(side == Side::Buy ? value - above : value - above + step);
}

std::vector<Level> groupLevels(std::span<const Level> levels, Side side, std::int64_t step)
{
    std::vector<Level> groups;
    groups.reserve(levels.size());
    for (const Level &level : levels) {
        const PriceTicks price = groupPrice(level.price, side, step);
        if (!groups.empty() && groups.back().price == price)
            groups.back().qty += level.qty;
        else
            groups.push_back({price, level.qty});
    }
    return groups;
}

} // namespace bw
