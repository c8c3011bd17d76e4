// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakemarket.h"
#include "ui/models/changewords.h"
#include "ui/models/exitdrafts.h"
#include "ui/models/positionwords.h"
#include "ui/models/protectform.h"

#include <QTest>

using namespace bw;

namespace {

const UtcTime kNow = fromMs(1'700'000'000'000);

Decimal num(const char *text) { return *Decimal::parse(std::string_view(text)); }

/// Stop loss 62 780.1, long 0.020 at 63 120.0, mark 63 413.8, break even 63 126.9.
Position held()
{
    Position position = fakemarket::positions(fakemarket::btcusdt(), kNow).first();
    position.stopLoss = num("62780.1");
    return position;
}

Position shortHeld()
{
    Position position = held();
    position.side = Side::Sell;
    position.breakEvenPrice = num("63500.17");
    return position;
}

} // namespace

class ExitsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void closeTakesTheWholePositionWhateverItsSize();
    void reverseOrdersTwiceTheSizeAndOnlyWhereThatIsSafe();
    void breakEvenNeverLosesATickAndNeverClosesAtOnce();
    void protectionIsJudgedByTheSizeThatStopsCover();
    void anUntouchedFormChangesNothing();
    void anEmptiedFieldTakesTheStopAway();
    void stopsOnTheWrongSideAreRefused();
    void partialAddsAPairForASize();
    void aTrailingStopHasADistanceAndAStart();
    void anUnknownChangeNamesBothStates();
};

void ExitsTest::closeTakesTheWholePositionWhateverItsSize()
{
    const auto draft = closeDraft(held());
    QVERIFY(draft);
    QCOMPARE(draft->side, Side::Sell);
    QCOMPARE(draft->type, OrderType::Market);
    QVERIFY(draft->reduceOnly && draft->closesPosition && draft->qty.isZero());
    Position hedge = shortHeld();
    hedge.positionIdx = 2;
    QCOMPARE(closeDraft(hedge)->side, Side::Buy);
    QCOMPARE(closeDraft(hedge)->positionIdx, 2);
    Position flat = held();
    flat.side.reset();
    QVERIFY(!closeDraft(flat));
}

void ExitsTest::reverseOrdersTwiceTheSizeAndOnlyWhereThatIsSafe()
{
    const auto draft = reverseDraft(held(), true);
    QVERIFY(draft);
    QCOMPARE(draft->qty, QtyLots(40));
    QCOMPARE(draft->side, Side::Sell);
    QVERIFY(!draft->reduceOnly);
    QVERIFY(!reverseDraft(held(), false)); // twice of an unknown size
    Position hedge = held();
    hedge.positionIdx = 1;
    QVERIFY(!reverseDraft(hedge, true));
}

void ExitsTest::breakEvenNeverLosesATickAndNeverClosesAtOnce()
{
    Position position = held();
    position.breakEvenPrice = num("63126.91");
    const auto draft = breakEvenDraft(position);
    QVERIFY(draft);
    QCOMPARE(draft->stopLoss->trigger, PriceTicks(631'270)); // up for a long position
    QCOMPARE(draft->mode, StopMode::Full);
    const auto shortDraft = breakEvenDraft(shortHeld());
    QVERIFY(shortDraft);
    QCOMPARE(shortDraft->stopLoss->trigger, PriceTicks(635'001)); // down for a short one
    position.markPrice = num("63127.0");
    QVERIFY(!breakEvenDraft(position));
    position.breakEvenPrice = Decimal::invalid();
    QVERIFY(!breakEvenDraft(position));
}

void ExitsTest::protectionIsJudgedByTheSizeThatStopsCover()
{
    Position position = held();
    QVERIFY(!positionwords::isCovered(position));
    position.stoppedSize = num("0.008");
    QVERIFY(!positionwords::isCovered(position));
    QCOMPARE(positionwords::protectionSentence(position), QStringLiteral("Stops at the venue cover 0.008 of 0.020: 0.012 stands without one."));
    position.stoppedSize = num("0.02");
    QVERIFY(positionwords::isCovered(position));
}

void ExitsTest::anUntouchedFormChangesNothing()
{
    const ProtectReading reading = readProtection(protectFormOf(held()), held());
    QVERIFY(!reading.draft);
    QVERIFY(reading.changes.isEmpty());
}

void ExitsTest::anEmptiedFieldTakesTheStopAway()
{
    ProtectForm form = protectFormOf(held());
    QVERIFY(!form.stopLoss.isEmpty());
    form.stopLoss.clear();
    form.takeProfit = QStringLiteral("64200");
    const ProtectReading reading = readProtection(form, held());
    QVERIFY(reading.draft);
    QVERIFY(reading.draft->removesStopLoss && !reading.draft->stopLoss);
    QCOMPARE(reading.draft->takeProfit->trigger, PriceTicks(642'000));
    QCOMPARE(reading.changes.size(), 2);
}

void ExitsTest::stopsOnTheWrongSideAreRefused()
{
    ProtectForm form = protectFormOf(held());
    form.stopLoss = QStringLiteral("63500");
    QVERIFY(!readProtection(form, held()).draft);
    QVERIFY(!readProtection(form, held()).stopLossError.isEmpty());
    form = ProtectForm{};
    form.stopLoss = QStringLiteral("63500.05"); // also off the tick: its neighbours are named
    QVERIFY(readProtection(form, shortHeld()).stopLossError.contains(QStringLiteral("63500.1")));
    form.stopLoss = QStringLiteral("63500.1");
    QVERIFY(readProtection(form, shortHeld()).draft);
}

void ExitsTest::partialAddsAPairForASize()
{
    ProtectForm form;
    form.mode = StopMode::Partial;
    form.stopLoss = QStringLiteral("63000");
    form.size = QStringLiteral("0.030");
    QVERIFY(!readProtection(form, held()).draft); // more than there is
    form.size = QStringLiteral("0.005");
    const ProtectReading reading = readProtection(form, held());
    QVERIFY(reading.draft);
    QCOMPARE(reading.draft->mode, StopMode::Partial);
    QCOMPARE(*reading.draft->size, QtyLots(5));
    QVERIFY(!reading.draft->removesTakeProfit && !reading.draft->removesStopLoss && !reading.draft->removesTrailing);
}

void ExitsTest::aTrailingStopHasADistanceAndAStart()
{
    ProtectForm form = protectFormOf(held());
    form.trailing = QStringLiteral("150");
    form.activation = QStringLiteral("64000");
    const ProtectReading reading = readProtection(form, held());
    QVERIFY(reading.draft);
    QCOMPARE(*reading.draft->trailingDistance, Decimal(150));
    QCOMPARE(*reading.draft->activePrice, PriceTicks(640'000));
    form.activation = QStringLiteral("x");
    QVERIFY(!readProtection(form, held()).draft);
}

void ExitsTest::anUnknownChangeNamesBothStates()
{
    const AccountChange change = fakemarket::accountChanges(fakemarket::btcusdt(), kNow).last();
    const QString words = changewords::sentence(change);
    QVERIFY2(words.contains(change.before) && words.contains(change.after) && words.startsWith(u"UNKNOWN"), qPrintable(words));
    QVERIFY(changewords::isOpen(change));
}

QTEST_GUILESS_MAIN(ExitsTest)
#include "tst_exits.moc"
