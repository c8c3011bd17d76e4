// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

namespace bw {

/// A spell in which the spread was wider than it should be: above the threshold of the settings, or above mean + k sigma of its window.
struct SpreadAnomaly {
    enum class Cause : std::uint8_t { Threshold, Deviation };
    QString id;
    InstrumentId instrument;
    Cause cause = Cause::Threshold;
    UtcTime start{};
    std::optional<UtcTime> end;       ///< nullopt: it goes on
    bool isCutShort = false;          ///< ended by a gap in the data, not by the spread
    double peakPct = 0;               ///< (ask - bid) / bid x 100, for drawing and lists
    double limitPct = 0;              ///< that was exceeded at the start
    Decimal bidDepth, askDepth;       ///< quantity on the best 10 levels a side at the peak
    std::uint64_t updateId = 0;       ///< of the book at the peak
};
[[nodiscard]] QString toName(SpreadAnomaly::Cause cause); ///< "threshold", "deviation"

} // namespace bw
