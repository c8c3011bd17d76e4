// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/json.h"

#include <QJsonArray>
#include <QTest>

using namespace bw;

class TestNetJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void bodiesThatAreNotSoundJsonAreErrors_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("html") << QByteArray("<html><body>502</body></html>");
        QTest::newRow("cut") << QByteArray(R"({"a":[1,2)");
        QTest::newRow("tail") << QByteArray(R"({"a":1} x)");
        QTest::newRow("two") << QByteArray(R"({"a":1}{"a":2})");
        QTest::newRow("deep") << QByteArray(40, '[') + QByteArray(40, ']');
        QTest::newRow("array") << QByteArray("[1]");
        QTest::newRow("long") << "{\"a\":\"" + QByteArray(2000, 'x') + "\"}";
        QTest::newRow("nan") << QByteArray(R"({"a":NaN})");
    }
    void bodiesThatAreNotSoundJsonAreErrors()
    {
        QFETCH(QByteArray, body);
        const auto result = parseJsonObject(body, {1000, 32});
        QVERIFY(!result);
        QCOMPARE(result.error().family, ErrorFamily::Protocol);
        QVERIFY(!result.error().detail.contains(QStringLiteral("html")));
    }

    void depthIsCountedOutsideTextsOnly()
    {
        QVERIFY(parseJsonObject("{\"a\":\"[[[[[[[[[[\\\"[[[[\"}", {1000, 3}));
        QVERIFY(parseJsonObject(R"({"a":[[]],"b":[[]]})", {1000, 3}));
        QVERIFY(!parseJsonObject(R"({"a":[[[]]]})", {1000, 3}));
    }

    void nothingIsReadThroughADouble()
    {
        QCOMPARE(decimalOf(QStringLiteral("0.1000")).value().toString(), QStringLiteral("0.1000"));
        QCOMPARE(decimalOf(QStringLiteral("12345678901234567.123456789")).value().toString(), QStringLiteral("12345678901234567.123456789"));
        QCOMPARE(decimalOf(QJsonValue(qint64(9007199254740993))).value().toString(), QStringLiteral("9007199254740993"));
        QVERIFY(!decimalOf(QJsonValue(0.1)));
        QVERIFY(!decimalOf(QJsonValue(true)));
        QVERIFY(!decimalOf(QJsonValue()));
        QVERIFY(!decimalOf(QStringLiteral("")));
        QVERIFY(!decimalOf(QStringLiteral("1e5")));
    }

    void emptyNullAndMissingAreNotApplicableAndNonsenseIsAnError()
    {
        for (const QJsonValue &value : {QJsonValue(QStringLiteral("")), QJsonValue(QJsonValue::Null), QJsonValue(QJsonValue::Undefined)}) {
            const auto result = optionalDecimalOf(value);
            QVERIFY(result);
            QVERIFY(!result->has_value());
        }
        QCOMPARE(optionalDecimalOf(QStringLiteral("0")).value().value(), Decimal(0));
        QVERIFY(!optionalDecimalOf(QStringLiteral("-")));
        QVERIFY(!optionalDecimalOf(QJsonArray()));
    }

    void tokensKeepEveryDigit_data()
    {
        QTest::addColumn<QByteArray>("token");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *token, const char *expected) { QTest::newRow(token) << QByteArray(token) << QString::fromLatin1(expected); };
        row("1", "1");
        row("-0.50", "-0.50");
        row("\"0.1\"", "0.1");
        row("1e2", "100");
        row("1.5e-7", "0.00000015");
        row("12.345E+1", "123.45");
        row("-1.5e1", "-15");
        row("5e-18", "0.000000000000000005");
    }
    void tokensKeepEveryDigit()
    {
        QFETCH(QByteArray, token);
        QFETCH(QString, expected);
        const auto result = decimalFromToken(token);
        QVERIFY(result);
        QCOMPARE(result->toString(), expected);
    }

    void brokenTokensAreErrors()
    {
        for (const char *token : {"", "\"", "\"\"", "e5", "1e", "1e+", "1e99", "1e-99", "1e1e1", "nan", "null", "1e5x", "--1e1", "1.2.3e1", "0x10"})
            QVERIFY2(!decimalFromToken(token), token);
    }

    void wholeNumbersComeAsNumberOrText()
    {
        QCOMPARE(integerOf(QStringLiteral("1700000000000")), std::optional<qint64>(1700000000000));
        QCOMPARE(integerOf(QJsonValue(qint64(-5))), std::optional<qint64>(-5));
        QCOMPARE(integerOf(QJsonValue(0)), std::optional<qint64>(0));
        for (const QJsonValue &value : {QJsonValue(1.5), QJsonValue(QStringLiteral("")), QJsonValue(QStringLiteral("1 ")), QJsonValue(QStringLiteral("1.0")),
                                        QJsonValue(QStringLiteral("99999999999999999999")), QJsonValue(true), QJsonValue()})
            QVERIFY(!integerOf(value));
    }
};

QTEST_GUILESS_MAIN(TestNetJson)
#include "tst_netjson.moc"
