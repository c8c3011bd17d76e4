// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/stoplistener.h"

#include "core/engine/eventfields.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QLoggingCategory>

Q_LOGGING_CATEGORY(lcStopListener, "bellwether.app.stop", QtWarningMsg)

namespace bw {

namespace {
constexpr qint64 kLongestLine = 64;

void send(QLocalSocket &socket, const QJsonObject &line)
{
    socket.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    socket.flush();
}
} // namespace

QString StopListener::nameFor(const QString &dataFolder)
{
    const QString canonical = QFileInfo(dataFolder).canonicalFilePath();
    const QByteArray name = (canonical.isEmpty() ? QDir(dataFolder).absolutePath() : canonical).toUtf8();
    return QStringLiteral("bellwether-%1").arg(QString::fromLatin1(QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex().left(24)));
}

StopListener::StopListener(Engine &engine, const QString &dataFolder) : m_engine(engine)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &StopListener::onConnected);
    connect(&engine.tradeEvents(), &TradeEvents::stopAllChanged, this, &StopListener::onChanged);
    const QString name = nameFor(dataFolder);
    QLocalServer::removeServer(name); // of an instance that was killed; a living one holds the folder's lock, and we would not be here
    if (!m_server.listen(name))
        qCWarning(lcStopListener) << "bellwether --stop-all will not find this instance:" << m_server.errorString();
}

void StopListener::onConnected()
{
    while (auto *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { onLine(socket); });
    }
}

void StopListener::onLine(QLocalSocket *socket)
{
    if (!socket->canReadLine()) {
        if (socket->bytesAvailable() > kLongestLine)
            socket->abort();
        return;
    }
    const QByteArray line = socket->readLine(kLongestLine).trimmed();
    if (line != "stop ours" && line != "stop account")
        return socket->abort();
    if (!m_engine.mayTrade()) {
        send(*socket, {{QStringLiteral("finished"), true}, {QStringLiteral("left"), -1}, {QStringLiteral("note"), QStringLiteral("this session only watches")}});
        return socket->disconnectFromServer();
    }
    m_waiting.append(socket);
    m_engine.tradeDesk().stopAll(line == "stop account" ? StopAllView::Scope::Account : StopAllView::Scope::Ours, false);
}

void StopListener::onChanged(const StopAllView &view)
{
    int left = 0;
    for (const auto &line : view.lines)
        if (line.step == StopAllView::Step::Reread)
            left = line.left;
    for (const auto &socket : std::as_const(m_waiting)) {
        if (!socket)
            continue;
        for (const auto &line : view.lines)
            send(*socket, stopAllFields(view, line));
        if (view.isRunning)
            continue;
        send(*socket, {{QStringLiteral("finished"), true}, {QStringLiteral("left"), left}, {QStringLiteral("positions"), view.positions.size()}});
        socket->disconnectFromServer();
    }
    if (!view.isRunning)
        m_waiting.clear();
}

} // namespace bw
