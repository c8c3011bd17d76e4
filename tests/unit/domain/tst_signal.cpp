// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/signal/signal.h"
#include "tests/support/samples.h"

#include <QTest>

using namespace bw;
using samples::num;
using S = SignalState;

namespace {
Signal proposal(const QString &id = QStringLiteral("s1"))
{
    Signal signal;
    signal.id = id;
    signal.side = Side::Buy;
    signal.score = num("0.6");
    signal.isGrounded = true;
    signal.at = fromMs(1000);
    signal.expiresAt = fromMs(2000);
    return signal;
}
} // namespace

class TestSignal : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scoreWithinTheDeadBandHasNoSide_data()
    {
        QTest::addColumn<QString>("score");
        QTest::addColumn<int>("side"); // -1 sell, 0 none, 1 buy
        QTest::newRow("neutral") << QStringLiteral("0") << 0;
        QTest::newRow("at the upper edge") << QStringLiteral("0.25") << 0;
        QTest::newRow("above it") << QStringLiteral("0.2501") << 1;
        QTest::newRow("at the lower edge") << QStringLiteral("-0.25") << 0;
        QTest::newRow("below it") << QStringLiteral("-0.2501") << -1;
        QTest::newRow("all in") << QStringLiteral("1") << 1;
    }
    void scoreWithinTheDeadBandHasNoSide()
    {
        QFETCH(QString, score);
        const auto side = sideOf(*Decimal::parse(QStringView(score)));
        QTEST(side ? (*side == Side::Buy ? 1 : -1) : 0, "side");
        QVERIFY(!sideOf(Decimal::invalid()));
    }

    void onlyAGroundedUnexpiredProposalWithASideIsTradable()
    {
        QVERIFY(proposal().isTradable(fromMs(1999)));
        QVERIFY(!proposal().isTradable(fromMs(2000)));
        auto signal = proposal();
        signal.side.reset();
        QVERIFY(!signal.isTradable(fromMs(1500)));
        signal = proposal();
        signal.isGrounded = false;
        QVERIFY(!signal.isTradable(fromMs(1500)));
        signal = proposal();
        signal.rejection = Rejection::Contradiction;
        QVERIFY(!signal.isTradable(fromMs(1500)));
        for (const auto state : {S::Rejected, S::Expired, S::Acted}) {
            signal = proposal();
            signal.state = state;
            QVERIFY(!signal.isTradable(fromMs(1500)));
        }
    }

    void reviewAllowsEachStepOnce()
    {
        ReviewQueue queue;
        queue.add(proposal());
        const QString id = QStringLiteral("s1");
        QCOMPARE(queue.review(QStringLiteral("s9"), S::Approved, {}, fromMs(1500)), nullptr);
        QCOMPARE(queue.review(id, S::Acted, {}, fromMs(1500)), nullptr); // nobody has agreed
        QVERIFY(queue.review(id, S::Approved, {}, fromMs(1500)));
        QCOMPARE(queue.review(id, S::Approved, {}, fromMs(1500)), nullptr);
        QCOMPARE(queue.review(id, S::Rejected, {}, fromMs(1500)), nullptr);
        QVERIFY(queue.review(id, S::Edited, {}, fromMs(1500)));
        QVERIFY(queue.review(id, S::Acted, {}, fromMs(2500))); // the order is out: a fact
        QCOMPARE(queue.review(id, S::Acted, {}, fromMs(2500)), nullptr);
    }

    void rejectedSignalIsNeverApproved()
    {
        ReviewQueue queue;
        queue.add(proposal());
        const auto *rejected = queue.review(QStringLiteral("s1"), S::Rejected, QStringLiteral("old news"), fromMs(1500));
        QVERIFY(rejected);
        QCOMPARE(rejected->reason, QStringLiteral("old news"));
        for (const auto state : {S::Proposed, S::Approved, S::Edited, S::Acted, S::Expired})
            QCOMPARE(queue.review(QStringLiteral("s1"), state, {}, fromMs(1500)), nullptr);
        auto unusable = proposal(QStringLiteral("s2"));
        unusable.rejection = Rejection::Injection;
        queue.add(unusable);
        QCOMPARE(queue.review(QStringLiteral("s2"), S::Approved, {}, fromMs(1500)), nullptr);
    }

    void proposalExpiresOnceAndCanNotBeApprovedAfterwards()
    {
        ReviewQueue queue;
        queue.add(proposal());
        QCOMPARE(queue.review(QStringLiteral("s1"), S::Approved, {}, fromMs(2000)), nullptr); // late, though not yet swept
        QVERIFY(queue.expire(fromMs(1999)).isEmpty());
        QCOMPARE(queue.expire(fromMs(2000)).size(), 1);
        QVERIFY(queue.expire(fromMs(2001)).isEmpty());
        QCOMPARE(queue.find(QStringLiteral("s1"))->state, S::Expired);
        QCOMPARE(queue.review(QStringLiteral("s1"), S::Approved, {}, fromMs(1500)), nullptr);
    }

    void queueKeepsTheNewestTwoHundred()
    {
        ReviewQueue queue;
        for (int i = 0; i < 205; ++i)
            queue.add(proposal(QStringLiteral("s%1").arg(i)));
        QVERIFY(!queue.find(QStringLiteral("s4")));
        QVERIFY(queue.find(QStringLiteral("s5")));
        QVERIFY(queue.find(QStringLiteral("s204")));
    }
};

QTEST_GUILESS_MAIN(TestSignal)
#include "tst_signal.moc"
