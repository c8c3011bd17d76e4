// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/sandbox/exchangerig.h"

#include <QtTest>

using namespace bw;

namespace {

using Changes = std::initializer_list<std::pair<const char *, const char *>>;

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1StringView(name)).toString();
}

QJsonObject market(Changes changes)
{
    QJsonObject body = fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"side", "Buy"}, {"orderType", "Market"}, {"qty", "0.1"}});
    const QJsonObject more = fields(changes);
    for (auto it = more.begin(); it != more.end(); ++it)
        body.insert(it.key(), it.value());
    return body;
}

QJsonObject modeOf(int mode, Changes what = {{"category", "linear"}, {"symbol", "BTCUSDT"}})
{
    QJsonObject body = fields(what);
    body.insert(QStringLiteral("mode"), mode);
    return body;
}

QJsonObject leverage(const char *buy, const char *sell)
{
    return fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"buyLeverage", buy}, {"sellLeverage", sell}});
}

int setMargin(ExchangeRig &rig, const char *mode)
{
    return rig.code("account/set-margin-mode", fields({{"setMarginMode", mode}}));
}

} // namespace

/// Position mode, margin mode and leverage, and what they change elsewhere.
class ExchangeModesTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void hedgeModeIsForUsdtContractsAlone();
    void aCoinIsSwitchedWhereNothingStands();
    void theIndexIsCheckedEverywhere();
    void inHedgeModeExitsBelongToTheirSide();
    void leverageOfEachSideNeedsIsolatedHedge();
    void portfolioMarginNeedsEquityAndFixesLeverage();
    void isolatedMarginLeavesTheTotalsEmpty();
    void stateTellsModesLeverageAndStops();
};

void ExchangeModesTest::hedgeModeIsForUsdtContractsAlone()
{
    ExchangeRig rig;
    QCOMPARE(rig.code("position/switch-mode", modeOf(3)), 0);
    QCOMPARE(rig.code("position/switch-mode", modeOf(3)), 110025);
    QCOMPARE(rig.code("position/switch-mode", modeOf(1)), 10001);
    QCOMPARE(rig.code("position/switch-mode", modeOf(3, {{"category", "inverse"}, {"symbol", "BTCUSD"}})), 110029);
    QCOMPARE(rig.code("position/switch-mode", modeOf(0, {{"category", "inverse"}, {"symbol", "BTCUSD"}})), 110025);
    QCOMPARE(rig.code("position/switch-mode", modeOf(3, {{"category", "spot"}, {"symbol", "BTCUSDT"}})), 10001);
    const QJsonArray rows = rig.rows("position/list?category=linear&symbol=BTCUSDT");
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows[0].toObject().value(QStringLiteral("positionIdx")).toInt(), 1);
    QCOMPARE(text(rows[0].toObject(), "side"), QString());
    QCOMPARE(text(rows[0].toObject(), "size"), QStringLiteral("0"));
    rig.order(market({{"positionIdx", "1"}}));
    QCOMPARE(rig.code("position/switch-mode", modeOf(0)), 110024);
}

void ExchangeModesTest::aCoinIsSwitchedWhereNothingStands()
{
    ExchangeRig rig;
    QCOMPARE(rig.code("position/switch-mode", modeOf(3, {{"category", "linear"}, {"coin", "USDT"}})), 0);
    QCOMPARE(rig.rows("position/list?category=linear&symbol=BTCUSDT").size(), 2);
    rig.order(market({{"positionIdx", "1"}}));
    QCOMPARE(rig.code("position/switch-mode", modeOf(0, {{"category", "linear"}, {"coin", "USDT"}})), 0);
    QCOMPARE(rig.rows("position/list?category=linear&symbol=BTCUSDT").size(), 2); // it has a position and stays
    QCOMPARE(rig.code("position/switch-mode", modeOf(3, {{"category", "inverse"}, {"coin", "BTC"}})), 110029);
}

void ExchangeModesTest::theIndexIsCheckedEverywhere()
{
    ExchangeRig rig;
    const QString words = QStringLiteral("position idx not match position mode");
    const auto refused = [&](const char *path, const QJsonObject &body) {
        const QJsonObject reply = rig.post(path, body);
        return reply.value(QStringLiteral("retCode")).toInt() == 10001 && text(reply, "retMsg") == words;
    };
    const QJsonObject stop = fields({{"category", "linear"}, {"symbol", "BTCUSDT"}, {"tpslMode", "Full"}, {"stopLoss", "59000"}});
    const auto at = [&](int idx, QJsonObject body) {
        body.insert(QStringLiteral("positionIdx"), idx);
        return body;
    };
    for (const int idx : {1, 2, 3, -1}) {
        QVERIFY(refused("order/create", at(idx, market({}))));
        QVERIFY(refused("position/trading-stop", at(idx, stop)));
    }
    QCOMPARE(rig.code("position/switch-mode", modeOf(3)), 0);
    QVERIFY(refused("order/create", market({})));
    QVERIFY(refused("order/create", market({{"triggerPrice", "61000"}, {"triggerDirection", "1"}})));
    QVERIFY(refused("position/trading-stop", stop));
    QCOMPARE(rig.code("order/create", at(1, market({{"side", "Sell"}}))), 110017); // there is no long to close
    QCOMPARE(rig.code("order/create", market({{"category", "spot"}, {"positionIdx", "2"}, {"qty", "100"}})), 0); // spot knows none
}

void ExchangeModesTest::inHedgeModeExitsBelongToTheirSide()
{
    ExchangeRig rig;
    QCOMPARE(rig.code("position/switch-mode", modeOf(3)), 0);
    rig.order(market({{"positionIdx", "1"}, {"stopLoss", "59000"}}));
    rig.order(market({{"positionIdx", "2"}, {"side", "Sell"}, {"stopLoss", "61000"}}));
    const QJsonArray rows = rig.rows("position/list?category=linear&symbol=BTCUSDT");
    QCOMPARE(text(rows[0].toObject(), "stopLoss"), QStringLiteral("59000"));
    QCOMPARE(text(rows[1].toObject(), "stopLoss"), QStringLiteral("61000"));
    rig.market.setPrices(StillMarket::linear(), "59000", "59000");
    const QJsonArray left = rig.rows("position/list?category=linear&settleCoin=USDT");
    QCOMPARE(left.size(), 1);
    QCOMPARE(text(left.first().toObject(), "side"), QStringLiteral("Sell"));
    QCOMPARE(text(left.first().toObject(), "stopLoss"), QStringLiteral("61000"));
}

void ExchangeModesTest::leverageOfEachSideNeedsIsolatedHedge()
{
    ExchangeRig rig;
    QCOMPARE(rig.code("position/set-leverage", leverage("10", "10")), 110043);
    QCOMPARE(rig.code("position/set-leverage", leverage("5", "20")), 10001);
    QCOMPARE(rig.code("position/switch-mode", modeOf(3)), 0);
    QCOMPARE(rig.code("position/set-leverage", leverage("5", "20")), 10001); // the margin is shared still
    QCOMPARE(setMargin(rig, "ISOLATED_MARGIN"), 0);
    QCOMPARE(rig.code("position/set-leverage", leverage("5", "20")), 0);
    QCOMPARE(rig.code("position/set-leverage", leverage("5", "20")), 110043);
    QCOMPARE(rig.code("position/set-leverage", leverage("5", "")), 10001);
    QCOMPARE(rig.code("position/set-leverage", leverage("0.5", "20")), 10001);
    QCOMPARE(rig.code("position/set-leverage", leverage("5", "101")), 110013);
    rig.order(market({{"positionIdx", "1"}}));
    rig.order(market({{"positionIdx", "2"}, {"side", "Sell"}}));
    const QJsonArray rows = rig.rows("position/list?category=linear&symbol=BTCUSDT");
    QCOMPARE(text(rows[0].toObject(), "leverage"), QStringLiteral("5"));
    QCOMPARE(text(rows[0].toObject(), "positionIM"), QStringLiteral("1200"));
    QCOMPARE(text(rows[1].toObject(), "leverage"), QStringLiteral("20"));
    QCOMPARE(text(rows[1].toObject(), "positionIM"), QStringLiteral("299.9995"));
}

void ExchangeModesTest::portfolioMarginNeedsEquityAndFixesLeverage()
{
    ExchangeRig poor({{QStringLiteral("USDT"), Decimal(999)}});
    const QJsonObject refused = poor.post("account/set-margin-mode", fields({{"setMarginMode", "PORTFOLIO_MARGIN"}}));
    QCOMPARE(refused.value(QStringLiteral("retCode")).toInt(), 3400045);
    QCOMPARE(text(refused, "retMsg"), QStringLiteral("Set margin mode failed"));
    const QJsonArray reasons = refused.value(QStringLiteral("result")).toObject().value(QStringLiteral("reasons")).toArray();
    QCOMPARE(text(reasons.first().toObject(), "reasonCode"), QStringLiteral("3400000"));
    QCOMPARE(setMargin(poor, "CROSS"), 10001);
    ExchangeRig rig;
    const auto info = [&] { return text(rig.get("account/info").value(QStringLiteral("result")).toObject(), "marginMode"); };
    QCOMPARE(info(), QStringLiteral("REGULAR_MARGIN"));
    QCOMPARE(setMargin(rig, "PORTFOLIO_MARGIN"), 0);
    QCOMPARE(info(), QStringLiteral("PORTFOLIO_MARGIN"));
    QCOMPARE(rig.code("position/set-leverage", leverage("5", "5")), 110038);
    rig.order(market({}));
    QCOMPARE(text(rig.row("position/list?category=linear&symbol=BTCUSDT"), "leverage"), QString());
    QCOMPARE(setMargin(rig, "REGULAR_MARGIN"), 0);
}

void ExchangeModesTest::isolatedMarginLeavesTheTotalsEmpty()
{
    ExchangeRig rig;
    QCOMPARE(setMargin(rig, "ISOLATED_MARGIN"), 0);
    rig.order(market({}));
    const QJsonObject wallet = rig.row("account/wallet-balance?accountType=UNIFIED");
    for (const char *name : {"totalMarginBalance", "totalAvailableBalance", "totalInitialMargin", "totalMaintenanceMargin", "accountIMRate", "accountMMRate"})
        QVERIFY2(text(wallet, name).isEmpty(), name);
    QVERIFY(!text(wallet, "totalEquity").isEmpty());
    const QJsonObject coin = wallet.value(QStringLiteral("coin")).toArray().first().toObject();
    QCOMPARE(text(coin, "totalPositionIM"), QStringLiteral("600"));
    for (const char *name : {"walletBalance", "locked", "spotBorrow", "totalOrderIM", "equity", "unrealisedPnl", "cumRealisedPnl", "bonus", "borrowAmount", "accruedInterest"})
        QVERIFY2(!text(coin, name).isEmpty(), name);
}

void ExchangeModesTest::stateTellsModesLeverageAndStops()
{
    ExchangeRig rig;
    QCOMPARE(rig.code("position/switch-mode", modeOf(3)), 0);
    QCOMPARE(rig.code("position/set-leverage", leverage("7", "7")), 0);
    rig.order(market({{"positionIdx", "1"}, {"stopLoss", "59000"}}));
    const QJsonObject state = rig.exchange.state();
    const auto first = [&](const char *name) { return state.value(QLatin1StringView(name)).toArray().first().toObject(); };
    QCOMPARE(text(first("leverage"), "buyLeverage"), QStringLiteral("7"));
    QCOMPARE(text(first("modes"), "marginMode"), QStringLiteral("REGULAR_MARGIN"));
    QCOMPARE(text(first("modes").value(QStringLiteral("hedged")).toArray().first().toObject(), "symbol"), QStringLiteral("BTCUSDT"));
    QCOMPARE(text(first("stops"), "stopOrderType"), QStringLiteral("StopLoss"));
    QCOMPARE(text(first("ledger"), "type"), QStringLiteral("TRADE"));
}

QTEST_GUILESS_MAIN(ExchangeModesTest)
#include "tst_exchange_modes.moc"
