// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "core/engine/api/marketviews.h"
#include "core/engine/api/widemarketviews.h"

namespace bw {

/// How the rows of a venue board are made. Pure.

/// (ask - bid) / bid x 100 as of a book of ours, 8 places, half-even; invalid where the quote is not live.
[[nodiscard]] Decimal spreadPct(const VenueQuote &quote);

/// Our own instrument in the words of the table. Its fee is not known here: invalid, so that nothing is reckoned with it.
[[nodiscard]] RelayPair relayPairOf(const Instrument &instrument);
/// Our own row; `book` may be null.
[[nodiscard]] VenueRow ownVenueRow(const RelayPair &pair, const Instrument &instrument, const BookSnapshot *book);

/// Our own slow numbers; nothing where they are of another instrument.
[[nodiscard]] VenueTicker ownVenueTicker(const RelayKey &key, const Instrument &instrument, const TickerView &ticker);

/// A relay's quote is too old to be live after so long without a message (fact sheet Tardis, 6).
inline constexpr std::chrono::seconds kRelaySilence{30};
/// A relay's row as it may be shown at this moment: silence makes it stale, and an old row of the table is told.
[[nodiscard]] VenueRow relayVenueRow(const RelayPair &pair, const VenueQuote &quote, UtcTime utc, MonoTime now);

/// Open interest and liquidations are counted like amounts; venues beside each other have to be in one unit. Coins, at the mark or the last
/// price and at the bankruptcy price; absent and invalid where the pair's unit is not known, never a bare count of contracts.
[[nodiscard]] VenueTicker inCoins(const RelayPair &pair, VenueTicker ticker);
[[nodiscard]] VenueLiquidation inCoins(const RelayPair &pair, VenueLiquidation liquidation);

} // namespace bw
