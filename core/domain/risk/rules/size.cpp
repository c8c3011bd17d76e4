// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw::rules {

namespace {
constexpr std::int64_t kMostSteps = std::int64_t(1) << 53; // as Instrument counts
bool isCount(std::int64_t steps) { return steps > 0 && steps < kMostSteps; }
} // namespace

Verdict tickLot(const OrderDraft &draft, const RiskContext &)
{
    const auto &instrument = *draft.instrument;
    const auto &filters = instrument.filters();
    if (!isCount(draft.qty.value()))
        return verdict(RuleId::TickLot, QString::number(draft.qty.value()), filters.lotSize.toString(), QStringLiteral("bad_qty"));
    if (draft.type == OrderType::Market)
        return verdict(RuleId::TickLot, instrument.qtyText(draft.qty), filters.lotSize.toString());
    if (!draft.price)
        return verdict(RuleId::TickLot, {}, filters.tickSize.toString(), QStringLiteral("no_limit_price"));
    if (!isCount(draft.price->value()))
        return verdict(RuleId::TickLot, QString::number(draft.price->value()), filters.tickSize.toString(), QStringLiteral("bad_price"));
    return verdict(RuleId::TickLot, instrument.priceText(*draft.price), filters.tickSize.toString());
}

Verdict minMax(const OrderDraft &draft, const RiskContext &context)
{
    const auto &filters = draft.instrument->filters();
    const Decimal qty = draft.instrument->qty(draft.qty);
    const auto &most = draft.type == OrderType::Market ? filters.maxMarketQty : filters.maxLimitQty;
    if (most && !(qty <= *most))
        return verdict(RuleId::MinMax, qty.toString(), most->toString(), QStringLiteral("too_large"));
    const QString mostText = most ? most->toString() : QString();
    if (isExit(draft, context)) // an exit may be as small as what is left
        return verdict(RuleId::MinMax, qty.toString(), mostText);

    if (filters.minQty && !(qty >= *filters.minQty))
        return verdict(RuleId::MinMax, qty.toString(), filters.minQty->toString(), QStringLiteral("too_small"));
    if (filters.minNotional) {
        const Decimal notional = valuation::notional(draft, context);
        if (!notional.isValid())
            return verdict(RuleId::MinMax, {}, filters.minNotional->toString(), QStringLiteral("no_price"));
        if (!(notional >= *filters.minNotional))
            return verdict(RuleId::MinMax, notional.toString(), filters.minNotional->toString(), QStringLiteral("notional_too_small"));
    }
    return verdict(RuleId::MinMax, qty.toString(), mostText);
}

Verdict notionalCap(const OrderDraft &draft, const RiskContext &context)
{
    const Decimal &cap = context.limits.maxOrderNotional;
    const Decimal notional = valuation::notionalAtRisk(draft, context);
    if (!notional.isValid())
        return verdict(RuleId::NotionalCap, {}, cap.toString(), QStringLiteral("no_price"));
    return verdict(RuleId::NotionalCap, notional.toString(), cap.toString(),
                   notional <= cap ? QString() : QStringLiteral("order_too_large"));
}

} // namespace bw::rules
