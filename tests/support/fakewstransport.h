// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/wstransport.h"

#include <QList>
#include <QPointer>

namespace bw {

/// A connection whose other side is the test: accept() it, push() texts, drop() it, look at what was sent. Made by a FakeWsServer.
class FakeWsTransport final : public WsTransport {
public:
    void open(const QUrl &target) override { url = target; }
    void sendText(const QByteArray &text) override { sent.append(text); }
    void close() override { isEnded = true; }
    void abort() override { isEnded = true; }

    void accept() { Q_EMIT connected(); }
    void push(const QByteArray &text) { Q_EMIT textReceived(text); }
    void drop(ConnectionStatus::Reason reason = ConnectionStatus::Reason::Closed)
    {
        isEnded = true;
        Q_EMIT closed(reason, QStringLiteral("dropped by the test"));
    }

    /// The server says why it closes.
    void dropWith(int code, const QString &reason)
    {
        m_closeFrame = {code, reason};
        drop();
    }

    QUrl url;
    QList<QByteArray> sent;
    bool isEnded = false;
};

/// Hands out transports and remembers them in order; the session owns them, so an old one is null once it is gone.
class FakeWsServer final {
public:
    [[nodiscard]] WsTransportFactory factory()
    {
        return [this] {
            auto transport = std::make_unique<FakeWsTransport>();
            connections.append(transport.get());
            return transport;
        };
    }
    [[nodiscard]] int count() const { return static_cast<int>(connections.size()); }
    [[nodiscard]] FakeWsTransport *last() const { return connections.isEmpty() ? nullptr : connections.last().data(); }

    QList<QPointer<FakeWsTransport>> connections;
};

} // namespace bw
