// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/paperbridge.h"

#include "core/engine/tickermerge.h"
#include "core/sandbox/sandboxserver.h"

#include <algorithm>

namespace bw {

namespace {
constexpr int kMostOnTheWay = 2000;           // some seconds of a busy market
constexpr std::chrono::seconds kTooLate{1};   // a book that took so long to cross is not the present one
constexpr std::chrono::seconds kClockPace{30};
} // namespace

PaperBridge::PaperBridge(const Sides &sides, const Clock &clock, Scheduler &scheduler)
    : m_sides(sides), m_clock(clock), m_time(sides.rest, clock), m_clockPulse(scheduler.every(kClockPace, [this] { m_time.measure(); }))
{
    MarketDesk &desk = m_sides.engine.marketDesk();
    connect(&m_sides.engine.events(), &EngineEvents::instrumentChanged, this, &PaperBridge::open);
    connect(&m_sides.engine.events(), &EngineEvents::bookPublished, this, &PaperBridge::passBook);
    connect(&desk, &MarketDesk::closed, this, &PaperBridge::lose);
    connect(&desk.follow(), &FollowDesk::bookPublished, this, &PaperBridge::passBook);
    connect(&desk.follow(), &FollowDesk::closed, this, &PaperBridge::lose);
    connect(&m_sides.feed, &MarketFeed::tradesReceived, this, &PaperBridge::passTrades);
    connect(&m_sides.feed, &MarketFeed::tickerUpdated, this, &PaperBridge::passTicker);
    connect(&m_sides.market, &FedMarket::watchedChanged, this, &PaperBridge::follow, Qt::QueuedConnection);
    connect(&m_time, &ServerTime::measured, this, [this](const ClockOffset &offset) {
        QMetaObject::invokeMethod(&m_sides.exchange, [exchange = &m_sides.exchange, by = std::chrono::round<std::chrono::milliseconds>(offset.offset)] {
            exchange->setClockOffset(by);
        });
    });
    m_time.measure();
    // What an account of an earlier run holds was known before this bridge was.
    QMetaObject::invokeMethod(&m_sides.market, [market = &m_sides.market] { Q_EMIT market->watchedChanged(market->watched()); }, Qt::QueuedConnection);
}

bool PaperBridge::isBehind() const { return m_onTheWay->load() >= kMostOnTheWay; }

void PaperBridge::post(std::function<void(FedMarket &)> deed)
{
    ++*m_onTheWay;
    QMetaObject::invokeMethod(&m_sides.market, [market = &m_sides.market, deed = std::move(deed), count = m_onTheWay] {
        --*count;
        deed(*market);
    }, Qt::QueuedConnection);
}

InstrumentPtr PaperBridge::needed(const InstrumentId &id) const
{
    if (m_open && m_open->id() == id)
        return m_open;
    const auto found = std::find_if(m_watched.begin(), m_watched.end(), [&id](const InstrumentPtr &one) { return one->id() == id; });
    return found == m_watched.end() ? nullptr : *found;
}

void PaperBridge::open(const InstrumentPtr &instrument)
{
    m_open = instrument;
    post([instrument](FedMarket &market) { market.addInstrument(instrument); });
    if (m_tickers.contains(instrument->id()))
        passTicker(instrument->id(), {});
}

void PaperBridge::follow(const QVector<InstrumentPtr> &watched)
{
    m_watched = watched;
    m_sides.engine.marketDesk().follow().set(watched);
    for (const InstrumentPtr &instrument : watched)
        if (m_tickers.contains(instrument->id()))
            passTicker(instrument->id(), {});
}

void PaperBridge::passBook(const std::shared_ptr<const BookSnapshot> &book)
{
    if (!needed(book->instrument->id()) || isBehind())
        return;
    post([book, sentAt = std::chrono::steady_clock::now()](FedMarket &market) {
        if (std::chrono::steady_clock::now() - sentAt > kTooLate)
            market.loseBook(book->instrument->id());
        else
            market.setBook(book);
    });
}

void PaperBridge::passTrades(const InstrumentId &id, std::span<const TradePrint> trades)
{
    const InstrumentPtr instrument = needed(id);
    if (!instrument || isBehind())
        return;
    QVector<MarketPrint> prints;
    prints.reserve(static_cast<qsizetype>(trades.size()));
    for (const TradePrint &trade : trades)
        prints.append({trade.price, trade.qty, trade.taker, trade.at, trade.id, trade.sequence});
    post([instrument, prints](FedMarket &market) { market.addTrades(instrument, prints); });
}

void PaperBridge::passTicker(const InstrumentId &id, const TickerUpdate &update)
{
    TickerView &known = m_tickers[id];
    known.id = id;
    merge(known, update, m_clock.now());
    if (!needed(id) || isBehind())
        return;
    const auto orUnknown = [](const std::optional<Decimal> &value) { return value.value_or(Decimal::invalid()); };
    const MarketGauge gauge{orUnknown(known.last), orUnknown(known.mark), orUnknown(known.index), orUnknown(known.fundingRate), known.nextFunding.value_or(UtcTime())};
    post([id, gauge](FedMarket &market) { market.setGauge(id, gauge); });
}

void PaperBridge::lose(const InstrumentId &id)
{
    post([id](FedMarket &market) { market.loseBook(id); });
}

} // namespace bw
