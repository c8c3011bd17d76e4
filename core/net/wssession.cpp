// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/wssession.h"

#include "core/net/netlog.h"

#include <algorithm>

namespace bw {

using State = ConnectionStatus::State;
using Reason = ConnectionStatus::Reason;
using namespace std::chrono_literals;

namespace {
constexpr auto kWatchEvery = 1s;
/// Nobody watched for so long, by either clock: the machine slept (the steady clock stands still in sleep on some systems and runs on
/// others), or this thread did. No connection survives that for long, and what waits in its buffers is old.
constexpr auto kSleepGap = 10s;
/// This thread was busy for a while: what came meanwhile still lies in the socket, so silence is judged a round later.
constexpr auto kLateWatch = 3s;

/// What a topic adds to a request: itself, two quotes, a comma.
qsizetype costOf(const QByteArray &topic) { return topic.size() + 3; }
} // namespace

WsSession::WsSession(WsSessionConfig config, WsProtocol &protocol, WsTransportFactory factory, const Clock &clock, Scheduler &scheduler,
                     RateLimiter &connects, Backoff::Random random, QObject *parent)
    : QObject(parent), m_config(config), m_protocol(protocol), m_factory(std::move(factory)), m_clock(clock), m_scheduler(scheduler),
      m_connects(connects), m_backoff(config.backoff, std::move(random))
{
    m_status.stream = config.stream;
    m_status.state = State::Down;
}

WsSession::~WsSession()
{
    m_phase = Phase::Stopped;
    dropTransport();
}

void WsSession::start(const QUrl &url)
{
    stop();
    m_url = url;
    m_backoff.reset();
    m_lastWatch = m_awakeSince = m_clock.now();
    m_lastWatchUtc = m_clock.utcNow();
    m_watchTimer = m_scheduler.every(kWatchEvery, [this] { watch(); });
    connectNow();
}

void WsSession::stop()
{
    m_phase = Phase::Stopped;
    m_retryTimer.reset();
    m_watchTimer.reset();
    if (m_transport)
        m_transport->close();
    dropTransport();
    m_status = {m_config.stream, State::Down, Reason::None, 0, 0ms};
}

void WsSession::reconnect(Reason reason)
{
    if (m_phase == Phase::Stopped)
        return;
    const bool wasUp = m_phase == Phase::Up;
    m_phase = Phase::Waiting;
    m_retryTimer.reset();
    dropTransport();
    if (wasUp)
        Q_EMIT down();
    if (m_phase == Phase::Waiting)
        report(State::Down, reason);
    if (m_phase == Phase::Waiting)
        connectNow();
}

void WsSession::connectNow()
{
    m_phase = Phase::Waiting;
    if (!m_connects.tryTake()) {
        const auto wait = std::max<std::chrono::milliseconds>(m_connects.waitFor(), 1ms);
        m_retryTimer = m_scheduler.after(wait, [this] { connectNow(); });
        report(State::Down, m_status.reason, wait);
        return;
    }
    m_phase = Phase::Connecting;
    report(State::Connecting, m_status.reason);
    if (m_phase != Phase::Connecting)
        return; // stopped by who heard it
    m_transport = m_factory();
    connect(m_transport.get(), &WsTransport::connected, this, &WsSession::onConnected);
    connect(m_transport.get(), &WsTransport::textReceived, this, &WsSession::onText);
    connect(m_transport.get(), &WsTransport::closed, this, &WsSession::onClosed);
    m_connectTimer = m_scheduler.after(m_config.connectWithin, [this] {
        onClosed(m_phase == Phase::Authenticating ? Reason::Auth : Reason::Timeout, QStringLiteral("not up in time"));
    });
    m_transport->open(m_url);
}

void WsSession::onConnected()
{
    if (m_phase != Phase::Connecting)
        return;
    if (const std::optional<QByteArray> auth = m_protocol.authText()) {
        m_phase = Phase::Authenticating;
        m_transport->sendText(*auth);
    } else {
        onUp();
    }
}

void WsSession::authAccepted()
{
    if (m_phase == Phase::Authenticating)
        onUp();
}

void WsSession::authRefused()
{
    if (m_phase == Phase::Authenticating || m_phase == Phase::Up)
        onClosed(Reason::Auth, QStringLiteral("authentication refused"));
}

void WsSession::onUp()
{
    m_phase = Phase::Up;
    m_connectTimer.reset();
    m_upSince = m_lastReceived = m_clock.now();
    if (const QByteArray ping = m_protocol.pingText(); !ping.isEmpty()) {
        m_transport->sendText(ping); // at once, so that a connection without topics proves itself too
        m_pingTimer = m_scheduler.every(m_config.pingEvery, [this] { m_transport->sendText(m_protocol.pingText()); });
    }
    sendInRequests(m_topics, true);
    Q_EMIT up();
}

void WsSession::onText(QByteArrayView text)
{
    m_lastReceived = m_clock.now();
    if (m_lastReceived - m_lastWatch >= kSleepGap)
        return watch(); // before the timer could: this is old, and would pass for the present
    if (m_phase == Phase::Up) {
        const bool isSettled = m_backoff.attempt() > 0 && m_lastReceived - m_upSince >= m_config.settledAfter;
        if (isSettled)
            m_backoff.reset();
        if (isSettled || m_status.state != State::Live)
            report(State::Live, Reason::None);
    }
    if (m_phase == Phase::Up || m_phase == Phase::Authenticating)
        Q_EMIT textReceived(text);
}

void WsSession::onClosed(Reason reason, const QString &detail)
{
    if (m_phase == Phase::Stopped || m_phase == Phase::Waiting)
        return;
    qCInfo(lcNet).noquote() << toName(m_config.stream) << "stream down:" << toName(reason) << detail;
    const bool wasUp = m_phase == Phase::Up;
    m_phase = Phase::Waiting;
    dropTransport();
    const auto wait = m_backoff.next();
    m_retryTimer = m_scheduler.after(wait, [this] { connectNow(); });
    if (wasUp)
        Q_EMIT down();
    if (m_phase == Phase::Waiting)
        report(State::Down, reason, wait);
}

void WsSession::watch()
{
    const MonoTime now = m_clock.now();
    const UtcTime utc = m_clock.utcNow();
    const auto unwatched = now - m_lastWatch;
    const auto unwatchedUtc = utc - m_lastWatchUtc;
    m_lastWatch = now;
    m_lastWatchUtc = utc;
    if (unwatched >= kSleepGap || unwatchedUtc >= kSleepGap)
        return reconnect(Reason::Resumed);
    if (unwatched >= kLateWatch)
        m_awakeSince = now;
    if (m_phase == Phase::Up && now - m_awakeSince >= kWatchEvery)
        judgeSilence(now);
}

void WsSession::judgeSilence(MonoTime now)
{
    const auto silence = now - m_lastReceived;
    if (silence >= m_config.deadAfter)
        onClosed(Reason::Timeout, QStringLiteral("silent"));
    else if (silence >= m_config.staleAfter && m_status.state == State::Live)
        report(State::Stale, Reason::Timeout);
}

Done WsSession::subscribe(const QList<QByteArray> &topics)
{
    QList<QByteArray> fresh;
    qsizetype bytes = m_topicBytes;
    for (const QByteArray &topic : topics) {
        if (topic.isEmpty() || m_topics.contains(topic) || fresh.contains(topic))
            continue;
        fresh.append(topic);
        bytes += costOf(topic);
    }
    if (bytes > m_config.maxTopicBytes)
        return fail(inputError(QStringLiteral("too many topics for one connection")));
    m_topics += fresh;
    m_topicBytes = bytes;
    if (m_phase == Phase::Up)
        sendInRequests(fresh, true);
    return {};
}

void WsSession::unsubscribe(const QList<QByteArray> &topics)
{
    QList<QByteArray> gone;
    for (const QByteArray &topic : topics) {
        if (!m_topics.removeOne(topic))
            continue;
        gone.append(topic);
        m_topicBytes -= costOf(topic);
    }
    if (m_phase == Phase::Up)
        sendInRequests(gone, false);
}

void WsSession::forget(const QByteArray &topic)
{
    if (m_topics.removeOne(topic))
        m_topicBytes -= costOf(topic);
}

bool WsSession::hasRoomFor(const QByteArray &topic) const
{
    return costOf(topic) <= topicBytesLeft();
}

void WsSession::sendInRequests(const QList<QByteArray> &topics, bool isSubscribe)
{
    for (qsizetype from = 0; from < topics.size(); from += m_config.maxArgsPerRequest) {
        const QList<QByteArray> some = topics.mid(from, m_config.maxArgsPerRequest);
        m_transport->sendText(isSubscribe ? m_protocol.subscribeText(some) : m_protocol.unsubscribeText(some));
    }
}

bool WsSession::sendText(const QByteArray &text)
{
    if (m_phase != Phase::Up)
        return false;
    m_transport->sendText(text);
    return true;
}

/// Later, not now: the call may come from a signal of the transport itself.
void WsSession::dropTransport()
{
    m_connectTimer.reset();
    m_pingTimer.reset();
    if (!m_transport)
        return;
    m_transport->disconnect(this);
    if (m_phase != Phase::Stopped)
        m_transport->abort();
    m_transport.release()->deleteLater();
}

void WsSession::report(State state, Reason reason, std::chrono::milliseconds nextTryIn)
{
    const ConnectionStatus status{m_config.stream, state, reason, m_backoff.attempt(), nextTryIn};
    if (status == m_status)
        return;
    m_status = status;
    Q_EMIT statusChanged(m_status);
}

} // namespace bw
