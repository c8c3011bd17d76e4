// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/depthgrid.h"

#include "ui/models/pricescale.h"

#include <algorithm>
#include <cmath>

namespace bw {
namespace {

constexpr int kFewestRows = 30;
constexpr std::int64_t kWidestShare = 25; // of the price: four percent

constexpr std::int64_t kSetBack = 8; // buckets: two seconds are no jitter

std::int64_t floorDiv(std::int64_t value, std::int64_t by) { return value / by - (value % by < 0 ? 1 : 0); }

bool hasPrices(const DepthColumn &column) { return !column.isGap && !column.bids.empty() && !column.asks.empty(); }

std::int64_t middleOf(const DepthColumn &column) { return (column.bids.front().price.value() + column.asks.front().price.value()) / 2; }

/// The smallest power of two that is not below.
std::int64_t ceilingOf(std::int64_t lots)
{
    std::int64_t power = 1;
    while (power < lots && power < (std::int64_t(1) << 61))
        power *= 2;
    return power;
}

} // namespace

DepthGrid::DepthGrid() : m_columns(kColumns), m_columnMax(kColumns, 0), m_cells(static_cast<std::size_t>(kColumns) * kRows, 0) { }

void DepthGrid::clear()
{
    m_span.reset(); // ticks of another instrument mean nothing here
    forget();
}

void DepthGrid::forget()
{
    // In place: an image lies over these bytes.
    std::fill(m_cells.begin(), m_cells.end(), std::uint8_t(0));
    std::fill(m_columnMax.begin(), m_columnMax.end(), 0);
    std::fill(m_columns.begin(), m_columns.end(), DepthColumn());
    m_count = 0;
    m_rows = kRows;
    m_step = 1;
    m_topRow = 0;
    m_ceiling = 1;
}

std::size_t DepthGrid::place(int age) const { return (m_newest + static_cast<std::size_t>(kColumns - age)) % kColumns; }

void DepthGrid::append(DepthColumn column)
{
    m_newest = (m_newest + 1) % kColumns;
    m_count = std::min(m_count + 1, kColumns);
    m_columns[m_newest] = std::move(column);
}

void DepthGrid::add(DepthColumn column)
{
    const auto distance
        = static_cast<double>((column.at - m_columns[m_newest].at).count()) / static_cast<double>(DepthColumn::kBucket.count());
    if (m_count > 0 && distance < -kSetBack)
        forget();
    if (m_count > 0) {
        std::int64_t missing = std::llround(distance) - 1;
        if (missing < -1)
            return;
        if (missing == -1) { // the same bucket told again
            m_newest = (m_newest + kColumns - 1) % kColumns;
            --m_count;
        }
        // More than fits has pushed everything out.
        for (missing = std::min<std::int64_t>(missing, kColumns); missing > 0; --missing) {
            append({.at = column.at - DepthColumn::kBucket * missing, .isGap = true, .bids = {}, .asks = {}});
            write(m_newest);
        }
    }
    append(std::move(column));
    if (fitPrices()) {
        rebuild();
        return;
    }
    write(m_newest);
    if (fitScale())
        rebuild();
}

void DepthGrid::setSpan(std::optional<std::int64_t> ticks)
{
    m_span = ticks;
    if (m_count > 0 && fitPrices())
        rebuild();
}

/// The book's own width, and the way that the price has gone, with some room.
std::int64_t DepthGrid::wantedSpan() const
{
    if (m_span)
        return *m_span;
    std::int64_t low = 0;
    std::int64_t high = 0;
    std::int64_t width = 0;
    for (int age = 0; age < m_count; ++age) {
        const DepthColumn &one = column(age);
        if (!hasPrices(one))
            continue;
        if (width == 0) { // the newest book
            width = one.asks.back().price.value() - one.bids.back().price.value();
            // A thin book has orders at absurd prices: they don't decide what is seen.
            width = std::min(width, std::max<std::int64_t>(one.bids.front().price.value() / kWidestShare, 2 * kFewestRows));
            low = one.bids.front().price.value();
            high = one.asks.front().price.value();
        }
        low = std::min(low, one.bids.front().price.value());
        high = std::max(high, one.asks.front().price.value());
    }
    return std::max(width * 11 / 10, (high - low) * 13 / 10);
}

/// True when rows now mean other prices.
bool DepthGrid::fitPrices()
{
    int age = 0;
    while (age < m_count && !hasPrices(column(age)))
        ++age;
    if (age == m_count)
        return false;
    const std::int64_t wanted = std::max<std::int64_t>(wantedSpan(), kFewestRows);
    const bool isFitting = wanted <= span() && wanted * 3 >= span(); // grows at once, shrinks late, so that it rests
    const double middle = rowAt(PriceTicks(middleOf(column(age)))) / m_rows;
    const bool isCentred = middle >= 0.25 && middle <= 0.75;
    if (m_topRow != 0 && isCentred && (m_span ? std::abs(wanted - span()) < m_step * 2 : isFitting))
        return false;
    m_step = roundStep(static_cast<double>(wanted) / kRows);
    m_rows
        = static_cast<int>(std::clamp<std::int64_t>((wanted + m_step - 1) / m_step + (m_span ? 0 : kFewestRows / 6), kFewestRows, kRows));
    m_topRow = floorDiv(middleOf(column(age)), m_step) + m_rows / 2;
    return true;
}

bool DepthGrid::fitScale()
{
    const std::int64_t ceiling = ceilingOf(*std::max_element(m_columnMax.begin(), m_columnMax.end()));
    if (ceiling <= m_ceiling && ceiling * 4 > m_ceiling)
        return false;
    m_ceiling = ceiling;
    return true;
}

void DepthGrid::rebuild()
{
    ++m_rebuilds;
    std::fill(m_columnMax.begin(), m_columnMax.end(), 0);
    for (int age = 0; age < m_count; ++age) {
        sumUp(column(age));
        m_columnMax[place(age)]
            = std::max(*std::max_element(m_bidSums.begin(), m_bidSums.end()), *std::max_element(m_askSums.begin(), m_askSums.end()));
    }
    (void)fitScale();
    for (int age = 0; age < m_count; ++age)
        write(place(age));
}

void DepthGrid::sumUp(const DepthColumn &column)
{
    m_bidSums.fill(0);
    m_askSums.fill(0);
    if (column.isGap)
        return;
    const auto sum = [this](const std::vector<Level> &levels, std::array<std::int64_t, kRows> &sums) {
        for (const Level &level : levels) {
            const std::int64_t row = m_topRow - floorDiv(level.price.value(), m_step);
            if (row >= 0 && row < m_rows)
                sums[static_cast<std::size_t>(row)] += level.qty.value();
        }
    };
    sum(column.bids, m_bidSums);
    sum(column.asks, m_askSums);
}

void DepthGrid::write(std::size_t place)
{
    sumUp(m_columns[place]);
    std::int64_t most = 0;
    for (std::size_t row = 0; row < kRows; ++row) {
        const std::int64_t bid = m_bidSums[row];
        const std::int64_t ask = m_askSums[row];
        most = std::max({most, bid, ask});
        const std::uint8_t cell = bid >= ask ? shade(bid) : static_cast<std::uint8_t>(kFirstAsk + shade(ask));
        m_cells[row * kColumns + place] = cell;
    }
    m_columnMax[place] = most;
}

std::uint8_t DepthGrid::shade(std::int64_t lots) const
{
    if (lots <= 0)
        return 0;
    const double octavesBelow = std::log2(static_cast<double>(m_ceiling) / static_cast<double>(lots));
    return static_cast<std::uint8_t>(std::lround(1 + (kShades - 1) * std::clamp(1 - octavesBelow / kOctaves, 0.0, 1.0)));
}

void DepthGrid::squeeze(int columns, int width, std::vector<std::uint8_t> &out) const
{
    out.assign(static_cast<std::size_t>(width) * static_cast<std::size_t>(m_rows), 0);
    for (int age = std::min(m_count, columns) - 1; age >= 0; --age) {
        const auto to = static_cast<std::size_t>(static_cast<std::int64_t>(columns - 1 - age) * width / columns);
        const std::size_t from = place(age);
        for (std::size_t row = 0; row < static_cast<std::size_t>(m_rows); ++row) {
            const std::uint8_t cell = m_cells[row * kColumns + from];
            std::uint8_t &kept = out[row * static_cast<std::size_t>(width) + to];
            if ((cell & kShades) > (kept & kShades))
                kept = cell;
        }
    }
}

PriceTicks DepthGrid::lowOf(int row) const { return PriceTicks((m_topRow - row) * m_step); }

double DepthGrid::rowAt(PriceTicks price) const
{
    return static_cast<double>(m_topRow + 1) - static_cast<double>(price.value()) / static_cast<double>(m_step);
}

QtyLots DepthGrid::sizeAt(int age, int row, Side side) const
{
    QtyLots total;
    if (age < 0 || age >= m_count || row < 0 || row >= m_rows)
        return total;
    const DepthColumn &of = column(age);
    for (const Level &level : side == Side::Buy ? of.bids : of.asks)
        if (floorDiv(level.price.value(), m_step) == m_topRow - row)
            total += level.qty;
    return of.isGap ? QtyLots() : total;
}

} // namespace bw
