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

std::vector<LadderLevel> ladderLevels(std::span<const Level> levels, std::span<const TradedVolume::AtPrice> traded, Side side, std::int64_t step)
{
    std::vector<LadderLevel> rows;
    if (levels.empty())
        return rows;
    const auto isBetter = [side](PriceTicks a, PriceTicks b) { return side == Side::Buy ? a > b : a < b; };
    const std::vector<Level> groups = groupLevels(levels, side, step);
    rows.reserve(groups.size());
    auto group = groups.begin();
    for (std::size_t i = 0; i < traded.size(); ++i) {
        const TradedVolume::AtPrice &at = side == Side::Buy ? traded[i] : traded[traded.size() - 1 - i];
        const PriceTicks price = groupPrice(at.price, side, step);
        if (isBetter(at.price, levels.front().price))
            continue;
        if (isBetter(groups.back().price, price))
            break;
        for (; group != groups.end() && isBetter(group->price, price); ++group)
            rows.push_back({group->price, group->qty, {}, {}});
        if (group != groups.end() && group->price == price)
            rows.push_back({price, (group++)->qty, {}, {}});
        else if (rows.empty() || rows.back().price != price)
            rows.push_back({price, {}, {}, {}});
        rows.back().bought += at.bought;
        rows.back().sold += at.sold;
    }
    for (; group != groups.end(); ++group)
        rows.push_back({group->price, group->qty, {}, {}});
    return rows;
}

} // namespace bw
