// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaybookline.h"

#include "core/tardis/relayaddress.h"
#include "core/tardis/relaytext.h"

namespace bw {

using Reason = ConnectionStatus::Reason;
using Type = RelayMessage::Type;
using namespace std::chrono_literals;

namespace {

constexpr auto kSilentAfter = 30s;
constexpr auto kSnapshotWithin = 15s;
constexpr auto kMayLagBy = 10s; ///< more than at its best: what we show is old, because we or the relay can't keep up

} // namespace

RelayBookLine::RelayBookLine(const RelayPair &pair, const RelayParts &parts, RateLimiter &connects, QObject *parent)
    : QObject(parent), m_pair(pair), m_parts(parts), m_book(pair.tick, pair.lot), m_link(parts, connects, kSilentAfter)
{
    m_link.setObjectName(QStringLiteral("relay: book of %1 %2").arg(pair.key.exchange, pair.key.symbol)); // for the log
    connect(&m_link, &RelayLink::statusChanged, this, &RelayBookLine::statusChanged);
    connect(&m_link, &RelayLink::complained, this, [this](const QString &detail) { Q_EMIT troubleTold(plainText(detail)); });
    connect(&m_link, &RelayLink::textReceived, this, &RelayBookLine::onText);
    connect(&m_link, &RelayLink::lost, this, &RelayBookLine::onLost);
    connect(&m_link, &RelayLink::opened, this, [this] {
        m_leastLag.reset();
        awaitSnapshot();
    });
}

void RelayBookLine::start(const QUrl &socket)
{
    m_link.start(relayStreamUrl(socket, m_pair.key, {QStringLiteral("book_change")}));
}

void RelayBookLine::stop()
{
    m_link.stop();
    m_snapshotTimer.reset();
    m_crossedTimer.reset();
    m_book.reset(GapKind::None);
}

void RelayBookLine::onText(QByteArrayView text)
{
    const RelayMessage &message = m_codec.decode(text);
    m_receivedAt = m_parts.clock.now();
    switch (message.type) {
    case Type::BookChange: return onBookChange(message);
    case Type::Disconnect: return onDisconnect();
    case Type::Error: Q_EMIT troubleTold(plainText(message.details)); return;
    case Type::Malformed:
        static_cast<void>(m_book.malformed());
        return resync(QStringLiteral("a message can't be read: %1").arg(QLatin1StringView(m_codec.fault())));
    default:
        static_cast<void>(m_book.malformed());
        return resync(QStringLiteral("a message that nobody asked for"));
    }
}

void RelayBookLine::onBookChange(const RelayMessage &change)
{
    if (!isSameName(change.exchange, m_pair.key.exchange) || !isSameName(change.symbol, m_pair.key.symbol)) {
        static_cast<void>(m_book.malformed());
        return resync(QStringLiteral("a message of another book"));
    }
    if (isBehind(change.relayedAt)) {
        m_book.reset(GapKind::Silence);
        return resync(QStringLiteral("the messages are old"));
    }
    m_venueTime = change.at;
    switch (m_book.apply(change, m_receivedAt)) {
    case RelayBook::Action::Ignored: return;
    case RelayBook::Action::Resync:
        return resync(m_book.gap() == GapKind::Malformed ? QStringLiteral("a price is off the table's tick, or a number can't be")
                                                         : QStringLiteral("crossed for too long"));
    case RelayBook::Action::Applied: break;
    }
    m_snapshotTimer.reset();
    if (m_book.isLive()) {
        m_crossedTimer.reset();
        m_link.dataSeen();
    } else if (!m_crossedTimer) {
        Q_EMIT gapSeen(GapKind::Crossed, QStringLiteral("wait"));
        m_crossedTimer = m_parts.scheduler.after(RelayBook::kMayBeCrossed + 1ms, [this] {
            if (m_book.look(m_parts.clock.now()) == RelayBook::Action::Resync)
                resync(QStringLiteral("crossed for too long"));
        });
    }
    tellQuote();
}

void RelayBookLine::onDisconnect()
{
    const bool wasKnown = m_book.state() == BookState::Live || m_book.state() == BookState::Stale;
    m_crossedTimer.reset();
    m_book.reset(GapKind::RelayDisconnect);
    m_link.dataLost();
    awaitSnapshot();
    if (!wasKnown)
        return;
    Q_EMIT gapSeen(GapKind::RelayDisconnect, QStringLiteral("wait"));
    tellQuote();
}

/// From the first reason to wait on: what makes it wait anew meanwhile does not make it wait longer.
void RelayBookLine::awaitSnapshot()
{
    if (m_snapshotTimer)
        return;
    m_snapshotTimer = m_parts.scheduler.after(kSnapshotWithin, [this] {
        m_book.reset(GapKind::NoSnapshot);
        resync(QStringLiteral("no snapshot came"));
    });
}

void RelayBookLine::onLost(Reason reason)
{
    const bool wasKnown = m_book.state() == BookState::Live || m_book.state() == BookState::Stale;
    m_snapshotTimer.reset();
    m_crossedTimer.reset();
    if (!wasKnown)
        return; // what made it so has been told
    m_book.reset(reason == Reason::Timeout ? GapKind::Silence : GapKind::Disconnected);
    Q_EMIT gapSeen(m_book.gap(), QStringLiteral("reconnect"));
    tellQuote();
}

/// The book has given itself up: only a new connection brings a snapshot.
void RelayBookLine::resync(const QString &detail)
{
    Q_EMIT gapSeen(m_book.gap(), QStringLiteral("reconnect"));
    Q_EMIT troubleTold(detail);
    tellQuote();
    m_link.retry(m_book.gap() == GapKind::NoSnapshot ? Reason::Timeout : Reason::Closed, detail);
}

/// A reader that falls behind gets every message, only later: better no book than an old one. Both clocks may be wrong, so only the
/// growth since this connection's best moment counts.
bool RelayBookLine::isBehind(UtcTime relayedAt)
{
    if (relayedAt == UtcTime{})
        return false;
    const auto lag = m_parts.clock.utcNow() - relayedAt;
    m_leastLag = std::min(m_leastLag.value_or(lag), lag);
    return lag - *m_leastLag > kMayLagBy;
}

void RelayBookLine::tellQuote()
{
    VenueQuote quote;
    quote.key = m_pair.key;
    quote.state = m_book.state();
    quote.why = m_book.gap();
    quote.venueTime = m_venueTime;
    quote.receivedAt = m_receivedAt;
    if (const auto best = m_book.bids(1); !best.empty()) {
        quote.bid = best.front().price;
        quote.bidAmount = best.front().amount;
    }
    if (const auto best = m_book.asks(1); !best.empty()) {
        quote.ask = best.front().price;
        quote.askAmount = best.front().amount;
    }
    Q_EMIT quoteChanged(quote);
}

} // namespace bw
