// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/base/scheduler.h"
#include "core/sandbox/marketsource.h"

#include <QHash>

#include <map>
#include <memory>
#include <optional>

namespace bw {

class FaultInjector;

/// What a frame is to the faults: only a delta may be left out, only public frames may be broken.
enum class FrameKind { Snapshot, Delta, Other };

/// Receives the frames of the topics it asked for.
class TopicListener {
public:
    virtual ~TopicListener() = default;
    virtual void deliver(const QByteArray &topic, const QByteArray &frame, FrameKind kind) = 0;
};

/// The public topics of one category: orderbook, publicTrade, tickers, kline, allLiquidation, priceLimit, and what a recording passes
/// through. Watches an instrument while anybody listens to it, makes each frame once for all listeners of its topic, and keeps Bybit's
/// pace. The sandbox's thread; owned by the server. Knows no socket.
class PublicHub final : public QObject {
    Q_OBJECT
public:
    /// Without faults (null) nothing goes wrong.
    PublicHub(Category category, MarketSource &market, const Clock &clock, Scheduler &scheduler, FaultInjector *faults);
    ~PublicHub() override;

    [[nodiscard]] Category category() const { return m_category; }
    [[nodiscard]] bool knows(const QByteArray &topic) const;
    /// Of a known topic. The first frame, a snapshot where the topic has one and a book is known, goes to this
    /// listener before the call returns.
    void subscribe(const QByteArray &topic, TopicListener *listener);
    void unsubscribe(const QByteArray &topic, TopicListener *listener);
    void leave(TopicListener *listener);

    struct BurstOrder {
        QByteArray topic;
        int messages = 0;
        std::chrono::milliseconds within{1000};
        bool staysStill = true; ///< the market stands afterwards, so that the last book can be compared
    };
    /// Sends so many contiguous deltas of a book that somebody listens to; none at all ends the last one's stillness. Refuses where
    /// nobody listens.
    [[nodiscard]] Done burst(const BurstOrder &order);
    [[nodiscard]] QJsonObject lastBurst() const; ///< {} before the first

private:
    struct Topic;
    struct Name;
    class Burst;
    [[nodiscard]] std::optional<Name> parse(const QByteArray &topic) const;
    void begin(Topic &topic);
    void onBookChanged(const InstrumentId &id);
    void onTrade(const InstrumentId &id, const MarketPrint &print);
    void pushBook(Topic &topic);
    void repeatBook(Topic &topic);
    void pushTrades(Topic &topic);
    void pushTicker(Topic &topic);
    void pushCandle(Topic &topic);
    void pushRows(Topic &topic);
    void pushPriceLimit(Topic &topic);
    [[nodiscard]] QJsonObject tickerRow(const InstrumentId &id) const;
    [[nodiscard]] std::chrono::milliseconds paced(std::chrono::milliseconds usual) const;
    [[nodiscard]] const std::vector<Topic *> &topicsOf(const InstrumentId &id) const;
    static void broadcast(const Topic &topic, const QByteArray &frame, FrameKind kind);

    Category m_category;
    MarketSource &m_market;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    FaultInjector *m_faults;
    std::map<QByteArray, std::unique_ptr<Topic>> m_topics;
    QHash<QString, std::vector<Topic *>> m_bySymbol;
    std::unique_ptr<Burst> m_burst;
};

} // namespace bw
