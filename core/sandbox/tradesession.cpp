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
    const RequestFate fate = faults.fateOf("POST", "/v5/" + QString(op).replace(u'.', u'/').toLatin1());
    if (fate.arrival == RequestFate::Arrival::Never)
        return;
    if (fate.arrival == RequestFate::Arrival::Late) {
        later(fate.arrivesAfter, [this, message, op, fate] { static_cast<void>(carryOut(message, op, fate)); });
        return;
    }
    const QJsonObject answer = carryOut(message, op, fate);
    if (fate.isAnswerLost)
        return;
    const auto tell = [this, message, answer, isTwice = fate.isTwice] {
        reply(message, answer, 0);
        if (isTwice)
            reply(message, answer, 0);
    };
    if (fate.answersAfter.count() > 0)
        later(fate.answersAfter, tell);
    else
        tell();
}

QJsonObject TradeSession::carryOut(const QJsonObject &message, const QString &op, const RequestFate &fate)
{
    const auto refused = fate.refusal ? fate.refusal : fate.status || fate.isPage ? std::optional(10016) : std::nullopt; // a socket knows no pages
    if (refused)
        return {{QStringLiteral("retCode"), *refused}, {QStringLiteral("retMsg"), Exchange::text(*refused)}};
    return m_exchange.handleTrade(op, message.value(u"header").toObject(), message.value(u"args").toArray(), m_key, fate.mishap);
}

void TradeSession::later(std::chrono::milliseconds delay, std::function<void()> run)
{
    const std::uint64_t id = ++m_laterCount;
    m_later[id] = m_context.scheduler.after(delay, [this, run = std::move(run), id] {
        run();
        m_later.erase(id);
    });
}

} // namespace bw
