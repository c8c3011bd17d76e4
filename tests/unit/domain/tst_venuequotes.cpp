// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/market/venuequote.h"
#include "tests/support/samples.h"

#include <QTest>

using namespace bw;
using samples::num;

/// Rows of other venues: their amounts in coins, which of them may be compared, and what crossing between two of them leaves.
class TestVenueQuotes : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void amountsInCoins_data();
    void amountsInCoins();
    void whatIsNotKnownIsNeverCoins();
    void comparable_data();
    void comparable();
    void edge_data();
    void edge();
    void anEdgeNeedsTwoLiveQuotes();
};

using Unit = RelayPair::AmountUnit;
using Kind = RelayPair::Kind;

static RelayPair pair(const char *symbol, Kind kind = Kind::Linear, Unit unit = Unit::Base, const char *contractValue = nullptr)
{
    RelayPair made;
    made.key = {QStringLiteral("x"), QString::fromLatin1(symbol)};
    made.base = QStringLiteral("BTC");
    made.quote = QStringLiteral("USDT");
    made.kind = kind;
    made.unit = unit;
    if (contractValue)
        made.contractValue = num(contractValue);
    return made;
}

static VenueQuote quote(const char *bid, const char *ask)
{
    VenueQuote made;
    made.state = BookState::Live;
    made.bid = num(bid);
    made.ask = num(ask);
    return made;
}

/// The units of the fact sheet Tardis, 5, reckoned by hand.
void TestVenueQuotes::amountsInCoins_data()
{
    QTest::addColumn<int>("unit");
    QTest::addColumn<QString>("contractValue");
    QTest::addColumn<QString>("amount");
    QTest::addColumn<QString>("price");
    QTest::addColumn<QString>("coins");
    const auto row = [](const char *name, Unit unit, const char *value, const char *amount, const char *price, const char *coins) {
        QTest::newRow(name) << static_cast<int>(unit) << QString::fromLatin1(value) << QString::fromLatin1(amount) << QString::fromLatin1(price)
                            << QString::fromLatin1(coins);
    };
    row("Bybit linear, Binance: coins as they are", Unit::Base, "", "1.25", "96249.7", "1.25");
    row("coins need no price", Unit::Base, "", "1.25", "0", "1.25");
    row("Bybit inverse: USD contracts of 1", Unit::Quote, "", "48000", "96000", "0.5");
    row("Deribit perpetual: USD", Unit::Quote, "", "10", "80000", "0.000125");
    row("a quotient without end is cut at 12 places", Unit::Quote, "", "1", "3", "0.333333333333");
    row("OKX BTC-USDT-SWAP: contracts of 0.01 BTC", Unit::BaseContracts, "0.01", "325.5", "96249.7", "3.255");
    row("OKX ETH-USDT-SWAP: contracts of 0.1 ETH", Unit::BaseContracts, "0.1", "7", "3000", "0.7");
    row("Binance COIN-M BTC: contracts of 100 USD", Unit::QuoteContracts, "100", "24", "96000", "0.025");
    row("Binance COIN-M, others: contracts of 10 USD", Unit::QuoteContracts, "10", "30", "3000", "0.1");
    row("nothing is nothing", Unit::QuoteContracts, "100", "0", "96000", "0");
}

void TestVenueQuotes::amountsInCoins()
{
    QFETCH(int, unit);
    QFETCH(QString, contractValue);
    QFETCH(QString, amount);
    QFETCH(QString, price);
    QFETCH(QString, coins);
    auto row = pair("BTCUSDT", Kind::Linear, static_cast<Unit>(unit));
    if (!contractValue.isEmpty())
        row.contractValue = Decimal::parse(contractValue).value();
    const auto result = row.inCoins(Decimal::parse(amount).value(), Decimal::parse(price).value());
    QVERIFY(result);
    QCOMPARE(result->toString(), coins);
}

void TestVenueQuotes::whatIsNotKnownIsNeverCoins()
{
    QVERIFY(!pair("A", Kind::Linear, Unit::Unknown).inCoins(num("1"), num("2")));
    QVERIFY(!pair("A", Kind::Linear, Unit::Unknown, "0.01").inCoins(num("1"), num("2")));
    QVERIFY(!pair("A", Kind::Linear, Unit::BaseContracts).inCoins(num("1"), num("2")));
    QVERIFY(!pair("A", Kind::Linear, Unit::QuoteContracts).inCoins(num("1"), num("2")));
    QVERIFY(!pair("A", Kind::Inverse, Unit::Quote).inCoins(num("1"), num("0")));
    QVERIFY(!pair("A", Kind::Inverse, Unit::Quote).inCoins(num("1"), Decimal::invalid()));
    QVERIFY(!pair("A", Kind::Inverse, Unit::QuoteContracts, "100").inCoins(num("1"), num("-1")));
    QVERIFY(!pair("A").inCoins(Decimal::invalid(), num("2")));
}

void TestVenueQuotes::comparable_data()
{
    QTest::addColumn<RelayPair>("a");
    QTest::addColumn<RelayPair>("b");
    QTest::addColumn<bool>("isComparable");
    const auto inUsd = [](RelayPair p) { p.quote = QStringLiteral("USD"); return p; };
    const auto ofEther = [](RelayPair p) { p.base = QStringLiteral("ETH"); return p; };
    QTest::newRow("two perpetuals") << pair("BTCUSDT") << pair("BTC-USDT-SWAP", Kind::Linear, Unit::BaseContracts, "0.01") << true;
    QTest::newRow("two spot markets") << pair("BTCUSDT", Kind::Spot) << pair("BTC-USDT", Kind::Spot) << true;
    QTest::newRow("another quote coin") << pair("BTCUSDT") << inUsd(pair("BTCUSD")) << false;
    QTest::newRow("another base coin") << pair("BTCUSDT") << ofEther(pair("ETHUSDT")) << false;
    QTest::newRow("Deribit's inverse beside a linear one") << inUsd(pair("BTCUSD")) << inUsd(pair("BTC-PERPETUAL", Kind::Inverse, Unit::Quote)) << false;
    QTest::newRow("two inverse ones") << inUsd(pair("BTCUSD", Kind::Inverse, Unit::Quote))
                                      << inUsd(pair("BTC-PERPETUAL", Kind::Inverse, Unit::Quote)) << true;
    QTest::newRow("spot beside perpetual") << pair("BTCUSDT", Kind::Spot) << pair("BTCUSDT") << false;
    QTest::newRow("an unknown unit") << pair("BTCUSDT") << pair("BTC-USDT-SWAP", Kind::Linear, Unit::Unknown) << false;
    QTest::newRow("contracts of unknown value") << pair("BTCUSDT") << pair("BTC-USDT-SWAP", Kind::Linear, Unit::BaseContracts) << false;
    for (const char *dated : {"BTCUSDT_261225", "BTC-USDT-261225", "BTCUSDT-26DEC25", "BTC-5DEC26", "BTCUSDZ26"})
        QTest::newRow(dated) << pair("BTCUSDT") << pair(dated) << false;
    QTest::newRow("no date though digits") << pair("1000PEPEUSDT") << pair("1000PEPE-USDT-SWAP") << true;
}

void TestVenueQuotes::comparable()
{
    QFETCH(RelayPair, a);
    QFETCH(RelayPair, b);
    QFETCH(bool, isComparable);
    QCOMPARE(a.isComparableWith(b), isComparable);
    QCOMPARE(b.isComparableWith(a), isComparable);
}

void TestVenueQuotes::edge_data()
{
    QTest::addColumn<QString>("ask"); // where we buy
    QTest::addColumn<QString>("buyFee");
    QTest::addColumn<QString>("bid"); // where we sell
    QTest::addColumn<QString>("sellFee");
    QTest::addColumn<QString>("netPct");
    const auto row = [](const char *name, const char *ask, const char *buyFee, const char *bid, const char *sellFee, const char *net) {
        QTest::newRow(name) << QString::fromLatin1(ask) << QString::fromLatin1(buyFee) << QString::fromLatin1(bid) << QString::fromLatin1(sellFee)
                            << QString::fromLatin1(net);
    };
    row("1 % dearer, no fees", "100", "0", "101", "0", "1.0000");
    row("the same price costs both fees", "100", "0.001", "100", "0.001", "-0.2000");
    // 100.3 x 0.9995 - 100 x 1.00055 = 100.24985 - 100.055 = 0.19485
    row("0.3 % dearer, 5 and 5.5 bps", "100", "0.00055", "100.3", "0.0005", "0.1948"); // a tie: 8 is even
    // 50050 x 0.999 - 50000 x 1.0005 = 49999.95 - 50025 = -25.05; / 50000 x 100
    row("0.1 % dearer is not enough", "50000", "0.0005", "50050", "0.001", "-0.0501");
    row("a rebate pays", "100", "-0.0001", "100", "0", "0.0100");
    row("a fee is of the price where it is paid", "100", "0", "200", "0.01", "98.0000");
    row("tiny prices", "0.00001234", "0.001", "0.00001240", "0.001", "0.2857"); // (0.0000123876 - 0.00001235234) / 0.00001234
    row("exactly nothing is not positive", "100", "0", "100", "0", "0.0000");
}

void TestVenueQuotes::edge()
{
    QFETCH(QString, ask);
    QFETCH(QString, buyFee);
    QFETCH(QString, bid);
    QFETCH(QString, sellFee);
    QFETCH(QString, netPct);
    auto buy = pair("B"), sell = pair("S");
    buy.takerFee = Decimal::parse(buyFee).value();
    sell.takerFee = Decimal::parse(sellFee).value();
    // The sides that an edge has no business with are far off.
    const auto found = crossEdge(buy, quote("0.000001", ask.toLatin1().constData()), sell, quote(bid.toLatin1().constData(), "999999"));
    QVERIFY(found);
    QCOMPARE(found->netPct.toString(), netPct);
    QCOMPARE(found->isPositive(), !netPct.startsWith(u'-') && netPct != QStringLiteral("0.0000"));
    QVERIFY(found->buyAt == buy.key && found->sellAt == sell.key);
}

void TestVenueQuotes::anEdgeNeedsTwoLiveQuotes()
{
    const auto row = pair("A");
    const auto live = quote("100", "101");
    QVERIFY(crossEdge(row, live, row, live));
    for (const auto state : {BookState::Waiting, BookState::Stale, BookState::Resyncing}) {
        auto other = live;
        other.state = state;
        QVERIFY(!crossEdge(row, other, row, live));
        QVERIFY(!crossEdge(row, live, row, other));
    }
    auto oneSided = live;
    oneSided.ask = Decimal::invalid();
    QVERIFY(!crossEdge(row, live, row, oneSided));
    QVERIFY(!crossEdge(row, quote("0", "0"), row, live));
    QVERIFY(!crossEdge(row, live, row, quote("0", "1")));
    auto feeUnknown = row;
    feeUnknown.takerFee = Decimal::invalid();
    QVERIFY(!crossEdge(row, live, feeUnknown, live));
    QVERIFY(!crossEdge(row, live, pair("A", Kind::Spot), live));
}

QTEST_GUILESS_MAIN(TestVenueQuotes)
#include "tst_venuequotes.moc"
