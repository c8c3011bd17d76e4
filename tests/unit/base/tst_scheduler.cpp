// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/scheduler.h"

#include <QTest>

using namespace std::chrono_literals;
using bw::QtScheduler;

class TestScheduler : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void afterRunsOnce()
    {
        QtScheduler scheduler;
        int runs = 0, later = 0;
        const auto handle = scheduler.after(0ms, [&] { ++runs; });
        QVERIFY(handle->isActive());
        QCOMPARE(runs, 0);
        const auto second = scheduler.after(20ms, [&] { ++later; });
        QTRY_COMPARE(later, 1);
        QCOMPARE(runs, 1);
        QVERIFY(!handle->isActive());
    }

    void everyRunsUntilTheHandleGoes()
    {
        QtScheduler scheduler;
        int runs = 0;
        auto handle = scheduler.every(1ms, [&] { ++runs; });
        QTRY_VERIFY(runs >= 3);
        handle.reset();
        const int before = runs;
        bool isLater = false;
        const auto later = scheduler.after(20ms, [&] { isLater = true; });
        QTRY_VERIFY(isLater);
        QCOMPARE(runs, before);
    }

    void destroyedHandleNeverRuns()
    {
        QtScheduler scheduler;
        bool hasRun = false, isLater = false;
        { const auto handle = scheduler.after(0ms, [&] { hasRun = true; }); }
        const auto later = scheduler.after(10ms, [&] { isLater = true; });
        QTRY_VERIFY(isLater);
        QVERIFY(!hasRun);
    }

    void functionMayDestroyItsOwnHandle()
    {
        QtScheduler scheduler;
        auto held = std::make_shared<int>(0);
        bw::Scheduler::Handle handle;
        handle = scheduler.every(1ms, [&handle, held] {
            handle.reset();
            ++*held; // what the function captured outlives the handle
        });
        QTRY_COMPARE(*held, 1);
        QVERIFY(!handle);
        QTRY_COMPARE(held.use_count(), 1L);
    }

    void functionMayReplaceItsOwnHandle()
    {
        QtScheduler scheduler;
        int rounds = 0;
        bw::Scheduler::Handle handle;
        std::function<void()> again = [&] {
            if (++rounds < 5)
                handle = scheduler.after(1ms, again);
        };
        handle = scheduler.after(1ms, again);
        QTRY_COMPARE(rounds, 5);
    }
};

QTEST_GUILESS_MAIN(TestScheduler)
#include "tst_scheduler.moc"
