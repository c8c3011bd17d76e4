// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exitreading.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/models/steptext.h"
#include "ui/models/ticketquantity.h"
#include "ui/models/tradewords.h"

#include <QCoreApplication>

namespace bw {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("bw::TicketExits", text); }

std::optional<Decimal> priceOf(TriggerBy by, const TickerView *ticker)
{
    if (!ticker)
        return std::nullopt;
    switch (by) {
    case TriggerBy::LastPrice: return ticker->last;
    case TriggerBy::MarkPrice: return ticker->mark;
    case TriggerBy::IndexPrice: return ticker->index;
    }
    return std::nullopt;
}

/// One exit; `isAbove`: it lies above the entry (the profit of a buy, the stop of a sell).
std::optional<ExitLeg> readLeg(const QString &typed, bool isAbove, std::optional<PriceTicks> entry, const TicketForm &form, const Instrument &instrument,
                               QString &error)
{
    const auto price = readPriceText(typed, instrument, error);
    if (!price)
        return std::nullopt;
    if (entry && (isAbove ? *price <= *entry : *price >= *entry)) {
        const QString at = readPrice(instrument, *entry);
        error = isAbove ? tr("It must lie above the entry at %1.").arg(at) : tr("It must lie below the entry at %1.").arg(at);
    }
    return ExitLeg{*price, form.exitsBy, std::nullopt};
}

} // namespace

void judgeTrigger(const Trigger &trigger, const TicketContext &context, QString &error, QString &hint)
{
    const auto now = priceOf(trigger.by, context.ticker.get());
    if (!now || now->sign() <= 0)
        return;
    const Instrument &instrument = *context.instrument;
    const Decimal price = instrument.price(trigger.price);
    const QString source = sentences::word(trigger.by);
    if (trigger.isRise ? price <= *now : price >= *now) {
        //: %1 is "last price", %2 that price
        error = trigger.isRise ? tr("The %1 is %2: it must be above that, to be risen to.").arg(source, readPrice(instrument, *now))
                               : tr("The %1 is %2: it must be below that, to be fallen to.").arg(source, readPrice(instrument, *now));
        return;
    }
    const Decimal away = ((price - *now).abs() * Decimal(100)).dividedBy(*now, 2, Rounding::HalfEven);
    //: %1 is a percentage, %2 "last price"
    hint = trigger.isRise ? tr("%1 % above the %2").arg(readDecimal(away), source) : tr("%1 % below the %2").arg(readDecimal(away), source);
}

bool mayHaveExits(const TicketForm &form, const TicketContext &context)
{
    if (isSpot(context.instrument))
        return form.kind == OrderKind::Limit;
    return form.kind != OrderKind::Trailing && !(isHedge(context) ? form.isClose : form.isReduceOnly);
}

void readExits(const TicketForm &form, const TicketContext &context, OrderDraft &draft, TicketReading &reading)
{
    if (!mayHaveExits(form, context))
        return;
    const auto entry = form.side ? entryPrice(draft, context) : std::nullopt;
    const bool isBuy = draft.side == Side::Buy;
    const auto leg = [&](const QString &typed, bool isAbove, TicketReading::Field field) {
        return readLeg(typed, isAbove, entry, form, *draft.instrument, reading.errors[field]);
    };
    draft.exits.takeProfit = leg(form.takeProfitText, isBuy, TicketReading::TakeProfit);
    draft.exits.stopLoss = leg(form.stopLossText, !isBuy, TicketReading::StopLoss);
    draft.exits.mode = draft.exits.isEmpty() || isSpot(context.instrument) ? StopMode::Full : form.stopMode;
}

const Position *trailedPosition(const TicketForm &form, const TicketContext &context)
{
    if (!context.positions)
        return nullptr;
    for (const Position &position : *context.positions)
        if (position.side && position.size.sign() > 0 && (!isHedge(context) || position.side == form.side))
            return &position;
    return nullptr;
}

void readTrailing(const TicketForm &form, const TicketContext &context, TicketReading &reading)
{
    const Instrument &instrument = *context.instrument;
    if (isHedge(context) && !form.side)
        reading.missing << tr("Choose the position: long or short.");
    else if (!context.positions)
        reading.missing << tr("Positions are not known now.");
    else if (!trailedPosition(form, context))
        reading.missing << tr("There is no position that a trailing stop could follow.");
    const auto distance = readPriceText(form.distanceText, instrument, reading.errors[TicketReading::Distance]);
    if (form.distanceText.trimmed().isEmpty())
        reading.missing << tr("Enter the distance.");
    const auto activation = readPriceText(form.activationText, instrument, reading.errors[TicketReading::Activation]);
    const Position *position = trailedPosition(form, context);
    if (!position || !distance || !reading.missing.isEmpty() || reading.hasError())
        return;
    StopDraft stop;
    stop.instrument = context.instrument;
    stop.positionIdx = position->positionIdx;
    stop.trailingDistance = instrument.price(*distance);
    stop.activePrice = activation;
    reading.trailing = stop;
}

} // namespace bw
