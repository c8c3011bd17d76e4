// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timelinemodel.h"

#include "ui/models/changewords.h"
#include "ui/models/numberformat.h"
#include "ui/models/orderwords.h"
#include "ui/models/sentences.h"

#include <algorithm>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = TimelineModel::tr("Time UTC"), .widest = QStringLiteral("00-00 00:00:00.000"), .isNumber = true},
        {.title = TimelineModel::tr("Kind"), .widest = QStringLiteral("request")},
        {.title = TimelineModel::tr("What"), .widest = QStringLiteral("sent, waiting for the answer")},
        {.title = TimelineModel::tr("Code"), .widest = QStringLiteral("3400045"), .isNumber = true},
        {.title = TimelineModel::tr("Detail"), .widest = QStringLiteral("170131: insufficient balance"), .isStretch = true},
        {.title = TimelineModel::tr("Of"), .widest = QStringLiteral("bw-0000000000000")},
    };
}

QString kindWord(TimelineEntry::Kind kind)
{
    switch (kind) {
    case TimelineEntry::Kind::State: return TimelineModel::tr("state");
    case TimelineEntry::Kind::Fill: return TimelineModel::tr("fill");
    case TimelineEntry::Kind::Request: return TimelineModel::tr("request");
    case TimelineEntry::Kind::Answer: return TimelineModel::tr("answer");
    }
    return {};
}

/// The engine names a state by its code; the words are the table's. What is no state stays as it is.
QString whatWords(const TimelineEntry &entry)
{
    if (entry.kind != TimelineEntry::Kind::State)
        return entry.what.simplified();
    Order order;
    for (int i = 0; i <= static_cast<int>(OrderState::NotAtVenue); ++i) {
        order.state = static_cast<OrderState>(i);
        if (toName(order.state) == entry.what)
            return sentences::state(order);
    }
    return entry.what.simplified();
}

} // namespace

TimelineModel::TimelineModel(QObject *parent) : TableModel(columns(), parent) {}

void TimelineModel::setEntries(QVector<TimelineEntry> entries)
{
    std::stable_sort(entries.begin(), entries.end(), [](const TimelineEntry &a, const TimelineEntry &b) { return a.at < b.at; });
    beginResetModel();
    m_rows.clear();
    for (TimelineEntry &entry : entries) { // the same time: what was said last stands first
        m_rows.push_front(std::move(entry));
        if (m_rows.size() > static_cast<std::size_t>(kMaxRows))
            m_rows.pop_back();
    }
    endResetModel();
}

void TimelineModel::prepend(TimelineEntry entry)
{
    // A late fill of a reconciliation takes its place in time.
    std::size_t row = 0;
    while (row < m_rows.size() && m_rows[row].at > entry.at)
        ++row;
    const int at = static_cast<int>(row);
    beginInsertRows({}, at, at);
    m_rows.insert(m_rows.begin() + at, std::move(entry));
    endInsertRows();
    if (m_rows.size() > static_cast<std::size_t>(kMaxRows)) {
        beginRemoveRows({}, kMaxRows, kMaxRows);
        m_rows.pop_back();
        endRemoveRows();
    }
}

void TimelineModel::add(const Order &order)
{
    QStringList detail;
    for (const QString &part : {orderwords::amend(order), order.reason})
        if (!part.isEmpty())
            detail.append(part);
    prepend({.kind = TimelineEntry::Kind::State, .key = order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId,
             .what = toName(order.state), .detail = detail.join(QStringLiteral(", ")), .at = order.updatedAt});
}

void TimelineModel::add(const Execution &execution)
{
    const QString symbol = execution.instrument ? execution.instrument->id().symbol : QString();
    const bool isFill = execution.kind == Execution::Kind::Trade;
    const QString what = execution.kind == Execution::Kind::Funding
                             ? sentences::word(execution.kind)
                             : tr("%1 %2 at %3", "side, quantity, price")
                                   .arg(sentences::word(execution.side), readDecimal(execution.qty), readDecimal(execution.price));
    const QString fee = tr("%1, fee %2 %3", "symbol, amount, coin").arg(symbol, readDecimal(execution.fee), execution.feeCurrency);
    prepend({.kind = TimelineEntry::Kind::Fill, .key = execution.orderLinkId.isEmpty() ? execution.orderId : execution.orderLinkId, .what = what,
             .detail = isFill ? fee : tr("%1: %2", "kind, more").arg(sentences::word(execution.kind), fee), .at = execution.at});
}

void TimelineModel::add(const AccountChange &change)
{
    prepend({.kind = TimelineEntry::Kind::Request, .key = change.id, .what = changewords::kind(change), .detail = changewords::sentence(change),
             .at = change.at});
}

int TimelineModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QString TimelineModel::text(const TimelineEntry &entry, int column)
{
    switch (column) {
    case Time: return readDayTime(entry.at) + QStringLiteral(".%1").arg(toMs(entry.at) % 1000, 3, 10, QLatin1Char('0'));
    case Kind: return kindWord(entry.kind);
    case What: return whatWords(entry);
    case Code: return entry.kind == TimelineEntry::Kind::Answer ? QString::number(entry.code) : QString();
    case Detail: return entry.detail.simplified();
    case Key: return entry.key.left(64);
    default: return {};
    }
}

QVariant TimelineModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const TimelineEntry &entry = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(entry, index.column());
    case Qt::ToolTipRole: return plainToolTip(index.column() == Detail ? entry.detail : QString());
    case TableRole::CopyText: return index.column() == Time ? QVariant(toIso8601(entry.at)) : commonData(index, role);
    case TableRole::CellTone: return static_cast<int>(tone(entry, index.column()));
    default: return commonData(index, role);
    }
}

Tone TimelineModel::tone(const TimelineEntry &entry, int column)
{
    const bool isUnknown = entry.kind == TimelineEntry::Kind::State && entry.what == toName(OrderState::Unknown);
    const bool isRefusal = entry.kind == TimelineEntry::Kind::Answer && entry.code != 0;
    if ((isUnknown && column == What) || (isRefusal && column == Code))
        return Tone::Caution;
    return column == Time || column == Kind || column == Detail || column == Key ? Tone::Muted : Tone::Normal;
}

} // namespace bw
