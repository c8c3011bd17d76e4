// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/orderdesk.h"

#include "core/domain/risk/estimate.h"

#include <QLoggingCategory>
#include <QRandomGenerator>

Q_LOGGING_CATEGORY(lcOrderDesk, "bellwether.core.engine.orders", QtInfoMsg)

namespace bw {

namespace {
constexpr qsizetype kKeptPreviews = 32; // a ticket asks a few times a second and only its newest can be submitted
constexpr std::chrono::seconds kRateWindow{60};
constexpr std::chrono::seconds kListLag{2}; // a list of open orders may be older than the stream's last word
constexpr int kCancelRounds = 10;
constexpr std::chrono::milliseconds kCancelGap{110}; // ten cancels a second is what the venue allows (fact sheet Bybit v5, 3)

Order orderOf(const ApprovedOrder &approved, UtcTime now)
{
    const auto &draft = approved.draft();
    Order order;
    order.orderLinkId = approved.orderLinkId();
    order.instrument = draft.instrument;
    order.side = draft.side;
    order.type = draft.type;
    order.timeInForce = draft.timeInForce;
    order.qty = draft.qty;
    if (draft.type == OrderType::Limit)
        order.price = draft.price;
    order.trigger = draft.trigger;
    order.exits = draft.exits;
    order.closesPosition = draft.closesPosition;
    order.reduceOnly = draft.reduceOnly;
    order.positionIdx = draft.positionIdx;
    order.state = OrderState::Intent;
    order.origin = draft.origin;
    order.signalId = draft.signalId;
    order.createdAt = order.updatedAt = now;
    return order;
}

QString wordsOf(const Error &error)
{
    return error.venueCode != 0 ? QStringLiteral("%1 %2").arg(error.venueCode).arg(error.detail) : error.detail;
}
} // namespace

OrderDesk::OrderDesk(ExecutionVenue &venue, Journal &journal, AccountDesk &account, EngineEvents &events, DescribeMarket describeMarket,
                     const LookupPace &lookupPace, const Clock &clock, Scheduler &scheduler)
    : m_venue(venue), m_journal(journal), m_account(account), m_events(events), m_describeMarket(std::move(describeMarket)),
      m_clock(clock), m_scheduler(scheduler), m_gate(allRules()), m_resolver(venue, lookupPace, scheduler)
{
    connect(&venue, &ExecutionVenue::orderReported, this, &OrderDesk::onReport);
    connect(&venue, &ExecutionVenue::executionReported, this, &OrderDesk::onExecution);
    connect(&account, &AccountDesk::orderFound, this, &OrderDesk::onReport);
    connect(&account, &AccountDesk::executionFound, this, &OrderDesk::onExecution);
    connect(&m_resolver, &UnknownResolver::found, this, &OrderDesk::onFound);
    connect(&m_resolver, &UnknownResolver::notAtVenue, this, [this](const QString &key) {
        apply(key, OrderEvent::GiveUpLooking, QStringLiteral("not found at the venue"));
    });
    connect(&m_resolver, &UnknownResolver::roundStarted, this, [this](const QString &key) {
        m_orders.countLookup(key);
        if (const auto *order = m_orders.byKey(key))
            Q_EMIT m_events.orderChanged(*order);
    });
    m_journal.setFailureHandler([guard = QPointer<OrderDesk>(this)](const Error &error) {
        if (guard)
            Q_EMIT guard->m_events.noticeRaised({Notice::Severity::Danger, error, QStringLiteral("journal"), guard->m_clock.utcNow()});
    });
}

void OrderDesk::restore(const QVector<Order> &orders, const JournalledSession &session)
{
    for (const auto &[id, execId] : session.executionIds)
        m_executions.remember(id, execId);
    for (const auto &order : orders) {
        m_orders.restore(order);
        if (order.state == OrderState::Unknown)
            m_resolver.watch(order.instrument->id(), order.key());
        Q_EMIT m_events.orderChanged(order);
    }
}

RiskContext OrderDesk::contextNow(const InstrumentId &id) const
{
    RiskContext context;
    context.now = m_clock.now();
    m_account.describe(context);
    m_describeMarket(context, id);
    context.working = m_orders.working();
    context.hasUnknownOnSymbol = m_orders.hasUnknown(id);
    while (!m_recentSends.empty() && m_recentSends.front().at < context.now - kRateWindow)
        m_recentSends.pop_front();
    context.recentSends = QVector<RecentSend>(m_recentSends.begin(), m_recentSends.end());
    return context;
}

QString OrderDesk::preview(const OrderDraft &draft)
{
    const auto context = contextNow(draft.instrument->id());
    const auto id = QStringLiteral("p%1").arg(++m_counter);
    auto preview = makePreview(id, draft, context, m_gate, m_clock.utcNow());
    m_previews.insert(id, {preview, m_clock.now()});
    m_previewOrder.append(id);
    while (m_previewOrder.size() > kKeptPreviews)
        m_previews.remove(m_previewOrder.takeFirst());
    Q_EMIT m_events.previewReady(preview);
    return id;
}

void OrderDesk::preCheck(const QString &previewId)
{
    const auto found = m_previews.constFind(previewId);
    if (found == m_previews.cend())
        return;
    m_venue.preCheck(found->preview.draft, [guard = QPointer<OrderDesk>(this), previewId](const Result<PreCheck> &check) {
        if (!guard)
            return;
        if (check)
            Q_EMIT guard->m_events.preChecked(previewId, *check);
        else
            Q_EMIT guard->m_events.preCheckFailed(previewId, check.error());
    });
}

void OrderDesk::refuse(const QString &previewId, SubmitRefusal::Why why, Verdicts verdicts)
{
    Q_EMIT m_events.submitRefused({previewId, why, std::move(verdicts)});
}

void OrderDesk::submit(const QString &previewId)
{
    if (m_usedPreviews.contains(previewId))
        return refuse(previewId, SubmitRefusal::Why::AlreadyUsed);
    const auto found = m_previews.constFind(previewId);
    if (found == m_previews.cend() || m_clock.now() - found->madeAt > kPreviewLife)
        return refuse(previewId, SubmitRefusal::Why::Expired);
    const Pending pending = m_previews.take(previewId);
    m_usedPreviews.insert(previewId, m_clock.now());
    m_usedPreviews.removeIf([this](auto entry) { return m_clock.now() - entry.value() > kRateWindow; });

    const auto &draft = pending.preview.draft;
    const auto context = contextNow(draft.instrument->id());
    auto approval = m_gate.approve(draft, context, newLinkId());
    if (!approval)
        return refuse(previewId, SubmitRefusal::Why::Guards, approval.error());
    const Decimal moved = movedBps(pending.preview, context);
    if (!approval->isExit() && !(moved <= context.limits.maxPreviewMoveBps)) // nor if it is invalid: it would not fill any more
        return refuse(previewId, SubmitRefusal::Why::Moved);

    // Shared only because std::function copies its captures; the permission itself still moves exactly once, into the venue.
    auto approved = std::make_shared<ApprovedOrder>(std::move(*approval));
    Order order = orderOf(*approved, m_clock.utcNow());
    order.sentAt = estimate::marketNow(draft, context);
    if (const auto added = m_orders.add(order); !added)
        return refuse(previewId, SubmitRefusal::Why::AlreadyUsed);
    m_recentSends.push_back({m_clock.now(), draft.instrument->id(), draft.side, draft.type, draft.qty, draft.price,
                             draft.trigger ? std::optional(draft.trigger->price) : std::nullopt, draft.positionIdx});
    Q_EMIT m_events.submitAccepted(previewId, order.orderLinkId);
    m_journal.writeIntent(order, [guard = QPointer<OrderDesk>(this), approved, madeAt = pending.madeAt](const Done &done) {
        if (guard)
            guard->onDurable(approved, madeAt, done);
    });
}

void OrderDesk::onDurable(const std::shared_ptr<ApprovedOrder> &approved, MonoTime previewedAt, const Done &done)
{
    const QString linkId = approved->orderLinkId();
    if (m_orders.byKey(linkId)->state != OrderState::Intent)
        return; // cancelled while the disk was busy
    if (!done) {
        Q_EMIT m_events.noticeRaised({Notice::Severity::Danger, done.error(), linkId, m_clock.utcNow()});
        if (!approved->isExit())
            return apply(linkId, OrderEvent::StopBeforeSend, QStringLiteral("the journal could not be written"));
        // An exit is never trapped by a full disk: it goes out and says that nothing on disk remembers it.
        qCWarning(lcOrderDesk) << "sending exit" << linkId << "without a journal";
        announce(m_orders.markUnjournalled(linkId));
    } else {
        Q_EMIT m_events.orderChanged(*m_orders.byKey(linkId));
    }
    if (const QString objection = lastObjection(*approved, previewedAt); !objection.isEmpty())
        return apply(linkId, OrderEvent::StopBeforeSend, objection);
    send(approved);
}

QString OrderDesk::lastObjection(const ApprovedOrder &approved, MonoTime previewedAt) const
{
    if (approved.isExit())
        return {};
    const auto context = contextNow(approved.draft().instrument->id());
    if (context.tradingState != TradingState::Active)
        return QStringLiteral("trading state is %1").arg(toName(context.tradingState));
    if (!context.book || !context.book->isLive())
        return QStringLiteral("the book is not live");
    if (m_clock.now() - previewedAt > kPreviewLife)
        return QStringLiteral("the preview is too old");
    return {};
}

void OrderDesk::send(const std::shared_ptr<ApprovedOrder> &approved)
{
    const QString linkId = approved->orderLinkId();
    apply(linkId, OrderEvent::Send, {});
    m_venue.place(std::move(*approved), [guard = QPointer<OrderDesk>(this), linkId](const CommandOutcome &outcome) {
        if (guard)
            guard->onPlaced(linkId, outcome);
    });
}

void OrderDesk::onPlaced(const QString &linkId, const CommandOutcome &outcome)
{
    switch (outcome.kind) {
    case CommandOutcome::Kind::Accepted:
        m_orders.bindOrderId(linkId, outcome.orderId);
        apply(linkId, OrderEvent::Acknowledge, {});
        return;
    case CommandOutcome::Kind::Refused:
        apply(linkId, OrderEvent::Refuse, wordsOf(outcome.error));
        break;
    case CommandOutcome::Kind::NotSent:
        apply(linkId, OrderEvent::StopBeforeSend, wordsOf(outcome.error));
        break;
    case CommandOutcome::Kind::Unknown:
        apply(linkId, OrderEvent::LoseAnswer, wordsOf(outcome.error));
        break;
    }
    Q_EMIT m_events.noticeRaised({outcome.kind == CommandOutcome::Kind::Unknown ? Notice::Severity::Danger : Notice::Severity::Caution,
                                  outcome.error, linkId, m_clock.utcNow()});
}

void OrderDesk::cancel(const QString &orderLinkId, const QString &orderId)
{
    const Order *order = orderLinkId.isEmpty() ? m_orders.byOrderId(orderId) : m_orders.byKey(orderLinkId);
    if (!order || isTerminal(order->state))
        return;
    const auto id = order->instrument->id();
    const auto key = order->key();
    const auto linkId = order->orderLinkId;
    const auto venueId = order->orderId;
    if (order->state == OrderState::Intent) // the venue could not cancel what it has not got
        return apply(key, OrderEvent::StopBeforeSend, QStringLiteral("cancelled before it was sent"));
    const auto send = [this, id, key, linkId, venueId] {
        m_venue.cancel(id, linkId, venueId, [guard = QPointer<OrderDesk>(this), key](const CommandOutcome &outcome) {
            if (guard)
                guard->onCancelled(key, outcome);
        });
    };
    const Order *marked = m_orders.apply(key, OrderEvent::SendCancel, {}, m_clock.utcNow());
    if (!marked) // asked for again, or not ours to mark: a second cancel does no harm
        return send();
    // Written down before it leaves, but a disk that fails holds no cancel up.
    announce(marked, [guard = QPointer<OrderDesk>(this), send](const Done &) {
        if (guard)
            send();
    });
}

void OrderDesk::cancelSide(const InstrumentId &id, Side side)
{
    const auto working = m_orders.working();
    for (const auto &order : working) {
        if (order.side != side || order.reduceOnly || order.instrument->id() != id)
            continue;
        if (order.state == OrderState::Intent) {
            cancel(order.orderLinkId, order.orderId); // nothing has to go to the venue for it
            continue;
        }
        m_toGo.append({order.orderLinkId, order.orderId});
        m_toCancel.append(m_toGo.last());
    }
    m_cancelRounds = kCancelRounds;
    if (!m_cancelTimer)
        cancelNext();
}

void OrderDesk::stopIntents(const QString &reason)
{
    const auto working = m_orders.working();
    for (const auto &order : working)
        if (order.state == OrderState::Intent)
            apply(order.key(), OrderEvent::StopBeforeSend, reason);
}

bool OrderDesk::hasCreateInFlight() const
{
    const auto working = m_orders.working();
    return std::any_of(working.cbegin(), working.cend(), [](const Order &order) {
        return order.state == OrderState::Intent || order.state == OrderState::Sent || order.state == OrderState::Unknown;
    });
}

/// As for a new order: judged, written down, judged again, sent once. An order of another program is journalled by its first change too.
void OrderDesk::amend(const AmendDraft &draft)
{
    const Order *order = draft.orderLinkId.isEmpty() ? m_orders.byOrderId(draft.orderId) : m_orders.byKey(draft.orderLinkId);
    if (!order || isTerminal(order->state)) {
        Q_EMIT changeRefused({draft, ChangeRefusal::Why::NoSuchOrder, {}});
        return;
    }
    if (order->state == OrderState::AmendSent || order->state == OrderState::CancelSent || order->state == OrderState::Unknown) {
        Q_EMIT changeRefused({draft, ChangeRefusal::Why::AlreadyPending, {}});
        return;
    }
    AmendDraft whole = draft;
    whole.orderLinkId = order->orderLinkId;
    whole.orderId = order->orderId;
    auto approval = m_gate.approve(ChangeDraft(whole), order, contextNow(order->instrument->id()));
    if (!approval) {
        Q_EMIT changeRefused({draft, ChangeRefusal::Why::Guards, approval.error()});
        return;
    }
    const QString key = order->key();
    const auto approved = std::make_shared<ApprovedChange>(std::move(*approval));
    const Order *pending = m_orders.beginAmend(key, {whole.qty, whole.price, whole.trigger}, m_clock.utcNow());
    if (!pending) {
        Q_EMIT changeRefused({draft, ChangeRefusal::Why::NoSuchOrder, {}});
        return;
    }
    const Order intent = *pending;
    Q_EMIT m_events.orderChanged(intent);
    m_journal.writeChange(intent, [guard = QPointer<OrderDesk>(this), approved, key, draft](const Done &done) {
        if (!guard)
            return;
        const Order *now = guard->m_orders.byKey(key);
        if (!now || now->state != OrderState::AmendSent)
            return; // filled or gone while the disk was busy
        if (!done && !approved->isExit()) {
            guard->apply(key, OrderEvent::RefuseChange, QStringLiteral("the journal could not be written"));
            Q_EMIT guard->changeRefused({draft, ChangeRefusal::Why::JournalFailed, {}});
            return;
        }
        guard->sendAmend(approved, key);
    });
}

void OrderDesk::sendAmend(const std::shared_ptr<ApprovedChange> &approved, const QString &key)
{
    const auto context = contextNow(m_orders.byKey(key)->instrument->id());
    if (!approved->isExit() && context.tradingState != TradingState::Active)
        return apply(key, OrderEvent::RefuseChange, QStringLiteral("trading state is %1").arg(toName(context.tradingState)));
    m_venue.change(std::move(*approved), [guard = QPointer<OrderDesk>(this), key](const CommandOutcome &outcome) {
        if (guard)
            guard->onAmended(key, outcome);
    });
}

void OrderDesk::onAmended(const QString &key, const CommandOutcome &outcome)
{
    switch (outcome.kind) {
    case CommandOutcome::Kind::Accepted:
        return apply(key, OrderEvent::Acknowledge, {});
    case CommandOutcome::Kind::Unknown:
        apply(key, OrderEvent::LoseAnswer, wordsOf(outcome.error));
        break;
    case CommandOutcome::Kind::Refused:
    case CommandOutcome::Kind::NotSent:
        apply(key, OrderEvent::RefuseChange, wordsOf(outcome.error));
        break;
    }
    Q_EMIT m_events.noticeRaised({outcome.kind == CommandOutcome::Kind::Unknown ? Notice::Severity::Danger : Notice::Severity::Caution,
                                  outcome.error, key, m_clock.utcNow()});
}

void OrderDesk::onCancelled(const QString &key, const CommandOutcome &outcome)
{
    if (outcome.kind == CommandOutcome::Kind::Accepted)
        return; // accepted for cancelling: the private stream says when it is cancelled
    const bool isCertain = outcome.kind != CommandOutcome::Kind::Unknown;
    apply(key, isCertain ? OrderEvent::RefuseChange : OrderEvent::LoseAnswer, wordsOf(outcome.error));
    Q_EMIT m_events.noticeRaised({Notice::Severity::Caution, outcome.error, key, m_clock.utcNow()});
}

void OrderDesk::cancelEntries(const InstrumentPtr &instrument)
{
    QStringList marked;
    QVector<OrderIds> going;
    for (const auto &order : m_orders.working()) {
        const bool isInScope = order.instrument->id().category == instrument->id().category
            && (instrument->id().category == Category::Spot || order.instrument->settleCoin() == instrument->settleCoin());
        if (order.reduceOnly || !isInScope)
            continue;
        marked.append(order.key());
        going.append({order.orderLinkId, order.orderId});
        // An intent that still waits for the journal is stopped here: the venue could not cancel what it has not got.
        const bool isIntent = order.state == OrderState::Intent;
        apply(order.key(), isIntent ? OrderEvent::StopBeforeSend : OrderEvent::SendCancel,
              isIntent ? QStringLiteral("cancelled before it was sent") : QString());
    }
    m_venue.cancelAll({instrument->id().category, instrument->settleCoin(), {}, false}, [guard = QPointer<OrderDesk>(this), marked, going](const CommandOutcome &outcome) {
        if (!guard)
            return;
        if (outcome.kind != CommandOutcome::Kind::Accepted) {
            const auto event = outcome.kind == CommandOutcome::Kind::Unknown ? OrderEvent::LoseAnswer : OrderEvent::RefuseChange;
            for (const auto &key : marked)
                guard->apply(key, event, wordsOf(outcome.error));
            Q_EMIT guard->m_events.noticeRaised({Notice::Severity::Danger, outcome.error, QStringLiteral("cancel-all"), guard->m_clock.utcNow()});
        } else {
            guard->m_toGo += going;
            guard->m_cancelRounds = kCancelRounds;
            guard->m_toGoSince = guard->m_venue.venueTime().value_or(guard->m_clock.utcNow());
        }
        guard->m_account.read(); // what is still open is read, not assumed
    });
}

/// The venue's cancel-all takes 500 of more, and which ones is chance (fact sheet Bybit v5, 6.2); a single cancel may be refused for the pace
/// of all others. What a list that was asked for afterwards still names is cancelled one by one, until a list names none of it.
void OrderDesk::cancelWhatIsLeft(const QVector<OrderReport> &open, UtcTime readAt)
{
    if (m_toGo.isEmpty() || m_cancelTimer || readAt < m_toGoSince)
        return;
    const auto isOpen = [&open](const OrderIds &ids) {
        return std::any_of(open.begin(), open.end(), [&ids](const OrderReport &report) {
            return ids.linkId.isEmpty() ? report.orderId == ids.orderId : report.orderLinkId == ids.linkId;
        });
    };
    m_toGo.removeIf([&isOpen](const OrderIds &ids) { return !isOpen(ids); });
    if (m_cancelRounds-- <= 0)
        m_toGo.clear();
    m_toCancel = m_toGo;
    if (!m_toCancel.isEmpty())
        cancelNext();
}

void OrderDesk::cancelNext()
{
    if (m_toCancel.isEmpty()) {
        m_cancelTimer.reset();
        m_toGoSince = m_venue.venueTime().value_or(m_clock.utcNow());
        return m_account.read();
    }
    const auto ids = m_toCancel.takeFirst();
    cancel(ids.linkId, ids.orderId);
    m_cancelTimer = m_scheduler.after(kCancelGap, [this] { cancelNext(); });
}

void OrderDesk::onReport(const OrderReport &report)
{
    if (report.event == OrderEvent::FillPart || report.event == OrderEvent::FillAll)
        ensureAccepted(report.orderLinkId, report.updatedAt);
    announce(m_orders.apply(report));
}

void OrderDesk::onExecution(const Execution &execution)
{
    if (!m_executions.isNew(execution))
        return;
    if (execution.kind == Execution::Kind::Trade)
        ensureAccepted(execution.orderLinkId, execution.at);
    m_journal.writeExecution(execution);
    m_account.readAfterFill();
    Q_EMIT m_events.executionAdded(execution);
}

void OrderDesk::ensureAccepted(const QString &linkId, UtcTime at)
{
    const auto *order = m_orders.byKey(linkId);
    // A fill tells that the create arrived; of a cancel or amend whose answer was lost it tells nothing.
    if (order && !order->hasBeenAccepted && (order->state == OrderState::Sent || order->state == OrderState::Unknown))
        announce(m_orders.apply(linkId, OrderEvent::Acknowledge, QStringLiteral("seen by its fill"), at));
}

void OrderDesk::onFound(const QString &key, const LookupOutcome &outcome)
{
    for (const auto &execution : outcome.executions)
        onExecution(execution);
    if (outcome.found)
        onReport(*outcome.found);
    const auto *order = m_orders.byKey(key);
    if (!order || (outcome.found && order->state != OrderState::Unknown))
        m_resolver.forget(key);
    else // fills alone, or an answer older than what is known, do not say how the order stands
        m_resolver.watch(order->instrument->id(), key);
}

void OrderDesk::compareOpenOrders(const QVector<OrderReport> &open, const InstrumentPtr &scope, UtcTime readAt)
{
    int differences = 0;
    for (const auto &order : m_orders.working()) {
        const bool isInScope = order.instrument->id().category == scope->id().category && order.instrument->settleCoin() == scope->settleCoin();
        const bool isResting = order.state != OrderState::Intent && order.state != OrderState::Sent && order.state != OrderState::Unknown;
        const bool isListed = std::any_of(open.begin(), open.end(), [&order](const OrderReport &report) {
            return (order.orderLinkId.isEmpty() || report.orderLinkId == order.orderLinkId) && report.orderId == order.orderId;
        });
        if (!isInScope || !isResting || isListed || order.updatedAt + kListLag > readAt)
            continue;
        ++differences; // it ended while nobody listened: asked after, not guessed
        m_resolver.watch(order.instrument->id(), order.key());
    }
    cancelWhatIsLeft(open, readAt);
    Q_EMIT m_events.reconciled(QStringLiteral("orders"), true, differences);
}

void OrderDesk::apply(const QString &key, OrderEvent event, const QString &reason)
{
    announce(m_orders.apply(key, event, reason, m_clock.utcNow()));
}

void OrderDesk::announce(const Order *changed, std::function<void(const Done &)> durable)
{
    if (!changed)
        return;
    const Order order = *changed; // the store's pointer does not outlive its next change, and listeners may cause one
    if (order.state == OrderState::Unknown)
        m_resolver.watch(order.instrument->id(), order.key());
    else
        m_resolver.forget(order.key());
    m_journal.writeChange(order, std::move(durable));
    Q_EMIT m_events.orderChanged(order);
}

QString OrderDesk::newLinkId()
{
    // 2 + 11 + 1 + 4 + 8: time to the millisecond, a counter and 40 random bits; unique across restarts and machines, within the venue's 36.
    static constexpr quint64 kRandomMask = (quint64(1) << 40) - 1;
    return QStringLiteral("bw-%1-%2-%3")
        .arg(toMs(m_clock.utcNow()), 0, 36)
        .arg(++m_counter, 0, 36)
        .arg(QRandomGenerator::system()->generate64() & kRandomMask, 0, 36);
}

} // namespace bw
