// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/replayanswers.h"

#include <algorithm>

namespace bw {

using namespace std::chrono_literals;
using Reason = ConnectionStatus::Reason;

namespace {

constexpr auto kFreshFor = 5s;    // a reply that came so long before its question still is its answer
constexpr auto kPatience = 2s;    // for a reply of its own, before an older one serves again
constexpr std::size_t kMaxKnown = 1000;
constexpr qsizetype kMaxKnownBytes = 64 * 1024 * 1024;

/// Told again it would be wrong.
bool mayRepeat(const QString &name) { return !name.contains(QLatin1StringView("/market/time")); }

} // namespace

HttpSource ReplayAnswers::source()
{
    return [self = shared_from_this()](const HttpRequest &request, QObject *context, HttpOutcome done) {
        self->ask(request, context, std::move(done));
    };
}

void ReplayAnswers::ask(const HttpRequest &request, QObject *context, HttpOutcome done)
{
    const auto waiting = std::make_shared<Waiting>();
    waiting->exact = requestName(request);
    waiting->timeless = timelessName(waiting->exact);
    waiting->context = context;
    waiting->done = std::move(done);
    waiting->deadline = m_clock.now() + request.deadline;
    m_waiting.push_back(waiting);
    if (request.isOnceOnly) {
        waiting->exact.clear(); // so that no recorded reply is taken for its own
        waiting->timeless.clear();
        return later(waiting, 0ms, &ReplayAnswers::refuseCommand);
    }
    waiting->promised = fresh(*waiting);
    if (!waiting->promised)
        return later(waiting, std::min<std::chrono::milliseconds>(kPatience, request.deadline), &ReplayAnswers::onPatienceEnded);
    waiting->promised->isUsed = true;
    later(waiting, 0ms, &ReplayAnswers::keepPromise);
}

void ReplayAnswers::later(const WaitingPtr &waiting, std::chrono::milliseconds delay, void (ReplayAnswers::*run)(const WaitingPtr &))
{
    waiting->next = m_scheduler.after(delay, [this, run, weak = std::weak_ptr(waiting)] {
        if (const auto still = weak.lock())
            (this->*run)(still);
    });
}

void ReplayAnswers::refuseCommand(const WaitingPtr &waiting)
{
    refuse(waiting, {ErrorFamily::Auth, Retry::Never, Certainty::NotSent, 0, QStringLiteral("a replay sends nothing")}, Reason::None);
}

void ReplayAnswers::onPatienceEnded(const WaitingPtr &waiting)
{
    const auto known = mayRepeat(waiting->exact) ? newest(*waiting) : nullptr;
    if (known)
        return answer(waiting, known);
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(waiting->deadline - m_clock.now());
    if (left > 0ms)
        later(waiting, left, &ReplayAnswers::onPatienceEnded);
    else
        refuse(waiting, {ErrorFamily::Timeout, Retry::Later, Certainty::NotSent, 0, QStringLiteral("not in the recording")}, Reason::Timeout);
}

void ReplayAnswers::answer(const WaitingPtr &waiting, const KnownPtr &known)
{
    m_waiting.remove(waiting);
    known->isUsed = true;
    if (!waiting->context)
        return;
    auto outcome = known->reply.outcome;
    if (outcome) {
        outcome->receivedAt = m_clock.now();
        outcome->sentAt = outcome->receivedAt - known->reply.trip;
    }
    waiting->done(outcome, known->reply.reason);
}

void ReplayAnswers::refuse(const WaitingPtr &waiting, const Error &error, Reason reason)
{
    m_waiting.remove(waiting);
    if (waiting->context)
        waiting->done(fail(error), reason);
}

void ReplayAnswers::apply(const Record &record)
{
    auto reply = record.kind == RecordKind::Reply ? decodeReply(record.bytes) : std::nullopt;
    if (!reply)
        return;
    const auto known = std::make_shared<Known>();
    known->reply = std::move(*reply);
    known->timeless = timelessName(known->reply.request);
    known->at = m_clock.now();
    known->bytes = record.bytes.size();
    m_knownBytes += known->bytes;
    m_known.push_back(known);
    forgetOldest();
    auto waiting = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const auto &each) { return !each->promised && each->exact == known->reply.request; });
    if (waiting == m_waiting.end())
        waiting = std::find_if(m_waiting.begin(), m_waiting.end(), [&](const auto &each) { return !each->promised && each->timeless == known->timeless; });
    if (waiting != m_waiting.end())
        answer(WaitingPtr(*waiting), known);
}

ReplayAnswers::KnownPtr ReplayAnswers::fresh(const Waiting &waiting) const
{
    const auto find = [this](const auto &isIt) {
        const auto at = std::find_if(m_known.begin(), m_known.end(), [&](const KnownPtr &each) {
            return !each->isUsed && m_clock.now() - each->at <= kFreshFor && isIt(*each);
        });
        return at == m_known.end() ? nullptr : *at;
    };
    const auto exact = find([&](const Known &each) { return each.reply.request == waiting.exact; });
    return exact ? exact : find([&](const Known &each) { return each.timeless == waiting.timeless; });
}

ReplayAnswers::KnownPtr ReplayAnswers::newest(const Waiting &waiting) const
{
    const auto find = [this](const auto &isIt) {
        const auto at = std::find_if(m_known.rbegin(), m_known.rend(), [&](const KnownPtr &each) { return isIt(*each); });
        return at == m_known.rend() ? nullptr : *at;
    };
    const auto exact = find([&](const Known &each) { return each.reply.request == waiting.exact; });
    return exact ? exact : find([&](const Known &each) { return each.timeless == waiting.timeless; });
}

void ReplayAnswers::forgetOldest()
{
    while (m_known.size() > kMaxKnown || (m_knownBytes > kMaxKnownBytes && m_known.size() > 1)) {
        m_knownBytes -= m_known.front()->bytes;
        m_known.pop_front();
    }
}

} // namespace bw
