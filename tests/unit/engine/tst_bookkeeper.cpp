// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/bookkeeper.h"
#include "core/engine/spotchecker.h"
#include "tests/support/fakeclock.h"
#include "tests/support/samples.h"
#include "tests/unit/engine/fakeports.h"

#include <QTest>

using namespace bw;
using namespace std::chrono_literals;
using samples::level;
using Finding = SpotCheck::Finding;
using Kind = BookUpdate::Kind;

namespace {
BookUpdate frame(Kind kind, std::uint64_t u, int depth, std::vector<Level> bids, std::vector<Level> asks)
{
    BookUpdate update;
    update.kind = kind;
    update.depth = depth;
    update.updateId = u;
    update.sequence = u * 10;
    update.bids = std::move(bids);
    update.asks = std::move(asks);
    return update;
}
BookUpdate snapshot(std::uint64_t u, int depth = 50) { return frame(Kind::Snapshot, u, depth, {level(100, 5), level(99, 6)}, {level(101, 7), level(102, 8)}); }
BookUpdate delta(std::uint64_t u, std::vector<Level> bids = {level(90, 1)}) { return frame(Kind::Delta, u, 50, std::move(bids), {}); }
BookUpdate top(std::uint64_t u, std::int64_t bid = 100, std::int64_t lots = 5) { return frame(Kind::Snapshot, u, 1, {level(bid, lots)}, {level(101, 7)}); }
} // namespace

class TestBookKeeper : public QObject {
    Q_OBJECT

    FakeClock m_clock;
    std::unique_ptr<BookKeeper> m_keeper;
    QStringList m_gaps;  ///< "sequence resubscribe"
    QStringList m_asked; ///< "50", "1": the topics that were asked for again
    int m_ignored = 0;

    void make(int depth)
    {
        m_keeper = std::make_unique<BookKeeper>(samples::linear(), depth, m_clock);
        m_gaps.clear();
        m_asked.clear();
        m_ignored = 0;
        connect(m_keeper.get(), &BookKeeper::gapSeen, this, [this](GapKind gap, const QString &action) { m_gaps.append(toName(gap) + u' ' + action); });
        connect(m_keeper.get(), &BookKeeper::resyncWanted, this, [this](const MarketTopic &topic) { m_asked.append(QString::number(topic.depth)); });
        connect(m_keeper.get(), &BookKeeper::updateIdIgnored, this, [this] { ++m_ignored; });
    }
    /// Time passes in pulses, as in a session; `each` may bring frames.
    void pass(std::chrono::milliseconds time, const std::function<void(int)> &each = {})
    {
        for (int i = 0; i < time / 250ms; ++i) {
            m_clock.advance(250ms);
            if (each)
                each(i);
            m_keeper->watch();
        }
    }
    /// Deltas every 20 ms, so that the book knows its pace; u ends at 2 + count.
    void becomeBusy(int count = 50)
    {
        m_keeper->apply(snapshot(2));
        for (int i = 1; i <= count; ++i) {
            m_clock.advance(20ms);
            m_keeper->apply(delta(2 + static_cast<std::uint64_t>(i)));
        }
    }
    void breakSequence(std::uint64_t u)
    {
        m_keeper->apply(snapshot(u));
        m_keeper->apply(delta(u + 5));
    }
    void breakThrice()
    {
        for (const std::uint64_t u : {10u, 20u, 30u})
            breakSequence(u);
    }
    /// The book as it stands, as an answer.
    BookUpdate wholeAnswer(std::uint64_t sequence)
    {
        auto update = frame(Kind::Snapshot, 77, 50, {}, {});
        update.sequence = sequence;
        update.bids.assign(m_keeper->book().bids().begin(), m_keeper->book().bids().end());
        update.asks.assign(m_keeper->book().asks().begin(), m_keeper->book().asks().end());
        return update;
    }
    Finding vouch(std::uint64_t sequence)
    {
        m_keeper->noteSpotChecked();
        return m_keeper->takeSpotCheck(wholeAnswer(sequence));
    }
    /// u ends at 50.
    void passTheTrial()
    {
        breakThrice();
        m_keeper->apply(snapshot(40));
        for (const std::uint64_t u : {43u, 46u, 50u}) {
            m_keeper->apply(delta(u));
            QCOMPARE(vouch(u * 10), Finding::Agrees);
        }
        QVERIFY(m_keeper->snapshot({})->isUpdateIdIgnored);
    }
    BookUpdate answerAs(std::uint64_t sequence, std::int64_t bid = 100)
    {
        auto update = frame(Kind::Snapshot, 1, 50, {level(bid, 5)}, {level(101, 7)});
        update.updateId = 77;
        update.sequence = sequence;
        return update;
    }

private Q_SLOTS:
    void init() { make(50); }

    // --- a line that is late

    void aLineThatIsFarBehindIsNotLiveHoweverOftenItSpeaks()
    {
        m_keeper->setVenueClock(0ms, 20ms);
        becomeBusy();
        const auto change = [this](std::uint64_t u, std::chrono::milliseconds late) {
            auto update = delta(u);
            update.matchedAt = m_clock.utcNow() - late;
            m_keeper->apply(update);
        };
        change(53, 200ms);
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_keeper->lag(), 180ms);
        const int before = m_keeper->trust({}).score;
        change(54, 4000ms);
        QVERIFY(m_keeper->isLive());
        QVERIFY(m_keeper->trust({}).score < before);
        change(55, 6000ms);
        QCOMPARE(m_keeper->state(), BookState::Stale);
        QCOMPARE(m_keeper->trust({}).score, 0);
        change(56, 7000ms);
        QCOMPARE(m_gaps, QStringList{QStringLiteral("silence wait")}); // told once
        change(57, 100ms);
        QVERIFY(m_keeper->isLive());
    }

    void theSnapshotOfAQuietBookIsNotLate()
    {
        m_keeper->setVenueClock(0ms, 20ms);
        auto update = snapshot(2);
        update.matchedAt = m_clock.utcNow() - 10min;
        m_keeper->apply(update);
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_keeper->lag(), 0ms);
    }

    void aStampOfAnotherDaySaysNothingOfTheLine()
    {
        m_keeper->setVenueClock(0ms, 0ms);
        becomeBusy();
        auto update = delta(53);
        update.matchedAt = m_clock.utcNow() - 25h;
        m_keeper->apply(update);
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_keeper->trust({}).score, 100);
    }

    void aClockThatIsNotMeasuredMakesNothingLate()
    {
        becomeBusy();
        auto update = delta(53);
        update.matchedAt = m_clock.utcNow() - 1h;
        m_keeper->apply(update);
        QVERIFY(m_keeper->isLive());
        m_keeper->setVenueClock(-1h, 0ms); // it was our clock that ran ahead
        QVERIFY(m_keeper->isLive());
        m_keeper->setVenueClock(0ms, 0ms);
        QCOMPARE(m_keeper->state(), BookState::Stale);
    }

    // --- its own stream

    void everyBreakIsToldAndAskedForOnce_data()
    {
        QTest::addColumn<int>("which");
        QTest::addColumn<QString>("gap");
        QTest::newRow("u") << 0 << QStringLiteral("sequence resubscribe");
        QTest::newRow("seq") << 1 << QStringLiteral("seq_backwards resubscribe");
        QTest::newRow("crossed") << 2 << QStringLiteral("crossed resubscribe");
        QTest::newRow("malformed") << 3 << QStringLiteral("malformed resubscribe");
    }
    void everyBreakIsToldAndAskedForOnce()
    {
        QFETCH(int, which);
        QFETCH(QString, gap);
        m_keeper->apply(snapshot(10));
        QVERIFY(m_keeper->isLive());
        auto bad = delta(which == 0 ? 12 : 11, which == 2 ? std::vector{level(101, 1)} : std::vector{level(98, 1)});
        if (which == 1)
            bad.sequence = 1;
        if (which == 3)
            m_keeper->malformed();
        else
            m_keeper->apply(bad);
        QCOMPARE(m_keeper->state(), BookState::Resyncing);
        QVERIFY(m_keeper->snapshot({})->bids.empty());
        for (std::uint64_t u = 13; u < 100; ++u)
            m_keeper->apply(delta(u)); // of the old subscription
        QCOMPARE(m_gaps, QStringList{gap});
        QCOMPARE(m_asked, QStringList{QStringLiteral("50")});
        m_keeper->apply(snapshot(200));
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_keeper->trust({}).lostBy(TrustPart::Gaps), 6);
    }

    void aRestartOfTheVenueReplacesTheBookAndIsTold()
    {
        m_keeper->apply(snapshot(10));
        m_keeper->apply(frame(Kind::Delta, 1, 50, {level(50, 1)}, {level(60, 1)}));
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_keeper->book().bids().size(), 1u);
        QCOMPARE(m_gaps, QStringList{QStringLiteral("reset replace")});
        QVERIFY(m_asked.isEmpty());
    }

    void aChangeBeforeTheSnapshotIsToldOnce()
    {
        m_keeper->apply(delta(10));
        m_keeper->apply(delta(11));
        QCOMPARE(m_gaps, QStringList{QStringLiteral("before_snapshot wait")});
        QCOMPARE(m_keeper->state(), BookState::Waiting);
        m_keeper->apply(snapshot(12));
        m_keeper->lost(GapKind::Disconnected);
        m_keeper->apply(delta(13));
        QCOMPARE(m_gaps.size(), 2);
    }

    void aSnapshotThatDoesNotComeIsAskedForEverMorePatiently()
    {
        pass(4750ms);
        QVERIFY(m_asked.isEmpty());
        pass(250ms);
        QCOMPARE(m_asked.size(), 1);
        pass(9750ms);
        QCOMPARE(m_asked.size(), 1);
        pass(250ms);
        QCOMPARE(m_asked.size(), 2);
        pass(10min);
        QVERIFY2(m_asked.size() >= 10 && m_asked.size() <= 15, qPrintable(QString::number(m_asked.size())));
        QVERIFY(m_gaps.isEmpty()); // nothing was lost
        m_keeper->apply(snapshot(3));
        m_keeper->apply(delta(9));
        m_asked.clear();
        pass(5s);
        QCOMPARE(m_asked.size(), 1); // a snapshot came: patience begins anew
    }

    void aVenueWhoseEverySnapshotIsBadIsNotAskedInALoop()
    {
        std::uint64_t u = 10;
        int answered = 0;
        for (int i = 0; i < 60 * 50; ++i) { // a minute; each question is answered at once, by a crossed book
            m_clock.advance(20ms);
            if (m_asked.size() > answered || i == 0) {
                answered = static_cast<int>(m_asked.size());
                m_keeper->apply(frame(Kind::Snapshot, u++, 50, {level(100, 1)}, {level(99, 1)}));
            }
            m_keeper->watch();
        }
        QVERIFY2(m_asked.size() >= 12 && m_asked.size() <= 17, qPrintable(QString::number(m_asked.size())));
        QVERIFY(!m_keeper->isLive());
    }

    void unreadableFramesOneAfterAnotherAreOneTroubleASecond()
    {
        m_keeper->apply(snapshot(10));
        for (int i = 0; i < 100; ++i) {
            m_keeper->malformed();
            m_clock.advance(20ms);
        }
        QCOMPARE(m_gaps.size(), 2);
        QCOMPARE(m_asked.size(), 2);
    }

    // --- life

    void aTopicThatFallsSilentOnALiveSocketIsStaleAndAskedFor()
    {
        becomeBusy();
        pass(2750ms);
        QVERIFY(m_keeper->isLive());
        pass(250ms); // 3 s, since three times 20 ms is less
        QCOMPARE(m_keeper->state(), BookState::Stale);
        QCOMPARE(m_keeper->snapshot({})->bids.size(), 3u); // greyed, not gone
        QCOMPARE(m_gaps, QStringList{QStringLiteral("silence resubscribe")});
        QCOMPARE(m_asked, QStringList{QStringLiteral("50")});
        m_keeper->apply(snapshot(500));
        QVERIFY(m_keeper->isLive());
    }

    void aSlowBookIsSilentOnlyAfterThreeTimesItsPace()
    {
        m_keeper->apply(snapshot(2));
        for (std::uint64_t i = 0; i < 20; ++i) {
            m_clock.advance(2s);
            m_keeper->apply(delta(3 + i));
        }
        pass(5750ms);
        QVERIFY(m_keeper->isLive());
        pass(250ms);
        QCOMPARE(m_keeper->state(), BookState::Stale);
    }

    void aQuietBookIsAliveWhileOrderbook1Agrees()
    {
        becomeBusy();
        std::uint64_t u = 900;
        m_keeper->applyTop(top(u));
        pass(60s, [&](int i) {
            if (i % 12 == 11)
                m_keeper->applyTop(top(u)); // the repeat every 3 s
            QVERIFY(m_keeper->isLive());
        });
        QVERIFY(m_gaps.isEmpty());
        const auto book = m_keeper->snapshot({});
        QVERIFY(book->isQuiet);
        QVERIFY(m_clock.now() - book->receivedAt >= 60s);
        QVERIFY(m_clock.now() - book->confirmedAt < 3s);
        QVERIFY(book->trust.score >= 90);
        pass(4750ms); // and the repeats end
        QVERIFY(m_keeper->isLive());
        pass(250ms);
        QCOMPARE(m_keeper->state(), BookState::Stale);
        QCOMPARE(m_gaps, QStringList{QStringLiteral("silence resubscribe")});
    }

    void aBusyBookThatJustStoppedIsNotCalledQuiet()
    {
        becomeBusy();
        m_keeper->applyTop(top(900));
        m_clock.advance(1s);
        QVERIFY(!m_keeper->snapshot({})->isQuiet);
    }

    void orderbook1ThatDiffersForASecondEndsTheBook()
    {
        becomeBusy();
        m_keeper->applyTop(top(900));
        m_keeper->applyTop(top(901, 99)); // the best bid is gone, and the deep topic says nothing
        pass(1s);
        QVERIFY(m_keeper->isLive());
        pass(1250ms);
        QCOMPARE(m_keeper->state(), BookState::Stale);
        QCOMPARE(m_gaps, QStringList{QStringLiteral("silence resubscribe")});
        QCOMPARE(m_asked, (QStringList{QStringLiteral("50"), QStringLiteral("1")})); // which of them is wrong can't be told
    }

    void aBookThatKeepsAGhostLevelWhileTheTopSpeaksIsEmptied()
    {
        becomeBusy();
        std::uint64_t u = 53;
        pass(1500ms, [&](int i) {
            m_keeper->apply(delta(u++)); // moves, and its best bid stays where it no longer is
            m_keeper->applyTop(top(901 + static_cast<std::uint64_t>(i), 99, 5 + i));
        });
        QCOMPARE(m_keeper->state(), BookState::Resyncing);
        QCOMPARE(m_gaps, QStringList{QStringLiteral("spot_check resubscribe")});
        m_keeper->apply(delta(u++)); // of the old subscription: it makes nothing live
        QVERIFY(!m_keeper->isLive());
    }

    /// The book moves and orderbook.1 stays: either may be at fault, and only the new top tells.
    void aTopThatStaysWhereTheBookLeftItPutsTheBookInDoubt_data()
    {
        QTest::addColumn<int>("answer");
        QTest::newRow("the top was silent and agrees now") << 0;
        QTest::newRow("the book is wrong") << 1;
        QTest::newRow("the top is dead") << 2;
    }
    void aTopThatStaysWhereTheBookLeftItPutsTheBookInDoubt()
    {
        QFETCH(int, answer);
        becomeBusy();
        m_keeper->applyTop(top(900));
        std::uint64_t u = 53;
        m_keeper->apply(delta(u++, {level(100, 6)}));
        const auto move = [&](int) { m_keeper->apply(delta(u++)); };
        pass(2250ms, move);
        QCOMPARE(m_keeper->state(), BookState::Stale); // though its frames go on
        QCOMPARE(m_keeper->trust({}).score, 0);
        QCOMPARE(m_gaps, QStringList{QStringLiteral("silence resubscribe_top")});
        QCOMPARE(m_asked, QStringList{QStringLiteral("1")});
        if (answer == 0) {
            m_keeper->applyTop(top(901, 100, 6));
            QVERIFY(m_keeper->isLive());
            QCOMPARE(m_keeper->trust({}).lostBy(TrustPart::Gaps), 0); // the book was right
        } else if (answer == 1) {
            m_keeper->applyTop(top(901, 99));
            QCOMPARE(m_keeper->state(), BookState::Stale);
            pass(500ms, move);
            QCOMPARE(m_keeper->state(), BookState::Resyncing);
            QCOMPARE(m_gaps.last(), QStringLiteral("spot_check resubscribe"));
        } else {
            pass(2750ms, move);
            QCOMPARE(m_keeper->state(), BookState::Stale);
            pass(500ms, move);
            QVERIFY(m_keeper->isLive()); // by its own frames
        }
    }

    void whatIsInDoubtIsBelievedAgainWhenTheTopIsEqual()
    {
        becomeBusy();
        m_keeper->doubt();
        QCOMPARE(m_keeper->state(), BookState::Stale);
        m_keeper->applyTop(top(900, 99));
        QCOMPARE(m_keeper->state(), BookState::Stale);
        m_keeper->applyTop(top(901, 100, 4)); // the price alone is not enough
        QCOMPARE(m_keeper->state(), BookState::Stale);
        m_keeper->applyTop(top(902));
        QVERIFY(m_keeper->isLive());
        m_keeper->doubt();
        m_keeper->apply(delta(53));
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_gaps, (QStringList{QStringLiteral("silence wait"), QStringLiteral("silence wait")}));
    }

    void aSilentTopCostsABusyBookNothing()
    {
        becomeBusy();
        m_keeper->applyTop(top(900));
        std::uint64_t u = 53;
        pass(12s, [&](int) { m_keeper->apply(delta(u++)); });
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_gaps, QStringList{QStringLiteral("silence resubscribe_top")});
        QCOMPARE(m_asked, QStringList{QStringLiteral("1")});
    }

    void depthOneLivesByItsRepeats()
    {
        make(1);
        m_keeper->apply(top(5));
        pass(30s, [&](int i) {
            if (i % 12 == 11)
                m_keeper->apply(top(5));
        });
        QVERIFY(m_keeper->isLive());
        pass(9750ms);
        QVERIFY(m_keeper->isLive());
        pass(500ms);
        QCOMPARE(m_keeper->state(), BookState::Stale);
        QCOMPARE(m_asked, QStringList{QStringLiteral("1")});
    }

    void depthOneIsHealedByItsNextFrame()
    {
        make(1);
        m_keeper->apply(top(5));
        m_keeper->malformed();
        QCOMPARE(m_keeper->state(), BookState::Resyncing);
        QCOMPARE(m_gaps, QStringList{QStringLiteral("malformed wait")});
        QVERIFY(m_asked.isEmpty());
        m_keeper->apply(top(6));
        QVERIFY(m_keeper->isLive());
        m_keeper->malformed();
        pass(5s); // nothing came
        QCOMPARE(m_asked, QStringList{QStringLiteral("1")});
    }

    void aLostConnectionLeavesNothingAndAsksNothing()
    {
        becomeBusy();
        m_keeper->apply(delta(99)); // a resync is due later
        m_keeper->lost(GapKind::Disconnected);
        m_asked.clear();
        QCOMPARE(m_keeper->state(), BookState::Waiting);
        QCOMPARE(m_keeper->trust({}), BookTrust());
        pass(4s);
        QVERIFY(m_asked.isEmpty());
    }

    void whatTheVenueRefusesIsNotAskedForAgain()
    {
        m_keeper->refuse();
        pass(5min);
        QVERIFY(m_asked.isEmpty());
        QCOMPARE(m_keeper->gap(), GapKind::Refused);
        m_keeper->resync(); // until a person wants it
        QCOMPARE(m_asked.size(), 1);
    }

    // --- the venue's answer

    void anAnswerThatDiffersEndsTheBook()
    {
        m_keeper->apply(snapshot(10)); // seq 100
        m_keeper->apply(delta(11));    // seq 110
        QCOMPARE(m_keeper->takeSpotCheck(answerAs(110)), Finding::Agrees);
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_keeper->takeSpotCheck(answerAs(110, 99)), Finding::Differs);
        QCOMPARE(m_keeper->state(), BookState::Resyncing);
        QCOMPARE(m_gaps, QStringList{QStringLiteral("spot_check resubscribe")});
        QCOMPARE(m_asked.size(), 1);
        m_keeper->apply(snapshot(20));
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_keeper->trust({}).lostBy(TrustPart::SpotCheck), 50); // until one agrees
        QCOMPARE(m_keeper->takeSpotCheck(answerAs(200)), Finding::Agrees);
        QCOMPARE(m_keeper->trust({}).lostBy(TrustPart::SpotCheck), 0);
    }

    void oneFleetingDifferenceIsAskedAgainAndTwoAreADifference()
    {
        m_keeper->apply(snapshot(10));
        m_keeper->apply(delta(11));
        QCOMPARE(m_keeper->takeSpotCheck(answerAs(105, 99)), Finding::Suspicious);
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_keeper->spotCheckPace(), 1000ms);
        QCOMPARE(m_keeper->takeSpotCheck(answerAs(105)), Finding::Agrees);
        QCOMPARE(m_keeper->takeSpotCheck(answerAs(105, 99)), Finding::Suspicious);
        QCOMPARE(m_keeper->takeSpotCheck(answerAs(105, 99)), Finding::Differs);
        QVERIFY(!m_keeper->isLive());
    }

    void afterTooManyBreaksTheNextHidesTheBookUntilAnswersVouchForIt()
    {
        breakThrice();
        m_keeper->apply(snapshot(40));
        QVERIFY(m_keeper->isLive()); // right by itself
        m_keeper->apply(delta(41));
        QVERIFY(m_keeper->isLive());
        m_keeper->apply(delta(45, {level(98, 3)}));
        QCOMPARE(m_keeper->state(), BookState::Resyncing); // in doubt: never live
        QCOMPARE(m_keeper->gap(), GapKind::Sequence);
        QVERIFY(m_keeper->snapshot({})->bids.empty());
        QCOMPARE(m_gaps.last(), QStringLiteral("sequence spot_check"));
        QCOMPARE(m_keeper->spotCheckPace(), 2000ms);
        QCOMPARE(vouch(450), Finding::Agrees);
        QCOMPARE(vouch(450), Finding::Agrees); // asked again without a new break: no new proof
        QVERIFY(!m_keeper->isLive());
        m_keeper->apply(delta(48));
        QCOMPARE(vouch(480), Finding::Agrees);
        QVERIFY(!m_keeper->isLive()); // two breaks are too few
        m_keeper->apply(delta(50));
        QCOMPARE(m_ignored, 0);
        QCOMPARE(vouch(500), Finding::Agrees);
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_ignored, 1);
        QCOMPARE(m_gaps.last(), QStringLiteral("sequence ignore_u"));
        const auto book = m_keeper->snapshot({});
        QVERIFY(book->isUpdateIdIgnored);
        QCOMPARE(book->trust.score, 62); // three gaps and the ignoring; still just tradable
        QCOMPARE(m_keeper->spotCheckPace(), 15'000ms);
        m_keeper->apply(delta(60));
        QVERIFY(m_keeper->isLive());
        QCOMPARE(m_keeper->spotCheckPace(), 2000ms); // and each break is checked
        auto back = delta(61);
        back.sequence = 5; // what else the frames say is judged as ever
        m_keeper->apply(back);
        QCOMPARE(m_keeper->state(), BookState::Resyncing);
        QCOMPARE(m_gaps.last(), QStringLiteral("seq_backwards resubscribe"));
        m_keeper->apply(snapshot(70));
        QVERIFY(!m_keeper->snapshot({})->isUpdateIdIgnored);
    }

    void aBreakBehindASilenceHidesTheBookToo()
    {
        breakThrice();
        m_keeper->apply(snapshot(40));
        m_keeper->doubt();
        m_keeper->apply(delta(45));
        QCOMPARE(m_keeper->state(), BookState::Resyncing);
    }

    void aFrameThatWasReallyLostIsFoundBehindTheBestLevels()
    {
        breakThrice();
        m_keeper->apply(snapshot(40));
        m_keeper->apply(delta(42)); // 41 would have taken the bid at 99 away
        m_keeper->noteSpotChecked();
        auto truth = wholeAnswer(420);
        truth.bids.erase(truth.bids.begin() + 1);
        QCOMPARE(m_keeper->takeSpotCheck(truth), Finding::Differs);
        QCOMPARE(m_keeper->state(), BookState::Resyncing);
        QCOMPARE(m_gaps.last(), QStringLiteral("spot_check resubscribe"));
        QCOMPARE(m_ignored, 0);
    }

    void aBookThatPassedIsEndedByTheFirstAnswerThatDiffers()
    {
        passTheTrial();
        m_keeper->apply(delta(60));
        auto truth = wholeAnswer(600);
        truth.asks.pop_back();
        QCOMPARE(m_keeper->takeSpotCheck(truth), Finding::Differs);
        QVERIFY(!m_keeper->isLive());
        m_keeper->apply(snapshot(70));
        m_keeper->apply(delta(72)); // strict again, and too soon after the others: on trial again
        QVERIFY(!m_keeper->isLive());
    }

    void uIsHeededAgainAfterAMinuteWithoutABreak()
    {
        passTheTrial();
        std::uint64_t u = 51;
        pass(61s, [&](int) { m_keeper->apply(delta(u++)); });
        QVERIFY(m_keeper->isLive());
        QVERIFY(!m_keeper->snapshot({})->isUpdateIdIgnored);
        m_asked.clear();
        m_keeper->apply(delta(u + 7));
        QVERIFY(!m_keeper->isLive());
        QCOMPARE(m_asked.size(), 1);
    }

    void breaksForWhichNobodyVouchesEndTheBook()
    {
        breakThrice();
        pass(1s);
        m_keeper->apply(snapshot(40));
        m_asked.clear();
        std::uint64_t u = 40;
        pass(29s, [&](int) { m_keeper->apply(delta(u += 2)); });
        QCOMPARE(m_keeper->state(), BookState::Resyncing);
        QCOMPARE(m_asked.count(QStringLiteral("50")), 0);
        pass(3s, [&](int) { m_keeper->apply(delta(u += 2)); });
        QVERIFY(!m_keeper->isLive());
        QCOMPARE(m_asked.count(QStringLiteral("50")), 1);
        QCOMPARE(m_ignored, 0);
    }

    void breaksOverALongTimeAreNoTrial()
    {
        for (const std::uint64_t u : {10u, 20u, 30u, 40u}) {
            breakSequence(u);
            m_clock.advance(40s);
        }
        m_keeper->apply(snapshot(50));
        m_keeper->apply(delta(52));
        QCOMPARE(m_gaps.last(), QStringLiteral("sequence resubscribe"));
    }

    void theCheckerAsksSoonAfterASnapshotThenOnceAMinuteAndOneAtATime()
    {
        FakeReader reader;
        SpotChecker checker(*m_keeper, reader, m_clock);
        checker.pulse();
        QCOMPARE(reader.bookReads, 0); // nothing to compare with
        std::uint64_t u = 11;
        m_keeper->apply(snapshot(10));
        const auto run = [&](std::chrono::milliseconds time, bool hasAnswers) {
            pass(time, [&](int) {
                m_keeper->apply(delta(u++));
                checker.pulse();
                if (hasAnswers && reader.answerBook)
                    std::exchange(reader.answerBook, nullptr)(answerAs((u - 1) * 10));
            });
        };
        run(2s, false);
        QCOMPARE(reader.bookReads, 1);
        run(30s, false);
        QCOMPARE(reader.bookReads, 1); // it has not answered
        std::exchange(reader.answerBook, nullptr)(answerAs((u - 1) * 10));
        run(10min, true);
        QVERIFY2(reader.bookReads >= 10 && reader.bookReads <= 12, qPrintable(QString::number(reader.bookReads)));
        const int before = reader.bookReads;
        m_keeper->apply(snapshot(u++ + 100));
        u += 100;
        run(3s, true);
        QCOMPARE(reader.bookReads, before + 1); // soon after a resync
    }

    void anAnswerAheadOfTheStreamWaitsForIt()
    {
        FakeReader reader;
        SpotChecker checker(*m_keeper, reader, m_clock);
        m_keeper->apply(snapshot(10));
        m_clock.advance(1s);
        checker.pulse();
        std::exchange(reader.answerBook, nullptr)(answerAs(115, 99));
        checker.pulse();
        QVERIFY(m_keeper->isLive());
        m_keeper->apply(delta(11)); // seq 110
        checker.pulse();
        m_keeper->apply(delta(12)); // seq 120: now the answer lies between two, and is neither
        checker.pulse();
        QVERIFY(m_keeper->isLive());
        m_clock.advance(1s);
        checker.pulse();
        QCOMPARE(reader.bookReads, 2); // suspicious: asked again
        std::exchange(reader.answerBook, nullptr)(answerAs(120, 99));
        QVERIFY(!m_keeper->isLive());
    }

    void noVerdictForLongCostsALittle()
    {
        FakeReader reader;
        SpotChecker checker(*m_keeper, reader, m_clock);
        m_keeper->apply(snapshot(10));
        std::uint64_t u = 11;
        const auto run = [&](std::chrono::milliseconds time) {
            pass(time, [&](int) {
                m_keeper->apply(delta(u++));
                checker.pulse();
                if (reader.answerBook)
                    std::exchange(reader.answerBook, nullptr)(fail(Error{ErrorFamily::Timeout}));
            });
        };
        run(4min);
        QCOMPARE(m_keeper->trust({}).lostBy(TrustPart::SpotCheck), 0);
        run(2min);
        QCOMPARE(m_keeper->trust({}).lostBy(TrustPart::SpotCheck), 5);
        QVERIFY(reader.bookReads < 80);
    }

    void surroundingsCountInTheTrust()
    {
        becomeBusy();
        QCOMPARE(m_keeper->trust({}).score, 100);
        QCOMPARE(m_keeper->trust({150ms, 35.0}).score, 100 - 4 - 15);
    }
};

QTEST_GUILESS_MAIN(TestBookKeeper)
#include "tst_bookkeeper.moc"
