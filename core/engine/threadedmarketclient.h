// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/marketclient.h"
#include "core/engine/marketchannels.h"
#include "core/engine/marketevents.h"

#include <QHash>

#include <functional>

namespace bw {

class Engine;

/// The window's end of the market desks: hands wishes to the engine thread and its news back. Gui thread; owned by ThreadedEngineClient,
/// whose thread and posting it uses.
class ThreadedMarketClient final : public MarketClient {
    Q_OBJECT
public:
    /// Runs the call on the engine thread while there is an engine.
    using Post = std::function<void(std::function<void(Engine &)>)>;

    explicit ThreadedMarketClient(Post post, QObject *parent = nullptr);

    [[nodiscard]] const std::shared_ptr<MarketChannels> &channels() const { return m_channels; }
    void relay(MarketEvents &events);

    [[nodiscard]] const Latest<WatchView> &watchList() const override { return m_channels->watchList; }
    [[nodiscard]] const Latest<CandleView> &candles() const override { return m_channels->candles; }
    [[nodiscard]] const Latest<TradedVolume> &tradedVolume() const override { return m_channels->tradedVolume; }
    [[nodiscard]] const Latest<SpreadBand> &spreadBand() const override { return m_channels->spreadBand; }
    [[nodiscard]] const Latest<VenueBoard> &venues() const override { return m_channels->venues; }
    [[nodiscard]] const Latest<HistoryView> &history() const override { return m_channels->history; }
    [[nodiscard]] const Latest<ReplayView> &replay() const override { return m_channels->replay; }
    [[nodiscard]] const Latest<RecordingView> &recording() const override { return m_channels->recording; }
    [[nodiscard]] Drain<DepthColumn> &depth() override { return m_channels->depth; }
    [[nodiscard]] const QVector<InstrumentPtr> &instruments(Category category) const override;

    void requestInstruments(Category category) override;
    void setWatchList(const QVector<InstrumentId> &ids) override;
    void setFullBooks(bool areFull) override;
    void selectDepth(int depth) override;
    void selectCandles(CandleInterval interval) override;
    void pinCandles(const std::optional<InstrumentId> &id) override;
    void loadOlderCandles() override;
    void setSpreadLimits(double thresholdPct, double sigmas) override;
    void setRelay(const RelaySettings &settings) override;
    void testRelay(const QUrl &socket) override;
    void readHistory(const HistoryQuery &query) override;
    void stopHistory() override;
    void setReplayPaused(bool isPaused) override;
    void stepReplay() override;
    void seekReplay(std::chrono::milliseconds position) override;
    void setReplaySpeed(double speed) override;

private:
    const Post m_post;
    const std::shared_ptr<MarketChannels> m_channels = std::make_shared<MarketChannels>();
    QHash<int, QVector<InstrumentPtr>> m_instruments; ///< by category
    const QVector<InstrumentPtr> m_none;
};

} // namespace bw
