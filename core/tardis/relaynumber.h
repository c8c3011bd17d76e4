// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"

#include <optional>
#include <string_view>

namespace bw {

/// A JSON number as its text says it: mantissa x 10^exponent, exactly. The relay prints doubles, whose shortest texts have at most 17
/// significant digits, so 18 hold each of them; nothing here ever is a double. A value.
struct RelayNumber {
    std::int64_t mantissa = 0; ///< without zeros at its end; 0 has exponent 0
    int exponent = 0;

    /// The raw token, "96249.7", "6.2e-7", "-1E+3"; nullopt for what is no JSON number, has more than 18 significant digits, or an
    /// exponent beyond 40.
    [[nodiscard]] static std::optional<RelayNumber> read(std::string_view token);

    /// Exact where it has at most 18 places, else rounded half-even to 18: what is cut off is the dust of a double. Invalid when too large.
    [[nodiscard]] Decimal toDecimal() const;
    bool operator==(const RelayNumber &) const = default;
};

/// Turns such numbers into counts of a tick or lot. Made once for each step.
class RelaySteps final {
public:
    struct Nearest {
        std::int64_t steps = -1; ///< -1: negative, or 2^53 steps or more
        bool isClose = false;    ///< within a millionth of a step: the noise of a double, not another number
    };

    RelaySteps() = default; ///< has no step
    /// A step that is not positive or has more than four significant digits is none.
    explicit RelaySteps(const Decimal &step);

    [[nodiscard]] bool hasStep() const { return m_divisor > 0; }
    [[nodiscard]] const Decimal &step() const { return m_step; }
    [[nodiscard]] Nearest nearest(const RelayNumber &number) const;

private:
    Decimal m_step;
    int m_decimals = 0;         ///< places of the step
    std::int64_t m_divisor = 0; ///< the step without its point: 5 for 0.05
};

} // namespace bw
