// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/timelineentry.h"
#include "core/store/journalrow.h"

#include <QVector>

namespace bw {

/// The story of one order out of its rows, fills and notes, oldest first. A row that says nothing new (a round of asking, say) tells
/// nothing. States and notes are dated by our clock, when they were written; fills by the venue's. Pure.
[[nodiscard]] QVector<TimelineEntry> timelineOf(const QVector<JournalRow> &rows, const QVector<JournalExecution> &executions,
                                                const QVector<JournalNote> &notes);

} // namespace bw
