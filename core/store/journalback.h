// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/journal.h"
#include "core/store/journalrow.h"

namespace bw {

/// What the rows of a file mean for a new run: of each order its newest row, with the ids that an older one had. A row with words that
/// this version does not know is counted and not guessed at. Pure.
[[nodiscard]] JournalledSession sessionOf(const QVector<JournalRow> &rows, const QVector<JournalExecution> &executions, UtcTime since,
                                          const QVector<JournalChange> &changes = {});

} // namespace bw
