// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/spotcheck.h"
#include "core/domain/book/topagreement.h"
#include "tests/support/samples.h"

#include <QTest>

using namespace bw;
using namespace std::chrono_literals;
using samples::level;
using Finding = SpotCheck::Finding;

namespace {
constexpr MonoTime kStart{1000s};

BestLevels best(std::int64_t bid, std::int64_t ask, std::int64_t lots = 5) { return {level(bid, lots), level(ask, lots)}; }

BookUpdate answer(std::uint64_t u, std::uint64_t seq, BestLevels top)
{
    BookUpdate update;
    update.updateId = u;
    update.sequence = seq;
    // Not best first, and with a level of nothing: an answer is not trusted to be in order.
    update.bids = {level(top.bid->price.value() - 7, 1), *top.bid, level(top.bid->price.value() + 1, 0)};
    update.asks = {level(top.ask->price.value() + 7, 1), *top.ask};
    return update;
}
OrderBook bookOf(const BestLevels &top)
{
    OrderBook book;
    book.replace(std::vector{*top.bid}, std::vector{*top.ask});
    return book;
}
} // namespace

/// The two judges beside the stream itself: orderbook.1, and the venue's answer to a question.
class TestBookChecks : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anAnswerIsComparedOnlyWhereItsMomentIsKnown_data()
    {
        QTest::addColumn<quint64>("seq");
        QTest::addColumn<qlonglong>("bid");
        QTest::addColumn<qlonglong>("lots");
        QTest::addColumn<Finding>("verdict");
        // Applied: seq 100 (bid 50), 110 (bid 51), 120 (bid 51), 130 (bid 53)
        QTest::newRow("of the same moment") << 110ull << 51ll << 5ll << Finding::Agrees;
        QTest::newRow("of the same moment, another price") << 110ull << 50ll << 5ll << Finding::Differs;
        QTest::newRow("of the same moment, another size") << 110ull << 51ll << 6ll << Finding::Differs;
        QTest::newRow("of the newest") << 130ull << 53ll << 5ll << Finding::Agrees;
        QTest::newRow("between, as before") << 105ull << 50ll << 5ll << Finding::Agrees;
        QTest::newRow("between, as after") << 105ull << 51ll << 5ll << Finding::Agrees;
        QTest::newRow("between two that differ, as neither") << 105ull << 49ll << 5ll << Finding::None;
        QTest::newRow("between two that are the same, and another") << 115ull << 49ll << 5ll << Finding::Suspicious;
        QTest::newRow("before all") << 99ull << 50ll << 5ll << Finding::None;
        QTest::newRow("after all") << 131ull << 53ll << 5ll << Finding::Ahead;
    }
    void anAnswerIsComparedOnlyWhereItsMomentIsKnown()
    {
        QFETCH(quint64, seq);
        QFETCH(qlonglong, bid);
        QFETCH(qlonglong, lots);
        QFETCH(Finding, verdict);
        for (const int depth : {50, 200}) {
            SpotCheck check(depth);
            QCOMPARE(check.judge(answer(1, seq, best(bid, 60, lots))), Finding::None);
            check.note(1, 100, bookOf(best(50, 60)));
            check.note(2, 110, bookOf(best(51, 60)));
            check.note(3, 120, bookOf(best(51, 60)));
            check.note(4, 130, bookOf(best(53, 60)));
            auto given = answer(999, seq, best(bid, 60)); // u of an answer counts another stream
            given.bids[1].qty = QtyLots(lots);
            QCOMPARE(check.judge(given), verdict);
            check.clear();
            QCOMPARE(check.judge(given), Finding::None);
        }
    }

    void theDeepestStreamIsComparedByUpdateId()
    {
        SpotCheck check(1000);
        check.note(7, 100, bookOf(best(50, 60)));
        check.note(8, 110, bookOf(best(51, 60)));
        QCOMPARE(check.judge(answer(7, 1, best(50, 60))), Finding::Agrees);
        QCOMPARE(check.judge(answer(7, 1, best(51, 60))), Finding::Differs);
        QCOMPARE(check.judge(answer(9, 1, best(51, 60))), Finding::Ahead);
        QCOMPARE(check.judge(answer(6, 1, best(50, 60))), Finding::None);
    }

    void theWholeIsComparedWhereUIsNotHeeded()
    {
        SpotCheck check(50);
        check.setWhole(true);
        OrderBook book;
        std::vector<Level> bids, asks;
        for (int i = 0; i < 50; ++i) {
            bids.push_back(level(1000 - i, 5));
            asks.push_back(level(1001 + i, 5));
        }
        book.replace(bids, asks);
        check.note(1, 100, book);
        book.apply(std::vector{level(990, 6)}, {});
        check.note(2, 110, book);
        book.apply(std::vector{level(980, 0), level(950, 1)}, {});
        check.note(3, 120, book);
        const auto answer = [&](std::uint64_t seq, std::vector<Level> changes, std::vector<Level> askChanges = {}) {
            OrderBook other;
            other.replace(bids, asks);
            other.apply(changes, askChanges);
            BookUpdate update;
            update.sequence = seq;
            update.bids.assign(other.bids().begin(), other.bids().end());
            update.asks.assign(other.asks().begin(), other.asks().end());
            return check.judge(update);
        };
        QCOMPARE(answer(100, {}), Finding::Agrees);
        QCOMPARE(answer(100, {level(970, 9)}), Finding::Differs); // deep down, of the same moment
        QCOMPARE(answer(100, {}, {level(1030, 0)}), Finding::Differs);
        QCOMPARE(answer(105, {}), Finding::Agrees);
        QCOMPARE(answer(105, {level(990, 6)}), Finding::Agrees);
        QCOMPARE(answer(105, {level(990, 7)}), Finding::None);       // passing from 5 to 6, it may have been 7
        QCOMPARE(answer(105, {level(970, 0)}), Finding::Suspicious); // a ghost: it stood before and after
        QCOMPARE(answer(115, {level(990, 6), level(980, 0)}), Finding::Agrees); // the 51st came in behind: unknown here
        QCOMPARE(answer(121, {}), Finding::Ahead);
        check.setWhole(false);
        QCOMPARE(answer(100, {}), Finding::None);
    }

    void theRingForgetsTheOldestOnly()
    {
        SpotCheck check(50);
        for (std::uint64_t i = 1; i <= 1000; ++i)
            check.note(i, i * 10, bookOf(best(static_cast<std::int64_t>(i), 2000)));
        QCOMPARE(check.judge(answer(0, 10'000, best(1000, 2000))), Finding::Agrees);
        QCOMPARE(check.judge(answer(0, 9'000, best(900, 2000))), Finding::Agrees);
        QCOMPARE(check.judge(answer(0, 9'000, best(901, 2000))), Finding::Differs);
        QCOMPARE(check.judge(answer(0, 5'000, best(500, 2000))), Finding::None);
    }

    void aSlowBookNeedsToMatchATopOfTheLastSecond()
    {
        TopAgreement top;
        QVERIFY(!top.isAgreeing(kStart)); // nothing is no agreement, and no difference
        top.noteTop(kStart, best(50, 60));
        QCOMPARE(top.disagreement(kStart), 0ns);
        top.noteDeep(kStart, best(50, 60));
        QVERIFY(top.isAgreeing(kStart));
        for (int i = 1; i <= 300; ++i) { // the top runs away, the deep book follows half a second behind
            const auto now = kStart + i * 10ms;
            top.noteTop(now, best(50 + i, 60 + i));
            if (i > 50)
                top.noteDeep(now, best(i, 10 + i));
            QCOMPARE(top.disagreement(now), 0ns);
        }
    }

    void aBookThatStaysBehindDiffersFromTheMomentThatItsTopIsOld()
    {
        TopAgreement top;
        top.noteDeep(kStart, best(50, 60));
        top.noteTop(kStart, best(50, 60));
        top.noteTop(kStart + 2s, best(51, 60));
        QCOMPARE(top.disagreement(kStart + 2999ms), 0ns);
        QCOMPARE(top.disagreement(kStart + 3s), 0ns); // seen just now
        QCOMPARE(top.disagreement(kStart + 3500ms), 500ms);
        top.noteDeep(kStart + 4s, best(51, 60));
        QCOMPARE(top.disagreement(kStart + 4s), 0ns);
    }

    void aTopThatStandsMustMatchToTheLot()
    {
        TopAgreement top;
        top.noteDeep(kStart, best(50, 60, 5));
        top.noteTop(kStart, best(50, 60, 6));
        QVERIFY(top.isAgreeing(kStart + 500ms)); // the size may be on its way
        QVERIFY(!top.isAgreeing(kStart + 1s));
        top.noteTop(kStart + 3s, best(50, 60, 6)); // the repeat changes nothing
        QVERIFY(!top.isAgreeing(kStart + 3s));
        QCOMPARE(top.lastTop(), kStart + 3s);
        top.forgetTop();
        QCOMPARE(top.disagreement(kStart + 9s), 0ns);
        QVERIFY(!top.lastTop());
    }
};

QTEST_GUILESS_MAIN(TestBookChecks)
#include "tst_bookchecks.moc"
