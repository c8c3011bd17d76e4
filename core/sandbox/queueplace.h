// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <deque>

namespace bw::sandbox {

/// How much stands in front of a resting order at its price, counted from what the market shows. The order joins behind all that is shown.
/// Trades take from the front. A cancel is taken to be of those behind the order as long as that is possible: only a level that shows less
/// than the queue in front makes that queue shorter. Book and prints may come in either order: the matching engine's sequence tells which
/// prints a book already holds. Unknown until its level was seen. A value; the matcher's, one for each resting order.
class QueuePlace final {
public:
    /// The level of the order's price as the book of that sequence shows it.
    void noteLevel(QtyLots shown, std::uint64_t sequence);
    /// A trade at the price; gives what of it went beyond the queue. Sequence 0: later than every book.
    [[nodiscard]] QtyLots noteTrade(QtyLots qty, std::uint64_t sequence);
    /// The market traded through the price: nobody stands in front any more.
    void noteThrough() { m_bounds = {{0, QtyLots()}}; }

    [[nodiscard]] bool isKnown() const { return !m_bounds.empty(); }
    [[nodiscard]] QtyLots ahead() const; ///< 0 while it is not known

private:
    /// What a book left at most in front, less what has traded since.
    struct Bound {
        std::uint64_t sequence = 0;
        QtyLots left;
    };
    static constexpr std::size_t kMost = 32; ///< books that a late print may still belong to
    std::deque<Bound> m_bounds;              ///< oldest first; the smallest counts
};

} // namespace bw::sandbox
