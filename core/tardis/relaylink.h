// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/backoff.h"
#include "core/base/clock.h"
#include "core/base/ratelimiter.h"
#include "core/base/scheduler.h"
#include "core/net/wstransport.h"

namespace bw {

/// What every socket to the relay is made with; all of it outlives them.
struct RelayParts {
    WsTransportFactory sockets;
    const Clock &clock;
    Scheduler &scheduler;
    Backoff::Random random;
};

/// Keeps one socket to the relay: connects, notices silence and a machine that slept, and comes back with back-off until stop(). Its owner
/// judges the content: live is only what dataSeen() was said of, since the relay accepts nearly everything and connected means nothing; the
/// back-off starts anew only after data has flowed for a while. A close that says that we asked wrongly is told and not tried again at
/// that pace. Sends nothing: all is said by the address. Lives on its owner's thread; stop() silences every signal at once.
class RelayLink final : public QObject {
    Q_OBJECT
public:
    /// `connects` bounds the new connections to one exchange over all of its links.
    RelayLink(const RelayParts &parts, RateLimiter &connects, std::chrono::milliseconds silentAfter, QObject *parent = nullptr);
    ~RelayLink() override;
    Q_DISABLE_COPY_MOVE(RelayLink)

    void start(const QUrl &url);
    void stop();
    /// What was received is what the socket is for.
    void dataSeen();
    /// The upstream behind the relay is gone: stale until the next dataSeen().
    void dataLost();
    /// Drops the connection and makes a new one after the back-off.
    void retry(ConnectionStatus::Reason reason, const QString &detail);

    [[nodiscard]] const ConnectionStatus &status() const { return m_status; }

Q_SIGNALS:
    void statusChanged(const bw::ConnectionStatus &status);
    void opened();
    /// UTF-8, valid during the call only.
    void textReceived(QByteArrayView text);
    /// The connection is gone, however it ended; comes once for each opened().
    void lost(bw::ConnectionStatus::Reason reason);
    /// The other side's own words for it; hostile text.
    void complained(const QString &detail);

private:
    enum class Phase : std::uint8_t { Stopped, Waiting, Connecting, Open };

    void connectNow();
    void onOpened();
    void onClosed(ConnectionStatus::Reason reason, const QString &detail);
    void watch();
    void end(ConnectionStatus::Reason reason, std::chrono::milliseconds wait);
    void dropTransport();
    void report(ConnectionStatus::State state, ConnectionStatus::Reason reason, std::chrono::milliseconds nextTryIn = {});

    const RelayParts &m_parts;
    RateLimiter &m_connects;
    const std::chrono::milliseconds m_silentAfter;
    Backoff m_backoff;
    QUrl m_url;
    Phase m_phase = Phase::Stopped;
    ConnectionStatus m_status;
    std::unique_ptr<WsTransport> m_transport;
    MonoTime m_openSince{}, m_lastReceived{}, m_lastWatch{};
    UtcTime m_lastWatchUtc{};
    Scheduler::Handle m_timer;      ///< to connect again, or to give a connection up
    Scheduler::Handle m_watchTimer;
};

} // namespace bw
