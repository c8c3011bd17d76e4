// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/order/executionfilter.h"
#include "core/domain/order/order.h"

#include <QHash>

namespace bw {

/// What the venue says about an order, from the private stream or a query.
struct OrderReport {
    QString orderLinkId, orderId;
    InstrumentPtr instrument;
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce timeInForce = TimeInForce::Gtc;
    OrderEvent event = OrderEvent::Acknowledge; ///< what its orderStatus means for the state machine
    QtyLots qty, filled;
    std::optional<PriceTicks> price;
    Decimal averagePrice = Decimal::invalid();
    bool reduceOnly = false;
    int positionIdx = 0;
    bool closesPosition = false;
    std::optional<Trigger> trigger;
    Exits exits;
    QString stopOrderType, createType, parentOrderLinkId;
    QString reason;
    UtcTime createdAt{}, updatedAt{};
};

/// All orders of the session by Order::key(). Applies events through nextState() and
/// keeps what is older from overwriting what is newer: a report with a smaller updatedAt changes nothing but raises no error. An
/// order that is not ours is added as External. Bounded: the oldest terminal orders beyond 2000 go. One thread, no signals: every
/// change is returned, as a pointer that is valid until the next call that changes the store.
class OrderStore final {
public:
    static constexpr int kMaxOrders = 2000;

    /// Adds an intent; refuses a link id that is there already.
    [[nodiscard]] Done add(Order order);
    /// An order of an earlier run, in any state; one that is there already stays as it is.
    void restore(const Order &order);
    /// The changed order, or nullptr when nothing changed.
    const Order *apply(const QString &key, OrderEvent event, const QString &reason, UtcTime at);
    /// SendAmend, with what it asks for: kept in Order::amend until the venue has spoken, since meanwhile the order may be either.
    const Order *beginAmend(const QString &key, const PendingAmend &amend, UtcTime at);
    /// The same for the venue's word. Where status and quantities disagree on what has filled, the quantities win.
    const Order *apply(const OrderReport &report);
    /// The ids that the venue gave in its acknowledgement.
    void bindOrderId(const QString &orderLinkId, const QString &orderId);
    void countLookup(const QString &key);
    const Order *markUnjournalled(const QString &orderLinkId);

    [[nodiscard]] const Order *byKey(const QString &key) const;
    [[nodiscard]] const Order *byOrderId(const QString &orderId) const;
    [[nodiscard]] QVector<Order> unknown() const;
    /// What a cap must count: orders that may rest or fill, and intents, which are about to.
    [[nodiscard]] QVector<Order> working() const;
    [[nodiscard]] bool hasUnknown(const InstrumentId &id) const;

private:
    [[nodiscard]] Order *find(const OrderReport &report);
    static void endAmend(Order &order, OrderEvent event);
    const Order *insert(const QString &key, Order order);
    bool update(Order &order, const OrderReport &report);
    const Order *closeIfTerminal(const QString &key, const Order &order);
    void forgetOldest();
    QHash<QString, Order> m_orders;            ///< by Order::key()
    QHash<QString, QString> m_keyByOrderId;
    QVector<QString> m_arrival;                ///< keys in order of arrival
    QVector<QString> m_open;                   ///< of these, the ones that are not terminal: the gate asks for them at every order
};

} // namespace bw
