// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/publicsession.h"

#include "core/sandbox/faultinjector.h"

#include <QJsonArray>

namespace bw {
namespace {

constexpr qsizetype kMostCharacters = 21'000;
constexpr qsizetype kMostSpotTopics = 10; // in one request

} // namespace

PublicSession::PublicSession(QWebSocket *socket, PublicHub &hub, const Context &context, QObject *parent)
    : FaceSession(socket, context, parent), m_hub(hub), m_frameFaults(context.faults, context.clock)
{
}

PublicSession::~PublicSession()
{
    m_hub.leave(this);
}

void PublicSession::deliver(const QByteArray &topic, const QByteArray &frame, FrameKind kind)
{
    for (const QByteArray &passed : m_frameFaults.pass(topic, frame, kind))
        send(passed);
}

void PublicSession::receivedGarbage()
{
    acknowledge({}, QStringLiteral("error:params error"));
}

QString PublicSession::problemOf(const QList<QByteArray> &topics, bool isSubscribe) const
{
    if (topics.isEmpty())
        return QStringLiteral("error:request args is empty");
    if (m_hub.category() == Category::Spot && topics.size() > kMostSpotTopics)
        return QStringLiteral("error:args size >10");
    const auto &refused = m_context.faults.current().refuseSubscribe;
    qsizetype characters = m_characters;
    for (const QByteArray &topic : topics) {
        const bool isRefused = isSubscribe && refused && TopicFault{*refused, {}}.matches(topic);
        if (isRefused)
            m_context.faults.hit(QStringLiteral("refuse-subscribe"));
        if (isRefused || (isSubscribe && !m_hub.knows(topic)))
            return QStringLiteral("error:handler not found,topic:%1").arg(QString::fromUtf8(topic.first(qMin<qsizetype>(topic.size(), 100))));
        if (!m_topics.contains(topic))
            characters += topic.size();
    }
    return isSubscribe && characters > kMostCharacters ? QStringLiteral("error:args length too long") : QString();
}

void PublicSession::received(const QJsonObject &message)
{
    const QString op = message.value(u"op").toString();
    if (op == u"ping") {
        acknowledge(message, {});
        return;
    }
    const bool isSubscribe = op == u"subscribe";
    if (!isSubscribe && op != u"unsubscribe") {
        acknowledge(message, QStringLiteral("error:unsupported op"));
        return;
    }
    QList<QByteArray> topics;
    for (const QJsonValue &topic : message.value(u"args").toArray())
        topics.append(topic.toString().toUtf8());
    const QString problem = problemOf(topics, isSubscribe); // one bad topic and none is taken
    acknowledge(message, problem);
    if (!problem.isEmpty())
        return;
    for (const QByteArray &topic : topics) {
        if (isSubscribe && !m_topics.contains(topic)) {
            m_topics.insert(topic);
            m_characters += topic.size();
            m_frameFaults.subscribed(topic);
            m_hub.subscribe(topic, this);
        } else if (!isSubscribe && m_topics.remove(topic)) {
            m_characters -= topic.size();
            m_hub.unsubscribe(topic, this);
            m_frameFaults.unsubscribed(topic);
        }
    }
}

void PublicSession::acknowledge(const QJsonObject &message, const QString &error)
{
    const QString op = message.value(u"op").toString().left(20);
    const QString text = op == u"ping" ? QStringLiteral("pong") : m_hub.category() == Category::Spot ? op : QString();
    send(QJsonObject{{QStringLiteral("success"), error.isEmpty()},
                     {QStringLiteral("ret_msg"), error.isEmpty() ? text : error},
                     {QStringLiteral("conn_id"), connectionId()},
                     {QStringLiteral("req_id"), message.value(u"req_id").toString().left(64)},
                     {QStringLiteral("op"), op}});
}

} // namespace bw
