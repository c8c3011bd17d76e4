// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/impact.h"
#include "core/domain/book/spreadstatistics.h"
#include "tests/support/samples.h"

#include <QTest>

#include <cmath>

using namespace bw;
using samples::level;
using samples::num;
using std::chrono::milliseconds;

class TestImpact : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void marketOrderPaysTheLevelsThatItMeets_data()
    {
        QTest::addColumn<Side>("side");
        QTest::addColumn<qlonglong>("lots");
        QTest::addColumn<qlonglong>("filled");
        QTest::addColumn<int>("levels");
        QTest::addColumn<QString>("average");
        QTest::addColumn<QString>("bps");
        QTest::addColumn<QString>("share");
        QTest::newRow("inside the best") << Side::Buy << 500ll << 500ll << 1 << QStringLiteral("30000.00000") << QStringLiteral("0.00")
                                         << QStringLiteral("6.2");
        QTest::newRow("exactly the best") << Side::Buy << 1000ll << 1000ll << 1 << QStringLiteral("30000.00000") << QStringLiteral("0.00")
                                          << QStringLiteral("12.5");
        // (30000 x 1 + 30001 x 2) / 3; 0.66667 of 30000 are 0.2222 bps
        QTest::newRow("two levels") << Side::Buy << 3000ll << 3000ll << 2 << QStringLiteral("30000.66667") << QStringLiteral("0.22")
                                    << QStringLiteral("37.5");
        // (29999 + 2 x 29998 + 29990) / 4 = 29996.25; 2.75 of 29999 are 0.9167 bps
        QTest::newRow("sell into three") << Side::Sell << 4000ll << 4000ll << 3 << QStringLiteral("29996.25000") << QStringLiteral("0.92")
                                         << QStringLiteral("50.0");
        // (30000 + 2 x 30001 + 5 x 30010) / 8 = 30006.5; 6.5 of 30000 are 2.1667 bps
        QTest::newRow("thinner than asked") << Side::Buy << 9000ll << 8000ll << 3 << QStringLiteral("30006.50000") << QStringLiteral("2.17")
                                            << QStringLiteral("100.0");
    }
    void marketOrderPaysTheLevelsThatItMeets()
    {
        QFETCH(Side, side);
        QFETCH(qlonglong, lots);
        const auto book = samples::book(samples::linear());
        const auto impact = walkBook(*book, side, QtyLots(lots));
        QTEST(static_cast<qlonglong>(impact.filled.value()), "filled");
        QTEST(impact.levels, "levels");
        QTEST(impact.averagePrice.toString(), "average");
        QTEST(impact.slippageBps.toString(), "bps");
        QTEST(impact.shareOfDepthPct.toString(), "share");
        QCOMPARE(impact.isComplete(QtyLots(lots)), impact.filled.value() == lots);
    }

    void limitStopsTheWalk()
    {
        const auto book = samples::book(samples::linear());
        const auto atSecond = walkBook(*book, Side::Buy, QtyLots(9000), PriceTicks(300010));
        QCOMPARE(atSecond.filled, QtyLots(3000));
        QCOMPARE(atSecond.worstPrice, PriceTicks(300010));
        const auto below = walkBook(*book, Side::Buy, QtyLots(9000), PriceTicks(299999));
        QVERIFY(below.filled.isZero());
        QVERIFY(!below.averagePrice.isValid());
        QCOMPARE(walkBook(*book, Side::Sell, QtyLots(9000), PriceTicks(299980)).filled, QtyLots(3000));
    }

    void nothingAskedOrNothingShownFillsNothing()
    {
        const auto book = samples::book(samples::linear());
        QVERIFY(!walkBook(*book, Side::Buy, QtyLots(0)).averagePrice.isValid());
        QVERIFY(!walkBook(*book, Side::Buy, QtyLots(-5)).averagePrice.isValid());
        const auto empty = samples::book(samples::linear(), {}, {});
        QVERIFY(!walkBook(*empty, Side::Buy, QtyLots(5)).averagePrice.isValid());
    }

    void inverseAveragesByCoins()
    {
        // 100 USD at 10 and 100 USD at 20 buy 10 + 5 coins: 200 / 15 = 13.333..., not 15.
        const auto book = samples::book(samples::inverse(), {}, {level(20, 100), level(40, 100)});
        const auto impact = walkBook(*book, Side::Buy, QtyLots(200));
        QCOMPARE(impact.averagePrice.toString(), QStringLiteral("13.33333"));
        QCOMPARE(impact.slippageBps.toString(), QStringLiteral("3333.33"));
    }

    void largestCountsDoNotOverflow()
    {
        const std::int64_t most = (std::int64_t(1) << 53) - 1;
        const auto book = samples::book(samples::linear(), {}, {level(most, most)});
        const auto impact = walkBook(*book, Side::Buy, QtyLots(most));
        QCOMPARE(impact.filled, QtyLots(most));
        QCOMPARE(impact.averagePrice, samples::linear()->price(PriceTicks(most)));
    }

    void spreadIsPercentOfTheBid()
    {
        const auto instrument = samples::linear();
        QCOMPARE(spreadPct(*instrument, PriceTicks(299990), PriceTicks(300000)).toString(), QStringLiteral("0.00333344"));
        QCOMPARE(spreadPct(*instrument, PriceTicks(100), PriceTicks(101)).toString(), QStringLiteral("1.00000000"));
        QVERIFY(!spreadPct(*instrument, PriceTicks(0), PriceTicks(101)).isValid());
        QVERIFY(!spreadPct(*instrument, PriceTicks(100), PriceTicks(0)).isValid());
        QVERIFY(std::isnan(spreadPctForDrawing(*samples::book(instrument, {level(1, 1)}, {}))));
        QVERIFY(std::abs(spreadPctForDrawing(*samples::book(instrument)) - 0.0033334444) < 1e-9);
    }

    void widestOfAStepIsKept()
    {
        SpreadStatistics statistics(milliseconds(1000), milliseconds(100));
        SpreadPoint closed;
        QVERIFY(!statistics.add(fromMs(10'000), 1.0, closed));
        QVERIFY(!statistics.add(fromMs(10'050), 5.0, closed));
        QVERIFY(!statistics.add(fromMs(10'099), 2.0, closed));
        QVERIFY(statistics.add(fromMs(10'100), 3.0, closed));
        QCOMPARE(closed.pct, 5.0);
        QCOMPARE(toMs(closed.at), 10'050);
        QVERIFY(!closed.isGap);
        QCOMPARE(statistics.mean(), 5.0);
        QVERIFY(!statistics.add(fromMs(10'120), std::nan(""), closed)); // no spread is no value
    }

    void gapBreaksTheLineOnce()
    {
        SpreadStatistics statistics(milliseconds(1000), milliseconds(100));
        SpreadPoint closed;
        QVERIFY(!statistics.add(fromMs(10'000), 1.0, closed));
        QVERIFY(statistics.addGap(fromMs(10'010), closed));
        QCOMPARE(closed.pct, 1.0);
        QVERIFY(!statistics.addGap(fromMs(10'020), closed));
        QVERIFY(statistics.add(fromMs(10'030), 3.0, closed)); // same step, still a break
        QVERIFY(closed.isGap);
        QVERIFY(statistics.add(fromMs(10'130), 3.0, closed));
        QCOMPARE(closed.pct, 3.0);
        QCOMPARE(statistics.points().size(), 3u);
        QCOMPARE(statistics.mean(), 2.0); // the gap counts for nothing
        QCOMPARE(statistics.deviation(), 1.0);
    }

    void windowForgets()
    {
        SpreadStatistics statistics(milliseconds(1000), milliseconds(100));
        SpreadPoint closed;
        QVERIFY(std::isnan(statistics.mean()));
        for (int i = 0; i < 100; ++i)
            statistics.add(fromMs(10'000 + 100 * i), i, closed);
        QCOMPARE(statistics.points().back().pct, 98.0);
        QCOMPARE(toMs(statistics.points().front().at), 10'000 + 9900 - 1000);
        for (int i = 0; i < 1000; ++i) { // flapping within one step
            statistics.addGap(fromMs(20'000), closed);
            statistics.add(fromMs(20'000), 1.0, closed);
        }
        QVERIFY(statistics.points().size() <= 22);
    }
};

QTEST_GUILESS_MAIN(TestImpact)
#include "tst_impact.moc"
