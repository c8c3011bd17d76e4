// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rule.h"

#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw {

std::vector<Rule> allRules()
{
    return {
        {RuleId::TradingAllowed, false, rules::tradingAllowed},
        {RuleId::KeyLevel, true, rules::keyLevel},
        {RuleId::TickLot, true, rules::tickLot},
        {RuleId::MinMax, true, rules::minMax},
        {RuleId::NotionalCap, false, rules::notionalCap},
        {RuleId::PositionCap, false, rules::positionCap},
        {RuleId::PriceBand, false, rules::priceBand},
        {RuleId::BookFresh, false, rules::bookFresh},
        {RuleId::Balance, false, rules::balance},
        {RuleId::Clock, false, rules::clock},
        {RuleId::Rate, false, rules::rate},
        {RuleId::Duplicate, false, rules::duplicate},
        {RuleId::UnknownOrder, false, rules::unknownOrder},
        {RuleId::ReduceOnly, false, rules::reduceOnly},
    };
}

bool isExit(const OrderDraft &draft, const RiskContext &context)
{
    if (!draft.reduceOnly || !draft.instrument || draft.instrument->id().category == Category::Spot)
        return false;
    const Position *position = valuation::positionOf(draft, context);
    return position && *position->side == opposite(draft.side) && draft.instrument->qty(draft.qty) <= position->size;
}

QString toName(RuleId rule)
{
    switch (rule) {
    case RuleId::TradingAllowed: return QStringLiteral("trading_state");
    case RuleId::KeyLevel: return QStringLiteral("key_level");
    case RuleId::TickLot: return QStringLiteral("tick_lot");
    case RuleId::MinMax: return QStringLiteral("min_max");
    case RuleId::NotionalCap: return QStringLiteral("notional_cap");
    case RuleId::PositionCap: return QStringLiteral("position_cap");
    case RuleId::PriceBand: return QStringLiteral("price_band");
    case RuleId::BookFresh: return QStringLiteral("book");
    case RuleId::Balance: return QStringLiteral("balance");
    case RuleId::Clock: return QStringLiteral("clock");
    case RuleId::Rate: return QStringLiteral("rate");
    case RuleId::Duplicate: return QStringLiteral("duplicate");
    case RuleId::UnknownOrder: return QStringLiteral("unknown_order");
    case RuleId::ReduceOnly: return QStringLiteral("reduce_only");
    }
    return {};
}

} // namespace bw
