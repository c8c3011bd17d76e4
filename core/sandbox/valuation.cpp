// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/valuation.h"

#include "core/sandbox/money.h"

#include <algorithm>

namespace bw::sandbox {

namespace {

Decimal largerOf(const Decimal &a, const Decimal &b)
{
    return a < b ? b : a;
}

} // namespace

Decimal Valuation::last(const Instrument &instrument) const
{
    return m_market.gauge(instrument.id()).lastPrice;
}

Decimal Valuation::mark(const Instrument &instrument) const
{
    const MarketGauge gauge = m_market.gauge(instrument.id());
    return instrument.id().category == Category::Spot || gauge.markPrice.sign() <= 0 ? gauge.lastPrice : gauge.markPrice;
}

Decimal Valuation::price(const Instrument &instrument, PriceSource source) const
{
    const MarketGauge gauge = m_market.gauge(instrument.id());
    const Decimal asked = source == PriceSource::Mark ? gauge.markPrice : source == PriceSource::Index ? gauge.indexPrice : gauge.lastPrice;
    return asked.sign() > 0 ? asked : gauge.lastPrice;
}

Decimal Valuation::usd(const QString &coin) const
{
    if (coin == QLatin1StringView("USDT") || coin == QLatin1StringView("USDC") || coin == QLatin1StringView("USD"))
        return 1;
    for (const InstrumentId &id : m_market.instruments()) {
        if (m_market.instrument(id)->baseCoin() != coin)
            continue;
        const MarketGauge gauge = m_market.gauge(id);
        return gauge.indexPrice.sign() > 0 ? gauge.indexPrice : gauge.lastPrice;
    }
    return 0;
}

Decimal Valuation::positionMargin(const Account &account, const Position &position) const
{
    return position.size.isZero()
        ? Decimal(0)
        : position.cost.dividedBy(account.leverage(position.instrument->id(), position.side()), kMoneyScale, Rounding::Up);
}

Decimal Valuation::maintenanceMargin(const Position &position) const
{
    return feeOf(position.cost, maintenanceRate());
}

Decimal Valuation::worthOf(const OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    Decimal at = i.price(order.price);
    // A fill may be better than the limit: a sell dearer, and then it needs more margin; an inverse buy cheaper, for more coins.
    const Decimal now = last(i);
    const bool isInverse = order.category() == Category::Inverse;
    if (order.side == Side::Sell && !isInverse)
        at = largerOf(at, now);
    if (order.side == Side::Buy && isInverse && now < at)
        at = now;
    return valueOf(i, at, i.qty(order.leaves()));
}

Decimal Valuation::orderMargin(const Account &account, const QString &coin, const OrderRecord *without) const
{
    QHash<InstrumentId, std::array<Exposure, 3>> open;
    for (const OrderRecord *order : account.orders().open()) {
        if (order == without || order->category() == Category::Spot || order->isReduceOnly || !order->isFundsLocked
            || order->instrument->settleCoin() != coin)
            continue;
        const auto idx = static_cast<std::size_t>(order->positionIdx);
        if ((idx == 1 && order->side == Side::Sell) || (idx == 2 && order->side == Side::Buy))
            continue; // in hedge mode these only close
        Exposure &exposure = open[order->instrument->id()][idx];
        (order->side == Side::Buy ? exposure.buys : exposure.sells) += worthOf(*order);
    }
    for (const Position *held : account.positions()) {
        const auto here = open.find(held->instrument->id());
        if (here == open.end() || held->size.isZero())
            continue;
        // What closes the position frees its margin first; twice, since the position's own margin is counted already.
        Exposure &exposure = (*here)[static_cast<std::size_t>(held->idx)];
        (held->size.value() < 0 ? exposure.buys : exposure.sells) -= held->cost + held->cost;
    }
    Decimal sum;
    for (auto it = open.cbegin(); it != open.cend(); ++it) {
        for (const Exposure &exposure : *it) {
            const bool isBuy = exposure.sells < exposure.buys; // in hedge mode a side is alone
            const Decimal larger = largerOf(isBuy ? exposure.buys : exposure.sells, 0);
            const Decimal leverage = account.leverage(it.key(), isBuy ? Side::Buy : Side::Sell);
            sum += larger.dividedBy(leverage, kMoneyScale, Rounding::Up) + feeOf(larger, account.fees().of(it.key().category).taker);
        }
    }
    return sum;
}

Decimal Valuation::lockOf(const OrderRecord &order) const
{
    const Instrument &i = *order.instrument;
    if (order.category() != Category::Spot || !order.isOpen() || !order.isFundsLocked)
        return 0;
    if (order.quoteQty)
        return *order.quoteQty - order.filledValue;
    return order.side == Side::Buy ? i.price(order.price) * i.qty(order.leaves()) : i.qty(order.leaves());
}

Decimal Valuation::locked(const Account &account, const QString &coin, const OrderRecord *without) const
{
    Decimal sum;
    for (const OrderRecord *order : account.orders().open()) {
        const QString &held = order->side == Side::Buy ? order->instrument->quoteCoin() : order->instrument->baseCoin();
        if (held == coin && order != without)
            sum += lockOf(*order);
    }
    return sum;
}

Decimal Valuation::positionsMargin(const Account &account, const QString &coin) const
{
    Decimal sum;
    for (const Position *held : account.positions())
        if (held->instrument->settleCoin() == coin)
            sum += positionMargin(account, *held);
    return sum;
}

Decimal Valuation::unrealised(const Account &account, const QString &coin) const
{
    Decimal sum;
    for (const Position *held : account.positions())
        if (!held->size.isZero() && held->instrument->settleCoin() == coin)
            sum += held->unrealised(mark(*held->instrument));
    return sum;
}

Decimal Valuation::available(const Account &account, const QString &coin, const OrderRecord *without) const
{
    const Decimal wallet = account.coins().value(coin).wallet;
    // A profit of one position backs another only where the margin is shared.
    const Decimal profit = account.marginMode() == MarginMode::Isolated ? Decimal(0) : unrealised(account, coin);
    return wallet + profit - positionsMargin(account, coin) - orderMargin(account, coin, without)
        - locked(account, coin, without);
}

bool Valuation::affords(const OrderRecord &order) const
{
    const Account &account = *order.account;
    const Instrument &i = *order.instrument;
    if (order.category() == Category::Spot) {
        const QString &coin = order.side == Side::Buy ? i.quoteCoin() : i.baseCoin();
        // A profit that is not realised backs a contract, but nobody can pay with it.
        const Decimal inHand = account.coins().value(coin).wallet - locked(account, coin, &order);
        const Decimal free = available(account, coin, &order);
        return lockOf(order) <= (free < inHand ? free : inHand);
    }
    const QString &coin = i.settleCoin();
    const Decimal need = orderMargin(account, coin) - orderMargin(account, coin, &order);
    return need.sign() <= 0 || need <= available(account, coin, &order);
}

} // namespace bw::sandbox
