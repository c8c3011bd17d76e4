// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sandbox/exchangerig.h"

#include <QtTest>

using namespace bw;

namespace {

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1StringView(name)).toString();
}

QJsonObject with(QJsonObject body, std::initializer_list<std::pair<const char *, const char *>> changes)
{
    const QJsonObject more = fields(changes);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}

QJsonObject linearLimit()
{
    return fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "59500"}, {"qty", "0.1"}});
}

QJsonObject spotLimit()
{
    return with(linearLimit(), {{"category", "spot"}});
}

QJsonObject named(const char *category, const QString &orderId)
{
    return {{QStringLiteral("category"), QLatin1StringView(category)}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}, {QStringLiteral("orderId"), orderId}};
}



} // namespace

/// Bybit's refusals, one row each, and the life of an order that is not simply filled.
class ExchangeOrdersTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void refusesWithBybitsCode_data();
    void refusesWithBybitsCode();
    void aRefusedOrderLeavesNoTrace();
    void aLinkIdIsUsedOnce();
    void whatIsGoneIsNotFound();
    void postOnlyIsAcceptedAndThenCancelled();
    void fokFillsAllOrNothing();
    void aContractsPriceMovesToTheEdgeOfItsBand();
    void amendKeepsOrGivesUpItsPlace();
    void cancelAllKeepsToItsFilters();
    void aConditionalOrderWaitsForItsPrice();
    void exitsFollowThePosition();
    void hedgeModeHoldsTwoPositions();
    void leverageAndModeRefusals();
    void pagesGoOnWhereTheyEnded();
    void recordsHaveBybitsTypes();
    void stateShowsEverything();
};

void ExchangeOrdersTest::refusesWithBybitsCode_data()
{
    QTest::addColumn<QJsonObject>("body");
    QTest::addColumn<int>("code");
    const auto linear = [](const char *name, int code, std::initializer_list<std::pair<const char *, const char *>> changes) {
        QTest::newRow(name) << with(linearLimit(), changes) << code;
    };
    const auto spot = [](const char *name, int code, std::initializer_list<std::pair<const char *, const char *>> changes) {
        QTest::newRow(name) << with(spotLimit(), changes) << code;
    };
    linear("category", 10001, {{"category", "futures"}});
    linear("symbol", 10001, {{"symbol", "NOPE"}});
    linear("lower case symbol", 10001, {{"symbol", "btcusdt"}});
    linear("side", 10001, {{"side", "buy"}});
    linear("type", 10001, {{"orderType", "Stop"}});
    linear("time in force", 10001, {{"timeInForce", "GTD"}});
    linear("no price", 10001, {{"price", ""}});
    linear("price off the tick", 10001, {{"price", "59500.05"}});
    linear("price below the range", 110003, {{"price", "0.05"}});
    linear("price above the range", 110003, {{"price", "2000000"}});
    linear("qty off the lot", 10001, {{"qty", "0.1005"}});
    linear("qty zero", 10001, {{"qty", "0"}});
    linear("qty with exponent", 10001, {{"qty", "1e-1"}});
    linear("qty below minimum", 10001, {{"qty", "0.0001"}});
    linear("qty above maximum", 10001, {{"qty", "100.001"}});
    linear("market qty above maximum", 10001, {{"orderType", "Market"}, {"qty", "50.001"}});
    linear("balance", 110007, {{"qty", "50"}});
    linear("reduce-only without position", 110017, {{"reduceOnly", "true"}});
    linear("position index", 10001, {{"positionIdx", "1"}});
    linear("link id too long", 10001, {{"orderLinkId", "1234567890123456789012345678901234567"}});
    linear("link id with a blank", 10001, {{"orderLinkId", "a b"}});
    linear("trigger without direction", 10001, {{"triggerPrice", "61000"}});
    linear("trigger does not rise", 110092, {{"triggerPrice", "59000"}, {"triggerDirection", "1"}});
    linear("trigger does not fall", 110093, {{"triggerPrice", "61000"}, {"triggerDirection", "2"}});
    linear("reduce-only with stop", 10001, {{"reduceOnly", "true"}, {"stopLoss", "59000"}});
    spot("spot symbol", 170121, {{"symbol", "NOPE"}});
    spot("spot side", 170117, {{"side", "x"}});
    spot("spot type", 170116, {{"orderType", "x"}});
    spot("spot time in force", 170115, {{"timeInForce", "x"}});
    spot("spot price off the tick", 170134, {{"price", "59500.005"}});
    spot("spot qty off the lot", 170137, {{"qty", "0.1000005"}});
    spot("spot qty below a lot", 170136, {{"qty", "0.0000005"}});
    spot("spot qty above maximum", 170124, {{"qty", "101"}});
    spot("spot value below minimum", 170140, {{"qty", "0.00008"}});
    spot("spot money below minimum", 170140, {{"orderType", "Market"}, {"qty", "4.99"}});
    spot("spot balance", 170131, {{"qty", "2"}});
    spot("spot sells what it has not", 170131, {{"side", "Sell"}, {"price", "60500"}});
    spot("spot buys too dear", 170193, {{"price", "61500"}});
    spot("spot sells too cheap", 170194, {{"side", "Sell"}, {"price", "58500"}});
    QTest::newRow("value below minimum") << fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "4999.9"}, {"qty", "0.001"}}) << 110094;
    QJsonObject number = linearLimit();
    number.insert(QStringLiteral("qty"), 0.1); // Bybit wants texts
    QTest::newRow("qty as a number") << number << 10001;
}

void ExchangeOrdersTest::refusesWithBybitsCode()
{
    QFETCH(QJsonObject, body);
    QFETCH(int, code);
    ExchangeRig rig;
    QCOMPARE(rig.code("order/create", body), code);
    QVERIFY(rig.events.isEmpty());
}

void ExchangeOrdersTest::aRefusedOrderLeavesNoTrace()
{
    ExchangeRig rig;
    QCOMPARE(rig.code("order/create", with(linearLimit(), {{"qty", "50"}, {"orderLinkId", "same"}})), 110007);
    QCOMPARE(rig.rows("order/history?category=linear").size(), 0);
    QCOMPARE(rig.code("order/create", with(linearLimit(), {{"orderLinkId", "same"}})), 0);
}

void ExchangeOrdersTest::aLinkIdIsUsedOnce()
{
    ExchangeRig rig;
    for (const auto &[body, code] : {std::pair(linearLimit(), 110072), std::pair(spotLimit(), 170141)}) {
        const QJsonObject mine = with(body, {{"orderLinkId", "once-1"}});
        const QString id = rig.order(mine);
        QCOMPARE(rig.code("order/create", mine), code);
        QCOMPARE(rig.code("order/cancel", named(body == linearLimit() ? "linear" : "spot", id)), 0);
        QCOMPARE(rig.code("order/create", mine), code); // a finished order blocks its name as well
    }
    QCOMPARE(rig.rows("order/realtime?category=linear&orderLinkId=once-1").size(), 1); // found although it is closed
}

void ExchangeOrdersTest::whatIsGoneIsNotFound()
{
    ExchangeRig rig;
    const QString id = rig.order(linearLimit());
    QCOMPARE(rig.code("order/cancel", named("linear", id)), 0);
    QCOMPARE(rig.code("order/cancel", named("linear", id)), 110001);
    QCOMPARE(rig.code("order/amend", with(named("linear", id), {{"qty", "0.2"}})), 110001);
    QCOMPARE(rig.code("order/cancel", named("spot", id)), 170213);
    QCOMPARE(rig.code("order/cancel", named("linear", {})), 10001);
    const QJsonObject gone = rig.orderRecord(QStringLiteral("linear"), id);
    QCOMPARE(text(gone, "cancelType"), QStringLiteral("CancelByUser"));
    QCOMPARE(text(gone, "leavesQty"), QStringLiteral("0"));
}

void ExchangeOrdersTest::postOnlyIsAcceptedAndThenCancelled()
{
    ExchangeRig rig;
    const QJsonObject taker = rig.orderRecord(QStringLiteral("linear"), rig.order(with(linearLimit(), {{"price", "60000"}, {"timeInForce", "PostOnly"}})));
    QCOMPARE(text(taker, "orderStatus"), QStringLiteral("Cancelled"));
    QCOMPARE(text(taker, "rejectReason"), QStringLiteral("EC_PostOnlyWillTakeLiquidity"));
    QCOMPARE(text(taker, "cumExecQty"), QStringLiteral("0"));
    const QJsonObject maker = rig.orderRecord(QStringLiteral("linear"), rig.order(with(linearLimit(), {{"price", "59999.9"}, {"timeInForce", "PostOnly"}})));
    QCOMPARE(text(maker, "orderStatus"), QStringLiteral("New"));
}

void ExchangeOrdersTest::fokFillsAllOrNothing()
{
    ExchangeRig rig;
    const QJsonObject none = rig.orderRecord(QStringLiteral("linear"), rig.order(with(linearLimit(), {{"price", "60000"}, {"qty", "0.301"}, {"timeInForce", "FOK"}})));
    QCOMPARE(text(none, "orderStatus"), QStringLiteral("Cancelled"));
    QCOMPARE(text(none, "rejectReason"), QStringLiteral("EC_NoImmediateQtyToFill"));
    QCOMPARE(text(none, "cumExecQty"), QStringLiteral("0"));
    const QJsonObject all = rig.orderRecord(QStringLiteral("linear"), rig.order(with(linearLimit(), {{"price", "60000.1"}, {"qty", "0.301"}, {"timeInForce", "FOK"}})));
    QCOMPARE(text(all, "orderStatus"), QStringLiteral("Filled"));
}

void ExchangeOrdersTest::aContractsPriceMovesToTheEdgeOfItsBand()
{
    ExchangeRig rig;
    rig.market.setBook(StillMarket::linear(), {}, {});
    const QJsonObject order = rig.orderRecord(QStringLiteral("linear"), rig.order(with(linearLimit(), {{"price", "70000"}})));
    QCOMPARE(text(order, "price"), QStringLiteral("61200")); // mark 60000 x 1.02
    const QJsonObject limits = rig.get("market/price-limit?category=linear&symbol=BTCUSDT").value(QStringLiteral("result")).toObject();
    QCOMPARE(text(limits, "buyLmt"), QStringLiteral("61200.0"));
    QCOMPARE(text(limits, "sellLmt"), QStringLiteral("58800.0"));
    QCOMPARE(rig.code("order/create", with(linearLimit(), {{"orderType", "Market"}})), 110118);
}

void ExchangeOrdersTest::amendKeepsOrGivesUpItsPlace()
{
    ExchangeRig rig;
    const QString first = rig.order(linearLimit()), second = rig.order(linearLimit());
    QCOMPARE(rig.code("order/amend", named("linear", first)), 10001); // nothing changes
    QCOMPARE(rig.code("order/amend", with(named("linear", first), {{"qty", "0.05"}})), 0);
    rig.market.printTrade(StillMarket::linear(), "59500", "0.02", Side::Sell);
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), first), "cumExecQty"), QStringLiteral("0.02")); // less keeps the place
    QCOMPARE(rig.code("order/amend", with(named("linear", first), {{"qty", "0.02"}})), 110064);
    QCOMPARE(rig.code("order/amend", with(named("linear", first), {{"qty", "0.2"}})), 0);
    rig.market.printTrade(StillMarket::linear(), "59500", "0.03", Side::Sell);
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), second), "cumExecQty"), QStringLiteral("0.03")); // more gives it up
    QCOMPARE(rig.code("order/amend", with(named("linear", second), {{"qty", "60"}})), 110007);
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), second), "qty"), QStringLiteral("0.1"));
    QCOMPARE(rig.code("order/amend", with(named("linear", second), {{"price", "60000"}})), 0); // now it takes
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), second), "orderStatus"), QStringLiteral("Filled"));
}

void ExchangeOrdersTest::cancelAllKeepsToItsFilters()
{
    ExchangeRig rig;
    const QString plain = rig.order(linearLimit());
    const QString stop = rig.order(with(linearLimit(), {{"triggerPrice", "61000"}, {"triggerDirection", "1"}}));
    const QString spot = rig.order(spotLimit());
    QCOMPARE(rig.code("order/cancel-all", fields({{"category", "linear"}})), 10001);
    QCOMPARE(rig.code("order/cancel-all", fields({{"category", "linear"}, {"settleCoin", "USDT"}, {"orderFilter", "Order"}})), 0);
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), plain), "orderStatus"), QStringLiteral("Cancelled"));
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), stop), "orderStatus"), QStringLiteral("Untriggered"));
    const QJsonObject all = rig.post("order/cancel-all", fields({{"category", "linear"}, {"symbol", "BTCUSDT"}}));
    QCOMPARE(text(all.value(QStringLiteral("result")).toObject(), "success"), QStringLiteral("1"));
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), stop), "orderStatus"), QStringLiteral("Deactivated"));
    QCOMPARE(text(rig.orderRecord(QStringLiteral("spot"), spot), "orderStatus"), QStringLiteral("New"));
    QCOMPARE(rig.rows("order/realtime?category=linear&settleCoin=USDT").size(), 0);
}

void ExchangeOrdersTest::aConditionalOrderWaitsForItsPrice()
{
    ExchangeRig rig;
    const QString id = rig.order(with(linearLimit(), {{"orderType", "Market"}, {"triggerPrice", "60500"}, {"triggerDirection", "1"}, {"triggerBy", "MarkPrice"}}));
    rig.market.setPrices(StillMarket::linear(), "60600", "60499");
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "orderStatus"), QStringLiteral("Untriggered"));
    rig.market.setPrices(StillMarket::linear(), "60400", "60500");
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "orderStatus"), QStringLiteral("Filled"));
}

void ExchangeOrdersTest::exitsFollowThePosition()
{
    ExchangeRig rig;
    rig.order(with(linearLimit(), {{"price", "60000"}, {"qty", "0.2"}, {"takeProfit", "61000"}, {"stopLoss", "59000"}, {"orderLinkId", "parent"}}));
    QJsonObject position = rig.row("position/list?category=linear&symbol=BTCUSDT");
    QCOMPARE(text(position, "takeProfit"), QStringLiteral("61000"));
    QCOMPARE(rig.rows("order/realtime?category=linear&symbol=BTCUSDT").size(), 2);
    const auto stop = [](std::initializer_list<std::pair<const char *, const char *>> changes) {
        return with(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"tpslMode", "Full"}, {"positionIdx", "0"}}), changes);
    };
    QCOMPARE(rig.code("position/trading-stop", stop({{"stopLoss", "59000"}})), 34040);
    QCOMPARE(rig.code("position/trading-stop", stop({{"stopLoss", "60500"}})), 10001);
    QCOMPARE(rig.code("position/trading-stop", stop({{"stopLoss", "59500"}, {"takeProfit", "0"}})), 0);
    const QJsonArray open = rig.rows("order/realtime?category=linear&symbol=BTCUSDT");
    QCOMPARE(open.size(), 1);
    QCOMPARE(text(open.first().toObject(), "stopOrderType"), QStringLiteral("StopLoss"));
    QCOMPARE(text(open.first().toObject(), "orderLinkId"), QString());
    rig.market.setPrices(StillMarket::linear(), "59500", "59500");
    position = rig.row("position/list?category=linear&symbol=BTCUSDT");
    QCOMPARE(text(position, "size"), QStringLiteral("0"));
    QCOMPARE(text(position, "stopLoss"), QString());
    QCOMPARE(rig.rows("order/realtime?category=linear&symbol=BTCUSDT").size(), 0);
    QCOMPARE(text(rig.row("execution/list?category=linear&limit=1"), "createType"), QStringLiteral("CreateByStopLoss"));
}

void ExchangeOrdersTest::hedgeModeHoldsTwoPositions()
{
    ExchangeRig rig;
    QCOMPARE(rig.code("position/switch-mode", {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}, {QStringLiteral("mode"), 3}}), 0);
    const QJsonObject market = with(linearLimit(), {{"orderType", "Market"}});
    QCOMPARE(rig.code("order/create", market), 10001); // needs an index now
    rig.order(with(market, {{"positionIdx", "1"}}));
    rig.order(with(market, {{"positionIdx", "2"}, {"side", "Sell"}}));
    QCOMPARE(rig.rows("position/list?category=linear&symbol=BTCUSDT").size(), 2);
    QCOMPARE(rig.code("order/create", with(market, {{"positionIdx", "2"}, {"qty", "0.3"}})), 0); // only closes
    const QJsonArray left = rig.rows("position/list?category=linear&settleCoin=USDT");
    QCOMPARE(left.size(), 1);
    QCOMPARE(left.first().toObject().value(QStringLiteral("positionIdx")).toInt(), 1);
}

void ExchangeOrdersTest::leverageAndModeRefusals()
{
    ExchangeRig rig;
    const auto leverage = [&](const char *buy, const char *sell) {
        return rig.code("position/set-leverage", fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"buyLeverage", buy}, {"sellLeverage", sell}}));
    };
    QCOMPARE(leverage("10", "10"), 110043);
    QCOMPARE(leverage("101", "101"), 110013);
    QCOMPARE(leverage("5", "6"), 10001);
    QCOMPARE(leverage("20", "20"), 0);
    const auto mode = [&](int number) {
        return rig.code("position/switch-mode", {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}, {QStringLiteral("mode"), number}});
    };
    QCOMPARE(mode(0), 110025);
    rig.order(linearLimit());
    QCOMPARE(mode(3), 110028);
    rig.order(with(linearLimit(), {{"orderType", "Market"}}));
    QCOMPARE(mode(3), 110024);
    rig.order(with(linearLimit(), {{"orderType", "Market"}, {"qty", "25"}}));
    QCOMPARE(leverage("1", "1"), 110007);
}

void ExchangeOrdersTest::pagesGoOnWhereTheyEnded()
{
    ExchangeRig rig;
    QStringList made;
    for (int i = 0; i < 7; ++i)
        made.prepend(rig.order(linearLimit()));
    QStringList seen;
    QString cursor;
    for (int page = 0; page < 3; ++page) {
        // Every second page is asked for as clients do that encode the cursor once more.
        const QByteArray asked = page % 2 ? QUrl::toPercentEncoding(cursor) : cursor.toLatin1();
        const QJsonObject result = rig.get(QByteArray("order/realtime?category=linear&settleCoin=USDT&limit=3&cursor=" + asked).constData()).value(QStringLiteral("result")).toObject();
        const QJsonArray list = result.value(QStringLiteral("list")).toArray();
        for (const auto &row : list)
            seen << text(row.toObject(), "orderId");
        cursor = text(result, "nextPageCursor");
        QCOMPARE(cursor.isEmpty(), page == 2);
    }
    QCOMPARE(seen, made);
}

void ExchangeOrdersTest::recordsHaveBybitsTypes()
{
    ExchangeRig rig;
    rig.order(linearLimit());
    const auto event = std::find_if(rig.events.cbegin(), rig.events.cend(), [](const ExchangeRig::Event &e) { return e.topic == "order"; });
    QVERIFY(event != rig.events.cend());
    const QJsonObject order = event->rows.first().toObject();
    QCOMPARE(text(order, "category"), QStringLiteral("linear"));
    QVERIFY(order.value(QStringLiteral("positionIdx")).isDouble());
    QVERIFY(order.value(QStringLiteral("triggerDirection")).isDouble());
    QVERIFY(order.value(QStringLiteral("reduceOnly")).isBool());
    QVERIFY(order.value(QStringLiteral("closeOnTrigger")).isBool());
    QVERIFY(order.value(QStringLiteral("cumFeeDetail")).isObject());
    for (const char *name : {"price", "qty", "leavesQty", "leavesValue", "cumExecQty", "cumExecValue", "createdTime", "updatedTime", "avgPrice", "orderLinkId"})
        QVERIFY2(order.value(QLatin1StringView(name)).isString(), name);
    QCOMPARE(text(order, "createdTime"), QString::number(toMs(rig.clock.utcNow())));
    QCOMPARE(text(order, "leavesValue"), QStringLiteral("5950"));
    const auto position = std::find_if(rig.events.cbegin(), rig.events.cend(), [](const ExchangeRig::Event &e) { return e.topic == "position"; });
    QVERIFY(position != rig.events.cend()); // pushed although nothing changed
    QVERIFY(position->rows.first().toObject().contains(QStringLiteral("entryPrice")));
}

void ExchangeOrdersTest::stateShowsEverything()
{
    ExchangeRig rig;
    rig.order(linearLimit());
    rig.order(with(linearLimit(), {{"orderType", "Market"}}));
    const QJsonObject state = rig.exchange.state();
    QCOMPARE(state.value(QStringLiteral("orders")).toArray().size(), 2);
    QCOMPARE(state.value(QStringLiteral("executions")).toArray().size(), 1);
    QCOMPARE(state.value(QStringLiteral("positions")).toArray().size(), 1);
    const QJsonObject book = state.value(QStringLiteral("book")).toObject().value(QStringLiteral("linear")).toObject().value(QStringLiteral("BTCUSDT")).toObject();
    QCOMPARE(book.value(QStringLiteral("b")).toArray().first().toArray().first().toString(), QStringLiteral("59999.9"));
}

QTEST_GUILESS_MAIN(ExchangeOrdersTest)
#include "tst_exchange_orders.moc"
