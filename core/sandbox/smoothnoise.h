// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>

namespace bw {

/// Scatters a seed and a place into 64 bits that look random: the same place gives the same bits at every start, so that a past which
/// nobody stored can be told again (splitmix64's finalizer).
[[nodiscard]] constexpr std::uint64_t scatter(std::uint64_t seed, std::int64_t place)
{
    std::uint64_t x = seed + static_cast<std::uint64_t>(place) * 0x9e3779b97f4a7c15U;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9U;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebU;
    return x ^ (x >> 31);
}

/// [0, 1)
[[nodiscard]] constexpr double scatterUnit(std::uint64_t seed, std::int64_t place)
{
    return static_cast<double>(scatter(seed, place) >> 11) * 0x1.0p-53;
}

/// A smooth curve through a random value of [-1, 1) at every whole place.
[[nodiscard]] inline double smoothNoise(std::uint64_t seed, double place)
{
    const double floor = std::floor(place);
    const auto index = static_cast<std::int64_t>(floor);
    const double along = place - floor;
    const double from = 2 * scatterUnit(seed, index) - 1, to = 2 * scatterUnit(seed, index + 1) - 1;
    return from + (to - from) * along * along * (3 - 2 * along);
}

} // namespace bw
