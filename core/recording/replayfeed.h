// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/domain/book/sequencer.h"
#include "core/recording/topicnote.h"

#include <map>
#include <memory>
#include <set>

namespace bw {

/// The feed of a replay. The real feed inside is asked for exactly what the recorded session asked for, when it did (applyNote), so that its
/// sockets and answers fall into place; whoever looks on hears of what he subscribed to, and of a book that has flowed for long gets its
/// present levels as a snapshot at once. Keeps every book of the recording by itself, so that the state at the end is the recording's and not
/// that of what was looked at. Engine thread; owned by the Engine.
class ReplayFeed final : public MarketFeed {
    Q_OBJECT
public:
    ReplayFeed(std::unique_ptr<MarketFeed> inner, Scheduler &scheduler);

    void start() override { m_inner->start(); }
    void stop() override { m_inner->stop(); }
    void subscribe(const InstrumentPtr &instrument, const MarketTopic &topic) override;
    void unsubscribe(const InstrumentId &id, const MarketTopic &topic) override;
    void resync(const InstrumentId &id, const MarketTopic &topic) override { tellSoon(id, topic); }

    void applyNote(const QJsonObject &note);
    /// SHA-256 over every book, ticker and count of prints that the recorded session was subscribed to at this moment.
    [[nodiscard]] QString stateHash() const;

private:
    /// Category, symbol, kind, depth, interval: ordered, so that the hash is.
    using Key = std::tuple<Category, QString, MarketTopic::Kind, int, int>;
    struct Kept {
        InstrumentPtr instrument;
        MarketTopic topic;
        Sequencer book;
        UtcTime sentAt{}, matchedAt{};
        TickerUpdate ticker;
        std::uint64_t prints = 0, lots = 0;
    };
    [[nodiscard]] static Key keyOf(const InstrumentId &id, const MarketTopic &topic);
    [[nodiscard]] Kept *kept(const InstrumentId &id, const MarketTopic &topic);
    [[nodiscard]] bool isWanted(const InstrumentId &id, const MarketTopic &topic) const { return m_wanted.contains(keyOf(id, topic)); }
    void listen();
    void onBook(const InstrumentId &id, const BookUpdate &update);
    void onTrades(const InstrumentId &id, std::span<const TradePrint> trades);
    void onTicker(const InstrumentId &id, const TickerUpdate &update);
    void onLost(Category category);
    void tellSoon(const InstrumentId &id, const MarketTopic &topic);
    void tell(const Key &key);

    const std::unique_ptr<MarketFeed> m_inner;
    Scheduler &m_scheduler;
    std::map<Key, Kept> m_kept;
    std::set<Key> m_wanted;
    std::map<Key, Scheduler::Handle> m_telling;
};

} // namespace bw
