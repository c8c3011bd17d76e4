// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/threadedtradeclient.h"

#include "core/engine/engine.h"

namespace bw {

ThreadedTradeClient::ThreadedTradeClient(Post post, QObject *parent) : TradeClient(parent), m_post(std::move(post)) {}

void ThreadedTradeClient::relay(TradeEvents &events)
{
    using E = TradeEvents;
    // The receiver lives on the gui thread, so each of these is a queued signal with a value.
    connect(&events, &E::changeRefused, this, &TradeClient::changeRefused);
    connect(&events, &E::accountChangeUpdated, this, &TradeClient::accountChangeUpdated);
    connect(&events, &E::accountModeChanged, this, [this](const AccountMode &mode) {
        m_mode = mode;
        Q_EMIT accountModeChanged(mode);
    });
    connect(&events, &E::stopAllChanged, this, [this](const StopAllView &view) {
        m_stopAll = view;
        Q_EMIT stopAllChanged(view);
    });
    connect(&events, &E::timelineRead, this, &TradeClient::timelineRead);
    connect(&events, &E::timelineFailed, this, &TradeClient::timelineFailed);
    connect(&events, &E::ledgerRead, this, &TradeClient::ledgerRead);
    connect(&events, &E::ledgerFailed, this, &TradeClient::ledgerFailed);
    connect(&events, &E::tradeCostRead, this, &TradeClient::tradeCostRead);
    connect(&events, &E::differencesFound, this, &TradeClient::differencesFound);
    connect(&events, &E::limitsChanged, this, &TradeClient::limitsChanged);
}

void ThreadedTradeClient::requestChange(const ChangeDraft &draft) { m_post([draft](Engine &e) { e.tradeDesk().requestChange(draft); }); }
void ThreadedTradeClient::cancelSide(Side side) { m_post([side](Engine &e) { e.cancelSide(side); }); }
void ThreadedTradeClient::stopAll(StopAllView::Scope scope, bool withProtection)
{
    m_post([scope, withProtection](Engine &e) { e.tradeDesk().stopAll(scope, withProtection); });
}
void ThreadedTradeClient::flatten() { m_post([](Engine &e) { e.tradeDesk().flatten(); }); }
void ThreadedTradeClient::resume() { m_post([](Engine &e) { e.resume(); }); }
void ThreadedTradeClient::overrideUnknown(const InstrumentId &id) { m_post([id](Engine &e) { e.tradeDesk().overrideUnknown(id); }); }
void ThreadedTradeClient::setLimits(const RiskLimits &limits) { m_post([limits](Engine &e) { e.setLimits(limits); }); }
void ThreadedTradeClient::readTimeline(const QString &orderKey) { m_post([orderKey](Engine &e) { e.tradeDesk().readTimeline(orderKey); }); }
void ThreadedTradeClient::readOrderHistory(UtcTime since) { m_post([since](Engine &e) { e.readOrderHistory(since); }); }
void ThreadedTradeClient::readLedger(UtcTime since, UtcTime until) { m_post([since, until](Engine &e) { e.tradeDesk().readLedger(since, until); }); }
void ThreadedTradeClient::readTradeCost(const QVector<LedgerEntry> &rows) { m_post([rows](Engine &e) { e.tradeDesk().readTradeCost(rows); }); }

} // namespace bw
