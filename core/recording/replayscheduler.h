// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/recording/replayclock.h"

#include <map>
#include <optional>

namespace bw {

/// Timers in the time of a recording: they fall due between its records, in one order, however fast it is played. The player fires them.
/// Engine thread.
class ReplayScheduler final : public Scheduler {
public:
    explicit ReplayScheduler(ReplayClock &clock) : m_clock(clock) {}
    ~ReplayScheduler() override;
    Q_DISABLE_COPY_MOVE(ReplayScheduler)

    [[nodiscard]] Handle after(std::chrono::milliseconds delay, std::function<void()> run) override;
    [[nodiscard]] Handle every(std::chrono::milliseconds period, std::function<void()> run) override;

    [[nodiscard]] std::optional<MonoTime> nextDue() const;
    /// Moves the clock to the next timer and runs it.
    void fireNext();

private:
    class ReplayTimer;
    using Key = std::pair<MonoTime, std::uint64_t>; ///< equal times in the order in which they were asked for
    [[nodiscard]] Key keyIn(std::chrono::milliseconds delay);

    ReplayClock &m_clock;
    std::map<Key, ReplayTimer *> m_timers;
    std::uint64_t m_counter = 0;
};

} // namespace bw
