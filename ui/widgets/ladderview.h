// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

#include <QTableView>

#include <memory>
#include <optional>

namespace bw {

class LadderGestures;
class LadderModel;
class LadderPainter;
class Theme;

/// The ladder on screen: columns as wide as the widest value that they can hold, bars scaled to what is visible, the divider centred
/// until the user scrolls, a cursor for the keyboard that stays with its price while the book moves. A click means the price that stood
/// under the pointer at the press, whatever the book does before the release; nothing is centred while the pointer is over it. Says what
/// was pressed and dragged, and never sends. Gui thread.
class LadderView final : public QTableView {
    Q_OBJECT
public:
    LadderView(LadderModel &model, const Clock &clock, const Theme &theme, QWidget *parent = nullptr);
    ~LadderView() override;

    /// Grey and hatched; clicks do nothing.
    void setStale(bool isStale);
    [[nodiscard]] bool isStale() const { return m_isStale; }
    /// Column widths for this instrument; `wholeDigits` of its present price serve where the venue names no highest one.
    void fitColumns(const Instrument &instrument, int wholeDigits);
    /// The divider in the middle, and there again after a resize.
    void centre();
    /// After new numbers: bars are scaled to what is in sight, the large-size mark to its median, the cursor follows its price.
    void refreshNumbers();
    /// Sizes of so many times the median in sight are marked as large; 0: none.
    void setLargeFactor(int factor);
    [[nodiscard]] int largeFactor() const { return m_largeFactor; }

    [[nodiscard]] qint64 visibleLots() const { return m_visibleLots; }
    [[nodiscard]] qint64 visibleTraded() const { return m_visibleTraded; }
    [[nodiscard]] int hoverRow() const { return m_hoverRow; }
    [[nodiscard]] int dropRow() const; ///< where a dragged own order would go; -1: nowhere
    [[nodiscard]] bool hasTradedColumns() const;

Q_SIGNALS:
    void priceChosen(bw::PriceTicks price, int column); ///< by the keyboard: the price column
    void orderDropped(bw::PriceTicks from, bw::Side side, bw::PriceTicks to);
    void clickIgnored();          ///< the row had just moved under the pointer
    void groupStepped(int steps); ///< by the keys + and -
    void tradingKeyPressed(int key); ///< a letter or a digit, which the ladder has no use for

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    struct Cursor {
        InstrumentId of;
        PriceTicks price;
        Side side;
    };
    void setHoverRow(int row);
    void refreshRows();
    void shareWidth();
    void refreshScales();
    void followCursor();
    bool moveCursor(int key);
    void putCursor(int row);
    void bringInSight(int row);
    [[nodiscard]] bool isInSight(int row) const;
    void takeCursorPrice();
    void stayInRange();

    LadderModel &m_model;
    const Theme &m_theme;
    std::unique_ptr<LadderPainter> m_painter;
    LadderGestures *m_gestures;
    std::optional<Cursor> m_cursor;
    qint64 m_visibleLots = 0;
    qint64 m_visibleTraded = 0;
    int m_largeFactor = 5;
    int m_hoverRow = -1;
    int m_priceWidth = 0;
    bool m_isStale = false;
    bool m_isCentred = true;
};

} // namespace bw
