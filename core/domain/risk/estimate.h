// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/impact.h"
#include "core/domain/risk/riskcontext.h"

/// What an order would cost and where it would end, estimated for the preview and the ticket. Pure; invalid where something that is needed
/// is not known. None of it is a rule: the venue's own figures come with the position.
namespace bw::estimate {

/// The average that the whole order is expected to fill at: the walk for what fills at once, the limit price for the rest, the trigger of a
/// conditional market order.
[[nodiscard]] Decimal entryPrice(const OrderDraft &draft, const RiskContext &context);

/// Fee of a quantity at a price, in the coin that it is taken in (feeCurrency).
[[nodiscard]] Decimal feeOf(const OrderDraft &draft, const Decimal &rate, const Decimal &price, QtyLots lots);
[[nodiscard]] QString feeCurrency(const OrderDraft &draft);
/// Taker rate on what fills at once, maker rate on what would rest; a conditional order is reckoned with the taker rate.
[[nodiscard]] Decimal entryFee(const OrderDraft &draft, const RiskContext &context);
/// What fills at once, within the slippage tolerance; nothing of a conditional order, nor of a post-only one that would take.
[[nodiscard]] Impact fillNow(const OrderDraft &draft, const RiskContext &context);

/// Mid and best opposite price of the present book; nullopt without a usable one.
[[nodiscard]] std::optional<SentAt> marketNow(const OrderDraft &draft, const RiskContext &context);

/// Where the venue would liquidate the position as it would be after this order, and what that rests on.
struct Liquidation {
    Decimal price = Decimal::invalid();
    QString basis; ///< "isolated", "cross"; "portfolio": can't be said; "" where there is none
    std::optional<Side> side; ///< of that position
};
/// Isolated: from its own margin. Cross: from what the whole account could lose, every other position standing still.
[[nodiscard]] Liquidation liquidation(const OrderDraft &draft, const RiskContext &context);

/// What is lost if the stop that goes out with the order is hit: the price, both fees, and slippage as the present book would give it. In
/// the settle coin, on spot in the quote coin; invalid without a stop loss.
[[nodiscard]] Decimal lossAtStop(const OrderDraft &draft, const RiskContext &context);

} // namespace bw::estimate
