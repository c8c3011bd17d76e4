// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitpublicfeed.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/fakewstransport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>
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

/// The venue's answer to one of our requests; its category's shape is linear's.
QByteArray answerTo(const QByteArray &request, const char *success, const char *message)
{
    const QString id = QJsonDocument::fromJson(request).object().value(QLatin1String("req_id")).toString();
    return QByteArray(R"({"success":)") + success + R"(,"ret_msg":")" + message + R"(","conn_id":"c","req_id":")" + id.toLatin1() + R"(","op":"subscribe"})";
}
QByteArray ackOf(const QByteArray &request) { return answerTo(request, "true", ""); }
QByteArray refusalOf(const QByteArray &request) { return answerTo(request, "false", "error:handler not found"); }

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
    void malformedNamesTheTopicOfTheFrame();
    void everyTopicBecomesItsSignal();
    void lateFramesOfALeftDepthAreDropped();
    void aFrameThatTellsNothingCastsDoubtOnEveryBook();
    void aRefusedTopicIsToldAndNotAskedForAgain();
    void oneBadTopicOfTenIsFoundAndTheOthersGoOn();
    void refusalsOfWhatNobodyAskedForAreHarmless();
    void manyTopicsTakeFurtherSocketsOfTheirCategory();
    void theLossOfOneSocketLosesExactlyItsBooks();
    void theStatusIsThatOfTheWorstSocket();
    void aSocketWithoutTopicsIsLeft();
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
    m_server.last()->push(R"({"topic":"orderbook.200.ETHUSDT","type":"delta","ts":1,"data":{}})"); // of a depth that nobody wants
    QCOMPARE(symbols.size(), 1);
}

void TestBybitPublicFeed::malformedNamesTheTopicOfTheFrame()
{
    QVector<MarketTopic> topics;
    connect(m_feed.get(), &MarketFeed::malformed, this, [&](const InstrumentId &, const MarketTopic &topic, const QString &) { topics.append(topic); });
    const InstrumentPtr instrument = make(QStringLiteral("ETHUSDT"));
    m_feed->start();
    const QVector<MarketTopic> all{MarketTopic::book(1), MarketTopic::book(200), MarketTopic::trades(), MarketTopic::ticker(),
                                   MarketTopic::candles(CandleInterval::H4), MarketTopic::liquidations()};
    for (const auto &topic : all)
        m_feed->subscribe(instrument, topic);
    m_server.last()->accept();
    for (const char *name : {"orderbook.1", "orderbook.200", "publicTrade", "tickers", "kline.240", "allLiquidation"})
        m_server.last()->push(R"({"topic":")" + QByteArray(name) + R"(.ETHUSDT","type":"snapshot","ts":1,"data":[1]})");
    QVERIFY(topics == all);
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

void TestBybitPublicFeed::everyTopicBecomesItsSignal()
{
    QVector<int> depths;
    int candles = 0;
    QVector<Side> liquidated;
    connect(m_feed.get(), &MarketFeed::bookUpdated, this, [&](const InstrumentId &, const BookUpdate &update) { depths.append(update.depth); });
    connect(m_feed.get(), &MarketFeed::candlesUpdated, this, [&](const InstrumentId &, CandleInterval interval, std::span<const Candle> news) {
        QCOMPARE(interval, CandleInterval::M1);
        candles += int(news.size());
    });
    connect(m_feed.get(), &MarketFeed::liquidationsReceived, this, [&](const InstrumentId &, std::span<const LiquidationPrint> prints) {
        for (const auto &print : prints)
            liquidated.append(print.position);
    });
    const InstrumentPtr instrument = make(QStringLiteral("BTCUSDT"));
    m_feed->start();
    for (const auto &topic : {MarketTopic::book(1), MarketTopic::book(1000), MarketTopic::candles(CandleInterval::M1), MarketTopic::liquidations()})
        m_feed->subscribe(instrument, topic);
    m_server.last()->accept();
    QCOMPARE(requestsOf(*m_server.last()).first().args, (QStringList{QStringLiteral("orderbook.1.BTCUSDT"), QStringLiteral("orderbook.1000.BTCUSDT"),
                                                                     QStringLiteral("kline.1.BTCUSDT"), QStringLiteral("allLiquidation.BTCUSDT")}));
    for (const char *depth : {"1", "1000"})
        m_server.last()->push(R"({"topic":"orderbook.)" + QByteArray(depth) + R"(.BTCUSDT","type":"snapshot","ts":1,"data":{"s":"BTCUSDT","b":[],"a":[],"u":1,"seq":1},"cts":1})");
    m_server.last()->push(R"({"topic":"kline.1.BTCUSDT","type":"snapshot","ts":1,"data":[{"start":60000,"end":119999,"interval":"1","open":"1","close":"1","high":"1","low":"1","volume":"0","turnover":"0","confirm":true,"timestamp":1}]})");
    m_server.last()->push(R"({"topic":"kline.1.BTCUSDT","type":"snapshot","ts":1,"data":[]})");
    m_server.last()->push(R"({"topic":"allLiquidation.BTCUSDT","type":"snapshot","ts":1,"data":[{"T":1,"s":"BTCUSDT","S":"Sell","v":"1","p":"1"}]})");
    QCOMPARE(depths, (QVector<int>{1, 1000}));
    QCOMPARE(candles, 1);
    QCOMPARE(liquidated, QVector<Side>{Side::Sell});
}

void TestBybitPublicFeed::lateFramesOfALeftDepthAreDropped()
{
    int books = 0;
    connect(m_feed.get(), &MarketFeed::bookUpdated, this, [&] { ++books; });
    const InstrumentPtr instrument = make(QStringLiteral("BTCUSDT"));
    m_feed->start();
    m_feed->subscribe(instrument, MarketTopic::book(50));
    m_feed->subscribe(instrument, MarketTopic::ticker());
    m_server.last()->accept();
    const QByteArray frame = R"({"topic":"orderbook.50.BTCUSDT","type":"snapshot","ts":1,"data":{"s":"BTCUSDT","b":[],"a":[],"u":1,"seq":1},"cts":1})";
    m_server.last()->push(frame);
    m_feed->unsubscribe(instrument->id(), MarketTopic::book(50));
    m_server.last()->push(frame);
    QCOMPARE(books, 1);
}

void TestBybitPublicFeed::aRefusedTopicIsToldAndNotAskedForAgain()
{
    QVector<std::pair<QString, MarketTopic>> refused;
    QString said;
    connect(m_feed.get(), &MarketFeed::refused, this, [&](const InstrumentId &id, const MarketTopic &topic, const Error &error) {
        refused.append({id.symbol, topic});
        said = error.detail;
        QCOMPARE(error.certainty, Certainty::Refused);
    });
    m_feed->start();
    m_feed->subscribe(make(QStringLiteral("BTCUSDT")), MarketTopic::book(50));
    m_server.last()->accept();
    m_feed->subscribe(make(QStringLiteral("NOSUCH")), MarketTopic::book(50));
    m_server.last()->push(refusalOf(m_server.last()->sent.last()));
    QCOMPARE(refused.size(), 1);
    QCOMPARE(refused.first().first, QStringLiteral("NOSUCH"));
    QVERIFY(refused.first().second == MarketTopic::book(50));
    QCOMPARE(said, QStringLiteral("error:handler not found"));
    m_server.last()->drop();
    m_scheduler.advance(3s);
    m_server.last()->accept();
    QCOMPARE(requestsOf(*m_server.last()).size(), 1);
    QCOMPARE(requestsOf(*m_server.last()).first().args, QStringList{QStringLiteral("orderbook.50.BTCUSDT")});
    m_feed->subscribe(make(QStringLiteral("NOSUCH")), MarketTopic::book(50)); // asked for again, it is asked for again
    QCOMPARE(requestsOf(*m_server.last()).last().args, QStringList{QStringLiteral("orderbook.50.NOSUCH")});
}

void TestBybitPublicFeed::oneBadTopicOfTenIsFoundAndTheOthersGoOn()
{
    QStringList refused;
    connect(m_feed.get(), &MarketFeed::refused, this, [&](const InstrumentId &id, const MarketTopic &, const Error &) { refused.append(id.symbol); });
    m_feed->start();
    QStringList symbols;
    for (int i = 0; i < 12; ++i) {
        symbols.append(QStringLiteral("S%1USDT").arg(i));
        m_feed->subscribe(make(symbols.last()), MarketTopic::book(50));
    }
    FakeWsTransport *transport = m_server.last();
    transport->accept();
    const QList<QByteArray> asked = transport->sent;
    transport->sent.clear();
    QCOMPARE(asked.size(), 3); // ping, ten, two
    transport->push(ackOf(asked.at(2)));
    transport->push(refusalOf(asked.at(1)));
    const auto again = requestsOf(*transport);
    QCOMPARE(again.size(), 11);
    QCOMPARE(again.first().op, QStringLiteral("unsubscribe"));
    QCOMPARE(again.first().args.size(), 10);
    for (int i = 0; i < 10; ++i)
        QCOMPARE(again.at(i + 1).args, QStringList{QStringLiteral("orderbook.50.") + symbols.at(i)});
    const QList<QByteArray> alone = transport->sent.mid(1);
    transport->sent.clear();
    for (int i = 9; i >= 0; --i) // answers keep no order
        transport->push(i == 4 ? refusalOf(alone.at(i)) : ackOf(alone.at(i)));
    QCOMPARE(refused, QStringList{symbols.at(4)});
    QVERIFY(transport->sent.isEmpty()); // once alone, and that is all
    transport->drop();
    m_scheduler.advance(3s);
    m_server.last()->accept();
    QStringList args;
    for (const auto &request : requestsOf(*m_server.last()))
        args += request.args;
    QCOMPARE(args.size(), 11);
    QVERIFY(!args.contains(QStringLiteral("orderbook.50.") + symbols.at(4)));
}

void TestBybitPublicFeed::refusalsOfWhatNobodyAskedForAreHarmless()
{
    QSignalSpy refused(m_feed.get(), &MarketFeed::refused);
    m_feed->start();
    const InstrumentPtr instrument = make(QStringLiteral("BTCUSDT"));
    subscribe(instrument);
    FakeWsTransport *transport = m_server.last();
    transport->accept();
    const QByteArray asked = transport->sent.last();
    for (const char *id : {"", "s", "s999", "u1", "x", "s-1", "s99999999999999999999999"})
        transport->push(R"({"success":false,"ret_msg":"no","conn_id":"c","req_id":")" + QByteArray(id) + R"(","op":"subscribe"})");
    transport->push(ackOf(asked));
    transport->push(refusalOf(asked)); // the same request was answered already
    QVERIFY(refused.isEmpty());
    m_feed->resync(instrument->id(), MarketTopic::book(50));
    const QByteArray late = transport->sent.last();
    m_feed->unsubscribe(instrument->id(), MarketTopic::book(50));
    transport->push(refusalOf(late)); // nobody wants it any more
    QVERIFY(refused.isEmpty());
}

void TestBybitPublicFeed::manyTopicsTakeFurtherSocketsOfTheirCategory()
{
    m_feed->start();
    const auto topics = {MarketTopic::book(50), MarketTopic::book(1), MarketTopic::trades(), MarketTopic::ticker(), MarketTopic::liquidations()};
    QVector<InstrumentPtr> instruments;
    for (int i = 0; i < 200; ++i)
        instruments.append(make(QStringLiteral("COIN%1USDT").arg(i, 4, 10, QLatin1Char('0'))));
    for (const auto &instrument : instruments)
        for (const auto &topic : topics)
            m_feed->subscribe(instrument, topic);
    QVERIFY(m_server.count() >= 2 && m_server.count() <= 3);
    QSet<QString> all;
    for (const auto &transport : m_server.connections) {
        QCOMPARE(transport->url, QUrl(QStringLiteral("ws://127.0.0.1:2/v5/public/linear")));
        transport->accept();
        qsizetype characters = 0;
        for (const auto &request : requestsOf(*transport)) {
            QVERIFY(request.args.size() <= 10);
            for (const QString &arg : request.args) {
                QVERIFY(!all.contains(arg));
                all.insert(arg);
                characters += arg.size() + 3;
            }
        }
        QVERIFY(characters <= 21'000);
    }
    QCOMPARE(all.size(), 1000);
    // What is left makes room, and a topic goes where its instrument is.
    m_feed->unsubscribe(instruments.first()->id(), MarketTopic::ticker());
    m_feed->subscribe(instruments.first(), MarketTopic::ticker());
    QCOMPARE(requestsOf(*m_server.connections.first()).last().args, QStringList{QStringLiteral("tickers.COIN0000USDT")});
    // And a full one still has room for more of what it carries, so that nothing of an instrument is lost without its book.
    const auto more = {MarketTopic::book(200), MarketTopic::book(1000), MarketTopic::candles(CandleInterval::M15)};
    for (const auto &topic : more)
        m_feed->subscribe(instruments.first(), topic);
    QCOMPARE(requestsOf(*m_server.connections.first()).last().args, QStringList{QStringLiteral("kline.15.COIN0000USDT")});
}

void TestBybitPublicFeed::theLossOfOneSocketLosesExactlyItsBooks()
{
    QSet<QString> gone;
    int losses = 0;
    connect(m_feed.get(), &MarketFeed::bookLost, this, [&](const InstrumentId &id, const MarketTopic &topic) {
        QVERIFY(topic == MarketTopic::book(50));
        gone.insert(id.symbol);
    });
    connect(m_feed.get(), &MarketFeed::lost, this, [&] { ++losses; });
    m_feed->start();
    for (int i = 0; i < 1500; ++i)
        m_feed->subscribe(make(QStringLiteral("C%1").arg(i)), MarketTopic::book(50));
    QCOMPARE(m_server.count(), 2);
    for (const auto &transport : m_server.connections)
        transport->accept();
    QSet<QString> onTheSecond;
    for (const auto &request : requestsOf(*m_server.connections.at(1)))
        for (const QString &arg : request.args)
            onTheSecond.insert(arg.section(u'.', -1));
    QVERIFY(!onTheSecond.isEmpty());
    m_server.connections.at(1)->drop();
    QCOMPARE(gone, onTheSecond);
    QCOMPARE(losses, 0);
    for (const QString &symbol : onTheSecond) // with the second empty, the first is the only one again
        m_feed->unsubscribe({Category::Linear, symbol}, MarketTopic::book(50));
    gone.clear();
    m_server.connections.at(0)->drop();
    QCOMPARE(losses, 1);
    QVERIFY(gone.isEmpty());
}

void TestBybitPublicFeed::theStatusIsThatOfTheWorstSocket()
{
    using State = ConnectionStatus::State;
    QVector<State> states;
    connect(m_feed.get(), &MarketFeed::statusChanged, this, [&](Category, const ConnectionStatus &status) { states.append(status.state); });
    m_feed->start();
    for (int i = 0; i < 1500; ++i)
        m_feed->subscribe(make(QStringLiteral("C%1").arg(i)), MarketTopic::book(50));
    const QByteArray pong = R"({"success":true,"ret_msg":"pong","op":"ping"})";
    m_server.connections.at(0)->accept();
    m_server.connections.at(0)->push(pong);
    QCOMPARE(states, QVector<State>{State::Connecting});
    m_server.connections.at(1)->accept();
    m_server.connections.at(1)->push(pong);
    QCOMPARE(states.last(), State::Live);
    m_server.connections.at(1)->drop();
    QCOMPARE(states.last(), State::Down);
    m_server.connections.at(0)->push(pong);
    QCOMPARE(states.last(), State::Down);
    m_scheduler.advance(1s);
    m_server.last()->accept();
    m_server.last()->push(pong);
    QCOMPARE(states.last(), State::Live);
}

void TestBybitPublicFeed::aSocketWithoutTopicsIsLeft()
{
    const InstrumentPtr instrument = make(QStringLiteral("BTCUSDT"));
    m_feed->start();
    m_feed->subscribe(instrument, MarketTopic::book(50));
    m_server.last()->accept();
    const QPointer<FakeWsTransport> first = m_server.last();
    m_feed->unsubscribe(instrument->id(), MarketTopic::book(50));
    QVERIFY(first->isEnded);
    m_feed->stop();
    m_feed->start();
    QCOMPARE(m_server.count(), 1); // nothing is wanted, so nobody is called
    m_feed->subscribe(instrument, MarketTopic::book(50));
    QCOMPARE(m_server.count(), 2);
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
