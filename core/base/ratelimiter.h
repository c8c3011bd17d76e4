// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <chrono>

namespace bw {

/// A token bucket: `burst` tokens at first, refilled at `perSecond`. Asks and answers, never waits. One thread.
class RateLimiter {
public:
    RateLimiter(const Clock &clock, double perSecond, double burst);

    /// Takes a token if there is one.
    [[nodiscard]] bool tryTake(double tokens = 1.0);
    /// How long until so many tokens are there; zero when they are.
    [[nodiscard]] std::chrono::milliseconds waitFor(double tokens = 1.0) const;
    /// The venue's own count of what is left overrides ours when it is lower.
    void clampTo(double remaining);

private:
    void refill() const;
    const Clock &m_clock;
    double m_perSecond;
    double m_burst;
    mutable double m_tokens;
    mutable MonoTime m_at;
};

} // namespace bw
