// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/rule.h"

namespace bw {

/// What one click beside a red guard does: take the nearest valid value, say that a repeat is meant, or let entries pass beside an UNKNOWN
/// order. It changes the ticket or asks the engine; it never sends.
struct GuardRemedy {
    enum class Kind : std::uint8_t { Price, Qty, Repeat, OverrideUnknown } kind = Kind::Qty;
    QString value; ///< of Price and Qty, as the ticket takes it
    QString text;  ///< of the button
};
[[nodiscard]] std::optional<GuardRemedy> remedyOf(const Verdict &verdict);

} // namespace bw
