// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/candleseries.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace bw {
namespace {

std::int64_t floorDiv(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

QtyLots sum(QtyLots a, QtyLots b)
{
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    return a.value() > kMost - b.value() ? QtyLots(kMost) : a + b;
}

} // namespace

void CandleSeries::Extremes::take(const Candle &candle)
{
    take(Extremes{.low = candle.low, .high = candle.high, .volume = candle.volume, .isEmpty = false});
}

void CandleSeries::Extremes::take(const Extremes &block)
{
    if (block.isEmpty)
        return;
    low = isEmpty ? block.low : std::min(low, block.low);
    high = isEmpty ? block.high : std::max(high, block.high);
    volume = isEmpty ? block.volume : sum(volume, block.volume);
    isEmpty = false;
}

void CandleSeries::set(const std::shared_ptr<const CandleView> &view)
{
    m_interval = view->interval;
    m_open = view->open;
    const bool isNew = m_closed != view->closed;
    m_closed = view->closed;
    // A stream that still tells of a candle which history has closed already adds nothing.
    if (m_open && closedSize() > 0 && m_open->start <= m_closed->back().start)
        m_open.reset();
    if (isNew) // a page of history may correct candles in the middle: built anew, some milliseconds for a million
        buildPyramid();
}

void CandleSeries::clear()
{
    m_closed.reset();
    m_open.reset();
    m_levels.clear();
}

void CandleSeries::buildPyramid()
{
    m_levels.clear();
    std::size_t blocks = closedSize() / kBlock;
    if (blocks == 0)
        return;
    std::vector<Extremes> lowest(blocks);
    for (std::size_t i = 0; i < blocks * kBlock; ++i)
        lowest[i / kBlock].take((*m_closed)[i]);
    m_levels.push_back(std::move(lowest));
    while ((blocks /= 2) > 0) {
        const std::vector<Extremes> &below = m_levels.back();
        std::vector<Extremes> level(blocks);
        for (std::size_t i = 0; i < 2 * blocks; ++i)
            level[i / 2].take(below[i]);
        m_levels.push_back(std::move(level));
    }
}

CandleSeries::Extremes CandleSeries::over(std::size_t begin, std::size_t end) const
{
    Extremes all;
    while (begin < end) {
        if (begin % kBlock != 0 || begin + kBlock > std::min(end, closedSize())) {
            all.take(candle(begin++));
            continue;
        }
        std::size_t level = 0;
        std::size_t size = kBlock;
        while (level + 1 < m_levels.size() && begin % (2 * size) == 0 && begin + 2 * size <= std::min(end, closedSize())) {
            ++level;
            size *= 2;
        }
        all.take(m_levels[level][begin / size]);
        begin += size;
    }
    return all;
}

std::int64_t CandleSeries::slotOf(UtcTime at) const { return floorDiv(toMs(at), std::chrono::milliseconds(lengthOf(m_interval)).count()); }

UtcTime CandleSeries::startOf(std::int64_t slot) const { return fromMs(slot * std::chrono::milliseconds(lengthOf(m_interval)).count()); }

std::int64_t CandleSeries::firstSlot() const { return slotAt(0); }

std::int64_t CandleSeries::lastSlot() const { return slotAt(size() - 1); }

/// The first index in begin .. end whose slot is not below the one given.
std::size_t CandleSeries::indexFrom(std::int64_t slot, std::size_t begin, std::size_t end) const
{
    while (begin < end) {
        const std::size_t middle = begin + (end - begin) / 2;
        if (slotAt(middle) < slot)
            begin = middle + 1;
        else
            end = middle;
    }
    return begin;
}

std::vector<CandleSeries::Bar> CandleSeries::bars(double from, double to, std::int64_t group) const
{
    std::vector<Bar> bars;
    if (isEmpty() || group < 1 || !(to > from))
        return bars;
    const std::size_t end = size();
    std::size_t i = indexFrom(floorDiv(static_cast<std::int64_t>(std::floor(from)), group) * group, 0, end);
    if (i > 0) // its left neighbour, from the begin of that group
        i = indexFrom(floorDiv(slotAt(i - 1), group) * group, 0, i);
    bool isBeyond = false;
    while (i < end && !isBeyond) {
        const std::int64_t slot = floorDiv(slotAt(i), group) * group;
        isBeyond = static_cast<double>(slot) >= to;
        // Slots rise by at least one a candle, so the group ends within that many.
        const std::size_t most = std::min(end, i + static_cast<std::size_t>(slot + group - slotAt(i)));
        const std::size_t next = slotAt(most - 1) < slot + group ? most : indexFrom(slot + group, i, most);
        const Extremes extremes = over(i, next);
        bars.push_back({.slot = slot,
                        .count = static_cast<std::int64_t>(next - i),
                        .open = candle(i).open,
                        .high = extremes.high,
                        .low = extremes.low,
                        .close = candle(next - 1).close,
                        .volume = extremes.volume,
                        .isClosed = candle(next - 1).isClosed});
        i = next;
    }
    return bars;
}

std::vector<CandleSeries::Gap> CandleSeries::gaps(const std::vector<Bar> &bars, std::int64_t group)
{
    std::vector<Gap> gaps;
    for (std::size_t i = 1; i < bars.size(); ++i)
        if (bars[i].slot > bars[i - 1].slot + group)
            gaps.push_back({.from = bars[i - 1].slot + group, .to = bars[i].slot});
    return gaps;
}

} // namespace bw
