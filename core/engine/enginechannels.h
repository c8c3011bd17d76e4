// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/drain.h"
#include "core/base/latest.h"
#include "core/domain/book/booksnapshot.h"
#include "core/domain/book/spreadstatistics.h"
#include "core/engine/api/marketviews.h"

namespace bw {

/// The channels between the engine thread and the gui thread for what is looked at once a frame. Shared by both sides; the engine writes,
/// the gui reads.
struct EngineChannels {
    Latest<BookSnapshot> book;
    Latest<TickerView> ticker;
    Latest<GaugesView> gauges;
    Drain<SpreadPoint> spread{4096}; ///< about 20 minutes of points: more than any panel shows
    Drain<TapePrint> tape{8192};
};

} // namespace bw
