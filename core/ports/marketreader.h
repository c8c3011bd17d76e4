// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/domain/book/bookupdate.h"
#include "core/domain/market/candle.h"

#include <QVector>

#include <functional>

class QObject;

namespace bw {

/// What the venue paid from one side to the other at one moment; a fraction of the notional per funding interval.
struct FundingRate {
    UtcTime at{};
    Decimal rate;
};

/// A maintenance that the venue announced or that runs (fact sheet Bybit v5, 8: system/status).
struct VenueOutage {
    QString title; ///< hostile text: plain only
    bool isOngoing = false;
    UtcTime begin{}, end{}; ///< epoch: not said
};

/// The venue's band for the price of an order, as of `at` on the venue's clock. It moves with the market: seconds old is old.
struct PriceLimit {
    Decimal buy;  ///< the highest price of a buy
    Decimal sell; ///< the lowest price of a sell
    UtcTime at{};
};

/// What is asked of a venue's market once, by name: the counterpart of MarketFeed. Every call answers exactly once while `context` lives
/// and never before it returns; none is repeated here, since the caller knows how urgent it is. Engine thread.
class MarketReader {
public:
    virtual ~MarketReader() = default;
    template <class T>
    using Answer = std::function<void(const Result<T> &)>;

    virtual void readInstrument(const InstrumentId &id, QObject *context, Answer<InstrumentPtr> done) = 0;
    virtual void readInstruments(Category category, QObject *context, Answer<QVector<InstrumentPtr>> done) = 0; ///< all pages, or an Error
    /// At most `limit` (1 to 1000) candles that begin before `before`, oldest first, the unfinished one left out. Fewer means that there
    /// are none before them.
    virtual void readCandles(const InstrumentPtr &instrument, CandleInterval interval, UtcTime before, int limit, QObject *context,
                             Answer<QVector<Candle>> done) = 0;
    virtual void readFundingHistory(const InstrumentId &id, int limit, QObject *context, Answer<QVector<FundingRate>> done) = 0; ///< newest first
    /// The venue's own book for a spot check: `updateId` counts the 1000-level stream, `sequence` compares with any stream.
    virtual void readBook(const InstrumentPtr &instrument, int depth, QObject *context, Answer<BookUpdate> done) = 0;
    virtual void readPriceLimit(const InstrumentId &id, QObject *context, Answer<PriceLimit> done) = 0;
    /// The maintenance margin of the lowest risk tier, a fraction of the position's value; contracts only.
    virtual void readMaintenanceRate(const InstrumentId &id, QObject *context, Answer<Decimal> done) = 0;
    virtual void readOutages(QObject *context, Answer<QVector<VenueOutage>> done) = 0;
};

} // namespace bw
