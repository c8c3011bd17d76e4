// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/byterelay.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QUrl>

#include <chrono>
#include <functional>
#include <utility>

namespace bw {

/// Joins each connection to one of the sandbox's, byte for byte.
class ByteRelay::Server final : public QTcpServer {
public:
    Server(QUrl upstream, std::function<void(std::int64_t)> note) : m_upstream(std::move(upstream)), m_note(std::move(note))
    {
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (auto *client = nextPendingConnection())
                join(client);
        });
    }

private:
    void join(QTcpSocket *client)
    {
        auto *venue = new QTcpSocket(client);
        venue->connectToHost(m_upstream.host(), static_cast<quint16>(m_upstream.port()));
        for (auto *socket : {client, venue})
            socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
        connect(client, &QTcpSocket::readyRead, venue, [this, client, venue] {
            const auto now = std::chrono::steady_clock::now().time_since_epoch();
            const QByteArray bytes = client->readAll();
            if (bytes.startsWith("POST /v5/order/create")) // one request at a time: each begins with a chunk
                m_note(std::chrono::duration_cast<std::chrono::nanoseconds>(now).count());
            venue->write(bytes);
        });
        connect(venue, &QTcpSocket::readyRead, client, [client, venue] { client->write(venue->readAll()); });
        connect(venue, &QTcpSocket::disconnected, client, &QTcpSocket::disconnectFromHost);
        connect(client, &QTcpSocket::disconnected, client, &QObject::deleteLater);
    }

    const QUrl m_upstream;
    const std::function<void(std::int64_t)> m_note;
};

ByteRelay::ByteRelay(const QString &upstream) : m_server(new Server(QUrl(upstream), [this](std::int64_t at) { note(at); }))
{
    if (m_server->listen(QHostAddress::LocalHost))
        m_url = QStringLiteral("http://127.0.0.1:%1").arg(m_server->serverPort());
    m_server->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_server, &QObject::deleteLater);
    m_thread.start();
}

ByteRelay::~ByteRelay()
{
    m_thread.quit();
    m_thread.wait();
}

void ByteRelay::note(std::int64_t at)
{
    const QMutexLocker lock(&m_lock);
    m_arrivals.push_back(at);
}

std::vector<std::int64_t> ByteRelay::takeArrivals()
{
    const QMutexLocker lock(&m_lock);
    return std::exchange(m_arrivals, {});
}

} // namespace bw
