// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/net/wstransport.h"

#include <QByteArray>
#include <QWebSocket>

namespace bw {

/// WsTransport over QWebSocket, with limits on frame and message size. A bad certificate is a refusal, an HTTP answer instead of an
/// upgrade too; ws:// reaches loopback hosts only. Binary messages are dropped: nobody whom we speak to sends them.
class QtWsTransport final : public WsTransport {
    Q_OBJECT
public:
    /// A book of 500 levels is about 30 kB and an account's first answers stay below 1 MB; 4 MB leaves room and bounds memory.
    static constexpr quint64 kMaxMessageBytes = 4 * 1024 * 1024;

    explicit QtWsTransport(QObject *parent = nullptr);
    ~QtWsTransport() override;
    Q_DISABLE_COPY_MOVE(QtWsTransport)

    void open(const QUrl &url) override;
    void sendText(const QByteArray &text) override;
    void close() override;
    void abort() override;

    [[nodiscard]] static WsTransportFactory factory();

private:
    void receive(const QString &message);
    void end(ConnectionStatus::Reason reason, const QString &detail);

    QWebSocket m_socket;
    QByteArray m_buffer; ///< reused for every message
    bool m_isOpen = false; ///< once: only then does a close code mean anything
    bool m_isOver = false;
};

} // namespace bw
