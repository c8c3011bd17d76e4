// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/impact.h"

#include <algorithm>

namespace bw {

namespace {
constexpr int kExtraPricePlaces = 4;
constexpr int kInversePlaces = 15; // of base coin per tick: far below a satoshi, and 10^21 of it still fits a Decimal
constexpr int kSlippagePlaces = 2;
constexpr int kSharePlaces = 1;

Decimal count(std::int64_t value) { return Decimal::fromScaled(value, 0); }

/// The average price in ticks as a fraction. Linear and spot: sum(price x qty) / sum(qty). Inverse contracts count USD and pay in coin,
/// so theirs is the harmonic mean: sum(qty) / sum(qty / price).
struct Average {
    Decimal numerator, denominator;

    void add(Category category, PriceTicks price, QtyLots qty)
    {
        if (category == Category::Inverse) {
            numerator += count(qty.value());
            denominator += count(qty.value()).dividedBy(count(price.value()), kInversePlaces, Rounding::HalfEven);
        } else {
            numerator += count(price.value()) * count(qty.value());
            denominator += count(qty.value());
        }
    }
};
} // namespace

Impact walkBook(const BookSnapshot &book, Side side, QtyLots qty, std::optional<PriceTicks> limit)
{
    Impact impact;
    const auto &levels = side == Side::Buy ? book.asks : book.bids;
    Average average;
    Decimal shown;
    QtyLots left = std::max(qty, QtyLots(0));
    bool isWithinLimit = true;
    for (const Level &level : levels) {
        shown += count(level.qty.value());
        isWithinLimit = isWithinLimit && (!limit || (side == Side::Buy ? level.price <= *limit : level.price >= *limit));
        if (left.isZero() || !isWithinLimit)
            continue;
        const QtyLots taken = std::min(left, level.qty);
        average.add(book.instrument->id().category, level.price, taken);
        left -= taken;
        impact.filled += taken;
        impact.worstPrice = level.price;
        ++impact.levels;
    }
    if (impact.filled.isZero())
        return impact;

    const auto &tick = book.instrument->filters().tickSize;
    const int pricePlaces = std::min(tick.scale() + kExtraPricePlaces, Decimal::kMaxScale);
    impact.averagePrice = (average.numerator * tick).dividedBy(average.denominator, pricePlaces, Rounding::HalfEven);
    const Decimal atBest = count(levels.front().price.value()) * average.denominator;
    impact.slippageBps = ((average.numerator - atBest).abs() * Decimal(10'000)).dividedBy(atBest, kSlippagePlaces, Rounding::HalfEven);
    impact.shareOfDepthPct = (count(impact.filled.value()) * Decimal(100)).dividedBy(shown, kSharePlaces, Rounding::HalfEven);
    return impact;
}

} // namespace bw
