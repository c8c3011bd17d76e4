// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/guardremedy.h"

#include "ui/models/numberformat.h"

#include <QCoreApplication>

namespace bw {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("bw::GuardRemedy", text); }

/// Which field the nearest value belongs to. What is not named here has none: a tolerance must never land in the quantity.
std::optional<GuardRemedy::Kind> fieldOf(const Verdict &verdict)
{
    switch (verdict.rule) {
    case RuleId::PriceBand: return GuardRemedy::Kind::Price;
    case RuleId::TickLot:
        if (verdict.why == u"bad_price")
            return GuardRemedy::Kind::Price;
        return verdict.why == u"bad_qty" ? std::optional(GuardRemedy::Kind::Qty) : std::nullopt;
    case RuleId::MinMax:
    case RuleId::NotionalCap:
    case RuleId::PositionCap:
    case RuleId::BookFresh:
    case RuleId::Balance:
    case RuleId::ReduceOnly: return GuardRemedy::Kind::Qty;
    default: return std::nullopt;
    }
}

} // namespace

std::optional<GuardRemedy> remedyOf(const Verdict &verdict)
{
    if (verdict.ok)
        return std::nullopt;
    if (verdict.why == u"duplicate")
        return GuardRemedy{GuardRemedy::Kind::Repeat, {}, tr("It is meant")};
    if (verdict.why == u"unknown_order")
        return GuardRemedy{GuardRemedy::Kind::OverrideUnknown, {}, tr("Enter all the same")};
    const auto field = fieldOf(verdict);
    if (!field || !Decimal::parse(verdict.nearest))
        return std::nullopt;
    return GuardRemedy{*field, verdict.nearest, tr("Use %1").arg(readNumber(verdict.nearest))};
}

} // namespace bw
