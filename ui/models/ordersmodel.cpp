// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ordersmodel.h"

#include "ui/models/numberformat.h"
#include "ui/models/orderwords.h"
#include "ui/models/sentences.h"

#include <algorithm>

namespace bw {
namespace {

QVector<TableColumn> columns()
{
    return {
        {.title = OrdersModel::tr("Link id"), .widest = QStringLiteral("\u2026000000000")},
        {.title = OrdersModel::tr("Time UTC"), .widest = QStringLiteral("00-00 00:00:00"), .isNumber = true},
        {.title = OrdersModel::tr("Symbol"), .widest = QStringLiteral("1000PEPEUSDT")},
        {.title = OrdersModel::tr("Side"), .widest = QStringLiteral("Sell RO")},
        {.title = OrdersModel::tr("Type"), .widest = QStringLiteral("Trailing stop")},
        {.title = OrdersModel::tr("Price"), .widest = widestCount(6, 2) + QStringLiteral(" ?"), .isNumber = true},
        {.title = OrdersModel::tr("Trigger"), .widest = QStringLiteral("\u2265 %1 mark").arg(widestCount(6, 1)), .isNumber = true},
        {.title = OrdersModel::tr("Quantity"), .widest = widestCount(5, 3) + QStringLiteral(" ?"), .isNumber = true},
        {.title = OrdersModel::tr("Filled"), .widest = widestCount(5, 3), .isNumber = true},
        {.title = OrdersModel::tr("TP, SL"), .widest = QStringLiteral("TP %1, SL %1").arg(widestCount(5, 1))},
        {.title = OrdersModel::tr("State"), .widest = QStringLiteral("waiting for its trigger"), .isStretch = true},
        {.title = OrdersModel::tr("Origin"), .widest = QStringLiteral("venue: trailing stop")},
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

} // namespace

bool needsLooking(const Order &order)
{
    return order.state == OrderState::Unknown || (order.state == OrderState::NotAtVenue && !orderwords::isNoLongerListed(order));
}

bool standsInWorking(const Order &order) { return !isTerminal(order.state) && order.state != OrderState::NotAtVenue; }

bool isClosed(const Order &order) { return !standsInWorking(order) && !needsLooking(order); }

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
        if (!isClosed(m_orders[row]))
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
    return static_cast<int>(std::count_if(m_orders.begin(), m_orders.end(), [](const Order &o) { return needsLooking(o); }));
}

const Order *OrdersModel::firstUnknown() const
{
    const auto found = std::find_if(m_orders.begin(), m_orders.end(), [](const Order &o) { return needsLooking(o); });
    return found == m_orders.end() ? nullptr : &*found;
}

int OrdersModel::workingCount() const
{
    return static_cast<int>(std::count_if(m_orders.begin(), m_orders.end(), [](const Order &o) { return standsInWorking(o); }));
}

int OrdersModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : static_cast<int>(m_orders.size()); }

QVariant OrdersModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Order &order = m_orders[index.row()];
    switch (role) {
    case Qt::DisplayRole: return text(order, index.column());
    case Qt::ToolTipRole: return plainToolTip(toolTip(order, index.column()));
    case TableRole::CopyText: return copyText(order, index);
    case TableRole::CellTone: return static_cast<int>(cellTone(order, index.column()));
    case TableRole::RowTone: return static_cast<int>(needsLooking(order) ? Tone::Caution : Tone::Normal);
    case TableRole::IsButton: return index.column() == Action && mayCancel(order.state);
    default: return commonData(index, role);
    }
}

QString OrdersModel::text(const Order &order, int column) const
{
    const Instrument *of = order.instrument.get();
    switch (column) {
    case LinkId: return order.orderLinkId.isEmpty() ? sentences::word(order.origin) : shortId(order.orderLinkId);
    case Time: return readDayTime(order.createdAt);
    case Symbol: return of ? of->id().symbol : kMissing.toString();
    case SideOf: return order.reduceOnly ? tr("%1 RO", "side, reduce-only").arg(sentences::word(order.side)) : sentences::word(order.side);
    case Type: return orderwords::type(order);
    case Price: return orderwords::price(order);
    case TriggerOf: return orderwords::trigger(order);
    case Quantity: return orderwords::quantity(order);
    case Filled: return of ? readQty(*of, order.filled) : kMissing.toString();
    case ExitsOf: return orderwords::exits(order);
    case State: return orderwords::stateWithReason(order);
    case OriginOf: return orderwords::origin(order);
    case Age: return m_now == UtcTime{} ? QString() : readAge(m_now - order.createdAt);
    case Action:
        if (!mayCancel(order.state))
            return {};
        return orderwords::isProtection(order) ? tr("Drop", "cancel a stop that protects") : tr("Cancel");
    default: return {};
    }
}

QString OrdersModel::toolTip(const Order &order, int column) const
{
    switch (column) {
    case LinkId: return order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId;
    case Price:
    case TriggerOf:
    case Quantity: return orderwords::amend(order);
    case State: return text(order, State);
    case Action:
        return mayCancel(order.state) && orderwords::isProtection(order) ? tr("Takes this protection away from the position.") : QString();
    default: return {};
    }
}

QString OrdersModel::copyText(const Order &order, const QModelIndex &index) const
{
    const Instrument *of = order.instrument.get();
    switch (index.column()) {
    case LinkId: return order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId;
    case Time: return toIso8601(order.createdAt);
    case Price: return of && order.price ? of->priceText(*order.price) : QString(); // the value that was in force; the state tells of the other
    case TriggerOf: return of && order.trigger ? of->priceText(order.trigger->price) : QString();
    case Quantity: return of ? of->qtyText(order.qty) : QString();
    default: return commonData(index, TableRole::CopyText).toString();
    }
}

Tone OrdersModel::cellTone(const Order &order, int column) const
{
    if (needsLooking(order))
        return Tone::Caution;
    if (column == SideOf)
        return order.side == Side::Buy ? Tone::Up : Tone::Down;
    if (column == State && (order.state == OrderState::Rejected || order.state == OrderState::NotSent))
        return Tone::Caution;
    if (order.amend && (column == Price || column == Quantity || column == TriggerOf || column == State))
        return Tone::Caution;
    return column == LinkId || column == Time || column == OriginOf || column == Age ? Tone::Muted : Tone::Normal;
}

} // namespace bw
