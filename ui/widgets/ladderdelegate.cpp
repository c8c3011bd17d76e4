// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ladderdelegate.h"

#include "ui/models/laddermodel.h"
#include "ui/widgets/ladderview.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace bw {

LadderDelegate::LadderDelegate(const LadderModel &model, const LadderView &view, const Theme &theme, QObject *parent)
    : QStyledItemDelegate(parent), m_model(model), m_view(view), m_theme(theme)
{
}

void LadderDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColours &colours = m_theme.colours();
    const QRect cell = option.rect;
    painter->save();
    if (index.row() == LadderModel::kDividerRow) {
        paintDivider(*painter, cell);
        painter->restore();
        return;
    }
    const bool isAimed = index.row() == m_view.hoverRow() || (m_view.hasFocus() && index.row() == m_view.currentIndex().row());
    if (isAimed && m_model.priceAt(index.row()) && !m_view.isStale())
        painter->fillRect(cell, colours.raised);
    const QVariant side = index.data(LadderModel::SideRole);
    if (side.isValid()) {
        const Side at = static_cast<Side>(side.toInt());
        painter->setFont(m_theme.numberFont());
        const QFontMetrics metrics(painter->font());
        const QRect figure = cell.adjusted(Theme::kInside, 0, -Theme::kInside, 0);
        QString text = index.data(Qt::DisplayRole).toString();
        if (index.column() == LadderModel::OwnColumn && index.data(Qt::ToolTipRole).isValid())
            paintMark(*painter, cell, index.data(LadderModel::OwnUnknownRole).toBool());
        if (const QVariant lots = index.data(LadderModel::LotsRole); lots.isValid()) {
            const bool isTraded = index.column() == LadderModel::SoldColumn || index.column() == LadderModel::BoughtColumn;
            if (isTraded)
                paintBar(*painter, cell, index.column() == LadderModel::BoughtColumn ? Side::Buy : Side::Sell, index.column() == LadderModel::SoldColumn,
                         lots.toLongLong(), m_view.visibleTraded());
            else
                paintBar(*painter, cell, at, at == Side::Buy, lots.toLongLong(), m_view.visibleLots());
            if (!m_view.isStale() && index.data(LadderModel::LargeRole).toBool())
                paintLarge(*painter, cell, at);
            if (metrics.horizontalAdvance(text) > figure.width())
                text = index.data(LadderModel::CompactRole).toString();
        }
        const QColor ink = index.column() == LadderModel::PriceColumn ? m_theme.side(at) : colours.text;
        painter->setPen(m_view.isStale() ? colours.muted : ink);
        painter->drawText(figure, Qt::AlignRight | Qt::AlignVCenter, text);
    }
    painter->restore();
}

/// Bars grow away from the price on both sides, so that the book's shape is seen as one.
void LadderDelegate::paintBar(QPainter &painter, const QRect &cell, Side colour, bool growsLeft, qint64 lots, qint64 visible) const
{
    if (m_view.isStale() || visible <= 0 || lots <= 0)
        return;
    const double share = std::min(1.0, static_cast<double>(lots) / static_cast<double>(visible));
    const int width = std::max(1, static_cast<int>(share * cell.width()));
    const int left = growsLeft ? cell.right() + 1 - width : cell.left();
    painter.fillRect(QRect(left, cell.top() + 1, width, cell.height() - 2), m_theme.bar(colour));
}

/// A solid edge at the outer end and a bold figure: shape, not colour alone.
void LadderDelegate::paintLarge(QPainter &painter, const QRect &cell, Side side) const
{
    const int left = side == Side::Buy ? cell.left() : cell.right() - 2;
    painter.fillRect(QRect(left, cell.top() + 1, 3, cell.height() - 2), m_theme.side(side));
    QFont bold = painter.font();
    bold.setBold(true);
    painter.setFont(bold);
}

void LadderDelegate::paintMark(QPainter &painter, const QRect &cell, bool isUnknown) const
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

void LadderDelegate::paintDivider(QPainter &painter, const QRect &cell) const
{
    const ThemeColours &colours = m_theme.colours();
    painter.fillRect(cell, colours.raised);
    const int direction = m_model.lastDirection();
    const QString arrow = direction > 0 ? QStringLiteral(" \u25b2") : direction < 0 ? QStringLiteral(" \u25bc") : QString();
    const QString last = m_model.lastPrice() + arrow;
    QFont bold = m_theme.numberFont();
    bold.setBold(true);
    const QFontMetrics boldMetrics(bold);
    const QFontMetrics labelMetrics(m_theme.labelFont());
    const int lastWidth = boldMetrics.horizontalAdvance(last);
    const int room = cell.width() - lastWidth - 4 * Theme::kInside;
    const QString spread = labelMetrics.elidedText(m_model.spreadText(), Qt::ElideRight, std::max(0, room));
    int x = cell.left() + std::max(Theme::kInside, (cell.width() - lastWidth - 2 * Theme::kInside - labelMetrics.horizontalAdvance(spread)) / 2);
    const QColor trend = direction > 0 ? colours.bid : direction < 0 ? colours.ask : colours.text;
    painter.setFont(bold);
    painter.setPen(m_view.isStale() ? colours.muted : trend);
    painter.drawText(QRect(x, cell.top(), lastWidth + 2, cell.height()), Qt::AlignLeft | Qt::AlignVCenter, last);
    x += lastWidth + 2 * Theme::kInside;
    painter.setFont(m_theme.labelFont());
    painter.setPen(colours.muted);
    painter.drawText(QRect(x, cell.top(), cell.right() - x, cell.height()), Qt::AlignLeft | Qt::AlignVCenter, spread);
}

} // namespace bw
