// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/estimate.h"

#include "core/domain/risk/valuation.h"

namespace bw::estimate {

namespace {
constexpr int kMoneyPlaces = 8;
constexpr int kPlaces = Decimal::kMaxScale;

bool isInverse(const OrderDraft &draft) { return draft.instrument->id().category == Category::Inverse; }
bool isSpot(const OrderDraft &draft) { return draft.instrument->id().category == Category::Spot; }

bool isPaidInBase(const OrderDraft &draft) { return isInverse(draft) || (isSpot(draft) && draft.side == Side::Buy); }

bool mayRest(const OrderDraft &draft)
{
    return draft.type == OrderType::Limit && (draft.timeInForce == TimeInForce::Gtc || draft.timeInForce == TimeInForce::PostOnly);
}

/// A quantity in the coin that a contract settles in: its value, or of an inverse one the coins that its USD are at that price.
Decimal inSettleCoin(const OrderDraft &draft, const Decimal &qty, const Decimal &price)
{
    return isInverse(draft) ? qty.dividedBy(price, kPlaces, Rounding::HalfEven) : qty * price;
}

/// The slippage that a market order of this size meets on the side where the stop would leave.
Decimal exitSlippageBps(const OrderDraft &draft, const RiskContext &context)
{
    const auto *book = valuation::usableBook(*draft.instrument, context);
    if (!book)
        return Decimal::invalid();
    const Impact impact = walkBook(*book, opposite(draft.side), draft.qty);
    return impact.isComplete(draft.qty) ? impact.slippageBps : Decimal::invalid();
}
} // namespace

Impact fillNow(const OrderDraft &draft, const RiskContext &context)
{
    if (draft.trigger)
        return {};
    const auto *book = valuation::usableBook(*draft.instrument, context);
    if (!book)
        return {};
    const bool isLimit = draft.type == OrderType::Limit;
    const Impact impact = walkBook(*book, draft.side, draft.qty, isLimit ? draft.price : valuation::toleratedPrice(draft, context));
    // The venue cancels a post-only order that would take, and a fill-or-kill that can't fill.
    const bool isVoid = isLimit
        && (draft.timeInForce == TimeInForce::PostOnly || (draft.timeInForce == TimeInForce::Fok && !impact.isComplete(draft.qty)));
    return isVoid ? Impact{} : impact;
}

std::optional<SentAt> marketNow(const OrderDraft &draft, const RiskContext &context)
{
    const auto best = valuation::bestOpposite(draft, context);
    const Decimal mid = valuation::mid(*draft.instrument, context);
    return best && mid.isValid() ? std::optional(SentAt{mid, draft.instrument->price(*best)}) : std::nullopt;
}

Decimal entryPrice(const OrderDraft &draft, const RiskContext &context)
{
    const auto &instrument = *draft.instrument;
    if (draft.trigger)
        return instrument.price(draft.type == OrderType::Limit && draft.price ? *draft.price : draft.trigger->price);
    const Impact impact = fillNow(draft, context);
    if (impact.isComplete(draft.qty) && !draft.qty.isZero())
        return impact.averagePrice;
    if (draft.type != OrderType::Limit || !draft.price)
        return Decimal::invalid();
    const Decimal rest = instrument.price(*draft.price);
    if (impact.filled.isZero())
        return rest;
    const Decimal now = instrument.qty(impact.filled), later = instrument.qty(draft.qty - impact.filled);
    if (isInverse(draft)) {
        const Decimal coins = inSettleCoin(draft, now, impact.averagePrice) + inSettleCoin(draft, later, rest);
        return (now + later).dividedBy(coins, kMoneyPlaces, Rounding::HalfEven);
    }
    return (now * impact.averagePrice + later * rest).dividedBy(now + later, kMoneyPlaces, Rounding::HalfEven);
}

Decimal feeOf(const OrderDraft &draft, const Decimal &rate, const Decimal &price, QtyLots lots)
{
    if (lots.value() <= 0)
        return 0;
    const Decimal qty = draft.instrument->qty(lots);
    if (isSpot(draft) && isPaidInBase(draft))
        return qty * rate;
    return inSettleCoin(draft, qty, price) * rate;
}

QString feeCurrency(const OrderDraft &draft)
{
    const auto &instrument = *draft.instrument;
    if (isSpot(draft))
        return isPaidInBase(draft) ? instrument.baseCoin() : instrument.quoteCoin();
    return instrument.settleCoin();
}

Decimal entryFee(const OrderDraft &draft, const RiskContext &context)
{
    if (!context.fees)
        return Decimal::invalid();
    if (draft.trigger)
        return feeOf(draft, context.fees->taker, entryPrice(draft, context), draft.qty).rounded(kMoneyPlaces, Rounding::HalfEven);
    const Impact impact = fillNow(draft, context);
    // Within a slippage tolerance only what fills is paid for; without one a book too thin says nothing.
    if (draft.type == OrderType::Market && !draft.slippage && !impact.isComplete(draft.qty))
        return Decimal::invalid();
    Decimal fee = feeOf(draft, context.fees->taker, impact.averagePrice, impact.filled);
    if (mayRest(draft) && draft.price)
        fee += feeOf(draft, context.fees->maker, draft.instrument->price(*draft.price), draft.qty - impact.filled);
    return fee.rounded(kMoneyPlaces, Rounding::HalfEven);
}

Decimal lossAtStop(const OrderDraft &draft, const RiskContext &context)
{
    if (!draft.exits.stopLoss || !context.fees || draft.qty.value() <= 0)
        return Decimal::invalid();
    const auto &instrument = *draft.instrument;
    const auto &leg = *draft.exits.stopLoss;
    const Decimal entry = entryPrice(draft, context);
    Decimal exit = instrument.price(leg.limit.value_or(leg.trigger));
    if (!leg.limit) {
        const Decimal slip = (exit * exitSlippageBps(draft, context)).dividedBy(10'000, kPlaces, Rounding::Up);
        exit = draft.side == Side::Buy ? exit - slip : exit + slip;
    }
    if (!(entry.sign() > 0) || !(exit.sign() > 0))
        return Decimal::invalid();
    const Decimal qty = instrument.qty(draft.qty);
    const Decimal in = inSettleCoin(draft, qty, entry), out = inSettleCoin(draft, qty, exit);
    const bool losesByFall = (draft.side == Side::Buy) != isInverse(draft); // coins of an inverse long rise as the price falls
    const Decimal byPrice = losesByFall ? in - out : out - in;
    Decimal feeIn = entryFee(draft, context);
    if (isSpot(draft) && isPaidInBase(draft))
        feeIn = feeIn * entry;
    return (byPrice + feeIn + out * context.fees->taker).rounded(kMoneyPlaces, Rounding::Up);
}

} // namespace bw::estimate
