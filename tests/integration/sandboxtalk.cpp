// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/sandboxtalk.h"

#include <QJsonDocument>
#include <QTcpSocket>
#include <QUrl>

namespace bw {

namespace {
QByteArray ask(const QString &rest, const QByteArray &head, const QByteArray &body, const QByteArray &headers = {})
{
    const QUrl url(rest);
    QTcpSocket socket;
    socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
    if (!socket.waitForConnected(5000))
        return {};
    socket.write(head + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body);
    QByteArray answer;
    while (socket.waitForReadyRead(5000)) { // an answer may keep its connection: the length says when it is whole
        answer += socket.readAll();
        const auto end = answer.indexOf("\r\n\r\n");
        const auto at = answer.indexOf("Content-Length: ");
        if (end > 0 && at > 0 && answer.size() >= end + 4 + answer.mid(at + 16, answer.indexOf('\r', at) - at - 16).toLongLong())
            break;
    }
    return answer;
}

QJsonObject objectIn(const QByteArray &answer) { return QJsonDocument::fromJson(answer.mid(answer.indexOf("\r\n\r\n") + 4)).object(); }
} // namespace

QJsonObject sandboxState(const QString &rest) { return objectIn(ask(rest, "GET /sandbox/state", {})); }

bool setSandboxFaults(const QString &rest, const QString &faults)
{
    return ask(rest, "POST /sandbox/faults", faults.toUtf8()).startsWith("HTTP/1.1 200");
}

QJsonObject postToSandbox(const QString &rest, const QByteArray &path, const QByteArray &body, const QByteArray &headers)
{
    return objectIn(ask(rest, "POST " + path, body, headers));
}

bool setSandboxKey(const QString &rest, const QString &kind)
{
    return ask(rest, "POST /sandbox/key", "{\"kind\":\"" + kind.toUtf8() + "\"}").startsWith("HTTP/1.1 200");
}

int sandboxRequests(const QString &rest, const QString &containing)
{
    int count = 0;
    const auto requests = sandboxState(rest).value(QLatin1StringView("requests")).toObject();
    for (auto it = requests.begin(); it != requests.end(); ++it)
        if (it.key().contains(containing))
            count += it.value().toInt();
    return count;
}

} // namespace bw
