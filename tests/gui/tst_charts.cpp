// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/chartsamples.h"
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/linkboard.h"
#include "ui/models/anomalymodel.h"
#include "ui/panels/anomaliespanel.h"
#include "ui/panels/candlepanel.h"
#include "ui/panels/chartpanel.h"
#include "ui/panels/depthpanel.h"
#include "ui/widgets/candlechart.h"
#include "ui/widgets/depthheatmap.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/spreadstrip.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QAbstractButton>
#include <QLabel>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTest>
#include <QWheelEvent>

using namespace bw;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    LinkBoard links{client};
    ChartPanel panel{client, links, theme, pulse};

    Stage()
    {
        theme.setMode(Theme::Mode::Dark);
        panel.resize(900, 500);
        panel.show();
        tick();
    }
    void tick() { scheduler.advance(milliseconds(300)); }
    [[nodiscard]] FakeMarketClient &market() { return client.market(); }
    void publish(const CandleView &view)
    {
        market().candleView.publish(std::make_shared<const CandleView>(view));
        tick();
    }
    [[nodiscard]] CandleView candles(int count)
    {
        return chartsamples::candleView(client.instrument(), clock.utcNow(), clock.now(), count);
    }
    [[nodiscard]] QString words(const char *name) const { return panel.findChild<QLabel *>(QString::fromLatin1(name))->text(); }
    [[nodiscard]] bool isShown(const char *name) const { return panel.findChild<QWidget *>(QString::fromLatin1(name))->isVisible(); }
    [[nodiscard]] CandleChart &chart() { return *panel.findChild<CandleChart *>(); }
    [[nodiscard]] QAbstractButton &button(const char *name) { return *panel.findChild<QAbstractButton *>(QString::fromLatin1(name)); }
    void show(ChartPanel::Tab tab)
    {
        panel.tabs()->setCurrentIndex(tab);
        tick();
    }
    void pushDepth(int count)
    {
        for (DepthColumn &column : chartsamples::depthColumns(client.instrument(), clock.utcNow(), count))
            market().depthColumns.push(std::move(column));
    }
};

} // namespace

class ChartsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void candlesSayWhatTheyWaitForAndWhatFailed();
    void anotherIntervalIsAskedForAndTheOldOneVanishes();
    void anotherInstrumentIsNeverShownWithOldCandles();
    void theLeftEdgeAsksForOlderCandlesOnce();
    void wheelKeysAndDoubleClickMoveTheChart();
    void whatIsInSightIsCopiedPlain();
    void oldNewsIsSaid();
    void risingAndFallingCandlesHaveTheirColours();
    void theHeatMapShowsBidsBelowAndAsksAbove();
    void theHeatMapIsWholeAfterBeingHidden();
    void theHeatMapStartsAnewWithAnotherInstrument();
    void theHeatMapsReadOutIsExact();
    void aGapIsHatchedAndSaid();
    void theStripIsUnderEveryTabAndSharesThePoints();
    void timesFollowTheSettingOfTheZone();
    void anomaliesSayWhatWouldFillThem();
};

void ChartsTest::candlesSayWhatTheyWaitForAndWhatFailed()
{
    Stage stage;
    QVERIFY(stage.words("candleWords").contains(QLatin1StringView("BTCUSDT")));
    CandleView view;
    view.instrument = stage.client.instrument();
    view.closed = std::make_shared<const std::vector<Candle>>();
    view.state = CandleView::State::Failed;
    view.error = {.family = ErrorFamily::Timeout};
    stage.publish(view);
    QVERIFY(stage.words("candleWords").contains(QLatin1StringView("No answer in time")));
    QVERIFY(stage.words("candleWords").contains(QLatin1StringView("again by itself")));
    view.state = CandleView::State::Ready; // empty is not an error
    stage.publish(view);
    QVERIFY(stage.words("candleWords").contains(QLatin1StringView("no candles")));
    stage.publish(stage.candles(1));
    QVERIFY(stage.isShown("candleChart"));
    view = stage.candles(20); // the stream was refused, what was read stays
    view.state = CandleView::State::Failed;
    view.error = {.family = ErrorFamily::RateLimit};
    stage.publish(view);
    QVERIFY(stage.isShown("candleChart"));
    QVERIFY(stage.words("candleState").contains(QLatin1StringView("fewer requests")));
}

void ChartsTest::anotherIntervalIsAskedForAndTheOldOneVanishes()
{
    Stage stage;
    QCOMPARE(stage.market().calls.intervals, QVector<CandleInterval>{CandleInterval::M1}); // once, when first seen
    stage.publish(stage.candles(50));
    QVERIFY(stage.isShown("candleChart"));
    stage.button("candleInterval15").click();
    QCOMPARE(stage.market().calls.intervals.constLast(), CandleInterval::M15);
    QVERIFY(!stage.isShown("candleChart")); // one-minute candles are not passed off as others
    stage.tick();
    QVERIFY(!stage.isShown("candleChart"));
    CandleView view = stage.candles(0);
    view.closed = std::make_shared<const std::vector<Candle>>(std::vector<Candle>{{.start = fromMs(1'699'999'200'000),
                                                                                   .open = PriceTicks(634'000),
                                                                                   .high = PriceTicks(634'100),
                                                                                   .low = PriceTicks(633'900),
                                                                                   .close = PriceTicks(634'050),
                                                                                   .volume = QtyLots(5)}});
    view.interval = CandleInterval::M15;
    stage.publish(view);
    QVERIFY(stage.isShown("candleChart"));
}

void ChartsTest::anotherInstrumentIsNeverShownWithOldCandles()
{
    Stage stage;
    stage.publish(stage.candles(50));
    stage.client.setInstrument(fakemarket::tinycoin());
    QVERIFY(!stage.isShown("candleChart")); // at once, not with the next tick
    stage.publish(stage.candles(50));
    QVERIFY(stage.isShown("candleChart"));
}

void ChartsTest::theLeftEdgeAsksForOlderCandlesOnce()
{
    Stage stage;
    CandleView view = stage.candles(2000);
    stage.publish(view);
    QCOMPARE(stage.market().calls.olderCandles, 0);
    QTest::keyClick(&stage.chart(), Qt::Key_Home);
    QTest::keyClick(&stage.chart(), Qt::Key_Left);
    QTest::keyClick(&stage.chart(), Qt::Key_Left);
    QCOMPARE(stage.market().calls.olderCandles, 1); // not with every move
    view.isLoadingOlder = true;
    stage.publish(view);
    stage.scheduler.advance(seconds(10));
    QTest::keyClick(&stage.chart(), Qt::Key_Left);
    QCOMPARE(stage.market().calls.olderCandles, 1); // they are on their way
    view.isLoadingOlder = false;
    view.hasAllHistory = true;
    stage.publish(view);
    stage.scheduler.advance(seconds(10));
    QTest::keyClick(&stage.chart(), Qt::Key_Left);
    QCOMPARE(stage.market().calls.olderCandles, 1); // there is nothing older
    view.hasAllHistory = false; // a page that failed
    stage.publish(view);
    stage.scheduler.advance(seconds(10));
    QTest::keyClick(&stage.chart(), Qt::Key_Left);
    QVERIFY(stage.market().calls.olderCandles >= 2);
}

void ChartsTest::wheelKeysAndDoubleClickMoveTheChart()
{
    Stage stage;
    stage.publish(stage.candles(2000));
    CandleChart &chart = stage.chart();
    QVERIFY(chart.isFollowing());
    const double before = chart.viewport().slotWidth();
    const double under = chart.viewport().slotAt(200);
    QWheelEvent wheel(QPointF(200, 100), chart.mapToGlobal(QPointF(200, 100)), {}, QPoint(0, 120), Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&chart, &wheel);
    QVERIFY(chart.viewport().slotWidth() > before);
    QVERIFY(std::abs(chart.viewport().slotAt(200) - under) < 1e-6);
    QVERIFY(!chart.isFollowing());
    QVERIFY(!stage.button("candleFollow").isChecked());
    QTest::mouseDClick(&chart, Qt::LeftButton, {}, QPoint(300, 100));
    QVERIFY(chart.isFollowing());
    QVERIFY(stage.button("candleFollow").isChecked());
    const double right = chart.viewport().to();
    QTest::mousePress(&chart, Qt::LeftButton, {}, QPoint(300, 100));
    QTest::mouseMove(&chart, QPoint(400, 100));
    QTest::mouseRelease(&chart, Qt::LeftButton, {}, QPoint(400, 100));
    QVERIFY(chart.viewport().to() < right);
    QTest::keyClick(&chart, Qt::Key_End);
    QCOMPARE(chart.viewport().to(), right);
    const double width = chart.viewport().slotWidth();
    QTest::keyClick(&chart, Qt::Key_Minus);
    QVERIFY(chart.viewport().slotWidth() < width);
    QVERIFY(chart.isFollowing()); // the keys zoom around the last candle while it is followed
}

void ChartsTest::whatIsInSightIsCopiedPlain()
{
    Stage stage;
    CandleView view = stage.candles(3);
    stage.publish(view);
    const QStringList lines = stage.chart().visibleAsText().split(u'\n');
    QCOMPARE(lines.size(), 4);
    const Candle &first = view.closed->front();
    const Instrument &of = *view.instrument;
    QCOMPARE(lines[1],
             QStringList({toIso8601(first.start), of.priceText(first.open), of.priceText(first.high), of.priceText(first.low),
                          of.priceText(first.close), of.qtyText(first.volume)})
                 .join(u'\t'));
}

void ChartsTest::oldNewsIsSaid()
{
    Stage stage;
    stage.publish(stage.candles(30));
    QVERIFY(stage.words("candleState").contains(QLatin1StringView("live")));
    stage.scheduler.advance(seconds(200));
    QVERIFY(stage.words("candleState").contains(QLatin1StringView("no news for 3 m")));
}

void ChartsTest::risingAndFallingCandlesHaveTheirColours()
{
    Stage stage;
    const auto counted = [&](std::int64_t open, std::int64_t close) {
        CandleView view = stage.candles(0);
        const auto low = PriceTicks(std::min(open, close));
        const auto high = PriceTicks(std::max(open, close));
        view.closed = std::make_shared<const std::vector<Candle>>(std::vector<Candle>{{.start = fromMs(1'699'999'980'000),
                                                                                       .open = PriceTicks(open),
                                                                                       .high = high,
                                                                                       .low = low,
                                                                                       .close = PriceTicks(close),
                                                                                       .volume = QtyLots(0)}});
        stage.publish(view);
        const QImage picture = stage.chart().grab().toImage();
        std::pair<int, int> of{0, 0};
        const QRect plot(0, 40, picture.width() - 80, picture.height() / 2); // no tags, no words
        for (int y = plot.top(); y < plot.bottom(); ++y)
            for (int x = plot.left(); x < plot.right(); ++x) {
                of.first += picture.pixelColor(x, y) == stage.theme.colours().bid ? 1 : 0;
                of.second += picture.pixelColor(x, y) == stage.theme.colours().ask ? 1 : 0;
            }
        return of;
    };
    stage.theme.setPalette(Theme::Palette::ColourBlind);
    const auto rising = counted(634'000, 634'500);
    QVERIFY(rising.first > 50);
    QCOMPARE(rising.second, 0);
    const auto falling = counted(634'500, 634'000);
    QVERIFY(falling.second > 50);
    QCOMPARE(falling.first, 0);
    QVERIFY(falling.second > rising.first); // hollow and filled: the shape says it as well
}

void ChartsTest::theHeatMapShowsBidsBelowAndAsksAbove()
{
    Stage stage;
    stage.show(ChartPanel::Depth);
    QVERIFY(stage.isShown("depthWaiting"));
    for (int i = 0; i < 120; ++i) { // a book that stands still
        DepthColumn column;
        column.at = stage.clock.utcNow() - DepthColumn::kBucket * (120 - i);
        for (int level = 0; level < 100; ++level) {
            column.bids.push_back({PriceTicks(1000 - level), QtyLots(50)});
            column.asks.push_back({PriceTicks(1001 + level), QtyLots(50)});
        }
        stage.market().depthColumns.push(std::move(column));
    }
    stage.tick();
    QVERIFY(stage.isShown("depthHeatmap"));
    const auto &grid = stage.panel.findChild<DepthPanel *>()->grid();
    auto &map = *stage.panel.findChild<DepthHeatmap *>();
    const QImage picture = map.grab().toImage();
    const double middle = grid.rowAt(grid.column(5).bids.front().price) / grid.rows() * (picture.height() - 20);
    const int x = static_cast<int>(picture.width() * 0.5);
    int red = 0;
    int green = 0;
    for (int away = 12; away < 40; ++away) {
        const QColor above = picture.pixelColor(x, static_cast<int>(middle) - away);
        const QColor below = picture.pixelColor(x, static_cast<int>(middle) + away);
        red += above.red() > above.green() ? 1 : 0;
        green += below.green() > below.red() ? 1 : 0;
    }
    QVERIFY2(red > 22 && green > 22, qPrintable(QStringLiteral("%1 %2").arg(red).arg(green)));
    stage.theme.setMode(Theme::Mode::Light); // a new colour table over the same bytes
    QVERIFY(map.grab().toImage() != picture);
}

void ChartsTest::theHeatMapIsWholeAfterBeingHidden()
{
    Stage stage;
    stage.show(ChartPanel::Price);
    const UtcTime start = stage.clock.utcNow();
    const auto samples = chartsamples::depthColumns(stage.client.instrument(), start, 1);
    for (int i = 0; i < 3000; ++i) { // 12 minutes: more than the engine's buffer would hold
        DepthColumn column = samples.front();
        column.isGap = false;
        column.bids = {{PriceTicks(1000), QtyLots(5)}};
        column.asks = {{PriceTicks(1001), QtyLots(5)}};
        column.at = start + DepthColumn::kBucket * i;
        stage.market().depthColumns.push(std::move(column));
        stage.scheduler.advance(DepthColumn::kBucket);
    }
    stage.show(ChartPanel::Depth);
    const auto &grid = stage.panel.findChild<DepthPanel *>()->grid();
    QCOMPARE(grid.count(), DepthGrid::kColumns);
    for (int age = 0; age < grid.count(); ++age)
        QVERIFY(!grid.column(age).isGap);
}

void ChartsTest::theHeatMapStartsAnewWithAnotherInstrument()
{
    Stage stage;
    stage.show(ChartPanel::Depth);
    stage.pushDepth(40);
    stage.tick();
    stage.pushDepth(40); // still the old instrument's
    stage.client.setInstrument(fakemarket::tinycoin());
    QVERIFY(stage.isShown("depthWaiting"));
    stage.tick();
    QVERIFY(stage.isShown("depthWaiting"));
    QVERIFY(stage.panel.findChild<DepthPanel *>()->grid().isEmpty());
}

void ChartsTest::theHeatMapsReadOutIsExact()
{
    Stage stage;
    stage.show(ChartPanel::Depth);
    DepthColumn column;
    column.at = stage.clock.utcNow();
    for (int i = 0; i < 20; ++i) {
        column.bids.push_back({PriceTicks(1000 - i), QtyLots(1500)});
        column.asks.push_back({PriceTicks(1001 + i), QtyLots(2500)});
    }
    stage.market().depthColumns.push(column);
    stage.tick();
    auto &map = *stage.panel.findChild<DepthHeatmap *>();
    (void)map.grab();
    const auto &grid = stage.panel.findChild<DepthPanel *>()->grid();
    const double height = map.height() - QFontMetricsF(stage.theme.labelFont()).height() - Theme::kInside;
    const double x = map.width() * 0.5; // before the newest column there is nothing
    QVERIFY(map.wordsAt({x, height / 2}).isEmpty());
    bool hasRead = false;
    for (double newest = map.width() - 1; newest > 0 && !hasRead; newest -= 1) {
        const double y = (grid.rowAt(PriceTicks(1000)) - 0.5) / grid.rows() * height;
        const QStringList words = map.wordsAt({newest, y});
        if (words.isEmpty())
            continue;
        hasRead = true;
        QVERIFY2(words[0].contains(QLatin1StringView("100.0")), qPrintable(words[0]));
        QVERIFY(words[0].contains(QLatin1StringView("UTC")));
        QCOMPARE(words[1], QStringLiteral("bids 1.500 BTC"));
    }
    QVERIFY(hasRead);
    const QStringList lines = map.columnAsText().split(u'\n');
    QCOMPARE(lines.size(), 2 + 40);
    QCOMPARE(lines[2], QStringLiteral("102.0\t0.000\t2.500"));
    QCOMPARE(lines.constLast(), QStringLiteral("98.1\t1.500\t0.000"));
}

void ChartsTest::aGapIsHatchedAndSaid()
{
    Stage stage;
    stage.show(ChartPanel::Depth);
    stage.pushDepth(40);
    stage.tick();
    stage.market().depthColumns.push({.at = stage.clock.utcNow(), .isGap = true, .bids = {}, .asks = {}});
    stage.tick();
    QVERIFY(stage.words("depthState").contains(QLatin1StringView("no true book")));
    stage.market().depthColumns.push({.at = stage.clock.utcNow() + milliseconds(300),
                                      .bids = {{PriceTicks(1000), QtyLots(5)}},
                                      .asks = {{PriceTicks(1001), QtyLots(5)}}});
    stage.tick();
    QVERIFY(stage.words("depthState").startsWith(QLatin1StringView("live")));
}

void ChartsTest::theStripIsUnderEveryTabAndSharesThePoints()
{
    Stage stage;
    auto &strip = *stage.panel.findChild<SpreadStrip *>();
    for (const auto tab : {ChartPanel::Price, ChartPanel::Spread, ChartPanel::Depth}) {
        stage.show(tab);
        QVERIFY(strip.isVisible());
    }
    QCOMPARE(strip.valueText(), QStringLiteral("waiting"));
    stage.client.spread().push({.at = stage.clock.utcNow(), .pct = 0.0123});
    stage.tick();
    QCOMPARE(strip.valueText(), QStringLiteral("0.01230 %"));
    stage.show(ChartPanel::Spread);
    QVERIFY(stage.isShown("spreadChart")); // the strip did not take the points away from the chart
    stage.client.spread().push({.at = stage.clock.utcNow(), .isGap = true});
    stage.scheduler.advance(seconds(9));
    QVERIFY2(strip.valueText().startsWith(QLatin1StringView("no data for")), qPrintable(strip.valueText()));
    stage.client.spread().push({.at = stage.clock.utcNow(), .pct = 0.0123});
    stage.scheduler.advance(seconds(15)); // nothing more comes, and nobody says why
    QCOMPARE(strip.valueText(), QStringLiteral("0.01230 %, 14 s old")); // as of the last tenth
}

void ChartsTest::timesFollowTheSettingOfTheZone()
{
    Stage stage;
    stage.show(ChartPanel::Depth);
    stage.pushDepth(40);
    stage.tick();
    auto &map = *stage.panel.findChild<DepthHeatmap *>();
    (void)map.grab();
    const QPointF at(map.width() * 0.8, map.height() * 0.5);
    const UtcTime now = stage.clock.utcNow();
    stage.panel.setLocalTime(true);
    QVERIFY(map.wordsAt(at).constFirst().contains(TimeText(true).zone(now)));
    stage.panel.setLocalTime(false);
    QVERIFY(map.wordsAt(at).constFirst().contains(QLatin1StringView("UTC")));
}

void ChartsTest::anomaliesSayWhatWouldFillThem()
{
    Stage stage;
    AnomaliesPanel panel(stage.client, stage.theme, stage.pulse);
    panel.resize(900, 200);
    panel.show();
    stage.market().band.publish(
        std::make_shared<const SpreadBand>(SpreadBand{.mean = 0.01, .deviation = 0.002, .thresholdPct = 0.07, .sigmas = 4}));
    stage.tick();
    auto &table = *panel.findChild<TableView *>();
    QVERIFY(table.emptyText().contains(QLatin1StringView("0.07 %")));
    QVERIFY(table.emptyText().contains(QStringLiteral("4 σ")));
    for (const SpreadAnomaly &anomaly : chartsamples::anomalies(stage.client.instrument()->id(), stage.clock.utcNow()))
        Q_EMIT stage.market().anomalyChanged(anomaly);
    QCOMPARE(panel.model()->rowCount(), 3);
    QCOMPARE(panel.model()->goingOn(), 1);
    QVERIFY(table.asText(false).contains(QLatin1StringView("0.06800")));
}

QTEST_MAIN(ChartsTest)
#include "tst_charts.moc"
