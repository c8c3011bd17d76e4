// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstddef>
#include <deque>

namespace bw {

/// One point of the spread's history. A gap is a moment without a true book: the line breaks there.
struct SpreadPoint {
    UtcTime at{};
    double pct = 0;     ///< (ask - bid) / bid x 100
    bool isGap = false;
};

/// The rolling window of spread points: at most one point each `step`, the widest of it (a peak is never smoothed away), kept for
/// `window`. Statistics are doubles: for drawing only. One thread, no clock of its own.
class SpreadStatistics final {
public:
    SpreadStatistics(std::chrono::milliseconds window, std::chrono::milliseconds step);

    /// Returns true when a new point was closed; `closed` is it.
    bool add(UtcTime at, double pct, SpreadPoint &closed);
    /// The book is not live from here on; the gap itself is closed by the first value after it.
    bool addGap(UtcTime at, SpreadPoint &closed);
    [[nodiscard]] const std::deque<SpreadPoint> &points() const { return m_points; }
    [[nodiscard]] double mean() const;      ///< of the closed points; NaN without any
    [[nodiscard]] double deviation() const; ///< of the population

private:
    bool replaceOpen(const SpreadPoint &next, SpreadPoint &closed);
    void trim(UtcTime now);
    std::chrono::milliseconds m_window, m_step;
    std::deque<SpreadPoint> m_points;
    SpreadPoint m_open;
    bool m_hasOpen = false;
};

} // namespace bw
