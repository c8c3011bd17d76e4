// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/chatjob.h"

#include "core/holysheep/holysheeplog.h"
#include "core/net/httpclient.h"

#include <algorithm>

namespace bw {

using namespace std::chrono_literals;

namespace {
/// A server that asks for more is told to wait for a person instead.
constexpr auto kLongestHint = 60s;
constexpr qint64 kAnswerBytes = 512 * 1024; // 150 tokens are 1 kB; a stream of the same about 50
} // namespace

ChatJob::ChatJob(ChatService &service, ChatRequest request, std::function<void(const ChatOutcome &)> done)
    : m_service(service), m_request(std::move(request)), m_done(std::move(done)), m_backoff({1s, 60s, 1s}, service.random),
      m_madeAt(service.clock.now())
{
    m_total = m_service.scheduler.after(m_service.totalDeadline, [this] {
        endWith({Error{ErrorFamily::Timeout, Retry::Later, Certainty::NotSent, 0, QStringLiteral("no answer within the time of a job")},
                 QStringLiteral("timeout"), false, std::nullopt});
    });
}

ChatJob::~ChatJob() = default;

void ChatJob::start()
{
    m_startedAt = m_service.clock.now();
    attempt();
}

std::chrono::milliseconds ChatJob::left() const
{
    return std::chrono::ceil<std::chrono::milliseconds>(m_service.totalDeadline - (m_service.clock.now() - m_madeAt));
}

void ChatJob::attempt()
{
    if (!m_service.budget.tryCall(m_request.worstCost)) {
        return endWith({Error{ErrorFamily::Analyst, Retry::Never, Certainty::NotSent, 0, QStringLiteral("the day's limit of the analyst is reached")},
                        QStringLiteral("daily_limit"), false, std::nullopt});
    }
    ++m_outcome.attempts;
    HttpRequest request;
    request.method = HttpRequest::Method::Post;
    request.url = m_service.endpoint;
    request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"},
                       {"Authorization", "Bearer " + m_service.key.reveal().toByteArray()}};
    request.body = m_request.body;
    request.deadline = std::min(m_service.attemptDeadline, std::max(left(), 1ms));
    request.byteLimit = kAnswerBytes;
    request.id = m_request.id;
    m_service.http.send(std::move(request), this, [this](const Result<HttpAnswer> &answer) { onAnswer(answer); });
}

void ChatJob::onAnswer(const Result<HttpAnswer> &answer)
{
    if (m_isOver)
        return;
    if (!answer) {
        m_outcome.httpStatus = answer.error().venueCode;
        m_service.budget.addCost(m_request.worstCost); // it may have been answered and billed, for all we know
        return retryOrEnd(chatFailureOf(answer.error()));
    }
    m_outcome.httpStatus = answer->status;
    ChatReading reading = readChatAnswer(*answer, m_service.clock.utcNow(), m_service.key);
    if (!reading)
        return retryOrEnd(std::move(reading.error()));
    m_outcome.reading = std::move(reading);
    finish();
}

void ChatJob::retryOrEnd(ChatFailure failure)
{
    const auto wait = failure.wait.value_or(m_backoff.next());
    if (!failure.mayRetry || m_outcome.attempts >= m_service.maxAttempts)
        return endWith(failure);
    if (wait > kLongestHint || wait >= left()) {
        failure.error.detail = QStringLiteral("wait %1 s: %2").arg((wait.count() + 999) / 1000).arg(failure.error.detail).left(300);
        return endWith(failure);
    }
    qCInfo(lcHolySheep).noquote() << m_request.id << failure.word << "attempt" << m_outcome.attempts << "again in ms" << wait.count();
    m_wait = m_service.scheduler.after(wait, [this] { attempt(); });
}

void ChatJob::endWith(const ChatFailure &failure)
{
    if (m_isOver)
        return;
    m_outcome.reading = tl::unexpected(failure);
    finish();
}

void ChatJob::finish()
{
    m_isOver = true;
    m_total.reset();
    m_wait.reset();
    if (m_outcome.attempts > 0)
        m_outcome.latency = std::chrono::duration_cast<std::chrono::milliseconds>(m_service.clock.now() - m_startedAt);
    Q_EMIT finished(this);
    if (const auto done = std::exchange(m_done, {}))
        done(m_outcome);
}

} // namespace bw
