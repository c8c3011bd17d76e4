// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/backoff.h"
#include "core/base/clock.h"
#include "core/base/ratelimiter.h"
#include "core/base/result.h"
#include "core/base/scheduler.h"
#include "core/net/wstransport.h"

#include <QList>

#include <optional>

namespace bw {

/// The texts in which one kind of server is spoken to. The session owns the when, this the what.
class WsProtocol {
public:
    virtual ~WsProtocol() = default;
    [[nodiscard]] virtual QByteArray pingText() = 0;                          ///< "" where the server wants none
    /// Made anew for every connection; nullopt where none is needed. The owner then calls authAccepted() or authRefused().
    [[nodiscard]] virtual std::optional<QByteArray> authText() { return std::nullopt; }
    [[nodiscard]] virtual QByteArray subscribeText(const QList<QByteArray> &topics) = 0;
    [[nodiscard]] virtual QByteArray unsubscribeText(const QList<QByteArray> &topics) = 0;
};

/// How patient a session is, and what its server bears.
struct WsSessionConfig {
    ConnectionStatus::Stream stream = ConnectionStatus::Stream::Public;
    std::chrono::milliseconds connectWithin{10'000}; ///< and authenticate within
    std::chrono::milliseconds pingEvery{20'000};
    std::chrono::milliseconds staleAfter{25'000};    ///< of silence: one ping had 5 s for its answer
    std::chrono::milliseconds deadAfter{40'000};     ///< of silence: two pings missed; reconnects
    std::chrono::milliseconds settledAfter{5'000};   ///< data that long after the start resets the back-off
    Backoff::Policy backoff{};
    qsizetype maxArgsPerRequest = 10;
    qsizetype maxTopicBytes = 21'000;                ///< of all topics of one connection together, as they stand in a request
};

/// Keeps one conversation alive: connects, authenticates, subscribes, pings, judges liveness by anything received, and reconnects with
/// back-off until stop(), subscribing again in the first order. Where the machine slept or the thread stood still for long, it begins
/// anew at once, in whatever state it was. Lives on its owner's thread; the owner reads textReceived() and tells whether authentication
/// worked. Never parses a message, never keeps one for later. stop() silences every signal at once.
class WsSession final : public QObject {
    Q_OBJECT
public:
    /// `connects` bounds new connections over all sessions of a host: RateLimiter(clock, 1.0, 200.0) is at most 500 in 5 minutes.
    WsSession(WsSessionConfig config, WsProtocol &protocol, WsTransportFactory factory, const Clock &clock, Scheduler &scheduler,
              RateLimiter &connects, Backoff::Random random, QObject *parent = nullptr);
    ~WsSession() override;
    Q_DISABLE_COPY_MOVE(WsSession)

    void start(const QUrl &url);
    void stop();
    /// Drops the connection and makes a new one at once, such as after a change of keys.
    void reconnect(ConnectionStatus::Reason reason);

    /// At any time, connected or not; topics that are there already are left out. An Error when the topics together grow too long.
    Done subscribe(const QList<QByteArray> &topics);
    void unsubscribe(const QList<QByteArray> &topics);
    /// The server refused it: it is not asked for again, and nothing is sent.
    void forget(const QByteArray &topic);
    [[nodiscard]] bool hasRoomFor(const QByteArray &topic) const;
    [[nodiscard]] qsizetype topicBytesLeft() const { return m_config.maxTopicBytes - m_topicBytes; }
    /// Text of the owner's own; false when there is no (authenticated) connection, and then nothing is kept.
    bool sendText(const QByteArray &text);

    void authAccepted();
    /// Closes and tries again later, with reason Auth; an owner that knows better calls stop().
    void authRefused();

    [[nodiscard]] const ConnectionStatus &status() const { return m_status; }
    [[nodiscard]] const QList<QByteArray> &topics() const { return m_topics; }

Q_SIGNALS:
    void statusChanged(const bw::ConnectionStatus &status);
    /// Connected and, where asked for, authenticated; the subscriptions have just been sent.
    void up();
    /// The connection is gone; comes once for each up().
    void down();
    /// UTF-8, valid during the call only; answers to pings, authentication and subscriptions included.
    void textReceived(QByteArrayView text);

private:
    enum class Phase : std::uint8_t { Stopped, Waiting, Connecting, Authenticating, Up };

    void connectNow();
    void onConnected();
    void onUp();
    void onText(QByteArrayView text);
    void onClosed(ConnectionStatus::Reason reason, const QString &detail);
    void watch();
    void judgeSilence(MonoTime now);
    void dropTransport();
    void sendInRequests(const QList<QByteArray> &topics, bool isSubscribe);
    void report(ConnectionStatus::State state, ConnectionStatus::Reason reason, std::chrono::milliseconds nextTryIn = {});

    const WsSessionConfig m_config;
    WsProtocol &m_protocol;
    const WsTransportFactory m_factory;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    RateLimiter &m_connects;
    Backoff m_backoff;
    QUrl m_url;
    Phase m_phase = Phase::Stopped;
    ConnectionStatus m_status;
    QList<QByteArray> m_topics;
    qsizetype m_topicBytes = 0;
    std::unique_ptr<WsTransport> m_transport;
    MonoTime m_upSince{};
    MonoTime m_lastReceived{};
    MonoTime m_lastWatch{};
    MonoTime m_awakeSince{}; ///< nothing kept this thread from reading since then
    UtcTime m_lastWatchUtc{};
    Scheduler::Handle m_retryTimer, m_connectTimer, m_pingTimer, m_watchTimer;
};

} // namespace bw
