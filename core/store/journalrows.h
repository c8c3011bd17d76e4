// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/journal.h"
#include "core/store/journalrow.h"

namespace bw {

/// The values of the engine as lines of the journal. Pure.
[[nodiscard]] JournalRow journalRow(const Order &order, bool isIntent, qint64 nowMs);
[[nodiscard]] JournalExecution journalRow(const Execution &execution, qint64 nowMs);
[[nodiscard]] JournalChange journalRow(const AccountChange &change, qint64 nowMs);
[[nodiscard]] JournalNote journalRow(const TimelineEntry &entry, qint64 nowMs); ///< its detail cut to 2000 characters

} // namespace bw
