// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpjob.h"

#include "core/net/netlog.h"
#include "core/net/onceonlydevice.h"
#include "core/net/url.h"

#include <QMetaEnum>
#include <QNetworkAccessManager>
#include <QNetworkRequest>
#include <QSslError>

namespace bw {

namespace {

/// Qt's own thread reads no further than this ahead of us, so that a busy engine bounds memory too.
constexpr qint64 kReadAhead = 256 * 1024;

QNetworkRequest plainRequest(const HttpRequest &request)
{
    QNetworkRequest out(request.url);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    for (const HttpHeader &header : request.headers)
        out.setRawHeader(header.name, header.value);
    out.setRawHeader("User-Agent", "Bellwether");
    out.setRawHeader("Accept-Encoding", "identity"); // the byte limit then counts what really comes, and nothing unpacks a bomb
    return out;
}

/// Qt's own text would quote the address and the server; its name for the error says enough.
QString errorName(QNetworkReply::NetworkError error)
{
    const char *name = QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(error);
    return name ? QString::fromLatin1(name) : QString::number(error);
}

/// A web page where data were asked for, or a status that says so, comes from a network that wants a sign-in first. A page with another
/// error is the server's own, or of what stands before it.
bool isPageOfTheNetwork(const HttpAnswer &answer)
{
    if (answer.status >= 400)
        return answer.status == 407 || answer.status == 511;
    return answer.header("Content-Type").trimmed().toLower().startsWith("text/html") || answer.body.trimmed().startsWith('<');
}

ConnectionStatus::Reason reasonOf(QNetworkReply::NetworkError error)
{
    switch (error) {
    case QNetworkReply::HostNotFoundError: return ConnectionStatus::Reason::Dns;
    case QNetworkReply::ConnectionRefusedError: return ConnectionStatus::Reason::Refused;
    case QNetworkReply::SslHandshakeFailedError: return ConnectionStatus::Reason::Tls;
    case QNetworkReply::TimeoutError: return ConnectionStatus::Reason::Timeout;
    default: return ConnectionStatus::Reason::Closed;
    }
}

} // namespace

HttpJob::HttpJob(HttpRequest request, QString label, const Clock &clock, QObject *context, HttpCallback done)
    : m_request(std::move(request)), m_label(std::move(label)), m_clock(clock), m_context(context), m_done(std::move(done))
{
    m_answer.sentAt = m_clock.now();
}

HttpJob::~HttpJob() = default;

QString HttpJob::objection() const
{
    if (!isPermittedUrl(m_request.url) || !m_request.url.scheme().startsWith(QLatin1StringView("http")))
        return QStringLiteral("address is neither https nor http to this machine");
    if (m_request.isOnceOnly && m_request.method != HttpRequest::Method::Post)
        return QStringLiteral("only a POST can be once-only");
    for (const HttpHeader &header : m_request.headers)
        if (header.name.isEmpty() || header.name.contains('\n') || header.value.contains('\n') || header.value.contains('\r'))
            return QStringLiteral("a header is not one line");
    return {};
}

void HttpJob::start(QNetworkAccessManager &manager, Scheduler &scheduler)
{
    if (const QString what = objection(); !what.isEmpty()) {
        QMetaObject::invokeMethod(this, [this, what] { failWith(ErrorFamily::Input, Retry::Never, what, Reason::None); },
                                  Qt::QueuedConnection);
        return;
    }
    QNetworkRequest request = plainRequest(m_request);
    if (m_request.method == HttpRequest::Method::Get) {
        m_reply = manager.get(request);
    } else if (m_request.body.isEmpty()) {
        m_reply = manager.post(request, QByteArray());
    } else {
        request.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        request.setHeader(QNetworkRequest::ContentLengthHeader, m_request.body.size());
        m_body = new OnceOnlyDevice(m_request.body);
        m_reply = manager.post(request, m_body);
        m_body->setParent(m_reply);
    }
    m_request.headers.clear(); // a key or signature needs no second copy here
    m_request.body.clear();
    m_reply->setReadBufferSize(kReadAhead);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpJob::readSome);
    connect(m_reply, &QNetworkReply::finished, this, &HttpJob::onReplyFinished);
    connect(m_reply, &QNetworkReply::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (!errors.isEmpty())
            m_tlsDetail = errors.first().errorString();
    });
    m_deadline = scheduler.after(m_request.deadline, [this] {
        failWith(ErrorFamily::Timeout, Retry::Later, QStringLiteral("total deadline of %1 ms").arg(m_request.deadline.count()), Reason::Timeout);
    });
}

void HttpJob::cancel()
{
    failWith(ErrorFamily::Network, Retry::Never, QStringLiteral("cancelled"), Reason::None);
}

void HttpJob::readSome()
{
    if (m_isOver)
        return;
    m_answer.body += m_reply->read(m_request.byteLimit + 1 - m_answer.body.size());
    if (m_answer.body.size() > m_request.byteLimit)
        failWith(ErrorFamily::Protocol, Retry::Never, QStringLiteral("answer over %1 bytes").arg(m_request.byteLimit), Reason::None);
}

/// A status of 400 or more is an error to Qt and an answer to us; a connection that ended early is the reverse.
bool HttpJob::isAnswered() const
{
    const auto error = m_reply->error();
    if (error == QNetworkReply::NoError)
        return m_answer.status > 0;
    const bool isStatusError = (error >= QNetworkReply::ContentAccessDenied && error <= QNetworkReply::UnknownContentError)
        || (error >= QNetworkReply::InternalServerError && error <= QNetworkReply::UnknownServerError)
        || error == QNetworkReply::ProtocolInvalidOperationError     // what Qt makes of 400 and 418
        || error == QNetworkReply::ProxyAuthenticationRequiredError; // of 407, whoever sent it
    return m_answer.status >= 400 && isStatusError && error != QNetworkReply::ContentReSendError;
}

void HttpJob::onReplyFinished()
{
    readSome();
    if (m_isOver)
        return;
    m_answer.receivedAt = m_clock.now();
    m_answer.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : m_reply->rawHeaderPairs())
        m_answer.headers.append({name, value});
    if (m_answer.status >= 300 && m_answer.status < 400) // Qt may add an error of its own, since it could not repeat the body
        failWith(ErrorFamily::Protocol, Retry::Never, QStringLiteral("redirect %1 not followed").arg(m_answer.status), Reason::Portal);
    else if (isAnswered())
        finishAnswered();
    else
        finishUnanswered();
}

void HttpJob::finishAnswered()
{
    bool isNumber = false;
    const qint64 announced = m_answer.header("Content-Length").toLongLong(&isNumber);
    if (isNumber && announced != m_answer.body.size())
        return failWith(ErrorFamily::Network, Retry::Later, QStringLiteral("answer cut short"), Reason::Closed);
    const QByteArray encoding = m_answer.header("Content-Encoding");
    if (!encoding.isEmpty() && encoding.compare("identity", Qt::CaseInsensitive) != 0)
        return failWith(ErrorFamily::Protocol, Retry::Never, QStringLiteral("answer compressed unasked"), Reason::None);
    const Reason reason = isPageOfTheNetwork(m_answer) ? Reason::Portal : Reason::None;
    finish(std::move(m_answer), reason);
}

void HttpJob::finishUnanswered()
{
    const auto error = m_reply->error();
    QString what = errorName(error);
    if (!m_tlsDetail.isEmpty())
        what += QStringLiteral(" (%1)").arg(m_tlsDetail);
    const bool isProtocol = error == QNetworkReply::NoError || error == QNetworkReply::ProtocolFailure
        || error == QNetworkReply::ProtocolInvalidOperationError || error == QNetworkReply::ProtocolUnknownError;
    const bool mayRetry = !isProtocol && error != QNetworkReply::SslHandshakeFailedError && !m_request.isOnceOnly;
    failWith(isProtocol ? ErrorFamily::Protocol : ErrorFamily::Network, mayRetry ? Retry::Later : Retry::Never, what, reasonOf(error));
}

/// Sealing first makes the answer final: what is untouched now stays untouched.
Certainty HttpJob::certainty() const
{
    if (!m_request.isOnceOnly)
        return Certainty::NotSent; // a read has no effect to be unsure of
    if (!m_reply)
        return Certainty::NotSent; // never started
    if (!m_body)
        return m_reply->error() == QNetworkReply::HostNotFoundError ? Certainty::NotSent : Certainty::Unknown;
    m_body->seal();
    return m_body->isUntouched() ? Certainty::NotSent : Certainty::Unknown;
}

void HttpJob::failWith(ErrorFamily family, Retry retry, const QString &what, Reason reason)
{
    if (m_isOver)
        return;
    Error error{family, m_request.isOnceOnly ? Retry::Never : retry, certainty(), m_answer.status,
                (m_label + QStringLiteral(": ") + what).left(300)};
    finish(fail(std::move(error)), reason);
}

void HttpJob::finish(const Result<HttpAnswer> &outcome, Reason reason)
{
    if (m_isOver)
        return;
    m_isOver = true;
    m_deadline.reset();
    if (m_reply) {
        m_reply->disconnect(this);
        m_reply->abort();
        m_reply->deleteLater();
    }
    const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(m_clock.now() - m_answer.sentAt).count();
    if (outcome)
        qCInfo(lcNet).noquote() << m_label << "status" << outcome->status << "bytes" << outcome->body.size() << "ms" << took;
    else
        qCWarning(lcNet).noquote() << outcome.error().detail << toName(outcome.error().certainty) << "ms" << took;
    Q_EMIT finished(this, reason);
    const HttpCallback done = std::exchange(m_done, {});
    if (m_context && done)
        done(outcome);
}

} // namespace bw
