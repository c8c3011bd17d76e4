// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/exchange.h"
#include "core/sandbox/faultinjector.h"
#include "core/sandbox/syntheticmarket.h"
#include "tests/support/fakescheduler.h"
#include "tests/unit/sandbox/plainbook.h"

#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

namespace {

struct Bench {
    explicit Bench(double speed = 1) : market(clock, scheduler, 21, {12, speed}) {}
    FakeClock clock;
    FakeScheduler scheduler{clock};
    FaultInjector faults{1, clock};
    SyntheticMarket market;
    Exchange exchange{clock, market, {}};
    PublicHub hub{Category::Linear, market, clock, scheduler, &faults};

    [[nodiscard]] QJsonObject rest(const QByteArray &query)
    {
        const auto reply = exchange.handle({.method = "GET", .path = "/v5/market/orderbook", .rawQuery = "category=linear&symbol=BTCUSDT&" + query, .body = {}, .headers = {}});
        return QJsonDocument::fromJson(reply.body)[u"result"].toObject();
    }
};

const InstrumentId kBtc{Category::Linear, QStringLiteral("BTCUSDT")};

/// Keeps the whole of each frame beside the book.
class Log final : public TopicListener {
public:
    void deliver(const QByteArray &, const QByteArray &frame, FrameKind kind) override
    {
        book.apply(frame);
        frames.append(QJsonDocument::fromJson(frame).object());
        kinds.append(kind);
    }
    PlainBook book;
    QList<QJsonObject> frames;
    QList<FrameKind> kinds;
};

QString restText(const QJsonObject &book, int depth)
{
    PlainBook plain;
    PlainBook::put(plain.bids, book[u"b"].toArray());
    PlainBook::put(plain.asks, book[u"a"].toArray());
    return plain.text(static_cast<std::size_t>(depth));
}

} // namespace

class TestPublicHub final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachDepthKeepsItsPace_data();
    void eachDepthKeepsItsPace();
    void restAndTheDeepStreamShareTheirUpdateIds();
    void restLiesBetweenTwoStatesOfTheFastStream();
    void depthOneIsRepeatedUnchangedAfterThreeSeconds();
    void klineIsPushedEverySecondAndConfirmedOnce();
    void liquidationsComeInBatchesOfHalfASecond();
    void priceLimitsComeWithoutAType();
    void aRestartedServiceCountsFromOne();
    void aWrongBookLacksTheBestWhileRestTellsIt();
    void aBurstIsContiguousAndEndsInTheBookOfTheMarket();
    void aBurstNeedsAListener();
    void aBurstWhoseListenerLeavesEnds();
};

void TestPublicHub::eachDepthKeepsItsPace_data()
{
    QTest::addColumn<int>("depth");
    QTest::addColumn<double>("speed");
    QTest::addColumn<int>("ms");
    QTest::newRow("50") << 50 << 1.0 << 20;
    QTest::newRow("200") << 200 << 1.0 << 100;
    QTest::newRow("1000") << 1000 << 1.0 << 200;
    QTest::newRow("200, ten times as fast") << 200 << 10.0 << 10;
}

void TestPublicHub::eachDepthKeepsItsPace()
{
    QFETCH(int, depth);
    QFETCH(double, speed);
    QFETCH(int, ms);
    Bench bench(speed);
    Log log;
    bench.hub.subscribe("orderbook." + QByteArray::number(depth) + ".BTCUSDT", &log);
    bench.scheduler.advance(10s);
    const int expected = 10'000 / ms;
    QVERIFY2(log.frames.size() > expected * 95 / 100 && log.frames.size() <= expected + 2, qPrintable(QString::number(log.frames.size())));
    QVERIFY(log.book.isContiguous);
    QCOMPARE(log.kinds.count(FrameKind::Snapshot), 1);
    for (qsizetype i = 1; i < log.frames.size(); ++i)
        QVERIFY(log.frames[i][u"data"][u"seq"].toInteger() > log.frames[i - 1][u"data"][u"seq"].toInteger());
    QCOMPARE(log.book.bids.size(), static_cast<std::size_t>(depth));
    QCOMPARE(log.book.asks.size(), static_cast<std::size_t>(depth));
}

void TestPublicHub::restAndTheDeepStreamShareTheirUpdateIds()
{
    Bench bench;
    Log log;
    QVERIFY(bench.rest("limit=1000")[u"u"].toInteger() > 0); // asked before anybody watches
    bench.scheduler.advance(5s);
    bench.hub.subscribe("orderbook.1000.BTCUSDT", &log);
    for (int i = 0; i < 50; ++i) {
        bench.scheduler.advance(90ms);
        const QJsonObject rest = bench.rest("limit=1000");
        QCOMPARE(rest[u"u"].toInteger(), log.book.u);
        QCOMPARE(rest[u"seq"].toInteger(), log.frames.last()[u"data"][u"seq"].toInteger());
        QCOMPARE(restText(rest, 1000), log.book.text(1000));
    }
    QVERIFY(log.book.isContiguous); // although REST was asked in between
    QCOMPARE(bench.rest("limit=9999")[u"b"].toArray().size(), 1000);
    QCOMPARE(bench.rest("")[u"b"].toArray().size(), 25);
}

void TestPublicHub::restLiesBetweenTwoStatesOfTheFastStream()
{
    Bench bench;
    Log log;
    bench.hub.subscribe("orderbook.50.BTCUSDT", &log);
    int compared = 0;
    for (int i = 0; i < 40; ++i) {
        const auto seen = log.frames.size();
        bench.scheduler.advance(230ms);
        const QJsonObject rest = bench.rest("limit=50");
        // Rebuild the stream up to the sequence that REST names: then they agree.
        PlainBook at;
        for (const QJsonObject &frame : log.frames)
            if (frame[u"data"][u"seq"].toInteger() <= rest[u"seq"].toInteger())
                at.apply(QJsonDocument(frame).toJson());
        QVERIFY(log.frames.size() > seen);
        QCOMPARE(restText(rest, 50), at.text(50));
        ++compared;
    }
    QCOMPARE(compared, 40);
}

void TestPublicHub::depthOneIsRepeatedUnchangedAfterThreeSeconds()
{
    Bench bench;
    Log log;
    bench.hub.subscribe("orderbook.1.BTCUSDT", &log);
    bench.scheduler.advance(2s);
    bench.market.hold(kBtc, true);
    const auto told = log.frames.size();
    const QJsonObject last = log.frames.last();
    bench.scheduler.advance(9500ms);
    QCOMPARE(log.frames.size(), told + 3);
    QCOMPARE(log.frames.last()[u"data"], last[u"data"]); // the same u and seq
    QVERIFY(log.frames.last()[u"ts"].toInteger() > last[u"ts"].toInteger());
    bench.market.hold(kBtc, false);
    bench.scheduler.advance(2s);
    QVERIFY(log.frames.size() > told + 20);
    QCOMPARE(log.kinds.count(FrameKind::Delta), 0);
}

void TestPublicHub::klineIsPushedEverySecondAndConfirmedOnce()
{
    Bench bench;
    Log log;
    bench.hub.subscribe("kline.1.BTCUSDT", &log);
    bench.scheduler.advance(180s);
    QList<QJsonObject> closed;
    qint64 open = 0;
    for (const QJsonObject &frame : log.frames) {
        const QJsonValue row = frame[u"data"][0];
        QCOMPARE(frame[u"type"].toString(), QStringLiteral("snapshot"));
        QCOMPARE(row[u"interval"].toString(), QStringLiteral("1"));
        QCOMPARE(row[u"end"].toInteger(), row[u"start"].toInteger() + 59'999);
        QVERIFY(row[u"high"].toString().toDouble() >= row[u"low"].toString().toDouble());
        if (row[u"confirm"].toBool())
            closed.append(row.toObject());
        else
            QVERIFY(std::exchange(open, row[u"start"].toInteger()) <= row[u"start"].toInteger());
    }
    QVERIFY2(log.frames.size() >= 180 && log.frames.size() <= 184, qPrintable(QString::number(log.frames.size())));
    QCOMPARE(closed.size(), 3);
    for (qsizetype i = 1; i < closed.size(); ++i)
        QCOMPARE(closed[i][u"start"].toInteger(), closed[i - 1][u"start"].toInteger() + 60'000);
    // What was confirmed is what REST tells of it.
    const auto reply = bench.exchange.handle({.method = "GET", .path = "/v5/market/kline", .rawQuery = "category=linear&symbol=BTCUSDT&interval=1&limit=2", .body = {}, .headers = {}});
    const QJsonValue row = QJsonDocument::fromJson(reply.body)[u"result"][u"list"][1];
    QCOMPARE(row[0].toString().toLongLong(), closed.last()[u"start"].toInteger());
    QCOMPARE(row[4].toString(), closed.last()[u"close"].toString());
    QCOMPARE(row[2].toString(), closed.last()[u"high"].toString());
}

void TestPublicHub::liquidationsComeInBatchesOfHalfASecond()
{
    Bench bench;
    Log log;
    bench.hub.subscribe("allLiquidation.BTCUSDT", &log);
    bench.scheduler.advance(100ms);
    for (int i = 0; i < 3; ++i)
        Q_EMIT bench.market.liquidated(kBtc, {i == 0 ? Side::Buy : Side::Sell, PriceTicks(629'000), QtyLots(7), bench.clock.utcNow()});
    QCOMPARE(log.frames.size(), 0);
    bench.scheduler.advance(400ms);
    QCOMPARE(log.frames.size(), 1);
    const QJsonArray rows = log.frames[0][u"data"].toArray();
    QVERIFY(rows.size() >= 3);
    QCOMPARE(rows[0][u"S"].toString(), QStringLiteral("Buy")); // the side of the position: a long was liquidated
    QCOMPARE(rows[0][u"p"].toString(), QStringLiteral("62900.0"));
    QCOMPARE(rows[0][u"v"].toString(), QStringLiteral("0.007"));
    PublicHub spot(Category::Spot, bench.market, bench.clock, bench.scheduler, nullptr);
    QVERIFY(!spot.knows("allLiquidation.BTCUSDT"));
}

void TestPublicHub::priceLimitsComeWithoutAType()
{
    Bench bench;
    Log log;
    bench.hub.subscribe("priceLimit.BTCUSDT", &log);
    bench.scheduler.advance(3s);
    QCOMPARE(log.frames.size(), 10);
    QVERIFY(!log.frames[0].contains(u"type"));
    QVERIFY(log.frames[0][u"data"][u"buyLmt"].toString().toDouble() > log.frames[0][u"data"][u"sellLmt"].toString().toDouble());
}

void TestPublicHub::aRestartedServiceCountsFromOne()
{
    for (const QByteArray &topic : {QByteArray("orderbook.50.BTCUSDT"), QByteArray("orderbook.1000.BTCUSDT")}) {
        Bench bench;
        Log log;
        bench.hub.subscribe(topic, &log);
        bench.scheduler.advance(1s);
        bench.faults.set(*Faults::parse(u"restart=1,times=1"));
        bench.scheduler.advance(2s);
        QCOMPARE(log.kinds.count(FrameKind::Snapshot), 2);
        const auto at = log.kinds.lastIndexOf(FrameKind::Snapshot);
        QCOMPARE(log.frames[at][u"data"][u"u"].toInteger(), 1);
        QCOMPARE(log.frames[at + 1][u"data"][u"u"].toInteger(), 2);
        QVERIFY(log.book.isContiguous);
        QVERIFY(log.frames[at][u"data"][u"seq"].toInteger() > log.frames[at - 1][u"data"][u"seq"].toInteger());
    }
}

void TestPublicHub::aWrongBookLacksTheBestWhileRestTellsIt()
{
    Bench bench;
    Log log, other;
    bench.hub.subscribe("orderbook.50.BTCUSDT", &log);
    bench.hub.subscribe("orderbook.200.BTCUSDT", &other);
    bench.faults.set(*Faults::parse(u"wrong-book=orderbook.50.BTCUSDT:after=2s"));
    bench.scheduler.advance(1s);
    bench.market.hold(kBtc, true);
    QCOMPARE(log.book.text(1), restText(bench.rest("limit=1"), 1));
    bench.market.hold(kBtc, false);
    bench.scheduler.advance(2s);
    bench.market.hold(kBtc, true);
    const QJsonObject rest = bench.rest("limit=2");
    const double bid = rest[u"b"][0][0].toString().toDouble(), ask = rest[u"a"][0][0].toString().toDouble();
    QVERIFY(log.book.bids.rbegin()->first.toDouble() < bid && log.book.asks.begin()->first.toDouble() > ask); // wrong, and not crossed
    bench.scheduler.advance(1s);
    QCOMPARE(other.book.text(2), restText(rest, 2));
    QVERIFY(log.book.isContiguous);
    bench.faults.set({});
    bench.market.hold(kBtc, false);
    bench.scheduler.advance(100ms);
    bench.market.hold(kBtc, true);
    QCOMPARE(log.book.text(50), restText(bench.rest("limit=50"), 50)); // and right again
}

void TestPublicHub::aBurstIsContiguousAndEndsInTheBookOfTheMarket()
{
    Bench bench;
    Log log, deep, top;
    bench.hub.subscribe("orderbook.50.BTCUSDT", &log);
    bench.hub.subscribe("orderbook.1000.BTCUSDT", &deep);
    bench.hub.subscribe("orderbook.1.BTCUSDT", &top);
    bench.scheduler.advance(1s);
    const auto before = log.frames.size();
    QVERIFY(bench.hub.burst({"orderbook.50.BTCUSDT", 5000, 1000ms, true}));
    QVERIFY(!bench.hub.burst({"orderbook.50.BTCUSDT", 5, 1000ms, true})); // one at a time
    const auto tops = top.frames.size();
    bench.scheduler.advance(500ms);
    const auto half = log.frames.size() - before;
    QVERIFY2(half > 2000 && half < 3000, qPrintable(QString::number(half))); // evenly
    bench.scheduler.advance(600ms);
    QCOMPARE(log.frames.size() - before, 5000);
    QVERIFY(log.book.isContiguous && deep.book.isContiguous);
    QCOMPARE(log.frames.last()[u"ts"].toInteger() - log.frames[before][u"ts"].toInteger() > 900, true);
    QVERIFY2(top.frames.size() - tops > 40, qPrintable(QString::number(top.frames.size() - tops))); // orderbook.1 keeps in step
    QCOMPARE(top.book.text(1), log.book.text(1));
    QCOMPARE(bench.hub.lastBurst()[u"isDone"].toBool(), true);
    QCOMPARE(bench.hub.lastBurst()[u"updateId"].toInteger(), log.book.u);
    QCOMPARE(log.book.text(50), restText(bench.rest("limit=50"), 50));
    bench.scheduler.advance(5s);
    QCOMPARE(log.frames.size() - before, 5000); // the market stands
    const QJsonObject state = bench.exchange.state("category=linear&symbol=BTCUSDT&limit=50")[u"book"][u"linear"].toObject();
    QCOMPARE(state.size(), 1);
    QCOMPARE(log.book.text(50), restText(state[u"BTCUSDT"].toObject(), 50));
    QVERIFY(bench.hub.burst({"", 0, 1000ms, true}));
    bench.scheduler.advance(1s);
    QVERIFY(log.frames.size() - before > 5040);
    QVERIFY(log.book.isContiguous && deep.book.isContiguous);
}

void TestPublicHub::aBurstNeedsAListener()
{
    Bench bench;
    QVERIFY(!bench.hub.burst({"orderbook.50.BTCUSDT", 10, 1000ms, true}));
    Log log;
    bench.hub.subscribe("orderbook.1.BTCUSDT", &log);
    QVERIFY(!bench.hub.burst({"orderbook.1.BTCUSDT", 10, 1000ms, true})); // no deltas there
    QCOMPARE(bench.hub.lastBurst(), QJsonObject());
}

void TestPublicHub::aBurstWhoseListenerLeavesEnds()
{
    Bench bench;
    Log log;
    bench.hub.subscribe("orderbook.50.BTCUSDT", &log);
    QVERIFY(bench.hub.burst({"orderbook.50.BTCUSDT", 5000, 1000ms, true}));
    bench.scheduler.advance(300ms);
    bench.hub.leave(&log);
    QCOMPARE(bench.scheduler.pending(), 0U);
    Log again;
    bench.hub.subscribe("orderbook.50.BTCUSDT", &again);
    bench.scheduler.advance(1s);
    QVERIFY(again.frames.size() > 40 && again.book.isContiguous); // and the market moves
}

QTEST_GUILESS_MAIN(TestPublicHub)
#include "tst_publichub.moc"
