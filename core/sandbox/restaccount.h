// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/outbox.h"
#include "core/sandbox/routes.h"
#include "core/sandbox/valuation.h"

namespace bw::sandbox {

/// The endpoints about the account, its key and its coins. The sandbox's thread; owned by Exchange; changes nothing.
class RestAccount final {
public:
    RestAccount(const Clock &clock, MarketSource &market, const Valuation &valuation)
        : m_clock(clock), m_market(market), m_valuation(valuation) {}
    void addTo(Routes &routes);

private:
    [[nodiscard]] Answer walletBalance(const Call &call) const;
    [[nodiscard]] Answer info(const Call &call) const;
    [[nodiscard]] Answer feeRate(const Call &call) const;
    [[nodiscard]] Answer transactionLog(const Call &call) const;
    [[nodiscard]] Answer queryApi(const Call &call) const;
    [[nodiscard]] Answer coinInfo(const Call &call) const;

    const Clock &m_clock;
    MarketSource &m_market;
    const Valuation &m_valuation;
};

} // namespace bw::sandbox
