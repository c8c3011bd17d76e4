// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sandbox/exchangerig.h"

#include <QtTest>

using namespace bw;

namespace {

using Changes = std::initializer_list<std::pair<const char *, const char *>>;

QJsonObject with(QJsonObject body, Changes changes)
{
    const QJsonObject more = fields(changes);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}

QJsonObject limitBuy(Changes changes = {})
{
    return with(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "59500"}, {"qty", "0.2"}}), changes);
}

QJsonObject marketBuy(Changes changes = {})
{
    return with(limitBuy({{"orderType", "Market"}}), changes);
}

QJsonObject stop(Changes changes)
{
    return with(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"tpslMode", "Full"}, {"positionIdx", "0"}}), changes);
}

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1StringView(name)).toString();
}

/// The open orders of that stop type, newest first.
QList<QJsonObject> exits(ExchangeRig &rig, const char *stopOrderType)
{
    QList<QJsonObject> found;
    for (const auto &row : rig.rows("order/realtime?category=linear&symbol=BTCUSDT&limit=50"))
        if (text(row.toObject(), "stopOrderType") == QLatin1StringView(stopOrderType))
            found.append(row.toObject());
    return found;
}

QJsonObject position(ExchangeRig &rig)
{
    return rig.row("position/list?category=linear&symbol=BTCUSDT");
}

void moveTo(ExchangeRig &rig, const char *price)
{
    const Decimal bid = dec(price), ask = bid + dec("0.1");
    const QByteArray bidText = bid.toString().toLatin1(), askText = ask.toString().toLatin1();
    rig.market.setBook(StillMarket::linear(), {{bidText.constData(), "50"}}, {{askText.constData(), "50"}});
    rig.market.setPrices(StillMarket::linear(), price, price);
}

} // namespace

/// What waits for a price: conditional orders, exits of orders and of positions.
class ExchangeStopsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void exitsOfAnEntryBeginWhenItFills();
    void aWholePairIsChangedNotReplaced();
    void zeroRemovesAnExit();
    void partialExitsAreSizedByWhatFills();
    void aPartialLimitExitRestsAtItsPrice();
    void theFirstOfAPartialPairRemovesTheOther();
    void atMostTwentyPartialExits();
    void tradingStopRefusals_data();
    void tradingStopRefusals();
    void aTrailingStopFollowsFromItsActivePriceOn();
    void aClosedPositionClearsItsExits();
    void aFlipLeavesNoExitOfTheOldSide();
    void closeOnTriggerClosesWhatIsThereThen();
    void exitsOnTheWrongSideAreRefused();
    void exitsOfAnOpenOrderCanBeAmended();
    void slippageBoundsAMarketOrder();
    void slippageRefusals();
    void cancelAllOfConditionalOrdersSparesTheExits();
    void cancelAllTakesFiveHundredAtMost();
};

void ExchangeStopsTest::exitsOfAnEntryBeginWhenItFills()
{
    ExchangeRig rig;
    const QString id = rig.order(limitBuy({{"takeProfit", "61000"}, {"stopLoss", "59000"}, {"slTriggerBy", "MarkPrice"}, {"orderLinkId", "entry"}}));
    QVERIFY(exits(rig, "TakeProfit").isEmpty());
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "takeProfit"), QStringLiteral("61000"));
    rig.market.printTrade(StillMarket::linear(), "59500", "0.05", Side::Sell);
    const auto take = exits(rig, "TakeProfit"), loss = exits(rig, "StopLoss");
    QCOMPARE(take.size(), 1);
    QCOMPARE(text(take[0], "qty"), QStringLiteral("0.05"));
    QCOMPARE(text(take[0], "side"), QStringLiteral("Sell"));
    QCOMPARE(text(take[0], "parentOrderLinkId"), QStringLiteral("entry"));
    QCOMPARE(text(take[0], "orderLinkId"), QString());
    QCOMPARE(text(take[0], "createType"), QStringLiteral("CreateByTakeProfit"));
    QCOMPARE(text(loss[0], "triggerBy"), QStringLiteral("MarkPrice"));
    QCOMPARE(loss[0].value(QStringLiteral("triggerDirection")).toInt(), 2);
    QVERIFY(loss[0].value(QStringLiteral("reduceOnly")).toBool() && loss[0].value(QStringLiteral("closeOnTrigger")).toBool());
    rig.market.printTrade(StillMarket::linear(), "59500", "1", Side::Sell);
    QCOMPARE(exits(rig, "TakeProfit").size(), 1);
    QCOMPARE(text(exits(rig, "TakeProfit")[0], "orderId"), text(take[0], "orderId")); // the same order has grown
    QCOMPARE(text(exits(rig, "StopLoss")[0], "qty"), QStringLiteral("0.2"));
}

void ExchangeStopsTest::aWholePairIsChangedNotReplaced()
{
    ExchangeRig rig;
    rig.order(marketBuy({{"takeProfit", "61000"}, {"stopLoss", "59000"}}));
    const QString before = text(exits(rig, "StopLoss")[0], "orderId");
    QCOMPARE(rig.code("position/trading-stop", stop({{"stopLoss", "59200"}})), 0);
    QCOMPARE(exits(rig, "StopLoss").size(), 1);
    QCOMPARE(text(exits(rig, "StopLoss")[0], "orderId"), before);
    QCOMPARE(text(exits(rig, "StopLoss")[0], "triggerPrice"), QStringLiteral("59200"));
    QCOMPARE(text(position(rig), "stopLoss"), QStringLiteral("59200"));
    QCOMPARE(text(position(rig), "takeProfit"), QStringLiteral("61000"));
    rig.order(marketBuy({{"qty", "0.1"}, {"takeProfit", "62000"}})); // a second entry changes what it names
    QCOMPARE(text(position(rig), "takeProfit"), QStringLiteral("62000"));
    QCOMPARE(text(position(rig), "stopLoss"), QStringLiteral("59200"));
    QCOMPARE(text(exits(rig, "StopLoss")[0], "qty"), QStringLiteral("0.3"));
}

void ExchangeStopsTest::zeroRemovesAnExit()
{
    ExchangeRig rig;
    rig.order(marketBuy({{"takeProfit", "61000"}, {"stopLoss", "59000"}}));
    const QString id = text(exits(rig, "TakeProfit")[0], "orderId");
    QCOMPARE(rig.code("position/trading-stop", stop({{"takeProfit", "0"}, {"trailingStop", "500"}})), 0);
    QVERIFY(exits(rig, "TakeProfit").isEmpty());
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "orderStatus"), QStringLiteral("Deactivated"));
    QCOMPARE(text(position(rig), "takeProfit"), QString());
    QCOMPARE(text(position(rig), "trailingStop"), QStringLiteral("500"));
    QCOMPARE(rig.code("position/trading-stop", stop({{"takeProfit", "0"}})), 34040);
    QCOMPARE(rig.code("position/trading-stop", stop({{"trailingStop", "500"}})), 34040);
    QCOMPARE(rig.code("position/trading-stop", stop({{"trailingStop", "0"}})), 0);
    QVERIFY(exits(rig, "TrailingStop").isEmpty());
    QCOMPARE(text(position(rig), "trailingStop"), QStringLiteral("0"));
}

void ExchangeStopsTest::partialExitsAreSizedByWhatFills()
{
    ExchangeRig rig;
    rig.order(limitBuy({{"tpslMode", "Partial"}, {"takeProfit", "61000"}, {"stopLoss", "59000"}, {"tpOrderType", "Limit"}, {"tpLimitPrice", "61010"}, {"orderLinkId", "first"}}));
    rig.market.printTrade(StillMarket::linear(), "59500", "0.05", Side::Sell);
    QCOMPARE(text(exits(rig, "PartialTakeProfit")[0], "qty"), QStringLiteral("0.05"));
    QCOMPARE(text(exits(rig, "PartialTakeProfit")[0], "orderType"), QStringLiteral("Limit"));
    QCOMPARE(text(exits(rig, "PartialTakeProfit")[0], "price"), QStringLiteral("61010"));
    QCOMPARE(text(exits(rig, "PartialStopLoss")[0], "orderType"), QStringLiteral("Market"));
    rig.market.printTrade(StillMarket::linear(), "59500", "1", Side::Sell);
    QCOMPARE(exits(rig, "PartialTakeProfit").size(), 1);
    QCOMPARE(text(exits(rig, "PartialTakeProfit")[0], "qty"), QStringLiteral("0.2"));
    rig.order(marketBuy({{"tpslMode", "Partial"}, {"stopLoss", "59100"}, {"qty", "0.1"}, {"orderLinkId", "second"}}));
    const auto losses = exits(rig, "PartialStopLoss");
    QCOMPARE(losses.size(), 2); // the second entry adds its own
    QCOMPARE(text(losses[0], "qty"), QStringLiteral("0.1"));
    QCOMPARE(text(losses[0], "parentOrderLinkId"), QStringLiteral("second"));
    QCOMPARE(text(position(rig), "stopLoss"), QString()); // the whole position has none
    moveTo(rig, "59050");
    QCOMPARE(text(position(rig), "size"), QStringLiteral("0.2"));
    moveTo(rig, "59000");
    QCOMPARE(text(position(rig), "size"), QStringLiteral("0"));
    QVERIFY(exits(rig, "PartialTakeProfit").isEmpty());
}

void ExchangeStopsTest::aPartialLimitExitRestsAtItsPrice()
{
    ExchangeRig rig;
    rig.order(marketBuy());
    QCOMPARE(rig.code("position/trading-stop", stop({{"tpslMode", "Partial"}, {"takeProfit", "60500"}, {"tpSize", "0.1"}, {"tpOrderType", "Limit"}, {"tpLimitPrice", "60600"}})), 0);
    const QString id = text(exits(rig, "PartialTakeProfit")[0], "orderId");
    moveTo(rig, "60500");
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "orderStatus"), QStringLiteral("New"));
    QCOMPARE(text(position(rig), "size"), QStringLiteral("0.2"));
    moveTo(rig, "60600");
    const QJsonObject done = rig.orderRecord(QStringLiteral("linear"), id);
    QCOMPARE(text(done, "orderStatus"), QStringLiteral("Filled"));
    QCOMPARE(text(done, "avgPrice"), QStringLiteral("60600"));
    QCOMPARE(text(position(rig), "size"), QStringLiteral("0.1"));
}

void ExchangeStopsTest::theFirstOfAPartialPairRemovesTheOther()
{
    ExchangeRig rig;
    rig.order(marketBuy());
    QCOMPARE(rig.code("position/trading-stop", stop({{"tpslMode", "Partial"}, {"takeProfit", "60500"}, {"stopLoss", "59500"}, {"tpSize", "0.1"}, {"slSize", "0.1"}})), 0);
    const QString loss = text(exits(rig, "PartialStopLoss")[0], "orderId");
    moveTo(rig, "60500");
    QCOMPARE(text(position(rig), "size"), QStringLiteral("0.1"));
    const QJsonObject twin = rig.orderRecord(QStringLiteral("linear"), loss);
    QCOMPARE(text(twin, "orderStatus"), QStringLiteral("Deactivated"));
    QCOMPARE(text(twin, "cancelType"), QStringLiteral("CancelByTpSlTsClear"));
}

void ExchangeStopsTest::atMostTwentyPartialExits()
{
    ExchangeRig rig;
    rig.order(marketBuy());
    for (int n = 0; n < 20; ++n)
        QCOMPARE(rig.code("position/trading-stop", stop({{"tpslMode", "Partial"}, {"stopLoss", "59500"}, {"slSize", "0.01"}})), 0);
    QCOMPARE(rig.code("position/trading-stop", stop({{"tpslMode", "Partial"}, {"stopLoss", "59500"}, {"slSize", "0.01"}})), 110061);
    QCOMPARE(rig.code("position/trading-stop", stop({{"stopLoss", "59400"}})), 0); // the whole position's is another matter
    QCOMPARE(rig.code("order/create", limitBuy({{"triggerPrice", "61000"}, {"triggerDirection", "1"}})), 0); // and so are conditional orders
}

void ExchangeStopsTest::tradingStopRefusals_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("code");
    const auto row = [](const char *name, int code, Changes changes) { QTest::newRow(name) << stop(changes) << code; };
    row("nothing named", 34040, {});
    row("no mode", 34040, {{"tpslMode", ""}, {"stopLoss", "59000"}});
    row("unknown mode", 10001, {{"tpslMode", "Half"}, {"stopLoss", "59000"}});
    row("index of hedge mode", 10001, {{"positionIdx", "1"}, {"stopLoss", "59000"}});
    row("no position", 10001, {{"category", "inverse"}, {"symbol", "BTCUSD"}, {"stopLoss", "59000"}});
    row("spot", 10001, {{"category", "spot"}, {"stopLoss", "59000"}});
    row("off the tick", 10001, {{"stopLoss", "59000.05"}});
    row("stop above a long", 10001, {{"stopLoss", "60500"}});
    row("target below a long", 10001, {{"takeProfit", "59500"}});
    row("limit exit of the whole", 10001, {{"takeProfit", "61000"}, {"tpOrderType", "Limit"}, {"tpLimitPrice", "61000"}});
    row("trail longer than the price", 10001, {{"trailingStop", "70000"}});
    row("active price behind", 10001, {{"trailingStop", "100"}, {"activePrice", "59000"}});
    row("partial without size", 10001, {{"tpslMode", "Partial"}, {"stopLoss", "59000"}});
    row("partial of two sizes", 10001, {{"tpslMode", "Partial"}, {"stopLoss", "59000"}, {"takeProfit", "61000"}, {"tpSize", "0.1"}, {"slSize", "0.2"}});
    row("partial larger than the position", 110059, {{"tpslMode", "Partial"}, {"stopLoss", "59000"}, {"slSize", "0.3"}});
    row("partial limit without price", 10001, {{"tpslMode", "Partial"}, {"stopLoss", "59000"}, {"slSize", "0.1"}, {"slOrderType", "Limit"}});
}

void ExchangeStopsTest::tradingStopRefusals()
{
    QFETCH(QJsonObject, body);
    QFETCH(int, code);
    ExchangeRig rig;
    rig.order(marketBuy());
    rig.events.clear();
    QCOMPARE(rig.code("position/trading-stop", body), code);
    QVERIFY(rig.events.isEmpty());
    QCOMPARE(rig.rows("order/realtime?category=linear&symbol=BTCUSDT").size(), 0);
}

void ExchangeStopsTest::aTrailingStopFollowsFromItsActivePriceOn()
{
    ExchangeRig rig;
    rig.order(marketBuy());
    QCOMPARE(rig.code("position/trading-stop", stop({{"trailingStop", "500"}, {"activePrice", "61000"}})), 0);
    QCOMPARE(text(exits(rig, "TrailingStop")[0], "createType"), QStringLiteral("CreateByTrailingStop"));
    moveTo(rig, "59000"); // not active yet
    QCOMPARE(text(position(rig), "size"), QStringLiteral("0.2"));
    moveTo(rig, "61000");
    moveTo(rig, "61400");
    moveTo(rig, "60900.1"); // one tick above 61400 - 500
    QCOMPARE(text(position(rig), "size"), QStringLiteral("0.2"));
    QCOMPARE(text(exits(rig, "TrailingStop")[0], "triggerPrice"), QStringLiteral("60900"));
    moveTo(rig, "60900");
    QCOMPARE(text(position(rig), "size"), QStringLiteral("0"));
    QCOMPARE(text(position(rig), "trailingStop"), QStringLiteral("0"));
}

void ExchangeStopsTest::aClosedPositionClearsItsExits()
{
    ExchangeRig rig;
    rig.order(marketBuy({{"takeProfit", "61000"}, {"stopLoss", "59000"}}));
    QCOMPARE(rig.code("position/trading-stop", stop({{"tpslMode", "Partial"}, {"stopLoss", "59100"}, {"slSize", "0.1"}})), 0);
    QStringList ids;
    for (const auto &row : rig.rows("order/realtime?category=linear&symbol=BTCUSDT"))
        ids << text(row.toObject(), "orderId");
    QCOMPARE(ids.size(), 3);
    const QString waiting = rig.order(limitBuy({{"triggerPrice", "61000"}, {"triggerDirection", "1"}}));
    rig.order(marketBuy({{"side", "Sell"}, {"qty", "0"}, {"reduceOnly", "true"}, {"closeOnTrigger", "true"}}));
    for (const QString &id : ids) {
        const QJsonObject exit = rig.orderRecord(QStringLiteral("linear"), id);
        QCOMPARE(text(exit, "orderStatus"), QStringLiteral("Deactivated"));
        QCOMPARE(text(exit, "cancelType"), QStringLiteral("CancelByTpSlTsClear"));
    }
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), waiting), "orderStatus"), QStringLiteral("Untriggered"));
    QCOMPARE(text(position(rig), "stopLoss"), QString());
}

void ExchangeStopsTest::aFlipLeavesNoExitOfTheOldSide()
{
    ExchangeRig rig;
    rig.order(marketBuy({{"takeProfit", "61000"}, {"stopLoss", "59000"}}));
    rig.order(marketBuy({{"side", "Sell"}, {"qty", "0.5"}, {"stopLoss", "60800"}}));
    QCOMPARE(text(position(rig), "side"), QStringLiteral("Sell"));
    QVERIFY(exits(rig, "TakeProfit").isEmpty());
    QCOMPARE(exits(rig, "StopLoss").size(), 1);
    QCOMPARE(text(exits(rig, "StopLoss")[0], "side"), QStringLiteral("Buy"));
    QCOMPARE(text(exits(rig, "StopLoss")[0], "qty"), QStringLiteral("0.3"));
    QCOMPARE(text(position(rig), "takeProfit"), QString());
}

void ExchangeStopsTest::closeOnTriggerClosesWhatIsThereThen()
{
    ExchangeRig rig;
    const QString id = rig.order(marketBuy({{"side", "Sell"}, {"qty", "0"}, {"reduceOnly", "true"}, {"closeOnTrigger", "true"}, {"triggerPrice", "59500"}, {"triggerDirection", "2"}}));
    rig.order(marketBuy({{"qty", "0.25"}}));
    moveTo(rig, "59500");
    QCOMPARE(text(position(rig), "size"), QStringLiteral("0"));
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "cumExecQty"), QStringLiteral("0.25"));
    QCOMPARE(rig.code("order/create", marketBuy({{"side", "Sell"}, {"qty", "0"}, {"reduceOnly", "true"}, {"closeOnTrigger", "true"}})), 110017);
}

void ExchangeStopsTest::exitsOnTheWrongSideAreRefused()
{
    ExchangeRig rig;
    QCOMPARE(rig.code("order/create", limitBuy({{"takeProfit", "59400"}})), 10001); // of a limit order its own price is the measure
    QCOMPARE(rig.code("order/create", limitBuy({{"stopLoss", "59600"}})), 10001);
    QCOMPARE(rig.code("order/create", limitBuy({{"takeProfit", "59600"}, {"stopLoss", "59400"}})), 0);
    QCOMPARE(rig.code("order/create", marketBuy({{"stopLoss", "60100"}})), 10001);
    QCOMPARE(rig.code("order/create", marketBuy({{"side", "Sell"}, {"stopLoss", "59000"}})), 10001);
    QCOMPARE(rig.code("order/create", limitBuy({{"tpslMode", "Full"}, {"takeProfit", "61000"}, {"tpOrderType", "Limit"}, {"tpLimitPrice", "61000"}})), 10001);
}

void ExchangeStopsTest::exitsOfAnOpenOrderCanBeAmended()
{
    ExchangeRig rig;
    const QString id = rig.order(limitBuy({{"stopLoss", "59000"}}));
    const auto amend = [&](Changes changes) {
        QJsonObject body = with(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}}), changes);
        body.insert(QStringLiteral("orderId"), id);
        return rig.code("order/amend", body);
    };
    QCOMPARE(amend({{"takeProfit", "61000"}, {"stopLoss", "0"}}), 0);
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "takeProfit"), QStringLiteral("61000"));
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "stopLoss"), QString());
    QCOMPARE(amend({{"takeProfit", "61000"}}), 10001);
    QCOMPARE(amend({{"takeProfit", "59000"}}), 10001);
    QCOMPARE(amend({{"tpslMode", "Partial"}, {"takeProfit", "61000"}, {"tpOrderType", "Limit"}, {"tpLimitPrice", "61005"}}), 0);
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "tpLimitPrice"), QStringLiteral("61005"));
    rig.market.printTrade(StillMarket::linear(), "59500", "0.05", Side::Sell);
    QCOMPARE(amend({{"takeProfit", "61500"}}), 110060);
    QCOMPARE(amend({{"qty", "0.05"}}), 110064);
    const QJsonObject exit = exits(rig, "PartialTakeProfit")[0];
    QJsonObject move = fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"triggerPrice", "61100"}});
    move.insert(QStringLiteral("orderId"), text(exit, "orderId"));
    QCOMPARE(rig.code("order/amend", move), 0);
    QCOMPARE(text(exits(rig, "PartialTakeProfit")[0], "triggerPrice"), QStringLiteral("61100"));
    move.insert(QStringLiteral("triggerPrice"), QStringLiteral("59000"));
    QCOMPARE(rig.code("order/amend", move), 110092);
}

void ExchangeStopsTest::slippageBoundsAMarketOrder()
{
    ExchangeRig rig; // asks: 0.3 at 60000, 5 at 60000.1, 50 at 60010
    const QJsonObject ticks = rig.orderRecord(QStringLiteral("linear"), rig.order(marketBuy({{"qty", "0.5"}, {"slippageToleranceType", "TickSize"}, {"slippageTolerance", "1"}})));
    QCOMPARE(text(ticks, "price"), QStringLiteral("60000.1"));
    QCOMPARE(text(ticks, "orderStatus"), QStringLiteral("Filled"));
    QCOMPARE(text(ticks, "slippageToleranceType"), QStringLiteral("TickSize"));
    rig.market.setBook(StillMarket::linear(), {{"59999.9", "1"}}, {{"60000", "0.4"}, {"60006.1", "5"}});
    const QJsonObject cut = rig.orderRecord(QStringLiteral("linear"), rig.order(marketBuy({{"qty", "0.5"}, {"slippageToleranceType", "Percent"}, {"slippageTolerance", "0.01"}})));
    QCOMPARE(text(cut, "price"), QStringLiteral("60006"));
    QCOMPARE(text(cut, "orderStatus"), QStringLiteral("Cancelled"));
    QCOMPARE(text(cut, "cumExecQty"), QStringLiteral("0.4"));
}

void ExchangeStopsTest::slippageRefusals()
{
    ExchangeRig rig;
    const auto code = [&](const char *type, const char *value) { return rig.code("order/create", marketBuy({{"slippageToleranceType", type}, {"slippageTolerance", value}})); };
    for (const char *wrong : {"0", "10001", "1.5", "-1", "x", ""})
        QCOMPARE(code("TickSize", wrong), 110108);
    for (const char *wrong : {"0", "0.009", "10.01", "0.015", "x"})
        QCOMPARE(code("Percent", wrong), 110109);
    QCOMPARE(code("Ratio", "1"), 10001);
    QCOMPARE(rig.code("order/create", marketBuy({{"slippageToleranceType", "Percent"}, {"slippageTolerance", "1"}, {"triggerPrice", "61000"}, {"triggerDirection", "1"}})), 10001);
}

void ExchangeStopsTest::cancelAllOfConditionalOrdersSparesTheExits()
{
    ExchangeRig rig;
    rig.order(marketBuy({{"stopLoss", "59000"}}));
    QCOMPARE(rig.code("position/trading-stop", stop({{"trailingStop", "900"}})), 0);
    rig.order(limitBuy());
    rig.order(limitBuy({{"triggerPrice", "61000"}, {"triggerDirection", "1"}}));
    const auto all = [&](Changes changes) { return rig.post("order/cancel-all", with(fields({{"category", "linear"}, {"settleCoin", "USDT"}}), changes)); };
    const auto left = [&] { return rig.rows("order/realtime?category=linear&symbol=BTCUSDT").size(); };
    QCOMPARE(left(), 4);
    (void)all({{"orderFilter", "Order"}});
    QCOMPARE(left(), 3);
    const QJsonObject conditional = all({{"orderFilter", "StopOrder"}, {"stopOrderType", "Stop"}});
    QCOMPARE(conditional.value(QStringLiteral("result")).toObject().value(QStringLiteral("list")).toArray().size(), 1);
    QCOMPARE(left(), 2);
    QCOMPARE(text(position(rig), "stopLoss"), QStringLiteral("59000"));
    QCOMPARE(all({{"orderFilter", "tpslOrder"}}).value(QStringLiteral("retCode")).toInt(), 10001); // a word of spot
    (void)all({{"orderFilter", "StopOrder"}});
    QCOMPARE(left(), 0);
    QCOMPARE(text(position(rig), "stopLoss"), QString()); // the trap: the protection is gone
    QCOMPARE(text(position(rig), "trailingStop"), QStringLiteral("0"));
}

void ExchangeStopsTest::cancelAllTakesFiveHundredAtMost()
{
    ExchangeRig rig({{QStringLiteral("USDT"), Decimal(100'000)}, {QStringLiteral("BTC"), Decimal(1)}}, 100'000);
    for (int n = 0; n < 500; ++n)
        rig.order(limitBuy({{"qty", "0.001"}}));
    QCOMPARE(rig.code("order/create", limitBuy({{"qty", "0.001"}})), 110020);
    for (int n = 0; n < 10; ++n)
        rig.order(limitBuy({{"qty", "0.001"}, {"triggerPrice", "61000"}, {"triggerDirection", "1"}}));
    QCOMPARE(rig.code("order/create", limitBuy({{"qty", "0.001"}, {"triggerPrice", "61000"}, {"triggerDirection", "1"}})), 110009);
    const auto gone = [&] {
        return rig.post("order/cancel-all", fields({{"category", "linear"}, {"symbol", "BTCUSDT"}})).value(QStringLiteral("result")).toObject().value(QStringLiteral("list")).toArray().size();
    };
    QCOMPARE(gone(), 500);
    QCOMPARE(rig.rows("order/realtime?category=linear&symbol=BTCUSDT").size(), 10);
    QCOMPARE(gone(), 10);
}

QTEST_GUILESS_MAIN(ExchangeStopsTest)
#include "tst_exchange_stops.moc"
