// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/executionvenue.h"
#include "core/ports/journal.h"

#include <QJsonObject>

#include <memory>

namespace bw {

/// The venue of a replay: shows the account as it was recorded, and refuses every command before anything is built or signed. The road to
/// it is shut already (the session is a viewer, and the HTTP behind it answers nothing with an effect); this is the last door.
class ReplayVenue final : public ExecutionVenue {
    Q_OBJECT
public:
    explicit ReplayVenue(std::unique_ptr<ExecutionVenue> inner);

    /// The recorded session says when: applyNote().
    void start(const ApiKey &) override {}
    void stop() override { m_inner->stop(); }
    void setInstruments(const QVector<InstrumentPtr> &instruments) override { m_inner->setInstruments(instruments); }
    void place(ApprovedOrder order, std::function<void(const CommandOutcome &)> done) override;
    void cancel(const InstrumentId &id, const QString &orderLinkId, const QString &orderId, std::function<void(const CommandOutcome &)> done) override;
    void cancelAll(const CancelScope &scope, std::function<void(const CommandOutcome &)> done) override;
    void change(ApprovedChange change, std::function<void(const CommandOutcome &)> done) override;
    void preCheck(const OrderDraft &draft, std::function<void(const Result<PreCheck> &)> done) override;
    void lookUp(const InstrumentId &id, const QString &orderLinkId, std::function<void(const LookupOutcome &)> done) override;
    void readAccount(const AccountQuestion &question, std::function<void(const AccountState &)> done) override;
    void readOpenOrders(Category category, const QString &settleCoin, std::function<void(const Result<QVector<OrderReport>> &)> done) override;
    void readPositions(Category category, const QString &settleCoin, std::function<void(const Result<QVector<Position>> &)> done) override;
    void readOrderHistory(Category category, UtcTime since, std::function<void(const Result<QVector<OrderReport>> &)> done) override;
    void readLedger(UtcTime since, UtcTime until, std::function<void(const Result<QVector<LedgerEntry>> &)> done) override;
    void applyNote(const QJsonObject &note);
    [[nodiscard]] std::optional<UtcTime> venueTime() const override { return m_inner->venueTime(); }
    [[nodiscard]] std::chrono::milliseconds recvWindow() const override { return m_inner->recvWindow(); }

private:
    void refuse(std::function<void(const CommandOutcome &)> done);
    const std::unique_ptr<ExecutionVenue> m_inner;
};

/// The journal of a replay: what was, was written down when it happened. Refuses intents, forgets the rest, holds nothing of earlier runs.
class ReplayJournal final : public Journal {
public:
    void writeIntent(const Order &order, std::function<void(const Done &)> durable) override;
    void writeChange(const Order &order, std::function<void(const Done &)> durable) override;
    void writeExecution(const Execution &) override {}
    void writeAccountChange(const AccountChange &change, std::function<void(const Done &)> durable) override;
    void readTimeline(const QString &key, std::function<void(const Result<QVector<TimelineEntry>> &)> done) override;
    void writeNote(const TimelineEntry &) override {}
    void readBack(UtcTime since, std::function<void(const Result<JournalledSession> &)> done) override;
    void setFailureHandler(std::function<void(const Error &)>) override {}
};

} // namespace bw
