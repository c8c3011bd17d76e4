// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/ladderview.h"

#include "ui/models/laddermodel.h"
#include "ui/models/numberformat.h"
#include "ui/widgets/laddergestures.h"
#include "ui/widgets/ladderpainter.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <vector>

namespace bw {
namespace {

constexpr int kHeadMargins = 18; // of theme.qss around a table's head, and the style's own

bool isTradingKey(const QKeyEvent &event)
{
    const bool isPlain = event.modifiers() == Qt::NoModifier || event.modifiers() == Qt::KeypadModifier;
    return isPlain && ((event.key() >= Qt::Key_A && event.key() <= Qt::Key_Z) || (event.key() >= Qt::Key_0 && event.key() <= Qt::Key_9));
}

} // namespace

LadderView::LadderView(LadderModel &model, const Clock &clock, const Theme &theme, QWidget *parent)
    : QTableView(parent), m_model(model), m_theme(theme), m_painter(std::make_unique<LadderPainter>(model, *this, theme)),
      m_gestures(new LadderGestures(model, clock, this))
{
    setObjectName(QStringLiteral("ladderView"));
    setAccessibleName(tr("Order book"));
    setModel(&model);
    setSpan(LadderModel::kDividerRow, 0, 1, LadderModel::ColumnCount);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setSelectionMode(NoSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setMouseTracking(true);
    setAutoScroll(false); // the cursor follows its price, the eye does not follow the cursor
    setTabKeyNavigation(false);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setMinimumSectionSize(4);
    horizontalHeader()->setSectionsClickable(false);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setMinimumSectionSize(4);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &LadderView::refreshScales);
    connect(&theme, &Theme::changed, this, &LadderView::refreshRows);
    connect(m_gestures, &LadderGestures::clicked, this, &LadderView::priceChosen);
    connect(m_gestures, &LadderGestures::dropped, this, &LadderView::orderDropped);
    connect(m_gestures, &LadderGestures::ignored, this, &LadderView::clickIgnored);
    refreshRows();
}

LadderView::~LadderView() = default;

void LadderView::refreshRows()
{
    m_painter->refreshFonts();
    horizontalHeader()->setFont(m_theme.labelFont());
    verticalHeader()->setDefaultSectionSize(m_theme.ladderRowHeight());
    viewport()->update();
}

void LadderView::setStale(bool isStale)
{
    if (m_isStale == isStale)
        return;
    m_isStale = isStale;
    m_gestures->cancel();
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

/// The price column has what it needs; what rests and what was traded share the rest 3 : 2, without the latter where it is narrow. No
/// width follows the present numbers.
void LadderView::shareWidth()
{
    const QFontMetrics metrics(m_theme.numberFont());
    const int gutter = metrics.height() * 3 / 4;
    const int rest = std::max(0, viewport()->width() - gutter - m_priceWidth);
    const int digit = metrics.horizontalAdvance(u'0');
    const QString title = m_model.headerData(LadderModel::BoughtColumn, Qt::Horizontal, Qt::DisplayRole).toString();
    const int head = QFontMetrics(m_theme.labelFont()).horizontalAdvance(title);
    const int traded = std::max({rest / 5, 5 * digit + 2 * Theme::kInside, head + kHeadMargins}); // at least "12.3k" and the head over it
    const int size = rest / 2 - traded;
    const bool hasRoom = size >= 7 * digit + 2 * Theme::kInside; // "123.456"
    setColumnHidden(LadderModel::SoldColumn, !hasRoom);
    setColumnHidden(LadderModel::BoughtColumn, !hasRoom);
    setColumnWidth(LadderModel::OwnColumn, gutter);
    setColumnWidth(LadderModel::PriceColumn, m_priceWidth);
    if (hasRoom) {
        setColumnWidth(LadderModel::SoldColumn, traded);
        setColumnWidth(LadderModel::BoughtColumn, traded);
    }
    const int bid = hasRoom ? size : rest / 2;
    setColumnWidth(LadderModel::BidColumn, bid);
    setColumnWidth(LadderModel::AskColumn, rest - bid - (hasRoom ? 2 * traded : 0));
}

bool LadderView::hasTradedColumns() const { return !isColumnHidden(LadderModel::SoldColumn); }

void LadderView::centre()
{
    m_isCentred = true;
    // Whole rows from the top edge: half a number at an edge can be read as another one.
    const int row = verticalHeader()->defaultSectionSize();
    const int rowsAbove = viewport()->height() / row / 2;
    verticalScrollBar()->setValue((LadderModel::kDividerRow - rowsAbove) * row);
    refreshScales();
}

void LadderView::refreshNumbers()
{
    m_gestures->noteRows();
    followCursor();
    refreshScales();
}

void LadderView::setLargeFactor(int factor)
{
    m_largeFactor = std::max(0, factor);
    refreshScales();
}

void LadderView::refreshScales()
{
    const int first = std::max(0, rowAt(0));
    const int last = rowAt(viewport()->height() - 1);
    qint64 lots = 0;
    qint64 traded = 0;
    std::vector<qint64> sizes;
    for (int row = first; row <= (last < 0 ? LadderModel::kRows - 1 : last); ++row) {
        const qint64 size = m_model.qtyAt(row).value();
        if (size > 0)
            sizes.push_back(size);
        lots = std::max(lots, size);
        traded = std::max(traded, qint64(m_model.tradedAt(row).value()));
    }
    qint64 largeFrom = 0;
    if (m_largeFactor > 0 && !sizes.empty()) {
        const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
        std::nth_element(sizes.begin(), middle, sizes.end());
        largeFrom = *middle * m_largeFactor;
    }
    m_model.setLargeFrom(QtyLots(largeFrom));
    // A scale that is still nearly right stays: bars that all twitch with each update tell nothing and cost a whole repaint.
    const auto isFar = [](qint64 old, qint64 now) { return now > old || now < old / 5 * 4; };
    if (!isFar(m_visibleLots, lots) && !isFar(m_visibleTraded, traded))
        return;
    m_visibleLots = lots;
    m_visibleTraded = traded;
    viewport()->update();
}

void LadderView::mousePressEvent(QMouseEvent *event)
{
    setFocus(Qt::MouseFocusReason);
    m_gestures->cancel();
    if (event->button() != Qt::LeftButton || m_isStale || !m_model.book())
        return;
    const QPoint at = event->position().toPoint();
    const int row = rowAt(at.y());
    m_gestures->press(at, row, columnAt(at.x()));
    if (m_model.priceAt(row))
        putCursor(row);
}

void LadderView::mouseMoveEvent(QMouseEvent *event)
{
    // Not the base class: a drag would move the current row and scroll the ladder under the pointer.
    const QPoint at = event->position().toPoint();
    m_gestures->move(at, rowAt(at.y()));
    setCursor(m_gestures->isDragging() ? Qt::ClosedHandCursor : Qt::ArrowCursor);
    setHoverRow(rowAt(at.y()));
}

void LadderView::mouseReleaseEvent(QMouseEvent *event)
{
    QTableView::mouseReleaseEvent(event);
    const QPoint at = event->position().toPoint();
    if (event->button() == Qt::LeftButton && !m_isStale)
        m_gestures->release(at, rowAt(at.y()));
    else
        m_gestures->cancel();
    unsetCursor();
    viewport()->update();
}

int LadderView::dropRow() const { return m_gestures->targetRow(); }

void LadderView::wheelEvent(QWheelEvent *event)
{
    m_isCentred = false;
    QTableView::wheelEvent(event);
    stayInRange();
}

/// The model has room for the deepest book; beyond the levels of this one there is nothing to see.
void LadderView::stayInRange()
{
    const int row = verticalHeader()->defaultSectionSize();
    const int top = (LadderModel::kDividerRow - m_model.rowsOf(Side::Sell)) * row;
    const int bottom = (LadderModel::kDividerRow + 1 + m_model.rowsOf(Side::Buy)) * row;
    const int shown = viewport()->height();
    if (bottom - top > shown)
        verticalScrollBar()->setValue(std::clamp(verticalScrollBar()->value(), top, bottom - shown));
    else
        centre();
}

void LadderView::leaveEvent(QEvent *event)
{
    if (m_isCentred)
        centre(); // what a resize under the pointer had to leave
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
    switch (event->key()) {
    case Qt::Key_Space: return centre();
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (event->modifiers() == Qt::NoModifier || event->modifiers() == Qt::KeypadModifier)
            takeCursorPrice();
        return;
    case Qt::Key_Plus:
    case Qt::Key_Equal: // plus without Shift on many keyboards
        Q_EMIT groupStepped(1);
        return;
    case Qt::Key_Minus:
        Q_EMIT groupStepped(-1);
        return;
    case Qt::Key_Escape:
        m_gestures->cancel();
        return viewport()->update();
    default:
        if (isTradingKey(*event))
            Q_EMIT tradingKeyPressed(event->key()); // not to the base class, which would search for it
        else if (!moveCursor(event->key()))
            QTableView::keyPressEvent(event);
    }
}

bool LadderView::moveCursor(int key)
{
    const int highest = LadderModel::kDividerRow - m_model.rowsOf(Side::Sell);
    const int lowest = LadderModel::kDividerRow + m_model.rowsOf(Side::Buy);
    const int page = std::max(1, viewport()->height() / verticalHeader()->defaultSectionSize() - 1);
    const int from = m_cursor ? currentIndex().row() : LadderModel::kDividerRow;
    int row = from;
    switch (key) {
    case Qt::Key_Up: row -= 1; break;
    case Qt::Key_Down: row += 1; break;
    case Qt::Key_PageUp: row -= page; break;
    case Qt::Key_PageDown: row += page; break;
    case Qt::Key_Home: row = highest; break;
    case Qt::Key_End: row = lowest; break;
    default: return false;
    }
    row = std::clamp(row, highest, lowest);
    if (row == LadderModel::kDividerRow)
        row += row > from ? 1 : -1;
    if (m_model.priceAt(row)) {
        putCursor(row);
        bringInSight(row);
    }
    return true;
}

void LadderView::putCursor(int row)
{
    m_cursor = Cursor{m_model.book()->instrument->id(), *m_model.priceAt(row), LadderModel::sideOf(row)};
    setCurrentIndex(m_model.index(row, LadderModel::PriceColumn));
    viewport()->update();
}

void LadderView::bringInSight(int row)
{
    if (isInSight(row))
        return;
    m_isCentred = false;
    const int height = verticalHeader()->defaultSectionSize();
    const int shown = viewport()->height() / height;
    const int top = verticalScrollBar()->value() / height;
    verticalScrollBar()->setValue((row < top ? row : row - shown + 1) * height);
}

bool LadderView::isInSight(int row) const
{
    const QRect cell = visualRect(m_model.index(row, LadderModel::PriceColumn));
    return cell.top() >= 0 && cell.bottom() < viewport()->height();
}

/// The cursor means a price, not a place: when the book moves, it goes along; when its level is gone, to the next worse one.
void LadderView::followCursor()
{
    if (!m_cursor)
        return;
    const bool isHere = m_model.book() && m_model.book()->instrument->id() == m_cursor->of;
    const int row = isHere ? m_model.rowOf(m_cursor->price, m_cursor->side) : -1;
    if (row < 0) {
        m_cursor.reset();
        setCurrentIndex({});
        return;
    }
    m_cursor->price = *m_model.priceAt(row);
    if (row == currentIndex().row())
        return;
    setCurrentIndex(m_model.index(row, LadderModel::PriceColumn));
    viewport()->update();
}

/// A price that is out of sight is shown first and taken by the second press.
void LadderView::takeCursorPrice()
{
    if (!m_cursor || m_isStale)
        return;
    const int row = currentIndex().row();
    if (isInSight(row))
        Q_EMIT priceChosen(m_cursor->price, LadderModel::PriceColumn);
    else
        bringInSight(row);
}

void LadderView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    shareWidth();
    if (m_isCentred && !viewport()->underMouse()) // rows are not moved away from under a pointer that aims
        centre();
}

void LadderView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const QRect part = event->rect();
    const int last = rowAt(part.bottom());
    for (int row = std::max(0, rowAt(part.top())); row <= (last < 0 ? LadderModel::kRows - 1 : last); ++row)
        m_painter->paintRow(painter, row);
    const int height = verticalHeader()->defaultSectionSize();
    const int cut = viewport()->height() % height; // of the last row, while the ladder stands on whole rows
    if (m_isCentred && cut > 0)
        painter.fillRect(0, viewport()->height() - cut, viewport()->width(), cut, m_theme.colours().panel);
    if (const int row = dropRow(); row >= 0) {
        painter.setPen(QPen(m_theme.colours().accent, 2));
        const QRect cell = visualRect(m_model.index(row, LadderModel::PriceColumn));
        painter.drawRect(QRect(1, cell.top(), viewport()->width() - 3, cell.height() - 1));
    }
    if (m_isStale)
        painter.fillRect(viewport()->rect(), QBrush(m_theme.colours().line, Qt::BDiagPattern));
}

} // namespace bw
