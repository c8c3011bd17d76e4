// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/steptext.h"

namespace bw {

StepText::StepText(const Decimal &step) : m_scale(step.scale())
{
    m_mantissa = step.toString().remove(u'.').toLongLong();
}

void StepText::append(QByteArray &out, std::int64_t steps) const
{
    char digits[40]; // 20 of the number, or as many zeros as Decimal has places
    int count = 0;
    for (auto rest = static_cast<std::uint64_t>(steps * m_mantissa); rest > 0 || count <= m_scale; rest /= 10)
        digits[count++] = static_cast<char>('0' + rest % 10);
    while (count > 0) {
        out.append(digits[--count]);
        if (count == m_scale && count > 0)
            out.append('.');
    }
}

QByteArray StepText::text(std::int64_t steps) const
{
    QByteArray out;
    append(out, steps);
    return out;
}

} // namespace bw
