// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"

#include <optional>

namespace bw {

/// What one taker order did to the book: one print, or all prints that it made while it walked through several levels and makers.
struct TakerOrder {
    UtcTime at{};               ///< of its first print
    Side taker = Side::Buy;
    PriceTicks first, last;     ///< the price where it began and the price that it reached; equal for a single print
    QtyLots qty;                ///< of all its prints
    std::uint64_t sequence = 0; ///< of the matching step; 0: not said
    int prints = 1;
    bool operator==(const TakerOrder &) const = default;

    [[nodiscard]] static TakerOrder ofPrint(UtcTime at, Side taker, PriceTicks price, QtyLots qty, std::uint64_t sequence)
    {
        return {at, taker, price, price, qty, sequence, 1};
    }
};

/// Puts the prints of a tape together again into the market orders that made them. Prints belong together when they follow each other
/// on the same side with the same sequence; without a sequence, when they follow each other on the same side in the same millisecond and
/// the price only moves away from the taker. One print at a time in the order of the tape; a value without thread or clock. Never looks
/// further back than the newest order, so what lies between two prints keeps them apart.
class TapeMerger final {
public:
    /// True: the print went into newest(), which grew. False: it began an order of its own, which is newest() now.
    bool add(const TakerOrder &print);
    [[nodiscard]] const std::optional<TakerOrder> &newest() const { return m_newest; }
    /// After a hole in the tape or a change of instrument: the next print begins anew.
    void reset() { m_newest.reset(); }

private:
    [[nodiscard]] bool belongs(const TakerOrder &print) const;
    std::optional<TakerOrder> m_newest;
};

} // namespace bw
