// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/accountdesk.h"

namespace bw {

namespace {
constexpr std::chrono::seconds kPollEvery{30};
constexpr std::chrono::seconds kExecutionOverlap{10}; // the stream and the query overlap; fills are deduplicated
}

AccountDesk::AccountDesk(ExecutionVenue &venue, EngineEvents &events, const Clock &clock, Scheduler &scheduler)
    : m_venue(venue), m_events(events), m_clock(clock), m_scheduler(scheduler), m_executionsSince(clock.utcNow() - kExecutionOverlap)
{
    connect(&venue, &ExecutionVenue::statusChanged, this, &AccountDesk::onStatus);
    connect(&venue, &ExecutionVenue::keyAudited, this, &AccountDesk::onAudit);
    connect(&venue, &ExecutionVenue::positionReported, this, &AccountDesk::onPosition);
    connect(&venue, &ExecutionVenue::walletReported, this, &AccountDesk::onWallet);
    connect(&venue, &ExecutionVenue::clockMeasured, this, [this](const ClockOffset &offset) { m_clockOffset = offset; });
}

void AccountDesk::setInstrument(const InstrumentPtr &instrument)
{
    m_instrument = instrument;
    m_fees.reset();
    m_leverage.reset();
    m_venue.setInstruments({instrument});
    if (m_isStreamLive)
        read();
}

void AccountDesk::onStatus(const ConnectionStatus &status)
{
    Q_EMIT m_events.connectionChanged(status);
    if (status.stream != ConnectionStatus::Stream::Private)
        return;
    const bool isLive = status.state == ConnectionStatus::State::Live;
    if (isLive == m_isStreamLive)
        return;
    m_isStreamLive = isLive;
    if (isLive) {
        read();
        m_poll = m_scheduler.every(kPollEvery, [this] { read(); });
    } else {
        m_isReconciled = false; // what happened meanwhile has to be read before the next entry
        m_poll.reset();
    }
    Q_EMIT standingChanged();
}

void AccountDesk::onAudit(const KeyAudit &audit)
{
    m_keyLevel = audit.level;
    Q_EMIT m_events.keyAudited(audit);
    Q_EMIT standingChanged();
}

void AccountDesk::read()
{
    if (m_isReading || !m_instrument || !m_isStreamLive)
        return;
    m_isReading = true;
    m_venue.readAccount(m_instrument, m_executionsSince, [guard = QPointer<AccountDesk>(this)](const AccountState &state) {
        if (guard)
            guard->onRead(state);
    });
}

void AccountDesk::onRead(const AccountState &state)
{
    m_isReading = false;
    const auto now = m_clock.utcNow();
    if (state.openOrders)
        for (const auto &report : *state.openOrders)
            Q_EMIT orderFound(report);
    if (state.executions) {
        for (const auto &execution : *state.executions)
            Q_EMIT executionFound(execution);
        m_executionsSince = now - kExecutionOverlap;
    }
    if (state.positions) {
        m_positions = state.positions;
        m_positionsUnknownSince.reset();
        publishPositions();
        for (const auto &position : *m_positions)
            Q_EMIT m_events.positionReported(position);
    } else if (!m_positionsUnknownSince) {
        m_positionsUnknownSince = now;
        m_positions.reset();
        Q_EMIT m_events.positionsUnknown(now);
    }
    if (state.wallet)
        onWallet(*state.wallet);
    if (state.fees)
        m_fees = state.fees;
    if (state.leverage)
        m_leverage = state.leverage;

    Q_EMIT m_events.reconciled(QStringLiteral("orders"), state.openOrders.has_value(), 0);
    Q_EMIT m_events.reconciled(QStringLiteral("executions"), state.executions.has_value(), 0);
    Q_EMIT m_events.reconciled(QStringLiteral("positions"), state.positions.has_value(), 0);
    Q_EMIT m_events.reconciled(QStringLiteral("wallet"), state.wallet.has_value(), 0);
    m_isReconciled = m_isStreamLive && state.openOrders && state.positions && state.wallet && state.executions;
    Q_EMIT standingChanged();
}

void AccountDesk::onPosition(const Position &position)
{
    Q_EMIT m_events.positionReported(position);
    if (!m_positions)
        return; // unknown stays unknown until a whole list has been read
    const auto same = std::find_if(m_positions->begin(), m_positions->end(), [&position](const Position &p) {
        return p.instrument->id() == position.instrument->id() && p.positionIdx == position.positionIdx;
    });
    if (same == m_positions->end())
        m_positions->append(position);
    else if (position.updatedAt >= same->updatedAt)
        *same = position;
    publishPositions();
}

void AccountDesk::publishPositions()
{
    Q_EMIT m_events.positionsChanged(*m_positions);
}

void AccountDesk::onWallet(const Wallet &wallet)
{
    if (m_wallet && wallet.at < m_wallet->at)
        return; // an answer that was overtaken by the stream
    m_wallet = wallet;
    Q_EMIT m_events.walletChanged(wallet);
}

void AccountDesk::describe(RiskContext &context) const
{
    context.keyLevel = m_keyLevel;
    context.isPrivateStreamLive = m_isStreamLive;
    if (m_clockOffset)
        context.clockError = std::chrono::ceil<std::chrono::milliseconds>(m_clockOffset->error);
    context.wallet = m_wallet;
    context.positions = m_positions;
    context.fees = m_fees;
    context.leverage = m_leverage;
}

} // namespace bw
