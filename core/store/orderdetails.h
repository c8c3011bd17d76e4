// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/journal.h"

namespace bw {

/// What only some orders have, as one text of the journal's row: trigger, exits, a pending amend, who made it. "" where there is nothing
/// of it, which is also what rows of the first version read as. Pure.
[[nodiscard]] QString detailsOf(const Order &order);
/// Into `order.order` and the prices beside it; false for a text that is not understood.
[[nodiscard]] bool readDetails(const QString &details, JournalledOrder &order);

} // namespace bw
