// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/tradeviews.h"
#include "ui/models/tablemodel.h"

namespace bw::stopallwords {

/// What STOP ALL does, how far it is and what it would cost, in words: for the sheet, its buttons and its tests. Pure functions.

[[nodiscard]] QString scopeName(StopAllView::Scope scope); ///< "ours", "whole account"
[[nodiscard]] QString buttonText(StopAllView::Scope scope, bool withProtection);
/// The whole sentence beside the button: what goes, what stays.
[[nodiscard]] QString consequence(StopAllView::Scope scope, bool withProtection);

[[nodiscard]] QString stepName(const StopAllView &view, StopAllView::Step step);
[[nodiscard]] QString outcome(const StopAllView::Line &line); ///< "done", "running, 3 left", "failed: ..."
[[nodiscard]] Tone tone(const StopAllView::Line &line);
[[nodiscard]] QString summary(const StopAllView &view); ///< one sentence over the steps

[[nodiscard]] QString flattenButton(qsizetype positions); ///< "Close 2 positions at the market"
/// What closing would do, position by position, and that the price is the market's.
[[nodiscard]] QString flattenConsequence(const QVector<Position> &positions);

} // namespace bw::stopallwords
