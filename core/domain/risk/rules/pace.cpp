// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/rules/rules.h"

#include <algorithm>

namespace bw::rules {

namespace {
constexpr std::chrono::seconds kMinute{60};

bool isAlike(const RecentSend &sent, const OrderDraft &draft)
{
    const auto price = draft.type == OrderType::Limit ? draft.price : std::nullopt;
    const auto sentPrice = sent.type == OrderType::Limit ? sent.price : std::nullopt;
    const auto trigger = draft.trigger ? std::optional(draft.trigger->price) : std::nullopt;
    return sent.instrument == draft.instrument->id() && sent.side == draft.side && sent.type == draft.type && sent.qty == draft.qty
        && sentPrice == price && sent.trigger == trigger && sent.positionIdx == draft.positionIdx;
}
} // namespace

Verdict rate(const OrderDraft &, const RiskContext &context)
{
    const auto sent = std::count_if(context.recentSends.cbegin(), context.recentSends.cend(),
                                    [&](const RecentSend &send) { return context.now - send.at < kMinute; });
    const bool mayMore = sent < context.limits.maxOrdersPerMinute;
    return verdict(RuleId::Rate, QString::number(sent), QString::number(context.limits.maxOrdersPerMinute),
                   mayMore ? QString() : QStringLiteral("too_many_orders"));
}

/// Asks once more: a confirmed repeat passes, and so does the armed ladder, where two clicks mean two orders.
Verdict duplicate(const OrderDraft &draft, const RiskContext &context)
{
    const bool isAsked = !draft.isRepeatWanted && draft.origin != Origin::OneClick;
    const auto window = context.limits.duplicateWindow;
    QString age;
    bool isRepeat = false;
    for (const RecentSend &send : context.recentSends) {
        const auto since = context.now - send.at;
        if (since >= window || !isAlike(send, draft))
            continue;
        isRepeat = true;
        age = QString::number(std::chrono::floor<std::chrono::milliseconds>(since).count());
    }
    return verdict(RuleId::Duplicate, age, QString::number(window.count()), isRepeat && isAsked ? QStringLiteral("duplicate") : QString());
}

} // namespace bw::rules
