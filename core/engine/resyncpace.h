// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <deque>
#include <optional>

namespace bw {

/// When a book may be asked for again. The first three times in a minute at once, then ever slower: a venue whose every snapshot is
/// followed by a gap must not be asked in a loop. Waits longer each time for a snapshot that does not come. One thread, no clock of its own.
class ResyncPace final {
public:
    explicit ResyncPace(MonoTime now) : m_waitingSince(now) {}

    /// Something broke: when to ask, now or later. `wasShown`: a good book was lost, so that this is no answer to the last question.
    [[nodiscard]] MonoTime plan(MonoTime now, bool wasShown);
    void noteAsked(MonoTime now);
    void noteWaiting(MonoTime now) { m_waitingSince = now; } ///< of a new subscription
    void noteSnapshot();
    [[nodiscard]] bool isDue(MonoTime now) const { return m_due && now >= *m_due; }
    /// Asked, and nothing came.
    [[nodiscard]] bool isOverdue(MonoTime now) const { return !m_due && now - m_waitingSince >= m_patience; }
    void beMorePatient();

private:
    static constexpr std::chrono::seconds kPatience{5};
    std::deque<MonoTime> m_asked; ///< of the last minute
    std::optional<MonoTime> m_due;
    MonoTime m_waitingSince;
    std::chrono::seconds m_patience = kPatience;
};

} // namespace bw
