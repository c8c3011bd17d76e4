// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace bw {

/// Prices (in ticks, as doubles: for drawing only) to pixels and back. A value; never empty: equal limits are widened by one tick.
class PriceScale final {
public:
    PriceScale() = default;
    PriceScale(double low, double high, double top, double bottom);

    [[nodiscard]] double y(double ticks) const;
    [[nodiscard]] double at(double y) const;
    [[nodiscard]] double low() const { return m_low; }
    [[nodiscard]] double high() const { return m_high; }

private:
    double m_low = 0, m_high = 1;
    double m_top = 0, m_bottom = 1;
};

/// Round prices between low and high for an axis: steps of 1, 2 or 5 x 10^n ticks, at most maxCount of them, never part of a tick.
[[nodiscard]] std::vector<std::int64_t> priceTicks(double low, double high, int maxCount);
/// The smallest of 1, 2, 5, 10, 20, ... that is not below the value.
[[nodiscard]] std::int64_t roundStep(double atLeast);

} // namespace bw
