// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/spendbudget.h"

namespace bw {

bool SpendBudget::tryCall(const Decimal &worstCost)
{
    turnDay();
    if (m_calls >= m_limits.callsPerDay)
        return false;
    if (worstCost.isValid() && m_usd + worstCost > m_limits.usdPerDay)
        return false;
    ++m_calls;
    return true;
}

void SpendBudget::addCost(const Decimal &cost)
{
    turnDay();
    if (cost.isValid())
        m_usd += cost;
}

int SpendBudget::callsToday()
{
    turnDay();
    return m_calls;
}

Decimal SpendBudget::usdToday()
{
    turnDay();
    return m_usd;
}

void SpendBudget::turnDay()
{
    const auto today = std::chrono::floor<std::chrono::days>(m_clock.utcNow());
    if (today == m_day)
        return;
    m_day = today;
    m_calls = 0;
    m_usd = Decimal(0);
}

} // namespace bw
