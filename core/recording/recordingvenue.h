// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/executionvenue.h"
#include "core/recording/recorder.h"

namespace bw {

/// Hands every signal of one venue on as another's.
void relaySignals(ExecutionVenue &from, ExecutionVenue &to);

/// A venue that notes down when it was started and whether with a key (never which), so that a replay asks for the account at the same
/// moment; otherwise it is the venue inside. Engine thread; owned by the Engine.
class RecordingVenue final : public ExecutionVenue {
    Q_OBJECT
public:
    RecordingVenue(std::shared_ptr<Recorder> recorder, std::unique_ptr<ExecutionVenue> inner);

    void start(const ApiKey &key) override;
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
    [[nodiscard]] std::optional<UtcTime> venueTime() const override { return m_inner->venueTime(); }
    [[nodiscard]] std::chrono::milliseconds recvWindow() const override { return m_inner->recvWindow(); }

private:
    const std::shared_ptr<Recorder> m_recorder;
    const std::unique_ptr<ExecutionVenue> m_inner;
};

} // namespace bw
