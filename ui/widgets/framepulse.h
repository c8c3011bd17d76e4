// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/scheduler.h"

#include <QObject>

#include <functional>

class QWidget;

namespace bw {

/// The one heartbeat of painting: 60 Hz at most for the ladder and the ticket, 10 Hz for charts, ages and the status bar. A panel gives
/// a function that looks for something newer and repaints only then; it is called only while the panel can be seen. Gui thread, owned
/// by the application. Also hands panels the clock that ages are counted with. Never started by market data.
class FramePulse final : public QObject {
    Q_OBJECT
public:
    static constexpr std::chrono::milliseconds kFrame{16}; ///< one frame of a 60 Hz screen
    static constexpr std::chrono::milliseconds kTenth{100};

    FramePulse(Scheduler &scheduler, const Clock &clock, QObject *parent = nullptr);

    [[nodiscard]] const Clock &clock() const { return *m_shown; }
    /// Another clock for panels, such as a recording's; the beat itself goes on by the machine's. Before any panel is made.
    void showTimeOf(const Clock &clock) { m_shown = &clock; }
    /// Calls look() with every frame while the panel is visible, until the panel is destroyed.
    void onFrame(QWidget *panel, std::function<void()> look);
    /// The same ten times a second.
    void onTenth(QWidget *panel, std::function<void()> look);
    /// Frames of the last whole second, as measured.
    [[nodiscard]] int framesPerSecond() const { return m_framesPerSecond; }

Q_SIGNALS:
    void frame();
    void tenth();

private:
    void beat();

    Scheduler &m_scheduler;
    const Clock &m_clock;
    const Clock *m_shown = &m_clock;
    Scheduler::Handle m_timer;
    MonoTime m_lastTenth;
    MonoTime m_secondBegan;
    int m_framesThisSecond = 0;
    int m_framesPerSecond = 0;
};

} // namespace bw
