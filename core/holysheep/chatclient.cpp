// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/chatclient.h"

#include <algorithm>

namespace bw {

ChatClient::ChatClient(ChatService service, QObject *parent) : QObject(parent), m_service(std::move(service)) {}

ChatClient::~ChatClient() = default;

void ChatClient::ask(ChatRequest request, std::function<void(const ChatOutcome &)> done)
{
    m_waiting.push_back(std::make_unique<ChatJob>(m_service, std::move(request), std::move(done)));
    connect(m_waiting.back().get(), &ChatJob::finished, this, &ChatClient::onFinished);
    QMetaObject::invokeMethod(this, &ChatClient::startWaiting, Qt::QueuedConnection);
}

void ChatClient::startWaiting()
{
    while (m_running.size() < kAtOnce && !m_waiting.empty()) {
        m_running.push_back(std::move(m_waiting.front()));
        m_waiting.pop_front();
        m_running.back()->start();
    }
}

namespace {

/// What the next job would meet as well.
bool isForAll(const ChatReading &reading)
{
    static const QStringList words{QStringLiteral("auth"), QStringLiteral("balance"), QStringLiteral("quota"), QStringLiteral("daily_limit")};
    return !reading && words.contains(reading.error().word);
}

} // namespace

void ChatClient::onFinished(ChatJob *job)
{
    const auto isIt = [job](const auto &each) { return each.get() == job; };
    if (const auto found = std::find_if(m_running.begin(), m_running.end(), isIt); found != m_running.end()) {
        found->release()->deleteLater(); // it is still on the stack
        m_running.erase(found);
    } else if (const auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(), isIt); waiting != m_waiting.end()) {
        waiting->release()->deleteLater();
        m_waiting.erase(waiting);
    }
    if (isForAll(job->outcome().reading))
        endWaiting(job->outcome().reading.error());
    if (!m_waiting.empty())
        QMetaObject::invokeMethod(this, &ChatClient::startWaiting, Qt::QueuedConnection);
}

void ChatClient::endWaiting(const ChatFailure &failure)
{
    for (const auto &job : std::exchange(m_waiting, {}))
        job->endWith(failure);
}

void ChatClient::stop()
{
    const ChatFailure stopped{Error{ErrorFamily::Analyst, Retry::Never, Certainty::NotSent, 0, QStringLiteral("stopped")},
                              QStringLiteral("stopped"), false, std::nullopt};
    endWaiting(stopped);
    for (const auto &job : std::exchange(m_running, {}))
        job->endWith(stopped);
}

} // namespace bw
