// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

namespace bw {

/// A clock that stands until a test moves it; both clocks move together unless jumpUtc() says otherwise (a resume from sleep, NTP).
class FakeClock final : public Clock {
public:
    [[nodiscard]] UtcTime utcNow() const override { return m_utc; }
    [[nodiscard]] MonoTime now() const override { return m_mono; }

    void advance(std::chrono::nanoseconds by)
    {
        m_mono += by;
        m_exact += by;
        m_utc = kStart + std::chrono::floor<std::chrono::milliseconds>(m_exact);
    }
    void jumpUtc(std::chrono::milliseconds by) { m_utc += by; m_exact += by; }

private:
    static constexpr UtcTime kStart = fromMs(1'700'000'000'000);
    UtcTime m_utc = kStart;
    MonoTime m_mono{std::chrono::seconds(1000)};
    std::chrono::nanoseconds m_exact{0};
};

} // namespace bw
