// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/backoff.h"
#include "core/base/ratelimiter.h"
#include "tests/support/fakeclock.h"

#include <QTest>

using namespace std::chrono_literals;

class TestPacing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void backoffDoublesUpToItsCapAndStartsAgainAfterReset()
    {
        bw::Backoff backoff({1000ms, 5000ms, 1000ms}, [] { return 0.0; });
        QCOMPARE(backoff.next(), 1000ms);
        QCOMPARE(backoff.next(), 2000ms);
        QCOMPARE(backoff.next(), 4000ms);
        QCOMPARE(backoff.next(), 5000ms);
        for (int i = 0; i < 10000; ++i)
            QCOMPARE(backoff.next(), 5000ms);
        QCOMPARE(backoff.attempt(), 10004);
        backoff.reset();
        QCOMPARE(backoff.attempt(), 0);
        QCOMPARE(backoff.next(), 1000ms);
    }

    void backoffAddsJitterAndNoMore()
    {
        bw::Backoff backoff({1000ms, 60000ms, 1000ms}, [] { return 0.5; });
        QCOMPARE(backoff.next(), 1500ms);
        bw::Backoff wild({1000ms, 60000ms, 1000ms}, [] { return 17.0; });
        QCOMPARE(wild.next(), 2000ms);
        const auto random = bw::Backoff::systemRandom();
        double first = random(), second = random();
        QVERIFY(first >= 0.0 && first < 1.0 && second >= 0.0 && second < 1.0 && first != second);
    }

    void bucketGivesItsBurstThenItsRate()
    {
        bw::FakeClock clock;
        bw::RateLimiter limiter(clock, 10.0, 3.0);
        QVERIFY(limiter.tryTake() && limiter.tryTake() && limiter.tryTake());
        QVERIFY(!limiter.tryTake());
        QCOMPARE(limiter.waitFor(), 100ms);
        clock.advance(99ms);
        QVERIFY(!limiter.tryTake());
        clock.advance(1ms);
        QVERIFY(limiter.tryTake());
        clock.advance(1h);
        QVERIFY(limiter.tryTake(3.0));
        QVERIFY(!limiter.tryTake());
    }

    void waitingAsLongAsToldIsAlwaysEnough()
    {
        bw::FakeClock clock;
        bw::RateLimiter limiter(clock, 3.0, 5.0);
        for (int i = 0; i < 1000; ++i) {
            clock.advance(limiter.waitFor());
            QVERIFY2(limiter.tryTake(), qPrintable(QString::number(i)));
        }
    }

    void venueCountOnlyLowers()
    {
        bw::FakeClock clock;
        bw::RateLimiter limiter(clock, 1.0, 10.0);
        limiter.clampTo(50.0);
        QVERIFY(limiter.tryTake(10.0));
        clock.advance(5s);
        limiter.clampTo(1.0);
        QVERIFY(limiter.tryTake());
        QVERIFY(!limiter.tryTake());
        limiter.clampTo(-4.0);
        QCOMPARE(limiter.waitFor(), 1000ms);
    }

    void whatNeverComesIsNotAShortWait()
    {
        bw::FakeClock clock;
        bw::RateLimiter limiter(clock, 1.0, 2.0);
        QCOMPARE(limiter.waitFor(3.0), std::chrono::milliseconds::max());
        bw::RateLimiter closed(clock, 0.0, 1.0);
        QVERIFY(closed.tryTake());
        QCOMPARE(closed.waitFor(), std::chrono::milliseconds::max());
    }
};

QTEST_GUILESS_MAIN(TestPacing)
#include "tst_pacing.moc"
