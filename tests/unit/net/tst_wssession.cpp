// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/wssession.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/fakewstransport.h"

#include <QSignalSpy>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;
using State = ConnectionStatus::State;
using Reason = ConnectionStatus::Reason;

namespace {

class TestProtocol final : public WsProtocol {
public:
    QByteArray pingText() override { return "ping"; }
    std::optional<QByteArray> authText() override { return wantsAuth ? std::optional<QByteArray>("auth " + QByteArray::number(++auths)) : std::nullopt; }
    QByteArray subscribeText(const QList<QByteArray> &topics) override { return "+" + topics.join(','); }
    QByteArray unsubscribeText(const QList<QByteArray> &topics) override { return "-" + topics.join(','); }
    bool wantsAuth = false;
    int auths = 0;
};

} // namespace

class TestWsSession : public QObject {
    Q_OBJECT

    struct Bench {
        explicit Bench(WsSessionConfig config = {}) : session(config, protocol, server.factory(), clock, scheduler, connects, [] { return 0.0; })
        {
            QObject::connect(&session, &WsSession::statusChanged, &session, [this](const ConnectionStatus &status) { states.append(status); });
            QObject::connect(&session, &WsSession::up, &session, [this] { ++ups; });
            QObject::connect(&session, &WsSession::down, &session, [this] { ++downs; });
            QObject::connect(&session, &WsSession::textReceived, &session, [this](QByteArrayView text) { texts.append(text.toByteArray()); });
        }
        void start() { session.start(QUrl(QStringLiteral("wss://example.org/v5"))); }
        void startUp()
        {
            start();
            server.last()->accept();
        }
        [[nodiscard]] State state() const { return session.status().state; }

        FakeClock clock;
        FakeScheduler scheduler{clock};
        RateLimiter connects{clock, 1.0, 200.0};
        TestProtocol protocol;
        FakeWsServer server;
        WsSession session;
        QList<ConnectionStatus> states;
        QList<QByteArray> texts;
        int ups = 0, downs = 0;
    };

private Q_SLOTS:
    void subscribesInRequestsOfTenAndInOrder()
    {
        Bench b;
        QList<QByteArray> topics;
        for (int i = 0; i < 23; ++i)
            topics.append("t" + QByteArray::number(i));
        QVERIFY(b.session.subscribe(topics));
        b.startUp();
        const QList<QByteArray> expected{"ping", "+" + topics.mid(0, 10).join(','), "+" + topics.mid(10, 10).join(','), "+" + topics.mid(20).join(',')};
        QCOMPARE(b.server.last()->sent, expected);
        QCOMPARE(b.ups, 1);
        QCOMPARE(b.server.last()->url, QUrl(QStringLiteral("wss://example.org/v5")));
    }

    void topicsMayComeAndGoAtAnyTime()
    {
        Bench b;
        b.startUp();
        b.server.last()->sent.clear();
        QVERIFY(b.session.subscribe({"a", "b", "a"}));
        QVERIFY(b.session.subscribe({"b", "c"}));
        b.session.unsubscribe({"b", "unknown"});
        QVERIFY(b.session.subscribe({"b"}));
        QCOMPARE(b.server.last()->sent, (QList<QByteArray>{"+a,b", "+c", "-b", "+b"}));
        b.server.last()->drop();
        b.session.unsubscribe({"c"});
        b.scheduler.advance(1s);
        b.server.last()->accept();
        QCOMPARE(b.server.last()->sent, (QList<QByteArray>{"ping", "+a,b"}));
    }

    void tooManyTopicsAreRefusedWhole()
    {
        WsSessionConfig config;
        config.maxTopicBytes = 12; // with two quotes and a comma each
        Bench b(config);
        QVERIFY(b.session.hasRoomFor("123456789"));
        QVERIFY(!b.session.hasRoomFor("1234567890"));
        QVERIFY(b.session.subscribe({"12345"}));
        QVERIFY(b.session.hasRoomFor("1"));
        QVERIFY(!b.session.hasRoomFor("12"));
        QVERIFY(!b.session.subscribe({"67890", "1"}));
        QCOMPARE(b.session.topics(), QList<QByteArray>{"12345"});
        b.session.unsubscribe({"12345"});
        QVERIFY(b.session.subscribe({"67890", "1"}));
        b.session.forget("67890");
        b.session.forget("67890");
        QVERIFY(b.session.hasRoomFor("12345"));
        QVERIFY(!b.session.hasRoomFor("123456"));
    }

    void whatTheServerRefusedIsNotAskedForAgainAndNothingIsSent()
    {
        Bench b;
        QVERIFY(b.session.subscribe({"a", "bad", "c"}));
        b.startUp();
        b.server.last()->sent.clear();
        b.session.forget("bad");
        QVERIFY(b.server.last()->sent.isEmpty());
        b.session.reconnect(Reason::Closed);
        b.server.last()->accept();
        QCOMPARE(b.server.last()->sent, (QList<QByteArray>{"ping", "+a,c"}));
    }

    void isLiveOnlyOnceSomethingWasReceived()
    {
        Bench b;
        b.startUp();
        QCOMPARE(b.state(), State::Connecting);
        b.server.last()->push("pong");
        QCOMPARE(b.state(), State::Live);
        QCOMPARE(b.texts, QList<QByteArray>{"pong"});
    }

    void pingsEveryTwentySeconds()
    {
        Bench b;
        b.startUp();
        for (int i = 0; i < 6; ++i) {
            b.scheduler.advance(10s);
            b.server.last()->push("data");
        }
        QCOMPARE(b.server.last()->sent.count("ping"), 1 + 3);
        QCOMPARE(b.server.count(), 1);
    }

    void anythingReceivedKeepsItAliveAndSilenceEndsIt()
    {
        Bench b;
        b.startUp();
        b.server.last()->push("x");
        b.scheduler.advance(24s);
        QCOMPARE(b.state(), State::Live);
        b.scheduler.advance(1s);
        QCOMPARE(b.state(), State::Stale);
        b.server.last()->push("x");
        QCOMPARE(b.state(), State::Live);
        b.scheduler.advance(39s);
        QCOMPARE(b.state(), State::Stale);
        QCOMPARE(b.downs, 0);
        b.scheduler.advance(1s);
        QCOMPARE(b.state(), State::Down);
        QCOMPARE(b.session.status().reason, Reason::Timeout);
        QCOMPARE(b.downs, 1);
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), 2);
    }

    void reconnectsAfterOneTwoFourUpToSixtySeconds()
    {
        Bench b;
        b.start();
        QList<qint64> waits;
        for (int i = 0; i < 9; ++i) {
            b.server.last()->drop(Reason::Refused);
            QCOMPARE(b.state(), State::Down);
            QCOMPARE(b.session.status().reason, Reason::Refused);
            QCOMPARE(b.session.status().attempt, i + 1);
            const auto wait = b.session.status().nextTryIn;
            waits.append(wait.count());
            const int before = b.server.count();
            b.scheduler.advance(wait - 1ms);
            QCOMPARE(b.server.count(), before);
            b.scheduler.advance(1ms);
            QCOMPARE(b.server.count(), before + 1);
        }
        QCOMPARE(waits, (QList<qint64>{1000, 2000, 4000, 8000, 16000, 32000, 60000, 60000, 60000}));
        QCOMPARE(b.downs, 0); // it never was up
    }

    void connectingAloneDoesNotResetTheBackOffButFlowingDataDoes()
    {
        Bench b;
        b.start();
        for (int i = 0; i < 3; ++i) { // accepts, says hello, drops
            b.server.last()->accept();
            b.server.last()->push("hello");
            b.server.last()->drop();
            b.scheduler.advance(b.session.status().nextTryIn);
        }
        QCOMPARE(b.session.status().attempt, 3);
        b.server.last()->accept();
        b.scheduler.advance(6s);
        b.server.last()->push("data");
        QCOMPARE(b.session.status().attempt, 0);
        b.server.last()->drop();
        QCOMPARE(b.session.status().nextTryIn, 1000ms);
    }

    void aHungConnectIsGivenUp()
    {
        Bench b;
        b.start();
        b.scheduler.advance(9999ms);
        QCOMPARE(b.state(), State::Connecting);
        b.scheduler.advance(1ms);
        QCOMPARE(b.state(), State::Down);
        QCOMPARE(b.session.status().reason, Reason::Timeout);
    }

    void authenticatesBeforeAnythingElse()
    {
        Bench b;
        b.protocol.wantsAuth = true;
        QVERIFY(b.session.subscribe({"order"}));
        b.startUp();
        QCOMPARE(b.server.last()->sent, QList<QByteArray>{"auth 1"});
        QVERIFY(!b.session.sendText("early"));
        b.server.last()->push("{\"op\":\"auth\"}");
        QCOMPARE(b.texts.size(), 1); // the owner judges the answer
        QCOMPARE(b.state(), State::Connecting);
        b.session.authAccepted();
        QCOMPARE(b.server.last()->sent, (QList<QByteArray>{"auth 1", "ping", "+order"}));
        QCOMPARE(b.ups, 1);
        b.session.authAccepted();
        QCOMPARE(b.ups, 1);
    }

    void aRefusedKeyClosesAndWaits()
    {
        Bench b;
        b.protocol.wantsAuth = true;
        b.startUp();
        const QPointer<FakeWsTransport> first = b.server.last();
        b.session.authRefused();
        QVERIFY(first->isEnded);
        QCOMPARE(b.session.status().reason, Reason::Auth);
        b.scheduler.advance(1s);
        b.server.last()->accept();
        QCOMPARE(b.server.last()->sent, QList<QByteArray>{"auth 2"}); // made anew: it carries a time
        b.scheduler.advance(10s);
        QCOMPARE(b.session.status().reason, Reason::Auth);
        QCOMPARE(b.ups, 0);
    }

    void stopSilencesEverything()
    {
        Bench b;
        b.startUp();
        const QPointer<FakeWsTransport> transport = b.server.last();
        b.states.clear();
        b.session.stop();
        transport->push("late");
        transport->drop();
        b.scheduler.advance(300s);
        QCOMPARE(b.texts.size(), 0);
        QCOMPARE(b.states.size(), 0);
        QCOMPARE(b.downs, 0);
        QCOMPARE(b.server.count(), 1);
        QCOMPARE(b.scheduler.pending(), std::size_t(0));
        QVERIFY(!b.session.sendText("x"));
        b.start();
        b.server.last()->accept();
        QCOMPARE(b.ups, 2);
    }

    void theOwnerMayStopItFromAnySignal()
    {
        for (const int where : {0, 1, 2, 3}) {
            Bench b;
            QObject::connect(&b.session, &WsSession::statusChanged, &b.session, [&](const ConnectionStatus &status) {
                if ((where == 0 && status.state == State::Connecting) || (where == 1 && status.state == State::Down))
                    b.session.stop();
            });
            QObject::connect(&b.session, &WsSession::textReceived, &b.session, [&](QByteArrayView) {
                if (where == 2)
                    b.session.stop();
            });
            QObject::connect(&b.session, &WsSession::down, &b.session, [&] {
                if (where == 3)
                    b.session.stop();
            });
            b.start();
            if (where > 0) {
                b.server.last()->accept();
                b.server.last()->push("x");
                b.server.last()->drop();
            }
            const int connections = b.server.count();
            b.scheduler.advance(300s);
            QCOMPARE(b.server.count(), connections);
            QCOMPARE(b.scheduler.pending(), std::size_t(0));
        }
    }

    void theOldConnectionIsNotHeardAfterAReconnect()
    {
        Bench b;
        b.startUp();
        const QPointer<FakeWsTransport> old = b.server.last();
        b.session.reconnect(Reason::Closed);
        QCOMPARE(b.downs, 1);
        QCOMPARE(b.server.count(), 2);
        b.server.last()->accept();
        old->push("ghost");
        old->drop();
        QCOMPARE(b.texts.size(), 0);
        QCOMPARE(b.downs, 1);
    }

    void aMachineThatSleptReconnectsAtOnce_data()
    {
        QTest::addColumn<bool>("doesSteadyClockRun");
        QTest::newRow("the steady clock stood (Linux, macOS)") << false;
        QTest::newRow("both clocks ran (Windows), or the thread stood still") << true;
    }
    void aMachineThatSleptReconnectsAtOnce()
    {
        QFETCH(bool, doesSteadyClockRun);
        Bench b;
        b.startUp();
        b.server.last()->push("x");
        if (doesSteadyClockRun)
            b.clock.advance(1h);
        else
            b.clock.jumpUtc(1h);
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), 2);
        QCOMPARE(b.downs, 1);
        QVERIFY(std::any_of(b.states.begin(), b.states.end(), [](const auto &each) { return each.reason == Reason::Resumed; }));
        b.server.last()->accept();
        b.scheduler.advance(3s);
        QCOMPARE(b.server.count(), 2);
    }

    /// Else a laptop that was shut during an outage would wait for the rest of a minute after it wakes.
    void sleepEndsTheWaitForTheNextTry()
    {
        Bench b;
        b.start();
        for (int i = 0; i < 7; ++i) {
            b.server.last()->drop();
            if (i < 6)
                b.scheduler.advance(b.session.status().nextTryIn);
        }
        QCOMPARE(b.session.status().nextTryIn, 60s);
        const int before = b.server.count();
        b.scheduler.advance(2s);
        QCOMPARE(b.server.count(), before);
        b.clock.jumpUtc(20min);
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), before + 1);
        QCOMPARE(b.session.status().attempt, 7); // trying at once is no success yet
        b.server.last()->drop();
        QCOMPARE(b.session.status().nextTryIn, 60s);
    }

    void sleepDuringAConnectBeginsAnew()
    {
        Bench b;
        b.start();
        b.clock.jumpUtc(1min);
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), 2);
        QCOMPARE(b.downs, 0);
    }

    void aClockSetBackIsNoSleep()
    {
        Bench b;
        b.startUp();
        b.server.last()->push("x");
        b.clock.jumpUtc(-1h);
        b.scheduler.advance(5s);
        QCOMPARE(b.server.count(), 1);
        QCOMPARE(b.state(), State::Live);
    }

    /// What came while the thread was busy still waits in the socket: that the timer runs first says nothing of the server.
    void aThreadThatWasBusyForSecondsDoesNotBlameTheServer()
    {
        Bench b;
        b.startUp();
        b.server.last()->push("x");
        b.scheduler.advance(35s);
        b.clock.advance(6s); // 41 s since anything was read: beyond the limit
        b.scheduler.advance(0s);
        QCOMPARE(b.downs, 0);
        b.server.last()->push("x");
        b.scheduler.advance(5s);
        QCOMPARE(b.downs, 0);
        QCOMPARE(b.state(), State::Live);
    }

    void whatWaitedLongInTheSocketIsNotTakenForThePresent()
    {
        Bench b;
        b.startUp();
        b.server.last()->push("x");
        b.clock.advance(12s); // and the socket is served before the timer
        b.server.last()->push("old");
        QCOMPARE(b.texts, QList<QByteArray>{"x"});
        QCOMPARE(b.downs, 1);
        QCOMPARE(b.server.count(), 2);
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), 2);
    }

    void aServerThatIsSilentAfterThatIsLeftAllTheSame()
    {
        Bench b;
        b.startUp();
        b.server.last()->push("x");
        b.scheduler.advance(35s);
        b.clock.advance(6s);
        b.scheduler.advance(2s);
        QCOMPARE(b.downs, 1);
        QCOMPARE(b.session.status().reason, Reason::Timeout);
    }

    void connectionsAreBoundedOverAnyFiveMinutes()
    {
        Bench b;
        b.start();
        for (int i = 0; i < 2000; ++i) { // a server that drops at once, and an owner that asks again at once
            b.session.reconnect(Reason::Closed);
            if (i % 5 == 0)
                b.scheduler.advance(750ms);
        }
        QVERIFY(b.server.count() <= 500);
        QVERIFY(b.server.count() >= 450); // the bound, not something else, held it back
        const int before = b.server.count();
        b.scheduler.advance(2s);
        QVERIFY(b.server.count() > before); // and it goes on by itself
    }
};

QTEST_GUILESS_MAIN(TestWsSession)
#include "tst_wssession.moc"
