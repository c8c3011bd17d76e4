// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/depthgrid.h"
#include "ui/models/pricescale.h"
#include "ui/models/timetext.h"

#include <QImage>
#include <QPointF>
#include <QWidget>

namespace bw {

class Theme;

/// The last minutes of the book as colours: time to the right, price upwards, the stronger the colour the more rests there; best bid and
/// ask as lines, moments without a true book hatched. An indexed image lies over the grid's own bytes, so a bucket costs one column and a
/// picture costs two blits (one where the screen has fewer pixels than there are buckets); the theme is its colour table alone. The wheel
/// and + - choose the span of prices, a double click or Space fits it again; Ctrl+C copies the column under the pointer. Gui thread; draws
/// the grid that its panel fills.
class DepthHeatmap final : public QWidget {
    Q_OBJECT
public:
    DepthHeatmap(DepthGrid &grid, const Theme &theme, QWidget *parent = nullptr);

    void setInstrument(const InstrumentPtr &instrument);
    void setTimeText(const TimeText &zone);
    [[nodiscard]] QSize minimumSizeHint() const override;
    /// What the read-out says about a point, a line each; empty where there is nothing to say.
    [[nodiscard]] QStringList wordsAt(const QPointF &at) const;
    /// The rows of the column under the pointer, else of the newest, as tab-separated plain numbers with their heads: the highest price
    /// first.
    [[nodiscard]] QString columnAsText() const;
    /// How many buckets the width stands for.
    [[nodiscard]] int columnsShown() const;

protected:
    void paintEvent(QPaintEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void recolour();
    void zoom(double factor);
    void layOut();
    void drawCells(QPainter &painter);
    void drawPrices(QPainter &painter) const;
    void drawGaps(QPainter &painter) const;
    void drawBest(QPainter &painter) const;
    void drawTimes(QPainter &painter) const;
    void drawLegend(QPainter &painter) const;
    void drawCross(QPainter &painter) const;
    void drawSqueezed(QPainter &painter, int width);
    [[nodiscard]] double columnWidth() const;
    [[nodiscard]] double x(int age) const; ///< the left edge of a column
    [[nodiscard]] double y(PriceTicks price) const;
    [[nodiscard]] int ageAt(double x) const;
    [[nodiscard]] int rowAt(double y) const;

    DepthGrid &m_grid;
    const Theme &m_theme;
    InstrumentPtr m_instrument;
    TimeText m_zone;
    QImage m_image; ///< over m_grid.cells(), never written
    std::vector<std::uint8_t> m_squeezed;
    QRectF m_plot, m_prices, m_times;
    std::optional<QPointF> m_cross;
};

} // namespace bw
