// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ledgermodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

#include <algorithm>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    const auto amount = [](const QString &title) { return TableColumn{.title = title, .widest = widestNumber(5, 8), .isNumber = true}; };
    return {
        {.title = LedgerModel::tr("Time UTC"), .widest = QStringLiteral("00-00 00:00:00"), .isNumber = true},
        {.title = LedgerModel::tr("Cause"), .widest = QStringLiteral("settlement")},
        {.title = LedgerModel::tr("Symbol"), .widest = QStringLiteral("1000PEPEUSDT")},
        {.title = LedgerModel::tr("Side"), .widest = QStringLiteral("Sell")},
        {.title = LedgerModel::tr("Quantity"), .widest = widestCount(6, 3), .isNumber = true},
        {.title = LedgerModel::tr("Price"), .widest = widestCount(6, 2), .isNumber = true},
        amount(LedgerModel::tr("Cash flow")),
        amount(LedgerModel::tr("Fee")),
        amount(LedgerModel::tr("Funding")),
        amount(LedgerModel::tr("Change")),
        amount(LedgerModel::tr("Balance")),
        {.title = LedgerModel::tr("Coin"), .widest = QStringLiteral("USDT")},
        {.title = LedgerModel::tr("Order"), .widest = QStringLiteral("bw-000000000"), .isStretch = true},
    };
}

QString causeWord(LedgerEntry::Cause cause)
{
    using Cause = LedgerEntry::Cause;
    switch (cause) {
    case Cause::Trade: return LedgerModel::tr("trade");
    case Cause::Fee: return LedgerModel::tr("fee");
    case Cause::Funding: return LedgerModel::tr("funding");
    case Cause::Settlement: return LedgerModel::tr("settlement");
    case Cause::Interest: return LedgerModel::tr("interest");
    case Cause::Transfer: return LedgerModel::tr("transfer");
    case Cause::Liquidation: return LedgerModel::tr("liquidation");
    case Cause::Adl: return LedgerModel::tr("ADL");
    case Cause::Other: break;
    }
    return {};
}

} // namespace

LedgerModel::LedgerModel(QObject *parent) : TableModel(columns(), parent) {}

void LedgerModel::setEntries(QVector<LedgerEntry> entries)
{
    std::stable_sort(entries.begin(), entries.end(), [](const LedgerEntry &a, const LedgerEntry &b) { return a.at > b.at; });
    beginResetModel();
    m_rows = std::move(entries);
    endResetModel();
}

int LedgerModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

Decimal LedgerModel::amount(const LedgerEntry &entry, int column)
{
    switch (column) {
    case Quantity: return entry.qty;
    case Price: return entry.price;
    case CashFlow: return entry.cashFlow;
    case Fee: return entry.fee;
    case Funding: return entry.funding;
    case Change: return entry.change;
    case Balance: return entry.balance;
    default: return Decimal::invalid();
    }
}

QString LedgerModel::text(const LedgerEntry &entry, int column)
{
    switch (column) {
    case Time: return readDayTime(entry.at);
    case Type: {
        const QString word = causeWord(entry.cause);
        return word.isEmpty() ? entry.type.left(24) : word; // a kind that the venue added: its own word
    }
    case Symbol: return entry.symbol.isEmpty() ? kMissing.toString() : entry.symbol.left(32);
    case SideOf: return entry.side ? sentences::word(*entry.side) : kMissing.toString();
    case Coin: return entry.coin.left(16);
    case OrderOf: {
        const QString id = entry.orderLinkId.isEmpty() ? entry.orderId : entry.orderLinkId;
        return id.isEmpty() ? kMissing.toString() : id.left(64);
    }
    default: return readDecimal(amount(entry, column));
    }
}

QVariant LedgerModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LedgerEntry &entry = m_rows[index.row()];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole: return text(entry, column);
    case Qt::ToolTipRole: return plainToolTip(column == Type ? entry.type : column == OrderOf ? text(entry, OrderOf) : QString());
    case TableRole::CopyText:
        if (column == Time)
            return toIso8601(entry.at);
        if (const Decimal value = amount(entry, column); value.isValid())
            return value.toString();
        return commonData(index, role);
    case TableRole::CellTone:
        if (column == Change)
            return static_cast<int>(entry.change.sign() > 0 ? Tone::Up : entry.change.sign() < 0 ? Tone::Down : Tone::Muted);
        if (column == SideOf && entry.side)
            return static_cast<int>(entry.side == Side::Buy ? Tone::Up : Tone::Down);
        if (column == Type && (entry.cause == LedgerEntry::Cause::Liquidation || entry.cause == LedgerEntry::Cause::Adl))
            return static_cast<int>(Tone::Danger);
        if (const Decimal value = amount(entry, column); value.isValid() && value.isZero())
            return static_cast<int>(Tone::Muted);
        return static_cast<int>(column == Time || column == OrderOf ? Tone::Muted : Tone::Normal);
    default: return commonData(index, role);
    }
}

} // namespace bw
