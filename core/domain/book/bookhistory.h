// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/book/sequencer.h"

#include <deque>
#include <optional>

namespace bw {

/// What has gone wrong with one book lately: its gaps, and for how long it was crossed. Bounded; one thread, no clock of its own.
class BookHistory final {
public:
    void noteGap(MonoTime at, GapKind kind);
    void noteLive(MonoTime at); ///< the spell since a crossing is over

    [[nodiscard]] int gaps(MonoTime now, std::chrono::milliseconds window) const;
    [[nodiscard]] int gaps(MonoTime now, std::chrono::milliseconds window, GapKind kind) const;
    /// Share of the last minute, 0 to 1, from each crossing until the next true book.
    [[nodiscard]] double crossedShare(MonoTime now) const;

private:
    struct Gap {
        MonoTime at{};
        GapKind kind = GapKind::None;
        std::optional<MonoTime> healed; ///< of a crossing
    };
    std::deque<Gap> m_gaps; ///< oldest first
};

} // namespace bw
