// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ordersfilter.h"

namespace bw {

OrdersFilter::OrdersFilter(OrdersModel &orders, Show show, QObject *parent) : QSortFilterProxyModel(parent), m_orders(orders), m_show(show)
{
    setSourceModel(&orders);
}

const Order &OrdersFilter::at(const QModelIndex &index) const { return m_orders.at(mapToSource(index).row()); }

bool OrdersFilter::filterAcceptsRow(int sourceRow, const QModelIndex &) const
{
    const Order &order = m_orders.at(sourceRow);
    switch (m_show) {
    case Show::Working: return standsInWorking(order);
    case Show::Unknown: return needsLooking(order);
    case Show::Closed: return isClosed(order);
    }
    return false;
}

} // namespace bw
