// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/recordedmarket.h"

#include "core/domain/book/orderbook.h"
#include "core/sandbox/instrumentrow.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <deque>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr int kFramesAtOnce = 100;    // then the event loop has its turn, whatever the speed
constexpr auto kBeforeLoop = 1s;      // the last state is seen before the first comes back
constexpr std::size_t kMostTrades = 1000;
constexpr std::int64_t kLongestPauseMs = 60'000; // a recording over a night does not stand still for one

Decimal number(const QJsonValue &value)
{
    const auto parsed = Decimal::parse(value.toString());
    return parsed ? *parsed : Decimal(0);
}

/// Levels that are on the tick and the lot; what is not can't be shown to a client that counts in them.
std::vector<Level> levelsOf(const Instrument &instrument, const QJsonArray &rows)
{
    std::vector<Level> levels;
    levels.reserve(static_cast<std::size_t>(rows.size()));
    for (const QJsonValue &row : rows) {
        const auto price = instrument.toTicks(number(row[0]));
        const Decimal size = number(row[1]);
        const auto qty = size.isZero() ? Result<QtyLots>(QtyLots(0)) : instrument.toLots(size);
        if (price && qty)
            levels.push_back({*price, *qty});
    }
    return levels;
}

} // namespace

struct RecordedMarket::Listing {
    InstrumentPtr instrument;
    QJsonObject row;
    QByteArray bookTopic; ///< of the deepest recorded depth
    int depth = 0;
    OrderBook levels;
    MarketBook book;
    bool isPrimed = false; ///< the first snapshot stands although its turn has not come
    QJsonObject ticker;
    std::deque<MarketPrint> trades;
};

Result<std::unique_ptr<RecordedMarket>> RecordedMarket::create(RecordedFrames recording, const Playing &playing, const Clock &clock,
                                                               Scheduler &scheduler)
{
    std::unique_ptr<RecordedMarket> market(new RecordedMarket(std::move(recording), playing, clock, scheduler));
    for (const auto &[symbol, row] : market->m_recording.instruments) {
        const auto instrument = instrumentFromRow(market->m_recording.category, row);
        if (!instrument)
            return fail(instrument.error());
        auto listing = std::make_unique<Listing>();
        listing->instrument = *instrument;
        listing->row = row;
        market->m_listings.emplace(symbol, std::move(listing));
    }
    market->prime();
    return market;
}

RecordedMarket::RecordedMarket(RecordedFrames recording, const Playing &playing, const Clock &clock, Scheduler &scheduler)
    : m_recording(std::move(recording)), m_playing(playing), m_clock(clock), m_scheduler(scheduler)
{
    for (qsizetype i = 1, saved = 0; i < m_recording.frames.size(); ++i) { // shorten the long pauses once and for all
        auto &frame = m_recording.frames[i];
        frame.time -= saved;
        const std::int64_t pause = frame.time - m_recording.frames[i - 1].time;
        if (pause > kLongestPauseMs) {
            saved += pause - kLongestPauseMs;
            frame.time -= pause - kLongestPauseMs;
        }
    }
}

RecordedMarket::~RecordedMarket() = default;

void RecordedMarket::prime()
{
    for (const RecordedFrame &frame : m_recording.frames) {
        const auto found = m_listings.find(frame.symbol);
        if (found == m_listings.end() || !frame.topic.startsWith("orderbook."))
            continue;
        Listing &listing = *found->second;
        const int depth = frame.topic.split('.').at(1).toInt();
        if (depth > listing.depth) {
            listing.depth = depth;
            listing.bookTopic = frame.topic;
        }
    }
    for (const RecordedFrame &frame : m_recording.frames) {
        const auto found = m_listings.find(frame.symbol);
        if (found == m_listings.end())
            continue;
        Listing &listing = *found->second;
        if (frame.topic == listing.bookTopic && listing.book.resets == 0) {
            applyBook(listing, QJsonDocument::fromJson(frame.raw).object());
            listing.isPrimed = listing.book.resets > 0;
        } else if (frame.topic.startsWith("tickers.") && listing.ticker.isEmpty()) {
            applyTicker(listing, QJsonDocument::fromJson(frame.raw).object());
        }
    }
}

RecordedMarket::Listing &RecordedMarket::at(const InstrumentId &id) const
{
    const auto found = m_listings.find(id.symbol);
    Q_ASSERT(found != m_listings.end());
    return *found->second;
}

QList<InstrumentId> RecordedMarket::instruments() const
{
    QList<InstrumentId> ids;
    for (const auto &[symbol, listing] : m_listings)
        ids.append(listing->instrument->id());
    return ids;
}

InstrumentPtr RecordedMarket::instrument(const InstrumentId &id) const
{
    return at(id).instrument;
}

QJsonObject RecordedMarket::instrumentInfo(const InstrumentId &id) const
{
    return at(id).row;
}

const MarketBook &RecordedMarket::book(const InstrumentId &id)
{
    return at(id).book;
}

QList<MarketPrint> RecordedMarket::recentTrades(const InstrumentId &id)
{
    const auto &trades = at(id).trades;
    return {trades.begin(), trades.end()};
}

void RecordedMarket::watch(const InstrumentId &)
{
    if (std::exchange(m_isStarted, true))
        return;
    m_startedAt = m_clock.now();
    m_timer = m_scheduler.after(0ms, [this] { play(); }); // the watcher gets its snapshot first
}

void RecordedMarket::play()
{
    const auto &frames = m_recording.frames;
    for (int i = 0; i < kFramesAtOnce && m_next < frames.size(); ++i) {
        const std::chrono::duration<double, std::milli> due(static_cast<double>(frames[m_next].time - frames[0].time) / m_playing.speed);
        const auto left = m_startedAt + std::chrono::ceil<std::chrono::milliseconds>(due) - m_clock.now();
        if (left > 0ms) {
            m_timer = m_scheduler.after(std::chrono::ceil<std::chrono::milliseconds>(left), [this] { play(); });
            return;
        }
        apply(frames[m_next++]);
    }
    if (m_next < frames.size())
        m_timer = m_scheduler.after(0ms, [this] { play(); });
    else
        finish();
}

void RecordedMarket::finish()
{
    if (m_playing.atEnd == AtEnd::Close) {
        Q_EMIT ended();
    } else if (m_playing.atEnd == AtEnd::Loop) {
        m_timer = m_scheduler.after(kBeforeLoop, [this] {
            m_next = 0;
            m_startedAt = m_clock.now();
            play();
        });
    }
}

void RecordedMarket::apply(const RecordedFrame &frame)
{
    const auto found = m_listings.find(frame.symbol);
    if (found == m_listings.end())
        return;
    Listing &listing = *found->second;
    const QJsonObject object = QJsonDocument::fromJson(frame.raw).object();
    if (frame.topic == listing.bookTopic) {
        applyBook(listing, object);
        Q_EMIT bookChanged(listing.instrument->id());
    } else if (frame.topic.startsWith("publicTrade.")) {
        applyTrades(listing, object);
    } else if (frame.topic.startsWith("tickers.")) {
        applyTicker(listing, object);
        Q_EMIT tickerChanged(listing.instrument->id());
    } else if (!frame.topic.startsWith("orderbook.")) {
        Q_EMIT framePassed(listing.instrument->id(), frame.topic, frame.raw);
    }
}

void RecordedMarket::applyBook(Listing &listing, const QJsonObject &frame)
{
    const QJsonObject data = frame.value(u"data").toObject();
    const auto updateId = static_cast<std::uint64_t>(data.value(u"u").toInteger());
    const bool isSnapshot = frame.value(u"type").toString() == u"snapshot" || updateId == 1;
    if (std::exchange(listing.isPrimed, false) && isSnapshot && updateId == listing.book.updateId)
        return;
    if (!isSnapshot && listing.book.resets == 0)
        return; // nothing to add it to
    const auto bids = levelsOf(*listing.instrument, data.value(u"b").toArray());
    const auto asks = levelsOf(*listing.instrument, data.value(u"a").toArray());
    if (isSnapshot) {
        listing.levels.replace(bids, asks);
        ++listing.book.resets;
    } else {
        listing.levels.apply(bids, asks);
    }
    listing.book.bids.assign(listing.levels.bids().begin(), listing.levels.bids().end());
    listing.book.asks.assign(listing.levels.asks().begin(), listing.levels.asks().end());
    listing.book.updateId = updateId;
    listing.book.sequence = static_cast<std::uint64_t>(data.value(u"seq").toInteger());
    listing.book.matchedAt = m_clock.utcNow();
}

void RecordedMarket::applyTrades(Listing &listing, const QJsonObject &frame)
{
    for (const QJsonValue &row : frame.value(u"data").toArray()) {
        const auto price = listing.instrument->toTicks(number(row[u"p"]));
        const auto qty = listing.instrument->toLots(number(row[u"v"]));
        if (!price || !qty)
            continue;
        const MarketPrint print{*price, *qty, row[u"S"].toString() == u"Sell" ? Side::Sell : Side::Buy, m_clock.utcNow(), row[u"i"].toString(),
                                static_cast<std::uint64_t>(row[u"seq"].toInteger())};
        listing.trades.push_back(print);
        if (listing.trades.size() > kMostTrades)
            listing.trades.pop_front();
        Q_EMIT tradePrinted(listing.instrument->id(), print);
    }
}

void RecordedMarket::applyTicker(Listing &listing, const QJsonObject &frame)
{
    const QJsonObject data = frame.value(u"data").toObject();
    if (frame.value(u"type").toString() == u"snapshot")
        listing.ticker = {};
    for (auto field = data.begin(); field != data.end(); ++field)
        listing.ticker.insert(field.key(), field.value());
}

MarketGauge RecordedMarket::gauge(const InstrumentId &id)
{
    const Listing &listing = at(id);
    const auto field = [&listing](QLatin1StringView name, const Decimal &otherwise) {
        const auto value = Decimal::parse(listing.ticker.value(name).toString());
        return value ? *value : otherwise;
    };
    const MarketBook &book = listing.book;
    const PriceTicks near = !book.bids.empty() ? book.bids.front().price : !book.asks.empty() ? book.asks.front().price : PriceTicks(0);
    const Decimal last = listing.instrument->price(listing.trades.empty() ? near : listing.trades.back().price);
    MarketGauge gauge;
    gauge.lastPrice = field(QLatin1StringView("lastPrice"), last);
    gauge.markPrice = field(QLatin1StringView("markPrice"), gauge.lastPrice);
    gauge.indexPrice = field(QLatin1StringView("indexPrice"), field(QLatin1StringView("usdIndexPrice"), gauge.markPrice));
    gauge.fundingRate = field(QLatin1StringView("fundingRate"), Decimal(0));
    gauge.nextFundingTime = fromMs(listing.ticker.value(u"nextFundingTime").toString().toLongLong());
    return gauge;
}

QJsonObject RecordedMarket::tickerRow(const InstrumentId &id)
{
    QJsonObject row = at(id).ticker;
    for (const auto &name : {QStringLiteral("bid1Price"), QStringLiteral("bid1Size"), QStringLiteral("ask1Price"), QStringLiteral("ask1Size")})
        if (!at(id).book.bids.empty() || id.category == Category::Spot)
            row.remove(name); // the book tells
    row.insert(QStringLiteral("symbol"), id.symbol);
    if (row.contains(u"lastPrice"))
        return row;
    const MarketGauge now = gauge(id); // no ticker was recorded: what a client must have, made of the book and the trades
    for (const auto &name : {QStringLiteral("lastPrice"), QStringLiteral("prevPrice24h"), QStringLiteral("highPrice24h"), QStringLiteral("lowPrice24h")})
        row.insert(name, now.lastPrice.toString());
    for (const auto &name : {QStringLiteral("price24hPcnt"), QStringLiteral("volume24h"), QStringLiteral("turnover24h")})
        row.insert(name, QStringLiteral("0"));
    if (id.category == Category::Spot) {
        row.insert(QStringLiteral("usdIndexPrice"), now.indexPrice.toString());
    } else {
        row.insert(QStringLiteral("markPrice"), now.markPrice.toString());
        row.insert(QStringLiteral("indexPrice"), now.indexPrice.toString());
    }
    return row;
}

} // namespace bw
