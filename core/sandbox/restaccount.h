// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/authenticator.h"
#include "core/sandbox/outbox.h"
#include "core/sandbox/routes.h"
#include "core/sandbox/valuation.h"

namespace bw::sandbox {

/// The endpoints about the account, its key and its coins. The sandbox's thread; owned by Exchange; changes nothing.
class RestAccount final {
public:
    RestAccount(const Clock &clock, MarketSource &market, const Valuation &valuation, const Authenticator &keys)
        : m_clock(clock), m_market(market), m_valuation(valuation), m_keys(keys) {}
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
    const Authenticator &m_keys; ///< what each of them may do
};

} // namespace bw::sandbox
