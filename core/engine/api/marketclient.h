// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/drain.h"
#include "core/base/latest.h"
#include "core/domain/book/spreadanomaly.h"
#include "core/engine/api/widemarketviews.h"
#include "core/ports/marketfeed.h"
#include "core/ports/marketreader.h"
#include "core/ports/relayfeed.h"
#include "core/ports/relayhistory.h"

#include <QObject>

namespace bw {

/// The market beyond the open book: watch list, candles, depth over time, other venues, recording and replay. The second half of
/// EngineClient, under the same rules: gui thread, values in and out, no call blocks.
class MarketClient : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // What may be skipped: look once a frame, while visible.
    [[nodiscard]] virtual const Latest<WatchView> &watchList() const = 0;
    [[nodiscard]] virtual const Latest<CandleView> &candles() const = 0;
    [[nodiscard]] virtual const Latest<TradedVolume> &tradedVolume() const = 0;
    [[nodiscard]] virtual const Latest<SpreadBand> &spreadBand() const = 0;
    [[nodiscard]] virtual const Latest<VenueBoard> &venues() const = 0;
    [[nodiscard]] virtual const Latest<HistoryView> &history() const = 0;
    [[nodiscard]] virtual const Latest<ReplayView> &replay() const = 0;
    [[nodiscard]] virtual const Latest<RecordingView> &recording() const = 0;
    // What comes in streams and may not be skipped. One consumer each.
    [[nodiscard]] virtual Drain<DepthColumn> &depth() = 0;

    /// What is there now, for a search: empty until read.
    [[nodiscard]] virtual const QVector<InstrumentPtr> &instruments(Category category) const = 0;
    /// Reads them if they are not there yet; instrumentsRead() follows.
    virtual void requestInstruments(Category category) = 0;

    virtual void setWatchList(const QVector<InstrumentId> &ids) = 0; ///< at most kMaxWatched; the rest is left out
    /// 50 levels and the trades of the first kMaxFullBooks of the list, instead of the best level alone.
    virtual void setFullBooks(bool areFull) = 0;
    virtual void selectDepth(int depth) = 0;                         ///< 50, 200 or 1000 of the open book
    virtual void selectCandles(CandleInterval interval) = 0;
    virtual void pinCandles(const std::optional<InstrumentId> &id) = 0; ///< nullopt: of the open instrument
    virtual void loadOlderCandles() = 0;
    virtual void setSpreadLimits(double thresholdPct, double sigmas) = 0;
    virtual void setRelay(const RelaySettings &settings) = 0;
    virtual void testRelay(const QUrl &socket) = 0;
    virtual void readHistory(const HistoryQuery &query) = 0; ///< history() tells how far it is; another one ends it
    virtual void stopHistory() = 0;

    // Only in a session that replays.
    virtual void setReplayPaused(bool isPaused) = 0;
    virtual void stepReplay() = 0; ///< one frame
    virtual void seekReplay(std::chrono::milliseconds position) = 0;
    virtual void setReplaySpeed(double speed) = 0;

    static constexpr int kMaxWatched = 200;
    static constexpr int kMaxFullBooks = 20;

Q_SIGNALS:
    void instrumentsRead(bw::Category category, const QVector<bw::InstrumentPtr> &instruments);
    void instrumentsFailed(bw::Category category, const bw::Error &error);
    /// At its start, at each new peak that is at least a tenth higher, and at its end; by id.
    void anomalyChanged(const bw::SpreadAnomaly &anomaly);
    void liquidationSeen(const bw::InstrumentId &id, const bw::LiquidationPrint &liquidation);
    void venueLiquidationSeen(const bw::VenueLiquidation &liquidation);
    void fundingHistoryRead(const bw::InstrumentId &id, const QVector<bw::FundingRate> &rates);
    void outagesRead(const QVector<bw::VenueOutage> &outages);
    void relayTested(const QUrl &socket, const bw::RelayHealth &health);
    void relayTestFailed(const QUrl &socket, const bw::Error &error);
    /// The recorded session watched these from this moment on; the engine does already.
    void watchListReplayed(const QVector<bw::InstrumentId> &ids);
};

} // namespace bw
