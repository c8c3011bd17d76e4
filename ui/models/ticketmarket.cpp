// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ticketmarket.h"

#include "core/engine/api/engineclient.h"

namespace bw {

TicketMarket::TicketMarket(EngineClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    connect(&client, &EngineClient::walletChanged, this, [this](const Wallet &wallet) {
        m_wallet = wallet;
        Q_EMIT changed();
    });
    connect(&client, &EngineClient::positionsChanged, this, [this](const QVector<Position> &positions) {
        m_positions = positions;
        Q_EMIT changed();
    });
    connect(&client, &EngineClient::positionsUnknown, this, [this] {
        m_positions.reset();
        Q_EMIT changed();
    });
    connect(&client.trade(), &TradeClient::accountModeChanged, this, &TicketMarket::changed);
}

TicketContext TicketMarket::context() const
{
    TicketContext context;
    context.instrument = m_client.instrument();
    if (!context.instrument)
        return context;
    const InstrumentId &id = context.instrument->id();
    if (const auto &mode = m_client.trade().accountMode(); mode && mode->instrument && mode->instrument->id() == id)
        context.mode = mode;
    if (const auto book = m_client.book().read(); book && book->instrument->id() == id && book->isLive() && book->hasBothSides())
        context.book = book;
    if (const auto ticker = m_client.ticker().read(); ticker && ticker->id == id)
        context.ticker = ticker;
    context.wallet = m_wallet;
    if (!m_positions)
        return context;
    context.positions = QVector<Position>();
    for (const Position &position : *m_positions)
        if (position.instrument && position.instrument->id() == id)
            context.positions->append(position);
    return context;
}

} // namespace bw
