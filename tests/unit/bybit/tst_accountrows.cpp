// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/accountcodec.h"
#include "core/bybit/accountmodereader.h"
#include "core/bybit/ledgercodec.h"
#include "core/bybit/pagedread.h"
#include "tests/support/recorded.h"

#include <QJsonDocument>
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

QJsonObject changed(QJsonObject row, const char *name, const QJsonValue &value)
{
    row.insert(QLatin1String(name), value);
    return row;
}

AccountCodec codec()
{
    AccountCodec codec;
    codec.setInstruments({make(QStringLiteral("BTCUSDT"), "0.1", "0.001", Category::Linear), make(QStringLiteral("ETHUSDT"), "0.01", "0.01", Category::Linear),
                          make(QStringLiteral("BTCPERP"), "0.1", "0.001", Category::Linear, QStringLiteral("USDC")),
                          make(QStringLiteral("BTCUSDT"), "0.01", "0.000001", Category::Spot),
                          make(QStringLiteral("BTCUSD"), "0.5", "1", Category::Inverse, QStringLiteral("BTC")),
                          make(QStringLiteral("ETHUSD"), "0.05", "1", Category::Inverse, QStringLiteral("ETH"))});
    return codec;
}

const QByteArray kStop = R"({"category":"spot","symbol":"BTCUSDT","orderId":"17","orderLinkId":"","side":"Sell","orderType":"Market","orderStatus":"Untriggered","qty":"0.5",
    "cumExecQty":"0","avgPrice":"","stopOrderType":"tpslOrder","triggerPrice":"48000.00","triggerDirection":0,"triggerBy":"","lastPriceOnCreated":"","basePrice":""})";

const QByteArray kTrade = R"({"id":"592324_BTCUSDT_161440249321","symbol":"BTCUSDT","side":"Buy","funding":"","orderLinkId":"bw-1","orderId":"o-1","fee":"0.0224","change":"-0.0224",
    "cashFlow":"0","transactionTime":"1672121182216","type":"TRADE","feeRate":"0.0006","bonusChange":"","size":"0.002","qty":"0.001","cashBalance":"5086.55825002",
    "currency":"USDT","category":"linear","tradePrice":"37.45","tradeId":"t-1"})";

QJsonObject firstRow(const QString &path)
{
    const QJsonObject frame = object(readAll(path));
    const QJsonValue list = frame.contains(QLatin1String("data")) ? frame.value(QLatin1String("data")) : frame.value(QLatin1String("result")).toObject().value(QLatin1String("list"));
    return list.toArray().first().toObject();
}

} // namespace

class TestAccountRows : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aQuantityOffTheLotIsNotRounded();
    void aStopOfAPositionIsAConditionalOrder()
    {
        const QString path = recordedFile(QStringLiteral("bybit/fixtures-handmade/ws_account_order_stop_loss.json"));
        BW_REQUIRE_RECORDED(path);
        const auto report = codec().order(firstRow(path));
        QVERIFY(report && *report);
        QCOMPARE((*report)->trigger, (Trigger{PriceTicks(480000), false, TriggerBy::LastPrice}));
        QCOMPARE((*report)->stopOrderType, QStringLiteral("StopLoss"));
        QVERIFY((*report)->closesPosition && (*report)->reduceOnly);
        QVERIFY((*report)->exits.isEmpty());
        QCOMPARE((*report)->event, OrderEvent::Trigger);
        const auto take = codec().order(firstRow(recordedFile(QStringLiteral("bybit/fixtures-handmade/ws_account_order_take_profit.json"))));
        QCOMPARE((*take)->trigger, (Trigger{PriceTicks(550000), true, TriggerBy::LastPrice}));
    }
    void exitsOfAnOrderAreRead()
    {
        const QString path = recordedFile(QStringLiteral("bybit/docs-examples/order-open-order.json"));
        BW_REQUIRE_RECORDED(path);
        const QJsonObject row = firstRow(path);
        const auto report = codec().order(row, Category::Linear);
        QVERIFY(report && *report);
        QVERIFY(!(*report)->trigger); // "0.00" and "UNKNOWN" say none
        QCOMPARE((*report)->stopOrderType, QString());
        QVERIFY((*report)->exits.takeProfit && (*report)->exits.stopLoss);
        QCOMPARE((*report)->exits.takeProfit->trigger, PriceTicks(250000));
        QVERIFY(!(*report)->exits.takeProfit->limit);
        QCOMPARE((*report)->exits.mode, StopMode::Full);
        QJsonObject partial = changed(changed(row, "tpslMode", QStringLiteral("Partial")), "slLimitPrice", QStringLiteral("1499.50"));
        partial = changed(changed(partial, "slTriggerBy", QStringLiteral("MarkPrice")), "takeProfit", QString());
        const auto other = codec().order(partial, Category::Linear);
        QVERIFY(!(*other)->exits.takeProfit);
        QCOMPARE((*other)->exits.stopLoss, (ExitLeg{PriceTicks(150000), TriggerBy::MarkPrice, PriceTicks(149950)}));
        QCOMPARE((*other)->exits.mode, StopMode::Partial);
    }
    void spotTellsTheDirectionByThePriceBefore()
    {
        QVERIFY(!(*codec().order(object(kStop)))->trigger->isRise); // a sale that waits is usually a stop
        QVERIFY((*codec().order(changed(object(kStop), "lastPriceOnCreated", QStringLiteral("47000"))))->trigger->isRise);
        QVERIFY((*codec().order(changed(object(kStop), "basePrice", QStringLiteral("47000"))))->trigger->isRise);
        QVERIFY(!(*codec().order(changed(object(kStop), "basePrice", QStringLiteral("49000"))))->trigger->isRise);
        QVERIFY((*codec().order(changed(object(kStop), "side", QStringLiteral("Buy"))))->trigger->isRise);
        QVERIFY((*codec().order(changed(object(kStop), "stopOrderType", QStringLiteral("TakeProfit"))))->trigger->isRise);
        QVERIFY(!codec().order(changed(object(kStop), "triggerPrice", QStringLiteral("high")))); // unreadable is not unconditional
    }
    void whoMadeAnOrderIsKept()
    {
        const QString path = recordedFile(QStringLiteral("bybit/ws-private/linear-account-BTCUSDT-202401.jsonl"));
        BW_REQUIRE_RECORDED(path);
        const QJsonObject row = object(readLines(path).at(3)).value(QLatin1String("data")).toArray().first().toObject();
        const auto report = codec().order(changed(row, "parentOrderLinkId", QStringLiteral("bw-parent")));
        QCOMPARE((*report)->createType, QStringLiteral("CreateByClosing"));
        QCOMPARE((*report)->parentOrderLinkId, QStringLiteral("bw-parent"));
    }
    void theStoreCarriesWhatTheReportSays()
    {
        OrderStore store;
        OrderReport report = **codec().order(object(kStop));
        report.exits.stopLoss = ExitLeg{PriceTicks(5), TriggerBy::LastPrice, std::nullopt};
        report.createType = QStringLiteral("CreateByStopLoss");
        report.parentOrderLinkId = QStringLiteral("bw-1");
        const Order *order = store.apply(report);
        QVERIFY(order);
        QCOMPARE(order->trigger, report.trigger);
        QCOMPARE(order->exits, report.exits);
        QCOMPARE(order->stopOrderType, QStringLiteral("tpslOrder"));
        QCOMPARE(order->createType, report.createType);
        QCOMPARE(order->parentOrderLinkId, report.parentOrderLinkId);
        report.trigger->price = PriceTicks(4'700'000);
        QVERIFY(store.apply(report)); // an amend elsewhere is news
        report.exits = {};
        order = store.apply(report);
        QVERIFY(order && order->exits.isEmpty()); // taken away elsewhere: it protects nothing any more
    }

    void aPositionIsReadWhole()
    {
        const QString path = recordedFile(QStringLiteral("bybit/docs-examples/position-position.json"));
        BW_REQUIRE_RECORDED(path);
        const QJsonObject row = firstRow(path);
        const auto read = codec().position(row, Category::Inverse);
        QVERIFY(read && *read);
        const Position &position = **read;
        QVERIFY(!position.isProtected && !position.stopLoss.isValid() && !position.takeProfit.isValid() && !position.trailingStop.isValid()); // "0.00"
        QVERIFY(position.stoppedSize.isZero());
        QCOMPARE(position.leverage, dec("10"));
        QVERIFY(!position.liquidationPrice.isValid()); // "": outside the price range, not at zero
        QCOMPARE(position.breakEvenPrice, dec("93556.73034991"));
        QCOMPARE(position.value, dec("0.01092319"));
        QCOMPARE(position.margin, dec("0.00010923"));
        QCOMPARE(position.realisedPnl, dec("0.00013123"));
        QCOMPARE(position.adlRank, 2);

        const auto stopped = codec().position(changed(changed(row, "stopLoss", QStringLiteral("29000.00")), "leverage", QString()), Category::Inverse);
        QCOMPARE((*stopped)->stopLoss, dec("29000"));
        QCOMPARE((*stopped)->stoppedSize, dec("300"));
        QVERIFY(!(*stopped)->leverage.isValid()); // portfolio margin
        const auto trailed = codec().position(changed(row, "trailingStop", QStringLiteral("120.5")), Category::Inverse);
        QCOMPARE((*trailed)->trailingStop, dec("120.5"));
        QCOMPARE((*trailed)->stoppedSize, dec("300"));
        const auto taken = codec().position(changed(row, "takeProfit", QStringLiteral("20000")), Category::Inverse);
        QVERIFY((*taken)->stoppedSize.isZero() && !(*taken)->isProtected); // a take profit stops nothing
    }
    void aFlatPositionHasNoPrices()
    {
        const QString path = recordedFile(QStringLiteral("bybit/docs-examples/websocket-private-position-2.json"));
        BW_REQUIRE_RECORDED(path);
        const auto flat = codec().position(firstRow(path));
        QVERIFY(flat && *flat && !(*flat)->side);
        QVERIFY(!(*flat)->breakEvenPrice.isValid() && !(*flat)->liquidationPrice.isValid()); // 93556.73 is left of something else
        QCOMPARE((*flat)->realisedPnl, dec("1.26"));
        QCOMPARE((*flat)->leverage, dec("10"));
    }
    void balancesAndTotalsAreRead()
    {
        const QString path = recordedFile(QStringLiteral("bybit/ws-private/linear-account-BTCUSDT-202401.jsonl"));
        BW_REQUIRE_RECORDED(path);
        const QJsonObject row = object(readLines(path).at(1)).value(QLatin1String("data")).toArray().first().toObject();
        const auto wallet = AccountCodec::wallet(row, fromMs(5));
        QVERIFY(wallet);
        QCOMPARE(wallet->totalEquity, dec("10140.2751031"));
        QCOMPARE(wallet->totalMargin, dec("943.01712085"));
        QCOMPARE(wallet->totalMaintenance, dec("53.64509097"));
        const CoinBalance &coin = wallet->coins.at(1);
        QCOMPARE(coin.orderMargin, dec("404.18"));
        QCOMPARE(coin.positionMargin, dec("538.0061127"));
        QCOMPARE(coin.unrealisedPnl, dec("134.21128"));
        QCOMPARE(coin.usdValue, dec("10140.2751031"));
        QCOMPARE(coin.spotFree(), dec("9997.12798188")); // nothing said of a spot borrow

        const auto borrowed = AccountCodec::wallet(object(R"({"totalEquity":"","totalInitialMargin":"","coin":[{"coin":"BTC","walletBalance":"2","locked":"0.5","spotBorrow":"0.25","equity":"2"}]})"), fromMs(5));
        QVERIFY(borrowed);
        QVERIFY(!borrowed->totalEquity.isValid() && !borrowed->totalMargin.isValid()); // isolated margin
        QCOMPARE(borrowed->coins.first().spotFree(), dec("1.25"));
        QVERIFY(!borrowed->coins.first().orderMargin.isValid());
    }
    void twoRowsAreHedgeModeAndOneIsNot()
    {
        const auto modeOf = [](const QByteArray &rows) {
            AccountMode mode;
            mode.instrument = make(QStringLiteral("BTCUSDT"), "0.1", "0.001", Category::Linear);
            readModeRows(QJsonDocument::fromJson(rows).array(), mode);
            return mode;
        };
        const auto oneWay = modeOf(R"([{"symbol":"BTCUSDT","positionIdx":0,"leverage":"10"}])");
        QCOMPARE(oneWay.isHedge, std::optional(false));
        QCOMPARE(*oneWay.leverage, dec("10"));
        QCOMPARE(*oneWay.shortLeverage, dec("10"));
        const auto hedge = modeOf(R"([{"symbol":"BTCUSDT","positionIdx":1,"leverage":"10"},{"symbol":"BTCUSDT","positionIdx":2,"leverage":"7"}])");
        QCOMPARE(hedge.isHedge, std::optional(true));
        QCOMPARE(*hedge.leverage, dec("10"));
        QCOMPARE(*hedge.shortLeverage, dec("7"));
        const auto portfolio = modeOf(R"([{"symbol":"BTCUSDT","positionIdx":0,"leverage":""}])");
        QCOMPARE(portfolio.isHedge, std::optional(false));
        QVERIFY(!portfolio.leverage && !portfolio.shortLeverage);
        QVERIFY(!modeOf("[]").isHedge); // not said is not one-way
        QVERIFY(!modeOf(R"([{"symbol":"ETHUSDT","positionIdx":1,"leverage":"10"}])").isHedge);
    }

    void aRowOfTheLedgerAddsUp()
    {
        const auto entry = decodeLedgerEntry(object(kTrade), codec());
        QVERIFY(entry);
        QCOMPARE(entry->change, entry->cashFlow + entry->funding - entry->fee);
        QCOMPARE(entry->balance, dec("5086.55825002"));
        QCOMPARE(entry->coin, QStringLiteral("USDT"));
        QCOMPARE(entry->category, std::optional(Category::Linear));
        QCOMPARE(entry->side, std::optional(Side::Buy));
        QCOMPARE(entry->price, dec("37.45"));
        QCOMPARE(entry->tradeId, QStringLiteral("t-1"));
        QCOMPARE(entry->orderLinkId, QStringLiteral("bw-1"));
        QCOMPARE(toMs(entry->at), qint64(1672121182216));
        for (const char *needed : {"id", "change", "currency", "type", "transactionTime"})
            QVERIFY2(!decodeLedgerEntry(changed(object(kTrade), needed, QString()), codec()), needed);
        const auto option = decodeLedgerEntry(changed(changed(object(kTrade), "category", QStringLiteral("option")), "symbol", QStringLiteral("ETH-30DEC22-1400-C")), codec());
        QVERIFY(option && !option->category); // it counts all the same, or the sum would not
    }
    void causesComeFromTypeAndSigns_data()
    {
        using C = LedgerEntry::Cause;
        QTest::addColumn<QByteArray>("fields");
        QTest::addColumn<C>("cause");
        const auto row = [](const char *name, const char *fields, C cause) { QTest::newRow(name) << QByteArray(fields) << cause; };
        row("a trade", R"({})", C::Trade);
        row("a spot trade", R"({"category":"spot","currency":"BTC","cashFlow":"0.001","fee":"0.000001"})", C::Trade);
        row("a spot fee in MNT", R"({"category":"spot","currency":"MNT","cashFlow":"0"})", C::Fee);
        row("a contract's fee in MNT", R"({"currency":"MNT","cashFlow":"0"})", C::Fee);
        row("funding", R"({"type":"SETTLEMENT","cashFlow":"0","funding":"-0.5"})", C::Funding);
        row("funding without cash flow", R"({"type":"SETTLEMENT","cashFlow":"","funding":"0.5"})", C::Funding);
        row("a session of a USDC perpetual", R"({"type":"SETTLEMENT","symbol":"BTCPERP","currency":"USDC","cashFlow":"12.5","funding":"-0.5"})", C::Settlement);
        row("a delivery", R"({"type":"DELIVERY"})", C::Settlement);
        row("interest", R"({"type":"INTEREST"})", C::Interest);
        row("a transfer", R"({"type":"TRANSFER_OUT","category":""})", C::Transfer);
        row("a liquidation", R"({"type":"LIQUIDATION"})", C::Liquidation);
        row("an ADL", R"({"type":"ADL"})", C::Adl);
        row("a bonus", R"({"type":"BONUS"})", C::Other);
        row("a word of tomorrow", R"({"type":"LOTTERY"})", C::Other);
    }
    void causesComeFromTypeAndSigns()
    {
        QFETCH(QByteArray, fields);
        QFETCH(LedgerEntry::Cause, cause);
        QJsonObject row = object(kTrade);
        const QJsonObject change = object(fields);
        for (auto field = change.begin(); field != change.end(); ++field)
            row.insert(field.key(), field.value());
        const auto entry = decodeLedgerEntry(row, codec());
        QVERIFY(entry);
        QCOMPARE(entry->cause, cause);
    }

    void windowsReachTheEndWithoutAGap()
    {
        using namespace std::chrono_literals;
        const UtcTime now = fromMs(1'700'000'000'000);
        const auto month = windowsOf(now - 30 * 24h, {}, now);
        QVERIFY(month.size() == 5);
        QCOMPARE(month.first().begin, now - 30 * 24h);
        for (qsizetype i = 0; i + 1 < month.size(); ++i) {
            QCOMPARE(*month.at(i).end, month.at(i + 1).begin);
            QVERIFY(*month.at(i).end - month.at(i).begin < 7 * 24h);
        }
        QVERIFY(!month.constLast().end); // whatever the venue's clock says is now
        QCOMPARE(windowsOf(now - 1h, {}, now).size(), 1);
        QCOMPARE(windowsOf(now + 1h, {}, now).size(), 1); // our clock is behind
        const auto span = windowsOf(now - 20 * 24h, now - 10 * 24h, now);
        QCOMPARE(span.size(), 2);
        QCOMPARE(*span.constLast().end, now - 10 * 24h);
        QVERIFY(windowsOf(now, now - 1h, now).isEmpty());
        QVERIFY(windowsOf({}, {}, now).size() < 120); // two years are kept
    }
    void settleCoinsOfACategory()
    {
        QCOMPARE(codec().settleCoins(Category::Linear), (QStringList{QStringLiteral("USDT"), QStringLiteral("USDC")}));
        QCOMPARE(codec().settleCoins(Category::Inverse), (QStringList{QStringLiteral("BTC"), QStringLiteral("ETH")}));
        QVERIFY(codec().settleCoins(Category::Spot).isEmpty());
    }
};

/// The venue made the lot coarser while the order lived.
void TestAccountRows::aQuantityOffTheLotIsNotRounded()
{
    const auto row = object(R"({"category":"linear","symbol":"ETHUSDT","orderId":"17","orderLinkId":"bw-1","side":"Buy","orderType":"Limit","price":"2000","orderStatus":"PartiallyFilled",
        "qty":"0.023","cumExecQty":"0.008","avgPrice":"2000"})");
    const auto report = codec().order(row);
    QVERIFY(report && *report);
    const auto &order = **report;
    QCOMPARE(order.instrument->qtyText(order.qty), QStringLiteral("0.023"));
    QCOMPARE(order.instrument->qtyText(order.filled), QStringLiteral("0.008"));
    QCOMPARE(order.instrument->filters().tickSize, dec("0.01"));
    const auto even = codec().order(changed(changed(row, "qty", QStringLiteral("0.02")), "cumExecQty", QStringLiteral("0.010")));
    QVERIFY(even && *even);
    QCOMPARE((*even)->instrument->filters().lotSize, dec("0.01")); // on the lot: the venue's own
}

QTEST_GUILESS_MAIN(TestAccountRows)
#include "tst_accountrows.moc"
