// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/chance.h"
#include "core/sandbox/marketsource.h"

namespace bw {

/// How one invented instrument behaves.
struct SyntheticMood {
    double startTicks = 0;      ///< where it begins and what it slowly returns to
    double ticksPerRootSecond = 0; ///< volatility
    double medianLots = 0;      ///< of a level at the touch
    double tradesPerSecond = 0;
    double churn = 6;           ///< levels that change in one step, on average
    std::int64_t roundTicks = 100; ///< prices on multiples of it, and of ten times it, gather orders
};

/// A book that looks like one: a fair price with momentum that returns to its mean, a touch that follows it in small jumps, levels that
/// come, change and go near the top, trades that eat what they meet, and about once a minute two seconds of a spread beyond 0.05 %.
/// Deterministic for a seed and a sequence of steps. No clock, no thread of its own.
class SyntheticBook final {
public:
    static constexpr std::size_t kLevels = 1000; ///< a side, after every step; the far ones change only as the touch moves

    SyntheticBook(const SyntheticMood &mood, std::uint64_t seed);

    /// The next `seconds` in one go; prints of this step are appended.
    void step(double seconds, UtcTime now, std::vector<MarketPrint> &prints);
    /// After a long time unwatched: the price has wandered, the book is new, nothing printed.
    void jump(double seconds, UtcTime now);

    [[nodiscard]] const MarketBook &book() const { return m_book; }
    [[nodiscard]] PriceTicks fair() const { return PriceTicks(static_cast<std::int64_t>(m_fair)); }
    [[nodiscard]] double drift() const { return m_drift; } ///< ticks a second

private:
    using Levels = std::vector<Level>;
    void wander(double seconds);
    void follow(UtcTime now, std::vector<MarketPrint> &prints);
    void moveTo(std::int64_t bid, std::int64_t ask, UtcTime now, std::vector<MarketPrint> &prints);
    void clearBeyond(bool isBid, std::int64_t touch, std::int64_t opposite, UtcTime now, std::vector<MarketPrint> &prints);
    void fillUpTo(bool isBid, std::int64_t touch);
    void churn();
    void tradeAtTouch(UtcTime now, std::vector<MarketPrint> &prints);
    void levelOut(bool isBid);
    void rebuild();
    void count(UtcTime now);
    [[nodiscard]] QtyLots size(std::int64_t price, std::int64_t distance);
    [[nodiscard]] MarketPrint print(PriceTicks price, QtyLots qty, Side taker, UtcTime now);
    Levels &side(bool isBid) { return isBid ? m_book.bids : m_book.asks; }

    SyntheticMood m_mood;
    Chance m_chance;
    MarketBook m_book;
    double m_fair;
    double m_drift = 0;        ///< ticks a second
    double m_wideLeft = 0;     ///< seconds
    std::int64_t m_wideTicks = 1;
    std::uint64_t m_prints = 0;
    std::uint64_t m_idBase;
};

} // namespace bw
