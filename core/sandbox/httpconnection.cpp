// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/httpconnection.h"

#include "core/sandbox/faultinjector.h"

#include <QPointer>
#include <QTcpSocket>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr auto kIdle = 120s;                  // as long as usual proxies keep a silent connection
constexpr qint64 kReadBuffer = 256 * 1024;    // what a client may send ahead while its last request is being answered
constexpr qsizetype kMostRequestLine = 16 * 1024;

QByteArray reason(int status)
{
    switch (status) {
    case 200: return "OK";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 413: return "Content Too Large";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 501: return "Not Implemented";
    case 502: return "Bad Gateway";
    case 503: return "Service Unavailable";
    case 504: return "Gateway Timeout";
    case 505: return "HTTP Version Not Supported";
    default: return status < 400 ? "OK" : status < 500 ? "Client Error" : "Server Error";
    }
}

bool mayBeSocketPath(QByteArrayView line)
{
    return line.startsWith("GET /v5/public/") || line.startsWith("GET /v5/private") || line.startsWith("GET /v5/trade");
}

} // namespace

HttpConnection::HttpConnection(QTcpSocket *socket, Scheduler &scheduler, const FaultInjector &faults, Handler handler, QObject *parent)
    : QObject(parent), m_socket(socket), m_scheduler(scheduler), m_faults(faults), m_handler(std::move(handler))
{
    m_socket->setParent(this);
    m_socket->setReadBufferSize(kReadBuffer);
    m_socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_socket, &QTcpSocket::readyRead, this, &HttpConnection::onReadyRead);
    connect(m_socket, &QTcpSocket::disconnected, this, &QObject::deleteLater);
    waitIdle();
    if (m_socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &HttpConnection::onReadyRead, Qt::QueuedConnection);
}

void HttpConnection::waitIdle()
{
    m_idle = m_scheduler.after(kIdle, [this] { m_socket->abort(); });
}

void HttpConnection::onReadyRead()
{
    if (m_isSniffing && !sniff())
        return;
    if (!m_isBusy)
        serve();
}

bool HttpConnection::sniff()
{
    const QByteArray seen = m_socket->peek(HttpReader::kMostHead + 4);
    const qsizetype lineEnd = seen.indexOf("\r\n");
    if (lineEnd < 0 && seen.size() < kMostRequestLine)
        return false;
    if (lineEnd >= 0 && mayBeSocketPath(seen)) {
        const qsizetype end = seen.indexOf("\r\n\r\n");
        if (end < 0 && seen.size() < HttpReader::kMostHead)
            return false;
        HttpReader reader;
        InboundRequest request;
        reader.feed(QByteArrayView(seen).first(end < 0 ? seen.size() : end + 4));
        if (reader.next(request) == HttpReader::Outcome::Request && request.isUpgrade() && isLocalRequest(request)) {
            handOver();
            return false;
        }
    }
    m_isSniffing = false;
    return true;
}

void HttpConnection::handOver()
{
    QTcpSocket *socket = std::exchange(m_socket, nullptr);
    m_idle.reset();
    socket->disconnect(this);
    socket->setParent(nullptr);
    socket->setReadBufferSize(0);
    Q_EMIT upgradeRequested(socket);
    deleteLater();
}

void HttpConnection::serve()
{
    m_reader.feed(m_socket->readAll());
    InboundRequest request;
    switch (m_reader.next(request)) {
    case HttpReader::Outcome::NeedsMore:
        return;
    case HttpReader::Outcome::Bad:
        m_isBusy = true;
        write(false, {m_reader.status(), reason(m_reader.status()), {{"Content-Type", "text/plain"}}, false});
        return;
    case HttpReader::Outcome::Request:
        break;
    }
    m_isBusy = true;
    waitIdle();
    if (!isLocalRequest(request)) {
        answer(request, {403, "Only programs of this machine are served here.", {{"Content-Type", "text/plain"}}, false});
        return;
    }
    m_handler(request, [self = QPointer(this), request, id = m_served](const HttpReply &reply) {
        if (self && self->m_served == id)
            self->answer(request, reply);
    });
}

void HttpConnection::answer(const InboundRequest &request, const HttpReply &reply)
{
    ++m_served;
    const bool mayKeepAlive = request.mayKeepAlive;
    if (m_faults.current().delay.count() > 0)
        m_faults.hit(QStringLiteral("delay"));
    const auto delay = m_faults.current().delay + reply.later;
    if (delay.count() == 0)
        write(mayKeepAlive, reply);
    else
        m_later = m_scheduler.after(delay, [this, mayKeepAlive, reply] { write(mayKeepAlive, reply); });
}

void HttpConnection::write(bool mayKeepAlive, const HttpReply &reply)
{
    if (reply.isLost) {
        m_socket->abort();
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + ' ' + reason(reply.status) + "\r\n";
    bool hasType = false;
    for (const auto &[name, value] : reply.headers) {
        head += name + ": " + value + "\r\n";
        hasType = hasType || name.toLower() == "content-type";
    }
    if (!hasType)
        head += "Content-Type: application/json\r\n";
    head += "Content-Length: " + QByteArray::number(reply.body.size()) + "\r\nConnection: " + (mayKeepAlive ? "keep-alive" : "close") + "\r\n\r\n";
    m_socket->write(head + reply.body);
    if (reply.isTwice)
        m_socket->write(head + reply.body);
    if (!mayKeepAlive) {
        m_socket->disconnectFromHost();
        return;
    }
    m_isBusy = false;
    if (m_reader.buffered() > 0 || m_socket->bytesAvailable() > 0) // sent ahead; from the event loop, so that a long queue is no deep stack
        QMetaObject::invokeMethod(this, &HttpConnection::onReadyRead, Qt::QueuedConnection);
}

} // namespace bw
