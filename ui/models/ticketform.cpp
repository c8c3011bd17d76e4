// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ticketform.h"

#include "ui/models/steptext.h"
#include "ui/models/exitreading.h"
#include "ui/models/ticketquantity.h"

#include <QCoreApplication>

#include <algorithm>

namespace bw {
namespace {

QString tr(const char *text) { return QCoreApplication::translate("bw::TicketForm", text); }

/// In hedge mode a buy opens the long position or closes the short one.
int positionIndex(Side side, bool isClose) { return (side == Side::Buy) != isClose ? 1 : 2; }

std::optional<SlippageTolerance> readSlippage(const TicketForm &form, QString &error)
{
    const bool isTicks = form.slippageUnit == SlippageTolerance::Unit::Ticks;
    const auto value = readAmountText(form.slippageText, isTicks ? QStringLiteral("50") : QStringLiteral("0.10"), error);
    if (!value)
        return std::nullopt;
    // The venue's own bounds: whole ticks from 1 to 10000, or 0.01 to 10 % with two places.
    if (isTicks && (value->normalized().scale() > 0 || *value > Decimal(10'000)))
        error = tr("The venue takes whole ticks from 1 to 10000.");
    else if (!isTicks && (*value < Decimal::fromScaled(1, 2) || *value > Decimal(10) || value->normalized().scale() > 2))
        error = tr("The venue takes 0.01 to 10 %, with two places at most.");
    else
        return SlippageTolerance{form.slippageUnit, value->normalized()};
    return std::nullopt;
}

TimeInForce timeInForce(const TicketForm &form)
{
    return !hasPrice(form) ? TimeInForce::Ioc : form.isPostOnly ? TimeInForce::PostOnly : form.timeInForce;
}

/// All but texts: what the toggles say.
OrderDraft frame(const TicketForm &form, const TicketContext &context)
{
    OrderDraft draft;
    draft.instrument = context.instrument;
    draft.side = form.side.value_or(Side::Buy);
    draft.type = hasPrice(form) ? OrderType::Limit : OrderType::Market;
    draft.timeInForce = timeInForce(form);
    const bool hasPositions = !isSpot(context.instrument);
    draft.reduceOnly = hasPositions && (isHedge(context) ? form.isClose : form.isReduceOnly);
    draft.positionIdx = hasPositions && isHedge(context) ? positionIndex(draft.side, form.isClose) : 0;
    draft.origin = form.signalId.isEmpty() ? Origin::Manual : Origin::Signal;
    draft.signalId = form.signalId;
    draft.isRepeatWanted = form.isRepeatWanted;
    return draft;
}

void readPrice(const TicketForm &form, OrderDraft &draft, TicketReading &reading)
{
    if (!hasPrice(form))
        return;
    draft.price = readPriceText(form.priceText, *draft.instrument, reading.errors[TicketReading::Price]);
    if (form.priceText.trimmed().isEmpty())
        reading.missing << tr("Enter a price.");
}

void readTrigger(const TicketForm &form, const TicketContext &context, OrderDraft &draft, TicketReading &reading)
{
    if (!isConditional(form.kind))
        return;
    const auto price = readPriceText(form.triggerText, *draft.instrument, reading.errors[TicketReading::Trigger]);
    if (form.triggerText.trimmed().isEmpty())
        reading.missing << tr("Enter a trigger price.");
    if (!price)
        return;
    // A stop follows the market (a buy waits above it), a take profit leans against it.
    const bool isRise = (form.kind == OrderKind::Stop) == (draft.side == Side::Buy);
    draft.trigger = Trigger{*price, isRise, isSpot(context.instrument) ? TriggerBy::LastPrice : form.triggerBy};
    if (form.side)
        judgeTrigger(*draft.trigger, context, reading.errors[TicketReading::Trigger], reading.triggerHint);
}

} // namespace

bool isSpot(const InstrumentPtr &instrument) { return instrument && instrument->id().category == Category::Spot; }

bool isHedge(const TicketContext &context) { return context.mode && context.mode->isHedge.value_or(false); }

bool TicketReading::hasError() const
{
    return std::any_of(errors.begin(), errors.end(), [](const QString &error) { return !error.isEmpty(); });
}

TicketReading readTicket(const TicketForm &form, const TicketContext &context)
{
    TicketReading reading;
    if (!context.instrument) {
        reading.missing << tr("The instrument is not known yet.");
        return reading;
    }
    if (form.kind == OrderKind::Trailing) {
        readTrailing(form, context, reading);
        return reading;
    }
    OrderDraft draft = frame(form, context);
    if (!form.side)
        reading.missing << tr("Choose Buy or Sell.");
    readPrice(form, draft, reading);
    readTrigger(form, context, draft, reading);
    if (form.kind == OrderKind::Market)
        draft.slippage = readSlippage(form, reading.errors[TicketReading::Slippage]);
    readExits(form, context, draft, reading);
    reading.qty = quantityOf(form, draft, context, reading.errors[TicketReading::Qty], reading.missing);
    const auto entry = entryPrice(draft, context);
    if (entry && reading.qty && (draft.type != OrderType::Market || form.side))
        reading.notional = draft.instrument->notional(*entry, *reading.qty);
    if (!form.side || !reading.qty || !reading.missing.isEmpty() || reading.hasError())
        return reading;
    draft.qty = *reading.qty;
    reading.draft = draft;
    return reading;
}

} // namespace bw
