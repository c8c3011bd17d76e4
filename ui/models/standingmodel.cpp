// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/standingmodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/ordersmodel.h"
#include "ui/models/orderwords.h"
#include "ui/models/positionwords.h"
#include "ui/models/sentences.h"

#include <algorithm>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = StandingModel::tr("What"), .widest = QStringLiteral("protection")},
        {.title = StandingModel::tr("Symbol"), .widest = QStringLiteral("1000PEPEUSDT")},
        {.title = StandingModel::tr("Side"), .widest = QStringLiteral("Short")},
        {.title = StandingModel::tr("Quantity"), .widest = widestCount(4, 3), .isNumber = true},
        {.title = StandingModel::tr("Price"), .widest = QStringLiteral("\u2265 %1 mark").arg(widestCount(5, 1)), .isNumber = true},
        {.title = StandingModel::tr("State"), .widest = QStringLiteral("UNPROTECTED"), .isStretch = true},
    };
}

} // namespace

StandingModel::StandingModel(QObject *parent) : TableModel(columns(), parent) {}

void StandingModel::setRows(QVector<Order> orders, const QVector<Position> &positions)
{
    std::stable_partition(orders.begin(), orders.end(), [](const Order &o) { return needsLooking(o); });
    beginResetModel();
    m_orders = std::move(orders);
    m_positions = positions;
    endResetModel();
}

int StandingModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_orders.size() + m_positions.size());
}

QVariant StandingModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const auto count = m_orders.size();
    const bool isOrder = index.row() < count;
    switch (role) {
    case Qt::DisplayRole:
        return isOrder ? orderText(m_orders[index.row()], index.column()) : positionText(m_positions[index.row() - count], index.column());
    case Qt::ToolTipRole: return index.column() == State ? plainToolTip(index.data().toString()) : QString();
    case TableRole::CellTone: return static_cast<int>(tone(index.row(), index.column()));
    case TableRole::RowTone: return static_cast<int>(isOrder && needsLooking(m_orders[index.row()]) ? Tone::Caution : Tone::Normal);
    default: return commonData(index, role);
    }
}

QString StandingModel::orderText(const Order &order, int column)
{
    const Instrument *of = order.instrument.get();
    switch (column) {
    case What: return orderwords::isProtection(order) ? tr("protection") : tr("order");
    case Symbol: return of ? of->id().symbol : kMissing.toString();
    case SideOf: return sentences::word(order.side);
    case Quantity: return of ? readQty(*of, order.qty - order.filled) : kMissing.toString();
    case Price: return orderwords::priceOrTrigger(order);
    case State: return orderwords::stateWithReason(order);
    default: return {};
    }
}

QString StandingModel::positionText(const Position &position, int column)
{
    const Instrument *of = position.instrument.get();
    switch (column) {
    case What: return tr("position");
    case Symbol: return of ? of->id().symbol : kMissing.toString();
    case SideOf: return positionwords::sideWord(position);
    case Quantity: return positionwords::size(position);
    case Price: return of ? readPrice(*of, position.entryPrice) : readDecimal(position.entryPrice);
    case State: return positionwords::protection(position);
    default: return {};
    }
}

Tone StandingModel::tone(int row, int column) const
{
    if (row < m_orders.size()) {
        const Order &order = m_orders[row];
        if (needsLooking(order))
            return Tone::Caution;
        return column == SideOf ? (order.side == Side::Buy ? Tone::Up : Tone::Down) : column == What ? Tone::Muted : Tone::Normal;
    }
    const Position &position = m_positions[row - m_orders.size()];
    if (column == SideOf)
        return position.side == Side::Buy ? Tone::Up : Tone::Down;
    if (column == State)
        return positionwords::isCovered(position) ? Tone::Normal : Tone::Danger;
    return column == What ? Tone::Muted : Tone::Normal;
}

} // namespace bw
