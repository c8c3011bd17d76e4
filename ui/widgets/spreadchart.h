// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/spreadanomaly.h"
#include "core/engine/api/widemarketviews.h"
#include "ui/models/spreadseries.h"
#include "ui/models/timetext.h"

#include <QChartView>

class QLineSeries;
class QValueAxis;

namespace bw {

class SpreadFeed;
class Theme;

/// The spread of the last five minutes as a line: breaks and hatching where there was no true book, the threshold dashed with its
/// number, the band of mean and k sigma, anomalies as bars on top, the last value as a tag on the axis. Draws what the feed holds and
/// keeps no history. Gui thread.
class SpreadChart final : public QChartView {
    Q_OBJECT
public:
    explicit SpreadChart(const Theme &theme, QWidget *parent = nullptr);

    /// At most SpreadSeries::kMaxPoints; call it ten times a second.
    void look(const SpreadFeed &feed);
    void setTimeText(const TimeText &zone);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void restyle();
    void layOut();
    [[nodiscard]] QLineSeries *line(std::size_t number);
    [[nodiscard]] double bandTop() const;
    [[nodiscard]] double x(UtcTime at) const;
    [[nodiscard]] double y(double pct) const;
    [[nodiscard]] QString label(double pct) const;
    void drawGrid(QPainter &painter, const QRectF &area) const;
    void drawGaps(QPainter &painter, const QRectF &area) const;
    void drawThreshold(QPainter &painter, const QRectF &area) const;
    void drawBand(QPainter &painter, const QRectF &area) const;
    void drawAnomalies(QPainter &painter, const QRectF &area) const;
    void drawTag(QPainter &painter, const QRectF &area) const;

    const Theme &m_theme;
    QValueAxis *m_seconds;
    QValueAxis *m_percent;
    std::vector<QLineSeries *> m_lines;
    SpreadSeries::Drawing m_drawing;
    std::optional<double> m_last;
    SpreadBand m_band;
    QVector<SpreadAnomaly> m_anomalies;
    TimeText m_zone;
    UtcTime m_now{};
    double m_threshold = 0;
    double m_top = 0;
    int m_places = 3;
};

} // namespace bw
