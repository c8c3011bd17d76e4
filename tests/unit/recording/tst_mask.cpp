// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/mask.h"
#include "core/recording/replyrecord.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace bw;

/// What a recording must not keep, by the names of fields; canaries stand for it.
class TestMask : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void canariesAreTakenOut_data();
    void canariesAreTakenOut();
    void marketTextsStayByteForByte_data();
    void marketTextsStayByteForByte();
    void aKeyReportKeepsWhatTheAuditReads();
    void anEchoOfTheSignedTextIsTakenOut();
    void anyCutOfATextStaysSilent();
    void urlsLoseSecrets();
    void aPageIsNotKept();
};

void TestMask::canariesAreTakenOut_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("text") << QByteArray(R"({"apiKey":"CANARY","x":1})");
    QTest::newRow("blanks") << QByteArray("{ \"secret\" \n : \t \"CANARY\" }");
    QTest::newRow("case") << QByteArray(R"({"ApiKey":"CANARY"})");
    QTest::newRow("list") << QByteArray(R"({"ips":["CANARY","1.2.3.4"],"x":1})");
    QTest::newRow("nested list") << QByteArray(R"({"ips":[["CANARY"],{"a":"CANARY]"}],"x":1})");
    QTest::newRow("object") << QByteArray(R"({"secret":{"a":{"b":"CANARY}"}},"x":1})");
    QTest::newRow("number") << QByteArray(R"({"userID":424242424242,"x":1})").replace("424242424242", "0CANARY");
    QTest::newRow("deep") << QByteArray(R"({"result":{"list":[{"sign":"CANARY"}]}})");
    QTest::newRow("escaped quote") << QByteArray(R"({"note":"a\"CANARY","x":1})");
    QTest::newRow("escaped name") << QByteArray(R"({"api\u004bey":"CANARY"})");
    QTest::newRow("subaccount") << QByteArray(R"({"parentUid":"CANARY","subMemberId":"CANARY","userIDInt64":"CANARY"})");
    QTest::newRow("no end") << QByteArray(R"({"apiKey":"CANARY)");
    QTest::newRow("no end of list") << QByteArray(R"({"ips":["CANARY)");
    QTest::newRow("not JSON around it") << QByteArray(R"(error: "apiKey":"CANARY")");
}

void TestMask::canariesAreTakenOut()
{
    QFETCH(QByteArray, text);
    const QByteArray out = masked(text);
    QVERIFY2(!out.contains("CANARY"), out.constData());
    if (!QJsonDocument::fromJson(text).isNull())
        QVERIFY2(!QJsonDocument::fromJson(out).isNull(), out.constData());
    QCOMPARE(out.contains("\"x\":1"), text.contains("\"x\":1")); // nothing else went with it
}

void TestMask::marketTextsStayByteForByte_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("book") << QByteArray(R"({"topic":"orderbook.50.BTCUSDT","type":"delta","ts":1,"data":{"s":"BTCUSDT","b":[["1.0","2"]],"a":[],"u":5,"seq":7},"cts":2})");
    QTest::newRow("order") << QByteArray(R"({"topic":"order","data":[{"orderLinkId":"bw-1","orderId":"a\"b","side":"Buy","qty":"1"}]})");
    QTest::newRow("words") << QByteArray(R"({"retCode":110007,"retMsg":"ab not enough for new order"})");
    QTest::newRow("blanks") << QByteArray("{ \"retMsg\" : \"OK\" , \"retCode\" : 0 }");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("unbound key") << QByteArray(R"({"ips":["*"],"secret":""})");
    QTest::newRow("noise") << QByteArray("\"ab\"\"::\"}{\0\x01,[[", 13);
}

void TestMask::marketTextsStayByteForByte()
{
    QFETCH(QByteArray, text);
    QCOMPARE(masked(text), text);
}

void TestMask::aKeyReportKeepsWhatTheAuditReads()
{
    const QByteArray report = R"({"retCode":0,"retMsg":"","result":{"id":"CANARY1","note":"CANARY2","apiKey":"CANARY3","readOnly":0,"secret":"",)"
                              R"("permissions":{"ContractTrade":["Order","Position"]},"ips":["CANARY4"],"type":1,"deadlineDay":-2,)"
                              R"("expiredAt":"1970-01-01T00:00:00Z","createdAt":"CANARY5","userID":66,"inviterID":77,"kycRegion":"CANARY6","uta":1}})";
    const QByteArray out = masked(report, true);
    QVERIFY2(!out.contains("CANARY") && !out.contains(":66") && !out.contains(":77"), out.constData());
    const auto result = QJsonDocument::fromJson(out).object().value(QLatin1StringView("result")).toObject();
    QCOMPARE(result.value(QLatin1StringView("readOnly")).toInt(-1), 0);
    QCOMPARE(result.value(QLatin1StringView("uta")).toInt(-1), 1);
    QCOMPARE(result.value(QLatin1StringView("expiredAt")).toString(), QStringLiteral("1970-01-01T00:00:00Z"));
    QCOMPARE(result.value(QLatin1StringView("permissions")).toObject().value(QLatin1StringView("ContractTrade")).toArray().size(), 2);
    QCOMPARE(result.value(QLatin1StringView("ips")).toArray(), QJsonArray{QStringLiteral("masked")}); // still a bound key
}

void TestMask::anEchoOfTheSignedTextIsTakenOut()
{
    const QByteArray out = masked(R"({"retCode":10004,"retMsg":"error sign! origin_string[1658384314791CANARY5000{\"symbol\":\"BTCUSDT\"}]","result":{}})");
    QVERIFY2(!out.contains("CANARY") && !out.contains("origin_string"), out.constData());
    QCOMPARE(QJsonDocument::fromJson(out).object().value(QLatin1StringView("retCode")).toInt(), 10004);
}

void TestMask::anyCutOfATextStaysSilent()
{
    const QByteArray text = R"({"a":[1,{"apiKey" : "CANARY\"CANARY","ips":["CANARY",["CANARY"]]}],"retMsg":"sign CANARY"})";
    for (qsizetype size = 0; size <= text.size(); ++size)
        QVERIFY2(!masked(text.left(size)).contains("CANARY"), text.left(size).constData());
}

void TestMask::urlsLoseSecrets()
{
    QCOMPARE(streamName(QUrl(QStringLiteral("wss://user:pass@host/v5/private?token=CANARY&max=5#CANARY"))),
             QStringLiteral("wss://host/v5/private?token=masked&max=5"));
    QCOMPARE(streamName(QUrl(QStringLiteral("wss://host/v5/public/linear"))), QStringLiteral("wss://host/v5/public/linear"));
    HttpRequest request;
    request.url = QUrl(QStringLiteral("https://h/v5/market/kline?symbol=A&start=1&end=2&interval=1"));
    QCOMPARE(timelessName(requestName(request)), QStringLiteral("GET https://h/v5/market/kline?symbol=A&interval=1"));
}

void TestMask::aPageIsNotKept()
{
    QCOMPARE(maskedBody("<html>CANARY</html>", false), QByteArray("<html>not recorded</html>"));
    QCOMPARE(maskedBody("  CANARY", false), QByteArray("not recorded"));
}

QTEST_GUILESS_MAIN(TestMask)
#include "tst_mask.moc"
