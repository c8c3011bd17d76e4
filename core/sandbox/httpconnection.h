// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/sandbox/httpreader.h"

#include <QList>
#include <QObject>

class QTcpSocket;

namespace bw {

class FaultInjector;

struct HttpReply {
    int status = 200;
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
    bool isLost = false; ///< the connection closes without an answer
    bool isTwice = false;
    std::chrono::milliseconds later{0}; ///< before it goes out, besides the delay of all answers
};

/// One TCP connection from its first byte: looks without taking at the first head, hands a WebSocket upgrade on untouched, and serves
/// everything else as HTTP/1.1, one request after the other. The sandbox's thread; deletes itself when the socket goes. Knows no route.
class HttpConnection final : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(const HttpReply &)>; ///< call once, now or later; harmless after the connection went
    using Handler = std::function<void(const InboundRequest &, const Answer &)>;

    HttpConnection(QTcpSocket *socket, Scheduler &scheduler, const FaultInjector &faults, Handler handler, QObject *parent);

Q_SIGNALS:
    /// The socket has no parent and nothing of it was read; the receiver owns it.
    void upgradeRequested(QTcpSocket *socket);

private:
    void onReadyRead();
    bool sniff(); ///< false while undecided, or after the socket was handed on
    void handOver();
    void serve();
    void answer(const InboundRequest &request, const HttpReply &reply);
    void write(bool mayKeepAlive, const HttpReply &reply);
    void waitIdle();

    QTcpSocket *m_socket;
    Scheduler &m_scheduler;
    const FaultInjector &m_faults;
    Handler m_handler;
    HttpReader m_reader;
    Scheduler::Handle m_later; ///< a delayed answer
    Scheduler::Handle m_idle;
    std::uint64_t m_served = 0; ///< tells an answer whether it is still awaited
    bool m_isSniffing = true;
    bool m_isBusy = false;
};

} // namespace bw
