// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/decimal.h"

namespace bw {

/// What the analyst may cost in one day of UTC, asked before every attempt. Counts from the start of the program; lives on the engine
/// thread. Never gives anything back: an attempt without an answer may have been billed.
class SpendBudget {
public:
    struct Limits {
        int callsPerDay = 1000;
        Decimal usdPerDay = Decimal(5);
    };
    SpendBudget(Limits limits, const Clock &clock) : m_limits(limits), m_clock(clock) {}

    void setLimits(Limits limits) { m_limits = limits; }
    /// False when this attempt could break a limit; else it is counted as a call. An invalid cost (no price known) counts as a call only.
    [[nodiscard]] bool tryCall(const Decimal &worstCost);
    void addCost(const Decimal &cost);
    [[nodiscard]] int callsToday();
    [[nodiscard]] Decimal usdToday();

private:
    void turnDay();
    Limits m_limits;
    const Clock &m_clock;
    std::chrono::sys_days m_day{};
    int m_calls = 0;
    Decimal m_usd;
};

} // namespace bw
