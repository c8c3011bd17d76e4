// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/anomalydetector.h"
#include "core/engine/enginechannels.h"
#include "core/engine/marketchannels.h"
#include "core/engine/marketevents.h"

namespace bw {

/// The open book's spread over time: its points, its band, and the spells in which it was too wide. Engine thread, owned by the
/// MarketDesk.
class SpreadDesk final {
public:
    SpreadDesk(EngineChannels &channels, MarketChannels &marketChannels, MarketEvents &events, const Clock &clock);

    void note(const BookSnapshot &book);
    /// Another instrument: nothing of the old one is carried over.
    void restart();
    void setLimits(double thresholdPct, double sigmas);

private:
    void onClosed(const SpreadPoint &point);
    void publishBand();
    EngineChannels &m_channels;
    MarketChannels &m_marketChannels;
    MarketEvents &m_events;
    const Clock &m_clock;
    SpreadStatistics m_statistics;
    AnomalyDetector m_detector;
    double m_thresholdPct = 0.05, m_sigmas = 4;
};

} // namespace bw
