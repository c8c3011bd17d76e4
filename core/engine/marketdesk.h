// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/domain/book/sequencer.h"
#include "core/domain/book/spreadstatistics.h"
#include "core/engine/enginechannels.h"
#include "core/engine/engineconfig.h"
#include "core/engine/engineevents.h"
#include "core/engine/marketchannels.h"
#include "core/engine/marketevents.h"

#include <QObject>
#include <QPointer>

#include <deque>

namespace bw {

/// Keeps the open instrument's book, spread, ticker and tape true and publishes them: feed -> sequencer -> order book -> channels.
/// Decides that a book is stale or needs a resync; sends nothing and knows no order. Engine thread, owned by the Engine.
class MarketDesk final : public QObject {
    Q_OBJECT
public:
    MarketDesk(MarketFeed &feed, MarketReader &reader, EngineChannels &channels, MarketChannels &marketChannels, EngineEvents &events,
               MarketEvents &marketEvents, const Clock &clock,
               Scheduler &scheduler);

    /// Fetches the filters, then subscribes; the old instrument's data stops at once. A failed fetch is told and tried again after 5 s.
    void select(const InstrumentId &id);
    void resync();
    void setWatchList(const QVector<InstrumentId> &ids);
    void selectDepth(int depth);
    void setSpreadLimits(double thresholdPct, double sigmas);

    [[nodiscard]] InstrumentPtr instrument() const { return m_instrument; }
    [[nodiscard]] std::shared_ptr<const BookSnapshot> book() const { return m_channels.book.read(); }
    /// Book frames of the last second.
    [[nodiscard]] double updatesPerSecond() const;
    /// Matching engine to here, once the venue's clock offset is known; of the last frame.
    [[nodiscard]] std::optional<std::chrono::milliseconds> latency(std::chrono::microseconds venueOffset) const;

private:
    void fetch();
    void onInstrument(const Result<InstrumentPtr> &result);
    void onBook(const InstrumentId &id, const BookUpdate &update);
    void onMalformed(const InstrumentId &id, const MarketTopic &topic, const QString &detail);
    void onLost(Category category);
    void onStatus(Category category, const ConnectionStatus &status);
    void onTrades(const InstrumentId &id, std::span<const TradePrint> trades);
    void onTicker(const InstrumentId &id, const TickerUpdate &update);
    void askForResync();
    void publish();
    void recordSpread(const BookSnapshot &book);

    MarketFeed &m_feed;
    MarketReader &m_reader;
    EngineChannels &m_channels;
    MarketChannels &m_marketChannels;
    EngineEvents &m_events;
    MarketEvents &m_marketEvents;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    Scheduler::Handle m_retry;

    InstrumentId m_id;
    InstrumentPtr m_instrument;
    Sequencer m_sequencer;
    SpreadStatistics m_spread;
    TickerView m_ticker;
    UtcTime m_matchedAt{};
    UtcTime m_arrivedAt{};
    MonoTime m_receivedAt{};
    std::deque<MonoTime> m_recentFrames;
};

} // namespace bw
