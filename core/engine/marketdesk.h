// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/engine/bookkeeper.h"
#include "core/engine/enginechannels.h"
#include "core/engine/engineconfig.h"
#include "core/engine/engineevents.h"
#include "core/engine/factsdesk.h"
#include "core/engine/followdesk.h"
#include "core/engine/marketchannels.h"
#include "core/engine/marketevents.h"
#include "core/engine/spotchecker.h"
#include "core/engine/spreaddesk.h"
#include "core/engine/topiccounter.h"
#include "core/engine/volumewindow.h"
#include "core/engine/watchdesk.h"

#include <QObject>

#include <map>

namespace bw {

/// Opens instruments and publishes all that is seen of the open one: book, spread, depth over time, ticker, tape, traded volume. The book
/// itself is kept true by its BookKeeper; the watch list has a desk of its own beside it. Sends nothing and knows no order. Engine
/// thread, owned by the Engine.
class MarketDesk final : public QObject {
    Q_OBJECT
public:
    MarketDesk(MarketFeed &feed, MarketReader &reader, EngineChannels &channels, MarketChannels &marketChannels, EngineEvents &events,
               MarketEvents &marketEvents, const Clock &clock, Scheduler &scheduler);

    /// Fetches the filters, then subscribes; the old instrument's data stops at once. A failed fetch is told and tried again after 5 s.
    void select(const InstrumentId &id);
    void resync();
    void setWatchList(const QVector<InstrumentId> &ids) { m_watch.set(ids); }
    void setFullBooks(bool areFull) { m_watch.setFull(areFull); }
    void selectDepth(int depth); ///< 50, 200 or 1000; anything else changes nothing
    void setSpreadLimits(double thresholdPct, double sigmas) { m_spread.setLimits(thresholdPct, sigmas); }

    /// Books of instruments that are not looked at.
    [[nodiscard]] FollowDesk &follow() { return m_follow; }

    // For the trust: what other desks know.
    /// The venue's clock is ours + offset, within +-error.
    void setVenueClock(std::chrono::milliseconds offset, std::chrono::milliseconds error);
    void setOtherVenueDistance(std::function<std::optional<double>()> distanceBps) { m_otherVenueBps = std::move(distanceBps); }
    void setMinTrust(int minTrust) { m_minTrust = minTrust; } ///< of the gate: crossing it is told at once

    [[nodiscard]] InstrumentPtr instrument() const { return m_instrument; }
    [[nodiscard]] const TickerView &ticker() const { return m_ticker; } ///< merged; of the open instrument
    [[nodiscard]] std::shared_ptr<const BookSnapshot> book() const { return m_channels.book.read(); }
    /// The venue's own answer, the last time that it could be compared.
    [[nodiscard]] bool hasSpotCheckAgreed() const { return m_keeper && m_keeper->hasSpotCheckAgreed(); }
    /// Book frames of the last second.
    [[nodiscard]] double updatesPerSecond() const { return m_keeper ? m_keeper->updatesPerSecond() : 0; }
    /// Matching engine to here, once the venue's clock offset is known; of the last frame.
    [[nodiscard]] std::optional<std::chrono::milliseconds> latency(std::chrono::microseconds venueOffset) const;

Q_SIGNALS:
    /// Nothing more is heard of what was open.
    void closed(const bw::InstrumentId &id);

private:
    void fetch();
    void onInstrument(const Result<InstrumentPtr> &result);
    void openBook();
    void closeBook();
    [[nodiscard]] QVector<MarketTopic> topics() const;
    void onBook(const InstrumentId &id, const BookUpdate &update);
    void onMalformed(const InstrumentId &id, const MarketTopic &topic, const QString &detail);
    void onLost(Category category);
    void onBookLost(const InstrumentId &id, const MarketTopic &topic);
    void onRefused(const InstrumentId &id, const MarketTopic &topic, const Error &error);
    void onStatus(Category category, const ConnectionStatus &status);
    void onTrades(const InstrumentId &id, std::span<const TradePrint> trades);
    void onTicker(const InstrumentId &id, const TickerUpdate &update);
    void onLiquidations(const InstrumentId &id, std::span<const LiquidationPrint> liquidations);
    [[nodiscard]] bool isOpen(const InstrumentId &id) const { return m_instrument && id == m_id; }
    void publish();
    void pulse();
    void pulseVolume();
    void noticeSleep();
    void pushDepth(const BookSnapshot &book);
    void tellTrust(const BookTrust &trust);

    MarketFeed &m_feed;
    MarketReader &m_reader;
    EngineChannels &m_channels;
    MarketChannels &m_marketChannels;
    EngineEvents &m_events;
    MarketEvents &m_marketEvents;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    TopicCounter m_topics;
    WatchDesk m_watch;
    FollowDesk m_follow;
    SpreadDesk m_spread;
    FactsDesk m_facts;
    VolumeWindow m_volume;

    InstrumentId m_id;
    InstrumentPtr m_instrument;
    int m_depth = 50;
    quint64 m_opened = 0; ///< counts select(), so that a late answer is known for what it is
    std::unique_ptr<BookKeeper> m_keeper;
    std::unique_ptr<SpotChecker> m_checker;
    TickerView m_ticker;
    std::map<Category, ConnectionStatus> m_status;
    std::optional<std::chrono::milliseconds> m_venueOffset, m_clockError;
    std::function<std::optional<double>()> m_otherVenueBps;
    int m_minTrust = RiskLimits().minTrust;
    std::optional<BookTrust> m_toldTrust;
    MonoTime m_trustToldAt{}, m_publishedAt{}, m_pulsedAt{};
    UtcTime m_pulsedAtUtc{};
    Scheduler::Handle m_retry, m_pulse, m_volumePulse;
};

} // namespace bw
