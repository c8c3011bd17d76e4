// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitrest.h"
#include "core/ports/marketfeed.h"
#include "core/ports/marketreader.h"

namespace bw {

/// The public reads that a session begins with. Needs no key and no clock. Each call answers exactly once while `context` lives, and
/// none is repeated here: the caller knows how urgent it is. Engine thread.
class BybitMarketRest final : public MarketReader {
public:
    explicit BybitMarketRest(BybitRest &rest) : m_rest(rest) {}

    void readInstrument(const InstrumentId &id, QObject *context, Answer<InstrumentPtr> done) override;
    void readInstruments(Category category, QObject *context, Answer<QVector<InstrumentPtr>> done) override;
    void readCandles(const InstrumentPtr &instrument, CandleInterval interval, UtcTime before, int limit, QObject *context,
                     Answer<QVector<Candle>> done) override;
    void readFundingHistory(const InstrumentId &id, int limit, QObject *context, Answer<QVector<FundingRate>> done) override;
    void readBook(const InstrumentPtr &instrument, int depth, QObject *context, Answer<BookUpdate> done) override;
    void readPriceLimit(const InstrumentId &id, QObject *context, Answer<PriceLimit> done) override;
    void readMaintenanceRate(const InstrumentId &id, QObject *context, Answer<Decimal> done) override;
    void readOutages(QObject *context, Answer<QVector<VenueOutage>> done) override;

    /// One symbol, or all of a category where `symbol` is "": every page, or an Error. Rows that can't be read are left out and logged.
    void fetchInstruments(Category category, const QString &symbol, QObject *context,
                          std::function<void(const Result<QVector<InstrumentPtr>> &)> done);
    /// A snapshot, until the stream's own has come.
    void fetchTicker(const InstrumentId &id, QObject *context, std::function<void(const Result<TickerUpdate> &)> done);

private:
    BybitRest &m_rest;
};

} // namespace bw
