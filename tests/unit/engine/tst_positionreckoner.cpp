// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/positionreckoner.h"
#include "tests/support/samples.h"

#include <QTest>

using namespace bw;

namespace {

Decimal num(const char *text) { return *Decimal::parse(std::string_view(text)); }
UtcTime at(int second) { return fromMs(1'700'000'000'000 + second * 1000); }

Position row(std::optional<Side> side, const char *size, const char *entry, const char *mark, const char *pnl, int second)
{
    Position position;
    position.instrument = samples::linear();
    position.side = side;
    position.size = num(size);
    if (*entry)
        position.entryPrice = num(entry);
    position.markPrice = num(mark);
    position.unrealisedPnl = num(pnl);
    position.updatedAt = at(second);
    return position;
}

Execution fill(Side side, const char *qty, const char *price, int second, Execution::Kind kind = Execution::Kind::Trade)
{
    Execution execution;
    execution.instrument = samples::linear();
    execution.side = side;
    execution.qty = num(qty);
    execution.price = num(price);
    execution.kind = kind;
    execution.at = at(second);
    return execution;
}

} // namespace

class TestPositionReckoner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void fillsAfterTheFirstRowAverageTheEntry()
    {
        PositionReckoner reckoner;
        static_cast<void>(reckoner.beside(row(Side::Buy, "1", "100", "101", "1", 0)));
        reckoner.noteFill(fill(Side::Buy, "5", "90", 0), 0); // in that row already
        reckoner.noteFill(fill(Side::Buy, "2", "103", 1), 0);
        const auto both = reckoner.beside(row(Side::Buy, "3", "102", "105", "9", 2));
        QCOMPARE(both.ownEntryPrice, num("102"));
        QCOMPARE(both.ownUnrealisedPnl, num("9"));
        QVERIFY(reckoner.compare(both, at(10), at(10)).isEmpty());
    }

    void whatStandsApartByMoreThanTheLastDigitIsListed()
    {
        PositionReckoner reckoner;
        static_cast<void>(reckoner.beside(row(Side::Buy, "1", "100", "101", "1", 0)));
        reckoner.noteFill(fill(Side::Buy, "2", "103.1", 1), 0); // 102.0666...
        QVERIFY(reckoner.compare(row(Side::Buy, "3", "102.07", "105", "8.80", 2), at(10), at(10)).isEmpty());
        const auto apart = reckoner.compare(row(Side::Buy, "3", "102.05", "105", "8.83", 2), at(10), at(10));
        QCOMPARE(apart.size(), 2);
        QCOMPARE(apart[0].what, Difference::What::Entry);
        QCOMPARE(apart[0].theirs, QStringLiteral("102.05"));
        QCOMPARE(apart[1].what, Difference::What::Pnl);
        QVERIFY(reckoner.compare(row(Side::Buy, "3", "99", "105", "1", 9), at(10), at(10)).isEmpty()); // still moving
    }

    void aMissedFillIsToldAndOursBeginsAnew()
    {
        PositionReckoner reckoner;
        static_cast<void>(reckoner.beside(row(Side::Sell, "1", "100", "100", "0", 0)));
        const auto theirs = row(Side::Sell, "4", "97", "100", "-12", 3);
        QVERIFY(!reckoner.beside(theirs).ownEntryPrice.isValid()); // no figure beside another size
        const auto apart = reckoner.compare(theirs, at(10), at(10));
        QCOMPARE(apart.size(), 1);
        QCOMPARE(apart[0].what, Difference::What::Position);
        QCOMPARE(apart[0].ours, QStringLiteral("-1"));
        QCOMPARE(apart[0].theirs, QStringLiteral("-4"));
        QCOMPARE(reckoner.beside(theirs).ownEntryPrice, num("97"));
        QVERIFY(reckoner.compare(theirs, at(20), at(20)).isEmpty());
    }

    void aPositionThatWasNeverListedBeginsFlatButOnlyOnceTheListWasRead()
    {
        PositionReckoner reckoner;
        reckoner.noteFill(fill(Side::Buy, "1", "50", 1), 0);
        reckoner.beginAt(at(2));
        reckoner.noteFill(fill(Side::Buy, "2", "100", 3), 0);
        const auto both = reckoner.beside(row(Side::Buy, "2", "100", "100", "0", 4));
        QCOMPARE(both.ownEntryPrice, num("100"));
        reckoner.noteFill(fill(Side::Sell, "3", "110", 5), 0); // through zero
        const auto flipped = reckoner.beside(row(Side::Sell, "1", "110", "108", "2", 6));
        QCOMPARE(flipped.ownEntryPrice, num("110"));
        QCOMPARE(flipped.ownUnrealisedPnl, num("2"));
    }

    void sidesOfAHedgeAreApartAndASettlementBeginsAnew()
    {
        PositionReckoner reckoner;
        reckoner.beginAt(at(0));
        reckoner.noteFill(fill(Side::Buy, "1", "100", 1), 1);
        reckoner.noteFill(fill(Side::Sell, "1", "120", 1), 2);
        auto longSide = row(Side::Buy, "1", "100", "110", "10", 2);
        longSide.positionIdx = 1;
        QCOMPARE(reckoner.beside(longSide).ownUnrealisedPnl, num("10"));
        reckoner.noteFill(fill(Side::Buy, "1", "105", 3, Execution::Kind::Settle), 1);
        longSide.entryPrice = num("105");
        longSide.updatedAt = at(4);
        QCOMPARE(reckoner.beside(longSide).ownEntryPrice, num("105"));
        reckoner.noteFill(fill(Side::Buy, "7", "1", 5, Execution::Kind::Funding), 1);
        QCOMPARE(reckoner.beside(longSide).ownEntryPrice, num("105"));
    }
};

QTEST_GUILESS_MAIN(TestPositionReckoner)
#include "tst_positionreckoner.moc"
