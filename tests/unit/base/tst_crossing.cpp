// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The three ways between threads, hammered by plain std::thread: run it with -DBELLWETHER_SANITIZE=thread.
#include "core/base/drain.h"
#include "core/base/latest.h"
#include "core/base/log.h"

#include <atomic>
#include <cstdio>
#include <thread>

namespace {

int g_failures = 0;

void check(bool ok, const char *what)
{
    if (!ok) {
        ++g_failures;
        std::fprintf(stderr, "FAILED: %s\n", what);
    }
}

struct Pair {
    std::uint64_t a = 0, b = 0;
};

void latestNeverTearsAndNeverGoesBack()
{
    constexpr std::uint64_t kRounds = 100'000;
    bw::Latest<Pair> latest;
    check(latest.read() == nullptr, "empty before the first publish");
    std::thread writer([&] {
        for (std::uint64_t i = 1; i <= kRounds; ++i)
            latest.publish(std::make_shared<const Pair>(Pair{i, i * 3}));
    });
    const auto readAll = [&] {
        std::uint64_t seen = 0, last = 0;
        bool isWhole = true, isForward = true;
        while (last != kRounds) {
            if (const auto value = latest.readNewer(seen)) {
                isWhole = isWhole && value->b == value->a * 3;
                isForward = isForward && value->a > last;
                last = value->a;
            }
        }
        return isWhole && isForward && latest.readNewer(seen) == nullptr;
    };
    bool isOther = false;
    std::thread reader([&] { isOther = readAll(); });
    const bool isMine = readAll();
    writer.join();
    reader.join();
    check(isMine && isOther, "every reader sees whole values, in order, up to the last");
}

void drainLosesNothingThatItDoesNotCount()
{
    constexpr std::uint64_t kItems = 300'000;
    bw::Drain<std::uint64_t> drain(512);
    std::atomic<bool> isDone{false};
    std::thread writer([&] {
        for (std::uint64_t i = 1; i <= kItems; ++i)
            drain.push(i);
        isDone = true;
    });
    std::uint64_t got = 0, dropped = 0, last = 0;
    bool isForward = true, isBounded = true;
    std::vector<std::uint64_t> batch;
    for (bool isLastRound = false; !isLastRound;) {
        isLastRound = isDone;
        dropped += drain.swapInto(batch);
        isBounded = isBounded && batch.size() <= 512;
        for (const std::uint64_t item : batch) {
            isForward = isForward && item > last;
            last = item;
        }
        got += batch.size();
    }
    writer.join();
    check(isForward, "items come in order");
    check(isBounded, "never more than the capacity");
    check(last == kItems, "the newest item is always there");
    check(got + dropped == kItems, "what is missing is counted");
}

void logSinkMayBeUsedFromEveryThread()
{
    constexpr int kLines = 200;
    std::atomic<int> before{0};
    int lines = 0; // no atomic: the sink's lock guards it
    {
        bw::LogSink sink;
        sink.setListener([&](const bw::LogLine &line) { lines += line.text.size() == 4 ? 1 : 0; });
        std::thread one([&] { for (int i = 0; i < kLines; ++i) qWarning("left"); });
        std::thread two([&] { for (int i = 0; i < kLines; ++i) qWarning("rite"); });
        one.join();
        two.join();
        sink.setListener({});
        std::thread three([&] { for (int i = 0; i < kLines; ++i) { qWarning("gone"); ++before; } });
        while (before == 0)
            std::this_thread::yield();
        sink.setListener([](const bw::LogLine &) {}); // exchanged under fire
        three.join();
    }
    check(lines == 2 * kLines, "every line reaches the listener once");
}

} // namespace

int main()
{
    latestNeverTearsAndNeverGoesBack();
    drainLosesNothingThatItDoesNotCount();
    logSinkMayBeUsedFromEveryThread();
    return g_failures == 0 ? 0 : 1;
}
