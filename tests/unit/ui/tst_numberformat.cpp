// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/numberformat.h"

#include <QTest>

using namespace bw;
using std::chrono::milliseconds;

class NumberFormatTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thousandsAreThinSpacedAndTheSignIsATrueMinus_data();
    void thousandsAreThinSpacedAndTheSignIsATrueMinus();
    void whatIsReadCopiesBackAsAPlainDecimal();
    void absentNumbersNeverReadAsZero();
    void signsStandBeforeAllButZero();
    void agesUseOneUnit_data();
    void agesUseOneUnit();
    void timesNameTheirZone();
};

void NumberFormatTest::thousandsAreThinSpacedAndTheSignIsATrueMinus_data()
{
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("read");
    QTest::newRow("short") << QStringLiteral("999") << QStringLiteral("999");
    QTest::newRow("four digits") << QStringLiteral("1000") << QStringLiteral("1\u2009000");
    QTest::newRow("price") << QStringLiteral("63414.20") << QStringLiteral("63\u2009414.20");
    QTest::newRow("decimals stay whole") << QStringLiteral("0.00000001") << QStringLiteral("0.00000001");
    QTest::newRow("negative thousand") << QStringLiteral("-1234567.5") << QStringLiteral("\u22121\u2009234\u2009567.5");
    QTest::newRow("three digits and a sign") << QStringLiteral("-123") << QStringLiteral("\u2212123");
    QTest::newRow("no number") << QStringLiteral("invalid") << QStringLiteral("invalid");
    QTest::newRow("two points") << QStringLiteral("1.2.3") << QStringLiteral("1.2.3");
    QTest::newRow("sign only") << QStringLiteral("-") << QStringLiteral("-");
    QTest::newRow("nothing") << QString() << QString();
}

void NumberFormatTest::thousandsAreThinSpacedAndTheSignIsATrueMinus()
{
    QFETCH(QString, plain);
    QFETCH(QString, read);
    QCOMPARE(readNumber(plain), read);
}

void NumberFormatTest::whatIsReadCopiesBackAsAPlainDecimal()
{
    for (const QString &plain : {QStringLiteral("-1234567.50"), QStringLiteral("63414.2"), QStringLiteral("0.00000001"), QStringLiteral("0")})
        QCOMPARE(toPlain(readNumber(plain)), plain);
}

void NumberFormatTest::absentNumbersNeverReadAsZero()
{
    const Decimal invalid = Decimal(1).dividedBy(Decimal(0), 2, Rounding::Down);
    QVERIFY(!invalid.isValid());
    QCOMPARE(readDecimal(invalid), kMissing);
    QCOMPARE(readDecimal(invalid, 2), kMissing);
    QCOMPARE(readSigned(invalid, 2), kMissing);
    QCOMPARE(readUsd(invalid, 2), kMissing);
    QCOMPARE(readPercent(std::nullopt, 2), kMissing);
    QCOMPARE(readPercent(invalid, 2), kMissing);
}

void NumberFormatTest::signsStandBeforeAllButZero()
{
    QCOMPARE(readSigned(Decimal::fromScaled(5, 1), 2), QStringLiteral("+0.50"));
    QCOMPARE(readSigned(Decimal::fromScaled(-5, 1), 2), QStringLiteral("\u22120.50"));
    QCOMPARE(readSigned(Decimal(0), 2), QStringLiteral("0.00"));
    QCOMPARE(readSigned(Decimal::fromScaled(4, 3), 2), QStringLiteral("0.00")); // rounds to nothing: no sign
}

void NumberFormatTest::agesUseOneUnit_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("text");
    QTest::newRow("a clock set back") << qint64(-5000) << QStringLiteral("0 s");
    QTest::newRow("below a second") << qint64(999) << QStringLiteral("0 s");
    QTest::newRow("seconds") << qint64(59'999) << QStringLiteral("59 s");
    QTest::newRow("a minute") << qint64(60'000) << QStringLiteral("1 m");
    QTest::newRow("an hour") << qint64(3'600'000) << QStringLiteral("1 h");
    QTest::newRow("a day") << qint64(86'400'000) << QStringLiteral("1 d");
}

void NumberFormatTest::agesUseOneUnit()
{
    QFETCH(qint64, ms);
    QFETCH(QString, text);
    QCOMPARE(readAge(milliseconds(ms)), text);
}

void NumberFormatTest::timesNameTheirZone()
{
    const UtcTime at = fromMs(1'700'000'000'000);
    QCOMPARE(readTimeWithZone(at), QStringLiteral("22:13:20 UTC"));
    QCOMPARE(readDateTimeWithZone(at), QStringLiteral("2023-11-14 22:13:20 UTC"));
    QCOMPARE(readCountdown(milliseconds(8'020'000)), QStringLiteral("02:13:40"));
    QCOMPARE(readCountdown(milliseconds(-1)), QStringLiteral("00:00:00"));
}

QTEST_GUILESS_MAIN(NumberFormatTest)
#include "tst_numberformat.moc"
