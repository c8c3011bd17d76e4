// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relaytime.h"

namespace bw {

namespace {

/// So many digits at the front, else -1.
int takeDigits(std::string_view &text, std::size_t count)
{
    int value = 0;
    if (text.size() < count)
        return -1;
    for (const char c : text.substr(0, count)) {
        if (c < '0' || c > '9')
            return -1;
        value = value * 10 + (c - '0');
    }
    text.remove_prefix(count);
    return value;
}

/// A number of two digits and the mark behind it.
int takePart(std::string_view &text, char mark, int limit)
{
    const int value = takeDigits(text, 2);
    if (value < 0 || value > limit || text.empty() || text.front() != mark)
        return -1;
    text.remove_prefix(1);
    return value;
}

/// ".071", or nothing; -1 for anything else in front of the Z.
int takeMilliseconds(std::string_view &text)
{
    if (text.empty() || text.front() != '.')
        return 0;
    text.remove_prefix(1);
    int value = 0, digits = 0;
    for (; !text.empty() && text.front() != 'Z'; ++digits) {
        const int digit = takeDigits(text, 1);
        if (digit < 0 || digits == 9)
            return -1;
        value = digits < 3 ? value * 10 + digit : value;
    }
    for (int i = digits; i < 3; ++i)
        value *= 10;
    return digits > 0 ? value : -1;
}

} // namespace

std::optional<UtcTime> readRelayTime(std::string_view text)
{
    namespace chr = std::chrono;
    const int year = takeDigits(text, 4);
    if (year < 1970 || text.empty() || text.front() != '-')
        return std::nullopt;
    text.remove_prefix(1);
    const int month = takePart(text, '-', 12), day = takePart(text, 'T', 31);
    const int hour = takePart(text, ':', 23), minute = takePart(text, ':', 59), second = takeDigits(text, 2);
    const int ms = takeMilliseconds(text);
    if (month < 1 || day < 1 || hour < 0 || minute < 0 || second < 0 || second > 59 || ms < 0 || text != "Z")
        return std::nullopt;
    const chr::year_month_day date{chr::year(year), chr::month(static_cast<unsigned>(month)), chr::day(static_cast<unsigned>(day))};
    if (!date.ok())
        return std::nullopt;
    return UtcTime(chr::sys_days(date).time_since_epoch() + chr::hours(hour) + chr::minutes(minute) + chr::seconds(second)
                   + chr::milliseconds(ms));
}

} // namespace bw
