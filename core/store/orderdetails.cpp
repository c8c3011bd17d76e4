// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/orderdetails.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace bw {

namespace {

using L = QLatin1StringView;

void put(QJsonObject &object, const QString &name, const QString &value)
{
    if (!value.isEmpty())
        object.insert(name, value);
}

QString textOf(const Instrument &instrument, const std::optional<PriceTicks> &price)
{
    return price ? instrument.priceText(*price) : QString();
}

QJsonObject legOf(const Instrument &instrument, const ExitLeg &leg)
{
    QJsonObject object{{QStringLiteral("price"), instrument.priceText(leg.trigger)}, {QStringLiteral("by"), toName(leg.by)}};
    put(object, QStringLiteral("limit"), textOf(instrument, leg.limit));
    return object;
}

/// Reads one object and remembers whether anything in it was broken.
struct Reader {
    bool isGood = true;

    std::optional<Decimal> number(const QJsonObject &object, L name)
    {
        if (!object.contains(name))
            return std::nullopt;
        const QString text = object.value(name).toString();
        const auto number = Decimal::parse(QStringView(text));
        isGood = isGood && number;
        return number ? std::optional(*number) : std::nullopt;
    }
    Decimal needed(const QJsonObject &object, L name)
    {
        const auto found = number(object, name);
        isGood = isGood && found;
        return found.value_or(Decimal());
    }
    TriggerBy by(const QJsonObject &object)
    {
        const auto by = triggerByFromName(object.value(L("by")).toString());
        isGood = isGood && by;
        return by.value_or(TriggerBy::LastPrice);
    }
    void leg(const QJsonObject &exits, L name, std::optional<ExitLeg> &leg, std::optional<JournalledOrder::Leg> &prices)
    {
        if (!exits.contains(name))
            return;
        const QJsonObject object = exits.value(name).toObject();
        prices = JournalledOrder::Leg{needed(object, L("price")), number(object, L("limit"))};
        leg = ExitLeg{PriceTicks(), by(object), std::nullopt};
    }
};

} // namespace

QString detailsOf(const Order &order)
{
    QJsonObject object;
    if (order.instrument) {
        const Instrument &instrument = *order.instrument;
        if (order.trigger)
            object.insert(QStringLiteral("trigger"), QJsonObject{{QStringLiteral("price"), instrument.priceText(order.trigger->price)},
                                                                 {QStringLiteral("rise"), order.trigger->isRise},
                                                                 {QStringLiteral("by"), toName(order.trigger->by)}});
        QJsonObject exits;
        if (order.exits.takeProfit)
            exits.insert(QStringLiteral("tp"), legOf(instrument, *order.exits.takeProfit));
        if (order.exits.stopLoss)
            exits.insert(QStringLiteral("sl"), legOf(instrument, *order.exits.stopLoss));
        if (!exits.isEmpty()) {
            exits.insert(QStringLiteral("mode"), toName(order.exits.mode));
            object.insert(QStringLiteral("exits"), exits);
        }
        if (order.amend) {
            QJsonObject amend;
            put(amend, QStringLiteral("qty"), order.amend->qty ? instrument.qtyText(*order.amend->qty) : QString());
            put(amend, QStringLiteral("price"), textOf(instrument, order.amend->price));
            put(amend, QStringLiteral("trigger"), textOf(instrument, order.amend->trigger));
            object.insert(QStringLiteral("amend"), amend);
        }
    }
    if (order.sentAt)
        object.insert(QStringLiteral("sent_at"), QJsonObject{{QStringLiteral("mid"), order.sentAt->mid.toString()}, {QStringLiteral("best"), order.sentAt->best.toString()}});
    if (order.restedAs != OrderState::Accepted)
        object.insert(QStringLiteral("rested_as"), toName(order.restedAs));
    if (order.closesPosition)
        object.insert(QStringLiteral("closes"), true);
    if (order.isUnjournalled)
        object.insert(QStringLiteral("unjournalled"), true);
    put(object, QStringLiteral("stop_order_type"), order.stopOrderType);
    put(object, QStringLiteral("create_type"), order.createType);
    put(object, QStringLiteral("parent"), order.parentOrderLinkId);
    return object.isEmpty() ? QString() : QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

bool readDetails(const QString &details, JournalledOrder &journalled)
{
    if (details.isEmpty())
        return true;
    const QJsonDocument document = QJsonDocument::fromJson(details.toUtf8());
    if (!document.isObject())
        return false;
    const QJsonObject object = document.object();
    Order &order = journalled.order;
    Reader reader;
    if (object.contains(L("trigger"))) {
        const QJsonObject trigger = object.value(L("trigger")).toObject();
        journalled.trigger = reader.needed(trigger, L("price"));
        order.trigger = Trigger{PriceTicks(), trigger.value(L("rise")).toBool(), reader.by(trigger)};
        reader.isGood = reader.isGood && trigger.value(L("rise")).isBool();
    }
    if (object.contains(L("exits"))) {
        const QJsonObject exits = object.value(L("exits")).toObject();
        const QString mode = exits.value(L("mode")).toString();
        reader.leg(exits, L("tp"), order.exits.takeProfit, journalled.takeProfit);
        reader.leg(exits, L("sl"), order.exits.stopLoss, journalled.stopLoss);
        order.exits.mode = mode == toName(StopMode::Partial) ? StopMode::Partial : StopMode::Full;
        reader.isGood = reader.isGood && mode == toName(order.exits.mode);
    }
    if (object.contains(L("amend"))) {
        const QJsonObject amend = object.value(L("amend")).toObject();
        order.amend = PendingAmend();
        journalled.amendQty = reader.number(amend, L("qty"));
        journalled.amendPrice = reader.number(amend, L("price"));
        journalled.amendTrigger = reader.number(amend, L("trigger"));
    }
    if (object.contains(L("sent_at"))) {
        const QJsonObject sent = object.value(L("sent_at")).toObject();
        order.sentAt = SentAt{reader.needed(sent, L("mid")), reader.needed(sent, L("best"))};
    }
    if (object.contains(L("rested_as"))) {
        const auto rested = orderStateFromName(object.value(L("rested_as")).toString());
        reader.isGood = reader.isGood && rested;
        order.restedAs = rested.value_or(OrderState::Accepted);
    }
    order.closesPosition = object.value(L("closes")).toBool();
    order.isUnjournalled = object.value(L("unjournalled")).toBool();
    order.stopOrderType = object.value(L("stop_order_type")).toString();
    order.createType = object.value(L("create_type")).toString();
    order.parentOrderLinkId = object.value(L("parent")).toString();
    return reader.isGood;
}

} // namespace bw
