// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/scheduler.h"
#include "core/domain/instrument.h"
#include "core/sandbox/httpconnection.h"
#include "core/sandbox/requestfate.h"

#include <QJsonObject>
#include <QMap>
#include <QObject>

#include <deque>
#include <functional>
#include <map>

namespace bw {

class ChatFace;
class Exchange;
class FaultInjector;

/// Says who answers an HTTP request: the exchange (with the faults of its orders on top), the chat face, or the sandbox itself for its
/// faults, its bursts and its state. The sandbox's thread.
class Router final : public QObject {
    Q_OBJECT
public:
    Router(Exchange &exchange, ChatFace &chat, FaultInjector &faults, const Clock &clock, Scheduler &scheduler, QObject *parent);

    /// Starts a burst and says how it stands; takes the body of POST /sandbox/burst, or {} to only ask.
    using Burst = std::function<Result<QJsonObject>(const QJsonObject &order)>;
    void setBurst(Burst burst) { m_burst = std::move(burst); }

    void handle(const InboundRequest &request, const HttpConnection::Answer &answer);
    void setFaults(const struct Faults &faults);
    /// So long every command is on its way to the matching engine, one after the other as they came.
    void setLatency(std::chrono::milliseconds latency) { m_latency = latency; }
    void noteSocket(const QString &path) { ++m_requests[QStringLiteral("SOCKET ") + path.left(60)]; }

Q_SIGNALS:
    void restarted(); ///< the exchange was told to restart: its WebSockets go
    void instrumentChanged(const bw::InstrumentId &id, const bw::InstrumentFilters &now);
    void keyChanged(); ///< the key is of another kind now: its private WebSockets go
    void clockStepped(std::chrono::milliseconds by); ///< its clock is to be that much off the machine's

private:
    void exchange(const InboundRequest &request, const HttpConnection::Answer &answer);
    void arriveLater(const InboundRequest &request, const RequestFate &fate);
    void travel(const InboundRequest &request, const RequestFate &fate, const HttpConnection::Answer &answer);
    void arrive();
    void reply(const InboundRequest &request, const RequestFate &fate, const HttpConnection::Answer &answer);
    [[nodiscard]] HttpReply key(const InboundRequest &request);
    [[nodiscard]] HttpReply carryOut(const InboundRequest &request, const RequestFate &fate);
    [[nodiscard]] HttpReply faults(const InboundRequest &request);
    [[nodiscard]] HttpReply burst(const InboundRequest &request);
    [[nodiscard]] HttpReply act(const InboundRequest &request);
    [[nodiscard]] HttpReply state(const InboundRequest &request);

    QMap<QString, int> m_requests; ///< under /v5 since the start, by method and path, sockets too
    Exchange &m_exchange;
    ChatFace &m_chat;
    FaultInjector &m_faults;
    Scheduler &m_scheduler;
    const Clock &m_clock;
    Burst m_burst;
    std::map<std::uint64_t, Scheduler::Handle> m_late; ///< requests on their way
    std::uint64_t m_lateCount = 0;
    struct Travelling {
        MonoTime due{};
        InboundRequest request;
        RequestFate fate;
        HttpConnection::Answer answer;
    };
    std::chrono::milliseconds m_latency{0};
    std::deque<Travelling> m_travelling; ///< first come, first there
    Scheduler::Handle m_arrival;
};

} // namespace bw
