// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <random>

namespace bw {

/// Seeded random numbers that are the same with every standard library: only the engine comes from there, since the distributions of
/// <random> differ. A value; one thread. For prices of a play market and for faults, never for keys.
class Chance {
public:
    explicit Chance(std::uint64_t seed) : m_engine(seed) {}

    [[nodiscard]] double uniform() { return static_cast<double>(m_engine() >> 11) * 0x1.0p-53; } ///< [0, 1)
    [[nodiscard]] bool happens(double probability) { return probability > 0 && uniform() < probability; }
    [[nodiscard]] std::int64_t below(std::int64_t limit) { return static_cast<std::int64_t>(uniform() * static_cast<double>(limit)); }
    /// Mean 0, deviation 1, never beyond 6: twelve uniforms are near enough to a bell for a play market.
    [[nodiscard]] double bell()
    {
        double sum = -6.0;
        for (int i = 0; i < 12; ++i)
            sum += uniform();
        return sum;
    }
    /// 0, 1, 2 ... with the given mean: how far from the touch things happen.
    [[nodiscard]] std::int64_t geometric(double mean)
    {
        return static_cast<std::int64_t>(std::log(1.0 - uniform()) / std::log(mean / (mean + 1.0)));
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace bw
