// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/orderbook.h"

#include <cstdint>

namespace bw {

/// Whether the shown levels are true now.
enum class BookState : std::uint8_t { Waiting, Live, Stale, Resyncing };
/// Why a book stopped being live, in the words of the event `gap`.
enum class GapKind : std::uint8_t {
    None, Sequence, SeqBackwards, Crossed, BeforeSnapshot, Reset, Silence, SpotCheck, Malformed, Disconnected,
    RelayDisconnect, NoSnapshot, ///< of the relay's books
    Refused,                     ///< the venue does not give this book
};

[[nodiscard]] QString toName(BookState state); ///< "waiting", "live", "stale", "resyncing"
[[nodiscard]] QString toName(GapKind gap);     ///< "sequence", "seq_backwards", ...; "" for None

/// Decides what a book frame means for its book (rules: fact sheet Bybit v5, 9.2): a snapshot resets; a delta before a snapshot is
/// dropped; u must rise by exactly 1; u == 1 or a second snapshot replaces; an equal u is legal on depth 1 only; a smaller seq, a gap
/// or a crossed result empties the book and asks for a resync. Owns its OrderBook, which is empty whenever the state is not Live or
/// Stale-by-silence. A price or quantity that can't be, or more levels than any book has, counts as malformed. No clock, no thread of
/// its own.
class Sequencer final {
public:
    enum class Action : std::uint8_t {
        Applied,  ///< the book is live and newer
        Ignored,  ///< nothing changed (repeat on depth 1, delta while waiting for a snapshot)
        Resync,   ///< unsubscribe and subscribe again: gap() says why
    };

    [[nodiscard]] Action apply(const BookUpdate &update);
    /// A frame of this topic could not be read: what it held is unknown, so the book is too.
    [[nodiscard]] Action malformed();
    /// Something else has shown that the levels are wrong: empty until the next snapshot, which is to be asked for.
    void discard(GapKind why);
    /// The connection or subscription is gone: book cleared, state Waiting until the next snapshot; the gap is kept as the reason.
    void reset(GapKind why);
    /// Levels stay, greyed: nothing arrived for too long.
    void markStale(GapKind why);
    /// Something else than a frame of this topic has shown that the levels of a stale book are true.
    void revive();
    /// For a venue whose u has stopped rising by one while its own answers agree with the book: seq, crossing and sanity alone judge.
    void setUpdateIdIgnored(bool isIgnored) { m_isUpdateIdIgnored = isIgnored; }
    [[nodiscard]] bool isUpdateIdIgnored() const { return m_isUpdateIdIgnored; }

    [[nodiscard]] const OrderBook &book() const { return m_book; }
    [[nodiscard]] BookState state() const { return m_state; }
    /// Why it is not live; Reset right after a frame with u == 1 replaced a live book, None while all is well.
    [[nodiscard]] GapKind gap() const { return m_gap; }
    [[nodiscard]] std::uint64_t updateId() const { return m_updateId; }
    [[nodiscard]] std::uint64_t sequence() const { return m_sequence; }

private:
    Action applySnapshot(const BookUpdate &update);
    Action applyDelta(const BookUpdate &update);
    Action accept(const BookUpdate &update, GapKind gap);
    Action refuse(GapKind why);
    void forget(BookState state, GapKind why);
    OrderBook m_book;
    BookState m_state = BookState::Waiting;
    GapKind m_gap = GapKind::None;
    std::uint64_t m_updateId = 0;
    std::uint64_t m_sequence = 0;
    bool m_isUpdateIdIgnored = false;
};

} // namespace bw
