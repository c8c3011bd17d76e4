// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relayaddress.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace bw {

namespace {

constexpr QLatin1StringView kStreamPath("/ws-stream-normalized"), kReplayPath("/ws-replay-normalized");

QUrl addressed(const QUrl &socket, const QString &path)
{
    QUrl url = socket.adjusted(QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::StripTrailingSlash);
    QString base = url.path();
    if (base.endsWith(kStreamPath, Qt::CaseInsensitive))
        base.chop(kStreamPath.size());
    while (base.endsWith(u'/')) // the relay takes no slash too many
        base.chop(1);
    url.setPath(base + path);
    return url;
}

QJsonObject optionsOf(const RelayKey &key, const QStringList &dataTypes)
{
    return {{QStringLiteral("exchange"), key.exchange}, {QStringLiteral("symbols"), QJsonArray{key.symbol}},
            {QStringLiteral("dataTypes"), QJsonArray::fromStringList(dataTypes)}, {QStringLiteral("withDisconnectMessages"), true}};
}

QUrl withOptions(QUrl url, const QJsonObject &options)
{
    // Everything is encoded, the plus too: the server would read one that is not as a blank.
    const QByteArray encoded = QUrl::toPercentEncoding(QString::fromUtf8(QJsonDocument(options).toJson(QJsonDocument::Compact)));
    url.setQuery(QStringLiteral("options=") + QString::fromLatin1(encoded), QUrl::StrictMode);
    return url;
}

} // namespace

QUrl relayStreamUrl(const QUrl &socket, const RelayKey &key, const QStringList &dataTypes)
{
    QJsonObject options = optionsOf(key, dataTypes);
    options.insert(QStringLiteral("withErrorMessages"), true);
    return withOptions(addressed(socket, kStreamPath), options);
}

QUrl relayReplayUrl(const QUrl &socket, const RelayKey &key, UtcTime from, UtcTime to)
{
    QJsonObject options = optionsOf(key, {QStringLiteral("book_change")});
    options.insert(QStringLiteral("from"), toIso8601(from));
    options.insert(QStringLiteral("to"), toIso8601(to));
    return withOptions(addressed(socket, kReplayPath), options);
}

Result<QUrl> relayHealthUrl(const QUrl &socket)
{
    if (!socket.isValid() || socket.host().isEmpty() || socket.port() < 2)
        return fail(inputError(QStringLiteral("the relay's address wants a host and the port of its socket, such as ws://127.0.0.1:8001")));
    QUrl url = addressed(socket, QStringLiteral("/health-check"));
    url.setScheme(socket.scheme() == QStringLiteral("wss") ? QStringLiteral("https") : QStringLiteral("http"));
    url.setPort(socket.port() - 1);
    return url;
}

} // namespace bw
