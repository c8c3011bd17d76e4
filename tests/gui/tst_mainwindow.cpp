// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakescheduler.h"
#include "ui/shell/centrearea.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/profilebadge.h"
#include "ui/shell/windowstate.h"
#include "ui/widgets/framepulse.h"

#include <QAction>
#include <QComboBox>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace bw;

namespace {

class MemoryState final : public WindowState {
public:
    QByteArray keptGeometry, keptLayout;
    [[nodiscard]] QByteArray geometry() const override { return keptGeometry; }
    [[nodiscard]] QByteArray layout() const override { return keptLayout; }
    void save(const QByteArray &geometry, const QByteArray &layout) override
    {
        keptGeometry = geometry;
        keptLayout = layout;
    }
};

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    Drain<LogLine> log{100};
    MemoryState state;
    std::unique_ptr<MainWindow> window;

    explicit Stage(QSize size = {1440, 900}, bool mayTradeAtFirst = true)
    {
        theme.applyTo(*qApp);
        if (!mayTradeAtFirst) {
            SessionView session = client.session();
            session.mayTrade = false;
            session.viewerReason = SessionView::ViewerReason::NoKey;
            client.setSession(session);
        }
        open(size);
    }
    void open(QSize size)
    {
        window = std::make_unique<MainWindow>(client, theme, pulse, state, log);
        window->resize(size);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
    }
    template <class T>
    [[nodiscard]] T *find(const char *name) const { return window->findChild<T *>(QString::fromLatin1(name)); }
    [[nodiscard]] QString valueOf(const char *field) const
    {
        QWidget *widget = find<QWidget>(field);
        const auto labels = widget ? widget->findChildren<QLabel *>() : QList<QLabel *>();
        return labels.isEmpty() ? QString() : labels.last()->text();
    }
};

} // namespace

class MainWindowTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theProfileStandsInTitleAndBadge();
    void lockAsksTheEngineAndShowsOnlyItsAnswer();
    void keysReachTheEngine();
    void aSessionThatNeverTradesHasNoTicketAndSaysWhy();
    void aTicketThatComesLateGetsItsHeight();
    void aSessionThatIsStillComparedKeepsItsTicket();
    void syntheticPricesAreNamedAndLeadToTheLiveBook();
    void aLowWindowTurnsTheDeskIntoATab();
    void everythingFitsASmallScreen();
    void theLayoutIsKeptAndABadOneIsIgnored();
    void figuresAreMissingUntilTheyAreKnown();
    void aBookThatIsNotLiveShowsNoSpread();
    void aNoticeTakesNeitherFocusNorClicks();
    void aRecordingIsInSightAndSoIsItsEarlyEnd();
    void whatIsChosenIsShownAgainAndGivenBack();
};

void MainWindowTest::aRecordingIsInSightAndSoIsItsEarlyEnd()
{
    Stage stage;
    const auto *gauge = stage.find<QLabel>("recordingGauge");
    stage.scheduler.advance(std::chrono::milliseconds(200));
    QVERIFY(gauge && !gauge->isVisible());
    RecordingView recording{true, QStringLiteral("<b>a.rec</b>"), 1'250'000, false};
    stage.client.market().recordingView.publish(std::make_shared<const RecordingView>(recording));
    stage.scheduler.advance(std::chrono::milliseconds(200));
    QVERIFY(gauge->isVisible());
    QVERIFY2(gauge->text().contains(QStringLiteral("1.2")), qPrintable(gauge->text()));
    QVERIFY(!gauge->toolTip().contains(QStringLiteral("<b>"))); // a file's name is no markup
    recording.isRecording = false;
    recording.hasFailed = true;
    stage.client.market().recordingView.publish(std::make_shared<const RecordingView>(recording));
    stage.scheduler.advance(std::chrono::milliseconds(200));
    QVERIFY(gauge->isVisible());
    QVERIFY2(gauge->text().contains(QStringLiteral("ended")), qPrintable(gauge->text()));
}

void MainWindowTest::theProfileStandsInTitleAndBadge()
{
    Stage stage;
    SessionView session = stage.client.session();
    session.profile = Profile::Live;
    stage.client.setSession(session);
    QVERIFY(stage.window->windowTitle().contains(QStringLiteral("LIVE")));
    QVERIFY(stage.window->windowTitle().contains(QStringLiteral("BTCUSDT")));
    QCOMPARE(stage.window->findChild<ProfileBadge *>()->word(), QStringLiteral("LIVE"));
}

void MainWindowTest::lockAsksTheEngineAndShowsOnlyItsAnswer()
{
    Stage stage;
    auto *lock = stage.find<QAction>("lockAction");
    QVERIFY(!lock->isChecked());
    lock->trigger();
    QCOMPARE(stage.client.calls.locks, QVector<bool>{true});
    QVERIFY(lock->isChecked()); // the fake engine answered at once
    SessionView session = stage.client.session();
    session.isLocked = false;
    stage.client.setSession(session);
    QVERIFY(!lock->isChecked());
}

void MainWindowTest::keysReachTheEngine()
{
    Stage stage;
    stage.find<QAction>("resyncAction")->trigger();
    QCOMPARE(stage.client.calls.resyncs, 1);
    QCOMPARE(stage.find<QAction>("resyncAction")->shortcut(), QKeySequence(Qt::Key_F5));
    QCOMPARE(stage.find<QAction>("lockAction")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_L));
    stage.find<QAction>("cancelAllAction")->trigger();
    QCOMPARE(stage.client.calls.cancelAllEntries, 1);
}

void MainWindowTest::aSessionThatNeverTradesHasNoTicketAndSaysWhy()
{
    Stage stage;
    QVERIFY(stage.find<QDockWidget>("ticketDock")->isVisible());
    SessionView session = stage.client.session();
    session.mayTrade = session.isSyntheticMarket = false;
    session.viewerReason = SessionView::ViewerReason::NotYetOffered;
    stage.client.setSession(session);
    QVERIFY(!stage.find<QDockWidget>("ticketDock")->isVisible());
    QVERIFY(stage.find<QLabel>("sessionBannerText")->isVisible());
    QVERIFY(!stage.find<QLabel>("sessionBannerText")->text().isEmpty());
}

void MainWindowTest::aTicketThatComesLateGetsItsHeight()
{
    Stage stage(QSize(1920, 1080), false);
    auto *ticket = stage.find<QDockWidget>("ticketDock");
    auto *position = stage.find<QDockWidget>("positionDock");
    QVERIFY(!ticket->isVisible());
    SessionView session = stage.client.session();
    session.mayTrade = true;
    session.viewerReason = SessionView::ViewerReason::None;
    stage.client.setSession(session);
    QCoreApplication::processEvents();
    QVERIFY(ticket->isVisible());
    QVERIFY2(ticket->height() > position->height(), qPrintable(QStringLiteral("%1 to %2").arg(ticket->height()).arg(position->height())));
}

void MainWindowTest::aSessionThatIsStillComparedKeepsItsTicket()
{
    Stage stage;
    SessionView session = stage.client.session();
    session.mayTrade = false;
    session.viewerReason = SessionView::ViewerReason::NotReconciled;
    stage.client.setSession(session);
    QVERIFY(stage.find<QDockWidget>("ticketDock")->isVisible());
}

void MainWindowTest::syntheticPricesAreNamedAndLeadToTheLiveBook()
{
    Stage stage;
    auto *live = stage.find<QPushButton>("viewLiveBook");
    QVERIFY(live->isVisible());
    QSignalSpy asked(stage.window.get(), &MainWindow::viewLiveBookRequested);
    QTest::mouseClick(live, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    SessionView session = stage.client.session();
    session.isSyntheticMarket = false;
    stage.client.setSession(session);
    QVERIFY(!stage.find<QWidget>("sessionBanner")->isVisible());
}

void MainWindowTest::aLowWindowTurnsTheDeskIntoATab()
{
    Stage stage({1280, 720});
    QVERIFY(stage.window->findChild<CentreArea *>()->isTabbed());
    stage.window->resize(1920, 1080);
    QTRY_VERIFY(!stage.window->findChild<CentreArea *>()->isTabbed());
    QVERIFY(stage.find<QWidget>("aiDeskPanel")->isVisible());
    QVERIFY(stage.find<QWidget>("candlePanel")->isVisible());
    QVERIFY(stage.find<QWidget>("spreadStrip")->isVisible());
}

void MainWindowTest::everythingFitsASmallScreen()
{
    const Stage stage({1280, 720});
    const QSize least = stage.window->minimumSizeHint();
    QVERIFY2(least.width() <= 1280 && least.height() <= 720, qPrintable(QStringLiteral("%1x%2").arg(least.width()).arg(least.height())));
    for (const auto *dock : stage.window->findChildren<QDockWidget *>(QString(), Qt::FindDirectChildrenOnly))
        QVERIFY2(dock->visibleRegion().isEmpty() || // a tab behind another lies outside
                     stage.window->rect().contains(dock->geometry()), qPrintable(dock->objectName()));
}

void MainWindowTest::theLayoutIsKeptAndABadOneIsIgnored()
{
    Stage stage;
    stage.find<QDockWidget>("ordersDock")->hide();
    stage.window->close();
    QVERIFY(!stage.state.keptLayout.isEmpty());
    stage.open({1440, 900});
    QVERIFY(!stage.find<QDockWidget>("ordersDock")->isVisible());
    stage.state.keptLayout = QByteArrayLiteral("no layout at all");
    stage.open({1440, 900});
    QVERIFY(stage.find<QDockWidget>("ordersDock")->isVisible());
}

void MainWindowTest::figuresAreMissingUntilTheyAreKnown()
{
    Stage stage;
    stage.scheduler.advance(std::chrono::milliseconds(200));
    QCOMPARE(stage.find<QLabel>("lastPrice")->text(), QStringLiteral("\u2013"));
    QCOMPARE(stage.valueOf("fundingField"), QStringLiteral("\u2013"));
    QCOMPARE(stage.valueOf("spreadField"), QStringLiteral("\u2013"));
    stage.client.playBusySession();
    stage.scheduler.advance(std::chrono::milliseconds(200));
    QVERIFY(stage.find<QLabel>("lastPrice")->text().startsWith(u"63\u2009"));
    QCOMPARE(stage.valueOf("fundingField"), QStringLiteral("+0.0087 %"));
}

void MainWindowTest::aBookThatIsNotLiveShowsNoSpread()
{
    Stage stage;
    stage.client.playBusySession();
    BookSnapshot book = *stage.client.book().read();
    book.state = BookState::Stale;
    stage.client.publishBook(book);
    stage.scheduler.advance(std::chrono::milliseconds(200));
    QCOMPARE(stage.valueOf("spreadField"), QStringLiteral("book not live"));
}

void MainWindowTest::aNoticeTakesNeitherFocusNorClicks()
{
    Stage stage;
    stage.window->activateWindow();
    QWidget *before = QApplication::focusWidget();
    for (int i = 0; i < 3; ++i)
        Q_EMIT stage.client.noticeRaised({.severity = Notice::Severity::Danger, .error = {.family = ErrorFamily::Storage},
                                          .subject = QStringLiteral("<b>x</b>"), .at = stage.clock.utcNow()});
    auto *centre = stage.find<QWidget>("messageCentre");
    QVERIFY(centre->isVisible());
    QCOMPARE(QApplication::focusWidget(), before);
    QVERIFY(!QApplication::activeModalWidget());
    const QPushButton *button = centre->findChildren<QPushButton *>().last();
    QVERIFY(button->isVisible() && centre->rect().contains(QRect(button->mapTo(centre, QPoint()), button->size())));
    QVERIFY(centre->height() < stage.window->height() / 2);
    bool isPlain = false;
    for (const auto *label : centre->findChildren<QLabel *>())
        isPlain = isPlain || (label->text().contains(QStringLiteral("<b>x</b>")) && label->textFormat() == Qt::PlainText);
    QVERIFY(isPlain);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete); // the cards that the later notices replaced
    QTest::mouseClick(centre->findChild<QPushButton *>(), Qt::LeftButton);
    QVERIFY(!centre->isVisible());
}

void MainWindowTest::whatIsChosenIsShownAgainAndGivenBack()
{
    Stage stage;
    QVector<ViewChoices> given;
    connect(stage.window.get(), &MainWindow::choicesChanged, stage.window.get(), [&given](const ViewChoices &each) { given.append(each); });
    ViewChoices choices;
    choices.tapeFilter = Decimal::fromScaled(5, 1);
    choices.largeFactor = 10;
    choices.ladderGroup = 5;
    choices.candles = CandleInterval::H1;
    choices.compareTab = 2;
    choices.areBooksFull = true;
    choices.historyMinutes = 240;
    choices.links = QStringLiteral("watch:2 book:1 price:2 2:linear:ETHUSDT");
    stage.window->setChoices(choices);
    QVERIFY(given.isEmpty() || given.last() == choices); // showing is no choosing
    QCOMPARE(stage.find<QLineEdit>("tapeFilter")->text(), QStringLiteral("0.5"));
    QCOMPARE(stage.find<QComboBox>("historyLength")->currentData().toInt(), 240);
    QVERIFY(stage.find<QAction>("watchFullBooks")->isChecked());
    QCOMPARE(stage.client.market().calls.pins.last(), std::optional(InstrumentId{Category::Linear, QStringLiteral("ETHUSDT")}));
    QVERIFY(stage.find<QLabel>("candleOther")->text().contains(QLatin1StringView("ETHUSDT"))); // the chart is not the ticket's
    given.clear();
    stage.find<QLineEdit>("tapeFilter")->setText(QStringLiteral("2"));
    stage.find<QComboBox>("ladderGroup")->setCurrentIndex(0);
    QCOMPARE(given.size(), 2);
    choices.tapeFilter = Decimal(2);
    choices.ladderGroup = 1;
    QVERIFY(given.last() == choices);
}

QTEST_MAIN(MainWindowTest)
#include "tst_mainwindow.moc"
