// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/scheduler.h"
#include "core/bybit/servertime.h"
#include "core/engine/api/marketviews.h"
#include "core/engine/engine.h"
#include "core/sandbox/fedmarket.h"

#include <QHash>
#include <QObject>

#include <atomic>

namespace bw {

class SandboxServer;

/// Passes the live market on to paper trading's exchange: books as the window sees them, prints and tickers, of the open instrument and of
/// those that orders and positions need; and the venue's clock, so that funding comes at its times. A book that is not live any more is
/// told at once. Where the exchange's thread falls behind, its books are lost rather than old. Engine thread; the exchange outlives it.
class PaperBridge final : public QObject {
    Q_OBJECT
public:
    struct Sides {
        FedMarket &market; ///< on the sandbox's thread
        SandboxServer &exchange;
        Engine &engine;
        MarketFeed &feed;
        BybitRest &rest; ///< of the live venue
    };
    PaperBridge(const Sides &sides, const Clock &clock, Scheduler &scheduler);

private:
    void open(const InstrumentPtr &instrument);
    void follow(const QVector<InstrumentPtr> &watched);
    void passBook(const std::shared_ptr<const BookSnapshot> &book);
    void passTrades(const InstrumentId &id, std::span<const TradePrint> trades);
    void passTicker(const InstrumentId &id, const TickerUpdate &update);
    void lose(const InstrumentId &id);
    /// On the sandbox's thread, in order.
    void post(std::function<void(FedMarket &)> deed);
    /// What is too much already on its way for: left out.
    [[nodiscard]] bool isBehind() const;
    [[nodiscard]] InstrumentPtr needed(const InstrumentId &id) const;

    Sides m_sides;
    const Clock &m_clock;
    ServerTime m_time;
    InstrumentPtr m_open;
    QVector<InstrumentPtr> m_watched;
    QHash<InstrumentId, TickerView> m_tickers; ///< of all that the feed gives: who comes late is told changes alone
    std::shared_ptr<std::atomic<int>> m_onTheWay = std::make_shared<std::atomic<int>>(0);
    Scheduler::Handle m_clockPulse;
};

} // namespace bw
