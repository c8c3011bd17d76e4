// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/matcher.h"

#include "core/sandbox/money.h"

#include <algorithm>

namespace bw::sandbox {

Matcher::Matcher(const Clock &clock, MarketSource &market, const Valuation &valuation, Outbox &outbox, Ids &ids)
    : m_clock(clock), m_market(market), m_valuation(valuation), m_outbox(outbox), m_ids(ids), m_liquidity(market)
{
}

void Matcher::enter(OrderRecord &order)
{
    order.status = order.filled.isZero() ? OrderStatus::New : OrderStatus::PartiallyFilled;
    order.updatedAt = m_clock.utcNow();
    m_outbox.order(order);
    if (order.timeInForce == TimeInForce::PostOnly && !mayRest(order))
        return cancel(order, QStringLiteral("UNKNOWN"), QStringLiteral("EC_PostOnlyWillTakeLiquidity"));
    if (order.timeInForce == TimeInForce::Fok && !canFillAtOnce(order))
        return cancel(order, QStringLiteral("UNKNOWN"), QStringLiteral("EC_NoImmediateQtyToFill"));
    take(order);
    finish(order);
}

void Matcher::withdraw(OrderRecord &order)
{
    std::erase(m_resting[order.instrument->id()], &order);
}

void Matcher::cancel(OrderRecord &order, const QString &cancelType, const QString &rejectReason)
{
    if (!order.isOpen())
        return;
    withdraw(order);
    const bool isSpot = order.category() == Category::Spot;
    order.status = order.status == OrderStatus::Untriggered ? OrderStatus::Deactivated
        : isSpot && !order.filled.isZero()                  ? OrderStatus::PartiallyFilledCanceled
                                                            : OrderStatus::Cancelled;
    order.cancelType = cancelType;
    order.rejectReason = rejectReason;
    order.updatedAt = m_clock.utcNow();
    m_outbox.order(order);
}

void Matcher::onBook(const InstrumentId &id)
{
    m_liquidity.refresh(id);
    if (m_resting.value(id).empty())
        return;
    noteQueues(id);
    for (const Side side : {Side::Buy, Side::Sell}) {
        while (OrderRecord *maker = bestResting(id, side)) {
            const auto level = m_liquidity.best(id, side);
            if (!level || !crosses(side, maker->price, level->price))
                break;
            const QtyLots qty = std::min(level->qty, wanted(*maker, maker->price));
            m_liquidity.take(id, side, level->price, qty);
            fillResting(*maker, qty);
        }
    }
}

void Matcher::onPrint(const InstrumentId &id, const MarketPrint &print)
{
    if (m_countsQueues)
        return onPrintQueued(id, print);
    const Side side = opposite(print.taker);
    QtyLots left = print.qty;
    while (left.value() > 0) {
        OrderRecord *maker = bestResting(id, side);
        if (!maker || !crosses(side, maker->price, print.price))
            break;
        const QtyLots qty = std::min(left, wanted(*maker, maker->price));
        left -= qty;
        fillResting(*maker, qty);
    }
}

/// Every order at the print's price hears of it, whoever is filled: each counts its own queue.
void Matcher::onPrintQueued(const InstrumentId &id, const MarketPrint &print)
{
    const Side side = opposite(print.taker);
    std::vector<OrderRecord *> reached;
    for (OrderRecord *order : m_resting.value(id))
        if (order->side == side && crosses(side, order->price, print.price))
            reached.push_back(order);
    std::stable_sort(reached.begin(), reached.end(), [side](const OrderRecord *a, const OrderRecord *b) {
        return side == Side::Buy ? a->price > b->price : a->price < b->price;
    });
    QtyLots left = print.qty, filledAtPrice;
    for (OrderRecord *order : reached) {
        if (!order->isResting())
            continue; // a fill before it took it away
        QtyLots due = left;
        if (order->price == print.price)
            due = std::min(left, order->place.noteTrade(print.qty, print.sequence) - filledAtPrice);
        else
            order->place.noteThrough();
        const QtyLots qty = std::min(due, wanted(*order, order->price));
        if (due.value() <= 0)
            continue;
        left -= qty;
        if (order->price == print.price)
            filledAtPrice += qty;
        fillResting(*order, qty);
    }
}

void Matcher::noteQueues(const InstrumentId &id)
{
    if (!m_countsQueues)
        return;
    const MarketBook &book = m_market.book(id);
    for (OrderRecord *order : m_resting.value(id)) {
        const auto &own = order->side == Side::Buy ? book.bids : book.asks;
        if (own.empty() || !crosses(opposite(order->side), own.back().price, order->price))
            continue; // deeper than what is shown
        const auto level = std::find_if(own.begin(), own.end(), [order](const Level &l) { return l.price == order->price; });
        order->place.noteLevel(level == own.end() ? QtyLots() : level->qty, book.sequence);
    }
}

void Matcher::payFunding(Account &account, Position &position, const Decimal &rate)
{
    const Decimal worth = valueOf(*position.instrument, m_valuation.mark(*position.instrument), position.quantity());
    const Decimal amount = (worth * rate).rounded(kMoneyScale, Rounding::HalfEven);
    const bool isLong = position.size.value() > 0; // a positive rate is paid by longs
    const FillRecord &row =
        account.payFunding(position, isLong ? amount : -amount, rate, nextMatch(*position.instrument, m_ids.sequence()));
    m_outbox.fill(account, row);
    m_outbox.position(account, position);
}

void Matcher::closeByForce(Account &account, Position &position, QtyLots qty, PriceTicks price, const QString &createType, const QString &execType)
{
    OrderRecord order;
    order.account = &account;
    order.instrument = position.instrument;
    order.number = m_ids.number();
    order.orderId = m_ids.orderId(position.instrument->id().category);
    order.side = position.size.value() > 0 ? Side::Sell : Side::Buy;
    order.type = OrderType::Market;
    order.timeInForce = TimeInForce::Ioc;
    order.price = price;
    order.qty = qty;
    order.positionIdx = position.idx;
    order.isReduceOnly = order.isCloseOnTrigger = true;
    order.createType = createType;
    order.lastPriceOnCreated = order.instrument->toTicks(m_valuation.last(*order.instrument), Rounding::HalfEven).value_or(price);
    order.createdAt = order.updatedAt = m_clock.utcNow();
    OrderRecord &made = account.orders().add(std::move(order));
    m_outbox.order(made);
    fill(made, price, qty, false, m_ids.sequence(), execType);
}

void Matcher::take(OrderRecord &order)
{
    const InstrumentId &id = order.instrument->id();
    if (!m_market.isLive(id))
        return;
    const Side other = opposite(order.side);
    while (order.isOpen() && order.timeInForce != TimeInForce::PostOnly) {
        const auto level = m_liquidity.best(id, order.side);
        OrderRecord *maker = bestResting(id, other);
        const bool isMakerBetter = maker && (!level || (order.side == Side::Buy ? maker->price < level->price : maker->price > level->price));
        if (!isMakerBetter && !level)
            return;
        const PriceTicks price = isMakerBetter ? maker->price : level->price;
        if (!crosses(order.side, order.price, price) || wanted(order, price).value() <= 0)
            return;
        if (isMakerBetter)
            takeFromOrder(order, *maker);
        else
            takeFromMarket(order, *level);
    }
}

void Matcher::takeFromMarket(OrderRecord &order, const Level &level)
{
    const QtyLots qty = std::min(level.qty, wanted(order, level.price));
    m_liquidity.take(order.instrument->id(), order.side, level.price, qty);
    fill(order, level.price, qty, false, m_ids.sequence());
}

void Matcher::takeFromOrder(OrderRecord &order, OrderRecord &maker)
{
    if (order.account == maker.account && !resolveSelfMatch(order, maker))
        return;
    const PriceTicks price = maker.price;
    const QtyLots qty = std::min(wanted(maker, price), wanted(order, price));
    if (qty.value() <= 0)
        return cancel(maker, QStringLiteral("CancelByReduceOnly"));
    const std::uint64_t sequence = m_ids.sequence();
    fill(order, price, qty, false, sequence);
    fill(maker, price, qty, true, sequence);
}

bool Matcher::resolveSelfMatch(OrderRecord &order, OrderRecord &maker)
{
    const SelfMatch rule = order.selfMatch; // the taker's word counts
    if (rule == SelfMatch::CancelMaker || rule == SelfMatch::CancelBoth)
        cancel(maker, QStringLiteral("CancelBySmp"));
    if (rule == SelfMatch::CancelTaker || rule == SelfMatch::CancelBoth)
        cancel(order, QStringLiteral("CancelBySmp"));
    return rule == SelfMatch::None;
}

bool Matcher::mayRest(const OrderRecord &order)
{
    const InstrumentId &id = order.instrument->id();
    const auto level = m_liquidity.best(id, order.side);
    const OrderRecord *maker = bestResting(id, opposite(order.side));
    return !(level && crosses(order.side, order.price, level->price)) && !(maker && crosses(order.side, order.price, maker->price));
}

void Matcher::finish(OrderRecord &order)
{
    if (!order.isOpen())
        return;
    if (order.timeInForce == TimeInForce::Gtc || order.timeInForce == TimeInForce::PostOnly) {
        m_resting[order.instrument->id()].push_back(&order);
        order.place = {};
        noteQueues(order.instrument->id());
        return;
    }
    // A purchase by value is done when what is left of the money buys no further lot.
    const Decimal lotPrice = order.instrument->price(order.price) * order.instrument->filters().lotSize;
    if (order.quoteQty && !order.filled.isZero() && *order.quoteQty - order.filledValue < lotPrice) {
        order.status = OrderStatus::Filled;
        return;
    }
    cancel(order, QStringLiteral("UNKNOWN"), QStringLiteral("EC_NoImmediateQtyToFill"));
}

void Matcher::fill(OrderRecord &order, PriceTicks price, QtyLots qty, bool isMaker, std::uint64_t sequence, const QString &execType)
{
    Account &account = *order.account;
    const FillRecord &row = account.settle(order, price, qty, isMaker, nextMatch(*order.instrument, sequence, execType));
    const bool isDone = !order.quoteQty && order.leaves().isZero();
    order.status = isDone ? OrderStatus::Filled : OrderStatus::PartiallyFilled;
    if (isDone)
        withdraw(order);
    m_outbox.fill(account, row);
    m_outbox.order(order);
    if (order.category() != Category::Spot)
        m_afterFill(order, account.position(order.instrument, order.positionIdx), qty);
}

void Matcher::fillResting(OrderRecord &maker, QtyLots qty)
{
    if (qty.value() <= 0)
        return cancel(maker, QStringLiteral("CancelByReduceOnly"));
    fill(maker, maker.price, qty, true, m_ids.sequence());
}

OrderRecord *Matcher::bestResting(const InstrumentId &id, Side side) const
{
    const auto mine = m_resting.constFind(id);
    if (mine == m_resting.constEnd())
        return nullptr;
    OrderRecord *best = nullptr;
    for (OrderRecord *order : *mine)
        if (order->side == side && (!best || (side == Side::Buy ? order->price > best->price : order->price < best->price)))
            best = order;
    return best;
}

QtyLots Matcher::wanted(const OrderRecord &order, PriceTicks price) const
{
    const Instrument &i = *order.instrument;
    if (order.quoteQty) {
        const Decimal perLot = i.price(price) * i.filters().lotSize;
        return QtyLots((*order.quoteQty - order.filledValue).stepsOf(perLot, Rounding::Down).value_or(0));
    }
    if (!order.isReduceOnly)
        return order.leaves();
    return std::min(order.leaves(), order.account->position(order.instrument, order.positionIdx).closable(order.side));
}

bool Matcher::canFillAtOnce(const OrderRecord &order)
{
    const InstrumentId &id = order.instrument->id();
    const QtyLots need = wanted(order, order.price);
    QtyLots there = m_liquidity.upTo(id, order.side, order.price, need);
    for (const OrderRecord *maker : m_resting.value(id))
        if (maker->side != order.side && crosses(order.side, order.price, maker->price))
            there += wanted(*maker, maker->price);
    return need.value() > 0 && there >= need;
}

Account::Match Matcher::nextMatch(const Instrument &instrument, std::uint64_t sequence, const QString &execType)
{
    return {.at = m_clock.utcNow(),
            .markPrice = m_valuation.mark(instrument),
            .sequence = sequence,
            .number = m_ids.number(),
            .execId = m_ids.uuid(),
            .execType = execType};
}

} // namespace bw::sandbox
