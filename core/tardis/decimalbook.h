// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"

#include <span>
#include <vector>

namespace bw {

struct DecimalLevel {
    Decimal price, amount;
};

/// An OrderBook for instruments whose steps nobody told: keyed by the numbers themselves. Slower; same rules. One thread.
class DecimalBook final {
public:
    void clear();
    /// Any order; zero amounts are left out, the last word on a price wins.
    void replace(std::vector<DecimalLevel> bids, std::vector<DecimalLevel> asks);
    void apply(std::span<const DecimalLevel> bids, std::span<const DecimalLevel> asks);

    [[nodiscard]] std::span<const DecimalLevel> bids() const { return m_bids; } ///< highest first
    [[nodiscard]] std::span<const DecimalLevel> asks() const { return m_asks; } ///< lowest first
    [[nodiscard]] bool isCrossed() const;

private:
    std::vector<DecimalLevel> m_bids, m_asks;
};

} // namespace bw
