// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/spreadfeed.h"

#include <algorithm>
#include <limits>

namespace bw {
namespace {

constexpr std::chrono::seconds kSetBack{5}; // the clock was set, or a replay was sent back: what is kept lies in its future
constexpr qsizetype kMaxAnomalies = 200; // within five minutes; more could not be told apart on a chart

} // namespace

SpreadFeed::SpreadFeed(EngineClient &client, const Clock &clock, QObject *parent) : QObject(parent), m_client(client), m_clock(clock)
{
    m_band.mean = m_band.deviation = std::numeric_limits<double>::quiet_NaN();
    connect(&client, &EngineClient::instrumentChanged, this, &SpreadFeed::onInstrument);
    connect(&client.market(), &MarketClient::anomalyChanged, this, &SpreadFeed::onAnomaly);
    if (client.instrument())
        m_instrument = client.instrument()->id();
    readBand();
}

void SpreadFeed::onInstrument(const InstrumentPtr &instrument)
{
    const auto id = instrument ? std::optional(instrument->id()) : std::nullopt;
    if (id == m_instrument)
        return;
    m_instrument = id;
    m_client.spread().swapInto(m_fresh); // what is still in the buffer may be of the instrument before
    forget();
    m_band.mean = m_band.deviation = std::numeric_limits<double>::quiet_NaN();
    Q_EMIT restarted();
}

void SpreadFeed::forget()
{
    m_series.clear();
    m_anomalies.clear();
    m_lastSeen.reset();
    m_newest.reset();
}

void SpreadFeed::onAnomaly(const SpreadAnomaly &anomaly)
{
    if (!m_instrument || !(anomaly.instrument == *m_instrument))
        return;
    const auto known = std::find_if(m_anomalies.begin(), m_anomalies.end(), [&](const SpreadAnomaly &one) { return one.id == anomaly.id; });
    if (known != m_anomalies.end())
        *known = anomaly;
    else
        m_anomalies.append(anomaly);
    if (m_anomalies.size() > kMaxAnomalies)
        m_anomalies.removeFirst();
}

void SpreadFeed::readBand()
{
    if (const auto band = m_client.market().spreadBand().readNewer(m_seenBand)) {
        m_band = *band;
        m_isBandTold = true;
    }
    if (!m_isBandTold)
        m_band.thresholdPct = m_client.spreadThresholdPct();
}

UtcTime SpreadFeed::now() const
{
    const UtcTime now = m_clock.utcNow();
    return m_lastSeen ? std::max(now, *m_lastSeen) : now;
}

void SpreadFeed::drain()
{
    m_dropped += m_client.spread().swapInto(m_fresh);
    for (std::size_t i = 0; i < m_fresh.size(); ++i) {
        if (m_newest && m_fresh[i].at < *m_newest - kSetBack) {
            m_fresh.erase(m_fresh.begin(), m_fresh.begin() + static_cast<std::ptrdiff_t>(i));
            i = 0;
            forget();
        }
        m_newest = m_fresh[i].at;
        if (!m_fresh[i].isGap)
            m_lastSeen = m_fresh[i].at;
    }
    m_series.add(m_fresh);
    const UtcTime now = this->now();
    m_series.trim(now);
    readBand();
    const auto isOver = [&](const SpreadAnomaly &one) { return one.end && *one.end < now - SpreadSeries::kWindow; };
    m_anomalies.erase(std::remove_if(m_anomalies.begin(), m_anomalies.end(), isOver), m_anomalies.end());
}

} // namespace bw
