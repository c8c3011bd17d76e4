// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/marketsource.h"

namespace bw {

/// The slow numbers that depend on nothing but the time and a seed, so that their past can be told without being stored: funding rates and
/// open interest of one invented contract. A value; one thread.
class SyntheticGauge final {
public:
    SyntheticGauge() = default;
    SyntheticGauge(std::uint64_t seed, std::chrono::minutes fundingInterval, QtyLots usualInterest)
        : m_seed(seed), m_interval(fundingInterval), m_interest(usualInterest)
    {
    }

    [[nodiscard]] UtcTime nextFunding(UtcTime now) const;
    /// What would be settled at the next funding time; meets the settled rate in the last minute before it.
    [[nodiscard]] Decimal forecast(UtcTime now) const;
    /// Settled within [from, to], newest first.
    [[nodiscard]] std::vector<FundingPoint> settled(UtcTime from, UtcTime to, int limit) const;
    [[nodiscard]] QtyLots openInterest(UtcTime at) const;

private:
    [[nodiscard]] std::int64_t rate(std::int64_t settlement) const; ///< of 10^-8

    std::uint64_t m_seed = 0;
    std::chrono::minutes m_interval{480};
    QtyLots m_interest;
};

} // namespace bw
