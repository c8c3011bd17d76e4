// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/openthings.h"

#include "core/engine/api/engineclient.h"
#include "ui/models/numberformat.h"

namespace bw {

OpenThings::OpenThings(EngineClient &client, QObject *parent) : QObject(parent)
{
    connect(&client, &EngineClient::orderChanged, this, &OpenThings::apply);
    connect(&client, &EngineClient::positionsChanged, this, [this](const QVector<Position> &positions) {
        m_positions.clear();
        for (const Position &position : positions)
            if (position.side)
                m_positions.append(position);
        m_unknownSince.reset();
        m_hasHeard = true;
        Q_EMIT changed();
    });
    connect(&client.trade(), &TradeClient::accountChangeUpdated, this, [this](const AccountChange &change) {
        if (change.state == AccountChange::State::Sent || change.state == AccountChange::State::Unknown)
            m_changes.insert(change.id);
        else
            m_changes.remove(change.id);
        Q_EMIT changed();
    });
    connect(&client, &EngineClient::positionsUnknown, this, [this](UtcTime since) {
        m_unknownSince = since;
        Q_EMIT changed();
    });
}

void OpenThings::apply(const Order &order)
{
    const QString key = order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId;
    if (isTerminal(order.state)) {
        if (m_orders.remove(key) == 0)
            return;
    } else {
        m_orders.insert(key, order);
    }
    Q_EMIT changed();
}

QString OpenThings::summary() const
{
    const auto count = m_orders.size();
    const QString orders = count == 0 ? tr("No order stands") : count == 1 ? tr("1 order stands") : tr("%1 orders stand").arg(count);
    if (m_unknownSince)
        return tr("%1. Positions are unknown since %2.").arg(orders, readTimeWithZone(*m_unknownSince));
    if (!m_hasHeard)
        return tr("%1. Positions have not been read from the venue yet.").arg(orders);
    const auto held = m_positions.size();
    const QString positions = held == 0 ? tr("no position is open") : held == 1 ? tr("1 position is open") : tr("%1 positions are open").arg(held);
    return tr("%1, %2.", "orders stand, positions are open").arg(orders, positions);
}

} // namespace bw
