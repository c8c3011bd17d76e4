// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tabledelegate.h"

#include "ui/models/tablemodel.h"
#include "ui/widgets/theme.h"

#include <QPainter>

namespace bw {
namespace {

QColor colourOf(Tone tone, const ThemeColours &colours)
{
    switch (tone) {
    case Tone::Normal: return colours.text;
    case Tone::Muted: return colours.muted;
    case Tone::Up: return colours.bid;
    case Tone::Down: return colours.ask;
    case Tone::Caution: return colours.caution;
    case Tone::Danger: return colours.danger;
    }
    return colours.text;
}

bool isNumber(const QModelIndex &index)
{
    return index.model()->headerData(index.column(), Qt::Horizontal, TableRole::IsNumber).toBool();
}

} // namespace

TableDelegate::TableDelegate(const Theme &theme, QObject *parent) : QStyledItemDelegate(parent), m_theme(theme)
{
    refreshFonts();
    connect(&theme, &Theme::changed, this, &TableDelegate::refreshFonts);
}

void TableDelegate::refreshFonts()
{
    m_number = m_theme.numberFont();
    m_value = m_theme.valueFont();
}

void TableDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->font = isNumber(index) ? m_number : m_value;
    option->font.setStrikeOut(index.data(TableRole::IsStruck).toBool());
    option->fontMetrics = QFontMetrics(option->font);
    const QColor text = colourOf(static_cast<Tone>(index.data(TableRole::CellTone).toInt()), m_theme.colours());
    option->palette.setColor(QPalette::Text, text);
    option->palette.setColor(QPalette::HighlightedText, text);
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    if (static_cast<Tone>(index.data(TableRole::RowTone).toInt()) == Tone::Caution)
        painter->fillRect(option.rect, m_theme.cautionTint());
    if (index.data(TableRole::IsButton).toBool()) {
        paintButton(painter, option, index);
        return;
    }
    QStyleOptionViewItem inner = option;
    inner.rect.adjust(Theme::kInside, 0, -Theme::kInside, 0);
    inner.state &= ~QStyle::State_HasFocus;
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, m_theme.selection());
    inner.state &= ~QStyle::State_Selected;
    QStyledItemDelegate::paint(painter, inner, index);
}

void TableDelegate::paintButton(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const ThemeColours &colours = m_theme.colours();
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, m_theme.selection());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(m_theme.labelFont());
    const QRectF frame = QRectF(option.rect).adjusted(Theme::kInside + 0.5, 1.5, -Theme::kInside - 0.5, -1.5);
    const bool isUnderMouse = option.state & QStyle::State_MouseOver;
    painter->setPen(isUnderMouse ? colours.muted : colours.line);
    painter->setBrush(colours.raised);
    painter->drawRoundedRect(frame, 3, 3);
    painter->setPen(colours.text);
    painter->drawText(frame, Qt::AlignCenter, index.data(Qt::DisplayRole).toString());
    painter->restore();
}

} // namespace bw
