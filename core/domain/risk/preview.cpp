// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/preview.h"

#include "core/domain/risk/valuation.h"

namespace bw {

namespace {
constexpr int kMoneyPlaces = 8;

bool takesAtOnce(const OrderDraft &draft, const RiskContext &context)
{
    const auto best = valuation::bestOpposite(draft, context);
    if (draft.type != OrderType::Limit || !draft.price || !best)
        return false;
    return draft.side == Side::Buy ? *draft.price >= *best : *draft.price <= *best;
}

/// What fills at once. A post-only order that would take is cancelled by the venue instead, and so is a fill-or-kill that can't fill.
Impact fillNow(const OrderDraft &draft, const RiskContext &context)
{
    const Impact impact = valuation::walk(draft, context);
    const bool isLimit = draft.type == OrderType::Limit;
    const bool isVoid = isLimit
        && (draft.timeInForce == TimeInForce::PostOnly || (draft.timeInForce == TimeInForce::Fok && !impact.isComplete(draft.qty)));
    return isVoid ? Impact{} : impact;
}

bool isPaidInBase(const OrderDraft &draft)
{
    const auto category = draft.instrument->id().category;
    return category == Category::Inverse || (category == Category::Spot && draft.side == Side::Buy);
}

/// The fee of a part: a fraction of its value, or where the fee is taken in the base coin, of the coins that change hands.
Decimal feeOf(const OrderDraft &draft, const Decimal &rate, const Decimal &price, QtyLots lots)
{
    if (lots.value() <= 0)
        return 0;
    const auto &instrument = *draft.instrument;
    const Decimal qty = instrument.qty(lots);
    if (!isPaidInBase(draft))
        return price * qty * rate;
    const bool isInverse = instrument.id().category == Category::Inverse;
    return (isInverse ? qty.dividedBy(price, Decimal::kMaxScale, Rounding::HalfEven) : qty) * rate;
}

/// Taker rate on what fills at once, maker rate on what would rest.
Decimal feeEstimate(const OrderDraft &draft, const RiskContext &context, const Impact &impact)
{
    if (!context.fees)
        return Decimal::invalid();
    if (draft.type == OrderType::Market && !impact.isComplete(draft.qty))
        return Decimal::invalid();
    const bool mayRest = draft.type == OrderType::Limit
        && (draft.timeInForce == TimeInForce::Gtc || draft.timeInForce == TimeInForce::PostOnly);
    Decimal fee = feeOf(draft, context.fees->taker, impact.averagePrice, impact.filled);
    if (mayRest && draft.price)
        fee += feeOf(draft, context.fees->maker, draft.instrument->price(*draft.price), draft.qty - impact.filled);
    return fee.rounded(kMoneyPlaces, Rounding::HalfEven);
}

QString feeCurrency(const OrderDraft &draft)
{
    const auto &instrument = *draft.instrument;
    if (instrument.id().category == Category::Spot)
        return isPaidInBase(draft) ? instrument.baseCoin() : instrument.quoteCoin();
    return instrument.settleCoin();
}
} // namespace

Preview makePreview(QString id, const OrderDraft &draft, const RiskContext &context, const RiskGate &gate, UtcTime at)
{
    Preview preview;
    preview.id = std::move(id);
    preview.revision = draft.revision;
    preview.draft = draft;
    preview.at = at;
    preview.verdicts = gate.check(draft, context);
    preview.notional = preview.fee = preview.margin = Decimal::invalid();
    if (!draft.instrument)
        return preview;

    preview.impact = fillNow(draft, context);
    preview.wouldCross = takesAtOnce(draft, context);
    preview.notional = valuation::notional(draft, context);
    preview.fee = feeEstimate(draft, context, preview.impact);
    preview.feeCurrency = feeCurrency(draft);
    if (draft.instrument->id().category != Category::Spot && context.leverage && context.leverage->sign() > 0)
        preview.margin = preview.notional.dividedBy(*context.leverage, kMoneyPlaces, Rounding::Up);
    return preview;
}

} // namespace bw
