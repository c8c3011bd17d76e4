// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/chatface.h"

#include "core/base/secretbytes.h"
#include "core/sandbox/faultinjector.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr auto kThinks = 300ms; // about what a fast model needs to its answer; the demonstration should not feel magical
const QLatin1StringView kModel("offline-demo");
constexpr qsizetype kMostThinking = 200;

HttpReply labelled(int status, const QByteArray &body, const QByteArray &type = "application/json")
{
    return {status, body, {{"Content-Type", type}, {"X-Bellwether-Analyst", "offline-demo"}}, false};
}

HttpReply error(int status, const QString &type, const QString &code, const QString &message)
{
    const QJsonObject inner{{QStringLiteral("message"), message}, {QStringLiteral("type"), type},
                            {QStringLiteral("param"), QJsonValue()}, {QStringLiteral("code"), code}};
    HttpReply reply = labelled(status, QJsonDocument(QJsonObject{{QStringLiteral("error"), inner}}).toJson(QJsonDocument::Compact));
    if (status == 429)
        reply.headers.emplace_back("Retry-After", "1");
    return reply;
}

/// Content is a text, or a list of parts of which the text ones count.
QString contentOf(const QJsonValue &content)
{
    if (content.isString())
        return content.toString();
    QString text;
    for (const QJsonValue &part : content.toArray())
        text += part[u"text"].toString() + u'\n';
    return text;
}

/// Nobody's tokens: about four characters each, as a rule of thumb for English.
int tokens(qsizetype characters)
{
    return static_cast<int>(characters / 4 + 1);
}

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

ChatFace::ChatFace(const Clock &clock, Scheduler &scheduler, FaultInjector &faults, QByteArray key, QObject *parent)
    : QObject(parent), m_clock(clock), m_scheduler(scheduler), m_faults(faults), m_key(std::move(key))
{
}

ChatFace::~ChatFace() = default;

void ChatFace::handle(const InboundRequest &request, const HttpConnection::Answer &answer)
{
    const HttpReply answered = reply(request);
    const bool isThought = request.method == "POST" && answered.status == 200;
    answerLater((isThought ? kThinks : 0ms) + m_faults.current().aiDelay, answered, answer);
}

void ChatFace::answerLater(std::chrono::milliseconds wait, HttpReply reply, HttpConnection::Answer answer)
{
    m_thinking.remove_if([](const Scheduler::Handle &timer) { return !timer->isActive(); });
    if (wait.count() == 0 || m_thinking.size() >= kMostThinking) {
        answer(reply);
        return;
    }
    m_thinking.push_back(m_scheduler.after(wait, [reply = std::move(reply), answer = std::move(answer)] { answer(reply); }));
}

bool ChatFace::isOverLimit()
{
    const auto limit = m_faults.current().limit;
    if (!limit)
        return false;
    if (!m_limiter || m_limit != *limit) {
        m_limit = *limit;
        m_limiter.emplace(m_clock, m_limit, m_limit);
    }
    return !m_limiter->tryTake();
}

HttpReply ChatFace::reply(const InboundRequest &request)
{
    // Compared without a shortcut: the time of an answer tells nothing of the key.
    if (!SecretBytes(request.headers.value("authorization")).equals(SecretBytes(QByteArrayView("Bearer " + m_key))))
        return error(401, QStringLiteral("invalid_request_error"), QStringLiteral("invalid_api_key"), QStringLiteral("Incorrect API key provided."));
    const Faults &faults = m_faults.current();
    if (faults.aiDelay.count() > 0)
        m_faults.hit(QStringLiteral("ai-delay"));
    if (isOverLimit())
        return error(429, QStringLiteral("rate_limit_error"), QStringLiteral("rate_limit_exceeded"), QStringLiteral("Rate limit reached."));
    if (m_faults.happens(faults.aiError)) {
        m_faults.hit(QStringLiteral("ai-error"));
        return error(faults.aiStatus, QStringLiteral("server_error"), QStringLiteral("sandbox_fault"), QStringLiteral("The sandbox was told to fail."));
    }
    if (request.method == "GET" && request.path == "/holysheep/v1/models")
        return models();
    if (request.method == "POST" && request.path == "/holysheep/v1/chat/completions")
        return complete(request.body);
    return error(404, QStringLiteral("invalid_request_error"), QStringLiteral("not_found"), QStringLiteral("There is no such route."));
}

HttpReply ChatFace::models() const
{
    const QJsonObject model{{QStringLiteral("id"), kModel}, {QStringLiteral("object"), QStringLiteral("model")},
                            {QStringLiteral("created"), 1'700'000'000}, {QStringLiteral("owned_by"), QStringLiteral("bellwether-sandbox")}};
    return labelled(200, compact({{QStringLiteral("object"), QStringLiteral("list")}, {QStringLiteral("data"), QJsonArray{model}}}));
}

HttpReply ChatFace::complete(const QByteArray &body)
{
    const auto document = QJsonDocument::fromJson(body);
    const QJsonArray messages = document[u"messages"].toArray();
    if (!document.isObject() || messages.isEmpty())
        return error(400, QStringLiteral("invalid_request_error"), QStringLiteral("invalid_body"), QStringLiteral("The body needs messages."));
    qsizetype asked = 0;
    QString prompt; // the last word of the user is the question
    for (const QJsonValue &message : messages) {
        asked += contentOf(message[u"content"]).size();
        if (message[u"role"].toString() == u"user")
            prompt = contentOf(message[u"content"]);
    }
    const QString content = QString::fromUtf8(compact(m_analyst.answer(prompt)));
    const int promptTokens = tokens(asked);
    const int ownTokens = tokens(content.size());
    const QJsonObject usage{{QStringLiteral("prompt_tokens"), promptTokens}, {QStringLiteral("completion_tokens"), ownTokens},
                            {QStringLiteral("total_tokens"), promptTokens + ownTokens}};
    QJsonObject head{{QStringLiteral("id"), QStringLiteral("chatcmpl-offline-%1").arg(++m_answers)},
                     {QStringLiteral("created"), qint64{toMs(m_clock.utcNow()) / 1000}}, {QStringLiteral("model"), kModel}};
    const auto choice = [&content](const QString &name, const QJsonValue &finish) {
        const QJsonObject said{{QStringLiteral("role"), QStringLiteral("assistant")}, {QStringLiteral("content"), content}};
        return QJsonArray{QJsonObject{{QStringLiteral("index"), 0}, {name, said}, {QStringLiteral("finish_reason"), finish}}};
    };
    head.insert(QStringLiteral("usage"), usage);
    if (!document[u"stream"].toBool()) {
        head.insert(QStringLiteral("object"), QStringLiteral("chat.completion"));
        head.insert(QStringLiteral("choices"), choice(QStringLiteral("message"), QStringLiteral("stop")));
        return labelled(200, compact(head));
    }
    head.insert(QStringLiteral("object"), QStringLiteral("chat.completion.chunk"));
    head.insert(QStringLiteral("choices"), choice(QStringLiteral("delta"), QStringLiteral("stop")));
    return labelled(200, "data: " + compact(head) + "\n\ndata: [DONE]\n\n", "text/event-stream");
}

} // namespace bw
