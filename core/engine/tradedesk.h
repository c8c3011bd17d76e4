// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/changedesk.h"
#include "core/engine/positionreckoner.h"
#include "core/engine/stopalldesk.h"

#include <QSet>

namespace bw {

/// The order desk beyond preview, submit and cancel, as TradeClient names it: puts ChangeDesk and StopAllDesk beside the OrderDesk, and
/// reads what was from journal and venue. Judges nothing itself. Engine thread, owned by the Engine.
class TradeDesk final : public QObject {
    Q_OBJECT
public:
    struct Desks {
        ExecutionVenue &venue;
        Journal &journal;
        AccountDesk &account;
        OrderDesk &orders;
        EngineEvents &events;
        TradeEvents &tradeEvents;
    };
    TradeDesk(const Desks &desks, const LookupPace &pace, const Clock &clock, Scheduler &scheduler);

    void requestChange(const ChangeDraft &draft) { m_changes.request(draft); }
    void cancelSide(const InstrumentPtr &instrument, Side side) { m_desks.orders.cancelSide(instrument->id(), side); }
    void stopAll(StopAllView::Scope scope, bool withProtection) { m_stopAll.start(scope, withProtection); }
    void flatten() { m_stopAll.flatten(); }
    void overrideUnknown(const InstrumentId &id) { m_overridden.insert(id); }
    void readTimeline(const QString &orderKey);
    void readOrderHistory(Category category, UtcTime since);
    void readLedger(UtcTime since, UtcTime until);
    void readTradeCost(const QVector<LedgerEntry> &rows);
    void restore(const QVector<AccountChange> &changes) { m_changes.restore(changes); }

    /// Fills in what the gate wants to know of changes and overrides.
    void describe(RiskContext &context, const InstrumentId &id) const;

Q_SIGNALS:
    /// STOP ALL: no entry may leave from here on.
    void haltWanted();

private:
    [[nodiscard]] StopAllDesk::Session stopAllSession();
    void close(const Position &position);
    void onFill(const Execution &execution);
    void onStateRead(const AccountState &state, UtcTime readAt);
    [[nodiscard]] std::optional<SentAt> sentAt(const QString &orderLinkId) const;

    const Desks m_desks;
    const Clock &m_clock;
    ChangeDesk m_changes;
    StopAllDesk m_stopAll;
    PositionReckoner m_reckoner;
    QVector<Difference> m_apart;       ///< between our figures and the venue's, in the last read
    QSet<InstrumentId> m_overridden; ///< until no order of the instrument is UNKNOWN any more
};

} // namespace bw
