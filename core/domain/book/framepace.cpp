// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/framepace.h"

#include <algorithm>
#include <numeric>

namespace bw {

namespace {
constexpr std::size_t kFewest = 5;      // distances before a median means anything
constexpr std::size_t kJudgeEvery = 10; // the median moves slowly; a hundred numbers need not be looked at for each frame
} // namespace

void FramePace::note(MonoTime at)
{
    if (m_last) {
        m_distances[m_next] = std::chrono::duration_cast<std::chrono::microseconds>(at - *m_last).count();
        m_next = (m_next + 1) % kKept;
        m_count = std::min(m_count + 1, kKept);
        if (++m_sinceJudged >= kJudgeEvery || m_count <= kJudgeEvery)
            judge();
    }
    m_last = at;

    const auto bucket = at.time_since_epoch() / kBucket;
    for (auto i = std::max(m_newestBucket + 1, bucket - static_cast<std::int64_t>(kBuckets) + 1); i <= bucket; ++i)
        m_frames[static_cast<std::size_t>(i) % kBuckets] = 0;
    m_newestBucket = std::max(m_newestBucket, bucket);
    ++m_frames[static_cast<std::size_t>(bucket) % kBuckets];
}

void FramePace::judge()
{
    m_sinceJudged = 0;
    if (m_count < kFewest)
        return;
    auto sorted = m_distances;
    const auto end = sorted.begin() + static_cast<std::ptrdiff_t>(m_count);
    const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(m_count / 2);
    std::nth_element(sorted.begin(), middle, end);
    m_normal = std::max(kShortest, std::chrono::ceil<std::chrono::milliseconds>(std::chrono::microseconds(*middle)));
}

double FramePace::perSecond(MonoTime now) const
{
    const auto bucket = now.time_since_epoch() / kBucket;
    std::uint64_t sum = 0;
    for (auto i = bucket - static_cast<std::int64_t>(kBuckets) + 1; i <= bucket; ++i)
        if (i <= m_newestBucket && i > m_newestBucket - static_cast<std::int64_t>(kBuckets))
            sum += m_frames[static_cast<std::size_t>(i) % kBuckets];
    return static_cast<double>(sum);
}

} // namespace bw
