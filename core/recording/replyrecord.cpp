// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/replyrecord.h"

#include "core/recording/mask.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QUrlQuery>

#include <array>

namespace bw {

namespace {

using L = QLatin1StringView;

/// What codecs read of an answer's head; everything else stays out of the file.
constexpr std::array kKeptHeaders{"X-Bapi-Limit", "X-Bapi-Limit-Status", "Retry-After", "Retry-After-Ms", "X-Should-Retry",
                                  "X-Bellwether-Analyst", "Content-Type"};
constexpr std::array kTimes{L("start"), L("end"), L("startTime"), L("endTime"), L("timestamp"), L("recvWindow")};
constexpr qint64 kLongestTripNs = 600'000'000'000;

QJsonObject errorJson(const Error &error)
{
    return {{QStringLiteral("family"), static_cast<int>(error.family)}, {QStringLiteral("retry"), static_cast<int>(error.retry)},
            {QStringLiteral("certainty"), static_cast<int>(error.certainty)}, {QStringLiteral("code"), error.venueCode},
            {QStringLiteral("detail"), error.detail.left(300)}};
}

/// A value of an enum that ends with `last`, else its first.
template <class Enum>
Enum enumFrom(const QJsonValue &value, Enum last)
{
    const int number = value.toInt(0);
    return number >= 0 && number <= static_cast<int>(last) ? static_cast<Enum>(number) : static_cast<Enum>(0);
}

Error errorFrom(const QJsonObject &json)
{
    return {enumFrom(json.value(L("family")), ErrorFamily::Internal), enumFrom(json.value(L("retry")), Retry::AfterResync),
            enumFrom(json.value(L("certainty")), Certainty::Unknown), json.value(L("code")).toInt(), json.value(L("detail")).toString().left(300)};
}

HttpAnswer answerFrom(const QJsonObject &json, const QByteArray &body)
{
    HttpAnswer answer;
    answer.status = json.value(L("status")).toInt();
    const auto headers = json.value(L("headers")).toObject();
    for (auto at = headers.begin(); at != headers.end(); ++at)
        answer.headers.append({at.key().toLatin1(), at.value().toString().toLatin1()});
    answer.body = body;
    return answer;
}

bool isAboutKey(const QString &request)
{
    return request.contains(L("/user/"));
}

} // namespace

QString requestName(const HttpRequest &request)
{
    return (request.method == HttpRequest::Method::Get ? L("GET ") : L("POST ")) + streamName(request.url);
}

QString timelessName(const QString &requestName)
{
    const auto question = requestName.indexOf(u'?');
    if (question < 0)
        return requestName;
    QUrlQuery query(requestName.mid(question + 1));
    for (const L name : kTimes)
        query.removeAllQueryItems(name);
    return requestName.left(question + 1) + query.toString(QUrl::FullyEncoded);
}

QByteArray encodeReply(const HttpRequest &request, const Result<HttpAnswer> &outcome, ConnectionStatus::Reason reason)
{
    QJsonObject head{{QStringLiteral("request"), requestName(request)}, {QStringLiteral("reason"), static_cast<int>(reason)}};
    if (!outcome) {
        head.insert(QStringLiteral("error"), errorJson(outcome.error()));
        return QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n';
    }
    head.insert(QStringLiteral("status"), outcome->status);
    head.insert(QStringLiteral("tripNs"), static_cast<qint64>(outcome->roundTrip().count()));
    QJsonObject headers;
    for (const char *name : kKeptHeaders)
        if (const QByteArray value = outcome->header(name); !value.isEmpty())
            headers.insert(L(name), QString::fromLatin1(value.left(200)));
    head.insert(QStringLiteral("headers"), headers);
    return QJsonDocument(head).toJson(QJsonDocument::Compact) + '\n' + outcome->body;
}

QByteArray maskedReply(const QByteArray &encoded)
{
    const auto line = encoded.indexOf('\n');
    const auto name = QJsonDocument::fromJson(encoded.left(line)).object().value(L("request")).toString();
    return encoded.left(line + 1) + maskedBody(encoded.mid(line + 1), isAboutKey(name));
}

std::optional<ReplyRecord> decodeReply(const QByteArray &encoded)
{
    const auto line = encoded.indexOf('\n');
    const auto head = QJsonDocument::fromJson(encoded.left(line)).object();
    ReplyRecord reply;
    reply.request = head.value(L("request")).toString();
    if (line < 0 || reply.request.isEmpty())
        return std::nullopt;
    reply.reason = enumFrom(head.value(L("reason")), ConnectionStatus::Reason::Resumed);
    reply.trip = std::chrono::nanoseconds(std::clamp<qint64>(head.value(L("tripNs")).toInteger(), 0, kLongestTripNs));
    if (const auto error = head.value(L("error")); error.isObject())
        reply.outcome = fail(errorFrom(error.toObject()));
    else
        reply.outcome = answerFrom(head, encoded.mid(line + 1));
    return reply;
}

} // namespace bw
