// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "ui/models/spreadseries.h"

namespace bw {

/// The spread of the open instrument for everyone who draws it: the one consumer of the engine's points, kept as one series, with the
/// limits in force and the anomalies within its window. Gui thread; owned by the chart area, which calls drain() ten times a second
/// whether somebody looks or not, since the engine's buffer is bounded.
class SpreadFeed final : public QObject {
    Q_OBJECT
public:
    SpreadFeed(EngineClient &client, const Clock &clock, QObject *parent = nullptr);

    void drain();

    [[nodiscard]] const SpreadSeries &series() const { return m_series; }
    [[nodiscard]] const SpreadBand &band() const { return m_band; } ///< before the engine has told: its threshold alone
    [[nodiscard]] const QVector<SpreadAnomaly> &anomalies() const { return m_anomalies; }
    [[nodiscard]] const std::optional<InstrumentId> &instrument() const { return m_instrument; }
    /// The right end of the time axis: the panels' clock, and never before the newest point.
    [[nodiscard]] UtcTime now() const;
    /// Points that the engine's buffer could not hold, since the start.
    [[nodiscard]] std::uint64_t dropped() const { return m_dropped; }
    /// Of the last point with a true book.
    [[nodiscard]] std::optional<UtcTime> lastSeen() const { return m_lastSeen; }

Q_SIGNALS:
    /// The series belongs to another instrument now and is empty.
    void restarted();

private:
    void onInstrument(const InstrumentPtr &instrument);
    void onAnomaly(const SpreadAnomaly &anomaly);
    void forget();
    void readBand();

    EngineClient &m_client;
    const Clock &m_clock;
    SpreadSeries m_series;
    SpreadBand m_band;
    std::uint64_t m_seenBand = 0;
    bool m_isBandTold = false;
    QVector<SpreadAnomaly> m_anomalies; ///< oldest first
    std::vector<SpreadPoint> m_fresh;
    std::optional<InstrumentId> m_instrument;
    std::optional<UtcTime> m_lastSeen, m_newest;
    std::uint64_t m_dropped = 0;
};

} // namespace bw
