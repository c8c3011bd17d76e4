// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/stopallsheet.h"
#include "ui/shell/windowstate.h"
#include "ui/widgets/framepulse.h"
#include "ui/widgets/stopallbutton.h"

#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QSet>
#include <QTableView>
#include <QTest>

using namespace bw;

namespace {

class NoState final : public WindowState {
public:
    [[nodiscard]] QByteArray geometry() const override { return {}; }
    [[nodiscard]] QByteArray layout() const override { return {}; }
    void save(const QByteArray &, const QByteArray &) override {}
};

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    Drain<LogLine> log{100};
    NoState state;
    std::unique_ptr<MainWindow> window;

    explicit Stage(QSize size = {1280, 720})
    {
        theme.applyTo(*qApp);
        window = std::make_unique<MainWindow>(client, theme, pulse, state, log);
        window->resize(size);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        window->activateWindow();
    }
    template <class T>
    [[nodiscard]] T *find(const char *name) const { return window->findChild<T *>(QString::fromLatin1(name)); }
    [[nodiscard]] StopAllSheet *sheet() const { return window->findChild<StopAllSheet *>(); }
    [[nodiscard]] QString text(const char *label) const { return find<QLabel>(label)->text(); }
    void press(const char *name) const { QTest::mouseClick(find<QWidget>(name), Qt::LeftButton); }
    [[nodiscard]] QVector<std::pair<StopAllView::Scope, bool>> &stops() { return client.trade().calls.stopAlls; }
    void halt()
    {
        SessionView session = client.session();
        session.tradingState = TradingState::Halted;
        session.stateReason = SessionView::StateReason::StopAll;
        client.setSession(session);
    }
};

using Scope = StopAllView::Scope;

} // namespace

class StopAllTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theButtonIsInReachOnASmallScreenAndIsNoSellButton();
    void theButtonOpensASheetThatBlocksNothing();
    void theKeyWorksInAnEditorAndASecondPressStopsOurs();
    void theButtonsNameTheirScope();
    void eachStepShowsItsOutcome();
    void flattenSaysWhatItDoesAndIsNotHitByADoubleClick();
    void nothingIsOfferedToCloseWhileItRuns();
    void aStopFromElsewhereShowsItself();
    void resumeListsWhatIsOpenAndAsksOnce();
    void theStateOfTradingIsInWordsAndResumeIsThereOnlyWhenItLeadsBack();
    void aSessionThatCannotCancelSaysWhy();
    void escapeLeavesTheSheet();
};

void StopAllTest::theButtonIsInReachOnASmallScreenAndIsNoSellButton()
{
    Stage stage;
    stage.client.playBusySession();
    stage.halt(); // the longest line: Resume stands there too
    QCoreApplication::processEvents();
    auto *button = stage.find<StopAllButton>("stopAllButton");
    for (const char *name : {"stopAllButton", "lockButton", "resumeButton", "tradingField"}) {
        const auto *widget = stage.find<QWidget>(name);
        QVERIFY2(widget && widget->isVisible(), name);
        const QRect place(widget->mapTo(stage.window.get(), QPoint()), widget->size());
        QVERIFY2(stage.window->rect().contains(place), name);
    }
    const QImage picture = button->grab().toImage();
    QSet<QRgb> ends; // hatching: more than one ground at the left end
    for (int x = 4; x < 16; ++x)
        ends.insert(picture.pixel(x, picture.height() / 2));
    QVERIFY(ends.size() > 2);
}

void StopAllTest::theButtonOpensASheetThatBlocksNothing()
{
    Stage stage;
    QVERIFY(!stage.sheet()->isVisible());
    stage.press("stopAllButton");
    QVERIFY(stage.sheet()->isVisible());
    QVERIFY(!QApplication::activeModalWidget());
    QVERIFY(stage.window->rect().contains(stage.sheet()->geometry()));
    QCOMPARE(stage.stops().size(), 0); // it asks first
    stage.press("stopNow");
    QCOMPARE(stage.stops(), (QVector<std::pair<Scope, bool>>{{Scope::Ours, false}}));
}

void StopAllTest::theKeyWorksInAnEditorAndASecondPressStopsOurs()
{
    Stage stage;
    auto *edit = stage.find<QLineEdit>("ticketQty");
    edit->setFocus();
    edit->setText(QStringLiteral("0.020"));
    edit->selectAll();
    QTest::keyClick(edit, Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(stage.sheet()->isVisible());
    QCOMPARE(edit->text(), QStringLiteral("0.020")); // nothing was cut
    QCOMPARE(stage.stops().size(), 0);
    QTest::keyClick(stage.window.get(), Qt::Key_X, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(stage.stops().size(), 1);
    QCOMPARE(stage.stops()[0], (std::pair<Scope, bool>{Scope::Ours, false}));
}

void StopAllTest::theButtonsNameTheirScope()
{
    Stage stage;
    stage.sheet()->openStop();
    QVERIFY(stage.find<QPushButton>("stopNow")->text().contains(QStringLiteral("OURS")));
    stage.press("stopScopeAccount");
    QVERIFY(stage.find<QPushButton>("stopNow")->text().contains(QStringLiteral("WHOLE ACCOUNT")));
    QVERIFY(stage.find<QPushButton>("stopDropProtection")->text().contains(QStringLiteral("whole account")));
    stage.press("stopDropProtection");
    QCOMPARE(stage.stops(), (QVector<std::pair<Scope, bool>>{{Scope::Account, true}}));
    stage.press("stopAgain");
    QVERIFY(stage.find<QPushButton>("stopNow")->text().contains(QStringLiteral("OURS"))); // never remembered
}

void StopAllTest::eachStepShowsItsOutcome()
{
    Stage stage;
    stage.press("stopAllButton");
    stage.press("stopNow");
    stage.client.trade().setView(fakemarket::stopAllRunning(stage.clock.utcNow()));
    QCOMPARE(stage.text("stopStep0"), QStringLiteral("done"));
    QCOMPARE(stage.text("stopStep1"), QStringLiteral("running, 3 left"));
    QCOMPARE(stage.text("stopStep2"), QStringLiteral("waiting"));
    stage.client.trade().setView(fakemarket::stopAllDone(stage.client.instrument(), stage.clock.utcNow()));
    QVERIFY2(stage.text("stopStep2").startsWith(u"failed, 1 left."), qPrintable(stage.text("stopStep2")));
    QCOMPARE(stage.find<QLabel>("stopStep2")->property("role").toString(), QStringLiteral("danger"));
    QVERIFY(stage.text("stopSummary").contains(QStringLiteral("not every step worked")));
    const QAbstractItemModel *standing = stage.find<QTableView>("standingTable")->model();
    QCOMPARE(standing->rowCount(), 3);
    QVERIFY(standing->index(0, 5).data().toString().startsWith(u"UNKNOWN")); // what is not known comes first
}

void StopAllTest::flattenSaysWhatItDoesAndIsNotHitByADoubleClick()
{
    Stage stage;
    stage.sheet()->openStop();
    stage.press("stopNow");
    stage.client.trade().setView(fakemarket::stopAllDone(stage.client.instrument(), stage.clock.utcNow()));
    const auto *flatten = stage.find<QPushButton>("flattenButton");
    QVERIFY(flatten->isVisible());
    QCOMPARE(flatten->text(), QStringLiteral("Close 1 position at the market"));
    stage.press("flattenButton"); // the second half of a double click on the button before
    QCOMPARE(stage.client.trade().calls.flattens, 0);
    stage.clock.advance(std::chrono::milliseconds(500));
    stage.press("flattenButton");
    QCOMPARE(stage.client.trade().calls.flattens, 1);
    stage.press("flattenButton");
    QCOMPARE(stage.client.trade().calls.flattens, 1);
}

void StopAllTest::nothingIsOfferedToCloseWhileItRuns()
{
    Stage stage;
    StopAllView view = fakemarket::stopAllDone(stage.client.instrument(), stage.clock.utcNow());
    view.isRunning = true;
    stage.client.trade().setView(view);
    QVERIFY(stage.sheet()->isVisible());
    QVERIFY(!stage.find<QPushButton>("flattenButton")->isVisible());
}

void StopAllTest::aStopFromElsewhereShowsItself()
{
    Stage stage;
    StopAllView view = fakemarket::stopAllRunning(stage.clock.utcNow());
    view.scope = Scope::Account;
    stage.client.trade().setView(view);
    QVERIFY(stage.sheet()->isVisible());
    QVERIFY(stage.text("stopSummary").contains(QStringLiteral("whole account")));
    QCOMPARE(stage.stops().size(), 0);
}

void StopAllTest::resumeListsWhatIsOpenAndAsksOnce()
{
    Stage stage;
    stage.client.playBusySession();
    stage.halt();
    stage.press("resumeButton");
    QVERIFY(stage.find<QTableView>("resumeTable")->isVisible());
    int open = 1; // the position
    for (const Order &order : fakemarket::ordersInEveryState(stage.client.instrument(), stage.clock.utcNow()) + fakemarket::foreignOrders(stage.client.instrument(), stage.clock.utcNow()))
        open += isTerminal(order.state) ? 0 : 1;
    QCOMPARE(stage.find<QTableView>("resumeTable")->model()->rowCount(), open);
    QVERIFY2(stage.text("resumeSummary").contains(QStringLiteral("1 position is open")), qPrintable(stage.text("resumeSummary")));
    Q_EMIT stage.client.positionsUnknown(stage.clock.utcNow());
    QVERIFY(stage.text("resumeSummary").contains(QStringLiteral("unknown since")));
    QCOMPARE(stage.client.trade().calls.resumes, 0);
    stage.press("resumeNow");
    QCOMPARE(stage.client.trade().calls.resumes, 1);
    QVERIFY(stage.sheet()->isVisible()); // until the engine says that it is so
    SessionView session = stage.client.session();
    session.tradingState = TradingState::Active;
    session.stateReason = SessionView::StateReason::None;
    stage.client.setSession(session);
    QVERIFY(!stage.sheet()->isVisible());
}

void StopAllTest::theStateOfTradingIsInWordsAndResumeIsThereOnlyWhenItLeadsBack()
{
    Stage stage;
    const auto word = [&] { return stage.find<QWidget>("tradingField")->findChildren<QLabel *>().last()->text(); };
    const auto *resume = stage.find<QPushButton>("resumeButton");
    QCOMPARE(word(), QStringLiteral("active"));
    QVERIFY(!resume->isVisible());
    SessionView session = stage.client.session();
    session.tradingState = TradingState::Reducing;
    session.stateReason = SessionView::StateReason::Lock;
    session.isLocked = true;
    stage.client.setSession(session);
    QCOMPARE(word(), QStringLiteral("exits only"));
    QVERIFY(!resume->isVisible()); // LOCK is taken off where it was set
    stage.halt();
    QCOMPARE(word(), QStringLiteral("HALTED"));
    QVERIFY(resume->isVisible());
}

void StopAllTest::aSessionThatCannotCancelSaysWhy()
{
    Stage stage;
    SessionView session = stage.client.session();
    session.mayTrade = false;
    session.viewerReason = SessionView::ViewerReason::NoKey;
    stage.client.setSession(session);
    QVERIFY(!stage.find<QPushButton>("stopAllButton")->isEnabled());
    QVERIFY(stage.find<QPushButton>("stopAllButton")->toolTip().contains(QStringLiteral("no key")));
    session.viewerReason = SessionView::ViewerReason::KeyDead; // an exit may be tried
    stage.client.setSession(session);
    QVERIFY(stage.find<QPushButton>("stopAllButton")->isEnabled());
    session.viewerReason = SessionView::ViewerReason::NotReconciled; // the account is still compared: stopping must work
    stage.client.setSession(session);
    QVERIFY(stage.find<QPushButton>("stopAllButton")->isEnabled());
}

void StopAllTest::escapeLeavesTheSheet()
{
    Stage stage;
    stage.sheet()->openStop();
    QTest::keyClick(stage.find<QPushButton>("stopNow"), Qt::Key_Escape);
    QVERIFY(!stage.sheet()->isVisible());
    QCOMPARE(stage.stops().size(), 0);
}

QTEST_MAIN(StopAllTest)
#include "tst_stopall.moc"
