// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"
#include "ui/models/tablemodel.h"

namespace bw {

/// All orders that the window has heard of, newest first, each changed in its place. Gui thread, owned by its panel. At most kMaxRows:
/// the oldest closed ones go first. Never guesses a state: what the engine said last is what stands.
class OrdersModel final : public TableModel {
    Q_OBJECT
public:
    enum Column { LinkId, Time, Symbol, SideOf, Type, Price, TriggerOf, Quantity, Filled, ExitsOf, State, OriginOf, Age, Action };
    static constexpr int kMaxRows = 2000;

    explicit OrdersModel(QObject *parent = nullptr);

    void apply(const Order &order);
    /// Ages are counted to this moment.
    void tick(UtcTime now);

    [[nodiscard]] const Order &at(int row) const { return m_orders[row]; }
    [[nodiscard]] int unknownCount() const; ///< UNKNOWN and not found at the venue: somebody must look
    [[nodiscard]] const Order *firstUnknown() const; ///< the newest that must be looked at; nullptr without one
    [[nodiscard]] int workingCount() const; ///< as many as the Working tab has rows

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    [[nodiscard]] QString text(const Order &order, int column) const;
    [[nodiscard]] QString toolTip(const Order &order, int column) const;
    [[nodiscard]] QString copyText(const Order &order, const QModelIndex &index) const;
    [[nodiscard]] Tone cellTone(const Order &order, int column) const;
    void insert(const Order &order);
    void forgetOldest();

    QVector<Order> m_orders;
    UtcTime m_now{};
};

/// UNKNOWN, or not found at the venue and not known why.
[[nodiscard]] bool needsLooking(const Order &order);
/// Whatever may still come to something: also what is journalled and about to go out.
[[nodiscard]] bool standsInWorking(const Order &order);
/// What is over; only these leave the table when it is full.
[[nodiscard]] bool isClosed(const Order &order);
/// A cancel may be asked for: it works at the venue and no cancel is under way.
[[nodiscard]] bool mayCancel(OrderState state);

} // namespace bw
