// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/exits.h"
#include "core/domain/order/orderdraft.h"

#include <variant>

namespace bw {

/// A wish to change a working order; what is absent stays as it is. At least one field is set. Values.
struct AmendDraft {
    InstrumentPtr instrument; ///< never null
    QString orderLinkId, orderId;
    std::optional<QtyLots> qty;        ///< the new total, what has filled included
    std::optional<PriceTicks> price;
    std::optional<PriceTicks> trigger; ///< of a conditional order
};

/// A wish about the protection of a position; what is absent stays as it is, and what is to go says so.
struct StopDraft {
    InstrumentPtr instrument; ///< never null; contracts only
    int positionIdx = 0;
    StopMode mode = StopMode::Full;
    std::optional<ExitLeg> takeProfit, stopLoss;
    std::optional<Decimal> trailingDistance; ///< a distance in price, > 0
    std::optional<PriceTicks> activePrice;   ///< from where the trailing stop follows; nullopt: at once
    std::optional<QtyLots> size;             ///< of Partial
    bool removesTakeProfit = false, removesStopLoss = false, removesTrailing = false;
};

/// The same leverage for both sides.
struct LeverageDraft {
    InstrumentPtr instrument;
    Decimal leverage{}; ///< >= 1
};

struct PositionModeDraft {
    InstrumentPtr instrument; ///< hedge exists for USDT perpetuals alone
    bool isHedge = false;
};

/// Everything that can be changed at the venue beside creating and cancelling.
using ChangeDraft = std::variant<AmendDraft, StopDraft, LeverageDraft, PositionModeDraft>;

[[nodiscard]] const InstrumentPtr &instrumentOf(const ChangeDraft &draft);

} // namespace bw
