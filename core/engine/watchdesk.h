// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/engine/bookkeeper.h"
#include "core/engine/engineevents.h"
#include "core/engine/marketchannels.h"
#include "core/engine/marketevents.h"
#include "core/engine/topiccounter.h"
#include "core/ports/marketreader.h"

#include <QHash>

namespace bw {

/// The watch list: for each symbol orderbook.1 and the ticker, or with full books 50 levels and the trades too, as rows that are
/// published a few times a second whatever arrives. A frame costs its own row alone, and publishing costs each row once: the whole grows
/// in a line. Engine thread, owned by the MarketDesk.
class WatchDesk final : public QObject {
    Q_OBJECT
public:
    WatchDesk(MarketFeed &feed, TopicCounter &topics, MarketReader &reader, MarketChannels &channels, EngineEvents &events,
              MarketEvents &marketEvents, const Clock &clock, Scheduler &scheduler);
    ~WatchDesk() override;

    void set(const QVector<InstrumentId> &ids);
    void setFull(bool isFull); ///< of the first MarketClient::kMaxFullBooks
    void setVenueClock(std::chrono::milliseconds offset, std::chrono::milliseconds error);
    void doubt(std::optional<Category> category); ///< one category, or everything
    /// Four times a second.
    void pulse();

private:
    struct Row;
    void onBook(const InstrumentId &id, const BookUpdate &update);
    void onTicker(const InstrumentId &id, const TickerUpdate &update);
    void onTrades(const InstrumentId &id, std::span<const TradePrint> trades);
    void onMalformed(const InstrumentId &id, const MarketTopic &topic);
    void onLost(Category category);
    void onBookLost(const InstrumentId &id, const MarketTopic &topic);
    void onRefused(const InstrumentId &id, const MarketTopic &topic, const Error &error);
    void readUnknown();
    void onInstruments(Category category, const QVector<InstrumentPtr> &instruments);
    void begin(Row &row, const InstrumentPtr &instrument);
    void end(Row &row);
    void fitDepths();
    [[nodiscard]] static QVector<MarketTopic> topicsOf(const Row &row);
    static void describeFull(const Row &row, MonoTime now, WatchRow &view);
    [[nodiscard]] Row *find(const InstrumentId &id) const { return m_byId.value(id, nullptr); }
    [[nodiscard]] WatchRow describe(const Row &row) const;

    TopicCounter &m_topics;
    MarketReader &m_reader;
    MarketChannels &m_channels;
    EngineEvents &m_events;
    MarketEvents &m_marketEvents;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::vector<std::unique_ptr<Row>> m_rows; ///< in the order of the list
    QVector<InstrumentId> m_ids;              ///< of the rows
    QHash<InstrumentId, Row *> m_byId;
    std::optional<std::chrono::milliseconds> m_venueOffset, m_clockError;
    bool m_isFull = false;
    QVector<Category> m_reading;
    Scheduler::Handle m_retry;
};

} // namespace bw
