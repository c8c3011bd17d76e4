// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/router.h"

#include "core/sandbox/chatface.h"
#include "core/sandbox/exchange.h"
#include "core/sandbox/faultinjector.h"

#include <QJsonDocument>

namespace bw {
namespace {

HttpReply json(int status, const QJsonObject &object)
{
    return {status, QJsonDocument(object).toJson(QJsonDocument::Compact), {}, false};
}

HttpReply problem(int status, const QString &text)
{
    return json(status, {{QStringLiteral("error"), text}});
}

const QByteArray kPortal = QByteArrayLiteral("<!DOCTYPE html><html><head><title>Welcome</title></head><body>Please accept the terms of this network.</body></html>");

bool isOrderEntry(const InboundRequest &request)
{
    return request.method == "POST" && request.path.startsWith("/v5/order/");
}

} // namespace

Router::Router(Exchange &exchange, ChatFace &chat, FaultInjector &faults, QObject *parent)
    : QObject(parent), m_exchange(exchange), m_chat(chat), m_faults(faults)
{
}

void Router::setFaults(const Faults &faults)
{
    m_faults.set(faults);
    m_exchange.setLimitPerSecond(faults.limit.value_or(0));
    m_exchange.announceOutage(faults.outage ? std::optional(m_faults.setAt() + *faults.outage) : std::nullopt);
}

void Router::handle(const InboundRequest &request, const HttpConnection::Answer &answer)
{
    if (request.path.startsWith("/holysheep/"))
        m_chat.handle(request, answer);
    else if (request.path == "/sandbox/faults")
        answer(faults(request));
    else if (request.path == "/sandbox/state")
        answer(state(request));
    else if (request.path == "/sandbox/burst")
        answer(burst(request));
    else if (m_faults.current().html && request.path == "/v5/market/time")
        answer({200, kPortal, {{"Content-Type", "text/html; charset=utf-8"}}, false});
    else
        answer(exchange(request));
}

HttpReply Router::exchange(const InboundRequest &request)
{
    const bool isCreate = isOrderEntry(request) && request.path.startsWith("/v5/order/create");
    const RestReply reply = isCreate && m_faults.happens(m_faults.current().reject)
        ? m_exchange.refusal(m_faults.current().rejectCode)
        : m_exchange.handle({request.method, request.path, request.rawQuery, request.body, request.headers});
    HttpReply out{reply.status, reply.body, {}, false};
    for (const auto &[name, value] : reply.headers)
        out.headers.append({name, value});
    out.isLost = isOrderEntry(request) && m_faults.happens(m_faults.current().ackLost);
    return out;
}

HttpReply Router::state(const InboundRequest &request)
{
    if (request.method != "GET")
        return problem(405, QStringLiteral("GET only"));
    QJsonObject state = m_exchange.state(request.rawQuery);
    if (const auto burst = m_burst ? m_burst({}) : Result<QJsonObject>(QJsonObject()))
        state.insert(QStringLiteral("burst"), *burst);
    return json(200, state);
}

/// POST {"messages": 50000, "symbol": "BTCUSDT"} and, if it should differ, "category": "linear", "depth": 50, "ms": 1000, "hold": true.
HttpReply Router::burst(const InboundRequest &request)
{
    const auto order = QJsonDocument::fromJson(request.body);
    if (request.method != "POST" || !order.isObject() || order.object().isEmpty() || !m_burst)
        return problem(request.method == "POST" ? 400 : 405, QStringLiteral("POST {\"messages\": N, \"symbol\": \"BTCUSDT\"}"));
    const auto done = m_burst(order.object());
    return done ? json(200, *done) : problem(400, done.error().detail);
}

/// GET tells the faults in force, POST replaces them: the list as text, or as {"faults": "..."}.
HttpReply Router::faults(const InboundRequest &request)
{
    if (request.method == "POST") {
        QString spec = QString::fromUtf8(request.body.trimmed());
        if (spec.startsWith(u'{')) {
            const auto document = QJsonDocument::fromJson(request.body);
            if (!document.isObject() || !document[u"faults"].isString())
                return problem(400, QStringLiteral("send the list as text, or as {\"faults\": \"...\"}"));
            spec = document[u"faults"].toString();
        }
        const auto parsed = Faults::parse(spec);
        if (!parsed)
            return problem(400, parsed.error().detail);
        setFaults(*parsed);
    } else if (request.method != "GET") {
        return problem(405, QStringLiteral("GET or POST"));
    }
    return json(200, {{QStringLiteral("faults"), m_faults.current().toString()}});
}

} // namespace bw
