// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/engineclient.h"
#include "tests/support/fakemarketclient.h"
#include "tests/support/faketradeclient.h"

namespace bw {

/// The engine of window tests and screenshots: it records every call and does nothing by itself, but for answering previews when told
/// to. Tests emit EngineClient's signals on it as they like and publish into its channels. One thread; the clock is the test's.
class FakeEngineClient final : public EngineClient {
    Q_OBJECT
public:
    struct Review {
        QString signalId;
        SignalState decision = SignalState::Proposed;
        QString reason;
    };
    /// What the window asked for, in order.
    struct Calls {
        QVector<InstrumentId> selected;
        int resyncs = 0;
        QVector<OrderDraft> previews;
        QStringList submits;
        QStringList preChecks;
        QVector<std::pair<QString, QString>> cancels; ///< orderLinkId, orderId
        int cancelAllEntries = 0;
        QVector<bool> locks;
        QStringList headlines;
        int analyses = 0;
        QVector<Review> reviews;
    };

    /// A sandbox session that may trade, BTCUSDT, nothing published yet.
    explicit FakeEngineClient(const Clock &clock, QObject *parent = nullptr);

    Calls calls;
    bool answersPreviews = true; ///< previewReady comes from inside requestPreview, with every guard ok
    bool acceptsSubmits = false; ///< submitAccepted and an accepted order come from inside submit

    void setSession(const SessionView &session);
    void setInstrument(const InstrumentPtr &instrument);
    void publishBook(const BookSnapshot &book);
    void publishBook(int step = 0); ///< the plausible one, received now
    void publishTicker(const TickerView &ticker);
    void publishGauges(const GaugesView &gauges);
    /// Everything that a busy session shows: book, ticker, gauges, spread, orders in every state, fills, positions, headlines, signals.
    void playBusySession();

    [[nodiscard]] const Latest<BookSnapshot> &book() const override { return m_book; }
    [[nodiscard]] const Latest<TickerView> &ticker() const override { return m_ticker; }
    [[nodiscard]] const Latest<GaugesView> &gauges() const override { return m_gauges; }
    [[nodiscard]] Drain<SpreadPoint> &spread() override { return m_spread; }
    [[nodiscard]] Drain<TapePrint> &tape() override { return m_tape; }
    [[nodiscard]] const SessionView &session() const override { return m_session; }
    [[nodiscard]] InstrumentPtr instrument() const override { return m_instrument; }
    [[nodiscard]] const RiskLimits &limits() const override { return m_limits; }
    [[nodiscard]] double spreadThresholdPct() const override { return 0.05; }
    [[nodiscard]] FakeMarketClient &market() override { return m_marketClient; }
    [[nodiscard]] FakeTradeClient &trade() override { return m_tradeClient; }

    void selectInstrument(const InstrumentId &id) override { calls.selected.append(id); }
    void resyncBook() override { ++calls.resyncs; }
    void requestPreview(const OrderDraft &draft) override;
    void submit(const QString &previewId) override;
    void requestPreCheck(const QString &previewId) override { calls.preChecks.append(previewId); }
    void cancelOrder(const QString &orderLinkId, const QString &orderId) override { calls.cancels.append({orderLinkId, orderId}); }
    void cancelAllEntries() override { ++calls.cancelAllEntries; }
    void setLocked(bool locked) override;
    void addHeadlines(const QStringList &raw, const QString &source) override;
    void analyseHeadlines() override { ++calls.analyses; }
    void reviewSignal(const QString &signalId, SignalState decision, const QString &reason) override;

private:
    const Clock &m_clock;
    FakeMarketClient m_marketClient;
    FakeTradeClient m_tradeClient;
    Latest<BookSnapshot> m_book;
    Latest<TickerView> m_ticker;
    Latest<GaugesView> m_gauges;
    Drain<SpreadPoint> m_spread{4096};
    Drain<TapePrint> m_tape{4096};
    SessionView m_session;
    InstrumentPtr m_instrument;
    RiskLimits m_limits;
    Preview m_lastPreview;
    int m_previewCounter = 0;
    int m_headlineCounter = 0;
};

} // namespace bw
