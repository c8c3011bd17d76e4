// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/marketclient.h"

namespace bw {

/// The market half of FakeEngineClient: records what the window asked for; tests publish into its channels and emit its signals.
class FakeMarketClient final : public MarketClient {
    Q_OBJECT
public:
    using MarketClient::MarketClient;

    struct Calls {
        QVector<Category> instruments;
        QVector<QVector<InstrumentId>> watchLists;
        QVector<bool> fullBooks;
        QVector<int> depths;
        QVector<CandleInterval> intervals;
        QVector<std::optional<InstrumentId>> pins;
        int olderCandles = 0;
        QVector<std::pair<double, double>> spreadLimits;
        QVector<RelaySettings> relays;
        QVector<QUrl> relayTests;
        QVector<HistoryQuery> histories;
        int historyStops = 0;
        QVector<bool> pauses;
        int steps = 0;
        QVector<std::chrono::milliseconds> seeks;
        QVector<double> speeds;
    };
    Calls calls;

    // The test writes into these.
    Latest<WatchView> watch;
    Latest<CandleView> candleView;
    Latest<TradedVolume> volume;
    Latest<SpreadBand> band;
    Latest<VenueBoard> board;
    Latest<HistoryView> historyView;
    Latest<ReplayView> replayView;
    Latest<RecordingView> recordingView;
    Drain<DepthColumn> depthColumns{2400};
    QVector<InstrumentPtr> known; ///< of every category

    [[nodiscard]] const Latest<WatchView> &watchList() const override { return watch; }
    [[nodiscard]] const Latest<CandleView> &candles() const override { return candleView; }
    [[nodiscard]] const Latest<TradedVolume> &tradedVolume() const override { return volume; }
    [[nodiscard]] const Latest<SpreadBand> &spreadBand() const override { return band; }
    [[nodiscard]] const Latest<VenueBoard> &venues() const override { return board; }
    [[nodiscard]] const Latest<HistoryView> &history() const override { return historyView; }
    [[nodiscard]] const Latest<ReplayView> &replay() const override { return replayView; }
    [[nodiscard]] const Latest<RecordingView> &recording() const override { return recordingView; }
    [[nodiscard]] Drain<DepthColumn> &depth() override { return depthColumns; }
    [[nodiscard]] const QVector<InstrumentPtr> &instruments(Category) const override { return known; }

    void requestInstruments(Category category) override { calls.instruments.append(category); }
    void setWatchList(const QVector<InstrumentId> &ids) override { calls.watchLists.append(ids); }
    void setFullBooks(bool areFull) override { calls.fullBooks.append(areFull); }
    void selectDepth(int depth) override { calls.depths.append(depth); }
    void selectCandles(CandleInterval interval) override { calls.intervals.append(interval); }
    void pinCandles(const std::optional<InstrumentId> &id) override { calls.pins.append(id); }
    void loadOlderCandles() override { ++calls.olderCandles; }
    void setSpreadLimits(double thresholdPct, double sigmas) override { calls.spreadLimits.append({thresholdPct, sigmas}); }
    void setRelay(const RelaySettings &settings) override { calls.relays.append(settings); }
    void testRelay(const QUrl &socket) override { calls.relayTests.append(socket); }
    void readHistory(const HistoryQuery &query) override { calls.histories.append(query); }
    void stopHistory() override { ++calls.historyStops; }
    void setReplayPaused(bool isPaused) override { calls.pauses.append(isPaused); }
    void stepReplay() override { ++calls.steps; }
    void seekReplay(std::chrono::milliseconds position) override { calls.seeks.append(position); }
    void setReplaySpeed(double speed) override { calls.speeds.append(speed); }
};

} // namespace bw
