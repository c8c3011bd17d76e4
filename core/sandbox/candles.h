// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/marketsource.h"

#include <QJsonArray>

namespace bw::sandbox {

/// Of an interval's name: 1 3 5 15 30 60 120 240 360 720 D W M (a month counts 30 days here).
[[nodiscard]] std::optional<std::chrono::minutes> candleLength(const QString &interval);
/// The candles of the trades that are still known, newest first, as rows of market/kline.
[[nodiscard]] QJsonArray candles(const Instrument &instrument, const QList<MarketPrint> &prints, std::chrono::minutes length, int limit);

} // namespace bw::sandbox
