// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/marketdesk.h"

#include "core/engine/tickermerge.h"

#include <QLoggingCategory>

#include <algorithm>

Q_LOGGING_CATEGORY(lcMarketDesk, "bellwether.core.engine.market", QtWarningMsg)

namespace bw {

namespace {
constexpr std::chrono::seconds kFetchRetry{5};
constexpr std::chrono::milliseconds kPulse = DepthColumn::kBucket;
constexpr std::chrono::milliseconds kVolumePulse{100};
constexpr std::chrono::seconds kTrustPace{1};
constexpr std::chrono::seconds kSlept{2}; // between the two clocks, or between two pulses: more than load explains
constexpr std::array kDepths{50, 200, 1000};

std::vector<Level> firstOf(const std::vector<Level> &levels)
{
    return {levels.begin(), levels.begin() + static_cast<std::ptrdiff_t>(std::min(levels.size(), DepthColumn::kMostLevels))};
}
} // namespace

MarketDesk::MarketDesk(MarketFeed &feed, MarketReader &reader, EngineChannels &channels, MarketChannels &marketChannels, EngineEvents &events,
                       MarketEvents &marketEvents, const Clock &clock, Scheduler &scheduler)
    : m_feed(feed), m_reader(reader), m_channels(channels), m_marketChannels(marketChannels), m_events(events),
      m_marketEvents(marketEvents), m_clock(clock), m_scheduler(scheduler), m_topics(feed, clock),
      m_watch(feed, m_topics, reader, marketChannels, events, marketEvents, clock, scheduler), m_follow(feed, m_topics, reader, clock),
      m_spread(channels, marketChannels, marketEvents, clock), m_facts(reader, marketEvents, scheduler), m_pulsedAt(clock.now()),
      m_pulsedAtUtc(clock.utcNow()), m_pulse(scheduler.every(kPulse, [this] { pulse(); })),
      m_volumePulse(scheduler.every(kVolumePulse, [this] { pulseVolume(); }))
{
    connect(&feed, &MarketFeed::bookUpdated, this, &MarketDesk::onBook);
    connect(&feed, &MarketFeed::malformed, this, &MarketDesk::onMalformed);
    connect(&feed, &MarketFeed::lost, this, &MarketDesk::onLost);
    connect(&feed, &MarketFeed::bookLost, this, &MarketDesk::onBookLost);
    connect(&feed, &MarketFeed::refused, this, &MarketDesk::onRefused);
    connect(&feed, &MarketFeed::statusChanged, this, &MarketDesk::onStatus);
    connect(&feed, &MarketFeed::tradesReceived, this, &MarketDesk::onTrades);
    connect(&feed, &MarketFeed::tickerUpdated, this, &MarketDesk::onTicker);
    connect(&feed, &MarketFeed::liquidationsReceived, this, &MarketDesk::onLiquidations);
}

void MarketDesk::select(const InstrumentId &id)
{
    closeBook();
    if (id.category != m_id.category && m_status.contains(id.category))
        Q_EMIT m_events.connectionChanged(m_status.at(id.category));
    m_id = id;
    m_follow.setOpen(id);
    ++m_opened;
    m_instrument.reset();
    m_facts.setInstrument(nullptr);
    m_spread.restart();
    m_volume.clear();
    m_ticker = {};
    m_toldTrust.reset();
    m_channels.book.publish(nullptr);
    m_channels.ticker.publish(nullptr);
    m_marketChannels.tradedVolume.publish(nullptr);
    fetch();
}

void MarketDesk::fetch()
{
    m_reader.readInstrument(m_id, this, [this, asked = m_opened](const Result<InstrumentPtr> &result) {
        if (asked == m_opened)
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
    openBook();
    for (const auto &topic : topics())
        m_topics.take(m_instrument, topic);
    m_facts.setInstrument(m_instrument);
}

/// Beside the book itself.
QVector<MarketTopic> MarketDesk::topics() const
{
    QVector<MarketTopic> topics{MarketTopic::book(1), MarketTopic::trades(), MarketTopic::ticker()};
    if (m_id.category != Category::Spot)
        topics.append(MarketTopic::liquidations());
    return topics;
}

void MarketDesk::openBook()
{
    m_keeper = std::make_unique<BookKeeper>(m_instrument, m_depth, m_clock);
    m_checker = std::make_unique<SpotChecker>(*m_keeper, m_reader, m_clock);
    connect(m_keeper.get(), &BookKeeper::changed, this, &MarketDesk::publish);
    connect(m_keeper.get(), &BookKeeper::resyncWanted, this, [this](const MarketTopic &topic) { m_topics.resync(m_id, topic); });
    connect(m_keeper.get(), &BookKeeper::gapSeen, this, [this](GapKind gap, const QString &action) { Q_EMIT m_events.gapSeen(m_id, gap, action); });
    connect(m_keeper.get(), &BookKeeper::updateIdIgnored, this, [this] {
        const Error error{ErrorFamily::Venue, Retry::Never, Certainty::Unknown, 0,
                          QStringLiteral("update numbers of the book do not follow each other; the venue's own answers agree with it")};
        Q_EMIT m_events.noticeRaised({Notice::Severity::Caution, error, m_id.symbol, m_clock.utcNow()});
    });
    publish();
    m_topics.take(m_instrument, m_keeper->topic());
}

void MarketDesk::closeBook()
{
    if (!m_instrument)
        return;
    m_topics.release(m_id, m_keeper->topic());
    for (const auto &topic : topics())
        m_topics.release(m_id, topic);
    m_checker.reset();
    m_keeper.reset();
    Q_EMIT closed(m_id);
}

void MarketDesk::selectDepth(int depth)
{
    if (depth == m_depth || std::find(kDepths.begin(), kDepths.end(), depth) == kDepths.end())
        return;
    m_depth = depth;
    if (!m_instrument)
        return;
    const auto old = m_keeper->topic();
    m_checker.reset();
    m_keeper.reset();
    openBook();
    m_topics.release(m_id, old);
}

void MarketDesk::resync()
{
    if (m_keeper)
        m_keeper->resync();
}

void MarketDesk::setVenueClock(std::chrono::milliseconds offset, std::chrono::milliseconds error)
{
    m_venueOffset = offset;
    m_clockError = error;
    m_watch.setVenueClock(offset, error);
    m_follow.setVenueClock(offset, error);
}

void MarketDesk::onBook(const InstrumentId &id, const BookUpdate &update)
{
    if (!isOpen(id))
        return;
    if (update.depth == m_depth)
        m_keeper->apply(update);
    else if (update.depth == 1)
        m_keeper->applyTop(update);
}

void MarketDesk::onMalformed(const InstrumentId &id, const MarketTopic &topic, const QString &detail)
{
    qCWarning(lcMarketDesk) << "unreadable frame of" << id.symbol << detail;
    if (isOpen(id) && topic == m_keeper->topic())
        m_keeper->malformed();
}

void MarketDesk::onLost(Category category)
{
    if (m_keeper && category == m_id.category)
        m_keeper->lost(GapKind::Disconnected); // the event `connection` tells it
}

void MarketDesk::onBookLost(const InstrumentId &id, const MarketTopic &topic)
{
    if (!isOpen(id) || topic != m_keeper->topic())
        return;
    Q_EMIT m_events.gapSeen(id, GapKind::Disconnected, QStringLiteral("wait"));
    m_keeper->lost(GapKind::Disconnected);
}

void MarketDesk::onRefused(const InstrumentId &id, const MarketTopic &topic, const Error &error)
{
    if (!isOpen(id))
        return;
    Q_EMIT m_events.noticeRaised({Notice::Severity::Caution, error, id.symbol, m_clock.utcNow()});
    if (topic == m_keeper->topic())
        m_keeper->refuse();
}

/// The window shows the connection of what is open; the rows of the others show for themselves.
void MarketDesk::onStatus(Category category, const ConnectionStatus &status)
{
    m_status[category] = status;
    if (category == m_id.category)
        Q_EMIT m_events.connectionChanged(status);
    if (status.state != ConnectionStatus::State::Stale)
        return;
    m_watch.doubt(category);
    if (m_keeper && category == m_id.category)
        m_keeper->doubt();
}

void MarketDesk::publish()
{
    m_keeper->setVenueClock(m_venueOffset, m_clockError);
    const auto book = m_keeper->snapshot({m_clockError, m_otherVenueBps ? m_otherVenueBps() : std::nullopt});
    m_publishedAt = m_clock.now();
    m_spread.note(*book);
    Q_EMIT m_events.bookPublished(book);
    m_channels.book.publish(book);
    tellTrust(book->trust);
}

/// At most once a second, and at once when the gate opens or shuts.
void MarketDesk::tellTrust(const BookTrust &trust)
{
    const auto now = m_clock.now();
    const bool hasCrossed = m_toldTrust && (m_toldTrust->score >= m_minTrust) != (trust.score >= m_minTrust);
    const bool isNews = !m_toldTrust || (*m_toldTrust != trust && now - m_trustToldAt >= kTrustPace);
    if (!isNews && !hasCrossed)
        return;
    m_toldTrust = trust;
    m_trustToldAt = now;
    Q_EMIT m_marketEvents.trustChanged(m_id, trust);
}

void MarketDesk::pulse()
{
    noticeSleep();
    m_watch.pulse();
    m_follow.pulse();
    if (!m_keeper)
        return;
    m_keeper->watch();
    m_checker->pulse();
    if (m_clock.now() - m_publishedAt >= kPulse)
        publish(); // a quiet book grows older
    pushDepth(*m_channels.book.read());
}

/// After a sleep nothing that stands here is known to be true: the clocks show it before the sockets do.
void MarketDesk::noticeSleep()
{
    const auto mono = m_clock.now();
    const auto utc = m_clock.utcNow();
    const auto between = mono - std::exchange(m_pulsedAt, mono);
    const auto betweenUtc = utc - std::exchange(m_pulsedAtUtc, utc);
    const bool hasSlept = betweenUtc - between > kSlept || between - kPulse > kSlept;
    if (!hasSlept)
        return;
    qCWarning(lcMarketDesk) << "the clocks jumped: every book is stale until it is heard again";
    m_watch.doubt(std::nullopt);
    m_follow.doubt(std::nullopt);
    if (m_keeper)
        m_keeper->doubt();
}

void MarketDesk::pushDepth(const BookSnapshot &book)
{
    DepthColumn column;
    column.at = m_clock.utcNow();
    column.isGap = !book.isLive();
    if (book.isLive()) {
        column.bids = firstOf(book.bids);
        column.asks = firstOf(book.asks);
    }
    m_marketChannels.depth.push(std::move(column));
}

void MarketDesk::pulseVolume()
{
    if (!m_instrument)
        return;
    m_volume.trim(m_clock.now());
    if (m_volume.hasChanged())
        m_marketChannels.tradedVolume.publish(m_volume.take(m_id));
}

void MarketDesk::onTrades(const InstrumentId &id, std::span<const TradePrint> trades)
{
    if (!isOpen(id))
        return;
    for (const auto &trade : trades)
        m_channels.tape.push({trade.at, trade.taker, trade.price, trade.qty, trade.sequence});
    m_volume.add(m_clock.now(), trades);
}

void MarketDesk::onTicker(const InstrumentId &id, const TickerUpdate &update)
{
    if (!isOpen(id))
        return;
    merge(m_ticker, update, m_clock.now());
    m_facts.noteNextFunding(m_ticker.nextFunding);
    m_channels.ticker.publish(std::make_shared<TickerView>(m_ticker));
}

void MarketDesk::onLiquidations(const InstrumentId &id, std::span<const LiquidationPrint> liquidations)
{
    if (!isOpen(id))
        return;
    for (const auto &liquidation : liquidations)
        Q_EMIT m_marketEvents.liquidationSeen(id, liquidation);
}

std::optional<std::chrono::milliseconds> MarketDesk::latency(std::chrono::microseconds venueOffset) const
{
    if (!m_keeper || toMs(m_keeper->matchedAt()) == 0)
        return std::nullopt;
    return std::chrono::round<std::chrono::milliseconds>(m_keeper->arrivedAt() + venueOffset - m_keeper->matchedAt());
}

} // namespace bw
