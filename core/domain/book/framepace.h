// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <array>
#include <cstdint>
#include <optional>

namespace bw {

/// How fast the frames of one topic usually come: the median of the last 100 distances, and the count of the last second. Noting a
/// frame costs the same whatever has come before. One thread, no clock of its own.
class FramePace final {
public:
    static constexpr std::chrono::milliseconds kShortest{20}; ///< the fastest push of a deep book: below it is jitter

    void note(MonoTime at);
    /// The distance over a break is no pace.
    void noteBreak() { m_last.reset(); }

    /// At least kShortest; nullopt before a few frames have come.
    [[nodiscard]] std::optional<std::chrono::milliseconds> normal() const { return m_normal; }
    [[nodiscard]] double perSecond(MonoTime now) const;

private:
    void judge();
    static constexpr std::size_t kKept = 100;
    static constexpr std::size_t kBuckets = 10;
    static constexpr std::chrono::milliseconds kBucket{100};
    std::array<std::int64_t, kKept> m_distances{}; ///< a ring, in microseconds
    std::size_t m_count = 0, m_next = 0, m_sinceJudged = 0;
    std::optional<std::chrono::milliseconds> m_normal;
    std::optional<MonoTime> m_last;
    std::array<std::uint32_t, kBuckets> m_frames{}; ///< of the last second, a ring by time
    std::int64_t m_newestBucket = 0;
};

} // namespace bw
