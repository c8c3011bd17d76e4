// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/widemarketviews.h"
#include "core/ports/relayhistory.h"

namespace bw::venuesamples {

/// Our own row and the same coin on four other venues, one of them stale, one from an old row of the table.
[[nodiscard]] VenueBoard board(const InstrumentPtr &own, MonoTime now);
/// An hour of a past with a gap in it, read whole.
[[nodiscard]] HistoryView history(const RelayPair &pair);

} // namespace bw::venuesamples
