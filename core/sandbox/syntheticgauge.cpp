// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/syntheticgauge.h"

#include "core/sandbox/smoothnoise.h"

#include <algorithm>

namespace bw {
namespace {

using namespace std::chrono;

constexpr int kRateScale = 8;
constexpr double kUsualRate = 10'000; // 0.01 %

double hoursOf(UtcTime time) { return static_cast<double>(toMs(time)) / 3'600'000; }

} // namespace

UtcTime SyntheticGauge::nextFunding(UtcTime now) const
{
    return UtcTime(m_interval * (floor<minutes>(now.time_since_epoch()) / m_interval + 1));
}

std::int64_t SyntheticGauge::rate(std::int64_t settlement) const
{
    const auto place = static_cast<double>(settlement);
    return std::llround(kUsualRate * (0.6 + 0.9 * smoothNoise(m_seed, place / 9) + 0.25 * smoothNoise(m_seed + 1, place)));
}

Decimal SyntheticGauge::forecast(UtcTime now) const
{
    const UtcTime next = nextFunding(now);
    const auto minute = floor<minutes>(now.time_since_epoch());
    const auto left = static_cast<double>((next.time_since_epoch() - minute) / minutes(1) - 1) / static_cast<double>(m_interval.count());
    const double drift = 0.3 * kUsualRate * left * smoothNoise(m_seed + 2, static_cast<double>(minute.count()) / 3);
    return Decimal::fromScaled(rate(next.time_since_epoch() / m_interval) + std::llround(drift), kRateScale);
}

std::vector<FundingPoint> SyntheticGauge::settled(UtcTime from, UtcTime to, int limit) const
{
    std::vector<FundingPoint> points;
    const auto first = std::max<std::int64_t>(1, (toMs(from) + milliseconds(m_interval).count() - 1) / milliseconds(m_interval).count());
    for (std::int64_t n = to.time_since_epoch() / m_interval; n >= first && static_cast<int>(points.size()) < limit; --n)
        points.push_back({UtcTime(n * m_interval), Decimal::fromScaled(rate(n), kRateScale)});
    return points;
}

QtyLots SyntheticGauge::openInterest(UtcTime at) const
{
    const double hours = hoursOf(at);
    const double swing = 0.15 * smoothNoise(m_seed + 3, hours / 30) + 0.01 * smoothNoise(m_seed + 4, hours * 6) + 0.0004 * smoothNoise(m_seed + 5, hours * 1200);
    return QtyLots(std::max<std::int64_t>(1, std::llround(static_cast<double>(m_interest.value()) * (1 + swing))));
}

} // namespace bw
