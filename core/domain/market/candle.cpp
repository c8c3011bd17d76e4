// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/market/candle.h"

#include <algorithm>

namespace bw {

namespace {
constexpr UtcTime kNoLater = std::chrono::sys_days(std::chrono::year(2100) / 1 / 1); // and sums of starts and lengths stay far from any limit
}

QString toName(CandleInterval interval)
{
    return interval == CandleInterval::D1 ? QStringLiteral("D") : QString::number(static_cast<int>(interval));
}

std::optional<CandleInterval> candleIntervalFromName(QStringView name)
{
    for (const auto interval : kCandleIntervals)
        if (toName(interval) == name)
            return interval;
    return std::nullopt;
}

bool isPlausible(const Candle &candle, CandleInterval interval)
{
    if (candle.start <= UtcTime{} || candle.start >= kNoLater)
        return false;
    return candle.low.value() > 0 && candle.low <= std::min(candle.open, candle.close) && std::max(candle.open, candle.close) <= candle.high
        && candle.volume.value() >= 0 && toMs(candle.start) % std::chrono::milliseconds(lengthOf(interval)).count() == 0;
}

} // namespace bw
