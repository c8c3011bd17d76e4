// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/marketreader.h"

#include <QJsonObject>

namespace bw {

/// The readers of the `result` of Bybit's public market queries (fact sheet Bybit v5, 8). Pure functions: all of it is understood, or the
/// answer is an Error of family Protocol; half a list is not a shorter list.

/// Oldest first, every row beginning before `before`. What is not over at `now`, the venue's time of the answer, is told as not closed.
[[nodiscard]] Result<QVector<Candle>> decodeCandles(const QJsonObject &result, const Instrument &instrument, CandleInterval interval,
                                                    UtcTime before, UtcTime now);
/// Newest first, as it comes.
[[nodiscard]] Result<QVector<FundingRate>> decodeFundingHistory(const QJsonObject &result, const InstrumentId &id);
/// A snapshot of at most `depth` levels a side.
[[nodiscard]] Result<BookUpdate> decodeBook(const QJsonObject &result, const Instrument &instrument, int depth);
/// Of the lowest tier of that symbol in market/risk-limit.
[[nodiscard]] Result<Decimal> decodeMaintenanceRate(const QJsonObject &result, const QString &symbol);
/// What runs or is to come and concerns the world of this host; what is over or was called off is left out.
[[nodiscard]] Result<QVector<VenueOutage>> decodeOutages(const QJsonObject &result, const QString &host, UtcTime now);

} // namespace bw
