// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/rule.h"

/// One function a rule. Each is pure and answers for one thing only; what it needs and does not find makes it refuse.
namespace bw::rules {

// permission.cpp
[[nodiscard]] Verdict tradingAllowed(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict keyLevel(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict clock(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict unknownOrder(const OrderDraft &draft, const RiskContext &context);
// size.cpp
[[nodiscard]] Verdict tickLot(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict minMax(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict notionalCap(const OrderDraft &draft, const RiskContext &context);
// exposure.cpp
[[nodiscard]] Verdict positionCap(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict reduceOnly(const OrderDraft &draft, const RiskContext &context);
// price.cpp
[[nodiscard]] Verdict priceBand(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict bookFresh(const OrderDraft &draft, const RiskContext &context);
// balance.cpp
[[nodiscard]] Verdict balance(const OrderDraft &draft, const RiskContext &context);
// pace.cpp
[[nodiscard]] Verdict rate(const OrderDraft &draft, const RiskContext &context);
[[nodiscard]] Verdict duplicate(const OrderDraft &draft, const RiskContext &context);

/// A verdict in words: ok where `why` is empty.
[[nodiscard]] inline Verdict verdict(RuleId rule, const QString &measured, const QString &limit, const QString &why = {})
{
    return {rule, why.isEmpty(), measured, limit, why};
}

} // namespace bw::rules
