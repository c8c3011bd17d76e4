// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/orderbook.h"

#include <algorithm>
#include <cstdlib>

namespace bw {

namespace {
struct HigherFirst {
    bool operator()(const Level &a, const Level &b) const { return a.price > b.price; }
};
struct LowerFirst {
    bool operator()(const Level &a, const Level &b) const { return a.price < b.price; }
};

/// The level of that price, or the place where it belongs. A tick holds one level, so a price n ticks behind the best stands at index n
/// at most, and exactly there where no tick is empty: in the recorded XRPUSDT, 500 deep, nine of ten searches end with that first look
/// (5 ns a change instead of 13).
template <class Better>
auto findLevel(std::vector<Level> &side, const Level &change, Better better)
{
    const auto best = side.begin();
    if (best == side.end() || !better(*best, change))
        return best;
    const auto ticks = std::abs((change.price - best->price).value());
    const auto last = side.end() - best > ticks ? best + ticks : side.end();
    return last != side.end() && last->price == change.price ? last : std::lower_bound(best, last, change, better);
}

template <class Better>
void applyOne(std::vector<Level> &side, const Level &change, Better better)
{
    const auto at = findLevel(side, change, better);
    const bool isThere = at != side.end() && at->price == change.price;
    if (change.qty.isZero()) {
        if (isThere)
            side.erase(at);
    } else if (isThere) {
        at->qty = change.qty;
    } else {
        side.insert(at, change);
    }
}

template <class Better>
void replaceSide(std::vector<Level> &side, std::span<const Level> levels, Better better)
{
    side.assign(levels.begin(), levels.end());
    // Venues send snapshots best first; sorting is for the one that does not. Stable, so that the last word on a price wins.
    const auto isOutOfOrder = [better](const Level &a, const Level &b) { return !better(a, b); };
    if (std::adjacent_find(side.begin(), side.end(), isOutOfOrder) != side.end()) {
        std::stable_sort(side.begin(), side.end(), better);
        const auto samePrice = [](const Level &a, const Level &b) { return a.price == b.price; };
        side.erase(side.begin(), std::unique(side.rbegin(), side.rend(), samePrice).base());
    }
    std::erase_if(side, [](const Level &level) { return level.qty.isZero(); });
}
} // namespace

void OrderBook::clear()
{
    m_bids.clear();
    m_asks.clear();
}

void OrderBook::replace(std::span<const Level> bids, std::span<const Level> asks)
{
    replaceSide(m_bids, bids, HigherFirst{});
    replaceSide(m_asks, asks, LowerFirst{});
}

void OrderBook::apply(std::span<const Level> bids, std::span<const Level> asks)
{
    for (const Level &change : bids)
        applyOne(m_bids, change, HigherFirst{});
    for (const Level &change : asks)
        applyOne(m_asks, change, LowerFirst{});
}

bool OrderBook::isCrossed() const
{
    return !m_bids.empty() && !m_asks.empty() && m_bids.front().price >= m_asks.front().price;
}

} // namespace bw
