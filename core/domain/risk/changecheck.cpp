// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/changecheck.h"

#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

#include <algorithm>

namespace bw {

namespace {
using changes::askOfAccount;
using rules::verdict;

bool isOpen(const Order &order, const InstrumentId &id)
{
    return order.instrument && order.instrument->id() == id && (order.state == OrderState::Intent || isWorking(order.state));
}

Verdict leverageVerdict(const LeverageDraft &draft, const RiskContext &context)
{
    const auto &most = draft.instrument->filters().maxLeverage;
    const QString limit = most ? most->toString() : QString();
    const auto answer = [&](const char16_t *why, const QString &nearest = {}) {
        return verdict(RuleId::Leverage, draft.leverage.toString(), limit, QString::fromUtf16(why), nearest);
    };
    if (draft.instrument->id().category == Category::Spot)
        return answer(u"leverage_on_spot");
    if (context.mode && context.mode->marginMode == MarginMode::Portfolio)
        return answer(u"leverage_in_portfolio");
    if (!(draft.leverage >= Decimal(1)))
        return answer(u"bad_leverage", QStringLiteral("1"));
    if (const Decimal rounded = draft.leverage.rounded(2, Rounding::Down); !(rounded == draft.leverage)) // the venue takes two places
        return answer(u"bad_leverage", rounded.toString());
    return most && !(draft.leverage <= *most) ? answer(u"leverage_too_high", limit) : answer(u"");
}

Verdict positionModeVerdict(const PositionModeDraft &draft, const RiskContext &context)
{
    const auto &id = draft.instrument->id();
    const auto answer = [&](const char16_t *why) {
        return verdict(RuleId::PositionMode, draft.isHedge ? QStringLiteral("hedge") : QStringLiteral("one_way"), {}, QString::fromUtf16(why));
    };
    if (!valuation::mayHedge(*draft.instrument))
        return answer(u"hedge_only_usdt");
    if (!context.positions)
        return answer(u"positions_unknown");
    const bool hasPosition = std::any_of(context.positions->cbegin(), context.positions->cend(), [&id](const Position &position) {
        return position.instrument && position.instrument->id() == id && position.side && position.size.sign() != 0;
    });
    if (hasPosition)
        return answer(u"has_position");
    const bool hasOrder = std::any_of(context.working.cbegin(), context.working.cend(), [&id](const Order &order) { return isOpen(order, id); });
    return answer(hasOrder ? u"has_order" : u"");
}
} // namespace

Verdicts changes::askOfAccount(const std::vector<Rule> &rules, const InstrumentPtr &instrument, const RiskContext &context, Weight weight)
{
    OrderDraft nothing; // these rules look at its instrument alone
    nothing.instrument = instrument;
    RiskContext calm = context;
    calm.hasUnknownOnSymbol = false; // an order whose fate is open hinders entries, not these
    calm.isInstrumentReduceOnly = false;
    Verdicts verdicts;
    for (const Rule &rule : rules) {
        const bool isAlways = rule.id == RuleId::KeyLevel;
        const bool isOfLooser = rule.id == RuleId::TradingAllowed || rule.id == RuleId::Clock || rule.id == RuleId::UnknownOrder;
        if (isAlways || (isOfLooser && weight != Weight::Exit))
            verdicts.append(rule.check(nothing, calm));
    }
    return verdicts;
}

Judged changes::judgeLeverage(const std::vector<Rule> &rules, const LeverageDraft &draft, const RiskContext &context)
{
    auto verdicts = askOfAccount(rules, draft.instrument, context, Weight::Entry);
    verdicts.append(leverageVerdict(draft, context));
    return {verdicts, Weight::Entry};
}

Judged changes::judgePositionMode(const std::vector<Rule> &rules, const PositionModeDraft &draft, const RiskContext &context)
{
    auto verdicts = askOfAccount(rules, draft.instrument, context, Weight::Entry);
    verdicts.append(positionModeVerdict(draft, context));
    return {verdicts, Weight::Entry};
}

Judged judge(const std::vector<Rule> &rules, const ChangeDraft &draft, const Order *amended, const RiskContext &context)
{
    if (rules.empty()) // what nobody judged is not approved
        return {};
    if (!instrumentOf(draft))
        return {{{RuleId::TickLot, false, {}, {}, QStringLiteral("no_instrument")}}, Weight::Entry};
    if (const auto *amend = std::get_if<AmendDraft>(&draft))
        return changes::judgeAmend(rules, *amend, amended, context);
    if (const auto *stop = std::get_if<StopDraft>(&draft))
        return changes::judgeStop(rules, *stop, context);
    if (const auto *leverage = std::get_if<LeverageDraft>(&draft))
        return changes::judgeLeverage(rules, *leverage, context);
    return changes::judgePositionMode(rules, std::get<PositionModeDraft>(draft), context);
}

} // namespace bw
