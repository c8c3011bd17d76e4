// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/orderform.h"
#include "core/sandbox/outbox.h"
#include "core/sandbox/routes.h"

namespace bw::sandbox {

/// The endpoints that set how an account trades: leverage, position mode, margin mode. The sandbox's thread; owned by Exchange.
class RestModes final {
public:
    RestModes(MarketSource &market, const Valuation &valuation, const OrderForm &form, Outbox &outbox)
        : m_market(market), m_valuation(valuation), m_form(form), m_outbox(outbox) {}
    void addTo(Routes &routes);

private:
    [[nodiscard]] Answer setLeverage(const Call &call);
    [[nodiscard]] Answer switchMode(const Call &call);
    [[nodiscard]] Answer switchCoin(Account &account, const QString &coin, bool isHedged);
    [[nodiscard]] Answer setMarginMode(const Call &call);
    /// Why the mode of this contract can't be switched now; 0: it can.
    [[nodiscard]] static int obstacle(const Account &account, const InstrumentId &id);

    MarketSource &m_market;
    const Valuation &m_valuation;
    const OrderForm &m_form;
    Outbox &m_outbox;
};

} // namespace bw::sandbox
