// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

#include <algorithm>

namespace bw::rules {

namespace {
constexpr int kMoneyPlaces = 8;

Verdict refuse(const char16_t *why)
{
    return verdict(RuleId::Balance, {}, {}, QString::fromUtf16(why));
}

/// The part of a quantity that opens: what only takes back a position needs no margin. Entries on their way have used that first.
Decimal openingPart(const OrderDraft &draft, const RiskContext &context)
{
    const Decimal qty = draft.instrument->qty(draft.qty);
    const Position *position = valuation::positionOf(draft, context);
    if (!position || *position->side == draft.side)
        return qty;
    Decimal room = position->size;
    for (const Order &order : context.working)
        if (order.instrument && order.instrument->id() == draft.instrument->id() && order.side == draft.side && order.positionIdx == draft.positionIdx
            && order.filled < order.qty && !valuation::isReplaced(order, context))
            room -= order.instrument->qty(order.qty - order.filled);
    return room.sign() <= 0 ? qty : qty <= room ? Decimal(0) : qty - room;
}

/// Margin and fee of a draft in the quote coin; invalid when it can't be valued.
Decimal marginNeed(const OrderDraft &draft, const RiskContext &context)
{
    if (draft.qty.value() <= 0)
        return 0;
    const Decimal notional = valuation::notionalAtRisk(draft, context);
    const Decimal qty = draft.instrument->qty(draft.qty);
    const Decimal opening = openingPart(draft, context);
    const Decimal opened = opening == qty ? notional : (notional * opening).dividedBy(qty, Decimal::kMaxScale, Rounding::Up);
    return opened.dividedBy(*context.leverage, kMoneyPlaces, Rounding::Up) + (notional * context.fees->taker).rounded(kMoneyPlaces, Rounding::Up);
}

/// In isolated margin the coin itself pays: what is not margin, locked or bonus (fact sheet Bybit v5, 7).
Decimal isolatedFree(const QString &coin, const Wallet &wallet)
{
    for (const CoinBalance &balance : wallet.coins)
        if (balance.coin == coin)
            return balance.wallet - balance.positionMargin - balance.orderMargin - balance.locked - balance.bonus;
    return 0;
}

/// What the order that an amend replaces holds now, at the present rates: it comes free. A conditional one holds nothing.
Decimal heldByReplaced(const RiskContext &context, const std::function<Decimal(const OrderDraft &)> &need)
{
    if (!context.replaced || context.replaced->trigger)
        return 0;
    return need(valuation::restOf(valuation::draftOf(*context.replaced), context));
}

Verdict compare(const OrderDraft &draft, const RiskContext &context, const Decimal &available, const std::function<Decimal(const OrderDraft &)> &need)
{
    const Decimal free = available + heldByReplaced(context, need);
    const Decimal wanted = need(valuation::restOf(draft, context));
    if (!wanted.isValid() || !free.isValid())
        return refuse(u"no_price");
    if (wanted <= free)
        return verdict(RuleId::Balance, wanted.toString(), free.toString());
    const auto nearest = valuation::largestQty(draft, [&](const OrderDraft &smaller) { return need(valuation::restOf(smaller, context)) <= free; });
    return verdict(RuleId::Balance, wanted.toString(), free.toString(), QStringLiteral("insufficient_balance"), nearest);
}

/// Spot pays with what is there: the quote coin for a buy, the coin itself for a sell. The fee comes out of what is received.
Verdict spotBalance(const OrderDraft &draft, const RiskContext &context)
{
    const auto &instrument = *draft.instrument;
    const bool isBuy = draft.side == Side::Buy;
    const Decimal available = valuation::freeBalance(isBuy ? instrument.quoteCoin() : instrument.baseCoin(), context);
    if (!available.isValid())
        return refuse(u"wallet_unknown");
    return compare(draft, context, available, [&](const OrderDraft &one) {
        return isBuy ? valuation::notional(one, context) : instrument.qty(one.qty);
    });
}
} // namespace

Verdict balance(const OrderDraft &draft, const RiskContext &context)
{
    if (!context.wallet)
        return refuse(u"wallet_unknown");
    const auto category = draft.instrument->id().category;
    if (category == Category::Spot)
        return spotBalance(draft, context);
    if (!context.mode || !context.mode->marginMode)
        return refuse(u"margin_mode_unknown");
    const bool isIsolated = context.mode->marginMode == MarginMode::Isolated; // then the account's totals mean nothing
    const Decimal available = isIsolated ? isolatedFree(draft.instrument->settleCoin(), *context.wallet) : context.wallet->totalAvailable;
    if (!available.isValid())
        return refuse(u"wallet_unknown");
    if (!context.leverage || context.leverage->sign() <= 0)
        return refuse(u"leverage_unknown");
    if (!context.fees || !context.fees->taker.isValid())
        return refuse(u"fees_unknown");
    return compare(draft, context, available, [&](const OrderDraft &one) {
        const Decimal need = marginNeed(one, context);
        if (!isIsolated || category != Category::Inverse)
            return need;
        return need.dividedBy(valuation::lowestPrice(one, context), Decimal::kMaxScale, Rounding::Up); // in coin, the dearest at the lowest price
    });
}

} // namespace bw::rules
