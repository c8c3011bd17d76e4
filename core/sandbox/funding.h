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
    using Accounts = std::vector<std::unique_ptr<Account>>;
    void check(const InstrumentId &id, const Accounts &accounts);
    /// Settles so often from now on, whatever the market says; 0: at the market's own times.
    void setEvery(std::chrono::milliseconds every);
    /// Every open position of the instrument pays or receives now.
    void settle(const InstrumentId &id, const Accounts &accounts, const Decimal &rate);

private:
    struct Due {
        UtcTime at{};
        Decimal rate;
    };
    const Clock &m_clock;
    MarketSource &m_market;
    Matcher &m_matcher;
    QHash<InstrumentId, Due> m_due;
    std::chrono::milliseconds m_every{0};
    QHash<InstrumentId, MonoTime> m_next; ///< of settlements at an interval
};

} // namespace bw::sandbox
