// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/scheduler.h"

#include <QByteArray>
#include <QJsonObject>
#include <QObject>
#include <QPointer>
#include <QTcpSocket>

#include <deque>

class QWebSocket;

namespace bw {

class FaultInjector;

/// What the three kinds of WebSocket share: reading JSON objects, sending in order, the connection's id, and the faults of a line
/// (delay, slowness, silence, half-open, drop). Owns the QWebSocket and deletes itself when it is gone. The sandbox's thread.
class FaceSession : public QObject {
    Q_OBJECT
public:
    struct Context {
        const Clock &clock;
        Scheduler &scheduler;
        FaultInjector &faults;
        QPointer<QTcpSocket> line{}; ///< what the web socket runs over
    };
    FaceSession(QWebSocket *socket, const Context &context, QObject *parent);
    ~FaceSession() override;

    void send(const QByteArray &text);
    void send(const QJsonObject &object);
    void close(); ///< politely, with a closing handshake
    void cut();   ///< without a word

    [[nodiscard]] const QString &connectionId() const { return m_connectionId; }

protected:
    /// "public", "private" or "trade": faults of lines may strike some alone.
    [[nodiscard]] virtual QByteArray kind() const = 0;
    /// Is this WebSocket to be cut now, whatever its age?
    [[nodiscard]] virtual bool isBarred() const { return false; }
    virtual void received(const QJsonObject &message) = 0;
    virtual void receivedGarbage() = 0; ///< not a JSON object, or binary

    Context m_context;

private:
    void onText(const QString &text);
    void write(const QByteArray &text);
    void flushDelayed();
    [[nodiscard]] MonoTime dueAt(qsizetype size);
    [[nodiscard]] bool isOlderThan(const std::optional<std::chrono::milliseconds> &age) const;
    void checkAge();
    [[nodiscard]] bool isStruck(const std::optional<std::chrono::milliseconds> &age) const; ///< by a fault of its line, from that age on

    QWebSocket *m_socket;
    QString m_connectionId;
    MonoTime m_openedAt;
    MonoTime m_heardAt;
    std::deque<std::pair<MonoTime, QByteArray>> m_delayed;
    qint64 m_delayedBytes = 0;
    MonoTime m_lineFreeAt{}; ///< of a slow line
    Scheduler::Handle m_delayTimer;
    Scheduler::Handle m_ageTimer;
};

} // namespace bw
