// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/anomalydetector.h"

#include <algorithm>
#include <cmath>

namespace bw {

namespace {
constexpr std::size_t kFewestPoints = 60;  // 18 s of points: fewer say nothing about a deviation
constexpr double kEndsAt = 0.9;            // of the threshold
constexpr double kNewPeak = 1.1;
constexpr std::size_t kDepthLevels = 10;
// A spread that always was one tick has no deviation at all; one or two ticks more of it are no news.
constexpr double kLeastTicksAboveMean = 2;

Decimal depthOf(const Instrument &instrument, const std::vector<Level> &side)
{
    QtyLots sum;
    for (std::size_t i = 0; i < std::min(side.size(), kDepthLevels); ++i)
        sum += side[i].qty;
    return instrument.qty(sum);
}
} // namespace

void AnomalyDetector::setLimits(double thresholdPct, double sigmas)
{
    m_thresholdPct = thresholdPct;
    m_sigmas = sigmas;
}

void AnomalyDetector::setBand(double mean, double deviation, std::size_t points)
{
    m_mean = mean;
    m_deviation = deviation;
    m_points = points;
}

std::optional<SpreadAnomaly> AnomalyDetector::add(UtcTime at, const BookSnapshot &book)
{
    const double pct = spreadPctForDrawing(book);
    if (!std::isfinite(pct))
        return std::nullopt;
    if (!m_spell)
        return begin(at, pct, book);
    if (pct < m_endsBelow)
        return end(at, false);
    if (pct > m_spell->peakPct)
        takePeak(pct, book);
    if (m_spell->peakPct < m_toldPeak * kNewPeak)
        return std::nullopt;
    m_toldPeak = m_spell->peakPct;
    return m_spell;
}

std::optional<SpreadAnomaly> AnomalyDetector::begin(UtcTime at, double pct, const BookSnapshot &book)
{
    const double tickPct = 100.0 / static_cast<double>(book.bids.front().price.value());
    const double above = std::max(m_sigmas * m_deviation, kLeastTicksAboveMean * tickPct);
    const bool isWide = m_thresholdPct > 0 && pct > m_thresholdPct;
    const bool isUnusual = m_sigmas > 0 && m_points >= kFewestPoints && pct > m_mean + above;
    if (!isWide && !isUnusual)
        return std::nullopt;
    m_spell.emplace();
    m_spell->id = m_makeId();
    m_spell->instrument = book.instrument->id();
    m_spell->cause = isWide ? SpreadAnomaly::Cause::Threshold : SpreadAnomaly::Cause::Deviation;
    m_spell->start = at;
    m_spell->limitPct = isWide ? m_thresholdPct : m_mean + above;
    m_endsBelow = isWide ? m_thresholdPct * kEndsAt : m_mean + above / 2;
    takePeak(pct, book);
    m_toldPeak = pct;
    return m_spell;
}

void AnomalyDetector::takePeak(double pct, const BookSnapshot &book)
{
    m_spell->peakPct = pct;
    m_spell->bidDepth = depthOf(*book.instrument, book.bids);
    m_spell->askDepth = depthOf(*book.instrument, book.asks);
    m_spell->updateId = book.updateId;
}

std::optional<SpreadAnomaly> AnomalyDetector::end(UtcTime at, bool isCutShort)
{
    m_spell->end = at;
    m_spell->isCutShort = isCutShort;
    return std::exchange(m_spell, std::nullopt);
}

std::optional<SpreadAnomaly> AnomalyDetector::cut(UtcTime at)
{
    return m_spell ? end(at, true) : std::nullopt;
}

} // namespace bw
