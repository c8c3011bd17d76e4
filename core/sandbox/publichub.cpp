// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/publichub.h"

#include "core/sandbox/bookview.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr auto kRepeat = 3s; // depth 1 is sent again when nothing changed that long
constexpr std::array kDepths{1, 50, 200, 500, 1000}; // 500 is history at the exchange, but recordings and old clients ask for it
constexpr std::size_t kMostTrades = 1024;            // in one message

std::chrono::milliseconds pace(int depth)
{
    return depth <= 50 ? 0ms : depth <= 500 ? 100ms : 200ms; // the top is as fast as the market itself
}

} // namespace

struct PublicHub::Topic {
    QByteArray name;
    Name what;
    QSet<TopicListener *> listeners;
    std::optional<BookView> view;
    std::vector<MarketPrint> prints; ///< not sent yet
    std::optional<PriceTicks> lastPrint;
    QJsonObject ticker;              ///< as told
    MonoTime pushedAt{};
    Scheduler::Handle timer;
};

PublicHub::PublicHub(Category category, MarketSource &market, const Clock &clock, Scheduler &scheduler, QObject *parent)
    : QObject(parent), m_category(category), m_market(market), m_clock(clock), m_scheduler(scheduler)
{
    connect(&market, &MarketSource::bookChanged, this, &PublicHub::onBookChanged);
    connect(&market, &MarketSource::tradePrinted, this, &PublicHub::onTrade);
    connect(&market, &MarketSource::framePassed, this, [this](const InstrumentId &id, const QByteArray &name, const QByteArray &frame) {
        if (const auto topic = m_topics.find(name); topic != m_topics.end() && id.category == m_category)
            broadcast(*topic->second, frame, FrameKind::Other);
    });
}

PublicHub::~PublicHub() = default;

std::optional<PublicHub::Name> PublicHub::parse(const QByteArray &topic) const
{
    const auto parts = topic.split('.');
    Name name;
    name.id = {m_category, QString::fromUtf8(parts.last())};
    if (topic.size() > 100 || parts.size() < 2 || !m_market.has(name.id))
        return std::nullopt;
    const QByteArray &first = parts.first();
    if (first == "orderbook" && parts.size() == 3) {
        name.depth = parts[1].toInt();
        const bool isKnown = std::find(kDepths.begin(), kDepths.end(), name.depth) != kDepths.end();
        return isKnown && parts[1] == QByteArray::number(name.depth) ? std::optional(name) : std::nullopt;
    }
    name.kind = first == "publicTrade" ? Name::Kind::Trade : first == "tickers" ? Name::Kind::Ticker : Name::Kind::Passed;
    if (name.kind != Name::Kind::Passed)
        return parts.size() == 2 ? std::optional(name) : std::nullopt;
    const bool isKnown = (parts.size() == 2 && (first == "allLiquidation" || first == "priceLimit" || first == "liquidation"))
        || (parts.size() == 3 && first == "kline");
    return isKnown ? std::optional(name) : std::nullopt;
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
    const bool isNew = !slot;
    if (isNew) {
        slot = std::make_unique<Topic>();
        slot->name = name;
        slot->what = *what;
        m_market.watch(what->id);
    }
    Topic &topic = *slot;
    if (what->kind == Name::Kind::Book) {
        if (isNew) {
            topic.view.emplace(*m_market.instrument(what->id), what->depth, m_market.keepsUpdateIds());
            static_cast<void>(topic.view->update(m_market.book(what->id)));
            repeatBook(topic);
        }
        topic.listeners.insert(listener);
        if (topic.view->hasBook())
            listener->deliver(topic.view->snapshot(m_clock.utcNow()), FrameKind::Snapshot);
    } else if (what->kind == Name::Kind::Ticker) {
        if (isNew) {
            topic.ticker = tickerRow(what->id);
            topic.timer = m_scheduler.every(m_category == Category::Spot ? 50ms : 100ms, [this, &topic] { pushTicker(topic); });
        }
        topic.listeners.insert(listener);
        listener->deliver(tickerFrame(topic, topic.ticker, true), FrameKind::Snapshot);
    } else {
        topic.listeners.insert(listener);
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
    m_market.unwatch(topic->second->what.id);
    m_topics.erase(topic);
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
        listener->deliver(frame, kind);
}

void PublicHub::onBookChanged(const InstrumentId &id)
{
    for (const auto &[name, topic] : m_topics) {
        if (topic->what.id == id && topic->what.kind == Name::Kind::Book)
            pushBook(*topic);
        else if (topic->what.id == id && !topic->prints.empty())
            pushTrades(*topic);
    }
}

void PublicHub::pushBook(Topic &topic)
{
    const auto wait = m_market.keepsUpdateIds() ? 0ms : pace(topic.what.depth);
    const auto since = m_clock.now() - topic.pushedAt;
    if (since < wait) {
        if (topic.timer && topic.timer->isActive())
            return;
        topic.timer = m_scheduler.after(std::chrono::ceil<std::chrono::milliseconds>(wait - since), [this, &topic] { pushBook(topic); });
        return;
    }
    const auto change = topic.view->update(m_market.book(topic.what.id));
    if (change == BookView::Change::None)
        return;
    topic.pushedAt = m_clock.now();
    if (change == BookView::Change::Snapshot)
        broadcast(topic, topic.view->snapshot(m_clock.utcNow()), FrameKind::Snapshot);
    else
        broadcast(topic, topic.view->delta(m_clock.utcNow()), FrameKind::Delta);
    if (topic.what.depth == 1)
        repeatBook(topic);
}

void PublicHub::repeatBook(Topic &topic)
{
    if (topic.what.depth != 1)
        return;
    topic.timer = m_scheduler.every(kRepeat, [this, &topic] {
        if (topic.view->hasBook())
            broadcast(topic, topic.view->snapshot(m_clock.utcNow()), FrameKind::Snapshot);
    });
}

void PublicHub::onTrade(const InstrumentId &id, const MarketPrint &print)
{
    const auto found = m_topics.find("publicTrade." + id.symbol.toUtf8());
    if (found == m_topics.end() || id.category != m_category)
        return;
    Topic &topic = *found->second;
    topic.prints.push_back(print);
    if (topic.prints.size() >= kMostTrades)
        pushTrades(topic);
    else if (!topic.timer || !topic.timer->isActive()) // what belongs to one book change goes out in one message with it, or by itself now
        topic.timer = m_scheduler.after(0ms, [this, &topic] { pushTrades(topic); });
}

void PublicHub::pushTrades(Topic &topic)
{
    if (topic.prints.empty())
        return;
    const auto instrument = m_market.instrument(topic.what.id);
    QJsonArray rows;
    for (const MarketPrint &print : topic.prints) {
        QJsonObject row{{QStringLiteral("T"), qint64{toMs(print.at)}},
                        {QStringLiteral("s"), topic.what.id.symbol},
                        {QStringLiteral("S"), print.taker == Side::Buy ? QStringLiteral("Buy") : QStringLiteral("Sell")},
                        {QStringLiteral("v"), instrument->qtyText(print.qty)},
                        {QStringLiteral("p"), instrument->priceText(print.price)},
                        {QStringLiteral("i"), print.id},
                        {QStringLiteral("BT"), false},
                        {QStringLiteral("RPI"), false},
                        {QStringLiteral("seq"), static_cast<qint64>(print.sequence)}};
        if (m_category != Category::Spot) {
            const PriceTicks last = topic.lastPrint.value_or(print.price);
            row.insert(QStringLiteral("L"), print.price > last ? QStringLiteral("PlusTick")
                                            : print.price < last ? QStringLiteral("MinusTick") : QStringLiteral("ZeroPlusTick"));
        }
        topic.lastPrint = print.price;
        rows.append(row);
    }
    topic.prints.clear();
    const QJsonObject frame{{QStringLiteral("topic"), QString::fromUtf8(topic.name)},
                            {QStringLiteral("type"), QStringLiteral("snapshot")},
                            {QStringLiteral("ts"), qint64{toMs(m_clock.utcNow())}},
                            {QStringLiteral("data"), rows}};
    broadcast(topic, QJsonDocument(frame).toJson(QJsonDocument::Compact), FrameKind::Other);
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

QByteArray PublicHub::tickerFrame(const Topic &topic, const QJsonObject &data, bool isSnapshot) const
{
    const QJsonObject frame{{QStringLiteral("topic"), QString::fromUtf8(topic.name)},
                            {QStringLiteral("type"), isSnapshot ? QStringLiteral("snapshot") : QStringLiteral("delta")},
                            {QStringLiteral("data"), data},
                            {QStringLiteral("cs"), static_cast<qint64>(m_market.book(topic.what.id).sequence)},
                            {QStringLiteral("ts"), qint64{toMs(m_clock.utcNow())}}};
    return QJsonDocument(frame).toJson(QJsonDocument::Compact);
}

void PublicHub::pushTicker(Topic &topic)
{
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
    broadcast(topic, tickerFrame(topic, isSnapshot ? row : changed, isSnapshot), isSnapshot ? FrameKind::Snapshot : FrameKind::Other);
}

} // namespace bw
