// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/account/accountmode.h"
#include "core/domain/order/orderdraft.h"

namespace bw {

/// What the venue says that an order would do to the margin rates of the account, in percent. Its word, beside our own estimates; none of it
/// is a rule.
struct PreCheck {
    Decimal initialBefore, initialAfter;
    Decimal maintenanceBefore, maintenanceAfter;
};

/// Whether the venue answers for such an order at all: not in isolated margin, not of a conditional order, not of inverse contracts in cross
/// margin (fact sheet Bybit v5, 6.2).
[[nodiscard]] inline bool mayPreCheck(const OrderDraft &draft, const std::optional<AccountMode> &mode)
{
    if (!draft.instrument || draft.trigger || draft.closesPosition || !mode || !mode->marginMode || *mode->marginMode == MarginMode::Isolated)
        return false;
    return draft.instrument->id().category != Category::Inverse || *mode->marginMode != MarginMode::Cross;
}

} // namespace bw
