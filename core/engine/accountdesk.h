// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/engine/engineevents.h"
#include "core/ports/executionvenue.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace bw {

/// What is known of the account: key, positions, wallet, fees, leverage, and whether it has been read at all. Reads it from the venue
/// when the private stream opens and every 30 s after that, and keeps the stream's news. A part that could not be read is unknown, not
/// empty. Sends no order. Engine thread, owned by the Engine.
class AccountDesk final : public QObject {
    Q_OBJECT
public:
    AccountDesk(ExecutionVenue &venue, EngineEvents &events, const Clock &clock, Scheduler &scheduler);

    /// The open instrument: its category and settle coin are what is read.
    void setInstrument(const InstrumentPtr &instrument);
    /// Whatever else is tradable: rows of an instrument that nobody named could not be read and would look like nothing.
    void addInstruments(const QVector<InstrumentPtr> &instruments);
    /// From when on executions have to be asked for: an earlier run may have left orders that filled since.
    void setExecutionsSince(UtcTime since) { m_executionsSince = since; }
    /// Reads everything again; asked for while a read runs, it follows that one.
    void read();

    /// Fills in what the gate wants to know of the account.
    void describe(RiskContext &context) const;
    [[nodiscard]] KeyLevel keyLevel() const { return m_keyLevel; }
    [[nodiscard]] const std::optional<FeeRates> &fees() const { return m_fees; } ///< of the open instrument, once the venue has said them
    [[nodiscard]] bool isReconciled() const { return m_isReconciled; }
    [[nodiscard]] bool isPrivateStreamLive() const { return m_isStreamLive; }
    [[nodiscard]] std::optional<ClockOffset> clockOffset() const { return m_clockOffset; }

Q_SIGNALS:
    /// Key, stream or reconciliation changed: what may be traded has to be judged anew.
    void standingChanged();
    void orderFound(const bw::OrderReport &report);
    void openOrdersRead(const QVector<bw::OrderReport> &open, const bw::InstrumentPtr &scope, bw::UtcTime readAt);
    void executionFound(const bw::Execution &execution);

private:
    void onStatus(const ConnectionStatus &status);
    void onAudit(const KeyAudit &audit);
    void onPosition(const Position &position);
    void onWallet(const Wallet &wallet);
    void onRead(const AccountState &state, int epoch, UtcTime readAt);
    void forgetAccount();
    void mergePositions(const QVector<Position> &listed, UtcTime readAt);
    bool mergePosition(const Position &position);
    void losePositions();
    [[nodiscard]] UtcTime venueNow() const;

    ExecutionVenue &m_venue;
    EngineEvents &m_events;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    Scheduler::Handle m_poll;

    InstrumentPtr m_instrument;
    QHash<InstrumentId, InstrumentPtr> m_known;
    bool m_areNeighboursKnown = false;
    KeyLevel m_keyLevel = KeyLevel::None;
    bool m_isStreamLive = false;
    bool m_isReconciled = false;
    bool m_isReading = false;
    bool m_shallReadAgain = false;
    int m_epoch = 0; ///< of stream and instrument: a read that began in another one is out of date
    std::optional<ClockOffset> m_clockOffset;
    QVector<Position> m_positions; ///< newest row of each, flat ones too
    bool m_arePositionsKnown = false;
    std::optional<UtcTime> m_positionsUnknownSince;
    std::optional<Wallet> m_wallet;
    std::optional<FeeRates> m_fees;
    std::optional<Decimal> m_leverage;
    std::optional<UtcTime> m_executionsSince; ///< on the venue's clock
};

} // namespace bw
