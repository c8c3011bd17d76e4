// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/gateway.h"

#include <QTcpSocket>
#include <QWebSocket>

namespace bw {
namespace {

constexpr int kMostConnections = 500;

} // namespace

Gateway::Gateway(Scheduler &scheduler, const FaultInjector &faults, HttpConnection::Handler handler, QObject *parent)
    : QObject(parent), m_scheduler(scheduler), m_faults(faults), m_handler(std::move(handler)),
      m_webSockets(QStringLiteral("bellwether-sandbox"), QWebSocketServer::NonSecureMode)
{
    m_tcp.setMaxPendingConnections(kMostConnections);
    m_webSockets.setMaxPendingConnections(kMostConnections);
    connect(&m_tcp, &QTcpServer::newConnection, this, &Gateway::onNewConnection);
    connect(&m_webSockets, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket *socket = m_webSockets.nextPendingConnection()) {
            QTcpSocket *line = m_upgrading.take(socket->peerPort());
            if (line)
                line->setParent(socket); // Qt's server leaves that to whoever gave it the line
            Q_EMIT socketOpened(socket, line);
        }
    });
}

Result<quint16> Gateway::listen(quint16 port)
{
    if (!m_tcp.listen(QHostAddress::LocalHost, port))
        return fail(Error{ErrorFamily::Network, Retry::Never, Certainty::NotSent, 0,
                          QStringLiteral("can't listen on 127.0.0.1:%1: %2").arg(port).arg(m_tcp.errorString())});
    return m_tcp.serverPort();
}

void Gateway::onNewConnection()
{
    while (QTcpSocket *socket = m_tcp.nextPendingConnection()) {
        if (m_open >= kMostConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_open;
        connect(socket, &QObject::destroyed, this, [this] { --m_open; });
        auto *connection = new HttpConnection(socket, m_scheduler, m_faults, m_handler, this);
        connect(connection, &HttpConnection::upgradeRequested, this, [this](QTcpSocket *upgraded) {
            m_upgrading.removeIf([](const auto &entry) { return entry.value().isNull(); }); // whose handshakes failed
            m_upgrading.insert(upgraded->peerPort(), upgraded);
            upgraded->setParent(this); // until its web socket has it
            m_webSockets.handleConnection(upgraded);
        });
    }
}

} // namespace bw
