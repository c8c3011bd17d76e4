// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/guardremedy.h"
#include "ui/models/limitfields.h"
#include "ui/models/qtypreset.h"
#include "ui/models/steptext.h"

#include <QTest>

using namespace bw;

class TicketModelsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void noLimitCanBeSwitchedOff();
    void theUsualLimitsAreValid();
    void aLimitReadsBackAsItWasTyped();
    void presetsSurviveTheirText();
    void foreignPresetTextsAreRefused_data();
    void foreignPresetTextsAreRefused();
    void amountsStepToTheNextWholeStepAndNeverToZero();
    void aRemedyNamesItsField();
};

void TicketModelsTest::noLimitCanBeSwitchedOff()
{
    for (const LimitField &field : limitFields()) {
        for (const char *off : {"0", "-1", "", "off", "999999999999", "1e9"})
            QVERIFY2(!limitProblem(field, QString::fromLatin1(off)).isEmpty(), qPrintable(field.name));
        QVERIFY2(limitProblem(field, field.least.toString()).isEmpty(), qPrintable(field.name));
        QVERIFY2(limitProblem(field, field.most.toString()).isEmpty(), qPrintable(field.name));
    }
}

void TicketModelsTest::theUsualLimitsAreValid()
{
    for (const LimitField &field : limitFields())
        QCOMPARE(limitProblem(field, limitText(field, RiskLimits())), QString());
}

void TicketModelsTest::aLimitReadsBackAsItWasTyped()
{
    for (const LimitField &field : limitFields()) {
        RiskLimits limits;
        const QString typed = field.places > 0 ? QStringLiteral("1.5") : QStringLiteral("100");
        applyLimit(field, typed, limits);
        QCOMPARE(limitText(field, limits), typed);
        for (const LimitField &other : limitFields())
            if (other.name != field.name)
                QCOMPARE(limitText(other, limits), limitText(other, RiskLimits())); // one row, one limit
    }
}

void TicketModelsTest::presetsSurviveTheirText()
{
    QCOMPARE(presetsFromText(toText(usualPresets())), std::optional(usualPresets()));
    const auto mixed = presetsFromText(QStringLiteral("size:0.01 notional:500 percent:5 risk:20 size:1"));
    QVERIFY(mixed);
    QCOMPARE((*mixed)[1], (QtyPreset{QtyUnit::Notional, QStringLiteral("500")}));
    QCOMPARE((*mixed)[3], (QtyPreset{QtyUnit::Risk, QStringLiteral("20")}));
}

void TicketModelsTest::foreignPresetTextsAreRefused_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("empty") << QString();
    QTest::newRow("four") << QStringLiteral("size:1 size:1 size:1 size:1");
    QTest::newRow("six") << QStringLiteral("size:1 size:1 size:1 size:1 size:1 size:1");
    QTest::newRow("unit") << QStringLiteral("all:1 size:1 size:1 size:1 size:1");
    QTest::newRow("zero") << QStringLiteral("size:0 size:1 size:1 size:1 size:1");
    QTest::newRow("number") << QStringLiteral("size:1.2.3 size:1 size:1 size:1 size:1");
    QTest::newRow("long") << QStringLiteral("size:1111111111111111111111111 size:1 size:1 size:1 size:1");
}

void TicketModelsTest::foreignPresetTextsAreRefused()
{
    QFETCH(QString, text);
    QVERIFY(!presetsFromText(text));
}

void TicketModelsTest::amountsStepToTheNextWholeStepAndNeverToZero()
{
    const Decimal hundredth = Decimal::fromScaled(1, 2);
    QCOMPARE(steppedAmount(QStringLiteral("0.105"), hundredth, 1), std::optional(QStringLiteral("0.11")));
    QCOMPARE(steppedAmount(QStringLiteral("0.105"), hundredth, -1), std::optional(QStringLiteral("0.10")));
    QVERIFY(!steppedAmount(QStringLiteral("0.01"), hundredth, -1));
    QVERIFY(!steppedAmount(QStringLiteral("x"), hundredth, 1));
    QString error;
    QVERIFY(!readAmountText(QStringLiteral("-3"), QStringLiteral("10"), error));
    QVERIFY(error.contains(QLatin1StringView("above zero")));
}

void TicketModelsTest::aRemedyNamesItsField()
{
    using Kind = GuardRemedy::Kind;
    const auto verdict = [](RuleId rule, const char *why, const char *nearest) {
        return Verdict{rule, false, {}, {}, QString::fromLatin1(why), QString::fromLatin1(nearest)};
    };
    QCOMPARE(remedyOf(verdict(RuleId::PriceBand, "price_too_far", "63400.0"))->kind, Kind::Price);
    QCOMPARE(remedyOf(verdict(RuleId::MinMax, "too_small", "0.001"))->kind, Kind::Qty);
    QCOMPARE(remedyOf(verdict(RuleId::Duplicate, "duplicate", ""))->kind, Kind::Repeat);
    QVERIFY(!remedyOf(verdict(RuleId::BookFresh, "book_stale", "")));
    QVERIFY(!remedyOf(verdict(RuleId::TickLot, "bad_slippage", "0.25"))); // no price and no quantity
    QVERIFY(!remedyOf(verdict(RuleId::Exits, "stop_wrong_side", "63000.0")));
    Verdict passed = verdict(RuleId::MinMax, "", "0.001");
    passed.ok = true;
    QVERIFY(!remedyOf(passed));
}

QTEST_GUILESS_MAIN(TicketModelsTest)
#include "tst_ticketmodels.moc"
