// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// What stands after STOP ALL or before Resume: orders and positions in one short list, the unknown ones first. Gui thread, owned by its
/// sheet. A list of one moment: setRows() replaces it whole.
class StandingModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { What, Symbol, SideOf, Quantity, Price, State };

    explicit StandingModel(QObject *parent = nullptr);
    void setRows(QVector<Order> orders, const QVector<Position> &positions);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] static QString orderText(const Order &order, int column);
    [[nodiscard]] static QString positionText(const Position &position, int column);
    [[nodiscard]] Tone tone(int row, int column) const;

    QVector<Order> m_orders;
    QVector<Position> m_positions; ///< their rows follow the orders'
};

} // namespace bw
