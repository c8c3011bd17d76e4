// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/ratelimiter.h"
#include "core/sandbox/httpconnection.h"
#include "core/sandbox/offlineanalyst.h"

#include <QObject>

#include <list>
#include <optional>

namespace bw {

/// The HolySheep-compatible face: GET models, POST chat/completions in OpenAI's shape, plain or streamed. Every answer names the model
/// offline-demo, whatever was asked for, and carries X-Bellwether-Analyst, so that nobody takes it for a real model's. The sandbox's thread.
class ChatFace final : public QObject {
    Q_OBJECT
public:
    ChatFace(const Clock &clock, Scheduler &scheduler, FaultInjector &faults, QByteArray key, QObject *parent);
    ~ChatFace() override;

    void handle(const InboundRequest &request, const HttpConnection::Answer &answer);

private:
    [[nodiscard]] HttpReply reply(const InboundRequest &request);
    [[nodiscard]] HttpReply models() const;
    [[nodiscard]] HttpReply complete(const QByteArray &body);
    [[nodiscard]] bool isOverLimit();
    void answerLater(std::chrono::milliseconds wait, HttpReply reply, HttpConnection::Answer answer);

    const Clock &m_clock;
    Scheduler &m_scheduler;
    FaultInjector &m_faults;
    QByteArray m_key;
    OfflineAnalyst m_analyst;
    std::optional<RateLimiter> m_limiter;
    int m_limit = 0; ///< that m_limiter was made for
    quint64 m_answers = 0;
    std::list<Scheduler::Handle> m_thinking;
};

} // namespace bw
