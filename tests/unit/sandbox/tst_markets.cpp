// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/bookview.h"
#include "core/sandbox/fedmarket.h"
#include "core/sandbox/instrumentrow.h"
#include "core/sandbox/publichub.h"
#include "core/sandbox/recordedmarket.h"
#include "core/sandbox/syntheticmarket.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/recorded.h"
#include "tests/unit/sandbox/plainbook.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryFile>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

namespace {

struct Bench {
    FakeClock clock;
    FakeScheduler scheduler{clock};
};

InstrumentId linear(const char *symbol) { return {Category::Linear, QString::fromLatin1(symbol)}; }

} // namespace

class TestMarkets final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesStepsAsDecimalsDo();
    void theSyntheticBookIsNeverCrossedAndStaysFull();
    void theSyntheticSpreadIsMostlyOneTickAndSometimesWide();
    void theSameSeedGivesTheSameMarket();
    void anUnwatchedMarketCostsNothingAndCatchesUp();
    void everyDepthIsServedAsACorrectCut();
    void depthOneIsRepeatedAfterThreeSeconds();
    void tickerDeltasHoldOnlyWhatChanged();
    void aSpotTickerHasNoBidAndAsk();
    void unknownTopicsAreNotKnown();
    void aRecordingEndsAsAnIndependentRebuild_data();
    void aRecordingEndsAsAnIndependentRebuild();
    void aGapInARecordingReachesTheClient();
    void aRecordingTellsItsTickAndCategory();
    void aRecordingLoops();
    void aRecordingOfTickersAloneKeepsItsBidAndAsk();
    void aFedMarketShowsWhatItIsFedAndNothingWhenThatIsNotLive();
};

void TestMarkets::writesStepsAsDecimalsDo()
{
    QCOMPARE(StepText(*Decimal::parse(u"0.1")).text(630'001), QByteArray("63000.1"));
    QCOMPARE(StepText(*Decimal::parse(u"0.001")).text(7), QByteArray("0.007"));
    QCOMPARE(StepText(*Decimal::parse(u"0.5")).text(3), QByteArray("1.5"));
    QCOMPARE(StepText(*Decimal::parse(u"1")).text(0), QByteArray("0"));
    QCOMPARE(StepText(*Decimal::parse(u"0.00000001")).text(1), QByteArray("0.00000001"));
    QCOMPARE(StepText(*Decimal::parse(u"5")).text(21), QByteArray("105"));
}

void TestMarkets::theSyntheticBookIsNeverCrossedAndStaysFull()
{
    Bench bench;
    SyntheticMarket market(bench.clock, bench.scheduler, 7);
    QVERIFY(market.instruments().size() >= 40);
    for (const InstrumentId &id : market.instruments().first(8))
        market.watch(id);
    int books = 0;
    connect(&market, &MarketSource::bookChanged, &market, [&](const InstrumentId &id) {
        ++books;
        const MarketBook &book = market.book(id);
        QVERIFY(book.bids.size() >= 1000 && book.asks.size() >= 1000);
        QVERIFY(book.bids.front().price < book.asks.front().price);
        for (std::size_t i = 1; i < book.bids.size(); ++i)
            QVERIFY(book.bids[i].price < book.bids[i - 1].price && book.bids[i].qty > QtyLots(0) && book.bids[i].price > PriceTicks(0));
        for (std::size_t i = 1; i < book.asks.size(); ++i)
            QVERIFY(book.asks[i].price > book.asks[i - 1].price && book.asks[i].qty > QtyLots(0));
    });
    bench.scheduler.advance(20s);
    QVERIFY2(books > 8 * 200, qPrintable(QString::number(books))); // 20 ms for the busy ones, 100 ms and faster for the others
}

void TestMarkets::theSyntheticSpreadIsMostlyOneTickAndSometimesWide()
{
    Bench bench;
    SyntheticMarket market(bench.clock, bench.scheduler, 11);
    const InstrumentId id = linear("BTCUSDT");
    market.watch(id);
    int all = 0, tight = 0, wide = 0, prints = 0;
    connect(&market, &MarketSource::tradePrinted, &market, [&](const InstrumentId &, const MarketPrint &) { ++prints; });
    connect(&market, &MarketSource::bookChanged, &market, [&](const InstrumentId &) {
        const MarketBook &book = market.book(id);
        const auto spread = (book.asks.front().price - book.bids.front().price).value();
        ++all;
        tight += spread == 1 ? 1 : 0;
        wide += static_cast<double>(spread) / static_cast<double>(book.bids.front().price.value()) > 0.0005 ? 1 : 0;
    });
    bench.scheduler.advance(20min);
    QVERIFY2(tight > all * 8 / 10, qPrintable(QStringLiteral("%1 of %2").arg(tight).arg(all)));
    QVERIFY2(wide > all / 200 && wide < all / 10, qPrintable(QStringLiteral("%1 of %2").arg(wide).arg(all))); // about 2 s a minute
    QVERIFY2(prints > 20 * 60, qPrintable(QString::number(prints)));
    const double price = static_cast<double>(market.book(id).bids.front().price.value());
    QVERIFY(price > 630'000 * 0.9 && price < 630'000 * 1.1); // it wanders and comes home
}

void TestMarkets::theSameSeedGivesTheSameMarket()
{
    const auto play = [](std::uint64_t seed) {
        Bench bench;
        SyntheticMarket market(bench.clock, bench.scheduler, seed);
        market.watch(linear("BTCUSDT"));
        bench.scheduler.advance(5s);
        return market.book(linear("BTCUSDT")).bids;
    };
    QVERIFY(play(3) == play(3));
    QVERIFY(play(3) != play(4));
}

void TestMarkets::anUnwatchedMarketCostsNothingAndCatchesUp()
{
    Bench bench;
    SyntheticMarket market(bench.clock, bench.scheduler, 5);
    QSignalSpy changes(&market, &MarketSource::bookChanged);
    QCOMPARE(bench.scheduler.pending(), 0U);
    const auto before = market.book(linear("ETHUSDT")).updateId;
    bench.scheduler.advance(1h);
    QVERIFY(market.book(linear("ETHUSDT")).updateId > before);
    QCOMPARE(changes.size(), 0);
    market.watch(linear("ETHUSDT"));
    market.watch(linear("ETHUSDT"));
    market.unwatch(linear("ETHUSDT"));
    bench.scheduler.advance(1s);
    QVERIFY(changes.size() > 10);
    market.unwatch(linear("ETHUSDT"));
    QCOMPARE(bench.scheduler.pending(), 0U);
}

void TestMarkets::everyDepthIsServedAsACorrectCut()
{
    Bench bench;
    SyntheticMarket market(bench.clock, bench.scheduler, 9);
    PublicHub hub(Category::Linear, market, bench.clock, bench.scheduler, nullptr);
    std::map<int, Ear> ears;
    for (const int depth : {1, 50, 200, 500, 1000})
        hub.subscribe("orderbook." + QByteArray::number(depth) + ".BTCUSDT", &ears[depth]);
    bench.scheduler.advance(30s);
    Ear late;
    hub.subscribe("orderbook.50.BTCUSDT", &late); // joins in the middle
    bench.scheduler.advance(30s);
    for (auto &[depth, ear] : ears)
        hub.leave(&ear);
    for (const int depth : {200, 500, 1000}) // the slower ones are told the present on subscribing anew
        hub.subscribe("orderbook." + QByteArray::number(depth) + ".BTCUSDT", &ears[depth]);
    Ear truth;
    hub.subscribe("orderbook.1000.BTCUSDT", &truth);
    const auto full = truth.book;
    QCOMPARE(ears[50].book.text(1000), full.text(50));
    QCOMPARE(ears[200].book.text(1000), full.text(200));
    QCOMPARE(ears[1].book.text(1000), full.text(1));
    QCOMPARE(late.book.text(1000), full.text(50));
    QVERIFY(ears[50].book.isContiguous && late.book.isContiguous && ears[200].book.isContiguous && ears[1000].book.isContiguous);
    QVERIFY2(ears[50].deltas > 2800, qPrintable(QString::number(ears[50].deltas)));
    QCOMPARE(ears[50].snapshots, 1);
    QVERIFY2(ears[200].deltas > 500 && ears[200].deltas < 620, qPrintable(QString::number(ears[200].deltas))); // 100 ms
    QVERIFY2(ears[1000].deltas > 250 && ears[1000].deltas < 310, qPrintable(QString::number(ears[1000].deltas))); // 200 ms
    QCOMPARE(ears[1].deltas, 0); // snapshots only
    for (auto &[depth, ear] : ears)
        hub.leave(&ear);
    hub.leave(&late);
    hub.leave(&truth);
    QCOMPARE(bench.scheduler.pending(), 0U); // nobody listens, nothing runs
}

void TestMarkets::depthOneIsRepeatedAfterThreeSeconds()
{
    Bench bench;
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(R"({"topic":"orderbook.50.AUSDT","ts":1700000000000,"type":"snapshot","data":{"s":"AUSDT","b":[["1.5","2"]],"a":[["1.6","3"]],"u":7,"seq":9},"cts":1700000000000})");
    file.close();
    auto frames = RecordedFrames::load(file.fileName(), {});
    QVERIFY(frames);
    const auto market = RecordedMarket::create(*frames, {}, bench.clock, bench.scheduler);
    QVERIFY(market);
    PublicHub hub(Category::Spot, **market, bench.clock, bench.scheduler, nullptr);
    Ear ear;
    hub.subscribe("orderbook.1.AUSDT", &ear);
    bench.scheduler.advance(2900ms);
    QCOMPARE(ear.snapshots, 1);
    bench.scheduler.advance(6200ms);
    QCOMPARE(ear.snapshots, 4);
    QCOMPARE(ear.book.u, 7);
}

void TestMarkets::tickerDeltasHoldOnlyWhatChanged()
{
    Bench bench;
    SyntheticMarket market(bench.clock, bench.scheduler, 2);
    PublicHub hub(Category::Linear, market, bench.clock, bench.scheduler, nullptr);
    Frames frames;
    hub.subscribe("tickers.BTCUSDT", &frames);
    QCOMPARE(frames.all.size(), 1);
    QJsonObject merged = frames.all[0][u"data"].toObject();
    QCOMPARE(frames.all[0][u"type"].toString(), QStringLiteral("snapshot"));
    for (const auto &name : {QStringLiteral("bid1Price"), QStringLiteral("markPrice"), QStringLiteral("fundingRate"), QStringLiteral("nextFundingTime")})
        QVERIFY2(!merged[name].toString().isEmpty(), qPrintable(name));
    bench.scheduler.advance(5s);
    QVERIFY(frames.all.size() > 10);
    for (const QJsonObject &frame : frames.all.mid(1)) {
        QCOMPARE(frame[u"type"].toString(), QStringLiteral("delta"));
        const auto data = frame[u"data"].toObject();
        for (auto field = data.begin(); field != data.end(); ++field) {
            QVERIFY2(field.key() == u"symbol" || merged[field.key()] != field.value(), qPrintable(field.key()));
            merged[field.key()] = field.value();
        }
    }
    QCOMPARE(merged[u"lastPrice"], market.tickerRow(linear("BTCUSDT"))[u"lastPrice"]);
}

void TestMarkets::aSpotTickerHasNoBidAndAsk()
{
    Bench bench;
    SyntheticMarket market(bench.clock, bench.scheduler, 2);
    PublicHub hub(Category::Spot, market, bench.clock, bench.scheduler, nullptr);
    Frames frames;
    hub.subscribe("tickers.BTCUSDT", &frames);
    bench.scheduler.advance(3s);
    QVERIFY(frames.all.size() > 3);
    for (const QJsonObject &frame : frames.all) {
        QCOMPARE(frame[u"type"].toString(), QStringLiteral("snapshot"));
        QVERIFY(!frame[u"data"].toObject().contains(u"bid1Price"));
        QVERIFY(frame[u"data"].toObject().contains(u"usdIndexPrice"));
    }
}

void TestMarkets::unknownTopicsAreNotKnown()
{
    Bench bench;
    SyntheticMarket market(bench.clock, bench.scheduler, 2);
    const PublicHub hub(Category::Linear, market, bench.clock, bench.scheduler, nullptr);
    for (const char *topic : {"orderbook.50.BTCUSDT", "publicTrade.SOLUSDT", "tickers.ETHUSDT", "allLiquidation.BTCUSDT", "kline.1.BTCUSDT"})
        QVERIFY2(hub.knows(topic), topic);
    for (const char *topic : {"", ".", "orderbook", "orderbook.50", "orderbook.51.BTCUSDT", "orderbook.050.BTCUSDT", "orderbook.50.BTCUSD", "orderbook.50.btcusdt",
                              "orderbook..BTCUSDT", "orderbook.50.x.BTCUSDT", "tickers.50.BTCUSDT", "nothing.BTCUSDT", "BTCUSDT"})
        QVERIFY2(!hub.knows(topic), topic);
}

void TestMarkets::aRecordingEndsAsAnIndependentRebuild_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<int>("depth");
    QTest::addColumn<bool>("isSpot");
    QTest::newRow("linear 500") << QStringLiteral("bybit/ws-public/linear-orderbook500-XRPUSDT-20241201.jsonl") << QStringLiteral("XRPUSDT") << 500 << false;
    QTest::newRow("spot 50") << QStringLiteral("bybit/ws-public/spot-orderbook50-BTCUSDT-20260824.jsonl") << QStringLiteral("BTCUSDT") << 50 << true;
    QTest::newRow("spot 200") << QStringLiteral("bybit/ws-public/spot-orderbook200-BTCUSDT-20231224.jsonl") << QStringLiteral("BTCUSDT") << 200 << true;
}

void TestMarkets::aRecordingEndsAsAnIndependentRebuild()
{
    QFETCH(QString, file);
    QFETCH(QString, symbol);
    QFETCH(int, depth);
    QFETCH(bool, isSpot);
    const QString path = recordedFile(file);
    BW_REQUIRE_RECORDED(path);
    PlainBook truth;
    for (const QByteArray &line : readLines(path))
        if (line.contains("\"topic\""))
            truth.apply(line);

    Bench bench;
    auto frames = RecordedFrames::load(path, {});
    QVERIFY(frames);
    QCOMPARE(frames->category, isSpot ? Category::Spot : Category::Linear);
    const auto market = RecordedMarket::create(*frames, {}, bench.clock, bench.scheduler);
    QVERIFY(market);
    PublicHub hub(frames->category, **market, bench.clock, bench.scheduler, nullptr);
    Ear native, cut, top;
    hub.subscribe("orderbook." + QByteArray::number(depth) + '.' + symbol.toLatin1(), &native);
    hub.subscribe("orderbook.50." + symbol.toLatin1(), &cut);
    hub.subscribe("orderbook.1." + symbol.toLatin1(), &top);
    QVERIFY(!(*market)->isOver());
    bench.scheduler.advance(10min);
    QVERIFY((*market)->isOver());
    QVERIFY(native.book.u == truth.u && cut.book.u == truth.u);
    QCOMPARE(native.book.text(2000), truth.text(2000));
    QCOMPARE(cut.book.text(2000), truth.text(50));
    QCOMPARE(top.book.text(2000), truth.text(1));
    QVERIFY(native.book.isContiguous && cut.book.isContiguous);
    QCOMPARE(native.snapshots, 1);
    QCOMPARE(native.deltas, static_cast<int>(frames->frames.size()) - 1);
    hub.leave(&native);
    hub.leave(&cut);
    hub.leave(&top);
}

void TestMarkets::aGapInARecordingReachesTheClient()
{
    Bench bench;
    QTemporaryFile file;
    QVERIFY(file.open());
    const auto frame = [](const char *type, int u) {
        return QStringLiteral(R"({"topic":"orderbook.50.AUSDT","ts":%1,"type":"%2","data":{"s":"AUSDT","b":[["1.50","%1"]],"a":[],"u":%1,"seq":9}})").arg(u).arg(QString::fromLatin1(type)).toUtf8() + '\n';
    };
    file.write(frame("snapshot", 100) + frame("delta", 101) + "{cut\n" + frame("delta", 103));
    file.close();
    const auto frames = RecordedFrames::load(file.fileName(), {});
    QVERIFY(frames);
    QCOMPARE(frames->skipped, 1);
    const auto market = RecordedMarket::create(*frames, {}, bench.clock, bench.scheduler);
    PublicHub hub(Category::Spot, **market, bench.clock, bench.scheduler, nullptr);
    Ear ear;
    hub.subscribe("orderbook.50.AUSDT", &ear);
    bench.scheduler.advance(1s);
    QCOMPARE(ear.book.u, 103);
    QVERIFY(!ear.book.isContiguous);
    Ear late;
    hub.subscribe("orderbook.50.AUSDT", &late);
    QCOMPARE(late.book.text(50), QStringLiteral("1.5x103 |"));
}

void TestMarkets::aRecordingTellsItsTickAndCategory()
{
    const QString path = recordedFile(QStringLiteral("bybit/ws-public/linear-tickers-BTCUSDT-testnet-20250523.json"));
    BW_REQUIRE_RECORDED(path);
    const auto array = RecordedFrames::load(path, {}); // a JSON array
    QVERIFY(array);
    QCOMPARE(array->frames.size(), 102);
    QCOMPARE(array->category, Category::Linear);
    const auto book = RecordedFrames::load(recordedFile(QStringLiteral("bybit/ws-public/linear-orderbook500-XRPUSDT-20241201.jsonl")), {});
    QVERIFY(book);
    const QJsonObject row = book->instruments.at(QStringLiteral("XRPUSDT"));
    QCOMPARE(row[u"priceFilter"][u"tickSize"].toString(), QStringLiteral("0.0001"));
    QCOMPARE(row[u"lotSizeFilter"][u"qtyStep"].toString(), QStringLiteral("1"));
    const auto told = RecordedFrames::load(recordedFile(QStringLiteral("bybit/ws-public/linear-orderbook500-XRPUSDT-20241201.jsonl")), {Category::Inverse, {}});
    QCOMPARE(told->category, Category::Inverse);
    QVERIFY(!RecordedFrames::load(QStringLiteral("there-is-no-such-file"), {}));
}

void TestMarkets::aRecordingLoops()
{
    Bench bench;
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(R"({"topic":"orderbook.50.AUSDT","ts":10,"type":"snapshot","data":{"s":"AUSDT","b":[["1","1"]],"a":[],"u":5,"seq":1}}
{"topic":"orderbook.50.AUSDT","ts":110,"type":"delta","data":{"s":"AUSDT","b":[["1","2"]],"a":[],"u":6,"seq":2}})");
    file.close();
    const auto market = RecordedMarket::create(*RecordedFrames::load(file.fileName(), {}), {10, AtEnd::Loop}, bench.clock, bench.scheduler);
    PublicHub hub((*market)->instruments().first().category, **market, bench.clock, bench.scheduler, nullptr);
    Ear ear;
    hub.subscribe("orderbook.50.AUSDT", &ear);
    bench.scheduler.advance(11ms); // ten times as fast
    QCOMPARE(ear.book.u, 6);
    bench.scheduler.advance(1s);
    QCOMPARE(ear.snapshots, 2);
    QVERIFY(ear.book.isContiguous);
    bench.scheduler.advance(10s);
    QVERIFY(ear.snapshots > 8);
}

void TestMarkets::aRecordingOfTickersAloneKeepsItsBidAndAsk()
{
    Bench bench;
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(R"({"topic":"tickers.AUSDT","ts":10,"type":"snapshot","data":{"symbol":"AUSDT","lastPrice":"1.55","markPrice":"1.56","bid1Price":"1.50","bid1Size":"2","ask1Price":"1.60","ask1Size":"3"}}
{"topic":"tickers.AUSDT","ts":300,"type":"delta","data":{"symbol":"AUSDT","bid1Price":"1.51"}})");
    file.close();
    const auto market = RecordedMarket::create(*RecordedFrames::load(file.fileName(), {}), {}, bench.clock, bench.scheduler);
    PublicHub hub(Category::Linear, **market, bench.clock, bench.scheduler, nullptr);
    Frames frames;
    hub.subscribe("tickers.AUSDT", &frames);
    bench.scheduler.advance(1s);
    QCOMPARE(frames.all.size(), 2);
    QCOMPARE(frames.all[0][u"data"][u"ask1Price"].toString(), QStringLiteral("1.60"));
    QCOMPARE(frames.all[1][u"data"].toObject(), (QJsonObject{{QStringLiteral("symbol"), QStringLiteral("AUSDT")}, {QStringLiteral("bid1Price"), QStringLiteral("1.51")}}));
    hub.leave(&frames);
}

void TestMarkets::aFedMarketShowsWhatItIsFedAndNothingWhenThatIsNotLive()
{
    Bench bench;
    const InstrumentId id = linear("BTCUSDT");
    const auto instrument = instrumentFromRow(Category::Linear, instrumentRow({id, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("0.10"), QStringLiteral("0.001")}));
    QVERIFY(instrument);
    FedMarket market;
    QVERIFY(!market.has(id));
    market.addInstrument(*instrument);
    PublicHub hub(Category::Linear, market, bench.clock, bench.scheduler, nullptr);
    Ear ear;
    hub.subscribe("orderbook.50.BTCUSDT", &ear);
    bench.scheduler.advance(10s);
    QCOMPARE(ear.snapshots, 0); // nothing known, nothing said
    auto book = std::make_shared<BookSnapshot>();
    book->instrument = *instrument;
    book->state = BookState::Live;
    book->bids = {{PriceTicks(630'000), QtyLots(5)}};
    book->asks = {{PriceTicks(630'001), QtyLots(7)}};
    market.setBook(book);
    QCOMPARE(ear.snapshots, 1);
    QCOMPARE(ear.book.text(50), QStringLiteral("63000x0.005 | 63000.1x0.007"));
    QCOMPARE(market.gauge(id).markPrice.toString(), QStringLiteral("63000.0"));
    auto stale = std::make_shared<BookSnapshot>(*book);
    stale->state = BookState::Stale;
    bench.scheduler.advance(20ms);
    market.setBook(stale);
    QCOMPARE(ear.book.text(50), QStringLiteral("|"));
    bench.scheduler.advance(20ms);
    market.setBook(book);
    QCOMPARE(ear.book.text(50), QStringLiteral("63000x0.005 | 63000.1x0.007"));
    hub.leave(&ear);
}

QTEST_GUILESS_MAIN(TestMarkets)
#include "tst_markets.moc"
