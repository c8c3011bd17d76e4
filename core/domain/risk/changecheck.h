// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/changedraft.h"
#include "core/domain/risk/rule.h"

namespace bw {

/// What is said of a change: its verdicts, and how heavy it weighed.
struct Judged {
    Verdicts verdicts;
    Weight weight = Weight::Entry;
};

/// How RiskGate, its only caller, judges a change. Pure.
/// An amend is judged as the order that it would make, with what the present order holds counted as free (RiskContext::replaced): that is
/// the verdict of the difference. A smaller quantity and a price further away pass as an exit does.
/// A stop that sets or tightens protection is an exit; one that removes it or moves it away is not.
/// Leverage and position mode are for active trading alone.
[[nodiscard]] Judged judge(const std::vector<Rule> &rules, const ChangeDraft &draft, const Order *amended, const RiskContext &context);

namespace changes {
[[nodiscard]] Judged judgeAmend(const std::vector<Rule> &rules, const AmendDraft &draft, const Order *amended, const RiskContext &context);
[[nodiscard]] Judged judgeStop(const std::vector<Rule> &rules, const StopDraft &draft, const RiskContext &context);
[[nodiscard]] Judged judgeLeverage(const std::vector<Rule> &rules, const LeverageDraft &draft, const RiskContext &context);
[[nodiscard]] Judged judgePositionMode(const std::vector<Rule> &rules, const PositionModeDraft &draft, const RiskContext &context);

/// The rules that hold for whatever is no order: the key level, and unless it is an exit the trading state, the clock and an UNKNOWN change.
[[nodiscard]] Verdicts askOfAccount(const std::vector<Rule> &rules, const InstrumentPtr &instrument, const RiskContext &context, Weight weight);
} // namespace changes

} // namespace bw
