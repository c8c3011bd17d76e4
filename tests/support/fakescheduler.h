// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "tests/support/fakeclock.h"

#include <vector>

namespace bw {

/// Fires timers when a test calls advance(), in the order of their times, moving the clock to each of them first.
class FakeScheduler final : public Scheduler {
public:
    explicit FakeScheduler(FakeClock &clock) : m_clock(clock) {}
    ~FakeScheduler() override;

    [[nodiscard]] Handle after(std::chrono::milliseconds delay, std::function<void()> run) override;
    [[nodiscard]] Handle every(std::chrono::milliseconds period, std::function<void()> run) override;

    /// Runs everything that falls due within `by`, timers started meanwhile included.
    void advance(std::chrono::milliseconds by);
    [[nodiscard]] std::size_t pending() const { return m_timers.size(); }

private:
    class FakeTimer;
    Handle add(std::chrono::milliseconds delay, std::chrono::milliseconds period, std::function<void()> run);
    FakeClock &m_clock;
    std::vector<FakeTimer *> m_timers;
    std::uint64_t m_counter = 0;
};

} // namespace bw
