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

/// The watch list: for each symbol orderbook.1 and the ticker, as rows that are published a few times a second whatever arrives. A
/// frame costs its own row alone, and publishing costs each row once: the whole grows in a line. Engine thread, owned by the MarketDesk.
class WatchDesk final : public QObject {
    Q_OBJECT
public:
    WatchDesk(MarketFeed &feed, TopicCounter &topics, MarketReader &reader, MarketChannels &channels, EngineEvents &events,
              MarketEvents &marketEvents, const Clock &clock, Scheduler &scheduler);
    ~WatchDesk() override;

    void set(const QVector<InstrumentId> &ids);
    void setVenueClock(std::chrono::milliseconds offset, std::chrono::milliseconds error);
    void doubt(std::optional<Category> category); ///< one category, or everything
    /// Four times a second.
    void pulse();

private:
    struct Row;
    void onBook(const InstrumentId &id, const BookUpdate &update);
    void onTicker(const InstrumentId &id, const TickerUpdate &update);
    void onMalformed(const InstrumentId &id, const MarketTopic &topic);
    void onLost(Category category);
    void onBookLost(const InstrumentId &id, const MarketTopic &topic);
    void onRefused(const InstrumentId &id, const MarketTopic &topic, const Error &error);
    void readUnknown();
    void onInstruments(Category category, const QVector<InstrumentPtr> &instruments);
    void begin(Row &row, const InstrumentPtr &instrument);
    void end(const Row &row);
    [[nodiscard]] Row *find(const InstrumentId &id) const { return m_byId.value(id, nullptr); }
    [[nodiscard]] WatchRow describe(const Row &row) const;

    TopicCounter &m_topics;
    MarketReader &m_reader;
    MarketChannels &m_channels;
    EngineEvents &m_events;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    std::vector<std::unique_ptr<Row>> m_rows; ///< in the order of the list
    QHash<InstrumentId, Row *> m_byId;
    std::optional<std::chrono::milliseconds> m_venueOffset, m_clockError;
    QVector<Category> m_reading;
    Scheduler::Handle m_retry;
};

} // namespace bw
