// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/stepparser.h"

#include <limits>

namespace bw {

StepParser::StepParser(const Decimal &step)
{
    for (std::size_t places = 0; places < kPowers.size(); ++places)
        m_maxBefore[places] = std::numeric_limits<std::int64_t>::max() / kPowers[places];

    const Decimal plain = step.normalized();
    if (!plain.isValid() || plain.sign() <= 0 || plain.scale() >= static_cast<int>(kPowers.size()))
        return;
    const auto mantissa = plain.stepsOf(Decimal::fromScaled(1, plain.scale()), Rounding::Zero);
    if (!mantissa || *mantissa >= kLimit)
        return;
    m_decimals = plain.scale();
    m_divisor = *mantissa;
}

} // namespace bw
