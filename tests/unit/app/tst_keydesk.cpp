// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/keydesk.h"
#include "core/engine/threadedengineclient.h"

#include <QProcess>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;

namespace {

class MemoryStore final : public SecretStore {
public:
    void read(const QString &name, std::function<void(const Result<std::optional<SecretBytes>> &)> done) override
    {
        done(entries.contains(name) ? std::optional(entries.value(name)) : std::optional<SecretBytes>());
    }
    void write(const QString &name, const SecretBytes &secret, std::function<void(const Done &)> done) override
    {
        entries.insert(name, secret);
        done({});
    }
    void remove(const QString &name, std::function<void(const Done &)> done) override
    {
        entries.remove(name);
        done({});
    }
    QHash<QString, SecretBytes> entries;
};

SessionPlan testnet()
{
    SessionPlan plan;
    plan.profile = Profile::Testnet;
    return plan;
}

struct Desk {
    QTemporaryDir folder;
    RunKeys run;
    Settings settings{folder.filePath(QStringLiteral("settings.ini"))};
    KeyBook book{settings, run};
    MemoryStore *store = new MemoryStore;
    KeyKeeper keeper{std::unique_ptr<SecretStore>(store), book};
    ThreadedEngineClient engine{RiskLimits(), 0.05};
    KeyDesk desk{keeper, book, settings, engine, testnet()};
    QSignalSpy problems{&desk, &KeyClient::problemTold}, wanted{&desk, &KeyDesk::sessionWanted};
    [[nodiscard]] QString problem() { return problems.isEmpty() ? QString() : problems.takeLast().first().toString(); }
};

ApiKey key(const char *name, const QByteArray &secret) { return {QString::fromLatin1(name), SecretBytes(secret)}; }

} // namespace

/// What the window may wish of keys and hosts, and what is refused before anything is kept.
class TestKeyDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void neitherHalfOfAKeyBecomesItsName();
    void halvesThatCanNotBeOneAreRefused();
    void anRsaKeyIsTakenAndABrokenOneIsNot();
    void theFirstKeyOpensTheSessionAnew();
    void choosingAnotherKeyOpensTheSessionAnewAndOtherProfilesKeysDoNot();
    void hostsAreThoseOfTheSheetOrChecked();
};

void TestKeyDesk::neitherHalfOfAKeyBecomesItsName()
{
    Desk desk;
    desk.desk.addKey(Profile::Testnet, QStringLiteral("aB3dE6gH9"), key("aB3dE6gH9", "s3cretPart0123456789"));
    QCOMPARE(desk.problem(), QStringLiteral("name_is_secret"));
    desk.desk.addKey(Profile::Testnet, QStringLiteral("s3cretPart01234"), key("aB3dE6gH9", "s3cretPart0123456789"));
    QCOMPARE(desk.problem(), QStringLiteral("name_is_secret"));
    desk.desk.addKey(Profile::Testnet, QStringLiteral(" "), key("aB3dE6gH9", "s3cretPart0123456789"));
    QCOMPARE(desk.problem(), QStringLiteral("name_empty"));
    QVERIFY(desk.store->entries.isEmpty() && desk.desk.keys(Profile::Testnet).isEmpty());
    QVERIFY(!desk.settings.text(SettingKey::KeyNames).contains(QStringLiteral("s3cret")));
}

void TestKeyDesk::halvesThatCanNotBeOneAreRefused()
{
    Desk desk;
    for (const ApiKey &bad : {key("", "s"), key("k", ""), key("two words", "s"), key("k", "two words"), key("k", "line\nfeed"), ApiKey{QString(300, u'k'), SecretBytes("s")}}) {
        desk.desk.addKey(Profile::Testnet, QStringLiteral("Main"), bad);
        QCOMPARE(desk.problem(), QStringLiteral("key_incomplete"));
    }
    QVERIFY(desk.store->entries.isEmpty());
}

void TestKeyDesk::anRsaKeyIsTakenAndABrokenOneIsNot()
{
    Desk desk;
    desk.desk.addKey(Profile::Testnet, QStringLiteral("Main"), key("k", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"));
    QCOMPARE(desk.problem(), QStringLiteral("bad_pem"));
    const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    if (openssl.isEmpty())
        QSKIP("there is no openssl command here to make a key with");
    QProcess process;
    process.start(openssl, {QStringLiteral("genpkey"), QStringLiteral("-algorithm"), QStringLiteral("RSA"), QStringLiteral("-pkeyopt"), QStringLiteral("rsa_keygen_bits:2048")});
    QVERIFY(process.waitForFinished(60'000));
    const QByteArray pem = process.readAllStandardOutput();
    desk.desk.addKey(Profile::Testnet, QStringLiteral("Main"), key("k", pem));
    QCOMPARE(desk.problem(), QString());
    ApiKey back;
    desk.keeper.read(Profile::Testnet, desk.desk.activeId(Profile::Testnet), [&back](const Result<ApiKey> &read) { back = *read; });
    QVERIFY(back.secret.equals(SecretBytes(pem))); // every line of it
    // Signed with what came out of the keychain, judged by openssl's command.
    QTemporaryDir folder;
    const auto file = [&folder](const char *name, const QByteArray &bytes) {
        QFile out(folder.filePath(QString::fromLatin1(name)));
        if (out.open(QIODevice::WriteOnly))
            out.write(bytes);
        return out.fileName();
    };
    const QByteArray text = Signer::restPayload(1700000000123, "k", 5000, R"({"symbol":"BTCUSDT"})");
    const QString pemFile = file("key.pem", pem), textFile = file("text", text), publicFile = folder.filePath(QStringLiteral("public.pem"));
    const QString signatureFile = file("signature", QByteArray::fromBase64(Signer(back.secret).sign(text).value()));
    process.start(openssl, {QStringLiteral("pkey"), QStringLiteral("-in"), pemFile, QStringLiteral("-pubout"), QStringLiteral("-out"), publicFile});
    QVERIFY(process.waitForFinished(60'000));
    process.start(openssl, {QStringLiteral("dgst"), QStringLiteral("-sha256"), QStringLiteral("-verify"), publicFile, QStringLiteral("-signature"), signatureFile, textFile});
    QVERIFY(process.waitForFinished(60'000));
    QVERIFY2(process.readAllStandardOutput().contains("Verified OK"), process.readAllStandardError().constData());
}

void TestKeyDesk::theFirstKeyOpensTheSessionAnew()
{
    Desk desk;
    desk.desk.addKey(Profile::Testnet, QStringLiteral("Main"), key("k1", "s1"));
    QCOMPARE(desk.wanted.size(), 1);
    desk.desk.addKey(Profile::Testnet, QStringLiteral("Second"), key("k2", "s2"));
    desk.desk.addKey(Profile::Live, QStringLiteral("Real"), key("k3", "s3"));
    QCOMPARE(desk.wanted.size(), 1); // neither is the session's
    QCOMPARE(desk.desk.keys(Profile::Testnet).size(), 2);
    QCOMPARE(desk.desk.keys(Profile::Live).size(), 1);
}

void TestKeyDesk::choosingAnotherKeyOpensTheSessionAnewAndOtherProfilesKeysDoNot()
{
    Desk desk;
    desk.desk.addKey(Profile::Testnet, QStringLiteral("Main"), key("k1", "s1"));
    desk.desk.addKey(Profile::Testnet, QStringLiteral("Second"), key("k2", "s2"));
    const QString second = desk.desk.keys(Profile::Testnet).last().id;
    desk.wanted.clear();
    desk.desk.renameKey(Profile::Testnet, second, QStringLiteral("Other"));
    desk.desk.replaceKey(Profile::Testnet, second, key("k4", "s4"));
    QCOMPARE(desk.wanted.size(), 0);
    desk.desk.chooseKey(Profile::Testnet, second);
    QCOMPARE(desk.wanted.size(), 1);
    desk.desk.chooseKey(Profile::Testnet, second); // it is that already
    QCOMPARE(desk.wanted.size(), 1);
    desk.desk.removeKey(Profile::Testnet, second);
    QVERIFY(desk.desk.activeId(Profile::Testnet).isEmpty());
    QCOMPARE(desk.wanted.size(), 1);
}

void TestKeyDesk::hostsAreThoseOfTheSheetOrChecked()
{
    for (const char *name : {"BYBIT_MAINNET_BASE_URL", "BYBIT_MAINNET_WS_URL"})
        qunsetenv(name);
    Desk desk;
    QCOMPARE(desk.desk.sites().size(), 11);
    QCOMPARE(desk.desk.site(), desk.desk.sites().first());
    QCOMPARE(desk.desk.hostOf(Profile::Live), QStringLiteral("api.bybit.com"));
    for (const VenueSite &site : desk.desk.sites()) {
        desk.desk.setSite(site);
        QCOMPARE(desk.problem(), QString());
        QCOMPARE(desk.desk.site(), site);
        QCOMPARE(QStringLiteral("https://") + desk.desk.hostOf(Profile::Live), site.rest);
    }
    QCOMPARE(desk.desk.hostOf(Profile::Testnet), QStringLiteral("api-testnet.bybit.com")); // a site is mainnet's alone
    const VenueSite before = desk.desk.site();
    for (const VenueSite &bad : {VenueSite{QStringLiteral("http://api.example.org"), QStringLiteral("wss://stream.example.org")},
                                 VenueSite{QStringLiteral("https://api.example.org"), QStringLiteral("ws://stream.example.org")},
                                 VenueSite{QStringLiteral("https://me:secret@api.example.org"), QStringLiteral("wss://stream.example.org")},
                                 VenueSite{QStringLiteral("https://api.example.org/path"), QStringLiteral("wss://stream.example.org")},
                                 VenueSite{QStringLiteral("api.example.org"), QString()}}) {
        desk.desk.setSite(bad);
        QCOMPARE(desk.problem(), QStringLiteral("site"));
        QCOMPARE(desk.desk.site(), before);
    }
    desk.desk.setSite({QStringLiteral("https://api.example.org"), QStringLiteral("wss://stream.example.org")});
    QCOMPARE(desk.desk.hostOf(Profile::Live), QStringLiteral("api.example.org"));
}

QTEST_GUILESS_MAIN(TestKeyDesk)
#include "tst_keydesk.moc"
