// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeengineclient.h"
#include "tests/support/fakekeyclient.h"
#include "tests/support/fakemarket.h"
#include "tests/support/fakescheduler.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/keyentrydialog.h"
#include "ui/dialogs/switchdialog.h"
#include "ui/models/confirmtext.h"
#include "ui/models/messagelist.h"
#include "ui/shell/accountmenu.h"
#include "ui/shell/keyalarm.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/windowstate.h"
#include "ui/widgets/clipboardguard.h"
#include "ui/widgets/framepulse.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QInputDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTest>

using namespace bw;

namespace {

class NoState final : public WindowState {
public:
    [[nodiscard]] QByteArray geometry() const override { return {}; }
    [[nodiscard]] QByteArray layout() const override { return {}; }
    void save(const QByteArray &, const QByteArray &) override {}
};

const QString kId = QStringLiteral("3fa9c1d2");

struct Stage {
    FakeClock clock;
    FakeScheduler scheduler{clock};
    Theme theme;
    FramePulse pulse{scheduler, clock};
    FakeEngineClient client{clock};
    FakeKeyClient keys;
    Drain<LogLine> log{100};
    NoState state;
    std::unique_ptr<MainWindow> window;

    explicit Stage(Profile profile = Profile::Testnet)
    {
        theme.applyTo(*qApp);
        SessionView session = client.session();
        session.profile = profile;
        session.isSyntheticMarket = false;
        client.setSession(session);
        window = std::make_unique<MainWindow>(client, theme, pulse, state, log);
        window->useKeys(keys);
        window->resize(1280, 720);
        window->show();
        QVERIFY(QTest::qWaitForWindowExposed(window.get()));
        Q_EMIT client.positionsChanged({});
    }
    template <class T>
    [[nodiscard]] T *find(const char *name) const { return window->findChild<T *>(QString::fromLatin1(name)); }
    [[nodiscard]] QString text(const char *label) const { return find<QLabel>(label)->text(); }
    void click(const char *name) const { find<QAbstractButton>(name)->click(); }
    void withKey(Profile profile)
    {
        keys.rows[profile] = {{kId, QStringLiteral("Main"), false}, {QStringLiteral("77aa0b1c"), QStringLiteral("Scalping"), true}};
        keys.active[profile] = kId;
    }
    [[nodiscard]] AccountMenu *menu() const { return window->findChild<AccountMenu *>(); }
};

Position longPosition(const InstrumentPtr &instrument, bool isProtected)
{
    Position position;
    position.instrument = instrument;
    position.side = Side::Buy;
    position.size = Decimal::fromScaled(20, 3);
    position.markPrice = Decimal::fromScaled(634125, 1);
    position.isProtected = isProtected;
    return position;
}

} // namespace

class TestKeys : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAKeyTheWizardSaysSoAndAsksNobody();
    void everyLineSaysWhatToDo();
    void aKeyThatMayTransferIsAskedAboutWithNoAsDefault();
    void anOverrideIsTakenBackWithoutAQuestion();
    void deletingAsksWithNoAsDefault();
    void renamingAndReplacingNameTheKeyOnShow();
    void addressesAreShownOnAClickAlone();
    void anAnswerAboutAnotherKeyIsNotShown();
    void aKeyIsTakenInOnceAndItsFieldsAreEmptied();
    void aPrivateKeyKeepsItsLines();
    void aRefusedEntryStaysWithASentence();
    void anotherHostIsSetByHand();
    void anotherHostOpensTheSameProfileAnew();
    void aPastedSecretLeavesTheClipboard();
    void whatWasCopiedSinceStays();
    void theAccountStandsInTitleAndConfirm();
    void aSwitchWithNothingOpenAsksNothing();
    void aSwitchListsWhatStandsAndStaysByDefault();
    void anUnsettledChangeIsAskedAboutToo();
    void liveIsAlwaysAskedAbout();
    void anotherKeyIsASwitchToo();
    void aDeadKeyIsAnAlarmWithExposureAndStops();
    void theLevelIsOnScreenAndAWarningIsToldOnce();
};

void TestKeys::withoutAKeyTheWizardSaysSoAndAsksNobody()
{
    Stage stage;
    stage.window->showConnection();
    QVERIFY(stage.find<QDialog>("connectionDialog"));
    QVERIFY(stage.text("keyVerdict").contains(QStringLiteral("no key")));
    QVERIFY(stage.keys.checked.isEmpty());
    QVERIFY(!stage.find<QPushButton>("keyUse")->isEnabled() && !stage.find<QPushButton>("keyRemove")->isEnabled());
    stage.window->showConnection(); // a second one is the same
    QCOMPARE(stage.window->findChildren<ConnectionDialog *>().size(), 1);
}

void TestKeys::everyLineSaysWhatToDo()
{
    Stage stage;
    stage.withKey(Profile::Testnet);
    stage.window->showConnection();
    QCOMPARE(stage.keys.checked.size(), 1); // the active key, at once
    for (const auto &report : {keysamples::fit(), keysamples::withdraw(), keysamples::transfer(), keysamples::failed("foreign_key", "10003"),
                               keysamples::failed("wrong_secret", "10004"), keysamples::failed("expired", "33004")}) {
        stage.keys.answer(Profile::Testnet, kId, report);
        for (int i = 0; i < 7; ++i) {
            const QString sentence = stage.text(qPrintable(QStringLiteral("keyLine%1").arg(i)));
            QVERIFY2(sentence.endsWith(u'.'), qPrintable(sentence));
        }
    }
    stage.keys.answer(Profile::Testnet, kId, keysamples::failed("foreign_key", "10003"));
    QVERIFY(stage.text("keyLine1").contains(QStringLiteral("testnet")) && stage.text("keyLine1").contains(QStringLiteral("api-testnet.bybit.com")));
    QCOMPARE(stage.text("keyLight1"), QStringLiteral("wrong"));
    QCOMPARE(stage.text("keyLight0"), QStringLiteral("ok"));
}

void TestKeys::aKeyThatMayTransferIsAskedAboutWithNoAsDefault()
{
    Stage stage;
    stage.withKey(Profile::Testnet);
    stage.window->showConnection();
    stage.keys.answer(Profile::Testnet, kId, keysamples::fit());
    QVERIFY(!stage.find<QPushButton>("keyTransfer")->isVisible());
    stage.keys.answer(Profile::Testnet, kId, keysamples::transfer());
    QVERIFY(stage.find<QPushButton>("keyTransfer")->isVisible());
    stage.click("keyTransfer");
    auto *box = stage.find<QMessageBox>("keyQuestion");
    QVERIFY(box);
    QCOMPARE(box->buttonRole(box->defaultButton()), QMessageBox::RejectRole);
    QTest::keyClick(box, Qt::Key_Return);
    QVERIFY(stage.keys.allowed.isEmpty()); // Enter is No
    stage.click("keyTransfer");
    for (QMessageBox *each : stage.window->findChildren<QMessageBox *>())
        if (each->isVisible())
            for (auto *button : each->buttons())
                if (each->buttonRole(button) == QMessageBox::AcceptRole)
                    button->click();
    QCOMPARE(stage.keys.allowed, (QVector<std::pair<QString, bool>>{{kId, true}}));
}

void TestKeys::anOverrideIsTakenBackWithoutAQuestion()
{
    Stage stage;
    stage.withKey(Profile::Testnet);
    stage.window->showConnection();
    stage.keys.answer(Profile::Testnet, kId, keysamples::transfer(), true);
    QVERIFY(stage.text("keyVerdict").contains(QStringLiteral("although")));
    stage.click("keyTransfer");
    QCOMPARE(stage.keys.allowed, (QVector<std::pair<QString, bool>>{{kId, false}}));
}

void TestKeys::deletingAsksWithNoAsDefault()
{
    Stage stage;
    stage.withKey(Profile::Testnet);
    stage.window->showConnection();
    stage.click("keyRemove");
    auto *box = stage.find<QMessageBox>("keyQuestion");
    QVERIFY(box);
    QTest::keyClick(box, Qt::Key_Return);
    QVERIFY(stage.keys.removed.isEmpty());
}

void TestKeys::renamingAndReplacingNameTheKeyOnShow()
{
    Stage stage;
    stage.withKey(Profile::Testnet);
    stage.window->showConnection();
    stage.click("keyRename");
    auto *input = stage.find<QInputDialog>("keyRenameDialog");
    QVERIFY(input && input->textValue() == QStringLiteral("Main"));
    input->setTextValue(QStringLiteral("Other"));
    input->accept();
    QCOMPARE(stage.keys.renamed, (QVector<std::pair<QString, QString>>{{kId, QStringLiteral("Other")}}));
    stage.click("keyReplace");
    auto *entry = stage.find<QDialog>("keyEntryDialog");
    QVERIFY(!entry->findChild<QLineEdit *>(QStringLiteral("keyName"))->isEnabled());
    entry->findChild<QLineEdit *>(QStringLiteral("keyKey"))->setText(QStringLiteral("newKey00"));
    entry->findChild<QLineEdit *>(QStringLiteral("keySecret"))->setText(QStringLiteral("newSecret"));
    QTest::keyClick(entry, Qt::Key_Return);
    QCOMPARE(stage.keys.replaced.size(), 1);
    QCOMPARE(stage.keys.replaced.first().idOrName, kId);
    QVERIFY(stage.keys.added.isEmpty());
}

void TestKeys::addressesAreShownOnAClickAlone()
{
    Stage stage;
    stage.withKey(Profile::Testnet);
    stage.window->showConnection();
    stage.keys.answer(Profile::Testnet, kId, keysamples::fit());
    for (const auto *label : stage.find<QDialog>("connectionDialog")->findChildren<QLabel *>())
        QVERIFY(!label->text().contains(QStringLiteral("203.0.113.7")));
    stage.click("keyAddresses");
    QVERIFY(stage.text("keyNote").contains(QStringLiteral("203.0.113.7")));
}

void TestKeys::anAnswerAboutAnotherKeyIsNotShown()
{
    Stage stage;
    stage.withKey(Profile::Testnet);
    stage.window->showConnection();
    stage.keys.answer(Profile::Testnet, QStringLiteral("77aa0b1c"), keysamples::withdraw());
    QVERIFY(stage.text("keyVerdict").isEmpty());
    stage.find<QComboBox>("connectionKey")->setCurrentIndex(1);
    QCOMPARE(stage.keys.checked.last().second, QStringLiteral("77aa0b1c"));
    stage.keys.answer(Profile::Live, QStringLiteral("77aa0b1c"), keysamples::withdraw());
    QVERIFY(stage.text("keyVerdict").isEmpty());
}

void TestKeys::aKeyIsTakenInOnceAndItsFieldsAreEmptied()
{
    Stage stage;
    stage.window->showConnection();
    stage.click("keyAdd");
    stage.find<QLineEdit>("keyName")->setText(QStringLiteral("Main"));
    stage.find<QLineEdit>("keyKey")->setText(QStringLiteral(" aB3dE6gH9 "));
    auto *secret = stage.find<QLineEdit>("keySecret");
    QCOMPARE(secret->echoMode(), QLineEdit::Password);
    secret->setText(QStringLiteral("s3cret/+="));
    auto *dialog = stage.find<QDialog>("keyEntryDialog");
    QTest::keyClick(dialog, Qt::Key_Return);
    QCOMPARE(stage.keys.added.size(), 1);
    QCOMPARE(stage.keys.added.first().key.key, QStringLiteral("aB3dE6gH9"));
    QVERIFY(stage.keys.added.first().key.secret.equals(SecretBytes("s3cret/+=")));
    QPointer<QDialog> watched = dialog;
    Q_EMIT stage.keys.keysChanged(Profile::Testnet);
    QTRY_VERIFY(!watched);
}

void TestKeys::aPrivateKeyKeepsItsLines()
{
    Stage stage;
    stage.window->showConnection();
    stage.click("keyAdd");
    const QString pem = QStringLiteral("-----BEGIN PRIVATE KEY-----\nMIIE\nAbC=\n-----END PRIVATE KEY-----\n");
    QApplication::clipboard()->setText(pem);
    stage.find<QLineEdit>("keySecret")->paste();
    stage.find<QLineEdit>("keyKey")->setText(QStringLiteral("k"));
    QTest::keyClick(stage.find<QDialog>("keyEntryDialog"), Qt::Key_Return);
    QCOMPARE(stage.keys.added.size(), 1);
    QVERIFY(stage.keys.added.first().key.secret.equals(SecretBytes(pem.toUtf8())));
}

void TestKeys::aRefusedEntryStaysWithASentence()
{
    Stage stage;
    stage.window->showConnection();
    stage.click("keyAdd");
    stage.find<QLineEdit>("keyName")->setText(QStringLiteral("Main"));
    QTest::keyClick(stage.find<QDialog>("keyEntryDialog"), Qt::Key_Return);
    Q_EMIT stage.keys.problemTold(QStringLiteral("name_taken"), {});
    QVERIFY(stage.text("keyProblem").endsWith(u'.'));
    QCOMPARE(stage.find<QLineEdit>("keyName")->text(), QStringLiteral("Main"));
}

void TestKeys::anotherHostIsSetByHand()
{
    Stage stage(Profile::Live);
    stage.window->showConnection();
    auto *site = stage.find<QComboBox>("connectionSite");
    QVERIFY(site->isVisible());
    QCOMPARE(site->count(), 4);
    Q_EMIT site->activated(1);
    QCOMPARE(stage.keys.sitesSet.last().rest, QStringLiteral("https://api.bybit.nl"));
    Q_EMIT site->activated(3);
    stage.find<QLineEdit>("connectionRest")->setText(QStringLiteral("https://api.example.org"));
    stage.find<QLineEdit>("connectionSocket")->setText(QStringLiteral("wss://stream.example.org"));
    stage.click("connectionSiteUse");
    QCOMPARE(stage.keys.sitesSet.last(), (VenueSite{QStringLiteral("https://api.example.org"), QStringLiteral("wss://stream.example.org")}));
}

void TestKeys::anotherHostOpensTheSameProfileAnew()
{
    Stage stage;
    stage.withKey(Profile::Testnet);
    SessionView session = stage.client.session();
    session.venueHost = stage.keys.hostOf(Profile::Testnet);
    stage.client.setSession(session);
    stage.window->showConnection();
    QVERIFY(!stage.find<QPushButton>("keyUse")->isEnabled()); // it is in use
    stage.find<QDialog>("connectionDialog")->close();
    QTRY_VERIFY(!stage.find<QDialog>("connectionDialog"));
    session.venueHost = QStringLiteral("api.elsewhere.example");
    stage.client.setSession(session);
    stage.window->showConnection();
    QVERIFY(stage.find<QPushButton>("keyUse")->isEnabled());
    stage.click("keyUse");
    QCOMPARE(stage.keys.opened, QVector<Profile>{Profile::Testnet});
}

void TestKeys::aPastedSecretLeavesTheClipboard()
{
    QLineEdit field;
    ClipboardGuard guard(nullptr, std::chrono::milliseconds(50));
    guard.watch(&field);
    QApplication::clipboard()->setText(QStringLiteral("CANARY-SECRET-1"));
    field.paste();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("CANARY-SECRET-1"));
    QTRY_VERIFY_WITH_TIMEOUT(QApplication::clipboard()->text().isEmpty(), 2000);
}

void TestKeys::whatWasCopiedSinceStays()
{
    QLineEdit field;
    ClipboardGuard guard(nullptr, std::chrono::milliseconds(30));
    guard.watch(&field);
    QApplication::clipboard()->setText(QStringLiteral("CANARY-SECRET-2"));
    field.paste();
    QApplication::clipboard()->setText(QStringLiteral("something of the user's"));
    bool isOver = false;
    QTimer::singleShot(150, this, [&isOver] { isOver = true; });
    QTRY_VERIFY(isOver);
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("something of the user's"));
    field.setText(QStringLiteral("typed by hand and never copied")); // nothing to take away
    guard.clear();
    QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("something of the user's"));
}

void TestKeys::theAccountStandsInTitleAndConfirm()
{
    Stage stage;
    SessionView session = stage.client.session();
    session.account = QStringLiteral("Scalping & more");
    stage.client.setSession(session);
    QVERIFY2(stage.window->windowTitle().contains(QStringLiteral("Scalping & more")), qPrintable(stage.window->windowTitle()));
    OrderDraft draft;
    draft.instrument = stage.client.instrument();
    draft.qty = QtyLots(20);
    draft.price = PriceTicks(634120);
    Preview preview;
    preview.draft = draft;
    bool isThere = false;
    for (const auto &line : confirmText(preview, session).lines)
        isThere = isThere || (line.name == QStringLiteral("account") && line.value == session.account);
    QVERIFY(isThere);
}

void TestKeys::aSwitchWithNothingOpenAsksNothing()
{
    Stage stage;
    stage.menu()->openProfile(Profile::Sandbox);
    QCOMPARE(stage.keys.opened, QVector<Profile>{Profile::Sandbox});
    QVERIFY(!stage.find<QDialog>("switchDialog"));
}

void TestKeys::aSwitchListsWhatStandsAndStaysByDefault()
{
    Stage stage;
    Order order;
    order.instrument = stage.client.instrument();
    order.orderLinkId = QStringLiteral("bw-1");
    order.state = OrderState::Unknown;
    order.qty = QtyLots(20);
    Q_EMIT stage.client.orderChanged(order);
    Q_EMIT stage.client.positionsChanged({longPosition(stage.client.instrument(), true)});
    stage.menu()->openProfile(Profile::Sandbox);
    auto *dialog = stage.find<QDialog>("switchDialog");
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(stage.keys.opened.isEmpty());
    QVERIFY(stage.text("switchConsequence").contains(QStringLiteral("cancels nothing")) && stage.text("switchConsequence").contains(QStringLiteral("UNKNOWN")));
    QTest::keyClick(dialog, Qt::Key_Return);
    QVERIFY(stage.keys.opened.isEmpty() && !dialog->isVisible());
    QVERIFY(stage.client.calls.cancels.isEmpty() && stage.client.calls.cancelAllEntries == 0);
    stage.menu()->openProfile(Profile::Demo);
    for (auto *each : stage.window->findChildren<SwitchDialog *>())
        if (each->isVisible())
            each->findChild<QAbstractButton *>(QStringLiteral("switchGo"))->click();
    QCOMPARE(stage.keys.opened, QVector<Profile>{Profile::Demo});
    QVERIFY(stage.client.calls.cancels.isEmpty() && stage.client.calls.cancelAllEntries == 0);
}

void TestKeys::anUnsettledChangeIsAskedAboutToo()
{
    Stage stage;
    AccountChange change;
    change.id = QStringLiteral("ch-1");
    change.instrument = stage.client.instrument();
    change.state = AccountChange::State::Unknown;
    Q_EMIT stage.client.trade().accountChangeUpdated(change);
    stage.menu()->openProfile(Profile::Sandbox);
    QVERIFY(stage.keys.opened.isEmpty());
    QVERIFY(stage.text("switchConsequence").contains(QStringLiteral("may or may not")));
    stage.click("switchStay");
    change.state = AccountChange::State::Settled;
    Q_EMIT stage.client.trade().accountChangeUpdated(change);
    stage.menu()->openProfile(Profile::Sandbox);
    QCOMPARE(stage.keys.opened.size(), 1);
}

void TestKeys::liveIsAlwaysAskedAbout()
{
    Stage stage;
    stage.menu()->openProfile(Profile::Live);
    QVERIFY(stage.keys.opened.isEmpty());
    QVERIFY(stage.find<QDialog>("switchDialog")->isVisible());
}

void TestKeys::anotherKeyIsASwitchToo()
{
    Stage stage;
    stage.withKey(Profile::Testnet);
    Q_EMIT stage.client.positionsChanged({longPosition(stage.client.instrument(), true)});
    stage.window->showConnection();
    stage.find<QComboBox>("connectionKey")->setCurrentIndex(1);
    stage.click("keyUse");
    QVERIFY(stage.keys.chosen.isEmpty());
    stage.find<QDialog>("switchDialog")->findChild<QAbstractButton *>(QStringLiteral("switchGo"))->click();
    QCOMPARE(stage.keys.chosen, QStringList{QStringLiteral("77aa0b1c")});
}

void TestKeys::aDeadKeyIsAnAlarmWithExposureAndStops()
{
    Stage stage;
    QVERIFY(!stage.find<QWidget>("keyAlarm")->isVisible());
    Q_EMIT stage.client.positionsChanged({longPosition(stage.client.instrument(), false)});
    SessionView session = stage.client.session();
    session.account = QStringLiteral("Main");
    session.keyTrouble = KeyTrouble{{ErrorFamily::Auth, Retry::Never, Certainty::Refused, 33004, {}}, stage.clock.utcNow()};
    session.viewerReason = SessionView::ViewerReason::KeyDead;
    session.mayTrade = false;
    stage.client.setSession(session);
    QVERIFY(stage.find<QWidget>("keyAlarm")->isVisible());
    QVERIFY(stage.text("keyAlarmText").contains(QStringLiteral("Main")) && stage.text("keyAlarmText").contains(QStringLiteral("expired")));
    const QString open = stage.text("keyAlarmExposure");
    QVERIFY2(open.contains(QStringLiteral("BTCUSDT")) && open.contains(QStringLiteral("1\u2009268.25")) && open.contains(QStringLiteral("UNPROTECTED"))
                 && open.contains(QStringLiteral("venue's own app")), qPrintable(open));
    Q_EMIT stage.client.positionsUnknown(stage.clock.utcNow()); // the stream went with the key: what was open stays in sight
    QVERIFY(stage.text("keyAlarmExposure").contains(QStringLiteral("BTCUSDT")));
    stage.click("keyAlarmRetry");
    QCOMPARE(stage.keys.retries, 1);
    session.keyTrouble.reset();
    stage.client.setSession(session);
    QVERIFY(!stage.find<QWidget>("keyAlarm")->isVisible());
}

void TestKeys::theLevelIsOnScreenAndAWarningIsToldOnce()
{
    Stage stage;
    QCOMPARE(stage.text("keyGauge"), QStringLiteral("key trade"));
    KeyAudit audit;
    audit.level = KeyLevel::Trade;
    audit.verdict = KeyAudit::Advice::Warn;
    audit.reasons = {QStringLiteral("no_ip_binding"), QStringLiteral("expires_soon")};
    auto *messages = stage.window->findChild<MessageList *>();
    const auto before = messages->items().size();
    Q_EMIT stage.client.keyAudited(audit);
    Q_EMIT stage.client.keyAudited(audit); // ten minutes later
    QCOMPARE(messages->items().size(), before + 1);
    QCOMPARE(messages->items().first().count, 1);
    QVERIFY(stage.find<QLabel>("keyGauge")->toolTip().contains(QStringLiteral("expires soon")));
    QCOMPARE(stage.find<QLabel>("keyGauge")->property("role").toString(), QStringLiteral("caution"));
    SessionView session = stage.client.session();
    session.keyLevel = KeyLevel::ReadOnly;
    stage.client.setSession(session);
    QCOMPARE(stage.text("keyGauge"), QStringLiteral("key read-only"));
}

QTEST_MAIN(TestKeys)
#include "tst_keys.moc"
