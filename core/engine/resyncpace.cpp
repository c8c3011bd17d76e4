// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/resyncpace.h"

#include <algorithm>

namespace bw {

namespace {
constexpr std::chrono::minutes kWindow{1};
constexpr std::size_t kAtOnce = 3;
constexpr std::chrono::seconds kMostBackoff{5}; // a book that breaks all the time is asked for, and heals, every five seconds
constexpr std::chrono::seconds kMostPatience{60};
constexpr std::chrono::seconds kBetweenAnswers{1}; // a snapshot that was no good is not asked for again at the pace of the wire
} // namespace

MonoTime ResyncPace::plan(MonoTime now, bool wasShown)
{
    if (m_due)
        return *m_due;
    while (!m_asked.empty() && m_asked.front() <= now - kWindow)
        m_asked.pop_front();
    const auto count = m_asked.size();
    auto at = now;
    if (count >= kAtOnce)
        at += std::min<std::chrono::seconds>(std::chrono::seconds(1LL << std::min<std::size_t>(count - kAtOnce, 3)), kMostBackoff);
    if (!wasShown && !m_asked.empty())
        at = std::max(at, m_asked.back() + kBetweenAnswers);
    m_due = at;
    return at;
}

void ResyncPace::noteAsked(MonoTime now)
{
    m_due.reset();
    m_asked.push_back(now);
    m_waitingSince = now;
    if (m_asked.size() > 60)
        m_asked.pop_front();
}

void ResyncPace::noteSnapshot()
{
    m_due.reset();
    m_patience = kPatience;
}

void ResyncPace::beMorePatient()
{
    m_patience = std::min<std::chrono::seconds>(m_patience * 2, kMostPatience);
}

} // namespace bw
