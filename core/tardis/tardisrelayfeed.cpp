// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/tardisrelayfeed.h"

#include "core/net/json.h"
#include "core/tardis/relayaddress.h"
#include "core/tardis/relaybookline.h"
#include "core/tardis/relaydataline.h"
#include "core/tardis/relaytext.h"

#include <algorithm>

namespace bw {

using namespace std::chrono_literals;

namespace {

// Each socket makes the relay open one or two at the exchange; the strictest of the four lets an address open three a second.
constexpr double kConnectsPerSecond = 1.0;
constexpr double kConnectsAtOnce = 2.0;
constexpr auto kTellAgainAfter = 60s; ///< of the same complaint: a relay may send fifty within 5 ms

constexpr auto kHealthWithin = 5s;
constexpr qint64 kHealthBytes = 64 * 1024;

bool isSameBook(const RelayPair &a, const RelayPair &b)
{
    return a.key == b.key && a.tick == b.tick && a.lot == b.lot && a.kind == b.kind;
}

Result<RelayHealth> healthOf(const Result<HttpAnswer> &answer)
{
    if (!answer)
        return fail(answer.error());
    if (answer->status != 200)
        return fail(protocolError(QStringLiteral("the health check was answered with status %1").arg(answer->status)));
    const auto body = parseJsonObject(answer->body);
    if (!body || !body->value(QLatin1StringView("status")).isString())
        return fail(protocolError(QStringLiteral("what answers the health check is no relay")));
    return RelayHealth{plainText(body->value(QLatin1StringView("status")).toString()).left(64),
                       body->value(QLatin1StringView("uptimeHours")).toDouble()};
}

} // namespace

TardisRelayFeed::TardisRelayFeed(WsTransportFactory sockets, HttpClient &http, const Clock &clock, Scheduler &scheduler, Backoff::Random random,
                                 QObject *parent)
    : RelayFeed(parent), m_parts{std::move(sockets), clock, scheduler, std::move(random)}, m_http(http)
{
}

TardisRelayFeed::~TardisRelayFeed()
{
    stop();
    const QObjectList lines = children(); // a copy: each takes itself from the list
    qDeleteAll(lines);                    // now, while our parts are there
}

void TardisRelayFeed::start(const QUrl &socket, const QVector<RelayPair> &pairs)
{
    if (socket != m_socket)
        stop();
    m_socket = socket;
    const auto wanted = pairs.first(std::min<qsizetype>(pairs.size(), kMaxPairs));
    const auto isWanted = [&wanted](const Venue &venue) {
        return std::any_of(wanted.begin(), wanted.end(), [&venue](const RelayPair &pair) { return isSameBook(pair, venue.pair); });
    };
    const auto gone = std::stable_partition(m_venues.begin(), m_venues.end(), isWanted);
    std::for_each(gone, m_venues.end(), [this](const Venue &venue) { close(venue); });
    m_venues.erase(gone, m_venues.end());
    for (const auto &pair : wanted)
        if (std::none_of(m_venues.begin(), m_venues.end(), [&pair](const Venue &venue) { return venue.pair.key == pair.key; }))
            open(pair);
}

void TardisRelayFeed::stop()
{
    for (const auto &venue : std::exchange(m_venues, {}))
        close(venue);
    m_told.clear();
}

void TardisRelayFeed::open(const RelayPair &pair)
{
    const RelayKey key = pair.key;
    RateLimiter &connects = connectsOf(key.exchange);
    Venue venue{pair, new RelayBookLine(pair, m_parts, connects, this), nullptr};
    connect(venue.book, &RelayBookLine::statusChanged, this, [this, key](const ConnectionStatus &status) { Q_EMIT statusChanged(key, status); });
    connect(venue.book, &RelayBookLine::quoteChanged, this, &TardisRelayFeed::quoteChanged);
    connect(venue.book, &RelayBookLine::gapSeen, this, [this, key](GapKind gap, const QString &action) { Q_EMIT gapSeen(key, gap, action); });
    connect(venue.book, &RelayBookLine::troubleTold, this, [this, key](const QString &detail) { tell(key, detail); });
    if (pair.kind != RelayPair::Kind::Spot) {
        venue.data = new RelayDataLine(key, m_parts, connects, this);
        connect(venue.data, &RelayDataLine::tickerChanged, this, &TardisRelayFeed::tickerChanged);
        connect(venue.data, &RelayDataLine::liquidated, this, &TardisRelayFeed::liquidated);
        connect(venue.data, &RelayDataLine::troubleTold, this, [this, key](const QString &detail) { tell(key, detail); });
    }
    m_venues.push_back(venue);
    venue.book->start(m_socket);
    if (venue.data)
        venue.data->start(m_socket);
}

/// Later, not now: the call may come from a signal of the line itself.
void TardisRelayFeed::close(const Venue &venue)
{
    venue.book->disconnect(this);
    venue.book->stop();
    venue.book->deleteLater();
    if (!venue.data)
        return;
    venue.data->disconnect(this);
    venue.data->stop();
    venue.data->deleteLater();
}

void TardisRelayFeed::tell(const RelayKey &key, const QString &detail)
{
    Told &last = m_told[key];
    const MonoTime now = m_parts.clock.now();
    if (detail.isEmpty() || (last.detail == detail && now - last.at < kTellAgainAfter))
        return;
    last = {detail, now};
    Q_EMIT troubleTold(key, detail);
}

RateLimiter &TardisRelayFeed::connectsOf(const QString &exchange)
{
    return m_connects.try_emplace(exchange, m_parts.clock, kConnectsPerSecond, kConnectsAtOnce).first->second;
}

void TardisRelayFeed::checkHealth(const QUrl &socket, QObject *context, std::function<void(const Result<RelayHealth> &)> done)
{
    const auto url = relayHealthUrl(socket);
    if (!url) {
        QMetaObject::invokeMethod(context, [done, error = url.error()] { done(fail(error)); }, Qt::QueuedConnection);
        return;
    }
    HttpRequest request;
    request.url = *url;
    request.deadline = kHealthWithin;
    request.byteLimit = kHealthBytes;
    request.id = QStringLiteral("relay/health-check");
    m_http.send(request, context, [done](const Result<HttpAnswer> &answer) { done(healthOf(answer)); });
}

} // namespace bw
