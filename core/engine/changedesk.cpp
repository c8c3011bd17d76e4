// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/changedesk.h"

#include "core/engine/changetext.h"

#include <algorithm>

namespace bw {

namespace {
constexpr int kCleanReadsNeeded = 3; // as for an order that is not found (fact sheet Bybit v5, 6.5)

AccountChange::Kind kindOf(const ChangeDraft &draft)
{
    if (std::holds_alternative<LeverageDraft>(draft))
        return AccountChange::Kind::Leverage;
    return std::holds_alternative<PositionModeDraft>(draft) ? AccountChange::Kind::PositionMode : AccountChange::Kind::Stop;
}

const Position *positionIn(const QVector<Position> &positions, const InstrumentId &id, int positionIdx)
{
    const auto found = std::find_if(positions.cbegin(), positions.cend(), [&](const Position &position) {
        return position.positionIdx == positionIdx && position.instrument->id() == id;
    });
    return found == positions.cend() ? nullptr : &*found;
}

bool isOpen(AccountChange::State state)
{
    return state == AccountChange::State::Intent || state == AccountChange::State::Sent || state == AccountChange::State::Unknown;
}

QString wordsOf(const Error &error)
{
    return error.venueCode != 0 ? QStringLiteral("%1 %2").arg(error.venueCode).arg(error.detail) : error.detail;
}
} // namespace

ChangeDesk::ChangeDesk(ExecutionVenue &venue, Journal &journal, AccountDesk &account, OrderDesk &orders, EngineEvents &events, TradeEvents &tradeEvents,
                       const LookupPace &pace, const Clock &clock, Scheduler &scheduler)
    : m_venue(venue), m_journal(journal), m_account(account), m_orders(orders), m_events(events), m_tradeEvents(tradeEvents), m_pace(pace),
      m_clock(clock), m_scheduler(scheduler)
{
    connect(&account, &AccountDesk::stateRead, this, &ChangeDesk::onStateRead);
    connect(&orders, &OrderDesk::changeRefused, &tradeEvents, &TradeEvents::changeRefused);
}

void ChangeDesk::request(const ChangeDraft &draft)
{
    if (const auto *amend = std::get_if<AmendDraft>(&draft))
        return m_orders.amend(*amend);
    const auto refuse = [&](ChangeRefusal::Why why, Verdicts verdicts = {}) { Q_EMIT m_tradeEvents.changeRefused({draft, why, std::move(verdicts)}); };
    const auto &instrument = instrumentOf(draft);
    if (!instrument)
        return refuse(ChangeRefusal::Why::NotTrading);
    const auto kind = kindOf(draft);
    const auto *stop = std::get_if<StopDraft>(&draft);
    const int positionIdx = stop ? stop->positionIdx : 0;
    const bool isTaken = std::any_of(m_pending.cbegin(), m_pending.cend(), [&](const Pending &other) {
        return other.change.kind == kind && other.change.positionIdx == positionIdx && other.change.instrument->id() == instrument->id();
    });
    if (isTaken)
        return refuse(ChangeRefusal::Why::AlreadyPending);
    auto approval = m_orders.gate().approve(draft, nullptr, m_orders.contextNow(instrument->id()));
    if (!approval)
        return refuse(ChangeRefusal::Why::Guards, approval.error());

    const auto *position = positionIn(m_account.positions(), instrument->id(), positionIdx);
    AccountChange change;
    change.id = QStringLiteral("ch-%1-%2").arg(toMs(m_clock.utcNow()), 0, 36).arg(++m_counter, 0, 36);
    change.kind = kind;
    change.instrument = instrument;
    change.positionIdx = positionIdx;
    change.before = changetext::before(draft, position, m_account.mode());
    change.after = changetext::after(draft, position);
    change.at = m_clock.utcNow();
    m_pending.insert(change.id, {change, draft, {}, 0});
    Q_EMIT m_tradeEvents.accountChangeUpdated(change);
    const auto approved = std::make_shared<ApprovedChange>(std::move(*approval));
    m_journal.writeAccountChange(change, [guard = QPointer<ChangeDesk>(this), id = change.id, approved](const Done &done) {
        if (guard)
            guard->onDurable(id, approved, done);
    });
}

void ChangeDesk::onDurable(const QString &id, const std::shared_ptr<ApprovedChange> &approved, const Done &done)
{
    const auto pending = m_pending.find(id);
    if (pending == m_pending.end())
        return;
    if (!done) {
        Q_EMIT m_events.noticeRaised({Notice::Severity::Danger, done.error(), id, m_clock.utcNow()});
        if (!approved->isExit()) // protection is never trapped by a full disk
            return end(id, AccountChange::State::NotSent, QStringLiteral("the journal could not be written"));
    }
    const auto context = m_orders.contextNow(pending->change.instrument->id());
    if (!approved->isExit() && context.tradingState != TradingState::Active)
        return end(id, AccountChange::State::NotSent, QStringLiteral("trading state is %1").arg(toName(context.tradingState)));
    pending->change.state = AccountChange::State::Sent;
    announce(pending->change);
    m_venue.change(std::move(*approved), [guard = QPointer<ChangeDesk>(this), id](const CommandOutcome &outcome) {
        if (guard)
            guard->onOutcome(id, outcome);
    });
}

void ChangeDesk::onOutcome(const QString &id, const CommandOutcome &outcome)
{
    const auto pending = m_pending.find(id);
    if (pending == m_pending.end())
        return; // a read was faster
    switch (outcome.kind) {
    case CommandOutcome::Kind::Accepted:
        end(id, AccountChange::State::Settled, {});
        return m_account.read(); // what it became is read, not assumed
    case CommandOutcome::Kind::Refused:
        end(id, AccountChange::State::Refused, wordsOf(outcome.error));
        break;
    case CommandOutcome::Kind::NotSent:
        end(id, AccountChange::State::NotSent, wordsOf(outcome.error));
        break;
    case CommandOutcome::Kind::Unknown:
        pending->change.state = AccountChange::State::Unknown;
        pending->change.reason = wordsOf(outcome.error);
        pending->lostAt = m_venue.venueTime();
        announce(pending->change);
        askSoon();
        break;
    }
    Q_EMIT m_events.noticeRaised({outcome.kind == CommandOutcome::Kind::Unknown ? Notice::Severity::Danger : Notice::Severity::Caution,
                                  outcome.error, id, m_clock.utcNow()});
}

void ChangeDesk::restore(const QVector<AccountChange> &changes)
{
    for (auto change : changes) {
        if (!change.instrument || !isOpen(change.state))
            continue;
        change.state = AccountChange::State::Unknown;
        change.reason = QStringLiteral("the program ended before the answer");
        m_pending.insert(change.id, {change, {}, {}, 0});
        announce(change);
    }
    if (!m_pending.isEmpty())
        askSoon();
}

bool ChangeDesk::hasUnknown(const InstrumentId &id) const
{
    return std::any_of(m_pending.cbegin(), m_pending.cend(), [&id](const Pending &pending) {
        return pending.change.state == AccountChange::State::Unknown && pending.change.instrument->id() == id;
    });
}

void ChangeDesk::askSoon()
{
    const auto wait = std::min(m_pace.longestWait, m_pace.firstWait * (1 << std::min(m_rounds++, 4)));
    m_ask = m_scheduler.after(wait, [this] { m_account.read(); });
}

std::optional<bool> ChangeDesk::hasHappened(const Pending &pending, const AccountState &state) const
{
    const auto &change = pending.change;
    switch (change.kind) {
    case AccountChange::Kind::Leverage:
        if (!state.mode || !state.mode->instrument || state.mode->instrument->id() != change.instrument->id() || !state.mode->leverage)
            return std::nullopt;
        return changetext::leverageOf(state.mode->leverage) == change.after;
    case AccountChange::Kind::PositionMode:
        if (!state.mode || !state.mode->instrument || state.mode->instrument->id() != change.instrument->id() || !state.mode->isHedge)
            return std::nullopt;
        return changetext::modeOf(state.mode->isHedge) == change.after;
    case AccountChange::Kind::Stop:
        break;
    }
    if (!state.positions)
        return std::nullopt;
    const auto *position = positionIn(*state.positions, change.instrument->id(), change.positionIdx);
    if (!position || position->size.isZero())
        return false; // no position, no protection
    const auto *stop = pending.draft ? std::get_if<StopDraft>(&*pending.draft) : nullptr;
    if (!stop || stop->mode == StopMode::Full)
        return changetext::protectionOf(position) == change.after;
    // Partial stops are orders of their own: one with this trigger that is younger than the request.
    if (!state.openOrders)
        return std::nullopt;
    const auto &wanted = stop->stopLoss ? stop->stopLoss : stop->takeProfit;
    return std::any_of(state.openOrders->cbegin(), state.openOrders->cend(), [&](const OrderReport &report) {
        return report.instrument->id() == change.instrument->id() && report.trigger && wanted && report.trigger->price == wanted->trigger
            && report.stopOrderType.startsWith(QStringLiteral("Partial"));
    });
}

void ChangeDesk::onStateRead(const AccountState &state, UtcTime)
{
    const auto ids = m_pending.keys();
    for (const auto &id : ids) {
        auto &pending = m_pending[id];
        if (pending.change.state != AccountChange::State::Unknown)
            continue;
        const auto happened = hasHappened(pending, state);
        if (happened == true) {
            end(id, AccountChange::State::Settled, QStringLiteral("seen at the venue"));
            continue;
        }
        const auto now = m_venue.venueTime();
        if (!pending.lostAt)
            pending.lostAt = now;
        const bool isPast = now && *now > *pending.lostAt + m_pace.recvWindow.value_or(m_venue.recvWindow()) + m_pace.lagMargin;
        if (happened == false && isPast && ++pending.cleanReads >= kCleanReadsNeeded)
            end(id, AccountChange::State::Refused, QStringLiteral("not at the venue"));
    }
    const bool isAnyUnknown = std::any_of(m_pending.cbegin(), m_pending.cend(), [](const Pending &p) { return p.change.state == AccountChange::State::Unknown; });
    if (isAnyUnknown)
        askSoon();
    else
        m_rounds = 0;
}

void ChangeDesk::end(const QString &id, AccountChange::State state, const QString &reason)
{
    auto change = m_pending.take(id).change;
    change.state = state;
    change.reason = reason;
    announce(change);
}

void ChangeDesk::announce(const AccountChange &change)
{
    m_journal.writeAccountChange(change, {});
    Q_EMIT m_tradeEvents.accountChangeUpdated(change);
}

} // namespace bw
