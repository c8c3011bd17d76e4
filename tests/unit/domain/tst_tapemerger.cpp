// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/market/tapemerger.h"

#include <QTest>

using namespace bw;

namespace {
TakerOrder print(std::int64_t ms, Side taker, std::int64_t ticks, std::int64_t lots, std::uint64_t sequence)
{
    return TakerOrder::ofPrint(fromMs(ms), taker, PriceTicks(ticks), QtyLots(lots), sequence);
}
}

class TestTapeMerger : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void printsOfOneMatchingStepAreOneOrder();
    void anotherSequenceIsAnotherOrder();
    void theOtherSideIsAnotherOrder();
    void whatLiesBetweenKeepsApart();
    void withoutASequenceTheMillisecondDecides();
    void withoutASequenceAPriceThatComesBackIsAnotherOrder();
    void afterAResetNothingIsContinued();
    void aSumThatNoOrderCanHaveBeginsAnew();
};

void TestTapeMerger::printsOfOneMatchingStepAreOneOrder()
{
    TapeMerger merger;
    QVERIFY(!merger.add(print(1000, Side::Buy, 500, 3, 42)));
    QVERIFY(merger.add(print(1000, Side::Buy, 501, 4, 42)));
    QVERIFY(merger.add(print(1001, Side::Buy, 503, 5, 42))); // a step may span two messages
    const TakerOrder expected{fromMs(1000), Side::Buy, PriceTicks(500), PriceTicks(503), QtyLots(12), 42, 3};
    QVERIFY(*merger.newest() == expected);
}

void TestTapeMerger::anotherSequenceIsAnotherOrder()
{
    TapeMerger merger;
    merger.add(print(1000, Side::Buy, 500, 3, 42));
    QVERIFY(!merger.add(print(1000, Side::Buy, 500, 3, 43)));
    QVERIFY(!merger.add(print(1000, Side::Buy, 500, 3, 0)));
    QVERIFY(!merger.add(print(1000, Side::Buy, 500, 3, 43)));
    QCOMPARE(merger.newest()->qty.value(), 3);
}

void TestTapeMerger::theOtherSideIsAnotherOrder()
{
    TapeMerger merger;
    merger.add(print(1000, Side::Buy, 500, 3, 42));
    QVERIFY(!merger.add(print(1000, Side::Sell, 500, 3, 42)));
    QCOMPARE(merger.newest()->taker, Side::Sell);
}

void TestTapeMerger::whatLiesBetweenKeepsApart()
{
    TapeMerger merger;
    merger.add(print(1000, Side::Buy, 500, 3, 42));
    merger.add(print(1000, Side::Sell, 499, 1, 43));
    QVERIFY(!merger.add(print(1000, Side::Buy, 501, 4, 42)));
    QCOMPARE(merger.newest()->prints, 1);
}

void TestTapeMerger::withoutASequenceTheMillisecondDecides()
{
    TapeMerger merger;
    merger.add(print(1000, Side::Sell, 500, 3, 0));
    QVERIFY(merger.add(print(1000, Side::Sell, 500, 2, 0)));
    QVERIFY(merger.add(print(1000, Side::Sell, 498, 1, 0)));
    QCOMPARE(merger.newest()->qty.value(), 6);
    QCOMPARE(merger.newest()->last.value(), 498);
    QVERIFY(!merger.add(print(1001, Side::Sell, 498, 1, 0)));
}

void TestTapeMerger::withoutASequenceAPriceThatComesBackIsAnotherOrder()
{
    TapeMerger merger;
    merger.add(print(1000, Side::Buy, 500, 3, 0));
    merger.add(print(1000, Side::Buy, 502, 3, 0));
    QVERIFY(!merger.add(print(1000, Side::Buy, 501, 3, 0))); // an order that walks up doesn't trade lower again
    QVERIFY(!merger.add(print(1000, Side::Sell, 501, 3, 0)));
    QVERIFY(!merger.add(print(1000, Side::Sell, 502, 3, 0)));
}

void TestTapeMerger::afterAResetNothingIsContinued()
{
    TapeMerger merger;
    merger.add(print(1000, Side::Buy, 500, 3, 42));
    merger.reset();
    QVERIFY(!merger.newest());
    QVERIFY(!merger.add(print(1000, Side::Buy, 500, 3, 42)));
}

void TestTapeMerger::aSumThatNoOrderCanHaveBeginsAnew()
{
    TapeMerger merger;
    merger.add(print(1000, Side::Buy, 500, std::int64_t(1) << 60, 42));
    QVERIFY(!merger.add(print(1000, Side::Buy, 500, 1, 42)));
    QCOMPARE(merger.newest()->qty.value(), 1);
}

QTEST_GUILESS_MAIN(TestTapeMerger)
#include "tst_tapemerger.moc"
