// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/widemarketviews.h"

#include <array>

namespace bw {

/// The book over the last five minutes as a grid of cells: one column a bucket in a ring, rows of grouped prices around the mid, each cell
/// one byte: side and size on a logarithmic scale below the largest size in sight. A new bucket writes one column; only when the price
/// nears an edge, or the scale changes, is all of it made again from the kept books. Buckets that never came are gaps. Gui thread; knows
/// neither colours nor widgets: an indexed image can lie over cells() as it stands.
class DepthGrid final {
public:
    static constexpr int kColumns = 1200; ///< five minutes
    static constexpr int kRows = 240; ///< at most; fewer are in use where the book spans fewer ticks
    static constexpr int kShades = 127; ///< a side
    static constexpr int kFirstAsk = 128; ///< cells: 0 nothing, 1 .. 127 bids, 128 nothing, 129 .. 255 asks
    static constexpr int kOctaves = 12; ///< the smallest shade is 1/4096 of the largest

    DepthGrid();
    /// Placed by its distance from the newest, so that a timer's jitter makes no gaps. What belongs to the newest's bucket replaces it,
    /// what is a little older is left out; a clock that went back (set, or a replay that was sent back) begins anew.
    void add(DepthColumn column);
    void clear();
    /// How many ticks are in sight: nullopt fits the book and the way of the price.
    void setSpan(std::optional<std::int64_t> ticks);
    [[nodiscard]] std::int64_t span() const { return m_step * m_rows; }
    [[nodiscard]] bool isFitted() const { return !m_span; }

    [[nodiscard]] bool isEmpty() const { return m_count == 0; }
    [[nodiscard]] int count() const { return m_count; }
    /// By age: 0 is the newest, count() - 1 the oldest.
    [[nodiscard]] const DepthColumn &column(int age) const { return m_columns[place(age)]; }
    [[nodiscard]] int newestPlace() const { return static_cast<int>(m_newest); } ///< in the ring of cells()

    [[nodiscard]] const std::uint8_t *cells() const { return m_cells.data(); } ///< kRows lines of kColumns bytes, the highest price first
    /// The newest `columns` in `width` of them, oldest first: each takes the strongest shade that it stands for, so that a size which stood
    /// for one bucket alone is not lost on a narrow screen. rows() lines of width bytes.
    void squeeze(int columns, int width, std::vector<std::uint8_t> &out) const;
    [[nodiscard]] int rows() const { return m_rows; } ///< in use, from the first line on
    [[nodiscard]] std::int64_t step() const { return m_step; } ///< ticks a row
    [[nodiscard]] PriceTicks lowOf(int row) const; ///< the lowest price of a row
    [[nodiscard]] double rowAt(PriceTicks price) const; ///< in rows from the top, with a part of a row; may lie outside
    [[nodiscard]] QtyLots sizeAt(int age, int row, Side side) const; ///< resting in that row then
    [[nodiscard]] QtyLots largest() const { return QtyLots(m_ceiling); } ///< the size of the strongest shade
    [[nodiscard]] std::uint64_t rebuilds() const { return m_rebuilds; } ///< for tests of the economy

private:
    [[nodiscard]] std::size_t place(int age) const;
    void append(DepthColumn column);
    void forget();
    [[nodiscard]] bool fitPrices();
    [[nodiscard]] bool fitScale();
    [[nodiscard]] std::int64_t wantedSpan() const;
    void sumUp(const DepthColumn &column);
    void write(std::size_t place);
    void rebuild();
    [[nodiscard]] std::uint8_t shade(std::int64_t lots) const;

    std::vector<DepthColumn> m_columns;
    std::vector<std::int64_t> m_columnMax; ///< the largest cell of each column
    std::vector<std::uint8_t> m_cells;
    std::array<std::int64_t, kRows> m_bidSums{}, m_askSums{}; ///< of the column that is being written
    std::size_t m_newest = 0;
    int m_count = 0;
    int m_rows = kRows;
    std::int64_t m_step = 1;
    std::int64_t m_topRow = 0; ///< the number of the first row: price / step
    std::int64_t m_ceiling = 1;
    std::optional<std::int64_t> m_span;
    std::uint64_t m_rebuilds = 0;
};

} // namespace bw
