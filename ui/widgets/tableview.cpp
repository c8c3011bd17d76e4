// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tableview.h"

#include "ui/models/tablemodel.h"
#include "ui/widgets/csvexport.h"
#include "ui/widgets/tabledelegate.h"
#include "ui/widgets/theme.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

#include <algorithm>

namespace bw {

TableView::TableView(const Theme &theme, QWidget *parent) : QTableView(parent), m_theme(theme)
{
    setItemDelegate(new TableDelegate(theme, this));
    setSelectionBehavior(SelectRows);
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setTextElideMode(Qt::ElideRight);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsClickable(false);
    connect(&theme, &Theme::changed, this, &TableView::measure);
    connect(this, &QAbstractItemView::doubleClicked, this, [this](const QModelIndex &index) {
        if (!index.data(TableRole::IsButton).toBool())
            Q_EMIT rowOpened(index);
    });
    connect(this, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(TableRole::IsButton).toBool())
            Q_EMIT actionTriggered(index);
    });
}

void TableView::setModel(QAbstractItemModel *model)
{
    QTableView::setModel(model);
    if (model)
        connect(model, &QAbstractItemModel::headerDataChanged, this, &TableView::measure); // other titles, other widest texts
    measure();
}

void TableView::setEmptyText(const QString &text)
{
    if (text == m_emptyText)
        return;
    m_emptyText = text;
    setAccessibleDescription(text);
    viewport()->update();
}

int TableView::wantedWidth(int column) const
{
    const QAbstractItemModel *source = model();
    const bool isNumber = source->headerData(column, Qt::Horizontal, TableRole::IsNumber).toBool();
    const QFontMetrics metrics(isNumber ? m_theme.numberFont() : m_theme.valueFont());
    const QString widest = source->headerData(column, Qt::Horizontal, TableRole::WidestText).toString();
    const QString title = source->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const int text = std::max(metrics.horizontalAdvance(widest), QFontMetrics(m_theme.labelFont()).horizontalAdvance(title) + 10); // a head has a little less room
    return text + 2 * (Theme::kInside + 3) + 1; // the delegate's margin and the style's own
}

void TableView::measure()
{
    if (!model())
        return;
    setFont(m_theme.valueFont());
    horizontalHeader()->setFont(m_theme.labelFont());
    verticalHeader()->setMinimumSectionSize(8);
    verticalHeader()->setDefaultSectionSize(m_theme.tableRowHeight());
    for (int column = 0; column < model()->columnCount(); ++column)
        setColumnWidth(column, wantedWidth(column));
    fitStretch();
}

void TableView::setNeed(const QVector<int> &columns)
{
    m_need = columns;
    fitStretch();
}

void TableView::fitNeed()
{
    int room = viewport()->width();
    for (const int column : m_need) {
        room -= wantedWidth(column);
        if (isColumnHidden(column) != (room < 0))
            setColumnHidden(column, room < 0);
    }
}

/// The stretch column takes what the others leave, and never less than its own hint.
void TableView::fitStretch()
{
    if (!model())
        return;
    fitNeed();
    int taken = 0;
    int stretch = -1;
    for (int column = 0; column < model()->columnCount(); ++column) {
        if (model()->headerData(column, Qt::Horizontal, TableRole::IsStretch).toBool())
            stretch = column;
        else
            taken += columnWidth(column);
    }
    if (stretch >= 0)
        setColumnWidth(stretch, std::max(wantedWidth(stretch), viewport()->width() - taken));
}

void TableView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitStretch();
}

void TableView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    hideHalfRow();
    if (!model() || model()->rowCount() > 0 || m_emptyText.isEmpty())
        return;
    QPainter painter(viewport());
    painter.setPen(m_theme.colours().muted);
    const QRect room = viewport()->rect().adjusted(Theme::kAround, Theme::kAround, -Theme::kAround, -Theme::kAround);
    painter.drawText(room, Qt::AlignHCenter | Qt::AlignTop | Qt::TextWordWrap, m_emptyText);
}

/// Half a number at the lower edge can be read as another one: a row that has no room is left out, and scrolling brings it whole.
void TableView::hideHalfRow()
{
    const int last = rowAt(viewport()->height() - 1);
    if (last <= 0 || verticalScrollMode() == ScrollPerPixel)
        return;
    const int top = rowViewportPosition(last);
    if (top > 0 && top + rowHeight(last) > viewport()->height())
        QPainter(viewport()).fillRect(0, top, viewport()->width(), viewport()->height() - top, palette().base());
}

QModelIndex TableView::actionOf(int row) const
{
    for (int column = 0; column < model()->columnCount(); ++column)
        if (const QModelIndex index = model()->index(row, column); index.data(TableRole::IsButton).toBool())
            return index;
    return {};
}

void TableView::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        QGuiApplication::clipboard()->setText(asText(true));
        return;
    }
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT rowOpened(currentIndex());
        return;
    }
    if (event->key() == Qt::Key_Delete && currentIndex().isValid() && !event->isAutoRepeat()) {
        if (const QModelIndex action = actionOf(currentIndex().row()); action.isValid())
            Q_EMIT actionTriggered(action);
        return;
    }
    QTableView::keyPressEvent(event);
}

void TableView::contextMenuEvent(QContextMenuEvent *event)
{
    if (!model())
        return;
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction *copy = menu->addAction(tr("&Copy the selected rows"), this, [this] { QGuiApplication::clipboard()->setText(asText(true)); });
    copy->setEnabled(selectionModel()->hasSelection());
    menu->addAction(tr("&Save the table as CSV\u2026"), this, [this] { saveAsCsv(*model(), objectName() + QStringLiteral(".csv"), this); });
    menu->popup(event->globalPos());
}

QString TableView::asText(bool onlySelected) const
{
    if (!model())
        return {};
    QStringList lines;
    const int columns = model()->columnCount();
    QStringList cells;
    for (int column = 0; column < columns; ++column)
        cells.append(model()->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
    lines.append(cells.join(u'\t'));
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (onlySelected && !selectionModel()->isRowSelected(row))
            continue;
        cells.clear();
        for (int column = 0; column < columns; ++column) {
            const QModelIndex index = model()->index(row, column);
            cells.append(index.data(TableRole::IsButton).toBool() ? QString() : index.data(TableRole::CopyText).toString().simplified());
        }
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n');
}

} // namespace bw
