// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/tapemodel.h"

#include "ui/models/numberformat.h"

#include <algorithm>
#include <limits>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = TapeModel::tr("time"), .widest = QStringLiteral("00:00:00"), .isNumber = true},
        {.title = TapeModel::tr("price"), .widest = widestCount(7, 1), .isNumber = true},
        {.title = TapeModel::tr("size"), .widest = widestCount(3, 3), .isNumber = true, .isStretch = true},
        {.title = QStringLiteral("\u00D7"), .widest = QStringLiteral("000"), .isNumber = true},
        {.title = TapeModel::tr("taker"), .widest = TapeModel::tr("short liq.")},
    };
}

} // namespace

TapeModel::TapeModel(QObject *parent) : TableModel(columns(), parent) {}

void TapeModel::setInstrument(const InstrumentPtr &instrument)
{
    beginResetModel();
    m_instrument = instrument;
    m_merger.reset();
    m_all.clear();
    m_shown.clear();
    m_isNewestShown = false;
    endResetModel();
    setFilter(m_filter);
    Q_EMIT headerDataChanged(Qt::Horizontal, Time, Taker); // its prices and sizes have other widths
}

void TapeModel::setTimeText(const TimeText &zone)
{
    m_zone = zone;
    Q_EMIT headerDataChanged(Qt::Horizontal, Time, Time);
    if (!m_shown.empty())
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, Time));
}

void TapeModel::setFilter(const Decimal &quantity)
{
    m_filter = quantity;
    m_atLeast = QtyLots();
    if (m_instrument && quantity.sign() > 0) {
        // Rounded up: what is shown is never smaller than what was asked for. What is beyond all counting lets nothing through.
        const auto lots = m_instrument->toLots(quantity, Rounding::Up);
        m_atLeast = lots ? *lots : QtyLots(std::numeric_limits<std::int64_t>::max());
    }
    refilter();
}

void TapeModel::refilter()
{
    beginResetModel();
    m_shown.clear();
    std::copy_if(m_all.begin(), m_all.end(), std::back_inserter(m_shown), [this](const Row &row) { return passes(row); });
    m_isNewestShown = !m_all.empty() && passes(m_all.front());
    endResetModel();
}

void TapeModel::add(std::span<const TapeEntry> entries)
{
    std::vector<Row> fresh;
    bool hasGrown = false;
    for (const TapeEntry &entry : entries)
        take(entry, fresh, hasGrown);
    if (m_all.size() > kMaxRows)
        m_all.resize(kMaxRows);
    if (hasGrown)
        rowChanged(0);
    insert(fresh);
}

void TapeModel::take(const TapeEntry &entry, std::vector<Row> &fresh, bool &hasGrown)
{
    const TapePrint &print = entry.print;
    const TakerOrder single = TakerOrder::ofPrint(print.at, print.taker, print.price, print.qty, print.sequence);
    const bool isPart = !entry.liquidated && m_merger.add(single) && !m_all.empty();
    if (entry.liquidated)
        m_merger.reset();
    const Row row{isPart ? *m_merger.newest() : single, entry.liquidated};
    const bool wasShown = isPart && m_isNewestShown;
    if (isPart)
        m_all.front() = row;
    else
        m_all.push_front(row);
    m_isNewestShown = passes(row);
    if (!m_isNewestShown)
        return;
    if (!wasShown) {
        fresh.push_back(row);
    } else if (!fresh.empty()) {
        fresh.back() = row;
    } else {
        m_shown.front() = row;
        hasGrown = true;
    }
}

void TapeModel::insert(const std::vector<Row> &fresh)
{
    if (fresh.empty())
        return;
    const std::size_t count = std::min(fresh.size(), std::size_t(kMaxRows));
    beginInsertRows({}, 0, static_cast<int>(count) - 1);
    for (std::size_t i = fresh.size() - count; i < fresh.size(); ++i)
        m_shown.push_front(fresh[i]);
    endInsertRows();
    if (m_shown.size() <= kMaxRows)
        return;
    beginRemoveRows({}, kMaxRows, static_cast<int>(m_shown.size()) - 1);
    m_shown.resize(kMaxRows);
    endRemoveRows();
}

int TapeModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_shown.size()); }

QVariant TapeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && section == Time && role == Qt::DisplayRole)
        //: the head of a column of times; %1 is the zone
        return tr("time %1").arg(m_zone.zone(m_all.empty() ? UtcTime{} : m_all.front().order.at));
    if (orientation == Qt::Horizontal && section == Prints && role == Qt::ToolTipRole)
        return tr("How many prints a market order made, where it was more than one");
    if (orientation == Qt::Horizontal && m_instrument && role == TableRole::WidestText) {
        if (section == Price)
            return QStringLiteral("\u2715 ") + widestCount(std::max(1, 6 - m_instrument->priceDecimals()), m_instrument->priceDecimals());
        if (section == Size)
            return widestCount(std::max(3, 6 - m_instrument->qtyDecimals()), m_instrument->qtyDecimals());
    }
    return TableModel::headerData(section, orientation, role);
}

QVariant TapeModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || !m_instrument)
        return {};
    const Row &row = m_shown[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return text(row, index.column());
    case Qt::ToolTipRole: return plainToolTip(details(row));
    case TableRole::RowTone: return static_cast<int>(row.liquidated ? Tone::Caution : Tone::Normal);
    case TableRole::CellTone:
        if (index.column() == Taker || index.column() == Price)
            return static_cast<int>(row.order.taker == Side::Buy ? Tone::Up : Tone::Down);
        return static_cast<int>(index.column() == Size ? Tone::Normal : Tone::Muted);
    case TableRole::CopyText:
        if (index.column() == Price)
            return m_instrument->priceText(row.order.last);
        return commonData(index, role);
    default: return commonData(index, role);
    }
}

QString TapeModel::text(const Row &row, int column) const
{
    const TakerOrder &order = row.order;
    switch (column) {
    case Time: return m_zone.second(order.at);
    case Taker:
        if (row.liquidated)
            //: a row of the tape: a position that was liquidated; short, since the column is narrow
            return *row.liquidated == Side::Buy ? tr("long liq.") : tr("short liq.");
        return order.taker == Side::Buy ? tr("buy") : tr("sell");
    case Price: {
        // The sign stands with the price, since the word is the first to go where the tape is narrow.
        const char16_t sign = row.liquidated ? u'\u2715' : order.taker == Side::Buy ? u'\u25B2' : u'\u25BC';
        return QStringLiteral("%1 %2").arg(QChar(sign)).arg(readPrice(*m_instrument, order.last));
    }
    case Size: return readQty(*m_instrument, order.qty);
    case Prints: return order.prints > 1 ? QString::number(order.prints) : QString();
    default: return {};
    }
}

QString TapeModel::details(const Row &row) const
{
    const TakerOrder &order = row.order;
    //: time, zone
    const QString at = tr("%1.%2 %3").arg(m_zone.dateTime(order.at)).arg(toMs(order.at) % 1000, 3, 10, QLatin1Char('0')).arg(m_zone.zone(order.at));
    if (row.liquidated)
        return (*row.liquidated == Side::Buy ? tr("%1: a long was liquidated. %2 is its bankruptcy price, at which nothing may have traded.")
                                             : tr("%1: a short was liquidated. %2 is its bankruptcy price, at which nothing may have traded."))
            .arg(at, readPrice(*m_instrument, order.last));
    if (order.prints == 1)
        return tr("%1: one print").arg(at);
    const QString from = readPrice(*m_instrument, order.first);
    const QString to = readPrice(*m_instrument, order.last);
    return tr("%1: one market order of %2 prints, from %3 to %4").arg(at).arg(order.prints).arg(from, to);
}

} // namespace bw
