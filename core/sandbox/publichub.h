// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/sandbox/marketsource.h"

#include <QSet>

#include <map>
#include <memory>
#include <optional>

namespace bw {

/// What a frame is to the faults: only a delta may be left out, only public frames may be broken.
enum class FrameKind { Snapshot, Delta, Other };

/// Receives the frames of the topics it asked for.
class TopicListener {
public:
    virtual ~TopicListener() = default;
    virtual void deliver(const QByteArray &frame, FrameKind kind) = 0;
};

/// The public topics of one category: orderbook, publicTrade, tickers, and what a recording passes through. Watches an instrument while
/// anybody listens to it, makes each frame once for all listeners of its topic, and keeps Bybit's pace. The sandbox's thread; owned by
/// the server. Knows no socket.
class PublicHub final : public QObject {
    Q_OBJECT
public:
    PublicHub(Category category, MarketSource &market, const Clock &clock, Scheduler &scheduler, QObject *parent);
    ~PublicHub() override;

    [[nodiscard]] Category category() const { return m_category; }
    [[nodiscard]] bool knows(const QByteArray &topic) const;
    /// Of a known topic. The first frame, a snapshot where the topic has one and a book is known, goes to this
    /// listener before the call returns.
    void subscribe(const QByteArray &topic, TopicListener *listener);
    void unsubscribe(const QByteArray &topic, TopicListener *listener);
    void leave(TopicListener *listener);

private:
    struct Topic;
    struct Name {
        enum class Kind { Book, Trade, Ticker, Passed } kind = Kind::Book;
        int depth = 0;
        InstrumentId id;
    };
    [[nodiscard]] std::optional<Name> parse(const QByteArray &topic) const;
    void onBookChanged(const InstrumentId &id);
    void onTrade(const InstrumentId &id, const MarketPrint &print);
    void pushBook(Topic &topic);
    void repeatBook(Topic &topic);
    void pushTrades(Topic &topic);
    void pushTicker(Topic &topic);
    [[nodiscard]] QByteArray tickerFrame(const Topic &topic, const QJsonObject &data, bool isSnapshot) const;
    [[nodiscard]] QJsonObject tickerRow(const InstrumentId &id) const;
    static void broadcast(const Topic &topic, const QByteArray &frame, FrameKind kind);

    Category m_category;
    MarketSource &m_market;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::map<QByteArray, std::unique_ptr<Topic>> m_topics;
};

} // namespace bw
