// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/orderrecord.h"

namespace bw::sandbox {

/// One position of one account: what its fills add up to, exactly. A value; knows no price but those of its fills.
struct Position {
    InstrumentPtr instrument;
    int idx = 0;      ///< 0 one-way, 1 hedge long, 2 hedge short
    QtyLots size;     ///< signed: below zero is short
    Decimal cost;     ///< what the size was opened for: quote coin, or coin of inverse
    Decimal sessionRealised, totalRealised; ///< with fees and funding; the session begins when the position opens
    Decimal openFees; ///< paid for what is open now
    Exits exits;      ///< of the whole position; their orders are the stop keeper's
    std::optional<PriceTicks> trailingStop;
    UtcTime createdAt{}, updatedAt{};
    std::uint64_t sequence = 0;

    struct Change {
        Decimal realised; ///< without fees
        Decimal entryValue, exitValue; ///< of what was closed
        QtyLots closed;
        bool isFlat = false;    ///< nothing is left
        bool isFlipped = false; ///< through zero to the other side
    };
    /// Adds a fill: first closes what is opposite, then opens with the rest.
    Change apply(Side side, PriceTicks price, QtyLots qty);

    [[nodiscard]] Side side() const { return size.value() < 0 || idx == 2 ? Side::Sell : Side::Buy; } ///< of an empty one: that it would have
    [[nodiscard]] Decimal quantity() const; ///< never negative
    [[nodiscard]] Decimal averagePrice() const; ///< 8 places; 0 without a position
    [[nodiscard]] Decimal unrealised(const Decimal &mark) const;
    /// What an order of that side may close at most.
    [[nodiscard]] QtyLots closable(Side side) const;
};

} // namespace bw::sandbox
