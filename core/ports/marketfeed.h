// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/bookupdate.h"
#include "core/ports/connectionstatus.h"

#include <QObject>

#include <optional>
#include <span>

namespace bw {

/// A print of the tape; `taker` is the aggressor's side.
struct TradePrint {
    QString id;
    UtcTime at{};
    Side taker = Side::Buy;
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
    /// Book, trades and ticker of an instrument; survives reconnects. Subscribing twice is one subscription.
    virtual void subscribe(const InstrumentPtr &instrument) = 0;
    virtual void unsubscribe(const InstrumentId &id) = 0;
    /// A fresh snapshot of one book without disturbing other topics.
    virtual void resyncBook(const InstrumentId &id) = 0;

Q_SIGNALS:
    void statusChanged(const bw::ConnectionStatus &status);
    void bookUpdated(const bw::InstrumentId &id, const bw::BookUpdate &update);
    /// A frame of this book's topic that could not be read.
    void bookMalformed(const bw::InstrumentId &id, const QString &detail);
    /// The connection is gone: every book of this feed is unknown until its next snapshot.
    void booksLost();
    void tradesReceived(const bw::InstrumentId &id, std::span<const bw::TradePrint> trades);
    void tickerUpdated(const bw::InstrumentId &id, const bw::TickerUpdate &update);
};

} // namespace bw
