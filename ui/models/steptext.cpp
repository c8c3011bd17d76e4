// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/steptext.h"

#include "ui/models/numberformat.h"

#include <QCoreApplication>

namespace bw {
namespace {

constexpr qsizetype kMaxShown = 40; // of a typed text inside a sentence

QString tr(const char *text) { return QCoreApplication::translate("bw::StepText", text); }

QString shown(const QString &typed)
{
    const QString line = typed.simplified();
    return line.size() <= kMaxShown ? line : line.left(kMaxShown) + u'\u2026';
}

/// A number as typed, or pasted from a table with its thin spaces.
Result<Decimal> parsed(const QString &typed) { return Decimal::parse(toPlain(typed.trimmed())); }

template <class Count, class ToSteps, class ToText>
std::optional<Count> readSteps(const QString &typed, const Decimal &step, ToSteps toSteps, ToText toText, QString &error)
{
    if (typed.trimmed().isEmpty())
        return std::nullopt;
    const auto value = parsed(typed);
    if (!value) {
        error = tr("“%1” is not a number: write digits and one point, such as %2.").arg(shown(typed), step.toString());
        return std::nullopt;
    }
    if (value->sign() <= 0) {
        error = tr("It must be above zero: the smallest is %1.").arg(step.toString());
        return std::nullopt;
    }
    if (const Result<Count> exact = toSteps(*value, std::nullopt))
        return *exact;
    const Result<Count> below = toSteps(*value, Rounding::Down);
    const Result<Count> above = toSteps(*value, Rounding::Up);
    if (!below || !above)
        error = tr("%1 is too large for this instrument.").arg(shown(typed));
    else if (below->isZero())
        error = tr("The step is %1: the nearest valid value is %2.").arg(step.toString(), toText(*above));
    else
        error = tr("The step is %1: the nearest valid values are %2 and %3.").arg(step.toString(), toText(*below), toText(*above));
    return std::nullopt;
}

/// How many whole steps the text is away from zero after moving by so many.
std::optional<Decimal> stepped(const QString &text, const Decimal &step, std::int64_t steps)
{
    const auto value = parsed(text);
    if (!value || steps == 0)
        return std::nullopt;
    const auto from = value->stepsOf(step, steps > 0 ? Rounding::Down : Rounding::Up);
    if (!from)
        return std::nullopt;
    const Decimal result = step * Decimal::fromScaled(*from, 0) + step * Decimal::fromScaled(steps, 0);
    return result.sign() > 0 ? std::optional(result) : std::nullopt;
}

} // namespace

std::optional<PriceTicks> readPriceText(const QString &typed, const Instrument &instrument, QString &error)
{
    return readSteps<PriceTicks>(
        typed, instrument.filters().tickSize,
        [&](const Decimal &value, std::optional<Rounding> rounding) {
            return rounding ? instrument.toTicks(value, *rounding) : instrument.toTicks(value);
        },
        [&](PriceTicks ticks) { return instrument.priceText(ticks); }, error);
}

std::optional<QtyLots> readQtyText(const QString &typed, const Instrument &instrument, QString &error)
{
    return readSteps<QtyLots>(
        typed, instrument.filters().lotSize,
        [&](const Decimal &value, std::optional<Rounding> rounding) {
            return rounding ? instrument.toLots(value, *rounding) : instrument.toLots(value);
        },
        [&](QtyLots lots) { return instrument.qtyText(lots); }, error);
}

std::optional<Decimal> readAmountText(const QString &typed, const QString &example, QString &error)
{
    if (typed.trimmed().isEmpty())
        return std::nullopt;
    const auto value = parsed(typed);
    if (!value)
        error = tr("“%1” is not a number: write digits and one point, such as %2.").arg(shown(typed), example);
    else if (value->sign() <= 0)
        error = tr("It must be above zero, such as %1.").arg(example);
    else
        return *value;
    return std::nullopt;
}

std::optional<QString> steppedPrice(const QString &text, const Instrument &instrument, std::int64_t steps)
{
    const auto value = stepped(text, instrument.filters().tickSize, steps);
    if (!value)
        return std::nullopt;
    const auto ticks = instrument.toTicks(*value);
    return ticks ? std::optional(instrument.priceText(*ticks)) : std::nullopt;
}

std::optional<QString> steppedQty(const QString &text, const Instrument &instrument, std::int64_t steps)
{
    const auto value = stepped(text, instrument.filters().lotSize, steps);
    if (!value)
        return std::nullopt;
    const auto lots = instrument.toLots(*value);
    return lots ? std::optional(instrument.qtyText(*lots)) : std::nullopt;
}

std::optional<QString> steppedAmount(const QString &text, const Decimal &step, std::int64_t steps)
{
    const auto value = stepped(text, step, steps);
    return value ? std::optional(value->rounded(step.scale(), Rounding::HalfEven).toString()) : std::nullopt;
}

} // namespace bw
