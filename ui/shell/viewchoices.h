// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"
#include "core/domain/market/candle.h"

#include <QString>

namespace bw {

/// How a person likes to look at the market, kept between sessions. The application stores it; the window shows it, and gives it back
/// whole when something of it was changed by hand. What the engine must know of it (depth, interval, full books) is told by who keeps it.
struct ViewChoices {
    Decimal tapeFilter;             ///< smallest quantity that the tape shows; 0: all
    int largeFactor = 5;            ///< of the ladder's large-size mark; 0: none
    int depth = 50;                 ///< levels a side that the venue sends
    std::int64_t ladderGroup = 1;   ///< ticks a row
    CandleInterval candles = CandleInterval::M1;
    bool areBooksFull = false;      ///< of the first on the watch list
    int compareTab = 0;             ///< what stands below the venues
    int historyMinutes = 60;        ///< length of the past that is asked for
    QString links;                  ///< LinkBoard::toText(); empty: as at first
    bool operator==(const ViewChoices &) const = default;
};

} // namespace bw
