// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ordersmodel.h"

#include <QSortFilterProxyModel>

namespace bw {

/// One tab's share of the orders, in the model's order. Gui thread, owned by the tab's panel.
class OrdersFilter final : public QSortFilterProxyModel {
    Q_OBJECT
public:
    enum class Show : std::uint8_t { Working, Unknown, Closed };
    OrdersFilter(OrdersModel &orders, Show show, QObject *parent = nullptr);
    [[nodiscard]] const Order &at(const QModelIndex &index) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    OrdersModel &m_orders;
    const Show m_show;
};

} // namespace bw
