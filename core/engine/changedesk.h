// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/accountdesk.h"
#include "core/engine/orderdesk.h"
#include "core/engine/tradeevents.h"
#include "core/ports/journal.h"

#include <QObject>

namespace bw {

/// The road of what changes the account rather than an order: protection of a position, leverage, position mode. Judged by the gate,
/// durable in the journal, sent once. A lost answer is UNKNOWN, with both states shown, until the position or mode as the venue tells it
/// shows what was asked for, or three clean reads after the request's window show that it did not happen. Amends are passed on to the
/// OrderDesk. Never sends anything a second time. Engine thread, owned by the Engine.
class ChangeDesk final : public QObject {
    Q_OBJECT
public:
    ChangeDesk(ExecutionVenue &venue, Journal &journal, AccountDesk &account, OrderDesk &orders, EngineEvents &events, TradeEvents &tradeEvents,
               const LookupPace &pace, const Clock &clock, Scheduler &scheduler);

    void request(const ChangeDraft &draft);
    /// Of an earlier run, its end not known: asked after by reading, as after a lost answer.
    void restore(const QVector<AccountChange> &changes);
    [[nodiscard]] bool hasUnknown(const InstrumentId &id) const;

private:
    struct Pending {
        AccountChange change;
        std::optional<ChangeDraft> draft; ///< nullopt after a restart: then only what was written can be compared
        std::optional<UtcTime> lostAt;    ///< on the venue's clock
        int cleanReads = 0;
    };
    void onDurable(const QString &id, const std::shared_ptr<ApprovedChange> &approved, const Done &done);
    void onOutcome(const QString &id, const CommandOutcome &outcome);
    void onStateRead(const AccountState &state, UtcTime readAt);
    /// What the venue shows: it happened, it is as before or otherwise, or this read does not say.
    [[nodiscard]] std::optional<bool> hasHappened(const Pending &pending, const AccountState &state) const;
    void end(const QString &id, AccountChange::State state, const QString &reason);
    void announce(const AccountChange &change);
    void askSoon();

    ExecutionVenue &m_venue;
    Journal &m_journal;
    AccountDesk &m_account;
    OrderDesk &m_orders;
    EngineEvents &m_events;
    TradeEvents &m_tradeEvents;
    const LookupPace m_pace;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    QHash<QString, Pending> m_pending;
    Scheduler::Handle m_ask;
    int m_rounds = 0;
    std::uint64_t m_counter = 0;
};

} // namespace bw
