// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/marketviews.h"
#include "core/ports/marketfeed.h"

namespace bw {

/// Takes a message of the ticker into what is known: a snapshot replaces everything, a change only what it names.
void merge(TickerView &ticker, const TickerUpdate &update, MonoTime now);

} // namespace bw
