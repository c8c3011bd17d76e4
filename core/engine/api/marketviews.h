// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

#include <optional>

namespace bw {

/// The venue's figures of one instrument, merged; absent until the venue has said them.
struct TickerView {
    InstrumentId id;
    std::optional<Decimal> last, mark, index, change24hPct, fundingRate;
    std::optional<UtcTime> nextFunding;
    int lastDirection = 0; ///< -1, 0, +1: of the last change of `last`
    std::optional<Decimal> openInterest, turnover24h;
    std::optional<std::chrono::minutes> fundingInterval;
    MonoTime receivedAt{};
};

/// A print of the tape.
struct TapePrint {
    UtcTime at{};
    Side taker = Side::Buy;
    PriceTicks price;
    QtyLots qty;
    std::uint64_t sequence = 0; ///< equal for the prints of one taker order's matching step; 0: not said
};

/// What the status bar measures; absent until measured.
struct GaugesView {
    std::optional<std::chrono::microseconds> clockOffset, clockError;
    std::optional<std::chrono::milliseconds> publicLatency; ///< venue's matching time to ours, offset-corrected
    std::optional<std::chrono::milliseconds> restRoundTrip;
    double bookUpdatesPerSecond = 0;
    std::optional<int> orderBudgetLeft, orderBudget;
    std::optional<std::chrono::milliseconds> aiLatency;
    Decimal aiCostToday;  ///< USD, estimate
    int aiCallsToday = 0;
    std::uint64_t droppedSpreadPoints = 0;
};

} // namespace bw
