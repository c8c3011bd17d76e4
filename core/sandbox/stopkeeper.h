// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/matcher.h"

namespace bw::sandbox {

/// Keeps what waits for a price: conditional orders, take-profit, stop-loss and trailing stop. Lets the exits of a position follow its size, and
/// removes what only reduces when nothing is left to reduce. The sandbox's thread; owned by Exchange.
class StopKeeper final {
public:
    static constexpr std::ptrdiff_t kMostPartials = 20; ///< of a position

    StopKeeper(const Clock &clock, const Valuation &valuation, Matcher &matcher, Outbox &outbox, Ids &ids);

    void wait(OrderRecord &order); ///< an untriggered order of the store
    void restore(OrderRecord &order) { m_waiting[order.instrument->id()].push_back(&order); } ///< of an earlier run
    void afterFill(OrderRecord &order, Position &position, QtyLots qty);
    /// The prices of an instrument moved.
    void check(const InstrumentId &id);

    /// Lets go of orders that wait no more; before their store forgets them.
    void release();

    /// Sets all exits of the whole position: what stands already is changed, what is absent is removed.
    void setExits(Account &account, Position &position, const Exits &exits, std::optional<PriceTicks> trail,
                  std::optional<PriceTicks> activeAt, const OrderRecord *parent = nullptr);
    /// Adds exits of a part of the position; of two, the first that triggers removes the other.
    void addPartial(Account &account, Position &position, const Exits &exits, QtyLots qty, const OrderRecord *parent = nullptr);
    [[nodiscard]] std::ptrdiff_t partials(const Account &account, const Position &position) const;
    /// An exit's order was cancelled or moved by hand: the position follows.
    void follow(const OrderRecord &order);

private:
    using Finder = std::function<bool(const OrderRecord &)>;
    void attach(const OrderRecord &entry, Position &position, QtyLots qty);
    void followSize(Account &account, const Position &position);
    void setExit(Account &account, const Position &position, QLatin1StringView stopOrderType, const std::optional<Trigger> &trigger,
                 const OrderRecord *parent);
    [[nodiscard]] OrderRecord makeExit(Account &account, const Position &position, QLatin1StringView stopOrderType, const Trigger &trigger, QtyLots qty,
                                       const OrderRecord *parent) const;
    void cancelExits(Account &account, const Position &position, const Finder &which, const QString &cancelType);
    void dropUseless(Account &account, const Position &position);
    void dropTwin(const OrderRecord &order);
    [[nodiscard]] bool isReached(OrderRecord &order) const;
    void activate(OrderRecord &order);

    const Clock &m_clock;
    const Valuation &m_valuation;
    Matcher &m_matcher;
    Outbox &m_outbox;
    Ids &m_ids;
    QHash<InstrumentId, std::vector<OrderRecord *>> m_waiting;
};

[[nodiscard]] bool isOf(const OrderRecord &order, const Position &position);

} // namespace bw::sandbox
