// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/orderbody.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace bw {
namespace {

QByteArray compact(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

QJsonObject named(const InstrumentId &id)
{
    return {{QStringLiteral("category"), toName(id.category)}, {QStringLiteral("symbol"), id.symbol}};
}

void addIds(QJsonObject &object, const QString &orderLinkId, const QString &orderId)
{
    if (!orderLinkId.isEmpty())
        object.insert(QStringLiteral("orderLinkId"), orderLinkId);
    else
        object.insert(QStringLiteral("orderId"), orderId);
}

void addTrigger(QJsonObject &object, const Instrument &instrument, const Trigger &trigger)
{
    object.insert(QStringLiteral("triggerPrice"), instrument.priceText(trigger.price));
    if (instrument.id().category == Category::Spot)
        return; // knows the last price alone, and takes the direction from it
    object.insert(QStringLiteral("triggerDirection"), trigger.isRise ? 1 : 2);
    object.insert(QStringLiteral("triggerBy"), toName(trigger.by));
}

/// `prefix` is "tp" or "sl".
void addLeg(QJsonObject &object, const Instrument &instrument, const QString &name, const QString &prefix, const std::optional<ExitLeg> &leg)
{
    if (!leg)
        return;
    object.insert(name, instrument.priceText(leg->trigger));
    object.insert(prefix + QStringLiteral("OrderType"), toName(leg->limit ? OrderType::Limit : OrderType::Market));
    if (leg->limit)
        object.insert(prefix + QStringLiteral("LimitPrice"), instrument.priceText(*leg->limit));
    if (instrument.id().category != Category::Spot)
        object.insert(prefix + QStringLiteral("TriggerBy"), toName(leg->by));
}

void addExits(QJsonObject &object, const Instrument &instrument, const Exits &exits)
{
    if (exits.isEmpty())
        return;
    if (instrument.id().category != Category::Spot)
        object.insert(QStringLiteral("tpslMode"), toName(exits.mode));
    addLeg(object, instrument, QStringLiteral("takeProfit"), QStringLiteral("tp"), exits.takeProfit);
    addLeg(object, instrument, QStringLiteral("stopLoss"), QStringLiteral("sl"), exits.stopLoss);
}

void addSlippage(QJsonObject &object, const SlippageTolerance &tolerance)
{
    const bool isTicks = tolerance.unit == SlippageTolerance::Unit::Ticks;
    object.insert(QStringLiteral("slippageToleranceType"), isTicks ? QStringLiteral("TickSize") : QStringLiteral("Percent"));
    object.insert(QStringLiteral("slippageTolerance"), tolerance.value.normalized().toString());
}

} // namespace

namespace {
QJsonObject orderObject(const OrderDraft &draft)
{
    const Instrument &instrument = *draft.instrument;
    const bool isMarket = draft.type == OrderType::Market;
    QJsonObject object = named(instrument.id());
    object.insert(QStringLiteral("side"), toName(draft.side));
    object.insert(QStringLiteral("orderType"), toName(draft.type));
    object.insert(QStringLiteral("qty"), draft.closesPosition ? QStringLiteral("0") : instrument.qtyText(draft.qty));
    object.insert(QStringLiteral("timeInForce"), toName(isMarket ? TimeInForce::Ioc : draft.timeInForce));
    if (!isMarket && draft.price)
        object.insert(QStringLiteral("price"), instrument.priceText(*draft.price));
    if (instrument.id().category == Category::Spot) {
        object.insert(QStringLiteral("isLeverage"), 0);
        object.insert(QStringLiteral("orderFilter"), draft.trigger ? QStringLiteral("StopOrder") : QStringLiteral("Order"));
        if (isMarket)
            object.insert(QStringLiteral("marketUnit"), QStringLiteral("baseCoin"));
    } else {
        object.insert(QStringLiteral("positionIdx"), draft.positionIdx);
        object.insert(QStringLiteral("reduceOnly"), draft.reduceOnly || draft.closesPosition);
        if (draft.closesPosition)
            object.insert(QStringLiteral("closeOnTrigger"), true);
    }
    if (draft.trigger)
        addTrigger(object, instrument, *draft.trigger);
    else if (isMarket && draft.slippage)
        addSlippage(object, *draft.slippage);
    addExits(object, instrument, draft.exits);
    return object;
}
} // namespace

QByteArray preCheckBody(const OrderDraft &draft) { return compact(orderObject(draft)); }

QByteArray createBody(const OrderDraft &draft, const QString &orderLinkId)
{
    QJsonObject object = orderObject(draft);
    object.insert(QStringLiteral("orderLinkId"), orderLinkId);
    return compact(object);
}

QByteArray amendBody(const AmendDraft &draft)
{
    const Instrument &instrument = *draft.instrument;
    QJsonObject object = named(instrument.id());
    addIds(object, draft.orderLinkId, draft.orderId);
    if (draft.qty)
        object.insert(QStringLiteral("qty"), instrument.qtyText(*draft.qty));
    if (draft.price)
        object.insert(QStringLiteral("price"), instrument.priceText(*draft.price));
    if (draft.trigger)
        object.insert(QStringLiteral("triggerPrice"), instrument.priceText(*draft.trigger));
    return compact(object);
}

QByteArray cancelBody(const InstrumentId &id, const QString &orderLinkId, const QString &orderId, const QString &spotFilter)
{
    QJsonObject object = named(id);
    addIds(object, orderLinkId, orderId);
    if (id.category == Category::Spot && !spotFilter.isEmpty())
        object.insert(QStringLiteral("orderFilter"), spotFilter);
    return compact(object);
}

QString spotFilterOf(const QString &stopOrderType)
{
    if (stopOrderType == u"Stop")
        return QStringLiteral("StopOrder");
    for (const auto &same : {QStringLiteral("tpslOrder"), QStringLiteral("OcoOrder"), QStringLiteral("BidirectionalTpslOrder")})
        if (stopOrderType == same)
            return same;
    return {};
}

QVector<QByteArray> cancelAllBodies(const CancelScope &scope, const QStringList &settleCoins)
{
    const QJsonObject category{{QStringLiteral("category"), toName(scope.category)}};
    QVector<QJsonObject> scopes;
    if (scope.instrument)
        scopes.append(named(*scope.instrument));
    else if (scope.category == Category::Spot)
        scopes.append(category);
    for (const QString &coin : scope.settleCoin.isEmpty() ? settleCoins : QStringList{scope.settleCoin}) {
        if (scope.instrument || scope.category == Category::Spot)
            break;
        scopes.append(category);
        scopes.last().insert(QStringLiteral("settleCoin"), coin);
    }

    // What is left out of the filters stays at the venue: on contracts the protection of positions, on spot the exits of holdings.
    QStringList filters{QStringLiteral("Order"), QStringLiteral("StopOrder")};
    if (scope.withProtection && scope.category == Category::Spot)
        filters += {QStringLiteral("tpslOrder"), QStringLiteral("OcoOrder"), QStringLiteral("BidirectionalTpslOrder")};
    else if (scope.withProtection)
        filters = {QString()};

    QVector<QByteArray> bodies;
    for (const QJsonObject &one : scopes) {
        for (const QString &filter : filters) {
            QJsonObject object = one;
            if (!filter.isEmpty())
                object.insert(QStringLiteral("orderFilter"), filter);
            if (filter == u"StopOrder" && scope.category != Category::Spot)
                object.insert(QStringLiteral("stopOrderType"), QStringLiteral("Stop"));
            bodies.append(compact(object));
        }
    }
    return bodies;
}

} // namespace bw
