// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/holysheep/chatjob.h"

#include <deque>
#include <memory>
#include <vector>

namespace bw {

/// Asks questions of one OpenAI-compatible server with one key: at most two at once, the others wait in order. A refused key or an empty
/// account ends those that wait too, since they would fail the same way. Lives on the engine thread; every ask() ends in one callback,
/// never from within ask().
class ChatClient final : public QObject {
    Q_OBJECT
public:
    static constexpr std::size_t kAtOnce = 2;

    explicit ChatClient(ChatService service, QObject *parent = nullptr);
    ~ChatClient() override; ///< without callbacks; call stop() first for those
    Q_DISABLE_COPY_MOVE(ChatClient)

    void setKey(SecretBytes key) { m_service.key = std::move(key); }
    [[nodiscard]] bool hasKey() const { return !m_service.key.isEmpty(); }

    void ask(ChatRequest request, std::function<void(const ChatOutcome &)> done);
    /// Ends every job now, with a callback each.
    void stop();

private:
    void startWaiting();
    void onFinished(ChatJob *job);
    void endWaiting(const ChatFailure &failure);

    ChatService m_service;
    std::vector<std::unique_ptr<ChatJob>> m_running;
    std::deque<std::unique_ptr<ChatJob>> m_waiting;
};

} // namespace bw
