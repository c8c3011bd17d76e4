// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/queueplace.h"

#include <algorithm>

namespace bw::sandbox {

void QueuePlace::noteLevel(QtyLots shown, std::uint64_t sequence)
{
    if (isKnown() && shown >= ahead())
        return; // every later trade takes as much from the older bounds: this one would never be the smallest
    m_bounds.push_back({sequence, shown});
    if (m_bounds.size() > kMost)
        m_bounds.pop_front();
}

QtyLots QueuePlace::noteTrade(QtyLots qty, std::uint64_t sequence)
{
    QtyLots beyond;
    for (Bound &bound : m_bounds) {
        if (sequence != 0 && sequence <= bound.sequence)
            continue; // that book held it already
        bound.left -= qty;
        beyond = std::max(beyond, -bound.left);
        bound.left = std::max(bound.left, QtyLots());
    }
    return beyond;
}

QtyLots QueuePlace::ahead() const
{
    const auto least = std::min_element(m_bounds.begin(), m_bounds.end(), [](const Bound &a, const Bound &b) { return a.left < b.left; });
    return least == m_bounds.end() ? QtyLots() : least->left;
}

} // namespace bw::sandbox
