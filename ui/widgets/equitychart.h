// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/portfolio.h"
#include "ui/models/timetext.h"

#include <QWidget>

#include <optional>

class QPainter;

namespace bw {

class Theme;

/// One coin of an account day by day: the wallet's balance at the end of each day as the venue's log has it, and the equity that this
/// terminal saw. A day without either is hatched, and no line crosses it. Draws what it is given. Gui thread.
class EquityChart final : public QWidget {
    Q_OBJECT
public:
    explicit EquityChart(const Theme &theme, QWidget *parent = nullptr);

    void setPortfolio(const Portfolio &portfolio, int places);
    void setTimeText(const TimeText &zone);
    /// The read-out of the day at this place; empty where there is none.
    [[nodiscard]] QStringList linesAt(double x) const;
    /// Runs of days that a line connects, of the balance: for whoever wants to know that none crosses a gap.
    [[nodiscard]] QVector<QPolygonF> balanceLines() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    using Value = std::function<std::optional<double>(const PortfolioDay &)>;
    struct Scale {
        double low = 0, high = 1;
        QRectF plot;
        [[nodiscard]] double y(double value) const { return plot.bottom() - (value - low) / (high - low) * plot.height(); }
    };
    [[nodiscard]] QRectF room() const;
    [[nodiscard]] Scale scale() const;
    [[nodiscard]] double x(UtcTime at) const;
    [[nodiscard]] QVector<QPolygonF> linesOf(const Value &value, const Scale &scale) const;
    void drawScale(QPainter &painter, const Scale &scale) const;
    void drawGaps(QPainter &painter) const;
    void drawLines(QPainter &painter, const QVector<QPolygonF> &lines, const QColor &colour, Qt::PenStyle style) const;
    void drawLegend(QPainter &painter) const;

    const Theme &m_theme;
    Portfolio m_portfolio;
    int m_places = 2;
    TimeText m_zone;
    std::optional<double> m_pointer;
};

} // namespace bw
