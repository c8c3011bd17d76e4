// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/relayhistory.h"
#include "ui/models/timetext.h"

#include <QWidget>

#include <optional>

class QPainter;

namespace bw {

class Theme;

/// The past of one book: best bid and ask above, the spread below as a line inside the band of its lowest and highest, gaps hatched through
/// both, and a read-out under the pointer. Draws what it is given. Gui thread.
class HistoryChart final : public QWidget {
    Q_OBJECT
public:
    explicit HistoryChart(const Theme &theme, QWidget *parent = nullptr);

    void setView(std::shared_ptr<const HistoryView> view);
    void setTimeText(const TimeText &zone);
    /// The read-out of the slice at this place; empty where there is none.
    [[nodiscard]] QStringList linesAt(double x) const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    struct Scale {
        double low = 0, high = 1;
        QRectF plot;
        [[nodiscard]] double y(double value) const { return plot.bottom() - (value - low) / (high - low) * plot.height(); }
    };
    [[nodiscard]] bool hasPoints() const { return m_view && m_view->points && !m_view->points->empty(); }
    [[nodiscard]] QRectF room() const;
    [[nodiscard]] double x(UtcTime at) const;
    [[nodiscard]] Scale prices() const;
    [[nodiscard]] Scale spreads() const;
    void drawScale(QPainter &painter, const Scale &scale, int places, const QString &unit) const;
    void drawLine(QPainter &painter, const Scale &scale, double HistoryPoint::*value, const QColor &colour) const;
    void drawBand(QPainter &painter, const Scale &scale) const;
    void drawGaps(QPainter &painter, const QRectF &area) const;
    [[nodiscard]] UtcTime endOf(std::size_t point) const;

    const Theme &m_theme;
    std::shared_ptr<const HistoryView> m_view;
    TimeText m_zone;
    std::optional<double> m_pointer;
};

} // namespace bw
