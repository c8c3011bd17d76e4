// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace bw {

/// The machine's clock, off by as much as a fault wants. The sandbox's thread; owned by the server. Ages and deadlines are not touched.
class SteppedClock final : public Clock {
public:
    [[nodiscard]] UtcTime utcNow() const override { return m_clock.utcNow() + m_step; }
    [[nodiscard]] MonoTime now() const override { return m_clock.now(); }
    void stepBy(std::chrono::milliseconds step) { m_step = step; } ///< from the machine's clock, not from the last step

private:
    SystemClock m_clock;
    std::chrono::milliseconds m_step{0};
};

} // namespace bw
