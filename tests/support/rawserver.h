// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QHostAddress>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <functional>

namespace bw {

/// An HTTP server on 127.0.0.1 that does exactly what a test says, mistakes included: every request that arrived in full goes to the
/// handler, which writes what it likes to the socket, or nothing. Counts connections and requests as they really came.
class RawServer final {
public:
    struct Request {
        QByteArray line; ///< "POST /v5/order/create HTTP/1.1"
        QByteArray head; ///< the header lines as they came
        QByteArray body;
        [[nodiscard]] QByteArray header(const QByteArray &name) const
        {
            for (const QByteArray &each : head.split('\n'))
                if (const auto colon = each.indexOf(':'); colon > 0 && each.first(colon).compare(name, Qt::CaseInsensitive) == 0)
                    return each.sliced(colon + 1).trimmed();
            return {};
        }
    };
    using Handler = std::function<void(QTcpSocket &, const Request &)>;

    explicit RawServer(Handler handler = {}) : m_handler(std::move(handler))
    {
        QObject::connect(&m_server, &QTcpServer::newConnection, &m_server, [this] {
            while (QTcpSocket *socket = m_server.nextPendingConnection()) {
                ++connections;
                QObject::connect(socket, &QTcpSocket::readyRead, &m_server, [this, socket] { read(*socket); });
            }
        });
        m_server.listen(QHostAddress::LocalHost);
    }

    void setHandler(Handler handler) { m_handler = std::move(handler); }
    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    [[nodiscard]] QUrl url(const QString &path = QStringLiteral("/"), const QString &scheme = QStringLiteral("http")) const
    {
        return QUrl(QStringLiteral("%1://127.0.0.1:%2%3").arg(scheme).arg(port()).arg(path));
    }
    [[nodiscard]] int count(const QByteArray &method) const
    {
        int n = 0;
        for (const Request &each : requests)
            n += each.line.startsWith(method + ' ') ? 1 : 0;
        return n;
    }
    [[nodiscard]] QTcpServer &tcp() { return m_server; }

    /// A complete answer; `headers` are lines that each end in CRLF.
    [[nodiscard]] static QByteArray answer(int status, const QByteArray &body, const QByteArray &headers = {})
    {
        return "HTTP/1.1 " + QByteArray::number(status) + " Text\r\n" + headers + "Content-Length: " + QByteArray::number(body.size())
            + "\r\n\r\n" + body;
    }

    int connections = 0;
    QList<Request> requests;

private:
    void read(QTcpSocket &socket)
    {
        QByteArray &buffer = m_buffers[&socket];
        buffer += socket.readAll();
        for (;;) {
            const auto end = buffer.indexOf("\r\n\r\n");
            if (end < 0)
                return;
            const auto lineEnd = buffer.indexOf("\r\n");
            Request request{buffer.first(lineEnd), buffer.mid(lineEnd + 2, end - lineEnd - 2), {}};
            const qsizetype length = request.header("Content-Length").toLongLong();
            if (buffer.size() < end + 4 + length)
                return;
            request.body = buffer.mid(end + 4, length);
            buffer.remove(0, end + 4 + length);
            requests.append(request);
            if (m_handler)
                m_handler(socket, request);
        }
    }

    Handler m_handler;
    QTcpServer m_server;
    QHash<QTcpSocket *, QByteArray> m_buffers;
};

} // namespace bw
