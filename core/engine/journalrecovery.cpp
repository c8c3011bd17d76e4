// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/journalrecovery.h"

#include <QSet>

namespace bw {

namespace {
constexpr std::chrono::seconds kRetry{2};

/// What may or may not have reached the venue when the program ended.
bool isUndecided(OrderState state)
{
    return state == OrderState::Intent || state == OrderState::Sent || state == OrderState::AmendSent || state == OrderState::CancelSent;
}
} // namespace

Result<Order> takenUp(const JournalledOrder &journalled, const InstrumentPtr &instrument)
{
    Order order = journalled.order;
    order.instrument = instrument;
    const auto qty = instrument->toLots(journalled.qty);
    if (!qty)
        return fail(qty.error());
    order.qty = *qty;
    if (journalled.filled.sign() > 0) {
        const auto filled = instrument->toLots(journalled.filled);
        if (!filled)
            return fail(filled.error());
        order.filled = *filled;
    }
    if (journalled.price) {
        const auto price = instrument->toTicks(*journalled.price);
        if (!price)
            return fail(price.error());
        order.price = *price;
    }
    order.hasBeenAccepted = !order.orderId.isEmpty();
    if (isUndecided(order.state)) {
        order.reason = QStringLiteral("the program ended before the answer to %1").arg(toName(order.state));
        order.state = OrderState::Unknown;
    }
    return order;
}

JournalRecovery::JournalRecovery(Journal &journal, MarketReader &reader, const Clock &clock, Scheduler &scheduler)
    : m_journal(journal), m_reader(reader), m_clock(clock), m_scheduler(scheduler)
{
}

void JournalRecovery::start()
{
    m_journal.readBack(m_clock.utcNow() - kKept, [guard = QPointer<JournalRecovery>(this)](const Result<JournalledSession> &session) {
        if (guard)
            guard->onRead(session);
    });
}

void JournalRecovery::onRead(const Result<JournalledSession> &session)
{
    if (!session) {
        Q_EMIT failed(session.error());
        return;
    }
    m_session = *session;
    QSet<InstrumentId> named;
    for (const auto &journalled : m_session.orders)
        named.insert(journalled.instrument);
    m_missing = named.size();
    if (named.isEmpty())
        return finish();
    for (const auto &id : named)
        learn(id);
}

void JournalRecovery::learn(const InstrumentId &id)
{
    m_reader.readInstrument(id, this, [this, id](const Result<InstrumentPtr> &found) {
        if (!found && (found.error().retry != Retry::Never || found.error().certainty != Certainty::Refused)) {
            m_retries.insert(id, std::make_shared<Scheduler::Handle>(m_scheduler.after(kRetry, [this, id] { learn(id); })));
            return;
        }
        m_instruments.insert(id, found ? *found : InstrumentPtr());
        if (m_instruments.size() == m_missing)
            finish();
    });
}

void JournalRecovery::finish()
{
    QVector<Order> orders;
    auto since = m_session.lastExecutionAt;
    for (const auto &journalled : m_session.orders) {
        const auto instrument = m_instruments.value(journalled.instrument);
        const auto order = instrument ? takenUp(journalled, instrument)
                                      : Result<Order>(fail({ErrorFamily::Instrument, Retry::Never, Certainty::Unknown, 0,
                                                            QStringLiteral("the venue knows no %1 any more").arg(journalled.instrument.symbol)}));
        if (!order) {
            if (!isTerminal(journalled.order.state))
                Q_EMIT leftBehind(journalled.order.orderLinkId, order.error());
            continue;
        }
        if (!isTerminal(order->state)) // it may have filled at any moment since
            since = std::min(since.value_or(order->createdAt), order->createdAt);
        orders.append(*order);
    }
    Q_EMIT recovered(orders, m_session, since);
}

} // namespace bw
