// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Saves pictures of the charts in the states that matter, or measures how long one picture takes:
//   chartgallery [--theme dark|light] [--palette normal|colour-blind] [--coin btc|tiny] [--measure] folder
#include "tests/support/chartsamples.h"
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/models/linkboard.h"
#include "ui/panels/anomaliespanel.h"
#include "ui/panels/chartpanel.h"
#include "ui/widgets/candlechart.h"
#include "ui/widgets/depthheatmap.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMouseEvent>
#include <QTabWidget>

#include <algorithm>
#include <cstdio>
#include <ctime>

namespace {

using namespace bw;

struct Gallery {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    QDir folder;
    QString suffix;
    InstrumentPtr instrument;

    void save(QWidget &widget, const QString &name)
    {
        scheduler.advance(std::chrono::milliseconds(300));
        for (int i = 0; i < 4; ++i) // layouts settle one round after another
            QCoreApplication::processEvents();
        widget.grab().save(folder.filePath(name + suffix + QStringLiteral(".png")));
    }
    void hover(QWidget &widget, const QPointF &at)
    {
        QMouseEvent move(QEvent::MouseMove, at, widget.mapToGlobal(at), Qt::NoButton, Qt::NoButton, Qt::NoModifier);
        QCoreApplication::sendEvent(&widget, &move);
    }
    void prices(const QSize &size);
    void spreadAndDepth(const QSize &size);
    void anomalies();
    void measure();
};

void Gallery::prices(const QSize &size)
{
    FakeEngineClient client(clock);
    client.setInstrument(instrument);
    LinkBoard links(client);
    ChartPanel panel(client, links, theme, pulse);
    panel.resize(size);
    panel.show();
    const QString width = QString::number(size.width());
    save(panel, QStringLiteral("price-waiting-") + width);
    CandleView view = chartsamples::candleView(instrument, clock.utcNow(), clock.now(), 1);
    client.market().candleView.publish(std::make_shared<const CandleView>(view));
    save(panel, QStringLiteral("price-one-") + width);
    view.closed = std::make_shared<const std::vector<Candle>>();
    view.open.reset();
    client.market().candleView.publish(std::make_shared<const CandleView>(view));
    save(panel, QStringLiteral("price-none-") + width);
    view.state = CandleView::State::Failed;
    view.error = {.family = ErrorFamily::Network};
    client.market().candleView.publish(std::make_shared<const CandleView>(view));
    save(panel, QStringLiteral("price-failed-") + width);

    view = chartsamples::candleView(instrument, clock.utcNow(), clock.now(), 400);
    view.closed = chartsamples::without(*view.closed, 340, 352); // a hole as a lost connection leaves it
    client.market().candleView.publish(std::make_shared<const CandleView>(view));
    const Candle last = *view.open;
    Order order = fakemarket::order(instrument, 1, OrderState::Accepted, clock.utcNow());
    order.side = Side::Buy;
    order.price = last.low - PriceTicks(60);
    Q_EMIT client.orderChanged(order);
    order.orderLinkId += u'x';
    order.side = Side::Sell;
    order.price = last.high + PriceTicks(80);
    order.state = OrderState::Unknown;
    Q_EMIT client.orderChanged(order);
    order.orderLinkId += u'y';
    order.state = OrderState::Accepted;
    order.price = last.high + PriceTicks(500'000);
    Q_EMIT client.orderChanged(order);
    QVector<Execution> executions = fakemarket::executions(instrument, clock.utcNow());
    for (int i = 0; i < executions.size(); ++i) {
        const Candle &at = (*view.closed)[view.closed->size() - 12 - static_cast<std::size_t>(i) * 9];
        executions[i].at = at.start + std::chrono::seconds(20);
        executions[i].price = instrument->price(i % 2 == 0 ? at.low : at.high);
        executions[i].side = i % 2 == 0 ? Side::Buy : Side::Sell;
        Q_EMIT client.executionAdded(executions[i]);
    }
    int back = 5;
    for (Signal signal : fakemarket::signalsOfEveryKind(instrument->id(), clock.utcNow())) {
        signal.at = clock.utcNow() - std::chrono::minutes(back);
        signal.state = back > 20 ? SignalState::Acted : signal.state;
        back += 9;
        Q_EMIT client.signalChanged(signal);
    }
    for (const SpreadPoint &point : fakemarket::spread(clock.utcNow()))
        client.spread().push(point);
    save(panel, QStringLiteral("price-") + width);
    auto *chart = panel.findChild<CandleChart *>();
    hover(*chart, QPointF(chart->width() * 0.6, chart->height() * 0.4));
    save(panel, QStringLiteral("price-cross-") + width);
    view = chartsamples::candleView(instrument, clock.utcNow(), clock.now(), 20'000);
    client.market().candleView.publish(std::make_shared<const CandleView>(view));
    save(panel, QStringLiteral("price-many0-") + width);
    for (int i = 0; i < 14; ++i) {
        QKeyEvent minus(QEvent::KeyPress, Qt::Key_Minus, Qt::NoModifier);
        QCoreApplication::sendEvent(chart, &minus);
    }
    save(panel, QStringLiteral("price-many-") + width);
}

void Gallery::spreadAndDepth(const QSize &size)
{
    FakeEngineClient client(clock);
    client.setInstrument(instrument);
    LinkBoard links(client);
    ChartPanel panel(client, links, theme, pulse);
    panel.resize(size);
    panel.show();
    const QString width = QString::number(size.width());
    client.publishBook();
    for (const SpreadPoint &point : fakemarket::spread(clock.utcNow()))
        client.spread().push(point);
    client.market().band.publish(
        std::make_shared<const SpreadBand>(SpreadBand{.mean = 0.015, .deviation = 0.004, .thresholdPct = 0.05, .sigmas = 3}));
    for (const SpreadAnomaly &anomaly : chartsamples::anomalies(instrument->id(), clock.utcNow()))
        Q_EMIT client.market().anomalyChanged(anomaly);
    panel.tabs()->setCurrentIndex(ChartPanel::Spread);
    save(panel, QStringLiteral("spread-") + width);
    panel.tabs()->setCurrentIndex(ChartPanel::Depth);
    save(panel, QStringLiteral("depth-waiting-") + width);
    const auto columns = chartsamples::depthColumns(instrument, clock.utcNow() + std::chrono::milliseconds(500), 1200);
    for (int i = 0; i < 100; ++i)
        client.market().depthColumns.push(columns[static_cast<std::size_t>(i)]);
    save(panel, QStringLiteral("depth-young-") + width);
    for (std::size_t i = 100; i < columns.size(); ++i)
        client.market().depthColumns.push(columns[i]);
    save(panel, QStringLiteral("depth-") + width);
    auto *map = panel.findChild<DepthHeatmap *>();
    hover(*map, QPointF(map->width() * 0.8, map->height() * 0.45));
    for (int i = 0; i < 6; ++i) {
        QKeyEvent plus(QEvent::KeyPress, Qt::Key_Plus, Qt::NoModifier);
        QCoreApplication::sendEvent(map, &plus);
    }
    save(panel, QStringLiteral("depth-near-") + width);
}

void Gallery::anomalies()
{
    FakeEngineClient client(clock);
    client.setInstrument(instrument);
    AnomaliesPanel panel(client, theme, pulse);
    panel.resize(900, 160);
    panel.show();
    save(panel, QStringLiteral("anomalies-none"));
    for (const SpreadAnomaly &anomaly : chartsamples::anomalies(instrument->id(), clock.utcNow()))
        Q_EMIT client.market().anomalyChanged(anomaly);
    save(panel, QStringLiteral("anomalies"));
}

/// Milliseconds of this program's own time: what else the machine does is left out.
double spent(std::clock_t since) { return static_cast<double>(std::clock() - since) * 1000.0 / CLOCKS_PER_SEC; }

/// One picture of a million candles at every zoom, panned all over; and one of a full heat map.
void Gallery::measure()
{
    QImage canvas(1600, 700, QImage::Format_ARGB32_Premultiplied);
    ChartMarks marks;
    CandleChart chart(theme, marks);
    chart.resize(canvas.size());
    const auto view = std::make_shared<const CandleView>(chartsamples::candleView(instrument, clock.utcNow(), clock.now(), 1'000'000));
    std::clock_t begun = std::clock();
    chart.setView(view);
    std::printf("a million candles taken over in %.1f ms\n", spent(begun));
    std::vector<double> times;
    for (int i = 0; i < 300; ++i) {
        const int key = i % 60 < 50 ? Qt::Key_Minus : Qt::Key_PageUp;
        QKeyEvent press(QEvent::KeyPress, i % 120 < 60 ? key : Qt::Key_Plus, Qt::NoModifier);
        begun = std::clock();
        QCoreApplication::sendEvent(&chart, &press);
        chart.render(&canvas);
        times.push_back(spent(begun));
    }
    std::sort(times.begin(), times.end());
    std::printf("candles, zoom or pan and paint at 1600 x 700: median %.2f ms, p99 %.2f ms, worst %.2f ms, slots in sight up to all\n",
                times[times.size() / 2], times[times.size() * 99 / 100], times.back());
    DepthGrid grid;
    const auto columns = chartsamples::depthColumns(instrument, clock.utcNow(), 2400);
    times.clear();
    DepthHeatmap map(grid, theme);
    map.resize(canvas.size());
    map.setInstrument(instrument);
    for (const DepthColumn &column : columns) {
        begun = std::clock();
        grid.add(column);
        times.push_back(spent(begun));
    }
    std::sort(times.begin(), times.end());
    std::printf("heat map, a column: median %.3f ms, worst %.2f ms, %llu rebuilds in 2400\n", times[times.size() / 2], times.back(),
                static_cast<unsigned long long>(grid.rebuilds()));
    begun = std::clock();
    for (int i = 0; i < 50; ++i)
        map.render(&canvas);
    std::printf("heat map, a picture: %.2f ms\n", spent(begun) / 50);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("dark or light."), QStringLiteral("theme"),
                                   QStringLiteral("dark"));
    const QCommandLineOption palette(QStringLiteral("palette"), QStringLiteral("normal or colour-blind."), QStringLiteral("palette"),
                                     QStringLiteral("normal"));
    const QCommandLineOption coin(QStringLiteral("coin"), QStringLiteral("btc or tiny."), QStringLiteral("coin"), QStringLiteral("btc"));
    const QCommandLineOption measure(QStringLiteral("measure"), QStringLiteral("Print how long pictures take."));
    parser.addOptions({theme, palette, coin, measure});
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go."));
    parser.addHelpOption();
    parser.process(application);
    Gallery gallery;
    gallery.instrument = parser.value(coin) == u"tiny" ? fakemarket::tinycoin() : fakemarket::btcusdt();
    gallery.theme.setMode(parser.value(theme) == u"light" ? Theme::Mode::Light : Theme::Mode::Dark);
    gallery.theme.setPalette(parser.value(palette) == u"colour-blind" ? Theme::Palette::ColourBlind : Theme::Palette::Normal);
    gallery.theme.applyTo(application);
    if (parser.isSet(measure)) {
        gallery.measure();
        return 0;
    }
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(1);
    gallery.folder = QDir(parser.positionalArguments().constFirst());
    gallery.suffix = QStringLiteral("-%1-%2").arg(parser.value(theme), parser.value(coin))
        + (parser.value(palette) == u"colour-blind" ? QStringLiteral("-cb") : QString());
    for (const QSize size : {QSize(500, 300), QSize(900, 500)}) {
        gallery.prices(size);
        gallery.spreadAndDepth(size);
    }
    gallery.anomalies();
    return 0;
}
