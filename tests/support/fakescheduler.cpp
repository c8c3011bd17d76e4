// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakescheduler.h"

#include <algorithm>

namespace bw {

class FakeScheduler::FakeTimer final : public Scheduler::Timer {
public:
    FakeTimer(FakeScheduler *scheduler, MonoTime firstDue, std::chrono::milliseconds every, std::function<void()> function,
              std::uint64_t number)
        : owner(scheduler), due(firstDue), period(every), run(std::move(function)), order(number)
    {
        owner->m_timers.push_back(this);
    }
    ~FakeTimer() override { leave(); }
    [[nodiscard]] bool isActive() const override { return owner != nullptr; }
    void leave()
    {
        if (owner)
            std::erase(owner->m_timers, this);
        owner = nullptr;
    }

    FakeScheduler *owner;
    MonoTime due;
    std::chrono::milliseconds period;
    std::function<void()> run;
    std::uint64_t order;
};

FakeScheduler::~FakeScheduler()
{
    for (auto *timer : m_timers)
        timer->owner = nullptr;
}

Scheduler::Handle FakeScheduler::add(std::chrono::milliseconds delay, std::chrono::milliseconds period, std::function<void()> run)
{
    return std::make_unique<FakeTimer>(this, m_clock.now() + delay, period, std::move(run), ++m_counter);
}

Scheduler::Handle FakeScheduler::after(std::chrono::milliseconds delay, std::function<void()> run)
{
    return add(delay, std::chrono::milliseconds::zero(), std::move(run));
}

Scheduler::Handle FakeScheduler::every(std::chrono::milliseconds period, std::function<void()> run)
{
    return add(period, period, std::move(run));
}

void FakeScheduler::advance(std::chrono::milliseconds by)
{
    const MonoTime end = m_clock.now() + by;
    for (;;) {
        const auto next = std::min_element(m_timers.begin(), m_timers.end(), [](const FakeTimer *a, const FakeTimer *b) {
            return a->due != b->due ? a->due < b->due : a->order < b->order;
        });
        if (next == m_timers.end() || (*next)->due > end)
            break;
        FakeTimer *timer = *next;
        if (timer->due > m_clock.now())
            m_clock.advance(timer->due - m_clock.now());
        const auto run = timer->run; // the timer may go while it runs
        if (timer->period.count() > 0) {
            timer->due += timer->period;
            timer->order = ++m_counter;
        } else {
            timer->leave();
        }
        run();
    }
    if (end > m_clock.now())
        m_clock.advance(end - m_clock.now());
}

} // namespace bw
