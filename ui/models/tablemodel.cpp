// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tablemodel.h"

#include "ui/models/numberformat.h"

namespace bw {

TableModel::TableModel(QVector<TableColumn> columns, QObject *parent) : QAbstractTableModel(parent), m_columns(std::move(columns)) {}

int TableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_columns.size());
}

QVariant TableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= m_columns.size())
        return {};
    const TableColumn &column = m_columns[section];
    switch (role) {
    case Qt::DisplayRole: return column.title;
    case Qt::TextAlignmentRole: return QVariant::fromValue((column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    case TableRole::WidestText: return column.widest;
    case TableRole::IsNumber: return column.isNumber;
    case TableRole::IsStretch: return column.isStretch;
    default: return {};
    }
}

QVariant TableModel::commonData(const QModelIndex &index, int role) const
{
    switch (role) {
    case Qt::TextAlignmentRole: return headerData(index.column(), Qt::Horizontal, role);
    case TableRole::CopyText: return toPlain(data(index, Qt::DisplayRole).toString());
    default: return {};
    }
}

void TableModel::rowChanged(int row)
{
    Q_EMIT dataChanged(index(row, 0), index(row, columnCount() - 1));
}

QString plainToolTip(const QString &text)
{
    return text.isEmpty() ? QString() : QStringLiteral("<p>") + text.left(600).toHtmlEscaped() + QStringLiteral("</p>");
}

} // namespace bw
