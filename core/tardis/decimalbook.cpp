// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/decimalbook.h"

#include <algorithm>

namespace bw {

namespace {

struct HigherFirst {
    bool operator()(const DecimalLevel &a, const DecimalLevel &b) const { return a.price > b.price; }
};
struct LowerFirst {
    bool operator()(const DecimalLevel &a, const DecimalLevel &b) const { return a.price < b.price; }
};

template <class Better>
void applySide(std::vector<DecimalLevel> &side, std::span<const DecimalLevel> changes, Better better)
{
    for (const auto &change : changes) {
        const auto at = std::lower_bound(side.begin(), side.end(), change, better);
        const bool isThere = at != side.end() && at->price == change.price;
        if (change.amount.isZero()) {
            if (isThere)
                side.erase(at);
        } else if (isThere) {
            at->amount = change.amount;
        } else {
            side.insert(at, change);
        }
    }
}

template <class Better>
std::vector<DecimalLevel> ordered(std::vector<DecimalLevel> side, Better better)
{
    std::stable_sort(side.begin(), side.end(), better);
    const auto samePrice = [](const DecimalLevel &a, const DecimalLevel &b) { return a.price == b.price; };
    side.erase(side.begin(), std::unique(side.rbegin(), side.rend(), samePrice).base());
    std::erase_if(side, [](const DecimalLevel &level) { return level.amount.isZero(); });
    return side;
}

} // namespace

void DecimalBook::clear()
{
    m_bids.clear();
    m_asks.clear();
}

void DecimalBook::replace(std::vector<DecimalLevel> bids, std::vector<DecimalLevel> asks)
{
    m_bids = ordered(std::move(bids), HigherFirst{});
    m_asks = ordered(std::move(asks), LowerFirst{});
}

void DecimalBook::apply(std::span<const DecimalLevel> bids, std::span<const DecimalLevel> asks)
{
    applySide(m_bids, bids, HigherFirst{});
    applySide(m_asks, asks, LowerFirst{});
}

bool DecimalBook::isCrossed() const
{
    return !m_bids.empty() && !m_asks.empty() && m_bids.front().price >= m_asks.front().price;
}

} // namespace bw
