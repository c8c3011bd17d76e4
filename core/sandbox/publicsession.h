// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/facesession.h"
#include "core/sandbox/framefaults.h"
#include "core/sandbox/publichub.h"

namespace bw {

/// One client of /v5/public/{category}: subscriptions, their acknowledgements in the category's own shape, pings. The sandbox's thread.
class PublicSession final : public FaceSession, public TopicListener {
    Q_OBJECT
public:
    PublicSession(QWebSocket *socket, PublicHub &hub, const Context &context, QObject *parent);
    ~PublicSession() override;

    void deliver(const QByteArray &topic, const QByteArray &frame, FrameKind kind) override;

protected:
    [[nodiscard]] QByteArray kind() const override { return QByteArrayLiteral("public"); }
    void received(const QJsonObject &message) override;
    void receivedGarbage() override;

private:
    void acknowledge(const QJsonObject &message, const QString &error);
    [[nodiscard]] QString problemOf(const QList<QByteArray> &topics, bool isSubscribe) const;

    PublicHub &m_hub;
    FrameFaults m_frameFaults;
    QSet<QByteArray> m_topics;
    qsizetype m_characters = 0; ///< of all topics: the exchange allows 21 000 a connection
};

} // namespace bw
