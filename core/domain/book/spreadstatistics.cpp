// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/spreadstatistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bw {

namespace {
constexpr std::chrono::milliseconds kShortest{1};

/// Calls `use` for every point that is not a gap; returns how many there were.
template <class Use>
std::size_t forEachValue(const std::deque<SpreadPoint> &points, Use use)
{
    std::size_t count = 0;
    for (const auto &point : points) {
        if (point.isGap)
            continue;
        use(point.pct);
        ++count;
    }
    return count;
}
} // namespace

SpreadStatistics::SpreadStatistics(std::chrono::milliseconds window, std::chrono::milliseconds step)
    : m_window(std::max(window, kShortest)), m_step(std::max(step, kShortest))
{
}

bool SpreadStatistics::add(UtcTime at, double pct, SpreadPoint &closed)
{
    if (!std::isfinite(pct))
        return false;
    const auto stepOf = [this](UtcTime time) { return time.time_since_epoch() / m_step; };
    if (m_hasOpen && !m_open.isGap && stepOf(at) == stepOf(m_open.at)) {
        if (pct > m_open.pct)
            m_open = {at, pct, false};
        return false;
    }
    return replaceOpen({at, pct, false}, closed);
}

bool SpreadStatistics::addGap(UtcTime at, SpreadPoint &closed)
{
    if (m_hasOpen && m_open.isGap)
        return false;
    return replaceOpen({at, std::numeric_limits<double>::quiet_NaN(), true}, closed);
}

bool SpreadStatistics::replaceOpen(const SpreadPoint &next, SpreadPoint &closed)
{
    const bool hasClosed = m_hasOpen;
    if (m_hasOpen) {
        closed = m_open;
        m_points.push_back(m_open);
    }
    m_open = next;
    m_hasOpen = true;
    trim(next.at);
    return hasClosed;
}

void SpreadStatistics::trim(UtcTime now)
{
    // Gaps come on top of one point a step, so a book that flaps is bounded by the count as well as by the window.
    const auto most = static_cast<std::size_t>(2 * (m_window / m_step) + 2);
    while (!m_points.empty() && (m_points.front().at < now - m_window || m_points.size() > most))
        m_points.pop_front();
}

double SpreadStatistics::mean() const
{
    double sum = 0;
    const auto count = forEachValue(m_points, [&sum](double pct) { sum += pct; });
    return count == 0 ? std::numeric_limits<double>::quiet_NaN() : sum / static_cast<double>(count);
}

double SpreadStatistics::deviation() const
{
    const double middle = mean();
    double squares = 0;
    const auto count = forEachValue(m_points, [&](double pct) { squares += (pct - middle) * (pct - middle); });
    return count == 0 ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(squares / static_cast<double>(count));
}

} // namespace bw
