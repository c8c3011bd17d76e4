// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw::rules {

namespace {
constexpr int kMoneyPlaces = 8;

Verdict compare(const Decimal &need, const Decimal &available)
{
    const bool isEnough = need <= available;
    return verdict(RuleId::Balance, need.toString(), available.toString(), isEnough ? QString() : QStringLiteral("insufficient_balance"));
}

Verdict refuse(const char16_t *why)
{
    return verdict(RuleId::Balance, {}, {}, QString::fromUtf16(why));
}

/// Spot pays with what is there: the quote coin for a buy, the coin itself for a sell. The fee comes out of what is received.
Verdict spotBalance(const OrderDraft &draft, const RiskContext &context)
{
    const auto &instrument = *draft.instrument;
    const bool isBuy = draft.side == Side::Buy;
    const Decimal available = valuation::freeBalance(isBuy ? instrument.quoteCoin() : instrument.baseCoin(), context);
    const Decimal need = isBuy ? valuation::notional(draft, context) : instrument.qty(draft.qty);
    if (!available.isValid())
        return refuse(u"wallet_unknown");
    return need.isValid() ? compare(need, available) : refuse(u"no_price");
}
} // namespace

Verdict balance(const OrderDraft &draft, const RiskContext &context)
{
    if (!context.wallet)
        return refuse(u"wallet_unknown");
    if (draft.instrument->id().category == Category::Spot)
        return spotBalance(draft, context);
    if (!context.wallet->totalAvailable.isValid())
        return refuse(u"wallet_unknown");
    if (!context.leverage || context.leverage->sign() <= 0)
        return refuse(u"leverage_unknown");
    if (!context.fees || !context.fees->taker.isValid())
        return refuse(u"fees_unknown");
    const Decimal notional = valuation::notionalAtRisk(draft, context);
    if (!notional.isValid())
        return refuse(u"no_price");
    const Decimal margin = notional.dividedBy(*context.leverage, kMoneyPlaces, Rounding::Up);
    return compare(margin + (notional * context.fees->taker).rounded(kMoneyPlaces, Rounding::Up), context.wallet->totalAvailable);
}

} // namespace bw::rules
