// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/book/bookupdate.h"

#include <QJsonObject>
#include <QList>
#include <QObject>

#include <optional>

namespace bw {

class MarketInterval;

/// The market's whole book of one instrument, best level first, all quantities above zero.
struct MarketBook {
    std::vector<Level> bids, asks;
    std::uint64_t updateId = 0; ///< rises by one with every change
    std::uint64_t sequence = 0; ///< rises with every change, as the matching engine would count
    std::uint32_t resets = 0;   ///< rises when the book was replaced as a whole: subscribers need a snapshot
    UtcTime matchedAt{};
};

/// One public trade.
struct MarketPrint {
    PriceTicks price;
    QtyLots qty;
    Side taker = Side::Buy;
    UtcTime at{};
    QString id;
    std::uint64_t sequence = 0;
};

/// The slow numbers of one instrument. Of spot only lastPrice and indexPrice mean something.
struct MarketGauge {
    Decimal lastPrice, markPrice, indexPrice, fundingRate;
    UtcTime nextFundingTime{}; ///< epoch: no funding
};

/// One candle; the turnover is in the other currency than the quantity.
struct MarketCandle {
    UtcTime start{};
    PriceTicks open, high, low, close;
    QtyLots volume;
    Decimal turnover;
};

/// A position that the exchange closed by force. The side is the position's own: Buy is a long.
struct MarketLiquidation {
    Side position = Side::Buy;
    PriceTicks bankruptcy;
    QtyLots qty;
    UtcTime at{};
};

struct FundingPoint {
    UtcTime at{};
    Decimal rate;
};

/// Where the sandbox's prices come from: a synthetic market, a recorded one, or one that is fed from outside. Several instruments; those of
/// two categories with one symbol are two. The sandbox's thread; owned by whoever builds the server. Knows no account and no order:
/// what the exchange's own orders take away is the exchange's overlay. Instruments outside instruments() are never asked for.
class MarketSource : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual QList<InstrumentId> instruments() const = 0;
    [[nodiscard]] virtual bool has(const InstrumentId &id) const { return instruments().contains(id); }
    [[nodiscard]] virtual InstrumentPtr instrument(const InstrumentId &id) const = 0; ///< never null for an id of instruments()
    [[nodiscard]] virtual QJsonObject instrumentInfo(const InstrumentId &id) const = 0; ///< its row of instruments-info

    /// False while nobody knows whether its book is true: nothing is matched then, no stop is triggered and nothing is liquidated.
    [[nodiscard]] virtual bool isLive(const InstrumentId &) const { return true; }
    /// An account of an earlier run holds something in it: it must be known from now on, if only by its terms and the price that it had then.
    virtual void adopt(const InstrumentPtr &, const Decimal &) {}

    /// True for a recording: its update ids are served as they stand, gaps included, one frame for each change. Otherwise each depth counts
    /// for itself at Bybit's own pace.
    [[nodiscard]] virtual bool keepsUpdateIds() const { return false; }
    /// How many times faster than Bybit's own pace everything goes.
    [[nodiscard]] virtual double pace() const { return 1; }

    /// As of now: an unwatched synthetic market catches up here, without signals. Valid until control returns to the event loop.
    [[nodiscard]] virtual const MarketBook &book(const InstrumentId &id) = 0;
    /// What REST answers and, where hasDeepBook(), orderbook.1000 streams: the book as it stood at most 200 ms ago, with update ids that
    /// both share. deepBookChanged() tells of each of its renewals while the instrument is watched.
    [[nodiscard]] virtual const MarketBook &deepBook(const InstrumentId &id) { return book(id); }
    [[nodiscard]] virtual bool hasDeepBook() const { return false; }
    [[nodiscard]] virtual MarketGauge gauge(const InstrumentId &id) = 0;
    /// Its complete row of market/tickers without bid and ask, which are read from book(); the faces send the fields that changed.
    [[nodiscard]] virtual QJsonObject tickerRow(const InstrumentId &id) = 0;
    [[nodiscard]] virtual QList<MarketPrint> recentTrades(const InstrumentId &id) = 0; ///< newest last, at most 1000

    /// Candles that start within [from, to], oldest first, the unfinished one as it stands. By default made of recentTrades().
    [[nodiscard]] virtual std::vector<MarketCandle> candles(const InstrumentId &id, const MarketInterval &interval, UtcTime from, UtcTime to);
    /// Settlements within [from, to], newest first. By default the last one alone, with the rate of now.
    [[nodiscard]] virtual std::vector<FundingPoint> fundingHistory(const InstrumentId &id, UtcTime from, UtcTime to, int limit);
    /// Nothing where nobody counts it.
    [[nodiscard]] virtual std::optional<Decimal> openInterest(const InstrumentId &, UtcTime) { return std::nullopt; }

    /// Counted: between watch and unwatch the instrument moves by itself and signals; the faces watch for their subscribers, the exchange
    /// for its resting orders. The rest of the time it costs nothing.
    virtual void watch(const InstrumentId &id) = 0;
    virtual void unwatch(const InstrumentId &id) = 0;

    /// For load tests: one change of the book by itself, without a signal. False where prices are not ours to make.
    virtual bool shake(const InstrumentId &) { return false; }
    /// While held, an instrument stands still although it is watched.
    virtual void hold(const InstrumentId &, bool) {}

Q_SIGNALS:
    void bookChanged(const bw::InstrumentId &id);
    void deepBookChanged(const bw::InstrumentId &id);
    void tradePrinted(const bw::InstrumentId &id, const bw::MarketPrint &print);
    void tickerChanged(const bw::InstrumentId &id);
    void liquidated(const bw::InstrumentId &id, const bw::MarketLiquidation &liquidation);
    /// A recorded frame of a topic that only passes through (allLiquidation, priceLimit, kline): sent as it is to its subscribers.
    void framePassed(const bw::InstrumentId &id, const QByteArray &topic, const QByteArray &frame);
    /// The recording is over and was told to close.
    void ended();
};

} // namespace bw
