// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/facesession.h"

#include <QSet>

namespace bw {

class Exchange;

/// One client of /v5/trade: auth, then orders by message. Unsigned ones, since the connection is; each carries its time stamp. The
/// sandbox's thread.
class TradeSession final : public FaceSession {
    Q_OBJECT
public:
    TradeSession(QWebSocket *socket, Exchange &exchange, const Context &context, QObject *parent);

protected:
    void received(const QJsonObject &message) override;
    void receivedGarbage() override;

private:
    void authenticate(const QJsonObject &message);
    void order(const QJsonObject &message, const QString &op);
    void reply(const QJsonObject &message, QJsonObject answer, int code);

    Exchange &m_exchange;
    QByteArray m_key;
    QSet<QString> m_requestIds; ///< a repeated one is refused
};

} // namespace bw
