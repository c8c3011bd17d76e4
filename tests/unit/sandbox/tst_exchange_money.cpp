// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sandbox/exchangerig.h"

#include <QtTest>

using namespace bw;
using namespace std::chrono_literals;

namespace {

using Changes = std::initializer_list<std::pair<const char *, const char *>>;

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1StringView(name)).toString();
}

QJsonObject order(Changes changes)
{
    QJsonObject body = fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Market"}, {"qty", "0.3"}});
    const QJsonObject more = fields(changes);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}

QJsonObject limitAt(const char *price, Changes changes = {})
{
    QJsonObject body = order(changes);
    body.insert(QStringLiteral("orderType"), QStringLiteral("Limit"));
    body.insert(QStringLiteral("price"), QLatin1StringView(price));
    return body;
}

QJsonObject bitcoin()
{
    return fields({{"category", "linear"}, {"symbol", "BTCUSDT"}});
}

constexpr const char *kPosition = "position/list?category=linear&symbol=BTCUSDT";

/// All rows, page by page.
QJsonArray everyPage(ExchangeRig &rig, const QByteArray &query)
{
    QJsonArray rows;
    QByteArray cursor;
    do {
        const QJsonObject result = rig.get((query + "&cursor=" + cursor).constData()).value(QStringLiteral("result")).toObject();
        for (const auto &row : result.value(QStringLiteral("list")).toArray())
            rows.append(row);
        cursor = text(result, "nextPageCursor").toLatin1();
    } while (!cursor.isEmpty());
    return rows;
}

} // namespace

/// Where money comes from and goes to, against numbers worked out by hand.
class ExchangeMoneyTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theLogIsReadInWindows();
    void theLogAddsUpWhateverHappened();
    void aClosedPositionTellsItsProfitWithFees();
    void inverseProfitIsToldInCoin();
    void whatNeverTradedIsKeptForADay();
    void executionsAreFilteredByKindAndOrder();
    void fundingHasItsSignAndItsInterval();
    void aSharedMarginIsLiquidatedWhenAllOfItIsLost();
    void anIsolatedPositionLosesItsOwnMarginAlone();
    void aDeleveragingClosesAPartAtTheMark();
    void spotHoldsFiveHundredOrders();
};

void ExchangeMoneyTest::theLogIsReadInWindows()
{
    ExchangeRig rig;
    const auto at = [&] { return QByteArray::number(toMs(rig.clock.utcNow())); };
    const auto code = [&](const QByteArray &query) { return rig.get(("account/transaction-log?accountType=UNIFIED" + query).constData()).value(QStringLiteral("retCode")).toInt(); };
    const auto count = [&](const QByteArray &query) { return rig.rows(("account/transaction-log?accountType=UNIFIED" + query).constData()).size(); };
    const QByteArray first = at();
    rig.order(order({}));
    QCOMPARE(count({}), 1);
    rig.clock.advance(25h);
    QCOMPARE(count({}), 0); // the last day
    QCOMPARE(count("&startTime=" + first), 1);
    QCOMPARE(count("&endTime=" + first), 1);
    QCOMPARE(count("&startTime=" + first + "&endTime=" + at()), 1);
    QCOMPARE(count("&startTime=" + first + "&endTime=" + at() + "&currency=BTC"), 0);
    QCOMPARE(count("&startTime=" + first + "&endTime=" + at() + "&baseCoin=ETH"), 0);
    QCOMPARE(count("&startTime=" + first + "&endTime=" + at() + "&type=SETTLEMENT"), 0);
    rig.clock.advance(24h * 7);
    QCOMPARE(code("&startTime=" + first + "&endTime=" + at()), 10001);
    QCOMPARE(code("&startTime=" + at() + "&endTime=" + first), 10001);
    QCOMPARE(code("&category=futures"), 10001);
    QCOMPARE(rig.get("account/transaction-log?accountType=CONTRACT").value(QStringLiteral("retCode")).toInt(), 10001);
}

void ExchangeMoneyTest::theLogAddsUpWhateverHappened()
{
    ExchangeRig rig({{QStringLiteral("USDT"), Decimal(100'000)}, {QStringLiteral("BTC"), Decimal(1)}});
    rig.order(order({{"qty", "0.7"}}));
    rig.order(order({{"side", "Sell"}, {"qty", "1.1"}}));
    rig.order(order({{"category", "inverse"}, {"symbol", "BTCUSD"}, {"qty", "6000"}}));
    rig.order(order({{"category", "spot"}, {"qty", "777"}}));
    rig.order(order({{"category", "spot"}, {"side", "Sell"}, {"qty", "0.01"}}));
    QVERIFY(rig.exchange.act("funding", fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"rate", "0.0003"}})));
    QVERIFY(rig.exchange.act("funding", fields({{"category", "inverse"}, {"symbol", "BTCUSD"}, {"rate", "0.0003"}})));
    QVERIFY(rig.exchange.act("adl", fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"qty", "0.1"}})));
    QVERIFY(rig.exchange.act("liquidate", fields({{"category", "inverse"}, {"symbol", "BTCUSD"}})));
    QMap<QString, Decimal> sum{{QStringLiteral("USDT"), Decimal(100'000)}, {QStringLiteral("BTC"), Decimal(1)}};
    QMap<QString, Decimal> last;
    QSet<QString> types;
    for (const auto &entry : everyPage(rig, "account/transaction-log?limit=3")) {
        const QJsonObject row = entry.toObject();
        const QString coin = text(row, "currency");
        QCOMPARE(dec(row.value(QStringLiteral("change"))),
                 dec(row.value(QStringLiteral("cashFlow"))) + dec(row.value(QStringLiteral("funding"))) - dec(row.value(QStringLiteral("fee"))));
        sum[coin] += dec(row.value(QStringLiteral("change")));
        if (!last.contains(coin))
            last[coin] = dec(row.value(QStringLiteral("cashBalance"))); // newest first
        types << text(row, "type");
    }
    for (const char *coin : {"USDT", "BTC"}) {
        QCOMPARE(sum.value(QLatin1StringView(coin)), dec(QJsonValue(rig.wallet(coin))));
        QCOMPARE(last.value(QLatin1StringView(coin)), dec(QJsonValue(rig.wallet(coin))));
    }
    QCOMPARE(types, (QSet<QString>{QStringLiteral("TRADE"), QStringLiteral("SETTLEMENT"), QStringLiteral("ADL"), QStringLiteral("LIQUIDATION")}));
    QCOMPARE(rig.exchange.state().value(QStringLiteral("ledger")).toArray().size(), everyPage(rig, "account/transaction-log?limit=50").size());
}

void ExchangeMoneyTest::aClosedPositionTellsItsProfitWithFees()
{
    ExchangeRig rig;
    rig.order(limitAt("60000")); // 18000, fee 9.9
    const QString id = rig.order(limitAt("60100", {{"side", "Sell"}, {"qty", "0.1"}}));
    rig.market.printTrade(StillMarket::linear(), "60100", "0.04", Side::Buy);
    rig.market.printTrade(StillMarket::linear(), "60100", "1", Side::Buy);
    const QJsonObject row = rig.row("position/closed-pnl?category=linear");
    QCOMPARE(text(row, "orderId"), id);
    QCOMPARE(text(row, "side"), QStringLiteral("Sell"));
    QCOMPARE(text(row, "closedSize"), QStringLiteral("0.1"));
    QCOMPARE(text(row, "fillCount"), QStringLiteral("2"));
    // A third of the opening fee is 3.3, the closing fee 6010 x 0.0002 = 1.202: 10 - 3.3 - 1.202
    QCOMPARE(text(row, "closedPnl"), QStringLiteral("5.498"));
    QCOMPARE(text(row, "openFee"), QStringLiteral("3.3"));
    QCOMPARE(text(row, "closeFee"), QStringLiteral("1.202"));
    QCOMPARE(text(row, "avgEntryPrice"), QStringLiteral("60033"));
    QCOMPARE(text(row, "avgExitPrice"), QStringLiteral("60087.98"));
    QCOMPARE(text(row, "leverage"), QStringLiteral("10"));
    rig.order(order({{"side", "Sell"}, {"qty", "0.5"}})); // through zero: closes 0.2, opens a short of 0.3
    const QJsonObject flip = rig.row("position/closed-pnl?category=linear&limit=1");
    QCOMPARE(text(flip, "closedSize"), QStringLiteral("0.2"));
    QCOMPARE(text(flip, "openFee"), QStringLiteral("6.6"));
    QCOMPARE(rig.rows("position/closed-pnl?category=linear").size(), 2);
    QCOMPARE(rig.rows("position/closed-pnl?category=linear&symbol=ETHUSDT").size(), 0);
    QCOMPARE(rig.get("position/closed-pnl?category=spot").value(QStringLiteral("retCode")).toInt(), 10001);
    rig.clock.advance(24h * 8);
    QCOMPARE(rig.rows("position/closed-pnl?category=linear").size(), 0);
}

void ExchangeMoneyTest::inverseProfitIsToldInCoin()
{
    ExchangeRig rig({{QStringLiteral("BTC"), Decimal(1)}});
    rig.order(order({{"category", "inverse"}, {"symbol", "BTCUSD"}, {"qty", "6000"}})); // 0.1 BTC at 60000, fee 0.000055
    rig.market.setBook(StillMarket::inverse(), {{"62500", "100000"}}, {{"62500.5", "100000"}});
    rig.market.setPrices(StillMarket::inverse(), "62500", "62500");
    rig.order(order({{"category", "inverse"}, {"symbol", "BTCUSD"}, {"side", "Sell"}, {"qty", "6000"}})); // 0.096, fee 0.0000528
    const QJsonObject row = rig.row("position/closed-pnl?category=inverse");
    QCOMPARE(text(row, "closedPnl"), QStringLiteral("0.0038922")); // 0.004 - 0.000055 - 0.0000528
    QCOMPARE(rig.wallet("BTC"), QStringLiteral("1.0038922"));
    // Two entries average harmonically: 3000 at 60000 and 3000 at 50000 are 0.05 + 0.06 coins.
    ExchangeRig two({{QStringLiteral("BTC"), Decimal(1)}});
    two.order(order({{"category", "inverse"}, {"symbol", "BTCUSD"}, {"qty", "3000"}}));
    two.market.setBook(StillMarket::inverse(), {{"49999.5", "100000"}}, {{"50000", "100000"}});
    two.market.setPrices(StillMarket::inverse(), "50000", "50000");
    two.order(order({{"category", "inverse"}, {"symbol", "BTCUSD"}, {"qty", "3000"}}));
    QCOMPARE(text(two.row("position/list?category=inverse&symbol=BTCUSD"), "avgPrice"), QStringLiteral("54545.45454545"));
}

void ExchangeMoneyTest::whatNeverTradedIsKeptForADay()
{
    ExchangeRig rig;
    const auto cancel = [&](const QString &id) {
        QJsonObject body = bitcoin();
        body.insert(QStringLiteral("orderId"), id);
        QCOMPARE(rig.code("order/cancel", body), 0);
    };
    cancel(rig.order(limitAt("50000", {{"orderLinkId", "gone"}})));
    const QString part = rig.order(limitAt("59500", {{"orderLinkId", "part"}}));
    rig.market.printTrade(StillMarket::linear(), "59500", "0.1", Side::Sell);
    cancel(part);
    QCOMPARE(rig.rows("order/history?category=linear").size(), 2);
    rig.clock.advance(25h);
    const QJsonArray left = rig.rows("order/history?category=linear");
    QCOMPARE(left.size(), 1);
    QCOMPARE(text(left.first().toObject(), "orderLinkId"), QStringLiteral("part"));
    QCOMPARE(rig.rows("order/history?category=linear&orderLinkId=gone").size(), 0); // by its name neither
    rig.clock.advance(24h * 7);
    QCOMPARE(rig.rows("order/history?category=linear").size(), 0); // outside the usual week
    QCOMPARE(rig.rows("order/history?category=linear&orderLinkId=part").size(), 1);
}

void ExchangeMoneyTest::executionsAreFilteredByKindAndOrder()
{
    ExchangeRig rig;
    rig.order(order({{"orderLinkId", "a"}}));
    rig.clock.advance(1h);
    const QByteArray later = QByteArray::number(toMs(rig.clock.utcNow()));
    rig.order(order({{"orderLinkId", "b"}, {"qty", "0.2"}}));
    QVERIFY(rig.exchange.act("funding", fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"rate", "0.0001"}})));
    const auto count = [&](const QByteArray &query) { return everyPage(rig, "execution/list?category=linear&limit=1" + query).size(); };
    const auto total = count({});
    QCOMPARE(count("&execType=Funding"), 1);
    QCOMPARE(count("&execType=Trade"), total - 1);
    QCOMPARE(count("&orderLinkId=a") + count("&orderLinkId=b") + 1, total);
    QCOMPARE(count("&orderLinkId=a&startTime=" + later), count("&orderLinkId=a")); // a name outranks the time
    QCOMPARE(count("&startTime=" + later), count("&orderLinkId=b") + 1);
    QCOMPARE(count("&symbol=ETHUSDT"), 0);
    QCOMPARE(count("&baseCoin=BTC"), total);
}

void ExchangeMoneyTest::fundingHasItsSignAndItsInterval()
{
    ExchangeRig rig;
    rig.order(order({{"side", "Sell"}, {"orderType", "Limit"}, {"price", "59999.9"}}));
    const Decimal before = dec(QJsonValue(rig.wallet("USDT")));
    rig.market.setFunding(StillMarket::linear(), "0.0001", rig.clock.utcNow() + 8h);
    QVERIFY(rig.exchange.act("funding", fields({{"every", "30s"}})));
    rig.market.setPrices(StillMarket::linear(), "60000", "60000"); // the first tick begins the count
    rig.clock.advance(29s);
    rig.market.setPrices(StillMarket::linear(), "60000", "60000");
    QCOMPARE(dec(QJsonValue(rig.wallet("USDT"))), before);
    rig.clock.advance(1s);
    rig.market.setPrices(StillMarket::linear(), "60000", "60000");
    QCOMPARE(dec(QJsonValue(rig.wallet("USDT"))), before + dec("1.8")); // a short receives a positive rate
    const QJsonObject fill = rig.row("execution/list?category=linear&limit=1");
    QCOMPARE(text(fill, "execType"), QStringLiteral("Funding"));
    QCOMPARE(text(fill, "execFee"), QStringLiteral("-1.8"));
    QCOMPARE(text(rig.row("account/transaction-log?type=SETTLEMENT"), "funding"), QStringLiteral("1.8"));
    QVERIFY(rig.exchange.act("funding", fields({{"every", "0s"}})));
    QVERIFY(!rig.exchange.act("funding", fields({{"every", "soon"}})));
    QVERIFY(!rig.exchange.act("funding", fields({{"category", "linear"}, {"symbol", "NOPE"}})));
}

void ExchangeMoneyTest::aSharedMarginIsLiquidatedWhenAllOfItIsLost()
{
    ExchangeRig rig({{QStringLiteral("USDT"), Decimal(1000)}});
    QCOMPARE(rig.code("position/set-leverage", fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"buyLeverage", "50"}, {"sellLeverage", "50"}})), 0);
    rig.order(order({{"stopLoss", "50000"}})); // 18000 at 60000, fee 9.9: 990.1 stand behind it, 90 must remain
    const QString resting = rig.order(limitAt("50000", {{"qty", "0.001"}}));
    QCOMPARE(text(rig.row(kPosition), "liqPrice"), QStringLiteral("56999.7")); // 60000 - 900.1 / 0.3, up to the tick
    rig.market.setPrices(StillMarket::linear(), "57000", "57000");
    QCOMPARE(text(rig.row(kPosition), "size"), QStringLiteral("0.3"));
    rig.market.setPrices(StillMarket::linear(), "56999", "56999");
    QCOMPARE(text(rig.row(kPosition), "size"), QStringLiteral("0"));
    const QJsonObject fill = rig.row("execution/list?category=linear&limit=1");
    QCOMPARE(text(fill, "execType"), QStringLiteral("BustTrade"));
    QCOMPARE(text(fill, "createType"), QStringLiteral("CreateByLiq"));
    QCOMPARE(text(fill, "execPrice"), QStringLiteral("56730.9")); // (18000 - 990.1) / 0.99945 / 0.3, up to the tick
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), resting), "cancelType"), QStringLiteral("CancelAllBeforeLiq"));
    QCOMPARE(rig.rows("order/realtime?category=linear&symbol=BTCUSDT").size(), 0);
    const Decimal left = dec(QJsonValue(rig.wallet("USDT")));
    QVERIFY(left >= Decimal(0) && left < dec("0.1"));
    QCOMPARE(text(rig.row("account/transaction-log?limit=1"), "type"), QStringLiteral("LIQUIDATION"));
    QCOMPARE(text(rig.row("position/closed-pnl?category=linear"), "execType"), QStringLiteral("BustTrade"));
}

void ExchangeMoneyTest::anIsolatedPositionLosesItsOwnMarginAlone()
{
    ExchangeRig rig({{QStringLiteral("USDT"), Decimal(10'000)}});
    QCOMPARE(rig.code("account/set-margin-mode", fields({{"setMarginMode", "ISOLATED_MARGIN"}})), 0);
    rig.order(order({{"side", "Sell"}, {"orderType", "Limit"}, {"price", "59999.9"}})); // 17999.97, margin 1799.997
    rig.market.setPrices(StillMarket::linear(), "65600", "65600");
    QCOMPARE(text(rig.row(kPosition), "size"), QStringLiteral("0.3"));
    rig.market.setPrices(StillMarket::linear(), "65800", "65800");
    QCOMPARE(text(rig.row(kPosition), "size"), QStringLiteral("0"));
    const Decimal left = dec(QJsonValue(rig.wallet("USDT")));
    QVERIFY(left > dec("8190") && left < dec("8190.5")); // 10000 less the fee of 9.9 and the margin
}

void ExchangeMoneyTest::aDeleveragingClosesAPartAtTheMark()
{
    ExchangeRig rig;
    rig.order(order({}));
    rig.market.setPrices(StillMarket::linear(), "60100", "60200");
    QVERIFY(rig.exchange.act("adl", fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"qty", "0.1"}})));
    QCOMPARE(text(rig.row(kPosition), "size"), QStringLiteral("0.2"));
    const QJsonObject fill = rig.row("execution/list?category=linear&limit=1");
    QCOMPARE(text(fill, "execType"), QStringLiteral("AdlTrade"));
    QCOMPARE(text(fill, "createType"), QStringLiteral("CreateByAdl_PassThrough"));
    QCOMPARE(text(fill, "execPrice"), QStringLiteral("60200"));
    QCOMPARE(text(fill, "side"), QStringLiteral("Sell"));
    QVERIFY(!rig.exchange.act("adl", fields({{"category", "inverse"}, {"symbol", "BTCUSD"}})));
    QVERIFY(!rig.exchange.act("dance", bitcoin()));
}

void ExchangeMoneyTest::spotHoldsFiveHundredOrders()
{
    ExchangeRig rig({{QStringLiteral("USDT"), Decimal(100'000)}}, 100'000);
    const QJsonObject body = limitAt("59500", {{"category", "spot"}, {"qty", "0.0001"}});
    QJsonObject stop = body;
    stop.insert(QStringLiteral("orderFilter"), QStringLiteral("StopOrder"));
    stop.insert(QStringLiteral("triggerPrice"), QStringLiteral("61000"));
    for (int n = 0; n < 30; ++n)
        rig.order(stop);
    QCOMPARE(rig.code("order/create", stop), 170810);
    for (int n = 0; n < 470; ++n)
        rig.order(body);
    QCOMPARE(rig.code("order/create", body), 170810);
    QCOMPARE(rig.code("order/cancel-all", fields({{"category", "spot"}})), 0); // the plain ones alone
    QCOMPARE(rig.rows("order/realtime?category=spot&limit=50").size(), 30);
    QJsonObject one = fields({{"category", "spot"}, {"symbol", "BTCUSDT"}});
    one.insert(QStringLiteral("orderId"), text(rig.row("order/realtime?category=spot&limit=1"), "orderId"));
    QCOMPARE(rig.code("order/cancel", one), 170213); // needs to be told its kind
    one.insert(QStringLiteral("orderFilter"), QStringLiteral("StopOrder"));
    QCOMPARE(rig.code("order/cancel", one), 0);
}

QTEST_GUILESS_MAIN(ExchangeMoneyTest)
#include "tst_exchange_money.moc"
