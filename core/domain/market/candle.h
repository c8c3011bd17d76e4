// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

#include <array>
#include <optional>

namespace bw {

/// The intervals that the terminal offers, by their length in minutes; the venue names them by the same numbers, a day by "D" (fact
/// sheet Bybit v5, 9.3).
enum class CandleInterval : std::uint16_t { M1 = 1, M5 = 5, M15 = 15, H1 = 60, H4 = 240, D1 = 1440 };
inline constexpr std::array kCandleIntervals{CandleInterval::M1, CandleInterval::M5, CandleInterval::M15,
                                             CandleInterval::H1, CandleInterval::H4, CandleInterval::D1};

[[nodiscard]] constexpr std::chrono::minutes lengthOf(CandleInterval interval) { return std::chrono::minutes(static_cast<int>(interval)); }
[[nodiscard]] QString toName(CandleInterval interval); ///< "1", "5", "15", "60", "240", "D": the words of the venue
[[nodiscard]] std::optional<CandleInterval> candleIntervalFromName(QStringView name);

/// One bar. Prices in ticks, volume in the quantity's own unit (USD for inverse).
struct Candle {
    UtcTime start{};
    PriceTicks open, high, low, close;
    QtyLots volume;
    bool isClosed = true; ///< false: still being made
    bool operator==(const Candle &) const = default;
};

/// Checks what a venue sent: low <= open, close <= high, all prices above zero, no negative volume, a start on the interval's grid.
[[nodiscard]] bool isPlausible(const Candle &candle, CandleInterval interval);

} // namespace bw
