// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/scheduler.h"

#include <QTimer>

#include <algorithm>
#include <limits>

namespace bw {

namespace {

// Below this a coarse timer's 5 % would be a large part of what was asked for; above it coarse timers let the machine sleep.
constexpr std::chrono::milliseconds kPreciseBelow{100};

class QtTimerHandle final : public Scheduler::Timer {
public:
    QtTimerHandle(std::chrono::milliseconds interval, bool isSingleShot, std::function<void()> run)
        : m_timer(std::make_unique<QTimer>()), m_run(std::move(run))
    {
        constexpr std::chrono::milliseconds kLongest{std::numeric_limits<int>::max()};
        m_timer->setSingleShot(isSingleShot);
        m_timer->setTimerType(interval < kPreciseBelow ? Qt::PreciseTimer : Qt::CoarseTimer);
        QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this] { fire(); });
        m_timer->start(std::clamp(interval, std::chrono::milliseconds::zero(), kLongest));
    }

    ~QtTimerHandle() override
    {
        m_timer->stop();
        if (m_isGone) {
            *m_isGone = true;
            m_timer.release()->deleteLater(); // we are inside its own signal
        }
    }
    Q_DISABLE_COPY_MOVE(QtTimerHandle)

    [[nodiscard]] bool isActive() const override { return m_timer->isActive(); }

private:
    void fire()
    {
        const auto run = m_run; // the handle may go while it runs
        bool isGone = false;
        m_isGone = &isGone;
        run();
        if (!isGone)
            m_isGone = nullptr;
    }

    std::unique_ptr<QTimer> m_timer;
    std::function<void()> m_run;
    bool *m_isGone = nullptr; ///< set while fire() is on the stack
};

} // namespace

Scheduler::Handle QtScheduler::after(std::chrono::milliseconds delay, std::function<void()> run)
{
    return std::make_unique<QtTimerHandle>(delay, true, std::move(run));
}

Scheduler::Handle QtScheduler::every(std::chrono::milliseconds period, std::function<void()> run)
{
    return std::make_unique<QtTimerHandle>(std::max(period, std::chrono::milliseconds(1)), false, std::move(run));
}

} // namespace bw
