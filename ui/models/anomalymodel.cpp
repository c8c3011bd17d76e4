// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/anomalymodel.h"

#include "ui/models/numberformat.h"

#include <algorithm>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    const QString percent = QStringLiteral("00.00000");
    return {
        {.title = AnomalyModel::tr("Start"), .widest = QStringLiteral("2026-11-23 00:00:00"), .isNumber = true},
        {.title = AnomalyModel::tr("Symbol"), .widest = QStringLiteral("SHIB1000USDT")},
        {.title = AnomalyModel::tr("Cause"), .widest = AnomalyModel::tr("threshold")},
        {.title = AnomalyModel::tr("Peak %"), .widest = percent, .isNumber = true},
        {.title = AnomalyModel::tr("Limit %"), .widest = percent, .isNumber = true},
        {.title = AnomalyModel::tr("Length"), .widest = QStringLiteral("000.0 s"), .isNumber = true},
        {.title = AnomalyModel::tr("End"), .widest = AnomalyModel::tr("data ended")},
        {.title = AnomalyModel::tr("Bid depth"), .widest = widestCount(6, 3), .isNumber = true},
        {.title = AnomalyModel::tr("Ask depth"), .widest = widestCount(6, 3), .isNumber = true},
        {.title = AnomalyModel::tr("Update"), .widest = QStringLiteral("000000000000"), .isNumber = true, .isStretch = true},
    };
}

QString word(SpreadAnomaly::Cause cause)
{
    return cause == SpreadAnomaly::Cause::Threshold ? AnomalyModel::tr("threshold") : AnomalyModel::tr("deviation");
}

QString percent(double value) { return QString::number(value, 'f', 5); }

} // namespace

AnomalyModel::AnomalyModel(QObject *parent) : TableModel(columns(), parent) { }

void AnomalyModel::apply(const SpreadAnomaly &anomaly)
{
    const auto known = std::find_if(m_rows.cbegin(), m_rows.cend(), [&](const SpreadAnomaly &row) { return row.id == anomaly.id; });
    if (known != m_rows.cend()) {
        const int row = static_cast<int>(known - m_rows.cbegin());
        m_rows[row] = anomaly;
        rowChanged(row);
        return;
    }
    int row = 0;
    while (row < m_rows.size() && m_rows[row].start > anomaly.start)
        ++row;
    if (row >= kMaxRows)
        return;
    beginInsertRows({}, row, row);
    m_rows.insert(row, anomaly);
    endInsertRows();
    if (m_rows.size() > kMaxRows) {
        beginRemoveRows({}, kMaxRows, kMaxRows);
        m_rows.removeLast();
        endRemoveRows();
    }
}

void AnomalyModel::tick(UtcTime now)
{
    m_now = now;
    for (int row = 0; row < m_rows.size(); ++row)
        if (!m_rows[row].end)
            Q_EMIT dataChanged(index(row, Length), index(row, Length));
}

void AnomalyModel::setTimeText(const TimeText &zone)
{
    if (zone == m_zone)
        return;
    m_zone = zone;
    Q_EMIT headerDataChanged(Qt::Horizontal, Start, Start);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0, Start), index(static_cast<int>(m_rows.size()) - 1, Start));
}

int AnomalyModel::goingOn() const
{
    return static_cast<int>(std::count_if(m_rows.cbegin(), m_rows.cend(), [](const SpreadAnomaly &row) { return !row.end; }));
}

int AnomalyModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant AnomalyModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (section == Start && orientation == Qt::Horizontal && role == Qt::DisplayRole)
        return tr("Start %1", "a column of moments, its time zone").arg(m_zone.zone(m_now));
    if (orientation == Qt::Horizontal && role == Qt::ToolTipRole && (section == BidDepth || section == AskDepth))
        return tr("Quantity on the best ten levels of this side at the peak");
    return TableModel::headerData(section, orientation, role);
}

QVariant AnomalyModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const SpreadAnomaly &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case TableRole::CopyText:
        if (index.column() == Start)
            return toIso8601(row.start);
        return commonData(index, role);
    case TableRole::CellTone:
        if (index.column() == End && !row.end)
            return static_cast<int>(Tone::Caution);
        return static_cast<int>(index.column() == Start || index.column() == UpdateId ? Tone::Muted : Tone::Normal);
    default: return commonData(index, role);
    }
}

QString AnomalyModel::text(const SpreadAnomaly &row, int column) const
{
    switch (column) {
    case Start: return m_zone.dateTime(row.start);
    case Symbol: return row.instrument.symbol;
    case Cause: return word(row.cause);
    case Peak: return percent(row.peakPct);
    case Limit: return percent(row.limitPct);
    case Length: return readMilliseconds(std::max(row.end.value_or(m_now) - row.start, std::chrono::milliseconds(0)));
    case End:
        if (!row.end)
            return tr("now");
        return row.isCutShort ? tr("data ended") : tr("over");
    case BidDepth: return readDecimal(row.bidDepth);
    case AskDepth: return readDecimal(row.askDepth);
    case UpdateId: return QString::number(row.updateId);
    default: return {};
    }
}

} // namespace bw
