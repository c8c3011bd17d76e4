// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/liquidator.h"

#include <algorithm>

namespace bw::sandbox {

void Liquidator::check(const InstrumentId &id, const std::vector<std::unique_ptr<Account>> &accounts)
{
    if (id.category == Category::Spot)
        return;
    for (const auto &account : accounts)
        while (Position *position = doomed(*account, id))
            liquidate(*account, *position);
}

/// With margin of its own a position stands or falls alone; with shared margin the largest loss of the coin goes first.
Position *Liquidator::doomed(Account &account, const InstrumentId &id) const
{
    Position *worst = nullptr;
    Decimal most;
    for (Position *position : account.openPositions(id)) {
        const Decimal maintenance = m_valuation.maintenanceMargin(*position), pnl = position->unrealised(m_valuation.mark(*position->instrument));
        if (m_valuation.marginBehind(account, *position) + pnl > maintenance)
            continue;
        if (account.marginMode() == MarginMode::Isolated)
            return position;
        if (!worst || pnl < most) {
            worst = position;
            most = pnl;
        }
    }
    return worst;
}

void Liquidator::liquidate(Account &account, Position &position)
{
    clearOrders(account, position, QStringLiteral("CancelAllBeforeLiq"));
    m_matcher.closeByForce(account, position, QtyLots(std::abs(position.size.value())), m_valuation.bankruptcyPrice(account, position),
                           QStringLiteral("CreateByLiq"), QStringLiteral("BustTrade"));
}

void Liquidator::deleverage(Account &account, Position &position, QtyLots qty)
{
    clearOrders(account, position, QStringLiteral("CancelAllBeforeAdl"));
    const Instrument &i = *position.instrument;
    const PriceTicks mark = i.toTicks(m_valuation.mark(i), Rounding::HalfEven).value_or(PriceTicks(1));
    m_matcher.closeByForce(account, position, std::min(qty, QtyLots(std::abs(position.size.value()))), mark,
                           QStringLiteral("CreateByAdl_PassThrough"), QStringLiteral("AdlTrade"));
}

void Liquidator::clearOrders(Account &account, const Position &position, const QString &cancelType)
{
    for (OrderRecord *order : account.orders().open()) {
        if (!isOf(*order, position) || !order->isOpen())
            continue;
        m_matcher.cancel(*order, cancelType);
        m_stops.follow(*order);
    }
}

} // namespace bw::sandbox
