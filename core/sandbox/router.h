// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/sandbox/httpconnection.h"

#include <QJsonObject>
#include <QObject>

#include <functional>

namespace bw {

class ChatFace;
class Exchange;
class FaultInjector;

/// Says who answers an HTTP request: the exchange (with the faults of its orders on top), the chat face, or the sandbox itself for its
/// faults, its bursts and its state. The sandbox's thread.
class Router final : public QObject {
    Q_OBJECT
public:
    Router(Exchange &exchange, ChatFace &chat, FaultInjector &faults, QObject *parent);

    /// Starts a burst and says how it stands; takes the body of POST /sandbox/burst, or {} to only ask.
    using Burst = std::function<Result<QJsonObject>(const QJsonObject &order)>;
    void setBurst(Burst burst) { m_burst = std::move(burst); }

    void handle(const InboundRequest &request, const HttpConnection::Answer &answer);
    void setFaults(const struct Faults &faults);

private:
    [[nodiscard]] HttpReply exchange(const InboundRequest &request);
    [[nodiscard]] HttpReply faults(const InboundRequest &request);
    [[nodiscard]] HttpReply burst(const InboundRequest &request);
    [[nodiscard]] HttpReply state(const InboundRequest &request);

    Exchange &m_exchange;
    ChatFace &m_chat;
    FaultInjector &m_faults;
    Burst m_burst;
};

} // namespace bw
