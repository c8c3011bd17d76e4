// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

namespace bw {

/// Our own reckoning of one position from its fills, to stand beside the venue's. Linear: a weighted average entry, PnL in the settle
/// coin. Inverse: quantities in USD, a harmonic average entry, PnL in the coin. Fees are not in it. One position: hedge mode has two of
/// these. A value.
class RunningPosition final {
public:
    explicit RunningPosition(Category category = Category::Linear) : m_category(category) {}

    /// The profit that the fill realises, 0 where it only opens. A fill larger than an opposite position closes it and opens the rest
    /// at its own price.
    Decimal apply(Side side, const Decimal &qty, const Decimal &price);

    [[nodiscard]] const Decimal &size() const { return m_size; } ///< > 0 long, < 0 short
    [[nodiscard]] Decimal entryPrice() const;                    ///< invalid when flat
    [[nodiscard]] const Decimal &realised() const { return m_realised; }
    [[nodiscard]] Decimal unrealised(const Decimal &mark) const;

private:
    [[nodiscard]] Decimal worth(const Decimal &qty, const Decimal &price) const;
    [[nodiscard]] Decimal profit(const Decimal &entryWorth, const Decimal &exitWorth) const;
    Category m_category;
    Decimal m_size;
    Decimal m_worth; ///< of |size| at the entries: quote coin, or base coin of inverse; >= 0
    Decimal m_realised;
};

} // namespace bw
