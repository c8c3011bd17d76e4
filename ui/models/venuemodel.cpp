// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/venuemodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

#include <algorithm>

namespace bw {
namespace {

using RowVector = std::vector<VenueRow>;

QVector<TableColumn> venueColumns()
{
    return {
        {.title = VenueModel::tr("Venue"), .widest = QStringLiteral("Binance (own)")},
        {.title = VenueModel::tr("Instrument"), .widest = QStringLiteral("BTC-PERPETUAL inverse")},
        {.title = VenueModel::tr("Bid"), .widest = widestCount(6, 2), .isNumber = true},
        {.title = VenueModel::tr("Bid size"), .widest = widestCount(5, 3), .isNumber = true},
        {.title = VenueModel::tr("Ask"), .widest = widestCount(6, 2), .isNumber = true},
        {.title = VenueModel::tr("Ask size"), .widest = widestCount(5, 3), .isNumber = true},
        {.title = VenueModel::tr("Spread %"), .widest = widestCount(2, 5), .isNumber = true},
        {.title = VenueModel::tr("Age"), .widest = QStringLiteral("00 s"), .isNumber = true},
        {.title = VenueModel::tr("Funding %"), .widest = widestNumber(1, 4), .isNumber = true},
        {.title = VenueModel::tr("Open interest"), .widest = widestCount(9, 1), .isNumber = true},
        {.title = VenueModel::tr("Taker fee %"), .widest = widestCount(1, 3), .isNumber = true},
        {.title = VenueModel::tr("Remark"), .widest = QStringLiteral("stale: nothing arrived for too long"), .isStretch = true},
    };
}

QVector<TableColumn> edgeColumns()
{
    return {
        {.title = EdgeModel::tr("Buy at"), .widest = QStringLiteral("Binance BTC-USDT-SWAP")},
        {.title = EdgeModel::tr("Sell at"), .widest = QStringLiteral("Binance BTC-USDT-SWAP")},
        {.title = EdgeModel::tr("Net % after fees"), .widest = widestNumber(2, 4), .isNumber = true},
        {.title = EdgeModel::tr("Meaning"), .widest = QStringLiteral("positive, not executable here"), .isStretch = true},
    };
}

QVector<TableColumn> liquidationColumns()
{
    return {
        {.title = VenueLiquidationModel::tr("Time UTC"), .widest = QStringLiteral("00:00:00"), .isNumber = true},
        {.title = VenueLiquidationModel::tr("Venue"), .widest = QStringLiteral("binance-futures")},
        {.title = VenueLiquidationModel::tr("Instrument"), .widest = QStringLiteral("BTC-USDT-SWAP")},
        {.title = VenueLiquidationModel::tr("What"), .widest = QStringLiteral("short liquidated")},
        {.title = VenueLiquidationModel::tr("Price"), .widest = widestCount(6, 4), .isNumber = true},
        {.title = VenueLiquidationModel::tr("Amount"), .widest = widestCount(7, 3), .isNumber = true, .isStretch = true},
    };
}

/// One symbol may name a spot pair and a perpetual.
QString instrumentName(const RelayPair &pair)
{
    switch (pair.kind) {
    case RelayPair::Kind::Spot: return VenueModel::tr("%1 spot", "symbol").arg(pair.key.symbol);
    case RelayPair::Kind::Inverse: return VenueModel::tr("%1 inverse", "symbol").arg(pair.key.symbol);
    case RelayPair::Kind::Linear: break;
    }
    return pair.key.symbol;
}

QString name(const VenueRow &row)
{
    return EdgeModel::tr("%1 %2", "venue, instrument").arg(row.pair.venue, instrumentName(row.pair));
}

QString nameOf(const RowVector &rows, const RelayKey &key)
{
    for (const auto &row : rows)
        if (row.pair.key == key)
            return name(row);
    return key.symbol;
}

} // namespace

VenueModel::VenueModel(QObject *parent) : TableModel(venueColumns(), parent) {}

void VenueModel::setBoard(std::shared_ptr<const VenueBoard> board)
{
    const int before = rowCount();
    const int now = board ? static_cast<int>(board->rows.size()) : 0;
    if (now == before) {
        m_board = std::move(board);
        if (now > 0)
            Q_EMIT dataChanged(index(0, 0), index(now - 1, columnCount() - 1));
        return;
    }
    beginResetModel(); // venues come and go when the instrument or the table changes, not with prices
    m_board = std::move(board);
    endResetModel();
}

void VenueModel::tick(MonoTime now)
{
    m_now = now;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, Age), index(rowCount() - 1, Age), {Qt::DisplayRole});
}

int VenueModel::rowCount(const QModelIndex &parent) const { return parent.isValid() || !m_board ? 0 : static_cast<int>(m_board->rows.size()); }

QVariant VenueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const VenueRow &row = m_board->rows[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ToolTipRole: return plainToolTip(index.column() == Remark ? remark(row) : QString());
    case TableRole::IsStruck: return !row.quote.isLive() && index.column() <= Name;
    case TableRole::CellTone:
        if (index.column() == Bid || index.column() == Ask)
            return static_cast<int>(index.column() == Bid ? Tone::Up : Tone::Down);
        if (!row.quote.isLive() && index.column() == Remark)
            return static_cast<int>(Tone::Caution);
        return static_cast<int>(index.column() >= Funding || index.column() == Name ? Tone::Muted : Tone::Normal);
    default: return commonData(index, role);
    }
}

QString VenueModel::size(const VenueRow &row, const std::optional<Decimal> &coins, const Decimal &amount)
{
    if (!row.quote.isLive())
        return kMissing.toString();
    return coins ? readDecimal(*coins, 3) : tr("%1 contracts").arg(readDecimal(amount));
}

QString VenueModel::remark(const VenueRow &row)
{
    QStringList words;
    if (!row.quote.isLive())
        words.append(sentences::of(row.quote.state, row.quote.why));
    if (row.pair.kind == RelayPair::Kind::Inverse && !row.isOwnVenue)
        words.append(tr("inverse: shown, not compared"));
    if (row.pair.unit == RelayPair::AmountUnit::Unknown)
        words.append(tr("contract value unknown: sizes are not compared"));
    if (row.isTableOld)
        words.append(tr("its row of the table was checked more than %1 days ago").arg(VenueRow::kOldDays));
    if (!row.trouble.isEmpty())
        words.append(row.trouble.left(200));
    return words.join(QStringLiteral("; "));
}

QString VenueModel::text(const VenueRow &row, int column) const
{
    const bool isLive = row.quote.isLive();
    const int tickPlaces = row.pair.tick ? row.pair.tick->normalized().scale() : 0;
    const int places = std::max({row.quote.bid.scale(), row.quote.ask.scale(), tickPlaces}); // 63412 beside 63411.5 reads 63412.0
    const auto price = [&](const Decimal &value) { return isLive ? readDecimal(value, places) : kMissing.toString(); };
    switch (column) {
    case Venue: return row.isOwnVenue ? tr("%1 (own)").arg(row.pair.venue) : row.pair.venue;
    case Name: return instrumentName(row.pair);
    case Bid: return price(row.quote.bid);
    case BidSize: return size(row, row.bidCoins, row.quote.bidAmount);
    case Ask: return price(row.quote.ask);
    case AskSize: return size(row, row.askCoins, row.quote.askAmount);
    case Spread: return isLive && row.spreadPct.isValid() ? readDecimal(row.spreadPct, 5) : kMissing.toString();
    case Age:
        return row.quote.receivedAt == MonoTime{} ? kMissing.toString()
                                                  : readAge(std::chrono::duration_cast<std::chrono::milliseconds>(std::max(m_now - row.quote.receivedAt, MonoTime::duration::zero())));
    case Funding: return row.ticker.fundingRate ? readSigned(*row.ticker.fundingRate * Decimal(100), 4) : kMissing.toString();
    case OpenInterest: return row.ticker.openInterest ? readDecimal(*row.ticker.openInterest, 1) : kMissing.toString();
    case Fee: return readDecimal(row.pair.takerFee * Decimal(100), 3);
    case Remark: return remark(row);
    default: return {};
    }
}

EdgeModel::EdgeModel(QObject *parent) : TableModel(edgeColumns(), parent) {}

void EdgeModel::setBoard(const std::shared_ptr<const VenueBoard> &board)
{
    QVector<Row> rows;
    if (board)
        for (const auto &edge : board->edges)
            rows.append({nameOf(board->rows, edge.buyAt), nameOf(board->rows, edge.sellAt), edge.netPct});
    const int before = static_cast<int>(m_rows.size());
    const int now = static_cast<int>(rows.size());
    if (now > before)
        beginInsertRows({}, before, now - 1);
    else if (now < before)
        beginRemoveRows({}, now, before - 1);
    m_rows = std::move(rows);
    if (now > before)
        endInsertRows();
    else if (now < before)
        endRemoveRows();
    if (std::min(before, now) > 0)
        Q_EMIT dataChanged(index(0, 0), index(std::min(before, now) - 1, columnCount() - 1));
}

int EdgeModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant EdgeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row &row = m_rows[index.row()];
    const bool isPositive = row.netPct.sign() > 0;
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Buy: return row.buy;
        case Sell: return row.sell;
        case Net: return readSigned(row.netPct, 4);
        case Meaning: return isPositive ? tr("\u25B2 positive, not executable here") : tr("costs more than it brings");
        default: return {};
        }
    case TableRole::CellTone:
        if (index.column() == Net || index.column() == Meaning)
            return static_cast<int>(isPositive ? Tone::Up : Tone::Muted);
        return static_cast<int>(Tone::Normal);
    default: return commonData(index, role);
    }
}

VenueLiquidationModel::VenueLiquidationModel(QObject *parent) : TableModel(liquidationColumns(), parent) {}

void VenueLiquidationModel::add(const VenueLiquidation &liquidation)
{
    beginInsertRows({}, 0, 0);
    m_rows.prepend(liquidation);
    endInsertRows();
    if (m_rows.size() > kMaxRows) {
        beginRemoveRows({}, kMaxRows, kMaxRows);
        m_rows.removeLast();
        endRemoveRows();
    }
}

int VenueLiquidationModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_rows.size()); }

QVariant VenueLiquidationModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const VenueLiquidation &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        switch (index.column()) {
        case Time: return readTime(row.at);
        case Venue: return row.key.exchange;
        case Name: return row.key.symbol;
        case What: return row.wasLong ? tr("\u25BC long liquidated") : tr("\u25B2 short liquidated");
        case Price: return readDecimal(row.price);
        case Amount: return readDecimal(row.amount);
        default: return {};
        }
    case TableRole::CellTone:
        return static_cast<int>(index.column() == What ? (row.wasLong ? Tone::Down : Tone::Up) : index.column() == Time ? Tone::Muted : Tone::Normal);
    default: return commonData(index, role);
    }
}

} // namespace bw
