// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/drain.h"
#include "core/base/latest.h"
#include "core/engine/api/widemarketviews.h"
#include "core/ports/relayhistory.h"

namespace bw {

/// The channels of MarketClient: the engine writes, the gui reads.
struct MarketChannels {
    Latest<WatchView> watchList;
    Latest<CandleView> candles;
    Latest<TradedVolume> tradedVolume;
    Latest<SpreadBand> spreadBand;
    Latest<VenueBoard> venues;
    Latest<HistoryView> history;
    Latest<ReplayView> replay;
    Latest<RecordingView> recording;
    Drain<DepthColumn> depth{2400}; ///< ten minutes: more than the heat map shows
};

} // namespace bw
