// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rules of what an order is: its position index, its trigger, the protection that goes out with it.
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw::rules {

namespace {
const QString &oneWay()
{
    static const QString name = QStringLiteral("one_way");
    return name;
}

/// The price at which the order is expected to fill, from which its protection is measured; invalid when it can't be known.
Decimal entryPrice(const OrderDraft &draft, const RiskContext &context)
{
    if (draft.type == OrderType::Limit && draft.price)
        return draft.instrument->price(*draft.price);
    if (draft.trigger)
        return draft.instrument->price(draft.trigger->price);
    const auto best = valuation::bestOpposite(draft, context);
    return best ? draft.instrument->price(*best) : Decimal::invalid();
}

/// What the venue takes beside an order, whatever the prices (fact sheet Bybit v5, 6.1).
const char16_t *kindFault(const OrderDraft &draft)
{
    if (draft.reduceOnly || draft.closesPosition)
        return u"exits_with_reduce_only";
    if (draft.instrument->id().category == Category::Spot)
        return draft.type == OrderType::Limit && !draft.trigger ? u"" : u"exits_on_spot";
    const auto hasLimit = [](const std::optional<ExitLeg> &leg) { return leg && leg->limit; };
    const bool needsPartial = draft.exits.mode == StopMode::Full && (hasLimit(draft.exits.takeProfit) || hasLimit(draft.exits.stopLoss));
    return needsPartial ? u"limit_needs_partial" : u"";
}
} // namespace

Verdict positionMode(const OrderDraft &draft, const RiskContext &context)
{
    const auto answer = [&](const QString &mode, const char16_t *why, const QString &nearest = {}) {
        return verdict(RuleId::PositionMode, QString::number(draft.positionIdx), mode, QString::fromUtf16(why), nearest);
    };
    if (!valuation::mayHedge(*draft.instrument))
        return answer(oneWay(), draft.positionIdx == 0 ? u"" : u"needs_one_way_index", QStringLiteral("0"));
    if (!context.mode || !context.mode->isHedge)
        return answer({}, u"position_mode_unknown");
    if (!*context.mode->isHedge)
        return answer(oneWay(), draft.positionIdx == 0 ? u"" : u"needs_one_way_index", draft.positionIdx == 0 ? QString() : QStringLiteral("0"));
    const int opened = draft.side == Side::Buy ? 1 : 2;
    const int closed = 3 - opened;
    const int wanted = draft.reduceOnly ? closed : opened;
    if (draft.positionIdx != 1 && draft.positionIdx != 2)
        return answer(QStringLiteral("hedge"), u"needs_hedge_index", QString::number(wanted));
    return draft.positionIdx == wanted ? answer(QStringLiteral("hedge"), u"") : answer(QStringLiteral("hedge"), u"hedge_side", QString::number(wanted));
}

Verdict triggerSide(const OrderDraft &draft, const RiskContext &context)
{
    if (!draft.trigger)
        return verdict(RuleId::TriggerSide, {}, {});
    const auto &instrument = *draft.instrument;
    const Decimal price = instrument.price(draft.trigger->price);
    const Decimal now = valuation::referencePrice(instrument, draft.trigger->by, valuation::positionOf(draft, context), context);
    if (!now.isValid())
        return verdict(RuleId::TriggerSide, price.toString(), {}, QStringLiteral("no_price"));
    const bool isRise = draft.trigger->isRise;
    if (isRise ? price > now : price < now)
        return verdict(RuleId::TriggerSide, price.toString(), now.toString());
    const auto at = instrument.toTicks(now, isRise ? Rounding::Down : Rounding::Up);
    return verdict(RuleId::TriggerSide, price.toString(), now.toString(), QStringLiteral("trigger_passed"),
                   at ? instrument.priceText(*at + PriceTicks(isRise ? 1 : -1)) : QString());
}

Verdict exits(const OrderDraft &draft, const RiskContext &context)
{
    if (draft.exits.isEmpty())
        return verdict(RuleId::Exits, {}, {});
    if (const char16_t *fault = kindFault(draft); *fault != u'\0')
        return verdict(RuleId::Exits, {}, {}, QString::fromUtf16(fault));
    const Decimal entry = entryPrice(draft, context);
    if (!entry.isValid())
        return verdict(RuleId::Exits, {}, {}, QStringLiteral("no_price"));
    const auto &instrument = *draft.instrument;
    const bool isBuy = draft.side == Side::Buy;
    const auto fault = [&](const std::optional<ExitLeg> &leg, bool belongsBelow, const char16_t *why) -> std::optional<Verdict> {
        if (!leg)
            return std::nullopt;
        const Decimal price = instrument.price(leg->trigger);
        if (belongsBelow ? price < entry : price > entry)
            return std::nullopt;
        const auto at = instrument.toTicks(entry, belongsBelow ? Rounding::Up : Rounding::Down);
        return verdict(RuleId::Exits, price.toString(), entry.toString(), QString::fromUtf16(why),
                       at ? instrument.priceText(*at + PriceTicks(belongsBelow ? -1 : 1)) : QString());
    };
    if (const auto found = fault(draft.exits.stopLoss, isBuy, u"stop_wrong_side"))
        return *found;
    if (const auto found = fault(draft.exits.takeProfit, !isBuy, u"take_profit_wrong_side"))
        return *found;
    return verdict(RuleId::Exits, {}, entry.toString());
}

} // namespace bw::rules
