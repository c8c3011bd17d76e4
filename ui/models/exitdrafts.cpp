// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/exitdrafts.h"

#include <QCoreApplication>

namespace bw {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::ExitDrafts)
};

/// What stands in the way of any of the three; "" when nothing does.
QString obstacle(const Position &position)
{
    if (!position.instrument || !position.side)
        return Words::tr("There is no position.");
    if (position.instrument->id().category == Category::Spot)
        return Words::tr("Spot has no position: sell the coin from the ticket.");
    return {};
}

} // namespace

tl::expected<OrderDraft, QString> closeDraft(const Position &position)
{
    if (const QString why = obstacle(position); !why.isEmpty())
        return tl::unexpected(why);
    OrderDraft draft;
    draft.instrument = position.instrument;
    draft.side = opposite(*position.side);
    draft.type = OrderType::Market;
    draft.timeInForce = TimeInForce::Ioc;
    draft.reduceOnly = true;
    draft.closesPosition = true;
    draft.isConfirmedClose = true; // it only goes out from the sheet that confirms it
    draft.positionIdx = position.positionIdx;
    return draft;
}

tl::expected<OrderDraft, QString> reverseDraft(const Position &position, bool isKnown)
{
    if (const QString why = obstacle(position); !why.isEmpty())
        return tl::unexpected(why);
    if (!isKnown)
        return tl::unexpected(Words::tr("The size is not known now. Wait until the venue has answered, or close."));
    if (position.positionIdx != 0)
        return tl::unexpected(Words::tr("In hedge mode long and short are two positions: close this one and open the other from the ticket."));
    const auto lots = position.instrument->toLots(position.size + position.size);
    if (!lots)
        return tl::unexpected(Words::tr("The size is no whole number of lots, so twice of it can't be ordered. Close instead."));
    OrderDraft draft;
    draft.instrument = position.instrument;
    draft.side = opposite(*position.side);
    draft.type = OrderType::Market;
    draft.timeInForce = TimeInForce::Ioc;
    draft.qty = *lots;
    return draft;
}

tl::expected<StopDraft, QString> breakEvenDraft(const Position &position)
{
    if (const QString why = obstacle(position); !why.isEmpty())
        return tl::unexpected(why);
    if (!position.breakEvenPrice.isValid() || position.breakEvenPrice.sign() <= 0)
        return tl::unexpected(Words::tr("The venue names no break-even price for this position."));
    const bool isLong = *position.side == Side::Buy;
    const auto ticks = position.instrument->toTicks(position.breakEvenPrice, isLong ? Rounding::Up : Rounding::Down);
    if (!ticks)
        return tl::unexpected(Words::tr("The break-even price can't be written in ticks of this instrument."));
    const Decimal stop = position.instrument->price(*ticks);
    const bool isPassed = position.markPrice.isValid() && (isLong ? stop >= position.markPrice : stop <= position.markPrice);
    if (isPassed)
        return tl::unexpected(Words::tr("The market stands on the losing side of break even: such a stop would close at once."));
    StopDraft draft;
    draft.instrument = position.instrument;
    draft.positionIdx = position.positionIdx;
    draft.stopLoss = ExitLeg{*ticks, TriggerBy::LastPrice, std::nullopt};
    return draft;
}

} // namespace bw
