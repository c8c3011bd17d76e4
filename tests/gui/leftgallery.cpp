// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Saves pictures of ladder, tape, watch list, symbol search and trust field in the states that a window at rest does not show:
//   leftgallery [--theme dark|light] [--coin btc|tiny] [--measure] folder
// --measure paints a busy ladder a thousand times instead and prints what a frame costs.
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/dialogs/symbolsearch.h"
#include "ui/models/linkboard.h"
#include "ui/panels/ladderpanel.h"
#include "ui/panels/tapepanel.h"
#include "ui/panels/watchpanel.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/trustfield.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTextStream>

#include <algorithm>

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
        for (int i = 0; i < 4; ++i) // layouts inside scroll areas settle one round after another
            QCoreApplication::processEvents();
        widget.grab().save(folder.filePath(name + suffix + QStringLiteral(".png")));
    }
    [[nodiscard]] BookSnapshot book(int step = 0) const;
    [[nodiscard]] std::shared_ptr<TradedVolume> traded(const BookSnapshot &book) const;
    void ladder();
    void tape();
    void watch();
    void search();
    void trust();
    void measure();
};

BookSnapshot Gallery::book(int step) const
{
    BookSnapshot book = fakemarket::book(instrument, clock.utcNow(), clock.now(), step);
    book.trust.score = 97;
    book.trust.lost[static_cast<std::size_t>(TrustPart::Age)] = 3;
    book.bids[5].qty = QtyLots(12'345);
    book.asks[7].qty = QtyLots(9'876);
    return book;
}

std::shared_ptr<TradedVolume> Gallery::traded(const BookSnapshot &book) const
{
    auto traded = std::make_shared<TradedVolume>();
    traded->id = instrument->id();
    for (std::int64_t i = 9; i >= -9; --i)
        traded->prices.push_back({book.bids[0].price + PriceTicks(i), QtyLots(i % 3 == 0 ? 0 : 37 * (11 - std::abs(i))),
                                  QtyLots(i % 4 == 0 ? 0 : 23 * (12 - std::abs(i)))});
    return traded;
}

void Gallery::ladder()
{
    for (const QSize size : {QSize(238, 300), QSize(330, 460), QSize(520, 620)}) {
        FakeEngineClient client(clock);
        client.setInstrument(instrument);
        LinkBoard links(client);
        LadderPanel panel(client, links, theme, pulse);
        panel.resize(size);
        panel.show();
        const QString width = QString::number(size.width());
        save(panel, QStringLiteral("ladder-waiting-") + width);
        BookSnapshot now = book();
        client.publishBook(now);
        client.publishTicker(fakemarket::ticker(instrument, clock.utcNow()));
        client.market().volume.publish(traded(now));
        Order order = fakemarket::order(instrument, 1, OrderState::Accepted, clock.utcNow());
        order.side = Side::Buy;
        order.price = now.bids[3].price;
        Q_EMIT client.orderChanged(order);
        save(panel, QStringLiteral("ladder-live-") + width);
        now.isUpdateIdIgnored = true;
        now.trust.score = 55;
        client.publishBook(now);
        scheduler.advance(std::chrono::seconds(7));
        save(panel, QStringLiteral("ladder-doubtful-") + width);
        now.state = BookState::Stale;
        now.gap = GapKind::Silence;
        client.publishBook(now);
        save(panel, QStringLiteral("ladder-stale-") + width);
    }
}

void Gallery::tape()
{
    for (const QSize size : {QSize(238, 180), QSize(330, 260)}) {
        FakeEngineClient client(clock);
        client.setInstrument(instrument);
        TapePanel panel(client, theme, pulse);
        panel.resize(size);
        panel.show();
        const QString width = QString::number(size.width());
        save(panel, QStringLiteral("tape-empty-") + width);
        const std::int64_t middle = book().bids[0].price.value();
        for (int i = 0; i < 60; ++i) {
            const Side side = i % 5 < 3 ? Side::Buy : Side::Sell;
            for (int part = 0; part <= (i % 7 == 0 ? 3 : 0); ++part)
                client.tape().push({clock.utcNow() + std::chrono::milliseconds(i * 370), side, PriceTicks(middle + i % 4 + (side == Side::Buy ? part : -part)),
                                    QtyLots(1 + i * i * 31 % 4000), std::uint64_t(i + 1)});
            if (i == 54) {
                scheduler.advance(std::chrono::milliseconds(64));
                Q_EMIT client.market().liquidationSeen(instrument->id(), {clock.utcNow(), Side::Buy, PriceTicks(middle - 40), QtyLots(1520)});
            }
        }
        save(panel, QStringLiteral("tape-live-") + width);
        panel.findChild<QLineEdit *>(QStringLiteral("tapeFilter"))->setText(QStringLiteral("0,5"));
        save(panel, QStringLiteral("tape-wrong-") + width);
    }
}

void Gallery::watch()
{
    for (const QSize size : {QSize(238, 150), QSize(330, 200), QSize(700, 260)}) {
        FakeEngineClient client(clock);
        client.setInstrument(instrument);
        LinkBoard links(client);
        WatchPanel panel(client, links, theme, pulse);
        panel.resize(size);
        panel.show();
        const QString width = QString::number(size.width());
        save(panel, QStringLiteral("watch-empty-") + width);
        const auto name = [](const char *symbol) { return InstrumentId{Category::Linear, QString::fromLatin1(symbol)}; };
        const InstrumentId spot{Category::Spot, QStringLiteral("BTCUSDT")};
        const QVector<InstrumentId> ids{instrument->id(), name("ETHUSDT"), name("SOLUSDT"), spot, name("1000PEPEUSDT"), name("XRPUSDT")};
        panel.setWatchList(ids);
        auto view = std::make_shared<WatchView>();
        const std::array last{"63414.2", "3101.05", "148.22", "63402.77", "0.0071235"};
        for (std::size_t i = 0; i < last.size(); ++i) {
            WatchRow row;
            row.id = ids[static_cast<qsizetype>(i)];
            row.state = i == 2 ? BookState::Stale : BookState::Live;
            row.gap = i == 2 ? GapKind::Silence : GapKind::None;
            row.trust = i == 2 ? 0 : i == 3 ? 71 : 97 - static_cast<int>(i);
            row.last = *Decimal::parse(std::string_view(last[i]));
            row.change24hPct = Decimal::fromScaled(i % 2 == 0 ? 42 : -173, 2);
            row.spreadPct = *Decimal::parse(u"0.00016");
            row.receivedAt = clock.now() - std::chrono::seconds(i == 2 ? 14 : 0);
            view->rows.push_back(row);
        }
        client.market().watch.publish(view);
        save(panel, QStringLiteral("watch-live-") + width);
        auto *table = panel.findChild<TableView *>(QStringLiteral("watchTable"));
        table->setCurrentIndex(table->model()->index(2, 0));
        save(panel, QStringLiteral("watch-stale-") + width);
    }
}

void Gallery::search()
{
    FakeEngineClient client(clock);
    SymbolSearch dialog(client, theme);
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.show();
    save(dialog, QStringLiteral("search-loading"));
    QVector<InstrumentPtr> all;
    int number = 0;
    for (const char *coin : {"BTC", "ETH", "SOL", "WBTC", "BTCDOM", "1000PEPE", "XRP", "OLDBTC"}) {
        InstrumentFilters filters;
        filters.tickSize = *Decimal::parse(u"0.1");
        filters.lotSize = *Decimal::parse(u"0.001");
        const QString base = QString::fromLatin1(coin);
        const auto status = ++number == 8 ? InstrumentStatus::Closed : number == 5 ? InstrumentStatus::PreLaunch : InstrumentStatus::Trading;
        const QString usdt = QStringLiteral("USDT");
        all.append(*Instrument::create({Category::Linear, base + usdt}, filters, base, usdt, usdt, status));
    }
    Q_EMIT client.market().instrumentsRead(Category::Linear, all);
    Q_EMIT client.market().instrumentsRead(Category::Spot, {});
    Error error;
    error.family = ErrorFamily::Network;
    Q_EMIT client.market().instrumentsFailed(Category::Inverse, error);
    dialog.findChild<QLineEdit *>(QStringLiteral("searchText"))->setText(QStringLiteral("btc"));
    save(dialog, QStringLiteral("search-failed"));
}

void Gallery::trust()
{
    FakeEngineClient client(clock);
    client.setInstrument(instrument);
    TrustField field(client, theme, pulse);
    field.show();
    save(field, QStringLiteral("trust-none"));
    BookSnapshot now = book();
    for (const int score : {97, 72, 41}) {
        now.trust.score = score;
        client.publishBook(now);
        save(field, QStringLiteral("trust-%1").arg(score));
    }
}

void Gallery::measure()
{
    constexpr int kFrames = 1000;
    QTextStream out(stdout);
    for (const bool isMoving : {false, true}) {
        FakeEngineClient client(clock);
        client.setInstrument(instrument);
        LinkBoard links(client);
        LadderPanel panel(client, links, theme, pulse);
        panel.resize(330, 700);
        panel.show();
        client.market().volume.publish(traded(book()));
        client.publishBook(book());
        scheduler.advance(std::chrono::milliseconds(100));
        QCoreApplication::processEvents();
        std::vector<BookSnapshot> books;
        for (int i = 0; i < 16; ++i) {
            BookSnapshot next = isMoving ? book(i) : book();
            if (!isMoving)
                for (std::size_t level = 0; level < 6; ++level)
                    next.bids[level * 2].qty += QtyLots(i);
            books.push_back(std::move(next));
        }
        QElapsedTimer timer;
        qint64 worst = 0;
        qint64 sum = 0;
        for (int i = 0; i < kFrames; ++i) {
            client.publishBook(books[static_cast<std::size_t>(i) % books.size()]);
            timer.start();
            scheduler.advance(FramePulse::kFrame);
            QCoreApplication::processEvents();
            const qint64 spent = timer.nsecsElapsed();
            worst = std::max(worst, spent);
            sum += spent;
        }
        out << (isMoving ? "every level moves: " : "six sizes change:  ") << sum / kFrames / 1000 << " us a frame, worst " << worst / 1000 << " us\n";
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("dark or light."), QStringLiteral("theme"), QStringLiteral("dark"));
    const QCommandLineOption coin(QStringLiteral("coin"), QStringLiteral("btc or tiny."), QStringLiteral("coin"), QStringLiteral("btc"));
    const QCommandLineOption measure(QStringLiteral("measure"), QStringLiteral("Times the ladder's frames."));
    parser.addOptions({theme, coin, measure});
    parser.addPositionalArgument(QStringLiteral("folder"), QStringLiteral("Where the pictures go."));
    parser.addHelpOption();
    parser.process(application);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(1);
    Gallery gallery;
    gallery.folder = QDir(parser.positionalArguments().constFirst());
    gallery.suffix = QStringLiteral("-%1-%2").arg(parser.value(theme), parser.value(coin));
    gallery.instrument = parser.value(coin) == u"tiny" ? fakemarket::tinycoin() : fakemarket::btcusdt();
    gallery.theme.setMode(parser.value(theme) == u"light" ? Theme::Mode::Light : Theme::Mode::Dark);
    gallery.theme.applyTo(application);
    if (parser.isSet(measure)) {
        gallery.measure();
        return 0;
    }
    gallery.ladder();
    gallery.tape();
    gallery.watch();
    gallery.search();
    gallery.trust();
    return 0;
}
