// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/publichub.h"

#include "core/sandbox/faultinjector.h"
#include "core/sandbox/priceband.h"
#include "core/sandbox/publicframes.h"
#include "core/sandbox/publictopic.h"

#include <algorithm>
#include <array>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr auto kRepeat = 3s; // depth 1 is sent again when nothing changed that long
constexpr auto kCandlePace = 1s;
constexpr auto kLiquidationPace = 500ms;
constexpr auto kPriceLimitPace = 300ms;
constexpr std::array kDepths{1, 50, 200, 500, 1000}; // 500 is history at the exchange, but recordings and old clients ask for it
constexpr qsizetype kMostRows = 1024;                // trades in one message
constexpr int kTheWholeBook = 1000;                  // the depth that REST and one topic share

std::chrono::milliseconds bookPace(int depth)
{
    return depth == 1 ? 10ms : depth == 50 ? 20ms : depth <= 500 ? 100ms : 200ms;
}

/// Of a market that takes its time itself: a timer that comes a little early is not made to wait for the next millisecond.
std::chrono::nanoseconds tolerance(std::chrono::milliseconds pace)
{
    return pace / 10;
}

MarketBook withoutTheBest(const MarketBook &book)
{
    MarketBook wrong = book;
    for (auto *side : {&wrong.bids, &wrong.asks})
        if (!side->empty())
            side->erase(side->begin());
    return wrong;
}

} // namespace

PublicHub::PublicHub(Category category, MarketSource &market, const Clock &clock, Scheduler &scheduler, FaultInjector *faults)
    : m_category(category), m_market(market), m_clock(clock), m_scheduler(scheduler), m_faults(faults)
{
    connect(&market, &MarketSource::bookChanged, this, &PublicHub::onBookChanged);
    connect(&market, &MarketSource::deepBookChanged, this, [this](const InstrumentId &id) {
        for (Topic *topic : topicsOf(id))
            if (topic->isDeep)
                pushBook(*topic);
    });
    connect(&market, &MarketSource::tradePrinted, this, &PublicHub::onTrade);
    connect(&market, &MarketSource::tickerChanged, this, [this](const InstrumentId &id) {
        for (Topic *topic : topicsOf(id))
            topic->isDirty = true;
    });
    connect(&market, &MarketSource::liquidated, this, [this](const InstrumentId &id, const MarketLiquidation &liquidation) {
        for (Topic *topic : topicsOf(id))
            if (topic->what.kind == Name::Kind::Liquidation && topic->rows.size() < kMostRows)
                topic->rows.append(publicframes::liquidationRow(*m_market.instrument(id), liquidation));
    });
    connect(&market, &MarketSource::framePassed, this, [this](const InstrumentId &id, const QByteArray &name, const QByteArray &frame) {
        if (const auto topic = m_topics.find(name); topic != m_topics.end() && id.category == m_category)
            broadcast(*topic->second, frame, FrameKind::Other);
    });
}

PublicHub::~PublicHub() = default;

std::chrono::milliseconds PublicHub::paced(std::chrono::milliseconds usual) const
{
    return std::max(1ms, std::chrono::duration_cast<std::chrono::milliseconds>(usual / m_market.pace()));
}

const std::vector<PublicHub::Topic *> &PublicHub::topicsOf(const InstrumentId &id) const
{
    static const std::vector<Topic *> kNone;
    const auto found = id.category == m_category ? m_bySymbol.constFind(id.symbol) : m_bySymbol.constEnd();
    return found == m_bySymbol.constEnd() ? kNone : *found;
}

std::optional<PublicHub::Name> PublicHub::parse(const QByteArray &topic) const
{
    const auto parts = topic.split('.');
    Name name;
    name.id = {m_category, QString::fromUtf8(parts.last())};
    if (topic.size() > 100 || parts.size() < 2 || !m_market.has(name.id))
        return std::nullopt;
    const QByteArray &first = parts.first();
    const bool isPassed = m_market.keepsUpdateIds();
    if (first == "orderbook" && parts.size() == 3) {
        name.depth = parts[1].toInt();
        const bool isKnown = std::find(kDepths.begin(), kDepths.end(), name.depth) != kDepths.end();
        return isKnown && parts[1] == QByteArray::number(name.depth) ? std::optional(name) : std::nullopt;
    }
    if (first == "kline" && parts.size() == 3) {
        name.kind = isPassed ? Name::Kind::Passed : Name::Kind::Candle;
        name.interval = MarketInterval::parse(QString::fromUtf8(parts[1]));
        return isPassed || name.interval ? std::optional(name) : std::nullopt;
    }
    static const QHash<QByteArray, Name::Kind> kKinds{{"publicTrade", Name::Kind::Trade}, {"tickers", Name::Kind::Ticker},
                                                      {"allLiquidation", Name::Kind::Liquidation}, {"priceLimit", Name::Kind::PriceLimit},
                                                      {"liquidation", Name::Kind::Passed}};
    const auto kind = kKinds.constFind(first);
    if (kind == kKinds.constEnd() || parts.size() != 2)
        return std::nullopt;
    const bool isOurs = *kind == Name::Kind::Trade || *kind == Name::Kind::Ticker || !isPassed;
    name.kind = isOurs ? *kind : Name::Kind::Passed;
    return *kind == Name::Kind::Liquidation && m_category == Category::Spot ? std::nullopt : std::optional(name);
}

bool PublicHub::knows(const QByteArray &topic) const
{
    return parse(topic).has_value();
}

void PublicHub::subscribe(const QByteArray &name, TopicListener *listener)
{
    const auto what = parse(name);
    if (!what)
        return;
    auto &slot = m_topics[name];
    if (!slot) {
        slot = std::make_unique<Topic>(Topic{name, *what});
        slot->isDeep = what->kind == Name::Kind::Book && what->depth == kTheWholeBook && m_market.hasDeepBook();
        slot->startedAt = slot->toldAt = m_clock.now();
        m_bySymbol[what->id.symbol].push_back(slot.get());
        m_market.watch(what->id);
        begin(*slot);
    }
    Topic &topic = *slot;
    topic.listeners.insert(listener);
    if (what->kind == Name::Kind::Book && topic.view->hasBook())
        listener->deliver(name, topic.view->snapshot(m_clock.utcNow()), FrameKind::Snapshot);
    else if (what->kind == Name::Kind::Ticker)
        listener->deliver(name, publicframes::ticker(name, topic.ticker, true, m_market.book(what->id).sequence, m_clock.utcNow()), FrameKind::Snapshot);
}

/// What a topic needs from its first listener on.
void PublicHub::begin(Topic &topic)
{
    const InstrumentId &id = topic.what.id;
    switch (topic.what.kind) {
    case Name::Kind::Book:
        topic.view.emplace(*m_market.instrument(id), topic.what.depth, topic.isDeep || m_market.keepsUpdateIds());
        static_cast<void>(topic.view->update(topic.isDeep ? m_market.deepBook(id) : m_market.book(id)));
        repeatBook(topic);
        break;
    case Name::Kind::Ticker:
        topic.ticker = tickerRow(id);
        topic.timer = m_scheduler.every(paced(m_category == Category::Spot ? 50ms : 100ms), [this, &topic] { pushTicker(topic); });
        break;
    case Name::Kind::Candle:
        topic.timer = m_scheduler.every(paced(kCandlePace), [this, &topic] { pushCandle(topic); });
        break;
    case Name::Kind::Liquidation:
        topic.timer = m_scheduler.every(paced(kLiquidationPace), [this, &topic] { pushRows(topic); });
        break;
    case Name::Kind::PriceLimit:
        topic.timer = m_scheduler.every(paced(kPriceLimitPace), [this, &topic] { pushPriceLimit(topic); });
        break;
    case Name::Kind::Trade:
    case Name::Kind::Passed:
        break;
    }
}

void PublicHub::unsubscribe(const QByteArray &name, TopicListener *listener)
{
    const auto topic = m_topics.find(name);
    if (topic == m_topics.end())
        return;
    topic->second->listeners.remove(listener);
    if (!topic->second->listeners.isEmpty())
        return;
    const InstrumentId id = topic->second->what.id;
    if (m_burst && m_burst->isOf(topic->second.get()))
        m_burst->stop();
    auto &mine = m_bySymbol[id.symbol];
    std::erase(mine, topic->second.get());
    if (mine.empty())
        m_bySymbol.remove(id.symbol);
    m_topics.erase(topic);
    m_market.unwatch(id);
}

void PublicHub::leave(TopicListener *listener)
{
    for (auto topic = m_topics.begin(); topic != m_topics.end();) {
        const QByteArray name = (topic++)->first; // the topic may go
        unsubscribe(name, listener);
    }
}

void PublicHub::broadcast(const Topic &topic, const QByteArray &frame, FrameKind kind)
{
    for (TopicListener *listener : topic.listeners)
        listener->deliver(topic.name, frame, kind);
}

void PublicHub::onBookChanged(const InstrumentId &id)
{
    for (Topic *topic : topicsOf(id)) {
        topic->isDirty = true;
        if (topic->what.kind == Name::Kind::Book && !topic->isDeep)
            pushBook(*topic);
        else if (topic->what.kind == Name::Kind::Trade && !topic->rows.isEmpty())
            pushTrades(*topic);
    }
}

void PublicHub::pushBook(Topic &topic)
{
    if (m_burst && m_burst->isOf(&topic) && m_burst->isUnderWay())
        return;
    const auto wait = m_market.keepsUpdateIds() || topic.isDeep ? 0ms : paced(bookPace(topic.what.depth));
    const auto since = m_clock.now() - topic.pushedAt;
    if (since < wait - tolerance(wait)) {
        if (!topic.timer || !topic.timer->isActive())
            topic.timer = m_scheduler.after(std::chrono::ceil<std::chrono::milliseconds>(wait - since), [this, &topic] { pushBook(topic); });
        return;
    }
    if (m_faults && m_faults->strikes("restart", m_faults->current().restart, topic.name))
        topic.view->restart();
    const MarketBook &book = topic.isDeep ? m_market.deepBook(topic.what.id) : m_market.book(topic.what.id);
    const bool isWrong = m_faults && m_faults->isOn(m_faults->current().wrongBook, topic.name, topic.startedAt);
    if (isWrong)
        m_faults->hit(QStringLiteral("wrong-book"));
    const auto change = isWrong ? topic.view->update(withoutTheBest(book)) : topic.view->update(book);
    if (change == BookView::Change::None)
        return;
    topic.pushedAt = topic.toldAt = m_clock.now();
    if (change == BookView::Change::Snapshot)
        broadcast(topic, topic.view->snapshot(m_clock.utcNow()), FrameKind::Snapshot);
    else
        broadcast(topic, topic.view->delta(m_clock.utcNow()), FrameKind::Delta);
}

void PublicHub::repeatBook(Topic &topic)
{
    if (topic.what.depth != 1)
        return;
    // One timer that looks how long ago the last frame was, not one for each frame.
    const auto since = std::chrono::floor<std::chrono::milliseconds>(m_clock.now() - topic.toldAt);
    topic.repeat = m_scheduler.after(std::max(1ms, kRepeat - since), [this, &topic] {
        if (m_clock.now() - topic.toldAt >= kRepeat && topic.view->hasBook()) {
            topic.toldAt = m_clock.now();
            broadcast(topic, topic.view->snapshot(m_clock.utcNow()), FrameKind::Snapshot);
        }
        repeatBook(topic);
    });
}

void PublicHub::onTrade(const InstrumentId &id, const MarketPrint &print)
{
    const auto found = id.category == m_category ? m_topics.find("publicTrade." + id.symbol.toUtf8()) : m_topics.end();
    if (found == m_topics.end())
        return;
    Topic &topic = *found->second;
    topic.rows.append(publicframes::tradeRow(*m_market.instrument(id), print, topic.lastPrint));
    if (topic.rows.size() >= kMostRows)
        pushTrades(topic);
    else if (!topic.timer || !topic.timer->isActive()) // what belongs to one book change goes out in one message with it, or by itself now
        topic.timer = m_scheduler.after(0ms, [this, &topic] { pushTrades(topic); });
}

void PublicHub::pushTrades(Topic &topic)
{
    pushRows(topic);
}

void PublicHub::pushRows(Topic &topic)
{
    if (topic.rows.isEmpty())
        return;
    const QJsonArray rows = std::exchange(topic.rows, {});
    broadcast(topic, publicframes::rows(topic.name, rows, m_clock.utcNow()), FrameKind::Other);
}

QJsonObject PublicHub::tickerRow(const InstrumentId &id) const
{
    QJsonObject row = m_market.tickerRow(id);
    if (m_category == Category::Spot)
        return row; // the exchange names no bid and ask there
    const auto instrument = m_market.instrument(id);
    const MarketBook &book = m_market.book(id);
    const auto put = [&](const std::vector<Level> &side, const QString &price, const QString &size) {
        if (side.empty() && row.contains(price))
            return; // a recording of tickers alone
        row.insert(price, side.empty() ? QString() : instrument->priceText(side.front().price));
        row.insert(size, side.empty() ? QString() : instrument->qtyText(side.front().qty));
    };
    put(book.bids, QStringLiteral("bid1Price"), QStringLiteral("bid1Size"));
    put(book.asks, QStringLiteral("ask1Price"), QStringLiteral("ask1Size"));
    return row;
}

void PublicHub::pushTicker(Topic &topic)
{
    if (!std::exchange(topic.isDirty, false))
        return;
    const QJsonObject row = tickerRow(topic.what.id);
    if (row == topic.ticker)
        return;
    QJsonObject changed;
    for (auto field = row.begin(); field != row.end(); ++field)
        if (topic.ticker.value(field.key()) != field.value())
            changed.insert(field.key(), field.value());
    changed.insert(QStringLiteral("symbol"), topic.what.id.symbol);
    topic.ticker = row;
    const bool isSnapshot = m_category == Category::Spot;
    const QByteArray frame = publicframes::ticker(topic.name, isSnapshot ? row : changed, isSnapshot, m_market.book(topic.what.id).sequence, m_clock.utcNow());
    broadcast(topic, frame, isSnapshot ? FrameKind::Snapshot : FrameKind::Other);
}

/// The candle as it stands; when a new one has begun, first the old one as it ended.
void PublicHub::pushCandle(Topic &topic)
{
    const UtcTime now = m_clock.utcNow();
    const MarketInterval &interval = *topic.what.interval;
    const auto instrument = m_market.instrument(topic.what.id);
    const UtcTime current = interval.startOf(now);
    const UtcTime from = toMs(topic.candleAt) > 0 ? std::min(topic.candleAt, current) : current;
    for (const MarketCandle &candle : m_market.candles(topic.what.id, interval, std::max(from, interval.back(current, 2)), current))
        broadcast(topic, publicframes::candle(topic.name, *instrument, interval, candle, candle.start < current, now), FrameKind::Other);
    topic.candleAt = current;
}

void PublicHub::pushPriceLimit(Topic &topic)
{
    const auto instrument = m_market.instrument(topic.what.id);
    if (const auto band = sandbox::PriceBand::of(m_market, *instrument))
        broadcast(topic, publicframes::priceLimit(topic.name, *instrument, band->buyMax, band->sellMin, m_clock.utcNow()), FrameKind::Other);
}

Done PublicHub::burst(const BurstOrder &order)
{
    if (order.messages == 0) {
        m_burst.reset(); // and the market moves again
        return {};
    }
    const auto topic = m_topics.find(order.topic);
    if (topic == m_topics.end() || topic->second->what.kind != Name::Kind::Book || topic->second->what.depth == 1 || topic->second->isDeep)
        return fail(inputError(QStringLiteral("nobody is subscribed to %1, or it has no deltas of its own").arg(QString::fromUtf8(order.topic))));
    if (m_burst && m_burst->isUnderWay())
        return fail(inputError(QStringLiteral("another burst is under way")));
    m_burst = std::make_unique<Burst>(*this, *topic->second, order);
    if (!m_burst->begin())
        return fail(inputError(QStringLiteral("this market does not make its own prices")));
    return {};
}

QJsonObject PublicHub::lastBurst() const
{
    return m_burst ? m_burst->toJson() : QJsonObject();
}

} // namespace bw
