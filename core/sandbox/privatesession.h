// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/facesession.h"

#include <QJsonArray>
#include <QHash>

#include <deque>

namespace bw {

class Exchange;

/// One client of /v5/private: auth, then order, execution, position and wallet, whole or by category. Passes on the exchange's events of
/// its own key alone. The sandbox's thread.
class PrivateSession final : public FaceSession {
    Q_OBJECT
public:
    PrivateSession(QWebSocket *socket, Exchange &exchange, const Context &context, QObject *parent);

protected:
    [[nodiscard]] QByteArray kind() const override { return QByteArrayLiteral("private"); }
    [[nodiscard]] bool isBarred() const override;
    void received(const QJsonObject &message) override;
    void receivedGarbage() override;

private:
    void authenticate(const QJsonObject &message);
    void changeSubscription(const QJsonObject &message, bool isSubscribe);
    void acknowledge(const QJsonObject &message, const QString &error);
    void onEvent(const QByteArray &key, const QByteArray &topic, const QJsonArray &data);
    void push(const QByteArray &topic, const QJsonArray &data);
    void sendLater(std::chrono::milliseconds delay, const QByteArray &frame);

    Exchange &m_exchange;
    QByteArray m_key; ///< empty until authenticated
    QHash<QByteArray, MonoTime> m_topics; ///< and since when
    std::deque<std::pair<Scheduler::Handle, QByteArray>> m_late; ///< frames of a topic that comes late, in their order
    quint64 m_pushes = 0;
};

} // namespace bw
