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

void UnknownResolver::watch(const InstrumentId &id, const QString &key)
{
    if (m_searches.contains(key))
        return;
    auto search = std::make_shared<Search>();
    search->id = id;
    search->lostAt = m_venue.venueTime();
    m_searches.insert(key, search);
    askLater(*search, key);
}

void UnknownResolver::forget(const QString &key) { m_searches.remove(key); }

void UnknownResolver::askLater(Search &search, const QString &key)
{
    const auto wait = std::min(m_pace.longestWait, m_pace.firstWait * (1 << std::min(search.rounds, 4)));
    search.timer = m_scheduler.after(wait, [this, key] { ask(key); });
}

void UnknownResolver::ask(const QString &key)
{
    const auto search = m_searches.value(key);
    if (!search)
        return;
    ++search->rounds;
    Q_EMIT roundStarted(key);
    m_venue.lookUp(search->id, key, [guard = QPointer<UnknownResolver>(this), key](const LookupOutcome &outcome) {
        if (guard)
            guard->onOutcome(key, outcome);
    });
}

void UnknownResolver::onOutcome(const QString &key, const LookupOutcome &outcome)
{
    const auto search = m_searches.value(key);
    if (!search)
        return; // the stream was faster
    if (outcome.found || !outcome.executions.isEmpty()) {
        Q_EMIT found(key, outcome); // whoever listens says whether that was enough
    } else if (outcome.isClean) {
        const auto venueNow = m_venue.venueTime();
        if (!search->lostAt)
            search->lostAt = venueNow;
        const bool isPast = venueNow && *venueNow > *search->lostAt + m_pace.recvWindow.value_or(m_venue.recvWindow()) + m_pace.lagMargin;
        if (isPast && ++search->cleanRounds >= kCleanRoundsNeeded) {
            forget(key);
            Q_EMIT notAtVenue(key);
            return;
        }
    }
    if (m_searches.contains(key))
        askLater(*search, key);
}

} // namespace bw
