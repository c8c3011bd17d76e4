// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitprivatestream.h"

#include "core/bybit/bybitlog.h"
#include "core/bybit/errorcatalogue.h"
#include "core/net/json.h"

#include <QPointer>

namespace bw {
namespace {

/// Some clients take 1 s, which a skewed clock eats up; the venue only asks for a time in the future.
constexpr std::chrono::seconds kAuthLife{10};
constexpr qsizetype kMaxRows = 2000;

Error streamError(const QString &detail)
{
    return {.family = ErrorFamily::Protocol, .retry = Retry::AfterResync, .certainty = Certainty::Unknown, .venueCode = 0, .detail = detail};
}

} // namespace

BybitPrivateStream::BybitPrivateStream(QUrl url, const Parts &parts, const ServerTime &time, const AccountCodec &codec, QObject *parent)
    : QObject(parent)
    , m_url(std::move(url))
    , m_time(time)
    , m_codec(codec)
    , m_session({.stream = ConnectionStatus::Stream::Private}, *this, parts.transports, parts.clock, parts.scheduler, parts.connects, parts.random)
{
    connect(&m_session, &WsSession::statusChanged, this, &BybitPrivateStream::statusChanged);
    connect(&m_session, &WsSession::textReceived, this, &BybitPrivateStream::read);
    // Four topics, far below every limit of a connection.
    (void)m_session.subscribe({"order", "execution", "position", "wallet"});
}

void BybitPrivateStream::start(BybitCredentialsPtr credentials)
{
    m_credentials = std::move(credentials);
    m_session.start(m_url);
}

void BybitPrivateStream::stop()
{
    m_session.stop();
    m_credentials.reset();
}

QByteArray BybitPrivateStream::pingText()
{
    return pingFrame();
}

/// An empty signature, where one can't be made, is refused by the venue: an unauthenticated socket must never pass for a live one.
std::optional<QByteArray> BybitPrivateStream::authText()
{
    const auto now = m_time.now();
    if (!m_credentials || !now)
        return authFrame(QString(), 0, {});
    const qint64 expires = toMs(*now + kAuthLife);
    const auto signature = m_credentials->signer.sign(Signer::socketPayload(expires));
    return authFrame(QString::fromUtf8(m_credentials->key), expires, signature.value_or(QByteArray()));
}

QByteArray BybitPrivateStream::subscribeText(const QList<QByteArray> &topics)
{
    return topicsFrame("subscribe", "s" + QByteArray::number(++m_requests), topics);
}

QByteArray BybitPrivateStream::unsubscribeText(const QList<QByteArray> &topics)
{
    return topicsFrame("unsubscribe", "u" + QByteArray::number(++m_requests), topics);
}

void BybitPrivateStream::read(QByteArrayView text)
{
    const QByteArray frame = text.toByteArray();
    const auto parsed = parseJsonObject(frame);
    if (!parsed) {
        Q_EMIT errorRaised(streamError(QStringLiteral("a private frame that can't be read")));
        return;
    }
    const QString topic = parsed->value(QLatin1StringView("topic")).toString();
    if (topic.isEmpty())
        readControl(frame);
    else
        readRows(topic, *parsed);
}

void BybitPrivateStream::readControl(const QByteArray &text)
{
    const ControlFrame control = decodeControl(text);
    switch (control.kind) {
    case ControlFrame::Kind::Auth:
        if (control.isOk) {
            m_session.authAccepted();
        } else {
            const int code = control.code != 0 ? control.code : 10004; // a refusal without a number is about the signature
            Error error = errorFor(code, control.message, false);
            error.family = error.family == ErrorFamily::Clock ? ErrorFamily::Clock : ErrorFamily::Auth;
            const QPointer<BybitPrivateStream> self(this);
            Q_EMIT authRefused(error);
            if (self)
                m_session.authRefused();
        }
        break;
    case ControlFrame::Kind::Subscribe:
        if (!control.isOk) { // a socket without its topics must not pass for a live one
            const QPointer<BybitPrivateStream> self(this);
            Q_EMIT errorRaised(streamError(QStringLiteral("private subscription refused: ") + redactedVenueText(control.code, control.message)));
            if (self)
                m_session.authRefused();
        }
        break;
    case ControlFrame::Kind::None:
        Q_EMIT errorRaised(streamError(QStringLiteral("a private frame of unknown shape")));
        break;
    case ControlFrame::Kind::Pong:
    case ControlFrame::Kind::Unsubscribe:
    case ControlFrame::Kind::Other:
        break;
    }
}

void BybitPrivateStream::readRows(const QString &topic, const QJsonObject &frame)
{
    const QJsonArray rows = frame.value(QLatin1StringView("data")).toArray();
    if (!frame.value(QLatin1StringView("data")).isArray() || rows.size() > kMaxRows) {
        Q_EMIT errorRaised(streamError(QStringLiteral("private data that are no list")));
        return;
    }
    const UtcTime at = fromMs(integerOf(frame.value(QLatin1StringView("creationTime"))).value_or(0));
    const QPointer<BybitPrivateStream> self(this);
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        if (topic == u"order")
            deliver(m_codec.order(row), &BybitPrivateStream::orderReported);
        else if (topic == u"execution")
            deliver(m_codec.execution(row), &BybitPrivateStream::executionReported);
        else if (topic == u"position")
            deliver(m_codec.position(row), &BybitPrivateStream::positionReported);
        else if (topic == u"wallet")
            deliver(AccountCodec::wallet(row, at).map([](const Wallet &wallet) { return std::optional<Wallet>(wallet); }),
                    &BybitPrivateStream::walletReported);
        if (!self)
            return;
    }
}

template <class T, class Signal>
void BybitPrivateStream::deliver(const Result<std::optional<T>> &row, Signal signal)
{
    if (!row)
        Q_EMIT errorRaised(streamError(row.error().detail));
    else if (*row)
        Q_EMIT (this->*signal)(**row);
    else
        qCInfo(lcBybit) << "a private row of an instrument that is not known was dropped";
}

} // namespace bw
