// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/chatanswer.h"

#include "core/holysheep/servermessage.h"
#include "core/holysheep/sse.h"
#include "core/holysheep/waithint.h"
#include "core/net/json.h"

#include <QJsonArray>

#include <algorithm>

namespace bw {

namespace {

constexpr QLatin1StringView kDemo("offline-demo");

struct Kind {
    QString word;
    ErrorFamily family;
    bool mayRetry;
};

Kind kindOf(int status)
{
    switch (status) {
    case 401: return {QStringLiteral("auth"), ErrorFamily::Auth, false};
    case 402: return {QStringLiteral("balance"), ErrorFamily::Balance, false};
    case 403: return {QStringLiteral("forbidden"), ErrorFamily::Auth, false};
    case 404: return {QStringLiteral("not_found"), ErrorFamily::Input, false};
    case 413: return {QStringLiteral("too_large"), ErrorFamily::Input, false};
    case 429: return {QStringLiteral("rate_limit"), ErrorFamily::RateLimit, true};
    case 408: return {QStringLiteral("timeout"), ErrorFamily::Timeout, true};
    case 409: return {QStringLiteral("server"), ErrorFamily::Venue, true};
    default: break;
    }
    if (status >= 500)
        return {QStringLiteral("server"), ErrorFamily::Venue, true};
    return {QStringLiteral("bad_request"), ErrorFamily::Input, false};
}

bool saysAny(const ServerMessage &message, std::initializer_list<QStringView> words)
{
    const QString all = message.code + u' ' + message.type + u' ' + message.message;
    return std::any_of(words.begin(), words.end(), [&](QStringView word) { return all.contains(word, Qt::CaseInsensitive); });
}

/// Waiting does not fill an account: these words of a 429 (or of a 200) mean money, not pace.
bool isAboutMoney(const ServerMessage &message)
{
    return saysAny(message, {u"insufficient_quota", u"quota", u"balance", u"usage_limit_reached", u"cost_limit", u"billing", u"\u4f59\u989d",
                             u"\u989d\u5ea6", u"\u914d\u989d"});
}

/// The status that a complaint inside a 200 amounts to; 0 when nothing tells.
int innerStatus(const ServerMessage &message)
{
    if (message.status)
        return message.status;
    if (saysAny(message, {u"rate_limit", u"rate limit", u"rate_limited", u"too many requests", u"concurrency limit"}))
        return 429;
    if (saysAny(message, {u"invalid_api_key", u"invalid api key", u"authentication"}))
        return 401;
    if (saysAny(message, {u"overloaded", u"server_error", u"internal error"}))
        return 503;
    return 0;
}

ChatFailure failureOf(int status, const ServerMessage &message, const HttpAnswer &http, UtcTime now)
{
    Kind kind = status ? kindOf(status) : Kind{QStringLiteral("error_in_answer"), ErrorFamily::Analyst, false};
    if ((status == 429 || status == 0) && isAboutMoney(message))
        kind = {QStringLiteral("quota"), ErrorFamily::Balance, false};
    if (http.header("x-should-retry") == "false") // "true" is not believed: a wrong key or an empty account stays one
        kind.mayRetry = false;
    const QString detail = message.message.isEmpty() ? QStringLiteral("HTTP status %1").arg(http.status) : message.message;
    return {Error{kind.family, kind.mayRetry ? Retry::Later : Retry::Never, Certainty::NotSent, status ? status : http.status, detail.left(300)},
            kind.word, kind.mayRetry, waitHintOf(http, message, now)};
}

ChatFailure unusable(const QString &word, const QString &detail, int status)
{
    return {Error{ErrorFamily::Protocol, Retry::Never, Certainty::NotSent, status, detail}, word, false, std::nullopt};
}

/// A text, or a list of {type, text} parts; reasoning_content is never looked at.
QString contentOf(const QJsonValue &value)
{
    if (!value.isArray())
        return value.toString();
    QString text;
    for (const QJsonValue &part : value.toArray())
        text += part.isString() ? part.toString() : part.toObject().value(QLatin1StringView("text")).toString();
    return text;
}

std::optional<int> tokensIn(const QJsonObject &object, std::initializer_list<const char *> fields)
{
    for (const char *field : fields) {
        const std::optional<qint64> n = integerOf(object.value(QLatin1StringView(field)));
        if (n && *n >= 0 && *n <= 100'000'000)
            return static_cast<int>(*n);
    }
    return std::nullopt;
}

std::optional<ChatUsage> usageOf(const QJsonObject &usage)
{
    const auto prompt = tokensIn(usage, {"prompt_tokens", "input_tokens"});
    const auto completion = tokensIn(usage, {"completion_tokens", "output_tokens"});
    if (!prompt || !completion)
        return std::nullopt;
    auto cached = tokensIn(usage.value(QLatin1StringView("prompt_tokens_details")).toObject(), {"cached_tokens"});
    if (!cached)
        cached = tokensIn(usage, {"prompt_cache_hit_tokens"});
    return ChatUsage{*prompt, std::min(cached.value_or(0), *prompt), *completion};
}

/// What plain answers and chunks of a stream have in common.
void takeEnvelope(ChatAnswer &answer, const QJsonObject &body, const SecretBytes &key)
{
    if (const QString model = body.value(QLatin1StringView("model")).toString(); !model.isEmpty())
        answer.model = safeServerText(model, key).left(100);
    if (body.value(QLatin1StringView("usage")).isObject())
        if (const auto usage = usageOf(body.value(QLatin1StringView("usage")).toObject()))
            answer.usage = usage;
    answer.isDemo = answer.isDemo || answer.model == kDemo
        || body.value(QLatin1StringView("system_fingerprint")).toString().contains(kDemo);
}

void takeChoice(ChatAnswer &answer, const QJsonObject &choice, bool &isComplete)
{
    for (const char *field : {"delta", "message"})
        answer.content += contentOf(choice.value(QLatin1StringView(field)).toObject().value(QLatin1StringView("content")));
    const QString finish = choice.value(QLatin1StringView("finish_reason")).toString();
    if (!finish.isEmpty()) {
        answer.finishReason = finish.left(40);
        isComplete = true;
    }
}

ChatReading readStream(const HttpAnswer &http, UtcTime now, const SecretBytes &key)
{
    ChatAnswer answer;
    bool isComplete = false;
    bool isChat = false;
    for (const SseEvent &event : readSse(http.body.trimmed())) {
        if (event.data.trimmed() == "[DONE]") {
            isComplete = true;
            break;
        }
        const Result<QJsonObject> chunk = parseJsonObject(event.data);
        if (!chunk)
            return tl::unexpected(unusable(QStringLiteral("not_json"), QStringLiteral("a chunk of a stream is not JSON"), http.status));
        if (const auto complaint = findComplaint(*chunk, key); complaint || event.type == "error") {
            const ServerMessage message = complaint.value_or(readErrorBody(event.data, key));
            return tl::unexpected(failureOf(innerStatus(message), message, http, now));
        }
        takeEnvelope(answer, *chunk, key);
        const QString type = chunk->value(QLatin1StringView("type")).toString(); // the Responses form, which the relay also sends
        if (type == QLatin1StringView("response.output_text.delta"))
            answer.content += chunk->value(QLatin1StringView("delta")).toString();
        isComplete = isComplete || type == QLatin1StringView("response.completed");
        const QJsonArray choices = chunk->value(QLatin1StringView("choices")).toArray();
        isChat = isChat || !choices.isEmpty() || type.startsWith(QLatin1StringView("response."));
        if (!choices.isEmpty())
            takeChoice(answer, choices.at(0).toObject(), isComplete);
    }
    if (!isChat)
        return tl::unexpected(unusable(QStringLiteral("no_choices"), QStringLiteral("a stream without an answer"), http.status));
    if (!isComplete)
        answer.finishReason = QStringLiteral("length"); // cut: what stands may be half a number
    return answer;
}

ChatReading readPlain(const HttpAnswer &http, UtcTime now, const SecretBytes &key)
{
    const QByteArray text = http.body.trimmed(); // blank lines keep a waiting connection open
    if (text.isEmpty())
        return tl::unexpected(unusable(QStringLiteral("empty_body"), QStringLiteral("an empty answer"), http.status));
    if (looksLikeWebPage(text))
        return tl::unexpected(unusable(QStringLiteral("web_page"), QStringLiteral("a web page instead of an answer"), http.status));
    const Result<QJsonObject> body = parseJsonObject(text);
    if (!body)
        return tl::unexpected(unusable(QStringLiteral("not_json"), body.error().detail, http.status));
    if (const auto complaint = findComplaint(*body, key))
        return tl::unexpected(failureOf(innerStatus(*complaint), *complaint, http, now));
    const QJsonValue first = body->value(QLatin1StringView("choices")).toArray().at(0);
    if (!first.toObject().value(QLatin1StringView("message")).isObject())
        return tl::unexpected(unusable(QStringLiteral("no_choices"), QStringLiteral("an answer without a choice"), http.status));
    ChatAnswer answer;
    bool isComplete = false;
    takeEnvelope(answer, *body, key);
    takeChoice(answer, first.toObject(), isComplete);
    return answer;
}

} // namespace

ChatReading readChatAnswer(const HttpAnswer &http, UtcTime now, const SecretBytes &key)
{
    if (http.status < 200 || http.status >= 300)
        return tl::unexpected(failureOf(http.status, readErrorBody(http.body, key), http, now));
    ChatReading reading = looksLikeSse(http.body) ? readStream(http, now, key) : readPlain(http, now, key);
    if (reading && http.header("X-Bellwether-Analyst") == QByteArrayView(kDemo.data(), kDemo.size()))
        reading->isDemo = true;
    if (reading && reading->finishReason == QLatin1StringView("tool_calls"))
        reading->content.clear(); // we offered no tools
    return reading;
}

ChatFailure chatFailureOf(const Error &error)
{
    QString word = QStringLiteral("network");
    if (error.family == ErrorFamily::Timeout)
        word = QStringLiteral("timeout");
    else if (error.venueCode >= 300 && error.venueCode < 400)
        word = QStringLiteral("redirect");
    else if (error.family == ErrorFamily::Protocol)
        word = QStringLiteral("not_json");
    else if (error.family == ErrorFamily::Input)
        word = QStringLiteral("bad_request");
    return {error, word, error.retry == Retry::Later, std::nullopt};
}

} // namespace bw
