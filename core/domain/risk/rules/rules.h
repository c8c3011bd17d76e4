// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/rule.h"

/// One function a rule. Each is pure and answers for one thing only; what it needs and does not find makes it refuse.
namespace bw::rules {

// permission.cpp
[[nodiscard]] Verdict tradingAllowed(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict closeAllowed(const OrderDraft &draft, const RiskContext &context); ///< of an exit: confirmed, where trading is halted
[[nodiscard]] Verdict keyLevel(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict clock(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict unknownOrder(const OrderDraft &draft, const RiskContext &context);
// size.cpp
[[nodiscard]] Verdict tickLot(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict minMax(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict maximum(const OrderDraft &draft, const RiskContext &context); ///< of an exit, which may be as small as what is left
[[nodiscard]] Verdict notionalCap(const OrderDraft &draft, const RiskContext &context);
inline constexpr std::int64_t kMostSteps = std::int64_t(1) << 53; // as Instrument counts
[[nodiscard]] constexpr bool isCount(std::int64_t steps) { return steps > 0 && steps < kMostSteps; }
[[nodiscard]] constexpr bool isGoodExit(const ExitLeg &leg)
{
    return isCount(leg.trigger.value()) && (!leg.limit || isCount(leg.limit->value()));
}
// exposure.cpp
[[nodiscard]] Verdict positionCap(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict reduceOnly(const OrderDraft &draft, const RiskContext &context);
// price.cpp
[[nodiscard]] Verdict priceBand(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict bookFresh(const OrderDraft &draft, const RiskContext &context);
// balance.cpp
[[nodiscard]] Verdict balance(const OrderDraft &draft, const RiskContext &context);
// openorders.cpp
[[nodiscard]] Verdict openOrders(const OrderDraft &draft, const RiskContext &context);
// shape.cpp
[[nodiscard]] Verdict positionMode(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict triggerSide(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict exits(const OrderDraft &draft, const RiskContext &context);
// pace.cpp
[[nodiscard]] Verdict rate(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict duplicate(const OrderDraft &draft, const RiskContext &context);

/// A verdict in words: ok where `why` is empty.
[[nodiscard]] inline Verdict verdict(RuleId rule, const QString &measured, const QString &limit, const QString &why = {},
                                     const QString &nearest = {})
{
    return {rule, why.isEmpty(), measured, limit, why, nearest};
}

} // namespace bw::rules
