// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/chartsamples.h"
#include "tests/support/fakemarket.h"
#include "ui/models/depthgrid.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bw;
using std::chrono::milliseconds;

namespace {

const UtcTime kNow = fromMs(1'700'000'000'000);

DepthColumn column(UtcTime at, std::int64_t bid, std::int64_t ask, std::int64_t qty = 100, int levels = 50)
{
    DepthColumn made;
    made.at = at;
    for (int i = 0; i < levels; ++i) {
        made.bids.push_back({PriceTicks(bid - i), QtyLots(qty)});
        made.asks.push_back({PriceTicks(ask + i), QtyLots(qty)});
    }
    return made;
}

UtcTime bucket(int number) { return kNow + DepthColumn::kBucket * number; }

int cellAt(const DepthGrid &grid, int row)
{
    return grid.cells()[static_cast<std::size_t>(row) * DepthGrid::kColumns + static_cast<std::size_t>(grid.newestPlace())];
}

int rowOf(const DepthGrid &grid, std::int64_t ticks) { return static_cast<int>(std::ceil(grid.rowAt(PriceTicks(ticks)))) - 1; }

} // namespace

class DepthGridTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void depthSumsWhatARowHolds();
    void strongerShadesMeanLargerSizes();
    void missingBucketsAreGaps();
    void aBucketToldTwiceIsOneColumn();
    void whatIsOlderIsLeftOut();
    void jitterOfTheTimerMakesNoGaps();
    void aClockThatWentBackBeginsAnew();
    void theRingKeepsFiveMinutes();
    void anAnchorThatMovedKeepsTheWholeMap();
    void theSpanOfPricesCanBeChosen();
    void ordersAtAbsurdPricesDoNotDecideTheScale();
    void aLargerSizeRescalesAll();
    void calmMarketsRebuildRarely();
    void squeezedColumnsKeepTheStrongestShade();
    void clearedBytesStayWhereTheyAre();
};

void DepthGridTest::depthSumsWhatARowHolds()
{
    DepthGrid grid;
    grid.setSpan(2400); // ten ticks a row
    grid.add(column(bucket(0), 10'000, 10'001, 7));
    QCOMPARE(grid.step(), 10);
    const int row = rowOf(grid, 9'985); // 9 980 .. 9 989, all of it bids
    QCOMPARE(grid.lowOf(row), PriceTicks(9'980));
    QCOMPARE(grid.sizeAt(0, row, Side::Buy), QtyLots(70));
    QCOMPARE(grid.sizeAt(0, row, Side::Sell), QtyLots());
    QCOMPARE(grid.sizeAt(1, row, Side::Buy), QtyLots()); // no such column
    const int between = rowOf(grid, 10'005); // 10 000 .. 10 009: one bid and nine asks
    QCOMPARE(grid.sizeAt(0, between, Side::Buy), QtyLots(7));
    QCOMPARE(grid.sizeAt(0, between, Side::Sell), QtyLots(63));
    QVERIFY(cellAt(grid, between) > DepthGrid::kFirstAsk); // the larger side colours it
    QVERIFY(cellAt(grid, row) > 0 && cellAt(grid, row) < DepthGrid::kFirstAsk);
}

void DepthGridTest::strongerShadesMeanLargerSizes()
{
    DepthGrid grid;
    DepthColumn made = column(bucket(0), 1000, 1001, 100);
    made.bids[3].qty = QtyLots(100'000);
    made.bids[5].qty = QtyLots(1);
    grid.add(made);
    const int usual = cellAt(grid, rowOf(grid, 1000));
    QVERIFY(cellAt(grid, rowOf(grid, 997)) > usual);
    QVERIFY(cellAt(grid, rowOf(grid, 995)) < usual);
    QVERIFY(cellAt(grid, rowOf(grid, 995)) >= 1); // little is still something
    QVERIFY(grid.largest() >= QtyLots(100'000) && grid.largest() < QtyLots(200'001));
}

void DepthGridTest::missingBucketsAreGaps()
{
    DepthGrid grid;
    grid.add(column(bucket(0), 1000, 1001));
    grid.add(column(bucket(5), 1000, 1001));
    QCOMPARE(grid.count(), 6);
    QVERIFY(!grid.column(0).isGap);
    for (int age = 1; age < 5; ++age)
        QVERIFY(grid.column(age).isGap);
    QVERIFY(grid.column(2).at == bucket(3));
    QVERIFY(!grid.column(5).isGap);
    grid.add({.at = bucket(6), .isGap = true, .bids = {}, .asks = {}});
    for (int row = 0; row < grid.rows(); ++row)
        QCOMPARE(cellAt(grid, row), 0);
    grid.add(column(bucket(1'000'000'000), 1000, 1001)); // asleep for years: bounded work, all of it a gap
    QCOMPARE(grid.count(), DepthGrid::kColumns);
    QVERIFY(grid.column(1).isGap && grid.column(DepthGrid::kColumns - 1).isGap);
}

void DepthGridTest::aBucketToldTwiceIsOneColumn()
{
    DepthGrid grid;
    grid.add(column(bucket(0), 1000, 1001));
    grid.add(column(bucket(1), 1000, 1001));
    grid.add(column(bucket(1) + milliseconds(40), 1003, 1004));
    QCOMPARE(grid.count(), 2);
    QCOMPARE(grid.column(0).bids.front().price, PriceTicks(1003));
}

void DepthGridTest::whatIsOlderIsLeftOut()
{
    DepthGrid grid;
    grid.add(column(bucket(4), 1000, 1001));
    grid.add(column(bucket(1), 2000, 2001));
    QCOMPARE(grid.count(), 1);
    QCOMPARE(grid.column(0).bids.front().price, PriceTicks(1000));
}

void DepthGridTest::jitterOfTheTimerMakesNoGaps()
{
    DepthGrid grid;
    for (int i = 0; i < 200; ++i) // just around the edge of a whole quarter of a second
        grid.add(column(kNow + milliseconds(250 * i + (i % 2 == 0 ? -1 : 1) * (i % 40)), 1000, 1001, 100, 5));
    QCOMPARE(grid.count(), 200);
    for (int age = 0; age < grid.count(); ++age)
        QVERIFY(!grid.column(age).isGap);
}

void DepthGridTest::aClockThatWentBackBeginsAnew()
{
    DepthGrid grid;
    grid.add(column(bucket(4000), 1000, 1001));
    grid.add(column(bucket(4001), 1000, 1001));
    grid.add(column(bucket(100), 2000, 2001));
    QCOMPARE(grid.count(), 1);
    QCOMPARE(grid.column(0).bids.front().price, PriceTicks(2000));
    grid.add(column(bucket(101), 2000, 2001));
    QCOMPARE(grid.count(), 2);
}

void DepthGridTest::theRingKeepsFiveMinutes()
{
    DepthGrid grid;
    for (int i = 0; i < DepthGrid::kColumns + 50; ++i)
        grid.add(column(bucket(i), 1000, 1001, 10 + i, 5));
    QCOMPARE(grid.count(), DepthGrid::kColumns);
    QVERIFY(grid.column(0).at == bucket(DepthGrid::kColumns + 49));
    QVERIFY(grid.column(DepthGrid::kColumns - 1).at == bucket(50));
    QCOMPARE(grid.column(0).at - grid.column(DepthGrid::kColumns - 1).at, DepthColumn::kBucket * (DepthGrid::kColumns - 1));
}

void DepthGridTest::anAnchorThatMovedKeepsTheWholeMap()
{
    DepthGrid grid;
    for (int i = 0; i < 300; ++i)
        grid.add(column(bucket(i), 10'000 + i * 2, 10'001 + i * 2));
    const double middle = grid.rowAt(grid.column(0).bids.front().price) / grid.rows();
    QVERIFY2(middle >= 0.2 && middle <= 0.8, qPrintable(QString::number(middle)));
    QVERIFY(grid.rebuilds() > 1);
    // Every cell of every column is what its book says.
    for (int age = 0; age < grid.count(); age += 37)
        for (int row = 0; row < grid.rows(); ++row) {
            const auto place = static_cast<std::size_t>((grid.newestPlace() - age + DepthGrid::kColumns) % DepthGrid::kColumns);
            const int cell = grid.cells()[static_cast<std::size_t>(row) * DepthGrid::kColumns + place];
            const QtyLots bid = grid.sizeAt(age, row, Side::Buy);
            const QtyLots ask = grid.sizeAt(age, row, Side::Sell);
            QCOMPARE(cell == 0, bid.isZero() && ask.isZero());
            if (cell != 0)
                QCOMPARE(cell > DepthGrid::kFirstAsk, ask > bid);
        }
}

void DepthGridTest::theSpanOfPricesCanBeChosen()
{
    DepthGrid grid;
    grid.add(column(bucket(0), 10'000, 10'001));
    const std::int64_t fitted = grid.span();
    grid.setSpan(4000);
    QVERIFY(!grid.isFitted());
    QVERIFY(grid.span() >= 4000 && grid.span() < 8000);
    grid.setSpan(40);
    QVERIFY(grid.span() >= 40 && grid.span() < 80);
    QVERIFY(grid.rowAt(PriceTicks(10'000)) > 0 && grid.rowAt(PriceTicks(10'000)) < grid.rows());
    grid.setSpan(std::nullopt);
    QVERIFY(grid.isFitted());
    grid.add(column(bucket(1), 10'000, 10'001));
    QVERIFY(grid.span() >= fitted / 2 && grid.span() <= fitted * 2);
}

void DepthGridTest::ordersAtAbsurdPricesDoNotDecideTheScale()
{
    DepthGrid grid;
    DepthColumn made = column(bucket(0), 10'000, 10'001, 100, 20);
    made.bids.push_back({PriceTicks(1), QtyLots(1)});
    made.asks.push_back({PriceTicks(9'000'000'000'000), QtyLots(1)});
    grid.add(made);
    QVERIFY2(grid.span() <= 1000, qPrintable(QString::number(grid.span())));
    QVERIFY(grid.rowAt(PriceTicks(10'000)) > 0 && grid.rowAt(PriceTicks(10'000)) < grid.rows());
}

void DepthGridTest::aLargerSizeRescalesAll()
{
    DepthGrid grid;
    grid.add(column(bucket(0), 1000, 1001, 100));
    const int strong = cellAt(grid, rowOf(grid, 1000));
    grid.add(column(bucket(1), 1000, 1001, 100'000));
    const auto before = static_cast<std::size_t>((grid.newestPlace() + DepthGrid::kColumns - 1) % DepthGrid::kColumns);
    const int now = grid.cells()[static_cast<std::size_t>(rowOf(grid, 1000)) * DepthGrid::kColumns + before];
    QVERIFY(now < strong);
    QVERIFY(now >= 1);
}

void DepthGridTest::calmMarketsRebuildRarely()
{
    DepthGrid grid;
    for (const DepthColumn &one : chartsamples::depthColumns(fakemarket::btcusdt(), kNow, 2400))
        grid.add(one);
    QVERIFY2(grid.rebuilds() < 100, qPrintable(QString::number(grid.rebuilds())));
}

void DepthGridTest::squeezedColumnsKeepTheStrongestShade()
{
    DepthGrid grid;
    for (int i = 0; i < 40; ++i)
        grid.add(column(bucket(i), 1000, 1001, i == 17 ? 100'000 : 100, 5));
    const auto row = static_cast<std::size_t>(rowOf(grid, 1000));
    std::vector<std::uint8_t> squeezed;
    grid.squeeze(50, 10, squeezed); // five columns in one; ten of the fifty never were
    QCOMPARE(squeezed.size(), static_cast<std::size_t>(10 * grid.rows()));
    const auto at = [&](std::size_t place) { return int(squeezed[row * 10 + place]); };
    QCOMPARE(at(0), 0);
    QCOMPARE(at(1), 0);
    QVERIFY(at(2) > 0);
    for (std::size_t place = 2; place < 10; ++place) // the 18th of forty, so the 28th of fifty
        QCOMPARE(at(place) > at(2), place == 5);
}

void DepthGridTest::clearedBytesStayWhereTheyAre()
{
    DepthGrid grid;
    const auto *bytes = grid.cells();
    grid.add(column(bucket(9), 1000, 1001));
    grid.clear();
    QVERIFY(grid.isEmpty());
    QCOMPARE(grid.cells(), bytes); // an image lies over them
    QVERIFY(std::all_of(bytes, bytes + DepthGrid::kColumns * DepthGrid::kRows, [](std::uint8_t cell) { return cell == 0; }));
    grid.add(column(bucket(1), 50, 51)); // an older moment of another instrument
    QCOMPARE(grid.count(), 1);
}

QTEST_GUILESS_MAIN(DepthGridTest)
#include "tst_depthgrid.moc"
