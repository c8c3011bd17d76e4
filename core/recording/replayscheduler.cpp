// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/replayscheduler.h"

#include <algorithm>

namespace bw {

class ReplayScheduler::ReplayTimer final : public Scheduler::Timer {
public:
    ReplayTimer(ReplayScheduler &scheduler, Key due, std::chrono::milliseconds every, std::function<void()> function)
        : period(every), run(std::move(function)), m_scheduler(&scheduler)
    {
        wait(due);
    }
    ~ReplayTimer() override { leave(); }
    Q_DISABLE_COPY_MOVE(ReplayTimer)

    [[nodiscard]] bool isActive() const override { return m_isWaiting; }
    void wait(Key due)
    {
        m_key = due;
        m_isWaiting = m_scheduler->m_timers.emplace(due, this).second;
    }
    void leave()
    {
        if (std::exchange(m_isWaiting, false))
            m_scheduler->m_timers.erase(m_key);
    }
    void forget() { m_isWaiting = false; } ///< the scheduler goes first

    const std::chrono::milliseconds period; ///< zero: once
    const std::function<void()> run;

private:
    ReplayScheduler *m_scheduler;
    Key m_key;
    bool m_isWaiting = false;
};

ReplayScheduler::~ReplayScheduler()
{
    for (const auto &[key, timer] : m_timers)
        timer->forget();
}

ReplayScheduler::Key ReplayScheduler::keyIn(std::chrono::milliseconds delay)
{
    constexpr std::chrono::milliseconds kLongest = std::chrono::hours(24 * 365);
    return {m_clock.now() + std::clamp(delay, std::chrono::milliseconds::zero(), kLongest), ++m_counter};
}

Scheduler::Handle ReplayScheduler::after(std::chrono::milliseconds delay, std::function<void()> run)
{
    return std::make_unique<ReplayTimer>(*this, keyIn(delay), std::chrono::milliseconds::zero(), std::move(run));
}

Scheduler::Handle ReplayScheduler::every(std::chrono::milliseconds period, std::function<void()> run)
{
    period = std::max(period, std::chrono::milliseconds(1));
    return std::make_unique<ReplayTimer>(*this, keyIn(period), period, std::move(run));
}

std::optional<MonoTime> ReplayScheduler::nextDue() const
{
    return m_timers.empty() ? std::nullopt : std::optional(m_timers.begin()->first.first);
}

void ReplayScheduler::fireNext()
{
    const auto [key, timer] = *m_timers.begin();
    m_clock.moveTo(key.first);
    const auto run = timer->run; // the timer may go while it runs
    timer->leave();
    if (timer->period.count() > 0)
        timer->wait({key.first + timer->period, ++m_counter});
    run();
}

} // namespace bw
