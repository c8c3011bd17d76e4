// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/bookhistory.h"

#include <algorithm>

namespace bw {

namespace {
constexpr std::size_t kMostGaps = 200; // far more than ten minutes of resyncs with their back-off
constexpr std::chrono::seconds kCrossedWindow{60};
} // namespace

void BookHistory::noteGap(MonoTime at, GapKind kind)
{
    m_gaps.push_back({at, kind, {}});
    if (m_gaps.size() > kMostGaps)
        m_gaps.pop_front();
}

void BookHistory::noteLive(MonoTime at)
{
    for (auto gap = m_gaps.rbegin(); gap != m_gaps.rend(); ++gap)
        if (gap->kind == GapKind::Crossed && !gap->healed)
            gap->healed = at;
}

int BookHistory::gaps(MonoTime now, std::chrono::milliseconds window) const
{
    return static_cast<int>(std::count_if(m_gaps.begin(), m_gaps.end(), [&](const Gap &gap) { return gap.at > now - window; }));
}

int BookHistory::gaps(MonoTime now, std::chrono::milliseconds window, GapKind kind) const
{
    return static_cast<int>(std::count_if(m_gaps.begin(), m_gaps.end(), [&](const Gap &gap) { return gap.kind == kind && gap.at > now - window; }));
}

double BookHistory::crossedShare(MonoTime now) const
{
    std::chrono::nanoseconds crossed{0};
    auto countedTo = now - kCrossedWindow; // spells may overlap: a book that crosses again before it was healed
    for (const auto &gap : m_gaps) {
        if (gap.kind != GapKind::Crossed)
            continue;
        const auto from = std::max(gap.at, countedTo);
        const auto to = gap.healed.value_or(now);
        if (to <= from)
            continue;
        crossed += to - from;
        countedTo = to;
    }
    return std::clamp(std::chrono::duration<double>(crossed) / kCrossedWindow, 0.0, 1.0);
}

} // namespace bw
