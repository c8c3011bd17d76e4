// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relayhistoryreader.h"

#include "core/tardis/relayaddress.h"
#include "core/tardis/relaytext.h"

#include <algorithm>

namespace bw {

using State = HistoryView::State;
using Trouble = HistoryView::Trouble;
using Type = RelayMessage::Type;
using namespace std::chrono_literals;

namespace {

constexpr auto kTellEvery = 250ms;
constexpr int kMostUnreadable = 100; ///< single ones are gaps; so many are no history
constexpr int kFinished = 1000;      ///< "WS replay-normalized finished"

/// Book time as a monotonic one: how long it was crossed counts in the recorded time, not in ours.
MonoTime recordedTime(UtcTime at) { return MonoTime(std::chrono::milliseconds(toMs(at))); }

Trouble troubleOf(const WsClose &close)
{
    const auto says = [&close](const char *word) { return close.reason.contains(QLatin1StringView(word)); };
    return says("status code: 401") || says("status code: 403") ? Trouble::NoKey : Trouble::Refused;
}

} // namespace

RelayHistoryReader::RelayHistoryReader(const WsTransportFactory &sockets, const Clock &clock, Scheduler &scheduler, QObject *parent)
    : QObject(parent), m_sockets(sockets), m_clock(clock), m_scheduler(scheduler)
{
}

RelayHistoryReader::~RelayHistoryReader() { dropTransport(); }

void RelayHistoryReader::read(const HistoryQuery &query)
{
    dropTransport();
    m_view = {};
    m_view.state = State::Asking;
    m_view.query = query;
    m_book.reset(GapKind::None);
    m_slices.emplace(query.from, query.to);
    m_view.slice = m_slices->slice();
    m_unreadable = 0;
    m_heardAt = m_clock.now();
    m_transport = m_sockets();
    connect(m_transport.get(), &WsTransport::textReceived, this, &RelayHistoryReader::onText);
    connect(m_transport.get(), &WsTransport::closed, this, &RelayHistoryReader::onClosed);
    connect(m_transport.get(), &WsTransport::connected, this, [this] { // connected is nothing yet: from here on silence counts
        m_heardAt = m_clock.now();
        m_watch = m_scheduler.every(1s, [this] {
            if (m_clock.now() - m_heardAt >= kSilentAfter)
                finish(State::Failed, Trouble::Silent);
        });
    });
    m_watch = m_scheduler.after(kOpenWithin, [this] { finish(State::Failed, Trouble::Unreachable); });
    tell();
    if (m_transport)
        m_transport->open(relayReplayUrl(query.socket, query.pair.key, std::chrono::floor<std::chrono::days>(query.from), query.to));
}

void RelayHistoryReader::stop()
{
    dropTransport();
    m_view = {};
}

void RelayHistoryReader::onText(QByteArrayView text)
{
    m_heardAt = m_clock.now();
    const RelayMessage &message = m_codec.decode(text);
    ++m_view.messages;
    m_view.state = State::Reading;
    switch (message.type) {
    case Type::BookChange: onBook(message); break;
    case Type::Disconnect:
        m_book.reset(GapKind::RelayDisconnect);
        note(message.relayedAt);
        break;
    default:
        static_cast<void>(m_book.malformed());
        note(m_view.reached);
        if (++m_unreadable >= kMostUnreadable)
            return finish(State::Failed, Trouble::Unreadable);
    }
    if (m_transport && m_heardAt - m_toldAt >= kTellEvery)
        tell();
}

void RelayHistoryReader::onBook(const RelayMessage &message)
{
    const RelayKey &key = m_view.query.pair.key;
    const UtcTime at = message.relayedAt == UtcTime{} ? message.at : message.relayedAt;
    if (!isSameName(message.exchange, key.exchange) || !isSameName(message.symbol, key.symbol))
        static_cast<void>(m_book.malformed());
    else
        static_cast<void>(m_book.apply(message, recordedTime(at))); // what it refuses is a gap until a snapshot comes
    note(at);
}

void RelayHistoryReader::note(UtcTime at)
{
    m_view.reached = std::max(m_view.reached, at);
    std::optional<HistorySlices::Best> best;
    const auto bids = m_book.bids(1), asks = m_book.asks(1);
    if (!bids.empty() && !asks.empty())
        best = HistorySlices::Best{bids.front().price.toDouble(), asks.front().price.toDouble()};
    m_slices->note(m_view.reached, best);
}

void RelayHistoryReader::onClosed(ConnectionStatus::Reason)
{
    const WsClose close = m_transport->closeFrame();
    const QString words = plainText(close.reason).left(300);
    if (close.code == kFinished) {
        m_slices->note(m_view.query.to, std::nullopt); // what stood at the last word stood until the end of what was asked for
        finish(State::Whole, Trouble::None);
    } else if (m_view.messages == 0 && close.reason.isEmpty()) {
        finish(State::Failed, Trouble::Unreachable);
    } else {
        finish(State::Failed, close.reason.isEmpty() ? Trouble::Cut : troubleOf(close), words);
    }
}

void RelayHistoryReader::tell()
{
    m_toldAt = m_clock.now();
    m_view.points = std::make_shared<const std::vector<HistoryPoint>>(m_slices->points());
    Q_EMIT progressed(m_view);
}

void RelayHistoryReader::finish(State state, Trouble trouble, const QString &words)
{
    dropTransport();
    m_view.state = state;
    m_view.trouble = trouble;
    m_view.words = words;
    tell();
}

/// Later, not now: the call may come from a signal of the transport itself.
void RelayHistoryReader::dropTransport()
{
    m_watch.reset();
    if (!m_transport)
        return;
    m_transport->disconnect(this);
    m_transport->abort();
    m_transport.release()->deleteLater();
}

} // namespace bw
