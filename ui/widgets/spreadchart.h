// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/spreadseries.h"

#include <QChartView>

class QLineSeries;
class QValueAxis;

namespace bw {

class Theme;

/// The spread of the last five minutes as a line: breaks and hatching where there was no true book, the threshold dashed with its
/// number, the last value as a tag on the axis, times in UTC. Draws what it is given and keeps no history. Gui thread.
class SpreadChart final : public QChartView {
    Q_OBJECT
public:
    explicit SpreadChart(const Theme &theme, QWidget *parent = nullptr);

    void showSeries(const SpreadSeries &series, UtcTime now, double thresholdPct);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void restyle();
    void layOut();
    [[nodiscard]] QLineSeries *line(std::size_t number);
    [[nodiscard]] double x(UtcTime at) const;
    [[nodiscard]] double y(double pct) const;
    [[nodiscard]] QString label(double pct) const;
    void drawGrid(QPainter &painter, const QRectF &area) const;
    void drawGaps(QPainter &painter, const QRectF &area) const;
    void drawThreshold(QPainter &painter, const QRectF &area) const;
    void drawTag(QPainter &painter, const QRectF &area) const;

    const Theme &m_theme;
    QValueAxis *m_seconds;
    QValueAxis *m_percent;
    std::vector<QLineSeries *> m_lines;
    SpreadSeries::Drawing m_drawing;
    std::optional<double> m_last;
    UtcTime m_now{};
    double m_threshold = 0;
    double m_top = 0;
    int m_places = 3;
};

} // namespace bw
