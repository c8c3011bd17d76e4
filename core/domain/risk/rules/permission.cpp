// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"
#include "core/domain/risk/valuation.h"

namespace bw::rules {

Verdict tradingAllowed(const OrderDraft &draft, const RiskContext &context)
{
    const auto answer = [&](const char16_t *why) {
        return verdict(RuleId::TradingAllowed, toName(context.tradingState), toName(TradingState::Active), QString::fromUtf16(why));
    };
    if (!context.isVenueAllowed)
        return answer(u"venue_not_allowed");
    if (draft.instrument->status() != InstrumentStatus::Trading)
        return answer(u"instrument_not_trading");
    const Position *position = valuation::positionOf(draft, context);
    if (context.isInstrumentReduceOnly || (position && position->isReduceOnly))
        return answer(u"instrument_reduce_only");
    if (context.tradingState == TradingState::Halted)
        return answer(u"halted");
    if (context.tradingState == TradingState::Reducing)
        return answer(u"reducing");
    if (!context.isPrivateStreamLive)
        return answer(u"private_stream_down");
    return answer(u"");
}

Verdict closeAllowed(const OrderDraft &draft, const RiskContext &context)
{
    const bool isAllowed = context.tradingState != TradingState::Halted || draft.isConfirmedClose;
    return verdict(RuleId::TradingAllowed, toName(context.tradingState), toName(TradingState::Reducing),
                   isAllowed ? QString() : QStringLiteral("close_unconfirmed"));
}

Verdict keyLevel(const OrderDraft &, const RiskContext &context)
{
    const auto answer = [&](const char16_t *why) {
        return verdict(RuleId::KeyLevel, toName(context.keyLevel), toName(KeyLevel::Trade), QString::fromUtf16(why));
    };
    // This rule holds for exits too, and a key that fits a venue where this session may not trade gives no right there.
    if (!context.isVenueAllowed)
        return answer(u"venue_not_allowed");
    switch (context.keyLevel) {
    case KeyLevel::None: return answer(u"no_key");
    case KeyLevel::ReadOnly: return answer(u"key_read_only");
    case KeyLevel::Withdraw: return answer(u"key_may_withdraw");
    case KeyLevel::Transfer: return answer(context.isTransferAllowed ? u"" : u"key_may_transfer");
    case KeyLevel::Unaudited: return answer(context.isUnauditedAllowed ? u"" : u"key_not_audited");
    case KeyLevel::Trade: break;
    }
    return answer(u"");
}

Verdict clock(const OrderDraft &, const RiskContext &context)
{
    const QString limit = QString::number(context.limits.maxClockError.count());
    if (!context.clockError)
        return verdict(RuleId::Clock, {}, limit, QStringLiteral("clock_unknown"));
    const bool isGood = context.clockError->count() >= 0 && *context.clockError <= context.limits.maxClockError;
    return verdict(RuleId::Clock, QString::number(context.clockError->count()), limit, isGood ? QString() : QStringLiteral("clock_off"));
}

Verdict unknownOrder(const OrderDraft &, const RiskContext &context)
{
    const auto answer = [](const char16_t *measured, const char16_t *why) {
        return verdict(RuleId::UnknownOrder, QString::fromUtf16(measured), QStringLiteral("none"), QString::fromUtf16(why));
    };
    if (context.hasUnknownChange)
        return answer(u"change", u"unknown_change");
    if (!context.hasUnknownOnSymbol)
        return answer(u"none", u"");
    return context.isUnknownOverridden ? answer(u"overridden", u"") : answer(u"unknown", u"unknown_order");
}

} // namespace bw::rules
