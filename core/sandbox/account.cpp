// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/account.h"

#include "core/sandbox/money.h"

#include <algorithm>

namespace bw::sandbox {

QString toName(MarginMode mode)
{
    return mode == MarginMode::Isolated ? QStringLiteral("ISOLATED_MARGIN") : mode == MarginMode::Portfolio ? QStringLiteral("PORTFOLIO_MARGIN") : QStringLiteral("REGULAR_MARGIN");
}

std::optional<MarginMode> marginModeOf(const QString &name)
{
    for (const MarginMode mode : {MarginMode::Isolated, MarginMode::Regular, MarginMode::Portfolio})
        if (toName(mode) == name)
            return mode;
    return std::nullopt;
}

Account::Account(QByteArray key, QMap<QString, Decimal> balances, ExchangeFees fees)
    : m_key(std::move(key)), m_fees(std::move(fees))
{
    for (auto it = balances.cbegin(); it != balances.cend(); ++it)
        m_coins[it.key()].wallet = it.value();
}

void Account::restore(Holdings holdings)
{
    m_coins = std::move(holdings.coins);
    m_fills = std::move(holdings.fills);
    m_ledger = std::move(holdings.ledger);
    m_closed = std::move(holdings.closed);
    m_leverage = std::move(holdings.leverage);
    m_marginMode = holdings.marginMode;
    m_hedged = std::move(holdings.hedged);
    for (OrderRecord &order : holdings.orders) {
        order.account = this;
        m_orders.add(std::move(order));
    }
    for (Position &held : holdings.positions)
        position(held.instrument, held.idx) = held;
}

void Account::beginAnew(const QMap<QString, Decimal> &balances)
{
    m_coins.clear();
    for (auto it = balances.cbegin(); it != balances.cend(); ++it)
        m_coins[it.key()].wallet = it.value();
    m_orders.forgetClosed();
    m_fills.clear();
    m_ledger.clear();
    m_closed.clear();
    m_leverage.clear();
    m_marginMode = MarginMode::Regular;
    m_hedged.clear();
    for (auto &[id, three] : m_positions) // emptied where they stand: others point to them
        for (Position &held : three)
            if (held.instrument) {
                Position empty;
                empty.instrument = held.instrument;
                empty.idx = held.idx;
                held = empty;
            }
}

Position &Account::position(const InstrumentPtr &instrument, int idx)
{
    Position &found = m_positions[instrument->id()][static_cast<std::size_t>(idx)];
    found.instrument = instrument;
    found.idx = idx;
    return found;
}

std::vector<const Position *> Account::positions() const
{
    std::vector<const Position *> found;
    for (const auto &[id, three] : m_positions)
        for (const Position &position : three)
            if (position.instrument)
                found.push_back(&position);
    return found;
}

std::vector<Position *> Account::openPositions(const InstrumentId &id)
{
    std::vector<Position *> found;
    if (const auto three = m_positions.find(id); three != m_positions.end())
        for (Position &position : three->second)
            if (position.instrument && !position.size.isZero())
                found.push_back(&position);
    return found;
}

void Account::setHedged(const InstrumentId &id, bool isHedged)
{
    if (isHedged)
        m_hedged.insert(id);
    else
        m_hedged.remove(id);
}

const FillRecord &Account::settle(OrderRecord &order, PriceTicks price, QtyLots qty, bool isMaker, const Match &match)
{
    const Instrument &i = *order.instrument;
    const bool isSpot = order.category() == Category::Spot;
    FillRecord fill;
    fill.number = match.number;
    fill.instrument = order.instrument;
    fill.execId = match.execId;
    fill.execType = match.execType;
    fill.orderId = order.orderId;
    fill.linkId = order.linkId;
    fill.stopOrderType = order.stopOrderType;
    fill.createType = isSpot ? QString() : order.createType;
    fill.side = order.side;
    fill.orderType = order.type;
    fill.orderPrice = order.price;
    fill.price = i.price(price);
    fill.qty = i.qty(qty);
    fill.value = valueOf(i, fill.price, fill.qty);
    const FeePair &rates = m_fees.of(order.category());
    fill.feeRate = isMaker ? rates.maker : rates.taker;
    fill.markPrice = match.markPrice;
    fill.isMaker = isMaker;
    fill.at = match.at;
    fill.sequence = match.sequence;

    order.filled += qty;
    if (order.quoteQty)
        order.qty = order.filled; // bought by value: how much that is shows as it fills
    order.filledValue += fill.value;
    order.updatedAt = match.at;
    fill.orderQty = order.quoteQty ? *order.quoteQty : i.qty(order.qty);
    fill.leaves = i.qty(order.leaves());
    if (isSpot)
        settleSpot(order, fill);
    else
        settleContract(order, price, qty, fill);
    order.fees[fill.feeCoin] += fill.fee;
    return keep(std::move(fill));
}

void Account::settleSpot(OrderRecord &order, FillRecord &fill)
{
    const Instrument &i = *order.instrument;
    const bool isBuy = order.side == Side::Buy;
    // The fee is taken from what comes in, so that a buy of 1 BTC credits less than 1 BTC.
    fill.feeCoin = isBuy ? i.baseCoin() : i.quoteCoin();
    fill.fee = feeOf(isBuy ? fill.qty : fill.value, fill.feeRate);
    LedgerRow base{.coin = i.baseCoin(), .cashFlow = isBuy ? fill.qty : -fill.qty, .fee = isBuy ? fill.fee : Decimal(0)};
    LedgerRow quote{.number = 1, .coin = i.quoteCoin(), .cashFlow = isBuy ? -fill.value : fill.value, .fee = isBuy ? Decimal(0) : fill.fee};
    book(std::move(base), fill);
    book(std::move(quote), fill);
}

void Account::settleContract(OrderRecord &order, PriceTicks price, QtyLots qty, FillRecord &fill)
{
    const Instrument &i = *order.instrument;
    fill.feeCoin = i.settleCoin();
    fill.fee = feeOf(fill.value, fill.feeRate);
    Position &held = position(order.instrument, order.positionIdx);
    const bool isNew = held.size.isZero();
    const Decimal heldBefore = held.quantity();
    const Position::Change change = held.apply(order.side, price, qty);
    fill.closed = i.qty(change.closed);
    order.closedPnl += change.realised;
    // What was paid to open leaves with what is closed; this fill's own fee is of both, by size.
    const Decimal closeFee = (fill.fee * fill.closed).dividedBy(fill.qty, kMoneyScale, Rounding::HalfEven);
    const Decimal openFee = fill.closed.isZero() ? Decimal(0)
        : fill.closed == heldBefore              ? held.openFees
                                                 : (held.openFees * fill.closed).dividedBy(heldBefore, kMoneyScale, Rounding::HalfEven);
    held.openFees += fill.fee - closeFee - openFee;
    if (change.closed.value() > 0)
        noteClosed(order, fill, change, openFee, closeFee);
    if (isNew || change.isFlipped) {
        held.createdAt = fill.at;
        held.sessionRealised = Decimal(0);
    }
    held.sessionRealised += change.realised - fill.fee;
    held.totalRealised += change.realised - fill.fee;
    held.updatedAt = fill.at;
    held.sequence = fill.sequence;
    m_coins[fill.feeCoin].realised += change.realised - fill.fee;
    book({.coin = fill.feeCoin, .cashFlow = change.realised, .fee = fill.fee, .size = i.qty(held.size)}, fill);
}

void Account::noteClosed(const OrderRecord &order, const FillRecord &fill, const Position::Change &change, const Decimal &openFee, const Decimal &closeFee)
{
    const auto known = std::find_if(m_closed.rbegin(), m_closed.rend(), [&](const ClosedPnl &row) { return row.orderId == order.orderId; });
    if (known == m_closed.rend()) {
        ClosedPnl fresh;
        fresh.number = fill.number;
        fresh.instrument = order.instrument;
        fresh.orderId = order.orderId;
        fresh.execType = fill.execType;
        fresh.side = order.side;
        fresh.type = order.type;
        fresh.orderPrice = order.price;
        fresh.leverage = leverage(order.instrument->id(), opposite(order.side));
        fresh.createdAt = fill.at;
        m_closed.push_back(std::move(fresh));
        if (m_closed.size() > kMaxRows)
            m_closed.pop_front();
    }
    ClosedPnl &row = known == m_closed.rend() ? m_closed.back() : *known;
    row.qty = fill.orderQty;
    row.closed += fill.closed;
    row.entryValue += change.entryValue;
    row.exitValue += change.exitValue;
    row.openFee += openFee;
    row.closeFee += closeFee;
    ++row.fills;
    row.updatedAt = fill.at;
}

const FillRecord &Account::payFunding(Position &held, const Decimal &amount, const Decimal &rate, const Match &match)
{
    const Instrument &i = *held.instrument;
    FillRecord fill;
    fill.number = match.number;
    fill.instrument = held.instrument;
    fill.execId = match.execId;
    fill.execType = QStringLiteral("Funding");
    fill.side = held.size.value() > 0 ? Side::Buy : Side::Sell;
    fill.price = fill.markPrice = match.markPrice;
    fill.qty = held.quantity();
    fill.value = valueOf(i, fill.price, fill.qty);
    fill.fee = amount;
    fill.feeRate = rate;
    fill.feeCoin = i.settleCoin();
    fill.at = match.at;
    fill.sequence = match.sequence;
    held.sessionRealised -= amount;
    held.totalRealised -= amount;
    held.updatedAt = match.at;
    m_coins[fill.feeCoin].realised -= amount;
    // The log's sign is the opposite of the execution's: received is positive.
    book({.type = QStringLiteral("SETTLEMENT"), .coin = fill.feeCoin, .funding = -amount, .size = i.qty(held.size)}, fill);
    return keep(std::move(fill));
}

void Account::book(LedgerRow row, const FillRecord &fill)
{
    if (row.type.isEmpty())
        row.type = fill.execType == QLatin1StringView("BustTrade") ? QStringLiteral("LIQUIDATION")
            : fill.execType == QLatin1StringView("AdlTrade")       ? QStringLiteral("ADL")
                                                                   : QStringLiteral("TRADE");
    row.number += fill.number * 2; // the two rows of a spot fill are two numbers
    row.instrument = fill.instrument;
    row.tradeId = fill.execId;
    row.orderId = fill.orderId;
    row.linkId = fill.linkId;
    row.side = fill.side;
    row.qty = fill.qty;
    row.price = fill.price;
    row.feeRate = fill.feeRate;
    row.at = fill.at;
    row.change = row.cashFlow + row.funding - row.fee;
    Decimal &wallet = m_coins[row.coin].wallet;
    wallet += row.change;
    row.balance = wallet;
    m_ledger.push_back(std::move(row));
    if (m_ledger.size() > kMaxRows)
        m_ledger.pop_front();
}

const FillRecord &Account::keep(FillRecord fill)
{
    m_fills.push_back(std::move(fill));
    if (m_fills.size() > kMaxRows)
        m_fills.pop_front();
    return m_fills.back();
}

} // namespace bw::sandbox
