// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recorded.h"
#include "tests/unit/sandbox/exchangerig.h"

#include <QJsonDocument>
#include <QtTest>

using namespace bw;

namespace {

QJsonObject jsonOf(const RestReply &reply)
{
    return QJsonDocument::fromJson(reply.body).object();
}

int codeOf(const RestReply &reply)
{
    return jsonOf(reply).value(QStringLiteral("retCode")).toInt(-1);
}

/// A request with the headers of a recorded sign vector.
RestRequest requestOf(const QJsonObject &vector)
{
    const auto text = [&](const char *name) { return vector.value(QLatin1StringView(name)).toVariant().toString().toUtf8(); };
    return {.method = text("method"),
            .path = text("path"),
            .rawQuery = text("query"),
            .body = text("body"),
            .headers = {{"x-bapi-api-key", text("api_key")},
                        {"x-bapi-timestamp", text("timestamp")},
                        {"x-bapi-recv-window", text("recv_window")},
                        {"x-bapi-sign", text("signature")}}};
}

} // namespace

/// Who may ask, judged as Bybit does: before the route, in Bybit's order, with Bybit's numbers.
class ExchangeAuthTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void acceptsWhatTwoOtherClientsSigned();
    void refusesTheTutorialsSignature();
    void namesEachFault_data();
    void namesEachFault();
    void theClockRuleIsAsymmetric_data();
    void theClockRuleIsAsymmetric();
    void judgesTheSignatureBeforeTheRoute();
    void aReaderMayNotCommand();
    void countsRequestsOverARollingSecond();
    void checksTheSocketsSignature();
};

void ExchangeAuthTest::acceptsWhatTwoOtherClientsSigned()
{
    const QString path = recordedFile(QStringLiteral("bybit/sign-vectors.json"));
    BW_REQUIRE_RECORDED(path);
    const QJsonArray vectors = QJsonDocument::fromJson(readAll(path)).object().value(QStringLiteral("vectors")).toArray();
    int checked = 0;
    for (const auto &entry : vectors) {
        const QJsonObject vector = entry.toObject();
        FakeClock clock;
        StillMarket market;
        ExchangeConfig config;
        const QByteArray key = vector.value(QStringLiteral("api_key")).toString().toUtf8();
        config.keys = {{key, SecretBytes(vector.value(QStringLiteral("api_secret")).toString().toUtf8()), KeyKind::Trade}};
        Exchange exchange(clock, market, config);
        const QString id = vector.value(QStringLiteral("id")).toString();
        if (vector.value(QStringLiteral("kind")).toString() == QLatin1StringView("rest")) {
            clock.jumpUtc(fromMs(vector.value(QStringLiteral("timestamp")).toInteger()) - clock.utcNow());
            const RestReply reply = exchange.handle(requestOf(vector));
            const int code = reply.status == 200 ? codeOf(reply) : 0; // a path that is not here answers 404, after the signature
            QVERIFY2(reply.status != 401 && code != 10002 && code != 10003 && code != 10004, qPrintable(id));
            RestRequest bent = requestOf(vector);
            bent.rawQuery += bent.method == "GET" ? "&a=1" : "";
            bent.body += bent.method == "POST" ? " " : "";
            QCOMPARE(codeOf(exchange.handle(bent)), 10004);
        } else {
            const qint64 expires = vector.value(QStringLiteral("expires")).toInteger();
            clock.jumpUtc(fromMs(expires - 1000) - clock.utcNow());
            const QByteArray signature = vector.value(QStringLiteral("signature")).toString().toUtf8();
            QCOMPARE(exchange.checkAuth(key, expires, signature), 0);
            QCOMPARE(exchange.checkAuth(key, expires + 1, signature), 10004);
        }
        ++checked;
    }
    QVERIFY(checked >= 8);
}

void ExchangeAuthTest::refusesTheTutorialsSignature()
{
    const QString path = recordedFile(QStringLiteral("bybit/sign-vectors.json"));
    BW_REQUIRE_RECORDED(path);
    QJsonObject wrong = QJsonDocument::fromJson(readAll(path)).object().value(QStringLiteral("negative_example")).toObject();
    wrong.insert(QStringLiteral("body"), wrong.value(QStringLiteral("body_on_the_wire")));
    ExchangeConfig config;
    config.keys = {{wrong.value(QStringLiteral("api_key")).toString().toUtf8(), SecretBytes(wrong.value(QStringLiteral("api_secret")).toString().toUtf8()), KeyKind::Trade}};
    FakeClock clock;
    clock.jumpUtc(fromMs(wrong.value(QStringLiteral("timestamp")).toInteger()) - clock.utcNow());
    StillMarket market;
    Exchange exchange(clock, market, config);
    wrong.insert(QStringLiteral("signature"), wrong.value(QStringLiteral("seed_signature")));
    const QJsonObject reply = jsonOf(exchange.handle(requestOf(wrong)));
    QCOMPARE(reply.value(QStringLiteral("retCode")).toInt(), 10004);
    QVERIFY(reply.value(QStringLiteral("retMsg")).toString().contains(wrong.value(QStringLiteral("correct_string_to_sign")).toString()));
    wrong.insert(QStringLiteral("signature"), wrong.value(QStringLiteral("correct_signature")));
    QCOMPARE(codeOf(exchange.handle(requestOf(wrong))), 0);
}

void ExchangeAuthTest::namesEachFault_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("code");
    QTest::newRow("unknown key") << QByteArray("x-bapi-api-key") << QByteArray("OTHER") << 10003;
    QTest::newRow("no key") << QByteArray("x-bapi-api-key") << QByteArray() << 10001;
    QTest::newRow("no signature") << QByteArray("x-bapi-sign") << QByteArray() << 10001;
    QTest::newRow("wrong signature") << QByteArray("x-bapi-sign") << QByteArray(64, 'a') << 10004;
    QTest::newRow("short signature") << QByteArray("x-bapi-sign") << QByteArray("a") << 10004;
    QTest::newRow("time is no number") << QByteArray("x-bapi-timestamp") << QByteArray("now") << 10002;
    QTest::newRow("window is no number") << QByteArray("x-bapi-recv-window") << QByteArray("-1") << 10002;
}

void ExchangeAuthTest::namesEachFault()
{
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QFETCH(int, code);
    ExchangeRig rig;
    const QByteArray now = QByteArray::number(toMs(rig.clock.utcNow()));
    RestRequest request{.method = "GET",
                        .path = "/v5/account/info",
                        .rawQuery = {},
                        .body = {},
                        .headers = {{"x-bapi-api-key", "RIGKEY"}, {"x-bapi-timestamp", now}, {"x-bapi-recv-window", "5000"}, {"x-bapi-sign", "00"}}};
    request.headers.insert(header, value);
    QCOMPARE(codeOf(rig.exchange.handle(request)), code);
    request.headers.clear();
    QCOMPARE(rig.exchange.handle(request).status, 401);
}

void ExchangeAuthTest::theClockRuleIsAsymmetric_data()
{
    QTest::addColumn<int>("offsetMs");
    QTest::addColumn<int>("code");
    QTest::newRow("as late as allowed") << -5000 << 0;
    QTest::newRow("too late") << -5001 << 10002;
    QTest::newRow("almost a second ahead") << 999 << 0;
    QTest::newRow("a second ahead") << 1000 << 10002;
}

void ExchangeAuthTest::theClockRuleIsAsymmetric()
{
    QFETCH(int, offsetMs);
    QFETCH(int, code);
    ExchangeRig rig;
    // The trade socket's messages carry no signature: the clock is all they are judged by.
    const qint64 stamp = toMs(rig.clock.utcNow()) + offsetMs;
    const QJsonObject head{{QStringLiteral("X-BAPI-TIMESTAMP"), QString::number(stamp)}};
    const QJsonObject body = fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "59000"}, {"qty", "0.001"}});
    const QJsonObject reply = rig.exchange.handleTrade(QStringLiteral("order.create"), head, {body}, "RIGKEY");
    QCOMPARE(reply.value(QStringLiteral("retCode")).toInt(), code);
    if (code == 10002)
        QVERIFY(reply.value(QStringLiteral("retMsg")).toString().contains(
            QStringLiteral("req_timestamp[%1],server_timestamp[%2],recv_window[5000]").arg(stamp).arg(toMs(rig.clock.utcNow()))));
    else
        QCOMPARE(reply.value(QStringLiteral("data")).toObject().value(QStringLiteral("orderId")).toString().size(), 36);
}

void ExchangeAuthTest::judgesTheSignatureBeforeTheRoute()
{
    ExchangeRig rig;
    QCOMPARE(rig.send("GET", "/v5/no/such", "a=1").status, 404);
    RestRequest unsigned_{.method = "GET", .path = "/v5/no/such", .rawQuery = {}, .body = {}, .headers = {{"x-bapi-api-key", "X"}, {"x-bapi-sign", "00"}, {"x-bapi-timestamp", "1"}}};
    QCOMPARE(codeOf(rig.exchange.handle(unsigned_)), 10003);
    QCOMPARE(rig.exchange.handle({.method = "GET", .path = "/v5/market/nothing", .rawQuery = {}, .body = {}, .headers = {}}).status, 404);
    QCOMPARE(codeOf(rig.exchange.handle({.method = "GET", .path = "/v5/market/time", .rawQuery = {}, .body = {}, .headers = {}})), 0);
}

void ExchangeAuthTest::aReaderMayNotCommand()
{
    ExchangeRig rig;
    const QJsonObject head{{QStringLiteral("X-BAPI-TIMESTAMP"), QString::number(toMs(rig.clock.utcNow()))}};
    const QJsonObject reply = rig.exchange.handleTrade(QStringLiteral("order.cancel-all"), head, {QJsonObject()}, "READER");
    QCOMPARE(reply.value(QStringLiteral("retCode")).toInt(), 10005);
}

void ExchangeAuthTest::countsRequestsOverARollingSecond()
{
    ExchangeRig rig({{QStringLiteral("USDT"), Decimal(1)}}, 0); // Bybit's own limits: order/create 10 a second
    const QByteArray body = R"({"category":"linear","symbol":"BTCUSDT"})";
    for (int i = 0; i < 10; ++i)
        QCOMPARE(codeOf(rig.send("POST", "/v5/order/create", body)), 10001);
    const RestReply refused = rig.send("POST", "/v5/order/create", body);
    QCOMPARE(codeOf(refused), 10006);
    QVERIFY(refused.headers.contains({"X-Bapi-Limit", "10"}));
    QVERIFY(refused.headers.contains({"X-Bapi-Limit-Status", "0"}));
    QVERIFY(refused.headers.contains({"X-Bapi-Limit-Reset-Timestamp", QByteArray::number(toMs(rig.clock.utcNow()) + 1000)}));
    QCOMPARE(codeOf(rig.send("POST", "/v5/order/cancel", body)), 10001); // another endpoint, another budget
    rig.clock.advance(std::chrono::milliseconds(999));
    QCOMPARE(codeOf(rig.send("POST", "/v5/order/create", body)), 10006);
    rig.clock.advance(std::chrono::milliseconds(1));
    QCOMPARE(codeOf(rig.send("POST", "/v5/order/create", body)), 10001);
}

void ExchangeAuthTest::checksTheSocketsSignature()
{
    ExchangeRig rig;
    const qint64 now = toMs(rig.clock.utcNow());
    QCOMPARE(rig.exchange.checkAuth("NOBODY", now + 1000, "00"), 10003);
    QCOMPARE(rig.exchange.checkAuth("RIGKEY", now, "00"), 10002);
    QCOMPARE(rig.exchange.checkAuth("RIGKEY", now + 1000, "00"), 10004);
}

QTEST_GUILESS_MAIN(ExchangeAuthTest)
#include "tst_exchange_auth.moc"
