// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ordersmodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

#include <algorithm>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = OrdersModel::tr("Link id"), .widest = QStringLiteral("\u2026000000000")},
        {.title = OrdersModel::tr("Time UTC"), .widest = QStringLiteral("00:00:00"), .isNumber = true},
        {.title = OrdersModel::tr("Symbol"), .widest = QStringLiteral("SHIB1000USDT")},
        {.title = OrdersModel::tr("Side"), .widest = QStringLiteral("Sell RO")},
        {.title = OrdersModel::tr("Type"), .widest = QStringLiteral("Post-only")},
        {.title = OrdersModel::tr("Price"), .widest = widestCount(6, 4), .isNumber = true},
        {.title = OrdersModel::tr("Quantity"), .widest = widestCount(6, 3), .isNumber = true},
        {.title = OrdersModel::tr("Filled"), .widest = widestCount(6, 3), .isNumber = true},
        {.title = OrdersModel::tr("State"), .widest = QStringLiteral("UNKNOWN, asking"), .isStretch = true},
        {.title = OrdersModel::tr("Origin"), .widest = QStringLiteral("one-click")},
        {.title = OrdersModel::tr("Age"), .widest = QStringLiteral("00 m"), .isNumber = true},
        {.title = QString(), .widest = OrdersModel::tr("Cancel")},
    };
}

bool isSame(const Order &a, const Order &b)
{
    return a.orderLinkId.isEmpty() ? !a.orderId.isEmpty() && a.orderId == b.orderId : a.orderLinkId == b.orderLinkId;
}

/// Its random end tells two ids apart, their common beginning does not; tool tip and clipboard have all of it.
QString shortId(const QString &id) { return id.size() <= 10 ? id : u'\u2026' + id.right(9); }

/// Whatever may still come to something: also what is journalled and about to go out.
bool standsInWorking(OrderState state) { return !isTerminal(state) && state != OrderState::NotAtVenue; }

/// Only these leave the table when it is full.
bool isClosed(OrderState state) { return isTerminal(state); }

} // namespace

bool needsLooking(OrderState state) { return state == OrderState::Unknown || state == OrderState::NotAtVenue; }

bool mayCancel(OrderState state) { return isWorking(state) && state != OrderState::CancelSent; }

OrdersModel::OrdersModel(QObject *parent) : TableModel(columns(), parent) {}

void OrdersModel::apply(const Order &order)
{
    const auto found = std::find_if(m_orders.begin(), m_orders.end(), [&](const Order &o) { return isSame(o, order); });
    if (found == m_orders.end()) {
        insert(order);
        forgetOldest();
    } else {
        *found = order;
        rowChanged(static_cast<int>(found - m_orders.begin()));
    }
    Q_EMIT countsChanged();
}

void OrdersModel::insert(const Order &order)
{
    const auto place = std::find_if(m_orders.begin(), m_orders.end(), [&](const Order &o) { return o.createdAt <= order.createdAt; });
    const int row = static_cast<int>(place - m_orders.begin());
    beginInsertRows({}, row, row);
    m_orders.insert(row, order);
    endInsertRows();
}

void OrdersModel::forgetOldest()
{
    if (m_orders.size() <= kMaxRows)
        return;
    for (int row = static_cast<int>(m_orders.size()) - 1; row >= 0; --row) {
        if (!isClosed(m_orders[row].state))
            continue;
        beginRemoveRows({}, row, row);
        m_orders.remove(row);
        endRemoveRows();
        return;
    }
}

void OrdersModel::tick(UtcTime now)
{
    m_now = now;
    if (!m_orders.isEmpty())
        Q_EMIT dataChanged(index(0, Age), index(rowCount() - 1, Age), {Qt::DisplayRole});
}

int OrdersModel::unknownCount() const
{
    return static_cast<int>(std::count_if(m_orders.begin(), m_orders.end(), [](const Order &o) { return needsLooking(o.state); }));
}

int OrdersModel::workingCount() const
{
    return static_cast<int>(std::count_if(m_orders.begin(), m_orders.end(), [](const Order &o) { return standsInWorking(o.state); }));
}

int OrdersModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_orders.size()); }

QVariant OrdersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Order &order = m_orders[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(order, index.column());
    case Qt::ToolTipRole:
        if (index.column() == LinkId)
            return plainToolTip(order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId);
        return index.column() == State ? plainToolTip(text(order, State)) : QString();
    case TableRole::CopyText:
        if (index.column() == LinkId)
            return order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId;
        return commonData(index, role);
    case TableRole::CellTone: return static_cast<int>(cellTone(order, index.column()));
    case TableRole::RowTone: return static_cast<int>(needsLooking(order.state) ? Tone::Caution : Tone::Normal);
    case TableRole::IsButton: return index.column() == Action && mayCancel(order.state);
    default: return commonData(index, role);
    }
}

QString OrdersModel::text(const Order &order, int column) const
{
    const Instrument *of = order.instrument.get();
    switch (column) {
    case LinkId: return order.orderLinkId.isEmpty() ? tr("external") : shortId(order.orderLinkId);
    case Time: return readTime(order.createdAt);
    case Symbol: return of ? of->id().symbol : kMissing.toString();
    case SideOf: return order.reduceOnly ? tr("%1 RO", "side, reduce-only").arg(sentences::word(order.side)) : sentences::word(order.side);
    case Type:
        if (order.type == OrderType::Limit && order.timeInForce == TimeInForce::PostOnly)
            return sentences::word(order.timeInForce);
        if (order.type == OrderType::Limit && order.timeInForce != TimeInForce::Gtc)
            return tr("%1 %2", "type, time in force").arg(sentences::word(order.type), sentences::word(order.timeInForce));
        return sentences::word(order.type);
    case Price:
        if (of && order.price)
            return readPrice(*of, *order.price);
        return order.type == OrderType::Market ? tr("market") : kMissing.toString();
    case Quantity: return of ? readQty(*of, order.qty) : kMissing.toString();
    case Filled: return of ? readQty(*of, order.filled) : kMissing.toString();
    case State: {
        const QString state = sentences::state(order);
        return order.reason.isEmpty() ? state : tr("%1: %2", "state: reason").arg(state, order.reason.simplified());
    }
    case OriginOf: return sentences::word(order.origin);
    case Age: return m_now == UtcTime{} ? QString() : readAge(m_now - order.createdAt);
    case Action: return mayCancel(order.state) ? tr("Cancel") : QString();
    default: return {};
    }
}

Tone OrdersModel::cellTone(const Order &order, int column) const
{
    if (needsLooking(order.state))
        return Tone::Caution;
    if (column == SideOf)
        return order.side == Side::Buy ? Tone::Up : Tone::Down;
    if (column == State && (order.state == OrderState::Rejected || order.state == OrderState::NotSent))
        return Tone::Caution;
    return column == LinkId || column == Time || column == OriginOf || column == Age ? Tone::Muted : Tone::Normal;
}

OrdersFilter::OrdersFilter(OrdersModel &orders, Show show, QObject *parent) : QSortFilterProxyModel(parent), m_orders(orders), m_show(show)
{
    setSourceModel(&orders);
}

const Order &OrdersFilter::at(const QModelIndex &index) const { return m_orders.at(mapToSource(index).row()); }

bool OrdersFilter::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const OrderState state = m_orders.at(sourceRow).state;
    switch (m_show) {
    case Show::Working: return standsInWorking(state);
    case Show::Unknown: return needsLooking(state);
    case Show::Closed: return isTerminal(state);
    }
    return false;
}

} // namespace bw
