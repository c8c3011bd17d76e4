// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/spreaddesk.h"

namespace bw {

namespace {
constexpr std::chrono::minutes kWindow{5};
constexpr std::chrono::milliseconds kStep{300}; // 5 minutes in 1000 points: what the chart may draw
} // namespace

SpreadDesk::SpreadDesk(EngineChannels &channels, MarketChannels &marketChannels, MarketEvents &events, const Clock &clock)
    : m_channels(channels), m_marketChannels(marketChannels), m_events(events), m_clock(clock), m_statistics(kWindow, kStep),
      m_detector([start = toMs(clock.utcNow()), count = 0]() mutable { return QStringLiteral("%1-%2").arg(start).arg(++count); })
{
    m_detector.setLimits(m_thresholdPct, m_sigmas);
}

void SpreadDesk::setLimits(double thresholdPct, double sigmas)
{
    m_thresholdPct = thresholdPct;
    m_sigmas = sigmas;
    m_detector.setLimits(thresholdPct, sigmas);
    publishBand();
}

void SpreadDesk::restart()
{
    if (const auto cut = m_detector.cut(m_clock.utcNow()))
        Q_EMIT m_events.anomalyChanged(*cut);
    m_statistics = SpreadStatistics(kWindow, kStep);
    publishBand();
}

void SpreadDesk::note(const BookSnapshot &book)
{
    const auto now = m_clock.utcNow();
    const bool isTrue = book.isLive() && book.hasBothSides();
    SpreadPoint closed;
    if (isTrue ? m_statistics.add(now, spreadPctForDrawing(book), closed) : m_statistics.addGap(now, closed))
        onClosed(closed);
    if (const auto news = isTrue ? m_detector.add(now, book) : m_detector.cut(now))
        Q_EMIT m_events.anomalyChanged(*news);
}

void SpreadDesk::onClosed(const SpreadPoint &point)
{
    m_channels.spread.push(point);
    publishBand();
}

void SpreadDesk::publishBand()
{
    auto band = std::make_shared<SpreadBand>();
    band->mean = m_statistics.mean();
    band->deviation = m_statistics.deviation();
    band->thresholdPct = m_thresholdPct;
    band->sigmas = m_sigmas;
    m_detector.setBand(band->mean, band->deviation, m_statistics.points().size());
    m_marketChannels.spreadBand.publish(std::move(band));
}

} // namespace bw
