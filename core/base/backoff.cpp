// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/backoff.h"

#include <algorithm>
#include <random>

namespace bw {

Backoff::Backoff(Policy policy, Random random) : m_policy(policy), m_random(std::move(random)) {}

std::chrono::milliseconds Backoff::next()
{
    auto wait = std::min(m_policy.base, m_policy.cap);
    for (int i = 0; i < m_attempt && wait < m_policy.cap; ++i)
        wait = std::min(wait * 2, m_policy.cap);
    ++m_attempt;
    const double share = std::clamp(m_random ? m_random() : 0.0, 0.0, 1.0);
    return wait + std::chrono::milliseconds(static_cast<std::int64_t>(share * static_cast<double>(m_policy.jitter.count())));
}

Backoff::Random Backoff::systemRandom()
{
    return [] {
        std::random_device device;
        return std::uniform_real_distribution<double>(0.0, 1.0)(device);
    };
}

} // namespace bw
