// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/orderform.h"
#include "core/sandbox/routes.h"
#include "core/sandbox/stopkeeper.h"

namespace bw::sandbox {

/// The endpoints about positions: list, leverage, mode, trading-stop. The sandbox's thread; owned by Exchange.
class RestPosition final {
public:
    RestPosition(const Valuation &valuation, const OrderForm &form, StopKeeper &stops, Outbox &outbox)
        : m_valuation(valuation), m_form(form), m_stops(stops), m_outbox(outbox) {}
    void addTo(Routes &routes);

private:
    [[nodiscard]] Answer list(const Call &call) const;
    [[nodiscard]] Answer setLeverage(const Call &call);
    [[nodiscard]] Answer switchMode(const Call &call);
    [[nodiscard]] Answer tradingStop(const Call &call);
    [[nodiscard]] Answer fullStop(const Call &call, Position &position);
    [[nodiscard]] Answer partialStop(const Call &call, Position &position);
    [[nodiscard]] tl::expected<InstrumentPtr, Refusal> contract(const Call &call) const;

    const Valuation &m_valuation;
    const OrderForm &m_form;
    StopKeeper &m_stops;
    Outbox &m_outbox;
};

} // namespace bw::sandbox
