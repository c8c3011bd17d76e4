// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recordingvenue.h"

namespace bw {

void relaySignals(ExecutionVenue &from, ExecutionVenue &to)
{
    QObject::connect(&from, &ExecutionVenue::statusChanged, &to, &ExecutionVenue::statusChanged);
    QObject::connect(&from, &ExecutionVenue::clockMeasured, &to, &ExecutionVenue::clockMeasured);
    QObject::connect(&from, &ExecutionVenue::keyAudited, &to, &ExecutionVenue::keyAudited);
    QObject::connect(&from, &ExecutionVenue::keyRefused, &to, &ExecutionVenue::keyRefused);
    QObject::connect(&from, &ExecutionVenue::orderReported, &to, &ExecutionVenue::orderReported);
    QObject::connect(&from, &ExecutionVenue::executionReported, &to, &ExecutionVenue::executionReported);
    QObject::connect(&from, &ExecutionVenue::positionReported, &to, &ExecutionVenue::positionReported);
    QObject::connect(&from, &ExecutionVenue::walletReported, &to, &ExecutionVenue::walletReported);
    QObject::connect(&from, &ExecutionVenue::budgetReported, &to, &ExecutionVenue::budgetReported);
    QObject::connect(&from, &ExecutionVenue::errorRaised, &to, &ExecutionVenue::errorRaised);
    QObject::connect(&from, &ExecutionVenue::noted, &to, &ExecutionVenue::noted);
}

RecordingVenue::RecordingVenue(std::shared_ptr<Recorder> recorder, std::unique_ptr<ExecutionVenue> inner)
    : m_recorder(std::move(recorder)), m_inner(std::move(inner))
{
    relaySignals(*m_inner, *this);
}

void RecordingVenue::start(const ApiKey &key)
{
    m_recorder->addNote({{QStringLiteral("venue"), QStringLiteral("start")}, {QStringLiteral("hasKey"), !key.isEmpty()}});
    m_inner->start(key);
}

void RecordingVenue::place(ApprovedOrder order, std::function<void(const CommandOutcome &)> done) { m_inner->place(std::move(order), std::move(done)); }

void RecordingVenue::cancel(const InstrumentId &id, const QString &orderLinkId, const QString &orderId, std::function<void(const CommandOutcome &)> done)
{
    m_inner->cancel(id, orderLinkId, orderId, std::move(done));
}

void RecordingVenue::cancelAll(const CancelScope &scope, std::function<void(const CommandOutcome &)> done)
{
    m_inner->cancelAll(scope, std::move(done));
}

void RecordingVenue::change(ApprovedChange change, std::function<void(const CommandOutcome &)> done)
{
    m_inner->change(std::move(change), std::move(done));
}

void RecordingVenue::preCheck(const OrderDraft &draft, std::function<void(const Result<PreCheck> &)> done) { m_inner->preCheck(draft, std::move(done)); }

void RecordingVenue::lookUp(const InstrumentId &id, const QString &orderLinkId, std::function<void(const LookupOutcome &)> done)
{
    m_inner->lookUp(id, orderLinkId, std::move(done));
}

void RecordingVenue::readAccount(const AccountQuestion &question, std::function<void(const AccountState &)> done)
{
    m_inner->readAccount(question, std::move(done));
}

void RecordingVenue::readOpenOrders(Category category, const QString &settleCoin, std::function<void(const Result<QVector<OrderReport>> &)> done)
{
    m_inner->readOpenOrders(category, settleCoin, std::move(done));
}

void RecordingVenue::readPositions(Category category, const QString &settleCoin, std::function<void(const Result<QVector<Position>> &)> done)
{
    m_inner->readPositions(category, settleCoin, std::move(done));
}

void RecordingVenue::readOrderHistory(Category category, UtcTime since, std::function<void(const Result<QVector<OrderReport>> &)> done)
{
    m_inner->readOrderHistory(category, since, std::move(done));
}

void RecordingVenue::readLedger(UtcTime since, UtcTime until, std::function<void(const Result<QVector<LedgerEntry>> &)> done)
{
    m_inner->readLedger(since, until, std::move(done));
}

} // namespace bw
