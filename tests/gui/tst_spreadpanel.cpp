// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/spreadfeed.h"
#include "ui/panels/spreadpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

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
    SpreadFeed feed{client, clock};
    QMetaObject::Connection drained = QObject::connect(&pulse, &FramePulse::tenth, &feed, &SpreadFeed::drain);
    SpreadPanel panel{client, feed, theme, pulse};

    Stage()
    {
        panel.resize(700, 160);
        panel.show();
    }
    [[nodiscard]] QString words(const char *name) const { return panel.findChild<QLabel *>(QString::fromLatin1(name))->text(); }
    [[nodiscard]] bool isShown(const char *name) const { return panel.findChild<QWidget *>(QString::fromLatin1(name))->isVisible(); }
};

std::size_t pointsOf(const SpreadSeries::Drawing &drawing)
{
    std::size_t count = 0;
    for (const auto &line : drawing.lines)
        count += static_cast<std::size_t>(line.size());
    return count;
}

} // namespace

class SpreadPanelTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thinningKeepsEveryPeak();
    void theLineBreaksAtGaps();
    void aGapThatGoesOnReachesNow();
    void whatIsOlderThanTheWindowGoes();
    void beforeTheFirstPointItSaysWhatItWaitsFor();
    void figuresAreExactAndVanishWithTheBook();
    void hiddenItStillEmptiesTheBuffer();
    void anotherInstrumentStartsAnew();
    void aShorterWindowBeginsBeforeItsEdge();
    void aClockThatWentBackBeginsAnew();
    void anomaliesOfTheInstrumentAreKeptWhileInSight();
    void limitsInForceAreShownAndChosenOnesAreTold();
    void badLimitsSayWhatIsAllowedAndStayAsTyped();
    void whatIsBeingTypedIsNotOverwritten();
};

void SpreadPanelTest::thinningKeepsEveryPeak()
{
    const UtcTime start = fromMs(1'700'000'000'000);
    SpreadSeries series;
    std::vector<SpreadPoint> points;
    for (int i = 0; i < 6000; ++i) // 20 a second
        points.push_back({.at = start + milliseconds(i * 50), .pct = i % 997 == 0 ? 0.2 + i * 1e-6 : 0.001 + (i % 5) * 1e-5});
    series.add(points);
    const UtcTime now = start + seconds(300);
    const auto drawing = series.draw(now, now);
    QVERIFY(pointsOf(drawing) <= SpreadSeries::kMaxPoints);
    QVERIFY(pointsOf(drawing) > 500);
    int peaks = 0;
    for (const QPointF &point : drawing.lines.at(0))
        peaks += point.y() >= 0.2 ? 1 : 0;
    QCOMPARE(peaks, 7); // 0, 997, ... 5982
    double last = -1e9;
    for (const QPointF &point : drawing.lines.at(0)) {
        QVERIFY(point.x() > last);
        last = point.x();
    }
}

void SpreadPanelTest::theLineBreaksAtGaps()
{
    const UtcTime start = fromMs(1'700'000'000'000);
    SpreadSeries series;
    series.add({{.at = start, .pct = 0.1}, {.at = start + seconds(1), .pct = 0.1}, {.at = start + seconds(2), .isGap = true},
                {.at = start + seconds(16), .pct = 0.3}});
    const auto drawing = series.draw(start + seconds(20), start + seconds(20));
    QCOMPARE(drawing.lines.size(), std::size_t(2));
    QCOMPARE(drawing.gaps.size(), std::size_t(1));
    QVERIFY(drawing.gaps[0].to - drawing.gaps[0].from == seconds(14));
    QCOMPARE(drawing.lines[1][0].x(), -4.0);
}

void SpreadPanelTest::aGapThatGoesOnReachesNow()
{
    const UtcTime start = fromMs(1'700'000'000'000);
    SpreadSeries series;
    series.add({{.at = start, .pct = 0.1}, {.at = start + seconds(1), .isGap = true}});
    QVERIFY(!series.last());
    const auto drawing = series.draw(start, start + seconds(9));
    QVERIFY(drawing.gaps.at(0).to == start + seconds(9));
}

void SpreadPanelTest::whatIsOlderThanTheWindowGoes()
{
    const UtcTime start = fromMs(1'700'000'000'000);
    SpreadSeries series;
    series.add({{.at = start, .pct = 9}, {.at = start + seconds(299), .pct = 1}});
    series.trim(start + seconds(301));
    QCOMPARE(series.mean(), std::optional(1.0));
}

void SpreadPanelTest::beforeTheFirstPointItSaysWhatItWaitsFor()
{
    Stage stage;
    stage.scheduler.advance(milliseconds(200));
    QVERIFY(stage.isShown("spreadWaiting"));
    QVERIFY(stage.words("spreadWaiting").contains(QLatin1StringView("BTCUSDT")));
    stage.client.spread().push({.at = stage.clock.utcNow(), .pct = 0.01});
    stage.scheduler.advance(milliseconds(200));
    QVERIFY(stage.isShown("spreadChart"));
}

void SpreadPanelTest::figuresAreExactAndVanishWithTheBook()
{
    Stage stage;
    stage.client.publishBook();
    stage.scheduler.advance(milliseconds(200));
    const auto book = stage.client.book().read();
    const Decimal percent = spreadPct(*book->instrument, book->bids[0].price, book->asks[0].price).rounded(5, Rounding::HalfEven);
    QCOMPARE(stage.words("spreadPercent"), percent.toString() + QStringLiteral(" %"));
    QCOMPARE(stage.words("spreadAbsolute"), QStringLiteral("0.1"));
    BookSnapshot stale = *book;
    stale.state = BookState::Stale;
    stage.client.publishBook(stale);
    stage.scheduler.advance(milliseconds(200));
    QCOMPARE(stage.words("spreadPercent"), QStringLiteral("\u2013"));
}

void SpreadPanelTest::hiddenItStillEmptiesTheBuffer()
{
    Stage stage;
    stage.panel.hide();
    for (int i = 0; i < 100; ++i) {
        for (int n = 0; n < 1000; ++n)
            stage.client.spread().push({.at = stage.clock.utcNow(), .pct = 0.01});
        stage.scheduler.advance(milliseconds(200));
    }
    stage.panel.show();
    stage.scheduler.advance(milliseconds(200));
    QVERIFY(!stage.words("spreadState").contains(QLatin1StringView("lost")));
}

void SpreadPanelTest::anotherInstrumentStartsAnew()
{
    Stage stage;
    stage.client.spread().push({.at = stage.clock.utcNow(), .pct = 0.01});
    stage.scheduler.advance(milliseconds(200));
    stage.client.spread().push({.at = stage.clock.utcNow(), .pct = 0.02}); // still the old instrument's
    stage.client.setInstrument(fakemarket::tinycoin());
    stage.scheduler.advance(milliseconds(200));
    QVERIFY(stage.isShown("spreadWaiting"));
    QCOMPARE(stage.words("spreadMean"), QStringLiteral("\u2013"));
}

void SpreadPanelTest::aShorterWindowBeginsBeforeItsEdge()
{
    const UtcTime start = fromMs(1'700'000'000'000);
    SpreadSeries series;
    std::vector<SpreadPoint> points;
    for (int i = 0; i <= 120; ++i)
        points.push_back({.at = start + seconds(i), .pct = i < 30 ? 5.0 : 1.0});
    series.add(points);
    const UtcTime now = start + seconds(120);
    const auto drawing = series.draw(now, now, seconds(60));
    QCOMPARE(drawing.lines.size(), std::size_t(1));
    QCOMPARE(drawing.lines[0].front().x(), -61.0);
    QCOMPARE(drawing.lines[0].back().x(), 0.0);
    QCOMPARE(drawing.highest, 1.0); // what is out of sight does not scale the picture
}

void SpreadPanelTest::aClockThatWentBackBeginsAnew()
{
    Stage stage;
    const UtcTime now = stage.clock.utcNow();
    stage.client.spread().push({.at = now + seconds(3600), .pct = 7});
    stage.client.spread().push({.at = now, .pct = 1});
    stage.client.spread().push({.at = now + milliseconds(300), .pct = 2});
    stage.scheduler.advance(milliseconds(400));
    QCOMPARE(stage.feed.series().mean(), std::optional(1.5));
    QVERIFY(stage.feed.now() < now + seconds(2));
}

void SpreadPanelTest::anomaliesOfTheInstrumentAreKeptWhileInSight()
{
    Stage stage;
    SpreadAnomaly anomaly{.id = QStringLiteral("a1"), .instrument = stage.client.instrument()->id(), .start = stage.clock.utcNow(), .end = {},
                          .peakPct = 0.2, .limitPct = 0.05, .bidDepth = {}, .askDepth = {}};
    Q_EMIT stage.client.market().anomalyChanged(anomaly);
    anomaly.end = anomaly.start + seconds(3);
    Q_EMIT stage.client.market().anomalyChanged(anomaly); // the same one, ended
    SpreadAnomaly other = anomaly;
    other.id = QStringLiteral("a2");
    other.instrument.symbol = QStringLiteral("ETHUSDT");
    Q_EMIT stage.client.market().anomalyChanged(other);
    QCOMPARE(stage.feed.anomalies().size(), 1);
    QVERIFY(stage.feed.anomalies()[0].end.has_value());
    stage.scheduler.advance(seconds(304));
    QVERIFY(stage.feed.anomalies().isEmpty());
}

void SpreadPanelTest::limitsInForceAreShownAndChosenOnesAreTold()
{
    Stage stage;
    stage.client.market().band.publish(std::make_shared<const SpreadBand>(SpreadBand{.mean = 0.01, .deviation = 0.002, .thresholdPct = 0.05, .sigmas = 3}));
    stage.scheduler.advance(milliseconds(200));
    auto *threshold = stage.panel.findChild<QLineEdit *>(QStringLiteral("spreadThreshold"));
    auto *sigmas = stage.panel.findChild<QLineEdit *>(QStringLiteral("spreadSigmas"));
    QCOMPARE(threshold->text(), QStringLiteral("0.05"));
    QCOMPARE(sigmas->text(), QStringLiteral("3"));
    QSignalSpy chosen(&stage.panel, &SpreadPanel::limitsChosen);
    threshold->selectAll();
    QTest::keyClicks(threshold, QStringLiteral("0,08"));
    QVERIFY(stage.client.market().calls.spreadLimits.isEmpty()); // not with every key
    QTest::keyClick(threshold, Qt::Key_Return);
    QCOMPARE(stage.client.market().calls.spreadLimits, (QVector<std::pair<double, double>>{{0.08, 3.0}}));
    QCOMPARE(chosen.size(), 1);
    // The engine has not answered yet: its old word does not take back what was typed.
    stage.client.market().band.publish(std::make_shared<const SpreadBand>(SpreadBand{.mean = 0.011, .deviation = 0.002, .thresholdPct = 0.05, .sigmas = 3}));
    stage.scheduler.advance(milliseconds(200));
    QCOMPARE(threshold->text(), QStringLiteral("0,08"));
}

void SpreadPanelTest::badLimitsSayWhatIsAllowedAndStayAsTyped()
{
    Stage stage;
    stage.scheduler.advance(milliseconds(200));
    auto *threshold = stage.panel.findChild<QLineEdit *>(QStringLiteral("spreadThreshold"));
    auto *sigmas = stage.panel.findChild<QLineEdit *>(QStringLiteral("spreadSigmas"));
    for (const char *bad : {"0", "101", "abc", "1e-3", "", "-1"}) {
        threshold->selectAll();
        threshold->del();
        QTest::keyClicks(threshold, QString::fromLatin1(bad));
        QTest::keyClick(threshold, Qt::Key_Return);
        QVERIFY2(stage.words("spreadLimitsProblem").contains(QLatin1StringView("100")), bad);
        QVERIFY(stage.isShown("spreadLimitsProblem"));
        QCOMPARE(threshold->text(), QString::fromLatin1(bad));
    }
    QVERIFY(stage.client.market().calls.spreadLimits.isEmpty());
    threshold->setText(QStringLiteral("0.07"));
    sigmas->selectAll();
    QTest::keyClicks(sigmas, QStringLiteral("0"));
    QTest::keyClick(sigmas, Qt::Key_Return);
    QVERIFY(!stage.isShown("spreadLimitsProblem"));
    QCOMPARE(stage.client.market().calls.spreadLimits, (QVector<std::pair<double, double>>{{0.07, 0.0}}));
}

void SpreadPanelTest::whatIsBeingTypedIsNotOverwritten()
{
    Stage stage;
    stage.scheduler.advance(milliseconds(200));
    auto *threshold = stage.panel.findChild<QLineEdit *>(QStringLiteral("spreadThreshold"));
    threshold->selectAll();
    QTest::keyClicks(threshold, QStringLiteral("0.3"));
    stage.client.market().band.publish(std::make_shared<const SpreadBand>(SpreadBand{.mean = 0, .deviation = 0, .thresholdPct = 0.09, .sigmas = 2}));
    stage.scheduler.advance(milliseconds(200));
    QCOMPARE(threshold->text(), QStringLiteral("0.3"));
}

QTEST_MAIN(SpreadPanelTest)
#include "tst_spreadpanel.moc"
