// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/servertime.h"

#include "core/net/json.h"

namespace bw {

using namespace std::chrono;

namespace {

/// timeNano to the microsecond. timeSecond would bring an error of up to a second, so there is no falling back to it.
std::optional<microseconds> venueTimeOf(const BybitReply &reply)
{
    const auto nano = integerOf(reply.result.value(QLatin1StringView("timeNano")));
    if (!nano || *nano <= 0)
        return std::nullopt;
    return duration_cast<microseconds>(nanoseconds(*nano));
}

} // namespace

ServerTime::ServerTime(BybitRest &rest, const Clock &clock, QObject *parent)
    : QObject(parent)
    , m_rest(rest)
    , m_clock(clock)
{
}

void ServerTime::measure()
{
    if (m_samplesLeft > 0)
        return;
    m_samplesLeft = kSamples;
    m_best.reset();
    m_lastError.reset();
    takeSample();
}

/// One after the other: the first pays for the connection, and its long trip loses against the next two.
void ServerTime::takeSample()
{
    m_rest.get(QStringLiteral("/v5/market/time"), {}, this, [this](const Result<BybitReply> &reply) {
        note(reply);
        if (--m_samplesLeft > 0)
            takeSample();
        else
            finish();
    });
}

void ServerTime::note(const Result<BybitReply> &reply)
{
    if (!reply) {
        m_lastError = reply.error();
        return;
    }
    const auto venue = venueTimeOf(*reply);
    const nanoseconds trip = reply->receivedAt - reply->sentAt;
    if (!venue || trip < nanoseconds::zero() || trip > kLongestTrip) {
        m_lastError = venue ? Error{.family = ErrorFamily::Timeout, .retry = Retry::Later, .certainty = Certainty::NotSent, .venueCode = 0,
                                    .detail = QStringLiteral("the trip to the venue's clock took %1 ms").arg(duration_cast<milliseconds>(trip).count())}
                            : protocolError(QStringLiteral("market/time without timeNano"));
        return;
    }
    if (m_best && m_best->trip <= trip)
        return;
    const MonoTime middle = reply->sentAt + trip / 2;
    const microseconds ours = m_clock.utcNow().time_since_epoch() - duration_cast<microseconds>(m_clock.now() - middle);
    m_best = Sample{.venue = *venue, .offset = *venue - ours, .trip = trip, .middle = middle};
}

void ServerTime::finish()
{
    if (!m_best) {
        Q_EMIT failed(m_lastError.value_or(protocolError(QStringLiteral("no sample of the venue's clock"))));
        return;
    }
    const auto trip = duration_cast<microseconds>(m_best->trip);
    m_venueAtAnchor = m_best->venue;
    m_anchor = m_best->middle;
    m_offset = ClockOffset{.offset = m_best->offset, .error = trip / 2, .roundTrip = trip, .at = m_best->middle};
    Q_EMIT measured(*m_offset);
}

std::optional<UtcTime> ServerTime::now() const
{
    if (!m_offset)
        return std::nullopt;
    return UtcTime(floor<milliseconds>(m_venueAtAnchor + duration_cast<microseconds>(m_clock.now() - m_anchor)));
}

std::optional<UtcTime> ServerTime::requestTime() const
{
    const auto time = now();
    if (!time)
        return std::nullopt;
    return *time - ceil<milliseconds>(m_offset->error) - kBehind;
}

} // namespace bw
