// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/marketsource.h"

#include <QJsonArray>

namespace bw {

class MarketInterval;

/// The text of the public frames other than books, in Bybit's own shapes. Values in, bytes out; no state, any thread.
namespace publicframes {

/// One row of publicTrade; `last` is the price before it, and becomes its own.
[[nodiscard]] QJsonObject tradeRow(const Instrument &instrument, const MarketPrint &print, std::optional<PriceTicks> &last);
[[nodiscard]] QJsonObject liquidationRow(const Instrument &instrument, const MarketLiquidation &liquidation);
/// publicTrade and allLiquidation.
[[nodiscard]] QByteArray rows(const QByteArray &topic, const QJsonArray &rows, UtcTime now);
[[nodiscard]] QByteArray ticker(const QByteArray &topic, const QJsonObject &data, bool isSnapshot, std::uint64_t sequence, UtcTime now);
[[nodiscard]] QByteArray candle(const QByteArray &topic, const Instrument &instrument, const MarketInterval &interval, const MarketCandle &candle,
                                bool isClosed, UtcTime now);
[[nodiscard]] QByteArray priceLimit(const QByteArray &topic, const Instrument &instrument, PriceTicks buyMax, PriceTicks sellMin, UtcTime now);

} // namespace publicframes

} // namespace bw
