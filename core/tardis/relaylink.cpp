// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaylink.h"

#include "core/tardis/tardislog.h"

#include <algorithm>
#include <array>

namespace bw {

using State = ConnectionStatus::State;
using Reason = ConnectionStatus::Reason;
using namespace std::chrono_literals;

namespace {

constexpr auto kOpenWithin = 10s;
constexpr auto kWatchEvery = 1s;
constexpr auto kSettledAfter = 5s;  ///< data that long after the start: this connection works
constexpr auto kSleepGap = 10s;     ///< the wall clock ran on while the other stood: no connection survives that for long
constexpr auto kAfterFault = 10min; ///< asking the same way again would get the same answer, unless somebody mends the other side
constexpr int kPolicyViolation = 1008, kInternalError = 1011;

/// The relay closes so when it does not know the path, or can't make sense of what it was asked (fact sheet Tardis, 6).
bool saysThatWeAskedWrongly(const WsClose &close)
{
    const auto says = [&close](const char *word) { return close.reason.contains(QLatin1StringView(word), Qt::CaseInsensitive); };
    if (close.code == kPolicyViolation)
        return !says("backpressure");
    constexpr std::array kFaults{"TypeError", "SyntaxError", "RangeError", "Error: invalid"};
    return close.code == kInternalError && std::any_of(kFaults.begin(), kFaults.end(), says);
}

} // namespace

RelayLink::RelayLink(const RelayParts &parts, RateLimiter &connects, std::chrono::milliseconds silentAfter, QObject *parent)
    : QObject(parent), m_parts(parts), m_connects(connects), m_silentAfter(silentAfter), m_backoff({}, parts.random)
{
    m_status = {ConnectionStatus::Stream::Relay, State::Down, Reason::None, 0, 0ms};
}

RelayLink::~RelayLink()
{
    m_phase = Phase::Stopped;
    dropTransport();
}

void RelayLink::start(const QUrl &url)
{
    stop();
    m_url = url;
    m_backoff.reset();
    connectNow();
}

void RelayLink::stop()
{
    m_phase = Phase::Stopped;
    dropTransport();
    m_status = {ConnectionStatus::Stream::Relay, State::Down, Reason::None, 0, 0ms};
}

void RelayLink::connectNow()
{
    m_phase = Phase::Waiting;
    if (!m_connects.tryTake()) {
        const auto wait = std::max<std::chrono::milliseconds>(m_connects.waitFor(), 1ms);
        m_timer = m_parts.scheduler.after(wait, [this] { connectNow(); });
        report(State::Down, m_status.reason, wait);
        return;
    }
    m_phase = Phase::Connecting;
    report(State::Connecting, m_status.reason);
    if (m_phase != Phase::Connecting)
        return; // stopped by who heard it
    m_transport = m_parts.sockets();
    connect(m_transport.get(), &WsTransport::connected, this, &RelayLink::onOpened);
    connect(m_transport.get(), &WsTransport::textReceived, this, [this](QByteArrayView text) {
        m_lastReceived = m_parts.clock.now();
        if (m_phase == Phase::Open)
            Q_EMIT textReceived(text);
    });
    connect(m_transport.get(), &WsTransport::closed, this, &RelayLink::onClosed);
    m_timer = m_parts.scheduler.after(kOpenWithin, [this] { retry(Reason::Timeout, QStringLiteral("not open in time")); });
    m_transport->open(m_url);
}

void RelayLink::onOpened()
{
    if (m_phase != Phase::Connecting)
        return;
    m_phase = Phase::Open;
    m_timer.reset();
    m_openSince = m_lastReceived = m_lastWatch = m_parts.clock.now();
    m_lastWatchUtc = m_parts.clock.utcNow();
    m_watchTimer = m_parts.scheduler.every(kWatchEvery, [this] { watch(); });
    Q_EMIT opened();
}

void RelayLink::dataSeen()
{
    if (m_phase != Phase::Open)
        return;
    if (m_backoff.attempt() > 0 && m_parts.clock.now() - m_openSince >= kSettledAfter)
        m_backoff.reset();
    report(State::Live, Reason::None);
}

void RelayLink::dataLost()
{
    if (m_phase == Phase::Open)
        report(State::Stale, Reason::Closed);
}

void RelayLink::retry(Reason reason, const QString &detail)
{
    if (m_phase != Phase::Connecting && m_phase != Phase::Open)
        return;
    qCInfo(lcTardis).noquote() << objectName() << "left:" << toName(reason) << detail;
    end(reason, m_backoff.next());
}

void RelayLink::onClosed(Reason reason, const QString &detail)
{
    if (m_phase != Phase::Connecting && m_phase != Phase::Open)
        return;
    const bool wasOpen = m_phase == Phase::Open;
    const WsClose close = m_transport->closeFrame();
    const bool isFault = saysThatWeAskedWrongly(close);
    qCInfo(lcTardis).noquote() << objectName() << "closed:" << toName(reason) << detail << close.code << close.reason;
    const auto wait = m_backoff.next();
    end(isFault ? Reason::Refused : reason, isFault ? kAfterFault : wait);
    if (m_phase == Phase::Stopped)
        return;
    if (!close.reason.isEmpty())
        Q_EMIT complained(QStringLiteral("closed with %1: %2").arg(close.code).arg(close.reason));
    else if (close.code == kPolicyViolation)
        Q_EMIT complained(QStringLiteral("closed with %1: wrong address?").arg(close.code));
    else if (!wasOpen) // nothing listens, or what answers is something else, such as the relay's other port
        Q_EMIT complained(detail);
}

void RelayLink::watch()
{
    const MonoTime now = m_parts.clock.now();
    const UtcTime utc = m_parts.clock.utcNow();
    const auto gap = (utc - m_lastWatchUtc) - (now - m_lastWatch);
    m_lastWatch = now;
    m_lastWatchUtc = utc;
    if (gap >= kSleepGap)
        end(Reason::Resumed, 0ms);
    else if (now - m_lastReceived >= m_silentAfter)
        retry(Reason::Timeout, QStringLiteral("silent"));
}

void RelayLink::end(Reason reason, std::chrono::milliseconds wait)
{
    const bool wasOpen = m_phase == Phase::Open;
    m_phase = Phase::Waiting;
    dropTransport();
    m_timer = m_parts.scheduler.after(wait, [this] { connectNow(); });
    if (wasOpen)
        Q_EMIT lost(reason);
    if (m_phase == Phase::Waiting)
        report(State::Down, reason, wait);
}

/// Later, not now: the call may come from a signal of the transport itself.
void RelayLink::dropTransport()
{
    m_timer.reset();
    m_watchTimer.reset();
    if (!m_transport)
        return;
    m_transport->disconnect(this);
    m_transport->abort();
    m_transport.release()->deleteLater();
}

void RelayLink::report(State state, Reason reason, std::chrono::milliseconds nextTryIn)
{
    const ConnectionStatus status{ConnectionStatus::Stream::Relay, state, reason, m_backoff.attempt(), nextTryIn};
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

} // namespace bw
