// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/accountdesk.h"
#include "core/engine/analystdesk.h"
#include "core/engine/candledesk.h"
#include "core/engine/enginechannels.h"
#include "core/engine/engineconfig.h"
#include "core/engine/engineevents.h"
#include "core/engine/instrumentwatch.h"
#include "core/engine/historydesk.h"
#include "core/engine/journalrecovery.h"
#include "core/engine/marketdesk.h"
#include "core/engine/orderdesk.h"
#include "core/engine/pricelimitdesk.h"
#include "core/engine/tradedesk.h"
#include "core/engine/tradeevents.h"
#include "core/engine/tradingstanding.h"
#include "core/engine/venuedesk.h"

#include <QObject>
#include <QPointer>

#include <map>

namespace bw {

/// The desks put together: judges what this session may do (viewer or trader, active or reducing), publishes the gauges, and passes the
/// window's wishes to the desk that they concern. Everything in it happens on one thread in one order: no locks. It knows ports, never a
/// concrete venue. Made and destroyed on the engine thread.
class Engine final : public QObject {
    Q_OBJECT
public:
    Engine(EngineConfig config, EngineParts parts, std::shared_ptr<EngineChannels> channels, std::shared_ptr<MarketChannels> marketChannels, const Clock &clock, Scheduler &scheduler);
    ~Engine() override;

    [[nodiscard]] EngineEvents &events() { return m_events; }
    [[nodiscard]] MarketEvents &marketEvents() { return m_marketEvents; }
    [[nodiscard]] TradeEvents &tradeEvents() { return m_tradeEvents; }
    [[nodiscard]] MarketDesk &marketDesk() { return m_market; }
    [[nodiscard]] CandleDesk &candleDesk() { return m_candles; }
    [[nodiscard]] VenueDesk &venueDesk() { return m_venues; }
    [[nodiscard]] HistoryDesk &historyDesk() { return m_history; }
    [[nodiscard]] ReplayControl *replay() { return m_parts.replay.get(); } ///< null where nothing is replayed

    void start();
    /// Orders and account with this key; an empty key leaves a viewer.
    void useKey(const ApiKey &key, const KeyUse &use = {});
    /// The same key under another name or with another word of its owner; nothing is connected anew.
    void setKeyUse(const KeyUse &use);

    /// Another model service from now on; a job that runs is ended.
    void useAnalyst(const AnalystAccess &access);

    void selectInstrument(const InstrumentId &id);
    void requestInstruments(Category category) { fetchNeighbours(category); }
    void resyncBook() { m_market.resync(); }
    void requestPreview(const OrderDraft &draft);
    void submit(const QString &previewId);
    void requestPreCheck(const QString &previewId);
    void cancelOrder(const QString &orderLinkId, const QString &orderId);
    void cancelAllEntries();
    void setLocked(bool isLocked);

    // The order desk beyond that: see TradeClient.
    [[nodiscard]] TradeDesk &tradeDesk() { return m_trade; }
    void cancelSide(Side side);
    void readOrderHistory(UtcTime since);
    void resume();
    void setLimits(const RiskLimits &limits);
    /// The window turns its event loop: heard about once a second. Once it was heard and then is not for 5 s, entries are halted.
    void noteWindowAlive();
    [[nodiscard]] bool mayTrade() const { return m_config.mayTrade; }

    void addHeadlines(const QStringList &raw, const QString &source) { m_analysts.addHeadlines(raw, source); }
    void analyseHeadlines() { m_analysts.analyse(); }
    void reviewSignal(const QString &signalId, SignalState decision, const QString &reason);

private:
    void judgeStanding();
    void onRecovered(const QVector<Order> &orders, const JournalledSession &session, std::optional<UtcTime> since);
    void onJournalUnreadable(const Error &error);
    void beginTrading();
    [[nodiscard]] SessionView::ViewerReason viewerReason() const;
    /// Demo's host offers neither withdrawals nor transfers, nor a way to ask what a key may do.
    [[nodiscard]] bool isPlayMoney() const { return m_config.profile == Profile::Demo; }
    void describeMarket(RiskContext &context, const InstrumentId &id) const;
    void checkWindow();
    void onInstrumentChanged(const InstrumentPtr &was, const InstrumentPtr &is);
    void publishGauges();
    /// The rest of a category, so that a position or an order in another symbol is seen and never taken for nothing.
    void fetchNeighbours(Category category);
    /// False, with a notice, where nothing may be sent.
    [[nodiscard]] bool mayCommand(const QString &subject);

    EngineConfig m_config; ///< fixed but for the limits
    EngineParts m_parts;
    std::shared_ptr<EngineChannels> m_channels;
    std::shared_ptr<MarketChannels> m_marketChannels;
    const Clock &m_clock;
    Scheduler &m_scheduler;
    EngineEvents m_events;
    MarketEvents m_marketEvents;
    TradeEvents m_tradeEvents;
    SessionView m_session;
    TradingStanding m_standing;
    std::optional<MonoTime> m_windowHeardAt;
    bool m_hasKey = false;
    KeyUse m_keyUse;
    std::optional<ApiKey> m_waitingKey; ///< until the journal has been read
    enum class Journalled : std::uint8_t { Reading, Known, Unreadable } m_journalled = Journalled::Reading;
    std::optional<int> m_budgetLeft, m_budget;
    MarketDesk m_market;
    CandleDesk m_candles;
    PriceLimitDesk m_priceLimits;
    VenueDesk m_venues;
    HistoryDesk m_history;
    AccountDesk m_account;
    OrderDesk m_orders;
    TradeDesk m_trade;
    AnalystDesk m_analysts;
    JournalRecovery m_recovery;
    InstrumentWatch m_instrumentWatch;
    std::map<Category, Scheduler::Handle> m_retries; ///< of instrument lists that could not be read
    bool m_areOthersAsked = false;
    Scheduler::Handle m_gaugePulse, m_windowPulse;
};

} // namespace bw
