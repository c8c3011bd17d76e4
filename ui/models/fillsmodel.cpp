// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/fillsmodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = FillsModel::tr("Time UTC"), .widest = QStringLiteral("00-00 00:00:00"), .isNumber = true},
        {.title = FillsModel::tr("Symbol"), .widest = QStringLiteral("SHIB1000USDT")},
        {.title = FillsModel::tr("Side"), .widest = QStringLiteral("Sell")},
        {.title = FillsModel::tr("Kind"), .widest = QStringLiteral("liquidation")},
        {.title = FillsModel::tr("Price"), .widest = widestCount(6, 4), .isNumber = true},
        {.title = FillsModel::tr("Quantity"), .widest = widestCount(6, 3), .isNumber = true},
        {.title = FillsModel::tr("Fee"), .widest = widestNumber(4, 8), .isNumber = true},
        {.title = FillsModel::tr("Coin"), .widest = QStringLiteral("USDT")},
        {.title = FillsModel::tr("Liquidity"), .widest = QStringLiteral("maker")},
        {.title = FillsModel::tr("Link id"), .widest = QStringLiteral("bw-00000000"), .isStretch = true},
    };
}

} // namespace

FillsModel::FillsModel(QObject *parent) : TableModel(columns(), parent) {}

void FillsModel::add(const Execution &execution)
{
    // Late fills of a reconciliation take their place in time.
    std::size_t row = 0;
    while (row < m_rows.size() && m_rows[row].at > execution.at)
        ++row;
    if (row >= static_cast<std::size_t>(kMaxRows))
        return;
    const int at = static_cast<int>(row);
    beginInsertRows({}, at, at);
    m_rows.insert(m_rows.begin() + at, execution);
    endInsertRows();
    if (m_rows.size() > static_cast<std::size_t>(kMaxRows)) {
        beginRemoveRows({}, kMaxRows, kMaxRows);
        m_rows.pop_back();
        endRemoveRows();
    }
}

int FillsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant FillsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Execution &execution = m_rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(execution, index.column());
    case Qt::ToolTipRole: return plainToolTip(index.column() == LinkId ? execution.orderLinkId : QString());
    case TableRole::CopyText:
        if (index.column() == Time)
            return toIso8601(execution.at);
        return commonData(index, role);
    case TableRole::CellTone: return static_cast<int>(tone(execution, index.column()));
    case TableRole::RowTone: // the venue closed something by itself
        return static_cast<int>(execution.kind == Execution::Kind::Liquidation || execution.kind == Execution::Kind::Adl ? Tone::Caution : Tone::Normal);
    default: return commonData(index, role);
    }
}

QString FillsModel::text(const Execution &execution, int column)
{
    const Instrument *of = execution.instrument.get();
    switch (column) {
    case Time: return readDayTime(execution.at);
    case Symbol: return of ? of->id().symbol : kMissing.toString();
    case SideOf: return execution.kind == Execution::Kind::Funding ? kMissing.toString() : sentences::word(execution.side); // nothing was traded
    case Kind: return sentences::word(execution.kind);
    case Price: return of ? readPrice(*of, execution.price) : readDecimal(execution.price);
    case Quantity: return of ? readDecimal(execution.qty, of->qtyDecimals()) : readDecimal(execution.qty);
    case Fee: return readDecimal(execution.fee);
    case FeeCoin: return execution.feeCurrency;
    case Liquidity:
        if (execution.kind != Execution::Kind::Trade)
            return kMissing.toString();
        return execution.isMaker ? tr("maker") : tr("taker");
    case LinkId: return execution.orderLinkId.isEmpty() ? kMissing.toString() : execution.orderLinkId;
    default: return {};
    }
}

Tone FillsModel::tone(const Execution &execution, int column)
{
    if (column == Kind && (execution.kind == Execution::Kind::Liquidation || execution.kind == Execution::Kind::Adl))
        return Tone::Danger;
    if (execution.kind == Execution::Kind::Funding || execution.kind == Execution::Kind::Settle)
        return Tone::Muted;
    if (column == SideOf)
        return execution.side == Side::Buy ? Tone::Up : Tone::Down;
    return column == Time || column == FeeCoin || column == LinkId || column == Liquidity ? Tone::Muted : Tone::Normal;
}

} // namespace bw
