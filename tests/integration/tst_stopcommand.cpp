// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/keychainsecretstore.h"
#include "tests/integration/othertrader.h"
#include "tests/integration/programrun.h"
#include "tests/integration/sandboxtalk.h"
#include "tests/integration/venuerow.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <csignal>
#endif

using namespace bw;

static const QString kTerminal = QStringLiteral(BW_TERMINAL);
static const QString kSandbox = QStringLiteral(BW_SANDBOX);
static constexpr const char *kWithinKeyring = "--within-keyring";

namespace {

/// `bellwether --stop-all` as a process of its own, over a data folder that another may hold.
struct Stop {
    int code = -1;
    QString out, err;
    [[nodiscard]] bool says(const char *words) const { return out.contains(QLatin1StringView(words)); }
    [[nodiscard]] QByteArray all() const { return (QStringLiteral("exit %1\n").arg(code) + out + err).toUtf8(); }
};

Stop stopAll(const QString &dataFolder, const QStringList &arguments, const QProcessEnvironment &environment, int timeoutMs = 60'000)
{
    Stop stop;
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(kTerminal, QStringList{QStringLiteral("--stop-all")} + arguments + QStringList{QStringLiteral("--data-dir"), dataFolder});
    if (process.waitForFinished(timeoutMs) && process.exitStatus() == QProcess::NormalExit)
        stop.code = process.exitCode();
    else
        process.kill();
    process.waitForFinished(2000);
    stop.out = QString::fromUtf8(process.readAllStandardOutput());
    stop.err = QString::fromUtf8(process.readAllStandardError());
    return stop;
}

QString statusOf(const QString &rest, const QString &linkId)
{
    const auto rows = sandboxState(rest).value(QLatin1StringView("orders")).toArray();
    for (const auto &row : rows)
        if (venuerow::text(row.toObject(), "orderLinkId") == linkId)
            return venuerow::text(row.toObject(), "orderStatus");
    return {};
}

/// The stop and the take-profit that still wait at the exchange.
int exitsThatWait(const QString &rest)
{
    int count = 0;
    const auto rows = sandboxState(rest).value(QLatin1StringView("stops")).toArray();
    for (const auto &row : rows)
        count += QStringList{QStringLiteral("TakeProfit"), QStringLiteral("StopLoss")}.contains(venuerow::text(row.toObject(), "stopOrderType")) ? 1 : 0;
    return count;
}

/// Name, size and time of every file: what a process that writes nothing leaves as it was.
QStringList filesIn(const QString &folder)
{
    QStringList files;
    QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        const QFileInfo info(it.next());
        files.append(QStringLiteral("%1 %2 %3").arg(info.filePath()).arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch()));
    }
    files.sort();
    return files;
}

} // namespace

/// `bellwether --stop-all`, the second process: beside an instance that answers, one that was killed, one that hangs, and none.
class TestStopCommand : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_sandbox.reset(); }
    void besideARunningInstance_data();
    void besideARunningInstance();
    void besideAHungInstanceItCancelsByItself_data();
    void besideAHungInstanceItCancelsByItself();
    void whenTheInstanceDiesMeanwhileItGoesOnByItself();
    void afterAKilledInstanceItRemembersTheProfile();
    void itFindsTheKeyInAKeychain();
    void whatDoesNotGoIsNamedAndIsAFailure();
    void aListThatCannotBeReadIsAFailure();
    void withoutAKeyItSaysSo();
    void nothingOutlivesTheSandboxInTheProcess();
    void theSandboxInARunningInstanceIsStoppedToo();

private:
    [[nodiscard]] QProcessEnvironment bare() const;
    [[nodiscard]] QProcessEnvironment withKey() const;
    void start(TerminalRun &instance);
    void trade();

    std::unique_ptr<SandboxRun> m_sandbox;
    QString m_rest;
};

void TestStopCommand::init()
{
    m_sandbox = std::make_unique<SandboxRun>(kSandbox, QStringList{QStringLiteral("--seed"), QStringLiteral("11")});
    m_rest = m_sandbox->address(QStringLiteral("rest"));
    QVERIFY(!m_rest.isEmpty());
}

/// No key and no address: what such a process does at the venue it does through the instance.
QProcessEnvironment TestStopCommand::bare() const
{
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("QT_QPA_PLATFORM"));
    for (const auto *name : {"BYBIT_API_KEY", "BYBIT_API_SECRET", "BYBIT_TESTNET_BASE_URL", "BYBIT_TESTNET_WS_URL"})
        environment.remove(QLatin1StringView(name));
    return environment;
}

QProcessEnvironment TestStopCommand::withKey() const
{
    auto environment = bare();
    environment.insert(QStringLiteral("BYBIT_TESTNET_BASE_URL"), m_rest);
    environment.insert(QStringLiteral("BYBIT_TESTNET_WS_URL"), m_sandbox->address(QStringLiteral("ws")));
    environment.insert(QStringLiteral("BYBIT_API_KEY"), m_sandbox->address(QStringLiteral("key")));
    environment.insert(QStringLiteral("BYBIT_API_SECRET"), m_sandbox->address(QStringLiteral("secret")));
    return environment;
}

/// An instance of the profile testnet, whose venue is the sandbox of this test, until it may trade.
void TestStopCommand::start(TerminalRun &instance)
{
    const auto environment = withKey();
    for (const auto *name : {"BYBIT_TESTNET_BASE_URL", "BYBIT_TESTNET_WS_URL", "BYBIT_API_KEY", "BYBIT_API_SECRET"})
        instance.setEnvironment(QLatin1StringView(name), environment.value(QLatin1StringView(name)));
    instance.start({QStringLiteral("--offscreen"), QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--run-for"), QStringLiteral("240")});
    const auto isActive = [&instance] {
        const auto told = instance.events(QStringLiteral("trading_state"));
        return !told.isEmpty() && told.last().value(QLatin1StringView("state")).toString() == QStringLiteral("active");
    };
    QTRY_VERIFY_WITH_TIMEOUT(isActive(), 30'000);
}

/// A position with a stop and a take-profit, entries of ours in two categories, and one of another program.
void TestStopCommand::trade()
{
    const OtherTrader trader(m_rest, m_sandbox->address(QStringLiteral("key")), m_sandbox->address(QStringLiteral("secret")));
    const QJsonObject far{{QStringLiteral("price"), QStringLiteral("30000")}};
    QVERIFY(setSandboxFaults(m_rest, QStringLiteral("limit=1000"))); // the test is in a hurry
    QVERIFY(trader.place(QStringLiteral("bw-held"), {{QStringLiteral("orderType"), QStringLiteral("Market")}, {QStringLiteral("takeProfit"), QStringLiteral("190000")},
                                                      {QStringLiteral("stopLoss"), QStringLiteral("20000")}}));
    for (int i = 0; i < 12; ++i)
        QVERIFY(trader.place(QStringLiteral("bw-rests-%1").arg(i), far));
    QVERIFY(trader.place(QStringLiteral("bw-waits"), {{QStringLiteral("price"), QStringLiteral("30000")}, {QStringLiteral("triggerPrice"), QStringLiteral("31000")},
                                                       {QStringLiteral("triggerDirection"), 2}}));
    QVERIFY(trader.place(QStringLiteral("bw-spot"), {{QStringLiteral("category"), QStringLiteral("spot")}, {QStringLiteral("price"), QStringLiteral("30000")}}));
    QVERIFY(trader.place(QStringLiteral("else-rests"), far));
    QVERIFY(setSandboxFaults(m_rest, QString()));
    QTRY_COMPARE(statusOf(m_rest, QStringLiteral("bw-held")), QStringLiteral("Filled"));
    QCOMPARE(exitsThatWait(m_rest), 2);
}

#define VERIFY_OURS_ARE_GONE()                                                                                                       \
    do {                                                                                                                             \
        for (const auto &link : {QStringLiteral("bw-rests-0"), QStringLiteral("bw-rests-11"), QStringLiteral("bw-spot")})            \
            QCOMPARE(statusOf(m_rest, link), QStringLiteral("Cancelled"));                                                           \
        QCOMPARE(statusOf(m_rest, QStringLiteral("bw-waits")), QStringLiteral("Deactivated"));                                       \
        QCOMPARE(exitsThatWait(m_rest), 2);                                                                                          \
    } while (false)

void TestStopCommand::besideARunningInstance_data()
{
    QTest::addColumn<QString>("scope");
    QTest::addColumn<QString>("othersOrder");
    QTest::newRow("ours") << QStringLiteral("ours") << QStringLiteral("New");
    QTest::newRow("account") << QStringLiteral("account") << QStringLiteral("Cancelled");
}

void TestStopCommand::besideARunningInstance()
{
    QFETCH(QString, scope);
    QFETCH(QString, othersOrder);
    TerminalRun instance({kTerminal});
    start(instance);
    trade();
    const auto stop = stopAll(instance.file(QStringLiteral("data")), {scope, QStringLiteral("--offscreen")}, bare());
    QVERIFY2(stop.code == 0, stop.all().constData());
    QVERIFY2(stop.says("cancel") && stop.says("reread: done, 0"), stop.all().constData());
    VERIFY_OURS_ARE_GONE();
    QCOMPARE(statusOf(m_rest, QStringLiteral("else-rests")), othersOrder);
    QTRY_VERIFY_WITH_TIMEOUT(!instance.events(QStringLiteral("stop_all")).isEmpty(), 5000); // the instance did it
    QCOMPARE(instance.events(QStringLiteral("stop_all")).last().value(QLatin1StringView("scope")).toString(), scope);
    QTRY_COMPARE(instance.events(QStringLiteral("trading_state")).last().value(QLatin1StringView("state")).toString(), QStringLiteral("halted"));
}

void TestStopCommand::besideAHungInstanceItCancelsByItself_data() { besideARunningInstance_data(); }

void TestStopCommand::besideAHungInstanceItCancelsByItself()
{
#ifdef Q_OS_UNIX
    QFETCH(QString, scope);
    QFETCH(QString, othersOrder);
    TerminalRun instance({kTerminal});
    start(instance);
    trade();
    QCOMPARE(::kill(static_cast<pid_t>(instance.processId()), SIGSTOP), 0);
    const auto before = filesIn(instance.file(QStringLiteral("data")));
    QVERIFY(before.filter(QStringLiteral("journal-testnet.sqlite")).size() > 0);
    const auto stop = stopAll(instance.file(QStringLiteral("data")), {scope, QStringLiteral("--offscreen")}, withKey());
    QCOMPARE(filesIn(instance.file(QStringLiteral("data"))), before);
    ::kill(static_cast<pid_t>(instance.processId()), SIGCONT);
    QVERIFY2(stop.code == 0, stop.all().constData());
    QVERIFY2(stop.says("from here") && stop.says("StopLoss") && stop.says("TakeProfit") && stop.says("Position: linear BTCUSDT Buy 0.01"), stop.all().constData());
    QCOMPARE(stop.out.count(QStringLiteral("Stands:")), scope == QStringLiteral("ours") ? 3 : 2); // of another's, and the exits
    VERIFY_OURS_ARE_GONE();
    QCOMPARE(statusOf(m_rest, QStringLiteral("else-rests")), othersOrder);
#else
    QSKIP("a process can't be put to sleep from here");
#endif
}

void TestStopCommand::whenTheInstanceDiesMeanwhileItGoesOnByItself()
{
    TerminalRun instance({kTerminal});
    start(instance);
    trade();
    QVERIFY(setSandboxFaults(m_rest, QStringLiteral("reject=10001:1:cancel"))); // so that it does not come to its end
    QProcess process;
    process.setProcessEnvironment(withKey());
    process.start(kTerminal, {QStringLiteral("--stop-all"), QStringLiteral("--offscreen"), QStringLiteral("--data-dir"), instance.file(QStringLiteral("data"))});
    QByteArray out;
    QTRY_VERIFY_WITH_TIMEOUT((out += process.readAllStandardOutput()).contains("reread: running, 14"), 10'000);
    QVERIFY2(!out.contains("from here"), out.constData());
    QVERIFY(setSandboxFaults(m_rest, QString()));
    instance.kill();
    QVERIFY(process.waitForFinished(60'000));
    out += process.readAllStandardOutput();
    QVERIFY2(process.exitCode() == 0 && out.contains("The running instance went away. Cancelling at 127.0.0.1 from here."), out.constData());
    VERIFY_OURS_ARE_GONE();
}

void TestStopCommand::afterAKilledInstanceItRemembersTheProfile()
{
    TerminalRun instance({kTerminal});
    start(instance);
    trade();
    instance.kill();
    const auto stop = stopAll(instance.file(QStringLiteral("data")), {QStringLiteral("--offscreen")}, withKey());
    QVERIFY2(stop.code == 0, stop.all().constData());
    QVERIFY2(stop.says("from here"), stop.all().constData());
    VERIFY_OURS_ARE_GONE();
    QCOMPARE(statusOf(m_rest, QStringLiteral("else-rests")), QStringLiteral("New"));
}

void TestStopCommand::itFindsTheKeyInAKeychain()
{
    trade();
    const QTemporaryDir folder;
    auto environment = withKey();
    QProcess child; // this program again, on a bus of its own: it writes the entry, then the terminal reads it
    environment.insert(QStringLiteral("BW_KEY"), environment.value(QStringLiteral("BYBIT_API_KEY")));
    environment.insert(QStringLiteral("BW_SECRET"), environment.value(QStringLiteral("BYBIT_API_SECRET")));
    environment.remove(QStringLiteral("BYBIT_API_KEY"));
    environment.remove(QStringLiteral("BYBIT_API_SECRET"));
    child.setProcessEnvironment(environment);
    child.start(QStringLiteral(BW_WITH_KEYRING), {QCoreApplication::applicationFilePath(), QLatin1StringView(kWithinKeyring), folder.path()});
    if (!child.waitForStarted(5000))
        QSKIP("no shell here");
    QVERIFY(child.waitForFinished(60'000));
    if (child.exitCode() == 77)
        QSKIP("dbus-run-session or gnome-keyring is not installed");
    QVERIFY2(child.exitCode() == 0, (child.readAllStandardOutput() + child.readAllStandardError()).constData());
    VERIFY_OURS_ARE_GONE();
    QCOMPARE(statusOf(m_rest, QStringLiteral("else-rests")), QStringLiteral("New"));
}

void TestStopCommand::whatDoesNotGoIsNamedAndIsAFailure()
{
    trade();
    QVERIFY(setSandboxFaults(m_rest, QStringLiteral("reject=10001:1:cancel")));
    const QTemporaryDir folder;
    const auto stop = stopAll(folder.path(), {QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--offscreen")}, withKey(), 110'000);
    QVERIFY2(stop.code == 1, stop.all().constData());
    QVERIFY2(stop.says("Stands: linear BTCUSDT Buy 0.010 30000.0 "), stop.all().constData());
    QVERIFY2(stop.err.contains(QStringLiteral("venue's own app")), stop.all().constData());
    QCOMPARE(statusOf(m_rest, QStringLiteral("bw-rests-0")), QStringLiteral("New"));
    QVERIFY(sandboxState(m_rest).value(QLatin1StringView("faultHits")).toObject().value(QLatin1StringView("reject")).toInt() > 0);
}

void TestStopCommand::aListThatCannotBeReadIsAFailure()
{
    trade();
    QVERIFY(setSandboxFaults(m_rest, QStringLiteral("http=503:1:order/realtime")));
    const QTemporaryDir folder;
    const auto stop = stopAll(folder.path(), {QStringLiteral("account"), QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--offscreen")}, withKey(), 110'000);
    QVERIFY2(stop.code == 1, stop.all().constData());
    QVERIFY2(!stop.says("reread: done"), stop.all().constData());
    QCOMPARE(statusOf(m_rest, QStringLiteral("bw-rests-0")), QStringLiteral("Cancelled")); // it cancelled all the same
    QCOMPARE(exitsThatWait(m_rest), 2);
}

void TestStopCommand::withoutAKeyItSaysSo()
{
    const QTemporaryDir folder;
    auto environment = withKey();
    environment.remove(QStringLiteral("BYBIT_API_KEY"));
    const auto stop = stopAll(folder.path(), {QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--offscreen")}, environment);
    QVERIFY2(stop.code == 1 && stop.err.contains(QStringLiteral("no key")), stop.all().constData());
}

void TestStopCommand::nothingOutlivesTheSandboxInTheProcess()
{
    const QTemporaryDir folder;
    for (const auto *profile : {"sandbox", "paper"}) {
        const auto stop = stopAll(folder.path(), {QStringLiteral("--profile"), QLatin1StringView(profile), QStringLiteral("--offscreen")}, bare());
        QVERIFY2(stop.code == 0 && stop.says("Nothing of this profile outlives its instance"), stop.all().constData());
    }
    QVERIFY(filesIn(folder.path()).filter(QStringLiteral("journal")).isEmpty());
}

void TestStopCommand::theSandboxInARunningInstanceIsStoppedToo()
{
    TerminalRun instance({kTerminal});
    instance.start({QStringLiteral("--offscreen"), QStringLiteral("--profile"), QStringLiteral("sandbox"), QStringLiteral("--run-for"), QStringLiteral("120")});
    const auto isState = [&instance](const char *state) {
        const auto told = instance.events(QStringLiteral("trading_state"));
        return !told.isEmpty() && told.last().value(QLatin1StringView("state")).toString() == QLatin1StringView(state);
    };
    QTRY_VERIFY_WITH_TIMEOUT(isState("active"), 30'000);
    const auto stop = stopAll(instance.file(QStringLiteral("data")), {QStringLiteral("--offscreen")}, bare());
    QVERIFY2(stop.code == 0 && !stop.says("outlives") && stop.says("reread: done, 0"), stop.all().constData());
    QTRY_VERIFY_WITH_TIMEOUT(isState("halted"), 5000);
}

/// Inside with-keyring.sh, before any display or bus of the user's.
static int withinKeyring(const QString &folder)
{
    QtScheduler scheduler;
    KeychainSecretStore store(scheduler);
    std::optional<Done> written;
    store.write(QStringLiteral("bybit.testnet"), SecretBytes(qgetenv("BW_KEY") + '\n' + qgetenv("BW_SECRET")), [&written](const Done &done) { written = done; });
    if (!QTest::qWaitFor([&written] { return written.has_value(); }, 20'000) || !*written)
        return 1;
    const auto stop = stopAll(folder, {QStringLiteral("--profile"), QStringLiteral("testnet")}, QProcessEnvironment::systemEnvironment());
    std::fputs(stop.all().constData(), stdout);
    return stop.code;
}

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], kWithinKeyring) == 0)
        return withinKeyring(QString::fromLocal8Bit(argv[2]));
    TestStopCommand test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_stopcommand.moc"
