// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/orderstore.h"
#include "core/domain/risk/preview.h"
#include "core/engine/accountdesk.h"
#include "core/engine/api/tradeviews.h"
#include "core/engine/engineevents.h"
#include "core/engine/unknownresolver.h"
#include "core/ports/journal.h"

#include <QObject>

#include <deque>
#include <functional>

namespace bw {

/// The one road of an order (ARCHITECTURE, "From click to order and back"): preview -> submit -> gate again -> journal, durable -> last
/// check -> venue -> state machine. Whatever comes back, from the answer, the private stream or a query, goes through the one OrderStore.
/// Never sends anything twice: a preview is consumed by its first submit, an ApprovedOrder by the venue. Engine thread, owned by the Engine.
class OrderDesk final : public QObject {
    Q_OBJECT
public:
    /// Everything but the account and the orders: book, trading state, limits, as of now.
    using DescribeMarket = std::function<void(RiskContext &, const InstrumentId &)>;

    OrderDesk(ExecutionVenue &venue, Journal &journal, AccountDesk &account, EngineEvents &events, DescribeMarket describeMarket,
              const LookupPace &lookupPace, const Clock &clock, Scheduler &scheduler);

    /// Takes up what an earlier run left, before the venue has said anything. An order whose end is not known is asked after.
    void restore(const QVector<Order> &orders, const JournalledSession &session);
    /// Answers through previewReady; the id is returned for who submits by itself.
    QString preview(const OrderDraft &draft);
    void submit(const QString &previewId);
    void preCheck(const QString &previewId);
    void cancel(const QString &orderLinkId, const QString &orderId);
    void cancelEntries(const InstrumentPtr &instrument);
    /// The entries of one side of one instrument, each by itself and at the venue's pace: it has no such filter.
    void cancelSide(const InstrumentId &id, Side side);
    void amend(const AmendDraft &draft);
    /// What waits for the journal dies: nothing leaves after a halt.
    void stopIntents(const QString &reason);
    /// A create that is on its way or whose answer was lost: as long as there is one, nobody can say that nothing is left.
    [[nodiscard]] bool hasCreateInFlight() const;
    [[nodiscard]] const OrderStore &orders() const { return m_orders; }
    [[nodiscard]] RiskContext contextNow(const InstrumentId &id) const;
    [[nodiscard]] const RiskGate &gate() const { return m_gate; }
    /// What the venue lists as open in `scope` (its category and settle coin), asked for at `readAt`: an order of ours that is missing
    /// there is looked up.
    void compareOpenOrders(const QVector<OrderReport> &open, const InstrumentPtr &scope, UtcTime readAt);

Q_SIGNALS:
    void changeRefused(const bw::ChangeRefusal &refusal);

private:
    /// An order of another program may have no link id.
    struct OrderIds {
        QString linkId, orderId;
    };
    struct Pending {
        Preview preview;
        MonoTime madeAt{};
    };
    void refuse(const QString &previewId, SubmitRefusal::Why why, Verdicts verdicts = {});
    void onDurable(const std::shared_ptr<ApprovedOrder> &approved, MonoTime previewedAt, const Done &done);
    void send(const std::shared_ptr<ApprovedOrder> &approved);
    [[nodiscard]] QString lastObjection(const ApprovedOrder &approved, MonoTime previewedAt) const;
    void onPlaced(const QString &orderLinkId, const CommandOutcome &outcome);
    void sendAmend(const std::shared_ptr<ApprovedChange> &approved, const QString &key);
    void onAmended(const QString &key, const CommandOutcome &outcome);
    void onCancelled(const QString &key, const CommandOutcome &outcome);
    void cancelWhatIsLeft(const QVector<OrderReport> &open, UtcTime readAt);
    void cancelNext();
    void onReport(const OrderReport &report);
    void onExecution(const Execution &execution);
    void onFound(const QString &key, const LookupOutcome &outcome);
    void apply(const QString &key, OrderEvent event, const QString &reason);
    void ensureAccepted(const QString &orderLinkId, UtcTime at);
    void announce(const Order *changed, std::function<void(const Done &)> durable = {});
    [[nodiscard]] QString newLinkId();

    ExecutionVenue &m_venue;
    Journal &m_journal;
    AccountDesk &m_account;
    EngineEvents &m_events;
    DescribeMarket m_describeMarket;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    RiskGate m_gate;
    OrderStore m_orders;
    ExecutionFilter m_executions;
    UnknownResolver m_resolver;
    QHash<QString, Pending> m_previews;
    QVector<QString> m_previewOrder;
    QHash<QString, MonoTime> m_usedPreviews;
    mutable std::deque<RecentSend> m_recentSends;
    QVector<OrderIds> m_toGo;       ///< what a cancel of many is to take, until a list names none of it
    UtcTime m_toGoSince{};          ///< a list that was asked for before says nothing of it
    QVector<OrderIds> m_toCancel;   ///< of those the ones that are cancelled one by one, at the venue's pace
    int m_cancelRounds = 0;         ///< that may still follow
    Scheduler::Handle m_cancelTimer;
    std::uint64_t m_counter = 0;
};

} // namespace bw
