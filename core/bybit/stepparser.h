// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"

#include <array>
#include <cstdint>

namespace bw {

/// Turns the decimal text of a price or a size into whole steps of a tick or lot, straight from the frame's bytes: no double, no
/// allocation, no copy. Made once for each step, then used for every level. A value; holds numbers only.
class StepParser final {
public:
    static constexpr std::int64_t kRefused = -1;
    /// Instrument keeps every count below 2^53; so does this.
    static constexpr std::int64_t kMaxSteps = std::int64_t{1} << 53;

    StepParser() = default; ///< refuses everything
    /// For a step that is not positive, or has more than 17 digits, every text is refused.
    explicit StepParser(const Decimal &step);

    /// Reads plain digits with at most one point up to a closing quote, which must be there. Returns the count of steps, or kRefused
    /// for anything that is not exactly a whole count: other characters, a sign, no digit on either side of a point, off the step,
    /// 2^53 steps or more.
    [[nodiscard]] std::int64_t parse(const char *text) const
    {
        std::int64_t mantissa = 0;
        const char *const whole = text;
        while (isDigit(*text))
            mantissa = appended(mantissa, *text++);
        if (text == whole)
            return kRefused;
        int missing = m_decimals;
        if (*text == '.') {
            const char *const fraction = ++text;
            for (; missing > 0 && isDigit(*text); --missing)
                mantissa = appended(mantissa, *text++);
            while (*text == '0') // places beyond the step's own must be zeros
                ++text;
            if (text == fraction)
                return kRefused;
        }
        return *text == '"' && mantissa < kLimit ? scaled(mantissa, missing) : kRefused;
    }

private:
    static constexpr std::int64_t kLimit = 100'000'000'000'000'000; ///< 10^17: one more digit still fits 64 bits
    static constexpr std::array<std::int64_t, 18> kPowers{
        1, 10, 100, 1'000, 10'000, 100'000, 1'000'000, 10'000'000, 100'000'000, 1'000'000'000, 10'000'000'000, 100'000'000'000,
        1'000'000'000'000, 10'000'000'000'000, 100'000'000'000'000, 1'000'000'000'000'000, 10'000'000'000'000'000, kLimit};

    [[nodiscard]] static bool isDigit(char c) { return c >= '0' && c <= '9'; }
    /// Once over the limit it stays there, however long the text is.
    [[nodiscard]] static std::int64_t appended(std::int64_t mantissa, char digit)
    {
        return mantissa >= kLimit ? kLimit : mantissa * 10 + (digit - '0');
    }
    [[nodiscard]] std::int64_t scaled(std::int64_t mantissa, int missingPlaces) const
    {
        const std::int64_t power = kPowers[static_cast<std::size_t>(missingPlaces)];
        if (missingPlaces > 0 && mantissa > m_maxBefore[static_cast<std::size_t>(missingPlaces)])
            return kRefused;
        std::int64_t steps = mantissa * power;
        if (m_divisor != 1) { // a division costs more than all the rest: most steps are powers of ten
            if (m_divisor == 0 || steps % m_divisor != 0)
                return kRefused;
            steps /= m_divisor;
        }
        return steps < kMaxSteps ? steps : kRefused;
    }

    int m_decimals = 0;         ///< places of the step, at most 17
    std::int64_t m_divisor = 0; ///< the step without its point: 5 for 0.05; 0 refuses
    std::array<std::int64_t, 18> m_maxBefore{}; ///< largest mantissa that may still be raised by so many places
};

} // namespace bw
