// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ladderview.h"

#include "ui/models/laddermodel.h"
#include "ui/models/numberformat.h"
#include "ui/widgets/ladderdelegate.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>

namespace bw {

LadderView::LadderView(LadderModel &model, const Theme &theme, QWidget *parent) : QTableView(parent), m_model(model), m_theme(theme)
{
    setObjectName(QStringLiteral("ladderView"));
    setAccessibleName(tr("Order book"));
    setModel(&model);
    setItemDelegate(new LadderDelegate(model, *this, theme, this));
    setSpan(LadderModel::kDividerRow, 0, 1, LadderModel::ColumnCount);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(4);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(4);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LadderView::refreshScale);
    connect(&theme, &Theme::changed, this, &LadderView::refreshRows);
    refreshRows();
}

void LadderView::refreshRows()
{
    horizontalHeader()->setFont(m_theme.labelFont());
    verticalHeader()->setDefaultSectionSize(m_theme.ladderRowHeight());
    viewport()->update();
}

void LadderView::setStale(bool isStale)
{
    if (m_isStale == isStale)
        return;
    m_isStale = isStale;
    viewport()->update();
}

void LadderView::fitColumns(const Instrument &instrument, int wholeDigits)
{
    const auto &highest = instrument.filters().maxPrice;
    const QString highestText = highest ? highest->rounded(0, Rounding::Down).toString() : QString();
    const int digits = highest ? static_cast<int>(highestText.size()) : wholeDigits + 1;
    const QFontMetrics metrics(m_theme.numberFont());
    const int minus = metrics.horizontalAdvance(QChar(u'\u2212')); // widestNumber() has room for a sign, prices have none
    m_priceWidth = metrics.horizontalAdvance(widestNumber(std::min(digits, 9), instrument.priceDecimals())) - minus + 2 * Theme::kInside;
    shareWidth();
}

/// The price column has what it needs, the two sizes share the rest evenly: no width follows the present numbers.
void LadderView::shareWidth()
{
    const int gutter = QFontMetrics(m_theme.numberFont()).height() * 3 / 4;
    const int rest = std::max(0, viewport()->width() - gutter - m_priceWidth);
    setColumnWidth(LadderModel::OwnColumn, gutter);
    setColumnWidth(LadderModel::BidColumn, rest / 2);
    setColumnWidth(LadderModel::PriceColumn, m_priceWidth);
    setColumnWidth(LadderModel::AskColumn, rest - rest / 2);
}

void LadderView::centre()
{
    m_isCentred = true;
    // Whole rows from the top edge: half a number at an edge can be read as another one.
    const int row = verticalHeader()->defaultSectionSize();
    const int rowsAbove = viewport()->height() / row / 2;
    verticalScrollBar()->setValue((LadderModel::kDividerRow - rowsAbove) * row);
    refreshScale();
}

void LadderView::refreshScale()
{
    const int first = std::max(0, rowAt(0));
    const int last = rowAt(viewport()->height() - 1);
    qint64 lots = 0;
    for (int row = first; row <= (last < 0 ? LadderModel::kRows - 1 : last); ++row)
        lots = std::max(lots, qint64(m_model.qtyAt(row).value()));
    if (lots == m_visibleLots)
        return;
    m_visibleLots = lots;
    viewport()->update();
}

void LadderView::mousePressEvent(QMouseEvent *event)
{
    QTableView::mousePressEvent(event);
    m_pressed.reset();
    if (event->button() != Qt::LeftButton || m_isStale || !m_model.book())
        return;
    m_pressed = m_model.priceAt(rowAt(event->position().toPoint().y()));
    m_pressedAt = event->position().toPoint();
    m_pressedOn = m_model.book()->instrument->id();
}

void LadderView::mouseMoveEvent(QMouseEvent *event)
{
    // Not the base class: a drag would move the current row and scroll the ladder under the pointer.
    setHoverRow(rowAt(event->position().toPoint().y()));
}

void LadderView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const auto pressed = std::exchange(m_pressed, std::nullopt);
    const bool isClick = (event->position().toPoint() - m_pressedAt).manhattanLength() < QApplication::startDragDistance();
    if (event->button() == Qt::LeftButton && pressed && isClick && m_model.book() && m_model.book()->instrument->id() == m_pressedOn)
        Q_EMIT priceChosen(*pressed);
}

void LadderView::wheelEvent(QWheelEvent *event)
{
    m_isCentred = false;
    QTableView::wheelEvent(event);
}

void LadderView::leaveEvent(QEvent *event)
{
    setHoverRow(-1);
    QTableView::leaveEvent(event);
}

void LadderView::setHoverRow(int row)
{
    if (row == m_hoverRow)
        return;
    m_hoverRow = row;
    viewport()->update();
}

void LadderView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space)
        return centre();
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        const auto price = m_model.priceAt(currentIndex().row());
        if (price && !m_isStale && event->modifiers() == Qt::NoModifier)
            Q_EMIT priceChosen(*price);
        return;
    }
    m_isCentred = false;
    QTableView::keyPressEvent(event);
}

void LadderView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    shareWidth();
    if (m_isCentred)
        centre();
}

void LadderView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    QPainter painter(viewport());
    const int row = verticalHeader()->defaultSectionSize();
    const int cut = viewport()->height() % row; // of the last row, while the ladder stands on whole rows
    if (m_isCentred && cut > 0)
        painter.fillRect(0, viewport()->height() - cut, viewport()->width(), cut, m_theme.colours().panel);
    if (!m_isStale)
        return;
    painter.fillRect(viewport()->rect(), QBrush(m_theme.colours().line, Qt::BDiagPattern));
}

} // namespace bw
