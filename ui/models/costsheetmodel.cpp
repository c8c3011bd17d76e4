// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/costsheetmodel.h"

#include "ui/models/numberformat.h"

#include <algorithm>

namespace bw {
namespace {

constexpr int kPlaces = 8;

QVector<TableColumn> columns()
{
    const auto amount = [](const QString &title) { return TableColumn{.title = title, .widest = widestNumber(6, kPlaces), .isNumber = true}; };
    QVector<TableColumn> list{{.title = CostSheetModel::tr("Coin"), .widest = QStringLiteral("1000PEPE")}};
    for (const QString &title : {CostSheetModel::tr("Wallet change"), CostSheetModel::tr("Unexplained"), CostSheetModel::tr("Trades"),
                                 CostSheetModel::tr("Fees"), CostSheetModel::tr("Funding"), CostSheetModel::tr("Transfers"),
                                 CostSheetModel::tr("Settlement"), CostSheetModel::tr("Interest"), CostSheetModel::tr("Other")})
        list.append(amount(title));
    list.last().isStretch = true;
    return list;
}

} // namespace

CostSheetModel::CostSheetModel(QObject *parent) : TableModel(columns(), parent) {}

void CostSheetModel::setSheet(const CostSheet &sheet)
{
    beginResetModel();
    m_sheet = sheet;
    endResetModel();
}

bool CostSheetModel::addsUp() const
{
    return std::all_of(m_sheet.rows.begin(), m_sheet.rows.end(), [](const auto &row) { return row.remainder.isValid() && row.remainder.isZero(); });
}

QString CostSheetModel::words() const
{
    if (m_sheet.rows.isEmpty())
        return {};
    const auto cost = [](const Decimal &value) { return value.isValid() ? readDecimal(value, 4) : kMissing.toString(); };
    const QString sum = addsUp() ? tr("The parts add up to the wallet's change.")
                                 : tr("The parts do not explain the whole change of the wallet: the rest stands as unexplained.");
    return tr("%1 Of our own orders, against the mid at the send: spread %2, slippage %3.", "sentence, amount, amount")
        .arg(sum, cost(m_sheet.spreadCost), cost(m_sheet.slippageCost));
}

QString CostSheetModel::ofTrade(const CostSheet &sheet)
{
    const auto signedText = [](const Decimal &value) { return value.isValid() ? readSigned(value, std::min(value.scale(), kPlaces)) : kMissing.toString(); };
    QStringList sentences;
    for (const CostSheet::Row &row : sheet.rows) {
        QStringList parts;
        const auto add = [&](const QString &name, const Decimal &value) {
            if (!value.isZero())
                parts.append(tr("%1 %2", "part of a cost, amount").arg(name, signedText(value)));
        };
        add(tr("trades"), row.tradePnl);
        add(tr("fees"), -row.fee);
        add(tr("funding"), row.funding);
        add(tr("interest"), row.interest);
        add(tr("settlement"), row.settlement);
        add(tr("other"), row.other);
        //: %1 is an amount, %2 a coin, %3 a list such as "trades +12.5, fees -0.3"
        sentences.append(tr("The selected orders changed the wallet by %1 %2: %3.").arg(signedText(row.walletChange), row.coin, parts.join(QStringLiteral(", "))));
    }
    if (sheet.spreadCost.isValid())
        sentences.append(tr("Against the mid at the send: spread %1, slippage %2.").arg(readDecimal(sheet.spreadCost, 4), readDecimal(sheet.slippageCost, 4)));
    return sentences.join(u' ');
}

int CostSheetModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_sheet.rows.size()); }

/// Signed as they act on the wallet, so that a reader can add the row up: a fee that was paid is negative.
Decimal CostSheetModel::amount(const CostSheet::Row &row, int column)
{
    switch (column) {
    case TradePnl: return row.tradePnl;
    case Fee: return -row.fee;
    case Funding: return row.funding;
    case Interest: return row.interest;
    case Settlement: return row.settlement;
    case Transfer: return row.transfer;
    case WalletChange: return row.walletChange;
    case Remainder: return row.remainder;
    default: return row.other;
    }
}

QVariant CostSheetModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CostSheet::Row &row = m_sheet.rows[index.row()];
    const Decimal value = amount(row, index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Coin)
            return row.coin;
        return value.isValid() ? readSigned(value, std::min(value.scale(), kPlaces)) : kMissing.toString();
    case TableRole::CopyText: return index.column() == Coin ? row.coin : value.isValid() ? value.toString() : QString();
    case TableRole::CellTone:
        if (index.column() == Coin)
            return static_cast<int>(Tone::Normal);
        if (index.column() == Remainder)
            return static_cast<int>(value.isValid() && value.isZero() ? Tone::Muted : Tone::Caution);
        if (index.column() == WalletChange)
            return static_cast<int>(value.sign() > 0 ? Tone::Up : value.sign() < 0 ? Tone::Down : Tone::Normal);
        return static_cast<int>(value.isValid() && value.isZero() ? Tone::Muted : Tone::Normal);
    case TableRole::RowTone: return static_cast<int>(row.remainder.isValid() && row.remainder.isZero() ? Tone::Normal : Tone::Caution);
    default: return commonData(index, role);
    }
}

} // namespace bw
