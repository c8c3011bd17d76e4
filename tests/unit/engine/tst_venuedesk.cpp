// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventlog.h"
#include "core/engine/venuedesk.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/samples.h"
#include "tests/unit/engine/fakeports.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;
using samples::num;

namespace {

constexpr auto kLiveState = ConnectionStatus::State::Live;

RelayPair pair(const char *exchange, const char *symbol, const char *venue, RelayPair::Kind kind = RelayPair::Kind::Linear,
               const char *quote = "USDT")
{
    RelayPair made;
    made.key = {QString::fromLatin1(exchange), QString::fromLatin1(symbol)};
    made.venue = QString::fromLatin1(venue);
    made.base = QStringLiteral("BTC");
    made.quote = QString::fromLatin1(quote);
    made.kind = kind;
    made.unit = RelayPair::AmountUnit::Base;
    made.takerFee = num("0.0005");
    made.asOf = QDate(2023, 11, 1); // the fake clock begins on 2023-11-14
    return made;
}

struct Bench {
    explicit Bench(bool hasRelay = true) : desk(hasRelay ? &relay : nullptr, channels, events, clock, scheduler)
    {
        auto okx = pair("okex-swap", "BTC-USDT-SWAP", "OKX");
        okx.unit = RelayPair::AmountUnit::BaseContracts;
        okx.contractValue = num("0.01");
        auto deribit = pair("deribit", "BTC-PERPETUAL", "Deribit", RelayPair::Kind::Inverse, "USD");
        deribit.unit = RelayPair::AmountUnit::Quote;
        auto ether = pair("binance-futures", "ETHUSDT", "Binance");
        ether.base = QStringLiteral("ETH");
        auto hidden = pair("binance", "BTCUSDT", "Binance", RelayPair::Kind::Spot);
        hidden.isShown = false;
        settings = {true, QUrl(QStringLiteral("ws://127.0.0.1:8001")),
                    {okx, deribit, ether, hidden, pair("bybit", "BTCUSDT", "Bybit"), pair("binance-futures", "BTCUSDT", "Binance")}};
    }
    void begin()
    {
        desk.setInstrument(instrument);
        desk.setOwnTakerFee(num("0.00055"));
        desk.use(settings);
        settle();
    }
    void settle() { scheduler.advance(100ms); }
    void ownBook(std::int64_t bid, std::int64_t ask, BookState state = BookState::Live)
    {
        auto book = samples::book(instrument, {samples::level(bid, 2000)}, {samples::level(ask, 3000)});
        book->state = state;
        book->receivedAt = clock.now();
        desk.setOwnBook(book);
    }
    void quote(const char *exchange, const char *symbol, const char *bid, const char *ask, BookState state = BookState::Live)
    {
        VenueQuote made;
        made.key = {QString::fromLatin1(exchange), QString::fromLatin1(symbol)};
        made.state = state;
        made.bid = num(bid);
        made.ask = num(ask);
        made.bidAmount = num("150");
        made.askAmount = num("7");
        made.receivedAt = clock.now();
        Q_EMIT relay.quoteChanged(made);
    }
    [[nodiscard]] std::shared_ptr<const VenueBoard> board() const { return channels.venues.read(); }
    [[nodiscard]] QStringList names() const
    {
        QStringList names;
        for (const auto &row : board()->rows)
            names.append(row.pair.key.exchange);
        return names;
    }
    [[nodiscard]] QStringList edges() const
    {
        QStringList texts;
        for (const auto &edge : board()->edges)
            texts.append(edge.buyAt.exchange + u'>' + edge.sellAt.exchange + u' ' + edge.netPct.toString());
        return texts;
    }

    FakeClock clock;
    FakeScheduler scheduler{clock};
    FakeRelay relay;
    MarketChannels channels;
    MarketEvents events;
    RelaySettings settings;
    InstrumentPtr instrument = samples::linear();
    VenueDesk desk;
};

} // namespace

class TestVenueDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutARelayThereIsOurRow();
    void watchesThePairsOfTheOpenCoin();
    void anotherInstrumentOfTheSameCoinDisturbsNothing();
    void aChangedFeeDisturbsNothingAndAChangedTickItsOwnRow();
    void ourRowIsTheOpenBook();
    void ourRowHasFundingAndOpenInterestInCoins();
    void edgesAreOfComparableLiveRowsBestFirst();
    void withoutOurFeeOurRowHasNoEdge();
    void whatIsSilentDropsOutWithoutAWord();
    void whatIsNotLiveDropsOut();
    void amountsAreInCoins();
    void boardsComeTenTimesASecondAndStopWithTheMarket();
    void theRelayIsAsAliveAsItsBooks();
    void troubleIsShownUntilTheBookLivesAgain();
    void anOldRowOfTheTableSaysSo();
    void distanceToTheNearestVenue();
    void strangersAreNotListenedTo();
    void slowNumbersAndLiquidationsGoOnInCoins();
    void theHealthCheckAnswers();
    void badAddresses_data();
    void badAddresses();
    void quotesAndGapsAreEvents();
};

void TestVenueDesk::withoutARelayThereIsOurRow()
{
    Bench bench(false);
    bench.begin();
    bench.ownBook(300000, 300001);
    bench.settle();
    QCOMPARE(bench.board()->relay, VenueBoard::Relay::Off);
    QCOMPARE(bench.names(), QStringList{QStringLiteral("bybit")});
    QVERIFY(bench.board()->rows[0].isOwnVenue && bench.board()->rows[0].quote.isLive());
    QVERIFY(bench.board()->edges.empty());
    QSignalSpy failed(&bench.events, &MarketEvents::relayTestFailed);
    bench.desk.test(bench.settings.socket);
    QCOMPARE(failed.size(), 1);
}

void TestVenueDesk::watchesThePairsOfTheOpenCoin()
{
    Bench bench;
    bench.desk.use(bench.settings);
    QVERIFY(bench.relay.pairs.isEmpty()); // no instrument is open
    bench.desk.setInstrument(bench.instrument);
    QCOMPARE(bench.relay.url, bench.settings.socket);
    bench.settle();
    QCOMPARE(bench.names(), (QStringList{QStringLiteral("bybit"), QStringLiteral("binance-futures"), QStringLiteral("bybit"),
                                         QStringLiteral("deribit"), QStringLiteral("okex-swap")}));
    QCOMPARE(bench.relay.pairs.size(), 4);
    auto off = bench.settings;
    off.isOn = false;
    bench.desk.use(off);
    bench.settle();
    QVERIFY(bench.relay.pairs.isEmpty());
    QCOMPARE(bench.names(), QStringList{QStringLiteral("bybit")});
    QCOMPARE(bench.board()->relay, VenueBoard::Relay::Off);
}

void TestVenueDesk::anotherInstrumentOfTheSameCoinDisturbsNothing()
{
    Bench bench;
    bench.begin();
    bench.quote("binance-futures", "BTCUSDT", "30000", "30001");
    bench.relay.url.clear();
    bench.desk.setInstrument(samples::spot());
    bench.settle();
    QVERIFY(bench.relay.url.isEmpty()); // not started again
    QVERIFY(bench.board()->rows[1].quote.isLive());
    QCOMPARE(bench.board()->rows[0].pair.key.exchange, QStringLiteral("bybit-spot"));
    QVERIFY(!bench.board()->rows[0].quote.isLive()); // the old book is not of this instrument
    QVERIFY(!bench.board()->rows[0].pair.takerFee.isValid()); // nor is its fee
}

void TestVenueDesk::aChangedFeeDisturbsNothingAndAChangedTickItsOwnRow()
{
    Bench bench;
    bench.begin();
    bench.quote("binance-futures", "BTCUSDT", "30000", "30001");
    bench.quote("okex-swap", "BTC-USDT-SWAP", "30000", "30001");
    bench.relay.url.clear();
    bench.settings.pairs.last().takerFee = num("0.001");
    bench.settings.pairs.first().contractValue = num("0.1");
    bench.desk.use(bench.settings);
    bench.settle();
    QVERIFY(bench.relay.url.isEmpty()); // the feed counts neither
    QCOMPARE(bench.board()->rows[1].pair.takerFee.toString(), QStringLiteral("0.001"));
    QVERIFY(bench.board()->rows[1].quote.isLive());
    QCOMPARE(bench.board()->rows[4].bidCoins->toString(), QStringLiteral("15"));
    bench.settings.pairs.last().tick = num("0.1");
    bench.desk.use(bench.settings);
    bench.settle();
    QVERIFY(!bench.relay.url.isEmpty());
    QVERIFY(!bench.board()->rows[1].quote.isLive());
    QVERIFY(bench.board()->rows[4].quote.isLive());
    bench.settings.socket = QUrl(QStringLiteral("ws://127.0.0.1:9001"));
    bench.desk.use(bench.settings);
    bench.settle();
    QCOMPARE(bench.relay.url, bench.settings.socket);
    QVERIFY(!bench.board()->rows[4].quote.isLive());
}

void TestVenueDesk::ourRowIsTheOpenBook()
{
    Bench bench;
    bench.begin();
    bench.ownBook(300000, 300006);
    bench.settle();
    const auto &row = bench.board()->rows[0];
    QVERIFY(row.isOwnVenue);
    QCOMPARE(row.quote.bid.toString(), QStringLiteral("30000.0"));
    QCOMPARE(row.quote.ask.toString(), QStringLiteral("30000.6"));
    QCOMPARE(row.bidCoins->toString(), QStringLiteral("2"));
    QCOMPARE(row.spreadPct.toString(), QStringLiteral("0.00200000"));
    QCOMPARE(row.pair.takerFee.toString(), QStringLiteral("0.00055"));
    bench.desk.setOwnBook(samples::book(samples::inverse(), {samples::level(1, 1)}, {samples::level(2, 1)})); // of the watch list
    bench.settle();
    QCOMPARE(bench.board()->rows[0].quote.bid.toString(), QStringLiteral("30000.0"));
    bench.ownBook(300000, 300006, BookState::Resyncing);
    bench.settle();
    QVERIFY(!bench.board()->rows[0].quote.isLive());
    QVERIFY(!bench.board()->rows[0].spreadPct.isValid());
}

void TestVenueDesk::ourRowHasFundingAndOpenInterestInCoins()
{
    Bench bench;
    TickerView ticker;
    ticker.id = bench.instrument->id();
    ticker.fundingRate = num("0.0001");
    ticker.openInterest = num("51234.5");
    ticker.mark = num("30000");
    bench.desk.setOwnTicker([&ticker] { return ticker; });
    bench.desk.setInstrument(bench.instrument);
    bench.scheduler.advance(200ms);
    QCOMPARE(bench.board()->rows.front().ticker.fundingRate, std::optional(num("0.0001")));
    QCOMPARE(bench.board()->rows.front().ticker.openInterest, std::optional(num("51234.5")));

    ticker.id = samples::inverse()->id(); // it counts dollars
    bench.desk.setInstrument(samples::inverse());
    bench.scheduler.advance(200ms);
    QVERIFY((*bench.board()->rows.front().ticker.openInterest - num("51234.5").dividedBy(num("30000"), 8, Rounding::HalfEven)).toDouble() < 1e-6);

    bench.desk.setInstrument(samples::spot()); // the ticker is still of the other
    bench.scheduler.advance(200ms);
    QVERIFY(!bench.board()->rows.front().ticker.openInterest && !bench.board()->rows.front().ticker.fundingRate);
}

void TestVenueDesk::edgesAreOfComparableLiveRowsBestFirst()
{
    Bench bench;
    bench.begin();
    bench.ownBook(300000, 300010);                                     // 30000.0 / 30001.0
    bench.quote("binance-futures", "BTCUSDT", "30100", "30101");
    bench.quote("okex-swap", "BTC-USDT-SWAP", "30050", "30051");
    bench.quote("bybit", "BTCUSDT", "39000", "39001");                 // ours by another name: no edge, however far off
    bench.quote("deribit", "BTC-PERPETUAL", "39000", "39001");         // inverse
    bench.settle();
    // bybit>binance: (30100 x 0.9995 - 30001 x 1.00055) / 30001 = (30084.95 - 30017.50055) / 30001 = 0.22482 %, and so on
    QCOMPARE(bench.edges(), (QStringList{QStringLiteral("bybit>binance-futures 0.2248"), QStringLiteral("okex-swap>binance-futures 0.0630"),
                                         QStringLiteral("bybit>okex-swap 0.0582"), QStringLiteral("binance-futures>okex-swap -0.2693"),
                                         QStringLiteral("okex-swap>bybit -0.2746"), QStringLiteral("binance-futures>bybit -0.4404")}));
}

void TestVenueDesk::withoutOurFeeOurRowHasNoEdge()
{
    Bench bench;
    bench.settings.pairs.remove(4); // the table has no row of ours that could lend its fee
    bench.desk.setInstrument(bench.instrument);
    bench.desk.use(bench.settings);
    bench.ownBook(300000, 300010);
    bench.quote("binance-futures", "BTCUSDT", "30100", "30101");
    bench.settle();
    QVERIFY(bench.board()->edges.empty()); // a fee of nothing would make an edge of nothing
    bench.desk.setOwnTakerFee(num("0.00055"));
    bench.settle();
    QCOMPARE(bench.board()->edges.size(), 2u);
}

void TestVenueDesk::whatIsSilentDropsOutWithoutAWord()
{
    Bench bench;
    bench.begin();
    bench.ownBook(300000, 300010);
    bench.quote("binance-futures", "BTCUSDT", "30100", "30101");
    bench.settle();
    QCOMPARE(bench.board()->edges.size(), 2u);
    bench.scheduler.advance(29800ms);
    QCOMPARE(bench.board()->edges.size(), 2u);
    bench.scheduler.advance(200ms); // nobody said anything
    QVERIFY(bench.board()->edges.empty());
    QCOMPARE(bench.board()->rows[1].quote.state, BookState::Stale);
    QCOMPARE(bench.board()->rows[1].quote.why, GapKind::Silence);
    QVERIFY(bench.board()->rows[0].quote.isLive()); // a quiet market of ours is judged elsewhere
    bench.quote("binance-futures", "BTCUSDT", "30100", "30101");
    bench.settle();
    QCOMPARE(bench.board()->edges.size(), 2u);
}

void TestVenueDesk::whatIsNotLiveDropsOut()
{
    Bench bench;
    bench.begin();
    bench.ownBook(300000, 300010);
    bench.quote("binance-futures", "BTCUSDT", "30100", "30101");
    bench.settle();
    bench.quote("binance-futures", "BTCUSDT", "30100", "30101", BookState::Waiting);
    bench.settle();
    QVERIFY(bench.board()->edges.empty());
    QVERIFY(!bench.board()->rows[1].bidCoins);
    bench.quote("binance-futures", "BTCUSDT", "30100", "30101");
    bench.settle();
    bench.ownBook(300000, 300010, BookState::Stale);
    bench.settle();
    QVERIFY(bench.board()->edges.empty());
}

void TestVenueDesk::amountsAreInCoins()
{
    Bench bench;
    bench.begin();
    bench.quote("okex-swap", "BTC-USDT-SWAP", "30050", "30051");
    bench.quote("deribit", "BTC-PERPETUAL", "30000", "30001");
    bench.settle();
    QCOMPARE(bench.board()->rows[4].bidCoins->toString(), QStringLiteral("1.5"));
    QCOMPARE(bench.board()->rows[4].askCoins->toString(), QStringLiteral("0.07"));
    QCOMPARE(bench.board()->rows[3].bidCoins->toString(), QStringLiteral("0.005"));
}

void TestVenueDesk::boardsComeTenTimesASecondAndStopWithTheMarket()
{
    Bench bench;
    bench.begin();
    bench.scheduler.advance(1s);
    std::uint64_t seen = 0;
    (void)bench.channels.venues.readNewer(seen);
    const auto before = seen;
    for (int i = 0; i < 100; ++i) {
        bench.quote("binance-futures", "BTCUSDT", "30100", "30101");
        bench.scheduler.advance(10ms);
    }
    (void)bench.channels.venues.readNewer(seen);
    const auto shown = seen - before;
    QVERIFY2(shown >= 9 && shown <= 11, qPrintable(QString::number(shown)));
    bench.scheduler.advance(31s); // until the quote is too old
    (void)bench.channels.venues.readNewer(seen);
    const auto still = seen;
    bench.scheduler.advance(1h);
    (void)bench.channels.venues.readNewer(seen);
    QCOMPARE(seen, still);
    QCOMPARE(bench.scheduler.pending(), 0u);
}

void TestVenueDesk::theRelayIsAsAliveAsItsBooks()
{
    Bench bench;
    QSignalSpy told(&bench.desk, &VenueDesk::relayStatusChanged);
    bench.begin();
    QCOMPARE(bench.board()->relay, VenueBoard::Relay::Connecting);
    ConnectionStatus live{ConnectionStatus::Stream::Relay, kLiveState};
    Q_EMIT bench.relay.statusChanged({QStringLiteral("deribit"), QStringLiteral("BTC-PERPETUAL")}, live);
    bench.settle();
    QCOMPARE(bench.board()->relay, VenueBoard::Relay::Connecting); // connected is not subscribed
    bench.quote("deribit", "BTC-PERPETUAL", "30000", "30001");
    bench.settle();
    QCOMPARE(bench.board()->relay, VenueBoard::Relay::Live);
    const ConnectionStatus down{ConnectionStatus::Stream::Relay, ConnectionStatus::State::Down, ConnectionStatus::Reason::Refused, 3};
    for (const auto &each : bench.relay.pairs) {
        Q_EMIT bench.relay.statusChanged(each.key, down);
        bench.quote(each.key.exchange.toLatin1().constData(), each.key.symbol.toLatin1().constData(), "1", "2", BookState::Waiting);
    }
    bench.settle();
    QCOMPARE(bench.board()->relay, VenueBoard::Relay::Down);
    QCOMPARE(told.size(), 3);
    const auto last = told.last().at(0).value<ConnectionStatus>();
    QCOMPARE(last.stream, ConnectionStatus::Stream::Relay);
    QCOMPARE(last.state, ConnectionStatus::State::Down);
    QCOMPARE(last.reason, ConnectionStatus::Reason::Refused);
    QCOMPARE(last.attempt, 3);
}

void TestVenueDesk::troubleIsShownUntilTheBookLivesAgain()
{
    Bench bench;
    bench.begin();
    const RelayKey key{QStringLiteral("binance-futures"), QStringLiteral("BTCUSDT")};
    Q_EMIT bench.relay.troubleTold(key, QString(5000, u'x'));
    bench.settle();
    QCOMPARE(bench.board()->rows[1].trouble, QString(300, u'x'));
    bench.quote("binance-futures", "BTCUSDT", "30100", "30101");
    bench.settle();
    QVERIFY(bench.board()->rows[1].trouble.isEmpty());
}

void TestVenueDesk::anOldRowOfTheTableSaysSo()
{
    Bench bench;
    bench.settings.pairs[0].asOf = QDate(2023, 5, 18);               // 180 days before 2023-11-14
    bench.settings.pairs.last().asOf = QDate(2023, 5, 17);
    bench.begin();
    QVERIFY(!bench.board()->rows[4].isTableOld);
    QVERIFY(bench.board()->rows[1].isTableOld);
    QVERIFY(bench.board()->rows[1].trouble.isEmpty()); // a remark of ours is none of the relay's words
    bench.ownBook(300000, 300010);
    bench.quote("binance-futures", "BTCUSDT", "30100", "30101");
    bench.settle();
    QCOMPARE(bench.board()->edges.size(), 2u); // prices need no tick
}

void TestVenueDesk::distanceToTheNearestVenue()
{
    Bench bench;
    bench.begin();
    QVERIFY(!bench.desk.distanceToNearestVenueBps());
    bench.ownBook(299990, 300010); // mid 30000
    QVERIFY(!bench.desk.distanceToNearestVenueBps());
    bench.quote("bybit", "BTCUSDT", "29999", "30001");      // ourselves
    bench.quote("deribit", "BTC-PERPETUAL", "29999", "30001"); // another kind
    QVERIFY(!bench.desk.distanceToNearestVenueBps());
    bench.quote("binance-futures", "BTCUSDT", "30059", "30061");
    QCOMPARE(*bench.desk.distanceToNearestVenueBps(), 20.0);
    bench.quote("okex-swap", "BTC-USDT-SWAP", "29969", "29971"); // below, and nearer
    QCOMPARE(*bench.desk.distanceToNearestVenueBps(), 10.0);
    bench.quote("okex-swap", "BTC-USDT-SWAP", "29969", "29971", BookState::Waiting);
    QCOMPARE(*bench.desk.distanceToNearestVenueBps(), 20.0);
    bench.clock.advance(30s);
    QVERIFY(!bench.desk.distanceToNearestVenueBps()); // what is old says nothing
    bench.quote("binance-futures", "BTCUSDT", "30059", "30061");
    bench.ownBook(299990, 300010, BookState::Stale);
    QVERIFY(!bench.desk.distanceToNearestVenueBps());
}

void TestVenueDesk::strangersAreNotListenedTo()
{
    Bench bench;
    QSignalSpy quoted(&bench.events, &MarketEvents::venueQuoted);
    QSignalSpy gaps(&bench.events, &MarketEvents::venueGapSeen);
    QSignalSpy liquidations(&bench.events, &MarketEvents::venueLiquidationSeen);
    bench.begin();
    bench.quote("binance-futures", "ETHUSDT", "1", "2");
    const RelayKey stranger{QStringLiteral("binance-futures"), QStringLiteral("ETHUSDT")};
    Q_EMIT bench.relay.gapSeen(stranger, GapKind::Crossed, QStringLiteral("reconnect"));
    VenueLiquidation liquidation;
    liquidation.key = stranger;
    Q_EMIT bench.relay.liquidated(liquidation);
    bench.settle();
    QCOMPARE(quoted.size() + gaps.size() + liquidations.size(), 0);
    QCOMPARE(bench.board()->rows.size(), 5u);
}

void TestVenueDesk::slowNumbersAndLiquidationsGoOnInCoins()
{
    Bench bench;
    auto unknown = pair("bitmex", "XBTUSDT", "Bitmex");
    unknown.unit = RelayPair::AmountUnit::Unknown;
    bench.settings.pairs.append(unknown);
    QSignalSpy liquidations(&bench.events, &MarketEvents::venueLiquidationSeen);
    bench.begin();
    const auto tell = [&bench](const RelayKey &key, const char *openInterest) {
        VenueTicker ticker;
        ticker.key = key;
        ticker.fundingRate = num("0.0001");
        ticker.mark = num("96000");
        ticker.last = num("1");
        ticker.openInterest = num(openInterest);
        Q_EMIT bench.relay.tickerChanged(ticker);
        VenueLiquidation liquidation;
        liquidation.key = key;
        liquidation.price = num("50000");
        liquidation.amount = num("2000");
        Q_EMIT bench.relay.liquidated(liquidation);
    };
    tell({QStringLiteral("deribit"), QStringLiteral("BTC-PERPETUAL")}, "960000"); // USD
    tell({QStringLiteral("okex-swap"), QStringLiteral("BTC-USDT-SWAP")}, "20008.7"); // contracts of 0.01
    tell({QStringLiteral("bitmex"), QStringLiteral("XBTUSDT")}, "5");
    bench.settle();
    const auto rowOf = [&bench](const char *venue) {
        for (const auto &row : bench.board()->rows)
            if (row.pair.venue == QLatin1StringView(venue) && !row.isOwnVenue)
                return row;
        return VenueRow();
    };
    QCOMPARE(rowOf("Deribit").ticker.fundingRate->toString(), QStringLiteral("0.0001"));
    QCOMPARE(rowOf("Deribit").ticker.openInterest->toString(), QStringLiteral("10"));
    QCOMPARE(rowOf("OKX").ticker.openInterest->toString(), QStringLiteral("200.087"));
    QVERIFY(!rowOf("Bitmex").ticker.openInterest); // contracts of what?
    QVERIFY(!rowOf("Binance").ticker.fundingRate);
    QCOMPARE(liquidations.size(), 3);
    QCOMPARE(liquidations[0][0].value<VenueLiquidation>().amount.toString(), QStringLiteral("0.04"));
    QCOMPARE(liquidations[1][0].value<VenueLiquidation>().amount.toString(), QStringLiteral("20"));
    QVERIFY(!liquidations[2][0].value<VenueLiquidation>().amount.isValid());
}

void TestVenueDesk::theHealthCheckAnswers()
{
    Bench bench;
    QSignalSpy tested(&bench.events, &MarketEvents::relayTested);
    QSignalSpy failed(&bench.events, &MarketEvents::relayTestFailed);
    const QUrl url(QStringLiteral("ws://127.0.0.1:9001"));
    bench.desk.test(url);
    bench.relay.answerHealth(RelayHealth{QStringLiteral("Healthy"), 2});
    QCOMPARE(tested.size(), 1);
    QCOMPARE(tested[0][0].toUrl(), url);
    bench.desk.test(url);
    bench.relay.answerHealth(fail({ErrorFamily::Network, Retry::Later, Certainty::NotSent, 0, QStringLiteral("refused")}));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][1].value<Error>().detail, QStringLiteral("refused"));
}

void TestVenueDesk::badAddresses_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : {"", "127.0.0.1:8001", "http://127.0.0.1:8001", "ws://", "ws://127.0.0.1", "ws://127.0.0.1:0", "ws://relay.example:8001",
                                "ws://127.0.0.1.example:8001", "ws://me:secret@127.0.0.1:8001", "ws://127.0.0.1:8001?x=1", "ws://127.0.0.1:8001#x",
                                "ws://127.0.0.1:99999"})
        QTest::newRow(address) << QString::fromLatin1(address);
}

void TestVenueDesk::badAddresses()
{
    QFETCH(QString, address);
    Bench bench;
    QSignalSpy failed(&bench.events, &MarketEvents::relayTestFailed);
    bench.begin(); // with a good one
    bench.relay.answerHealth = nullptr;
    bench.desk.test(QUrl(address));
    QVERIFY(!bench.relay.answerHealth);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed[0][1].value<Error>().family, ErrorFamily::Input);
    QVERIFY(!failed[0][1].value<Error>().detail.contains(QStringLiteral("secret")));
    bench.settings.socket = QUrl(address);
    bench.desk.use(bench.settings);
    bench.settle();
    QCOMPARE(failed.size(), 2);
    QVERIFY(bench.relay.pairs.isEmpty());
    QCOMPARE(bench.board()->relay, VenueBoard::Relay::Down);
    for (const char *good : {"ws://localhost:8001", "ws://[::1]:8001", "wss://relay.example:443"}) {
        bench.settings.socket = QUrl(QString::fromLatin1(good));
        bench.desk.use(bench.settings);
        QCOMPARE(bench.relay.url, bench.settings.socket);
    }
    QCOMPARE(failed.size(), 2);
}

void TestVenueDesk::quotesAndGapsAreEvents()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("e.ndjson"));
    Bench bench;
    EngineEvents engineEvents;
    TradeEvents tradeEvents;
    auto log = std::make_unique<EventLog>(EventLog::openFile(path).value(), bench.clock, bench.scheduler);
    log->listenTo(engineEvents, bench.events, tradeEvents);
    bench.begin();
    for (int i = 0; i < 100; ++i) { // two seconds
        bench.quote("binance-futures", "BTCUSDT", "30000", "30001.5");
        bench.scheduler.advance(20ms);
    }
    const RelayKey key{QStringLiteral("binance-futures"), QStringLiteral("BTCUSDT")};
    Q_EMIT bench.relay.gapSeen(key, GapKind::RelayDisconnect, QStringLiteral("wait for a snapshot"));
    bench.quote("binance-futures", "BTCUSDT", "30000", "30001.5", BookState::Waiting);
    log.reset();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QList<QJsonObject> books, gaps;
    for (const auto &line : file.readAll().split('\n')) {
        const auto object = QJsonDocument::fromJson(line).object();
        if (object.value(QStringLiteral("event")) == QStringLiteral("book"))
            books.append(object);
        if (object.value(QStringLiteral("event")) == QStringLiteral("gap"))
            gaps.append(object);
    }
    QVERIFY2(books.size() >= 8 && books.size() <= 11, qPrintable(QString::number(books.size())));
    const auto text = [&](const char *name) { return books.first().value(QLatin1StringView(name)).toString(); };
    QCOMPARE(text("venue"), QStringLiteral("binance-futures"));
    QCOMPARE(text("via"), QStringLiteral("relay")); // our own stream of the same exchange says "direct"
    QCOMPARE(text("category"), QStringLiteral("linear"));
    QCOMPARE(text("symbol"), QStringLiteral("BTCUSDT"));
    QCOMPARE(text("bid"), QStringLiteral("30000"));
    QCOMPARE(text("askQty"), QStringLiteral("7"));
    QCOMPARE(text("spreadPct"), QStringLiteral("0.00500000"));
    QCOMPARE(text("state"), QStringLiteral("live"));
    QCOMPARE(books.last().value(QStringLiteral("state")).toString(), QStringLiteral("waiting"));
    QVERIFY(books.last().value(QStringLiteral("bid")).isNull()); // meaningless, so not told
    QCOMPARE(gaps.size(), 1);
    QCOMPARE(gaps[0].value(QStringLiteral("venue")).toString(), QStringLiteral("binance-futures"));
    QCOMPARE(gaps[0].value(QStringLiteral("what")).toString(), QStringLiteral("relay_disconnect"));
    QCOMPARE(gaps[0].value(QStringLiteral("action")).toString(), QStringLiteral("wait for a snapshot"));
}

QTEST_GUILESS_MAIN(TestVenueDesk)
#include "tst_venuedesk.moc"
