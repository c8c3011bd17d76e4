// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/approvedchange.h"
#include "core/domain/risk/approvedorder.h"
#include "core/domain/risk/rule.h"

#include <tl/expected.hpp>

namespace bw {

/// The one road: every order, by hand, hotkey, signal or automation, passes here, twice (at the preview and at the submit). Holds its
/// rules and nothing else; the same draft and context always give the same verdicts. Engine thread.
class RiskGate final {
public:
    explicit RiskGate(std::vector<Rule> rules);

    /// Every rule's verdict, in the order of the rules; rules that do not apply to an exit are left out.
    [[nodiscard]] Verdicts check(const OrderDraft &draft, const RiskContext &context) const;
    /// All verdicts ok, and the order may be sent once under this link id; otherwise the verdicts that say why not.
    [[nodiscard]] tl::expected<ApprovedOrder, Verdicts> approve(const OrderDraft &draft, const RiskContext &context,
                                                                const QString &orderLinkId) const;

    /// The same for an amend, a stop, a leverage or a mode (changecheck.h). `amended` is the working order that an AmendDraft speaks of.
    [[nodiscard]] Verdicts check(const ChangeDraft &draft, const Order *amended, const RiskContext &context) const;
    [[nodiscard]] tl::expected<ApprovedChange, Verdicts> approve(const ChangeDraft &draft, const Order *amended, const RiskContext &context) const;

private:
    std::vector<Rule> m_rules;
};

/// False for no verdict at all: what nobody judged is not approved.
[[nodiscard]] bool allOk(const Verdicts &verdicts);

} // namespace bw
