// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/sandboxserver.h"
#include "tests/integration/wirepeer.h"

#include <QElapsedTimer>

#include <algorithm>
#include <cmath>

using namespace bw;
using namespace std::chrono_literals;

namespace {

constexpr int kDeadline = 10'000; // ms; only a failing test waits that long

QJsonObject limitBuy(const QString &linkId)
{
    return {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}, {QStringLiteral("side"), QStringLiteral("Buy")},
            {QStringLiteral("orderType"), QStringLiteral("Limit")}, {QStringLiteral("price"), QStringLiteral("30000")}, {QStringLiteral("qty"), QStringLiteral("0.01")},
            {QStringLiteral("orderLinkId"), linkId}};
}

QJsonObject marketBuy(const QString &linkId)
{
    QJsonObject body = limitBuy(linkId);
    body.insert(QStringLiteral("orderType"), QStringLiteral("Market"));
    return body;
}

QJsonObject named(const QString &linkId)
{
    return {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}, {QStringLiteral("orderLinkId"), linkId}};
}

QJsonObject all()
{
    return {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}};
}

} // namespace

/// The faults of requests, of the account's stream and of the whole exchange, over the wire.
class TestSandboxFaults final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup() { m_server.reset(); }
    void aRequestThatNeverArrivedIsNotCarriedOut();
    void aRequestThatArrivesLateIsFirstNotFound();
    void aRequestThatArrivesTooLateIsRefused();
    void anAnswerIsLostOnThePathsThatAreNamed();
    void aLateAnswerTellsOfWhatIsLongDone();
    void anAnswerComesTwice();
    void anyPathCanBeRefused();
    void httpFailuresAndPagesStandInForAnswers();
    void aBanEndsAfterItsTime();
    void theTradeSocketHasTheSameFaults();
    void thePrivateStreamGoesDownAndComesBack();
    void onePrivateTopicIsSilentLateOrDoubled();
    void aCancelThatRacesAFillTellsTwiceThatItIsFilled();
    void anAmendThatRacesAFillComesTooLate();
    void listsLagBehindTheTruth();
    void aPageShiftsWhileItIsRead();
    void theClockSteps();
    void aRestartForgetsClosedOrdersAndKeepsOpenOnes();
    void lineFaultsStrikeOneKindOfSocket();
    void anInstrumentChangesWhileItIsTraded();
    void aPositionIsClosedByForceFromOutside();

private:
    [[nodiscard]] QJsonObject post(const QByteArray &path, const QJsonObject &body);
    [[nodiscard]] QByteArray raw(const QByteArray &path, const QJsonObject &body);
    [[nodiscard]] QJsonObject get(const QByteArray &path, const QByteArray &query);
    [[nodiscard]] QJsonArray list(const QByteArray &path, const QByteArray &query) { return get(path, query)[u"result"][u"list"].toArray(); }
    [[nodiscard]] QJsonObject state();
    [[nodiscard]] QString statusOf(const QString &linkId);
    [[nodiscard]] int hits(const char *fault) { return state()[u"faultHits"][QLatin1StringView(fault)].toInt(); }
    void faults(const char *spec) { QVERIFY2(askOnce(m_at, bw::post("/sandbox/faults", spec)).startsWith("HTTP/1.1 200"), spec); }
    std::unique_ptr<SandboxServer> m_server;
    SandboxEndpoints m_at;
};

void TestSandboxFaults::init()
{
    SandboxConfig config;
    config.seed = 42;
    m_server = std::make_unique<SandboxServer>(std::move(config));
    const auto endpoints = m_server->listen();
    QVERIFY(endpoints);
    m_at = *endpoints;
}

QByteArray TestSandboxFaults::raw(const QByteArray &path, const QJsonObject &body)
{
    const QByteArray bytes = QJsonDocument(body).toJson(QJsonDocument::Compact);
    return askOnce(m_at, bw::post("/v5/" + path, bytes, signedHeaders(m_at, bytes)));
}

QJsonObject TestSandboxFaults::post(const QByteArray &path, const QJsonObject &body)
{
    return QJsonDocument::fromJson(raw(path, body).split('\n').last()).object();
}

QJsonObject TestSandboxFaults::get(const QByteArray &path, const QByteArray &query)
{
    return QJsonDocument::fromJson(askOnce(m_at, bw::get("/v5/" + path + '?' + query, signedHeaders(m_at, query))).split('\n').last()).object();
}

QJsonObject TestSandboxFaults::state()
{
    return QJsonDocument::fromJson(askOnce(m_at, bw::get("/sandbox/state?limit=1&symbol=BTCUSDT")).split('\n').last()).object();
}

QString TestSandboxFaults::statusOf(const QString &linkId)
{
    for (const auto &order : state()[u"orders"].toArray())
        if (order[u"orderLinkId"].toString() == linkId)
            return order[u"orderStatus"].toString();
    return {};
}

void TestSandboxFaults::aRequestThatNeverArrivedIsNotCarriedOut()
{
    faults("never-arrived=1:create:x1");
    QCOMPARE(raw("order/create", limitBuy(QStringLiteral("lost"))), QByteArray());
    QCOMPARE(statusOf(QStringLiteral("lost")), QString());
    QCOMPARE(hits("never-arrived"), 1);
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("lost")))[u"retCode"].toInt(-1), 0);
    QCOMPARE(hits("never-arrived"), 1);
}

void TestSandboxFaults::aRequestThatArrivesLateIsFirstNotFound()
{
    faults("arrives-late=600ms:create");
    QCOMPARE(raw("order/create", limitBuy(QStringLiteral("slow"))), QByteArray());
    QVERIFY(list("order/realtime", "category=linear&orderLinkId=slow").isEmpty());
    QTRY_COMPARE_WITH_TIMEOUT(list("order/realtime", "category=linear&orderLinkId=slow").size(), 1, kDeadline);
    QCOMPARE(hits("arrives-late"), 1);
}

void TestSandboxFaults::aRequestThatArrivesTooLateIsRefused()
{
    faults("arrives-late=100ms:create:x1,clock-step=4950ms"); // on the venue's clock the stamp is too old by the time it arrives
    QCOMPARE(raw("order/create", limitBuy(QStringLiteral("stale"))), QByteArray());
    faults("clock-step=5s");
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(timer.elapsed() > 400);
    faults("");
    QCOMPARE(statusOf(QStringLiteral("stale")), QString());
}

void TestSandboxFaults::anAnswerIsLostOnThePathsThatAreNamed()
{
    faults("ack-lost=1:cancel+trading-stop+set-leverage+cancel-all:x4");
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("a")))[u"retCode"].toInt(-1), 0);
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("b")))[u"retCode"].toInt(-1), 0);
    QCOMPARE(post("order/create", marketBuy(QStringLiteral("c")))[u"retCode"].toInt(-1), 0);
    QCOMPARE(raw("order/cancel", named(QStringLiteral("a"))), QByteArray());
    QCOMPARE(statusOf(QStringLiteral("a")), QStringLiteral("Cancelled"));
    QJsonObject leverage = all();
    leverage.insert(QStringLiteral("buyLeverage"), QStringLiteral("7"));
    leverage.insert(QStringLiteral("sellLeverage"), QStringLiteral("7"));
    QCOMPARE(raw("position/set-leverage", leverage), QByteArray());
    QCOMPARE(post("position/set-leverage", leverage)[u"retCode"].toInt(), 0) /* lost again, so an empty object */;
    QCOMPARE(raw("order/cancel-all", all()), QByteArray());
    QCOMPARE(statusOf(QStringLiteral("b")), QStringLiteral("Cancelled"));
    QCOMPARE(hits("ack-lost"), 4);
    QCOMPARE(post("position/set-leverage", leverage)[u"retCode"].toInt(), 110043); // it was done the first time
}

void TestSandboxFaults::aLateAnswerTellsOfWhatIsLongDone()
{
    faults("answer-late=700ms:1:create:x1");
    RawHttp http(m_at);
    const QByteArray body = QJsonDocument(limitBuy(QStringLiteral("late"))).toJson(QJsonDocument::Compact);
    http.socket.write(bw::post("/v5/order/create", body, signedHeaders(m_at, body)));
    QTRY_COMPARE(statusOf(QStringLiteral("late")), QStringLiteral("New"));
    QVERIFY(http.got.isEmpty());
    QTRY_VERIFY_WITH_TIMEOUT(http.got.contains("\"retCode\":0"), kDeadline);
}

void TestSandboxFaults::anAnswerComesTwice()
{
    faults("answer-twice=1:create");
    RawHttp http(m_at);
    const QByteArray body = QJsonDocument(limitBuy(QStringLiteral("twice"))).toJson(QJsonDocument::Compact);
    http.socket.write(bw::post("/v5/order/create", body, signedHeaders(m_at, body)));
    QTRY_COMPARE_WITH_TIMEOUT(http.count("\"retCode\":0"), 2, kDeadline);
    QCOMPARE(state()[u"orders"].toArray().size(), 1);
}

void TestSandboxFaults::anyPathCanBeRefused()
{
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("a")))[u"retCode"].toInt(-1), 0);
    faults("reject=10016:1:cancel,reject=10006:1:cancel-all,reject=10002:1:order/realtime");
    QCOMPARE(post("order/cancel", named(QStringLiteral("a")))[u"retCode"].toInt(), 10016);
    QCOMPARE(post("order/cancel-all", all())[u"retCode"].toInt(), 10006);
    QCOMPARE(get("order/realtime", "category=linear&symbol=BTCUSDT")[u"retCode"].toInt(), 10002);
    QCOMPARE(statusOf(QStringLiteral("a")), QStringLiteral("New"));
    QCOMPARE(hits("reject"), 3);
    faults("reject=110007:1"); // as ever: new orders alone
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("b")))[u"retCode"].toInt(), 110007);
    QCOMPARE(post("order/cancel", named(QStringLiteral("a")))[u"retCode"].toInt(-1), 0);
}

void TestSandboxFaults::httpFailuresAndPagesStandInForAnswers()
{
    faults("http=502:1:create:x1,http-after=504:1:create:x1,html-body=1:cancel");
    QVERIFY(raw("order/create", limitBuy(QStringLiteral("before"))).startsWith("HTTP/1.1 502"));
    QCOMPARE(statusOf(QStringLiteral("before")), QString());
    QVERIFY(raw("order/create", limitBuy(QStringLiteral("after"))).startsWith("HTTP/1.1 504"));
    QCOMPARE(statusOf(QStringLiteral("after")), QStringLiteral("New"));
    const QByteArray page = raw("order/cancel", named(QStringLiteral("after")));
    QVERIFY(page.startsWith("HTTP/1.1 200") && page.contains("<html>"));
    QCOMPARE(statusOf(QStringLiteral("after")), QStringLiteral("New"));
}

void TestSandboxFaults::aBanEndsAfterItsTime()
{
    faults("ban=700ms");
    QVERIFY(raw("order/create", limitBuy(QStringLiteral("banned"))).startsWith("HTTP/1.1 403"));
    QVERIFY(askOnce(m_at, bw::get("/v5/market/time")).startsWith("HTTP/1.1 403"));
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(!peer.isOpen() && peer.socket.state() == QAbstractSocket::UnconnectedState);
    QVERIFY(hits("ban") >= 2);
    QTRY_COMPARE_WITH_TIMEOUT(get("order/realtime", "category=linear&symbol=BTCUSDT")[u"retCode"].toInt(-1), 0, kDeadline);
}

void TestSandboxFaults::theTradeSocketHasTheSameFaults()
{
    Peer peer(m_at, QStringLiteral("/v5/trade"));
    QTRY_VERIFY(peer.isOpen());
    peer.authenticate(m_at);
    QTRY_COMPARE(peer.frames.size(), 1);
    const auto create = [&](const char *id) {
        peer.say(QJsonDocument(QJsonObject{{QStringLiteral("reqId"), QLatin1StringView(id)},
                                           {QStringLiteral("header"), QJsonObject{{QStringLiteral("X-BAPI-TIMESTAMP"), QString::number(QDateTime::currentMSecsSinceEpoch())}}},
                                           {QStringLiteral("op"), QStringLiteral("order.create")},
                                           {QStringLiteral("args"), QJsonArray{limitBuy(QLatin1StringView(id))}}})
                     .toJson(QJsonDocument::Compact));
    };
    faults("never-arrived=1:create:x1,ack-lost=1:create:x1,answer-twice=1:create:x1");
    for (const char *id : {"t1", "t2", "t3"})
        create(id);
    QTRY_COMPARE_WITH_TIMEOUT(peer.frames.size(), 3, kDeadline);
    QCOMPARE(peer.frames[1][u"reqId"].toString(), QStringLiteral("t3"));
    QCOMPARE(peer.frames[2][u"reqId"].toString(), QStringLiteral("t3"));
    QCOMPARE(statusOf(QStringLiteral("t1")), QString());
    QCOMPARE(statusOf(QStringLiteral("t2")), QStringLiteral("New"));
}

void TestSandboxFaults::thePrivateStreamGoesDownAndComesBack()
{
    Peer first(m_at, QStringLiteral("/v5/private")), other(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(first.isOpen() && other.isOpen());
    faults("private-down=1200ms");
    QTRY_VERIFY_WITH_TIMEOUT(!first.isOpen(), kDeadline);
    Peer refused(m_at, QStringLiteral("/v5/private"));
    QTRY_VERIFY(refused.socket.state() == QAbstractSocket::UnconnectedState);
    QVERIFY(other.isOpen());
    QVERIFY(hits("private-down") >= 2);
    QTRY_VERIFY_WITH_TIMEOUT([&] { Peer again(m_at, QStringLiteral("/v5/private")); return QTest::qWaitFor([&] { return again.isOpen(); }, 300) && !QTest::qWaitFor([&] { return !again.isOpen(); }, 200); }(), kDeadline);
}

void TestSandboxFaults::onePrivateTopicIsSilentLateOrDoubled()
{
    Peer peer(m_at, QStringLiteral("/v5/private"));
    QTRY_VERIFY(peer.isOpen());
    peer.authenticate(m_at);
    peer.say(R"({"op":"subscribe","args":["order","execution","position","wallet"]})");
    QTRY_VERIFY(!peer.answer(QStringLiteral("subscribe")).isEmpty());
    const auto topics = [&] {
        QStringList found;
        for (const QJsonObject &frame : peer.frames)
            if (frame.contains(u"topic"))
                found << frame[u"topic"].toString();
        return found;
    };
    const auto buy = [&](const QString &id) {
        peer.frames.clear();
        return post("order/create", marketBuy(id))[u"retCode"].toInt(-1);
    };
    QCOMPARE(buy(QStringLiteral("plain")), 0);
    QTRY_COMPARE(topics(), (QStringList{QStringLiteral("execution"), QStringLiteral("order"), QStringLiteral("position"), QStringLiteral("wallet")}));
    faults("topic-late=execution:0ms");
    QCOMPARE(buy(QStringLiteral("reverse")), 0);
    QTRY_COMPARE(topics().size(), 4);
    QVERIFY(topics().indexOf(QStringLiteral("order")) < topics().indexOf(QStringLiteral("execution")));
    faults("topic-twice=execution");
    QCOMPARE(buy(QStringLiteral("doubled")), 0);
    QTRY_COMPARE(peer.of(QStringLiteral("execution")).size(), 2);
    QCOMPARE(peer.of(QStringLiteral("execution"))[0], peer.of(QStringLiteral("execution"))[1]);
    for (const char *topic : {"order", "execution", "position", "wallet"}) {
        faults(QByteArray(QByteArray("silence-topic=") + topic).constData());
        QCOMPARE(buy(QStringLiteral("silent-") + QLatin1StringView(topic)), 0);
        QTRY_COMPARE(topics().size(), 3);
        QVERIFY(!topics().contains(QLatin1StringView(topic)));
    }
    QCOMPARE(hits("silence-topic"), 4);
    QCOMPARE(hits("topic-late"), 1);
    QCOMPARE(hits("topic-twice"), 1);
}

void TestSandboxFaults::aCancelThatRacesAFillTellsTwiceThatItIsFilled()
{
    Peer peer(m_at, QStringLiteral("/v5/private"));
    QTRY_VERIFY(peer.isOpen());
    peer.authenticate(m_at);
    peer.say(R"({"op":"subscribe","args":["order"]})");
    QTRY_VERIFY(!peer.answer(QStringLiteral("subscribe")).isEmpty());
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("race")))[u"retCode"].toInt(-1), 0);
    faults("race-cancel=1");
    QCOMPARE(post("order/cancel", named(QStringLiteral("race")))[u"retCode"].toInt(-1), 0);
    QTRY_COMPARE(peer.of(QStringLiteral("order")).size(), 3);
    const auto told = [&](int n) { return peer.of(QStringLiteral("order"))[n][u"data"][0]; };
    QCOMPARE(told(1)[u"orderStatus"].toString(), QStringLiteral("Filled"));
    QCOMPARE(told(1)[u"cancelType"].toString(), QStringLiteral("UNKNOWN"));
    QCOMPARE(told(2)[u"orderStatus"].toString(), QStringLiteral("Filled"));
    QCOMPARE(told(2)[u"cancelType"].toString(), QStringLiteral("CancelByUser"));
    QCOMPARE(told(2)[u"rejectReason"].toString(), QStringLiteral("EC_OrigClOrdIDDoesNotExist"));
    QCOMPARE(state()[u"executions"].toArray().size(), 1);
    QCOMPARE(hits("race-cancel"), 1);
}

void TestSandboxFaults::anAmendThatRacesAFillComesTooLate()
{
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("race")))[u"retCode"].toInt(-1), 0);
    faults("race-amend=1:x1");
    QJsonObject more = named(QStringLiteral("race"));
    more.insert(QStringLiteral("qty"), QStringLiteral("0.02"));
    QCOMPARE(post("order/amend", more)[u"retCode"].toInt(), 110001);
    QCOMPARE(statusOf(QStringLiteral("race")), QStringLiteral("Filled"));
    QCOMPARE(state()[u"executions"].toArray().first()[u"execQty"].toString(), QStringLiteral("0.01"));
}

void TestSandboxFaults::listsLagBehindTheTruth()
{
    QCOMPARE(post("order/create", marketBuy(QStringLiteral("now")))[u"retCode"].toInt(-1), 0);
    faults("lag=30s:order/realtime+order/history+execution/list+position/list+wallet-balance");
    QVERIFY(list("order/realtime", "category=linear&orderLinkId=now").isEmpty());
    QVERIFY(list("order/history", "category=linear&orderLinkId=now").isEmpty());
    QVERIFY(list("execution/list", "category=linear").isEmpty());
    QCOMPARE(list("position/list", "category=linear&symbol=BTCUSDT").first()[u"size"].toString(), QStringLiteral("0"));
    QVERIFY(list("position/list", "category=linear&settleCoin=USDT").isEmpty());
    QCOMPARE(list("account/wallet-balance", "accountType=UNIFIED").first()[u"totalWalletBalance"].toString(), QStringLiteral("100000"));
    QCOMPARE(hits("lag"), 6);
    faults("lag=30s"); // usually the open orders alone
    QVERIFY(list("order/realtime", "category=linear&orderLinkId=now").isEmpty());
    QCOMPARE(list("order/history", "category=linear&orderLinkId=now").size(), 1);
    faults("");
    QCOMPARE(list("order/realtime", "category=linear&orderLinkId=now").size(), 1);
    QVERIFY(list("account/wallet-balance", "accountType=UNIFIED").first()[u"totalWalletBalance"].toString() != QStringLiteral("100000"));
    // What changed since: the old version is told, not nothing.
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("open")))[u"retCode"].toInt(-1), 0);
    QElapsedTimer timer;
    timer.start();
    QTRY_VERIFY(timer.elapsed() > 600);
    QCOMPARE(post("order/cancel", named(QStringLiteral("open")))[u"retCode"].toInt(-1), 0);
    faults("lag=500ms");
    QCOMPARE(list("order/realtime", "category=linear&symbol=BTCUSDT").first()[u"orderStatus"].toString(), QStringLiteral("New"));
    QTRY_VERIFY_WITH_TIMEOUT(list("order/realtime", "category=linear&symbol=BTCUSDT").isEmpty(), kDeadline);
}

void TestSandboxFaults::aPageShiftsWhileItIsRead()
{
    for (int n = 0; n < 6; ++n)
        QCOMPARE(post("order/create", limitBuy(QStringLiteral("p%1").arg(n)))[u"retCode"].toInt(-1), 0);
    const auto pages = [this] {
        QStringList names;
        QByteArray cursor;
        do {
            const QJsonValue result = get("order/realtime", "category=linear&symbol=BTCUSDT&limit=2&cursor=" + cursor)[u"result"];
            for (const auto &row : result[u"list"].toArray())
                names << row[u"orderLinkId"].toString();
            cursor = result[u"nextPageCursor"].toString().toUtf8();
        } while (!cursor.isEmpty());
        return names.join(u' ');
    };
    QCOMPARE(pages(), QStringLiteral("p5 p4 p3 p2 p1 p0"));
    faults("page-shift=1:order/realtime");
    QCOMPARE(pages(), QStringLiteral("p5 p4 p4 p3 p3 p2 p2 p1 p1 p0"));
    faults("page-shift=-1:order/realtime:x2"); // the page without a cursor counts as one
    QCOMPARE(pages(), QStringLiteral("p5 p4 p2 p1 p0"));
}

void TestSandboxFaults::theClockSteps()
{
    const auto drift = [this] {
        const auto time = QJsonDocument::fromJson(askOnce(m_at, bw::get("/v5/market/time")).split('\n').last());
        return time[u"time"].toInteger() - QDateTime::currentMSecsSinceEpoch();
    };
    QVERIFY(qAbs(drift()) < 1500);
    faults("clock-step=-30s");
    QVERIFY(drift() < -28'000);
    const QJsonObject ahead = post("order/create", limitBuy(QStringLiteral("ahead")));
    QCOMPARE(ahead[u"retCode"].toInt(), 10002);
    QVERIFY(ahead[u"retMsg"].toString().contains(QStringLiteral("server_timestamp[")));
    faults("clock-step=30s");
    QVERIFY(drift() > 28'000);
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("behind")))[u"retCode"].toInt(), 10002);
    faults("");
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("right")))[u"retCode"].toInt(-1), 0);
}

void TestSandboxFaults::aRestartForgetsClosedOrdersAndKeepsOpenOnes()
{
    Peer stream(m_at, QStringLiteral("/v5/private")), book(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(stream.isOpen() && book.isOpen());
    QCOMPARE(post("order/create", limitBuy(QStringLiteral("open")))[u"retCode"].toInt(-1), 0);
    QCOMPARE(post("order/create", marketBuy(QStringLiteral("closed")))[u"retCode"].toInt(-1), 0);
    faults("venue-restart=500ms");
    QTRY_VERIFY_WITH_TIMEOUT(!stream.isOpen() && !book.isOpen(), kDeadline);
    QCOMPARE(get("order/realtime", "category=linear&symbol=BTCUSDT")[u"retCode"].toInt(), 10016);
    QTRY_COMPARE_WITH_TIMEOUT(get("order/realtime", "category=linear&symbol=BTCUSDT")[u"retCode"].toInt(-1), 0, kDeadline);
    QCOMPARE(list("order/realtime", "category=linear&orderLinkId=open").size(), 1);
    QVERIFY(list("order/realtime", "category=linear&orderLinkId=closed").isEmpty());
    QCOMPARE(list("order/history", "category=linear&orderLinkId=closed").size(), 1);
    QCOMPARE(post("order/cancel", named(QStringLiteral("open")))[u"retCode"].toInt(-1), 0);
    QCOMPARE(list("order/realtime", "category=linear&orderLinkId=open").size(), 1); // closed since: known again
}

void TestSandboxFaults::lineFaultsStrikeOneKindOfSocket()
{
    Peer stream(m_at, QStringLiteral("/v5/private")), book(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(stream.isOpen() && book.isOpen());
    faults("sockets=private,drop-after=0ms");
    QTRY_VERIFY_WITH_TIMEOUT(!stream.isOpen(), kDeadline);
    book.say(R"({"op":"ping"})");
    QTRY_VERIFY(!book.answer(QStringLiteral("ping")).isEmpty());
    QCOMPARE(hits("drop-after"), 1);
}

void TestSandboxFaults::anInstrumentChangesWhileItIsTraded()
{
    const auto change = [this](const char *body) { return askOnce(m_at, bw::post("/sandbox/instrument", body)); };
    const auto listed = [this](const QByteArray &query) {
        return QJsonDocument::fromJson(askOnce(m_at, bw::get("/v5/market/instruments-info?category=linear" + query)).split('\n').last())[u"result"][u"list"].toArray();
    };
    const auto code = [this](const char *price, const char *qty, bool isReduceOnly = false) {
        QJsonObject body = limitBuy({});
        body.insert(QStringLiteral("price"), QLatin1StringView(price));
        body.insert(QStringLiteral("qty"), QLatin1StringView(qty));
        body.insert(QStringLiteral("reduceOnly"), isReduceOnly);
        return post("order/create", body)[u"retCode"].toInt(-1);
    };
    QCOMPARE(code("30000.1", "0.011"), 0);
    QVERIFY(change(R"({"category":"linear","symbol":"BTCUSDT","tickSize":"0.50","qtyStep":"0.01"})").startsWith("HTTP/1.1 200"));
    QCOMPARE(listed("&symbol=BTCUSDT").first()[u"priceFilter"][u"tickSize"].toString(), QStringLiteral("0.50"));
    QCOMPARE(code("30000.1", "0.01"), 10001);
    QCOMPARE(code("30000.5", "0.011"), 10001);
    QCOMPARE(code("30000.5", "0.01"), 0);
    QVERIFY(change(R"({"category":"linear","symbol":"BTCUSDT","tickSize":"0.05"})").startsWith("HTTP/1.1 400"));
    QVERIFY(change(R"({"category":"linear","symbol":"BTCUSDT","colour":"red"})").startsWith("HTTP/1.1 400"));
    // Books, fills and REST stand on the new steps, and subscribers are told anew.
    const auto isOnStep = [](const QJsonValue &text, double step) { return qAbs(std::remainder(text.toString().toDouble(), step)) < 1e-9; };
    Peer peer(m_at, QStringLiteral("/v5/public/linear"));
    QTRY_VERIFY(peer.isOpen());
    peer.say(R"({"op":"subscribe","args":["orderbook.50.BTCUSDT"]})");
    const QString topic = QStringLiteral("orderbook.50.BTCUSDT");
    QTRY_VERIFY_WITH_TIMEOUT(peer.of(topic).size() > 10, kDeadline);
    for (const QJsonObject &frame : peer.of(topic))
        for (const auto &side : {QStringLiteral("b"), QStringLiteral("a")})
            for (const auto &level : frame[u"data"][side].toArray())
                QVERIFY2(isOnStep(level[0], 0.5) && isOnStep(level[1], 0.01), qPrintable(level[0].toString() + u' ' + level[1].toString()));
    QCOMPARE(post("order/create", marketBuy(QStringLiteral("filled")))[u"retCode"].toInt(-1), 0);
    QVERIFY(isOnStep(state()[u"executions"].toArray().last()[u"execPrice"], 0.5));
    QVERIFY(change(R"({"category":"linear","symbol":"BTCUSDT","tickSize":"1"})").startsWith("HTTP/1.1 200"));
    QTRY_COMPARE(std::count_if(peer.frames.cbegin(), peer.frames.cend(), [](const QJsonObject &frame) { return frame[u"type"].toString() == u"snapshot"; }), 2);
    QVERIFY(change(R"({"category":"linear","symbol":"BTCUSDT","tickSize":"0.50"})").startsWith("HTTP/1.1 200"));
    const auto before = listed({}).size();
    QVERIFY(change(R"({"category":"linear","symbol":"BTCUSDT","status":"Delivering"})").startsWith("HTTP/1.1 200"));
    QCOMPARE(code("30000.5", "0.01"), 110042);
    QCOMPARE(code("30000.5", "0.01", true), 110017); // may reduce, but a buy reduces no long
    QCOMPARE(listed({}).size(), before - 1);
    QCOMPARE(listed("&symbol=BTCUSDT").first()[u"status"].toString(), QStringLiteral("Delivering"));
    QCOMPARE(listed("&status=Delivering").size(), 1);
    QVERIFY(change(R"({"category":"linear","symbol":"BTCUSDT","status":"Closed"})").startsWith("HTTP/1.1 200"));
    QCOMPARE(code("30000.5", "0.01"), 110074);
    QCOMPARE(post("order/cancel-all", all())[u"result"][u"list"].toArray().size(), 2); // what rests can still be taken back
}

void TestSandboxFaults::aPositionIsClosedByForceFromOutside()
{
    Peer peer(m_at, QStringLiteral("/v5/private"));
    QTRY_VERIFY(peer.isOpen());
    peer.authenticate(m_at);
    peer.say(R"({"op":"subscribe","args":["execution"]})");
    QTRY_VERIFY(!peer.answer(QStringLiteral("subscribe")).isEmpty());
    const auto act = [this](const char *what, const QJsonObject &body) { return askOnce(m_at, bw::post(QByteArray("/sandbox/") + what, QJsonDocument(body).toJson(QJsonDocument::Compact))); };
    QVERIFY(act("liquidate", all()).startsWith("HTTP/1.1 400")); // there is none yet
    QCOMPARE(post("order/create", marketBuy(QStringLiteral("doomed")))[u"retCode"].toInt(-1), 0);
    QVERIFY(act("funding", all()).startsWith("HTTP/1.1 200"));
    QVERIFY(act("liquidate", all()).startsWith("HTTP/1.1 200"));
    QTRY_COMPARE(peer.of(QStringLiteral("execution")).size(), 3);
    QCOMPARE(peer.of(QStringLiteral("execution"))[1][u"data"][0][u"execType"].toString(), QStringLiteral("Funding"));
    QCOMPARE(peer.of(QStringLiteral("execution"))[2][u"data"][0][u"execType"].toString(), QStringLiteral("BustTrade"));
    const QJsonObject now = state();
    for (const auto &name : {QStringLiteral("orders"), QStringLiteral("stops"), QStringLiteral("executions"), QStringLiteral("positions"), QStringLiteral("wallets"),
                             QStringLiteral("ledger"), QStringLiteral("leverage"), QStringLiteral("modes")})
        QVERIFY2(now[name].isArray(), qPrintable(name));
    QVERIFY(now[u"faultHits"].isObject());
}

QTEST_GUILESS_MAIN(TestSandboxFaults)
#include "tst_sandbox_faults.moc"
