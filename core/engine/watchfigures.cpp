// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/watchfigures.h"

#include <cmath>

namespace bw {

namespace {

constexpr double kBpsPerOne = 10'000;

/// Of a quantity at a price: an inverse contract counts quote currency itself.
class Notional {
public:
    explicit Notional(const Instrument &instrument)
        : m_isInverse(instrument.id().category == Category::Inverse), m_tick(instrument.filters().tickSize.toDouble()),
          m_lot(instrument.filters().lotSize.toDouble())
    {
    }
    [[nodiscard]] double operator()(PriceTicks price, QtyLots qty) const
    {
        const double amount = static_cast<double>(qty.value()) * m_lot;
        return m_isInverse ? amount : amount * static_cast<double>(price.value()) * m_tick;
    }

private:
    const bool m_isInverse;
    const double m_tick, m_lot;
};

std::int64_t secondOf(MonoTime now) { return std::chrono::floor<std::chrono::seconds>(now.time_since_epoch()).count(); }

} // namespace

std::optional<NearDepth> nearDepth(const Instrument &instrument, const OrderBook &book, double basisPoints)
{
    if (book.bids().empty() || book.asks().empty())
        return std::nullopt;
    const double mid = static_cast<double>(book.bids().front().price.value() + book.asks().front().price.value()) / 2;
    const double reach = mid * basisPoints / kBpsPerOne;
    const Notional notional(instrument);
    const auto sum = [&](std::span<const Level> levels) {
        double total = 0;
        for (const Level &level : levels) {
            if (std::abs(static_cast<double>(level.price.value()) - mid) > reach)
                break; // best first
            total += notional(level.price, level.qty);
        }
        return total;
    };
    return NearDepth{sum(book.bids()), sum(book.asks())};
}

void FlowWindow::add(MonoTime now, const Instrument &instrument, std::span<const TradePrint> trades)
{
    const std::int64_t second = secondOf(now);
    Slice &slice = m_slices[static_cast<std::size_t>(second % kSeconds)];
    if (slice.second != second)
        slice = {second, 0};
    const Notional notional(instrument);
    for (const TradePrint &trade : trades)
        slice.notional += notional(trade.price, trade.qty) * (trade.taker == Side::Buy ? 1 : -1);
}

double FlowWindow::sum(MonoTime now) const
{
    const std::int64_t second = secondOf(now);
    double total = 0;
    for (const Slice &slice : m_slices)
        if (second - slice.second < kSeconds)
            total += slice.notional;
    return total;
}

} // namespace bw
