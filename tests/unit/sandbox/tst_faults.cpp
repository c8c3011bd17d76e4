// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/faultinjector.h"
#include "core/sandbox/framefaults.h"
#include "tests/support/fakeclock.h"

#include <QJsonDocument>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

class TestFaults final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void readsTheListOfTheManual();
    void printsWhatItReads();
    void refusesWithAWordThatNamesTheEntry_data();
    void refusesWithAWordThatNamesTheEntry();
    void helpNamesEveryFault();
    void aRequestFaultKnowsItsPathsAndItsNumber();
    void aCorruptedFrameIsNeverValid();
    void serviceIsForThisMachineOnly();
    void withoutFaultsEveryFramePassesAsItIs();
    void aGapLeavesADeltaOutAndNothingElse();
    void aDoubledDeltaComesTwiceAndAReorderedOneAfterTheNext();
    void aCrossedDeltaBringsABidAboveEveryAsk();
    void anOlderSequenceKeepsItsUpdateId();
    void framesOfOtherTopicsAreLeftAlone();
    void aFaultThatMayStrikeTwiceStrikesTwice();
    void aTopicGoesSilentSomeTimeAfterItWasSubscribedTo();
};

namespace {

const QByteArray kTopic = "orderbook.50.BTCUSDT";

QByteArray delta(int u)
{
    return R"({"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1,"data":{"s":"BTCUSDT","b":[],"a":[["100.5","2"]],"u":)" + QByteArray::number(u) + R"(,"seq":5000000},"cts":1})";
}

struct Line {
    explicit Line(QStringView spec)
    {
        injector.set(*Faults::parse(spec));
        faults.subscribed(kTopic);
    }
    [[nodiscard]] QList<QByteArray> pass(const QByteArray &frame, FrameKind kind = FrameKind::Delta, const QByteArray &topic = kTopic)
    {
        return faults.pass(topic, frame, kind);
    }
    FakeClock clock;
    FaultInjector injector{1, clock};
    FrameFaults faults{injector, clock};
};

} // namespace

void TestFaults::readsTheListOfTheManual()
{
    const auto faults = Faults::parse(u"drop-after=30s,delay=200ms,gap=0.01,silence-after=60s,ack-lost=0.05,reject=10006:0.1,half-open");
    QVERIFY(faults);
    QCOMPARE(*faults->dropAfter, 30s);
    QCOMPARE(faults->delay, 200ms);
    QCOMPARE(faults->gap, 0.01);
    QCOMPARE(*faults->silenceAfter, 60s);
    QCOMPARE(faults->requests.size(), 2);
    QCOMPARE(faults->requests[0].kind, RequestFault::Kind::AckLost);
    QCOMPARE(faults->requests[0].share, 0.05);
    QCOMPARE(faults->requests[1].number, 10006);
    QCOMPARE(faults->requests[1].share, 0.1);
    QCOMPARE(*faults->halfOpen, 0ms);
    QVERIFY(!faults->limit);
    QCOMPARE(*Faults::parse(u""), Faults());
    QCOMPARE(*Faults::parse(u" half-open=1.5m , limit=3 ")->halfOpen, 90s);
}

void TestFaults::printsWhatItReads()
{
    const auto faults = Faults::parse(u"drop-after=1s,delay=5ms,gap=1,corrupt=0.25,silence-after=2m,ack-lost=0.5,reject=110007:1,half-open=3s,limit=7,ai-delay=1s,ai-error=429:0.5,"
                                      u"doubled=0.125,reordered=1,crossed=0.5,seq-backwards=0.5,restart=0.01,only=orderbook.50.*,times=3,"
                                      u"silence-topic=orderbook.50.BTCUSDT:after=5s,wrong-book=orderbook.200.*,refuse-subscribe=kline.1.BTCUSDT,slow=20000,html,outage=5m,"
                                      u"never-arrived=1:create,arrives-late=2s:0.5:create+cancel:x3,answer-late=1500ms,answer-twice=0.25:x1,reject=10016:1:*,http=502:1:set-leverage,http-after=504:1,"
                                      u"html-body=1:cancel-all:x2,race-cancel=1:x1,race-amend=0.5,lag=5s:order/realtime+position/list,page-shift=-2,private-down=3s,topic-late=execution:200ms,"
                                      u"topic-twice=order,sockets=private,ban=10m,venue-restart,clock-step=-5s");
    QVERIFY(faults);
    QCOMPARE(*Faults::parse(faults->toString()), *faults);
    QCOMPARE(faults->requests.size(), 14);
    QCOMPARE(Faults().toString(), QString());
}

void TestFaults::refusesWithAWordThatNamesTheEntry_data()
{
    QTest::addColumn<QString>("spec");
    for (const char *spec : {"gap=2", "gap=-1", "gap=abc", "gap", "gap=nan", "delay=200", "delay=", "delay=-1ms", "delay=99999m", "drop-after", "reject=10006", "reject=x:0.1",
                             "reject=10006:7", "limit=1.5", "limit=0", "typo=1", ",", "gap=0.1,gap=0.2", "ai-error=200:1", "half-open=soon", "crossed=2", "times=0", "only=", "only=a*b",
                             "silence-topic=", "silence-topic=x:5s", "silence-topic=x:after=5", "wrong-book=:after=5s", "refuse-subscribe", "slow=1", "html=1", "outage=-1s",
                             "ack-lost", "never-arrived=create", "arrives-late=1:create", "arrives-late=create", "answer-late=1s:2", "reject=10006:create", "http=200:1", "http=99:1",
                             "ack-lost=1:Create", "ack-lost=1:create+", "ack-lost=1:x0", "ack-lost=1:*create", "lag=5", "page-shift=51", "page-shift=x", "topic-late=order", "topic-late=order:5",
                             "topic-twice=", "sockets=rest", "clock-step=5", "clock-step=--5s", "ban=1", "private-down=soon"})
        QTest::newRow(spec) << QString::fromLatin1(spec);
}

void TestFaults::refusesWithAWordThatNamesTheEntry()
{
    QFETCH(QString, spec);
    const auto faults = Faults::parse(spec);
    QVERIFY(!faults);
    QVERIFY2(faults.error().detail.contains(spec.split(u',').last()), qPrintable(faults.error().detail));
}

void TestFaults::helpNamesEveryFault()
{
    for (const QString &name : {QStringLiteral("drop-after"), QStringLiteral("delay"), QStringLiteral("gap"), QStringLiteral("silence-after"), QStringLiteral("ack-lost"),
                                QStringLiteral("reject"), QStringLiteral("half-open"), QStringLiteral("corrupt"), QStringLiteral("limit"), QStringLiteral("ai-delay"), QStringLiteral("ai-error"), QStringLiteral("doubled"), QStringLiteral("reordered"),
                                QStringLiteral("crossed"), QStringLiteral("seq-backwards"), QStringLiteral("restart"), QStringLiteral("only"), QStringLiteral("times"),
                                QStringLiteral("silence-topic"), QStringLiteral("wrong-book"), QStringLiteral("refuse-subscribe"), QStringLiteral("slow"),
                                QStringLiteral("html"), QStringLiteral("outage"), QStringLiteral("never-arrived"), QStringLiteral("arrives-late"), QStringLiteral("answer-late"),
                                QStringLiteral("answer-twice"), QStringLiteral("http="), QStringLiteral("http-after"), QStringLiteral("html-body"), QStringLiteral("race-cancel"),
                                QStringLiteral("race-amend"), QStringLiteral("lag"), QStringLiteral("page-shift"), QStringLiteral("private-down"), QStringLiteral("topic-late"),
                                QStringLiteral("topic-twice"), QStringLiteral("sockets"), QStringLiteral("ban"), QStringLiteral("venue-restart"), QStringLiteral("clock-step")})
        QVERIFY2(Faults::help().contains(QStringLiteral("  ") + name), qPrintable(name));
}

void TestFaults::aRequestFaultKnowsItsPathsAndItsNumber()
{
    FakeClock clock;
    FaultInjector injector(1, clock);
    injector.set(*Faults::parse(u"ack-lost=1:cancel:x2,ack-lost=1:set-leverage,reject=10016:1:*:x1"));
    QCOMPARE(injector.fateOf("GET", "/v5/order/realtime").refusal, std::optional(10016)); // a star is every path
    QVERIFY(!injector.fateOf("GET", "/v5/order/realtime").refusal);
    QVERIFY(!injector.fateOf("POST", "/v5/order/cancel-all").isAnswerLost); // the end of a path is a whole part of it
    QVERIFY(!injector.fateOf("POST", "/v5/order/create").isAnswerLost);
    QVERIFY(injector.fateOf("POST", "/v5/order/cancel").isAnswerLost && injector.fateOf("POST", "/v5/order/cancel").isAnswerLost);
    QVERIFY(!injector.fateOf("POST", "/v5/order/cancel").isAnswerLost);
    QVERIFY(injector.fateOf("POST", "/v5/position/set-leverage").isAnswerLost);
    QCOMPARE(injector.hits()[u"ack-lost"].toInt(), 3);
    QCOMPARE(injector.hits()[u"reject"].toInt(), 1);
    injector.set(*Faults::parse(u"ack-lost=1")); // orders' requests, as ever
    QVERIFY(injector.fateOf("POST", "/v5/order/amend").isAnswerLost && !injector.fateOf("POST", "/v5/position/trading-stop").isAnswerLost);
    QCOMPARE(injector.hits()[u"ack-lost"].toInt(), 4); // counted since the start
}

void TestFaults::aCorruptedFrameIsNeverValid()
{
    FakeClock clock;
    FaultInjector injector(1, clock);
    const QByteArray frame = R"({"topic":"orderbook.50.BTCUSDT","type":"delta","data":{"b":[["1","2"]]}})";
    for (int i = 0; i < 500; ++i)
        QVERIFY(QJsonDocument::fromJson(injector.corrupted(frame)).isNull());
}

void TestFaults::serviceIsForThisMachineOnly()
{
    InboundRequest request;
    const auto with = [&request](const char *host) {
        request.headers.insert("host", host);
        return isLocalRequest(request);
    };
    QVERIFY(with("127.0.0.1:4711") && with("localhost:80") && with("127.0.0.1"));
    QVERIFY(!with("evil.example:4711") && !with("127.0.0.1.evil.example") && !with("localhost.evil.example:1"));
    request.headers.insert("host", "127.0.0.1:1");
    request.headers.insert("origin", "https://evil.example");
    QVERIFY(!isLocalRequest(request));
}

void TestFaults::withoutFaultsEveryFramePassesAsItIs()
{
    Line line(u"");
    for (int u = 1; u < 100; ++u)
        QCOMPARE(line.pass(delta(u)), QList{delta(u)});
}

void TestFaults::aGapLeavesADeltaOutAndNothingElse()
{
    Line line(u"gap=1");
    QCOMPARE(line.pass(delta(1)), QList<QByteArray>());
    QCOMPARE(line.pass("snap", FrameKind::Snapshot), QList<QByteArray>{"snap"});
    QCOMPARE(line.pass("trade", FrameKind::Other, "publicTrade.BTCUSDT"), QList<QByteArray>{"trade"});
}

void TestFaults::aDoubledDeltaComesTwiceAndAReorderedOneAfterTheNext()
{
    QCOMPARE(Line(u"doubled=1").pass(delta(1)), (QList{delta(1), delta(1)}));
    Line line(u"reordered=1,times=1");
    QCOMPARE(line.pass(delta(1)), QList<QByteArray>());
    QCOMPARE(line.pass(delta(2)), (QList{delta(2), delta(1)}));
    QCOMPARE(line.pass(delta(3)), QList{delta(3)});
}

void TestFaults::aCrossedDeltaBringsABidAboveEveryAsk()
{
    Line line(u"crossed=1");
    const auto frame = QJsonDocument::fromJson(line.pass(delta(7)).first());
    QCOMPARE(frame[u"data"][u"b"][0][0].toString(), QStringLiteral("201.0"));
    QCOMPARE(frame[u"data"][u"a"][0][0].toString(), QStringLiteral("100.5"));
    QCOMPARE(frame[u"data"][u"u"].toInteger(), 7);
    QCOMPARE(frame[u"topic"].toString().toUtf8(), kTopic);
}

void TestFaults::anOlderSequenceKeepsItsUpdateId()
{
    Line line(u"seq-backwards=1");
    const auto frame = QJsonDocument::fromJson(line.pass(delta(7)).first());
    QCOMPARE(frame[u"data"][u"u"].toInteger(), 7);
    QVERIFY(frame[u"data"][u"seq"].toInteger() < 5'000'000);
}

void TestFaults::framesOfOtherTopicsAreLeftAlone()
{
    Line line(u"gap=1,only=orderbook.50.*");
    QVERIFY(line.pass(delta(1)).isEmpty());
    QCOMPARE(line.pass(delta(1), FrameKind::Delta, "orderbook.200.BTCUSDT").size(), 1);
    Line exact(u"gap=1,only=orderbook.50.BTC");
    QCOMPARE(exact.pass(delta(1)).size(), 1); // a beginning is no match without the star
}

void TestFaults::aFaultThatMayStrikeTwiceStrikesTwice()
{
    Line line(u"gap=1,times=2");
    QVERIFY(line.pass(delta(1)).isEmpty() && line.pass(delta(2)).isEmpty());
    QCOMPARE(line.pass(delta(3)).size(), 1);
    line.injector.set(*Faults::parse(u"gap=1,times=1")); // a new list counts anew
    QVERIFY(line.pass(delta(4)).isEmpty());
    QCOMPARE(line.pass(delta(5)).size(), 1);
}

void TestFaults::aTopicGoesSilentSomeTimeAfterItWasSubscribedTo()
{
    Line line(u"silence-topic=orderbook.50.BTCUSDT:after=5s");
    line.clock.advance(4999ms);
    QCOMPARE(line.pass(delta(1)).size(), 1);
    line.clock.advance(1ms);
    QVERIFY(line.pass(delta(2)).isEmpty());
    QVERIFY(line.pass("snap", FrameKind::Snapshot).isEmpty());
    QCOMPARE(line.pass("x", FrameKind::Other, "publicTrade.BTCUSDT").size(), 1);
    line.faults.unsubscribed(kTopic);
    line.faults.subscribed(kTopic);
    QCOMPARE(line.pass(delta(3)).size(), 1); // alive again for a while
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
