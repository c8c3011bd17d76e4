// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// Every profile opens, switches and closes in one process, as main() does it, with the sandbox in the role of each venue.
#include "app/application.h"
#include "core/bybit/bybitrest.h"
#include "core/bybit/servertime.h"
#include "tests/integration/programrun.h"
#include "tests/integration/sandboxtalk.h"
#include "tests/support/recorded.h"
#include "ui/dialogs/connectiondialog.h"
#include "ui/dialogs/switchdialog.h"
#include "ui/shell/accountmenu.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QJsonArray>
#include <QComboBox>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QTimer>

using namespace bw;

class TestProfiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void everyProfileOpensSwitchesAndCloses();
    void whatStandsIsListedAndNothingIsCancelled();
    void eachKeyHasAJournalOfItsOwn();
    void aNewUserWithoutAKeychainIsLedToTheWizard();

private:
    std::unique_ptr<SandboxRun> m_venue;
    QTemporaryDir m_folder;
};

namespace {

const QString kSandbox = QStringLiteral(BW_SANDBOX);

MainWindow *windowOnShow()
{
    for (QWidget *top : QApplication::topLevelWidgets())
        if (auto *window = qobject_cast<MainWindow *>(top); window && window->isVisible())
            return window;
    return nullptr;
}

AccountMenu *accountMenu() { return windowOnShow()->findChild<AccountMenu *>(); }

SwitchDialog *question()
{
    if (!windowOnShow()) // it went without a question
        return nullptr;
    for (auto *dialog : windowOnShow()->findChildren<SwitchDialog *>())
        if (dialog->isVisible())
            return dialog;
    return nullptr;
}

/// main()'s loop, one session at a time.
struct Program {
    explicit Program(const QString &folder)
    {
        timer.start();
        options.isOffscreen = true;
        options.dataDir = folder;
        options.size = QSize(1280, 720);
    }
    void open(Profile profile)
    {
        options.profile = profile;
        options.eventsFile = options.dataDir + QStringLiteral("/events-%1.ndjson").arg(++count);
        code = -1;
        session = std::make_unique<Application>(options, timer, log, runKeys);
        QObject::connect(session.get(), &Application::finished, session.get(), [this](int value) { code = value; });
        QVERIFY(session->start());
        QTRY_VERIFY_WITH_TIMEOUT(windowOnShow(), 10000);
    }
    [[nodiscard]] bool has(const char *event, const char *with) const
    {
        for (const QByteArray &line : readAll(options.eventsFile).split('\n'))
            if (line.contains("\"event\":\"" + QByteArray(event) + '"') && line.contains(with))
                return true;
        return false;
    }
    void end() { session.reset(); }

    Options options;
    QElapsedTimer timer;
    Drain<LogLine> log{5000};
    RunKeys runKeys;
    std::unique_ptr<Application> session;
    int code = -1, count = 0;
};

} // namespace

void TestProfiles::initTestCase()
{
    m_venue = std::make_unique<SandboxRun>(kSandbox, QStringList{QStringLiteral("--seed"), QStringLiteral("4")});
    for (const char *world : {"MAINNET", "TESTNET", "DEMO"}) {
        qputenv((QByteArray("BYBIT_") + world + "_BASE_URL").constData(), m_venue->address(QStringLiteral("rest")).toUtf8());
        qputenv((QByteArray("BYBIT_") + world + "_WS_URL").constData(), m_venue->address(QStringLiteral("ws")).toUtf8());
    }
    qputenv("BYBIT_API_KEY", m_venue->address(QStringLiteral("key")).toUtf8());
    qputenv("BYBIT_API_SECRET", m_venue->address(QStringLiteral("secret")).toUtf8());
    qunsetenv("HOLYSHEEP_API_KEY");
}

void TestProfiles::everyProfileOpensSwitchesAndCloses()
{
    Program program(m_folder.filePath(QStringLiteral("all")));
    program.runKeys.entries.append({Profile::Live, QStringLiteral("8abc0001"), QStringLiteral("Real"),
                                    {m_venue->address(QStringLiteral("key")), SecretBytes(m_venue->address(QStringLiteral("secret")).toUtf8())}});
    program.runKeys.active[Profile::Live] = QStringLiteral("8abc0001"); // never from the environment
    const QList<std::pair<Profile, QString>> way{{Profile::Sandbox, QStringLiteral("SANDBOX")}, {Profile::Paper, QStringLiteral("PAPER")}, {Profile::Demo, QStringLiteral("DEMO")},
                                                 {Profile::Testnet, QStringLiteral("TESTNET")}, {Profile::Live, QStringLiteral("LIVE")}, {Profile::Sandbox, QStringLiteral("SANDBOX")}};
    program.open(way.first().first);
    for (int i = 0; i < way.size(); ++i) {
        const auto &[profile, word] = way[i];
        QVERIFY2(windowOnShow()->windowTitle().startsWith(word), qPrintable(windowOnShow()->windowTitle()));
        QTRY_VERIFY_WITH_TIMEOUT(program.has("book", "\"state\":\"live\""), 20000);
        if (profile != Profile::Paper)
            QTRY_VERIFY_WITH_TIMEOUT(program.has("key_audit", "\"level\":\"trade\""), 20000);
        if (profile == Profile::Live)
            QTRY_VERIFY_WITH_TIMEOUT(windowOnShow()->windowTitle().contains(QStringLiteral("Real")), 5000);
        if (i + 1 == way.size())
            break;
        accountMenu()->openProfile(way[i + 1].first);
        if (auto *asked = question()) // real money, or positions that were not read yet
            asked->findChild<QAbstractButton *>(QStringLiteral("switchGo"))->click();
        else
            QVERIFY(way[i + 1].first != Profile::Live);
        QTRY_COMPARE_WITH_TIMEOUT(program.code, Application::kRestart, 10000);
        const Profile next = program.session->nextProfile();
        QCOMPARE(next, way[i + 1].first);
        program.end();
        program.open(next);
    }
    // The last window's end is told inside the event loop of the program alone.
    connect(program.session.get(), &Application::finished, this, [](int code) { QCoreApplication::exit(code); }, Qt::QueuedConnection);
    QTimer::singleShot(0, this, [] { windowOnShow()->close(); });
    QTimer::singleShot(10'000, this, [] { QCoreApplication::exit(99); });
    QCOMPARE(QApplication::exec(), 0);
    QCOMPARE(program.code, 0);
    program.end();
    QCOMPARE(sandboxRequests(m_venue->address(QStringLiteral("rest")), QStringLiteral("cancel")), 0); // switching cancels nothing
}

void TestProfiles::whatStandsIsListedAndNothingIsCancelled()
{
    // An order of another program at the same account.
    const QString rest = m_venue->address(QStringLiteral("rest"));
    const SystemClock clock;
    QtScheduler scheduler;
    HttpClient client(QStringLiteral("test"), clock, scheduler);
    BybitRest venue(QUrl(rest), {client, client, client}, clock);
    venue.setCredentials(std::make_shared<const BybitCredentials>(BybitCredentials{m_venue->address(QStringLiteral("key")).toUtf8(),
                                                                                   Signer(SecretBytes(m_venue->address(QStringLiteral("secret")).toUtf8()))}));
    venue.setTimeSource([&clock] { return clock.utcNow() - std::chrono::milliseconds(200); });
    Program program(m_folder.filePath(QStringLiteral("standing")));
    program.open(Profile::Testnet);
    QTRY_VERIFY_WITH_TIMEOUT(program.has("book", "\"state\":\"live\""), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(program.has("reconcile", "\"positions\""), 20000);
    QString bid;
    for (const QByteArray &line : readAll(program.options.eventsFile).split('\n'))
        if (const auto event = QJsonDocument::fromJson(line).object(); event.value(QLatin1StringView("event")) == QStringLiteral("book") && !event.value(QLatin1StringView("bid")).toString().isEmpty())
            bid = event.value(QLatin1StringView("bid")).toString();
    const QByteArray deep = QByteArray::number(bid.section(u'.', 0, 0).toLongLong() * 97 / 100);
    std::optional<bool> isPlaced;
    venue.post(QStringLiteral("/v5/order/create"),
               R"({"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.010","timeInForce":"GTC","price":")" + deep + "\"}", BybitRest::Lane::Entries, this,
               [&isPlaced](const Result<BybitReply> &reply, const QString &text) {
                   isPlaced = reply.has_value();
                   if (!reply)
                       qWarning("%s", qPrintable(text));
               });
    QTRY_VERIFY_WITH_TIMEOUT(isPlaced, 10000);
    QVERIFY(*isPlaced);
    QTRY_VERIFY_WITH_TIMEOUT(program.has("order", "\"state\":\"accepted\""), 15000);
    accountMenu()->openProfile(Profile::Sandbox);
    QVERIFY(question());
    QCOMPARE(question()->findChild<QTableView *>(QStringLiteral("switchTable"))->model()->rowCount(), 1);
    QVERIFY(question()->findChild<QLabel *>(QStringLiteral("switchSummary"))->text().contains(QStringLiteral("1 order stands")));
    question()->findChild<QAbstractButton *>(QStringLiteral("switchStay"))->click();
    QCOMPARE(program.code, -1);
    accountMenu()->openProfile(Profile::Sandbox);
    question()->findChild<QAbstractButton *>(QStringLiteral("switchGo"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(program.code, Application::kRestart, 10000);
    program.end();
    QCOMPARE(sandboxRequests(rest, QStringLiteral("cancel")), 0);
    const auto orders = sandboxState(rest).value(QLatin1StringView("orders")).toArray();
    QCOMPARE(orders.size(), 1);
    QCOMPARE(orders.first().toObject().value(QLatin1StringView("orderStatus")).toString(), QStringLiteral("New"));
    program.open(Profile::Testnet); // and it is there again on the way back
    QTRY_VERIFY_WITH_TIMEOUT(program.has("order", "\"state\":\"accepted\""), 20000);
    program.end();
}

void TestProfiles::eachKeyHasAJournalOfItsOwn()
{
    const QString folder = m_folder.filePath(QStringLiteral("journals"));
    Program program(folder);
    const ApiKey key{m_venue->address(QStringLiteral("key")), SecretBytes(m_venue->address(QStringLiteral("secret")).toUtf8())};
    program.runKeys.entries = {{Profile::Testnet, QStringLiteral("8abc0001"), QStringLiteral("One"), key}, {Profile::Testnet, QStringLiteral("8abc0002"), QStringLiteral("Two"), key}};
    for (const char *id : {"8abc0001", "8abc0002"}) {
        program.runKeys.active[Profile::Testnet] = QString::fromLatin1(id);
        program.open(Profile::Testnet);
        QTRY_VERIFY_WITH_TIMEOUT(program.has("key_audit", "trade"), 20000);
        QVERIFY(windowOnShow()->windowTitle().contains(id[7] == '1' ? QStringLiteral("One") : QStringLiteral("Two")));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(folder + QStringLiteral("/journal-testnet-%1.sqlite").arg(QString::fromLatin1(id))), 5000);
        program.end();
    }
}

/// Not --offscreen: somebody is there to be asked.
void TestProfiles::aNewUserWithoutAKeychainIsLedToTheWizard()
{
    qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus");
    qunsetenv("BYBIT_API_KEY");
    qunsetenv("BYBIT_API_SECRET");
    Program program(m_folder.filePath(QStringLiteral("new")));
    program.options.isOffscreen = false;
    program.open(Profile::Testnet);
    QTRY_VERIFY_WITH_TIMEOUT(windowOnShow()->findChild<ConnectionDialog *>(), 20000);
    auto *wizard = windowOnShow()->findChild<ConnectionDialog *>();
    QVERIFY(wizard->isVisible());
    const auto enter = [&wizard](const QString &name, const QString &key, const QString &secret) {
        wizard->findChild<QAbstractButton *>(QStringLiteral("keyAdd"))->click();
        auto *entry = wizard->findChild<QDialog *>(QStringLiteral("keyEntryDialog"));
        entry->findChild<QLineEdit *>(QStringLiteral("keyName"))->setText(name);
        entry->findChild<QLineEdit *>(QStringLiteral("keyKey"))->setText(key);
        entry->findChild<QLineEdit *>(QStringLiteral("keySecret"))->setText(secret);
        QTest::keyClick(entry, Qt::Key_Return);
    };
    const QString key = m_venue->address(QStringLiteral("key")), secret = m_venue->address(QStringLiteral("secret"));
    enter(QStringLiteral("Wrong"), key, QStringLiteral("not-the-secret"));
    QTRY_COMPARE_WITH_TIMEOUT(program.code, Application::kRestart, 20000); // the first key of its profile
    program.end();
    program.open(Profile::Testnet);
    windowOnShow()->showConnection();
    wizard = windowOnShow()->findChild<ConnectionDialog *>();
    const auto line = [&wizard](int part) { return wizard->findChild<QLabel *>(QStringLiteral("keyLine%1").arg(part))->text(); };
    QTRY_VERIFY_WITH_TIMEOUT(line(1).contains(QStringLiteral("10004")), 20000);
    QVERIFY(setSandboxKey(m_venue->address(QStringLiteral("rest")), QStringLiteral("withdraw")));
    enter(QStringLiteral("Main"), key, secret);
    auto *keys = wizard->findChild<QComboBox *>(QStringLiteral("connectionKey"));
    QTRY_COMPARE_WITH_TIMEOUT(keys->count(), 2, 10000);
    keys->setCurrentIndex(1);
    QTRY_VERIFY_WITH_TIMEOUT(line(2).contains(QStringLiteral("withdraw")), 20000);
    QVERIFY(setSandboxKey(m_venue->address(QStringLiteral("rest")), QStringLiteral("foreign")));
    wizard->findChild<QAbstractButton *>(QStringLiteral("keyCheck"))->click();
    QTRY_VERIFY_WITH_TIMEOUT(line(1).contains(QStringLiteral("10003")) && line(1).contains(QStringLiteral("testnet")), 20000);
    QVERIFY(setSandboxKey(m_venue->address(QStringLiteral("rest")), QStringLiteral("trade")));
    wizard->findChild<QAbstractButton *>(QStringLiteral("keyCheck"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(wizard->findChild<QLabel *>(QStringLiteral("keyVerdict"))->text(), QStringLiteral("Fit for trading."), 20000);
    wizard->findChild<QAbstractButton *>(QStringLiteral("keyUse"))->click();
    if (auto *asked = question())
        asked->findChild<QAbstractButton *>(QStringLiteral("switchGo"))->click();
    QTRY_COMPARE_WITH_TIMEOUT(program.code, Application::kRestart, 10000);
    program.end();
    program.open(Profile::Testnet);
    QTRY_VERIFY_WITH_TIMEOUT(windowOnShow()->windowTitle().contains(QStringLiteral("Main")), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(program.has("trading_state", "\"state\":\"active\""), 20000);
    program.end();
}

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Bellwether"));
    QApplication::setQuitOnLastWindowClosed(false);
    TestProfiles test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_profiles.moc"
