// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/timetext.h"

#include <QDateTime>
#include <QLocale>

#include <array>

namespace bw {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kMinute = 60 * kSecond;
constexpr std::int64_t kHour = 60 * kMinute;
constexpr std::int64_t kDay = 24 * kHour;
constexpr std::array<std::int64_t, 25> kSteps{kSecond,     5 * kSecond,  10 * kSecond, 15 * kSecond, 30 * kSecond, kMinute,   2 * kMinute,
                                              5 * kMinute, 10 * kMinute, 15 * kMinute, 30 * kMinute, kHour,        2 * kHour, 3 * kHour,
                                              4 * kHour,   6 * kHour,    12 * kHour,   kDay,         2 * kDay,     7 * kDay,  14 * kDay,
                                              28 * kDay,   91 * kDay,    182 * kDay,   364 * kDay};

QDateTime moment(UtcTime at, bool isLocal) { return QDateTime::fromMSecsSinceEpoch(toMs(at), isLocal ? Qt::LocalTime : Qt::UTC); }

std::int64_t stepFor(std::int64_t span, int maxCount)
{
    for (const std::int64_t step : kSteps)
        if (span / step <= maxCount)
            return step;
    return (span / maxCount / kSteps.back() + 1) * kSteps.back();
}

} // namespace

QString TimeText::format(UtcTime at, const QString &pattern) const { return QLocale().toString(moment(at, m_isLocal), pattern); }

QString TimeText::second(UtcTime at) const { return moment(at, m_isLocal).toString(QStringLiteral("HH:mm:ss")); }

QString TimeText::minute(UtcTime at) const { return moment(at, m_isLocal).toString(QStringLiteral("HH:mm")); }

QString TimeText::day(UtcTime at) const { return format(at, QStringLiteral("d MMM")); }

QString TimeText::month(UtcTime at) const { return format(at, QStringLiteral("MMM yyyy")); }

QString TimeText::dateTime(UtcTime at) const { return moment(at, m_isLocal).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")); }

QString TimeText::zone(UtcTime at) const
{
    const auto minutes = offset(at).count() / kMinute;
    if (minutes == 0)
        return QStringLiteral("UTC");
    const auto size = minutes < 0 ? -minutes : minutes;
    return QStringLiteral("UTC%1%2:%3")
        .arg(minutes < 0 ? u'\u2212' : u'+')
        .arg(size / 60, 2, 10, QLatin1Char('0'))
        .arg(size % 60, 2, 10, QLatin1Char('0'));
}

milliseconds TimeText::offset(UtcTime at) const
{
    return m_isLocal ? milliseconds(moment(at, true).offsetFromUtc() * kSecond) : milliseconds(0);
}

std::vector<TimeTick> timeTicks(UtcTime from, UtcTime to, int maxCount, const TimeText &zone)
{
    std::vector<TimeTick> ticks;
    if (to <= from || maxCount < 1)
        return ticks;
    const std::int64_t step = stepFor((to - from).count(), maxCount);
    // One offset for the whole axis: where the clock changes inside it, labels stay right and only stand on odd hours.
    const std::int64_t offset = zone.offset(from).count();
    const std::int64_t first = (toMs(from) + offset + step - 1) / step;
    for (std::int64_t n = first; n * step - offset <= toMs(to); ++n) {
        TimeTick tick;
        tick.at = fromMs(n * step - offset);
        tick.isDay = step < kDay && (n * step) % kDay == 0;
        if (step >= 91 * kDay)
            tick.text = zone.month(tick.at);
        else if (step >= kDay || tick.isDay)
            tick.text = zone.day(tick.at);
        else
            tick.text = step < kMinute ? zone.second(tick.at) : zone.minute(tick.at);
        ticks.push_back(std::move(tick));
    }
    return ticks;
}

} // namespace bw
