// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/changebody.h"
#include "core/bybit/maskedtext.h"
#include "core/bybit/orderbody.h"
#include "core/bybit/spotfilters.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace bw;

namespace {

QJsonObject object(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

Decimal dec(const char *text)
{
    return Decimal::parse(std::string_view(text)).value();
}

InstrumentPtr make(const QString &symbol, const char *tick, const char *lot, Category category, const QString &settle = QStringLiteral("USDT"))
{
    InstrumentFilters filters;
    filters.tickSize = dec(tick);
    filters.lotSize = dec(lot);
    return Instrument::create({category, symbol}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), settle, InstrumentStatus::Trading).value();
}

InstrumentPtr linear() { return make(QStringLiteral("BTCUSDT"), "0.10", "0.001", Category::Linear); }
InstrumentPtr spot() { return make(QStringLiteral("BTCUSDT"), "0.01", "0.000001", Category::Spot); }

OrderDraft entry(const InstrumentPtr &instrument)
{
    OrderDraft draft;
    draft.instrument = instrument;
    draft.qty = QtyLots(12);
    draft.price = PriceTicks(250005);
    return draft;
}

/// What of `body` is not in `expected`, and the other way round; "" when they are the same.
QString difference(const QByteArray &body, const QByteArray &expected)
{
    const QJsonObject got = object(body), wanted = object(expected);
    return got == wanted && !wanted.isEmpty() ? QString() : QString::fromUtf8(body);
}

} // namespace

class TestOrderBody : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aLimitOrderIsWrittenInTheVenuesWords()
    {
        OrderDraft draft = entry(linear());
        draft.side = Side::Sell;
        draft.timeInForce = TimeInForce::PostOnly;
        draft.reduceOnly = true;
        draft.positionIdx = 1;
        QCOMPARE(createBody(draft, QStringLiteral("bw-1")),
                 QByteArray(R"({"category":"linear","orderLinkId":"bw-1","orderType":"Limit","positionIdx":1,"price":"25000.5","qty":"0.012","reduceOnly":true,)"
                            R"("side":"Sell","symbol":"BTCUSDT","timeInForce":"PostOnly"})"));
    }
    void aSpotMarketOrderCountsBaseCoin()
    {
        OrderDraft draft = entry(spot());
        draft.type = OrderType::Market;
        const QJsonObject body = object(createBody(draft, QStringLiteral("bw-2")));
        QCOMPARE(body.value(QLatin1String("marketUnit")).toString(), QStringLiteral("baseCoin")); // else 0.000012 would be dollars
        QCOMPARE(body.value(QLatin1String("qty")).toString(), QStringLiteral("0.000012"));
        QCOMPARE(body.value(QLatin1String("timeInForce")).toString(), QStringLiteral("IOC"));
        QCOMPARE(body.value(QLatin1String("isLeverage")).toInt(-1), 0); // nothing is borrowed by accident
        QVERIFY(!body.contains(QLatin1String("price")) && !body.contains(QLatin1String("reduceOnly")) && !body.contains(QLatin1String("positionIdx")));
    }
    void aConditionalOrderNamesDirectionAndSource()
    {
        OrderDraft draft = entry(linear());
        draft.trigger = Trigger{PriceTicks(260000), false, TriggerBy::MarkPrice};
        QCOMPARE(difference(createBody(draft, QStringLiteral("bw-3")),
                            R"({"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.012","timeInForce":"GTC","orderLinkId":"bw-3","price":"25000.5",
                                "positionIdx":0,"reduceOnly":false,"triggerPrice":"26000.0","triggerDirection":2,"triggerBy":"MarkPrice"})"), QString());
        draft.trigger->isRise = true;
        QCOMPARE(object(createBody(draft, QStringLiteral("bw-3"))).value(QLatin1String("triggerDirection")).toInt(), 1);

        draft.instrument = spot();
        const QJsonObject body = object(createBody(draft, QStringLiteral("bw-3")));
        QCOMPARE(body.value(QLatin1String("orderFilter")).toString(), QStringLiteral("StopOrder"));
        QCOMPARE(body.value(QLatin1String("triggerPrice")).toString(), QStringLiteral("2600.00"));
        QVERIFY(!body.contains(QLatin1String("triggerDirection")) && !body.contains(QLatin1String("triggerBy")));
    }
    void exitsGoOutWithTheOrder()
    {
        OrderDraft draft = entry(linear());
        draft.exits.takeProfit = ExitLeg{PriceTicks(300000), TriggerBy::LastPrice, PriceTicks(299990)};
        draft.exits.stopLoss = ExitLeg{PriceTicks(240000), TriggerBy::IndexPrice, std::nullopt};
        draft.exits.mode = StopMode::Partial;
        QCOMPARE(difference(createBody(draft, QStringLiteral("bw-4")),
                            R"({"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Limit","qty":"0.012","timeInForce":"GTC","orderLinkId":"bw-4","price":"25000.5",
                                "positionIdx":0,"reduceOnly":false,"tpslMode":"Partial","takeProfit":"30000.0","tpOrderType":"Limit","tpLimitPrice":"29999.0","tpTriggerBy":"LastPrice",
                                "stopLoss":"24000.0","slOrderType":"Market","slTriggerBy":"IndexPrice"})"), QString());
        draft.instrument = spot();
        const QJsonObject body = object(createBody(draft, QStringLiteral("bw-4")));
        QCOMPARE(body.value(QLatin1String("tpOrderType")).toString(), QStringLiteral("Limit"));
        QVERIFY(!body.contains(QLatin1String("tpslMode")) && !body.contains(QLatin1String("tpTriggerBy")));
    }
    void slippageIsOfMarketOrdersAlone()
    {
        OrderDraft draft = entry(linear());
        draft.slippage = SlippageTolerance{SlippageTolerance::Unit::Percent, dec("0.50")};
        QVERIFY(!object(createBody(draft, QStringLiteral("bw-5"))).contains(QLatin1String("slippageTolerance")));
        draft.type = OrderType::Market;
        QJsonObject body = object(createBody(draft, QStringLiteral("bw-5")));
        QCOMPARE(body.value(QLatin1String("slippageToleranceType")).toString(), QStringLiteral("Percent"));
        QCOMPARE(body.value(QLatin1String("slippageTolerance")).toString(), QStringLiteral("0.5"));
        draft.slippage = SlippageTolerance{SlippageTolerance::Unit::Ticks, 25};
        body = object(createBody(draft, QStringLiteral("bw-5")));
        QCOMPARE(body.value(QLatin1String("slippageToleranceType")).toString(), QStringLiteral("TickSize"));
        QCOMPARE(body.value(QLatin1String("slippageTolerance")).toString(), QStringLiteral("25"));
        draft.trigger = Trigger{PriceTicks(260000), true, TriggerBy::LastPrice};
        QVERIFY(!object(createBody(draft, QStringLiteral("bw-5"))).contains(QLatin1String("slippageTolerance")));
    }
    void closingAPositionNamesNoSize()
    {
        OrderDraft draft = entry(linear());
        draft.type = OrderType::Market;
        draft.closesPosition = true; // whatever else the draft says
        draft.positionIdx = 2;
        QCOMPARE(difference(createBody(draft, QStringLiteral("bw-6")),
                            R"({"category":"linear","symbol":"BTCUSDT","side":"Buy","orderType":"Market","qty":"0","timeInForce":"IOC","orderLinkId":"bw-6","positionIdx":2,
                                "reduceOnly":true,"closeOnTrigger":true})"), QString());
    }
    void anAmendSaysOnlyWhatChanges()
    {
        AmendDraft draft;
        draft.instrument = linear();
        draft.orderLinkId = QStringLiteral("bw-7");
        draft.orderId = QStringLiteral("77");
        draft.price = PriceTicks(250010);
        auto command = changeCommand(draft);
        QCOMPARE(command.path, QStringLiteral("/v5/order/amend"));
        QCOMPARE(difference(command.body, R"({"category":"linear","symbol":"BTCUSDT","orderLinkId":"bw-7","price":"25001.0"})"), QString());
        draft.orderLinkId.clear(); // another client's
        draft.price.reset();
        draft.qty = QtyLots(5);
        draft.trigger = PriceTicks(1);
        QCOMPARE(difference(changeCommand(draft).body, R"({"category":"linear","symbol":"BTCUSDT","orderId":"77","qty":"0.005","triggerPrice":"0.1"})"), QString());
    }
    void stopsOfAPosition()
    {
        StopDraft draft;
        draft.instrument = linear();
        draft.positionIdx = 1;
        draft.stopLoss = ExitLeg{PriceTicks(240000), TriggerBy::MarkPrice, std::nullopt};
        draft.removesTakeProfit = true;
        const auto command = changeCommand(draft);
        QCOMPARE(command.path, QStringLiteral("/v5/position/trading-stop"));
        QCOMPARE(difference(command.body, R"({"category":"linear","symbol":"BTCUSDT","tpslMode":"Full","positionIdx":1,"takeProfit":"0","stopLoss":"24000.0",
                                              "slTriggerBy":"MarkPrice","slOrderType":"Market"})"), QString());

        StopDraft partial;
        partial.instrument = linear();
        partial.mode = StopMode::Partial;
        partial.size = QtyLots(5);
        partial.takeProfit = ExitLeg{PriceTicks(300000), TriggerBy::LastPrice, PriceTicks(299990)};
        partial.stopLoss = ExitLeg{PriceTicks(240000), TriggerBy::LastPrice, std::nullopt};
        QCOMPARE(difference(changeCommand(partial).body,
                            R"({"category":"linear","symbol":"BTCUSDT","tpslMode":"Partial","positionIdx":0,"takeProfit":"30000.0","tpTriggerBy":"LastPrice","tpOrderType":"Limit",
                                "tpLimitPrice":"29999.0","tpSize":"0.005","stopLoss":"24000.0","slTriggerBy":"LastPrice","slOrderType":"Market","slSize":"0.005"})"), QString());

        StopDraft trailing;
        trailing.instrument = linear();
        trailing.trailingDistance = dec("150.50");
        trailing.activePrice = PriceTicks(260000);
        QCOMPARE(difference(changeCommand(trailing).body, R"({"category":"linear","symbol":"BTCUSDT","tpslMode":"Full","positionIdx":0,"trailingStop":"150.5","activePrice":"26000.0"})"),
                 QString());
        trailing.removesTrailing = true;
        QCOMPARE(difference(changeCommand(trailing).body, R"({"category":"linear","symbol":"BTCUSDT","tpslMode":"Full","positionIdx":0,"trailingStop":"0"})"), QString());
    }
    void leverageAndModeAreOfBothSides()
    {
        const auto leverage = changeCommand(LeverageDraft{linear(), dec("12.50")});
        QCOMPARE(leverage.path, QStringLiteral("/v5/position/set-leverage"));
        QCOMPARE(difference(leverage.body, R"({"category":"linear","symbol":"BTCUSDT","buyLeverage":"12.5","sellLeverage":"12.5"})"), QString());
        const auto hedge = changeCommand(PositionModeDraft{linear(), true});
        QCOMPARE(hedge.path, QStringLiteral("/v5/position/switch-mode"));
        QCOMPARE(difference(hedge.body, R"({"category":"linear","symbol":"BTCUSDT","mode":3})"), QString());
        QCOMPARE(difference(changeCommand(PositionModeDraft{linear(), false}).body, R"({"category":"linear","symbol":"BTCUSDT","mode":0})"), QString());
    }
    void cancellingEntriesLeavesProtection()
    {
        const auto bodies = cancelAllBodies({Category::Linear, QStringLiteral("USDT"), {}, false}, {QStringLiteral("USDT"), QStringLiteral("USDC")});
        QCOMPARE(bodies.size(), 2);
        QCOMPARE(difference(bodies.at(0), R"({"category":"linear","settleCoin":"USDT","orderFilter":"Order"})"), QString());
        QCOMPARE(difference(bodies.at(1), R"({"category":"linear","settleCoin":"USDT","orderFilter":"StopOrder","stopOrderType":"Stop"})"), QString());
        const auto one = cancelAllBodies({Category::Inverse, QStringLiteral("BTC"), InstrumentId{Category::Inverse, QStringLiteral("BTCUSD")}, false}, {});
        QCOMPARE(one.size(), 2);
        QCOMPARE(difference(one.at(0), R"({"category":"inverse","symbol":"BTCUSD","orderFilter":"Order"})"), QString());
    }
    void cancellingEverythingNamesNoFilterOnContractsAndEachOnSpot()
    {
        const auto all = cancelAllBodies({Category::Linear, {}, {}, true}, {QStringLiteral("USDT"), QStringLiteral("USDC")});
        QCOMPARE(all.size(), 2);
        QCOMPARE(difference(all.at(1), R"({"category":"linear","settleCoin":"USDC"})"), QString());
        QVERIFY(cancelAllBodies({Category::Inverse, {}, {}, true}, {}).isEmpty()); // a contract's scope must be named
        const auto spots = cancelAllBodies({Category::Spot, {}, {}, true}, {});
        QStringList filters;
        for (const QByteArray &body : spots) {
            filters.append(object(body).value(QLatin1String("orderFilter")).toString());
            QVERIFY(!object(body).contains(QLatin1String("settleCoin")) && !object(body).contains(QLatin1String("stopOrderType")));
        }
        QCOMPARE(filters, (QStringList{QStringLiteral("Order"), QStringLiteral("StopOrder"), QStringLiteral("tpslOrder"), QStringLiteral("OcoOrder"),
                                       QStringLiteral("BidirectionalTpslOrder")}));
        QCOMPARE(cancelAllBodies({Category::Spot, {}, {}, false}, {}).size(), 2);
    }
    void aCancelNamesTheLinkIdAndOnSpotTheFilter()
    {
        const QJsonObject byLink = object(cancelBody({Category::Linear, QStringLiteral("BTCUSDT")}, QStringLiteral("bw-1"), QStringLiteral("77"), QStringLiteral("StopOrder")));
        QVERIFY(byLink.contains(QLatin1String("orderLinkId")) && !byLink.contains(QLatin1String("orderId")) && !byLink.contains(QLatin1String("orderFilter")));

        SpotFilters filters;
        OrderDraft draft = entry(spot());
        filters.learnPlaced(draft, QStringLiteral("bw-plain"));
        draft.trigger = Trigger{PriceTicks(1), true, TriggerBy::LastPrice};
        filters.learnPlaced(draft, QStringLiteral("bw-stop"));
        QCOMPARE(filters.of(QStringLiteral("bw-plain"), {}), QString());
        QCOMPARE(filters.of(QStringLiteral("bw-stop"), {}), QStringLiteral("StopOrder"));
        OrderReport report;
        report.instrument = spot();
        report.orderId = QStringLiteral("900");
        report.stopOrderType = QStringLiteral("OcoOrder");
        filters.learn(report);
        QCOMPARE(filters.of({}, QStringLiteral("900")), QStringLiteral("OcoOrder"));
        report.orderLinkId = QStringLiteral("bw-stop"); // it has triggered
        report.stopOrderType.clear();
        filters.learn(report);
        QCOMPARE(filters.of(QStringLiteral("bw-stop"), {}), QString());
    }
    void whatATimelineKeepsHoldsNoKeyAndNoEcho()
    {
        const QByteArray key = "KEY1234";
        const QByteArray refusal = "{'retCode':10004,'retMsg':'error sign! origin_string[1700KEY12345000 qty 1]','result':{}}";
        const QString echo = maskedAnswer(200, QByteArray(refusal).replace('\'', '"'), key);
        QVERIFY(echo.contains(QLatin1String("10004")));
        QVERIFY(!echo.contains(QLatin1String("KEY1234")) && !echo.contains(QLatin1String("origin_string[")) && !echo.contains(QLatin1String("qty")));
        QVERIFY(!maskedAnswer(502, "<html>KEY1234 api_signature=abcdef</html>", key).contains(QLatin1String("abcdef")));
        QVERIFY(maskedAnswer(502, "<html>\n\x01 sorry", key).startsWith(QLatin1String("HTTP 502: <html>")));
        QCOMPARE(maskedRequest("{'note':'KEY1234'}", key), QStringLiteral("{'note':'***'}"));
        const QByteArray longAnswer = "{'retCode':0,'result':{'orderId':'" + QByteArray(5000, 'x') + "'}}";
        QCOMPARE(maskedAnswer(200, QByteArray(longAnswer).replace('\'', '"'), key).size(), 2000);
    }
};

QTEST_GUILESS_MAIN(TestOrderBody)
#include "tst_orderbody.moc"
