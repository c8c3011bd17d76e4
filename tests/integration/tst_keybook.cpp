// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The book of keys over a keychain: names in the settings, keys in the keychain alone, and what happens where it can't. The real keyring is
// asked in a child of this program, since a process keeps the bus that it met first.
#include "app/keykeeper.h"
#include "core/store/keychainsecretstore.h"
#include "tests/support/recorded.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;

namespace {

/// A keychain in memory that can refuse.
class FakeStore final : public SecretStore {
public:
    void read(const QString &name, std::function<void(const Result<std::optional<SecretBytes>> &)> done) override
    {
        if (trouble)
            return done(fail(*trouble));
        done(entries.contains(name) ? std::optional(entries.value(name)) : std::optional<SecretBytes>());
    }
    void write(const QString &name, const SecretBytes &secret, std::function<void(const Done &)> done) override
    {
        if (trouble)
            return done(fail(*trouble));
        entries.insert(name, secret);
        done({});
    }
    void remove(const QString &name, std::function<void(const Done &)> done) override
    {
        if (trouble)
            return done(fail(*trouble));
        entries.remove(name);
        done({});
    }
    QHash<QString, SecretBytes> entries;
    std::optional<Error> trouble;
};

Error trouble(int code) { return {ErrorFamily::Keychain, Retry::Later, Certainty::NotSent, code, QStringLiteral("keychain: test")}; }

ApiKey key(const char *name, const char *secret) { return {QString::fromLatin1(name), SecretBytes(QByteArrayView(secret))}; }

/// One instance: a folder, its settings, its memory, and a keeper over a store.
struct Instance {
    explicit Instance(std::unique_ptr<SecretStore> store, const QString &folder)
        : settings(folder + QStringLiteral("/settings.ini")), book(settings, run), keeper(std::move(store), book)
    {
        QObject::connect(&keeper, &KeyKeeper::venueKeyFound, &keeper, [this](const ApiKey &found, const KeyUse &use) {
            session = found;
            account = use.account;
            isTransferAllowed = use.isTransferAllowed;
        });
        QObject::connect(&keeper, &KeyKeeper::keychainFailed, &keeper, [this](const Error &error) { failure = error; });
        QObject::connect(&keeper, &KeyKeeper::venueKeyMissing, &keeper, [this] { isMissing = true; });
    }
    template <class Ask>
    void finish(Ask ask)
    {
        bool isOver = false;
        ask(isOver);
        if (!QTest::qWaitFor([&isOver] { return isOver; }, 20'000))
            qFatal("no answer at all");
    }
    QString add(const QString &name, const ApiKey &added, bool *isLasting = nullptr)
    {
        QString id;
        finish([&](bool &isOver) {
            keeper.add(Profile::Testnet, name, added, [&](const QString &given, const Done &lasting) {
                id = given;
                if (isLasting)
                    *isLasting = lasting.has_value();
                isOver = true;
            });
        });
        return id;
    }
    bool replace(const QString &id, const ApiKey &by)
    {
        bool isLasting = false;
        finish([&](bool &isOver) {
            keeper.replace(Profile::Testnet, id, by, [&](const Done &done) {
                isLasting = done.has_value();
                isOver = true;
            });
        });
        return isLasting;
    }
    bool remove(const QString &id)
    {
        bool isGone = false;
        finish([&](bool &isOver) {
            keeper.remove(Profile::Testnet, id, [&](const Done &done) {
                isGone = done.has_value();
                isOver = true;
            });
        });
        return isGone;
    }
    void load()
    {
        session = {};
        failure.reset();
        isMissing = false;
        SessionPlan plan;
        plan.profile = Profile::Testnet;
        plan.environmentKey = environment;
        keeper.load(plan, false);
        (void)QTest::qWaitFor([this] { return !session.isEmpty() || failure || isMissing; }, 20'000);
    }
    RunKeys run;
    Settings settings;
    KeyBook book;
    KeyKeeper keeper;
    ApiKey session, environment;
    QString account;
    bool isTransferAllowed = false, isMissing = false;
    std::optional<Error> failure;
};

bool expect(bool ok, const char *what)
{
    if (!ok)
        qCritical("%s", what);
    return ok;
}

/// Two instances with folders of their own over one real keyring.
int childTwoInstances()
{
    QtScheduler scheduler;
    QTemporaryDir one, two;
    const auto store = [&scheduler] { return std::make_unique<KeychainSecretStore>(scheduler, QStringLiteral("Bellwether-test"), std::chrono::seconds(8)); };
    Instance a(store(), one.path()), b(store(), two.path());
    const QString first = a.add(QStringLiteral("Main"), key("KEYA", "SECRETA"));
    const QString other = b.add(QStringLiteral("Main"), key("KEYB", "SECRETB")); // the same name, another folder
    bool ok = expect(first != other, "two entries");
    a.load();
    b.load();
    ok = expect(a.session.key == u"KEYA" && a.session.secret.equals(SecretBytes("SECRETA")), "a reads its own") && ok;
    ok = expect(b.session.key == u"KEYB", "b reads its own") && ok;
    ok = expect(a.replace(first, key("KEYA2", "SECRETA2")), "replace") && ok;
    a.load();
    b.load();
    ok = expect(a.session.key == u"KEYA2" && b.session.key == u"KEYB", "a replacement concerns one") && ok;
    ok = expect(a.book.rename(Profile::Testnet, first, QStringLiteral("Renamed")).has_value(), "rename") && ok;
    a.load();
    ok = expect(a.account == u"Renamed" && a.session.key == u"KEYA2", "a renamed key is the same key") && ok;
    // An entry of the time when there was one: both take it over, and what one does to it the other meets.
    Instance c(store(), one.filePath(QStringLiteral("c"))), d(store(), two.filePath(QStringLiteral("d")));
    bool isWritten = false;
    KeychainSecretStore old(scheduler, QStringLiteral("Bellwether-test"));
    old.write(QStringLiteral("bybit.testnet"), SecretBytes("OLD\nSECRET"), [&](const Done &done) { isWritten = done.has_value(); });
    ok = expect(QTest::qWaitFor([&isWritten] { return isWritten; }, 20'000), "an old entry") && ok;
    c.load();
    d.load();
    ok = expect(c.session.key == u"OLD" && d.session.key == u"OLD" && c.book.keys(Profile::Testnet).size() == 1, "both adopt it") && ok;
    ok = expect(c.replace(QStringLiteral("0"), key("NEW", "SECRET2")), "one replaces it") && ok;
    d.load();
    ok = expect(d.session.key == u"NEW", "the other meets the new one") && ok;
    ok = expect(c.remove(QStringLiteral("0")), "one deletes it") && ok;
    d.load();
    ok = expect(d.failure && d.failure->venueCode == keychain::Gone, "the other is told that it is gone") && ok;
    ok = expect(b.remove(other) && a.remove(first), "the end") && ok;
    a.load();
    return expect(a.isMissing, "no key is left") && ok ? 0 : 1;
}

} // namespace

class TestKeyBook : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theFirstKeyIsActiveAndNoOtherBecomesSoByItself();
    void theSettingsHoldNamesAndNoKey();
    void namesOfAnyLanguageComeBack();
    void aRenamedKeyIsTheSameKey();
    void aDeletedActiveKeyLeavesNoneActive();
    void whatTheKeychainDoesNotTakeIsKeptForThisRun_data();
    void whatTheKeychainDoesNotTakeIsKeptForThisRun();
    void whatTheSettingsDoNotTakeLeavesNothingInTheKeychain();
    void aReplacementThatWasNotTakenHoldsForThisRunOnly();
    void aKeyThatCanNotBeDeletedStaysListed();
    void anOverrideBelongsToOneKeyAndGoesWithIt();
    void aKeyOfTheEnvironmentIsOfferedOrUsedWithoutAKeychain();
    void twoInstancesOverARealKeyring();

private:
    QTemporaryDir m_folder;
    int m_count = 0;
    QString folder() { return m_folder.filePath(QString::number(++m_count)); }
};

void TestKeyBook::theFirstKeyIsActiveAndNoOtherBecomesSoByItself()
{
    Instance one(std::make_unique<FakeStore>(), folder());
    one.load();
    QVERIFY(one.isMissing);
    const QString first = one.add(QStringLiteral("Main"), key("K1", "S1"));
    const QString second = one.add(QStringLiteral("Scalping"), key("K2", "S2"));
    QCOMPARE(one.book.activeId(Profile::Testnet), first);
    QVERIFY(one.book.activeId(Profile::Live).isEmpty());
    one.load();
    QVERIFY(one.session.key == QStringLiteral("K1") && one.account == QStringLiteral("Main"));
    QVERIFY(one.book.choose(Profile::Testnet, second));
    one.load();
    QVERIFY(one.session.key == QStringLiteral("K2") && one.account == QStringLiteral("Scalping"));
    QCOMPARE(one.book.nameProblem(Profile::Testnet, QStringLiteral("main")), QStringLiteral("name_taken"));
    QCOMPARE(one.book.nameProblem(Profile::Testnet, QStringLiteral("main"), first), QString());
    QCOMPARE(one.book.nameProblem(Profile::Live, QStringLiteral("main")), QString());
    QCOMPARE(one.book.nameProblem(Profile::Testnet, QStringLiteral("  ")), QStringLiteral("name_empty"));
}

void TestKeyBook::theSettingsHoldNamesAndNoKey()
{
    const QString where = folder();
    {
        Instance one(std::make_unique<FakeStore>(), where);
        one.add(QStringLiteral("Main"), key("CANARY-KEY", "CANARY-SECRET"));
        QVERIFY(one.book.setTransferAllowed(QStringLiteral("CANARY-KEY"), true));
    }
    const QByteArray file = readAll(where + QStringLiteral("/settings.ini"));
    QVERIFY(file.contains("Main") && !file.contains("CANARY"));
    Instance again(std::make_unique<FakeStore>(), where);
    QCOMPARE(again.book.keys(Profile::Testnet).size(), 1);
    QVERIFY(again.book.isTransferAllowed(QStringLiteral("CANARY-KEY")));
}

void TestKeyBook::namesOfAnyLanguageComeBack()
{
    const QString name = QString::fromUtf8("\xe5\xad\x90\xe8\xb4\xa6\xe6\x88\xb7 1: a&b, 50 % \xc3\xa9");
    const QString where = folder();
    Instance(std::make_unique<FakeStore>(), where).add(name, key("K", "S"));
    QCOMPARE(Instance(std::make_unique<FakeStore>(), where).book.keys(Profile::Testnet).first().name, name);
}

void TestKeyBook::aRenamedKeyIsTheSameKey()
{
    Instance one(std::make_unique<FakeStore>(), folder());
    const QString id = one.add(QStringLiteral("Main"), key("K", "S"));
    QVERIFY(one.book.rename(Profile::Testnet, id, QStringLiteral("Other")));
    one.load();
    QVERIFY(one.session.key == QStringLiteral("K") && one.account == QStringLiteral("Other"));
}

void TestKeyBook::aDeletedActiveKeyLeavesNoneActive()
{
    auto store = std::make_unique<FakeStore>();
    auto *keychain = store.get();
    Instance one(std::move(store), folder());
    const QString first = one.add(QStringLiteral("Main"), key("K1", "S1"));
    one.add(QStringLiteral("Scalping"), key("K2", "S2"));
    QVERIFY(one.remove(first));
    QCOMPARE(keychain->entries.size(), 1);
    QVERIFY(one.book.activeId(Profile::Testnet).isEmpty()); // another account is never chosen silently
    one.load();
    QVERIFY(one.isMissing);
}

void TestKeyBook::whatTheKeychainDoesNotTakeIsKeptForThisRun_data()
{
    QTest::addColumn<int>("code");
    QTest::newRow("denied") << int(keychain::Denied);
    QTest::newRow("missing") << int(keychain::Missing);
    QTest::newRow("silent") << int(keychain::Silent);
    QTest::newRow("locked or dead") << int(keychain::Failed);
}

void TestKeyBook::whatTheKeychainDoesNotTakeIsKeptForThisRun()
{
    QFETCH(int, code);
    const QString where = folder();
    auto store = std::make_unique<FakeStore>();
    store->trouble = trouble(code);
    Instance one(std::move(store), where);
    bool isLasting = true;
    const QString id = one.add(QStringLiteral("Main"), key("CANARY-KEY", "CANARY-SECRET"), &isLasting);
    QVERIFY(!isLasting);
    QVERIFY(one.book.keys(Profile::Testnet).first().isForThisRunOnly);
    QCOMPARE(one.book.activeId(Profile::Testnet), id);
    one.load();
    QVERIFY(one.session.secret.equals(SecretBytes("CANARY-SECRET")));
    QVERIFY(one.book.choose(Profile::Testnet, id));
    QVERIFY(one.settings.save());
    QVERIFY(!readAll(where + QStringLiteral("/settings.ini")).contains("CANARY"));
    QVERIFY(!readAll(where + QStringLiteral("/settings.ini")).contains("Main"));
    Instance next(std::make_unique<FakeStore>(), where); // another run
    QVERIFY(next.book.keys(Profile::Testnet).isEmpty());
}

void TestKeyBook::whatTheSettingsDoNotTakeLeavesNothingInTheKeychain()
{
    auto store = std::make_unique<FakeStore>();
    auto *keychain = store.get();
    Instance one(std::move(store), folder());
    for (int i = 0; i < 90; ++i)
        one.add(QStringLiteral("Key %1").arg(i), key("K", "S"));
    QCOMPARE(keychain->entries.size(), 90); // as many as the settings hold
    bool isLasting = true;
    one.add(QStringLiteral("One more"), key("K", "S"), &isLasting);
    QVERIFY(!isLasting);
    QCOMPARE(keychain->entries.size(), 90);
    QVERIFY(one.book.keys(Profile::Testnet).last().isForThisRunOnly);
}

void TestKeyBook::aReplacementThatWasNotTakenHoldsForThisRunOnly()
{
    auto store = std::make_unique<FakeStore>();
    auto *keychain = store.get();
    const QString where = folder();
    Instance one(std::move(store), where);
    const QString id = one.add(QStringLiteral("Main"), key("OLD", "S"));
    keychain->trouble = trouble(keychain::Silent);
    QVERIFY(!one.replace(id, key("NEW", "S2")));
    one.load();
    QCOMPARE(one.session.key, QStringLiteral("NEW"));
    QVERIFY(one.book.find(Profile::Testnet, id)->isForThisRunOnly);
    keychain->trouble.reset();
    QVERIFY(one.replace(id, key("NEWER", "S3"))); // unlocked meanwhile: it lasts again
    QVERIFY(!one.book.find(Profile::Testnet, id)->isForThisRunOnly);
    one.load();
    QCOMPARE(one.session.key, QStringLiteral("NEWER"));
    QCOMPARE(one.book.keys(Profile::Testnet).size(), 1);
}

void TestKeyBook::aKeyThatCanNotBeDeletedStaysListed()
{
    auto store = std::make_unique<FakeStore>();
    auto *keychain = store.get();
    Instance one(std::move(store), folder());
    const QString id = one.add(QStringLiteral("Main"), key("K", "S"));
    keychain->trouble = trouble(keychain::Denied);
    QVERIFY(!one.remove(id));
    QCOMPARE(one.book.keys(Profile::Testnet).size(), 1);
    one.load();
    QVERIFY(one.failure && one.failure->venueCode == keychain::Denied && one.session.isEmpty());
}

void TestKeyBook::anOverrideBelongsToOneKeyAndGoesWithIt()
{
    Instance one(std::make_unique<FakeStore>(), folder());
    const QString id = one.add(QStringLiteral("Main"), key("K1", "S"));
    QVERIFY(one.book.setTransferAllowed(QStringLiteral("K1"), true));
    one.load();
    QVERIFY(one.isTransferAllowed);
    QVERIFY(one.replace(id, key("K2", "S")));
    one.load();
    QVERIFY(!one.isTransferAllowed); // the new key was never let
    QVERIFY(one.book.setTransferAllowed(QStringLiteral("K1"), false));
    QVERIFY(!one.book.isTransferAllowed(QStringLiteral("K1")));
    QVERIFY(!one.settings.text(SettingKey::TransferAllowed).contains(QStringLiteral("K1")));
}

void TestKeyBook::aKeyOfTheEnvironmentIsOfferedOrUsedWithoutAKeychain()
{
    auto store = std::make_unique<FakeStore>();
    auto *keychain = store.get();
    Instance one(std::move(store), folder());
    one.environment = key("ENV", "S");
    QSignalSpy offered(&one.keeper, &KeyKeeper::importOffered);
    SessionPlan plan;
    plan.profile = Profile::Testnet;
    plan.environmentKey = one.environment;
    one.keeper.load(plan, false);
    QCOMPARE(offered.size(), 1);
    QVERIFY(one.session.isEmpty() && keychain->entries.isEmpty()); // nothing before a person says so
    keychain->trouble = trouble(keychain::Missing);
    one.load();
    QVERIFY(one.session.key == QStringLiteral("ENV") && one.failure);
}

void TestKeyBook::twoInstancesOverARealKeyring()
{
#ifndef Q_OS_LINUX
    QSKIP("the real keychain of this system is nobody's test bed");
#endif
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    process.setProcessEnvironment(environment);
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.start(QStringLiteral(BW_WITH_KEYRING), {QCoreApplication::applicationFilePath(), QStringLiteral("--two-instances")});
    QVERIFY(process.waitForFinished(90'000));
    if (process.exitCode() == 77)
        QSKIP("dbus-run-session or gnome-keyring-daemon is not installed");
    QCOMPARE(process.exitCode(), 0);
}

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().contains(QStringLiteral("--two-instances")))
        return childTwoInstances();
    TestKeyBook test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_keybook.moc"
