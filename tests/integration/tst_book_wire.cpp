// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitmarketrest.h"
#include "core/bybit/bybitpublicfeed.h"
#include "core/engine/marketdesk.h"
#include "core/net/qtwstransport.h"
#include "core/sandbox/sandboxserver.h"

#include <QTest>

using namespace bw;

/// The market desk with its real feed and reader against the sandbox exchange, over real sockets, while the exchange does wrong: each
/// fault is seen within its limit, told, and healed by asking for the one topic again; what is not touched by it stays live throughout.
class TestBookWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void eachFaultIsSeenInTimeAndHealed_data();
    void eachFaultIsSeenInTimeAndHealed();
    void everyDepthIsLiveAndAgreesWithTheVenuesOwnAnswer_data();
    void everyDepthIsLiveAndAgreesWithTheVenuesOwnAnswer();
    void framesThatAreReallyLostNeverLetUBeIgnored();
    void aRefusedTopicIsToldAndTheOthersLive();
    void twoHundredSymbolsAreWatched();
};

namespace {

constexpr int kWait = 15000;
const InstrumentId kBtc{Category::Linear, QStringLiteral("BTCUSDT")};
const InstrumentId kEth{Category::Linear, QStringLiteral("ETHUSDT")};

struct Wire {
    explicit Wire(const QString &faults, int symbols = 40) : server(configOf(faults, symbols))
    {
        const auto address = server.listen().value();
        const auto endpoints = BybitEndpoints::custom(address.rest, address.ws).value();
        rest = std::make_unique<BybitRest>(endpoints.rest, BybitRest::Clients{http, http, http}, clock);
        reader = std::make_unique<BybitMarketRest>(*rest);
        feed = std::make_unique<BybitPublicFeed>(endpoints,
                                                 BybitPublicFeed::Parts{QtWsTransport::factory(), clock, scheduler, connects, Backoff::systemRandom()});
        desk = std::make_unique<MarketDesk>(*feed, *reader, channels, marketChannels, events, marketEvents, clock, scheduler);
        QObject::connect(&events, &EngineEvents::gapSeen, &context, [this](const InstrumentId &id, GapKind gap, const QString &action) {
            gaps.append(id.symbol + u' ' + toName(gap) + u' ' + action);
        });
        QObject::connect(&events, &EngineEvents::noticeRaised, &context, [this] { ++notices; });
        QObject::connect(&events, &EngineEvents::bookPublished, &context, [this](const std::shared_ptr<const BookSnapshot> &book) {
            hasCrossed = hasCrossed || (book->isLive() && book->hasBothSides() && book->bids.front().price >= book->asks.front().price);
        });
        feed->start();
    }
    static SandboxConfig configOf(const QString &faults, int symbols)
    {
        SandboxConfig config;
        config.seed = 7;
        config.symbols = symbols;
        config.faults = Faults::parse(faults).value();
        return config;
    }
    [[nodiscard]] bool isLive() const
    {
        const auto book = channels.book.read();
        return book && book->isLive() && book->hasBothSides();
    }
    [[nodiscard]] bool isWatchedLive(std::size_t row) const
    {
        const auto view = marketChannels.watchList.read();
        return view && row < view->rows.size() && view->rows[row].state == BookState::Live;
    }

    SystemClock clock;
    QtScheduler scheduler;
    SandboxServer server;
    RateLimiter connects{clock, 1.0, 200.0};
    HttpClient http{QStringLiteral("reads"), clock, scheduler};
    EngineChannels channels;
    MarketChannels marketChannels;
    EngineEvents events;
    MarketEvents marketEvents;
    QStringList gaps;
    int notices = 0;
    bool hasCrossed = false;
    std::unique_ptr<BybitRest> rest;
    std::unique_ptr<BybitMarketRest> reader;
    std::unique_ptr<BybitPublicFeed> feed;
    std::unique_ptr<MarketDesk> desk;
    QObject context;
};

} // namespace

void TestBookWire::eachFaultIsSeenInTimeAndHealed_data()
{
    QTest::addColumn<QString>("fault");
    QTest::addColumn<QString>("gap");
    QTest::addColumn<int>("seenWithin"); // ms since the book was live; the fault itself begins within the first second or two
    const QString once = QStringLiteral(",only=orderbook.50.BTCUSDT,times=1");
    const auto row = [](const char *name, const QString &fault, const char *gap, int ms) { QTest::newRow(name) << fault << QString::fromLatin1(gap) << ms; };
    row("a lost frame", QStringLiteral("gap=0.5") + once, "sequence resubscribe", 5000);
    row("a frame twice", QStringLiteral("doubled=0.5") + once, "sequence resubscribe", 5000);
    row("frames swapped", QStringLiteral("reordered=0.5") + once, "sequence resubscribe", 5000);
    row("a crossed book", QStringLiteral("crossed=0.5") + once, "crossed resubscribe", 5000);
    row("seq steps back", QStringLiteral("seq-backwards=0.5") + once, "seq_backwards resubscribe", 5000);
    row("the service starts over", QStringLiteral("restart=0.5") + once, "reset replace", 5000);
    row("a broken frame", QStringLiteral("corrupt=0.5") + once, "", 5000);
    row("the book's topic falls silent", QStringLiteral("silence-topic=orderbook.50.BTCUSDT:after=2s"), "silence resubscribe", 7000);
    row("orderbook.1 falls silent", QStringLiteral("silence-topic=orderbook.1.BTCUSDT:after=2s"), "silence resubscribe_top", 14000);
    row("the stream lacks its best levels", QStringLiteral("wrong-book=orderbook.50.BTCUSDT:after=2s"), "spot_check resubscribe", 6000);
}

void TestBookWire::eachFaultIsSeenInTimeAndHealed()
{
    QFETCH(QString, fault);
    QFETCH(QString, gap);
    QFETCH(int, seenWithin);
    Wire wire(fault);
    wire.desk->setWatchList({kEth});
    wire.desk->select(kBtc);
    QTRY_VERIFY_WITH_TIMEOUT(wire.isLive() || !wire.gaps.isEmpty(), kWait);
    const QString told = QStringLiteral("BTCUSDT ") + gap;
    const auto isTold = [&] { return std::any_of(wire.gaps.begin(), wire.gaps.end(), [&](const QString &one) { return one.startsWith(told); }); };
    QTRY_VERIFY_WITH_TIMEOUT(isTold(), seenWithin);
    QTRY_VERIFY_WITH_TIMEOUT(wire.isLive(), 5000);
    QVERIFY(!wire.hasCrossed);
    // Nothing else was disturbed. Only of a frame that was cut before its topic can't be said whose it was.
    QTRY_VERIFY_WITH_TIMEOUT(wire.isWatchedLive(0), 5000);
    for (const auto &one : wire.gaps)
        QVERIFY2(one.contains(QStringLiteral("malformed")) || one.startsWith(QStringLiteral("BTCUSDT")), qPrintable(one));
}

void TestBookWire::everyDepthIsLiveAndAgreesWithTheVenuesOwnAnswer_data()
{
    QTest::addColumn<Category>("category");
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<int>("depth");
    for (const int depth : {50, 200, 1000}) {
        QTest::addRow("linear %d", depth) << Category::Linear << QStringLiteral("BTCUSDT") << depth;
        QTest::addRow("inverse %d", depth) << Category::Inverse << QStringLiteral("BTCUSD") << depth;
        QTest::addRow("spot %d", depth) << Category::Spot << QStringLiteral("BTCUSDT") << depth;
    }
}

void TestBookWire::everyDepthIsLiveAndAgreesWithTheVenuesOwnAnswer()
{
    QFETCH(Category, category);
    QFETCH(QString, symbol);
    QFETCH(int, depth);
    Wire wire({});
    wire.desk->selectDepth(depth);
    wire.desk->select({category, symbol});
    QTRY_VERIFY_WITH_TIMEOUT(wire.isLive(), kWait);
    QTRY_VERIFY_WITH_TIMEOUT(wire.desk->hasSpotCheckAgreed(), 30000); // in a busy market not every answer falls where it can be compared
    // For a second and a half, by the pace of this depth, orderbook.1 speaks beside the book all the time.
    const std::uint64_t until = wire.channels.book.read()->updateId + (depth == 50 ? 75 : depth == 200 ? 15 : 8);
    QTRY_VERIFY_WITH_TIMEOUT(wire.channels.book.read()->updateId >= until, kWait);
    QVERIFY2(wire.gaps.isEmpty(), qPrintable(wire.gaps.join(u',')));
    QVERIFY(wire.isLive());
    const auto book = wire.channels.book.read();
    QCOMPARE(book->depth, depth);
    QVERIFY2(book->trust.score >= 90, qPrintable(QString::number(book->trust.score)));
}

void TestBookWire::framesThatAreReallyLostNeverLetUBeIgnored()
{
    Wire wire(QStringLiteral("gap=0.1,only=orderbook.50.BTCUSDT"));
    wire.desk->select(kBtc);
    QTRY_VERIFY_WITH_TIMEOUT(wire.gaps.contains(QStringLiteral("BTCUSDT sequence spot_check")), 30000);
    const auto breaks = [&wire] { return std::count_if(wire.gaps.begin(), wire.gaps.end(), [](const QString &one) { return one.startsWith(QStringLiteral("BTCUSDT sequence")); }); };
    const auto before = breaks();
    QTRY_VERIFY_WITH_TIMEOUT(breaks() >= before + 8, 60000);
    QVERIFY(!wire.gaps.contains(QStringLiteral("BTCUSDT sequence ignore_u")));
    QVERIFY(!wire.hasCrossed);
    wire.server.setFaults({});
    QTRY_VERIFY_WITH_TIMEOUT(wire.isLive(), 40000); // a trial without more breaks ends by itself
}

void TestBookWire::aRefusedTopicIsToldAndTheOthersLive()
{
    Wire wire(QStringLiteral("refuse-subscribe=orderbook.50.BTCUSDT"));
    wire.desk->setWatchList({kEth, kBtc});
    wire.desk->select(kBtc);
    QTRY_COMPARE_WITH_TIMEOUT(wire.notices, 1, kWait);
    QCOMPARE(wire.channels.book.read()->gap, GapKind::Refused);
    QTRY_VERIFY_WITH_TIMEOUT(wire.isWatchedLive(0) && wire.isWatchedLive(1), kWait);
    QVERIFY(!wire.isLive());
}

void TestBookWire::twoHundredSymbolsAreWatched()
{
    Wire wire({}, 600);
    QVector<InstrumentId> ids;
    bool isRead = false;
    wire.reader->readInstruments(Category::Linear, &wire.context, [&](const Result<QVector<InstrumentPtr>> &found) {
        isRead = true;
        for (const auto &instrument : found.value_or(QVector<InstrumentPtr>()))
            if (ids.size() < 200 && instrument->status() == InstrumentStatus::Trading)
                ids.append(instrument->id());
    });
    QTRY_VERIFY_WITH_TIMEOUT(isRead, kWait);
    QVERIFY(ids.size() > 100);
    wire.desk->setWatchList(ids);
    const auto countLive = [&] {
        const auto view = wire.marketChannels.watchList.read();
        return std::count_if(view->rows.begin(), view->rows.end(), [](const WatchRow &row) { return row.state == BookState::Live && row.bid && row.trust >= 60; });
    };
    QTRY_COMPARE_WITH_TIMEOUT(countLive(), ids.size(), 30000);
    QVERIFY2(wire.gaps.isEmpty(), qPrintable(wire.gaps.join(u',')));
}

QTEST_GUILESS_MAIN(TestBookWire)
#include "tst_book_wire.moc"
