// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/topagreement.h"

#include <algorithm>

namespace bw {

namespace {
constexpr std::chrono::seconds kMemory{1}; // five pushes of the slowest depth
constexpr std::size_t kMostTops = 512;     // at 10 ms a push there are 100 a second
} // namespace

void TopAgreement::noteTop(MonoTime at, const BestLevels &top)
{
    m_lastTop = at;
    if (m_tops.empty() || m_tops.back().best != top)
        m_tops.push_back({at, top});
    if (m_tops.size() > kMostTops)
        m_tops.pop_front();
    judge(at);
}

void TopAgreement::noteDeep(MonoTime at, const BestLevels &deep)
{
    m_deep = deep;
    judge(at);
}

void TopAgreement::forgetTop()
{
    m_tops.clear();
    m_lastTop.reset();
    m_differsSince.reset();
}

void TopAgreement::forgetDeep()
{
    m_deep.reset();
    m_differsSince.reset();
}

bool TopAgreement::isAgreeing(MonoTime now) const
{
    if (m_tops.empty() || !m_deep)
        return false;
    if (isEqual())
        return true;
    if (m_tops.back().from <= now - kMemory)
        return false;
    // A top that was replaced before the last second began has nothing to say.
    for (std::size_t i = m_tops.size(); i-- > 0;) {
        if (m_tops[i].best.hasSamePrices(*m_deep))
            return true;
        if (m_tops[i].from <= now - kMemory)
            break;
    }
    return false;
}

void TopAgreement::judge(MonoTime now)
{
    while (m_tops.size() > 1 && m_tops[1].from <= now - kMemory)
        m_tops.pop_front();
    if (m_tops.empty() || !m_deep || isAgreeing(now))
        m_differsSince.reset();
    else if (!m_differsSince)
        m_differsSince = now;
}

std::chrono::nanoseconds TopAgreement::disagreement(MonoTime now)
{
    judge(now);
    return m_differsSince ? now - *m_differsSince : std::chrono::nanoseconds(0);
}

} // namespace bw
