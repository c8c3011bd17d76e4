// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The keychain's store against a real Secret Service, none, and one that never answers. Each runs this program again as a child, since a
// process keeps the bus that it met first.
#include "core/store/keychainsecretstore.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#ifdef BW_HAS_DBUS
#include <QDBusConnection>
#include <QDBusConnectionInterface>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QDBusObjectPath>
#include <QDBusVirtualObject>

#include <csignal>
#endif

using bw::KeychainSecretStore;
using bw::SecretBytes;

namespace {

using ReadResult = bw::Result<std::optional<SecretBytes>>;

constexpr int kWaitMs = 20'000;

ReadResult readNow(KeychainSecretStore &store, const QString &name, int *answers = nullptr)
{
    std::optional<ReadResult> result;
    store.read(name, [&](const ReadResult &answer) { result = answer; if (answers) ++*answers; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, kWaitMs))
        qFatal("no answer at all");
    return *result;
}

bw::Done writeNow(KeychainSecretStore &store, const QString &name, const char *secret)
{
    std::optional<bw::Done> result;
    store.write(name, SecretBytes(QByteArrayView(secret)), [&](const bw::Done &answer) { result = answer; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, kWaitMs))
        qFatal("no answer at all");
    return *result;
}

bw::Done removeNow(KeychainSecretStore &store, const QString &name)
{
    std::optional<bw::Done> result;
    store.remove(name, [&](const bw::Done &answer) { result = answer; });
    if (!QTest::qWaitFor([&] { return result.has_value(); }, kWaitMs))
        qFatal("no answer at all");
    return *result;
}

/// Inside with-keyring.sh: what is written is read, and only that.
int childWithKeyring()
{
    bw::QtScheduler scheduler;
    KeychainSecretStore store(scheduler, QStringLiteral("Bellwether-test"));
    const auto expect = [](bool ok, const char *what) {
        if (!ok)
            qCritical("%s", what);
        return ok;
    };
    const auto holds = [](const ReadResult &result, const QByteArray &bytes) {
        return result && *result && (*result)->equals(SecretBytes(QByteArrayView(bytes)));
    };
    const auto none = readNow(store, QStringLiteral("absent"));
    if (!none)
        qCritical("%s", qPrintable(none.error().detail));
    bool ok = expect(none && !*none, "an entry that is not there is nullopt, no error");
    ok = expect(writeNow(store, QStringLiteral("live/secret"), "k1-\xff\xc3").has_value(), "write") && ok;
    ok = expect(holds(readNow(store, QStringLiteral("live/secret")), "k1-\xff\xc3"), "read what was written, byte for byte") && ok;
    ok = expect(writeNow(store, QStringLiteral("live/secret"), "k2").has_value(), "overwrite") && ok;
    ok = expect(holds(readNow(store, QStringLiteral("live/secret")), "k2"), "the newer one") && ok;
    const auto other = readNow(store, QStringLiteral("demo/secret"));
    ok = expect(other && !*other, "names do not mix") && ok;
    ok = expect(removeNow(store, QStringLiteral("live/secret")).has_value(), "remove") && ok;
    const auto gone = readNow(store, QStringLiteral("live/secret"));
    ok = expect(gone && !*gone, "gone after remove") && ok;
    ok = expect(removeNow(store, QStringLiteral("live/secret")).has_value(), "removing nothing is fine") && ok;
    return ok ? 0 : 1;
}

/// Without a usable keychain: exactly one clear error, at the deadline at the latest.
int childWithout()
{
    bw::QtScheduler scheduler;
    KeychainSecretStore store(scheduler, QStringLiteral("Bellwether-test"), std::chrono::milliseconds(1500));
    QElapsedTimer timer;
    timer.start();
    int answers = 0;
    const auto result = readNow(store, QStringLiteral("live/secret"), &answers);
    const bool isInTime = timer.elapsed() < 4000;
    const bool isClear = !result && result.error().family == bw::ErrorFamily::Keychain && !result.error().detail.isEmpty();
    bool isLater = false;
    const auto later = scheduler.after(std::chrono::seconds(2), [&] { isLater = true; });
    (void)QTest::qWaitFor([&] { return isLater; }, 5000); // nothing may come after the answer
    qInfo("%lld ms, %d answer(s): %s", static_cast<long long>(timer.elapsed()), answers, result ? "a value" : qPrintable(result.error().detail));
    const bool isWriteRefused = !writeNow(store, QStringLiteral("live/secret"), "k").has_value();
    return isInTime && isClear && answers == 1 && isWriteRefused ? 0 : 1;
}

#ifdef BW_HAS_DBUS
bool expect(bool ok, const char *what)
{
    if (!ok)
        qCritical("%s", what);
    return ok;
}

/// The process of the keyring that serves this bus; 0 where nobody does.
uint keyringPid()
{
    const auto pid = QDBusConnection::sessionBus().interface()->servicePid(QStringLiteral("org.freedesktop.secrets"));
    return pid.isValid() ? pid.value() : 0;
}

bool lockKeyring()
{
    auto call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets"),
                                               QStringLiteral("org.freedesktop.Secret.Service"), QStringLiteral("Lock"));
    call << QVariant::fromValue(QList<QDBusObjectPath>{QDBusObjectPath(QStringLiteral("/org/freedesktop/secrets/collection/login"))});
    return QDBusConnection::sessionBus().call(call).type() == QDBusMessage::ReplyMessage;
}

/// Locked, with nobody there to unlock it: a key that is in it is never handed out, and never an empty one; nothing hangs.
int childLocked()
{
    bw::QtScheduler scheduler;
    KeychainSecretStore store(scheduler, QStringLiteral("Bellwether-test"), std::chrono::seconds(8));
    bool ok = expect(writeNow(store, QStringLiteral("live/secret"), "k1").has_value(), "write while unlocked");
    ok = expect(lockKeyring(), "lock") && ok;
    int answers = 0;
    const auto locked = readNow(store, QStringLiteral("live/secret"), &answers);
    qInfo("locked: %s", locked ? (*locked ? "a value" : "no such entry") : qPrintable(locked.error().detail));
    ok = expect(!locked || !*locked, "a locked keyring gives no secret") && ok;
    ok = expect(!writeNow(store, QStringLiteral("live/other"), "k2").has_value(), "and takes none") && ok;
    return ok && answers == 1 ? 0 : 1;
}

/// The bus itself forbids to speak to it.
int childDenied()
{
    bw::QtScheduler scheduler;
    KeychainSecretStore store(scheduler, QStringLiteral("Bellwether-test"), std::chrono::seconds(8));
    const auto denied = readNow(store, QStringLiteral("live/secret"));
    qInfo("denied: %s", denied ? "a value" : qPrintable(denied.error().detail));
    return expect(!denied && denied.error().venueCode == bw::keychain::Denied, "a denial is told as one") ? 0 : 1;
}

/// Stopped in the middle, it answers after the deadline: that answer is dropped, and the next call is answered as ever.
int childLate()
{
    bw::QtScheduler scheduler;
    KeychainSecretStore store(scheduler, QStringLiteral("Bellwether-test"), std::chrono::milliseconds(1500));
    bool ok = expect(writeNow(store, QStringLiteral("live/secret"), "k1").has_value(), "write");
    const auto pid = static_cast<pid_t>(keyringPid());
    ok = expect(pid > 0 && kill(pid, SIGSTOP) == 0, "stop the keyring") && ok;
    int answers = 0;
    const auto late = readNow(store, QStringLiteral("live/secret"), &answers);
    ok = expect(!late && late.error().venueCode == bw::keychain::Silent, "no answer in time is told") && ok;
    kill(pid, SIGCONT);
    const auto again = readNow(store, QStringLiteral("live/secret")); // behind the late one in its queue
    ok = expect(again && *again && (*again)->equals(SecretBytes("k1")), "the next one is answered") && ok;
    return expect(answers == 1, "one answer each") && ok ? 0 : 1;
}

/// Killed between two calls: the next one ends with an error or nothing, never with a wrong key, and not later than its deadline.
int childDying()
{
    bw::QtScheduler scheduler;
    KeychainSecretStore store(scheduler, QStringLiteral("Bellwether-test"), std::chrono::seconds(8));
    bool ok = expect(writeNow(store, QStringLiteral("live/secret"), "k1").has_value(), "write");
    const auto pid = static_cast<pid_t>(keyringPid());
    ok = expect(pid > 0 && kill(pid, SIGKILL) == 0, "kill the keyring") && ok;
    int answers = 0;
    const auto after = readNow(store, QStringLiteral("live/secret"), &answers);
    qInfo("after its death: %s", after ? (*after ? "a value" : "no such entry") : qPrintable(after.error().detail));
    ok = expect(!after || !*after || (*after)->equals(SecretBytes("k1")), "never another key") && ok;
    return expect(answers == 1, "one answer") && ok ? 0 : 1;
}

/// Takes every call and answers none: a keyring that waits for a prompt nobody sees.
class SilentService final : public QDBusVirtualObject {
public:
    [[nodiscard]] QString introspect(const QString &) const override { return {}; }
    bool handleMessage(const QDBusMessage &message, const QDBusConnection &) override
    {
        message.setDelayedReply(true);
        ++calls;
        return true;
    }
    int calls = 0;
};

/// On a private bus: becomes the keyring that is silent and runs the child beside it.
int silentService()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    SilentService service;
    if (!bus.registerVirtualObject(QStringLiteral("/"), &service, QDBusConnection::SubPath)
        || !bus.registerService(QStringLiteral("org.freedesktop.secrets")))
        return 2;
    QProcess child;
    child.setProcessChannelMode(QProcess::ForwardedChannels);
    bool isOver = false;
    QObject::connect(&child, &QProcess::finished, &service, [&] { isOver = true; });
    child.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--child-without")});
    if (!QTest::qWaitFor([&] { return isOver; }, 60'000) || service.calls == 0) // silent, but asked
        return 3;
    return child.exitCode();
}
#endif

} // namespace

class TestKeychain : public QObject {
    Q_OBJECT
private:
    static QString self() { return QCoreApplication::applicationFilePath(); }
    static bool isThere(const char *tool) { return !QStandardPaths::findExecutable(QString::fromLatin1(tool)).isEmpty(); }

    /// Runs it to its end; the exit code, or -1.
    static int run(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
    {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.start(program, arguments);
        if (!process.waitForFinished(90'000)) {
            process.kill();
            process.waitForFinished();
            return -1;
        }
        return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
    }
    QTemporaryDir m_dir;

    /// Runs it on a private bus that starts no service by itself: the keyring of whoever runs this test stays out of it.
    int runOnEmptyBus(const QString &role)
    {
        QFile config(m_dir.filePath(QStringLiteral("bus.conf")));
        if (!config.open(QIODevice::WriteOnly))
            return -1;
        const QString text = QStringLiteral("<busconfig><type>session</type><listen>unix:tmpdir=%1</listen><policy context=\"default\">"
                                            "<allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>")
                                     .arg(m_dir.path());
        config.write(text.toUtf8());
        config.close();
        return run(QStringLiteral("dbus-run-session"), {QStringLiteral("--config-file=") + config.fileName(), QStringLiteral("--"), self(), role}, bare());
    }
    static QProcessEnvironment bare()
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_CURRENT_DESKTOP", "KDE_FULL_SESSION", "DESKTOP_SESSION"})
            environment.remove(QString::fromLatin1(name));
        return environment;
    }

private Q_SLOTS:
    void initTestCase()
    {
#ifndef Q_OS_LINUX
        QSKIP("the real keychain of this system is nobody's test bed");
#endif
    }

    void aRealKeyringKeepsSecrets()
    {
        const int code = run(QStringLiteral(BW_WITH_KEYRING), {self(), QStringLiteral("--child-keyring")}, bare());
        if (code == 77)
            QSKIP("dbus-run-session or gnome-keyring-daemon is not installed");
        QCOMPARE(code, 0);
    }

    void aRealKeyringInTrouble_data()
    {
        QTest::addColumn<QString>("role");
        for (const char *role : {"--child-locked", "--child-late", "--child-dying"})
            QTest::newRow(role + 8) << QString::fromLatin1(role);
    }

    void aRealKeyringInTrouble()
    {
#ifdef BW_HAS_DBUS
        QFETCH(QString, role);
        const int code = run(QStringLiteral(BW_WITH_KEYRING), {self(), role}, bare());
        if (code == 77)
            QSKIP("dbus-run-session or gnome-keyring-daemon is not installed");
        QCOMPARE(code, 0);
#else
        QSKIP("built without Qt D-Bus");
#endif
    }

    void aRealKeyringThatIsDenied()
    {
#ifdef BW_HAS_DBUS
        QFile config(m_dir.filePath(QStringLiteral("denied.conf")));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("<busconfig><type>session</type><listen>unix:tmpdir=" + m_dir.path().toUtf8()
                     + "</listen><policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/><allow eavesdrop=\"true\"/><allow own=\"*\"/>"
                       "<deny send_destination=\"org.freedesktop.secrets\"/></policy></busconfig>");
        config.close();
        auto environment = bare();
        environment.insert(QStringLiteral("BW_BUS_CONFIG"), config.fileName());
        const int code = run(QStringLiteral(BW_WITH_KEYRING), {self(), QStringLiteral("--child-denied")}, environment);
        if (code == 77)
            QSKIP("dbus-run-session or gnome-keyring-daemon is not installed");
        QCOMPARE(code, 0);
#else
        QSKIP("built without Qt D-Bus");
#endif
    }

    void withoutABusThereIsAClearError()
    {
        auto environment = bare();
        environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), QStringLiteral("unix:path=/nonexistent/bus"));
        QCOMPARE(run(self(), {QStringLiteral("--child-without")}, environment), 0);
    }

    void aBusWithoutAKeyringIsAClearError()
    {
        if (!isThere("dbus-run-session"))
            QSKIP("dbus-run-session is not installed");
        QCOMPARE(runOnEmptyBus(QStringLiteral("--child-without")), 0);
    }

    void aServiceThatNeverAnswersIsAnErrorAtTheDeadline()
    {
#ifdef BW_HAS_DBUS
        if (!isThere("dbus-run-session"))
            QSKIP("dbus-run-session is not installed");
        QCOMPARE(runOnEmptyBus(QStringLiteral("--silent-service")), 0);
#else
        QSKIP("built without Qt D-Bus, which the silent service needs");
#endif
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().contains(QStringLiteral("--child-keyring")))
        return childWithKeyring();
    if (app.arguments().contains(QStringLiteral("--child-without")))
        return childWithout();
#ifdef BW_HAS_DBUS
    if (app.arguments().contains(QStringLiteral("--silent-service")))
        return silentService();
    qDBusRegisterMetaType<QList<QDBusObjectPath>>();
    if (app.arguments().contains(QStringLiteral("--child-locked")))
        return childLocked();
    if (app.arguments().contains(QStringLiteral("--child-denied")))
        return childDenied();
    if (app.arguments().contains(QStringLiteral("--child-late")))
        return childLate();
    if (app.arguments().contains(QStringLiteral("--child-dying")))
        return childDying();
#endif
    TestKeychain test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keychain.moc"
