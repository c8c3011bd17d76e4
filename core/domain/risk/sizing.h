// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/riskcontext.h"

/// The ways of the ticket to say a quantity other than as a size. Each gives whole lots, never more than was asked for, and an input error
/// where what it needs is not known or not even one lot fits. Pure.
namespace bw::sizing {

/// The largest size whose value is within `notional`, in quote coin (of inverse: USD, which is the size itself).
[[nodiscard]] Result<QtyLots> byNotional(const Instrument &instrument, const Decimal &notional, const Decimal &price);

struct OfMargin {
    QtyLots qty;
    Decimal margin;   ///< what it takes of the available balance
    Decimal notional; ///< which is `leverage` times as much: shown beside it, since 10 % of the balance at 10x is all of it
};
/// `percent` of the available balance (in quote coin) as margin at this leverage; margin and one taker fee never exceed the balance.
[[nodiscard]] Result<OfMargin> byMargin(const Instrument &instrument, const Decimal &percent, const Decimal &available, const Decimal &leverage,
                                        const Decimal &takerRate, const Decimal &price);

/// The largest size whose loss at the draft's stop, both fees and slippage included, is within `amount` of the settle coin. The draft's own
/// quantity is not looked at.
[[nodiscard]] Result<QtyLots> byRisk(const OrderDraft &draft, const Decimal &amount, const RiskContext &context);

/// Spot "sell all": the free coins down to the lot. Fees that were taken in the coin have left the wallet already.
[[nodiscard]] Result<QtyLots> sellAll(const Instrument &instrument, const Wallet &wallet);

} // namespace bw::sizing
