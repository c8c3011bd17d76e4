// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/recording/record.h"
#include "core/recording/replyrecord.h"

#include <QPointer>

#include <deque>
#include <list>
#include <memory>

namespace bw {

/// Answers HTTP requests from a recording: each gets the recorded reply to the same request, in order, at the moment when it came. A request
/// that the recording does not hold so often gets the last reply again, but for the time of day, which is true only once. Whatever has an
/// effect at a venue is refused and never looked for. Engine thread; sends nothing.
class ReplayAnswers final : public std::enable_shared_from_this<ReplayAnswers> {
public:
    ReplayAnswers(const Clock &clock, Scheduler &scheduler) : m_clock(clock), m_scheduler(scheduler) {}

    [[nodiscard]] HttpSource source();
    void apply(const Record &record);

private:
    struct Known {
        ReplyRecord reply;
        QString timeless;
        MonoTime at{};
        qsizetype bytes = 0;
        bool isUsed = false;
    };
    using KnownPtr = std::shared_ptr<Known>;
    struct Waiting {
        QString exact, timeless;
        QPointer<QObject> context;
        HttpOutcome done;
        MonoTime deadline{};
        KnownPtr promised;      ///< its answer, a moment from now
        Scheduler::Handle next; ///< the answer, or the end of patience
    };
    using WaitingPtr = std::shared_ptr<Waiting>;

    void ask(const HttpRequest &request, QObject *context, HttpOutcome done);
    /// The timer forgets a request that is over by then.
    void later(const WaitingPtr &waiting, std::chrono::milliseconds delay, void (ReplayAnswers::*run)(const WaitingPtr &));
    void keepPromise(const WaitingPtr &waiting) { answer(waiting, waiting->promised); }
    void refuseCommand(const WaitingPtr &waiting);
    void onPatienceEnded(const WaitingPtr &waiting);
    void answer(const WaitingPtr &waiting, const KnownPtr &known);
    void refuse(const WaitingPtr &waiting, const Error &error, ConnectionStatus::Reason reason);
    [[nodiscard]] KnownPtr fresh(const Waiting &waiting) const;
    [[nodiscard]] KnownPtr newest(const Waiting &waiting) const;
    void forgetOldest();

    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::deque<KnownPtr> m_known; ///< oldest first
    qsizetype m_knownBytes = 0;
    std::list<WaitingPtr> m_waiting; ///< oldest first
};

} // namespace bw
