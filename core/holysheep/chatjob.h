// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/backoff.h"
#include "core/base/scheduler.h"
#include "core/holysheep/chatanswer.h"
#include "core/holysheep/spendbudget.h"

#include <QObject>

#include <functional>

namespace bw {

class HttpClient;

/// One question to a model. The body is made once and is the same in every attempt.
struct ChatRequest {
    QString id;        ///< for the log
    QByteArray body;
    Decimal worstCost; ///< of one attempt, for the budget; invalid where no price is known
};

/// How a question ended, however many attempts it took.
struct ChatOutcome {
    ChatReading reading = tl::unexpected(ChatFailure{});
    int httpStatus = 0; ///< of the last answer; 0 when none came
    int attempts = 0;
    std::chrono::milliseconds latency{0}; ///< from the first attempt to the end, waits included
};

/// What every job of one client shares.
struct ChatService {
    HttpClient &http;
    const Clock &clock;
    Scheduler &scheduler;
    SpendBudget &budget;
    Backoff::Random random;
    QUrl endpoint;   ///< {base}/chat/completions
    SecretBytes key;
    int maxAttempts = 5;
    std::chrono::milliseconds attemptDeadline{10'000};
    std::chrono::milliseconds totalDeadline{60'000};
};

/// The attempts of one question: sends, waits as the server asks or 1, 2, 4 ... s with jitter, and ends in exactly one call of `done`,
/// before 60 s have passed since it was made. ChatClient owns it. Never waits longer than is left.
class ChatJob final : public QObject {
    Q_OBJECT
public:
    ChatJob(ChatService &service, ChatRequest request, std::function<void(const ChatOutcome &)> done);
    ~ChatJob() override;
    Q_DISABLE_COPY_MOVE(ChatJob)

    void start();
    [[nodiscard]] const ChatOutcome &outcome() const { return m_outcome; }
    void endWith(const ChatFailure &failure);

Q_SIGNALS:
    /// Before `done` is called; the receiver deletes the job later, not at once.
    void finished(bw::ChatJob *job);

private:
    void attempt();
    void onAnswer(const Result<HttpAnswer> &answer);
    void retryOrEnd(ChatFailure failure);
    void finish();
    [[nodiscard]] std::chrono::milliseconds left() const;

    ChatService &m_service;
    const ChatRequest m_request;
    std::function<void(const ChatOutcome &)> m_done;
    ChatOutcome m_outcome;
    Backoff m_backoff;
    const MonoTime m_madeAt;
    MonoTime m_startedAt{};
    Scheduler::Handle m_total, m_wait;
    bool m_isOver = false;
};

} // namespace bw
