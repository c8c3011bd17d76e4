// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/bookupdate.h"

#include <optional>
#include <span>

namespace bw {

/// The top of a book, for comparing two views of it. A side without levels is nullopt.
struct BestLevels {
    std::optional<Level> bid, ask;
    bool operator==(const BestLevels &) const = default;

    [[nodiscard]] bool hasSamePrices(const BestLevels &other) const
    {
        const auto isSame = [](const std::optional<Level> &a, const std::optional<Level> &b) {
            return a.has_value() == b.has_value() && (!a || a->price == b->price);
        };
        return isSame(bid, other.bid) && isSame(ask, other.ask);
    }
};

/// Of two sides that are best first, as an order book holds them.
[[nodiscard]] inline BestLevels bestOf(std::span<const Level> bids, std::span<const Level> asks)
{
    BestLevels best;
    if (!bids.empty())
        best.bid = bids.front();
    if (!asks.empty())
        best.ask = asks.front();
    return best;
}

} // namespace bw
