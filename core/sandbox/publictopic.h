// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/bookview.h"
#include "core/sandbox/marketinterval.h"
#include "core/sandbox/publichub.h"

#include <QJsonArray>
#include <QSet>

#include <deque>

namespace bw {

/// What a topic's name says.
struct PublicHub::Name {
    enum class Kind { Book, Trade, Ticker, Candle, Liquidation, PriceLimit, Passed } kind = Kind::Book;
    int depth = 0;
    InstrumentId id{};
    std::optional<MarketInterval> interval{};
};

/// A topic that somebody listens to: what its listeners were told. One of the hub's; private to its sources.
struct PublicHub::Topic {
    QByteArray name;
    Name what;
    bool isDeep = false;             ///< shares its update ids with REST
    QSet<TopicListener *> listeners{};
    std::optional<BookView> view{};
    QJsonArray rows{};               ///< trades or liquidations that are not sent yet
    std::optional<PriceTicks> lastPrint{};
    QJsonObject ticker{};            ///< as told
    bool isDirty = false;            ///< the ticker may have changed since
    UtcTime candleAt{};              ///< start of the one that was told last
    MonoTime startedAt{}, pushedAt{};
    MonoTime toldAt{};               ///< repeats included
    Scheduler::Handle timer{};
    Scheduler::Handle repeat{};
};

/// So many contiguous deltas within so little time, for benchmarks: the frames are made first, then sent evenly with the times of their
/// sending, while nothing else is sent for that topic; orderbook.1 keeps in step at its own pace. Owned by the hub, beside the topic; the sandbox's thread.
class PublicHub::Burst final {
public:
    Burst(PublicHub &hub, Topic &topic, const BurstOrder &order) : m_hub(hub), m_topic(&topic), m_order(order), m_id(topic.what.id) {}
    ~Burst();

    [[nodiscard]] bool begin(); ///< false where the market can't be shaken
    void stop();                ///< its topic goes
    [[nodiscard]] bool isOf(const Topic *topic) const { return topic == m_topic; }
    [[nodiscard]] bool isUnderWay() const { return m_timer != nullptr; }
    [[nodiscard]] QJsonObject toJson() const;

private:
    void make();
    void send();
    void finish();

    PublicHub &m_hub;
    Topic *m_topic;
    BurstOrder m_order;
    InstrumentId m_id;
    struct Frame {
        QByteArray text;
        bool isTop = false; ///< of orderbook.1, and not counted
    };
    [[nodiscard]] Topic *top() const; ///< null where nobody listens to it
    std::deque<Frame> m_frames;
    int m_made = 0, m_sent = 0;
    bool m_isDone = false;
    qint64 m_lastUpdateId = 0;
    MonoTime m_sendingSince{};
    Scheduler::Handle m_timer;
};

} // namespace bw
