// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/spreadseries.h"

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

double secondsAfter(UtcTime origin, UtcTime at)
{
    return static_cast<double>((at - origin).count()) / 1000.0;
}

/// The lowest and the highest of one slice of time, in the order in which they came.
struct Slice {
    SpreadPoint low, high;
    bool isOpen = false;

    void take(const SpreadPoint &point)
    {
        if (!isOpen || point.pct < low.pct)
            low = point;
        if (!isOpen || point.pct > high.pct)
            high = point;
        isOpen = true;
    }
    void flush(QVector<QPointF> &line, UtcTime origin)
    {
        if (!isOpen)
            return;
        const SpreadPoint &first = low.at <= high.at ? low : high;
        const SpreadPoint &second = low.at <= high.at ? high : low;
        line.append({secondsAfter(origin, first.at), first.pct});
        if (second.at != first.at)
            line.append({secondsAfter(origin, second.at), second.pct});
        isOpen = false;
    }
};

} // namespace

void SpreadSeries::add(const std::vector<SpreadPoint> &points)
{
    for (const SpreadPoint &point : points)
        if (point.isGap || std::isfinite(point.pct))
            m_points.push_back(point);
    while (m_points.size() > kMaxKept)
        m_points.pop_front();
}

void SpreadSeries::trim(UtcTime now)
{
    // The last gap before the window stays: what begins inside a gap must still be drawn as one.
    while (m_points.size() > 1 && m_points[1].at < now - kWindow)
        m_points.pop_front();
    if (!m_points.empty() && !m_points.front().isGap && m_points.front().at < now - kWindow)
        m_points.pop_front();
}

std::optional<double> SpreadSeries::last() const
{
    return m_points.empty() || m_points.back().isGap ? std::nullopt : std::optional(m_points.back().pct);
}

std::optional<double> SpreadSeries::mean() const
{
    double sum = 0;
    int count = 0;
    for (const SpreadPoint &point : m_points) {
        if (!point.isGap) {
            sum += point.pct;
            ++count;
        }
    }
    return count == 0 ? std::nullopt : std::optional(sum / count);
}

SpreadSeries::Drawing SpreadSeries::draw(UtcTime origin, UtcTime now, std::chrono::milliseconds window) const
{
    // Two points a slice, so half as many slices as points.
    const auto width = std::max<std::int64_t>(1, window.count() / static_cast<std::int64_t>(kMaxPoints / 2 - kMaxLines));
    auto first = std::lower_bound(m_points.begin(), m_points.end(), now - window, [](const SpreadPoint &point, UtcTime at) { return point.at < at; });
    if (first != m_points.begin())
        --first;
    const bool mayKeepAll = static_cast<std::size_t>(m_points.end() - first) <= kMaxPoints;
    Drawing drawing;
    QVector<QPointF> line;
    Slice slice;
    std::int64_t sliceNumber = 0;
    std::optional<UtcTime> gapSince;
    const auto closeLine = [&] {
        slice.flush(line, origin);
        if (!line.isEmpty())
            drawing.lines.push_back(std::exchange(line, {}));
    };
    for (; first != m_points.end(); ++first) {
        const SpreadPoint &point = *first;
        if (point.isGap) {
            closeLine();
            if (!gapSince)
                gapSince = point.at;
            continue;
        }
        if (gapSince)
            drawing.gaps.push_back({*std::exchange(gapSince, std::nullopt), point.at});
        drawing.highest = std::max(drawing.highest, point.pct);
        const std::int64_t number = mayKeepAll ? toMs(point.at) : toMs(point.at) / width;
        if (number != sliceNumber)
            slice.flush(line, origin);
        sliceNumber = number;
        slice.take(point);
    }
    closeLine();
    if (gapSince)
        drawing.gaps.push_back({*gapSince, now});
    if (drawing.lines.size() > kMaxLines)
        drawing.lines.erase(drawing.lines.begin(), drawing.lines.end() - kMaxLines);
    return drawing;
}

} // namespace bw
