// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitrest.h"

#include "core/bybit/bybitlog.h"
#include "core/bybit/errorcatalogue.h"
#include "core/bybit/maskedtext.h"
#include "core/net/json.h"

#include <QMetaObject>
#include <QPointer>

#include <limits>

namespace bw {
namespace {

/// Orders answer within this or are unknown; a trader waits no longer for a first word.
constexpr std::chrono::milliseconds kCommandDeadline{10'000};
constexpr std::chrono::milliseconds kReadDeadline{10'000};
constexpr qint64 kCommandBytes = 1024 * 1024;

Error notSent(ErrorFamily family, Retry retry, const QString &detail)
{
    return {.family = family, .retry = retry, .certainty = Certainty::NotSent, .venueCode = 0, .detail = detail};
}

/// "order/create" of "/v5/order/create".
QString endpointOf(const QString &path)
{
    return path.startsWith(u"/v5/") ? path.mid(4) : path;
}

Error resting()
{
    return notSent(ErrorFamily::RateLimit, Retry::Later, QStringLiteral("resting after HTTP 403"));
}

QUrl withPath(QUrl base, const QString &path)
{
    base.setPath(base.path() + path);
    return base;
}

HttpRequest readOf(const QUrl &base, const QString &path, const RestQuery &query)
{
    HttpRequest request;
    request.url = withPath(base, path);
    if (!query.text().isEmpty())
        request.url.setQuery(QString::fromLatin1(query.text()), QUrl::StrictMode);
    request.deadline = kReadDeadline;
    request.id = endpointOf(path);
    return request;
}

/// Later, as every other answer: a callback never runs inside the call that asked.
void answerLater(QObject *context, BybitCommandCallback done, const Error &error)
{
    QMetaObject::invokeMethod(context, [done = std::move(done), error] { done(fail(error), {}); }, Qt::QueuedConnection);
}

/// A read has no timeline.
BybitCommandCallback withoutText(BybitCallback done)
{
    return [done = std::move(done)](const Result<BybitReply> &reply, const QString &) { done(reply); };
}

} // namespace

BybitRest::BybitRest(QUrl base, Clients clients, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_base(std::move(base))
    , m_clients(clients)
    , m_clock(clock)
{
}

void BybitRest::setCredentials(BybitCredentialsPtr credentials)
{
    m_credentials = std::move(credentials);
    m_refusal.reset();
}

void BybitRest::refuseKey(const Error &error)
{
    if (m_refusal)
        return;
    m_refusal = error;
    m_exitsLeft = kLastExits;
    m_refusal->certainty = Certainty::NotSent; // what is answered from here did not leave
    m_refusal->retry = Retry::Never;
    qCWarning(lcBybit) << "the key is refused with" << error.venueCode << "and used for exits alone from now on";
    Q_EMIT keyRefused(error);
}

/// An answer to a request of another key says nothing of this one. A command may be refused for what it asks; only a read, which every
/// key may do, shows that signature, right or region fail for good.
void BybitRest::noteRefusal(const Error &error, bool isOrder, const BybitCredentialsPtr &signedBy)
{
    if (!signedBy || signedBy != m_credentials)
        return;
    if (error.venueCode == 10005)
        Q_EMIT permissionMissing();
    else if (isKeyRefusal(error.venueCode) && (!isOrder || (error.venueCode != 10004 && error.venueCode != 10009)))
        refuseKey(error);
}

void BybitRest::get(const QString &path, const RestQuery &query, QObject *context, BybitCallback done)
{
    HttpRequest request = readOf(m_base, path, query);
    if (isBanned())
        return answerLater(context, withoutText(std::move(done)), resting());
    send(m_clients.reads, std::move(request), nullptr, context, withoutText(std::move(done)));
}

void BybitRest::getSigned(const QString &path, const RestQuery &query, QObject *context, BybitCallback done)
{
    HttpRequest request = readOf(m_base, path, query);
    if (isBanned())
        return answerLater(context, withoutText(std::move(done)), resting());
    if (m_refusal)
        return answerLater(context, withoutText(std::move(done)), *m_refusal);
    // FullyEncoded is what Qt puts on the wire, blanks and foreign letters included.
    if (const auto ok = sign(request, request.url.query(QUrl::FullyEncoded).toLatin1()); !ok)
        return answerLater(context, withoutText(std::move(done)), ok.error());
    send(m_clients.reads, std::move(request), m_credentials, context, withoutText(std::move(done)));
}

void BybitRest::post(const QString &path, const QByteArray &body, Lane lane, QObject *context, BybitCommandCallback done)
{
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = withPath(m_base, path);
    request.headers.append(HttpHeader{"Content-Type", "application/json"});
    request.body = body;
    request.deadline = kCommandDeadline;
    request.byteLimit = kCommandBytes;
    request.isOnceOnly = true;
    request.id = endpointOf(path);
    if (lane == Lane::Entries && isBanned())
        return answerLater(context, std::move(done), resting());
    if (m_refusal && (lane == Lane::Entries || --m_exitsLeft < 0))
        return answerLater(context, std::move(done), *m_refusal);
    if (const auto ok = sign(request, body); !ok)
        return answerLater(context, std::move(done), ok.error());
    send(lane == Lane::Exits ? m_clients.exits : m_clients.entries, std::move(request), m_credentials, context, std::move(done));
}

Done BybitRest::sign(HttpRequest &request, QByteArrayView payload) const
{
    if (!m_credentials)
        return fail(notSent(ErrorFamily::Auth, Retry::Never, QStringLiteral("no key")));
    const auto time = m_timeSource ? m_timeSource() : std::nullopt;
    if (!time)
        return fail(notSent(ErrorFamily::Clock, Retry::AfterResync, QStringLiteral("the venue's clock is not known yet")));
    const auto signature = m_credentials->signer.sign(Signer::restPayload(toMs(*time), m_credentials->key, kRecvWindow.count(), payload));
    if (!signature)
        return fail(signature.error());
    request.headers.append(HttpHeader{"X-BAPI-API-KEY", m_credentials->key});
    request.headers.append(HttpHeader{"X-BAPI-TIMESTAMP", QByteArray::number(toMs(*time))});
    request.headers.append(HttpHeader{"X-BAPI-RECV-WINDOW", QByteArray::number(qint64(kRecvWindow.count()))});
    request.headers.append(HttpHeader{"X-BAPI-SIGN", *signature});
    return {};
}

bool BybitRest::isBanned() const
{
    return m_bannedUntil && m_clock.now() < *m_bannedUntil;
}

void BybitRest::send(HttpClient &client, HttpRequest request, BybitCredentialsPtr signedBy, QObject *context, BybitCommandCallback done)
{
    const bool isOrder = request.isOnceOnly;
    const QString endpoint = request.id;
    client.send(std::move(request), context, [this, self = QPointer(this), isOrder, endpoint, signedBy = std::move(signedBy), done = std::move(done)](const Result<HttpAnswer> &answer) {
        if (!self)
            return;
        const QByteArray key = signedBy ? signedBy->key : QByteArray();
        const auto reply = read(answer, isOrder, endpoint);
        if (!reply && answer)
            noteRefusal(reply.error(), isOrder, signedBy);
        if (self)
            done(reply, answer && isOrder ? maskedAnswer(answer->status, answer->body, key) : QString());
    });
}

/// Only retCode 0 in a readable envelope with status 200 is success. A refusal is certain only where the catalogue says so and no
/// gateway stands between: 429 and 5xx may come from in front of an exchange that went on.
Result<BybitReply> BybitRest::read(const Result<HttpAnswer> &answer, bool isOrder, const QString &endpoint)
{
    if (!answer)
        return fail(answer.error());
    noteBudget(*answer, endpoint);
    if (answer->status == 403) {
        m_bannedUntil = m_clock.now() + m_banLength;
        qCWarning(lcBybit) << "HTTP 403: too frequent, or not from this address; reads and entries rest";
        Q_EMIT banned(m_banLength);
    }
    const auto envelope = parseJsonObject(answer->body);
    const QJsonValue code = envelope ? envelope->value(QLatin1StringView("retCode")) : QJsonValue();
    const auto number = code.isDouble() ? integerOf(code) : std::nullopt;
    const bool isGateway = answer->status == 429 || answer->status >= 500;
    if (answer->status != 200 && (isGateway || !number || *number == 0))
        return fail(errorForHttp(answer->status, isOrder));
    if (!number || *number < std::numeric_limits<int>::min() || *number > std::numeric_limits<int>::max())
        return fail(protocolError(endpoint + QStringLiteral(": an answer without a readable envelope"),
                                  isOrder ? Certainty::Unknown : Certainty::NotSent));
    if (*number != 0) {
        if (*number == 10002)
            Q_EMIT clockRefused();
        Error error = errorFor(static_cast<int>(*number), envelope->value(QLatin1StringView("retMsg")).toString(), isOrder);
        qCWarning(lcBybit).noquote() << endpoint << "retCode" << error.venueCode << error.detail;
        return fail(std::move(error));
    }
    return BybitReply{.result = envelope->value(QLatin1StringView("result")).toObject(),
                      .time = fromMs(integerOf(envelope->value(QLatin1StringView("time"))).value_or(0)),
                      .sentAt = answer->sentAt, .receivedAt = answer->receivedAt};
}

void BybitRest::noteBudget(const HttpAnswer &answer, const QString &endpoint)
{
    bool hasLimit = false, hasRemaining = false;
    const int limit = answer.header("X-Bapi-Limit").toInt(&hasLimit);
    const int remaining = answer.header("X-Bapi-Limit-Status").toInt(&hasRemaining);
    if (hasLimit && hasRemaining)
        Q_EMIT budgetReported(endpoint, remaining, limit);
}

} // namespace bw
