// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaypairtable.h"
#include "tests/support/recorded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace bw;

namespace {

QJsonObject goodRow()
{
    return QJsonDocument::fromJson(R"({"exchange":"okex-swap","symbol":"BTC-USDT-SWAP","venue":"OKX","base":"BTC","quote":"USDT","kind":"linear",
        "unit":"base_contracts","tick":"0.10","lot":"0.01","contractValue":"0.01","takerFee":"0.0005","asOf":"2026-11-23","shown":true})").object();
}

QByteArray tableOf(const QJsonArray &rows)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("format"), 1}, {QStringLiteral("pairs"), rows}}).toJson();
}

} // namespace

class TestRelayPairTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theShippedTableIsWholeAndComesBackFromItsOwnText()
    {
        const auto table = readRelayPairs(readAll(QStringLiteral(BW_RESOURCES "/instruments-relay.json")));
        QVERIFY(table);
        QVERIFY2(table->refused.isEmpty(), qPrintable(table->refused.isEmpty() ? QString() : table->refused.first().detail));
        QCOMPARE(table->pairs.size(), 28);
        for (const auto &pair : table->pairs)
            QVERIFY2(pair.takerFee.sign() > 0 && pair.asOf.isValid() && pair.isShown, qPrintable(pair.key.symbol));
        const auto again = readRelayPairs(writeRelayPairs(table->pairs));
        QVERIFY(again);
        QCOMPARE(writeRelayPairs(again->pairs), writeRelayPairs(table->pairs));
        QCOMPARE(again->pairs.size(), table->pairs.size());
    }

    void contractsBecomeCoins()
    {
        const auto table = readRelayPairs(readAll(QStringLiteral(BW_RESOURCES "/instruments-relay.json")));
        QVERIFY(table);
        const auto coins = [&](const char *exchange, const char *symbol, int amount, int price) {
            for (const auto &pair : table->pairs)
                if (pair.key == RelayKey{QLatin1StringView(exchange), QLatin1StringView(symbol)})
                    if (const auto value = pair.inCoins(Decimal(amount), Decimal(price)))
                        return value->toString();
            return QString();
        };
        QCOMPARE(coins("okex-swap", "BTC-USDT-SWAP", 250, 96000), QStringLiteral("2.5"));
        QCOMPARE(coins("okex-swap", "ETH-USDT-SWAP", 250, 3000), QStringLiteral("25"));
        QCOMPARE(coins("binance-futures", "BTCUSDT", 3, 96000), QStringLiteral("3"));
        QCOMPARE(coins("deribit", "BTC-PERPETUAL", 960000, 96000), QStringLiteral("10"));
        QCOMPARE(coins("okex-swap", "SOL-USDT-SWAP", 250, 200), QString()); // nobody told what a contract is worth: not compared
    }

    void aBrokenRowLosesOnlyItselfAndSaysWhy_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("says");
        const auto row = [](const char *name, const char *field, const QJsonValue &value, const char *says) {
            QTest::newRow(name) << QString(QLatin1StringView(field)) << value << QString(QLatin1StringView(says));
        };
        row("kind", "kind", QStringLiteral("perp"), "kind wants one of spot, linear, inverse");
        row("unit", "unit", QStringLiteral("coins"), "unit wants one of");
        row("tick is zero", "tick", QStringLiteral("0"), "tick wants a positive number");
        row("tick is a JSON number", "tick", 0.1, "tick wants a positive number as text");
        row("lot is negative", "lot", QStringLiteral("-1"), "lot wants a positive");
        row("fee in percent", "takerFee", QStringLiteral("5"), "takerFee wants a fraction");
        row("fee is null", "takerFee", QJsonValue(), "takerFee wants a fraction");
        row("no day", "asOf", QStringLiteral("yesterday"), "asOf wants a day");
        row("no flag", "shown", QStringLiteral("yes"), "shown wants true or false");
        row("misspelt", "lots", QStringLiteral("1"), "unknown field \"lots\"");
        row("empty symbol", "symbol", QString(), "symbol wants");
        row("long symbol", "symbol", QString(65, u'X'), "symbol wants");
        row("symbol with a line end", "symbol", QStringLiteral("BTC\nUSDT"), "symbol wants");
        row("missing", "venue", QJsonValue(QJsonValue::Undefined), "venue is missing"); // inserting Undefined removes
    }
    void aBrokenRowLosesOnlyItselfAndSaysWhy()
    {
        QFETCH(QString, field);
        QFETCH(QJsonValue, value);
        QFETCH(QString, says);
        QJsonObject bad = goodRow(), other = goodRow();
        bad.insert(field, value);
        other.insert(QStringLiteral("symbol"), QStringLiteral("ETH-USDT-SWAP"));
        const auto table = readRelayPairs(tableOf({other, bad}));
        QVERIFY(table);
        QCOMPARE(table->pairs.size(), 1);
        QCOMPARE(table->refused.size(), 1);
        QVERIFY2(table->refused.first().detail.contains(says), qPrintable(table->refused.first().detail));
        QVERIFY(table->refused.first().detail.startsWith(QStringLiteral("pair 2 (okex-swap")));
    }

    void aPairIsThereOnce()
    {
        const auto table = readRelayPairs(tableOf({goodRow(), goodRow(), 7}));
        QVERIFY(table);
        QCOMPARE(table->pairs.size(), 1);
        QCOMPARE(table->refused.size(), 2);
        QCOMPARE(table->pairs.first().tick->toString(), QStringLiteral("0.1"));
    }

    void whatIsNoTableNamesItsLine()
    {
        const auto broken = readRelayPairs("{\n\"format\": 1,\n\"pairs\": [}\n");
        QVERIFY(!broken);
        QVERIFY2(broken.error().detail.contains(QStringLiteral("line 3")), qPrintable(broken.error().detail));
        QVERIFY(!readRelayPairs({}));
        QVERIFY(!readRelayPairs("[]"));
        QVERIFY(!readRelayPairs(R"({"format":2,"pairs":[]})"));
        QVERIFY(!readRelayPairs(QByteArray(1'000'001, ' ')));
        QVERIFY(!readRelayPairs(tableOf(QJsonArray::fromVariantList(QVariantList(1001, 0)))));
        QVERIFY(readRelayPairs(R"({"format":1,"pairs":[]})"));
    }
};

QTEST_GUILESS_MAIN(TestRelayPairTable)
#include "tst_relaypairtable.moc"
