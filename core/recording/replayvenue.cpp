// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/replayvenue.h"

#include "core/recording/recordingvenue.h"

#include <QMetaObject>

namespace bw {

namespace {
Error onlyWatches() { return {ErrorFamily::Auth, Retry::Never, Certainty::NotSent, 0, QStringLiteral("a replay only watches")}; }
} // namespace

ReplayVenue::ReplayVenue(std::unique_ptr<ExecutionVenue> inner) : m_inner(std::move(inner))
{
    relaySignals(*m_inner, *this);
}

/// Any key will do: what it signs goes nowhere, and the answers are recorded ones.
void ReplayVenue::applyNote(const QJsonObject &note)
{
    if (note.value(QLatin1StringView("venue")).toString() != QLatin1StringView("start"))
        return;
    const bool hasKey = note.value(QLatin1StringView("hasKey")).toBool();
    m_inner->start(hasKey ? ApiKey{QStringLiteral("replay"), SecretBytes("replay")} : ApiKey());
}

/// Later, as every other answer.
void ReplayVenue::refuse(std::function<void(const CommandOutcome &)> done)
{
    QMetaObject::invokeMethod(this, [done = std::move(done)] { done({CommandOutcome::Kind::NotSent, {}, onlyWatches()}); }, Qt::QueuedConnection);
}

void ReplayVenue::place(ApprovedOrder, std::function<void(const CommandOutcome &)> done) { refuse(std::move(done)); }

void ReplayVenue::cancel(const InstrumentId &, const QString &, const QString &, std::function<void(const CommandOutcome &)> done)
{
    refuse(std::move(done));
}

void ReplayVenue::cancelAll(const CancelScope &, std::function<void(const CommandOutcome &)> done) { refuse(std::move(done)); }

void ReplayVenue::change(ApprovedChange, std::function<void(const CommandOutcome &)> done) { refuse(std::move(done)); }

void ReplayVenue::preCheck(const OrderDraft &, std::function<void(const Result<PreCheck> &)> done)
{
    QMetaObject::invokeMethod(this, [done = std::move(done)] { done(fail(onlyWatches())); }, Qt::QueuedConnection);
}

void ReplayVenue::lookUp(const InstrumentId &id, const QString &orderLinkId, std::function<void(const LookupOutcome &)> done)
{
    m_inner->lookUp(id, orderLinkId, std::move(done));
}

void ReplayVenue::readAccount(const AccountQuestion &question, std::function<void(const AccountState &)> done)
{
    m_inner->readAccount(question, std::move(done));
}

void ReplayVenue::readOpenOrders(Category category, const QString &settleCoin, std::function<void(const Result<QVector<OrderReport>> &)> done)
{
    m_inner->readOpenOrders(category, settleCoin, std::move(done));
}

void ReplayVenue::readPositions(Category category, const QString &settleCoin, std::function<void(const Result<QVector<Position>> &)> done)
{
    m_inner->readPositions(category, settleCoin, std::move(done));
}

void ReplayVenue::readOrderHistory(Category category, UtcTime since, std::function<void(const Result<QVector<OrderReport>> &)> done)
{
    m_inner->readOrderHistory(category, since, std::move(done));
}

void ReplayVenue::readLedger(UtcTime since, UtcTime until, std::function<void(const Result<QVector<LedgerEntry>> &)> done)
{
    m_inner->readLedger(since, until, std::move(done));
}

void ReplayJournal::writeIntent(const Order &, std::function<void(const Done &)> durable) { durable(fail(onlyWatches())); }

void ReplayJournal::writeChange(const Order &, std::function<void(const Done &)> durable)
{
    if (durable)
        durable(fail(onlyWatches()));
}

void ReplayJournal::writeAccountChange(const AccountChange &change, std::function<void(const Done &)> durable)
{
    if (durable && change.state == AccountChange::State::Intent)
        durable(fail(onlyWatches()));
}

void ReplayJournal::readTimeline(const QString &, std::function<void(const Result<QVector<TimelineEntry>> &)> done) { done(QVector<TimelineEntry>{}); }

void ReplayJournal::readBack(UtcTime, std::function<void(const Result<JournalledSession> &)> done) { done(JournalledSession{}); }

} // namespace bw
