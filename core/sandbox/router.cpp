// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/router.h"

#include "core/sandbox/chatface.h"
#include "core/sandbox/exchange.h"
#include "core/sandbox/faultinjector.h"
#include "core/sandbox/instrumentrow.h"

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

HttpReply portal()
{
    return {200, kPortal, {{"Content-Type", "text/html; charset=utf-8"}}, false};
}

/// What stands before the exchange answers in plain words.
HttpReply words(int status)
{
    const QByteArray text = status == 403 ? QByteArray("access too frequent") : QByteArray("error code: ") + QByteArray::number(status);
    return {status, text, {{"Content-Type", "text/plain; charset=utf-8"}}, false};
}

HttpReply lost()
{
    return {0, {}, {}, true};
}

HttpReply from(const RestReply &reply)
{
    HttpReply out{reply.status, reply.body, {}, false};
    for (const auto &[name, value] : reply.headers)
        out.headers.append({name, value});
    return out;
}

} // namespace

Router::Router(Exchange &exchange, ChatFace &chat, FaultInjector &faults, const Clock &clock, Scheduler &scheduler, QObject *parent)
    : QObject(parent), m_exchange(exchange), m_chat(chat), m_faults(faults), m_scheduler(scheduler), m_clock(clock)
{
}

void Router::setFaults(const Faults &faults)
{
    Q_EMIT clockStepped(faults.clockStep);
    if (faults.clockStep.count() != 0)
        m_faults.hit(QStringLiteral("clock-step"));
    m_faults.set(faults);
    m_exchange.setLimitPerSecond(faults.limit.value_or(0));
    if (faults.venueRestart) {
        m_faults.hit(QStringLiteral("venue-restart"));
        m_exchange.restart();
        Q_EMIT restarted();
    }
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
    else if (request.path == "/sandbox/key")
        answer(key(request));
    else if (request.path == "/sandbox/burst")
        answer(burst(request));
    else if (request.path.startsWith("/sandbox/"))
        answer(act(request));
    else
        exchange(request, answer);
}

void Router::exchange(const InboundRequest &request, const HttpConnection::Answer &answer)
{
    ++m_requests[QString::fromLatin1(request.method + ' ' + request.path.left(60))];
    const Faults &faults = m_faults.current();
    if (faults.html && request.path == "/v5/market/time") {
        m_faults.hit(QStringLiteral("html"));
        return answer(portal());
    }
    if (m_faults.isWithin(faults.ban)) {
        m_faults.hit(QStringLiteral("ban"));
        return answer(words(403));
    }
    if (faults.venueRestart && faults.venueRestart->count() > 0 && m_faults.isWithin(faults.venueRestart))
        return answer(from(m_exchange.refusal(10016)));
    if (faults.outage && request.path == "/v5/system/status")
        m_faults.hit(QStringLiteral("outage"));
    const RequestFate fate = m_faults.fateOf(request.method, request.path, request.rawQuery);
    if (fate.arrival == RequestFate::Arrival::Never)
        return answer(lost());
    if (fate.arrival == RequestFate::Arrival::Late) {
        answer(lost());
        return arriveLater(request, fate);
    }
    if (m_latency.count() > 0 && request.method == "POST")
        return travel(request, fate, answer);
    reply(request, fate, answer);
}

void Router::reply(const InboundRequest &request, const RequestFate &fate, const HttpConnection::Answer &answer)
{
    HttpReply reply = carryOut(request, fate);
    reply.isLost = fate.isAnswerLost;
    reply.isTwice = fate.isTwice;
    reply.later = fate.answersAfter;
    answer(reply);
}

void Router::travel(const InboundRequest &request, const RequestFate &fate, const HttpConnection::Answer &answer)
{
    m_travelling.push_back({m_clock.now() + m_latency, request, fate, answer});
    if (m_travelling.size() == 1)
        m_arrival = m_scheduler.after(m_latency, [this] { arrive(); });
}

void Router::arrive()
{
    const MonoTime now = m_clock.now();
    while (!m_travelling.empty() && m_travelling.front().due <= now) {
        const Travelling there = std::move(m_travelling.front());
        m_travelling.pop_front();
        reply(there.request, there.fate, there.answer);
    }
    if (!m_travelling.empty())
        m_arrival = m_scheduler.after(std::chrono::ceil<std::chrono::milliseconds>(m_travelling.front().due - now), [this] { arrive(); });
}

void Router::arriveLater(const InboundRequest &request, const RequestFate &fate)
{
    const std::uint64_t id = ++m_lateCount;
    m_late[id] = m_scheduler.after(fate.arrivesAfter, [this, request, fate, id] {
        static_cast<void>(carryOut(request, fate)); // nobody is there to be told
        m_late.erase(id);
    });
}

HttpReply Router::carryOut(const InboundRequest &request, const RequestFate &fate)
{
    if (fate.status)
        return words(*fate.status);
    if (fate.isPage)
        return portal();
    if (fate.refusal)
        return from(m_exchange.refusal(*fate.refusal));
    const RestReply reply = m_exchange.handle({request.method, request.path, request.rawQuery, request.body, request.headers}, fate.mishap);
    if (m_faults.current().limit && reply.body.contains("\"retCode\":10006"))
        m_faults.hit(QStringLiteral("limit"));
    return fate.statusAfter ? words(*fate.statusAfter) : from(reply);
}

HttpReply Router::state(const InboundRequest &request)
{
    if (request.method != "GET")
        return problem(405, QStringLiteral("GET only"));
    QJsonObject state = m_exchange.state(request.rawQuery);
    state.insert(QStringLiteral("faultHits"), m_faults.hits());
    QJsonObject requests;
    for (auto it = m_requests.cbegin(); it != m_requests.cend(); ++it)
        requests.insert(it.key(), it.value());
    state.insert(QStringLiteral("requests"), requests);
    state.insert(QStringLiteral("faults"), m_faults.current().toString());
    if (const auto burst = m_burst ? m_burst({}) : Result<QJsonObject>(QJsonObject()))
        state.insert(QStringLiteral("burst"), *burst);
    return json(200, state);
}

/// POST /sandbox/funding, liquidate, adl, instrument: what Exchange::act() does.
HttpReply Router::act(const InboundRequest &request)
{
    const auto body = QJsonDocument::fromJson(request.body);
    if (request.method != "POST" || !body.isObject())
        return problem(request.method == "POST" ? 400 : 405, QStringLiteral("POST a JSON object"));
    const auto done = m_exchange.act(request.path.sliced(9), body.object());
    if (!done)
        return problem(400, done.error().detail);
    if (request.path == "/sandbox/instrument")
        if (const auto category = categoryFromName(body[u"category"].toString()))
            if (const auto changed = instrumentFromRow(*category, *done))
                Q_EMIT instrumentChanged((*changed)->id(), (*changed)->filters());
    return json(200, *done);
}

/// POST {"kind": "expired"}: the key is of that kind from now on.
HttpReply Router::key(const InboundRequest &request)
{
    const auto kind = keyKindFromName(QJsonDocument::fromJson(request.body)[u"kind"].toString());
    if (request.method != "POST" || !kind)
        return problem(request.method == "POST" ? 400 : 405, QStringLiteral("POST {\"kind\": one of %1}").arg(keyKindNames()));
    m_exchange.setKeyKind(*kind);
    Q_EMIT keyChanged();
    return json(200, {{QStringLiteral("kind"), toName(*kind)}});
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
    return json(200, {{QStringLiteral("faults"), m_faults.current().toString()}, {QStringLiteral("faultHits"), m_faults.hits()}});
}

} // namespace bw
