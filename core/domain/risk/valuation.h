// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/impact.h"
#include "core/domain/risk/riskcontext.h"

#include <functional>

/// What an order is worth, by one definition for every rule and for the preview. Values are in the quote coin (USD for inverse) and
/// invalid where they can't be known; a rule compares them so that invalid refuses.
namespace bw::valuation {

/// The context's book if prices may be taken from it: live, both sides, and of this very instrument in these ticks and lots.
[[nodiscard]] const BookSnapshot *usableBook(const Instrument &instrument, const RiskContext &context);
/// The best price that an order of this side would meet.
[[nodiscard]] std::optional<PriceTicks> bestOpposite(const OrderDraft &draft, const RiskContext &context);
/// The walk of the live book: to the limit of a limit order. Empty where there is no usable book.
[[nodiscard]] Impact walk(const OrderDraft &draft, const RiskContext &context);

/// The furthest price that a market order's slippage tolerance allows; nullopt without one.
[[nodiscard]] std::optional<PriceTicks> toleratedPrice(const OrderDraft &draft, const RiskContext &context);
/// The price that a trigger of this kind is compared with: its own where the ticker has said it, else the mark, else the mid of the book;
/// invalid where none is known. `position` may be null.
[[nodiscard]] Decimal referencePrice(const Instrument &instrument, TriggerBy by, const Position *position, const RiskContext &context);
/// The middle between the best prices of a usable book; invalid without one.
[[nodiscard]] Decimal mid(const Instrument &instrument, const RiskContext &context);
/// Hedge mode exists for USDT perpetuals alone (fact sheet Bybit v5, 6.3); a dated contract has a dash in its name.
[[nodiscard]] bool mayHedge(const Instrument &instrument);

/// Value of a quantity at a price.
[[nodiscard]] Decimal valueOf(const Instrument &instrument, const Decimal &price, const Decimal &qty);
/// At the limit price, for a market order at its trigger or at the average of the walked book; invalid when the book is too thin to say.
[[nodiscard]] Decimal notional(const OrderDraft &draft, const RiskContext &context);
/// The same, but a sell limit below the bid counts at the bid, where it would fill: a cap can't be passed under with a low price.
[[nodiscard]] Decimal notionalAtRisk(const OrderDraft &draft, const RiskContext &context);

/// The lowest price at which it may fill; invalid when that can't be known.
[[nodiscard]] Decimal lowestPrice(const OrderDraft &draft, const RiskContext &context);
/// The largest quantity below the draft's that passes, as the ticket would take it; "" where none does. What passes must pass when smaller, too.
[[nodiscard]] QString largestQty(const OrderDraft &draft, const std::function<bool(const OrderDraft &)> &passes);

/// The position that this draft would change: nullptr when flat, or when positions are not known (look at context.positions first).
[[nodiscard]] const Position *positionOf(const OrderDraft &draft, const RiskContext &context);
/// What of the draft is yet to fill: an amended order's quantity is its total, of which a part may have filled.
[[nodiscard]] OrderDraft restOf(const OrderDraft &draft, const RiskContext &context);
/// True of the order that an amend would replace: it is judged in its new shape, so its old one does not count beside it.
[[nodiscard]] bool isReplaced(const Order &order, const RiskContext &context);
/// A working order as the draft that would make it anew.
[[nodiscard]] OrderDraft draftOf(const Order &order);

/// What spot may spend of one coin, 0 when the venue leaves the coin out; invalid when the wallet is not known.
[[nodiscard]] Decimal freeBalance(const QString &coin, const RiskContext &context);

} // namespace bw::valuation
