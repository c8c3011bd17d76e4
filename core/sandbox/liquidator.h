// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/stopkeeper.h"

#include <memory>

namespace bw::sandbox {

/// Closes positions by force: those whose loss ate their margin, and those that a test wants gone. A liquidation fills at the price at which
/// nothing of the margin is left, an auto-deleveraging at the mark. The sandbox's thread; owned by Exchange.
class Liquidator final {
public:
    Liquidator(const Valuation &valuation, Matcher &matcher, StopKeeper &stops) : m_valuation(valuation), m_matcher(matcher), m_stops(stops) {}

    /// The prices of an instrument moved: does every position still have its margin?
    void check(const InstrumentId &id, const std::vector<std::unique_ptr<Account>> &accounts);
    void liquidate(Account &account, Position &position);
    void deleverage(Account &account, Position &position, QtyLots qty);

private:
    [[nodiscard]] Position *doomed(Account &account, const InstrumentId &id) const;
    void clearOrders(Account &account, const Position &position, const QString &cancelType);

    const Valuation &m_valuation;
    Matcher &m_matcher;
    StopKeeper &m_stops;
};

} // namespace bw::sandbox
