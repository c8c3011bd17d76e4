// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/valuation.h"

#include <algorithm>

namespace bw::valuation {

const BookSnapshot *usableBook(const Instrument &instrument, const RiskContext &context)
{
    const auto *book = context.book.get();
    if (!book || !book->isLive() || !book->hasBothSides() || !book->instrument)
        return nullptr;
    const auto &ours = instrument.filters();
    const auto &its = book->instrument->filters();
    const bool isSame = book->instrument->id() == instrument.id() && its.tickSize == ours.tickSize && its.lotSize == ours.lotSize;
    return isSame ? book : nullptr;
}

std::optional<PriceTicks> bestOpposite(const OrderDraft &draft, const RiskContext &context)
{
    const auto *book = usableBook(*draft.instrument, context);
    if (!book)
        return std::nullopt;
    return (draft.side == Side::Buy ? book->asks : book->bids).front().price;
}

Impact walk(const OrderDraft &draft, const RiskContext &context)
{
    const auto *book = usableBook(*draft.instrument, context);
    if (!book)
        return {};
    return walkBook(*book, draft.side, draft.qty, draft.type == OrderType::Limit ? draft.price : std::nullopt);
}

std::optional<PriceTicks> toleratedPrice(const OrderDraft &draft, const RiskContext &context)
{
    const auto best = bestOpposite(draft, context);
    if (!draft.slippage || !best || draft.type != OrderType::Market || draft.trigger)
        return std::nullopt;
    const bool isBuy = draft.side == Side::Buy;
    const Decimal price = draft.instrument->price(*best);
    const Decimal distance = draft.slippage->unit == SlippageTolerance::Unit::Ticks
        ? draft.instrument->filters().tickSize * draft.slippage->value
        : (price * draft.slippage->value).dividedBy(100, Decimal::kMaxScale, Rounding::Down);
    const auto bound = draft.instrument->toTicks(isBuy ? price + distance : price - distance, isBuy ? Rounding::Down : Rounding::Up);
    return bound ? std::optional(*bound) : std::nullopt;
}

Decimal mid(const Instrument &instrument, const RiskContext &context)
{
    const auto *book = usableBook(instrument, context);
    if (!book)
        return Decimal::invalid();
    const Decimal sum = instrument.price(book->bids.front().price) + instrument.price(book->asks.front().price);
    return sum * Decimal::fromScaled(5, 1);
}

Decimal referencePrice(const Instrument &instrument, TriggerBy by, const Position *position, const RiskContext &context)
{
    const auto &own = by == TriggerBy::LastPrice ? context.lastPrice : by == TriggerBy::MarkPrice ? context.markPrice : context.indexPrice;
    if (own && own->sign() > 0)
        return *own;
    if (position && position->markPrice.sign() > 0)
        return position->markPrice;
    if (context.markPrice && context.markPrice->sign() > 0)
        return *context.markPrice;
    return mid(instrument, context);
}

bool mayHedge(const Instrument &instrument)
{
    return instrument.id().category == Category::Linear && instrument.settleCoin() == QStringLiteral("USDT") && !instrument.id().symbol.contains(u'-');
}

Decimal valueOf(const Instrument &instrument, const Decimal &price, const Decimal &qty)
{
    return instrument.id().category == Category::Inverse ? qty : price * qty;
}

Decimal notional(const OrderDraft &draft, const RiskContext &context)
{
    const Instrument &instrument = *draft.instrument;
    if (draft.type == OrderType::Limit)
        return draft.price ? instrument.notional(*draft.price, draft.qty) : Decimal::invalid();
    if (draft.trigger) // fills there or near, nobody knows at what
        return instrument.notional(draft.trigger->price, draft.qty);
    const Impact impact = walk(draft, context);
    return impact.isComplete(draft.qty) ? valueOf(instrument, impact.averagePrice, instrument.qty(draft.qty)) : Decimal::invalid();
}

Decimal notionalAtRisk(const OrderDraft &draft, const RiskContext &context)
{
    const auto bid = draft.trigger ? std::optional(draft.trigger->price) : bestOpposite(draft, context);
    if (draft.type == OrderType::Limit && draft.side == Side::Sell && draft.price && bid)
        return draft.instrument->notional(std::max(*draft.price, *bid), draft.qty);
    return notional(draft, context);
}

Decimal lowestPrice(const OrderDraft &draft, const RiskContext &context)
{
    const auto best = bestOpposite(draft, context);
    if (draft.type == OrderType::Limit) {
        if (!draft.price)
            return Decimal::invalid();
        return draft.instrument->price(draft.side == Side::Buy && best ? std::min(*draft.price, *best) : *draft.price);
    }
    if (draft.trigger)
        return draft.instrument->price(draft.trigger->price);
    const Impact impact = walk(draft, context);
    if (!best || !impact.isComplete(draft.qty))
        return Decimal::invalid();
    return draft.instrument->price(draft.side == Side::Buy ? *best : impact.worstPrice);
}

QString largestQty(const OrderDraft &draft, const std::function<bool(const OrderDraft &)> &passes)
{
    OrderDraft tried = draft;
    QtyLots good, bad = draft.qty;
    while (bad - good > QtyLots(1)) {
        tried.qty = QtyLots(good.value() + (bad - good).value() / 2);
        (passes(tried) ? good : bad) = tried.qty;
    }
    return good.isZero() ? QString() : draft.instrument->qtyText(good);
}

const Position *positionOf(const OrderDraft &draft, const RiskContext &context)
{
    if (!context.positions)
        return nullptr;
    const auto found = std::find_if(context.positions->cbegin(), context.positions->cend(), [&draft](const Position &position) {
        return position.instrument && position.side && position.positionIdx == draft.positionIdx
            && position.instrument->id() == draft.instrument->id();
    });
    return found == context.positions->cend() ? nullptr : &*found;
}

OrderDraft restOf(const OrderDraft &draft, const RiskContext &context)
{
    OrderDraft rest = draft;
    if (context.replaced)
        rest.qty -= context.replaced->filled;
    return rest;
}

bool isReplaced(const Order &order, const RiskContext &context)
{
    return context.replaced && order.orderLinkId == context.replaced->orderLinkId && order.orderId == context.replaced->orderId;
}

OrderDraft draftOf(const Order &order)
{
    OrderDraft draft;
    draft.instrument = order.instrument;
    draft.side = order.side;
    draft.type = order.type;
    draft.timeInForce = order.timeInForce;
    draft.qty = order.qty;
    draft.price = order.price;
    draft.trigger = order.trigger;
    draft.exits = order.exits;
    draft.reduceOnly = order.reduceOnly;
    draft.closesPosition = order.closesPosition;
    draft.positionIdx = order.positionIdx;
    draft.origin = order.origin;
    return draft;
}

Decimal freeBalance(const QString &coin, const RiskContext &context)
{
    if (!context.wallet)
        return Decimal::invalid();
    for (const CoinBalance &balance : context.wallet->coins)
        if (balance.coin == coin)
            return balance.spotFree();
    return Decimal(0);
}

} // namespace bw::valuation
