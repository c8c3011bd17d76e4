// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/accountcodec.h"
#include "core/bybit/instrumentcodec.h"
#include "core/bybit/keyauditcodec.h"
#include "core/bybit/restquery.h"
#include "tests/support/recorded.h"

#include <QJsonDocument>
#include <QTest>

using namespace bw;

namespace {

QJsonObject object(const QByteArray &text)
{
    return QJsonDocument::fromJson(text).object();
}

QJsonObject changed(QJsonObject row, const char *name, const QJsonValue &value)
{
    row.insert(QLatin1String(name), value);
    return row;
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

AccountCodec codecOf(const QVector<InstrumentPtr> &instruments)
{
    AccountCodec codec;
    codec.setInstruments(instruments);
    return codec;
}

AccountCodec usual()
{
    return codecOf({make(QStringLiteral("BTCUSDT"), "0.1", "0.001", Category::Linear), make(QStringLiteral("BTCUSDT"), "0.01", "0.000001", Category::Spot),
                    make(QStringLiteral("BTCUSD"), "0.5", "1", Category::Inverse, QStringLiteral("BTC"))});
}

const QByteArray kOrder = R"({"category":"linear","symbol":"BTCUSDT","orderId":"6e77","orderLinkId":"bw-1","side":"Sell","positionIdx":0,
    "orderStatus":"Filled","cancelType":"UNKNOWN","rejectReason":"EC_NoError","timeInForce":"IOC","isLeverage":"","price":"39484.4","qty":"0.001",
    "avgPrice":"41562","leavesQty":"0","cumExecQty":"0.001","orderType":"Market","triggerPrice":"","closeOnTrigger":true,"reduceOnly":true,
    "smpGroup":0,"marketUnit":"","createdTime":"1705740966794","updatedTime":"1705740966797"})";

const QByteArray kKey = R"({"readOnly":0,"permissions":{"ContractTrade":["Order","Position"],"Spot":["SpotTrade"],"Wallet":[],"Options":[]},
    "ips":["18.181.170.164"],"type":1,"deadlineDay":-2,"expiredAt":"1970-01-01T00:00:00Z","uta":1})";

} // namespace

class TestAccountCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // instruments
    void documentedInstrumentsAreRead();
    void anInstrumentWithoutATickIsLeftOut();
    // keys
    void theOfficialExampleIsReadOnlyInSpiteOfItsLists();
    void aRealUnboundKeyWithTransfersIsWarnedOf();
    void keysAreJudged_data();
    void keysAreJudged();
    void anAuditThatCannotBeReadIsAnErrorNotAGoodKey();
    // orders
    void aRecordedMarketOrderHasNoPriceButAnAverage();
    void restOrdersCarryTheCategoryOfTheirRequest();
    void everyStatusMeansWhatItSays_data();
    void everyStatusMeansWhatItSays();
    void smpGroupMayBeATextOrANumber();
    void aSpotOrderByValueCountsOnlyWhatFilled();
    void anOrderThatCannotBeReadIsAnError_data();
    void anOrderThatCannotBeReadIsAnError();
    void anUnknownInstrumentIsPassedOver();
    // the rest
    void aRecordedExecutionIsRead();
    void fundingIsNoFill();
    void positionsOfStreamAndRest();
    void aRecordedWalletWithEmptyCoinsKeepsThemUnknown();
    // what we send
    void queriesAreEncodedOnceAndCursorsStayVerbatim();
};

void TestAccountCodec::documentedInstrumentsAreRead()
{
    const QString linear = recordedFile(QStringLiteral("bybit/docs-examples/market-instrument.json"));
    BW_REQUIRE_RECORDED(linear);
    const auto page = decodeInstruments(object(readAll(linear)).value(QLatin1String("result")).toObject());
    QVERIFY(page);
    QCOMPARE(page->instruments.size(), 1);
    QCOMPARE(page->unreadable, 0);
    const Instrument &contract = *page->instruments.first();
    QCOMPARE(contract.filters().tickSize, dec("0.1"));
    QCOMPARE(*contract.filters().minQty, dec("0.001"));
    QCOMPARE(*contract.filters().maxLimitQty, dec("1190"));
    QCOMPARE(*contract.filters().maxMarketQty, dec("500"));
    QCOMPARE(*contract.filters().minNotional, dec("5"));
    QCOMPARE(*contract.filters().maxLeverage, dec("100"));

    const auto found = decodeInstruments(object(readAll(recordedFile(QStringLiteral("bybit/docs-examples/market-instrument-4.json")))).value(QLatin1String("result")).toObject());
    QVERIFY(found);
    const Instrument &spot = *found->instruments.first();
    QCOMPARE(spot.id(), (InstrumentId{Category::Spot, QStringLiteral("BTCUSDT")}));
    QCOMPARE(spot.filters().lotSize, dec("0.000001"));
    QCOMPARE(*spot.filters().minNotional, dec("5"));
    QCOMPARE(*spot.filters().maxLimitQty, dec("83"));
    QCOMPARE(*spot.filters().maxMarketQty, dec("41.5"));
    QVERIFY(!spot.filters().minQty); // named, but no longer checked by the venue
    QVERIFY(!spot.filters().maxPrice);
    QCOMPARE(spot.settleCoin(), QStringLiteral("USDT"));

    const auto preLaunch = decodeInstruments(object(readAll(recordedFile(QStringLiteral("bybit/docs-examples/market-instrument-2.json")))).value(QLatin1String("result")).toObject());
    QVERIFY(preLaunch);
    QCOMPARE(preLaunch->instruments.first()->status(), InstrumentStatus::PreLaunch);
    QCOMPARE(preLaunch->nextCursor, QStringLiteral("first%3DBIOUSDT%26last%3DBIOUSDT"));
    const auto option = object(readAll(recordedFile(QStringLiteral("bybit/docs-examples/market-instrument-3.json")))).value(QLatin1String("result")).toObject();
    QVERIFY(!decodeInstruments(option));
}

void TestAccountCodec::anInstrumentWithoutATickIsLeftOut()
{
    const auto page = decodeInstruments(object(R"({"category":"linear","list":[
        {"symbol":"A","priceFilter":{"tickSize":""},"lotSizeFilter":{"qtyStep":"1"}},
        {"symbol":"B","priceFilter":{"tickSize":"0"},"lotSizeFilter":{"qtyStep":"1"}},
        {"symbol":"C","priceFilter":{"tickSize":"x"},"lotSizeFilter":{"qtyStep":"1"}},
        {"symbol":"D/../x","priceFilter":{"tickSize":"1"},"lotSizeFilter":{"qtyStep":"1"}},
        {"symbol":"E","priceFilter":{"tickSize":"0.10"},"lotSizeFilter":{"qtyStep":"1","maxOrderQty":"abc"}},
        {"symbol":"F","priceFilter":{"tickSize":"0.10"},"lotSizeFilter":{"qtyStep":"1"},"status":"SomethingNew"}],"nextPageCursor":"first%3DA"})"));
    QVERIFY(page);
    QCOMPARE(page->unreadable, 5);
    QCOMPARE(page->instruments.size(), 1);
    QCOMPARE(page->instruments.first()->status(), InstrumentStatus::Unknown);
    QCOMPARE(page->nextCursor, QStringLiteral("first%3DA"));
    QVERIFY(!decodeInstruments(object(R"({"category":"linear"})")));
    QVERIFY(!decodeInstruments(object(R"({"category":"option","list":[]})")));
}

void TestAccountCodec::theOfficialExampleIsReadOnlyInSpiteOfItsLists()
{
    const QString path = recordedFile(QStringLiteral("bybit/docs-examples/user-apikey-info.json"));
    BW_REQUIRE_RECORDED(path);
    const auto audit = decodeKeyAudit(object(readAll(path)).value(QLatin1String("result")).toObject());
    QVERIFY(audit);
    QCOMPARE(audit->level, KeyLevel::ReadOnly);
    QVERIFY(audit->permissions.contains(QStringLiteral("ContractTrade.Order")));
    QVERIFY(!audit->expiresAt);
    QCOMPARE(audit->ips.size(), 3);
    QCOMPARE(audit->verdict, KeyAudit::Advice::Ok);
    QCOMPARE(audit->reasons, QStringList{QStringLiteral("read_only")});
}

void TestAccountCodec::aRealUnboundKeyWithTransfersIsWarnedOf()
{
    const QString path = recordedFile(QStringLiteral("bybit/reserialised/v5-user-get-api-key.json"));
    BW_REQUIRE_RECORDED(path);
    const auto audit = decodeKeyAudit(object(readAll(path)));
    QVERIFY(audit);
    QCOMPARE(audit->level, KeyLevel::Transfer);
    QCOMPARE(audit->verdict, KeyAudit::Advice::Warn);
    QVERIFY(audit->reasons.contains(QStringLiteral("no_ip_binding")));
    QVERIFY(audit->reasons.contains(QStringLiteral("transfer")));
    QVERIFY(!audit->reasons.contains(QStringLiteral("expires_soon"))); // 63 days
    QCOMPARE(toIso8601(*audit->expiresAt), QStringLiteral("2023-04-23T05:52:24.000Z"));
}

void TestAccountCodec::keysAreJudged_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<KeyLevel>("level");
    QTest::addColumn<KeyAudit::Advice>("verdict");
    QTest::addColumn<QString>("reason");
    using A = KeyAudit::Advice;
    const auto row = [](const char *name, const char *from, const char *to, KeyLevel level, A verdict, const char *reason) {
        QTest::newRow(name) << QByteArray(from) << QByteArray(to) << level << verdict << QString::fromLatin1(reason);
    };
    row("the recommended key", "", "", KeyLevel::Trade, A::Ok, "");
    row("withdraw", "\"Wallet\":[]", "\"Wallet\":[\"AccountTransfer\",\"Withdraw\"]", KeyLevel::Withdraw, A::Refuse, "withdraw");
    row("transfer", "\"Wallet\":[]", "\"Wallet\":[\"SubMemberTransfer\"]", KeyLevel::Transfer, A::Warn, "transfer");
    row("read only with withdraw", "\"readOnly\":0,\"permissions\":{", "\"readOnly\":1,\"permissions\":{\"Earn\":[\"Earn\"],", KeyLevel::ReadOnly, A::Ok, "read_only");
    row("earn", "\"Wallet\":[]", "\"Earn\":[\"Earn\"]", KeyLevel::Trade, A::Warn, "extra_group:Earn");
    row("a group of tomorrow", "\"Wallet\":[]", "\"Lottery\":[\"Play\"]", KeyLevel::Trade, A::Warn, "unknown_group:Lottery");
    row("unbound", "[\"18.181.170.164\"]", "[\"*\"]", KeyLevel::Trade, A::Warn, "no_ip_binding");
    row("no addresses at all", "[\"18.181.170.164\"]", "[]", KeyLevel::Trade, A::Warn, "no_ip_binding");
    row("expires", "\"deadlineDay\":-2,\"expiredAt\":\"1970-01-01T00:00:00Z\"", "\"deadlineDay\":7,\"expiredAt\":\"2026-12-01T00:00:00Z\"", KeyLevel::Trade, A::Warn, "expires_soon");
    row("third party", "\"type\":1", "\"type\":2", KeyLevel::Trade, A::Warn, "third_party");
    row("classic account", "\"uta\":1", "\"uta\":0", KeyLevel::Trade, A::Warn, "not_unified");
    row("may do nothing", "\"ContractTrade\":[\"Order\",\"Position\"],\"Spot\":[\"SpotTrade\"],", "", KeyLevel::None, A::Warn, "no_permission");
}

void TestAccountCodec::keysAreJudged()
{
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(KeyLevel, level);
    QFETCH(KeyAudit::Advice, verdict);
    QFETCH(QString, reason);
    QByteArray text = kKey;
    if (!from.isEmpty()) {
        QVERIFY(text.contains(from));
        text.replace(from, to);
    }
    const auto audit = decodeKeyAudit(object(text));
    QVERIFY(audit);
    QCOMPARE(audit->level, level);
    QCOMPARE(audit->verdict, verdict);
    QCOMPARE(audit->reasons, reason.isEmpty() ? QStringList() : QStringList{reason});
}

void TestAccountCodec::anAuditThatCannotBeReadIsAnErrorNotAGoodKey()
{
    for (const char *text : {"{}", R"({"permissions":{}})", R"({"readOnly":0})", R"({"readOnly":2,"permissions":{}})", R"({"readOnly":true,"permissions":{}})",
                             R"({"readOnly":0,"permissions":[]})", R"({"readOnly":0,"permissions":{"Wallet":"Withdraw"}})"})
        QVERIFY2(!decodeKeyAudit(object(text)), text);
}

void TestAccountCodec::aRecordedMarketOrderHasNoPriceButAnAverage()
{
    const QString path = recordedFile(QStringLiteral("bybit/ws-private/linear-account-BTCUSDT-202401.jsonl"));
    BW_REQUIRE_RECORDED(path);
    const QJsonObject frame = object(readLines(path).at(3));
    const auto report = usual().order(frame.value(QLatin1String("data")).toArray().first().toObject());
    QVERIFY(report && *report);
    QVERIFY(!(*report)->price); // 39484.4 is the venue's bound, not a price
    QCOMPARE((*report)->averagePrice, dec("41562"));
    QCOMPARE((*report)->event, OrderEvent::FillAll);
    QCOMPARE((*report)->qty, QtyLots(1));
    QCOMPARE((*report)->filled, QtyLots(1));
    QVERIFY((*report)->reduceOnly);
    QCOMPARE(toMs((*report)->updatedAt), qint64(1705740966797));
    QVERIFY((*report)->reason.isEmpty());
}

void TestAccountCodec::restOrdersCarryTheCategoryOfTheirRequest()
{
    const QString path = recordedFile(QStringLiteral("bybit/rest/order-realtime-linear-BTCUSDT.json"));
    BW_REQUIRE_RECORDED(path);
    const QJsonArray rows = object(readAll(path)).value(QLatin1String("result")).toObject().value(QLatin1String("list")).toArray();
    QCOMPARE(rows.size(), 2);
    const AccountCodec codec = usual();
    const auto report = codec.order(rows.first().toObject(), Category::Linear);
    QVERIFY(report && *report);
    QCOMPARE((*report)->price, PriceTicks(400000));
    QVERIFY(!(*report)->averagePrice.isValid()); // ""
    QCOMPARE((*report)->event, OrderEvent::Acknowledge);
    QVERIFY(!codec.order(rows.first().toObject())); // whose is it?
}

void TestAccountCodec::everyStatusMeansWhatItSays_data()
{
    QTest::addColumn<OrderEvent>("event");
    QTest::newRow("New") << OrderEvent::Acknowledge;
    QTest::newRow("PartiallyFilled") << OrderEvent::FillPart;
    QTest::newRow("Filled") << OrderEvent::FillAll;
    QTest::newRow("Cancelled") << OrderEvent::Cancel;
    QTest::newRow("PartiallyFilledCanceled") << OrderEvent::Cancel;
    QTest::newRow("Rejected") << OrderEvent::VenueReject;
    QTest::newRow("Deactivated") << OrderEvent::Deactivate;
    QTest::newRow("Untriggered") << OrderEvent::Trigger;
    QTest::newRow("Triggered") << OrderEvent::FillPart;  // there is a fill
    QTest::newRow("Dissolved") << OrderEvent::FillPart;  // a word of tomorrow never closes an order
    QTest::newRow("") << OrderEvent::FillPart;
}

void TestAccountCodec::everyStatusMeansWhatItSays()
{
    QFETCH(OrderEvent, event);
    const QString status = QString::fromLatin1(QTest::currentDataTag());
    const auto report = usual().order(changed(object(kOrder), "orderStatus", status));
    QVERIFY(report && *report);
    QCOMPARE((*report)->event, event);
}

void TestAccountCodec::smpGroupMayBeATextOrANumber()
{
    QVERIFY(usual().order(changed(object(kOrder), "smpGroup", QStringLiteral("0"))));
    QVERIFY(usual().order(changed(object(kOrder), "positionIdx", QStringLiteral("0"))));
}

void TestAccountCodec::aSpotOrderByValueCountsOnlyWhatFilled()
{
    QJsonObject row = changed(changed(object(kOrder), "category", QStringLiteral("spot")), "qty", QStringLiteral("200"));
    row = changed(row, "marketUnit", QStringLiteral("quoteCoin"));
    const auto report = usual().order(row);
    QVERIFY(report && *report);
    QCOMPARE((*report)->qty, QtyLots(1000)); // 0.001 BTC, not 200 of them
}

void TestAccountCodec::anOrderThatCannotBeReadIsAnError_data()
{
    QTest::addColumn<QString>("value");
    QTest::newRow("side") << QStringLiteral("Long");
    QTest::newRow("orderType") << QStringLiteral("Iceberg");
    QTest::newRow("qty") << QStringLiteral("a lot");
    QTest::newRow("cumExecQty") << QStringLiteral("1e3");
    QTest::newRow("orderId") << QString();
    QTest::newRow("symbol") << QString();
    QTest::newRow("avgPrice") << QStringLiteral("nan");
    QTest::newRow("orderLinkId") << QString(500, u'x');
}

void TestAccountCodec::anOrderThatCannotBeReadIsAnError()
{
    QFETCH(QString, value);
    QVERIFY(!usual().order(changed(object(kOrder), QTest::currentDataTag(), value)));
}

void TestAccountCodec::anUnknownInstrumentIsPassedOver()
{
    for (const QJsonObject &row : {changed(object(kOrder), "symbol", QStringLiteral("DOGEUSDT")), changed(object(kOrder), "category", QStringLiteral("option"))}) {
        const auto report = usual().order(row);
        QVERIFY(report);
        QVERIFY(!*report);
    }
}

void TestAccountCodec::aRecordedExecutionIsRead()
{
    const QString path = recordedFile(QStringLiteral("bybit/ws-private/linear-account-BTCUSDT-202401.jsonl"));
    BW_REQUIRE_RECORDED(path);
    const auto execution = usual().execution(object(readLines(path).at(4)).value(QLatin1String("data")).toArray().first().toObject());
    QVERIFY(execution && *execution);
    QCOMPARE((*execution)->execId, QStringLiteral("2800474f-1e3d-571e-9cc8-46e3bcb82699"));
    QCOMPARE((*execution)->price, dec("41553.9"));
    QCOMPARE((*execution)->fee, dec("0.02285465"));
    QCOMPARE((*execution)->feeCurrency, QStringLiteral("USDT")); // a contract's fee is in its settle coin unless said otherwise
    QCOMPARE((*execution)->kind, Execution::Kind::Trade);
    QVERIFY(!(*execution)->isMaker);
}

void TestAccountCodec::fundingIsNoFill()
{
    QJsonObject row = object(R"({"category":"linear","symbol":"BTCUSDT","execId":"f1","orderId":"","side":"Buy","execPrice":"100","execQty":"1","execFee":"-0.01",
        "execType":"Funding","execTime":"1705761437503","isMaker":false})");
    const AccountCodec codec = usual();
    QCOMPARE((*codec.execution(row))->kind, Execution::Kind::Funding);
    QCOMPARE((*codec.execution(row))->fee, dec("-0.01"));
    QCOMPARE((*codec.execution(changed(row, "execType", QStringLiteral("BustTrade"))))->kind, Execution::Kind::Liquidation);
    QVERIFY((*codec.execution(changed(row, "execType", QStringLiteral("Tomorrow"))))->kind != Execution::Kind::Trade);
    row = changed(row, "category", QStringLiteral("spot"));
    QVERIFY((*codec.execution(row))->feeCurrency.isEmpty()); // on spot it may be base, quote or MNT
    QVERIFY(!codec.execution(changed(row, "execId", QString())));
    QVERIFY(!codec.execution(changed(row, "execQty", QString())));
}

void TestAccountCodec::positionsOfStreamAndRest()
{
    const AccountCodec codec = usual();
    const QJsonObject rest = object(R"({"positionIdx":0,"symbol":"BTCUSD","side":"Sell","size":"300","avgPrice":"27464.50441675","markPrice":"28224.50","liqPrice":"",
        "takeProfit":"0.00","stopLoss":"0.00","trailingStop":"0.00","unrealisedPnl":"-0.00029413","updatedTime":"1697673600012"})");
    const auto held = codec.position(rest, Category::Inverse);
    QVERIFY(held && *held);
    QCOMPARE((*held)->side, std::optional(Side::Sell));
    QCOMPARE((*held)->size, dec("300"));
    QCOMPARE((*held)->entryPrice, dec("27464.50441675"));
    QCOMPARE((*held)->coin, QStringLiteral("BTC"));
    QVERIFY(!(*held)->isProtected);
    QVERIFY((*codec.position(changed(rest, "stopLoss", QStringLiteral("29000")), Category::Inverse))->isProtected);

    const auto flat = codec.position(object(R"({"category":"linear","positionIdx":2,"symbol":"BTCUSDT","side":"","size":"0","entryPrice":"0","markPrice":"28184.5",
        "stopLoss":"0","trailingStop":"0","unrealisedPnl":"0","updatedTime":"1697682317038"})"));
    QVERIFY(flat && *flat);
    QVERIFY(!(*flat)->side);
    QVERIFY(!(*flat)->entryPrice.isValid());
    QCOMPARE((*flat)->positionIdx, 2);

    // "" is not flat: it is not known.
    QVERIFY(!codec.position(changed(rest, "size", QString()), Category::Inverse));
    QVERIFY(!codec.position(changed(rest, "side", QString()), Category::Inverse));
    QVERIFY(!codec.position(changed(rest, "size", QStringLiteral("-3")), Category::Inverse));
}

void TestAccountCodec::aRecordedWalletWithEmptyCoinsKeepsThemUnknown()
{
    const QString path = recordedFile(QStringLiteral("bybit/rest/wallet-balance-unified-a.json"));
    BW_REQUIRE_RECORDED(path);
    const QJsonObject row = object(readAll(path)).value(QLatin1String("result")).toObject().value(QLatin1String("list")).toArray().first().toObject();
    const auto wallet = AccountCodec::wallet(row, fromMs(5));
    QVERIFY(wallet);
    QCOMPARE(wallet->totalAvailable, dec("10755.6314572"));
    QCOMPARE(wallet->coins.size(), 2);
    QCOMPARE(wallet->coins.at(0).wallet, dec("10196.98720872"));
    QCOMPARE(wallet->coins.at(1).coin, QStringLiteral("BTC"));
    QVERIFY(!wallet->coins.at(1).wallet.isValid()); // never zero
    QVERIFY(!AccountCodec::wallet(object("{}"), fromMs(5)));
}

void TestAccountCodec::queriesAreEncodedOnceAndCursorsStayVerbatim()
{
    RestQuery query;
    query.add(QLatin1String("coin"), QStringLiteral("USDT,USDC")).add(QLatin1String("symbol"), QString()).add(QLatin1String("limit"), 50);
    query.addCursor(QStringLiteral("132766%3A2%2C132766%3A2"));
    QCOMPARE(query.text(), QByteArray("coin=USDT%2CUSDC&limit=50&cursor=132766%3A2%2C132766%3A2"));
    for (const char *hostile : {"a&symbol=X", "a b", "a#b", "a\r\nb", "a?b", "\"a"})
        QVERIFY(!RestQuery::isSafeCursor(QString::fromLatin1(hostile)));
}

QTEST_GUILESS_MAIN(TestAccountCodec)
#include "tst_accountcodec.moc"
