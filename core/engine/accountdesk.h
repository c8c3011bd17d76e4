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

    void setInstrument(const InstrumentPtr &instrument);
    /// Reads everything again, now; overlapping calls are one.
    void read();

    /// Fills in what the gate wants to know of the account.
    void describe(RiskContext &context) const;
    [[nodiscard]] KeyLevel keyLevel() const { return m_keyLevel; }
    [[nodiscard]] bool isReconciled() const { return m_isReconciled; }
    [[nodiscard]] bool isPrivateStreamLive() const { return m_isStreamLive; }
    [[nodiscard]] std::optional<ClockOffset> clockOffset() const { return m_clockOffset; }

Q_SIGNALS:
    /// Key, stream or reconciliation changed: what may be traded has to be judged anew.
    void standingChanged();
    void orderFound(const bw::OrderReport &report);
    void executionFound(const bw::Execution &execution);

private:
    void onStatus(const ConnectionStatus &status);
    void onAudit(const KeyAudit &audit);
    void onPosition(const Position &position);
    void onWallet(const Wallet &wallet);
    void onRead(const AccountState &state);
    void publishPositions();

    ExecutionVenue &m_venue;
    EngineEvents &m_events;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    Scheduler::Handle m_poll;

    InstrumentPtr m_instrument;
    KeyLevel m_keyLevel = KeyLevel::None;
    bool m_isStreamLive = false;
    bool m_isReconciled = false;
    bool m_isReading = false;
    std::optional<ClockOffset> m_clockOffset;
    std::optional<QVector<Position>> m_positions;
    std::optional<UtcTime> m_positionsUnknownSince;
    std::optional<Wallet> m_wallet;
    std::optional<FeeRates> m_fees;
    std::optional<Decimal> m_leverage;
    UtcTime m_executionsSince;
};

} // namespace bw
