// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <vector>

namespace bw {

/// How moments are read on screen: in UTC, or in this computer's zone by a setting. A small value that panels pass to their charts and
/// models; a clock without its zone is never written, so zone() stands on every axis. Pure but for the system's table of zones.
class TimeText final {
public:
    explicit TimeText(bool isLocal = false) : m_isLocal(isLocal) { }

    [[nodiscard]] bool isLocal() const { return m_isLocal; }
    [[nodiscard]] QString second(UtcTime at) const; ///< "14:02:11"
    [[nodiscard]] QString minute(UtcTime at) const; ///< "14:02"
    [[nodiscard]] QString day(UtcTime at) const; ///< "23 Nov"
    [[nodiscard]] QString month(UtcTime at) const; ///< "Nov 2026"
    [[nodiscard]] QString dateTime(UtcTime at) const; ///< "2026-11-23 14:02:11", without the zone
    [[nodiscard]] QString zone(UtcTime at) const; ///< "UTC", "UTC+02:00"
    [[nodiscard]] std::chrono::milliseconds offset(UtcTime at) const;

    bool operator==(const TimeText &) const = default;

private:
    [[nodiscard]] QString format(UtcTime at, const QString &pattern) const;
    bool m_isLocal;
};

/// One label of a time axis.
struct TimeTick {
    UtcTime at{};
    QString text;
    bool isDay = false; ///< a new day among hours
};
/// At most maxCount labels on whole seconds, minutes, hours or days of the zone, within from .. to.
[[nodiscard]] std::vector<TimeTick> timeTicks(UtcTime from, UtcTime to, int maxCount, const TimeText &zone);

} // namespace bw
