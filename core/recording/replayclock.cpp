// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/replayclock.h"

#include <cstdlib>

namespace bw {

using namespace std::chrono;

namespace {
/// Below this the two clocks differ by rounding alone, and following would make the wall clock shiver.
constexpr nanoseconds kShiver = milliseconds(3);
}

UtcTime ReplayClock::utcNow() const
{
    return UtcTime(floor<milliseconds>(nanoseconds(m_steadyNs + m_utcMinusSteadyNs)));
}

void ReplayClock::moveTo(MonoTime time)
{
    if (time > now())
        m_steadyNs = time.time_since_epoch().count();
}

void ReplayClock::tellUtc(std::int64_t utcMs)
{
    const std::int64_t difference = nanoseconds(milliseconds(utcMs)).count() - m_steadyNs;
    if (std::abs(difference - m_utcMinusSteadyNs) > kShiver.count())
        m_utcMinusSteadyNs = difference;
}

} // namespace bw
