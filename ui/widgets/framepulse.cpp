// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/framepulse.h"

#include <QWidget>

namespace bw {

FramePulse::FramePulse(Scheduler &scheduler, const Clock &clock, QObject *parent)
    : QObject(parent), m_scheduler(scheduler), m_clock(clock), m_lastTenth(clock.now()), m_secondBegan(clock.now())
{
    m_timer = m_scheduler.every(kFrame, [this] { beat(); });
}

void FramePulse::onFrame(QWidget *panel, std::function<void()> look)
{
    connect(this, &FramePulse::frame, panel, [panel, look = std::move(look)] {
        if (panel->isVisible())
            look();
    });
}

void FramePulse::onTenth(QWidget *panel, std::function<void()> look)
{
    connect(this, &FramePulse::tenth, panel, [panel, look = std::move(look)] {
        if (panel->isVisible())
            look();
    });
}

void FramePulse::beat()
{
    const MonoTime now = m_clock.now();
    ++m_framesThisSecond;
    if (now - m_secondBegan >= std::chrono::seconds(1)) {
        m_framesPerSecond = m_framesThisSecond;
        m_framesThisSecond = 0;
        m_secondBegan = now;
    }
    Q_EMIT frame();
    if (now - m_lastTenth >= kTenth) {
        m_lastTenth = now;
        Q_EMIT tenth();
    }
}

} // namespace bw
