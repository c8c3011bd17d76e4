// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/bookhistory.h"
#include "core/domain/book/booktrust.h"
#include "core/domain/book/framepace.h"

#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

namespace {
TrustEvidence good()
{
    TrustEvidence evidence;
    evidence.isLive = true;
    evidence.age = 30ms;
    evidence.normalPace = 20ms;
    evidence.spotCheckAgreed = true;
    evidence.clockError = 5ms;
    evidence.otherVenueBps = 3;
    return evidence;
}
using Change = std::function<void(TrustEvidence &)>;
constexpr MonoTime kStart{1000s};
} // namespace
Q_DECLARE_METATYPE(Change)

class TestTrust : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachPartTakesItsPoints_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<TrustPart>("part");
        QTest::addColumn<int>("lost");
        const auto row = [](const char *name, TrustPart part, int lost, const Change &change) { QTest::newRow(name) << change << part << lost; };
        row("nothing is wrong", TrustPart::Age, 0, [](auto &) {});
        row("a second is no age", TrustPart::Age, 0, [](auto &e) { e.age = 1000ms; });
        row("just over a second", TrustPart::Age, 1, [](auto &e) { e.age = 1001ms; });
        row("four seconds of silence", TrustPart::Age, 45, [](auto &e) { e.age = 4000ms; });
        row("an hour of silence", TrustPart::Age, 45, [](auto &e) { e.age = 1h; });
        row("a slow book between its frames", TrustPart::Age, 0, [](auto &e) { e.normalPace = 3000ms; e.age = 9000ms; });
        row("crossed for six seconds of the minute", TrustPart::Crossed, 20, [](auto &e) { e.crossedShare = 0.1; });
        row("crossed all the minute", TrustPart::Crossed, 50, [](auto &e) { e.crossedShare = 1; });
        row("not measured is not crossed", TrustPart::Crossed, 0, [](auto &e) { e.crossedShare = std::numeric_limits<double>::quiet_NaN(); });
        row("one gap", TrustPart::Gaps, 6, [](auto &e) { e.gaps = 1; });
        row("many gaps", TrustPart::Gaps, 48, [](auto &e) { e.gaps = 1'000'000'000; });
        row("u is ignored", TrustPart::Gaps, 38, [](auto &e) { e.gaps = 3; e.isUpdateIdIgnored = true; });
        row("a clock 150 ms off", TrustPart::Clock, 4, [](auto &e) { e.clockError = 150ms; });
        row("a clock far off", TrustPart::Clock, 25, [](auto &e) { e.clockError = 1h; });
        row("a clock not compared", TrustPart::Clock, 0, [](auto &e) { e.clockError.reset(); });
        row("the venue says otherwise", TrustPart::SpotCheck, 50, [](auto &e) { e.spotCheckAgreed = false; });
        row("no verdict yet", TrustPart::SpotCheck, 0, [](auto &e) { e.spotCheckAgreed.reset(); });
        row("no verdict for long", TrustPart::SpotCheck, 5, [](auto &e) { e.isSpotCheckOverdue = true; });
        row("another venue near by", TrustPart::OtherVenue, 0, [](auto &e) { e.otherVenueBps = 20; });
        row("another venue far away", TrustPart::OtherVenue, 15, [](auto &e) { e.otherVenueBps = 35; });
        row("no other venue", TrustPart::OtherVenue, 0, [](auto &e) { e.otherVenueBps.reset(); });
    }
    void eachPartTakesItsPoints()
    {
        QFETCH(Change, change);
        QFETCH(TrustPart, part);
        QFETCH(int, lost);
        auto evidence = good();
        change(evidence);
        const auto trust = judgeTrust(evidence);
        QCOMPARE(trust.lostBy(part), lost);
        QCOMPARE(trust.score, 100 - lost); // and no other part took any
        evidence.isLive = false;
        QCOMPARE(judgeTrust(evidence), BookTrust());
    }

    void paceIsTheMedianAndABreakIsNoPace()
    {
        FramePace pace;
        auto at = kStart;
        for (int i = 0; i < 5; ++i)
            pace.note(at += 100ms);
        QVERIFY(!pace.normal()); // four distances are too few
        pace.note(at += 5s);     // one pause does not make a slow book
        QCOMPARE(pace.normal(), 100ms);
        for (int i = 0; i < 200; ++i)
            pace.note(at += 1ms);
        QCOMPARE(pace.normal(), FramePace::kShortest);
        pace.noteBreak();
        for (int i = 0; i < 200; ++i) {
            pace.note(at += 500ms);
            pace.noteBreak();
        }
        QCOMPARE(pace.normal(), FramePace::kShortest);
    }

    void framesOfTheLastSecondAreCounted()
    {
        FramePace pace;
        QCOMPARE(pace.perSecond(kStart), 0.0);
        for (int i = 0; i < 100; ++i)
            pace.note(kStart + i * 20ms);
        QCOMPARE(pace.perSecond(kStart + 1990ms), 50.0);
        QCOMPARE(pace.perSecond(kStart + 2490ms), 25.0);
        QCOMPARE(pace.perSecond(kStart + 10s), 0.0);
        pace.note(kStart + 20s);
        QCOMPARE(pace.perSecond(kStart + 20s), 1.0);
    }

    void crossedTimeIsOfTheLastMinuteAndCountedOnce()
    {
        BookHistory history;
        QCOMPARE(history.crossedShare(kStart), 0.0);
        history.noteGap(kStart, GapKind::Crossed);
        QCOMPARE(history.crossedShare(kStart + 3s), 0.05);
        history.noteGap(kStart + 3s, GapKind::Crossed); // again before it was healed
        QCOMPARE(history.crossedShare(kStart + 6s), 0.1);
        history.noteLive(kStart + 6s);
        history.noteGap(kStart + 10s, GapKind::Sequence); // a gap, and not crossed
        QCOMPARE(history.crossedShare(kStart + 60s), 0.1);
        QCOMPARE(history.crossedShare(kStart + 63s), 0.05);
        QCOMPARE(history.crossedShare(kStart + 66s), 0.0);
        QCOMPARE(history.gaps(kStart + 66s, 10min), 3);
        QCOMPARE(history.gaps(kStart + 66s, 60s), 1);
        QCOMPARE(history.gaps(kStart + 66s, 10min, GapKind::Crossed), 2);
    }
};

QTEST_GUILESS_MAIN(TestTrust)
#include "tst_trust.moc"
