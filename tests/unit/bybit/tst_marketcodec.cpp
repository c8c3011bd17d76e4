// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/marketcodec.h"
#include "tests/support/recorded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

namespace {

InstrumentPtr make(const char *symbol, const char *tick, const char *lot, Category category = Category::Linear)
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::parse(std::string_view(tick)).value();
    filters.lotSize = Decimal::parse(std::string_view(lot)).value();
    return Instrument::create({category, QString::fromLatin1(symbol)}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"),
                              InstrumentStatus::Trading).value();
}

QJsonObject resultOf(const QByteArray &text)
{
    const auto object = QJsonDocument::fromJson(text).object();
    return object.contains(QLatin1String("result")) ? object.value(QLatin1String("result")).toObject() : object;
}

QByteArray own(const char *name) { return readAll(testDataFile(QStringLiteral("bybit/") + QString::fromLatin1(name))); }

constexpr UtcTime kNow = fromMs(1790000600000);
const InstrumentPtr kBitcoin = make("BTCUSDT", "0.1", "0.001");

} // namespace

class TestMarketCodec : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void candlesComeOldestFirstAndTheUnfinishedIsTold()
    {
        const auto candles = decodeCandles(resultOf(own("market-kline.json")), *kBitcoin, CandleInterval::M1, kNow, kNow);
        QVERIFY(candles);
        QCOMPARE(candles->size(), 3);
        QVERIFY((candles->at(0) == Candle{fromMs(1790000460000), PriceTicks(640000), PriceTicks(640200), PriceTicks(639900), PriceTicks(639900), QtyLots(12500), true}));
        QCOMPARE(candles->at(1).volume, QtyLots(0));
        QVERIFY(candles->at(1).isClosed);
        QVERIFY(!candles->at(2).isClosed);
        const auto atItsEnd = decodeCandles(resultOf(own("market-kline.json")), *kBitcoin, CandleInterval::M1, kNow, fromMs(1790000640000));
        QVERIFY(atItsEnd->at(2).isClosed);
    }

    void noCandlesAreNoError()
    {
        const auto none = decodeCandles(resultOf(R"({"symbol":"BTCUSDT","category":"linear","list":[]})"), *kBitcoin, CandleInterval::M1, kNow, kNow);
        QVERIFY(none && none->isEmpty());
    }

    void recordedCandlesAreRead()
    {
        const QString path = recordedFile(QStringLiteral("bybit/rest/kline-linear-BTCUSDT-1m.json"));
        BW_REQUIRE_RECORDED(path);
        const auto candles = decodeCandles(resultOf(readAll(path)), *kBitcoin, CandleInterval::M1, fromMs(1760916840001), fromMs(1760916885103));
        QVERIFY(candles);
        QCOMPARE(candles->size(), 5);
        QCOMPARE(toMs(candles->first().start), qint64(1760916600000));
        QVERIFY(!candles->last().isClosed && candles->at(3).isClosed);
    }

    void documentedCandlesOfInverseCountUsd()
    {
        const QString path = recordedFile(QStringLiteral("bybit/docs-examples/market-kline.json"));
        BW_REQUIRE_RECORDED(path);
        const auto instrument = make("BTCUSD", "0.5", "1", Category::Inverse);
        const auto candles = decodeCandles(resultOf(readAll(path)), *instrument, CandleInterval::H1, fromMs(1672025956592), fromMs(1672025956592));
        QVERIFY(candles);
        QCOMPARE(candles->last().volume, QtyLots(268611));
    }

    void candlesThatCantBeAreErrors_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *after) { QTest::newRow(name) << QByteArray(before) << QByteArray(after); };
        row("off the tick", "64000.1\"", "64000.15\"");
        row("off the lot", "1.234", "1.2345");
        row("a price as number", "\"63990.5\"", "63990.5");
        row("low above open", "63990.5", "64005");
        row("price zero", "63990.5", "0");
        row("negative volume", "1.234", "-1.234");
        row("off the grid of its interval", "1790000580000", "1790000580001");
        row("same start twice", "1790000520000", "1790000580000");
        row("rising", "1790000460000", "1790000640000");
        row("another symbol", "BTCUSDT", "ETHUSDT");
        row("no list", "\"list\":", "\"rows\":");
        row("a short row", ",\"0\",\"0\"]", "]");
        row("start before time began", "1790000460000", "-60000");
        row("a row that is no list", "[\"1790000460000\"", "{},[\"1790000460000\"");
    }
    void candlesThatCantBeAreErrors()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArray text = own("market-kline.json");
        QVERIFY(text.contains(before));
        text.replace(before, after);
        QVERIFY(!QJsonDocument::fromJson(text).isNull());
        const auto candles = decodeCandles(resultOf(text), *kBitcoin, CandleInterval::M1, kNow, kNow);
        QVERIFY(!candles);
        QCOMPARE(candles.error().family, ErrorFamily::Protocol);
    }

    void aCandleBeyondTheAskedTimeIsAnError()
    {
        QVERIFY(!decodeCandles(resultOf(own("market-kline.json")), *kBitcoin, CandleInterval::M1, fromMs(1790000580000), kNow));
        QVERIFY(decodeCandles(resultOf(own("market-kline.json")), *kBitcoin, CandleInterval::M1, fromMs(1790000580001), kNow));
    }

    void fundingComesNewestFirst()
    {
        const auto rates = decodeFundingHistory(resultOf(own("funding-history.json")), kBitcoin->id());
        QVERIFY(rates);
        QCOMPARE(rates->size(), 3);
        QCOMPARE(rates->at(1).rate.toString(), QStringLiteral("-0.00230379"));
        QCOMPARE(toMs(rates->at(0).at), qint64(1789977600000));
        const QString path = recordedFile(QStringLiteral("bybit/reserialised/v5-market-get-funding-rate-history.json"));
        BW_REQUIRE_RECORDED(path);
        const auto recorded = decodeFundingHistory(resultOf(readAll(path)), kBitcoin->id());
        QVERIFY(recorded);
        QCOMPARE(recorded->size(), 5);
        QCOMPARE(recorded->at(3).rate.toString(), QStringLiteral("-0.0032142"));
    }

    void fundingThatCantBeIsAnError()
    {
        for (const auto &[before, after] : {std::pair<const char *, const char *>{"-0.00230379", ""}, {"\"-0.00230379\"", "-0.00230379"}, {"1789948800000", "x"},
                                            {"1789948800000", "1789977600000"}, {"BTCUSDT", "ETHUSDT"}, {"\"list\"", "\"rows\""}})
            QVERIFY(!decodeFundingHistory(resultOf(own("funding-history.json").replace(before, after)), kBitcoin->id()));
    }

    void aBookIsASnapshotOfItsDepth()
    {
        const auto book = decodeBook(resultOf(own("market-orderbook.json")), *kBitcoin, 200);
        QVERIFY(book);
        QCOMPARE(book->kind, BookUpdate::Kind::Snapshot);
        QCOMPARE(book->depth, 200);
        QCOMPARE(book->updateId, std::uint64_t(230704));
        QCOMPARE(book->sequence, std::uint64_t(1432604333));
        QCOMPARE(toMs(book->sentAt), qint64(1790000600123));
        QCOMPARE(toMs(book->matchedAt), qint64(1790000600120));
        QVERIFY((book->bids == std::vector<Level>{{PriceTicks(640000), QtyLots(1500)}, {PriceTicks(639999), QtyLots(2)}}));
        QVERIFY((book->asks == std::vector<Level>{{PriceTicks(640001), QtyLots(2000)}, {PriceTicks(640002), QtyLots(750)}}));
    }

    void recordedBooksAreRead()
    {
        const QString linear = recordedFile(QStringLiteral("bybit/rest/orderbook-linear-SOLUSDT.json"));
        BW_REQUIRE_RECORDED(linear);
        const auto sol = decodeBook(resultOf(readAll(linear)), *make("SOLUSDT", "0.01", "0.1"), 25);
        QVERIFY(sol);
        QCOMPARE(sol->bids.size(), std::size_t(5));
        QCOMPARE(sol->asks.front().price, PriceTicks(12374));
        const QString spot = recordedFile(QStringLiteral("bybit/rest/orderbook-spot-BTCUSDT-testnet.json"));
        const auto btc = decodeBook(resultOf(readAll(spot)), *make("BTCUSDT", "0.01", "0.000001", Category::Spot), 5);
        QVERIFY(btc); // neither seq nor cts
        QCOMPARE(btc->sequence, std::uint64_t(0));
        QVERIFY(btc->matchedAt == btc->sentAt);
    }

    void booksThatCantBeAreErrors_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        const auto row = [](const char *name, const char *before, const char *after) { QTest::newRow(name) << QByteArray(before) << QByteArray(after); };
        row("another symbol", "BTCUSDT", "ETHUSDT");
        row("off the tick", "63999.9", "63999.95");
        row("off the lot", "0.002", "0.0005");
        row("no u", "\"u\":230704,", "");
        row("no time", "\"ts\":1790000600123,", "");
        row("three cells", "[\"64000\",\"1.5\"]", "[\"64000\",\"1.5\",\"1\"]");
        row("no list", "\"b\":[", "\"x\":[");
        row("negative seq", "1432604333", "-1");
    }
    void booksThatCantBeAreErrors()
    {
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QByteArray text = own("market-orderbook.json");
        QVERIFY(text.contains(before));
        QVERIFY(!decodeBook(resultOf(text.replace(before, after)), *kBitcoin, 200));
    }

    void moreLevelsThanAskedForAreAnError()
    {
        QVERIFY(!decodeBook(resultOf(own("market-orderbook.json")), *kBitcoin, 1));
    }

    void theLowestRiskTierNamesTheMaintenanceRate()
    {
        const QString path = recordedFile(QStringLiteral("bybit/reserialised/v5-market-get-risk-limit.json"));
        BW_REQUIRE_RECORDED(path);
        const auto answer = QJsonDocument::fromJson(readAll(path)).object();
        const auto rate = decodeMaintenanceRate(answer, QStringLiteral("BTCUSDT"));
        QVERIFY(rate);
        QCOMPARE(*rate, Decimal::fromScaled(5, 3));
        QVERIFY(!decodeMaintenanceRate(answer, QStringLiteral("NOBODY")));
        auto broken = answer;
        broken.insert(QStringLiteral("list"), QJsonArray{QJsonObject{{QStringLiteral("symbol"), QStringLiteral("BTCUSDT")},
                                                                     {QStringLiteral("riskLimitValue"), QStringLiteral("1")},
                                                                     {QStringLiteral("maintenanceMargin"), QStringLiteral("2")}}});
        QVERIFY(!decodeMaintenanceRate(broken, QStringLiteral("BTCUSDT")));
    }
    void outagesOfTheOwnWorldAreTold_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QStringList>("titles");
        const QString ongoing = QStringLiteral("Trading engine upgrade"), toCome = QStringLiteral("Market data upgrade"), demo = QStringLiteral("Demo trading upgrade");
        QTest::newRow("mainnet") << QStringLiteral("api.bybit.com") << QStringList{ongoing, toCome};
        QTest::newRow("regional") << QStringLiteral("api.bybit.nl") << QStringList{ongoing, toCome};
        QTest::newRow("demo") << QStringLiteral("api-demo.bybit.com") << QStringList{ongoing, toCome, demo};
        QTest::newRow("testnet") << QStringLiteral("api-testnet.bybit.com") << QStringList{};
        QTest::newRow("a venue of our own") << QStringLiteral("127.0.0.1") << QStringList{ongoing, toCome};
    }
    void outagesOfTheOwnWorldAreTold()
    {
        QFETCH(QString, host);
        QFETCH(QStringList, titles);
        const auto outages = decodeOutages(resultOf(own("system-status.json")), host, kNow);
        QVERIFY(outages);
        QStringList told;
        for (const auto &outage : *outages)
            told.append(outage.title);
        QCOMPARE(told, titles);
        if (outages->isEmpty())
            return;
        QVERIFY(outages->at(0).isOngoing && !outages->at(1).isOngoing);
        QCOMPARE(toMs(outages->at(1).begin), qint64(1790100000000));
        QCOMPARE(toMs(outages->at(1).end), qint64(1790103600000));
    }

    void whatIsOverIsNoOutage()
    {
        const QString path = recordedFile(QStringLiteral("bybit/docs-examples/system-status.json"));
        BW_REQUIRE_RECORDED(path);
        const auto outages = decodeOutages(resultOf(readAll(path)), QStringLiteral("api.bybit.com"), fromMs(1751600000000));
        QVERIFY(outages && outages->isEmpty());
        QVERIFY(!decodeOutages({}, QStringLiteral("api.bybit.com"), kNow));
    }

    void titlesAreCut()
    {
        const QByteArray text = own("system-status.json").replace("Trading engine upgrade", QByteArray(5000, 'x'));
        QCOMPARE(decodeOutages(resultOf(text), QStringLiteral("api.bybit.com"), kNow)->first().title.size(), 200);
    }
};

QTEST_GUILESS_MAIN(TestMarketCodec)
#include "tst_marketcodec.moc"
