// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"

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
    if (context.tradingState == TradingState::Halted)
        return answer(u"halted");
    if (context.tradingState == TradingState::Reducing && !isExit(draft, context))
        return answer(u"reducing");
    if (!context.isPrivateStreamLive)
        return answer(u"private_stream_down");
    return answer(u"");
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
    case KeyLevel::Trade:
    case KeyLevel::Transfer: break;
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
    return verdict(RuleId::UnknownOrder, context.hasUnknownOnSymbol ? QStringLiteral("unknown") : QStringLiteral("none"),
                   QStringLiteral("none"), context.hasUnknownOnSymbol ? QStringLiteral("unknown_order") : QString());
}

} // namespace bw::rules
