// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine.h"

namespace bw {

namespace {
constexpr std::chrono::seconds kRetry{5};
constexpr std::chrono::seconds kWindowSilence{5};
constexpr std::chrono::seconds kWindowPulse{1};
constexpr std::chrono::milliseconds kGaugePulse{250}; // the status bar looks at 10 Hz, these figures move slower
}

Engine::Engine(EngineConfig config, EngineParts parts, std::shared_ptr<EngineChannels> channels,
               std::shared_ptr<MarketChannels> marketChannels, const Clock &clock, Scheduler &scheduler)
    : m_config(std::move(config)), m_parts(std::move(parts)), m_channels(std::move(channels)), m_marketChannels(std::move(marketChannels)), m_clock(clock),
      m_scheduler(scheduler), m_market(*m_parts.feed, *m_parts.reader, *m_channels, *m_marketChannels, m_events, m_marketEvents, clock, scheduler),
      m_candles(*m_parts.feed, *m_parts.reader, *m_marketChannels, clock, scheduler), m_priceLimits(*m_parts.reader, clock, scheduler),
      m_venues(m_parts.relay.get(), *m_marketChannels, m_marketEvents, clock, scheduler),
      m_history(m_parts.history.get(), *m_marketChannels, clock),
      m_account(*m_parts.venue, m_events, clock, scheduler),
      m_orders(*m_parts.venue, *m_parts.journal, m_account, m_events, [this](RiskContext &context, const InstrumentId &id) { describeMarket(context, id); }, m_config.lookupPace, clock, scheduler),
      m_trade({*m_parts.venue, *m_parts.journal, m_account, m_orders, m_events, m_tradeEvents}, m_config.lookupPace, clock, scheduler),
      m_analysts(*(m_parts.analyst = m_parts.makeAnalyst(m_config.analyst)), m_events, clock, scheduler),
      m_recovery(*m_parts.journal, *m_parts.reader, clock, scheduler), m_instrumentWatch(*m_parts.reader, scheduler), m_gaugePulse(scheduler.every(kGaugePulse, [this] { publishGauges(); })),
      m_windowPulse(scheduler.every(kWindowPulse, [this] { checkWindow(); }))
{
    m_session.profile = m_config.profile;
    m_session.venueHost = m_config.venueHost;
    m_session.isSyntheticMarket = m_config.isSyntheticMarket;
    m_session.isDemoAnalyst = m_config.analyst.isDemo;
    m_session.analystModel = m_config.analystModel;
    m_session.viewerReason = viewerReason();
    m_market.setOtherVenueDistance([this] { return m_venues.distanceToNearestVenueBps(); });
    m_venues.setOwnTicker([this] { return m_market.ticker(); });
    m_market.setMinTrust(m_config.limits.minTrust);
    connect(&m_account, &AccountDesk::standingChanged, this, &Engine::judgeStanding);
    connect(&m_recovery, &JournalRecovery::recovered, this, &Engine::onRecovered);
    connect(&m_recovery, &JournalRecovery::failed, this, &Engine::onJournalUnreadable);
    connect(&m_recovery, &JournalRecovery::leftBehind, this, [this](const QString &linkId, const Error &error) {
        Q_EMIT m_events.noticeRaised({Notice::Severity::Danger, error, linkId, m_clock.utcNow()});
    });
    connect(&m_events, &EngineEvents::instrumentChanged, this, [this](const InstrumentPtr &instrument) {
        m_account.setInstrument(instrument);
        m_instrumentWatch.setInstrument(instrument);
        m_candles.setInstrument(instrument);
        m_priceLimits.setInstrument(instrument->id());
        m_venues.setInstrument(instrument);
        fetchNeighbours(instrument->id().category);
        if (!std::exchange(m_areOthersAsked, true)) // STOP ALL and foreign orders know no category
            for (const auto category : {Category::Linear, Category::Inverse, Category::Spot})
                if (category != instrument->id().category)
                    fetchNeighbours(category);
        m_analysts.setInstrument(instrument->id());
    });
    connect(&m_events, &EngineEvents::bookPublished, &m_venues, &VenueDesk::setOwnBook);
    connect(&m_venues, &VenueDesk::relayStatusChanged, &m_events, &EngineEvents::connectionChanged);
    connect(&m_events, &EngineEvents::orderChanged, this, [this](const Order &order) {
        if (!order.signalId.isEmpty() && order.state == OrderState::Accepted)
            m_analysts.markActed(order.signalId);
        if (order.state == OrderState::Rejected && order.origin != Origin::External) // it may have spoken of filters that are not the venue's any more
            m_instrumentWatch.lookNow();
    });
    connect(m_parts.venue.get(), &ExecutionVenue::budgetReported, this, [this](const QString &endpoint, int remaining, int limit) {
        if (!endpoint.endsWith(QStringLiteral("order/create")))
            return;
        m_budgetLeft = remaining;
        m_budget = limit;
    });
    connect(m_parts.venue.get(), &ExecutionVenue::errorRaised, this, [this](const Error &error) {
        Q_EMIT m_events.noticeRaised({Notice::Severity::Caution, error, m_config.venueHost, m_clock.utcNow()});
        if (error.retry == Retry::AfterResync) // something was lost on the way: what is true now has to be read
            m_account.read();
    });
    connect(&m_account, &AccountDesk::openOrdersRead, &m_orders, &OrderDesk::compareOpenOrders);
    m_account.setWorkingOrders([this] { return m_orders.orders().working(); });
    connect(&m_events, &EngineEvents::orderChanged, &m_account, [this](const Order &order) {
        if (order.trigger || !order.stopOrderType.isEmpty())
            m_account.refreshProtection();
    });
    connect(&m_instrumentWatch, &InstrumentWatch::changed, this, &Engine::onInstrumentChanged);
    connect(&m_trade, &TradeDesk::haltWanted, this, [this] {
        m_standing.isStopped = true;
        judgeStanding();
    });
}

Engine::~Engine()
{
    m_parts.feed->stop();
    if (m_parts.relay)
        m_parts.relay->stop();
    m_parts.venue->stop();
    m_parts.analyst->stop();
}

void Engine::start()
{
    Q_EMIT m_events.sessionChanged(m_session);
    m_parts.feed->start();
    if (m_config.mayOrdersOutliveUs)
        m_recovery.start();
    else
        onRecovered({}, {}, std::nullopt);
    selectInstrument(m_config.instrument);
    m_analysts.setInstrument(m_config.instrument);
    if (!m_config.firstHeadlines.isEmpty()) {
        m_analysts.addHeadlines(m_config.firstHeadlines, QStringLiteral("demo"));
        m_analysts.analyse();
    }
}

void Engine::useKey(const ApiKey &key, const KeyUse &use)
{
    m_hasKey = !key.isEmpty();
    m_waitingKey = key;
    m_account.forgetKey(); // what was true of another key gives this one no right
    setKeyUse(use);
    beginTrading();
}

void Engine::setKeyUse(const KeyUse &use)
{
    m_keyUse = use;
    m_session.account = use.account;
    judgeStanding();
}

/// The venue is spoken to only when the orders of an earlier run are known again: its words about them must find them.
void Engine::beginTrading()
{
    if (m_journalled == Journalled::Reading || !m_waitingKey)
        return;
    m_parts.venue->start(*std::exchange(m_waitingKey, std::nullopt));
    judgeStanding();
}

void Engine::onRecovered(const QVector<Order> &orders, const JournalledSession &session, std::optional<UtcTime> since)
{
    m_journalled = Journalled::Known;
    if (session.unreadable > 0)
        onJournalUnreadable({ErrorFamily::Storage, Retry::Never, Certainty::Unknown, 0,
                             QStringLiteral("%1 rows of the journal can't be understood").arg(session.unreadable)});
    m_orders.restore(orders, session);
    m_trade.restore(session.changes);
    if (since)
        m_account.setExecutionsSince(*since);
    beginTrading();
}

/// What was left at the venue is not known: exits go on, entries wait for a person.
void Engine::onJournalUnreadable(const Error &error)
{
    m_journalled = Journalled::Unreadable;
    Q_EMIT m_events.noticeRaised({Notice::Severity::Danger, error, QStringLiteral("journal"), m_clock.utcNow()});
    beginTrading();
}

void Engine::fetchNeighbours(Category category)
{
    m_parts.reader->readInstruments(category, this, [this, category](const Result<QVector<InstrumentPtr>> &found) {
        if (found) {
            m_account.addInstruments(category, *found);
            Q_EMIT m_marketEvents.instrumentsRead(category, *found);
            return;
        }
        Q_EMIT m_marketEvents.instrumentsFailed(category, found.error());
        m_retries[category] = m_scheduler.after(kRetry, [this, category] { fetchNeighbours(category); });
    });
}

void Engine::useAnalyst(const AnalystAccess &access)
{
    m_parts.analyst->stop();
    auto previous = std::exchange(m_parts.analyst, m_parts.makeAnalyst(access));
    m_analysts.useAnalyst(*m_parts.analyst);
    m_session.isDemoAnalyst = access.isDemo;
    Q_EMIT m_events.sessionChanged(m_session);
}

void Engine::selectInstrument(const InstrumentId &id) { m_market.select(id); }

void Engine::requestPreview(const OrderDraft &draft)
{
    if (m_session.mayTrade)
        m_orders.preview(draft);
}

void Engine::submit(const QString &previewId) { m_orders.submit(previewId); }

void Engine::requestPreCheck(const QString &previewId)
{
    if (m_session.mayTrade)
        m_orders.preCheck(previewId);
}

bool Engine::mayCommand(const QString &subject)
{
    if (m_config.mayTrade && m_market.instrument())
        return true;
    const Error error = m_config.mayTrade
        ? Error{ErrorFamily::Instrument, Retry::Later, Certainty::NotSent, 0, QStringLiteral("the instrument is not known yet")}
        : Error{ErrorFamily::Auth, Retry::Never, Certainty::NotSent, 0, QStringLiteral("this session only watches")};
    Q_EMIT m_events.noticeRaised({Notice::Severity::Caution, error, subject, m_clock.utcNow()});
    return false;
}

void Engine::cancelOrder(const QString &orderLinkId, const QString &orderId)
{
    if (mayCommand(orderLinkId))
        m_orders.cancel(orderLinkId, orderId);
}

void Engine::cancelAllEntries()
{
    if (mayCommand(QStringLiteral("cancel-all")))
        m_orders.cancelEntries(m_market.instrument());
}

void Engine::cancelSide(Side side)
{
    if (mayCommand(QStringLiteral("cancel-side")))
        m_trade.cancelSide(m_market.instrument(), side);
}

void Engine::readOrderHistory(UtcTime since)
{
    if (m_market.instrument())
        m_trade.readOrderHistory(m_market.instrument()->id().category, since);
}

void Engine::resume()
{
    m_standing.resume();
    judgeStanding();
}

void Engine::setLimits(const RiskLimits &limits)
{
    m_config.limits = limits;
    m_market.setMinTrust(limits.minTrust);
    Q_EMIT m_tradeEvents.limitsChanged(limits);
}

/// The book is counted in the old steps, and so is every draft: it is cleared and asked for anew, and the window hears of the instrument as
/// of a new one, which judges its drafts again. Orders follow with the venue's next word about them.
void Engine::onInstrumentChanged(const InstrumentPtr &was, const InstrumentPtr &is)
{
    const auto &before = was->filters();
    const auto &now = is->filters();
    const Error error{ErrorFamily::Instrument, Retry::Never, Certainty::NotSent, 0,
                      QStringLiteral("the venue changed %1: tick %2 to %3, lot %4 to %5").arg(is->id().symbol, before.tickSize.toString(), now.tickSize.toString(),
                                                                                            before.lotSize.toString(), now.lotSize.toString())};
    Q_EMIT m_events.noticeRaised({Notice::Severity::Caution, error, is->id().symbol, m_clock.utcNow()});
    selectInstrument(is->id());
}

void Engine::noteWindowAlive() { m_windowHeardAt = m_clock.now(); }

void Engine::checkWindow()
{
    if (m_standing.isWindowSilent || !m_windowHeardAt || m_clock.now() - *m_windowHeardAt <= kWindowSilence)
        return;
    m_standing.isWindowSilent = true; // also after a sleep of the machine: then too nobody saw what happened meanwhile
    judgeStanding();
}

void Engine::setLocked(bool isLocked)
{
    m_standing.isLocked = isLocked;
    judgeStanding();
}

void Engine::reviewSignal(const QString &signalId, SignalState decision, const QString &reason)
{
    m_analysts.review(signalId, decision, reason);
}

SessionView::ViewerReason Engine::viewerReason() const
{
    using Reason = SessionView::ViewerReason;
    if (!m_config.mayTrade)
        return Reason::NotYetOffered;
    if (!m_hasKey)
        return Reason::NoKey;
    if (m_account.keyTrouble() && !m_account.keyTrouble()->endsByItself)
        return Reason::KeyDead;
    switch (m_account.keyLevel()) {
    case KeyLevel::ReadOnly:
        return Reason::KeyReadOnly;
    case KeyLevel::Withdraw:
        return Reason::KeyRefused;
    case KeyLevel::Transfer:
        if (!m_keyUse.isTransferAllowed)
            return Reason::KeyMayTransfer;
        break;
    case KeyLevel::Unaudited:
        if (!isPlayMoney())
            return Reason::KeyNotAudited;
        break;
    case KeyLevel::None:
        return Reason::NotReconciled;
    case KeyLevel::Trade:
        break;
    }
    return m_account.isReconciled() ? Reason::None : Reason::NotReconciled;
}

void Engine::judgeStanding()
{
    const auto before = m_session.tradingState;
    m_session.keyLevel = m_account.keyLevel();
    m_session.keyTrouble = m_account.keyTrouble();
    if (const auto &fees = m_account.fees())
        m_venues.setOwnTakerFee(fees->taker);
    m_session.viewerReason = viewerReason();
    // A lost stream or reconciliation halts but keeps the ticket and what was typed in it; a wrong key or venue takes the ticket away.
    using Reason = SessionView::ViewerReason;
    m_session.mayTrade = m_session.viewerReason == Reason::None || m_session.viewerReason == Reason::NotReconciled;
    m_standing.isReady = m_session.viewerReason == Reason::None;
    m_standing.isJournalUnreadable = m_journalled == Journalled::Unreadable;
    m_session.isLocked = m_standing.isLocked;
    m_session.tradingState = m_standing.state();
    m_session.stateReason = m_standing.reason();
    if (m_session.tradingState != before)
        Q_EMIT m_events.tradingStateChanged(m_session.tradingState, toName(m_session.stateReason), m_standing.isReady ? QString() : QStringLiteral("not ready to trade"));
    Q_EMIT m_events.sessionChanged(m_session);
}

void Engine::describeMarket(RiskContext &context, const InstrumentId &id) const
{
    m_trade.describe(context, id);
    m_priceLimits.describe(context, id);
    context.book = m_market.book();
    if (const auto &ticker = m_market.ticker(); ticker.id == id) {
        context.lastPrice = ticker.last;
        context.markPrice = ticker.mark;
        context.indexPrice = ticker.index;
    }
    context.tradingState = m_session.tradingState;
    context.isVenueAllowed = m_config.mayTrade;
    context.isTransferAllowed = m_keyUse.isTransferAllowed;
    context.isUnauditedAllowed = isPlayMoney();
    context.limits = m_config.limits;
}

void Engine::publishGauges()
{
    auto gauges = std::make_shared<GaugesView>();
    if (const auto offset = m_account.clockOffset()) {
        gauges->clockOffset = offset->offset;
        gauges->clockError = offset->error;
        m_market.setVenueClock(std::chrono::round<std::chrono::milliseconds>(offset->offset), std::chrono::ceil<std::chrono::milliseconds>(offset->error));
        gauges->restRoundTrip = std::chrono::round<std::chrono::milliseconds>(offset->roundTrip);
        gauges->publicLatency = m_market.latency(offset->offset);
    }
    gauges->bookUpdatesPerSecond = m_market.updatesPerSecond();
    gauges->orderBudgetLeft = m_budgetLeft;
    gauges->orderBudget = m_budget;
    if (const auto *call = m_analysts.lastCall())
        gauges->aiLatency = call->latency;
    gauges->aiCostToday = m_analysts.costToday();
    gauges->aiCallsToday = m_analysts.callsToday();
    m_channels->gauges.publish(std::move(gauges));
}

} // namespace bw
