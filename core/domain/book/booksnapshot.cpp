// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/booksnapshot.h"

#include <limits>

namespace bw {

namespace {
constexpr int kSpreadPlaces = 8;
}

Decimal spreadPct(const Instrument &, PriceTicks bid, PriceTicks ask)
{
    // The tick cancels out, so the counts alone are exact.
    if (bid.value() <= 0 || ask.value() <= 0)
        return Decimal::invalid();
    const auto hundredfold = Decimal::fromScaled((ask - bid).value(), 0) * Decimal(100);
    return hundredfold.dividedBy(Decimal::fromScaled(bid.value(), 0), kSpreadPlaces, Rounding::HalfEven);
}

double spreadPctForDrawing(const BookSnapshot &book)
{
    if (!book.hasBothSides() || book.bids.front().price.value() <= 0)
        return std::numeric_limits<double>::quiet_NaN();
    const auto bid = static_cast<double>(book.bids.front().price.value());
    const auto ask = static_cast<double>(book.asks.front().price.value());
    return (ask - bid) / bid * 100.0;
}

} // namespace bw
