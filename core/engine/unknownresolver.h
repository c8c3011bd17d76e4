// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/domain/order/orderstore.h"
#include "core/engine/engineconfig.h"
#include "core/ports/executionvenue.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace bw {

/// Asks the venue after orders whose answer was lost, until they are found or the rule of the fact sheet (Bybit v5, 6.5) lets one say
/// "not at the venue": later than time stamp + recv_window + 10 s on the venue's clock, and three clean rounds after that. Never sends an
/// order, never gives up on an unclean round. Engine thread, owned by the OrderDesk.
class UnknownResolver final : public QObject {
    Q_OBJECT
public:
    UnknownResolver(ExecutionVenue &venue, const LookupPace &pace, Scheduler &scheduler);

    /// Starts looking for Order::key(), and goes on until forget(); a second call for the same order changes nothing.
    void watch(const InstrumentId &id, const QString &key);
    /// The order is known again.
    void forget(const QString &key);

Q_SIGNALS:
    void roundStarted(const QString &key);
    void found(const QString &key, const bw::LookupOutcome &outcome);
    void notAtVenue(const QString &key);

private:
    struct Search {
        InstrumentId id;
        std::optional<UtcTime> lostAt; ///< on the venue's clock, not before the request's time stamp
        int rounds = 0;
        int cleanRounds = 0; ///< after the moment from which the venue cannot accept it any more
        Scheduler::Handle timer;
    };
    void ask(const QString &key);
    void onOutcome(const QString &key, const LookupOutcome &outcome);
    void askLater(Search &search, const QString &key);

    ExecutionVenue &m_venue;
    const LookupPace m_pace;
    Scheduler &m_scheduler;
    QHash<QString, std::shared_ptr<Search>> m_searches;
};

} // namespace bw
