// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/marketdesk.h"

#include <QLoggingCategory>

#include <array>

Q_LOGGING_CATEGORY(lcMarketDesk, "bellwether.core.engine.market", QtWarningMsg)

namespace bw {

namespace {
constexpr std::chrono::minutes kSpreadWindow{5};
constexpr std::chrono::milliseconds kSpreadStep{300}; // 5 minutes in 1000 points: what the chart may draw
constexpr std::chrono::seconds kFetchRetry{5};
const std::array kTopics{MarketTopic::book(50), MarketTopic::trades(), MarketTopic::ticker()};

std::vector<Level> firstLevels(std::span<const Level> levels)
{
    const auto count = std::min(levels.size(), BookSnapshot::kShownLevels);
    return {levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(count)};
}
} // namespace

MarketDesk::MarketDesk(MarketFeed &feed, MarketReader &reader, EngineChannels &channels, MarketChannels &marketChannels, EngineEvents &events,
                       MarketEvents &marketEvents, const Clock &clock, Scheduler &scheduler)
    : m_feed(feed), m_reader(reader), m_channels(channels), m_marketChannels(marketChannels), m_events(events),
      m_marketEvents(marketEvents), m_clock(clock),
      m_scheduler(scheduler), m_spread(kSpreadWindow, kSpreadStep)
{
    connect(&feed, &MarketFeed::bookUpdated, this, &MarketDesk::onBook);
    connect(&feed, &MarketFeed::malformed, this, &MarketDesk::onMalformed);
    connect(&feed, &MarketFeed::lost, this, &MarketDesk::onLost);
    connect(&feed, &MarketFeed::statusChanged, this, &MarketDesk::onStatus);
    connect(&feed, &MarketFeed::tradesReceived, this, &MarketDesk::onTrades);
    connect(&feed, &MarketFeed::tickerUpdated, this, &MarketDesk::onTicker);
}

void MarketDesk::select(const InstrumentId &id)
{
    if (m_instrument)
        for (const auto &topic : kTopics)
            m_feed.unsubscribe(m_instrument->id(), topic);
    m_id = id;
    m_instrument.reset();
    m_sequencer = {};
    m_spread = SpreadStatistics(kSpreadWindow, kSpreadStep);
    m_ticker = {};
    m_recentFrames.clear();
    m_channels.book.publish(nullptr);
    m_channels.ticker.publish(nullptr);
    fetch();
}

void MarketDesk::fetch()
{
    m_reader.readInstrument(m_id, this, [this, asked = m_id](const Result<InstrumentPtr> &result) {
        if (asked == m_id)
            onInstrument(result);
    });
}

void MarketDesk::onInstrument(const Result<InstrumentPtr> &result)
{
    if (!result) {
        Q_EMIT m_events.noticeRaised({Notice::Severity::Caution, result.error(), m_id.symbol, m_clock.utcNow()});
        if (result.error().retry != Retry::Never || result.error().certainty != Certainty::Refused)
            m_retry = m_scheduler.after(kFetchRetry, [this] { fetch(); });
        return;
    }
    m_instrument = *result;
    m_ticker.id = m_id;
    Q_EMIT m_events.instrumentChanged(m_instrument);
    publish();
    for (const auto &topic : kTopics)
        m_feed.subscribe(m_instrument, topic);
}

void MarketDesk::onBook(const InstrumentId &id, const BookUpdate &update)
{
    if (!m_instrument || id != m_id)
        return;
    m_receivedAt = m_clock.now();
    m_recentFrames.push_back(m_receivedAt);
    while (m_recentFrames.front() < m_receivedAt - std::chrono::seconds(1))
        m_recentFrames.pop_front();

    switch (m_sequencer.apply(update)) {
    case Sequencer::Action::Applied:
        m_matchedAt = update.matchedAt;
        m_arrivedAt = m_clock.utcNow();
        publish();
        break;
    case Sequencer::Action::Ignored:
        break;
    case Sequencer::Action::Resync:
        askForResync();
        break;
    }
}

void MarketDesk::onMalformed(const InstrumentId &id, const MarketTopic &, const QString &detail)
{
    if (!m_instrument || id != m_id)
        return;
    qCWarning(lcMarketDesk) << "unreadable book frame of" << id.symbol << detail;
    if (m_sequencer.malformed() == Sequencer::Action::Resync)
        askForResync();
}

void MarketDesk::askForResync()
{
    Q_EMIT m_events.gapSeen(m_id, m_sequencer.gap(), QStringLiteral("resubscribe"));
    publish();
    m_feed.resync(m_id, MarketTopic::book(50));
}

void MarketDesk::resync()
{
    if (!m_instrument)
        return;
    m_sequencer.reset(GapKind::None);
    publish();
    m_feed.resync(m_id, MarketTopic::book(50));
}

void MarketDesk::setWatchList(const QVector<InstrumentId> &) {}
void MarketDesk::selectDepth(int) {}
void MarketDesk::setSpreadLimits(double, double) {}

void MarketDesk::onLost(Category category)
{
    if (!m_instrument || category != m_id.category)
        return;
    m_sequencer.reset(GapKind::Disconnected); // the event `connection` tells it
    publish();
}

void MarketDesk::onStatus(Category category, const ConnectionStatus &status)
{
    Q_EMIT m_events.connectionChanged(status);
    if (m_instrument && category == m_id.category && status.state == ConnectionStatus::State::Stale && m_sequencer.state() == BookState::Live) {
        m_sequencer.markStale(GapKind::Silence);
        Q_EMIT m_events.gapSeen(m_id, GapKind::Silence, QStringLiteral("wait"));
        publish();
    }
}

void MarketDesk::publish()
{
    auto book = std::make_shared<BookSnapshot>();
    book->instrument = m_instrument;
    book->state = m_sequencer.state();
    book->gap = m_sequencer.gap();
    book->bids = firstLevels(m_sequencer.book().bids());
    book->asks = firstLevels(m_sequencer.book().asks());
    TrustEvidence evidence;
    evidence.isLive = book->isLive();
    book->trust = judgeTrust(evidence);
    book->updateId = m_sequencer.updateId();
    book->matchedAt = m_matchedAt;
    book->receivedAt = m_receivedAt;
    recordSpread(*book);
    std::shared_ptr<const BookSnapshot> done = std::move(book);
    Q_EMIT m_events.bookPublished(done);
    m_channels.book.publish(std::move(done));
}

void MarketDesk::recordSpread(const BookSnapshot &book)
{
    SpreadPoint closed;
    const auto now = m_clock.utcNow();
    const bool isClosed = book.isLive() && book.hasBothSides() ? m_spread.add(now, spreadPctForDrawing(book), closed)
                                                               : m_spread.addGap(now, closed);
    if (isClosed)
        m_channels.spread.push(closed);
}

void MarketDesk::onTrades(const InstrumentId &id, std::span<const TradePrint> trades)
{
    if (!m_instrument || id != m_id)
        return;
    for (const auto &trade : trades)
        m_channels.tape.push({trade.at, trade.taker, trade.price, trade.qty, trade.sequence});
}

void MarketDesk::onTicker(const InstrumentId &id, const TickerUpdate &update)
{
    if (!m_instrument || id != m_id)
        return;
    if (update.isSnapshot)
        m_ticker = [this] {
            TickerView fresh;
            fresh.id = m_id;
            fresh.lastDirection = m_ticker.lastDirection;
            return fresh;
        }();
    if (update.last) {
        const auto before = m_channels.ticker.read();
        if (before && before->last && *before->last != *update.last)
            m_ticker.lastDirection = *update.last > *before->last ? 1 : -1;
    }
    const auto merge = [](auto &field, const auto &news) {
        if (news)
            field = news;
    };
    merge(m_ticker.last, update.last);
    merge(m_ticker.mark, update.mark);
    merge(m_ticker.index, update.index);
    merge(m_ticker.change24hPct, update.change24hPct);
    merge(m_ticker.fundingRate, update.fundingRate);
    merge(m_ticker.nextFunding, update.nextFunding);
    merge(m_ticker.openInterest, update.openInterest);
    merge(m_ticker.turnover24h, update.turnover24h);
    merge(m_ticker.fundingInterval, update.fundingInterval);
    m_ticker.receivedAt = m_clock.now();
    m_channels.ticker.publish(std::make_shared<TickerView>(m_ticker));
}

double MarketDesk::updatesPerSecond() const
{
    const auto since = m_clock.now() - std::chrono::seconds(1);
    return static_cast<double>(std::count_if(m_recentFrames.begin(), m_recentFrames.end(), [since](MonoTime t) { return t > since; }));
}

std::optional<std::chrono::milliseconds> MarketDesk::latency(std::chrono::microseconds venueOffset) const
{
    if (toMs(m_matchedAt) == 0)
        return std::nullopt;
    return std::chrono::round<std::chrono::milliseconds>(m_arrivedAt + venueOffset - m_matchedAt);
}

} // namespace bw
