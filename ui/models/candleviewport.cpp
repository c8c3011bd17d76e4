// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/candleviewport.h"

#include <algorithm>

namespace bw {

void CandleViewport::setWidth(double pixels)
{
    m_width = std::max(1.0, pixels);
    clamp();
}

void CandleViewport::setSlots(std::int64_t first, std::int64_t last)
{
    m_first = first;
    m_last = std::max(first, last);
    clamp();
}

void CandleViewport::reset()
{
    m_slotWidth = kUsualSlot;
    follow();
}

void CandleViewport::zoom(double x, double factor)
{
    const double under = slotAt(x);
    const double room = (m_width - x) / m_slotWidth;
    const bool isAtEnd = m_isFollowing && under > static_cast<double>(m_last);
    m_slotWidth *= factor;
    clamp();
    const double newRoom = (m_width - x) / m_slotWidth;
    if (newRoom == room)
        return;
    m_isFollowing = isAtEnd;
    m_right = under + newRoom;
    clamp();
}

void CandleViewport::pan(double pixels)
{
    if (pixels == 0)
        return;
    m_right -= pixels / m_slotWidth;
    m_isFollowing = pixels < 0 && m_right >= followRight(); // dragged back to the end: follow again
    clamp();
}

void CandleViewport::toOldest()
{
    m_isFollowing = false;
    m_right = static_cast<double>(m_first) + visible();
    clamp();
}

void CandleViewport::follow()
{
    m_isFollowing = true;
    clamp();
}

double CandleViewport::x(double slot) const { return m_width - (m_right - slot) * m_slotWidth; }

double CandleViewport::slotAt(double x) const { return m_right - (m_width - x) / m_slotWidth; }

double CandleViewport::followRight() const { return static_cast<double>(m_last) + 1 + std::max(1.0, 0.04 * visible()); }

std::int64_t CandleViewport::group() const
{
    std::int64_t group = 1;
    while (static_cast<double>(group) * m_slotWidth < kThinnestBar)
        group *= 2;
    return group;
}

void CandleViewport::clamp()
{
    // All of it in sight with a quarter to spare is as far as zooming out goes; a short series may still get thin.
    const double count = static_cast<double>(m_last - m_first + 1);
    m_slotWidth = std::clamp(m_slotWidth, std::min(kThinnestBar, m_width / (1.25 * count)), kWidestSlot);
    if (m_isFollowing) {
        m_right = followRight();
        return;
    }
    const double least = static_cast<double>(m_first) + 0.2 * visible(); // a fifth of the width stays filled, if there is that much
    const double most = static_cast<double>(m_last) + 1 + 0.6 * visible();
    m_right = std::clamp(m_right, std::min(least, most), most);
}

} // namespace bw
