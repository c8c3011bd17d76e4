// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rule.h"

#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw {

std::vector<Rule> allRules()
{
    return {
        {RuleId::TradingAllowed, rules::tradingAllowed, rules::closeAllowed},
        {RuleId::KeyLevel, rules::keyLevel, rules::keyLevel},
        {RuleId::TickLot, rules::tickLot, rules::tickLot},
        {RuleId::MinMax, rules::minMax, rules::maximum},
        {RuleId::NotionalCap, rules::notionalCap},
        {RuleId::PositionCap, rules::positionCap},
        {RuleId::PriceBand, rules::priceBand},
        {RuleId::BookFresh, rules::bookFresh},
        {RuleId::Balance, rules::balance},
        {RuleId::Clock, rules::clock},
        {RuleId::Rate, rules::rate},
        {RuleId::Duplicate, rules::duplicate},
        {RuleId::UnknownOrder, rules::unknownOrder},
        {RuleId::ReduceOnly, rules::reduceOnly},
        {RuleId::OpenOrders, rules::openOrders},
        {RuleId::PositionMode, rules::positionMode},
        {RuleId::TriggerSide, rules::triggerSide},
        {RuleId::Exits, rules::exits},
    };
}

Verdicts ask(const std::vector<Rule> &rules, const OrderDraft &draft, const RiskContext &context, Weight weight)
{
    const auto hasSayOnLoosening = [](RuleId id) {
        return id == RuleId::TradingAllowed || id == RuleId::Clock || id == RuleId::UnknownOrder;
    };
    Verdicts verdicts;
    for (const Rule &rule : rules) {
        const bool isFull = weight == Weight::Entry || (weight == Weight::Loosening && hasSayOnLoosening(rule.id));
        if (const auto &check = isFull ? rule.check : rule.checkExit)
            verdicts.append(check(draft, context));
    }
    return verdicts;
}

bool isExit(const OrderDraft &draft, const RiskContext &context)
{
    if (!draft.instrument || !draft.exits.isEmpty())
        return false;
    if (draft.instrument->id().category == Category::Spot) {
        const Decimal free = valuation::freeBalance(draft.instrument->baseCoin(), context);
        return draft.side == Side::Sell && !draft.reduceOnly && !draft.closesPosition && draft.instrument->qty(draft.qty) <= free;
    }
    if (!draft.reduceOnly)
        return false;
    const Position *position = valuation::positionOf(draft, context);
    return draft.closesPosition || !context.positions || (position && *position->side == opposite(draft.side));
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
    case RuleId::OpenOrders: return QStringLiteral("open_orders");
    case RuleId::PositionMode: return QStringLiteral("position_mode");
    case RuleId::TriggerSide: return QStringLiteral("trigger");
    case RuleId::Exits: return QStringLiteral("exits");
    case RuleId::Amend: return QStringLiteral("amend");
    case RuleId::Leverage: return QStringLiteral("leverage");
    }
    return {};
}

} // namespace bw
