// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <QFont>
#include <QRect>
#include <QString>

class QPainter;

namespace bw {

class LadderModel;
class LadderView;
class Theme;

/// Paints the ladder row by row: bars behind sizes and traded volumes, figures in the text colour, large sizes in bold with an edge,
/// prices in their side's colour, a mark for own orders, and the divider with last price, arrow and raw spread. Straight from the model
/// and without a style, since it happens sixty times a second. Measures nothing by the present numbers. Gui thread; owned by its view.
class LadderPainter final {
public:
    LadderPainter(const LadderModel &model, const LadderView &view, const Theme &theme);

    void refreshFonts(); ///< after a change of the theme
    void paintRow(QPainter &painter, int row) const;

private:
    struct Face {
        QFont font;
        int ascent = 0, height = 0;
        double digit = 0, point = 0, space = 0; ///< widths: a figure is measured by counting
    };
    [[nodiscard]] static Face face(QFont font);
    void paintDivider(QPainter &painter, const QRect &row) const;
    void paintFigure(QPainter &painter, int row, int column, const QRect &cell) const;
    void paintMark(QPainter &painter, const QRect &cell, bool isUnknown) const;
    void paintBar(QPainter &painter, const QRect &cell, Side colour, bool growsLeft, qint64 lots, qint64 visible) const;
    void paintEdge(QPainter &painter, const QRect &cell, Side side) const;
    void paintText(QPainter &painter, const Face &face, const QRect &cell, int row, int column) const;

    const LadderModel &m_model;
    const LadderView &m_view;
    const Theme &m_theme;
    Face m_number, m_bold;
};

} // namespace bw
