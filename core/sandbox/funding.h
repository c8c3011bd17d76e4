// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/matcher.h"

namespace bw::sandbox {

/// Settles funding of contracts: when an instrument's next funding time has passed, every open position pays or receives at the rate that
/// stood until then. The sandbox's thread; owned by Exchange.
class Funding final {
public:
    Funding(const Clock &clock, MarketSource &market, Matcher &matcher) : m_clock(clock), m_market(market), m_matcher(matcher) {}
    void check(const InstrumentId &id, const std::vector<std::unique_ptr<Account>> &accounts);

private:
    struct Due {
        UtcTime at{};
        Decimal rate;
    };
    const Clock &m_clock;
    MarketSource &m_market;
    Matcher &m_matcher;
    QHash<InstrumentId, Due> m_due;
};

} // namespace bw::sandbox
