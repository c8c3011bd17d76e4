// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/changedraft.h"
#include "core/domain/order/order.h"

namespace bw {

/// What stands in the protection sheet, as it was typed. In Full mode an empty field takes away what is there now.
struct ProtectForm {
    StopMode mode = StopMode::Full;
    QString takeProfit, stopLoss;
    QString trailing, activation; ///< a distance in price, and from where it follows; Full only
    QString size;                 ///< of Partial
    TriggerBy by = TriggerBy::LastPrice;
};

/// What it means: a draft, or what is wrong with it; `changes` says in words what will be different.
struct ProtectReading {
    std::optional<StopDraft> draft;
    QString takeProfitError, stopLossError, trailingError, activationError, sizeError;
    QStringList changes;
};

/// What protects the position now, as texts of the form.
[[nodiscard]] ProtectForm protectFormOf(const Position &position);
/// Text -> Decimal -> ticks and lots, by the instrument alone; a stop on the wrong side of the market is an error, since it would close at
/// once. Only what differs from the position goes into a Full draft.
[[nodiscard]] ProtectReading readProtection(const ProtectForm &form, const Position &position);

} // namespace bw
