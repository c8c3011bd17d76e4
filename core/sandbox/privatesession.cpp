// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/privatesession.h"

#include "core/sandbox/exchange.h"
#include "core/sandbox/faultinjector.h"

#include <QJsonDocument>
#include <QSet>
#include <QStringList>

#include <array>

namespace bw {
namespace {

bool isKnownTopic(const QByteArray &topic)
{
    const auto parts = topic.split('.');
    static constexpr std::array kWhole{"order", "execution", "position", "wallet", "greeks"};
    const bool isWhole = std::any_of(kWhole.begin(), kWhole.end(), [&](const char *name) { return parts.first() == name; });
    if (!isWhole || parts.size() == 1)
        return isWhole;
    return parts.size() == 2 && parts[0] != "wallet" && parts[0] != "greeks"
        && (parts[1] == "linear" || parts[1] == "inverse" || parts[1] == "option" || (parts[1] == "spot" && parts[0] != "position"));
}

} // namespace

PrivateSession::PrivateSession(QWebSocket *socket, Exchange &exchange, const Context &context, QObject *parent)
    : FaceSession(socket, context, parent), m_exchange(exchange)
{
    connect(&exchange, &Exchange::privateEvent, this, &PrivateSession::onEvent);
}

void PrivateSession::receivedGarbage()
{
    acknowledge({}, QStringLiteral("error:params error"));
}

void PrivateSession::received(const QJsonObject &message)
{
    const QString op = message.value(u"op").toString();
    if (op == u"ping") {
        send(QJsonObject{{QStringLiteral("req_id"), message.value(u"req_id").toString().left(64)},
                         {QStringLiteral("op"), QStringLiteral("pong")},
                         {QStringLiteral("args"), QJsonArray{QString::number(toMs(m_context.clock.utcNow()))}},
                         {QStringLiteral("conn_id"), connectionId()}});
    } else if (op == u"auth") {
        authenticate(message);
    } else if (op == u"subscribe" || op == u"unsubscribe") {
        changeSubscription(message, op == u"subscribe");
    } else {
        acknowledge(message, QStringLiteral("error:unsupported op"));
    }
}

void PrivateSession::authenticate(const QJsonObject &message)
{
    const QJsonArray args = message.value(u"args").toArray();
    const QByteArray key = args.at(0).toString().toUtf8();
    const qint64 expires = args.at(1).isString() ? args.at(1).toString().toLongLong() : args.at(1).toInteger();
    const int code = m_exchange.checkAuth(key, expires, args.at(2).toString().toUtf8());
    if (code == 0)
        m_key = key;
    acknowledge(message, code == 0 ? QString() : QStringLiteral("error:%1 %2").arg(code).arg(Exchange::text(code)));
}

void PrivateSession::changeSubscription(const QJsonObject &message, bool isSubscribe)
{
    QSet<QByteArray> topics;
    bool hasWhole = false;
    bool hasCategory = false;
    QString problem = m_key.isEmpty() ? QStringLiteral("error:request expired or not authorized") : QString();
    for (const QJsonValue &value : message.value(u"args").toArray()) {
        const QByteArray topic = value.toString().toUtf8();
        if (problem.isEmpty() && !isKnownTopic(topic))
            problem = QStringLiteral("error:handler not found,topic:%1").arg(value.toString().left(100));
        (topic.contains('.') ? hasCategory : hasWhole) = true;
        topics.insert(topic);
    }
    if (problem.isEmpty() && topics.isEmpty())
        problem = QStringLiteral("error:request args is empty");
    if (problem.isEmpty() && hasWhole && hasCategory && isSubscribe)
        problem = QStringLiteral("error:all-in-one and categorised topics can't be in one request");
    if (problem.isEmpty())
        for (const QByteArray &topic : std::as_const(topics)) {
            if (!isSubscribe)
                m_topics.remove(topic);
            else if (!m_topics.contains(topic))
                m_topics.insert(topic, m_context.clock.now());
        }
    acknowledge(message, problem);
}

void PrivateSession::acknowledge(const QJsonObject &message, const QString &error)
{
    send(QJsonObject{{QStringLiteral("success"), error.isEmpty()},
                     {QStringLiteral("ret_msg"), error},
                     {QStringLiteral("op"), message.value(u"op").toString().left(20)},
                     {QStringLiteral("req_id"), message.value(u"req_id").toString().left(64)},
                     {QStringLiteral("conn_id"), connectionId()}});
}

void PrivateSession::onEvent(const QByteArray &key, const QByteArray &topic, const QJsonArray &data)
{
    if (m_key.isEmpty() || key != m_key)
        return;
    if (m_topics.contains(topic))
        push(topic, data);
    for (const QByteArray &category : {QByteArray("linear"), QByteArray("inverse"), QByteArray("spot")}) {
        if (!m_topics.contains(topic + '.' + category))
            continue;
        QJsonArray rows;
        for (const QJsonValue &row : data)
            if (row.toObject().value(u"category").toString().toUtf8() == category)
                rows.append(row);
        if (!rows.isEmpty())
            push(topic + '.' + category, rows);
    }
}

void PrivateSession::push(const QByteArray &topic, const QJsonArray &data)
{
    FaultInjector &faults = m_context.faults;
    if (faults.isOn(faults.current().silenceTopic, topic, m_topics.value(topic)))
        return faults.hit(QStringLiteral("silence-topic"));
    const QJsonObject message{{QStringLiteral("id"), QStringLiteral("%1-%2").arg(connectionId()).arg(++m_pushes)},
                              {QStringLiteral("topic"), QString::fromUtf8(topic)},
                              {QStringLiteral("creationTime"), qint64{toMs(m_context.clock.utcNow())}},
                              {QStringLiteral("data"), data}};
    const QByteArray frame = QJsonDocument(message).toJson(QJsonDocument::Compact);
    const auto &twice = faults.current().topicTwice;
    const bool isTwice = twice && TopicFault{*twice, {}}.matches(topic);
    if (isTwice)
        faults.hit(QStringLiteral("topic-twice"));
    for (int n = 0; n < (isTwice ? 2 : 1); ++n) {
        if (const auto &late = faults.current().topicLate; late && late->matches(topic)) {
            faults.hit(QStringLiteral("topic-late"));
            sendLater(late->after, frame);
        } else {
            send(frame);
        }
    }
}

void PrivateSession::sendLater(std::chrono::milliseconds delay, const QByteArray &frame)
{
    m_late.emplace_back(nullptr, frame);
    m_late.back().first = m_context.scheduler.after(delay, [this] {
        const auto first = std::move(m_late.front()); // one delay for all: the first to come due is the first that came
        m_late.pop_front();
        send(first.second);
    });
}

bool PrivateSession::isBarred() const
{
    const FaultInjector &faults = m_context.faults;
    if (!faults.isWithin(faults.current().privateDown))
        return false;
    faults.hit(QStringLiteral("private-down"));
    return true;
}

} // namespace bw
