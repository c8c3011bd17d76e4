// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/protectform.h"

#include "ui/models/numberformat.h"
#include "ui/models/orderwords.h"

#include <QCoreApplication>

namespace bw {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::ProtectForm)
};

QString plain(const Position &position, const Decimal &value)
{
    if (!value.isValid() || value.sign() <= 0)
        return {};
    const auto ticks = position.instrument->toTicks(value);
    return ticks ? position.instrument->priceText(*ticks) : value.toString();
}

/// A price in ticks; nullopt with `error` filled where the text is none.
std::optional<PriceTicks> ticksOf(const QString &text, const Instrument &of, QString &error)
{
    const auto value = Decimal::parse(QStringView(text).trimmed());
    if (!value || value->sign() <= 0) {
        error = Words::tr("That is no price above zero.");
        return std::nullopt;
    }
    const auto ticks = of.toTicks(*value);
    if (ticks)
        return *ticks;
    const auto below = of.toTicks(*value, Rounding::Down);
    const auto above = of.toTicks(*value, Rounding::Up);
    error = below && above ? Words::tr("Not a whole number of ticks: %1 or %2.").arg(of.priceText(*below), of.priceText(*above))
                           : Words::tr("Not a price of this instrument.");
    return std::nullopt;
}

/// One price of the pair. `closesBelow`: it lets go when the market falls to it.
void readLeg(const QString &text, const Position &position, bool closesBelow, TriggerBy by, std::optional<ExitLeg> &leg, QString &error)
{
    if (text.trimmed().isEmpty())
        return;
    const Instrument &of = *position.instrument;
    const auto ticks = ticksOf(text, of, error);
    if (!ticks)
        return;
    const Decimal price = of.price(*ticks);
    if (position.markPrice.isValid() && (closesBelow ? price >= position.markPrice : price <= position.markPrice)) {
        const QString mark = readPrice(of, position.markPrice);
        error = closesBelow ? Words::tr("Must stand below the mark price %1, or it closes at once.").arg(mark)
                            : Words::tr("Must stand above the mark price %1, or it closes at once.").arg(mark);
        return;
    }
    leg = ExitLeg{*ticks, by, std::nullopt};
}

bool isSet(const Decimal &value) { return value.isValid() && value.sign() > 0; }

struct Reader {
    const ProtectForm &form;
    const Position &position;
    const Instrument &of;
    ProtectReading reading;
    StopDraft draft;

    void readPair();
    void compareLeg(const QString &name, std::optional<ExitLeg> &leg, const QString &text, const Decimal &now, bool &removes);
    void readTrailing();
    void readSize();
    [[nodiscard]] bool hasError() const
    {
        return !(reading.takeProfitError + reading.stopLossError + reading.trailingError + reading.activationError + reading.sizeError).isEmpty();
    }
};

void Reader::readPair()
{
    const bool isLong = position.side == Side::Buy;
    readLeg(form.takeProfit, position, !isLong, form.by, draft.takeProfit, reading.takeProfitError);
    readLeg(form.stopLoss, position, isLong, form.by, draft.stopLoss, reading.stopLossError);
    compareLeg(Words::tr("Take profit"), draft.takeProfit, form.takeProfit, position.takeProfit, draft.removesTakeProfit);
    compareLeg(Words::tr("Stop loss"), draft.stopLoss, form.stopLoss, position.stopLoss, draft.removesStopLoss);
}

void Reader::compareLeg(const QString &name, std::optional<ExitLeg> &leg, const QString &text, const Decimal &now, bool &removes)
{
    const bool isPartial = form.mode == StopMode::Partial; // which only ever adds
    if (leg && !isPartial && isSet(now) && of.price(leg->trigger) == now) {
        leg.reset();
        return;
    }
    if (leg)
        reading.changes.append(Words::tr("%1 at %2, trigger: %3 price.").arg(name, readPrice(of, leg->trigger), orderwords::word(leg->by)));
    else if (text.trimmed().isEmpty() && !isPartial && isSet(now)) {
        removes = true;
        reading.changes.append(Words::tr("%1 %2 is taken away.").arg(name, readPrice(of, now)));
    }
}

void Reader::readTrailing()
{
    if (form.trailing.trimmed().isEmpty()) {
        if (isSet(position.trailingStop)) {
            draft.removesTrailing = true;
            reading.changes.append(Words::tr("Trailing stop %1 is taken away.").arg(readPrice(of, position.trailingStop)));
        }
        return;
    }
    const auto distance = ticksOf(form.trailing, of, reading.trailingError);
    if (!distance || (isSet(position.trailingStop) && of.price(*distance) == position.trailingStop && form.activation.trimmed().isEmpty()))
        return;
    draft.trailingDistance = of.price(*distance);
    if (!form.activation.trimmed().isEmpty())
        draft.activePrice = ticksOf(form.activation, of, reading.activationError);
    reading.changes.append(draft.activePrice ? Words::tr("Trailing stop %1 behind the market, from %2 on.").arg(readPrice(of, *distance), readPrice(of, *draft.activePrice))
                                             : Words::tr("Trailing stop %1 behind the market, at once.").arg(readPrice(of, *distance)));
}

void Reader::readSize()
{
    const auto value = Decimal::parse(QStringView(form.size).trimmed());
    const auto lots = value ? of.toLots(*value) : tl::unexpected(Error{});
    if (!lots || lots->value() <= 0)
        reading.sizeError = Words::tr("That is no whole number of lots above zero.");
    else if (*value > position.size)
        reading.sizeError = Words::tr("More than the position, which is %1.").arg(readDecimal(position.size));
    else
        draft.size = *lots;
}

} // namespace

ProtectForm protectFormOf(const Position &position)
{
    ProtectForm form;
    if (!position.instrument)
        return form;
    form.takeProfit = plain(position, position.takeProfit);
    form.stopLoss = plain(position, position.stopLoss);
    form.trailing = plain(position, position.trailingStop);
    return form;
}

ProtectReading readProtection(const ProtectForm &form, const Position &position)
{
    if (!position.instrument || !position.side)
        return {};
    Reader reader{form, position, *position.instrument, {}, {}};
    reader.draft.instrument = position.instrument;
    reader.draft.positionIdx = position.positionIdx;
    reader.draft.mode = form.mode;
    reader.readPair();
    if (form.mode == StopMode::Partial)
        reader.readSize();
    else
        reader.readTrailing();
    if (!reader.hasError() && !reader.reading.changes.isEmpty())
        reader.reading.draft = reader.draft;
    return reader.reading;
}

} // namespace bw
