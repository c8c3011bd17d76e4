// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/marketsource.h"

#include <deque>

namespace bw {

/// The past of one invented instrument. What happened before the session is told from its seed, the same at every question: days first, each
/// cut into hours, quarters, fives and minutes that keep the day's open, high, low, close and volume, so that all intervals agree. It ends
/// at the price at which the session begins; from there on minutes are made of the trades. Bounded. One thread.
class CandleHistory final {
public:
    struct Style {
        double homeTicks = 0;     ///< where the price is at home
        double dailyMove = 0.025; ///< of the price, in a usual day
        double lotsPerMinute = 0;
        UtcTime launch{};         ///< nothing before
        std::uint64_t seed = 0;
    };
    CandleHistory(InstrumentPtr instrument, const Style &style, UtcTime now, PriceTicks last);

    void trade(const MarketPrint &print, const Decimal &worth);
    /// Minutes without a trade are candles too.
    void roll(UtcTime now);
    /// Nobody looked for a while: invents the way from the last price to this one.
    void skip(UtcTime now, PriceTicks last);

    /// Those that start within [from, to], oldest first, up to the unfinished one.
    [[nodiscard]] std::vector<MarketCandle> candles(const MarketInterval &interval, UtcTime from, UtcTime to) const;
    /// The 24 hours before, put together of whole hours.
    [[nodiscard]] MarketCandle lastDay(UtcTime now) const;

private:
    struct Bar {
        std::int64_t open = 0, high = 0, low = 0, close = 0, volume = 0;
    };
    using Bars = std::vector<Bar>;
    [[nodiscard]] static Bars split(const Bar &whole, int parts, std::uint64_t seed);
    [[nodiscard]] Bar between(std::int64_t from, std::int64_t to, double minutes, std::uint64_t seed) const;
    void begin(UtcTime now, std::int64_t last);
    [[nodiscard]] double level(std::int64_t day) const;
    [[nodiscard]] Bar dayBar(std::int64_t day) const;
    [[nodiscard]] Bar hourBar(std::int64_t hour) const;
    [[nodiscard]] Bars within(std::int64_t hour, int unit) const;
    [[nodiscard]] MarketCandle candle(std::int64_t minute, const Bar &bar) const;
    void addMinutes(std::int64_t first, const Bars &bars);
    void trim();
    template <class Add>
    void collect(std::int64_t fromMinute, std::int64_t toMinute, int unit, const Add &add) const;

    InstrumentPtr m_instrument;
    Style m_style;
    std::int64_t m_today = 0;            ///< the day on which the session began, since 1970
    Bars m_hours;                        ///< of that day and later, before the minutes that are kept
    std::deque<MarketCandle> m_minutes;  ///< since a full hour, the last one unfinished; never empty
    mutable std::int64_t m_cutDay = -1;  ///< of m_cut
    mutable Bars m_cut;                  ///< the hours of the day that was asked for last
};

} // namespace bw
