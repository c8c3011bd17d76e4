// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/ids.h"
#include "core/sandbox/liquidity.h"
#include "core/sandbox/outbox.h"

namespace bw::sandbox {

/// Matches orders against the market's book and against each other by price, then age; at one price the market goes first, since it was
/// there before. Makers trade at their own price. A resting order also fills when the market's book or a print reaches its price; where
/// queues count, a print at its price fills it only with what goes beyond the queue in front (QueuePlace), and a print through its price
/// as far as the print's size goes. Nothing is matched while the market is not live. The sandbox's thread; owned by Exchange. Judges no
/// funds and parses nothing.
class Matcher final {
public:
    /// Called after each fill of a contract; may cancel any resting order, the one that was filled included.
    using AfterFill = std::function<void(OrderRecord &order, Position &position, QtyLots qty)>;

    Matcher(const Clock &clock, MarketSource &market, const Valuation &valuation, Outbox &outbox, Ids &ids);
    void setAfterFill(AfterFill afterFill) { m_afterFill = std::move(afterFill); }
    void setCountsQueues(bool countsQueues) { m_countsQueues = countsQueues; }
    /// An order of an earlier run goes on resting, at the end of its queue.
    void restore(OrderRecord &order) { m_resting[order.instrument->id()].push_back(&order); }

    /// An active order arrives: it takes what it may, then rests, is filled or is cancelled.
    void enter(OrderRecord &order);
    /// Leaves the book without a word, to enter again with another price.
    void withdraw(OrderRecord &order);
    void cancel(OrderRecord &order, const QString &cancelType, const QString &rejectReason = QStringLiteral("EC_NoError"));

    /// Fills a resting order whole at its own price, as if somebody had come just now.
    void fillWhole(OrderRecord &order) { fillResting(order, wanted(order, order.price)); }

    /// Closes so much of a position at a price without asking the market: an order that the exchange makes, and its fill.
    void closeByForce(Account &account, Position &position, QtyLots qty, PriceTicks price, const QString &createType, const QString &execType);

    void onBook(const InstrumentId &id);
    void onPrint(const InstrumentId &id, const MarketPrint &print);
    /// Books funding of a position through the same road as fills.
    void payFunding(Account &account, Position &position, const Decimal &rate);

private:
    void onPrintQueued(const InstrumentId &id, const MarketPrint &print);
    void noteQueues(const InstrumentId &id);
    void take(OrderRecord &order);
    void takeFromMarket(OrderRecord &order, const Level &level);
    void takeFromOrder(OrderRecord &order, OrderRecord &maker);
    /// May the taker and the maker of one account trade? If not, one of them or both are gone afterwards.
    [[nodiscard]] bool resolveSelfMatch(OrderRecord &order, OrderRecord &maker);
    [[nodiscard]] bool mayRest(const OrderRecord &order);
    void finish(OrderRecord &order);
    void fill(OrderRecord &order, PriceTicks price, QtyLots qty, bool isMaker, std::uint64_t sequence, const QString &execType = QStringLiteral("Trade"));
    void fillResting(OrderRecord &maker, QtyLots qty);
    [[nodiscard]] OrderRecord *bestResting(const InstrumentId &id, Side side) const;
    /// What the order could take at a price: its rest, cut to its money or to the position that it may only reduce.
    [[nodiscard]] QtyLots wanted(const OrderRecord &order, PriceTicks price) const;
    [[nodiscard]] bool canFillAtOnce(const OrderRecord &order);
    [[nodiscard]] Account::Match nextMatch(const Instrument &instrument, std::uint64_t sequence, const QString &execType = QStringLiteral("Trade"));

    const Clock &m_clock;
    MarketSource &m_market;
    const Valuation &m_valuation;
    Outbox &m_outbox;
    Ids &m_ids;
    Liquidity m_liquidity;
    bool m_countsQueues = false;
    AfterFill m_afterFill = [](OrderRecord &, Position &, QtyLots) {};
    QHash<InstrumentId, std::vector<OrderRecord *>> m_resting; ///< oldest first
};

} // namespace bw::sandbox
