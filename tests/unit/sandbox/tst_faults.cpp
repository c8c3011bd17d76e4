// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/faultinjector.h"

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
    void aCorruptedFrameIsNeverValid();
    void serviceIsForThisMachineOnly();
};

void TestFaults::readsTheListOfTheManual()
{
    const auto faults = Faults::parse(u"drop-after=30s,delay=200ms,gap=0.01,silence-after=60s,ack-lost=0.05,reject=10006:0.1,half-open");
    QVERIFY(faults);
    QCOMPARE(*faults->dropAfter, 30s);
    QCOMPARE(faults->delay, 200ms);
    QCOMPARE(faults->gap, 0.01);
    QCOMPARE(*faults->silenceAfter, 60s);
    QCOMPARE(faults->ackLost, 0.05);
    QCOMPARE(faults->rejectCode, 10006);
    QCOMPARE(faults->reject, 0.1);
    QCOMPARE(*faults->halfOpen, 0ms);
    QVERIFY(!faults->limit);
    QCOMPARE(*Faults::parse(u""), Faults());
    QCOMPARE(*Faults::parse(u" half-open=1.5m , limit=3 ")->halfOpen, 90s);
}

void TestFaults::printsWhatItReads()
{
    const auto faults = Faults::parse(u"drop-after=1s,delay=5ms,gap=1,corrupt=0.25,silence-after=2m,ack-lost=0.5,reject=110007:1,half-open=3s,limit=7,ai-delay=1s,ai-error=429:0.5");
    QVERIFY(faults);
    QCOMPARE(*Faults::parse(faults->toString()), *faults);
    QCOMPARE(Faults().toString(), QString());
}

void TestFaults::refusesWithAWordThatNamesTheEntry_data()
{
    QTest::addColumn<QString>("spec");
    for (const char *spec : {"gap=2", "gap=-1", "gap=abc", "gap", "gap=nan", "delay=200", "delay=", "delay=-1ms", "delay=99999m", "drop-after", "reject=10006", "reject=x:0.1",
                             "reject=10006:7", "limit=1.5", "limit=0", "typo=1", ",", "gap=0.1,gap=0.2", "ai-error=200:1", "half-open=soon"})
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
                                QStringLiteral("reject"), QStringLiteral("half-open"), QStringLiteral("corrupt"), QStringLiteral("limit"), QStringLiteral("ai-delay"), QStringLiteral("ai-error")})
        QVERIFY2(Faults::help().contains(QStringLiteral("  ") + name), qPrintable(name));
}

void TestFaults::aCorruptedFrameIsNeverValid()
{
    FaultInjector injector(1);
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

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
