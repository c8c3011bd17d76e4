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

/// Reads written numbers in the steps of today and remembers the first that is off them.
class Steps final {
public:
    explicit Steps(const Instrument &instrument) : m_instrument(instrument) {}

    [[nodiscard]] PriceTicks ticks(const Decimal &price) { return noted(m_instrument.toTicks(price)); }
    [[nodiscard]] std::optional<PriceTicks> ticks(const std::optional<Decimal> &price)
    {
        return price ? std::optional(ticks(*price)) : std::nullopt;
    }
    [[nodiscard]] std::optional<QtyLots> lots(const std::optional<Decimal> &qty)
    {
        return qty ? std::optional(noted(m_instrument.toLots(*qty))) : std::nullopt;
    }
    void fill(std::optional<ExitLeg> &leg, const std::optional<JournalledOrder::Leg> &written)
    {
        if (!leg || !written)
            return;
        leg->trigger = ticks(written->trigger);
        leg->limit = ticks(written->limit);
    }
    [[nodiscard]] const Done &done() const { return m_done; }

private:
    template <class T>
    T noted(const Result<T> &steps)
    {
        if (!steps && m_done)
            m_done = fail(steps.error());
        return steps.value_or(T());
    }
    const Instrument &m_instrument;
    Done m_done;
};
} // namespace

Result<Order> takenUp(const JournalledOrder &journalled, const InstrumentPtr &instrument)
{
    Order order = journalled.order;
    order.instrument = instrument;
    Steps steps(*instrument);
    if (!journalled.qty.isZero()) // an order that closes a position names none
        order.qty = *steps.lots(journalled.qty);
    if (journalled.filled.sign() > 0)
        order.filled = *steps.lots(journalled.filled);
    order.price = steps.ticks(journalled.price);
    if (order.trigger && journalled.trigger)
        order.trigger->price = steps.ticks(*journalled.trigger);
    steps.fill(order.exits.takeProfit, journalled.takeProfit);
    steps.fill(order.exits.stopLoss, journalled.stopLoss);
    if (order.amend)
        order.amend = PendingAmend{steps.lots(journalled.amendQty), steps.ticks(journalled.amendPrice), steps.ticks(journalled.amendTrigger)};
    if (const Done &done = steps.done(); !done)
        return fail(done.error());
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
    for (const auto &id : std::as_const(m_session.changeInstruments))
        named.insert(id);
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
    for (qsizetype i = 0; i < m_session.changes.size(); ++i)
        m_session.changes[i].instrument = m_instruments.value(m_session.changeInstruments.value(i));
    Q_EMIT recovered(orders, m_session, since);
}

} // namespace bw
