// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/connectionstatus.h"

#include <QByteArrayView>
#include <QObject>
#include <QUrl>

#include <functional>
#include <memory>

namespace bw {

/// What the other side said when it closed; code 0 where it said nothing. The reason is hostile text.
struct WsClose {
    int code = 0;
    QString reason;
};

/// One WebSocket connection, used once: open, talk, close. Lives on its owner's thread. closed() comes at most once, also where the
/// connection was never made; after close() or abort() nothing is signalled. Never reconnects and knows no protocol above text messages.
class WsTransport : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;
    virtual void open(const QUrl &url) = 0;
    /// UTF-8. Dropped when not connected.
    virtual void sendText(const QByteArray &text) = 0;
    /// Politely, without waiting for the other side.
    virtual void close() = 0;
    /// At once.
    virtual void abort() = 0;
    /// Known from closed() on.
    [[nodiscard]] const WsClose &closeFrame() const { return m_closeFrame; }

Q_SIGNALS:
    void connected();
    /// UTF-8, valid during the call only.
    void textReceived(QByteArrayView text);
    /// `detail` is for the log, redacted.
    void closed(bw::ConnectionStatus::Reason reason, const QString &detail);

protected:
    WsClose m_closeFrame;
};

using WsTransportFactory = std::function<std::unique_ptr<WsTransport>()>;

} // namespace bw
