// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <QStyledItemDelegate>

namespace bw {

class LadderModel;
class LadderView;
class Theme;

/// Paints the ladder's cells: bars behind sizes and traded volumes, figures in the text colour, large sizes in bold with an edge, prices
/// in their side's colour, a mark for own orders, and the divider with last price, arrow and raw spread. Measures nothing by the present
/// numbers. Gui thread.
class LadderDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    LadderDelegate(const LadderModel &model, const LadderView &view, const Theme &theme, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    void paintDivider(QPainter &painter, const QRect &cell) const;
    void paintMark(QPainter &painter, const QRect &cell, bool isUnknown) const;
    void paintBar(QPainter &painter, const QRect &cell, Side colour, bool growsLeft, qint64 lots, qint64 visible) const;
    void paintLarge(QPainter &painter, const QRect &cell, Side side) const;

    const LadderModel &m_model;
    const LadderView &m_view;
    const Theme &m_theme;
};

} // namespace bw
