// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/sandbox/httpconnection.h"

#include <QHash>
#include <QPointer>
#include <QTcpServer>
#include <QWebSocketServer>

class QWebSocket;

namespace bw {

/// One port of 127.0.0.1 for HTTP and WebSockets: accepts, lets HttpConnection look at the first head, and gives upgrades to Qt's
/// WebSocket server. At most 500 connections at once. The sandbox's thread. Knows no route.
class Gateway final : public QObject {
    Q_OBJECT
public:
    Gateway(Scheduler &scheduler, const FaultInjector &faults, HttpConnection::Handler handler, QObject *parent);

    [[nodiscard]] Result<quint16> listen(quint16 port);

Q_SIGNALS:
    /// The receiver owns the web socket, which owns the line that it runs over.
    void socketOpened(QWebSocket *socket, QTcpSocket *line);

private:
    void onNewConnection();

    Scheduler &m_scheduler;
    const FaultInjector &m_faults;
    HttpConnection::Handler m_handler;
    QTcpServer m_tcp;
    QWebSocketServer m_webSockets;
    QHash<quint16, QPointer<QTcpSocket>> m_upgrading; ///< by the peer's port, while the handshake lasts
    int m_open = 0;
};

} // namespace bw
