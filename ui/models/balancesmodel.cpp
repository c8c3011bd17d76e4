// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/balancesmodel.h"

#include "ui/models/numberformat.h"

namespace bw {
namespace {

constexpr int kUsdPlaces = 2;

QVector<TableColumn> columns()
{
    const auto amount = [](const QString &title) { return TableColumn{.title = title, .widest = widestNumber(6, 8), .isNumber = true}; };
    return {
        {.title = BalancesModel::tr("Coin"), .widest = QStringLiteral("1000PEPE")},
        amount(BalancesModel::tr("Wallet")),
        amount(BalancesModel::tr("Locked")),
        amount(BalancesModel::tr("Borrowed")),
        amount(BalancesModel::tr("Order margin")),
        amount(BalancesModel::tr("Position margin")),
        amount(BalancesModel::tr("Unrealised PnL")),
        amount(BalancesModel::tr("Equity")),
        amount(BalancesModel::tr("Free on spot")),
        {.title = BalancesModel::tr("Worth USD"), .widest = widestNumber(8, kUsdPlaces), .isNumber = true, .isStretch = true},
    };
}

} // namespace

BalancesModel::BalancesModel(QObject *parent) : TableModel(columns(), parent) {}

void BalancesModel::setWallet(const Wallet &wallet)
{
    const auto before = rowCount();
    const auto after = static_cast<int>(wallet.coins.size());
    if (before == after) {
        m_wallet = wallet;
        if (after > 0)
            Q_EMIT dataChanged(index(0, 0), index(after - 1, columnCount() - 1));
        return;
    }
    beginResetModel(); // coins come and go rarely
    m_wallet = wallet;
    endResetModel();
}

QString BalancesModel::totals() const
{
    if (!m_wallet)
        return {};
    const auto usd = [](const Decimal &value) { return value.isValid() ? readUsd(value, kUsdPlaces) : kMissing.toString(); };
    return tr("Equity %1, available %2, initial margin %3, maintenance margin %4, as of %5")
        .arg(usd(m_wallet->totalEquity), usd(m_wallet->totalAvailable), usd(m_wallet->totalMargin), usd(m_wallet->totalMaintenance),
             readTimeWithZone(m_wallet->at));
}

QString BalancesModel::emptyText() const
{
    return m_wallet ? tr("The wallet holds no coin.") : tr("The wallet has not been read from the venue yet.");
}

int BalancesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_wallet ? 0 : static_cast<int>(m_wallet->coins.size());
}

Decimal BalancesModel::amount(const CoinBalance &coin, int column)
{
    switch (column) {
    case WalletOf: return coin.wallet;
    case Locked: return coin.locked;
    case Borrow: return coin.spotBorrow;
    case OrderMargin: return coin.orderMargin;
    case PositionMargin: return coin.positionMargin;
    case UnrealisedPnl: return coin.unrealisedPnl;
    case Equity: return coin.equity;
    case Free: return coin.spotFree();
    default: return coin.usdValue;
    }
}

QVariant BalancesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const CoinBalance &coin = m_wallet->coins[index.row()];
    const Decimal value = amount(coin, index.column());
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == Coin)
            return coin.coin;
        return index.column() == Usd && value.isValid() ? readDecimal(value, kUsdPlaces) : readDecimal(value);
    case TableRole::CopyText: return index.column() == Coin ? coin.coin : value.isValid() ? value.toString() : QString();
    case TableRole::CellTone:
        if (index.column() == UnrealisedPnl)
            return static_cast<int>(value.sign() > 0 ? Tone::Up : value.sign() < 0 ? Tone::Down : Tone::Normal);
        return static_cast<int>(index.column() != Coin && value.isValid() && value.isZero() ? Tone::Muted : Tone::Normal);
    default: return commonData(index, role);
    }
}

} // namespace bw
