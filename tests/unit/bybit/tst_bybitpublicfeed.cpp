// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitpublicfeed.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/fakewstransport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

namespace {

InstrumentPtr make(const QString &symbol, Category category = Category::Linear)
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::fromScaled(1, 1);
    filters.lotSize = Decimal::fromScaled(1, 3);
    return Instrument::create({category, symbol}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"), InstrumentStatus::Trading).value();
}

struct Request {
    QString op;
    QStringList args;
};

/// What was asked of the venue, pings left out.
QVector<Request> requestsOf(const FakeWsTransport &transport)
{
    QVector<Request> requests;
    for (const QByteArray &text : transport.sent) {
        const QJsonObject object = QJsonDocument::fromJson(text).object();
        Request request{object.value(QLatin1String("op")).toString(), {}};
        for (const QJsonValue &arg : object.value(QLatin1String("args")).toArray())
            request.args.append(arg.toString());
        if (request.op != u"ping")
            requests.append(request);
    }
    return requests;
}

} // namespace

class TestBybitPublicFeed : public QObject {
    Q_OBJECT

    FakeClock m_clock;
    FakeScheduler m_scheduler{m_clock};
    RateLimiter m_connects{m_clock, 1.0, 200.0};
    FakeWsServer m_server;
    std::unique_ptr<BybitPublicFeed> m_feed;

private Q_SLOTS:
    /// What the terminal wants of its open instrument.
    void subscribe(const InstrumentPtr &instrument)
    {
        for (const auto &topic : {MarketTopic::book(50), MarketTopic::trades(), MarketTopic::ticker()})
            m_feed->subscribe(instrument, topic);
    }
    void init()
    {
        m_server.connections.clear();
        const auto endpoints = BybitEndpoints::custom(QStringLiteral("http://127.0.0.1:1"), QStringLiteral("ws://127.0.0.1:2"));
        m_feed = std::make_unique<BybitPublicFeed>(*endpoints, BybitPublicFeed::Parts{m_server.factory(), m_clock, m_scheduler, m_connects, [] { return 0.0; }});
    }
    void aSocketACategoryOnItsOwnPath();
    void threeTopicsAnInstrumentAreAskedForAndPingsAreText();
    void framesBecomeSignalsOfTheirInstrument();
    void aResyncAsksForThatBookAlone();
    void aMalformedBookIsToldOfThatBookAlone();
    void aFrameThatTellsNothingCastsDoubtOnEveryBook();
    void aLostConnectionLosesTheBooksAndSubscribesAgain();
    void endpointsOfTheWorldsAndTheirOverrides();
};

void TestBybitPublicFeed::aSocketACategoryOnItsOwnPath()
{
    m_feed->start();
    subscribe(make(QStringLiteral("BTCUSDT")));
    subscribe(make(QStringLiteral("ETHUSDT")));
    subscribe(make(QStringLiteral("BTCUSDT"), Category::Spot));
    QCOMPARE(m_server.count(), 2);
    QCOMPARE(m_server.connections.at(0)->url, QUrl(QStringLiteral("ws://127.0.0.1:2/v5/public/linear")));
    QCOMPARE(m_server.connections.at(1)->url, QUrl(QStringLiteral("ws://127.0.0.1:2/v5/public/spot")));
}

void TestBybitPublicFeed::threeTopicsAnInstrumentAreAskedForAndPingsAreText()
{
    m_feed->start();
    subscribe(make(QStringLiteral("BTCUSDT")));
    subscribe(make(QStringLiteral("BTCUSDT")));
    m_server.last()->accept();
    const auto requests = requestsOf(*m_server.last());
    QCOMPARE(requests.size(), 1);
    QCOMPARE(requests.first().op, QStringLiteral("subscribe"));
    QCOMPARE(requests.first().args, (QStringList{QStringLiteral("orderbook.50.BTCUSDT"), QStringLiteral("publicTrade.BTCUSDT"), QStringLiteral("tickers.BTCUSDT")}));
    QVERIFY(m_server.last()->sent.contains(QByteArray(R"({"op":"ping"})")));
}

void TestBybitPublicFeed::framesBecomeSignalsOfTheirInstrument()
{
    int books = 0, trades = 0, tickers = 0;
    connect(m_feed.get(), &MarketFeed::bookUpdated, this, [&](const InstrumentId &id, const BookUpdate &update) {
        QCOMPARE(id.symbol, QStringLiteral("BTCUSDT"));
        QCOMPARE(update.bids.front().price, PriceTicks(1001));
        ++books;
    });
    connect(m_feed.get(), &MarketFeed::tradesReceived, this, [&](const InstrumentId &, std::span<const TradePrint> prints) { trades += int(prints.size()); });
    connect(m_feed.get(), &MarketFeed::tickerUpdated, this, [&](const InstrumentId &, const TickerUpdate &update) { tickers += update.isSnapshot ? 1 : 0; });
    m_feed->start();
    subscribe(make(QStringLiteral("BTCUSDT")));
    FakeWsTransport *transport = m_server.last();
    transport->accept();
    transport->push(R"({"topic":"orderbook.50.BTCUSDT","type":"snapshot","ts":1,"data":{"s":"BTCUSDT","b":[["100.1","1"]],"a":[],"u":1,"seq":1},"cts":1})");
    transport->push(R"({"topic":"publicTrade.BTCUSDT","type":"snapshot","ts":1,"data":[{"T":1,"s":"BTCUSDT","S":"Buy","v":"1","p":"100.1","i":"a"},{"T":1,"s":"BTCUSDT","S":"Sell","v":"1","p":"100.1","i":"b"}]})");
    transport->push(R"({"topic":"tickers.BTCUSDT","type":"snapshot","ts":1,"data":{"symbol":"BTCUSDT","lastPrice":"100.1"}})");
    transport->push(R"({"success":true,"ret_msg":"pong","op":"ping"})");
    QCOMPARE(books, 1);
    QCOMPARE(trades, 2);
    QCOMPARE(tickers, 1);
}

void TestBybitPublicFeed::aResyncAsksForThatBookAlone()
{
    const InstrumentPtr instrument = make(QStringLiteral("BTCUSDT"));
    m_feed->start();
    subscribe(instrument);
    m_server.last()->accept();
    m_server.last()->sent.clear();
    m_feed->resync(instrument->id(), MarketTopic::book(50));
    const auto requests = requestsOf(*m_server.last());
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests.at(0).op, QStringLiteral("unsubscribe"));
    QCOMPARE(requests.at(1).op, QStringLiteral("subscribe"));
    QCOMPARE(requests.at(0).args, QStringList{QStringLiteral("orderbook.50.BTCUSDT")});
    QCOMPARE(requests.at(1).args, QStringList{QStringLiteral("orderbook.50.BTCUSDT")});
    m_feed->resync({Category::Linear, QStringLiteral("NOBODY")}, MarketTopic::book(50));
    m_feed->resync({Category::Inverse, QStringLiteral("BTCUSD")}, MarketTopic::book(50));
    QCOMPARE(requestsOf(*m_server.last()).size(), 2);
}

void TestBybitPublicFeed::aMalformedBookIsToldOfThatBookAlone()
{
    QStringList symbols;
    connect(m_feed.get(), &MarketFeed::malformed, this, [&](const InstrumentId &id, const MarketTopic &, const QString &) { symbols.append(id.symbol); });
    m_feed->start();
    subscribe(make(QStringLiteral("BTCUSDT")));
    subscribe(make(QStringLiteral("ETHUSDT")));
    m_server.last()->accept();
    m_server.last()->push(R"({"topic":"orderbook.50.ETHUSDT","type":"delta","ts":1,"data":{"s":"ETHUSDT","b":[["x","1"]],"a":[],"u":1,"seq":1}})");
    QCOMPARE(symbols, QStringList{QStringLiteral("ETHUSDT")});
    m_server.last()->push(R"({"topic":"publicTrade.ETHUSDT","type":"snapshot","ts":1,"data":[{}]})");
    QCOMPARE(symbols.size(), 1);
}

void TestBybitPublicFeed::aFrameThatTellsNothingCastsDoubtOnEveryBook()
{
    QStringList symbols;
    connect(m_feed.get(), &MarketFeed::malformed, this, [&](const InstrumentId &id, const MarketTopic &, const QString &) { symbols.append(id.symbol); });
    m_feed->start();
    subscribe(make(QStringLiteral("BTCUSDT")));
    subscribe(make(QStringLiteral("ETHUSDT")));
    m_server.last()->accept();
    m_server.last()->push("<html>blocked</html>");
    symbols.sort();
    QCOMPARE(symbols, (QStringList{QStringLiteral("BTCUSDT"), QStringLiteral("ETHUSDT")}));
}

void TestBybitPublicFeed::aLostConnectionLosesTheBooksAndSubscribesAgain()
{
    QSignalSpy lost(m_feed.get(), &MarketFeed::lost);
    m_feed->start();
    subscribe(make(QStringLiteral("BTCUSDT")));
    m_server.last()->accept();
    m_server.last()->drop();
    QCOMPARE(lost.size(), 1);
    m_scheduler.advance(3s); // the first wait is 1 s
    QVERIFY(m_server.count() >= 2);
    m_server.last()->accept();
    QCOMPARE(requestsOf(*m_server.last()).first().args.size(), 3);
    m_feed->stop();
    QCOMPARE(lost.size(), 1);
}

void TestBybitPublicFeed::endpointsOfTheWorldsAndTheirOverrides()
{
    QProcessEnvironment environment;
    const auto demo = BybitEndpoints::forWorld(BybitWorld::Demo, environment);
    QVERIFY(demo);
    QCOMPARE(demo->rest, QUrl(QStringLiteral("https://api-demo.bybit.com")));
    QCOMPARE(demo->publicUrl(Category::Inverse), QUrl(QStringLiteral("wss://stream.bybit.com/v5/public/inverse"))); // demo has none of its own
    QCOMPARE(demo->privateUrl(), QUrl(QStringLiteral("wss://stream-demo.bybit.com/v5/private")));
    QCOMPARE(BybitEndpoints::forWorld(BybitWorld::Testnet, environment)->rest.host(), QStringLiteral("api-testnet.bybit.com"));

    environment.insert(QStringLiteral("BYBIT_MAINNET_BASE_URL"), QStringLiteral("http://127.0.0.1:8080/x/"));
    QCOMPARE(BybitEndpoints::forWorld(BybitWorld::Mainnet, environment)->rest, QUrl(QStringLiteral("http://127.0.0.1:8080/x")));
    environment.insert(QStringLiteral("BYBIT_MAINNET_BASE_URL"), QStringLiteral("http://api.bybit.com"));
    const auto refused = BybitEndpoints::forWorld(BybitWorld::Mainnet, environment);
    QVERIFY(!refused);
    QVERIFY(refused.error().detail.startsWith(QLatin1String("BYBIT_MAINNET_BASE_URL")));
}

QTEST_GUILESS_MAIN(TestBybitPublicFeed)
#include "tst_bybitpublicfeed.moc"
