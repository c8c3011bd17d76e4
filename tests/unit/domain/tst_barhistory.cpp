// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/market/barhistory.h"

#include <QTest>

#include <limits>

using namespace bw;

using Effect = BarHistory::Effect;

namespace {

constexpr std::int64_t kBase = 28'333'333; // minutes since 1970

/// Bars are named by their minute; the close tells them apart.
Candle bar(std::int64_t minute, std::int64_t close = 100, bool isClosed = true)
{
    return {UtcTime(std::chrono::minutes(kBase + minute)), PriceTicks(100), PriceTicks(std::max<std::int64_t>(100, close)),
            PriceTicks(std::min<std::int64_t>(100, close)), PriceTicks(close), QtyLots(5), isClosed};
}
Candle open(std::int64_t minute, std::int64_t close = 100) { return bar(minute, close, false); }

std::vector<Candle> bars(std::int64_t from, std::int64_t to)
{
    std::vector<Candle> made;
    for (std::int64_t minute = from; minute <= to; ++minute)
        made.push_back(bar(minute));
    return made;
}

std::vector<std::int64_t> minutesOf(const BarHistory &history)
{
    std::vector<std::int64_t> minutes;
    for (const Candle &candle : *history.closed())
        minutes.push_back(std::chrono::duration_cast<std::chrono::minutes>(candle.start.time_since_epoch()).count() - kBase);
    return minutes;
}

std::optional<std::int64_t> holeOf(const BarHistory &history)
{
    if (!history.missingFrom())
        return std::nullopt;
    return std::chrono::duration_cast<std::chrono::minutes>(history.missingFrom()->time_since_epoch()).count() - kBase;
}

using Minutes = std::vector<std::int64_t>;

} // namespace

class TestBarHistory : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void plausible_data();
    void plausible();
    void theStreamMakesAndClosesBars();
    void closedIsClosed();
    void aNewVectorForEveryChangeAndTheOldOneStays();
    void aJumpIsAHoleAndAPageFillsIt();
    void aBarWithoutItsLastWordIsMissing();
    void aPageThatEndsBeforeTheStreamLeavesAHole();
    void aGapInsideAPageIsNoHole();
    void whatTheVenueDoesNotHaveStaysAGap();
    void aPageMayNotCloseTheOpenBar();
    void afterABreakThePageIsRight();
    void aBarThatAPageClosedTooSoonIsOpenedByTheStream();
    void olderPagesGoInFrontAndOverlapOnce();
    void unusableBarsAreCountedAndLeftOut();
    void theOldestGoWhenItIsFull();
};

void TestBarHistory::plausible_data()
{
    QTest::addColumn<Candle>("candle");
    QTest::addColumn<bool>("isPlausibleBar");
    const auto with = [](auto change) { Candle c = bar(0, 101); change(c); return c; };
    QTest::newRow("good") << bar(0, 101) << true;
    QTest::newRow("flat and without volume") << with([](Candle &c) { c.high = c.close = c.open; c.volume = QtyLots(0); }) << true;
    QTest::newRow("low above open") << with([](Candle &c) { c.low = PriceTicks(101); }) << false;
    QTest::newRow("low above close") << with([](Candle &c) { c.close = PriceTicks(99); }) << false;
    QTest::newRow("high below close") << with([](Candle &c) { c.high = PriceTicks(100); }) << false;
    QTest::newRow("high below open") << with([](Candle &c) { c.open = PriceTicks(102); }) << false;
    QTest::newRow("price zero") << with([](Candle &c) { c.low = PriceTicks(0); }) << false;
    QTest::newRow("negative price") << with([](Candle &c) { c.low = PriceTicks(-1); }) << false;
    QTest::newRow("negative volume") << with([](Candle &c) { c.volume = QtyLots(-1); }) << false;
    QTest::newRow("off the grid") << with([](Candle &c) { c.start += std::chrono::milliseconds(1); }) << false;
    QTest::newRow("before 1970") << with([](Candle &c) { c.start = UtcTime(std::chrono::minutes(-1)); }) << false;
    QTest::newRow("epoch") << with([](Candle &c) { c.start = UtcTime{}; }) << false;
    QTest::newRow("after 2100") << with([](Candle &c) { c.start = UtcTime(std::chrono::sys_days(std::chrono::year(2100) / 1 / 1)); }) << false;
    QTest::newRow("at the end of all times") << with([](Candle &c) { c.start = fromMs(std::numeric_limits<std::int64_t>::max() / 60'000 * 60'000); }) << false;
}

void TestBarHistory::plausible()
{
    QFETCH(Candle, candle);
    QFETCH(bool, isPlausibleBar);
    QCOMPARE(isPlausible(candle, CandleInterval::M1), isPlausibleBar);
    BarHistory history(CandleInterval::M1);
    QCOMPARE(history.addLive(candle) != Effect::Dropped, isPlausibleBar);
}

void TestBarHistory::theStreamMakesAndClosesBars()
{
    BarHistory history(CandleInterval::M1);
    history.addTail(bars(0, 2));
    QCOMPARE(history.addLive(open(3, 101)), Effect::Changed);
    QCOMPARE(history.addLive(open(3, 102)), Effect::Changed);
    QCOMPARE(history.open()->close.value(), 102);
    QCOMPARE(history.closed()->size(), 3u);
    QCOMPARE(history.addLive(bar(3, 103)), Effect::Closed);
    QVERIFY(!history.open());
    QCOMPARE(history.closed()->back().close.value(), 103);
    QCOMPARE(history.addLive(open(4)), Effect::Changed);
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2, 3}));
    QVERIFY(!history.missingFrom());
}

void TestBarHistory::closedIsClosed()
{
    BarHistory history(CandleInterval::M1);
    history.addLive(bar(3, 103));
    QCOMPARE(history.addLive(open(3, 90)), Effect::Dropped);
    QCOMPARE(history.addLive(bar(3, 90)), Effect::Dropped);
    QCOMPARE(history.addLive(open(2, 90)), Effect::Dropped);
    history.addLive(open(4));
    QCOMPARE(history.addLive(bar(3, 90)), Effect::Dropped);
    QCOMPARE(history.closed()->back().close.value(), 103);
    QCOMPARE(minutesOf(history), Minutes{3});
}

void TestBarHistory::aNewVectorForEveryChangeAndTheOldOneStays()
{
    BarHistory history(CandleInterval::M1);
    history.addTail(bars(0, 2));
    const auto before = history.closed();
    history.addLive(open(3));
    QCOMPARE(history.closed(), before); // the open bar costs no copy
    history.addLive(bar(3));
    QVERIFY(history.closed() != before);
    QCOMPARE(before->size(), 3u);
}

void TestBarHistory::aJumpIsAHoleAndAPageFillsIt()
{
    BarHistory history(CandleInterval::M1);
    history.addTail(bars(0, 2));
    history.addLive(open(6));
    QCOMPARE(holeOf(history), std::optional<std::int64_t>(3));
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2})); // nothing was made up
    history.addTail(bars(2, 4));
    QCOMPARE(holeOf(history), std::optional<std::int64_t>(5));
    history.addTail(bars(5, 5));
    QVERIFY(!history.missingFrom());
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2, 3, 4, 5}));
    QVERIFY(history.open());
}

void TestBarHistory::aBarWithoutItsLastWordIsMissing()
{
    BarHistory history(CandleInterval::M1);
    history.addTail(bars(0, 2));
    history.addLive(open(3, 105));
    history.addLive(open(4));
    QCOMPARE(holeOf(history), std::optional<std::int64_t>(3));
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2})); // its half-made figures are no bar
    history.addTail(bars(3, 3));
    QVERIFY(!history.missingFrom());
}

void TestBarHistory::aPageThatEndsBeforeTheStreamLeavesAHole()
{
    BarHistory history(CandleInterval::M1);
    history.addLive(bar(5));
    history.addLive(open(6));
    history.addTail(bars(0, 3));
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2, 3, 5}));
    QCOMPARE(holeOf(history), std::optional<std::int64_t>(4));
}

void TestBarHistory::aGapInsideAPageIsNoHole()
{
    BarHistory history(CandleInterval::M1);
    history.addTail(std::vector<Candle>{bar(0), bar(1), bar(4), bar(5)});
    history.addLive(open(6));
    QVERIFY(!history.missingFrom());
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 4, 5}));
}

void TestBarHistory::whatTheVenueDoesNotHaveStaysAGap()
{
    BarHistory history(CandleInterval::M1);
    history.addTail(bars(0, 2));
    history.addLive(open(6));
    history.acceptHole();
    QVERIFY(!history.missingFrom());
    history.addLive(bar(6));
    history.addLive(open(7));
    QVERIFY(!history.missingFrom());
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2, 6}));
}

void TestBarHistory::aPageMayNotCloseTheOpenBar()
{
    BarHistory history(CandleInterval::M1);
    history.addLive(open(3, 105));
    history.addTail(bars(0, 3)); // read by a clock that goes ahead
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2}));
    QCOMPARE(history.open()->close.value(), 105);
    QVERIFY(!history.missingFrom());
}

void TestBarHistory::afterABreakThePageIsRight()
{
    BarHistory history(CandleInterval::M1);
    history.addTail(bars(0, 2));
    history.addLive(open(3, 105));
    history.doubtOpen();
    history.addTail(bars(2, 5));
    QVERIFY(!history.open());
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2, 3, 4, 5}));
    history.addLive(open(6));
    QVERIFY(!history.missingFrom());
    history.addTail(bars(5, 6));
    QVERIFY(history.open()); // the stream is whole again
}

void TestBarHistory::aBarThatAPageClosedTooSoonIsOpenedByTheStream()
{
    BarHistory history(CandleInterval::M1);
    history.addTail(bars(0, 3));
    QCOMPARE(history.addLive(open(3, 105)), Effect::Changed);
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2}));
    QCOMPARE(history.addLive(bar(3, 106)), Effect::Closed);
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 2, 3}));
    QCOMPARE(history.closed()->back().close.value(), 106);
    QVERIFY(!history.missingFrom());
}

void TestBarHistory::olderPagesGoInFrontAndOverlapOnce()
{
    BarHistory history(CandleInterval::M1);
    history.addTail(bars(10, 12));
    history.addLive(open(13));
    history.addOlder(bars(7, 10)); // a venue that counts "before" inclusively changes nothing
    QCOMPARE(minutesOf(history), (Minutes{7, 8, 9, 10, 11, 12}));
    history.addOlder(bars(2, 4)); // a gap in the past is a gap
    QCOMPARE(minutesOf(history), (Minutes{2, 3, 4, 7, 8, 9, 10, 11, 12}));
    QVERIFY(!history.missingFrom());
    QVERIFY(history.open());
}

void TestBarHistory::unusableBarsAreCountedAndLeftOut()
{
    BarHistory history(CandleInterval::M1);
    auto broken = bar(2);
    broken.low = PriceTicks(0);
    QCOMPARE(history.addTail(std::vector<Candle>{bar(0), bar(1), bar(1, 99), broken, bar(0), open(3), bar(4)}), 4);
    QCOMPARE(minutesOf(history), (Minutes{0, 1, 4}));
    QCOMPARE((*history.closed())[1].close.value(), 100);
}

void TestBarHistory::theOldestGoWhenItIsFull()
{
    constexpr auto kMost = static_cast<std::int64_t>(BarHistory::kMaxBars);
    BarHistory history(CandleInterval::M1);
    history.addTail(bars(0, kMost - 1));
    QVERIFY(history.isFull());
    history.addLive(bar(kMost));
    QCOMPARE(history.closed()->size(), BarHistory::kMaxBars);
    QCOMPARE(minutesOf(history).front(), 1);
    QCOMPARE(minutesOf(history).back(), kMost);
    history.addOlder(bars(-5, 0));
    QCOMPARE(history.closed()->size(), BarHistory::kMaxBars);
    QCOMPARE(minutesOf(history).back(), kMost);
}

QTEST_GUILESS_MAIN(TestBarHistory)
#include "tst_barhistory.moc"
