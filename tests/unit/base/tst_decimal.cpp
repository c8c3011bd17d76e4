// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/decimal.h"

#include <QTest>

#include <cmath>

using bw::Decimal;
using bw::Rounding;

namespace {
Decimal dec(const char *text)
{
    const auto parsed = Decimal::parse(std::string_view(text));
    return parsed ? *parsed : Decimal::fromScaled(1, 99); // invalid: fails every comparison
}
const char *const kLargest = "999999999999999999999999999999999999"; // 36 digits
}

class TestDecimal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void parsePrintsTheSameScale_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("printed");
        const auto row = [](const char *text, const char *printed) {
            QTest::newRow(text) << QString::fromLatin1(text) << QString::fromLatin1(printed);
        };
        row("0", "0");
        row("1.50", "1.50");
        row("-1.50", "-1.50");
        row("+7", "7");
        row("007.10", "7.10");
        row("-0.00", "0.00");
        row("0.000000000000000001", "0.000000000000000001");
        row("-0.05", "-0.05");
        row("010", "10"); // never octal
        row(kLargest, kLargest);
        row("999999999999999999.999999999999999999", "999999999999999999.999999999999999999");
        row("0000000000000000000000000000000000000000000000000000000000000001", "1"); // 64 characters
    }
    void parsePrintsTheSameScale()
    {
        QFETCH(QString, text);
        QFETCH(QString, printed);
        const auto wide = Decimal::parse(QStringView(text));
        const QByteArray bytes = text.toLatin1();
        const auto narrow = Decimal::parse(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        QVERIFY(wide.has_value() && narrow.has_value());
        QCOMPARE(wide->toString(), printed);
        QCOMPARE(narrow->toString(), printed);
    }

    void parseRefuses_data()
    {
        QTest::addColumn<QString>("text");
        const QStringList bad{QString(), QStringLiteral("-"), QStringLiteral("+"), QStringLiteral("."), QStringLiteral("1."),
                              QStringLiteral(".5"), QStringLiteral("1e5"), QStringLiteral("1E-5"), QStringLiteral(" 1"),
                              QStringLiteral("1 "), QStringLiteral("1,000"), QStringLiteral("1,5"), QStringLiteral("nan"),
                              QStringLiteral("inf"), QStringLiteral("0x10"), QStringLiteral("--1"), QStringLiteral("1.2.3"),
                              QStringLiteral("1-"), QStringLiteral("\u0661"), QStringLiteral("\uff11"), QStringLiteral("\u22121"),
                              QString(QChar(u'1')) + QChar(0), QString(65, u'0'), QStringLiteral("0.0000000000000000001"),
                              QString(37, u'9'), QStringLiteral("1") + QString(36, u'0')};
        for (int i = 0; i < bad.size(); ++i)
            QTest::addRow("%d", i) << bad[i];
    }
    void parseRefuses()
    {
        QFETCH(QString, text);
        const auto wide = Decimal::parse(QStringView(text));
        QVERIFY(!wide);
        QCOMPARE(wide.error().family, bw::ErrorFamily::Input);
        const QByteArray bytes = text.toUtf8();
        QVERIFY(!Decimal::parse(std::string_view(bytes.constData(), static_cast<std::size_t>(bytes.size()))));
    }

    void comparisonIgnoresTheScale()
    {
        QVERIFY(dec("1.5") == dec("1.500"));
        QVERIFY(dec("-1.5") < dec("-1.499"));
        QVERIFY(dec("2") > dec("1.999999999999999999"));
        QVERIFY(dec("0") == dec("-0.00"));
        QVERIFY(Decimal(-3) == dec("-3.0"));
    }

    void arithmeticIsExact()
    {
        QCOMPARE((dec("0.1") + dec("0.2")).toString(), QStringLiteral("0.3"));
        QCOMPARE((dec("1.50") - dec("2.5")).toString(), QStringLiteral("-1.00"));
        QCOMPARE((dec("-1.5") * dec("0.20")).toString(), QStringLiteral("-0.300"));
        QCOMPARE((-dec("1.20")).toString(), QStringLiteral("-1.20"));
        QCOMPARE(dec("-1.20").abs().toString(), QStringLiteral("1.20"));
        // 20 places are rounded half-even to 18
        QCOMPARE((dec("0.0000000001") * dec("0.0000000025")).toString(), QStringLiteral("0.000000000000000000"));
        QCOMPARE((dec("0.000000001") * dec("0.0000000015")).toString(), QStringLiteral("0.000000000000000002"));
        QCOMPARE((dec("0.000000001") * dec("0.0000000025")).toString(), QStringLiteral("0.000000000000000002"));
    }

    void outOfRangeIsInvalidAndSpreads()
    {
        const Decimal over = dec(kLargest) + Decimal(1);
        QVERIFY(!over.isValid());
        QCOMPARE(over.toString(), QStringLiteral("invalid"));
        QVERIFY(!(over == over));
        QVERIFY(!(over < Decimal(1)) && !(over > Decimal(1)) && !(over >= Decimal(1)));
        QCOMPARE(over.sign(), 0);
        QVERIFY(!over.isZero());
        QVERIFY(!(over - over).isValid());
        QVERIFY(!(over * Decimal(0)).isValid());
        QVERIFY(!(-over).isValid());
        QVERIFY(!over.rounded(2, Rounding::Zero).isValid());
        QVERIFY(!over.normalized().isValid());
        QVERIFY(!over.stepsOf(Decimal(1), Rounding::Down));
        QVERIFY(std::isnan(over.toDouble()));
        QVERIFY(!(dec(kLargest) * Decimal(2)).isValid());
        QVERIFY(!(dec(kLargest) * dec(kLargest)).isValid());
        QVERIFY(!(-dec(kLargest) - Decimal(1)).isValid());
        QVERIFY(dec("999999999999999999999999999999999998") + Decimal(1) == dec(kLargest));
        QVERIFY(!Decimal::fromScaled(1, 19).isValid());
        QVERIFY(!Decimal::fromScaled(1, -1).isValid());
        QVERIFY(Decimal::fromScaled(std::numeric_limits<std::int64_t>::min(), 0) == dec("-9223372036854775808"));
    }

    void divisionNamesItsRounding_data()
    {
        QTest::addColumn<QString>("down");
        QTest::addColumn<QString>("up");
        QTest::addColumn<QString>("zero");
        QTest::addColumn<QString>("halfEven");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *value, const char *down, const char *up, const char *zero, const char *half) {
            QTest::newRow(value) << QString::fromLatin1(down) << QString::fromLatin1(up) << QString::fromLatin1(zero)
                                 << QString::fromLatin1(half) << QString::fromLatin1(value);
        };
        row("0.25", "0.2", "0.3", "0.2", "0.2");
        row("0.35", "0.3", "0.4", "0.3", "0.4");
        row("-0.25", "-0.3", "-0.2", "-0.2", "-0.2");
        row("-0.35", "-0.4", "-0.3", "-0.3", "-0.4");
        row("0.251", "0.2", "0.3", "0.2", "0.3");
        row("-0.26", "-0.3", "-0.2", "-0.2", "-0.3");
        row("0.3", "0.3", "0.3", "0.3", "0.3");
        row("-0.01", "-0.1", "0.0", "0.0", "0.0");
    }
    void divisionNamesItsRounding()
    {
        QFETCH(QString, value);
        const Decimal d = *Decimal::parse(QStringView(value));
        QTEST(d.rounded(1, Rounding::Down).toString(), "down");
        QTEST(d.rounded(1, Rounding::Up).toString(), "up");
        QTEST(d.rounded(1, Rounding::Zero).toString(), "zero");
        QTEST(d.rounded(1, Rounding::HalfEven).toString(), "halfEven");
    }

    void divisionByZeroIsInvalid()
    {
        QVERIFY(!Decimal(1).dividedBy(Decimal(0), 2, Rounding::Down).isValid());
        QVERIFY(!Decimal(1).dividedBy(Decimal(3), 19, Rounding::Down).isValid());
        QCOMPARE(Decimal(-1).dividedBy(Decimal(-3), 4, Rounding::Down).toString(), QStringLiteral("0.3333"));
        QCOMPARE(Decimal(1).dividedBy(dec("-3.00"), 0, Rounding::Down).toString(), QStringLiteral("-1"));
    }

    void normalizedDropsZerosBehindTheLastDigit()
    {
        QCOMPARE(dec("1.500").normalized().toString(), QStringLiteral("1.5"));
        QCOMPARE(dec("10.00").normalized().toString(), QStringLiteral("10"));
        QCOMPARE(dec("0.000").normalized().toString(), QStringLiteral("0"));
        QCOMPARE(dec("-100").normalized().toString(), QStringLiteral("-100"));
    }

    void stepsCountWholeSteps()
    {
        QCOMPARE(*dec("61000.1").stepsOf(dec("0.10"), Rounding::Down), std::int64_t(610001));
        QCOMPARE(*dec("-0.15").stepsOf(dec("0.1"), Rounding::Down), std::int64_t(-2));
        QCOMPARE(*dec("9223372036854775807").stepsOf(Decimal(1), Rounding::Down), std::numeric_limits<std::int64_t>::max());
        QCOMPARE(*dec("-9223372036854775808").stepsOf(Decimal(1), Rounding::Down), std::numeric_limits<std::int64_t>::min());
        QVERIFY(!dec("9223372036854775808").stepsOf(Decimal(1), Rounding::Down));
        QVERIFY(!dec("-9223372036854775809").stepsOf(Decimal(1), Rounding::Down));
        QVERIFY(!dec("1").stepsOf(Decimal(0), Rounding::Down));
        QVERIFY(!dec("1").stepsOf(dec("-0.1"), Rounding::Down));
        QVERIFY(dec("0.30").isMultipleOf(dec("0.1")));
        QVERIFY(!dec("0.35").isMultipleOf(dec("0.1")));
        QVERIFY(!dec("0.35").isMultipleOf(Decimal(0)));
    }

    void drawingGetsTheNearestDouble()
    {
        QCOMPARE(dec("61234.56").toDouble(), 61234.56);
        QCOMPARE(dec("-0.1").toDouble(), -0.1);
    }
};

QTEST_GUILESS_MAIN(TestDecimal)
#include "tst_decimal.moc"
