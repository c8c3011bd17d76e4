// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/market/candle.h"

#include <QWidget>

class QTabWidget;

namespace bw {

class CandlePanel;
class DepthPanel;
class EngineClient;
class FramePulse;
class LinkBoard;
class SpreadFeed;
class SpreadPanel;
class SpreadStrip;
class Theme;

/// The chart area: price, spread and depth as tabs, others by addTab(), and under all of them the spread of the last minute, since it is
/// what this terminal is about. Owns the one feed of spread points that panel and strip draw. Gui thread.
class ChartPanel final : public QWidget {
    Q_OBJECT
public:
    enum Tab { Price, Spread, Depth };

    ChartPanel(EngineClient &client, LinkBoard &links, Theme &theme, FramePulse &pulse, QWidget *parent = nullptr);

    /// Takes the widget over; the charts stay first.
    void addTab(QWidget *widget, const QString &title);
    /// UTC otherwise.
    void setLocalTime(bool isLocal);
    void selectCandles(CandleInterval interval);
    [[nodiscard]] QTabWidget *tabs() const { return m_tabs; }

Q_SIGNALS:
    /// A person changed when a spread counts as an anomaly; the engine has been told.
    void spreadLimitsChosen(double thresholdPct, double sigmas);
    void candlesChosen(bw::CandleInterval interval);

private:
    SpreadFeed *m_feed;
    CandlePanel *m_price;
    SpreadPanel *m_spread;
    DepthPanel *m_depth;
    SpreadStrip *m_strip;
    QTabWidget *m_tabs;
};

} // namespace bw
