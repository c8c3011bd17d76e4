// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"

/// Plausible candles, depth columns and anomalies for tests and pictures of the charts: the same for the same arguments.
namespace bw::chartsamples {

/// A walk of `count` one-minute candles up to `now`, the last of them open.
[[nodiscard]] CandleView candleView(const InstrumentPtr &instrument, UtcTime now, MonoTime receivedAt, int count);
/// The same without those of begin .. end.
[[nodiscard]] std::shared_ptr<const std::vector<Candle>> without(const std::vector<Candle> &candles, std::size_t begin, std::size_t end);
/// Books of 200 levels a side around a walking price, a bucket each, the last one at `now`; a gap of 3 s in the middle.
[[nodiscard]] std::vector<DepthColumn> depthColumns(const InstrumentPtr &instrument, UtcTime now, int count);
/// One that is over, one that was cut short, one that goes on; oldest first.
[[nodiscard]] QVector<SpreadAnomaly> anomalies(const InstrumentId &id, UtcTime now);

} // namespace bw::chartsamples
