// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/riskgate.h"

#include "core/domain/risk/changecheck.h"

#include <algorithm>

namespace bw {

namespace {
constexpr qsizetype kMaxLinkId = 36; // the venue's

bool isLinkId(const QString &id)
{
    return !id.isEmpty() && id.size() <= kMaxLinkId && std::all_of(id.cbegin(), id.cend(), [](QChar c) {
        return (c >= u'0' && c <= u'9') || (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || c == u'-' || c == u'_';
    });
}
} // namespace

RiskGate::RiskGate(std::vector<Rule> rules)
    : m_rules(std::move(rules))
{
}

Verdicts RiskGate::check(const OrderDraft &draft, const RiskContext &context) const
{
    if (!draft.instrument)
        return {{RuleId::TickLot, false, {}, {}, QStringLiteral("no_instrument")}};
    return ask(m_rules, draft, context, isExit(draft, context) ? Weight::Exit : Weight::Entry);
}

tl::expected<ApprovedOrder, Verdicts> RiskGate::approve(const OrderDraft &draft, const RiskContext &context,
                                                        const QString &orderLinkId) const
{
    Verdicts verdicts = check(draft, context);
    if (!isLinkId(orderLinkId))
        verdicts.append({RuleId::Duplicate, false, orderLinkId, {}, QStringLiteral("bad_link_id")});
    if (!allOk(verdicts))
        return tl::unexpected<Verdicts>(std::move(verdicts));
    return ApprovedOrder(draft, orderLinkId, isExit(draft, context));
}

Verdicts RiskGate::check(const ChangeDraft &draft, const Order *amended, const RiskContext &context) const
{
    return judge(m_rules, draft, amended, context).verdicts;
}

tl::expected<ApprovedChange, Verdicts> RiskGate::approve(const ChangeDraft &draft, const Order *amended, const RiskContext &context) const
{
    auto judged = judge(m_rules, draft, amended, context);
    if (!allOk(judged.verdicts))
        return tl::unexpected<Verdicts>(std::move(judged.verdicts));
    return ApprovedChange(draft, judged.weight == Weight::Exit);
}

bool allOk(const Verdicts &verdicts)
{
    return !verdicts.isEmpty() && std::all_of(verdicts.cbegin(), verdicts.cend(), [](const Verdict &verdict) { return verdict.ok; });
}

} // namespace bw
