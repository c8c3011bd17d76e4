// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/sandboxserver.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>
#include <QWebSocket>

namespace bw {

// Clients by hand for tests of the sandbox over its sockets: nothing is repaired on the way, and nothing is shared with the terminal's own.

/// A client by hand: raw HTTP over TCP, so that nothing is repaired on the way.
struct RawHttp {
    QTcpSocket socket;
    QByteArray got;

    explicit RawHttp(const SandboxEndpoints &endpoints)
    {
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { got += socket.readAll(); });
        socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(QUrl(endpoints.rest).port()));
    }
    [[nodiscard]] qsizetype count(QByteArrayView what) const { return got.count(what); }
    [[nodiscard]] bool isClosed() const { return socket.state() == QAbstractSocket::UnconnectedState; }
};

inline QByteArray get(const QByteArray &target, const QByteArray &more = {})
{
    return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + more + "\r\n";
}

inline QByteArray post(const QByteArray &target, const QByteArray &body, const QByteArray &more = {})
{
    return "POST " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + more + "\r\n" + body;
}

inline QByteArray hmac(const SandboxEndpoints &endpoints, const QByteArray &text)
{
    return QMessageAuthenticationCode::hash(text, endpoints.secret.reveal().toByteArray(), QCryptographicHash::Sha256).toHex();
}

inline QByteArray signedHeaders(const SandboxEndpoints &endpoints, const QByteArray &payload)
{
    const QByteArray now = QByteArray::number(QDateTime::currentMSecsSinceEpoch());
    return "X-BAPI-API-KEY: " + endpoints.key + "\r\nX-BAPI-TIMESTAMP: " + now + "\r\nX-BAPI-RECV-WINDOW: 5000\r\nX-BAPI-SIGN: "
        + hmac(endpoints, now + endpoints.key + "5000" + payload) + "\r\n";
}

/// One request on a connection of its own; its answer, head and all, or nothing when the line was cut.
inline QByteArray askOnce(const SandboxEndpoints &endpoints, const QByteArray &bytes)
{
    RawHttp http(endpoints);
    http.socket.write(bytes);
    const auto isWhole = [&http] {
        const auto end = http.got.indexOf("\r\n\r\n");
        const auto at = http.got.indexOf("Content-Length: ");
        return end > 0 && at > 0 && http.got.size() >= end + 4 + http.got.sliced(at + 16).split('\r').first().toLongLong();
    };
    if (!QTest::qWaitFor([&] { return isWhole() || http.isClosed(); }, 10'000))
        qWarning("no answer");
    return http.got;
}

/// A WebSocket that keeps what it was told.
struct Peer {
    QWebSocket socket;
    QList<QJsonObject> frames;
    int garbage = 0;

    Peer(const SandboxEndpoints &endpoints, const QString &path)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket, [this](const QString &text) {
            const auto document = QJsonDocument::fromJson(text.toUtf8());
            if (document.isObject())
                frames.append(document.object());
            else
                ++garbage;
        });
        socket.open(QUrl(endpoints.ws + path));
    }
    [[nodiscard]] bool isOpen() const { return socket.state() == QAbstractSocket::ConnectedState; }
    void say(const QByteArray &text) { socket.sendTextMessage(QString::fromUtf8(text)); }
    [[nodiscard]] QList<QJsonObject> of(const QString &topic) const
    {
        QList<QJsonObject> some;
        for (const QJsonObject &frame : frames)
            if (frame[u"topic"].toString() == topic)
                some.append(frame);
        return some;
    }
    [[nodiscard]] QJsonObject answer(const QString &op) const
    {
        for (const QJsonObject &frame : frames)
            if (frame[u"op"].toString() == op)
                return frame;
        return {};
    }
    void authenticate(const SandboxEndpoints &endpoints)
    {
        const qint64 expires = QDateTime::currentMSecsSinceEpoch() + 10'000;
        say(R"({"op":"auth","args":[")" + endpoints.key + "\"," + QByteArray::number(expires) + ",\""
            + hmac(endpoints, "GET/realtime" + QByteArray::number(expires)) + "\"]}");
    }
};

} // namespace bw
