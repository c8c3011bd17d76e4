// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the main window over a fake engine and saves a picture of it: what a person looks at before a change of the window is done.
//   gallery [--size 1280x720] [--theme dark|light] [--palette normal|colour-blind] [--state busy|empty|stale|viewer|locked|stop|stopped|resume|portfolio|paper] out.png
#include "core/base/scheduler.h"
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/venuesamples.h"
#include "ui/panels/chartpanel.h"
#include "ui/panels/portfoliopanel.h"
#include "ui/panels/watchpanel.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/stopallsheet.h"
#include "ui/shell/viewchoices.h"
#include "ui/shell/windowstate.h"
#include "ui/widgets/framepulse.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QCommandLineParser>
#include <QDialog>
#include <QPainter>
#include <QTabWidget>
#include <QTimer>

namespace {

using namespace bw;

class NoWindowState final : public WindowState {
public:
    [[nodiscard]] QByteArray geometry() const override { return {}; }
    [[nodiscard]] QByteArray layout() const override { return {}; }
    void save(const QByteArray &, const QByteArray &) override {}
};

void raiseNotices(FakeEngineClient &client, UtcTime now)
{
    Notice unknown{.severity = Notice::Severity::Caution, .error = {.family = ErrorFamily::Timeout, .certainty = Certainty::Unknown},
                   .subject = QStringLiteral("bw-7f3a00101e"), .at = now};
    Q_EMIT client.noticeRaised(unknown);
    Q_EMIT client.noticeRaised(unknown);
    Q_EMIT client.noticeRaised({.severity = Notice::Severity::Danger, .error = {.family = ErrorFamily::Storage}, .subject = {}, .at = now});
}

void play(FakeEngineClient &client, const QString &state, const Clock &clock, Drain<LogLine> &log)
{
    if (state == u"empty")
        return;
    client.trade().answersReads = true;
    client.trade().timelineEntries = fakemarket::timeline(QStringLiteral("bw-7f3a001025"), clock.utcNow());
    client.trade().ledgerEntries = fakemarket::ledger(client.instrument(), clock.utcNow());
    client.trade().costSheet = fakemarket::costSheet(clock.utcNow());
    if (state == u"portfolio")
        client.trade().ledgerEntries = fakemarket::monthLedger(clock.utcNow());
    client.playBusySession();
    const VenueBoard board = venuesamples::board(client.instrument(), clock.now());
    client.market().board.publish(std::make_shared<const VenueBoard>(board));
    client.market().historyView.publish(std::make_shared<const HistoryView>(venuesamples::history(board.rows[1].pair)));
    WatchView watched = *client.market().watch.read();
    for (WatchRow &row : watched.rows)
        if (row.state == BookState::Live) {
            row.bidDepth = 1'234'567;
            row.askDepth = 987'654;
            row.flow = row.id.symbol.startsWith(u'E') ? 48'213 : -7'300'412;
        }
    client.market().watch.publish(std::make_shared<const WatchView>(watched));
    for (int i = 0; i < 20; ++i)
        log.push({.utcMs = toMs(clock.utcNow()), .type = i % 5 == 0 ? QtWarningMsg : QtInfoMsg, .category = QStringLiteral("bellwether.core.net"),
                  .text = QStringLiteral("line %1 of the log").arg(i)});
    SessionView session = client.session();
    if (state == u"stale") {
        BookSnapshot book = fakemarket::book(client.instrument(), clock.utcNow(), clock.now() - std::chrono::seconds(7));
        book.state = BookState::Stale;
        book.gap = GapKind::Silence;
        client.publishBook(book);
        Q_EMIT client.connectionChanged({.stream = ConnectionStatus::Stream::Public, .state = ConnectionStatus::State::Down,
                                         .reason = ConnectionStatus::Reason::Timeout, .nextTryIn = std::chrono::seconds(4)});
        Q_EMIT client.positionsUnknown(clock.utcNow() - std::chrono::seconds(7));
        raiseNotices(client, clock.utcNow());
    } else if (state == u"viewer") {
        session.profile = Profile::Live;
        session.isSyntheticMarket = session.mayTrade = false;
        session.viewerReason = SessionView::ViewerReason::NotYetOffered;
        client.setSession(session);
    } else if (state == u"paper") {
        session.profile = Profile::Paper;
        session.isSyntheticMarket = false;
        client.setSession(session);
    } else if (state == u"locked") {
        session.profile = Profile::Testnet;
        session.isSyntheticMarket = false;
        session.isLocked = true;
        client.setSession(session);
    }
}

void showSheet(FakeEngineClient &client, MainWindow &window, const QString &state, UtcTime now)
{
    auto *sheet = window.findChild<StopAllSheet *>();
    if (state == u"portfolio") {
        window.beginAccount(fakemarket::monthSeen(now));
        window.findChild<ChartPanel *>()->tabs()->setCurrentWidget(window.findChild<PortfolioPanel *>());
        auto *span = window.findChild<QComboBox *>(QStringLiteral("portfolioSpan"));
        span->setCurrentIndex(1);
        Q_EMIT span->activated(1);
    }
    if (state == u"paper") {
        PaperSettings paper;
        paper.balanceUsdt = 100'000;
        for (PaperSettings::Fees &fees : paper.fees)
            fees = {Decimal::fromScaled(2, 2), Decimal::fromScaled(55, 3)};
        window.setPaper(paper);
        window.findChild<QAction *>(QStringLiteral("paperAction"))->trigger();
    }
    if (state == u"stop")
        sheet->openStop();
    if (state != u"stopped" && state != u"resume")
        return;
    SessionView session = client.session();
    session.tradingState = TradingState::Halted;
    session.stateReason = SessionView::StateReason::StopAll;
    client.setSession(session);
    client.trade().setView(fakemarket::stopAllRunning(now));
    client.trade().setView(fakemarket::stopAllDone(client.instrument(), now));
    if (state == u"resume")
        sheet->openResume();
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QCommandLineParser parser;
    const QCommandLineOption size(QStringLiteral("size"), QStringLiteral("Window size."), QStringLiteral("WxH"), QStringLiteral("1280x720"));
    const QCommandLineOption theme(QStringLiteral("theme"), QStringLiteral("dark or light."), QStringLiteral("theme"), QStringLiteral("dark"));
    const QCommandLineOption palette(QStringLiteral("palette"), QStringLiteral("normal or colour-blind."), QStringLiteral("palette"));
    const QCommandLineOption state(QStringLiteral("state"), QStringLiteral("What to show."), QStringLiteral("state"), QStringLiteral("busy"));
    const QCommandLineOption tab(QStringLiteral("tab"), QStringLiteral("NAME:INDEX of a tab widget to turn."), QStringLiteral("tab"));
    const QCommandLineOption font(QStringLiteral("font"), QStringLiteral("Font family."), QStringLiteral("font"));
    const QCommandLineOption full(QStringLiteral("full"), QStringLiteral("Full books on the watch list, the chart in a group of its own."));
    const QCommandLineOption minima(QStringLiteral("minima"), QStringLiteral("Print what each widget needs at least."));
    parser.addOptions({size, theme, palette, state, tab, font, full, minima});
    parser.addPositionalArgument(QStringLiteral("out"), QStringLiteral("The picture to write."));
    parser.addHelpOption();
    parser.process(application);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(1);
    if (parser.isSet(font))
        application.setFont(QFont(parser.value(font), application.font().pointSize()));

    const SystemClock clock;
    QtScheduler scheduler;
    FramePulse pulse(scheduler, clock);
    FakeEngineClient client(clock);
    Theme look;
    look.setMode(parser.value(theme) == u"light" ? Theme::Mode::Light : Theme::Mode::Dark);
    look.setPalette(parser.value(palette) == u"colour-blind" ? Theme::Palette::ColourBlind : Theme::Palette::Normal);
    look.applyTo(application);
    NoWindowState windowState;
    Drain<LogLine> log(1000);
    MainWindow window(client, look, pulse, windowState, log);
    const QStringList edges = parser.value(size).split(u'x');
    window.resize(edges.value(0).toInt(), edges.value(1).toInt());
    window.show();
    play(client, parser.value(state), clock, log);
    if (const auto watched = client.market().watch.read()) {
        QVector<InstrumentId> ids;
        for (const WatchRow &row : watched->rows)
            ids.append(row.id);
        window.findChild<WatchPanel *>()->setWatchList(ids);
    }
    if (parser.isSet(full)) {
        ViewChoices choices;
        choices.areBooksFull = true;
        choices.links = QStringLiteral("watch:2 book:1 price:2 2:linear:ETHUSDT");
        window.setChoices(choices);
    }
    RelaySettings relay;
    for (const VenueRow &row : venuesamples::board(client.instrument(), clock.now()).rows)
        relay.pairs.append(row.pair);
    window.setRelay(relay);
    for (const QString &turn : parser.values(tab))
        if (auto *tabs = window.findChild<QTabWidget *>(turn.section(u':', 0, 0)))
            tabs->setCurrentIndex(turn.section(u':', 1).toInt());

    showSheet(client, window, parser.value(state), clock.utcNow());
    int exitCode = 1;
    QTimer::singleShot(1200, &window, [&] {
        if (parser.isSet(minima))
            for (QWidget *widget : window.findChildren<QWidget *>())
                if (!widget->objectName().isEmpty() && !widget->objectName().startsWith(u"qt_") && widget->isVisible())
                    qInfo("%s %dx%d, has %dx%d", qPrintable(widget->objectName()), widget->minimumSizeHint().width(),
                          widget->minimumSizeHint().height(), widget->width(), widget->height());
        QPixmap picture = window.grab();
        if (const auto *dialog = window.findChild<QDialog *>(); dialog && dialog->isVisible()) { // a window of its own: as it would stand before
            QPainter painter(&picture);
            painter.drawPixmap((picture.width() - dialog->width()) / 2, std::max(0, (picture.height() - dialog->height()) / 2), const_cast<QDialog *>(dialog)->grab());
        }
        exitCode = picture.save(parser.positionalArguments().constFirst()) ? 0 : 1;
        QCoreApplication::quit();
    });
    QApplication::exec();
    return exitCode;
}
