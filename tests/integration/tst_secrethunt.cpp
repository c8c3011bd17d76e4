// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The hunt for secrets. Canary keys go through a whole tour: connect, refusals that echo, recording, export, the clipboard, a crash; then
// everything that was written or can be read from outside is searched for them. The scanner proves itself first, on planted leaks.
#include "app/application.h"
#include "app/hardening.h"
#include "tests/integration/programrun.h"
#include "tests/integration/sandboxtalk.h"
#include "tests/integration/secretscanner.h"
#include "tests/support/recorded.h"
#include "ui/dialogs/keyentrydialog.h"
#include "ui/shell/mainwindow.h"

#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

#ifdef Q_OS_LINUX
#include <sys/resource.h>
#endif

using namespace bw;

namespace {

const QString kTerminal = QStringLiteral(BW_TERMINAL);
const QString kSandbox = QStringLiteral(BW_SANDBOX);
// With letters that every encoding changes.
const QByteArray kKey = "cAnArY/kEy+0123456789";
const QByteArray kSecret = "cAnArY/sEcReT+=0123456789:abcdef";
const QByteArray kAnalyst = "cr_cAnArY/mOdEl+0123456789";
const QStringList kVariables{QStringLiteral("BYBIT_API_KEY"), QStringLiteral("BYBIT_API_SECRET"), QStringLiteral("HOLYSHEEP_API_KEY")};

const SecretScanner &scanner()
{
    static const SecretScanner made({kSecret, kAnalyst});
    return made;
}

QProcessEnvironment bare(const QString &home)
{
    auto environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY"})
        environment.remove(QString::fromLatin1(name));
    environment.insert(QStringLiteral("HOME"), home);
    environment.insert(QStringLiteral("TMPDIR"), home);
    for (const char *name : {"XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"})
        environment.insert(QString::fromLatin1(name), home);
    environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent/bus"));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("offscreen"));
    return environment;
}

bool write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

// ---- children: this program again -------------------------------------------------------------------------------------------------------

/// Holds what it is told on its standard input in its memory, says so, and waits to be looked at; "crash" lets it die with a core.
int childHolding(bool isCrash)
{
    QFile in;
    if (!in.open(stdin, QIODevice::ReadOnly))
        return 2;
    static QByteArray held = in.readLine(); // alive to the end
#ifdef Q_OS_LINUX
    if (isCrash) {
        rlimit limit{};
        getrlimit(RLIMIT_CORE, &limit);
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_CORE, &limit);
    }
#endif
    std::puts("ready");
    std::fflush(stdout);
    if (isCrash)
        std::abort();
    return in.readLine().isEmpty() ? 0 : static_cast<int>(held.size());
}

template <class Condition>
bool until(Condition condition, int ms) { return QTest::qWaitFor(condition, ms); }

MainWindow *windowOnShow()
{
    for (QWidget *top : QApplication::topLevelWidgets())
        if (auto *window = qobject_cast<MainWindow *>(top); window && window->isVisible())
            return window;
    return nullptr;
}

/// The window as a person uses it: pastes a key into the wizard where there is no keychain, sees it connect, exports a table. Then it ends,
/// or dies. What the clipboard holds at the end goes into a file, since it dies with this process.
int childWindow(const QString &folder, bool isCrash)
{
    hardenProcess();
    LogSink sink;
    Drain<LogLine> log(5000);
    sink.setListener([&log](const LogLine &line) { log.push(line); });
    Options options;
    options.isOffscreen = true;
    options.profile = Profile::Testnet;
    options.dataDir = folder + QStringLiteral("/data");
    options.eventsFile = folder + QStringLiteral("/window-events.ndjson");
    options.size = QSize(1280, 720);
    RunKeys runKeys;
    QElapsedTimer timer;
    timer.start();
    const auto fail = [](const char *what) {
        std::fprintf(stderr, "child: %s\n", what);
        return 3;
    };
    {
        Application session(options, timer, log, runKeys);
        int code = -1;
        QObject::connect(&session, &Application::finished, &session, [&code](int value) { code = value; });
        if (!session.start())
            return fail("no start");
        if (!until([] { return windowOnShow() != nullptr; }, 10'000))
            return fail("no window");
        windowOnShow()->showConnection();
        auto *add = windowOnShow()->findChild<QAbstractButton *>(QStringLiteral("keyAdd"));
        add->click();
        auto *entry = windowOnShow()->findChild<KeyEntryDialog *>();
        if (!entry)
            return fail("no entry");
        entry->findChild<QLineEdit *>(QStringLiteral("keyName"))->setText(QStringLiteral("Main"));
        entry->findChild<QLineEdit *>(QStringLiteral("keyKey"))->setText(QString::fromUtf8(kKey));
        QApplication::clipboard()->setText(QString::fromUtf8(kSecret));
        entry->findChild<QLineEdit *>(QStringLiteral("keySecret"))->paste();
        QTest::keyClick(entry, Qt::Key_Return);
        if (!until([&code] { return code == Application::kRestart; }, 20'000)) // the first key of its profile: the session opens anew
            return fail("the key was not taken");
    }
    options.recordFile = folder + QStringLiteral("/window.bwrec");
    Application session(options, timer, log, runKeys);
    if (!session.start())
        return fail("no second start");
    if (!until([] { return windowOnShow() && windowOnShow()->windowTitle().contains(QStringLiteral("Main")); }, 20'000))
        return fail("the account is not in the title");
    const QString events = options.eventsFile;
    if (!until([&events] { return readAll(events).contains("key_audit"); }, 20'000))
        return fail("the key was not used");
    windowOnShow()->findChild<QAbstractButton *>(QStringLiteral("saveCsv"))->click();
    auto *save = windowOnShow()->findChild<QFileDialog *>();
    if (!save)
        return fail("no place to save to");
    save->selectFile(folder + QStringLiteral("/export.csv"));
    static_cast<QDialog *>(save)->accept();
    if (!until([&folder] { return QFile::exists(folder + QStringLiteral("/export.csv")); }, 10'000))
        return fail("no export");
    if (isCrash)
        std::abort();
    windowOnShow()->close();
    return 0;
}

int childWindowToItsEnd(const QString &folder)
{
    const int code = childWindow(folder, false);
    return write(folder + QStringLiteral("/clipboard.txt"), QApplication::clipboard()->text().toUtf8() + QApplication::clipboard()->text(QClipboard::Selection).toUtf8() + '\n') ? code : 4;
}

} // namespace

class TestSecretHunt : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void thePlantedLeakIsFound_data();
    void thePlantedLeakIsFound();
    void nothingIsFoundWhereNothingIs();
    void aWholeTourLeavesNothing();
    void refusalsThatEchoLeaveNothing();
    void aWindowWithAPastedKeyLeavesNothing();
    void aCrashLeavesNothing();

private:
    void hunt(const QString &folder);
    QString folder() { return m_folder.filePath(QString::number(++m_count)); }
    QTemporaryDir m_folder;
    int m_count = 0;
};

void TestSecretHunt::initTestCase()
{
#ifndef Q_OS_LINUX
    QSKIP("/proc is what the hunt looks through");
#endif
}

void TestSecretHunt::hunt(const QString &where)
{
    const auto everything = everythingIn(where);
    qsizetype bytes = 0;
    for (const Found &each : everything) {
        bytes += each.bytes.size();
        const auto found = scanner().find(each.bytes);
        QVERIFY2(found.isEmpty(), qPrintable(each.where + QStringLiteral(": ") + found.join(QStringLiteral(", "))));
    }
    QVERIFY2(bytes > 1000, "there was something to search");
}

void TestSecretHunt::thePlantedLeakIsFound_data()
{
    QTest::addColumn<QString>("place");
    QTest::addColumn<QByteArray>("leak");
    for (const char *place : {"file", "file name", "log", "setting", "event", "recording", "argument list", "environment", "clipboard", "memory", "core"})
        for (const auto &form : SecretScanner::formsOf(kSecret)) {
            const bool isText = !form.bytes.contains('\0');
            const QLatin1StringView name(place);
            if (!isText && (name == u"argument list" || name == u"environment" || name == u"file name" || name == u"clipboard"))
                continue; // a zero byte ends such a place: it can't be there
            if (name == u"file name" && form.bytes.contains('/'))
                continue;
            QTest::addRow("%s, %s", place, qPrintable(form.name)) << QString(name) << form.bytes;
        }
}

void TestSecretHunt::thePlantedLeakIsFound()
{
    QFETCH(QString, place);
    QFETCH(QByteArray, leak);
    const QString where = folder();
    QVERIFY(QDir().mkpath(where));
    const QByteArray around = "x=1;y=" + leak + ";z=2\n";
    QList<Found> everything;
    QProcess child;
    child.setWorkingDirectory(where);
    if (place == u"file") {
        QVERIFY(write(where + QStringLiteral("/.hidden"), around));
    } else if (place == u"file name") {
        QVERIFY(write(where + u'/' + QString::fromLatin1(leak.left(200)), "x"));
    } else if (place == u"log") {
        child.setStandardErrorFile(where + QStringLiteral("/stderr.log"));
        child.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("cat >&2")});
        child.write(around);
        child.closeWriteChannel();
        QVERIFY(child.waitForFinished(10'000));
    } else if (place == u"setting") {
        QFile file(where + QStringLiteral("/settings.ini"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[keys]\nnames=" + leak + "\n");
    } else if (place == u"event") {
        QVERIFY(write(where + QStringLiteral("/events.ndjson"), "{\"t\":\"2026-01-01T00:00:00.000Z\",\"event\":\"error\",\"message\":\"" + leak + "\"}\n"));
    } else if (place == u"recording") {
        const SystemClock clock;
        const auto recorder = Recorder::start(where + QStringLiteral("/a.bwrec"), {}, clock);
        QVERIFY(recorder.has_value());
        (*recorder)->add(RecordKind::Frame, 1, "{\"topic\":\"x\",\"data\":\"" + leak + "\"}"); // in no field that the mask knows
    } else if (place == u"clipboard") {
        QApplication::clipboard()->setText(QString::fromLatin1(around));
        everything.append({place, QApplication::clipboard()->text().toUtf8()});
        QApplication::clipboard()->clear();
    } else if (place == u"argument list" || place == u"environment") {
        auto environment = bare(where);
        if (place == u"environment")
            environment.insert(QStringLiteral("SOME_VARIABLE"), QString::fromLatin1(leak));
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--holding"), place == u"argument list" ? QString::fromLatin1(leak) : QString()});
        child.write("nothing\n");
        QVERIFY(child.waitForReadyRead(10'000));
        everything = everythingOf(child.processId(), kVariables);
    } else {
        child.setProcessEnvironment(bare(where));
        child.start(QCoreApplication::applicationFilePath(), {place == u"core" ? QStringLiteral("--crashing") : QStringLiteral("--holding")});
        child.write(leak + '\n');
        if (place == u"core") {
            QVERIFY(child.waitForFinished(20'000));
            const auto cores = QDir(where).entryList({QStringLiteral("core*")}, QDir::Files);
            if (cores.isEmpty())
                QSKIP("this system writes no core files into the folder of the process");
        } else {
            QVERIFY(child.waitForReadyRead(10'000));
            everything.append({place, memoryOf(child.processId())});
            if (everything.first().bytes.isEmpty())
                QSKIP("the memory of a child can't be read here");
        }
    }
    everything += everythingIn(where);
    if (child.state() != QProcess::NotRunning) {
        child.kill();
        child.waitForFinished(5000);
    }
    QStringList found;
    for (const Found &each : everything)
        found += scanner().find(each.bytes);
    QVERIFY2(!found.isEmpty(), "the leak was not found");
    QDir(where).removeRecursively(); // cores are large
}

void TestSecretHunt::nothingIsFoundWhereNothingIs()
{
    QVERIFY(scanner().find("cAnArY and sEcReT, but not the whole of either; " + kSecret.left(12) + kSecret.right(8)).isEmpty());
}

void TestSecretHunt::aWholeTourLeavesNothing()
{
    const SandboxRun sandbox(kSandbox, {QStringLiteral("--key"), QString::fromUtf8(kKey), QStringLiteral("--secret"), QString::fromUtf8(kSecret),
                                        QStringLiteral("--faults"), QStringLiteral("reject=10016:0.2:order/realtime,corrupt=0.01,drop-after=6s")});
    const QString where = folder();
    QVERIFY(QDir().mkpath(where));
    QProcess terminal;
    auto environment = bare(where);
    environment.insert(QStringLiteral("BYBIT_TESTNET_BASE_URL"), sandbox.address(QStringLiteral("rest")));
    environment.insert(QStringLiteral("BYBIT_TESTNET_WS_URL"), sandbox.address(QStringLiteral("ws")));
    environment.insert(QStringLiteral("HOLYSHEEP_BASE_URL"), sandbox.address(QStringLiteral("holysheep")));
    environment.insert(kVariables[0], QString::fromUtf8(kKey));
    environment.insert(kVariables[1], QString::fromUtf8(kSecret));
    environment.insert(kVariables[2], QString::fromUtf8(kAnalyst));
    terminal.setProcessEnvironment(environment);
    terminal.setWorkingDirectory(where);
    terminal.setStandardErrorFile(where + QStringLiteral("/stderr.log"));
    terminal.setStandardOutputFile(where + QStringLiteral("/stdout.log"));
    terminal.start(kTerminal, {QStringLiteral("--offscreen"), QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--data-dir"), where + QStringLiteral("/data"),
                               QStringLiteral("--events"), where + QStringLiteral("/events.ndjson"), QStringLiteral("--record"), where + QStringLiteral("/session.bwrec"),
                               QStringLiteral("--screenshot"), where + QStringLiteral("/picture.png"), QStringLiteral("--run-for"), QStringLiteral("12")});
    QTRY_VERIFY_WITH_TIMEOUT(readAll(where + QStringLiteral("/events.ndjson")).contains("key_audit"), 20'000); // the key was really used
    for (const Found &each : everythingOf(terminal.processId(), kVariables)) {
        QVERIFY(!each.bytes.isEmpty());
        QVERIFY2(scanner().find(each.bytes).isEmpty(), qPrintable(each.where));
    }
    const QByteArray limits = readAll(QStringLiteral("/proc/%1/limits").arg(terminal.processId()));
    QVERIFY2(limits.contains("Max core file size        0                    0"), limits.constData()); // and can't be raised again
    QVERIFY(terminal.waitForFinished(40'000));
    QVERIFY(QFile::exists(where + QStringLiteral("/session.bwrec")) && QFile::exists(where + QStringLiteral("/picture.png")));
    hunt(where);
    // The public half is masked too where it may be given away.
    for (const Found &each : everythingIn(where))
        if (each.where.contains(QStringLiteral("session.bwrec")))
            QVERIFY(!each.bytes.contains(kKey));
}

/// 10004 answers with what the venue signed: key, body and all.
void TestSecretHunt::refusalsThatEchoLeaveNothing()
{
    const SandboxRun sandbox(kSandbox, {QStringLiteral("--key"), QString::fromUtf8(kKey), QStringLiteral("--secret"), QStringLiteral("another one")});
    TerminalRun run({kTerminal});
    run.setEnvironment(QStringLiteral("BYBIT_TESTNET_BASE_URL"), sandbox.address(QStringLiteral("rest")));
    run.setEnvironment(QStringLiteral("BYBIT_TESTNET_WS_URL"), sandbox.address(QStringLiteral("ws")));
    run.setEnvironment(kVariables[0], QString::fromUtf8(kKey));
    run.setEnvironment(kVariables[1], QString::fromUtf8(kSecret));
    QVERIFY2(run.run({QStringLiteral("--offscreen"), QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--record"), run.file(QStringLiteral("data/session.bwrec")),
                      QStringLiteral("--run-for"), QStringLiteral("6")}, 30'000), run.errors().constData());
    QVERIFY(readAll(run.file(QStringLiteral("events.ndjson"))).contains("10004")); // it was refused, and told
    const SecretScanner echo({kSecret, kKey, "origin_string[17"});
    for (const Found &each : everythingIn(QFileInfo(run.file(QStringLiteral("events.ndjson"))).path()) + QList<Found>{{QStringLiteral("stderr"), run.errors()}}) {
        const auto found = echo.find(each.bytes);
        QVERIFY2(found.isEmpty(), qPrintable(each.where + QStringLiteral(": ") + found.join(QStringLiteral(", "))));
    }
    QVERIFY2(sandboxRequests(sandbox.address(QStringLiteral("rest")), QStringLiteral("/v5/user")) <= 2, "and not asked with again");
}

void TestSecretHunt::aWindowWithAPastedKeyLeavesNothing()
{
    const SandboxRun sandbox(kSandbox, {QStringLiteral("--key"), QString::fromUtf8(kKey), QStringLiteral("--secret"), QString::fromUtf8(kSecret)});
    const QString where = folder();
    QVERIFY(QDir().mkpath(where));
    QProcess child;
    auto environment = bare(where);
    environment.insert(QStringLiteral("BYBIT_TESTNET_BASE_URL"), sandbox.address(QStringLiteral("rest")));
    environment.insert(QStringLiteral("BYBIT_TESTNET_WS_URL"), sandbox.address(QStringLiteral("ws")));
    child.setProcessEnvironment(environment);
    child.setWorkingDirectory(where);
    child.setStandardErrorFile(where + QStringLiteral("/stderr.log"));
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--window"), where});
    QVERIFY(child.waitForFinished(90'000));
    QVERIFY2(child.exitCode() == 0, readAll(where + QStringLiteral("/stderr.log")).constData());
    QVERIFY(QFile::exists(where + QStringLiteral("/export.csv")) && QFile::exists(where + QStringLiteral("/clipboard.txt")));
    hunt(where);
}

void TestSecretHunt::aCrashLeavesNothing()
{
    const SandboxRun sandbox(kSandbox, {QStringLiteral("--key"), QString::fromUtf8(kKey), QStringLiteral("--secret"), QString::fromUtf8(kSecret)});
    const QString where = folder();
    QVERIFY(QDir().mkpath(where));
    QProcess child;
    auto environment = bare(where);
    environment.insert(QStringLiteral("BYBIT_TESTNET_BASE_URL"), sandbox.address(QStringLiteral("rest")));
    environment.insert(QStringLiteral("BYBIT_TESTNET_WS_URL"), sandbox.address(QStringLiteral("ws")));
    child.setProcessEnvironment(environment);
    child.setWorkingDirectory(where);
    child.setStandardErrorFile(where + QStringLiteral("/stderr.log"));
    child.start(QStringLiteral("/bin/sh"), {QStringLiteral("-c"), QStringLiteral("ulimit -c unlimited 2>/dev/null || ulimit -c $(ulimit -H -c); exec \"$0\" \"$@\""),
                                            QCoreApplication::applicationFilePath(), QStringLiteral("--window-crash"), where});
    QVERIFY(child.waitForFinished(90'000));
    QVERIFY2(child.exitStatus() == QProcess::CrashExit, readAll(where + QStringLiteral("/stderr.log")).constData());
    QVERIFY2(QDir(where).entryList({QStringLiteral("core*")}, QDir::Files).isEmpty(), "a core was left");
    QVERIFY(QFile::exists(where + QStringLiteral("/export.csv")));
    hunt(where);
}

int main(int argc, char **argv)
{
    const QByteArray role(argc > 1 ? argv[1] : "");
    if (role == "--holding" || role == "--crashing")
        return childHolding(role == "--crashing");
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("Bellwether"));
    QApplication::setQuitOnLastWindowClosed(false);
    if (role == "--window")
        return childWindowToItsEnd(QString::fromLocal8Bit(argv[2]));
    if (role == "--window-crash")
        return childWindow(QString::fromLocal8Bit(argv[2]), true);
    TestSecretHunt test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_secrethunt.moc"
