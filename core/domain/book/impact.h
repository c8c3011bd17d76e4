// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"

namespace bw {

/// What a market order of this size would meet on this book, level by level.
struct Impact {
    QtyLots filled;             ///< what the shown levels can take; less than asked when the book is too thin
    int levels = 0;             ///< how many it touches
    Decimal averagePrice = Decimal::invalid(); ///< in quote coin, tick scale + 4 places, half-even; invalid when nothing fills
    PriceTicks worstPrice;
    Decimal slippageBps;        ///< against the best opposite price, >= 0, 2 places; 0 when nothing fills
    Decimal shareOfDepthPct;    ///< of the quantity shown on that side, 1 place

    [[nodiscard]] bool isComplete(QtyLots asked) const { return filled == asked; }
};

/// Walks asks for a buy, bids for a sell; stops at `limit` when there is one (a limit order takes no worse price).
[[nodiscard]] Impact walkBook(const BookSnapshot &book, Side side, QtyLots qty, std::optional<PriceTicks> limit = std::nullopt);

} // namespace bw
