// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/threadedmarketclient.h"

#include "core/engine/engine.h"

namespace bw {

ThreadedMarketClient::ThreadedMarketClient(Post post, QObject *parent) : MarketClient(parent), m_post(std::move(post)) {}

void ThreadedMarketClient::relay(MarketEvents &events)
{
    using E = MarketEvents;
    // The receiver lives on the gui thread, so each of these is a queued signal with a value.
    connect(&events, &E::instrumentsRead, this, [this](Category category, const QVector<InstrumentPtr> &found) {
        m_instruments.insert(static_cast<int>(category), found);
        Q_EMIT instrumentsRead(category, found);
    });
    connect(&events, &E::instrumentsFailed, this, &MarketClient::instrumentsFailed);
    connect(&events, &E::anomalyChanged, this, &MarketClient::anomalyChanged);
    connect(&events, &E::liquidationSeen, this, &MarketClient::liquidationSeen);
    connect(&events, &E::venueLiquidationSeen, this, &MarketClient::venueLiquidationSeen);
    connect(&events, &E::fundingHistoryRead, this, &MarketClient::fundingHistoryRead);
    connect(&events, &E::outagesRead, this, &MarketClient::outagesRead);
    connect(&events, &E::relayTested, this, &MarketClient::relayTested);
    connect(&events, &E::relayTestFailed, this, &MarketClient::relayTestFailed);
    connect(&events, &E::watchListReplayed, this, &MarketClient::watchListReplayed);
}

const QVector<InstrumentPtr> &ThreadedMarketClient::instruments(Category category) const
{
    const auto at = m_instruments.constFind(static_cast<int>(category));
    return at == m_instruments.constEnd() ? m_none : at.value();
}

void ThreadedMarketClient::requestInstruments(Category category) { m_post([category](Engine &e) { e.requestInstruments(category); }); }
void ThreadedMarketClient::setWatchList(const QVector<InstrumentId> &ids) { m_post([ids](Engine &e) { e.marketDesk().setWatchList(ids); }); }
void ThreadedMarketClient::setFullBooks(bool areFull) { m_post([areFull](Engine &e) { e.marketDesk().setFullBooks(areFull); }); }
void ThreadedMarketClient::selectDepth(int depth) { m_post([depth](Engine &e) { e.marketDesk().selectDepth(depth); }); }
void ThreadedMarketClient::selectCandles(CandleInterval interval) { m_post([interval](Engine &e) { e.candleDesk().select(interval); }); }
void ThreadedMarketClient::pinCandles(const std::optional<InstrumentId> &id) { m_post([id](Engine &e) { e.candleDesk().pin(id); }); }
void ThreadedMarketClient::loadOlderCandles() { m_post([](Engine &e) { e.candleDesk().loadOlder(); }); }
void ThreadedMarketClient::setSpreadLimits(double thresholdPct, double sigmas)
{
    m_post([thresholdPct, sigmas](Engine &e) { e.marketDesk().setSpreadLimits(thresholdPct, sigmas); });
}
void ThreadedMarketClient::setRelay(const RelaySettings &settings) { m_post([settings](Engine &e) { e.venueDesk().use(settings); }); }
void ThreadedMarketClient::testRelay(const QUrl &socket) { m_post([socket](Engine &e) { e.venueDesk().test(socket); }); }
void ThreadedMarketClient::readHistory(const HistoryQuery &query) { m_post([query](Engine &e) { e.historyDesk().read(query); }); }
void ThreadedMarketClient::stopHistory() { m_post([](Engine &e) { e.historyDesk().stop(); }); }
void ThreadedMarketClient::setReplayPaused(bool isPaused) { m_post([isPaused](Engine &e) { if (auto *replay = e.replay()) replay->setPaused(isPaused); }); }
void ThreadedMarketClient::stepReplay() { m_post([](Engine &e) { if (auto *replay = e.replay()) replay->step(); }); }
void ThreadedMarketClient::seekReplay(std::chrono::milliseconds position) { m_post([position](Engine &e) { if (auto *replay = e.replay()) replay->seek(position); }); }
void ThreadedMarketClient::setReplaySpeed(double speed) { m_post([speed](Engine &e) { if (auto *replay = e.replay()) replay->setSpeed(speed); }); }

} // namespace bw
