// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/enginefactory.h"

#include <QObject>

#include <random>
#include <vector>

namespace bw {

/// Where a session of the kill test trades and what it remembers.
struct BusyPlace {
    QString rest, socket, key, secret, journal;
    unsigned seed = 1;
};

/// The real engine with its real parts, driven as a hasty trader would: orders that rest, orders that fill, cancels, one after the other
/// as fast as the venue takes them. With isTrading false it takes up what was left, cancels what rests, and waits until the venue has said
/// everything: from there on nothing moves at the venue any more.
class BusySession final : public QObject {
    Q_OBJECT
public:
    BusySession(BusyPlace place, bool isTrading, QObject *parent = nullptr);
    void start();

Q_SIGNALS:
    /// The first order of this session is on its way: from here on a kill may hit something.
    void busy();
    /// Nothing works at the venue any more, and nothing is UNKNOWN.
    void settled();

private:
    void act();
    void place();
    void amend(const Order &order);
    void onOrder(const Order &order);
    void settle(const std::vector<QString> &resting);
    [[nodiscard]] std::vector<QString> restingOrders() const;

    const BusyPlace m_place;
    const bool m_isTrading;
    std::mt19937 m_random;
    ThreadedEngineClient m_client;
    QtScheduler m_scheduler;
    Scheduler::Handle m_pulse, m_calm;
    QHash<QString, Order> m_orders;
    bool m_wasBusy = false;
};

} // namespace bw
