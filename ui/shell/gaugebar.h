// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

#include <QHash>
#include <QStatusBar>

class QLabel;

namespace bw {

class FramePulse;
class Theme;

/// The status bar: connections, what the key may do, AI latency and money of today, clock offset with its error, order budget, book rate, recording, frames, UTC. Looks
/// ten times a second; each figure has a place as wide as its widest value. Gui thread.
class GaugeBar final : public QStatusBar {
    Q_OBJECT
public:
    GaugeBar(EngineClient &client, const Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

private:
    QLabel *addGauge(const QString &objectName, const QString &widest, const QString &explanation);
    void onConnection(const ConnectionStatus &status);
    void showKey();
    void look();
    void showGauges(const GaugesView &gauges);
    void showRecording();
    void fit();

    EngineClient &m_client;
    const Theme &m_theme;
    FramePulse &m_pulse;
    QHash<QLabel *, QString> m_widest;
    std::uint64_t m_seenRecording = 0;
    std::optional<KeyAudit> m_audit;
    QLabel *m_public, *m_private, *m_key, *m_ai, *m_clock, *m_orders, *m_book, *m_recording, *m_frames, *m_time;
};

} // namespace bw
