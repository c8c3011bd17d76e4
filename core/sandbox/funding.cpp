// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/funding.h"

#include <algorithm>

namespace bw::sandbox {

void Funding::setEvery(std::chrono::milliseconds every)
{
    m_every = every;
    m_next.clear();
}

void Funding::settle(const InstrumentId &id, const Accounts &accounts, const Decimal &rate)
{
    for (const auto &account : accounts)
        for (Position *position : account->openPositions(id))
            m_matcher.payFunding(*account, *position, rate);
}

void Funding::check(const InstrumentId &id, const Accounts &accounts)
{
    if (id.category == Category::Spot)
        return;
    if (m_every.count() > 0) {
        const MonoTime now = m_clock.now();
        if (!m_next.contains(id))
            m_next.insert(id, now + m_every);
        if (now < m_next.value(id))
            return;
        m_next.insert(id, now + m_every);
        return settle(id, accounts, m_market.gauge(id).fundingRate);
    }
    Due &due = m_due[id];
    const bool isHeld = std::any_of(accounts.begin(), accounts.end(), [&id](const auto &account) { return !account->openPositions(id).empty(); });
    if (!isHeld && m_clock.utcNow() < due.at)
        return; // nobody would pay by this rate: hundreds of instruments change many times a second
    const MarketGauge gauge = m_market.gauge(id);
    const bool isPassed = toMs(due.at) > 0 && m_clock.utcNow() >= due.at;
    if (isPassed && gauge.nextFundingTime > due.at) // a recording that stands still does not settle again and again
        settle(id, accounts, due.rate);
    if (!isPassed || gauge.nextFundingTime > due.at)
        due = {gauge.nextFundingTime, gauge.fundingRate};
}

} // namespace bw::sandbox
