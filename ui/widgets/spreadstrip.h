// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/spreadseries.h"

#include <QWidget>

namespace bw {

class SpreadFeed;
class Theme;

/// The spread of the last minute in one low line that stays in sight under every chart: the line, the threshold and the band, anomalies as
/// bars on top, gaps hatched, and the value now. Painted by hand, cheap enough for ten times a second. Gui thread; keeps no history.
class SpreadStrip final : public QWidget {
    Q_OBJECT
public:
    static constexpr std::chrono::seconds kWindow{60};

    SpreadStrip(const SpreadFeed &feed, const Theme &theme, QWidget *parent = nullptr);
    /// Draws what the feed holds now.
    void look();
    [[nodiscard]] const QString &valueText() const { return m_value; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void drawLimits(QPainter &painter, const QRectF &plot) const;
    void drawLine(QPainter &painter, const QRectF &plot) const;
    [[nodiscard]] double x(const QRectF &plot, UtcTime at) const;
    [[nodiscard]] double y(const QRectF &plot, double pct) const;

    const SpreadFeed &m_feed;
    const Theme &m_theme;
    SpreadSeries::Drawing m_drawing;
    UtcTime m_now{};
    double m_top = 1;
    QString m_value;
    bool m_isLive = false;
    bool m_isWide = false; ///< above the threshold now
};

} // namespace bw
