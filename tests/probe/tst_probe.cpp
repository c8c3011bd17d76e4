// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recorded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

using namespace bw;

/// The probe as a program: real files of cases in, expectations of the recorded data out.
class TestProbe : public QObject {
    Q_OBJECT

    struct Outcome {
        int exitCode = -1;
        QList<QJsonObject> lines;
        QByteArray complaint;
    };
    static Outcome run(const QStringList &arguments, const QByteArray &input);
    static QByteArray lineOf(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n'; }

private Q_SLOTS:
    void signaturesEqualTheVectors();
    void repliesAreReadAsExpected();
    void headlinesAreFlaggedAsExpected();
    void aRecordedBookEndsWithFiftyLevels_data();
    void aRecordedBookEndsWithFiftyLevels();
    void aGapLeavesNoLiveBook();
    void everyLineGetsALine();
    void anInstrumentJudgesDrafts();
    void codesHaveTheirCertainty_data();
    void codesHaveTheirCertainty();
    void aReadOnlyKeyIsReadOnlyWhateverItsLists();
    void previewWalksTheBook();
    void accountIsTheSameInAnyOrder();
    void badCallsExplainThemselves_data();
    void badCallsExplainThemselves();
};

TestProbe::Outcome TestProbe::run(const QStringList &arguments, const QByteArray &input)
{
    QProcess process;
    process.start(QStringLiteral(BW_PROBE), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (!process.waitForFinished(30000))
        return {};
    Outcome outcome{process.exitCode(), {}, process.readAllStandardError()};
    for (const auto &line : process.readAllStandardOutput().split('\n'))
        if (!line.isEmpty())
            outcome.lines.append(QJsonDocument::fromJson(line).object());
    return outcome;
}

void TestProbe::signaturesEqualTheVectors()
{
    const QString path = recordedFile(QStringLiteral("bybit/sign-vectors.json"));
    BW_REQUIRE_RECORDED(path);
    const auto vectors = QJsonDocument::fromJson(readAll(path)).object().value(QLatin1StringView("vectors")).toArray();
    QByteArray input;
    for (const auto &vector : vectors)
        input += lineOf(vector.toObject());
    const auto outcome = run({QStringLiteral("sign")}, input);
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.lines.size(), vectors.size());
    for (int i = 0; i < vectors.size(); ++i)
        QCOMPARE(outcome.lines[i].value(QLatin1StringView("signature")), vectors[i].toObject().value(QLatin1StringView("signature")));
}

void TestProbe::repliesAreReadAsExpected()
{
    const QString path = recordedFile(QStringLiteral("replies/replies.jsonl"));
    BW_REQUIRE_RECORDED(path);
    const auto cases = readLines(path);
    const auto outcome = run({QStringLiteral("reply"), path}, {});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.lines.size(), cases.size());
    for (int i = 0; i < cases.size(); ++i) {
        const auto expect = QJsonDocument::fromJson(cases[i]).object().value(QLatin1StringView("expect")).toObject();
        QVERIFY2(outcome.lines[i].value(QLatin1StringView("reason")).toString() == expect.value(QLatin1StringView("reject")).toString(), cases[i].constData());
        if (expect.contains(QLatin1StringView("score")))
            QVERIFY2(outcome.lines[i].value(QLatin1StringView("score")) == expect.value(QLatin1StringView("score")), cases[i].constData());
    }
}

void TestProbe::headlinesAreFlaggedAsExpected()
{
    const QString path = recordedFile(QStringLiteral("replies/injection_headlines.jsonl"));
    BW_REQUIRE_RECORDED(path);
    const auto cases = readLines(path);
    const auto outcome = run({QStringLiteral("headline"), path}, {});
    QCOMPARE(outcome.lines.size(), cases.size());
    for (int i = 0; i < cases.size(); ++i) {
        const auto expect = QJsonDocument::fromJson(cases[i]).object().value(QLatin1StringView("expect")).toString();
        QVERIFY2(outcome.lines[i].value(QLatin1StringView("flag")).toBool() == (expect == QStringLiteral("flag")), cases[i].constData());
    }
}

void TestProbe::aRecordedBookEndsWithFiftyLevels_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("tick");
    QTest::addColumn<QString>("lot");
    QTest::addColumn<int>("levels");
    QTest::newRow("spot 50") << "bybit/ws-public/spot-orderbook50-BTCUSDT-20260824.jsonl" << "0.1" << "0.000001" << 50;
    QTest::newRow("spot 200") << "bybit/ws-public/spot-orderbook200-BTCUSDT-20231224.jsonl" << "0.01" << "0.000001" << 200;
    QTest::newRow("linear 500") << "bybit/ws-public/linear-orderbook500-XRPUSDT-20241201.jsonl" << "0.0001" << "1" << 500;
}

void TestProbe::aRecordedBookEndsWithFiftyLevels()
{
    QFETCH(QString, file);
    QFETCH(QString, tick);
    QFETCH(QString, lot);
    QFETCH(int, levels);
    const QString path = recordedFile(file);
    BW_REQUIRE_RECORDED(path);
    const auto outcome = run({QStringLiteral("book"), QStringLiteral("--tick"), tick, QStringLiteral("--lot"), lot, QStringLiteral("--full"), path}, {});
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.lines.size(), readLines(path).size());
    const auto last = outcome.lines.last();
    QCOMPARE(last.value(QLatin1StringView("state")).toString(), QStringLiteral("live"));
    QCOMPARE(last.value(QLatin1StringView("levels")).toArray(), (QJsonArray{levels, levels}));
    QCOMPARE(last.value(QLatin1StringView("hash")).toString().size(), 64);
}

static QByteArray frame(int u, const char *type, const char *bids)
{
    return "{\"topic\":\"orderbook.50.BTCUSDT\",\"type\":\"" + QByteArray(type) + "\",\"ts\":1700000000000,\"data\":{\"s\":\"BTCUSDT\",\"b\":" + bids
        + ",\"a\":[[\"101.0\",\"1.000\"]],\"u\":" + QByteArray::number(u) + ",\"seq\":" + QByteArray::number(u) + "},\"cts\":1700000000000}\n";
}

static const QStringList kBook{QStringLiteral("book"), QStringLiteral("--tick"), QStringLiteral("0.1"), QStringLiteral("--lot"), QStringLiteral("0.001")};

void TestProbe::aGapLeavesNoLiveBook()
{
    const auto outcome = run(kBook, frame(10, "snapshot", R"([["100.0","1.000"]])") + frame(12, "delta", R"([["100.1","1.000"]])"));
    QCOMPARE(outcome.lines.size(), 2);
    QCOMPARE(outcome.lines[1].value(QLatin1StringView("reason")).toString(), QStringLiteral("sequence"));
    QVERIFY(outcome.lines[1].value(QLatin1StringView("state")).toString() != QStringLiteral("live"));
    QCOMPARE(outcome.lines[1].value(QLatin1StringView("bid")), QJsonValue());
}

void TestProbe::everyLineGetsALine()
{
    const auto outcome = run(kBook, "{\"success\":true,\"op\":\"subscribe\"}\nrubbish\n" + frame(1, "snapshot", R"([["100.0","1.000"]])") + "{\"topic\":\"orderb\n");
    QCOMPARE(outcome.lines.size(), 4);
    QCOMPARE(outcome.lines[2].value(QLatin1StringView("state")).toString(), QStringLiteral("live"));
    QVERIFY(outcome.lines[3].value(QLatin1StringView("state")).toString() != QStringLiteral("live"));
}

void TestProbe::anInstrumentJudgesDrafts()
{
    const QByteArray info = R"({"retCode":0,"result":{"category":"linear","list":[{"symbol":"BTCUSDT","contractType":"LinearPerpetual","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT","settleCoin":"USDT","priceFilter":{"minPrice":"0.10","maxPrice":"1999999.80","tickSize":"0.10"},"lotSizeFilter":{"maxOrderQty":"1190.000","minOrderQty":"0.001","qtyStep":"0.001","maxMktOrderQty":"500.000","minNotionalValue":"5"},"leverageFilter":{"minLeverage":"1","maxLeverage":"100.00","leverageStep":"0.01"}}]}})";
    const auto outcome = run({QStringLiteral("instrument")}, info + '\n'
        + R"({"symbol":"BTCUSDT","side":"Buy","type":"Limit","qty":"0.02","price":"63412.1"})" + '\n'
        + R"({"symbol":"BTCUSDT","side":"Buy","type":"Limit","qty":"0.0205","price":"63412.15"})" + '\n'
        + R"({"symbol":"BTCUSDT","side":"Buy","type":"Limit","qty":"2000","price":"63412.1"})" + '\n'
        + R"({"symbol":"NOPE","side":"Buy","type":"Limit","qty":"1","price":"1"})" + '\n');
    QCOMPARE(outcome.lines.size(), 4);
    QVERIFY(outcome.lines[0].value(QLatin1StringView("ok")).toBool());
    QCOMPARE(outcome.lines[0].value(QLatin1StringView("qty")).toString(), QStringLiteral("0.020"));
    QVERIFY(!outcome.lines[1].value(QLatin1StringView("ok")).toBool());
    QCOMPARE(outcome.lines[1].value(QLatin1StringView("reasons")).toArray().size(), 2);
    QVERIFY(!outcome.lines[2].value(QLatin1StringView("ok")).toBool());
    QVERIFY(!outcome.lines[3].value(QLatin1StringView("ok")).toBool());
}

void TestProbe::codesHaveTheirCertainty_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("certainty");
    QTest::newRow("server time-out") << 10000 << "unknown";
    QTest::newRow("time stamp") << 10002 << "refused";
    QTest::newRow("signature") << 10004 << "refused";
    QTest::newRow("rate limit of an order") << 10006 << "unknown";
    QTest::newRow("restarting") << 10016 << "unknown";
    QTest::newRow("balance") << 110007 << "refused";
    QTest::newRow("duplicate link id") << 110072 << "unknown";
    QTest::newRow("never seen") << 987654 << "unknown";
}

void TestProbe::codesHaveTheirCertainty()
{
    QFETCH(int, code);
    QFETCH(QString, certainty);
    const auto outcome = run({QStringLiteral("error")}, lineOf({{QStringLiteral("retCode"), code}, {QStringLiteral("retMsg"), QStringLiteral("x")}}));
    QCOMPARE(outcome.lines.value(0).value(QLatin1StringView("certainty")).toString(), certainty);
    QVERIFY(!outcome.lines.value(0).value(QLatin1StringView("advice")).toString().isEmpty());
}

void TestProbe::aReadOnlyKeyIsReadOnlyWhateverItsLists()
{
    const auto outcome = run({QStringLiteral("key-audit")},
        R"({"retCode":0,"result":{"readOnly":1,"permissions":{"ContractTrade":["Order","Position"],"Wallet":["Withdraw"]},"ips":["1.2.3.4"],"type":1,"deadlineDay":-2,"expiredAt":"1970-01-01T00:00:00Z","uta":1}})");
    QCOMPARE(outcome.lines.value(0).value(QLatin1StringView("level")).toString(), QStringLiteral("read_only"));
}

void TestProbe::previewWalksTheBook()
{
    const QByteArray input = R"({"book":{"b":[["29999","1"]],"a":[["30000","1"],["30001","2"]]},)"
                             R"("instrument":{"category":"linear","symbol":"BTCUSDT","baseCoin":"BTC","quoteCoin":"USDT","settleCoin":"USDT","status":"Trading",)"
                             R"("priceFilter":{"tickSize":"0.1"},"lotSizeFilter":{"qtyStep":"0.001","minOrderQty":"0.001","maxOrderQty":"100","maxMktOrderQty":"10"}},)"
                             R"("fees":{"maker":"0.0002","taker":"0.00055"},"account":{"available":"100000","leverage":"10"},)"
                             R"("draft":{"symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"2","revision":3}})"
                             "\n";
    const auto outcome = run({QStringLiteral("preview")}, input);
    QCOMPARE(outcome.exitCode, 0);
    QCOMPARE(outcome.lines.size(), 1);
    const auto &preview = outcome.lines.first();
    QCOMPARE(preview.value(QLatin1StringView("averagePrice")).toString().left(7), QStringLiteral("30000.5"));
    QCOMPARE(preview.value(QLatin1StringView("slippageBps")).toString(), QStringLiteral("0.17"));
    QCOMPARE(preview.value(QLatin1StringView("fee")).toString().left(8), QStringLiteral("33.00055"));
    QCOMPARE(preview.value(QLatin1StringView("levels")).toInt(), 2);
    QCOMPARE(preview.value(QLatin1StringView("revision")).toInt(), 3);
    bool isCapped = false;
    for (const auto &verdict : preview.value(QLatin1StringView("verdicts")).toArray())
        if (const auto row = verdict.toObject(); row.value(QLatin1StringView("rule")).toString() == QStringLiteral("notional_cap"))
            isCapped = !row.value(QLatin1StringView("ok")).toBool();
    QVERIFY(isCapped); // 60 001 is more than the default of 5000
    QCOMPARE(run({QStringLiteral("preview")}, "{}\n").exitCode, 1);
}

void TestProbe::accountIsTheSameInAnyOrder()
{
    const auto order = [](const char *status, const char *filled, int at) {
        return QByteArray(R"({"topic":"order","creationTime":1,"data":[{"category":"linear","symbol":"BTCUSDT","orderId":"1","orderLinkId":"bw-a",)"
                          R"("side":"Buy","orderType":"Limit","timeInForce":"GTC","price":"30000.5","qty":"0.020","positionIdx":0,"reduceOnly":false,)"
                          R"("orderStatus":")") + status + R"(","cumExecQty":")" + filled + R"(","avgPrice":"","createdTime":"1000","updatedTime":")" + QByteArray::number(at) + R"("}]})" + '\n';
    };
    const QByteArray fill = R"({"retCode":0,"result":{"category":"linear","list":[{"symbol":"BTCUSDT","execId":"e1","orderId":"1","orderLinkId":"bw-a","side":"Buy",)"
                            R"("execPrice":"30000.5","execQty":"0.020","execFee":"0.33","feeCurrency":"USDT","execType":"Trade","execTime":"1002","isMaker":false}]},"time":5})"
                            "\n";
    const QByteArray ledger = R"({"retCode":0,"result":{"list":[{"id":"l1","symbol":"BTCUSDT","category":"linear","side":"Buy","transactionTime":"1002","type":"TRADE","qty":"0.020",)"
                              R"("size":"0.020","currency":"USDT","tradePrice":"30000.5","funding":"","fee":"0.33","cashFlow":"0","change":"-0.33","cashBalance":"999.67","feeRate":"0.00055",)"
                              R"("tradeId":"e1","orderId":"1","orderLinkId":"bw-a"}]},"time":5})"
                              "\n";
    const QByteArray accepted = order("New", "0", 1001), filled = order("Filled", "0.020", 1002);
    const auto inTurn = run({QStringLiteral("account")}, accepted + fill + filled + ledger);
    QVERIFY2(inTurn.exitCode == 0 && inTurn.lines.size() == 1, QJsonDocument(inTurn.lines.value(0)).toJson().constData());
    const auto state = inTurn.lines.first();
    const auto orders = state.value(QLatin1StringView("orders")).toArray();
    QCOMPARE(orders.size(), 1);
    QCOMPARE(orders.first().toObject().value(QLatin1StringView("state")).toString(), QStringLiteral("filled"));
    QCOMPARE(orders.first().toObject().value(QLatin1StringView("price")).toString(), QStringLiteral("30000.5"));
    QCOMPARE(state.value(QLatin1StringView("executions")).toArray().size(), 1);
    QCOMPARE(state.value(QLatin1StringView("ledger")).toArray().first().toObject().value(QLatin1StringView("change")).toString(), QStringLiteral("-0.33"));
    QCOMPARE(state.value(QLatin1StringView("costs")).toArray().first().toObject().value(QLatin1StringView("remainder")).toString().toDouble(), 0.0);
    const auto swapped = run({QStringLiteral("account")}, ledger + filled + fill + accepted + fill + filled + ledger);
    QCOMPARE(swapped.lines, inTurn.lines);
}

void TestProbe::badCallsExplainThemselves_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::newRow("no command") << QStringList();
    QTest::newRow("unknown command") << QStringList{QStringLiteral("nonsense")};
    QTest::newRow("no tick") << QStringList{QStringLiteral("book")};
    QTest::newRow("bad tick") << QStringList{QStringLiteral("book"), QStringLiteral("--tick"), QStringLiteral("-1"), QStringLiteral("--lot"), QStringLiteral("1")};
    QTest::newRow("no such file") << QStringList{QStringLiteral("sign"), QStringLiteral("no/such/file")};
}

void TestProbe::badCallsExplainThemselves()
{
    QFETCH(QStringList, arguments);
    const auto outcome = run(arguments, {});
    QCOMPARE(outcome.exitCode, 2);
    QVERIFY(!outcome.complaint.isEmpty());
}

QTEST_GUILESS_MAIN(TestProbe)
#include "tst_probe.moc"
