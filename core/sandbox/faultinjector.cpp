// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/faultinjector.h"

#include <algorithm>

namespace bw {

void FaultInjector::set(const Faults &faults)
{
    m_faults = faults;
    m_left = faults.times;
    m_requestsLeft.clear();
    for (const RequestFault &fault : faults.requests)
        m_requestsLeft.push_back(fault.times);
    m_setAt = m_clock.utcNow();
    m_setAtMono = m_clock.now();
}

bool FaultInjector::strikes(const char *name, double probability, const QByteArray &topic)
{
    if (probability <= 0 || (m_left && *m_left == 0) || (m_faults.only && !TopicFault{*m_faults.only, {}}.matches(topic)) || !m_chance.happens(probability))
        return false;
    if (m_left)
        --*m_left;
    hit(QLatin1StringView(name));
    return true;
}

bool FaultInjector::isWithin(const std::optional<Faults::Duration> &span) const
{
    return span && (span->count() == 0 || m_clock.now() - m_setAtMono < *span);
}

const RequestFault *FaultInjector::drawn(RequestFault::Kind kind, const QByteArray &method, const QByteArray &path)
{
    for (qsizetype i = 0; i < m_faults.requests.size(); ++i) {
        const RequestFault &fault = m_faults.requests.at(i);
        std::optional<int> &left = m_requestsLeft[static_cast<std::size_t>(i)];
        if (fault.kind != kind || left == 0 || !fault.matches(method, path) || !m_chance.happens(fault.share))
            continue;
        if (left)
            --*left;
        hit(RequestFault::nameOf(kind));
        return &fault;
    }
    return nullptr;
}

/// In the order of the road: on the line, before the exchange, in it, on the way back.
RequestFate FaultInjector::fateOf(const QByteArray &method, const QByteArray &path, const QByteArray &query)
{
    using Kind = RequestFault::Kind;
    RequestFate fate;
    if (drawn(Kind::NeverArrived, method, path)) {
        fate.arrival = RequestFate::Arrival::Never;
        return fate;
    }
    if (const auto *late = drawn(Kind::ArrivesLate, method, path)) {
        fate.arrival = RequestFate::Arrival::Late;
        fate.arrivesAfter = late->time;
    }
    if (const auto *http = drawn(Kind::Http, method, path))
        fate.status = http->number;
    else if (drawn(Kind::HtmlBody, method, path))
        fate.isPage = true;
    else if (const auto *reject = drawn(Kind::Reject, method, path))
        fate.refusal = reject->number;
    if (!fate.status && !fate.isPage && !fate.refusal) {
        fate.mishap.isRacing = drawn(Kind::RaceCancel, method, path) || drawn(Kind::RaceAmend, method, path);
        fate.mishap.areExitsRefused = drawn(Kind::ExitsRefused, method, path) != nullptr;
        if (const auto *lag = drawn(Kind::Lag, method, path))
            fate.mishap.lag = lag->time;
        if (const bool isFurtherPage = query.contains("cursor="); isFurtherPage) // a first page has nothing to shift against
            if (const auto *shift = drawn(Kind::PageShift, method, path))
                fate.mishap.pageShift = shift->number;
        if (const auto *http = drawn(Kind::HttpAfter, method, path))
            fate.statusAfter = http->number;
    }
    if (fate.arrival == RequestFate::Arrival::Late)
        return fate;
    if (const auto *late = drawn(Kind::AnswerLate, method, path))
        fate.answersAfter = late->time;
    fate.isAnswerLost = drawn(Kind::AckLost, method, path) != nullptr;
    fate.isTwice = !fate.isAnswerLost && drawn(Kind::AnswerTwice, method, path) != nullptr;
    return fate;
}

QJsonObject FaultInjector::hits() const
{
    QJsonObject all;
    for (auto it = m_hits.cbegin(); it != m_hits.cend(); ++it)
        all.insert(it.key(), it.value());
    return all;
}

QByteArray FaultInjector::corrupted(QByteArray frame)
{
    if (frame.isEmpty())
        return frame;
    // One quotation mark less and the rest can't be read by anybody, so that no client can take the frame for a good one.
    const qsizetype quote = frame.indexOf('"', m_chance.below(frame.size()));
    if (quote < 0 || m_chance.happens(0.5))
        frame.truncate(m_chance.below(frame.size()));
    else
        frame[quote] = '\'';
    return frame;
}

bool isLocalRequest(const InboundRequest &request)
{
    if (request.headers.contains("origin"))
        return false;
    const QByteArray host = request.headers.value("host");
    const QByteArray name = host.first(std::max<qsizetype>(0, host.lastIndexOf(':') < 0 ? host.size() : host.lastIndexOf(':')));
    return name.isEmpty() || name == "127.0.0.1" || name == "localhost";
}

} // namespace bw
