// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/preview.h"

#include "core/domain/risk/estimate.h"
#include "core/domain/risk/valuation.h"

namespace bw {

namespace {
constexpr int kMoneyPlaces = 8;
constexpr int kMovePlaces = 2;

bool takesAtOnce(const OrderDraft &draft, const RiskContext &context)
{
    const auto best = valuation::bestOpposite(draft, context);
    if (draft.type != OrderType::Limit || !draft.price || !best || draft.trigger)
        return false;
    return draft.side == Side::Buy ? *draft.price >= *best : *draft.price <= *best;
}

/// The stop of an order that opens or grows a position lies where the venue would have liquidated it already.
bool isBeyond(const OrderDraft &draft, const estimate::Liquidation &liquidation)
{
    if (!draft.exits.stopLoss || !liquidation.price.isValid() || liquidation.side != draft.side)
        return false;
    const Decimal stop = draft.instrument->price(draft.exits.stopLoss->trigger);
    return draft.side == Side::Buy ? stop <= liquidation.price : stop >= liquidation.price;
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

    preview.impact = estimate::fillNow(draft, context);
    preview.wouldCross = takesAtOnce(draft, context);
    preview.notional = valuation::notional(draft, context);
    preview.fee = estimate::entryFee(draft, context);
    preview.feeCurrency = estimate::feeCurrency(draft);
    if (draft.instrument->id().category != Category::Spot && context.leverage && context.leverage->sign() > 0)
        preview.margin = preview.notional.dividedBy(*context.leverage, kMoneyPlaces, Rounding::Up);
    const auto liquidation = estimate::liquidation(draft, context);
    preview.liquidationPrice = liquidation.price;
    preview.liquidationBasis = liquidation.basis;
    preview.isStopBeyondLiquidation = isBeyond(draft, liquidation);
    preview.lossAtStop = estimate::lossAtStop(draft, context);
    return preview;
}

Decimal movedBps(const Preview &previewed, const RiskContext &now)
{
    const auto &draft = previewed.draft;
    const Decimal then = previewed.impact.averagePrice;
    if (!draft.instrument || draft.trigger || !(then.sign() > 0))
        return 0; // nothing was to fill at once
    const Impact impact = estimate::fillNow(draft, now);
    if (draft.type == OrderType::Market && impact.filled < previewed.impact.filled)
        return Decimal::invalid();
    if (!impact.averagePrice.isValid())
        return 0; // it would rest at its own price
    const Decimal worse = draft.side == Side::Buy ? impact.averagePrice - then : then - impact.averagePrice;
    return (worse * Decimal(10'000)).dividedBy(then, kMovePlaces, Rounding::Up);
}

} // namespace bw
