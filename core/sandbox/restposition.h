// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/orderform.h"
#include "core/sandbox/routes.h"
#include "core/sandbox/stopkeeper.h"

namespace bw::sandbox {

/// The endpoints about positions: list, closed profit, trading-stop. The sandbox's thread; owned by Exchange.
class RestPosition final {
public:
    RestPosition(const Valuation &valuation, const OrderForm &form, StopKeeper &stops)
        : m_valuation(valuation), m_form(form), m_stops(stops) {}
    void addTo(Routes &routes);

private:
    [[nodiscard]] Answer list(const Call &call) const;
    [[nodiscard]] Answer closedPnl(const Call &call) const;
    [[nodiscard]] Answer tradingStop(const Call &call);
    [[nodiscard]] Answer fullStop(const Call &call, Position &position);
    [[nodiscard]] Answer partialStop(const Call &call, Position &position);

    const Valuation &m_valuation;
    const OrderForm &m_form;
    StopKeeper &m_stops;
};

} // namespace bw::sandbox
