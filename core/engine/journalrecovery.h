// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/ports/journal.h"
#include "core/ports/marketreader.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace bw {

/// Takes up what an earlier run left in the journal, before the venue is spoken to: reads it, learns the instruments that it names, and
/// hands over orders in today's ticks and lots. An order whose bytes may have left, or whose change may have, comes back as UNKNOWN: both
/// outcomes are possible, and only the venue says which. Sends nothing and judges nothing else. Engine thread, owned by the Engine.
class JournalRecovery final : public QObject {
    Q_OBJECT
public:
    /// Closed orders that are younger than this come back too, so that a late word of the venue finds its order.
    static constexpr std::chrono::hours kKept{24};

    JournalRecovery(Journal &journal, MarketReader &reader, const Clock &clock, Scheduler &scheduler);
    void start();

Q_SIGNALS:
    /// Once, unless it fails. `since`: how far back executions have to be asked for.
    void recovered(const QVector<bw::Order> &orders, const bw::JournalledSession &session, std::optional<bw::UtcTime> since);
    /// The journal can't be read: nobody knows what was left.
    void failed(const bw::Error &error);
    /// An order that can't be taken up, and why.
    void leftBehind(const QString &orderLinkId, const bw::Error &error);

private:
    void onRead(const Result<JournalledSession> &session);
    void learn(const InstrumentId &id);
    void finish();

    Journal &m_journal;
    MarketReader &m_reader;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    JournalledSession m_session;
    QHash<InstrumentId, InstrumentPtr> m_instruments; ///< null: the venue does not know it any more
    qsizetype m_missing = 0;
    QHash<InstrumentId, std::shared_ptr<Scheduler::Handle>> m_retries;
};

/// The order as a new run has to see it; Error where its numbers are not those of the instrument any more.
[[nodiscard]] Result<Order> takenUp(const JournalledOrder &journalled, const InstrumentPtr &instrument);

} // namespace bw
