// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/order.h"

#include <QMap>
#include <QObject>
#include <QSet>

#include <optional>

namespace bw {

class EngineClient;

/// What is open right now: orders that may still come to something, and positions, as the engine said them since the window began. For
/// the list that Resume shows and for the cancel buttons. Gui thread, owned by who asks; changes nothing.
class OpenThings final : public QObject {
    Q_OBJECT
public:
    explicit OpenThings(EngineClient &client, QObject *parent = nullptr);

    [[nodiscard]] QVector<Order> orders() const { return m_orders.values().toVector(); }
    [[nodiscard]] const QVector<Position> &positions() const { return m_positions; }
    /// Changes of stops, leverage or mode of which it is not known whether they took effect.
    [[nodiscard]] int unsettledChanges() const { return static_cast<int>(m_changes.size()); }
    /// When the venue did not answer: the positions are those that were known before.
    [[nodiscard]] std::optional<UtcTime> positionsUnknownSince() const { return m_unknownSince; }
    [[nodiscard]] bool hasHeardPositions() const { return m_hasHeard; }
    /// "2 orders and 1 position stand." or what is not known.
    [[nodiscard]] QString summary() const;

Q_SIGNALS:
    void changed();

private:
    void apply(const Order &order);

    QMap<QString, Order> m_orders;
    QSet<QString> m_changes; ///< their ids
    QVector<Position> m_positions;
    std::optional<UtcTime> m_unknownSince;
    bool m_hasHeard = false;
};

} // namespace bw
