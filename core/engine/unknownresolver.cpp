// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/unknownresolver.h"

#include <algorithm>

namespace bw {

namespace {
constexpr int kCleanRoundsNeeded = 3;
}

UnknownResolver::UnknownResolver(ExecutionVenue &venue, const LookupPace &pace, Scheduler &scheduler)
    : m_venue(venue), m_pace(pace), m_scheduler(scheduler)
{
}

void UnknownResolver::watch(const InstrumentId &id, const QString &orderLinkId)
{
    if (m_searches.contains(orderLinkId))
        return;
    auto search = std::make_shared<Search>();
    search->id = id;
    search->lostAt = m_venue.venueTime();
    m_searches.insert(orderLinkId, search);
    askLater(*search, orderLinkId);
}

void UnknownResolver::forget(const QString &orderLinkId) { m_searches.remove(orderLinkId); }

void UnknownResolver::askLater(Search &search, const QString &orderLinkId)
{
    const auto wait = std::min(m_pace.longestWait, m_pace.firstWait * (1 << std::min(search.rounds, 4)));
    search.timer = m_scheduler.after(wait, [this, orderLinkId] { ask(orderLinkId); });
}

void UnknownResolver::ask(const QString &orderLinkId)
{
    const auto search = m_searches.value(orderLinkId);
    if (!search)
        return;
    ++search->rounds;
    Q_EMIT roundStarted(orderLinkId);
    m_venue.lookUp(search->id, orderLinkId, [guard = QPointer<UnknownResolver>(this), orderLinkId](const LookupOutcome &outcome) {
        if (guard)
            guard->onOutcome(orderLinkId, outcome);
    });
}

void UnknownResolver::onOutcome(const QString &orderLinkId, const LookupOutcome &outcome)
{
    const auto search = m_searches.value(orderLinkId);
    if (!search)
        return; // the stream was faster
    if (outcome.found || !outcome.executions.isEmpty()) {
        Q_EMIT found(orderLinkId, outcome); // whoever listens says whether that was enough
    } else if (outcome.isClean) {
        const auto venueNow = m_venue.venueTime();
        if (!search->lostAt)
            search->lostAt = venueNow;
        const bool isPast = venueNow && *venueNow > *search->lostAt + m_pace.recvWindow.value_or(m_venue.recvWindow()) + m_pace.lagMargin;
        if (isPast && ++search->cleanRounds >= kCleanRoundsNeeded) {
            forget(orderLinkId);
            Q_EMIT notAtVenue(orderLinkId);
            return;
        }
    }
    if (m_searches.contains(orderLinkId))
        askLater(*search, orderLinkId);
}

} // namespace bw
