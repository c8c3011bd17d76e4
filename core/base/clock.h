// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace bw {

/// UTC, in milliseconds since 1970, as every venue counts it.
using UtcTime = std::chrono::sys_time<std::chrono::milliseconds>;
/// Never set back; for ages, deadlines and rates. Only differences mean anything.
using MonoTime = std::chrono::time_point<std::chrono::steady_clock, std::chrono::nanoseconds>;

/// The two clocks of the machine behind one interface, so that tests move time by hand. Thread-safe to read.
class Clock {
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual UtcTime utcNow() const = 0;
    [[nodiscard]] virtual MonoTime now() const = 0;
};

class SystemClock final : public Clock {
public:
    [[nodiscard]] UtcTime utcNow() const override;
    [[nodiscard]] MonoTime now() const override;
};

/// "2026-11-23T06:33:52.123Z"
[[nodiscard]] QString toIso8601(UtcTime time);
[[nodiscard]] constexpr std::int64_t toMs(UtcTime time) { return time.time_since_epoch().count(); }
[[nodiscard]] constexpr UtcTime fromMs(std::int64_t ms) { return UtcTime(std::chrono::milliseconds(ms)); }

} // namespace bw
