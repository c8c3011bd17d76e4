// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/tradesession.h"

#include "core/sandbox/exchange.h"
#include "core/sandbox/faultinjector.h"

namespace bw {
namespace {

constexpr qsizetype kMostRemembered = 10'000; // ids of one connection; then the memory starts anew
constexpr qsizetype kLongestId = 36;

} // namespace

TradeSession::TradeSession(QWebSocket *socket, Exchange &exchange, const Context &context, QObject *parent)
    : FaceSession(socket, context, parent), m_exchange(exchange)
{
}

void TradeSession::receivedGarbage()
{
    reply({}, {}, 10001);
}

void TradeSession::reply(const QJsonObject &message, QJsonObject answer, int code)
{
    const QString id = message.value(u"reqId").toString();
    if (!id.isEmpty())
        answer.insert(QStringLiteral("reqId"), id.left(kLongestId));
    if (!answer.contains(u"retCode")) {
        answer.insert(QStringLiteral("retCode"), code);
        answer.insert(QStringLiteral("retMsg"), code == 0 ? QStringLiteral("OK") : Exchange::text(code));
    }
    if (!answer.contains(u"op"))
        answer.insert(QStringLiteral("op"), message.value(u"op").toString().left(40));
    answer.insert(QStringLiteral("connId"), connectionId());
    send(answer);
}

void TradeSession::received(const QJsonObject &message)
{
    const QString op = message.value(u"op").toString();
    if (op == u"ping")
        reply(message, {{QStringLiteral("op"), QStringLiteral("pong")},
                        {QStringLiteral("data"), QJsonArray{QString::number(toMs(m_context.clock.utcNow()))}}}, 0);
    else if (op == u"auth")
        authenticate(message);
    else
        order(message, op);
}

void TradeSession::authenticate(const QJsonObject &message)
{
    if (!m_key.isEmpty()) {
        reply(message, {}, 20001);
        return;
    }
    const QJsonArray args = message.value(u"args").toArray();
    const QByteArray key = args.at(0).toString().toUtf8();
    const qint64 expires = args.at(1).isString() ? args.at(1).toString().toLongLong() : args.at(1).toInteger();
    const int code = args.size() == 3 ? m_exchange.checkAuth(key, expires, args.at(2).toString().toUtf8()) : 10001;
    if (code == 0)
        m_key = key;
    reply(message, {}, code);
}

void TradeSession::order(const QJsonObject &message, const QString &op)
{
    const QString id = message.value(u"reqId").toString();
    if (m_key.isEmpty()) {
        reply(message, {}, 10003);
        return;
    }
    if (id.size() > kLongestId || (!id.isEmpty() && m_requestIds.contains(id))) {
        reply(message, {}, id.size() > kLongestId ? 10001 : 20006);
        return;
    }
    if (m_requestIds.size() >= kMostRemembered)
        m_requestIds.clear();
    if (!id.isEmpty())
        m_requestIds.insert(id);
    FaultInjector &faults = m_context.faults;
    if (op.startsWith(u"order.create") && faults.happens(faults.current().reject)) {
        reply(message, {}, faults.current().rejectCode);
        return;
    }
    const QJsonObject answer = m_exchange.handleTrade(op, message.value(u"header").toObject(), message.value(u"args").toArray(), m_key);
    if (!faults.happens(faults.current().ackLost))
        reply(message, answer, 0);
}

} // namespace bw
