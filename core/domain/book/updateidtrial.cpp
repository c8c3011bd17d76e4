// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/updateidtrial.h"

namespace bw {

namespace {
constexpr int kProofs = 2; // one may be luck: what was lost may have been overwritten since
constexpr int kBreaksForProof = 3;
constexpr std::chrono::seconds kHopeless{30};
constexpr std::chrono::minutes kHealed{1};
} // namespace

void UpdateIdTrial::begin(MonoTime now)
{
    end();
    m_isOn = true;
    m_brokeAt = now;
}

UpdateIdTrial::News UpdateIdTrial::note(bool isBreak, MonoTime now)
{
    if (!m_isOn)
        return News::None;
    if (!isBreak)
        return !isUnproven() && now - m_brokeAt >= kHealed ? News::Healed : News::None;
    m_brokeAt = now;
    ++m_breaks;
    if (isUnproven())
        return News::None;
    m_unprovenSince = now;
    return m_isPassed ? News::None : News::Doubt;
}

void UpdateIdTrial::noteSnapshot()
{
    m_unprovenSince.reset();
    m_breaksProven = m_breaksWhenAsked = m_breaks;
}

bool UpdateIdTrial::takeProof()
{
    if (!isUnproven() || m_breaksWhenAsked <= m_breaksProven)
        return false;
    m_breaksProven = m_breaksWhenAsked;
    ++m_proofs;
    const bool isNew = !m_isPassed && m_proofs >= kProofs && m_breaks >= kBreaksForProof;
    m_isPassed = m_isPassed || isNew;
    if (m_isPassed)
        m_unprovenSince.reset(); // until the next break
    return isNew;
}

bool UpdateIdTrial::isHopeless(MonoTime now) const
{
    return isUnproven() && now - *m_unprovenSince >= kHopeless;
}

} // namespace bw
