// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/accountdesk.h"

#include "core/domain/order/protection.h"

#include <algorithm>
#include <utility>

namespace bw {

namespace {
constexpr std::chrono::seconds kPollEvery{10};
constexpr int kPulsesPerWholeRead = 3;
constexpr std::chrono::milliseconds kAfterFill{1500}; // a position topic that lives has spoken by then; one that is silent alone is not noticed otherwise
constexpr std::chrono::seconds kListLag{2}; // a list may be older than the stream's last word
constexpr std::chrono::seconds kSecondLook{4}; // lists were seen to lag three
constexpr std::chrono::seconds kExecutionOverlap{10}; // the stream and the query overlap; fills are deduplicated

bool isSamePosition(const Position &a, const Position &b)
{
    return a.instrument->id() == b.instrument->id() && a.positionIdx == b.positionIdx;
}
} // namespace

AccountDesk::AccountDesk(ExecutionVenue &venue, EngineEvents &events, const Clock &clock, Scheduler &scheduler)
    : m_venue(venue), m_events(events), m_clock(clock), m_scheduler(scheduler)
{
    connect(&venue, &ExecutionVenue::statusChanged, this, &AccountDesk::onStatus);
    connect(&venue, &ExecutionVenue::keyAudited, this, &AccountDesk::onAudit);
    connect(&venue, &ExecutionVenue::keyRefused, this, &AccountDesk::onKeyRefused);
    connect(&venue, &ExecutionVenue::positionReported, this, &AccountDesk::onPosition);
    connect(&venue, &ExecutionVenue::walletReported, this, &AccountDesk::onWallet);
    connect(&venue, &ExecutionVenue::clockMeasured, this, [this](const ClockOffset &offset) { m_clockOffset = offset; });
}

UtcTime AccountDesk::venueNow() const { return m_venue.venueTime().value_or(m_clock.utcNow()); }

void AccountDesk::setInstrument(const InstrumentPtr &instrument)
{
    m_instrument = instrument;
    forgetAccount();
    m_known.insert(instrument->id(), instrument);
    m_venue.setInstruments(m_known.values().toVector());
    m_areNeighboursKnown = false; // another category may have opened
}

void AccountDesk::addInstruments(Category category, const QVector<InstrumentPtr> &instruments)
{
    for (const auto &instrument : instruments)
        m_known.insert(instrument->id(), instrument);
    m_venue.setInstruments(m_known.values().toVector());
    if (!m_instrument || m_instrument->id().category != category)
        return;
    m_areNeighboursKnown = true;
    read();
}

void AccountDesk::forgetAccount()
{
    ++m_epoch;
    m_isReconciled = false;
    m_fees.reset();
    m_leverage.reset();
    m_mode.reset();
    if (m_arePositionsKnown)
        losePositions();
}

void AccountDesk::losePositions()
{
    if (m_positionsUnknownSince)
        return;
    m_arePositionsKnown = false;
    m_positionsUnknownSince = m_clock.utcNow();
    Q_EMIT m_events.positionsUnknown(*m_positionsUnknownSince);
}

void AccountDesk::onStatus(const ConnectionStatus &status)
{
    Q_EMIT m_events.connectionChanged(status);
    if (status.stream == ConnectionStatus::Stream::Rest)
        onReachability(status);
    if (status.stream != ConnectionStatus::Stream::Private)
        return;
    const bool isLive = status.state == ConnectionStatus::State::Live;
    if (isLive == m_isStreamLive)
        return;
    if (isLive) {
        m_isStreamLive = true;
        ++m_epoch;
        m_isReconciled = false; // what happened meanwhile has to be read before the next entry
        read();
        m_pulses = 0;
        m_poll = m_scheduler.every(kPollEvery, [this] { read(++m_pulses % kPulsesPerWholeRead == 0 ? Parts::All : Parts::OrdersAlone); });
    } else {
        loseStream();
    }
    Q_EMIT standingChanged();
}

void AccountDesk::loseStream()
{
    m_isStreamLive = false;
    ++m_epoch;
    m_isReconciled = false;
    m_poll.reset();
    losePositions();
}

namespace {
bool wasFitToTrade(KeyLevel level) { return level == KeyLevel::Trade || level == KeyLevel::Transfer || level == KeyLevel::Unaudited; }
}

/// A key that traded and may do so no more leaves positions behind that nothing here can close: that is told like a key that died.
void AccountDesk::onAudit(const KeyAudit &audit)
{
    const bool hasLostItsRight = wasFitToTrade(m_keyLevel) && !wasFitToTrade(audit.level);
    m_keyLevel = audit.level;
    if (hasLostItsRight)
        m_keyTrouble = KeyTrouble{{ErrorFamily::Auth, Retry::Never, Certainty::Refused, 10005, QStringLiteral("the key may not trade any more")}, m_clock.utcNow()};
    else if (m_keyTrouble && !m_keyTrouble->endsByItself && wasFitToTrade(audit.level))
        m_keyTrouble.reset();
    Q_EMIT m_events.keyAudited(audit);
    Q_EMIT standingChanged();
}

void AccountDesk::onKeyRefused(const Error &error)
{
    m_keyTrouble = KeyTrouble{error, m_clock.utcNow()};
    m_keyLevel = KeyLevel::None;
    if (m_isStreamLive)
        loseStream();
    Q_EMIT standingChanged();
}

/// HTTP 403: this address rests, whatever the key; it is over when the venue answers again.
void AccountDesk::onReachability(const ConnectionStatus &status)
{
    const bool isBanned = status.state == ConnectionStatus::State::Down && status.reason == ConnectionStatus::Reason::Banned;
    if (m_keyTrouble ? !m_keyTrouble->endsByItself || isBanned : !isBanned)
        return;
    if (isBanned)
        m_keyTrouble = KeyTrouble{{ErrorFamily::RateLimit, Retry::Later, Certainty::Refused, 403, QStringLiteral("HTTP 403")}, m_clock.utcNow(), true};
    else if (status.state == ConnectionStatus::State::Live)
        m_keyTrouble.reset();
    Q_EMIT standingChanged();
}

void AccountDesk::forgetKey()
{
    m_keyLevel = KeyLevel::None;
    m_keyTrouble.reset();
    if (m_isStreamLive)
        loseStream();
    forgetAccount();
}

void AccountDesk::read(Parts parts)
{
    if (!m_instrument || !m_isStreamLive)
        return;
    if (m_isReading) {
        m_nextRead = m_nextRead == Parts::All ? Parts::All : parts;
        return;
    }
    m_isReading = true;
    m_nextRead.reset();
    if (!m_isReconciled)
        parts = Parts::All;
    const auto readAt = venueNow();
    AccountQuestion question;
    question.instrument = m_instrument;
    question.executionsSince = m_executionsSince.value_or(readAt - kExecutionOverlap);
    question.positions = question.wallet = question.mode = parts == Parts::All;
    m_venue.readAccount(question, [guard = QPointer<AccountDesk>(this), question, epoch = m_epoch, readAt](const AccountState &state) {
        if (guard)
            guard->onRead(state, question, epoch, readAt);
    });
}

void AccountDesk::readAfterFill()
{
    if (std::exchange(m_isReadAfterFillDue, true))
        return;
    m_afterFill = m_scheduler.after(kAfterFill, [this] {
        m_isReadAfterFillDue = false;
        read();
    });
}

void AccountDesk::onRead(const AccountState &state, const AccountQuestion &question, int epoch, UtcTime readAt)
{
    m_isReading = false;
    if (epoch != m_epoch) // it began before an outage or for another instrument: what it says may be over
        return read();
    m_differences.clear();
    if (state.openOrders) {
        for (const auto &report : *state.openOrders)
            Q_EMIT orderFound(report);
        Q_EMIT openOrdersRead(*state.openOrders, m_instrument, readAt);
    } else {
        Q_EMIT m_events.reconciled(QStringLiteral("orders"), false, 0);
    }
    if (state.executions) {
        for (const auto &execution : *state.executions)
            Q_EMIT executionFound(execution);
        m_executionsSince = readAt - kExecutionOverlap;
    }
    Q_EMIT m_events.reconciled(QStringLiteral("executions"), state.executions.has_value(), 0);
    const bool isSpot = m_instrument->id().category == Category::Spot; // it has none of its own, and the gate asks for none
    if (question.positions) {
        if (state.positions)
            mergePositions(*state.positions, question, readAt);
        else
            losePositions();
        Q_EMIT m_events.reconciled(QStringLiteral("positions"), state.positions.has_value(), static_cast<int>(m_differences.size()));
    }
    if (question.wallet) {
        if (state.wallet)
            onWallet(*state.wallet);
        Q_EMIT m_events.reconciled(QStringLiteral("wallet"), state.wallet.has_value(), 0);
    }
    if (state.fees)
        m_fees = state.fees;
    if (state.leverage)
        m_leverage = state.leverage;
    if (state.mode)
        noteMode(*state.mode);
    else if (state.fees)
        noteMode({});
    Q_EMIT stateRead(state, readAt);
    if (!m_differences.isEmpty() || question.positions)
        Q_EMIT differencesFound(m_differences);

    const bool isWhole = (!question.positions || state.positions || isSpot) && (!question.wallet || state.wallet);
    m_isReconciled = m_isStreamLive && m_areNeighboursKnown && state.openOrders && state.executions && isWhole;
    Q_EMIT standingChanged();
    if (m_isReadAfterFillDue && !question.positions) { // these fills were found late: no stream has told what they did
        m_isReadAfterFillDue = false;
        m_afterFill.reset();
        m_nextRead = Parts::All;
    }
    if (m_nextRead)
        read(*m_nextRead);
}

void AccountDesk::noteMode(const AccountMode &mode)
{
    AccountMode next = m_mode.value_or(AccountMode{});
    next.instrument = mode.instrument ? mode.instrument : m_instrument;
    if (mode.marginMode)
        next.marginMode = mode.marginMode;
    if (mode.isHedge)
        next.isHedge = mode.isHedge;
    next.fees = m_fees;
    if (mode.isReduceOnly)
        next.isReduceOnly = mode.isReduceOnly;
    if (mode.leverage) {
        next.leverage = mode.leverage;
        next.shortLeverage = mode.shortLeverage;
        m_leverage = mode.leverage;
    }
    if (m_mode == next)
        return;
    m_mode = next;
    Q_EMIT modeChanged(next);
}

Position AccountDesk::judged(const Position &position) const
{
    const Position covered = withProtection(position, m_working ? m_working() : QVector<Order>());
    return m_reckoning ? m_reckoning(covered) : covered;
}

void AccountDesk::refreshProtection()
{
    bool isOther = false;
    for (auto &held : m_positions) {
        const auto fresh = judged(held);
        if (fresh.stoppedSize == held.stoppedSize && fresh.isProtected == held.isProtected)
            continue;
        held = fresh;
        isOther = true;
        Q_EMIT m_events.positionReported(held);
    }
    if (isOther && m_arePositionsKnown)
        Q_EMIT m_events.positionsChanged(m_positions);
}

bool AccountDesk::mergePosition(const Position &reported)
{
    const Position position = judged(reported);
    const auto same = std::find_if(m_positions.begin(), m_positions.end(), [&position](const Position &p) { return isSamePosition(p, position); });
    if (same == m_positions.end())
        m_positions.append(position);
    else if (position.updatedAt >= same->updatedAt)
        *same = position;
    else
        return false; // an answer that the stream has overtaken
    return true;
}

void AccountDesk::mergePositions(const QVector<Position> &listed, const AccountQuestion &question, UtcTime readAt)
{
    const auto differ = [this](const Position &held, const Decimal &theirs) {
        m_differences.append({Difference::What::Position, held.instrument->id().symbol, held.size.toString(), theirs.toString(), m_clock.utcNow()});
    };
    const auto isSettled = [readAt](const Position &held) { return held.updatedAt + kListLag < readAt; };
    for (const auto &position : listed) {
        m_missed.remove(std::pair(position.instrument->id(), position.positionIdx));
        const auto same = std::find_if(m_positions.cbegin(), m_positions.cend(), [&position](const Position &p) { return isSamePosition(p, position); });
        // Only what the stream should have told: while it was away a difference is no news.
        if (m_isReconciled && same != m_positions.cend() && isSettled(*same) && same->size != position.size)
            differ(*same, position.size);
        if (mergePosition(position))
            Q_EMIT m_events.positionReported(judged(position));
    }
    const auto isInScope = [&question](const Position &held) {
        return held.instrument->id().category == question.instrument->id().category && held.instrument->settleCoin() == question.instrument->settleCoin();
    };
    for (const auto &held : std::as_const(m_positions))
        if (m_isReconciled && held.side && isInScope(held) && isSettled(held)
            && std::none_of(listed.begin(), listed.end(), [&held](const Position &p) { return isSamePosition(p, held); }))
            differ(held, Decimal(0));
    // What the list does not name is flat, unless the stream has spoken of it since the list was asked for.
    m_positions.removeIf([this, &listed, &isInScope, readAt](const Position &held) {
        const bool isMissing = isInScope(held) && held.updatedAt < readAt
            && std::none_of(listed.begin(), listed.end(), [&held](const Position &p) { return isSamePosition(p, held); });
        return isMissing && isReallyFlat(held, readAt);
    });
    m_arePositionsKnown = true;
    m_positionsUnknownSince.reset();
    Q_EMIT m_events.positionsChanged(m_positions);
}

/// A list may lag, and a row that is missing has no time of its own: while the stream lives, which would have told it, a second list that was
/// asked for later has to miss it too. The stream's next word about it begins anew.
bool AccountDesk::isReallyFlat(const Position &held, UtcTime readAt)
{
    if (!m_arePositionsKnown || !held.side)
        return true;
    const auto key = std::pair(held.instrument->id(), held.positionIdx);
    const auto missed = m_missed.constFind(key);
    const bool isSecond = missed != m_missed.cend() && held.updatedAt < *missed && readAt >= *missed + kSecondLook;
    if (isSecond) {
        m_missed.remove(key);
        return true;
    }
    if (missed == m_missed.cend() || held.updatedAt >= *missed)
        m_missed.insert(key, readAt);
    m_secondLook = m_scheduler.after(kSecondLook, [this] { read(); });
    return false;
}

void AccountDesk::onPosition(const Position &position)
{
    if (!mergePosition(position))
        return;
    Q_EMIT m_events.positionReported(judged(position));
    if (m_arePositionsKnown) // one row does not make the others known
        Q_EMIT m_events.positionsChanged(m_positions);
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
    // While the stream is away the last list still lets an exit be judged; entries are halted then.
    if (m_arePositionsKnown || !m_positions.isEmpty())
        context.positions = m_positions;
    context.fees = m_fees;
    context.leverage = m_leverage;
    context.mode = m_mode;
    context.isInstrumentReduceOnly = m_mode && m_mode->isReduceOnly.value_or(false);
}

} // namespace bw
