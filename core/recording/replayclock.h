// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <atomic>

namespace bw {

/// The time of a recording, for engine and window alike: it moves when the player moves it and stands still while it is paused, so every
/// age on screen is the age that it had. The steady time never falls, also when a replay begins again. Moved on the engine thread, read on
/// any.
class ReplayClock final : public Clock {
public:
    explicit ReplayClock(std::int64_t utcMs) { tellUtc(utcMs); }
    [[nodiscard]] UtcTime utcNow() const override;
    [[nodiscard]] MonoTime now() const override { return MonoTime(std::chrono::nanoseconds(m_steadyNs)); }

    /// Never back.
    void moveTo(MonoTime time);
    /// What the wall clock of the recording says at this moment; it is followed where it was set or the machine slept.
    void tellUtc(std::int64_t utcMs);

private:
    /// Not zero: a time of zero is one that was never taken.
    std::atomic<std::int64_t> m_steadyNs{1'000'000'000'000};
    std::atomic<std::int64_t> m_utcMinusSteadyNs{0};
};

} // namespace bw
