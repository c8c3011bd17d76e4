// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/stopalldesk.h"

#include <algorithm>
#include <array>

namespace bw {

namespace {
constexpr std::array kCategories{Category::Linear, Category::Inverse, Category::Spot};
const QString kOurs = QStringLiteral("bw-");

bool isProtection(const OrderReport &report)
{
    static const QStringList kKinds{QStringLiteral("TakeProfit"), QStringLiteral("StopLoss"), QStringLiteral("TrailingStop"),
                                    QStringLiteral("PartialTakeProfit"), QStringLiteral("PartialStopLoss")};
    return kKinds.contains(report.stopOrderType);
}

bool isOpen(const OrderReport &report)
{
    return report.event == OrderEvent::Acknowledge || report.event == OrderEvent::FillPart || report.event == OrderEvent::Trigger;
}

Order orderOf(const OrderReport &report)
{
    Order order;
    order.orderLinkId = report.orderLinkId;
    order.orderId = report.orderId;
    order.instrument = report.instrument;
    order.side = report.side;
    order.type = report.type;
    order.qty = report.qty;
    order.filled = report.filled;
    order.price = report.price;
    order.trigger = report.trigger;
    order.reduceOnly = report.reduceOnly;
    order.stopOrderType = report.stopOrderType;
    order.createType = report.createType;
    order.positionIdx = report.positionIdx;
    order.state = nextState(OrderState::Sent, report.event, report.filled.value() > 0);
    order.origin = report.orderLinkId.startsWith(kOurs) ? Origin::Manual : Origin::External;
    order.createdAt = report.createdAt;
    order.updatedAt = report.updatedAt;
    return order;
}
} // namespace

StopAllDesk::StopAllDesk(ExecutionVenue &venue, Session session, Pace pace, const Clock &clock, Scheduler &scheduler)
    : m_venue(venue), m_session(std::move(session)), m_pace(pace), m_clock(clock), m_scheduler(scheduler)
{
}

void StopAllDesk::start(StopAllView::Scope scope, bool withProtection)
{
    ++m_run;
    m_isFlattening = false;
    m_queue.clear();
    m_cancelTimer.reset();
    m_roundTimer.reset();
    m_view = {};
    m_view.isRunning = true;
    m_view.scope = scope;
    m_view.withProtection = withProtection;
    for (const auto step : {StopAllView::Step::Halt, StopAllView::Step::Cancel, StopAllView::Step::Reread, StopAllView::Step::Flatten})
        m_view.lines.append({step, StopAllView::State::Waiting, -1, {}});
    if (m_session.halt)
        m_session.halt();
    set(StopAllView::Step::Halt, StopAllView::State::Finished, 0);
    set(StopAllView::Step::Cancel, StopAllView::State::Running, -1);
    if (scope == StopAllView::Scope::Account)
        cancelEverything();
    readAgain();
}

/// All at once: none waits for another's answer. What an answer says is not counted; the lists are.
void StopAllDesk::cancelEverything()
{
    for (const auto category : kCategories) {
        const QStringList coins = category == Category::Linear ? QStringList{QStringLiteral("USDT"), QStringLiteral("USDC")} : QStringList{QString()};
        for (const auto &coin : coins)
            m_venue.cancelAll({category, coin, {}, m_view.withProtection}, [guard = QPointer<StopAllDesk>(this), run = m_run](const CommandOutcome &outcome) {
                if (guard && run == guard->m_run && outcome.kind != CommandOutcome::Kind::Accepted && outcome.kind != CommandOutcome::Kind::Refused)
                    guard->set(StopAllView::Step::Cancel, StopAllView::State::Running, -1, outcome.error);
            });
    }
}

bool StopAllDesk::isToGo(const OrderReport &report) const
{
    if (!isOpen(report))
        return false;
    if (isProtection(report))
        return m_view.withProtection;
    if (m_view.scope == StopAllView::Scope::Account)
        return true;
    const bool isOwnStop = report.reduceOnly && report.trigger; // it protects, whatever the venue calls it
    return report.orderLinkId.startsWith(kOurs) && (!isOwnStop || m_view.withProtection);
}

void StopAllDesk::readAgain()
{
    const auto round = std::make_shared<Round>();
    round->waiting = static_cast<int>(kCategories.size()) + 2;
    const auto finishOne = [guard = QPointer<StopAllDesk>(this), run = m_run, round] {
        if (--round->waiting == 0 && guard && run == guard->m_run)
            guard->onRound(*round);
    };
    for (const auto category : kCategories) {
        m_venue.readOpenOrders(category, {}, [round, finishOne](const Result<QVector<OrderReport>> &orders) {
            if (orders)
                round->orders += *orders;
            else
                round->failure = orders.error();
            finishOne();
        });
        if (category == Category::Spot)
            continue;
        m_venue.readPositions(category, {}, [round, finishOne](const Result<QVector<Position>> &positions) {
            if (positions)
                round->positions += *positions;
            else
                round->failure = positions.error();
            finishOne();
        });
    }
}

void StopAllDesk::onRound(const Round &round)
{
    using Step = StopAllView::Step;
    using State = StopAllView::State;
    m_roundTimer = m_scheduler.after(m_pace.round, [this] { readAgain(); });
    if (round.failure) { // not read is not empty: it goes on until it is
        set(m_isFlattening ? Step::Flatten : Step::Reread, State::Running, -1, *round.failure);
        return;
    }
    m_view.standing.clear();
    QVector<OrderReport> toGo;
    for (const auto &report : round.orders) {
        if (m_session.reportFound)
            m_session.reportFound(report);
        if (isToGo(report))
            toGo.append(report);
        if (isOpen(report))
            m_view.standing.append(orderOf(report));
    }
    m_view.positions.clear();
    std::copy_if(round.positions.cbegin(), round.positions.cend(), std::back_inserter(m_view.positions), [](const Position &position) { return position.side.has_value(); });
    const bool isInFlight = m_session.hasCreateInFlight && m_session.hasCreateInFlight();
    const int left = static_cast<int>(toGo.size()) + (isInFlight ? 1 : 0);
    set(Step::Cancel, left == 0 ? State::Finished : State::Running, static_cast<int>(toGo.size()));
    set(Step::Reread, left == 0 ? State::Finished : State::Running, left);
    if (m_isFlattening)
        set(Step::Flatten, m_view.positions.isEmpty() ? State::Finished : State::Running, static_cast<int>(m_view.positions.size()));
    else
        set(Step::Flatten, State::Waiting, static_cast<int>(m_view.positions.size()));
    if (left > 0) {
        m_queue = toGo;
        if (!m_cancelTimer)
            cancelNext();
        return;
    }
    if (m_isFlattening && !m_view.positions.isEmpty())
        return;
    m_roundTimer.reset();
    m_view.isRunning = false;
    publish();
}

/// Above the pace of the venue a cancel would be refused; a round that finds more comes soon enough.
void StopAllDesk::cancelNext()
{
    if (m_queue.isEmpty()) {
        m_cancelTimer.reset();
        return;
    }
    const auto report = m_queue.takeFirst();
    if (m_session.cancel)
        m_session.cancel(orderOf(report));
    else
        m_venue.cancel(report.instrument->id(), {}, report.orderId, [](const CommandOutcome &) {});
    m_cancelTimer = m_scheduler.after(m_pace.cancelGap, [this] { cancelNext(); });
}

void StopAllDesk::flatten()
{
    if (m_view.isRunning || m_view.positions.isEmpty() || !m_session.close)
        return;
    m_view.isRunning = m_isFlattening = true;
    set(StopAllView::Step::Flatten, StopAllView::State::Running, static_cast<int>(m_view.positions.size()));
    const auto positions = m_view.positions;
    for (const auto &position : positions)
        m_session.close(position);
    m_roundTimer = m_scheduler.after(m_pace.round, [this] { readAgain(); });
}

void StopAllDesk::set(StopAllView::Step step, StopAllView::State state, int left, const Error &error)
{
    auto &line = m_view.lines[static_cast<int>(step)];
    line.state = state;
    line.left = left;
    line.error = error;
    publish();
}

void StopAllDesk::publish()
{
    m_view.at = m_clock.utcNow();
    Q_EMIT changed(m_view);
}

} // namespace bw
