// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/pricescale.h"

#include <cmath>

namespace bw {

PriceScale::PriceScale(double low, double high, double top, double bottom) : m_low(low), m_high(high), m_top(top), m_bottom(bottom)
{
    if (!(m_high > m_low)) {
        m_low -= 1;
        m_high = m_low + 2;
    }
    if (!(m_bottom > m_top))
        m_bottom = m_top + 1;
}

double PriceScale::y(double ticks) const { return m_bottom - (ticks - m_low) / (m_high - m_low) * (m_bottom - m_top); }

double PriceScale::at(double y) const { return m_low + (m_bottom - y) / (m_bottom - m_top) * (m_high - m_low); }

std::int64_t roundStep(double atLeast)
{
    constexpr std::int64_t kLargest = 1'000'000'000'000'000;
    for (std::int64_t power = 1; power < kLargest; power *= 10)
        for (const std::int64_t digit : {1, 2, 5})
            if (static_cast<double>(digit * power) >= atLeast)
                return digit * power;
    return kLargest;
}

std::vector<std::int64_t> priceTicks(double low, double high, int maxCount)
{
    std::vector<std::int64_t> ticks;
    if (!(high > low) || maxCount < 1 || !std::isfinite(high - low))
        return ticks;
    const std::int64_t step = roundStep((high - low) / maxCount);
    const auto first = static_cast<std::int64_t>(std::ceil(low / static_cast<double>(step)));
    const auto last = static_cast<std::int64_t>(std::floor(high / static_cast<double>(step)));
    for (std::int64_t n = first; n <= last; ++n)
        ticks.push_back(n * step);
    return ticks;
}

} // namespace bw
