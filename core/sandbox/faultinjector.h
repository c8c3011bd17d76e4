// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/sandbox/chance.h"
#include "core/sandbox/faults.h"
#include "core/sandbox/httpreader.h"
#include "core/sandbox/requestfate.h"

#include <QJsonObject>
#include <QMap>

#include <vector>

namespace bw {

/// The faults in force, the dice that decide for each occasion, and the count of what they did; seeded, so that a failing test can be
/// repeated. One a server.
class FaultInjector {
public:
    FaultInjector(std::uint64_t seed, const Clock &clock) : m_chance(seed), m_clock(clock) {}

    [[nodiscard]] const Faults &current() const { return m_faults; }
    void set(const Faults &faults);
    [[nodiscard]] UtcTime setAt() const { return m_setAt; }

    [[nodiscard]] bool happens(double probability) { return m_chance.happens(probability); }
    /// For a fault of frames: the dice, the topics it is limited to and how often it may still strike.
    [[nodiscard]] bool strikes(const char *name, double probability, const QByteArray &topic);
    /// For a fault of a topic that was subscribed to at that time.
    [[nodiscard]] bool isOn(const std::optional<TopicFault> &fault, const QByteArray &topic, MonoTime since) const
    {
        return fault && fault->matches(topic) && m_clock.now() - since >= fault->after;
    }
    /// For one that lasts so long from its setting on, or until the next list.
    [[nodiscard]] bool isWithin(const std::optional<Faults::Duration> &span) const;
    /// For one that strikes the WebSockets of some kind only.
    [[nodiscard]] bool concerns(QByteArrayView socketKind) const { return !m_faults.sockets || *m_faults.sockets == socketKind; }
    /// What happens to a request; counts what it decides.
    [[nodiscard]] RequestFate fateOf(const QByteArray &method, const QByteArray &path, const QByteArray &query = {});
    /// The frame as a broken line would deliver it: cut, or with one byte changed. Never valid JSON.
    [[nodiscard]] QByteArray corrupted(QByteArray frame);

    void hit(const QString &name) const { ++m_hits[name]; }
    [[nodiscard]] QJsonObject hits() const; ///< how often each has struck since the start

private:
    [[nodiscard]] const RequestFault *drawn(RequestFault::Kind kind, const QByteArray &method, const QByteArray &path);

    Faults m_faults;
    Chance m_chance;
    const Clock &m_clock;
    std::optional<int> m_left; ///< of Faults::times
    std::vector<std::optional<int>> m_requestsLeft; ///< of each of Faults::requests
    UtcTime m_setAt{};
    MonoTime m_setAtMono{};
    mutable QMap<QString, int> m_hits; ///< a count beside the work; whoever only reads the faults may still be struck
};

/// False for a request that a web page made (it names an Origin) or that came by a name other than this machine's: a page in a browser
/// must not reach the sandbox, not even by a name that someone points at 127.0.0.1.
[[nodiscard]] bool isLocalRequest(const InboundRequest &request);

} // namespace bw
