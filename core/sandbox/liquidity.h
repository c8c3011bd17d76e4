// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/marketsource.h"

#include <map>

namespace bw::sandbox {

/// The market's book less what this exchange's own orders took out of it. What was taken comes back when the source changes that level; a
/// level that the source shows no more because the price went away from it is not changed by that.
/// The sandbox's thread; owned by Exchange.
class Liquidity final {
public:
    explicit Liquidity(MarketSource &market) : m_market(market) {}

    /// The best level that an order of that side could take.
    [[nodiscard]] std::optional<Level> best(const InstrumentId &id, Side taker);
    /// How much there is for an order of that side up to a price, counted no further than `enough`.
    [[nodiscard]] QtyLots upTo(const InstrumentId &id, Side taker, PriceTicks limit, QtyLots enough);
    void take(const InstrumentId &id, Side taker, PriceTicks price, QtyLots qty);
    /// Forgets what was taken from levels that the source has changed since.
    void refresh(const InstrumentId &id);

private:
    struct Taken {
        QtyLots qty, seen; ///< how much, and of what the source showed
    };
    using TakenLevels = std::map<PriceTicks, Taken>;
    [[nodiscard]] QtyLots left(const InstrumentId &id, Side taker, const Level &level) const;
    [[nodiscard]] const std::vector<Level> &levels(const InstrumentId &id, Side taker);

    MarketSource &m_market;
    QHash<InstrumentId, TakenLevels> m_asks, m_bids;
};

/// May an order of that side trade at a price, given its limit?
[[nodiscard]] constexpr bool crosses(Side taker, PriceTicks limit, PriceTicks price)
{
    return taker == Side::Buy ? price <= limit : price >= limit;
}

} // namespace bw::sandbox
