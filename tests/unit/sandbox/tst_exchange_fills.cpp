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

constexpr const char *kPosition = "position/list?category=linear&symbol=BTCUSDT";

} // namespace

/// Fills, fees and wallets against numbers worked out by hand.
class ExchangeFillsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aMarketBuyWalksTheBook();
    void aMakerSellClosesAPart();
    void aSellThroughZeroFlips();
    void reduceOnlyNeverOpens();
    void takenLiquidityComesBackWhenTheMarketMoves();
    void aRestingOrderFillsAtItsOwnPriceWhenTheBookReachesIt();
    void twoOrdersOfOneAccountMeet();
    void aSpotBuyPaysItsFeeInTheBaseCoin();
    void aSpotMarketBuyCountsMoney();
    void aSpotOrderLocksItsFunds();
    void inverseIsSettledInCoin();
    void fundingIsPaidOnceAndIsNoTrade();
    void theLedgerAddsUpToTheWallet();
};

void ExchangeFillsTest::aMarketBuyWalksTheBook()
{
    ExchangeRig rig;
    const QString id = rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Market"}, {"qty", "0.5"}}));
    // 0.3 x 60000 + 0.2 x 60000.1 = 30000.02; fees 9.9 + 6.600011
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("99983.499989"));
    const QJsonObject position = rig.row(kPosition);
    QCOMPARE(text(position, "size"), QStringLiteral("0.5"));
    QCOMPARE(text(position, "side"), QStringLiteral("Buy"));
    QCOMPARE(text(position, "avgPrice"), QStringLiteral("60000.04"));
    QCOMPARE(text(position, "positionIM"), QStringLiteral("3000.002"));
    QCOMPARE(text(position, "unrealisedPnl"), QStringLiteral("-0.02"));
    const QJsonObject order = rig.orderRecord(QStringLiteral("linear"), id);
    QCOMPARE(text(order, "orderStatus"), QStringLiteral("Filled"));
    QCOMPARE(text(order, "price"), QStringLiteral("63000")); // the hidden bound, not what was paid
    QCOMPARE(text(order, "avgPrice"), QStringLiteral("60000.04"));
    QCOMPARE(text(order, "cumExecFee"), QStringLiteral("16.500011"));
    QCOMPARE(rig.rows("execution/list?category=linear").size(), 2);
    QStringList topics;
    for (const auto &event : rig.events)
        topics << QString::fromLatin1(event.topic);
    QCOMPARE(topics, (QStringList{QStringLiteral("execution"), QStringLiteral("order"), QStringLiteral("position"), QStringLiteral("wallet")}));
    QCOMPARE(rig.events.first().rows.size(), 2);
}

void ExchangeFillsTest::aMakerSellClosesAPart()
{
    ExchangeRig rig;
    rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Market"}, {"qty", "0.5"}}));
    const QString id = rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Sell"}, {"orderType", "Limit"}, {"price", "60100"}, {"qty", "0.2"}}));
    rig.market.printTrade(StillMarket::linear(), "60100", "0.05", Side::Buy);
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "orderStatus"), QStringLiteral("PartiallyFilled"));
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "leavesQty"), QStringLiteral("0.15"));
    rig.market.printTrade(StillMarket::linear(), "60101", "1", Side::Buy);
    // Realised in two steps: 0.2 x 60100 - 30000.02 x 0.2 / 0.5 = 19.992; fee 12020 x 0.0002 = 2.404
    const QJsonObject order = rig.orderRecord(QStringLiteral("linear"), id);
    QCOMPARE(text(order, "orderStatus"), QStringLiteral("Filled"));
    QCOMPARE(text(order, "avgPrice"), QStringLiteral("60100"));
    QCOMPARE(text(order, "cumExecFee"), QStringLiteral("2.404"));
    QCOMPARE(text(order, "closedPnl"), QStringLiteral("19.992"));
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("100001.087989"));
    const QJsonObject fill = rig.row("execution/list?category=linear&limit=1");
    QCOMPARE(fill.value(QStringLiteral("isMaker")).toBool(), true);
    QCOMPARE(text(fill, "closedSize"), QStringLiteral("0.15"));
}

void ExchangeFillsTest::aSellThroughZeroFlips()
{
    ExchangeRig rig;
    rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "60000"}, {"qty", "0.3"}}));
    rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Sell"}, {"orderType", "Market"}, {"qty", "0.5"}}));
    // Bought 18000 (fee 9.9); sold 0.3 for 17999.97: -0.03; opened a short of 0.2 at 59999.9; fee 29999.95 x 0.00055 = 16.4999725
    const QJsonObject position = rig.row(kPosition);
    QCOMPARE(text(position, "side"), QStringLiteral("Sell"));
    QCOMPARE(text(position, "size"), QStringLiteral("0.2"));
    QCOMPARE(text(position, "avgPrice"), QStringLiteral("59999.9"));
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("99973.5700275"));
    QCOMPARE(text(position, "unrealisedPnl"), QStringLiteral("-0.02"));
}

void ExchangeFillsTest::reduceOnlyNeverOpens()
{
    ExchangeRig rig;
    const auto reduce = [&](const char *qty) {
        return fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Sell"}, {"orderType", "Limit"}, {"price", "60100"}, {"qty", qty}, {"reduceOnly", "true"}});
    };
    QCOMPARE(rig.code("order/create", reduce("0.1")), 110017);
    rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Market"}, {"qty", "0.3"}}));
    const QString cut = rig.order(reduce("5"));
    const QString second = rig.order(reduce("0.3"));
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), cut), "qty"), QStringLiteral("0.3"));
    rig.market.printTrade(StillMarket::linear(), "60100", "50", Side::Buy);
    QCOMPARE(text(rig.row(kPosition), "size"), QStringLiteral("0"));
    QCOMPARE(text(rig.row(kPosition), "side"), QString());
    const QJsonObject left = rig.orderRecord(QStringLiteral("linear"), second);
    QCOMPARE(text(left, "orderStatus"), QStringLiteral("Cancelled"));
    QCOMPARE(text(left, "cancelType"), QStringLiteral("CancelByReduceOnly"));
    rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Sell"}, {"orderType", "Market"}, {"qty", "0.7"}}));
    rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Market"}, {"qty", "0"}, {"reduceOnly", "true"}, {"closeOnTrigger", "true"}}));
    QCOMPARE(text(rig.row(kPosition), "size"), QStringLiteral("0"));
}

void ExchangeFillsTest::takenLiquidityComesBackWhenTheMarketMoves()
{
    ExchangeRig rig;
    const QJsonObject body = fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"timeInForce", "IOC"}, {"price", "60000"}, {"qty", "0.2"}});
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), rig.order(body)), "cumExecQty"), QStringLiteral("0.2"));
    const QJsonObject second = rig.orderRecord(QStringLiteral("linear"), rig.order(body));
    QCOMPARE(text(second, "cumExecQty"), QStringLiteral("0.1")); // 0.3 was there
    QCOMPARE(text(second, "orderStatus"), QStringLiteral("Cancelled"));
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), rig.order(body)), "cumExecQty"), QStringLiteral("0"));
    rig.market.setBook(StillMarket::linear(), {{"59999.9", "1"}}, {{"60000", "0.4"}});
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), rig.order(body)), "cumExecQty"), QStringLiteral("0.2"));
}

void ExchangeFillsTest::aRestingOrderFillsAtItsOwnPriceWhenTheBookReachesIt()
{
    ExchangeRig rig;
    const QString id = rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "59950"}, {"qty", "1"}}));
    QCOMPARE(rig.market.watchers(StillMarket::linear()), 1);
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "orderStatus"), QStringLiteral("New"));
    rig.market.setBook(StillMarket::linear(), {{"59900", "1"}}, {{"59940", "0.4"}, {"59960", "9"}});
    const QJsonObject order = rig.orderRecord(QStringLiteral("linear"), id);
    QCOMPARE(text(order, "cumExecQty"), QStringLiteral("0.4"));
    QCOMPARE(text(order, "avgPrice"), QStringLiteral("59950"));
    QCOMPARE(rig.code("order/cancel", {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}, {QStringLiteral("orderId"), id}}), 0);
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), id), "orderStatus"), QStringLiteral("Cancelled"));
    QCOMPARE(rig.market.watchers(StillMarket::linear()), 1); // the position stays
    rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Sell"}, {"orderType", "Market"}, {"qty", "0.4"}}));
    QCOMPARE(rig.market.watchers(StillMarket::linear()), 0);
}

void ExchangeFillsTest::twoOrdersOfOneAccountMeet()
{
    ExchangeRig rig;
    const QString maker = rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Sell"}, {"orderType", "Limit"}, {"price", "60000"}, {"qty", "0.1"}}));
    rig.market.setBook(StillMarket::linear(), {{"59990", "1"}}, {{"60005", "1"}});
    const QJsonObject cross = fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "60001"}, {"qty", "0.1"}});
    QJsonObject kept = cross;
    kept.insert(QStringLiteral("smpType"), QStringLiteral("CancelTaker"));
    const QJsonObject refused = rig.orderRecord(QStringLiteral("linear"), rig.order(kept));
    QCOMPARE(text(refused, "cancelType"), QStringLiteral("CancelBySmp"));
    const QJsonObject taker = rig.orderRecord(QStringLiteral("linear"), rig.order(cross));
    QCOMPARE(text(taker, "orderStatus"), QStringLiteral("Filled"));
    QCOMPARE(text(taker, "avgPrice"), QStringLiteral("60000"));
    QCOMPARE(text(rig.orderRecord(QStringLiteral("linear"), maker), "orderStatus"), QStringLiteral("Filled"));
    QCOMPARE(text(rig.row(kPosition), "size"), QStringLiteral("0"));
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("99995.5")); // 6000 x (0.00055 + 0.0002) = 4.5
}

void ExchangeFillsTest::aSpotBuyPaysItsFeeInTheBaseCoin()
{
    ExchangeRig rig;
    rig.order(fields({{"category", "spot"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "60000"}, {"qty", "0.01"}}));
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("99400"));
    QCOMPARE(rig.wallet("BTC"), QStringLiteral("0.00999"));
    const QJsonObject fill = rig.row("execution/list?category=spot");
    QCOMPARE(text(fill, "feeCurrency"), QStringLiteral("BTC"));
    QCOMPARE(text(fill, "execFee"), QStringLiteral("0.00001"));
    // What was not credited can't be sold.
    QJsonObject sell = fields({{"category", "spot"}, {"symbol", "BTCUSDT"}, {"side", "Sell"}, {"orderType", "Market"}, {"qty", "0.01"}});
    QCOMPARE(rig.code("order/create", sell), 170131);
    sell.insert(QStringLiteral("qty"), QStringLiteral("0.00999"));
    const QString id = rig.order(sell);
    // 0.00999 x 59999.9 = 599.399001; fee 0.599399001, up to 0.59939901
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("99998.79960199"));
    QCOMPARE(rig.wallet("BTC"), QStringLiteral("0"));
    QCOMPARE(rig.orderRecord(QStringLiteral("spot"), id).value(QStringLiteral("cumFeeDetail")).toObject().keys(), QStringList{QStringLiteral("USDT")});
}

void ExchangeFillsTest::aSpotMarketBuyCountsMoney()
{
    ExchangeRig rig;
    const QString id = rig.order(fields({{"category", "spot"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Market"}, {"qty", "100"}}));
    const QJsonObject order = rig.orderRecord(QStringLiteral("spot"), id);
    QCOMPARE(text(order, "orderStatus"), QStringLiteral("Filled"));
    QCOMPARE(text(order, "cumExecQty"), QStringLiteral("0.001666")); // 100 / 60000, down to the lot
    QCOMPARE(text(order, "cumExecValue"), QStringLiteral("99.96"));
    QCOMPARE(text(order, "qty"), QStringLiteral("100"));
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("99900.04"));
    QVERIFY(!text(order, "orderLinkId").isEmpty()); // spot invents one
    rig.order(fields({{"category", "spot"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Market"}, {"marketUnit", "baseCoin"}, {"qty", "0.001"}}));
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("99840.04"));
}

void ExchangeFillsTest::aSpotOrderLocksItsFunds()
{
    ExchangeRig rig({{QStringLiteral("USDT"), Decimal(1000)}});
    const QJsonObject body = fields({{"category", "spot"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "59000"}, {"qty", "0.01"}});
    const QString id = rig.order(body);
    QCOMPARE(text(rig.row("account/wallet-balance?accountType=UNIFIED").value(QStringLiteral("coin")).toArray().first().toObject(), "locked"), QStringLiteral("590"));
    QCOMPARE(rig.code("order/create", body), 170131);
    QCOMPARE(rig.code("order/cancel", {{QStringLiteral("category"), QStringLiteral("spot")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")}, {QStringLiteral("orderId"), id}}), 0);
    QCOMPARE(rig.code("order/create", body), 0);
}

void ExchangeFillsTest::inverseIsSettledInCoin()
{
    ExchangeRig rig({{QStringLiteral("BTC"), Decimal(1)}});
    const auto at = [](const char *side) { return fields({{"category", "inverse"}, {"symbol", "BTCUSD"}, {"side", side}, {"orderType", "Market"}, {"qty", "6000"}}); };
    rig.order(at("Buy"));
    QCOMPARE(rig.wallet("BTC"), QStringLiteral("0.999945")); // 0.1 BTC x 0.00055
    QCOMPARE(text(rig.row("position/list?category=inverse&symbol=BTCUSD"), "avgPrice"), QStringLiteral("60000"));
    rig.market.setPrices(StillMarket::inverse(), "61000", "61000");
    rig.market.setBook(StillMarket::inverse(), {{"61000", "100000"}}, {{"61000.5", "100000"}});
    // 0.1 - 6000/61000 (0.09836066) = 0.00163934, which is what the position shows before it is taken
    QCOMPARE(text(rig.row("position/list?category=inverse&symbol=BTCUSD"), "unrealisedPnl"), QStringLiteral("0.00163934"));
    rig.order(at("Sell"));
    // fee 0.09836066 x 0.00055 = 0.0000540983..., up to 0.0000541
    QCOMPARE(rig.wallet("BTC"), QStringLiteral("1.00153024"));
}

void ExchangeFillsTest::fundingIsPaidOnceAndIsNoTrade()
{
    ExchangeRig rig;
    const UtcTime due = rig.clock.utcNow() + std::chrono::hours(1);
    rig.market.setFunding(StillMarket::linear(), "0.0001", due);
    rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Limit"}, {"price", "60000"}, {"qty", "0.3"}}));
    rig.clock.advance(std::chrono::hours(1));
    rig.market.setFunding(StillMarket::linear(), "0.0002", due); // the source has not moved on yet
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("99990.1"));
    rig.market.setFunding(StillMarket::linear(), "0.0003", due + std::chrono::hours(8));
    rig.market.setFunding(StillMarket::linear(), "0.0003", due + std::chrono::hours(8));
    QCOMPARE(rig.wallet("USDT"), QStringLiteral("99988.3")); // 18000 x 0.0001 at the rate that stood
    const QJsonObject fill = rig.row("execution/list?category=linear&limit=1");
    QCOMPARE(text(fill, "execType"), QStringLiteral("Funding"));
    QCOMPARE(text(fill, "execFee"), QStringLiteral("1.8"));
    QCOMPARE(text(rig.row("account/transaction-log?type=SETTLEMENT"), "funding"), QStringLiteral("-1.8"));
    QCOMPARE(text(rig.row(kPosition), "size"), QStringLiteral("0.3"));
}

void ExchangeFillsTest::theLedgerAddsUpToTheWallet()
{
    ExchangeRig rig;
    for (const char *side : {"Buy", "Sell", "Sell", "Buy"})
        rig.order(fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", side}, {"orderType", "Market"}, {"qty", "0.7"}}));
    rig.order(fields({{"category", "spot"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Market"}, {"qty", "777"}}));
    Decimal usdt(100'000), btc(0);
    const QJsonArray rows = rig.rows("account/transaction-log?limit=50");
    for (const auto &entry : rows) {
        const QJsonObject row = entry.toObject();
        QCOMPARE(dec(row.value(QStringLiteral("change"))),
                 dec(row.value(QStringLiteral("cashFlow"))) + dec(row.value(QStringLiteral("funding"))) - dec(row.value(QStringLiteral("fee"))));
        (text(row, "currency") == QLatin1StringView("USDT") ? usdt : btc) += dec(row.value(QStringLiteral("change")));
    }
    QCOMPARE(usdt, dec(QJsonValue(rig.wallet("USDT"))));
    QCOMPARE(btc, dec(QJsonValue(rig.wallet("BTC"))));
    QVERIFY(btc > Decimal(0));
}

QTEST_GUILESS_MAIN(ExchangeFillsTest)
#include "tst_exchange_fills.moc"
