// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/limitfields.h"

#include "ui/models/numberformat.h"

#include <QCoreApplication>

namespace bw {
namespace {

constexpr int kMostMoney = 1'000'000'000; // as settings keep it

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::LimitFields)
};

int whole(const Decimal &value) { return value.rounded(0, Rounding::Down).toString().toInt(); }

Decimal number(const QString &typed) { return Decimal::parse(toPlain(typed.trimmed())).value_or(Decimal::invalid()); }

template <std::chrono::milliseconds RiskLimits::*member>
LimitField span(const char *name, const QString &label, const QString &explanation, int least, int most)
{
    return {QString::fromLatin1(name), label, Words::tr("ms"), explanation, Decimal(least), Decimal(most), 0,
            [](const RiskLimits &limits) { return Decimal(static_cast<int>((limits.*member).count())); },
            [](RiskLimits &limits, const Decimal &value) { limits.*member = std::chrono::milliseconds(whole(value)); }};
}

template <int RiskLimits::*member>
LimitField count(const char *name, const QString &label, const QString &unit, const QString &explanation, int least, int most)
{
    return {QString::fromLatin1(name), label, unit, explanation, Decimal(least), Decimal(most), 0,
            [](const RiskLimits &limits) { return Decimal(limits.*member); },
            [](RiskLimits &limits, const Decimal &value) { limits.*member = whole(value); }};
}

template <Decimal RiskLimits::*member>
LimitField amount(const char *name, const QString &label, const QString &unit, const QString &explanation, const Decimal &least, const Decimal &most,
                  int places)
{
    return {QString::fromLatin1(name), label, unit, explanation, least, most, places, [](const RiskLimits &limits) { return limits.*member; },
            [](RiskLimits &limits, const Decimal &value) { limits.*member = value; }};
}

} // namespace

QVector<LimitField> limitFields()
{
    const Decimal hundredth = Decimal::fromScaled(1, 2);
    const QString coin = Words::tr("quote coin");
    return {
        amount<&RiskLimits::maxOrderNotional>("maxOrderNotional", Words::tr("One order"), coin,
                                              Words::tr("The most that one order may be worth; a market order by what the book has."), 1, kMostMoney, 2),
        amount<&RiskLimits::maxPositionNotional>("maxPositionNotional", Words::tr("Position"), coin,
                                                 Words::tr("The most that a position may be worth, working and UNKNOWN entries included."), 1, kMostMoney, 2),
        amount<&RiskLimits::priceBandPct>("priceBandPct", Words::tr("Price band"), Words::tr("%"),
                                          Words::tr("How far through the market a price may reach before it counts as mistyped."), hundredth, 20, 2),
        amount<&RiskLimits::maxPreviewMoveBps>("maxPreviewMoveBps", Words::tr("Move since the preview"), Words::tr("bp"),
                                               Words::tr("An order whose price moved further than this since it was reviewed is not sent."), hundredth, 200, 2),
        count<&RiskLimits::minTrust>("minTrust", Words::tr("Trust in the book"), Words::tr("of 100"),
                                     Words::tr("An entry on a book that is believed less than this is refused."), 1, 100),
        span<&RiskLimits::maxBookAge>("maxBookAge", Words::tr("Age of the book"), Words::tr("The oldest book that an entry may be sent on."), 100, 10'000),
        span<&RiskLimits::maxClockError>("maxClockError", Words::tr("Clock"), Words::tr("How well the venue's time must be known."), 10, 2'000),
        count<&RiskLimits::maxOrdersPerMinute>("maxOrdersPerMinute", Words::tr("Orders a minute"), Words::tr("orders"),
                                               Words::tr("More entries within a minute than this are refused."), 1, 600),
        count<&RiskLimits::maxOpenOrders>("maxOpenOrders", Words::tr("Open orders"), Words::tr("orders"),
                                          Words::tr("Working orders of one instrument, conditional ones included."), 1, 500),
        span<&RiskLimits::duplicateWindow>("duplicateWindow", Words::tr("Same order again"),
                                           Words::tr("Within this time the same order is asked about once more before it may go."), 100, 60'000),
    };
}

QString limitProblem(const LimitField &field, const QString &typed)
{
    const Decimal value = number(typed);
    const QString least = readDecimal(field.least.normalized());
    const QString most = readDecimal(field.most.normalized());
    if (!value.isValid())
        return Words::tr("Enter a number from %1 to %2.").arg(least, most);
    if (value < field.least || value > field.most)
        return Words::tr("It must be from %1 to %2: no limit can be switched off.").arg(least, most);
    if (value.normalized().scale() > field.places)
        return field.places == 0 ? Words::tr("It must be a whole number.") : Words::tr("It has %n decimal place(s) at most.", nullptr, field.places);
    return {};
}

QString limitText(const LimitField &field, const RiskLimits &limits) { return field.get(limits).normalized().toString(); }

void applyLimit(const LimitField &field, const QString &typed, RiskLimits &limits) { field.set(limits, number(typed).normalized()); }

} // namespace bw
