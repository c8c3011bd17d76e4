// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qtwstransport.h"
#include "core/net/wssession.h"
#include "tests/integration/selfsigned.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/rawserver.h"

#include <QCryptographicHash>
#include <QSemaphore>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslSocket>
#include <QTest>
#include <QThread>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace bw;
using namespace std::chrono_literals;
using State = ConnectionStatus::State;
using Reason = ConnectionStatus::Reason;

namespace {

class PlainProtocol final : public WsProtocol {
public:
    QByteArray pingText() override { return "ping"; }
    QByteArray subscribeText(const QList<QByteArray> &topics) override { return "+" + topics.join(','); }
    QByteArray unsubscribeText(const QList<QByteArray> &topics) override { return "-" + topics.join(','); }
};

/// A server of Qt's own, which keeps what it heard.
class GoodServer final {
public:
    GoodServer() : m_server(QStringLiteral("test"), QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            QWebSocket *socket = m_server.nextPendingConnection();
            socket->setParent(&m_server); // Qt gives it away without an owner
            peers.append(socket);
            QObject::connect(socket, &QWebSocket::textMessageReceived, &m_server, [this](const QString &text) { heard.append(text.toUtf8()); });
        });
    }
    [[nodiscard]] QUrl url() const { return m_server.serverUrl(); }
    QList<QPointer<QWebSocket>> peers;
    QList<QByteArray> heard;

private:
    QWebSocketServer m_server;
};

/// The upgrade by hand, for servers that misbehave afterwards.
QByteArray upgrade(const RawServer::Request &request)
{
    const QByteArray key = request.header("Sec-WebSocket-Key") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
        + QCryptographicHash::hash(key, QCryptographicHash::Sha1).toBase64() + "\r\n\r\n";
}

} // namespace

class TestWs : public QObject {
    Q_OBJECT

    /// A session over real sockets whose time a test moves by hand.
    struct Bench {
        Bench()
        {
            QObject::connect(&session, &WsSession::textReceived, &session, [this](QByteArrayView text) { texts.append(text.toByteArray()); });
            QObject::connect(&session, &WsSession::statusChanged, &session, [this](const ConnectionStatus &status) { states.append(status); });
        }
        [[nodiscard]] State state() const { return session.status().state; }
        [[nodiscard]] Reason reason() const { return session.status().reason; }

        FakeClock clock;
        FakeScheduler scheduler{clock};
        RateLimiter connects{clock, 1.0, 200.0};
        PlainProtocol protocol;
        WsSession session{{}, protocol, QtWsTransport::factory(), clock, scheduler, connects, [] { return 0.0; }};
        QList<QByteArray> texts;
        QList<ConnectionStatus> states;
    };

private Q_SLOTS:
    void talksAndStaysLive()
    {
        GoodServer server;
        Bench b;
        QVERIFY(b.session.subscribe({"orderbook.50.BTCUSDT"}));
        b.session.start(server.url());
        QTRY_COMPARE(server.heard, (QList<QByteArray>{"ping", "+orderbook.50.BTCUSDT"}));
        server.peers.first()->sendTextMessage(QStringLiteral("{\"a\":\"h\u00e9 \u6b63 \U0001F600\"}"));
        QTRY_COMPARE(b.state(), State::Live);
        QCOMPARE(b.texts, QList<QByteArray>{QByteArray("{\"a\":\"h\xc3\xa9 \xe6\xad\xa3 \xf0\x9f\x98\x80\"}")});
    }

    void longMessagesArriveWholeAndShortOnesAfterThemToo()
    {
        GoodServer server;
        Bench b;
        b.session.start(server.url());
        QTRY_COMPARE(server.peers.size(), 1);
        const QString big(1'000'000, u'x');
        server.peers.first()->sendTextMessage(big);
        server.peers.first()->sendTextMessage(QStringLiteral("y"));
        QTRY_COMPARE(b.texts.size(), 2);
        QCOMPARE(b.texts.first(), big.toUtf8());
        QCOMPARE(b.texts.last(), QByteArray("y"));
    }

    void aServerThatDropsIsReconnectedAndSubscribedAgain()
    {
        GoodServer server;
        Bench b;
        QVERIFY(b.session.subscribe({"b", "a"}));
        b.session.start(server.url());
        QTRY_COMPARE(server.heard.size(), 2);
        server.heard.clear();
        server.peers.first()->abort();
        QTRY_COMPARE(b.state(), State::Down);
        QCOMPARE(b.reason(), Reason::Closed);
        QCOMPARE(server.peers.size(), 1);
        b.scheduler.advance(1s);
        QTRY_COMPARE(server.heard, (QList<QByteArray>{"ping", "+b,a"}));
    }

    void aServerThatGoesSilentIsLeft()
    {
        GoodServer server;
        Bench b;
        b.session.start(server.url());
        QTRY_COMPARE(server.heard.size(), 1);
        server.peers.first()->sendTextMessage(QStringLiteral("x"));
        QTRY_COMPARE(b.state(), State::Live);
        b.scheduler.advance(39s);
        QCOMPARE(b.state(), State::Stale);
        b.scheduler.advance(1s);
        QCOMPARE(b.state(), State::Down);
        b.scheduler.advance(1s);
        QTRY_COMPARE(server.peers.size(), 2);
        QTRY_VERIFY(server.peers.first()->state() == QAbstractSocket::UnconnectedState); // the old one is really gone
    }

    /// While nobody reads, the socket fills and the server has to wait: nothing is lost, and nothing piles up on our side.
    void aSlowReaderGetsAllOfItInOrder()
    {
        constexpr int kMessages = 20000;
        QThread thread;
        auto *server = new QWebSocketServer(QStringLiteral("fast"), QWebSocketServer::NonSecureMode);
        QVERIFY(server->listen(QHostAddress::LocalHost));
        const QUrl url = server->serverUrl();
        QSemaphore isSent;
        connect(server, &QWebSocketServer::newConnection, server, [server, &isSent] {
            QWebSocket *socket = server->nextPendingConnection();
            socket->setParent(server);
            const QString filler(500, u'x');
            for (int i = 0; i < kMessages; ++i)
                socket->sendTextMessage(QString::number(i) + u' ' + filler);
            socket->flush();
            isSent.release();
        });
        server->moveToThread(&thread);
        connect(&thread, &QThread::finished, server, &QObject::deleteLater);
        thread.start();
        {
            Bench b;
            int next = 0;
            bool isInOrder = true;
            connect(&b.session, &WsSession::textReceived, this, [&](QByteArrayView text) {
                isInOrder = isInOrder && text.toByteArray().startsWith(QByteArray::number(next) + ' ');
                ++next;
            });
            b.session.start(url);
            QTRY_VERIFY(b.session.status().state == State::Live || isSent.available() > 0);
            isSent.acquire(); // this thread stands still until the last one is on its way
            QTRY_COMPARE_WITH_TIMEOUT(next, kMessages, 30000);
            QVERIFY(isInOrder);
        }
        thread.quit();
        QVERIFY(thread.wait(10000));
    }

    void aPortWithoutAServerIsRefused()
    {
        QUrl url;
        {
            GoodServer gone;
            url = gone.url();
        }
        Bench b;
        b.session.start(url);
        QTRY_COMPARE(b.state(), State::Down);
        QCOMPARE(b.reason(), Reason::Refused);
        QCOMPARE(b.session.status().nextTryIn, 1000ms);
    }

    void anUpgradeThatNeverComesIsGivenUp()
    {
        RawServer server;
        Bench b;
        b.session.start(server.url(QStringLiteral("/"), QStringLiteral("ws")));
        QTRY_COMPARE(server.requests.size(), 1);
        b.scheduler.advance(10s);
        QCOMPARE(b.state(), State::Down);
        QCOMPARE(b.reason(), Reason::Timeout);
    }

    void anAnswerThatIsNoUpgradeIsNamed_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<Reason>("reason");
        QTest::newRow("a portal's page") << RawServer::answer(200, "<html>log in</html>") << Reason::Portal;
        QTest::newRow("banned") << RawServer::answer(403, "") << Reason::Banned;
        QTest::newRow("a portal of an old kind") << QByteArray("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html>log in</html>") << Reason::Portal;
        QTest::newRow("a portal that says what it is") << RawServer::answer(511, "<html>log in</html>") << Reason::Portal;
        QTest::newRow("a portal that redirects") << RawServer::answer(302, "", "Location: http://login.example/\r\n") << Reason::Portal;
        QTest::newRow("a proxy that wants a name") << RawServer::answer(407, "") << Reason::Portal;
        QTest::newRow("no HTTP at all") << QByteArray("220 mail.example ESMTP\r\n\r\n") << Reason::Portal;
        QTest::newRow("a page without a head") << QByteArray("<html>log in</html>\r\n\r\n") << Reason::Portal;
        QTest::newRow("an upgrade that was not ours") << QByteArray("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                                                    "Sec-WebSocket-Accept: AAAA\r\n\r\n") << Reason::Portal;
        QTest::newRow("overloaded") << RawServer::answer(503, "") << Reason::Refused;
        QTest::newRow("a wrong path") << RawServer::answer(404, "") << Reason::Refused;
    }
    void anAnswerThatIsNoUpgradeIsNamed()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(Reason, reason);
        RawServer server([&](QTcpSocket &socket, const RawServer::Request &) { socket.write(bytes); });
        Bench b;
        b.session.start(server.url(QStringLiteral("/"), QStringLiteral("ws")));
        QTRY_COMPARE(b.state(), State::Down);
        QCOMPARE(b.reason(), reason);
    }

    void aRedirectIsNotFollowed()
    {
        RawServer other;
        RawServer server([&](QTcpSocket &socket, const RawServer::Request &) {
            socket.write(RawServer::answer(307, "", "Location: ws://127.0.0.1:" + QByteArray::number(other.port()) + "/\r\n"));
        });
        Bench b;
        b.session.start(server.url(QStringLiteral("/"), QStringLiteral("ws")));
        QTRY_COMPARE(b.state(), State::Down);
        b.scheduler.advance(1s);
        QTRY_COMPARE(server.requests.size(), 2);
        QCOMPARE(other.connections, 0);
    }

    void badFramesEndTheConnection_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("a frame of 2^62 bytes") << QByteArray("\x81\x7f\x40\x00\x00\x00\x00\x00\x00\x00", 10);
        QTest::newRow("a frame just over the limit") << QByteArray("\x81\x7f\x00\x00\x00\x00\x00\x40\x00\x01", 10);
        QTest::newRow("an unknown opcode") << QByteArray("\x83\x01x", 3);
        QTest::newRow("reserved bits") << QByteArray("\xf1\x01x", 3);
        QTest::newRow("text that is not UTF-8") << QByteArray("\x81\x02\xff\xfe", 4);
        QTest::newRow("a polite close") << QByteArray("\x88\x02\x03\xe8", 4);
    }
    void badFramesEndTheConnection()
    {
        QFETCH(QByteArray, frame);
        RawServer server([&](QTcpSocket &socket, const RawServer::Request &request) { socket.write(upgrade(request) + frame); });
        Bench b;
        b.session.start(server.url(QStringLiteral("/"), QStringLiteral("ws")));
        QTRY_VERIFY(!b.states.isEmpty() && b.states.last().state == State::Down);
        QCOMPARE(b.texts.size(), 0);
    }

    void fragmentsThatGrowPastTheLimitEndTheConnection()
    {
        QByteArray frames;
        const QByteArray chunk(1024 * 1024, 'x');
        for (int i = 0; i < 6; ++i)
            frames += QByteArray(i == 0 ? "\x01" : "\x00", 1) + QByteArray("\x7f\x00\x00\x00\x00\x00\x10\x00\x00", 9) + chunk;
        RawServer server([&](QTcpSocket &socket, const RawServer::Request &request) { socket.write(upgrade(request) + frames); });
        Bench b;
        b.session.start(server.url(QStringLiteral("/"), QStringLiteral("ws")));
        QTRY_VERIFY(!b.states.isEmpty() && b.states.last().state == State::Down);
        QCOMPARE(b.texts.size(), 0);
    }

    void addressesThatAreNotAllowedAreNotTried()
    {
        for (const char *address : {"ws://192.0.2.1/", "http://127.0.0.1:1/", "ws://user:pass@127.0.0.1:1/"}) {
            Bench b;
            b.session.start(QUrl(QString::fromLatin1(address)));
            QTRY_COMPARE(b.state(), State::Down);
            QCOMPARE(b.reason(), Reason::Refused);
        }
    }

    void aCertificateThatNobodyVouchesForIsARefusal()
    {
        if (!QSslSocket::supportsSsl())
            QSKIP("this Qt has no TLS");
        const SelfSigned identity = makeSelfSigned();
        QWebSocketServer server(QStringLiteral("test"), QWebSocketServer::SecureMode);
        QSslConfiguration configuration;
        configuration.setLocalCertificate(QSslCertificate(identity.certificate));
        configuration.setPrivateKey(QSslKey(identity.key, QSsl::Ec));
        server.setSslConfiguration(configuration);
        QVERIFY(server.listen(QHostAddress::LocalHost));
        int upgrades = 0;
        connect(&server, &QWebSocketServer::newConnection, this, [&] { ++upgrades; });
        Bench b;
        b.session.start(QUrl(QStringLiteral("wss://127.0.0.1:%1/").arg(server.serverPort())));
        QTRY_COMPARE(b.state(), State::Down);
        QCOMPARE(b.reason(), Reason::Tls);
        QCOMPARE(upgrades, 0);
    }

    void aNameThatDoesNotResolveIsToldAsDns()
    {
        Bench b;
        b.session.start(QUrl(QStringLiteral("wss://no-such-host.invalid/"))); // RFC 6761: never resolves
        QTRY_COMPARE_WITH_TIMEOUT(b.state(), State::Down, 30000);
        QCOMPARE(b.reason(), Reason::Dns);
    }

    void stopClosesTheSocket()
    {
        GoodServer server;
        Bench b;
        b.session.start(server.url());
        QTRY_COMPARE(server.heard.size(), 1);
        b.states.clear();
        b.session.stop();
        QTRY_VERIFY(server.peers.first()->state() == QAbstractSocket::UnconnectedState);
        QCOMPARE(b.states.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestWs)
#include "tst_ws.moc"
