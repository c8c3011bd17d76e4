// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/bestlevels.h"
#include "core/domain/book/orderbook.h"

#include <vector>

namespace bw {

/// Compares a book that the venue was asked for with the one that its stream has built (fact sheet Bybit v5, 8). The answer is of another
/// moment than the newest frame, so the best levels after each of the last frames are kept. u of the answer counts the stream of 1000
/// levels alone; for the other depths seq places it between two frames, or there is no verdict. One thread; judges only.
class SpotCheck final {
public:
    enum class Finding : std::uint8_t {
        Agrees,
        Differs,    ///< of the very same moment, and not the same
        Suspicious, ///< not what stood before nor after, but between two frames something may have come and gone: ask again
        Ahead,      ///< newer than the newest frame: judge again when more have come
        None,       ///< of no moment that is known
    };

    explicit SpotCheck(int depth) : m_depth(depth) {}

    /// After each frame that was applied.
    void note(std::uint64_t updateId, std::uint64_t sequence, const OrderBook &book);
    void clear(); ///< a snapshot begins anew
    /// From now on the first 50 levels a side are kept and compared, always by seq: the proof that a book needs whose u is not heeded,
    /// since a lost frame hides behind the best levels. Forgets what was noted.
    void setWhole(bool isWhole);

    [[nodiscard]] Finding judge(const BookUpdate &answer) const;

private:
    struct Entry {
        std::uint64_t updateId = 0, sequence = 0;
        BestLevels best;
        std::vector<Level> bids, asks; ///< of the whole comparison
    };
    [[nodiscard]] const Entry &at(std::size_t index) const { return m_ring[(m_first + index) % m_ring.size()]; }
    [[nodiscard]] Finding judgeByUpdateId(std::uint64_t updateId, const BestLevels &best) const;
    [[nodiscard]] Finding judgeBySequence(std::uint64_t sequence, const BestLevels &best) const;
    [[nodiscard]] Finding judgeWhole(const BookUpdate &answer) const;
    [[nodiscard]] Finding findMoment(std::uint64_t sequence, const Entry *&before, const Entry *&after) const;

    const int m_depth;
    std::vector<Entry> m_ring; ///< oldest at m_first
    std::size_t m_first = 0;
    bool m_isWhole = false;
};

} // namespace bw
