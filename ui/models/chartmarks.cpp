// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/chartmarks.h"

#include <algorithm>

namespace bw {
namespace {

constexpr qsizetype kMaxOrders = 1000; // far above any venue's limit of open orders; bounds a flood
constexpr std::size_t kMaxFills = 5000;
constexpr std::size_t kMaxSignals = 500;

} // namespace

bool ChartMarks::setOrder(const Order &order)
{
    const QString key = order.orderLinkId.isEmpty() ? order.orderId : order.orderLinkId;
    if (!isWorking(order.state) || !order.price || !order.instrument)
        return m_orders.remove(key) > 0;
    if (!m_orders.contains(key) && m_orders.size() >= kMaxOrders)
        return false;
    m_orders.insert(key, order);
    return true;
}

bool ChartMarks::add(const Execution &execution)
{
    using Kind = Execution::Kind;
    const bool isTraded = execution.kind == Kind::Trade || execution.kind == Kind::Adl || execution.kind == Kind::Liquidation;
    if (!isTraded || !execution.instrument || !execution.price.isValid())
        return false; // funding and settlement happen at no price of the chart
    m_fills.push_back(execution);
    if (m_fills.size() > kMaxFills)
        m_fills.pop_front();
    return true;
}

bool ChartMarks::setSignal(const Signal &signal)
{
    const auto known = std::find_if(m_signals.begin(), m_signals.end(), [&](const Signal &one) { return one.id == signal.id; });
    if (known != m_signals.end())
        *known = signal;
    else
        m_signals.push_back(signal);
    if (m_signals.size() > kMaxSignals)
        m_signals.pop_front();
    return true;
}

std::vector<ChartMarks::OrderLine> ChartMarks::orders(const InstrumentId &id) const
{
    std::vector<OrderLine> lines;
    for (const Order &order : m_orders)
        if (order.instrument->id() == id)
            lines.push_back({.price = *order.price, .side = order.side, .left = order.qty - order.filled, .state = order.state});
    std::sort(lines.begin(), lines.end(), [](const OrderLine &a, const OrderLine &b) { return a.price > b.price; });
    return lines;
}

std::vector<ChartMarks::Fill> ChartMarks::fills(const InstrumentId &id, UtcTime from, UtcTime to) const
{
    std::vector<Fill> fills;
    for (const Execution &one : m_fills) {
        if (one.at < from || one.at >= to || !(one.instrument->id() == id))
            continue;
        const double ticks = one.price.toDouble() / one.instrument->filters().tickSize.toDouble();
        fills.push_back({.at = one.at, .side = one.side, .ticks = ticks, .price = one.price, .qty = one.qty});
    }
    return fills;
}

std::vector<ChartMarks::Flag> ChartMarks::flags(const InstrumentId &id, UtcTime from, UtcTime to) const
{
    std::vector<Flag> flags;
    for (const Signal &one : m_signals)
        if (one.side && one.at >= from && one.at < to && one.instrument == id)
            flags.push_back({.at = one.at, .side = *one.side, .isActed = one.state == SignalState::Acted, .id = one.id});
    return flags;
}

} // namespace bw
