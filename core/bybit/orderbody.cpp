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

QJsonObject cancelAllObject(Category category, const QString &settleCoin, const QString &filter)
{
    QJsonObject object{{QStringLiteral("category"), toName(category)}, {QStringLiteral("orderFilter"), filter}};
    if (category != Category::Spot) // contracts must name a scope; spot has no settle coin
        object.insert(QStringLiteral("settleCoin"), settleCoin);
    return object;
}

} // namespace

QByteArray createBody(const OrderDraft &draft, const QString &orderLinkId)
{
    const Instrument &instrument = *draft.instrument;
    const bool isSpot = instrument.id().category == Category::Spot;
    const bool isMarket = draft.type == OrderType::Market;
    QJsonObject object{
        {QStringLiteral("category"), toName(instrument.id().category)},
        {QStringLiteral("symbol"), instrument.id().symbol},
        {QStringLiteral("side"), toName(draft.side)},
        {QStringLiteral("orderType"), toName(draft.type)},
        {QStringLiteral("qty"), instrument.qtyText(draft.qty)},
        {QStringLiteral("timeInForce"), toName(isMarket ? TimeInForce::Ioc : draft.timeInForce)},
        {QStringLiteral("orderLinkId"), orderLinkId},
    };
    if (!isMarket && draft.price)
        object.insert(QStringLiteral("price"), instrument.priceText(*draft.price));
    if (isSpot) {
        object.insert(QStringLiteral("isLeverage"), 0);
        object.insert(QStringLiteral("orderFilter"), QStringLiteral("Order"));
        if (isMarket)
            object.insert(QStringLiteral("marketUnit"), QStringLiteral("baseCoin"));
    } else {
        object.insert(QStringLiteral("positionIdx"), draft.positionIdx);
        object.insert(QStringLiteral("reduceOnly"), draft.reduceOnly);
    }
    return compact(object);
}

QByteArray cancelBody(const InstrumentId &id, const QString &orderLinkId, const QString &orderId)
{
    QJsonObject object{{QStringLiteral("category"), toName(id.category)}, {QStringLiteral("symbol"), id.symbol}};
    if (!orderLinkId.isEmpty())
        object.insert(QStringLiteral("orderLinkId"), orderLinkId);
    else
        object.insert(QStringLiteral("orderId"), orderId);
    return compact(object);
}

QByteArray cancelPlainBody(Category category, const QString &settleCoin)
{
    return compact(cancelAllObject(category, settleCoin, QStringLiteral("Order")));
}

QByteArray cancelConditionalBody(Category category, const QString &settleCoin)
{
    QJsonObject object = cancelAllObject(category, settleCoin, QStringLiteral("StopOrder"));
    if (category != Category::Spot)
        object.insert(QStringLiteral("stopOrderType"), QStringLiteral("Stop"));
    return compact(object);
}

} // namespace bw
