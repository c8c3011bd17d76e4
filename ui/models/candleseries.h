// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/widemarketviews.h"

namespace bw {

/// Candles as a chart needs them: by slot (start / interval, so a missing candle leaves its place empty), joined into bars of many where
/// there are more candles than pixels, with lows and highs that are never lost. A pyramid of extremes answers any range in O(log n), so a
/// million candles cost a thousand columns. Gui thread; shares the engine's vector and copies nothing.
class CandleSeries final {
public:
    /// One column of the chart: `group` slots joined.
    struct Bar {
        std::int64_t slot = 0; ///< the first of the group
        std::int64_t count = 0; ///< candles in it; fewer than the group where some are missing or not made yet
        PriceTicks open, high, low, close;
        QtyLots volume; ///< sum, at most the largest number
        bool isClosed = true;
    };
    struct Gap {
        std::int64_t from = 0, to = 0; ///< slots: from .. before to
    };
    struct Extremes {
        PriceTicks low, high;
        QtyLots volume;
        bool isEmpty = true;
        void take(const Candle &candle);
        void take(const Extremes &block);
    };

    void set(const std::shared_ptr<const CandleView> &view);
    void clear();

    [[nodiscard]] bool isEmpty() const { return size() == 0; }
    [[nodiscard]] std::size_t size() const { return closedSize() + (m_open ? 1 : 0); }
    [[nodiscard]] const Candle &candle(std::size_t index) const { return index < closedSize() ? (*m_closed)[index] : *m_open; }
    [[nodiscard]] std::int64_t firstSlot() const; ///< not of an empty series
    [[nodiscard]] std::int64_t lastSlot() const;
    [[nodiscard]] std::int64_t slotOf(UtcTime at) const;
    [[nodiscard]] UtcTime startOf(std::int64_t slot) const;
    [[nodiscard]] CandleInterval interval() const { return m_interval; }

    /// The bars that touch from .. to, and one neighbour on each side so that a gap across the edge is seen.
    [[nodiscard]] std::vector<Bar> bars(double from, double to, std::int64_t group) const;
    /// Between bars of that group; smaller holes are inside a bar, as its count says.
    [[nodiscard]] static std::vector<Gap> gaps(const std::vector<Bar> &bars, std::int64_t group);

private:
    [[nodiscard]] std::size_t closedSize() const { return m_closed ? m_closed->size() : 0; }
    [[nodiscard]] std::int64_t slotAt(std::size_t index) const { return slotOf(candle(index).start); }
    [[nodiscard]] std::size_t indexFrom(std::int64_t slot, std::size_t begin, std::size_t end) const;
    [[nodiscard]] Extremes over(std::size_t begin, std::size_t end) const;
    void buildPyramid();

    static constexpr std::size_t kBlock = 16; ///< candles in the pyramid's lowest block: below that a scan is as fast
    std::shared_ptr<const std::vector<Candle>> m_closed;
    std::optional<Candle> m_open;
    CandleInterval m_interval = CandleInterval::M1;
    std::vector<std::vector<Extremes>> m_levels; ///< [k]: blocks of kBlock x 2^k closed candles, whole ones only
};

} // namespace bw
