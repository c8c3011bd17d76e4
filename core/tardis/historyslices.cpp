// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/historyslices.h"

#include <algorithm>
#include <array>

namespace bw {

namespace {

using std::chrono::milliseconds;

/// Round ones, so that a slice begins at a round time.
milliseconds sliceFor(milliseconds window)
{
    constexpr std::array<std::int64_t, 14> kSlices{100, 250, 500, 1000, 2000, 5000, 10'000, 15'000, 30'000, 60'000, 120'000, 300'000, 900'000, 3'600'000};
    const std::int64_t least = window.count() / HistorySlices::kMostPoints;
    const auto fitting = std::find_if(kSlices.begin(), kSlices.end(), [least](std::int64_t each) { return each >= least; });
    return milliseconds(fitting == kSlices.end() ? kSlices.back() : *fitting);
}

double spreadOf(const HistorySlices::Best &best) { return (best.ask - best.bid) / best.bid * 100; }

} // namespace

HistorySlices::HistorySlices(UtcTime from, UtcTime to) : m_from(from), m_to(to), m_slice(sliceFor(to - from)), m_at(from) {}

void HistorySlices::note(UtcTime at, const std::optional<Best> &best)
{
    const UtcTime now = std::clamp(at, m_at, m_to);
    add(m_at, now);
    m_at = now;
    m_best = best && best->bid > 0 ? best : std::nullopt;
}

void HistorySlices::add(UtcTime from, UtcTime to)
{
    while (from < to) {
        const auto index = static_cast<std::size_t>((from - m_from) / m_slice);
        const UtcTime end = std::min(to, m_from + m_slice * static_cast<std::int64_t>(index + 1));
        if (m_sums.size() <= index)
            m_sums.resize(index + 1);
        if (m_best) {
            Sum &sum = m_sums[index];
            const double spread = spreadOf(*m_best);
            sum.low = sum.known == 0 ? spread : std::min(sum.low, spread);
            sum.high = sum.known == 0 ? spread : std::max(sum.high, spread);
            sum.weighted += spread * static_cast<double>((end - from).count());
            sum.known += (end - from).count();
            sum.last = *m_best;
        }
        from = end;
    }
}

std::vector<HistoryPoint> HistorySlices::points() const
{
    std::vector<HistoryPoint> points;
    points.reserve(m_sums.size());
    for (std::size_t i = 0; i < m_sums.size(); ++i) {
        const Sum &sum = m_sums[i];
        const UtcTime at = m_from + m_slice * static_cast<std::int64_t>(i);
        const std::int64_t length = (std::min(at + m_slice, m_at) - at).count();
        if (sum.known * 2 < length || sum.known == 0) {
            points.push_back(HistoryPoint{at});
            continue;
        }
        // A mean of equal doubles may be off in its last bit: it lies between the lowest and the highest all the same.
        const double mean = std::clamp(sum.weighted / static_cast<double>(sum.known), sum.low, sum.high);
        points.push_back(HistoryPoint{at, false, sum.last.bid, sum.last.ask, mean, sum.low, sum.high});
    }
    return points;
}

} // namespace bw
