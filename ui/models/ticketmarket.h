// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/ticketform.h"

#include <QObject>

namespace bw {

class EngineClient;

/// What the ticket is read against: the newest book and ticker of the open instrument, and what the account has said of it. Keeps the last
/// word of what comes as a signal; a failed query takes the positions away. Gui thread; asks for nothing.
class TicketMarket final : public QObject {
    Q_OBJECT
public:
    explicit TicketMarket(EngineClient &client, QObject *parent = nullptr);

    [[nodiscard]] TicketContext context() const;

Q_SIGNALS:
    /// Account or mode; book and ticker are looked at, they do not call.
    void changed();

private:
    EngineClient &m_client;
    std::optional<Wallet> m_wallet;
    std::optional<QVector<Position>> m_positions; ///< of every instrument
};

} // namespace bw
