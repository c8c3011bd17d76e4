// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/confirmtext.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"
#include "ui/models/tradewords.h"

#include <QCoreApplication>

namespace bw {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::ConfirmText)
};

struct Coins {
    QString quote, base;
};

Coins coinsOf(const Instrument &instrument)
{
    const bool isInverse = instrument.id().category == Category::Inverse;
    const QString usd = QStringLiteral("USD");
    return {isInverse ? usd : instrument.quoteCoin(), isInverse ? usd : instrument.baseCoin()};
}

ConfirmText begin(const Instrument &instrument, const SessionView &session)
{
    ConfirmText text;
    text.isLive = session.profile == Profile::Live;
    text.title = text.isLive ? Words::tr("This order spends real money.") : Words::tr("This goes to the venue exactly as it stands here.");
    //: profile in capitals, host of the venue
    text.lines.append({QStringLiteral("venue"), Words::tr("venue"), Words::tr("%1 · %2").arg(sentences::word(session.profile), session.venueHost)});
    if (!session.account.isEmpty())
        text.lines.append({QStringLiteral("account"), Words::tr("account"), session.account});
    text.lines.append({QStringLiteral("symbol"), Words::tr("symbol"),
                       Words::tr("%1 %2").arg(instrument.id().symbol, toName(instrument.id().category))});
    return text;
}

QString hedgeSide(const OrderDraft &draft)
{
    if (draft.positionIdx == 0)
        return {};
    const bool isLong = draft.positionIdx == 1;
    if (draft.reduceOnly)
        return isLong ? Words::tr("closes the long position") : Words::tr("closes the short position");
    return isLong ? Words::tr("opens or adds to the long position") : Words::tr("opens or adds to the short position");
}

QString triggerText(const Trigger &trigger, const Instrument &instrument)
{
    const QString price = readPrice(instrument, trigger.price);
    //: %1 is "last price", %2 a price
    return trigger.isRise ? Words::tr("when the %1 rises to %2").arg(sentences::word(trigger.by), price)
                          : Words::tr("when the %1 falls to %2").arg(sentences::word(trigger.by), price);
}

QString legText(const ExitLeg &leg, const Instrument &instrument)
{
    const QString price = readPrice(instrument, leg.trigger);
    //: an exit: its trigger, "last price", and how it leaves
    return leg.limit ? Words::tr("%1 by %2, then limit %3").arg(price, sentences::word(leg.by), readPrice(instrument, *leg.limit))
                     : Words::tr("%1 by %2, then market").arg(price, sentences::word(leg.by));
}

void addExits(const Exits &exits, const Instrument &instrument, ConfirmText &text)
{
    if (exits.takeProfit)
        text.lines.append({QStringLiteral("takeProfit"), Words::tr("take profit"), legText(*exits.takeProfit, instrument)});
    if (exits.stopLoss)
        text.lines.append({QStringLiteral("stopLoss"), Words::tr("stop loss"), legText(*exits.stopLoss, instrument)});
    if (exits.isEmpty() || instrument.id().category == Category::Spot)
        return;
    text.lines.append({QStringLiteral("exits"), Words::tr("exits"),
                       exits.mode == StopMode::Full ? Words::tr("Full: replace the whole position's pair") : Words::tr("Partial: added for what fills")});
}

QString optionsText(const OrderDraft &draft)
{
    QStringList options{sentences::word(draft.timeInForce)};
    if (draft.reduceOnly)
        options << Words::tr("reduce-only");
    if (draft.slippage)
        options << (draft.slippage->unit == SlippageTolerance::Unit::Ticks ? Words::tr("at most %1 ticks from the best").arg(draft.slippage->value.toString())
                                                                           : Words::tr("at most %1 % from the best").arg(draft.slippage->value.toString()));
    if (draft.isRepeatWanted)
        options << Words::tr("the same order once more");
    if (!draft.signalId.isEmpty())
        options << Words::tr("from signal %1").arg(draft.signalId.left(20));
    return options.join(QStringLiteral(" · "));
}

QString priceText(const Preview &preview, const QString &coin)
{
    const OrderDraft &draft = preview.draft;
    if (draft.price)
        return Words::tr("%1 %2").arg(readPrice(*draft.instrument, *draft.price), coin);
    if (draft.trigger || !preview.impact.averagePrice.isValid())
        return Words::tr("market");
    return Words::tr("market, about %1 %2").arg(readPrice(*draft.instrument, preview.impact.averagePrice), coin);
}

} // namespace

ConfirmText confirmText(const Preview &preview, const SessionView &session)
{
    const OrderDraft &draft = preview.draft;
    const Instrument &instrument = *draft.instrument;
    const Coins coins = coinsOf(instrument);
    const QString qty = readQty(instrument, draft.qty);
    ConfirmText text = begin(instrument, session);
    const auto add = [&text](const char *name, const QString &label, const QString &value, Tone tone = Tone::Normal) {
        text.lines.append({QString::fromLatin1(name), label, value, tone});
    };
    const auto money = [](const Decimal &value, int places, const QString &coin) {
        return value.isValid() ? Words::tr("%1 %2").arg(readDecimal(value, places), coin) : kMissing.toString();
    };
    add("order", Words::tr("order"), Words::tr("%1 %2").arg(sentences::word(draft.side), sentences::word(draft.type)),
        draft.side == Side::Buy ? Tone::Up : Tone::Down);
    add("quantity", Words::tr("quantity"), Words::tr("%1 %2").arg(qty, coins.base));
    if (draft.trigger)
        add("trigger", Words::tr("trigger"), triggerText(*draft.trigger, instrument));
    add("price", Words::tr("price"), priceText(preview, coins.quote));
    add("notional", Words::tr("notional"), money(preview.notional, 2, coins.quote));
    add("fee", Words::tr("fee est."), money(preview.fee, 6, preview.feeCurrency));
    addExits(draft.exits, instrument, text);
    if (preview.lossAtStop.isValid())
        add("loss", Words::tr("loss at the stop est."), money(preview.lossAtStop, 4, instrument.settleCoin()));
    if (preview.isStopBeyondLiquidation)
        add("liquidation", Words::tr("liquidation"), Words::tr("comes before the stop loss"), Tone::Danger);
    if (const QString side = hedgeSide(draft); !side.isEmpty())
        add("hedge", Words::tr("hedge"), side);
    add("options", Words::tr("options"), optionsText(draft));
    text.side = draft.side;
    text.send = draft.side == Side::Buy ? Words::tr("Send buy %1").arg(qty) : Words::tr("Send sell %1").arg(qty);
    return text;
}

ConfirmText confirmText(const StopDraft &stop, const SessionView &session)
{
    const Instrument &instrument = *stop.instrument;
    ConfirmText text = begin(instrument, session);
    text.title = Words::tr("This changes the protection of your position.");
    const QString coin = coinsOf(instrument).quote;
    if (stop.trailingDistance)
        text.lines.append({QStringLiteral("distance"), Words::tr("trails by"), Words::tr("%1 %2").arg(readPrice(instrument, *stop.trailingDistance), coin)});
    text.lines.append({QStringLiteral("activation"), Words::tr("from"),
                       stop.activePrice ? Words::tr("%1 %2").arg(readPrice(instrument, *stop.activePrice), coin) : Words::tr("now on")});
    text.lines.append({QStringLiteral("hedge"), Words::tr("position"),
                       stop.positionIdx == 0 ? Words::tr("the whole position") : stop.positionIdx == 1 ? Words::tr("the long position") : Words::tr("the short position")});
    text.send = Words::tr("Set trailing stop");
    return text;
}

QString preCheckWords(const PreCheck &check)
{
    const auto percent = [](const Decimal &value) { return readDecimal(value, 2); };
    //: margin rates of the account before and after the order, in percent
    return Words::tr("initial margin %1 % \u2192 %2 %, maintenance %3 % \u2192 %4 %")
        .arg(percent(check.initialBefore), percent(check.initialAfter), percent(check.maintenanceBefore), percent(check.maintenanceAfter));
}

} // namespace bw
