// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/engine/api/sessionview.h"
#include "core/engine/api/tradeviews.h"
#include "core/engine/engineevents.h"
#include "core/ports/executionvenue.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <functional>

namespace bw {

/// What is known of the account: key, positions, wallet, fees, leverage, and whether it has been read at all. Reads it from the venue
/// when the private stream opens, orders and executions every 10 s after that and the rest every 30 s, and keeps the stream's news. A part that could not be read is unknown, not
/// empty. Sends no order. Engine thread, owned by the Engine.
class AccountDesk final : public QObject {
    Q_OBJECT
public:
    AccountDesk(ExecutionVenue &venue, EngineEvents &events, const Clock &clock, Scheduler &scheduler);

    /// The open instrument: its category and settle coin are what is read.
    void setInstrument(const InstrumentPtr &instrument);
    /// Whatever else is tradable: rows of an instrument that nobody named could not be read and would look like nothing.
    void addInstruments(Category category, const QVector<InstrumentPtr> &instruments);
    /// The orders as last heard: stops among them protect positions.
    void setWorkingOrders(std::function<QVector<Order>()> working) { m_working = std::move(working); }
    /// Our own figures beside the venue's in every row.
    void setReckoning(std::function<Position(Position)> reckoning) { m_reckoning = std::move(reckoning); }
    /// A stop came, went or triggered: positions that are protected otherwise now are told again.
    void refreshProtection();
    /// From when on executions have to be asked for: an earlier run may have left orders that filled since.
    void setExecutionsSince(UtcTime since) { m_executionsSince = since; }
    /// Reads again: everything, or the parts that change fastest. Asked for while a read runs, it follows that one.
    enum class Parts : std::uint8_t { All, OrdersAlone };
    void read(Parts parts = Parts::All);
    /// Something filled: what it did to position and wallet is read after a moment, whatever the stream says. Once for many fills.
    void readAfterFill();

    /// Fills in what the gate wants to know of the account.
    void describe(RiskContext &context) const;
    [[nodiscard]] KeyLevel keyLevel() const { return m_keyLevel; }
    [[nodiscard]] const std::optional<KeyTrouble> &keyTrouble() const { return m_keyTrouble; }
    /// Another key comes: neither its rights nor its account are known.
    void forgetKey();
    [[nodiscard]] const std::optional<FeeRates> &fees() const { return m_fees; } ///< of the open instrument, once the venue has said them
    [[nodiscard]] const std::optional<AccountMode> &mode() const { return m_mode; } ///< of the open instrument
    [[nodiscard]] const QVector<Position> &positions() const { return m_positions; } ///< as last heard, flat ones too
    [[nodiscard]] InstrumentPtr instrument(const InstrumentId &id) const { return m_known.value(id); }
    [[nodiscard]] bool isReconciled() const { return m_isReconciled; }
    [[nodiscard]] bool isPrivateStreamLive() const { return m_isStreamLive; }
    [[nodiscard]] std::optional<ClockOffset> clockOffset() const { return m_clockOffset; }

Q_SIGNALS:
    /// Key, stream or reconciliation changed: what may be traded has to be judged anew.
    void standingChanged();
    void orderFound(const bw::OrderReport &report);
    void openOrdersRead(const QVector<bw::OrderReport> &open, const bw::InstrumentPtr &scope, bw::UtcTime readAt);
    void executionFound(const bw::Execution &execution);
    /// Everything that one read brought, and when it was asked for on the venue's clock: what is UNKNOWN may be settled by it.
    void stateRead(const bw::AccountState &state, bw::UtcTime readAt);
    void modeChanged(const bw::AccountMode &mode);
    /// What stands apart after a read; empty after one that agreed in everything.
    void differencesFound(const QVector<bw::Difference> &differences);

private:
    void onStatus(const ConnectionStatus &status);
    void onAudit(const KeyAudit &audit);
    void onKeyRefused(const Error &error);
    void onReachability(const ConnectionStatus &status);
    void loseStream();
    void onPosition(const Position &position);
    void onWallet(const Wallet &wallet);
    void onRead(const AccountState &state, const AccountQuestion &question, int epoch, UtcTime readAt);
    void forgetAccount();
    void mergePositions(const QVector<Position> &listed, const AccountQuestion &question, UtcTime readAt);
    [[nodiscard]] bool isReallyFlat(const Position &held, UtcTime readAt);
    void noteMode(const AccountMode &mode);
    bool mergePosition(const Position &position);
    void losePositions();
    [[nodiscard]] Position judged(const Position &position) const;
    [[nodiscard]] UtcTime venueNow() const;

    ExecutionVenue &m_venue;
    EngineEvents &m_events;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    Scheduler::Handle m_poll, m_afterFill, m_secondLook;
    bool m_isReadAfterFillDue = false;

    InstrumentPtr m_instrument;
    QHash<InstrumentId, InstrumentPtr> m_known;
    bool m_areNeighboursKnown = false;
    KeyLevel m_keyLevel = KeyLevel::None;
    std::optional<KeyTrouble> m_keyTrouble;
    bool m_isStreamLive = false;
    bool m_isReconciled = false;
    bool m_isReading = false;
    std::optional<Parts> m_nextRead; ///< asked for while one runs
    int m_pulses = 0;
    int m_epoch = 0; ///< of stream and instrument: a read that began in another one is out of date
    std::optional<ClockOffset> m_clockOffset;
    std::function<QVector<Order>()> m_working;
    std::function<Position(Position)> m_reckoning;
    QVector<Position> m_positions; ///< newest row of each, flat ones too
    QHash<std::pair<InstrumentId, int>, UtcTime> m_missed; ///< positions that a list did not name, and when that one was asked for
    bool m_arePositionsKnown = false;
    std::optional<UtcTime> m_positionsUnknownSince;
    std::optional<Wallet> m_wallet;
    std::optional<FeeRates> m_fees;
    std::optional<Decimal> m_leverage;
    std::optional<AccountMode> m_mode;
    QVector<Difference> m_differences; ///< of the read that is being taken in
    std::optional<UtcTime> m_executionsSince; ///< on the venue's clock
};

} // namespace bw
