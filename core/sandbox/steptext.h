// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"

#include <QByteArray>

namespace bw {

/// Writes counts of one step (a tick, a lot) as decimal text without a Decimal for each: a busy book is some thousand levels a second.
/// A value without a thread.
class StepText {
public:
    StepText() = default;
    explicit StepText(const Decimal &step); ///< normalized and positive, as Instrument keeps its steps

    void append(QByteArray &out, std::int64_t steps) const; ///< steps >= 0
    [[nodiscard]] QByteArray text(std::int64_t steps) const;

private:
    std::int64_t m_mantissa = 1;
    int m_scale = 0;
};

} // namespace bw
