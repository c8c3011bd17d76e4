// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/timewindow.h"

namespace bw::sandbox {

namespace {

constexpr std::chrono::hours kLongest(7 * 24);
constexpr qint64 kLastMs = 100'000'000'000'000; // some year beyond all counting

} // namespace

tl::expected<TimeWindow, Refusal> TimeWindow::of(const Call &call, std::chrono::hours usual)
{
    const auto time = [&](QLatin1StringView name) {
        bool isNumber = false;
        const qint64 ms = call.fields.value(name).toString().toLongLong(&isNumber);
        return isNumber && ms >= 0 && ms < kLastMs ? std::optional(fromMs(ms)) : std::nullopt;
    };
    const auto start = time(QLatin1StringView("startTime")), end = time(QLatin1StringView("endTime"));
    if (start && end && (*end < *start || *end - *start > kLongest))
        return refuse(code::Parameter, QStringLiteral("The time range between startTime and endTime cannot exceed 7 days"));
    if (start)
        return TimeWindow{*start, end.value_or(*start + usual)};
    const UtcTime until = end.value_or(call.now);
    return TimeWindow{until - usual, until};
}

} // namespace bw::sandbox
