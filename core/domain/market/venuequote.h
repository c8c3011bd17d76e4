// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/book/sequencer.h"
#include "core/domain/market/relaypair.h"

namespace bw {

/// The best prices of one venue at one moment, in its own decimals. Not live: everything but key, state and why is meaningless.
struct VenueQuote {
    RelayKey key;
    BookState state = BookState::Waiting;
    GapKind why = GapKind::None;
    Decimal bid = Decimal::invalid(), ask = Decimal::invalid(); ///< invalid: that side is empty
    Decimal bidAmount, askAmount; ///< in the venue's own unit
    UtcTime venueTime{};
    MonoTime receivedAt{};        ///< ours, of the last message of this book
    [[nodiscard]] bool isLive() const { return state == BookState::Live && bid.isValid() && ask.isValid(); }
};

/// The slow numbers of one venue; what it has not said is nullopt.
struct VenueTicker {
    RelayKey key;
    std::optional<Decimal> last, mark, index, fundingRate, openInterest;
    std::optional<UtcTime> nextFunding;
    MonoTime receivedAt{};
};

struct VenueLiquidation {
    RelayKey key;
    UtcTime at{};
    bool wasLong = false; ///< the relay's side "sell"
    Decimal price, amount;
};

/// Buying on one venue and selling on another, after taker fees on both sides:
/// (bid x (1 - fee of the seller) - ask x (1 + fee of the buyer)) / ask x 100, 4 places, half-even.
struct CrossEdge {
    RelayKey buyAt, sellAt;
    Decimal netPct;
    [[nodiscard]] bool isPositive() const { return netPct.sign() > 0; }
};

/// nullopt where either is not live or the two may not be compared.
[[nodiscard]] std::optional<CrossEdge> crossEdge(const RelayPair &buy, const VenueQuote &buyQuote, const RelayPair &sell, const VenueQuote &sellQuote);

} // namespace bw
