// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/venuedesk.h"

#include "core/engine/relayfault.h"
#include "core/engine/venuecomparison.h"
#include "core/engine/venuerows.h"

#include <algorithm>
#include <tuple>

namespace bw {

namespace {

constexpr std::chrono::milliseconds kPulse{100};
constexpr qsizetype kMaxPairs = 24;          // each takes two sockets of the relay
constexpr qsizetype kMaxTrouble = 300;

/// The feed reads by these; fee, unit and contract value may change while it runs.
bool isSameBook(const RelayPair &a, const RelayPair &b)
{
    return a.key == b.key && a.kind == b.kind && a.tick == b.tick && a.lot == b.lot;
}

} // namespace

VenueDesk::VenueDesk(RelayFeed *relay, MarketChannels &channels, MarketEvents &events, const Clock &clock, Scheduler &scheduler)
    : m_relay(relay), m_channels(channels), m_events(events), m_clock(clock), m_scheduler(scheduler)
{
    if (!relay)
        return;
    connect(relay, &RelayFeed::quoteChanged, this, &VenueDesk::onQuote);
    connect(relay, &RelayFeed::tickerChanged, this, &VenueDesk::onTicker);
    connect(relay, &RelayFeed::troubleTold, this, &VenueDesk::onTrouble);
    connect(relay, &RelayFeed::statusChanged, this, &VenueDesk::onStatus);
    connect(relay, &RelayFeed::gapSeen, this, [this](const RelayKey &key, GapKind gap, const QString &action) {
        if (const Watched *watched = find(key))
            Q_EMIT m_events.venueGapSeen(watched->pair, gap, action);
    });
    connect(relay, &RelayFeed::liquidated, this, [this](const VenueLiquidation &liquidation) {
        if (const Watched *watched = find(liquidation.key))
            Q_EMIT m_events.venueLiquidationSeen(inCoins(watched->pair, liquidation));
    });
}

void VenueDesk::use(const RelaySettings &settings)
{
    m_settings = settings;
    const auto fault = faultOfRelayAddress(settings.socket);
    m_isUnusable = settings.isOn && fault;
    if (m_isUnusable)
        Q_EMIT m_events.relayTestFailed(settings.socket, *fault);
    watch();
}

void VenueDesk::test(const QUrl &socket)
{
    if (const auto fault = m_relay ? faultOfRelayAddress(socket) : inputError(QStringLiteral("this session has no relay"))) {
        Q_EMIT m_events.relayTestFailed(socket, *fault);
        return;
    }
    m_relay->checkHealth(socket, this, [this, socket](const Result<RelayHealth> &health) {
        if (health)
            Q_EMIT m_events.relayTested(socket, *health);
        else
            Q_EMIT m_events.relayTestFailed(socket, health.error());
    });
}

void VenueDesk::setInstrument(const InstrumentPtr &instrument)
{
    const bool isOther = !m_instrument || !instrument || m_instrument->id() != instrument->id();
    m_instrument = instrument;
    if (isOther) {
        m_ownBook.reset();
        m_ownFee.reset(); // spot and derivatives cost differently
    }
    watch();
}

void VenueDesk::setOwnBook(const std::shared_ptr<const BookSnapshot> &book)
{
    if (!m_instrument || !book || book->instrument->id() != m_instrument->id())
        return;
    m_ownBook = book;
    changed();
}

void VenueDesk::setOwnTakerFee(const Decimal &fee)
{
    m_ownFee = fee;
    changed();
}

QVector<RelayPair> VenueDesk::wantedPairs() const
{
    QVector<RelayPair> pairs;
    if (!m_relay || !m_instrument || !m_settings.isOn || m_isUnusable)
        return pairs;
    for (const RelayPair &pair : m_settings.pairs) {
        const bool isThere = std::any_of(pairs.cbegin(), pairs.cend(), [&](const RelayPair &other) { return other.key == pair.key; });
        if (pair.isShown && pair.base == m_instrument->baseCoin() && !isThere && pairs.size() < kMaxPairs)
            pairs.append(pair);
    }
    std::stable_sort(pairs.begin(), pairs.end(), [](const RelayPair &a, const RelayPair &b) {
        return std::tie(a.venue, a.key.exchange, a.key.symbol) < std::tie(b.venue, b.key.exchange, b.key.symbol);
    });
    return pairs;
}

/// Lets the relay run as settings and instrument want it; what stays is not disturbed and stays on the board.
void VenueDesk::watch()
{
    const auto pairs = wantedPairs();
    const QUrl socket = pairs.isEmpty() ? QUrl() : m_settings.socket;
    const bool isSame = socket == m_watchedAt
        && std::equal(pairs.cbegin(), pairs.cend(), m_watched.cbegin(), m_watched.cend(),
                      [](const RelayPair &pair, const Watched &watched) { return isSameBook(pair, watched.pair); });
    std::vector<Watched> watched;
    watched.reserve(static_cast<std::size_t>(pairs.size()));
    for (const RelayPair &pair : pairs) {
        const Watched *before = socket == m_watchedAt ? find(pair.key) : nullptr;
        Watched &now = watched.emplace_back(before && isSameBook(before->pair, pair) ? *before : Watched{});
        now.pair = pair;
        now.quote.key = now.ticker.key = pair.key;
        now.status.stream = ConnectionStatus::Stream::Relay;
    }
    m_watched = std::move(watched);
    m_watchedAt = socket;
    if (!isSame && pairs.isEmpty())
        m_relay->stop();
    else if (!isSame)
        m_relay->start(socket, pairs);
    changed();
}

VenueDesk::Watched *VenueDesk::find(const RelayKey &key)
{
    const auto found = std::find_if(m_watched.begin(), m_watched.end(), [&](const Watched &watched) { return watched.pair.key == key; });
    return found == m_watched.end() ? nullptr : &*found;
}

void VenueDesk::onQuote(const VenueQuote &quote)
{
    Watched *watched = find(quote.key);
    if (!watched)
        return;
    if (quote.isLive() && !watched->quote.isLive())
        watched->trouble.clear(); // it is over
    watched->quote = quote;
    Q_EMIT m_events.venueQuoted(watched->pair, quote);
    changed();
}

void VenueDesk::onTicker(const VenueTicker &ticker)
{
    if (Watched *watched = find(ticker.key)) {
        watched->ticker = ticker;
        changed();
    }
}

void VenueDesk::onTrouble(const RelayKey &key, const QString &detail)
{
    if (Watched *watched = find(key)) {
        watched->trouble = detail.left(kMaxTrouble);
        changed();
    }
}

void VenueDesk::onStatus(const RelayKey &key, const ConnectionStatus &status)
{
    if (Watched *watched = find(key)) {
        watched->status = status;
        changed();
    }
}

VenueRow VenueDesk::ownRow() const
{
    RelayPair pair = relayPairOf(*m_instrument);
    const auto inTable = std::find_if(m_settings.pairs.cbegin(), m_settings.pairs.cend(), [&](const RelayPair &row) { return row.key == pair.key; });
    if (m_ownFee)
        pair.takerFee = *m_ownFee;
    else if (inTable != m_settings.pairs.cend())
        pair.takerFee = inTable->takerFee;
    VenueRow row = ownVenueRow(pair, *m_instrument, m_ownBook.get());
    if (m_ownTicker)
        row.ticker = inCoins(pair, ownVenueTicker(pair.key, *m_instrument, m_ownTicker()));
    return row;
}

VenueRow VenueDesk::rowOf(const Watched &watched) const
{
    VenueRow row = relayVenueRow(watched.pair, watched.quote, m_clock.utcNow(), m_clock.now());
    row.ticker = inCoins(watched.pair, watched.ticker);
    if (!watched.trouble.isEmpty())
        row.trouble = watched.trouble;
    return row;
}

std::vector<VenueRow> VenueDesk::rows() const
{
    std::vector<VenueRow> rows;
    rows.reserve(m_watched.size() + 1);
    if (m_instrument)
        rows.push_back(ownRow());
    for (const Watched &watched : m_watched)
        rows.push_back(rowOf(watched));
    return rows;
}

std::optional<double> VenueDesk::distanceToNearestVenueBps() const
{
    return m_watched.empty() ? std::nullopt : distanceToNearestBps(rows());
}

VenueBoard::Relay VenueDesk::relayState(const std::vector<VenueRow> &rows) const
{
    using Relay = VenueBoard::Relay;
    if (m_isUnusable)
        return Relay::Down;
    if (m_watched.empty())
        return Relay::Off;
    if (std::any_of(rows.begin(), rows.end(), [](const VenueRow &row) { return !row.isOwnVenue && row.quote.isLive(); }))
        return Relay::Live;
    const bool isDown = std::all_of(m_watched.begin(), m_watched.end(),
                                    [](const Watched &watched) { return watched.status.state == ConnectionStatus::State::Down; });
    return isDown ? Relay::Down : Relay::Connecting;
}

void VenueDesk::tellRelayState(VenueBoard::Relay state)
{
    using Relay = VenueBoard::Relay;
    using State = ConnectionStatus::State;
    if (state == m_told)
        return;
    m_told = state;
    ConnectionStatus status;
    status.stream = ConnectionStatus::Stream::Relay;
    status.state = state == Relay::Live ? State::Live : state == Relay::Connecting ? State::Connecting : State::Down;
    if (state == Relay::Off)
        status.reason = ConnectionStatus::Reason::Closed;
    for (const Watched &watched : m_watched) {
        status.attempt = std::max(status.attempt, watched.status.attempt);
        if (state == Relay::Down)
            status.reason = watched.status.reason;
    }
    Q_EMIT relayStatusChanged(status);
}

/// Ten times a second at most, and never while nothing changes.
void VenueDesk::changed()
{
    if (m_pulse)
        return;
    const auto since = m_clock.now() - m_publishedAt;
    if (since >= kPulse)
        publish();
    else
        m_pulse = m_scheduler.after(std::chrono::ceil<std::chrono::milliseconds>(kPulse - since), [this] { publish(); });
}

void VenueDesk::publish()
{
    m_pulse.reset();
    m_publishedAt = m_clock.now();
    auto board = std::make_shared<VenueBoard>();
    board->rows = rows();
    board->edges = bestEdges(board->rows);
    board->relay = relayState(board->rows);
    const auto state = board->relay;
    m_channels.venues.publish(std::move(board));
    wakeAtNextSilence();
    tellRelayState(state);
}

/// Silence makes no sound: the moment at which the next quote would be too old has to be waited for.
void VenueDesk::wakeAtNextSilence()
{
    const MonoTime now = m_clock.now();
    std::optional<MonoTime> next;
    for (const Watched &watched : m_watched)
        if (const MonoTime end = watched.quote.receivedAt + kRelaySilence; watched.quote.isLive() && end > now)
            next = next ? std::min(*next, end) : end;
    m_silence = next ? m_scheduler.after(std::chrono::ceil<std::chrono::milliseconds>(*next - now), [this] { changed(); }) : nullptr;
}

} // namespace bw
