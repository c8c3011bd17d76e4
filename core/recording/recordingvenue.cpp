// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recordingvenue.h"

namespace bw {

void relaySignals(ExecutionVenue &from, ExecutionVenue &to)
{
    QObject::connect(&from, &ExecutionVenue::statusChanged, &to, &ExecutionVenue::statusChanged);
    QObject::connect(&from, &ExecutionVenue::clockMeasured, &to, &ExecutionVenue::clockMeasured);
    QObject::connect(&from, &ExecutionVenue::keyAudited, &to, &ExecutionVenue::keyAudited);
    QObject::connect(&from, &ExecutionVenue::orderReported, &to, &ExecutionVenue::orderReported);
    QObject::connect(&from, &ExecutionVenue::executionReported, &to, &ExecutionVenue::executionReported);
    QObject::connect(&from, &ExecutionVenue::positionReported, &to, &ExecutionVenue::positionReported);
    QObject::connect(&from, &ExecutionVenue::walletReported, &to, &ExecutionVenue::walletReported);
    QObject::connect(&from, &ExecutionVenue::budgetReported, &to, &ExecutionVenue::budgetReported);
    QObject::connect(&from, &ExecutionVenue::errorRaised, &to, &ExecutionVenue::errorRaised);
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

void RecordingVenue::cancelEntries(Category category, const QString &settleCoin, std::function<void(const CommandOutcome &)> done)
{
    m_inner->cancelEntries(category, settleCoin, std::move(done));
}

void RecordingVenue::lookUp(const InstrumentId &id, const QString &orderLinkId, std::function<void(const LookupOutcome &)> done)
{
    m_inner->lookUp(id, orderLinkId, std::move(done));
}

void RecordingVenue::readAccount(const InstrumentPtr &instrument, UtcTime executionsSince, std::function<void(const AccountState &)> done)
{
    m_inner->readAccount(instrument, executionsSince, std::move(done));
}

} // namespace bw
