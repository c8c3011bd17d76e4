// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/ratelimiter.h"

#include <algorithm>
#include <cmath>

namespace bw {

namespace {
// Sums of fractions of a token miss a whole one by a few bits; without slack the caller would be sent to wait 0 ms again and again.
constexpr double kSlack = 1e-6;
}

RateLimiter::RateLimiter(const Clock &clock, double perSecond, double burst)
    : m_clock(clock), m_perSecond(std::max(0.0, perSecond)), m_burst(std::max(0.0, burst)), m_tokens(m_burst), m_at(clock.now())
{
}

void RateLimiter::refill() const
{
    const MonoTime now = m_clock.now();
    const std::chrono::duration<double> passed = now - m_at;
    m_at = now;
    m_tokens = std::min(m_burst, m_tokens + std::max(0.0, passed.count()) * m_perSecond);
}

bool RateLimiter::tryTake(double tokens)
{
    refill();
    if (m_tokens + kSlack < tokens)
        return false;
    m_tokens = std::max(0.0, m_tokens - tokens);
    return true;
}

std::chrono::milliseconds RateLimiter::waitFor(double tokens) const
{
    refill();
    if (m_tokens + kSlack >= tokens)
        return std::chrono::milliseconds::zero();
    if (tokens > m_burst + kSlack || m_perSecond <= 0.0)
        return std::chrono::milliseconds::max(); // never, and no caller's arithmetic should hide it
    const double ms = std::ceil((tokens - m_tokens) / m_perSecond * 1000.0);
    return std::chrono::milliseconds(static_cast<std::int64_t>(std::min(ms, 1e15)));
}

void RateLimiter::clampTo(double remaining)
{
    refill();
    m_tokens = std::min(m_tokens, std::max(0.0, remaining));
}

} // namespace bw
