// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace bw {

/// Runs functions later on the thread that asked. Every service takes one by reference instead of owning QTimers, so that a test
/// with FakeScheduler decides when time passes. A Timer stops when it is destroyed; its function may destroy or replace it.
class Scheduler {
public:
    class Timer {
    public:
        virtual ~Timer() = default;
        [[nodiscard]] virtual bool isActive() const = 0;
    };
    using Handle = std::unique_ptr<Timer>;

    virtual ~Scheduler() = default;
    /// Once, after delay >= 0.
    [[nodiscard]] virtual Handle after(std::chrono::milliseconds delay, std::function<void()> run) = 0;
    /// Again and again, the first time after one period > 0.
    [[nodiscard]] virtual Handle every(std::chrono::milliseconds period, std::function<void()> run) = 0;
};

/// Over QTimer; the handle lives and fires on the thread that made it, which needs an event loop.
class QtScheduler final : public Scheduler {
public:
    [[nodiscard]] Handle after(std::chrono::milliseconds delay, std::function<void()> run) override;
    [[nodiscard]] Handle every(std::chrono::milliseconds period, std::function<void()> run) override;
};

} // namespace bw
