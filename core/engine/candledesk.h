// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/backoff.h"
#include "core/base/scheduler.h"
#include "core/domain/market/barhistory.h"
#include "core/engine/marketchannels.h"
#include "core/engine/marketevents.h"
#include "core/ports/marketfeed.h"
#include "core/ports/marketreader.h"

#include <QObject>

namespace bw {

/// The candles of the open instrument, or of another one that is pinned: the last page of history, older pages on demand, and the live
/// candle on top; a hole between history and stream (after a lost connection) is read again. Publishes CandleView; judges no price.
/// Engine thread, owned by the Engine.
class CandleDesk final : public QObject {
    Q_OBJECT
public:
    CandleDesk(MarketFeed &feed, MarketReader &reader, MarketChannels &channels, const Clock &clock, Scheduler &scheduler);

    /// The one that is open: shown while nothing else is pinned.
    void setInstrument(const InstrumentPtr &instrument);
    /// Shows this one whatever is open; nullopt goes along with the open one.
    void pin(const std::optional<InstrumentId> &id);
    void select(CandleInterval interval);
    void loadOlder();

private:
    void show(const InstrumentPtr &instrument);
    void drop();
    void readPinned();
    void failPinned(const Error &error);
    void begin();
    void forget();
    void readTail();
    void onTail(const Result<QVector<Candle>> &page, int asked);
    void onOlder(const Result<QVector<Candle>> &page, int asked);
    void onCandles(const InstrumentId &id, CandleInterval interval, std::span<const Candle> candles);
    void onLost(Category category);
    void onStatus(Category category, const ConnectionStatus &status);
    void onRefused(const InstrumentId &id, const MarketTopic &topic, const Error &error);
    void retryTail(const Error &error);
    void healHole();
    void fail(const Error &error);
    void noteUnusable(int count, const char *where);
    void publish();
    void publishSoon();
    [[nodiscard]] int tailLength() const;
    [[nodiscard]] MarketTopic topic() const { return MarketTopic::candles(m_interval); }
    [[nodiscard]] bool isOurs(const InstrumentId &id) const { return m_instrument && m_instrument->id() == id; }

    MarketFeed &m_feed;
    MarketReader &m_reader;
    MarketChannels &m_channels;
    const Clock &m_clock;
    Scheduler &m_scheduler;

    InstrumentPtr m_open, m_instrument;
    std::optional<InstrumentId> m_pinned;
    CandleInterval m_interval = CandleInterval::M1;
    BarHistory m_history{CandleInterval::M1};
    CandleView::State m_state = CandleView::State::Loading;
    Error m_error;
    bool m_hasAllHistory = false, m_isLoadingOlder = false;
    bool m_isReadingTail = false, m_isRefused = false, m_wasLost = false;
    int m_holeTries = 0;
    std::uint64_t m_epoch = 0; ///< of what is shown: an answer to an older question is nothing
    std::uint64_t m_unusable = 0;
    MonoTime m_receivedAt{}, m_publishedAt{}, m_noOlderBefore{};
    Backoff m_backoff;
    Scheduler::Handle m_tailRetry, m_subscribeRetry, m_pinRetry, m_pulse;
};

} // namespace bw
