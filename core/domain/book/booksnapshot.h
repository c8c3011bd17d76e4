// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/book/booktrust.h"
#include "core/domain/book/sequencer.h"

#include <vector>

namespace bw {

/// What the ladder, the ticket and the gate may know of a book: an immutable copy of its best levels at one moment. Made by the
/// engine, shared through Latest. When state is not Live nothing in it may be traded on.
struct BookSnapshot {
    static constexpr std::size_t kMostLevels = 1000;

    InstrumentPtr instrument;       ///< never null
    BookState state = BookState::Waiting;
    GapKind gap = GapKind::None;    ///< why it is not live
    std::vector<Level> bids, asks;  ///< best first, all that the topic has
    BookTrust trust;                ///< how far the levels may be believed; 0 while it is not live
    int depth = 50;                 ///< of the topic: 50, 200, 1000
    bool isUpdateIdIgnored = false; ///< live with lowered trust although u does not rise by one: the venue's own answer agrees
    std::uint64_t updateId = 0;
    std::uint64_t sequence = 0;     ///< of the matching engine: smaller is older, comparable with prints; 0: not said
    UtcTime matchedAt{};            ///< venue's clock
    MonoTime receivedAt{};          ///< ours, of the last frame of this topic
    MonoTime confirmedAt{};         ///< the last word that these levels are true: a frame, or orderbook.1 that agrees; earlier than receivedAt: nothing but the frame
    bool isQuiet = false;           ///< live without changes: orderbook.1, which repeats itself every 3 s, agrees

    [[nodiscard]] bool isLive() const { return state == BookState::Live; }
    [[nodiscard]] bool hasBothSides() const { return !bids.empty() && !asks.empty(); }
};

/// (ask - bid) / bid x 100, exact to 8 places, rounded half-even; invalid Decimal without both sides.
[[nodiscard]] Decimal spreadPct(const Instrument &instrument, PriceTicks bid, PriceTicks ask);
/// The same for drawing: NaN without both sides.
[[nodiscard]] double spreadPctForDrawing(const BookSnapshot &book);

} // namespace bw
