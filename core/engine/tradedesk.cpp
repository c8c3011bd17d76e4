// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tradedesk.h"

namespace bw {

TradeDesk::TradeDesk(const Desks &desks, const LookupPace &pace, const Clock &clock, Scheduler &scheduler)
    : m_desks(desks), m_clock(clock), m_changes(desks.venue, desks.journal, desks.account, desks.orders, desks.events, desks.tradeEvents, pace, clock, scheduler),
      m_stopAll(desks.venue, stopAllSession(), {}, clock, scheduler)
{
    connect(&m_stopAll, &StopAllDesk::changed, &desks.tradeEvents, &TradeEvents::stopAllChanged);
    connect(&desks.venue, &ExecutionVenue::noted, this, [this](const TimelineEntry &entry) { m_desks.journal.writeNote(entry); });
    connect(&desks.account, &AccountDesk::modeChanged, &desks.tradeEvents, &TradeEvents::accountModeChanged);
    desks.account.setReckoning([this](Position row) { return m_reckoner.beside(std::move(row)); });
    connect(&desks.events, &EngineEvents::executionAdded, this, &TradeDesk::onFill);
    connect(&desks.account, &AccountDesk::stateRead, this, &TradeDesk::onStateRead);
    connect(&desks.account, &AccountDesk::differencesFound, this, [this](const QVector<Difference> &found) {
        Q_EMIT m_desks.tradeEvents.differencesFound(found + m_apart);
    });
    connect(&desks.events, &EngineEvents::orderChanged, this, [this](const Order &order) {
        const auto id = order.instrument->id();
        if (m_overridden.contains(id) && !m_desks.orders.orders().hasUnknown(id))
            m_overridden.remove(id); // the next lost answer is a new question
    });
}

StopAllDesk::Session TradeDesk::stopAllSession()
{
    StopAllDesk::Session session;
    session.halt = [this] {
        Q_EMIT haltWanted();
        m_desks.orders.stopIntents(QStringLiteral("STOP ALL"));
    };
    session.hasCreateInFlight = [this] { return m_desks.orders.hasCreateInFlight(); };
    session.cancel = [this](const Order &order) { m_desks.orders.cancel(order.orderLinkId, order.orderId); };
    session.close = [this](const Position &position) { close(position); };
    session.reportFound = [this](const OrderReport &report) { Q_EMIT m_desks.account.orderFound(report); };
    return session;
}

/// The same road as every order: preview, gate, journal. The sheet that asked for it was the confirmation.
void TradeDesk::close(const Position &position)
{
    OrderDraft draft;
    draft.instrument = position.instrument;
    draft.side = opposite(*position.side);
    draft.type = OrderType::Market;
    draft.timeInForce = TimeInForce::Ioc;
    draft.reduceOnly = draft.closesPosition = true;
    draft.positionIdx = position.positionIdx;
    draft.isConfirmedClose = true;
    m_desks.orders.submit(m_desks.orders.preview(draft));
}

void TradeDesk::describe(RiskContext &context, const InstrumentId &id) const
{
    context.hasUnknownChange = m_changes.hasUnknown(id);
    context.isUnknownOverridden = m_overridden.contains(id);
}

/// The venue's list of executions does not say whose side of a hedge a fill belongs to: its order does.
void TradeDesk::onFill(const Execution &execution)
{
    const auto &orders = m_desks.orders.orders();
    const Order *order = execution.orderLinkId.isEmpty() ? orders.byOrderId(execution.orderId) : orders.byKey(execution.orderLinkId);
    m_reckoner.noteFill(execution, order ? order->positionIdx : 0);
}

void TradeDesk::onStateRead(const AccountState &state, UtcTime readAt)
{
    if (!state.positions)
        return;
    m_reckoner.beginAt(readAt);
    m_apart.clear();
    for (const Position &row : *state.positions)
        m_apart += m_reckoner.compare(row, readAt, m_clock.utcNow());
}

void TradeDesk::readTimeline(const QString &orderKey)
{
    m_desks.journal.readTimeline(orderKey, [guard = QPointer<TradeDesk>(this), orderKey](const Result<QVector<TimelineEntry>> &entries) {
        if (!guard)
            return;
        if (entries)
            Q_EMIT guard->m_desks.tradeEvents.timelineRead(orderKey, *entries);
        else
            Q_EMIT guard->m_desks.tradeEvents.timelineFailed(orderKey, entries.error());
    });
}

void TradeDesk::readOrderHistory(Category category, UtcTime since)
{
    m_desks.venue.readOrderHistory(category, since, [guard = QPointer<TradeDesk>(this)](const Result<QVector<OrderReport>> &reports) {
        if (!guard)
            return;
        if (!reports) {
            Q_EMIT guard->m_desks.events.noticeRaised({Notice::Severity::Caution, reports.error(), QStringLiteral("history"), guard->m_clock.utcNow()});
            return;
        }
        for (auto report = reports->crbegin(); report != reports->crend(); ++report) // the store keeps them in order of arrival
            Q_EMIT guard->m_desks.account.orderFound(*report);
    });
}

void TradeDesk::readLedger(UtcTime since, UtcTime until)
{
    m_desks.venue.readLedger(since, until, [guard = QPointer<TradeDesk>(this), since, until](const Result<QVector<LedgerEntry>> &entries) {
        if (!guard)
            return;
        if (!entries) {
            Q_EMIT guard->m_desks.tradeEvents.ledgerFailed(entries.error());
            return;
        }
        auto sheet = costSheet(*entries, since, until);
        addExecutionCosts(sheet, *entries, [guard](const QString &linkId) { return guard->sentAt(linkId); });
        Q_EMIT guard->m_desks.tradeEvents.ledgerRead(*entries, sheet);
    });
}

void TradeDesk::readTradeCost(const QVector<LedgerEntry> &rows)
{
    QStringList orderIds;
    for (const LedgerEntry &row : rows)
        orderIds.append(row.orderLinkId.isEmpty() ? row.orderId : row.orderLinkId);
    auto sheet = costSheetOfOrders(rows, orderIds);
    addExecutionCosts(sheet, rows, [this](const QString &linkId) { return sentAt(linkId); });
    Q_EMIT m_desks.tradeEvents.tradeCostRead(sheet);
}

std::optional<SentAt> TradeDesk::sentAt(const QString &orderLinkId) const
{
    const Order *order = m_desks.orders.orders().byKey(orderLinkId);
    return order ? order->sentAt : std::nullopt;
}

} // namespace bw
