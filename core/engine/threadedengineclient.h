// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "core/engine/engine.h"
#include "core/engine/threadedmarketclient.h"
#include "core/engine/threadedtradeclient.h"

#include <QThread>
#include <QTimer>

#include <functional>

namespace bw {

/// The window's end of the engine: starts it on a thread of its own, hands wishes over as queued calls and news back as queued signals,
/// and remembers the last session and instrument for panels that come late. Gui thread. Its destructor is the one bounded wait of the
/// program: 3 s for the engine to stop, after which a hung thread is left to the end of the process and told.
class ThreadedEngineClient final : public EngineClient {
    Q_OBJECT
public:
    /// Runs on the engine thread: makes the engine with its concrete parts.
    using Factory = std::function<std::unique_ptr<Engine>(std::shared_ptr<EngineChannels>, std::shared_ptr<MarketChannels>)>;

    ThreadedEngineClient(RiskLimits limits, double spreadThresholdPct, QObject *parent = nullptr);
    ~ThreadedEngineClient() override;

    /// What the window shows before the engine speaks: never another profile than the one that is being opened.
    void announce(const SessionView &session) { m_session = session; }
    /// Once. Until then every call is dropped and nothing is there to see, as while a venue is being reached.
    void start(Factory factory);
    void stop();
    /// Hands a key to the engine; see Engine::useKey.
    void useKey(const ApiKey &key, const KeyUse &use = {});
    void setKeyUse(const KeyUse &use);
    void useAnalyst(const AnalystAccess &access);
    /// Something that only the gui can measure, for the event log.
    void reportMeasurement(const QString &name, double value);

    [[nodiscard]] const Latest<BookSnapshot> &book() const override { return m_channels->book; }
    [[nodiscard]] const Latest<TickerView> &ticker() const override { return m_channels->ticker; }
    [[nodiscard]] const Latest<GaugesView> &gauges() const override { return m_channels->gauges; }
    [[nodiscard]] Drain<SpreadPoint> &spread() override { return m_channels->spread; }
    [[nodiscard]] Drain<TapePrint> &tape() override { return m_channels->tape; }
    [[nodiscard]] const SessionView &session() const override { return m_session; }
    [[nodiscard]] InstrumentPtr instrument() const override { return m_instrument; }
    [[nodiscard]] const RiskLimits &limits() const override { return m_limits; }
    [[nodiscard]] double spreadThresholdPct() const override { return m_spreadThresholdPct; }
    [[nodiscard]] MarketClient &market() override { return m_market; }
    [[nodiscard]] TradeClient &trade() override { return m_trade; }

    void selectInstrument(const InstrumentId &id) override;
    void resyncBook() override;
    void requestPreview(const OrderDraft &draft) override;
    void submit(const QString &previewId) override;
    void requestPreCheck(const QString &previewId) override;
    void cancelOrder(const QString &orderLinkId, const QString &orderId) override;
    void cancelAllEntries() override;
    void setLocked(bool locked) override;
    void addHeadlines(const QStringList &raw, const QString &source) override;
    void analyseHeadlines() override;
    void reviewSignal(const QString &signalId, SignalState decision, const QString &reason) override;

Q_SIGNALS:
    /// The engine began again, as a replay does on the way back: what was told to the old one is to be told once more.
    void rebuilt();

private:
    /// On the engine thread: makes the engine, or makes it anew. `anchor` lives there.
    void build(QObject *anchor);
    void relay(Engine &engine);
    template <class Call>
    void post(Call call);

    std::shared_ptr<EngineChannels> m_channels;
    ThreadedMarketClient m_market;
    ThreadedTradeClient m_trade;
    RiskLimits m_limits;
    double m_spreadThresholdPct;
    SessionView m_session;
    InstrumentPtr m_instrument;
    Factory m_factory;                      ///< of the engine thread, once it runs
    std::unique_ptr<QThread> m_thread;
    QTimer m_pulse;                         ///< tells the engine that the window lives
    QObject *m_anchor = nullptr;            ///< lives on the engine thread: calls are posted to it; goes with the thread
    std::shared_ptr<std::unique_ptr<Engine>> m_engine; ///< touched on the engine thread only
};

} // namespace bw
