// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/marketsource.h"
#include "core/sandbox/steptext.h"

namespace bw {

/// One topic orderbook.{depth}.{symbol}: the best levels of a book as its subscribers were told them, and the frames that bring them from
/// there to now. A level that leaves the window is deleted, one that enters is inserted. One thread.
class BookView final {
public:
    BookView(const Instrument &instrument, int depth, bool keepsUpdateIds);

    enum class Change { None, Delta, Snapshot };
    /// Compares with what was told and remembers the new state. Depth 1 and a replaced book give a snapshot.
    [[nodiscard]] Change update(const MarketBook &book);
    /// A service that begins anew: the next update() is a snapshot with the update id 1, and counting goes on from there.
    void restart() { m_isRestarting = true; }
    /// The last change as a frame; the levels of a delta are those of the last update().
    [[nodiscard]] QByteArray delta(UtcTime sentAt) const;
    /// All that was told so far as a frame, for a new subscriber or a repeat.
    [[nodiscard]] QByteArray snapshot(UtcTime sentAt) const;

    /// False while the market never had a book: there is nothing to tell, not even emptiness.
    [[nodiscard]] bool hasBook() const { return m_updateId > 0; }
    [[nodiscard]] std::uint64_t updateId() const { return m_updateId; }

private:
    using Levels = std::vector<Level>;
    void diff(const Levels &now, Levels &told, bool isBid, Levels &changes) const;
    void append(QByteArray &out, const Levels &levels) const;
    [[nodiscard]] QByteArray frame(bool isSnapshot, const Levels &bids, const Levels &asks, UtcTime sentAt) const;

    QByteArray m_symbol;
    StepText m_price, m_qty;
    int m_depth;
    bool m_keepsUpdateIds;
    bool m_isSpot;
    bool m_isFirst = true;
    bool m_isRestarting = false;
    Levels m_bids, m_asks;               ///< as told
    Levels m_changedBids, m_changedAsks; ///< of the last update
    std::uint64_t m_updateId = 0, m_sequence = 0;
    std::uint64_t m_shift = 0; ///< of kept update ids, since a restart
    std::uint32_t m_resets = 0;
    UtcTime m_matchedAt{};
};

} // namespace bw
