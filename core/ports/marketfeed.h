// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/domain/book/bookupdate.h"
#include "core/domain/market/candle.h"
#include "core/ports/connectionstatus.h"

#include <QObject>

#include <optional>
#include <span>

namespace bw {

/// One thing that a feed can be asked for about an instrument.
struct MarketTopic {
    enum class Kind : std::uint8_t { Book, Trades, Ticker, Candles, Liquidations };
    Kind kind = Kind::Book;
    int depth = 0;                                ///< of Book: 1, 50, 200 or 1000; else 0
    std::optional<CandleInterval> interval = {};  ///< of Candles
    bool operator==(const MarketTopic &) const = default;

    [[nodiscard]] static MarketTopic book(int depth) { return {Kind::Book, depth, {}}; }
    [[nodiscard]] static MarketTopic trades() { return {Kind::Trades, 0, {}}; }
    [[nodiscard]] static MarketTopic ticker() { return {Kind::Ticker, 0, {}}; }
    [[nodiscard]] static MarketTopic candles(CandleInterval interval) { return {Kind::Candles, 0, interval}; }
    [[nodiscard]] static MarketTopic liquidations() { return {Kind::Liquidations, 0, {}}; }
};

/// A print of the tape; `taker` is the aggressor's side.
struct TradePrint {
    QString id;
    UtcTime at{};
    Side taker = Side::Buy;
    PriceTicks price;
    QtyLots qty;
    std::uint64_t sequence = 0; ///< equal for all prints of one matching step; 0 when the venue did not say
};

/// A forced closing. The price is the bankruptcy price, at which nothing may have traded (fact sheet Bybit v5, 9.3).
struct LiquidationPrint {
    UtcTime at{};
    Side position = Side::Buy; ///< of the position that was liquidated: Buy means a long, whose closing sells
    PriceTicks price;
    QtyLots qty;
};

/// The ticker's fields that this message carried; what is nullopt did not change (deltas are merged by the receiver).
struct TickerUpdate {
    bool isSnapshot = false; ///< replaces everything known
    std::optional<Decimal> last, mark, index, change24hPct, fundingRate, openInterest, turnover24h;
    std::optional<UtcTime> nextFunding;
    std::optional<std::chrono::minutes> fundingInterval;
};

/// Live market data of one venue. Lives on the engine thread; signals are direct calls and their references are valid for the call
/// only. Decodes and delivers; never judges a book (Sequencer does) and never gives up reconnecting until stop().
class MarketFeed : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    virtual void start() = 0;
    virtual void stop() = 0;
    /// Survives reconnects. Subscribing twice is one subscription; who wants a topic is counted by the caller.
    virtual void subscribe(const InstrumentPtr &instrument, const MarketTopic &topic) = 0;
    virtual void unsubscribe(const InstrumentId &id, const MarketTopic &topic) = 0;
    /// Unsubscribes and subscribes again: of a book a fresh snapshot, without disturbing other topics. Nothing when it is not subscribed.
    virtual void resync(const InstrumentId &id, const MarketTopic &topic) = 0;

Q_SIGNALS:
    /// Of one category: the topics of the others are not touched by it. Where a category needs several connections, this is the worst of them.
    void statusChanged(bw::Category category, const bw::ConnectionStatus &status);
    /// The only connection of this category is gone: every book of it is unknown until its next snapshot.
    void lost(bw::Category category);
    /// The connection that carried this book is gone, while others of its category live on: it alone is unknown until its next snapshot.
    /// Comes once for each such book, instead of lost(). The other topics of its instrument went with it.
    void bookLost(const bw::InstrumentId &id, const bw::MarketTopic &topic);
    /// A frame of this topic that could not be read.
    void malformed(const bw::InstrumentId &id, const bw::MarketTopic &topic, const QString &detail);
    /// The venue does not give this topic (an unknown symbol, too many topics): it stays unsubscribed until asked for again.
    void refused(const bw::InstrumentId &id, const bw::MarketTopic &topic, const bw::Error &error);

    void bookUpdated(const bw::InstrumentId &id, const bw::BookUpdate &update); ///< update.depth names the topic
    void tradesReceived(const bw::InstrumentId &id, std::span<const bw::TradePrint> trades);
    void tickerUpdated(const bw::InstrumentId &id, const bw::TickerUpdate &update);
    void candlesUpdated(const bw::InstrumentId &id, bw::CandleInterval interval, std::span<const bw::Candle> candles); ///< oldest first
    void liquidationsReceived(const bw::InstrumentId &id, std::span<const bw::LiquidationPrint> liquidations);
};

} // namespace bw
