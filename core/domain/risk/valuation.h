// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/impact.h"
#include "core/domain/risk/riskcontext.h"

/// What an order is worth, by one definition for every rule and for the preview. Values are in the quote coin (USD for inverse) and
/// invalid where they can't be known; a rule compares them so that invalid refuses.
namespace bw::valuation {

/// The context's book if prices may be taken from it: live, both sides, and of this very instrument in these ticks and lots.
[[nodiscard]] const BookSnapshot *usableBook(const Instrument &instrument, const RiskContext &context);
/// The best price that an order of this side would meet.
[[nodiscard]] std::optional<PriceTicks> bestOpposite(const OrderDraft &draft, const RiskContext &context);
/// The walk of the live book: to the limit of a limit order. Empty where there is no usable book.
[[nodiscard]] Impact walk(const OrderDraft &draft, const RiskContext &context);

/// Value of a quantity at a price.
[[nodiscard]] Decimal valueOf(const Instrument &instrument, const Decimal &price, const Decimal &qty);
/// At the limit price, or for a market order at the average of the walked book; invalid when the book is too thin to say.
[[nodiscard]] Decimal notional(const OrderDraft &draft, const RiskContext &context);
/// The same, but a sell limit below the bid counts at the bid, where it would fill: a cap can't be passed under with a low price.
[[nodiscard]] Decimal notionalAtRisk(const OrderDraft &draft, const RiskContext &context);

/// The position that this draft would change: nullptr when flat, or when positions are not known (look at context.positions first).
[[nodiscard]] const Position *positionOf(const OrderDraft &draft, const RiskContext &context);
/// Wallet less locked of one coin, 0 when the venue leaves the coin out; invalid when the wallet is not known.
[[nodiscard]] Decimal freeBalance(const QString &coin, const RiskContext &context);

} // namespace bw::valuation
