// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ladderpainter.h"

#include "ui/models/laddermodel.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/theme.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>

namespace bw {

LadderPainter::LadderPainter(const LadderModel &model, const LadderView &view, const Theme &theme) : m_model(model), m_view(view), m_theme(theme)
{
    refreshFonts();
}

void LadderPainter::refreshFonts()
{
    QFont font = m_theme.numberFont();
    m_number = face(font);
    font.setBold(true);
    m_bold = face(font);
}

LadderPainter::Face LadderPainter::face(QFont font)
{
    font.setKerning(false); // so that a figure is as wide as its digits
    const QFontMetricsF metrics(font);
    return {font,
            static_cast<int>(metrics.ascent()),
            static_cast<int>(metrics.height()),
            metrics.horizontalAdvance(u'0'),
            metrics.horizontalAdvance(u'.'),
            metrics.horizontalAdvance(QChar(u'\u2009'))};
}

void LadderPainter::paintRow(QPainter &painter, int row) const
{
    const int top = m_view.rowViewportPosition(row);
    const int height = m_view.rowHeight(row);
    if (row == LadderModel::kDividerRow)
        return paintDivider(painter, QRect(0, top, m_view.viewport()->width(), height));
    if (!m_model.priceAt(row))
        return;
    const bool isAimed = row == m_view.hoverRow() || (m_view.hasFocus() && row == m_view.currentIndex().row());
    if (isAimed && !m_view.isStale())
        painter.fillRect(QRect(0, top, m_view.viewport()->width(), height), m_theme.colours().raised);
    for (int column = 0; column < LadderModel::ColumnCount; ++column) {
        if (m_view.isColumnHidden(column))
            continue;
        const QRect cell(m_view.columnViewportPosition(column), top, m_view.columnWidth(column), height);
        if (column != LadderModel::OwnColumn)
            paintFigure(painter, row, column, cell);
        else if (m_model.hasOwn(row))
            paintMark(painter, cell, m_model.isOwnUnknown(row));
    }
}

void LadderPainter::paintFigure(QPainter &painter, int row, int column, const QRect &cell) const
{
    const ThemeColours &colours = m_theme.colours();
    const Side side = LadderModel::sideOf(row);
    const bool isStale = m_view.isStale();
    if (column == LadderModel::PriceColumn) {
        painter.setPen(isStale ? colours.muted : m_theme.side(side));
        return paintText(painter, m_number, cell, row, column);
    }
    const qint64 lots = m_model.lotsAt(row, column).value();
    if (lots <= 0)
        return;
    const bool isSold = column == LadderModel::SoldColumn;
    const bool isTraded = isSold || column == LadderModel::BoughtColumn;
    const bool isLarge = !isTraded && !isStale && m_model.isLarge(row);
    if (isTraded)
        paintBar(painter, cell, isSold ? Side::Sell : Side::Buy, isSold, lots, m_view.visibleTraded());
    else
        paintBar(painter, cell, side, side == Side::Buy, lots, m_view.visibleLots());
    if (isLarge)
        paintEdge(painter, cell, side);
    painter.setPen(isStale ? colours.muted : colours.text);
    paintText(painter, isLarge ? m_bold : m_number, cell, row, column);
}

/// Right-aligned; the shorter text where the whole one does not fit.
void LadderPainter::paintText(QPainter &painter, const Face &face, const QRect &cell, int row, int column) const
{
    const auto widthOf = [&face](const QString &figure) {
        double width = 0;
        for (const QChar c : figure)
            width += c == u'.' ? face.point : c == u'\u2009' ? face.space : face.digit;
        return width;
    };
    const QRect room = cell.adjusted(Theme::kInside, 0, -Theme::kInside, 0);
    QString text = m_model.text(row, column);
    double width = widthOf(text);
    if (width > room.width() + 1 && column != LadderModel::PriceColumn) {
        text = m_model.compactText(row, column);
        width = widthOf(text);
    }
    painter.setFont(face.font);
    const int baseline = room.top() + (room.height() - face.height) / 2 + face.ascent;
    painter.drawText(QPointF(room.right() + 1 - width, baseline), text);
}

/// Bars grow away from the price on both sides, so that the book's shape is seen as one.
void LadderPainter::paintBar(QPainter &painter, const QRect &cell, Side colour, bool growsLeft, qint64 lots, qint64 visible) const
{
    if (m_view.isStale() || visible <= 0)
        return;
    const double share = std::min(1.0, static_cast<double>(lots) / static_cast<double>(visible));
    const int width = std::max(1, static_cast<int>(share * cell.width()));
    const int left = growsLeft ? cell.right() + 1 - width : cell.left();
    painter.fillRect(QRect(left, cell.top() + 1, width, cell.height() - 2), m_theme.bar(colour));
}

/// Of a large size, beside its bold figure: shape, not colour alone.
void LadderPainter::paintEdge(QPainter &painter, const QRect &cell, Side side) const
{
    const int left = side == Side::Buy ? cell.left() : cell.right() - 2;
    painter.fillRect(QRect(left, cell.top() + 1, 3, cell.height() - 2), m_theme.side(side));
}

void LadderPainter::paintMark(QPainter &painter, const QRect &cell, bool isUnknown) const
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const double radius = cell.height() / 5.0;
    const QPointF middle = QRectF(cell).center();
    if (isUnknown) {
        painter.setBrush(m_theme.colours().caution);
        const double reach = radius * 1.5;
        painter.drawPolygon(QPolygonF({{middle.x(), middle.y() - reach}, {middle.x() + reach, middle.y()},
                                       {middle.x(), middle.y() + reach}, {middle.x() - reach, middle.y()}}));
    } else {
        painter.setBrush(m_theme.colours().accent);
        painter.drawEllipse(middle, radius, radius);
    }
    painter.restore();
}

void LadderPainter::paintDivider(QPainter &painter, const QRect &cell) const
{
    const ThemeColours &colours = m_theme.colours();
    painter.fillRect(cell, colours.raised);
    const int direction = m_model.lastDirection();
    const QString arrow = direction > 0 ? QStringLiteral(" \u25b2") : direction < 0 ? QStringLiteral(" \u25bc") : QString();
    const QString last = m_model.lastPrice() + arrow;
    const QFontMetrics boldMetrics(m_bold.font);
    const QFontMetrics labelMetrics(m_theme.labelFont());
    const int lastWidth = boldMetrics.horizontalAdvance(last);
    const int room = cell.width() - lastWidth - 4 * Theme::kInside;
    const QString spread = labelMetrics.elidedText(m_model.spreadText(), Qt::ElideRight, std::max(0, room));
    int x = cell.left() + std::max(Theme::kInside, (cell.width() - lastWidth - 2 * Theme::kInside - labelMetrics.horizontalAdvance(spread)) / 2);
    const QColor trend = direction > 0 ? colours.bid : direction < 0 ? colours.ask : colours.text;
    painter.setFont(m_bold.font);
    painter.setPen(m_view.isStale() ? colours.muted : trend);
    painter.drawText(QRect(x, cell.top(), lastWidth + 2, cell.height()), Qt::AlignLeft | Qt::AlignVCenter, last);
    x += lastWidth + 2 * Theme::kInside;
    painter.setFont(m_theme.labelFont());
    painter.setPen(colours.muted);
    painter.drawText(QRect(x, cell.top(), cell.right() - x, cell.height()), Qt::AlignLeft | Qt::AlignVCenter, spread);
}

} // namespace bw
