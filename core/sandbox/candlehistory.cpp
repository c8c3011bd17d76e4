// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/candlehistory.h"

#include "core/sandbox/marketinterval.h"
#include "core/sandbox/money.h"
#include "core/sandbox/smoothnoise.h"

#include <algorithm>

namespace bw {
namespace {

using namespace std::chrono;

constexpr std::size_t kMostMinutes = 3 * 1440; // then whole hours are all that is remembered
constexpr std::int64_t kLowest = 20;           // ticks; a price never gets lower than that
constexpr int kOctaves = 7;                    // swings of 1 to 64 days

std::int64_t minuteOf(UtcTime time) { return floor<minutes>(time.time_since_epoch()).count(); }
UtcTime timeOf(std::int64_t minute) { return UtcTime(minutes(minute)); }
std::int64_t nearest(double value) { return static_cast<std::int64_t>(std::llround(value)); }
std::int64_t ticks(double price) { return std::max(kLowest, nearest(price)); }

void extend(MarketCandle &candle, const MarketCandle &more)
{
    candle.high = std::max(candle.high, more.high);
    candle.low = std::min(candle.low, more.low);
    candle.close = more.close;
    candle.volume += more.volume;
    candle.turnover += more.turnover;
}

} // namespace

CandleHistory::CandleHistory(InstrumentPtr instrument, const Style &style, UtcTime now, PriceTicks last)
    : m_instrument(std::move(instrument)), m_style(style)
{
    begin(now, last.value());
}

/// The day so far leads from where yesterday ended to the price of now: whole hours, then the minutes of this one.
void CandleHistory::begin(UtcTime now, std::int64_t last)
{
    const std::int64_t minute = minuteOf(now), hour = minute / 60;
    m_today = hour / 24;
    m_cutDay = -1;
    m_minutes.clear();
    const auto seed = scatter(m_style.seed, m_today);
    const auto hours = static_cast<int>(hour % 24) + 1;
    m_hours = split(between(ticks(level(m_today)), last, 60.0 * hours, seed), hours, seed);
    const Bar current = m_hours.back();
    m_hours.pop_back();
    addMinutes(hour * 60, split(current, static_cast<int>(minute % 60) + 1, scatter(seed, hour)));
}

/// Cuts a bar into parts that agree with it: they join, one of them reaches its high, one its low, and the volumes add up.
CandleHistory::Bars CandleHistory::split(const Bar &whole, int parts, std::uint64_t seed)
{
    const auto count = static_cast<std::size_t>(parts);
    const double range = static_cast<double>(whole.high - whole.low);
    std::vector<double> walk(count + 1), weight(count);
    double weights = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const auto place = static_cast<std::int64_t>(i);
        walk[i + 1] = walk[i] + 2 * scatterUnit(seed, place) - 1;
        weight[i] = 0.4 + scatterUnit(seed, 10'000 + place) + 4 * std::pow(scatterUnit(seed, 20'000 + place), 8);
        weights += weight[i];
    }
    const double swing = 0.7 * range / std::sqrt(static_cast<double>(parts) / 3), wick = 0.35 * range / std::sqrt(static_cast<double>(parts));
    Bars bars(count);
    std::int64_t price = whole.open, left = whole.volume;
    for (std::size_t i = 0; i < count; ++i) {
        const auto place = static_cast<std::int64_t>(i);
        const double along = static_cast<double>(i + 1) / static_cast<double>(parts);
        const double way = static_cast<double>(whole.open) + static_cast<double>(whole.close - whole.open) * along + swing * (walk[i + 1] - along * walk[count]);
        Bar &bar = bars[i];
        bar.open = price;
        bar.close = i + 1 == count ? whole.close : std::clamp(nearest(way), whole.low, whole.high);
        bar.high = std::min(whole.high, std::max(bar.open, bar.close) + nearest(wick * scatterUnit(seed, 30'000 + place)));
        bar.low = std::max(whole.low, std::min(bar.open, bar.close) - nearest(wick * scatterUnit(seed, 40'000 + place)));
        bar.volume = i + 1 == count ? left : std::min(left, static_cast<std::int64_t>(static_cast<double>(whole.volume) * weight[i] / weights));
        left -= bar.volume;
        price = bar.close;
    }
    std::max_element(bars.begin(), bars.end(), [](const Bar &a, const Bar &b) { return a.high < b.high; })->high = whole.high;
    std::min_element(bars.begin(), bars.end(), [](const Bar &a, const Bar &b) { return a.low < b.low; })->low = whole.low;
    return bars;
}

CandleHistory::Bar CandleHistory::between(std::int64_t from, std::int64_t to, double length, std::uint64_t seed) const
{
    const double usual = 0.4 * m_style.dailyMove * std::sqrt(length / 1440) * static_cast<double>(to);
    Bar bar{from, 0, 0, to, nearest(m_style.lotsPerMinute * length * (0.6 + 0.8 * scatterUnit(seed, 1)))};
    bar.high = std::max(from, to) + nearest(usual * (0.3 + scatterUnit(seed, 2)));
    bar.low = std::max(kLowest, std::min(from, to) - nearest(usual * (0.3 + scatterUnit(seed, 3))));
    return bar;
}

/// Where a day begins: swings of many lengths, and the day of the session near home.
double CandleHistory::level(std::int64_t day) const
{
    double swing = 0;
    for (int k = 0; k < kOctaves; ++k) {
        const auto seed = scatter(m_style.seed, 100 + k);
        const double length = std::ldexp(1.0, k);
        swing += std::sqrt(length) * (smoothNoise(seed, static_cast<double>(day) / length) - smoothNoise(seed, static_cast<double>(m_today) / length));
    }
    return m_style.homeTicks * (1 + 0.4 * m_style.dailyMove * smoothNoise(m_style.seed, static_cast<double>(m_today))) * std::exp(0.6 * m_style.dailyMove * swing);
}

CandleHistory::Bar CandleHistory::dayBar(std::int64_t day) const
{
    return between(ticks(level(day)), ticks(level(day + 1)), 1440, scatter(m_style.seed, day));
}

CandleHistory::Bar CandleHistory::hourBar(std::int64_t hour) const
{
    const std::int64_t day = hour / 24;
    if (day >= m_today)
        return m_hours[static_cast<std::size_t>(hour - m_today * 24)];
    if (day != m_cutDay) {
        m_cut = split(dayBar(day), 24, scatter(m_style.seed, day));
        m_cutDay = day;
    }
    return m_cut[static_cast<std::size_t>(hour % 24)];
}

/// An hour in parts of 60, 15, 5 or 1 minutes.
CandleHistory::Bars CandleHistory::within(std::int64_t hour, int unit) const
{
    Bars bars{hourBar(hour)};
    std::uint64_t seed = scatter(m_style.seed, hour);
    for (const auto &[length, parts] : {std::pair(15, 4), std::pair(5, 3), std::pair(1, 5)}) {
        if (unit > length)
            break;
        Bars finer;
        for (std::size_t i = 0; i < bars.size(); ++i) {
            const Bars cut = split(bars[i], parts, scatter(seed, static_cast<std::int64_t>(i)));
            finer.insert(finer.end(), cut.begin(), cut.end());
        }
        bars = std::move(finer);
        seed = scatter(seed, length);
    }
    return bars;
}

MarketCandle CandleHistory::candle(std::int64_t minute, const Bar &bar) const
{
    const std::int64_t typical = (bar.open + bar.high + bar.low + bar.close) / 4;
    const Instrument &i = *m_instrument;
    return {timeOf(minute), PriceTicks(bar.open), PriceTicks(bar.high), PriceTicks(bar.low), PriceTicks(bar.close), QtyLots(bar.volume),
            sandbox::valueOf(i, i.price(PriceTicks(typical)), i.qty(QtyLots(bar.volume)))};
}

void CandleHistory::addMinutes(std::int64_t first, const Bars &bars)
{
    for (const Bar &bar : bars)
        m_minutes.push_back(candle(first++, bar));
}

void CandleHistory::trade(const MarketPrint &print, const Decimal &worth)
{
    roll(print.at);
    extend(m_minutes.back(), {{}, print.price, print.price, print.price, print.price, print.qty, worth});
}

void CandleHistory::roll(UtcTime now)
{
    const std::int64_t last = minuteOf(m_minutes.back().start), missing = minuteOf(now) - last;
    if (missing > static_cast<std::int64_t>(kMostMinutes))
        return begin(now, m_minutes.back().close.value());
    const std::int64_t close = m_minutes.back().close.value();
    for (std::int64_t i = 1; i <= missing; ++i)
        m_minutes.push_back(candle(last + i, {close, close, close, close, 0}));
    trim();
}

void CandleHistory::skip(UtcTime now, PriceTicks price)
{
    const std::int64_t last = minuteOf(m_minutes.back().start), missing = minuteOf(now) - last;
    if (missing > static_cast<std::int64_t>(kMostMinutes))
        return begin(now, price.value());
    const std::int64_t close = m_minutes.back().close.value();
    if (missing > 0) {
        const auto seed = scatter(m_style.seed, last);
        addMinutes(last + 1, split(between(close, price.value(), static_cast<double>(missing), seed), static_cast<int>(missing), seed));
        trim();
    } else if (price.value() != close) {
        extend(m_minutes.back(), {{}, price, price, price, price, {}, Decimal(0)});
    }
}

/// Whole hours go from the minutes to the hours.
void CandleHistory::trim()
{
    while (m_minutes.size() > kMostMinutes) {
        MarketCandle hour = m_minutes.front();
        for (std::size_t i = 1; i < 60; ++i)
            extend(hour, m_minutes[i]);
        m_hours.push_back({hour.open.value(), hour.high.value(), hour.low.value(), hour.close.value(), hour.volume.value()});
        m_minutes.erase(m_minutes.begin(), m_minutes.begin() + 60);
    }
}

/// Hands out the candles of [fromMinute, toMinute), in parts of the unit or finer where the minutes are known.
template <class Add>
void CandleHistory::collect(std::int64_t fromMinute, std::int64_t toMinute, int unit, const Add &add) const
{
    const std::int64_t known = minuteOf(m_minutes.front().start);
    std::int64_t minute = std::max(fromMinute, minuteOf(m_style.launch));
    while (minute < std::min(toMinute, known)) {
        if (unit == 1440 && minute / 1440 < m_today) {
            add(candle(minute, dayBar(minute / 1440)));
            minute = (minute / 1440 + 1) * 1440;
            continue;
        }
        const int step = std::min(unit, 60);
        const Bars bars = within(minute / 60, step);
        for (auto i = static_cast<std::size_t>(minute % 60 / step); i < bars.size() && minute < toMinute; ++i) {
            add(candle(minute, bars[i]));
            minute += step;
        }
    }
    for (auto i = static_cast<std::size_t>(std::max<std::int64_t>(0, minute - known)); i < m_minutes.size() && minuteOf(m_minutes[i].start) < toMinute; ++i)
        add(m_minutes[i]);
}

std::vector<MarketCandle> CandleHistory::candles(const MarketInterval &interval, UtcTime from, UtcTime to) const
{
    std::vector<MarketCandle> made;
    UtcTime end{};
    const auto add = [&](const MarketCandle &part) {
        if (!made.empty() && part.start < end) {
            extend(made.back(), part);
            return;
        }
        made.push_back(part);
        made.back().start = interval.startOf(part.start);
        end = interval.next(made.back().start);
    };
    UtcTime first = interval.startOf(from);
    if (first < from)
        first = interval.next(first);
    if (first <= to)
        collect(minuteOf(first), minuteOf(interval.next(interval.startOf(to))), interval.unitMinutes(), add);
    return made;
}

MarketCandle CandleHistory::lastDay(UtcTime now) const
{
    std::optional<MarketCandle> day;
    const std::int64_t minute = minuteOf(now);
    collect((minute / 60 - 24) * 60, minute + 1, 60, [&day](const MarketCandle &part) {
        if (day)
            extend(*day, part);
        else
            day = part;
    });
    return day.value_or(m_minutes.back());
}

} // namespace bw
