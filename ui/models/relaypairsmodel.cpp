// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/relaypairsmodel.h"

#include "ui/models/numberformat.h"

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = RelayPairsModel::tr("Venue"), .widest = QStringLiteral("Binance")},
        {.title = RelayPairsModel::tr("Instrument"), .widest = QStringLiteral("BTC-USDT-SWAP")},
        {.title = RelayPairsModel::tr("Shown"), .widest = QStringLiteral("Shown yes")},
        {.title = RelayPairsModel::tr("Kind"), .widest = QStringLiteral("inverse")},
        {.title = RelayPairsModel::tr("Coins"), .widest = QStringLiteral("WBTC/USDT")},
        {.title = RelayPairsModel::tr("Taker fee %"), .widest = widestCount(1, 4), .isNumber = true},
        {.title = RelayPairsModel::tr("Contract value"), .widest = widestCount(4, 4), .isNumber = true},
        {.title = RelayPairsModel::tr("Tick, lot"), .widest = QStringLiteral("0.00001, 0.00001")},
        {.title = RelayPairsModel::tr("Checked on"), .widest = QStringLiteral("0000-00-00"), .isStretch = true},
    };
}

QString kindWord(RelayPair::Kind kind)
{
    switch (kind) {
    case RelayPair::Kind::Spot: return RelayPairsModel::tr("spot");
    case RelayPair::Kind::Linear: return RelayPairsModel::tr("linear");
    case RelayPair::Kind::Inverse: return RelayPairsModel::tr("inverse");
    }
    return {};
}

QString orMissing(const std::optional<Decimal> &value)
{
    return value ? readDecimal(*value) : kMissing.toString();
}

} // namespace

RelayPairsModel::RelayPairsModel(QVector<RelayPair> pairs, QObject *parent) : TableModel(columns(), parent), m_pairs(std::move(pairs)) {}

int RelayPairsModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_pairs.size()); }

QString RelayPairsModel::text(const RelayPair &pair, int column)
{
    switch (column) {
    case Venue: return pair.venue;
    case Name: return pair.key.symbol;
    case Shown: return pair.isShown ? tr("yes") : tr("no");
    case KindOf: return kindWord(pair.kind);
    case Coins: return tr("%1/%2", "base coin, quote coin").arg(pair.base, pair.quote);
    case FeePct: return readDecimal((pair.takerFee * Decimal(100)).normalized());
    case ContractValue: return orMissing(pair.contractValue);
    case Steps: return tr("%1, %2", "tick, lot").arg(orMissing(pair.tick), orMissing(pair.lot));
    case AsOf: return pair.asOf.toString(Qt::ISODate);
    default: return {};
    }
}

QVariant RelayPairsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const RelayPair &pair = m_pairs[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(pair, index.column());
    case Qt::EditRole: return toPlain(text(pair, index.column()));
    case Qt::CheckStateRole: return index.column() == Shown ? QVariant(pair.isShown ? Qt::Checked : Qt::Unchecked) : QVariant();
    case TableRole::CellTone: return static_cast<int>(index.column() >= Steps ? Tone::Muted : Tone::Normal);
    default: return commonData(index, role);
    }
}

bool RelayPairsModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    RelayPair &pair = m_pairs[index.row()];
    if (index.column() == Shown && role == Qt::CheckStateRole) {
        pair.isShown = value.toInt() == Qt::Checked;
        rowChanged(index.row());
        return true;
    }
    if (role != Qt::EditRole)
        return false;
    const QString typed = value.toString().trimmed();
    const auto number = Decimal::parse(QStringView(typed));
    if (index.column() == FeePct) {
        if (!number || number->sign() < 0 || *number > Decimal(5)) {
            Q_EMIT refused(tr("\"%1\" is not a taker fee: write a percentage from 0 to 5, such as 0.055.").arg(typed.left(40)));
            return false;
        }
        pair.takerFee = (*number * Decimal::fromScaled(1, 2)).normalized();
    } else if (index.column() == ContractValue) {
        if (!number || number->sign() <= 0 || *number > Decimal(1'000'000)) {
            Q_EMIT refused(tr("\"%1\" is not a contract value: write a number above 0, such as 0.01.").arg(typed.left(40)));
            return false;
        }
        pair.contractValue = *number;
    } else {
        return false;
    }
    rowChanged(index.row());
    return true;
}

Qt::ItemFlags RelayPairsModel::flags(const QModelIndex &index) const
{
    auto flags = TableModel::flags(index);
    if (index.column() == Shown)
        flags |= Qt::ItemIsUserCheckable;
    if (index.column() == FeePct || index.column() == ContractValue)
        flags |= Qt::ItemIsEditable;
    return flags;
}

} // namespace bw
