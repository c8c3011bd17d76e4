// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/orderrecord.h"

#include "core/sandbox/money.h"

namespace bw::sandbox {

namespace {

QString toName(TimeInForce force)
{
    switch (force) {
    case TimeInForce::Ioc: return QStringLiteral("IOC");
    case TimeInForce::Fok: return QStringLiteral("FOK");
    case TimeInForce::PostOnly: return QStringLiteral("PostOnly");
    case TimeInForce::Gtc: break;
    }
    return QStringLiteral("GTC");
}

QString toName(SelfMatch rule)
{
    switch (rule) {
    case SelfMatch::CancelMaker: return QStringLiteral("CancelMaker");
    case SelfMatch::CancelTaker: return QStringLiteral("CancelTaker");
    case SelfMatch::CancelBoth: return QStringLiteral("CancelBoth");
    case SelfMatch::None: break;
    }
    return QStringLiteral("None");
}

QString msText(UtcTime at)
{
    return QString::number(toMs(at));
}

QString optionalPrice(const Instrument &instrument, const std::optional<PriceTicks> &price)
{
    return price ? plain(instrument.price(*price)) : QString();
}

} // namespace

QString toName(OrderType type)
{
    return type == OrderType::Limit ? QStringLiteral("Limit") : QStringLiteral("Market");
}

QString toName(Side side)
{
    return side == Side::Buy ? QStringLiteral("Buy") : QStringLiteral("Sell");
}

QString toName(OrderStatus status)
{
    switch (status) {
    case OrderStatus::Untriggered: return QStringLiteral("Untriggered");
    case OrderStatus::PartiallyFilled: return QStringLiteral("PartiallyFilled");
    case OrderStatus::Filled: return QStringLiteral("Filled");
    case OrderStatus::Cancelled: return QStringLiteral("Cancelled");
    case OrderStatus::PartiallyFilledCanceled: return QStringLiteral("PartiallyFilledCanceled");
    case OrderStatus::Rejected: return QStringLiteral("Rejected");
    case OrderStatus::Deactivated: return QStringLiteral("Deactivated");
    case OrderStatus::New: break;
    }
    return QStringLiteral("New");
}

QString toName(PriceSource source)
{
    switch (source) {
    case PriceSource::Index: return QStringLiteral("IndexPrice");
    case PriceSource::Mark: return QStringLiteral("MarkPrice");
    case PriceSource::Last: break;
    }
    return QStringLiteral("LastPrice");
}

bool OrderRecord::isOpen() const
{
    return isResting() || status == OrderStatus::Untriggered;
}

bool OrderRecord::isExit() const
{
    return category() != Category::Spot && !stopOrderType.isEmpty() && stopOrderType != QLatin1StringView("Stop");
}

QJsonObject OrderRecord::toJson() const
{
    const Instrument &i = *instrument;
    const bool isSpot = category() == Category::Spot;
    const Decimal filledQty = i.qty(filled);
    const Decimal left = isOpen() ? i.qty(leaves()) : Decimal(0); // what was cancelled is not left
    const Decimal leftQuote = quoteQty ? *quoteQty - filledValue : Decimal(0);
    const Decimal orderPrice = i.price(price);
    // The average of inverse is quantity over coin value.
    const Decimal average = filled.isZero() ? Decimal(0)
        : category() == Category::Inverse   ? filledQty.dividedBy(filledValue, kMoneyScale, Rounding::HalfEven)
                                            : filledValue.dividedBy(filledQty, kMoneyScale, Rounding::HalfEven);
    QJsonObject feeDetail;
    Decimal feeSum;
    for (auto it = fees.cbegin(); it != fees.cend(); ++it) {
        feeDetail.insert(it.key(), plain(it.value()));
        feeSum += it.value();
    }
    const bool isMarketSpot = isSpot && type == OrderType::Market;
    const QString unit = !isMarketSpot ? QString() : quoteQty ? QStringLiteral("quoteCoin") : QStringLiteral("baseCoin");
    return {
        {QStringLiteral("symbol"), i.id().symbol},
        {QStringLiteral("orderId"), orderId},
        {QStringLiteral("orderLinkId"), linkId},
        {QStringLiteral("parentOrderLinkId"), parentLinkId},
        {QStringLiteral("blockTradeId"), QString()},
        {QStringLiteral("side"), toName(side)},
        {QStringLiteral("orderType"), toName(type)},
        {QStringLiteral("price"), isMarketSpot ? QStringLiteral("0") : plain(orderPrice)},
        {QStringLiteral("qty"), plain(quoteQty ? *quoteQty : i.qty(qty))},
        {QStringLiteral("timeInForce"), toName(timeInForce)},
        {QStringLiteral("orderStatus"), toName(status)},
        {QStringLiteral("cancelType"), cancelType},
        {QStringLiteral("rejectReason"), rejectReason},
        {QStringLiteral("avgPrice"), filled.isZero() ? QString() : plain(average)},
        {QStringLiteral("leavesQty"), quoteQty ? QStringLiteral("0") : plain(left)},
        {QStringLiteral("leavesValue"), !isOpen() ? QStringLiteral("0") : plain(quoteQty ? leftQuote : valueOf(i, orderPrice, left))},
        {QStringLiteral("cumExecQty"), plain(filledQty)},
        {QStringLiteral("cumExecValue"), plain(filledValue)},
        {QStringLiteral("cumExecFee"), plain(feeSum)},
        {QStringLiteral("cumFeeDetail"), feeDetail},
        {QStringLiteral("feeCurrency"), isSpot && !fees.isEmpty() ? fees.firstKey() : QString()},
        {QStringLiteral("closedPnl"), plain(closedPnl)},
        {QStringLiteral("positionIdx"), positionIdx},
        {QStringLiteral("isLeverage"), isSpot ? QStringLiteral("0") : QString()},
        {QStringLiteral("reduceOnly"), isReduceOnly},
        {QStringLiteral("closeOnTrigger"), isCloseOnTrigger},
        {QStringLiteral("triggerPrice"), trigger ? plain(i.price(trigger->price)) : QString()},
        {QStringLiteral("triggerDirection"), trigger ? trigger->direction : 0},
        {QStringLiteral("triggerBy"), trigger ? toName(trigger->by) : QString()},
        {QStringLiteral("takeProfit"), optionalPrice(i, exits.takeProfit)},
        {QStringLiteral("stopLoss"), optionalPrice(i, exits.stopLoss)},
        {QStringLiteral("tpTriggerBy"), exits.takeProfit ? toName(exits.takeProfitBy) : QString()},
        {QStringLiteral("slTriggerBy"), exits.stopLoss ? toName(exits.stopLossBy) : QString()},
        {QStringLiteral("tpLimitPrice"), optionalPrice(i, exits.takeProfitLimit)},
        {QStringLiteral("slLimitPrice"), optionalPrice(i, exits.stopLossLimit)},
        {QStringLiteral("tpslMode"), tpslMode},
        {QStringLiteral("stopOrderType"), stopOrderType},
        {QStringLiteral("createType"), isSpot ? QString() : createType},
        {QStringLiteral("lastPriceOnCreated"), plain(i.price(lastPriceOnCreated))},
        {QStringLiteral("basePrice"), isSpot ? plain(i.price(lastPriceOnCreated)) : QString()},
        {QStringLiteral("marketUnit"), unit},
        {QStringLiteral("slippageToleranceType"), slippageType},
        {QStringLiteral("slippageTolerance"), slippage},
        {QStringLiteral("smpType"), toName(selfMatch)},
        {QStringLiteral("smpGroup"), 0},
        {QStringLiteral("smpOrderId"), QString()},
        {QStringLiteral("orderIv"), QString()},
        {QStringLiteral("ocoTriggerBy"), QString()},
        {QStringLiteral("placeType"), QString()},
        {QStringLiteral("extraFees"), QString()},
        {QStringLiteral("createdTime"), msText(createdAt)},
        {QStringLiteral("updatedTime"), msText(updatedAt)},
    };
}

QJsonObject FillRecord::toJson() const
{
    return {
        {QStringLiteral("symbol"), instrument->id().symbol},
        {QStringLiteral("execId"), execId},
        {QStringLiteral("orderId"), orderId},
        {QStringLiteral("orderLinkId"), linkId},
        {QStringLiteral("side"), toName(side)},
        {QStringLiteral("orderType"), execType == QLatin1StringView("Funding") ? QStringLiteral("UNKNOWN") : toName(orderType)},
        {QStringLiteral("stopOrderType"), stopOrderType.isEmpty() ? QStringLiteral("UNKNOWN") : stopOrderType},
        {QStringLiteral("createType"), createType},
        {QStringLiteral("orderPrice"), plain(instrument->price(orderPrice))},
        {QStringLiteral("orderQty"), plain(orderQty)},
        {QStringLiteral("leavesQty"), plain(leaves)},
        {QStringLiteral("execPrice"), plain(price)},
        {QStringLiteral("execQty"), plain(qty)},
        {QStringLiteral("execValue"), plain(value)},
        {QStringLiteral("execFee"), plain(fee)},
        {QStringLiteral("feeRate"), plain(feeRate)},
        {QStringLiteral("feeCurrency"), instrument->id().category == Category::Spot ? feeCoin : QString()},
        {QStringLiteral("execType"), execType},
        {QStringLiteral("execTime"), msText(at)},
        {QStringLiteral("isMaker"), isMaker},
        {QStringLiteral("isLeverage"), QStringLiteral("0")},
        {QStringLiteral("closedSize"), plain(closed)},
        {QStringLiteral("markPrice"), plain(markPrice)},
        {QStringLiteral("indexPrice"), QString()},
        {QStringLiteral("underlyingPrice"), QString()},
        {QStringLiteral("markIv"), QString()},
        {QStringLiteral("tradeIv"), QString()},
        {QStringLiteral("blockTradeId"), QString()},
        {QStringLiteral("marketUnit"), QString()},
        {QStringLiteral("extraFees"), QString()},
        {QStringLiteral("seq"), static_cast<qint64>(sequence)},
    };
}

} // namespace bw::sandbox
