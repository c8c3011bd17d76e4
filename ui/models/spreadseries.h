// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/spreadstatistics.h"

#include <QPointF>
#include <QVector>

#include <deque>
#include <optional>
#include <vector>

namespace bw {

/// The spread's last minutes as they are drawn: lines that break at gaps, and the gaps themselves. Thins out to a bounded number of
/// points and keeps the lowest and the highest of each slice of time, so no peak is lost. Doubles: for drawing only. Gui thread.
class SpreadSeries final {
public:
    static constexpr std::chrono::milliseconds kWindow{300'000};
    static constexpr std::size_t kMaxPoints = 1000;   ///< on the chart: beyond it a line costs more than it shows
    static constexpr std::size_t kMaxKept = 20'000;   ///< 5 minutes at 60 a second; the oldest go first
    static constexpr int kMaxLines = 24;              ///< more breaks than that in 5 minutes: the newest are drawn

    struct Gap {
        UtcTime from{}, to{};
    };
    struct Drawing {
        std::vector<QVector<QPointF>> lines; ///< x: seconds after the origin, y: percent
        std::vector<Gap> gaps;
        double highest = 0;
    };

    void add(const std::vector<SpreadPoint> &points);
    void trim(UtcTime now);
    void clear() { m_points.clear(); }

    [[nodiscard]] bool isEmpty() const { return m_points.empty(); }
    /// Unless the newest thing known is a gap.
    [[nodiscard]] std::optional<double> last() const;
    [[nodiscard]] std::optional<double> mean() const; ///< of the points in the window
    /// The last `window` before now, and the point before it, so that the line reaches the edge.
    [[nodiscard]] Drawing draw(UtcTime origin, UtcTime now, std::chrono::milliseconds window = kWindow) const;

private:
    std::deque<SpreadPoint> m_points;
};

} // namespace bw
