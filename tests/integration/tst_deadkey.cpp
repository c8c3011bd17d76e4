// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/enginefactory.h"
#include "core/bybit/bybitrest.h"
#include "tests/integration/programrun.h"
#include "tests/integration/sandboxtalk.h"

#include <QJsonArray>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace bw;

/// A key that changes or dies in the middle of a session, with a position open: the real engine against the sandbox as a program.
class TestDeadKey : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aKeyThatDiesIsToldAndNotAskedWithAgain_data();
    void aKeyThatDiesIsToldAndNotAskedWithAgain();
    void exitsWithADeadKeyAreTriedAndBounded();
    void aKeyThatLosesItsRightIsTold();
    void anAddressThatIsRefusedRestsAndComesBack();
    void aKeyThatMayTransferTradesOnlyWhenLet();
    void aReadOnlyKeyMakesAViewer();
    void aKeyIsReplacedAndRenamedWhileConnected();
    void anAnswerToTheOldKeyDoesNotKillTheNewOne();
};

namespace {

const QString kSandbox = QStringLiteral(BW_SANDBOX);

class Session {
public:
    explicit Session(const QStringList &options = {}, Profile profile = Profile::Testnet)
        : sandbox(kSandbox, QStringList{QStringLiteral("--seed"), QStringLiteral("9")} + options)
    {
        EnginePlan plan;
        plan.config.profile = profile;
        plan.config.mayTrade = true;
        plan.config.instrument = {Category::Linear, QStringLiteral("BTCUSDT")};
        plan.config.analyst = {sandbox.address(QStringLiteral("holysheep")), SecretBytes(sandbox.address(QStringLiteral("key")).toUtf8()), true};
        plan.banLength = std::chrono::seconds(3);
        plan.endpoints = BybitEndpoints::custom(rest(), sandbox.address(QStringLiteral("ws"))).value();
        plan.journalPath = folder.filePath(QStringLiteral("journal.sqlite"));
        QObject::connect(&client, &EngineClient::previewReady, &client, [this](const Preview &p) { preview = p; });
        QObject::connect(&client, &EngineClient::positionsChanged, &client, [this](const QVector<Position> &p) { positions = p; });
        client.start(engineFactory(std::move(plan)));
    }
    [[nodiscard]] QString rest() const { return sandbox.address(QStringLiteral("rest")); }
    [[nodiscard]] ApiKey key() const { return {sandbox.address(QStringLiteral("key")), SecretBytes(sandbox.address(QStringLiteral("secret")).toUtf8())}; }
    [[nodiscard]] bool isActive() const
    {
        const auto book = client.book().read();
        return client.session().tradingState == TradingState::Active && book && book->isLive() && book->hasBothSides();
    }
    [[nodiscard]] bool hasPreview()
    {
        if (preview.isSendable())
            return true;
        OrderDraft draft;
        draft.instrument = client.instrument();
        draft.type = OrderType::Market;
        draft.qty = QtyLots(10);
        client.requestPreview(draft);
        return false;
    }
    [[nodiscard]] bool hasPosition() const
    {
        return std::any_of(positions.begin(), positions.end(), [](const Position &position) { return position.side.has_value(); });
    }
    void openPosition()
    {
        QTRY_VERIFY_WITH_TIMEOUT(isActive(), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(hasPreview(), 10000);
        client.submit(preview.id);
        QTRY_VERIFY_WITH_TIMEOUT(hasPosition(), 15000);
    }
    /// Everything signed, and the private socket's attempts.
    [[nodiscard]] int signedRequests() const
    {
        int count = 0;
        for (const auto *path : {"/v5/user", "/v5/account", "/v5/position", "/v5/order", "/v5/execution", "SOCKET /v5/private"})
            count += sandboxRequests(rest(), QString::fromLatin1(path));
        return count;
    }
    static void wait(int ms)
    {
        bool isOver = false;
        QTimer::singleShot(ms, [&isOver] { isOver = true; });
        QTRY_VERIFY_WITH_TIMEOUT(isOver, ms + 5000);
    }

    SandboxRun sandbox;
    QTemporaryDir folder;
    ThreadedEngineClient client{RiskLimits(), 0.05};
    QVector<Position> positions;
    Preview preview;
};

} // namespace

void TestDeadKey::aKeyThatDiesIsToldAndNotAskedWithAgain_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<int>("code");
    QTest::newRow("10003") << "foreign" << 10003;
    QTest::newRow("10005") << "no-right" << 10005;
    QTest::newRow("10010") << "bound-elsewhere" << 10010;
    QTest::newRow("33004") << "expired" << 33004;
}

void TestDeadKey::aKeyThatDiesIsToldAndNotAskedWithAgain()
{
    QFETCH(QString, kind);
    QFETCH(int, code);
    Session session;
    session.client.useKey(session.key(), {QStringLiteral("Main"), false});
    session.openPosition();
    const int before = session.signedRequests();
    QVERIFY(setSandboxKey(session.rest(), kind));
    QTRY_VERIFY_WITH_TIMEOUT(session.client.session().keyTrouble, 45000); // 10005 waits for an audit, at most 30 s
    QCOMPARE(session.client.session().keyTrouble->error.venueCode, code);
    QVERIFY(!session.client.session().mayTrade);
    QCOMPARE(session.client.session().viewerReason, SessionView::ViewerReason::KeyDead);
    QVERIFY(session.client.session().tradingState != TradingState::Active);
    QVERIFY(session.hasPosition()); // what was open stays in sight
    // Bounded: what was on its way when it died, and then nothing at all.
    const int died = session.signedRequests();
    QVERIFY2(died - before < 40, qPrintable(QString::number(died - before)));
    Session::wait(2'000); // what was on its way
    QVERIFY2(session.signedRequests() <= died + 5, qPrintable(QString::number(session.signedRequests() - died)));
    const int quiet = session.signedRequests();
    Session::wait(12'000); // longer than a poll and several reconnects
    QCOMPARE(session.signedRequests(), quiet);
    // Renewed at the venue and asked for again by a person.
    QVERIFY(setSandboxKey(session.rest(), QStringLiteral("trade")));
    session.client.useKey(session.key(), {QStringLiteral("Main"), false});
    QTRY_VERIFY_WITH_TIMEOUT(session.isActive(), 20000);
    QVERIFY(!session.client.session().keyTrouble);
}

void TestDeadKey::exitsWithADeadKeyAreTriedAndBounded()
{
    Session session;
    session.client.useKey(session.key());
    session.openPosition();
    QVERIFY(setSandboxKey(session.rest(), QStringLiteral("expired")));
    QTRY_VERIFY_WITH_TIMEOUT(session.client.session().keyTrouble, 45000);
    Session::wait(2'000);
    const int before = session.signedRequests();
    StopAllView last;
    QObject::connect(&session.client.trade(), &TradeClient::stopAllChanged, &session.client, [&last](const StopAllView &view) { last = view; });
    session.client.trade().stopAll(StopAllView::Scope::Account, false);
    QTRY_VERIFY_WITH_TIMEOUT(session.signedRequests() > before, 10000); // it is tried
    Session::wait(15'000);
    QVERIFY2(session.signedRequests() - before <= BybitRest::kLastExits, qPrintable(QString::number(session.signedRequests() - before)));
    for (const auto &line : last.lines) // and nothing is said to be gone
        QVERIFY(line.step != StopAllView::Step::Reread || line.state != StopAllView::State::Finished);
}

void TestDeadKey::aKeyThatLosesItsRightIsTold()
{
    Session session;
    session.client.useKey(session.key());
    session.openPosition();
    QVERIFY(setSandboxKey(session.rest(), QStringLiteral("read-only")));
    session.preview = {};
    QTRY_VERIFY_WITH_TIMEOUT(session.isActive(), 20000); // it reads on, and does not know yet
    QTRY_VERIFY_WITH_TIMEOUT(session.hasPreview(), 10000);
    session.client.submit(session.preview.id); // refused with 10005, which asks for an audit
    QTRY_VERIFY_WITH_TIMEOUT(session.client.session().keyTrouble, 45000);
    QCOMPARE(session.client.session().keyTrouble->error.venueCode, 10005);
    QCOMPARE(session.client.session().keyLevel, KeyLevel::ReadOnly);
    QVERIFY(!session.client.session().mayTrade);
}

void TestDeadKey::anAddressThatIsRefusedRestsAndComesBack()
{
    Session session;
    session.client.useKey(session.key());
    session.openPosition();
    const int before = session.signedRequests();
    QVERIFY(setSandboxFaults(session.rest(), QStringLiteral("ban=12s")));
    QTRY_VERIFY_WITH_TIMEOUT(session.client.session().keyTrouble, 30000);
    QCOMPARE(session.client.session().keyTrouble->error.venueCode, 403);
    QVERIFY(session.client.session().keyTrouble->endsByItself);
    QTRY_VERIFY_WITH_TIMEOUT(!session.client.session().keyTrouble, 90000); // by itself, with the next measurement of the clock
    QVERIFY2(session.signedRequests() - before < 80, qPrintable(QString::number(session.signedRequests() - before)));
}

void TestDeadKey::aKeyThatMayTransferTradesOnlyWhenLet()
{
    using Reason = SessionView::ViewerReason;
    Session session({QStringLiteral("--key-kind"), QStringLiteral("transfer")});
    session.client.useKey(session.key(), {QStringLiteral("Main"), false});
    QTRY_COMPARE_WITH_TIMEOUT(session.client.session().viewerReason, Reason::KeyMayTransfer, 20000);
    QVERIFY(!session.client.session().mayTrade);
    session.client.setKeyUse({QStringLiteral("Main"), true});
    QTRY_VERIFY_WITH_TIMEOUT(session.isActive(), 20000);
    QTRY_VERIFY_WITH_TIMEOUT(session.hasPreview(), 10000); // the gate's key rule among them
    session.client.setKeyUse({QStringLiteral("Main"), false}); // taken back between preview and click
    QSignalSpy refused(&session.client, &EngineClient::submitRefused);
    session.client.submit(session.preview.id);
    QTRY_COMPARE_WITH_TIMEOUT(refused.size(), 1, 10000);
    QVERIFY(sandboxState(session.rest()).value(QLatin1StringView("orders")).toArray().isEmpty());
    QVERIFY(!session.client.session().mayTrade);
}

void TestDeadKey::aReadOnlyKeyMakesAViewer()
{
    Session session({QStringLiteral("--key-kind"), QStringLiteral("read-only")});
    session.client.useKey(session.key());
    QTRY_COMPARE_WITH_TIMEOUT(session.client.session().viewerReason, SessionView::ViewerReason::KeyReadOnly, 20000);
    QVERIFY(!session.client.session().mayTrade && !session.client.session().keyTrouble);
    Session withdraw({QStringLiteral("--key-kind"), QStringLiteral("withdraw")});
    withdraw.client.useKey(withdraw.key(), {QString(), true}); // no override reaches so far
    QTRY_COMPARE_WITH_TIMEOUT(withdraw.client.session().viewerReason, SessionView::ViewerReason::KeyRefused, 20000);
    Session demo({QStringLiteral("--key-kind"), QStringLiteral("no-audit")}, Profile::Demo);
    demo.client.useKey(demo.key());
    QTRY_VERIFY_WITH_TIMEOUT(demo.isActive(), 20000);
    QCOMPARE(demo.client.session().keyLevel, KeyLevel::Unaudited);
    Session testnet({QStringLiteral("--key-kind"), QStringLiteral("no-audit")});
    testnet.client.useKey(testnet.key());
    QTRY_COMPARE_WITH_TIMEOUT(testnet.client.session().viewerReason, SessionView::ViewerReason::KeyNotAudited, 20000);
}

void TestDeadKey::aKeyIsReplacedAndRenamedWhileConnected()
{
    Session session;
    session.client.useKey(session.key(), {QStringLiteral("Main"), false});
    session.openPosition();
    const int sockets = sandboxRequests(session.rest(), QStringLiteral("SOCKET /v5/private"));
    session.client.setKeyUse({QStringLiteral("Scalping"), false});
    QTRY_COMPARE_WITH_TIMEOUT(session.client.session().account, QStringLiteral("Scalping"), 5000);
    QVERIFY(session.isActive());
    QCOMPARE(sandboxRequests(session.rest(), QStringLiteral("SOCKET /v5/private")), sockets); // a name connects nothing anew
    QVector<TradingState> states;
    QObject::connect(&session.client, &EngineClient::sessionChanged, &session.client, [&states](const SessionView &view) { states.append(view.tradingState); });
    session.client.useKey(session.key(), {QStringLiteral("Scalping"), false});
    QTRY_VERIFY_WITH_TIMEOUT(states.contains(TradingState::Halted), 5000); // until the new one is audited and the account read
    QTRY_VERIFY_WITH_TIMEOUT(session.isActive() && session.hasPosition(), 20000);
    session.client.useKey({}); // taken away
    QTRY_COMPARE_WITH_TIMEOUT(session.client.session().viewerReason, SessionView::ViewerReason::NoKey, 5000);
}

void TestDeadKey::anAnswerToTheOldKeyDoesNotKillTheNewOne()
{
    Session session;
    session.client.useKey({QStringLiteral("nobody-knows-this"), SecretBytes("CANARY")}, {QStringLiteral("Wrong"), false});
    session.client.useKey(session.key(), {QStringLiteral("Main"), false}); // before the first was answered
    QTRY_VERIFY_WITH_TIMEOUT(session.isActive(), 20000);
    QVERIFY(!session.client.session().keyTrouble);
    QCOMPARE(session.client.session().account, QStringLiteral("Main"));
}

QTEST_GUILESS_MAIN(TestDeadKey)
#include "tst_deadkey.moc"
