// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/marketinterval.h"

namespace bw {
namespace {

using namespace std::chrono;

constexpr auto kWeek = duration_cast<minutes>(weeks(1));
constexpr auto kDay = duration_cast<minutes>(days(1));
constexpr auto kFirstMonday = days(4); // 1970 began on a Thursday

} // namespace

std::optional<MarketInterval> MarketInterval::parse(const QString &name)
{
    for (const int known : {1, 3, 5, 15, 30, 60, 120, 240, 360, 720})
        if (name == QString::number(known))
            return MarketInterval(name, minutes(known));
    if (name == u"D")
        return MarketInterval(name, kDay);
    if (name == u"W")
        return MarketInterval(name, kWeek);
    if (name == u"M")
        return MarketInterval(name, minutes(0));
    return std::nullopt;
}

UtcTime MarketInterval::startOf(UtcTime time) const
{
    if (m_length.count() == 0) {
        const year_month_day date(floor<days>(time));
        return sys_days(date.year() / date.month() / 1);
    }
    const auto shift = m_length == kWeek ? duration_cast<milliseconds>(kFirstMonday) : milliseconds(0);
    const auto since = time.time_since_epoch() - shift;
    return UtcTime(shift + since - since % duration_cast<milliseconds>(m_length));
}

UtcTime MarketInterval::next(UtcTime start) const
{
    return m_length.count() == 0 ? startOf(start + days(31)) : start + m_length; // every month ends within 31 days of its first
}

UtcTime MarketInterval::back(UtcTime start, int candles) const
{
    if (m_length.count() > 0)
        return start - candles * m_length;
    for (; candles > 0; --candles)
        start = startOf(start - milliseconds(1));
    return start;
}

int MarketInterval::unitMinutes() const
{
    const auto length = m_length.count();
    return length == 0 || length % 1440 == 0 ? 1440 : length % 60 == 0 ? 60 : length % 15 == 0 ? 15 : length % 5 == 0 ? 5 : 1;
}

} // namespace bw
