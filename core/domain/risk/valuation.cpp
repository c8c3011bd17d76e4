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

Decimal valueOf(const Instrument &instrument, const Decimal &price, const Decimal &qty)
{
    return instrument.id().category == Category::Inverse ? qty : price * qty;
}

Decimal notional(const OrderDraft &draft, const RiskContext &context)
{
    const Instrument &instrument = *draft.instrument;
    if (draft.type == OrderType::Limit)
        return draft.price ? instrument.notional(*draft.price, draft.qty) : Decimal::invalid();
    const Impact impact = walk(draft, context);
    return impact.isComplete(draft.qty) ? valueOf(instrument, impact.averagePrice, instrument.qty(draft.qty)) : Decimal::invalid();
}

Decimal notionalAtRisk(const OrderDraft &draft, const RiskContext &context)
{
    const auto bid = bestOpposite(draft, context);
    if (draft.type == OrderType::Limit && draft.side == Side::Sell && draft.price && bid)
        return draft.instrument->notional(std::max(*draft.price, *bid), draft.qty);
    return notional(draft, context);
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

Decimal freeBalance(const QString &coin, const RiskContext &context)
{
    if (!context.wallet)
        return Decimal::invalid();
    for (const CoinBalance &balance : context.wallet->coins)
        if (balance.coin == coin)
            return balance.wallet - balance.locked;
    return Decimal(0);
}

} // namespace bw::valuation
