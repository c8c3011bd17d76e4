// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/facesession.h"

#include <QSet>

#include <functional>
#include <map>

namespace bw {

class Exchange;
struct RequestFate;

/// One client of /v5/trade: auth, then orders by message. Unsigned ones, since the connection is; each carries its time stamp. The
/// sandbox's thread.
class TradeSession final : public FaceSession {
    Q_OBJECT
public:
    TradeSession(QWebSocket *socket, Exchange &exchange, const Context &context, QObject *parent);

protected:
    [[nodiscard]] QByteArray kind() const override { return QByteArrayLiteral("trade"); }
    void received(const QJsonObject &message) override;
    void receivedGarbage() override;

private:
    void authenticate(const QJsonObject &message);
    void order(const QJsonObject &message, const QString &op);
    [[nodiscard]] QJsonObject carryOut(const QJsonObject &message, const QString &op, const RequestFate &fate);
    void later(std::chrono::milliseconds delay, std::function<void()> run);
    void reply(const QJsonObject &message, QJsonObject answer, int code);

    Exchange &m_exchange;
    QByteArray m_key;
    std::map<std::uint64_t, Scheduler::Handle> m_later; ///< what arrives or is answered later
    std::uint64_t m_laterCount = 0;
    QSet<QString> m_requestIds; ///< a repeated one is refused
};

} // namespace bw
