// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/options.h"
#include "app/sessionplan.h"

#include <QTest>

using namespace bw;

/// The command line and what a profile means, without starting anything.
class TestOptions : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyDocumentedOptionIsRead();
    void badOptionsSayWhatWouldBeRight_data();
    void badOptionsSayWhatWouldBeRight();
    void theTourIsTheSandboxAlways();
    void aReplayIsAViewerWhateverWasRecorded();
    void onlyALoopbackVenueMayBeTradedOn();
    void anAddressWithoutEncryptionIsRefused();
    void keysOfTheEnvironmentNeverReachLive();
};

void TestOptions::everyDocumentedOptionIsRead()
{
    const auto options = Options::parse({QStringLiteral("--profile"), QStringLiteral("testnet"), QStringLiteral("--symbol=XRPUSDT"),
                                         QStringLiteral("--category"), QStringLiteral("spot"), QStringLiteral("--data-dir"), QStringLiteral("d"),
                                         QStringLiteral("--events"), QStringLiteral("-"), QStringLiteral("--offscreen"), QStringLiteral("--size"),
                                         QStringLiteral("1280x720"), QStringLiteral("--scale"), QStringLiteral("1.5"), QStringLiteral("--theme"),
                                         QStringLiteral("light"), QStringLiteral("--palette"), QStringLiteral("colour-blind"),
                                         QStringLiteral("--lang"), QStringLiteral("zh_CN"), QStringLiteral("--run-for"), QStringLiteral("2.5"),
                                         QStringLiteral("--screenshot"), QStringLiteral("s.png")});
    QVERIFY2(options, options ? "" : qPrintable(options.error().detail));
    QCOMPARE(*options->profile, Profile::Testnet);
    QCOMPARE(options->symbol, QStringLiteral("XRPUSDT"));
    QCOMPARE(*options->category, Category::Spot);
    QCOMPARE(*options->size, QSize(1280, 720));
    QCOMPARE(options->runFor->count(), 2500);
    QVERIFY(options->isOffscreen);
}

void TestOptions::badOptionsSayWhatWouldBeRight_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("hint");
    QTest::newRow("unknown") << QStringList{QStringLiteral("--prfile"), QStringLiteral("x")} << "--help";
    QTest::newRow("profile") << QStringList{QStringLiteral("--profile"), QStringLiteral("real")} << "sandbox";
    QTest::newRow("no value") << QStringList{QStringLiteral("--events")} << "wants a value";
    QTest::newRow("size") << QStringList{QStringLiteral("--size"), QStringLiteral("1280")} << "1280x720";
    QTest::newRow("tiny") << QStringList{QStringLiteral("--size"), QStringLiteral("1x1")} << "640x400";
    QTest::newRow("time") << QStringList{QStringLiteral("--run-for"), QStringLiteral("-1")} << "from 0.1";
    QTest::newRow("nan") << QStringList{QStringLiteral("--run-for"), QStringLiteral("nan")} << "from 0.1";
    QTest::newRow("theme") << QStringList{QStringLiteral("--theme"), QStringLiteral("pink")} << "dark";
    QTest::newRow("symbol") << QStringList{QStringLiteral("--symbol"), QStringLiteral("btc/usdt")} << "capitals";
    QTest::newRow("file") << QStringList{QStringLiteral("surprise.txt")} << "--help";
    QTest::newRow("record and replay") << QStringList{QStringLiteral("--record=a"), QStringLiteral("--replay=b")} << "give one";
    QTest::newRow("tour of a replay") << QStringList{QStringLiteral("--tour"), QStringLiteral("--replay=b")} << "leave --tour out";
    QTest::newRow("speed alone") << QStringList{QStringLiteral("--speed=2")} << "--replay";
    QTest::newRow("too fast") << QStringList{QStringLiteral("--replay=b"), QStringLiteral("--speed=101")} << "from 1 to 100";
    QTest::newRow("tour live") << QStringList{QStringLiteral("--tour"), QStringLiteral("--profile"), QStringLiteral("live")} << "sandbox";
}

void TestOptions::badOptionsSayWhatWouldBeRight()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, hint);
    const auto options = Options::parse(arguments);
    QVERIFY(!options);
    QVERIFY2(options.error().detail.contains(hint), qPrintable(options.error().detail));
}

void TestOptions::aReplayIsAViewerWhateverWasRecorded()
{
    const auto options = Options::parse({QStringLiteral("--replay"), QStringLiteral("a.rec"), QStringLiteral("--speed"), QStringLiteral("12.5")});
    QVERIFY(options);
    QCOMPARE(options->replayFile, QStringLiteral("a.rec"));
    QCOMPARE(*options->speed, 12.5);
    SessionPlan plan;
    QVERIFY(plan.mayTrade()); // the sandbox in this process
    QVERIFY(!plan.isReplay);
    plan.isReplay = true;
    QVERIFY(!plan.mayTrade());
    plan.profile = Profile::Testnet;
    QVERIFY(!plan.usesVenueKey()); // and no key is fetched for it
}

void TestOptions::theTourIsTheSandboxAlways()
{
    QCOMPARE(*Options::parse({QStringLiteral("--tour")})->profile, Profile::Sandbox);
}

void TestOptions::onlyALoopbackVenueMayBeTradedOn()
{
    QProcessEnvironment environment;
    QVERIFY(SessionPlan::make(Profile::Sandbox, environment)->mayTrade());
    for (const auto profile : {Profile::Demo, Profile::Testnet, Profile::Live})
        QVERIFY(!SessionPlan::make(profile, environment)->mayTrade());
    // Paper watches mainnet, and its orders stay in this process whatever the addresses are.
    const auto paper = SessionPlan::make(Profile::Paper, environment);
    QVERIFY(paper->mayTrade() && paper->tradesInProcess() && !paper->usesVenueKey());
    QCOMPARE(paper->endpoints->rest.host(), QStringLiteral("api.bybit.com"));
    QCOMPARE(paper->venueHost(), QStringLiteral("127.0.0.1"));

    environment.insert(QStringLiteral("BYBIT_TESTNET_BASE_URL"), QStringLiteral("http://127.0.0.1:8080"));
    QVERIFY(!SessionPlan::make(Profile::Testnet, environment)->mayTrade()); // the private socket is still the real one
    environment.insert(QStringLiteral("BYBIT_TESTNET_WS_URL"), QStringLiteral("ws://127.0.0.1:8080"));
    QVERIFY(SessionPlan::make(Profile::Testnet, environment)->mayTrade());
    QVERIFY(!SessionPlan::make(Profile::Live, environment)->mayTrade());
}

void TestOptions::anAddressWithoutEncryptionIsRefused()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("BYBIT_MAINNET_BASE_URL"), QStringLiteral("http://api.bybit.com"));
    QVERIFY(!SessionPlan::make(Profile::Live, environment));
    QVERIFY(SessionPlan::make(Profile::Testnet, environment)); // not its address
    environment = {};
    environment.insert(QStringLiteral("HOLYSHEEP_BASE_URL"), QStringLiteral("ftp://x"));
    QVERIFY(!SessionPlan::make(Profile::Sandbox, environment));
}

void TestOptions::keysOfTheEnvironmentNeverReachLive()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("BYBIT_API_KEY"), QStringLiteral("key"));
    environment.insert(QStringLiteral("BYBIT_API_SECRET"), QStringLiteral("secret"));
    QVERIFY(SessionPlan::make(Profile::Live, environment)->environmentKey.isEmpty());
    QVERIFY(SessionPlan::make(Profile::Sandbox, environment)->environmentKey.isEmpty());
    QVERIFY(SessionPlan::make(Profile::Paper, environment)->environmentKey.isEmpty()); // its venue is mainnet
    QVERIFY(!SessionPlan::make(Profile::Testnet, environment)->environmentKey.isEmpty());
}

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
