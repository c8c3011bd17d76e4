// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/changecheck.h"
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

#include <algorithm>

namespace bw {

namespace {
using rules::verdict;
constexpr auto kMostPartialStops = 20; // of one position, the venue's

const Position *positionOf(const StopDraft &draft, const RiskContext &context)
{
    OrderDraft of;
    of.instrument = draft.instrument;
    of.positionIdx = draft.positionIdx;
    return valuation::positionOf(of, context);
}

Verdict stepVerdict(const StopDraft &draft)
{
    const auto &filters = draft.instrument->filters();
    const auto answer = [&](const char16_t *why, const QString &measured = {}, const QString &nearest = {}) {
        return verdict(RuleId::TickLot, measured, filters.tickSize.toString(), QString::fromUtf16(why), nearest);
    };
    for (const auto *leg : {&draft.takeProfit, &draft.stopLoss})
        if (*leg && !rules::isGoodExit(**leg))
            return answer(u"bad_exit");
    if (draft.activePrice && !rules::isCount(draft.activePrice->value()))
        return answer(u"bad_exit");
    if (draft.size && !rules::isCount(draft.size->value()))
        return answer(u"bad_qty", QString::number(draft.size->value()));
    if (draft.trailingDistance && !draft.instrument->toTicks(*draft.trailingDistance)) {
        const auto rounded = draft.instrument->toTicks(*draft.trailingDistance, Rounding::HalfEven);
        const PriceTicks nearest = std::max(rounded.value_or(PriceTicks(1)), PriceTicks(1));
        return answer(u"bad_distance", draft.trailingDistance->toString(), draft.instrument->priceText(nearest));
    }
    return answer(u"");
}

Verdict sizeVerdict(const StopDraft &draft, const Position *position, const RiskContext &context)
{
    if (draft.mode == StopMode::Full)
        return verdict(RuleId::MinMax, {}, {});
    const auto &filters = draft.instrument->filters();
    const bool hasLimit = (draft.takeProfit && draft.takeProfit->limit) || (draft.stopLoss && draft.stopLoss->limit);
    std::optional<Decimal> most = hasLimit ? filters.maxLimitQty : filters.maxMarketQty;
    if (position && (!most || position->size < *most))
        most = position->size;
    const QString limit = most ? most->toString() : QString();
    const auto there = std::count_if(context.working.cbegin(), context.working.cend(), [&draft](const Order &order) {
        return order.instrument && order.instrument->id() == draft.instrument->id() && order.positionIdx == draft.positionIdx
            && order.stopOrderType.startsWith(u"Partial");
    });
    if (there >= kMostPartialStops)
        return verdict(RuleId::MinMax, QString::number(there), QString::number(kMostPartialStops), QStringLiteral("too_many_stops"));
    if (!draft.size)
        return verdict(RuleId::MinMax, {}, limit);
    const Decimal size = draft.instrument->qty(*draft.size);
    if (most && !(size <= *most))
        return verdict(RuleId::MinMax, size.toString(), limit, QStringLiteral("too_large"), limit);
    return verdict(RuleId::MinMax, size.toString(), limit);
}

/// The sides of the market that protection of this position may stand on; no mark, no objection: an exit is not trapped by a silent ticker.
Verdict sideVerdict(const StopDraft &draft, const Position &position, const RiskContext &context)
{
    const auto &instrument = *draft.instrument;
    const bool isLong = *position.side == Side::Buy;
    const auto fault = [&](const std::optional<PriceTicks> &trigger, TriggerBy by, bool belongsBelow, const char16_t *why) -> std::optional<Verdict> {
        const Decimal mark = valuation::referencePrice(instrument, by, &position, context);
        if (!trigger || !mark.isValid())
            return std::nullopt;
        const Decimal price = instrument.price(*trigger);
        if (belongsBelow ? price < mark : price > mark)
            return std::nullopt;
        const auto at = instrument.toTicks(mark, belongsBelow ? Rounding::Up : Rounding::Down);
        const QString nearest = at ? instrument.priceText(*at + PriceTicks(belongsBelow ? -1 : 1)) : QString();
        return verdict(RuleId::Exits, price.toString(), mark.toString(), QString::fromUtf16(why), nearest);
    };
    const auto triggerOf = [](const std::optional<ExitLeg> &leg) { return leg ? std::optional(leg->trigger) : std::nullopt; };
    const auto byOf = [](const std::optional<ExitLeg> &leg) { return leg ? leg->by : TriggerBy::LastPrice; };
    if (const auto found = fault(triggerOf(draft.stopLoss), byOf(draft.stopLoss), isLong, u"stop_wrong_side"))
        return *found;
    if (const auto found = fault(triggerOf(draft.takeProfit), byOf(draft.takeProfit), !isLong, u"take_profit_wrong_side"))
        return *found;
    if (const auto found = fault(draft.activePrice, TriggerBy::LastPrice, !isLong, u"active_price_wrong_side"))
        return *found;
    const Decimal mark = valuation::referencePrice(instrument, TriggerBy::LastPrice, &position, context);
    if (draft.trailingDistance && isLong && mark.isValid() && !(*draft.trailingDistance < mark))
        return verdict(RuleId::Exits, draft.trailingDistance->toString(), mark.toString(), QStringLiteral("trailing_too_wide"));
    return verdict(RuleId::Exits, {}, mark.isValid() ? mark.toString() : QString());
}

Verdict exitsVerdict(const StopDraft &draft, const Position *position, const RiskContext &context)
{
    const auto refuse = [](const char16_t *why) { return verdict(RuleId::Exits, {}, {}, QString::fromUtf16(why)); };
    if (draft.instrument->id().category == Category::Spot)
        return refuse(u"stop_on_spot");
    const bool sets = draft.takeProfit || draft.stopLoss || draft.trailingDistance;
    if (!sets && !draft.removesTakeProfit && !draft.removesStopLoss && !draft.removesTrailing)
        return refuse(u"nothing_changed");
    for (const auto *leg : {&draft.takeProfit, &draft.stopLoss})
        if (*leg && (*leg)->limit && draft.mode == StopMode::Full)
            return refuse(u"limit_needs_partial");
    if (draft.mode == StopMode::Partial && (draft.takeProfit || draft.stopLoss) && !draft.size)
        return refuse(u"no_stop_size");
    if (!position)
        return context.positions ? refuse(u"nothing_to_protect") : verdict(RuleId::Exits, {}, {});
    return sideVerdict(draft, *position, context);
}

/// Nothing that is there goes or moves away from the market. What is not known can't be loosened knowingly.
bool isTightening(const StopDraft &draft, const Position *position)
{
    if (draft.removesTakeProfit || draft.removesStopLoss || draft.removesTrailing)
        return false;
    if (!position)
        return true;
    const bool isLong = *position->side == Side::Buy;
    const auto isAway = [&](const std::optional<ExitLeg> &leg, const Decimal &present, bool isBelow) {
        if (!leg || draft.mode == StopMode::Partial || !present.isValid() || present.sign() <= 0) // Partial only ever adds
            return false;
        const Decimal wanted = draft.instrument->price(leg->trigger);
        return isBelow ? wanted < present : wanted > present;
    };
    const bool hasTrailing = position->trailingStop.sign() > 0;
    const bool trailsWider = draft.trailingDistance && hasTrailing && (*draft.trailingDistance > position->trailingStop || draft.activePrice);
    return !isAway(draft.stopLoss, position->stopLoss, isLong) && !isAway(draft.takeProfit, position->takeProfit, !isLong) && !trailsWider;
}
} // namespace

Judged changes::judgeStop(const std::vector<Rule> &rules, const StopDraft &draft, const RiskContext &context)
{
    const Position *position = positionOf(draft, context);
    const Weight weight = isTightening(draft, position) ? Weight::Exit : Weight::Loosening;
    Verdicts verdicts = askOfAccount(rules, draft.instrument, context, weight);
    verdicts.append(stepVerdict(draft));
    verdicts.append(sizeVerdict(draft, position, context));
    verdicts.append(exitsVerdict(draft, position, context));
    return {verdicts, weight};
}

} // namespace bw
