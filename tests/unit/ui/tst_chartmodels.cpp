// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/chartsamples.h"
#include "tests/support/fakemarket.h"
#include "ui/models/anomalymodel.h"
#include "ui/models/candleseries.h"
#include "ui/models/candleviewport.h"
#include "ui/models/chartmarks.h"
#include "ui/models/pricescale.h"
#include "ui/models/timetext.h"

#include <QDateTime>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace bw;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

namespace {

const UtcTime kNow = fromMs(1'700'000'000'000);

std::shared_ptr<const CandleView> samples(int count)
{
    return std::make_shared<const CandleView>(chartsamples::candleView(fakemarket::btcusdt(), kNow, {}, count));
}

CandleSeries seriesOf(const std::shared_ptr<const CandleView> &view)
{
    CandleSeries series;
    series.set(view);
    return series;
}

} // namespace

class ChartModelsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void joinedBarsEqualTheirCandles_data();
    void joinedBarsEqualTheirCandles();
    void barsKeepTheirPlaceWhilePanning();
    void missingCandlesAreGapsAndStayOutOfTheVolume();
    void aGapAcrossTheEdgeIsSeen();
    void theOpenCandleIsTheLastAndANewOneReplacesIt();
    void volumesDoNotOverflow();
    void whatIsUnderThePointerStaysThereWhileZooming();
    void panningEndsFollowingAndComingBackBeginsIt();
    void theCandlesNeverGetOutOfSight();
    void newCandlesMoveTheViewOnlyWhileFollowing();
    void oneCandleIsEnough();
    void priceTicksAreRoundAndWhole();
    void timeTicksStandOnRoundTimesOfTheZone();
    void theZoneIsNamed();
    void ordersLeaveTheChartWhenTheyEnd();
    void onlyTradesAreFillsAndOnlyDirectionsAreFlags();
    void anomaliesAreNewestFirstAndGrowUntilTheirEnd();
};

void ChartModelsTest::joinedBarsEqualTheirCandles_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("group");
    QTest::newRow("single") << 700 << 1;
    QTest::newRow("below a block") << 700 << 4;
    QTest::newRow("a block") << 1000 << 16;
    QTest::newRow("many blocks") << 5003 << 256;
    QTest::newRow("all in one") << 999 << 2048;
}

void ChartModelsTest::joinedBarsEqualTheirCandles()
{
    QFETCH(const int, count);
    QFETCH(const int, group);
    auto view = chartsamples::candleView(fakemarket::btcusdt(), kNow, {}, count);
    view.closed = chartsamples::without(*view.closed, 100, 117); // a hole inside
    CandleSeries series;
    series.set(std::make_shared<const CandleView>(view));
    const auto bars = series.bars(static_cast<double>(series.firstSlot()), static_cast<double>(series.lastSlot() + 1), group);
    std::size_t next = 0;
    for (const auto &bar : bars) { // against a plain scan
        QCOMPARE(((bar.slot % group) + group) % group, 0);
        PriceTicks low;
        PriceTicks high;
        QtyLots volume;
        std::int64_t inside = 0;
        for (; next < series.size() && series.slotOf(series.candle(next).start) < bar.slot + group; ++next, ++inside) {
            const Candle &one = series.candle(next);
            QVERIFY(series.slotOf(one.start) >= bar.slot);
            if (inside == 0)
                QCOMPARE(bar.open, one.open);
            low = inside == 0 ? one.low : std::min(low, one.low);
            high = inside == 0 ? one.high : std::max(high, one.high);
            volume += one.volume;
        }
        QVERIFY(inside > 0);
        QCOMPARE(bar.count, inside);
        QCOMPARE(bar.low, low);
        QCOMPARE(bar.high, high);
        QCOMPARE(bar.volume, volume);
        QCOMPARE(bar.close, series.candle(next - 1).close);
    }
    QCOMPARE(next, series.size());
}

void ChartModelsTest::barsKeepTheirPlaceWhilePanning()
{
    const CandleSeries series = seriesOf(samples(4000));
    const auto from = static_cast<double>(series.firstSlot());
    const auto some = series.bars(from + 1000, from + 2000, 8);
    for (const double shift : {1.0, 3.0, 7.5}) {
        const auto others = series.bars(from + 1000 + shift, from + 2000 + shift, 8);
        const auto same = std::find_if(others.begin(), others.end(), [&](const auto &bar) { return bar.slot == some[20].slot; });
        QVERIFY(same != others.end());
        QCOMPARE(same->open, some[20].open);
        QCOMPARE(same->high, some[20].high);
    }
}

void ChartModelsTest::missingCandlesAreGapsAndStayOutOfTheVolume()
{
    auto view = chartsamples::candleView(fakemarket::btcusdt(), kNow, {}, 100);
    view.closed = chartsamples::without(*view.closed, 40, 43);
    CandleSeries series;
    series.set(std::make_shared<const CandleView>(view));
    const auto bars = series.bars(static_cast<double>(series.firstSlot()), static_cast<double>(series.lastSlot() + 1), 1);
    const auto gaps = CandleSeries::gaps(bars, 1);
    QCOMPARE(gaps.size(), std::size_t(1));
    QCOMPARE(gaps[0].from, series.firstSlot() + 40);
    QCOMPARE(gaps[0].to, series.firstSlot() + 43);
    QCOMPARE(bars.size(), std::size_t(97));
}

void ChartModelsTest::aGapAcrossTheEdgeIsSeen()
{
    auto view = chartsamples::candleView(fakemarket::btcusdt(), kNow, {}, 100);
    view.closed = chartsamples::without(*view.closed, 40, 60);
    CandleSeries series;
    series.set(std::make_shared<const CandleView>(view));
    const auto first = static_cast<double>(series.firstSlot());
    QCOMPARE(CandleSeries::gaps(series.bars(first + 50, first + 80, 1), 1).size(), std::size_t(1)); // begins left of the view
    QCOMPARE(CandleSeries::gaps(series.bars(first + 20, first + 50, 1), 1).size(), std::size_t(1)); // ends right of it
    QCOMPARE(CandleSeries::gaps(series.bars(first + 45, first + 55, 1), 1).size(), std::size_t(1)); // is all of it
    QVERIFY(CandleSeries::gaps(series.bars(first + 62, first + 80, 1), 1).empty());
}

void ChartModelsTest::theOpenCandleIsTheLastAndANewOneReplacesIt()
{
    auto view = std::make_shared<CandleView>(chartsamples::candleView(fakemarket::btcusdt(), kNow, {}, 10));
    CandleSeries series;
    series.set(view);
    QCOMPARE(series.size(), std::size_t(10));
    auto next = std::make_shared<CandleView>(*view);
    next->open->high += PriceTicks(999);
    series.set(next);
    QCOMPARE(series.size(), std::size_t(10));
    QCOMPARE(series.bars(static_cast<double>(series.lastSlot()), static_cast<double>(series.lastSlot() + 1), 1).back().high,
             next->open->high);
    auto late = std::make_shared<CandleView>(*view); // history has closed it already
    late->open = late->closed->back();
    series.set(late);
    QCOMPARE(series.size(), std::size_t(9));
}

void ChartModelsTest::volumesDoNotOverflow()
{
    auto view = std::make_shared<CandleView>(chartsamples::candleView(fakemarket::btcusdt(), kNow, {}, 20));
    auto closed = std::make_shared<std::vector<Candle>>(*view->closed);
    for (Candle &candle : *closed)
        candle.volume = QtyLots(std::int64_t(1) << 61);
    view->closed = closed;
    const CandleSeries series = seriesOf(view);
    const auto bars = series.bars(static_cast<double>(series.firstSlot()), static_cast<double>(series.lastSlot()), 64);
    QVERIFY(bars.front().volume.value() > 0);
}

void ChartModelsTest::whatIsUnderThePointerStaysThereWhileZooming()
{
    CandleViewport port;
    port.setWidth(1000);
    port.setSlots(0, 100'000);
    port.reset();
    port.pan(5000);
    for (const double factor : {1.25, 0.5, 0.1, 3.0}) {
        const double before = port.slotAt(300);
        port.zoom(300, factor);
        QVERIFY(std::abs(port.slotAt(300) - before) < 1e-6);
        QVERIFY(std::abs(port.x(port.slotAt(123)) - 123) < 1e-6);
    }
}

void ChartModelsTest::panningEndsFollowingAndComingBackBeginsIt()
{
    CandleViewport port;
    port.setWidth(800);
    port.setSlots(0, 1000);
    port.reset();
    QVERIFY(port.isFollowing());
    port.pan(200);
    QVERIFY(!port.isFollowing());
    port.pan(-400);
    QVERIFY(port.isFollowing());
    port.zoom(400, 2); // in the middle: what is under the pointer counts now
    QVERIFY(!port.isFollowing());
    port.follow();
    QVERIFY(port.isFollowing());
    QVERIFY(port.to() > 1001);
}

void ChartModelsTest::theCandlesNeverGetOutOfSight()
{
    CandleViewport port;
    port.setWidth(800);
    port.setSlots(5000, 6000);
    port.reset();
    for (const double pan : {1e9, -1e9, 1e9}) {
        port.pan(pan);
        QVERIFY(port.from() < 6001 && port.to() > 5000);
    }
    for (int i = 0; i < 100; ++i)
        port.zoom(i % 2 == 0 ? 0 : 800, 0.3);
    QVERIFY(port.from() < 5001);
    QVERIFY(port.to() - port.from() < 1001 * 1.3); // no further out than all of it
    for (int i = 0; i < 100; ++i)
        port.zoom(400, 3);
    QCOMPARE(port.slotWidth(), CandleViewport::kWidestSlot);
    port.toOldest();
    QVERIFY(std::abs(port.from() - 5000) < 1e-6);
}

void ChartModelsTest::newCandlesMoveTheViewOnlyWhileFollowing()
{
    CandleViewport port;
    port.setWidth(800);
    port.setSlots(0, 1000);
    port.reset();
    const double right = port.to();
    port.setSlots(0, 1001);
    QCOMPARE(port.to(), right + 1);
    port.pan(300);
    const double rest = port.to();
    port.setSlots(-500, 1002); // older ones came too
    QCOMPARE(port.to(), rest);
}

void ChartModelsTest::oneCandleIsEnough()
{
    const CandleSeries series = seriesOf(samples(1));
    QCOMPARE(series.size(), std::size_t(1));
    CandleViewport port;
    port.setWidth(500);
    port.setSlots(series.firstSlot(), series.lastSlot());
    port.reset();
    QCOMPARE(series.bars(port.from(), port.to(), port.group()).size(), std::size_t(1));
    QVERIFY(port.x(static_cast<double>(series.firstSlot())) > 0 && port.x(static_cast<double>(series.firstSlot())) < 500);
}

void ChartModelsTest::priceTicksAreRoundAndWhole()
{
    QCOMPARE(priceTicks(101, 149, 5), (std::vector<std::int64_t>{110, 120, 130, 140}));
    QCOMPARE(priceTicks(0.2, 3.4, 10), (std::vector<std::int64_t>{1, 2, 3})); // never part of a tick
    QCOMPARE(priceTicks(-7, 7, 3), (std::vector<std::int64_t>{-5, 0, 5}));
    QVERIFY(priceTicks(5, 5, 3).empty());
    QVERIFY(priceTicks(5, std::nan(""), 3).empty());
    const PriceScale flat(100, 100, 0, 50); // equal limits still make a scale
    QVERIFY(std::isfinite(flat.y(100)));
    QCOMPARE(std::round(flat.at(flat.y(100))), 100.0);
}

void ChartModelsTest::timeTicksStandOnRoundTimesOfTheZone()
{
    const UtcTime midnight = fromMs(1'700'006'400'000); // 2023-11-15 00:00 UTC
    const auto ticks = timeTicks(midnight - minutes(50), midnight + minutes(50), 6, TimeText(false));
    QVERIFY(ticks.size() >= 3 && ticks.size() <= 7);
    const auto day = std::find_if(ticks.begin(), ticks.end(), [](const TimeTick &tick) { return tick.isDay; });
    QVERIFY(day != ticks.end());
    QVERIFY(day->at == midnight);
    QVERIFY(day->text.contains(QLatin1StringView("15")));
    for (const TimeTick &tick : ticks)
        QCOMPARE(toMs(tick.at) % minutes(20).count(), 0);
    QVERIFY(timeTicks(midnight, midnight, 5, TimeText()).empty());
    QVERIFY(timeTicks(fromMs(0), fromMs(40LL * 365 * 86'400'000), 5, TimeText()).size() <= 7); // forty years
    const TimeText local(true);
    for (const TimeTick &tick : timeTicks(midnight - minutes(600), midnight + minutes(600), 6, local))
        QCOMPARE((toMs(tick.at) + local.offset(midnight - minutes(600)).count()) % 3'600'000, 0);
}

void ChartModelsTest::theZoneIsNamed()
{
    QCOMPARE(TimeText(false).zone(kNow), QStringLiteral("UTC"));
    QCOMPARE(TimeText(false).second(kNow), QStringLiteral("22:13:20"));
    QCOMPARE(TimeText(false).dateTime(kNow), QStringLiteral("2023-11-14 22:13:20"));
    const QDateTime here = QDateTime::fromMSecsSinceEpoch(toMs(kNow), Qt::LocalTime);
    QCOMPARE(TimeText(true).second(kNow), here.toString(QStringLiteral("HH:mm:ss")));
    QVERIFY(TimeText(true).zone(kNow).startsWith(QLatin1StringView("UTC")));
    QCOMPARE(TimeText(true).zone(kNow) == QLatin1StringView("UTC"), here.offsetFromUtc() == 0);
}

void ChartModelsTest::ordersLeaveTheChartWhenTheyEnd()
{
    ChartMarks marks;
    const InstrumentPtr of = fakemarket::btcusdt();
    Order order = fakemarket::order(of, 1, OrderState::PartiallyFilled, kNow);
    QVERIFY(marks.setOrder(order));
    QCOMPARE(marks.orders(of->id()).size(), std::size_t(1));
    QCOMPARE(marks.orders(of->id())[0].left, order.qty - order.filled);
    QVERIFY(marks.orders(fakemarket::tinycoin()->id()).empty());
    order.state = OrderState::Cancelled;
    QVERIFY(marks.setOrder(order));
    QVERIFY(marks.orders(of->id()).empty());
    order.state = OrderState::Accepted;
    order.price.reset(); // a market order stands at no price
    QVERIFY(!marks.setOrder(order));
}

void ChartModelsTest::onlyTradesAreFillsAndOnlyDirectionsAreFlags()
{
    ChartMarks marks;
    const InstrumentPtr of = fakemarket::btcusdt();
    Execution fill{.execId = QStringLiteral("e"),
                   .orderId = {},
                   .orderLinkId = {},
                   .instrument = of,
                   .price = *Decimal::parse(std::string_view("63414.2")),
                   .qty = Decimal(1),
                   .fee = {},
                   .feeCurrency = {},
                   .at = kNow};
    QVERIFY(marks.add(fill));
    fill.kind = Execution::Kind::Funding;
    QVERIFY(!marks.add(fill));
    const auto fills = marks.fills(of->id(), kNow - seconds(1), kNow + seconds(1));
    QCOMPARE(fills.size(), std::size_t(1));
    QCOMPARE(std::round(fills[0].ticks), 634'142.0);
    QVERIFY(marks.fills(of->id(), kNow + seconds(1), kNow + seconds(9)).empty());
    for (const Signal &signal : fakemarket::signalsOfEveryKind(of->id(), kNow))
        marks.setSignal(signal);
    auto flags = marks.flags(of->id(), kNow - minutes(60), kNow);
    QCOMPARE(flags.size(), std::size_t(2)); // of four: neutral and unreadable have no direction
    QVERIFY(!flags[1].isActed);
    Signal acted = fakemarket::signalsOfEveryKind(of->id(), kNow).constLast();
    acted.state = SignalState::Acted;
    marks.setSignal(acted);
    flags = marks.flags(of->id(), kNow - minutes(60), kNow);
    QCOMPARE(flags.size(), std::size_t(2));
    QVERIFY(flags[1].isActed);
}

void ChartModelsTest::anomaliesAreNewestFirstAndGrowUntilTheirEnd()
{
    AnomalyModel model;
    model.tick(kNow);
    for (const SpreadAnomaly &anomaly : chartsamples::anomalies(fakemarket::btcusdt()->id(), kNow))
        model.apply(anomaly);
    const auto text = [&](int row, int column) { return model.index(row, column).data().toString(); };
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(text(0, AnomalyModel::End), QStringLiteral("now"));
    QCOMPARE(text(1, AnomalyModel::End), QStringLiteral("data ended"));
    QCOMPARE(text(2, AnomalyModel::End), QStringLiteral("over"));
    QCOMPARE(text(0, AnomalyModel::Length), QStringLiteral("4.0 s"));
    model.tick(kNow + seconds(2));
    QCOMPARE(text(0, AnomalyModel::Length), QStringLiteral("6.0 s"));
    QCOMPARE(text(2, AnomalyModel::Length), QStringLiteral("12.0 s"));
    QCOMPARE(text(2, AnomalyModel::Peak), QStringLiteral("0.06800"));
    QCOMPARE(text(2, AnomalyModel::BidDepth), QStringLiteral("12.345"));
    QCOMPARE(model.goingOn(), 1);
    SpreadAnomaly ended = chartsamples::anomalies(fakemarket::btcusdt()->id(), kNow).constLast();
    ended.end = kNow + seconds(1);
    ended.peakPct = 0.09;
    model.apply(ended); // the same one by its id
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(text(0, AnomalyModel::Length), QStringLiteral("5.0 s"));
    QCOMPARE(model.goingOn(), 0);
    QCOMPARE(model.index(0, AnomalyModel::Start).data(TableRole::CopyText).toString(), toIso8601(ended.start));
    QVERIFY(model.headerData(AnomalyModel::Start, Qt::Horizontal, Qt::DisplayRole).toString().contains(QLatin1StringView("UTC")));
}

QTEST_GUILESS_MAIN(ChartModelsTest)
#include "tst_chartmodels.moc"
