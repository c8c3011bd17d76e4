// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/market/barhistory.h"

#include <algorithm>

namespace bw {

namespace {

constexpr auto kIsBefore = [](const Candle &candle, UtcTime time) { return candle.start < time; };

/// A new vector of the newest `from` bars that fit, with room for one more.
std::shared_ptr<BarHistory::Bars> newestOf(const BarHistory::Bars &from, std::size_t most)
{
    auto bars = std::make_shared<BarHistory::Bars>();
    bars->reserve(std::min(from.size(), most) + 1);
    const auto skipped = static_cast<std::ptrdiff_t>(from.size() - std::min(from.size(), most));
    bars->assign(from.begin() + skipped, from.end());
    return bars;
}

} // namespace

std::optional<UtcTime> BarHistory::newestStart() const
{
    if (m_open)
        return m_open->start;
    return m_closed->empty() ? std::nullopt : std::optional(m_closed->back().start);
}

BarHistory::Effect BarHistory::addLive(const Candle &candle)
{
    const auto newest = newestStart();
    if (!isPlausible(candle, m_interval) || (newest && candle.start < *newest))
        return Effect::Dropped;
    const bool isKnownAsClosed = !m_open && newest == candle.start;
    if (isKnownAsClosed && m_confirmed == candle.start)
        return Effect::Dropped; // closed is closed
    if (newest) {
        // An open bar that was left without its last word is missing itself.
        const UtcTime expected = m_open || isKnownAsClosed ? *newest : *newest + length();
        if (candle.start > expected)
            noteMissing(expected);
    }
    m_isOpenDoubtful = false;
    if (!candle.isClosed) {
        if (isKnownAsClosed) { // a page took it for finished, by a clock that was wrong: the stream knows better
            auto bars = newestOf(*m_closed, kMaxBars);
            bars->pop_back();
            m_closed = std::move(bars);
        }
        m_open = candle;
        return Effect::Changed;
    }
    auto bars = newestOf(*m_closed, isKnownAsClosed ? kMaxBars : kMaxBars - 1);
    if (isKnownAsClosed)
        bars->back() = candle;
    else
        bars->push_back(candle);
    m_closed = std::move(bars);
    m_confirmed = candle.start;
    m_open.reset();
    return Effect::Closed;
}

int BarHistory::addTail(std::span<const Candle> page)
{
    // While the stream is whole its open bar is open, whatever a page says.
    const auto before = m_open && !m_isOpenDoubtful ? std::optional(m_open->start) : std::nullopt;
    const Merged merged = merge(page, before);
    if (m_open && !m_closed->empty() && m_closed->back().start >= m_open->start)
        m_open.reset();
    if (merged.last)
        noteMissing(*merged.last + length()); // what the stream told meanwhile may begin later
    findHoleAgain();
    return merged.unusable;
}

int BarHistory::addOlder(std::span<const Candle> page)
{
    return merge(page, m_closed->empty() ? std::nullopt : std::optional(m_closed->front().start)).unusable;
}

/// The page's bars win where both have one: they are the venue's last word. Counts what is implausible, unfinished or out of order.
BarHistory::Merged BarHistory::merge(std::span<const Candle> page, std::optional<UtcTime> before)
{
    Bars usable;
    usable.reserve(page.size());
    Merged result;
    for (const Candle &candle : page) {
        if (!isPlausible(candle, m_interval) || !candle.isClosed || (!usable.empty() && candle.start <= usable.back().start))
            ++result.unusable;
        else if (!before || candle.start < *before)
            usable.push_back(candle);
    }
    if (usable.empty())
        return result;
    result.last = usable.back().start;
    Bars merged;
    merged.reserve(m_closed->size() + usable.size());
    auto old = m_closed->begin();
    for (const Candle &candle : usable) {
        for (; old != m_closed->end() && old->start < candle.start; ++old)
            merged.push_back(*old);
        if (old != m_closed->end() && old->start == candle.start)
            ++old;
        merged.push_back(candle);
    }
    merged.insert(merged.end(), old, m_closed->end());
    m_closed = merged.size() > kMaxBars ? newestOf(merged, kMaxBars) : std::make_shared<const Bars>(std::move(merged));
    return result;
}

void BarHistory::noteMissing(UtcTime from)
{
    m_missingFrom = m_missingFrom ? std::min(*m_missingFrom, from) : from;
}

/// Goes on from where the hole began to the first bar that is still missing.
void BarHistory::findHoleAgain()
{
    const auto newest = newestStart();
    if (!m_missingFrom || !newest)
        return;
    UtcTime next = *m_missingFrom;
    for (auto bar = std::lower_bound(m_closed->begin(), m_closed->end(), next, kIsBefore); bar != m_closed->end() && bar->start == next; ++bar)
        next += length();
    m_missingFrom = next < *newest ? std::optional(next) : std::nullopt;
}

} // namespace bw
