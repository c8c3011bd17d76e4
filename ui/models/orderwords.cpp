// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/orderwords.h"

#include "ui/models/numberformat.h"
#include "ui/models/sentences.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace bw::orderwords {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(bw::OrderWords)
};

struct Kind {
    QLatin1StringView venueWord;
    const char *word;
};

// stopOrderType (fact sheet Bybit v5, 6.4). "Stop" is a conditional entry or exit and protects nothing by itself.
constexpr std::array kProtection{
    Kind{QLatin1StringView("StopLoss"), QT_TRANSLATE_NOOP("bw::OrderWords", "Stop loss")},
    Kind{QLatin1StringView("TakeProfit"), QT_TRANSLATE_NOOP("bw::OrderWords", "Take profit")},
    Kind{QLatin1StringView("TrailingStop"), QT_TRANSLATE_NOOP("bw::OrderWords", "Trailing stop")},
    Kind{QLatin1StringView("PartialStopLoss"), QT_TRANSLATE_NOOP("bw::OrderWords", "Part SL")},
    Kind{QLatin1StringView("PartialTakeProfit"), QT_TRANSLATE_NOOP("bw::OrderWords", "Part TP")},
};

// createType: an open list, so each is known by its beginning.
constexpr std::array kMakers{
    Kind{QLatin1StringView("CreateByStopLoss"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: stop loss")},
    Kind{QLatin1StringView("CreateByPartialStopLoss"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: stop loss")},
    Kind{QLatin1StringView("CreateByTakeProfit"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: take profit")},
    Kind{QLatin1StringView("CreateByPartialTakeProfit"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: take profit")},
    Kind{QLatin1StringView("CreateByTrailing"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: trailing stop")},
    Kind{QLatin1StringView("CreateByStopOrder"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: stop order")},
    Kind{QLatin1StringView("CreateByLiq"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: liquidation")},
    Kind{QLatin1StringView("CreateByTakeOver"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: liquidation")},
    Kind{QLatin1StringView("CreateByAdl"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: ADL")},
    Kind{QLatin1StringView("CreateBySettle"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: settlement")},
    Kind{QLatin1StringView("CreateByDelivery"), QT_TRANSLATE_NOOP("bw::OrderWords", "venue: settlement")},
};

const Kind *protectionOf(const Order &order)
{
    const auto found = std::find_if(kProtection.begin(), kProtection.end(), [&](const Kind &k) { return order.stopOrderType == k.venueWord; });
    return found == kProtection.end() ? nullptr : &*found;
}

QString both(const Order &order, const QString &before, const QString &after)
{
    return order.state == OrderState::AmendSent ? Words::tr("%1 \u2192 %2", "before, after").arg(before, after)
                                                : Words::tr("%1 or %2", "one of two values").arg(before, after);
}

} // namespace

bool isProtection(const Order &order) { return protectionOf(order) != nullptr; }

bool isNoLongerListed(const Order &order)
{
    return order.state == OrderState::NotAtVenue && order.updatedAt - order.createdAt > std::chrono::hours(24);
}

QString type(const Order &order)
{
    if (const Kind *kind = protectionOf(order))
        return Words::tr(kind->word);
    if (order.trigger)
        return order.type == OrderType::Market ? Words::tr("Stop market") : Words::tr("Stop limit");
    if (order.type == OrderType::Limit && order.timeInForce == TimeInForce::PostOnly)
        return sentences::word(order.timeInForce);
    if (order.type == OrderType::Limit && order.timeInForce != TimeInForce::Gtc)
        return Words::tr("%1 %2", "type, time in force").arg(sentences::word(order.type), sentences::word(order.timeInForce));
    return sentences::word(order.type);
}

QString price(const Order &order)
{
    const Instrument *of = order.instrument.get();
    if (!of || !order.price)
        return order.type == OrderType::Market ? Words::tr("market") : kMissing.toString();
    const QString text = readPrice(*of, *order.price);
    return order.amend && order.amend->price ? Words::tr("%1 ?", "a value that may have changed").arg(text) : text;
}

QString quantity(const Order &order)
{
    const Instrument *of = order.instrument.get();
    if (!of)
        return kMissing.toString();
    if (order.closesPosition && order.qty.isZero())
        return Words::tr("all");
    const QString text = readQty(*of, order.qty);
    return order.amend && order.amend->qty ? Words::tr("%1 ?", "a value that may have changed").arg(text) : text;
}

QString trigger(const Order &order)
{
    const Instrument *of = order.instrument.get();
    if (!of || !order.trigger)
        return kMissing.toString();
    const QString text = Words::tr("%1 %2 %3", "rises or falls to, price, which price")
                             .arg(order.trigger->isRise ? QStringLiteral("\u2265") : QStringLiteral("\u2264"),
                                  readPrice(*of, order.trigger->price), word(order.trigger->by));
    return order.amend && order.amend->trigger ? Words::tr("%1 ?", "a value that may have changed").arg(text) : text;
}

QString priceOrTrigger(const Order &order) { return order.trigger ? trigger(order) : price(order); }

QString exits(const Order &order)
{
    const Instrument *of = order.instrument.get();
    if (!of || order.exits.isEmpty())
        return kMissing.toString();
    QStringList parts;
    if (order.exits.takeProfit)
        parts.append(Words::tr("TP %1").arg(readPrice(*of, order.exits.takeProfit->trigger)));
    if (order.exits.stopLoss)
        parts.append(Words::tr("SL %1").arg(readPrice(*of, order.exits.stopLoss->trigger)));
    return parts.join(QStringLiteral(", "));
}

QString origin(const Order &order)
{
    // Also an order of ours may have been made by a plain order's name; only the venue's own doings are called so.
    for (const Kind &maker : kMakers)
        if (order.createType.startsWith(maker.venueWord))
            return Words::tr(maker.word);
    if (order.origin == Origin::Venue && protectionOf(order))
        return Words::tr("venue: %1", "kind of protection").arg(Words::tr(protectionOf(order)->word).toLower());
    return sentences::word(order.origin);
}

QString amend(const Order &order)
{
    const Instrument *of = order.instrument.get();
    if (!of || !order.amend)
        return {};
    const PendingAmend &wish = *order.amend;
    QStringList parts;
    if (wish.price)
        parts.append(Words::tr("price %1").arg(both(order, order.price ? readPrice(*of, *order.price) : kMissing.toString(), readPrice(*of, *wish.price))));
    if (wish.qty)
        parts.append(Words::tr("quantity %1").arg(both(order, readQty(*of, order.qty), readQty(*of, *wish.qty))));
    if (wish.trigger)
        parts.append(Words::tr("trigger %1").arg(both(order, order.trigger ? readPrice(*of, order.trigger->price) : kMissing.toString(),
                                                      readPrice(*of, *wish.trigger))));
    return parts.join(QStringLiteral(", "));
}

QString stateWithReason(const Order &order)
{
    QString text = isNoLongerListed(order) ? Words::tr("no longer listed by the venue") : sentences::state(order);
    for (const QString &more : {amend(order), order.reason.simplified()})
        if (!more.isEmpty())
            text = Words::tr("%1: %2", "state: reason").arg(text, more);
    if (order.isUnjournalled)
        text = Words::tr("%1, not in the journal").arg(text);
    return text;
}

QString word(TriggerBy by)
{
    switch (by) {
    case TriggerBy::LastPrice: return Words::tr("last");
    case TriggerBy::IndexPrice: return Words::tr("index");
    case TriggerBy::MarkPrice: return Words::tr("mark");
    }
    return {};
}

} // namespace bw::orderwords
