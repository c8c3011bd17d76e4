// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qtwstransport.h"

#include "core/net/netlog.h"
#include "core/net/url.h"

#include <QAbstractSocket>
#include <QHostAddress>
#include <QRegularExpression>
#include <QSslError>
#include <QStringEncoder>

namespace bw {

using Reason = ConnectionStatus::Reason;

namespace {

/// What an HTTP answer instead of the upgrade means: a sign-in page of the network answers with a page, a redirect, or 407 and 511, which
/// say so; a venue or what stands before it with an error.
Reason reasonOfStatus(int status)
{
    if (status == 403)
        return Reason::Banned;
    return status < 400 || status == 407 || status == 511 ? Reason::Portal : Reason::Refused;
}

/// Qt gives the status of an answer that is no upgrade in its text alone, as "503 (its words)". No status at all is no HTTP.
Reason reasonOfAnswer(const QString &text)
{
    static const QRegularExpression status(QStringLiteral("\\b([1-5][0-9][0-9]) \\("));
    const auto found = status.match(text);
    return found.hasMatch() ? reasonOfStatus(found.capturedView(1).toInt()) : Reason::Portal;
}

Reason reasonOf(const QWebSocket &socket, bool wasOpen)
{
    switch (socket.error()) {
    case QAbstractSocket::HostNotFoundError: return Reason::Dns;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError: return Reason::Tls;
    case QAbstractSocket::SocketTimeoutError: return Reason::Timeout;
    case QAbstractSocket::ConnectionRefusedError:
    case QAbstractSocket::UnknownSocketError: // what Qt calls an answer that it did not expect
        if (!wasOpen && !socket.peerAddress().isNull()) // somebody was reached, and answered something
            return reasonOfAnswer(socket.errorString());
        return socket.error() == QAbstractSocket::ConnectionRefusedError ? Reason::Refused : Reason::Closed;
    default: return Reason::Closed;
    }
}

} // namespace

QtWsTransport::QtWsTransport(QObject *parent) : WsTransport(parent)
{
    m_socket.setMaxAllowedIncomingFrameSize(kMaxMessageBytes);
    m_socket.setMaxAllowedIncomingMessageSize(kMaxMessageBytes);
    connect(&m_socket, &QWebSocket::connected, this, [this] {
        m_isOpen = true;
        if (!m_isOver)
            Q_EMIT connected();
    });
    connect(&m_socket, &QWebSocket::textMessageReceived, this, &QtWsTransport::receive);
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [](const QByteArray &message) {
        qCWarning(lcNet) << "binary message of" << message.size() << "bytes dropped";
    });
    // Not ignored, so the handshake fails; the text is kept for the log.
    connect(&m_socket, &QWebSocket::sslErrors, this, [this](const QList<QSslError> &errors) {
        end(Reason::Tls, errors.isEmpty() ? QString() : errors.first().errorString());
    });
    // Queued: for a name that does not resolve, Qt 6.4 tells of the end first and of the error that explains it after.
    connect(&m_socket, &QWebSocket::disconnected, this, [this] {
        end(reasonOf(m_socket, m_isOpen), QStringLiteral("code %1").arg(m_socket.closeCode()));
    }, Qt::QueuedConnection);
    const auto onError = [this] {
        end(reasonOf(m_socket, m_isOpen), m_socket.errorString());
    };
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, onError);
#else
    connect(&m_socket, qOverload<QAbstractSocket::SocketError>(&QWebSocket::error), this, onError);
#endif
}

QtWsTransport::~QtWsTransport()
{
    m_isOver = true;
}

void QtWsTransport::open(const QUrl &url)
{
    if (!isPermittedUrl(url) || !url.scheme().startsWith(QLatin1StringView("ws"))) {
        QMetaObject::invokeMethod(this, [this] { end(Reason::Refused, QStringLiteral("address is neither wss nor ws to this machine")); },
                                  Qt::QueuedConnection);
        return;
    }
    m_socket.open(url);
}

void QtWsTransport::sendText(const QByteArray &text)
{
    if (!m_isOver && m_socket.isValid())
        m_socket.sendTextMessage(QString::fromUtf8(text));
}

void QtWsTransport::close()
{
    m_isOver = true;
    m_socket.close();
}

void QtWsTransport::abort()
{
    m_isOver = true;
    m_socket.abort();
}

WsTransportFactory QtWsTransport::factory()
{
    return [] { return std::make_unique<QtWsTransport>(); };
}

/// QWebSocket hands out UTF-16 only, and every reader wants the bytes: one pass into a buffer that is kept.
void QtWsTransport::receive(const QString &message)
{
    if (m_isOver)
        return;
    QStringEncoder encoder(QStringConverter::Utf8, QStringConverter::Flag::Stateless);
    m_buffer.resize(message.size() * 3); // the most that UTF-8 needs for a UTF-16 unit
    const char *end = encoder.appendToBuffer(m_buffer.data(), message);
    Q_EMIT textReceived(QByteArrayView(m_buffer.constData(), end));
}

void QtWsTransport::end(Reason reason, const QString &detail)
{
    if (m_isOver)
        return;
    m_isOver = true;
    if (m_isOpen)
        m_closeFrame = {static_cast<int>(m_socket.closeCode()), m_socket.closeReason().left(200)};
    Q_EMIT closed(reason, detail.left(200));
}

} // namespace bw
