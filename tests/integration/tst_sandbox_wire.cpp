// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/sandboxserver.h"
#include "tests/integration/wirepeer.h"
#include "tests/support/recorded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMessageAuthenticationCode>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QWebSocket>

using namespace bw;
using namespace std::chrono_literals;

namespace {

constexpr int kDeadline = 10'000; // ms; only a failing test waits that long

QByteArray marketBuy(const QByteArray &linkId)
{
    return R"({"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0.01","orderLinkId":")" + linkId + "\"}";
}

} // namespace

class TestSandboxWire final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void listensOnThisMachineAlone();
    void servesBothOnOnePort();
    void answersRequestsSentTogetherInOrder();
    void closesOnGarbage();
    void refusesWebPages();
    void acksInTheShapeOfEachCategory();
    void takesTenTopicsOfSpotAtATime();
    void oneBadTopicAndNoneIsTaken();
    void sendsASnapshotThenContiguousDeltas();
    void privateTopicsNeedAuth();
    void anOrderIsFilledAndToldOnThePrivateStream();
    void theTradeSocketTakesOrders();
    void theChatFaceSaysThatItIsOffline();
    void faultsCanBeSetWhileItRuns();
    void aLostAnswerStillMovesTheAccount();
    void aGapIsLeftInTheBook();
    void corruptFramesAreNoJson();
    void silenceKeepsTheLineOpen();
    void halfOpenAnswersNotEvenAPing();
    void dropCutsTheLine();
    void delayKeepsTheOrder();
    void aSlowLineDeliversLateAndInOrder();
    void oneSilentTopicLeavesTheOthersAlone();
    void aRefusedTopicIsRefusedUntilTheFaultEnds();
    void aPortalAnswersWhereTheTimeShould();
    void anOutageIsAnnounced();
    void aBurstReachesTheSubscriberWhole();
    void stateOfOneBookAlone();
    void aRecordingThatEndsClosesWhenTold();

private:
    void start(const QString &faults = {});
    QByteArray request(const QByteArray &bytes);
    std::unique_ptr<SandboxServer> m_server;
    SandboxEndpoints m_at;
};

void TestSandboxWire::init()
{
    start();
}

void TestSandboxWire::cleanup()
{
    m_server.reset();
}

void TestSandboxWire::start(const QString &faults)
{
    SandboxConfig config;
    config.seed = 42;
    config.faults = *Faults::parse(faults);
    m_server = std::make_unique<SandboxServer>(std::move(config));
    const auto endpoints = m_server->listen();
    QVERIFY(endpoints);
    m_at = *endpoints;
}

QByteArray TestSandboxWire::request(const QByteArray &bytes)
{
    return askOnce(m_at, bytes);
}

void TestSandboxWire::listensOnThisMachineAlone()
{
    QVERIFY(m_at.rest.startsWith(u"http://127.0.0.1:") && m_at.ws.startsWith(u"ws://127.0.0.1:"));
    QVERIFY(m_at.key.size() >= 16 && m_at.secret.size() >= 32);
    SandboxServer second({});
    QVERIFY(second.listen()->key != m_at.key); // thrown away, made at each start
    SandboxConfig taken;
    taken.port = static_cast<quint16>(QUrl(m_at.rest).port());
    const auto refused = SandboxServer(std::move(taken)).listen();
    QVERIFY(!refused && refused.error().family == ErrorFamily::Network);
}

void TestSandboxWire::servesBothOnOnePort()
{
    const QByteArray time = request(get("/v5/market/time"));
    QVERIFY2(time.startsWith("HTTP/1.1 200") && time.contains("timeNano"), time.constData());
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    Peer wrong(m_at, QStringLiteral("/v5/public/option"));
    QTRY_COMPARE(wrong.socket.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
}

void TestSandboxWire::answersRequestsSentTogetherInOrder()
{
    RawHttp http(m_at);
    http.socket.write(get("/sandbox/faults") + get("/v5/market/time") + post("/sandbox/faults", "") + get("/v5/market/time", "Connection: close\r\n"));
    QTRY_VERIFY_WITH_TIMEOUT(http.isClosed(), kDeadline);
    QCOMPARE(http.count("HTTP/1.1 200 OK"), 4);
    QCOMPARE(http.count("timeNano"), 2);
    QVERIFY(http.got.indexOf("faults") < http.got.indexOf("timeNano"));
    // The same in single bytes.
    RawHttp slow(m_at);
    QTRY_COMPARE(slow.socket.state(), QAbstractSocket::ConnectedState);
    const QByteArray bytes = get("/v5/market/time", "Connection: close\r\n");
    for (const char c : bytes) {
        slow.socket.write(&c, 1);
        slow.socket.flush();
        QCoreApplication::processEvents();
    }
    QTRY_VERIFY_WITH_TIMEOUT(slow.isClosed(), kDeadline);
    QCOMPARE(slow.count("timeNano"), 1);
}

void TestSandboxWire::closesOnGarbage()
{
    RawHttp tls(m_at);
    tls.socket.write("\x16\x03\x01\x02\x01\x01\x01\r\n\r\n");
    QTRY_VERIFY_WITH_TIMEOUT(tls.isClosed(), kDeadline);
    QVERIFY(tls.got.startsWith("HTTP/1.1 400"));
    RawHttp endless(m_at);
    endless.socket.write(QByteArray(200'000, 'A'));
    QTRY_VERIFY_WITH_TIMEOUT(endless.isClosed(), kDeadline);
    QVERIFY(request(get("/v5/market/time")).contains("timeNano")); // and it lives on
}

void TestSandboxWire::refusesWebPages()
{
    QVERIFY(request(get("/v5/market/time", "Origin: https://evil.example\r\n")).startsWith("HTTP/1.1 403"));
    QVERIFY(request("GET /sandbox/state HTTP/1.1\r\nHost: evil.example\r\n\r\n").startsWith("HTTP/1.1 403"));
    RawHttp socket(m_at);
    socket.socket.write(get("/v5/public/linear", "Origin: https://evil.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                                 "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"));
    QTRY_VERIFY_WITH_TIMEOUT(socket.got.startsWith("HTTP/1.1 403"), kDeadline);
}

void TestSandboxWire::acksInTheShapeOfEachCategory()
{
    for (const QString &category : {QStringLiteral("linear"), QStringLiteral("inverse"), QStringLiteral("spot")}) {
        Peer peer(m_at, QStringLiteral("/v5/public/") + category);
        QTRY_VERIFY(peer.isOpen());
        peer.say(category == u"inverse" ? R"({"op":"subscribe","args":["tickers.BTCUSD"],"req_id":"r1"})" : R"({"op":"subscribe","args":["tickers.BTCUSDT"],"req_id":"r1"})");
        peer.say(R"({"op":"ping"})");
        QTRY_VERIFY(!peer.answer(QStringLiteral("ping")).isEmpty());
        const QJsonObject ack = peer.answer(QStringLiteral("subscribe"));
        QCOMPARE(ack[u"success"].toBool(), true);
        QCOMPARE(ack[u"req_id"].toString(), QStringLiteral("r1"));
        QCOMPARE(ack[u"ret_msg"].toString(), category == u"spot" ? QStringLiteral("subscribe") : QString());
        QVERIFY(!ack[u"conn_id"].toString().isEmpty());
        QCOMPARE(peer.answer(QStringLiteral("ping"))[u"ret_msg"].toString(), QStringLiteral("pong")); // its op is ping, not pong
        QCOMPARE(peer.frames.first(), ack); // before the first data
    }
}

void TestSandboxWire::takesTenTopicsOfSpotAtATime()
{
    const QByteArray topics = R"("orderbook.1.BTCUSDT","orderbook.50.BTCUSDT","orderbook.200.BTCUSDT","orderbook.1000.BTCUSDT","publicTrade.BTCUSDT","tickers.BTCUSDT",)"
                              R"("kline.1.BTCUSDT","kline.5.BTCUSDT","kline.15.BTCUSDT","kline.30.BTCUSDT","kline.60.BTCUSDT")";
    Peer spot(m_at, QStringLiteral("/v5/public/spot"));
    Peer linear(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(spot.isOpen() && linear.isOpen());
    spot.say("{\"op\":\"subscribe\",\"args\":[" + topics + "]}");
    linear.say("{\"op\":\"subscribe\",\"args\":[" + topics + "]}");
    QTRY_VERIFY(!spot.frames.isEmpty() && !linear.frames.isEmpty());
    QCOMPARE(spot.frames.first()[u"success"].toBool(true), false);
    QVERIFY(!spot.frames.first()[u"ret_msg"].toString().isEmpty());
    QCOMPARE(linear.frames.first()[u"success"].toBool(), true);
}

void TestSandboxWire::oneBadTopicAndNoneIsTaken()
{
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    for (const char *text : {R"({"op":"subscribe","args":["orderbook.50.BTCUSDT","orderbook.50.NOSUCH"]})", R"({"op":"subscribe","args":[]})", R"({"op":"dance"})", "[1,2]", "{\"op\"", ""})
        peer.say(text);
    QTRY_COMPARE(peer.frames.size(), 6); // six refusals and no book
    for (const QJsonObject &frame : peer.frames)
        QCOMPARE(frame[u"success"].toBool(true), false);
}

void TestSandboxWire::sendsASnapshotThenContiguousDeltas()
{
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["orderbook.50.BTCUSDT","publicTrade.BTCUSDT","orderbook.1.BTCUSDT"]})");
    const QString topic = QStringLiteral("orderbook.50.BTCUSDT");
    QTRY_VERIFY_WITH_TIMEOUT(peer.of(topic).size() > 50 && !peer.of(QStringLiteral("publicTrade.BTCUSDT")).isEmpty(), kDeadline);
    const auto book = peer.of(topic);
    QCOMPARE(book[0][u"type"].toString(), QStringLiteral("snapshot"));
    QCOMPARE(book[0][u"data"][u"b"].toArray().size(), 50);
    QCOMPARE(book[0][u"data"][u"a"].toArray().size(), 50);
    for (qsizetype i = 1; i < book.size(); ++i) {
        QCOMPARE(book[i][u"type"].toString(), QStringLiteral("delta"));
        QCOMPARE(book[i][u"data"][u"u"].toInteger(), book[i - 1][u"data"][u"u"].toInteger() + 1);
        QVERIFY(book[i][u"data"][u"seq"].toInteger() > book[i - 1][u"data"][u"seq"].toInteger());
        QVERIFY(book[i][u"cts"].toInteger() <= book[i][u"ts"].toInteger());
    }
    for (const QJsonObject &frame : peer.of(QStringLiteral("orderbook.1.BTCUSDT")))
        QCOMPARE(frame[u"type"].toString(), QStringLiteral("snapshot"));
    const QJsonObject trade = peer.of(QStringLiteral("publicTrade.BTCUSDT")).first()[u"data"][0].toObject();
    for (const auto &name : {QStringLiteral("p"), QStringLiteral("v"), QStringLiteral("i"), QStringLiteral("S"), QStringLiteral("L")})
        QVERIFY2(!trade[name].toString().isEmpty(), qPrintable(name));
    peer.say(R"({"op":"unsubscribe","args":["orderbook.50.BTCUSDT"]})");
    QTRY_VERIFY(!peer.answer(QStringLiteral("unsubscribe")).isEmpty());
    const auto told = peer.of(topic).size();
    QTRY_VERIFY(peer.of(QStringLiteral("orderbook.1.BTCUSDT")).last()[u"ts"].toInteger() > book.last()[u"ts"].toInteger() + 200);
    QCOMPARE(peer.of(topic).size(), told);
}

void TestSandboxWire::privateTopicsNeedAuth()
{
    Peer peer(m_at, QStringLiteral("/v5/private"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["order"],"req_id":"early"})");
    peer.say(R"({"op":"auth","args":["nobody",9999999999999,"00"]})");
    QTRY_COMPARE(peer.frames.size(), 2);
    QCOMPARE(peer.frames[0][u"success"].toBool(true), false);
    QCOMPARE(peer.frames[1][u"success"].toBool(true), false);
    peer.authenticate(m_at);
    QTRY_COMPARE(peer.frames.size(), 3);
    QCOMPARE(peer.frames[2][u"success"].toBool(), true);
    peer.say(R"({"op":"subscribe","args":["order","execution.linear"]})");
    peer.say(R"({"op":"subscribe","args":["order","wallet"]})");
    peer.say(R"({"op":"ping","req_id":"p"})");
    QTRY_COMPARE(peer.frames.size(), 6);
    QCOMPARE(peer.frames[3][u"success"].toBool(true), false); // all-in-one and categorised don't mix
    QCOMPARE(peer.frames[4][u"success"].toBool(), true);
    QCOMPARE(peer.frames[5][u"op"].toString(), QStringLiteral("pong"));
    QVERIFY(peer.frames[5][u"args"][0].toString().toLongLong() > 1'600'000'000'000);
}

void TestSandboxWire::anOrderIsFilledAndToldOnThePrivateStream()
{
    Peer whole(m_at, QStringLiteral("/v5/private"));
    Peer linear(m_at, QStringLiteral("/v5/private"));
    QTRY_VERIFY(whole.isOpen() && linear.isOpen());
    whole.authenticate(m_at);
    whole.say(R"({"op":"subscribe","args":["order","execution","position","wallet"]})");
    linear.authenticate(m_at);
    linear.say(R"({"op":"subscribe","args":["execution.linear","order.spot"]})");
    QTRY_VERIFY(!whole.answer(QStringLiteral("subscribe")).isEmpty() && !linear.answer(QStringLiteral("subscribe")).isEmpty());
    const QByteArray body = marketBuy("wire-1");
    const QByteArray reply = request(post("/v5/order/create", body, signedHeaders(m_at, body)));
    QVERIFY2(reply.contains("\"retCode\":0"), reply.constData());
    QTRY_VERIFY(!whole.of(QStringLiteral("order")).isEmpty() && !whole.of(QStringLiteral("execution")).isEmpty()
                && !whole.of(QStringLiteral("position")).isEmpty() && !whole.of(QStringLiteral("wallet")).isEmpty());
    const QJsonObject order = whole.of(QStringLiteral("order")).last();
    QCOMPARE(order[u"data"][0][u"orderStatus"].toString(), QStringLiteral("Filled"));
    QCOMPARE(order[u"data"][0][u"orderLinkId"].toString(), QStringLiteral("wire-1"));
    QVERIFY(!order[u"id"].toString().isEmpty() && order[u"creationTime"].toInteger() > 1'600'000'000'000);
    QTRY_VERIFY(!linear.of(QStringLiteral("execution.linear")).isEmpty());
    QVERIFY(linear.of(QStringLiteral("order.spot")).isEmpty());
}

void TestSandboxWire::theTradeSocketTakesOrders()
{
    Peer peer(m_at, QStringLiteral("/v5/trade"));
    QTRY_VERIFY(peer.isOpen());
    const QByteArray header = "\"header\":{\"X-BAPI-TIMESTAMP\":\"" + QByteArray::number(QDateTime::currentMSecsSinceEpoch()) + "\",\"X-BAPI-RECV-WINDOW\":\"5000\"}";
    const QByteArray create = "{\"reqId\":\"t1\"," + header + ",\"op\":\"order.create\",\"args\":[" + marketBuy("wire-2") + "]}";
    peer.say(create); // before auth
    peer.authenticate(m_at);
    peer.say(create);
    peer.say(create); // the same reqId
    peer.say(R"({"op":"ping"})");
    QTRY_COMPARE(peer.frames.size(), 5);
    QVERIFY(peer.frames[0][u"retCode"].toInt() != 0);
    QCOMPARE(peer.frames[1][u"op"].toString(), QStringLiteral("auth"));
    QCOMPARE(peer.frames[1][u"retCode"].toInt(-1), 0);
    QCOMPARE(peer.frames[2][u"retCode"].toInt(-1), 0);
    QCOMPARE(peer.frames[2][u"reqId"].toString(), QStringLiteral("t1"));
    QVERIFY(!peer.frames[2][u"data"][u"orderId"].toString().isEmpty());
    QCOMPARE(peer.frames[3][u"retCode"].toInt(), 20006);
    QCOMPARE(peer.frames[4][u"op"].toString(), QStringLiteral("pong"));
}

void TestSandboxWire::theChatFaceSaysThatItIsOffline()
{
    const QByteArray body = R"({"model":"gpt-4.1","messages":[{"role":"system","content":"JSON"},{"role":"user","content":"1. Bitcoin surges to record high"}]})";
    const QByteArray bearer = "Authorization: Bearer " + m_at.key + "\r\n";
    QVERIFY(request(post("/holysheep/v1/chat/completions", body)).startsWith("HTTP/1.1 401"));
    QVERIFY(request(post("/holysheep/v1/chat/completions", body, "Authorization: Bearer no\r\n")).startsWith("HTTP/1.1 401"));
    QElapsedTimer timer;
    timer.start();
    const QByteArray reply = request(post("/holysheep/v1/chat/completions", body, bearer));
    QVERIFY(timer.elapsed() >= 290);
    QVERIFY2(reply.startsWith("HTTP/1.1 200") && reply.contains("X-Bellwether-Analyst: offline-demo"), reply.constData());
    const auto answer = QJsonDocument::fromJson(reply.sliced(reply.indexOf("\r\n\r\n") + 4));
    QCOMPARE(answer[u"model"].toString(), QStringLiteral("offline-demo"));
    const auto content = QJsonDocument::fromJson(answer[u"choices"][0][u"message"][u"content"].toString().toUtf8());
    QVERIFY(content[u"score"].toDouble() > 0.2);
    QVERIFY(answer[u"usage"][u"total_tokens"].toInt() > 0);
    QVERIFY(request(get("/holysheep/v1/models", bearer)).contains("offline-demo"));
    QVERIFY(request(post("/holysheep/v1/chat/completions", "{}", bearer)).startsWith("HTTP/1.1 400"));
    QVERIFY(request(get("/holysheep/v1/nothing", bearer)).startsWith("HTTP/1.1 404"));
    m_server->setFaults(*Faults::parse(u"ai-error=429:1"));
    const QByteArray limited = request(post("/holysheep/v1/chat/completions", body, bearer));
    QVERIFY2(limited.startsWith("HTTP/1.1 429") && limited.contains("Retry-After"), limited.constData());
}

void TestSandboxWire::faultsCanBeSetWhileItRuns()
{
    QVERIFY(request(post("/sandbox/faults", "gap=0.5,delay=1ms")).contains("gap=0.5"));
    QVERIFY(request(get("/sandbox/faults")).contains("delay=1ms"));
    QVERIFY(request(post("/sandbox/faults", R"({"faults":"limit=5"})")).contains("\"limit=5\""));
    const QByteArray wrong = request(post("/sandbox/faults", "gap=7"));
    QVERIFY(wrong.startsWith("HTTP/1.1 400") && wrong.contains("gap=7"));
    QVERIFY(request(get("/sandbox/faults")).contains("limit=5")); // a wrong list changes nothing
    QVERIFY(request(post("/sandbox/faults", "")).contains("\"faults\":\"\""));
    QVERIFY(request("DELETE /sandbox/faults HTTP/1.1\r\nHost: localhost\r\n\r\n").startsWith("HTTP/1.1 405"));
    const auto state = QJsonDocument::fromJson(request(get("/sandbox/state")).split('\n').last());
    QVERIFY(state[u"orders"].isArray() && state[u"book"][u"linear"].isObject());
    QVERIFY(!request(get("/sandbox/state")).contains(m_at.secret.reveal().toByteArray()));
}

void TestSandboxWire::aLostAnswerStillMovesTheAccount()
{
    m_server->setFaults(*Faults::parse(u"ack-lost=1"));
    const QByteArray body = marketBuy("lost-1");
    QCOMPARE(request(post("/v5/order/create", body, signedHeaders(m_at, body))), QByteArray());
    m_server->setFaults(*Faults::parse(u"reject=110007:1"));
    const QByteArray second = marketBuy("refused-1");
    QVERIFY(request(post("/v5/order/create", second, signedHeaders(m_at, second))).contains("\"retCode\":110007"));
    m_server->setFaults({});
    const QByteArray state = request(get("/sandbox/state"));
    QVERIFY(state.contains("lost-1"));
    QVERIFY(!state.contains("refused-1"));
}

void TestSandboxWire::aGapIsLeftInTheBook()
{
    m_server->setFaults(*Faults::parse(u"gap=0.2"));
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["orderbook.50.BTCUSDT"]})");
    QTRY_VERIFY_WITH_TIMEOUT(peer.frames.size() > 60, kDeadline);
    const auto book = peer.of(QStringLiteral("orderbook.50.BTCUSDT"));
    QCOMPARE(book[0][u"type"].toString(), QStringLiteral("snapshot"));
    int gaps = 0;
    for (qsizetype i = 1; i < book.size(); ++i)
        gaps += book[i][u"data"][u"u"].toInteger() != book[i - 1][u"data"][u"u"].toInteger() + 1 ? 1 : 0;
    QVERIFY(gaps > 2 && gaps < book.size() / 2);
}

void TestSandboxWire::corruptFramesAreNoJson()
{
    m_server->setFaults(*Faults::parse(u"corrupt=0.5"));
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["orderbook.50.BTCUSDT"]})");
    QTRY_VERIFY_WITH_TIMEOUT(peer.garbage > 10 && peer.frames.size() > 10, kDeadline);
}

void TestSandboxWire::silenceKeepsTheLineOpen()
{
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["orderbook.50.BTCUSDT"]})");
    QTRY_VERIFY(peer.frames.size() > 3);
    m_server->setFaults(*Faults::parse(u"silence-after=0ms"));
    QSignalSpy pongs(&peer.socket, &QWebSocket::pong);
    peer.socket.ping();
    QTRY_COMPARE(pongs.size(), 1); // what was on its way has arrived by now
    const auto told = peer.frames.size();
    peer.say(R"({"op":"ping"})");
    peer.socket.ping();
    QTRY_COMPARE(pongs.size(), 2); // Qt answers those by itself: the line is alive, the service is silent
    QCOMPARE(peer.frames.size(), told);
    QVERIFY(peer.isOpen());
}

void TestSandboxWire::halfOpenAnswersNotEvenAPing()
{
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["orderbook.50.BTCUSDT"]})");
    QTRY_VERIFY(peer.frames.size() > 3);
    m_server->setFaults(*Faults::parse(u"half-open"));
    QSignalSpy frames(&peer.socket, &QWebSocket::textMessageReceived);
    QTRY_VERIFY(!frames.wait(300)); // the age is looked at ten times a second
    frames.clear();
    QSignalSpy pongs(&peer.socket, &QWebSocket::pong);
    peer.socket.ping();
    peer.say(R"({"op":"ping"})");
    QVERIFY(!pongs.wait(500));
    QVERIFY(frames.isEmpty() && peer.isOpen());
    m_server->setFaults({}); // the line comes back with all that was sent meanwhile
    QTRY_VERIFY(!frames.isEmpty());
}

void TestSandboxWire::dropCutsTheLine()
{
    m_server->setFaults(*Faults::parse(u"drop-after=200ms"));
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    QTRY_VERIFY_WITH_TIMEOUT(!peer.isOpen(), kDeadline);
    QCOMPARE(peer.socket.error(), QAbstractSocket::RemoteHostClosedError); // cut, without a closing handshake
}

void TestSandboxWire::delayKeepsTheOrder()
{
    m_server->setFaults(*Faults::parse(u"delay=150ms"));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(request(get("/v5/market/time")).contains("timeNano"));
    QVERIFY(timer.elapsed() >= 149);
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    timer.restart();
    for (int i = 0; i < 20; ++i)
        peer.say("{\"op\":\"ping\",\"req_id\":\"" + QByteArray::number(i) + "\"}");
    m_server->setFaults(*Faults::parse(u"delay=300ms"));
    QTRY_COMPARE(peer.frames.size(), 20);
    QVERIFY(timer.elapsed() >= 149);
    for (int i = 0; i < 20; ++i)
        QCOMPARE(peer.frames[i][u"req_id"].toString(), QString::number(i));
}

void TestSandboxWire::aSlowLineDeliversLateAndInOrder()
{
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    m_server->setFaults(*Faults::parse(u"slow=4000")); // a pong is some 120 bytes: thirty a second
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 30; ++i)
        peer.say("{\"op\":\"ping\",\"req_id\":\"" + QByteArray::number(i) + "\"}");
    QTRY_COMPARE_WITH_TIMEOUT(peer.frames.size(), 30, kDeadline);
    QVERIFY2(timer.elapsed() > 500, qPrintable(QString::number(timer.elapsed())));
    for (int i = 0; i < 30; ++i)
        QCOMPARE(peer.frames[i][u"req_id"].toString(), QString::number(i));
}

void TestSandboxWire::oneSilentTopicLeavesTheOthersAlone()
{
    m_server->setFaults(*Faults::parse(u"silence-topic=orderbook.50.BTCUSDT:after=300ms"));
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    const QString silent = QStringLiteral("orderbook.50.BTCUSDT"), other = QStringLiteral("orderbook.200.BTCUSDT");
    peer.say(R"({"op":"subscribe","args":["orderbook.50.BTCUSDT","orderbook.200.BTCUSDT"]})");
    QTRY_VERIFY(peer.of(silent).size() > 2 && !peer.of(other).isEmpty());
    const qint64 begun = peer.of(silent).first()[u"ts"].toInteger();
    QTRY_VERIFY_WITH_TIMEOUT(peer.of(other).last()[u"ts"].toInteger() > begun + 1200, kDeadline);
    QVERIFY(peer.of(silent).last()[u"ts"].toInteger() < begun + 500);
    peer.say(R"({"op":"unsubscribe","args":["orderbook.50.BTCUSDT"]})");
    peer.say(R"({"op":"subscribe","args":["orderbook.50.BTCUSDT"]})");
    QTRY_VERIFY(peer.of(silent).last()[u"ts"].toInteger() > begun + 1200); // anew for a while
    QCOMPARE(peer.of(silent).size() > 2, true);
}

void TestSandboxWire::aRefusedTopicIsRefusedUntilTheFaultEnds()
{
    m_server->setFaults(*Faults::parse(u"refuse-subscribe=orderbook.200.*"));
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["orderbook.200.BTCUSDT"],"req_id":"a"})");
    QTRY_COMPARE(peer.frames.size(), 1);
    QCOMPARE(peer.frames[0][u"success"].toBool(true), false);
    m_server->setFaults({});
    peer.say(R"({"op":"subscribe","args":["orderbook.200.BTCUSDT"],"req_id":"b"})");
    QTRY_VERIFY(!peer.of(QStringLiteral("orderbook.200.BTCUSDT")).isEmpty());
}

void TestSandboxWire::aPortalAnswersWhereTheTimeShould()
{
    m_server->setFaults(*Faults::parse(u"html"));
    const QByteArray answer = request(get("/v5/market/time"));
    QVERIFY2(answer.startsWith("HTTP/1.1 200") && answer.contains("text/html") && answer.contains("<html>"), answer.constData());
    QVERIFY(!answer.contains("application/json"));
    QVERIFY(request(get("/v5/market/instruments-info?category=linear&limit=1")).contains("retCode"));
    m_server->setFaults({});
    QVERIFY(request(get("/v5/market/time")).contains("timeNano"));
}

void TestSandboxWire::anOutageIsAnnounced()
{
    const auto status = [this] { return QJsonDocument::fromJson(request(get("/v5/system/status")).split('\n').last())[u"result"][u"list"].toArray(); };
    QVERIFY(status().isEmpty());
    m_server->setFaults(*Faults::parse(u"outage"));
    QCOMPARE(status()[0][u"state"].toString(), QStringLiteral("ongoing"));
    QVERIFY(status()[0][u"end"].toString().toLongLong() > status()[0][u"begin"].toString().toLongLong());
    QVERIFY(status()[0][u"serviceTypes"].toArray().contains(5)); // market data
    m_server->setFaults(*Faults::parse(u"outage=5m"));
    QCOMPARE(status()[0][u"state"].toString(), QStringLiteral("scheduled"));
    m_server->setFaults({});
    QVERIFY(status().isEmpty());
}

void TestSandboxWire::aBurstReachesTheSubscriberWhole()
{
    QVERIFY(request(post("/sandbox/burst", R"({"messages":10,"symbol":"BTCUSDT"})")).startsWith("HTTP/1.1 400")); // nobody listens
    QVERIFY(request(get("/sandbox/burst")).startsWith("HTTP/1.1 405"));
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["orderbook.50.BTCUSDT"]})");
    const QString topic = QStringLiteral("orderbook.50.BTCUSDT");
    QTRY_VERIFY(peer.of(topic).size() > 2);
    for (const char *wrong : {"", "{}", "[]", R"({"messages":-1,"symbol":"BTCUSDT"})", R"({"messages":1000000,"symbol":"BTCUSDT"})", R"({"messages":10,"symbol":"BTCUSDT","category":"option"})"})
        QVERIFY2(request(post("/sandbox/burst", wrong)).startsWith("HTTP/1.1 400"), wrong);
    QVERIFY(request(post("/sandbox/burst", R"({"messages":1500,"symbol":"BTCUSDT","ms":300})")).contains("\"messages\":1500"));
    const auto burst = [this] { return QJsonDocument::fromJson(request(get("/sandbox/state")).split('\n').last())[u"burst"].toObject(); };
    QTRY_VERIFY_WITH_TIMEOUT(burst()[u"isDone"].toBool(), kDeadline);
    const qint64 last = burst()[u"updateId"].toInteger();
    QTRY_COMPARE_WITH_TIMEOUT(peer.of(topic).last()[u"data"][u"u"].toInteger(), last, kDeadline);
    const auto frames = peer.of(topic);
    QVERIFY(frames.size() > 1500);
    for (qsizetype i = 1; i < frames.size(); ++i)
        QCOMPARE(frames[i][u"data"][u"u"].toInteger(), frames[i - 1][u"data"][u"u"].toInteger() + 1);
}

void TestSandboxWire::stateOfOneBookAlone()
{
    const auto book = [this](const QByteArray &query) { return QJsonDocument::fromJson(request(get("/sandbox/state" + query)).split('\n').last())[u"book"].toObject(); };
    QVERIFY(book({})[u"linear"].toObject().size() > 20);
    const QJsonObject one = book("?category=linear&symbol=BTCUSDT&limit=1000");
    QCOMPARE(one.size(), 1);
    QCOMPARE(one[u"linear"].toObject().size(), 1);
    QCOMPARE(one[u"linear"][u"BTCUSDT"][u"b"].toArray().size(), 1000);
}

void TestSandboxWire::aRecordingThatEndsClosesWhenTold()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    file.write(R"({"topic":"orderbook.50.AUSDT","ts":10,"type":"snapshot","data":{"s":"AUSDT","b":[["1.5","1"]],"a":[["1.6","2"]],"u":5,"seq":1},"cts":10}
{"topic":"orderbook.50.AUSDT","ts":210,"type":"delta","data":{"s":"AUSDT","b":[["1.5","3"]],"a":[],"u":6,"seq":2},"cts":210})");
    file.close();
    SandboxConfig config;
    config.recording = file.fileName();
    config.atEnd = AtEnd::Close;
    m_server = std::make_unique<SandboxServer>(std::move(config));
    m_at = *m_server->listen();
    Peer peer(m_at, QStringLiteral("/v5/public/spot"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["orderbook.50.AUSDT"]})");
    QTRY_VERIFY_WITH_TIMEOUT(!peer.isOpen(), kDeadline);
    QCOMPARE(peer.socket.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QCOMPARE(peer.of(QStringLiteral("orderbook.50.AUSDT")).last()[u"data"][u"u"].toInteger(), 6);
}

QTEST_GUILESS_MAIN(TestSandboxWire)
#include "tst_sandbox_wire.moc"
