// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/bookupdate.h"

#include <span>
#include <vector>

namespace bw {

/// The levels of one book, best first, in two flat sorted arrays: at 50 to 1000 levels a binary search and a short memmove beat any
/// tree, and nearly all changes are near the top. Knows nothing of update ids, health or time: Sequencer does. One thread.
class OrderBook final {
public:
    void clear();
    void replace(std::span<const Level> bids, std::span<const Level> asks); ///< any order; zero quantities are left out
    void apply(std::span<const Level> bids, std::span<const Level> asks);   ///< deleting an absent level is harmless

    [[nodiscard]] std::span<const Level> bids() const { return m_bids; } ///< highest first
    [[nodiscard]] std::span<const Level> asks() const { return m_asks; } ///< lowest first
    [[nodiscard]] bool isEmpty() const { return m_bids.empty() && m_asks.empty(); }
    /// Best bid at or above best ask: in a correct book it can't be.
    [[nodiscard]] bool isCrossed() const;

private:
    std::vector<Level> m_bids;
    std::vector<Level> m_asks;
};

} // namespace bw
