// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/eventfields.h"
#include "core/engine/marketdesk.h"
#include "core/engine/volumewindow.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/samples.h"
#include "tests/unit/engine/fakeports.h"

#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;
using samples::level;
using Kind = BookUpdate::Kind;

namespace {
InstrumentId linear(const QString &symbol) { return {Category::Linear, symbol}; }
const InstrumentId kBtc = linear(QStringLiteral("BTCUSDT"));
const InstrumentId kEth = linear(QStringLiteral("ETHUSDT"));
const InstrumentId kSpot{Category::Spot, QStringLiteral("BTCUSDT")};

Result<InstrumentPtr> made(const InstrumentId &id) { return samples::make(id, samples::filters("0.1", "0.001"), QStringLiteral("USDT")); }

BookUpdate frame(Kind kind, std::uint64_t u, int depth, std::int64_t bid = 30'000, std::int64_t ask = 30'001)
{
    BookUpdate update;
    update.kind = kind;
    update.depth = depth;
    update.updateId = u;
    update.sequence = u * 10;
    for (int i = 0; i < std::min(depth, 300); ++i) {
        update.bids.push_back(level(bid - i, 1000));
        update.asks.push_back(level(ask + i, 1000));
    }
    return update;
}
BookUpdate snapshot(std::uint64_t u, int depth = 50) { return frame(Kind::Snapshot, u, depth); }
BookUpdate delta(std::uint64_t u, int depth = 50)
{
    auto update = frame(Kind::Delta, u, depth);
    update.bids = {level(29'990, static_cast<std::int64_t>(u))};
    update.asks.clear();
    return update;
}

struct Bench {
    Bench()
    {
        reader.make = made;
        reader.makeAll = [](Category category) -> Result<QVector<InstrumentPtr>> {
            QVector<InstrumentPtr> all;
            for (int i = 0; i < 300; ++i)
                all.append(*made({category, QStringLiteral("S%1").arg(i)}));
            for (const auto &symbol : {QStringLiteral("BTCUSDT"), QStringLiteral("ETHUSDT")})
                all.append(*made({category, symbol}));
            return all;
        };
        QObject::connect(&events, &EngineEvents::gapSeen, [this](const InstrumentId &id, GapKind gap, const QString &action) {
            gaps.append(id.symbol + u' ' + toName(gap) + u' ' + action);
        });
        QObject::connect(&events, &EngineEvents::noticeRaised, [this](const Notice &notice) { notices.append(notice); });
        QObject::connect(&marketEvents, &MarketEvents::trustChanged, [this](const InstrumentId &, const BookTrust &trust) { trusts.append(trust.score); });
        QObject::connect(&marketEvents, &MarketEvents::anomalyChanged, [this](const SpreadAnomaly &anomaly) { anomalies.append(anomaly); });
    }

    int subscriptions(const InstrumentId &id, const MarketTopic &topic) const { return static_cast<int>(feed.subscribed.count({id, topic})); }
    void send(const BookUpdate &update, const InstrumentId &id = kBtc) { Q_EMIT feed.bookUpdated(id, update); }
    /// A moving book of the open instrument.
    void run(std::chrono::milliseconds time)
    {
        for (int i = 0; i < time / 50ms; ++i) {
            send(delta(++u));
            scheduler.advance(50ms);
        }
    }
    void open(const InstrumentId &id = kBtc)
    {
        desk.select(id);
        send(snapshot(u), id);
    }
    std::shared_ptr<const BookSnapshot> book() const { return channels.book.read(); }
    WatchRow row(std::size_t i) const { return marketChannels.watchList.read()->rows.at(i); }
    std::vector<DepthColumn> columns()
    {
        std::vector<DepthColumn> all;
        marketChannels.depth.swapInto(all);
        return all;
    }

    std::uint64_t u = 100;
    FakeClock clock;
    FakeScheduler scheduler{clock};
    FakeFeed feed;
    FakeReader reader;
    EngineChannels channels;
    MarketChannels marketChannels;
    EngineEvents events;
    MarketEvents marketEvents;
    QStringList gaps;
    QVector<Notice> notices;
    QVector<int> trusts;
    QVector<SpreadAnomaly> anomalies;
    MarketDesk desk{feed, reader, channels, marketChannels, events, marketEvents, clock, scheduler};
};
} // namespace

class TestMarketDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theOpenInstrumentHasAllItsTopicsAndLeavesNoneBehind()
    {
        Bench bench;
        bench.desk.select(kBtc);
        QCOMPARE(bench.feed.subscribed.size(), 5);
        for (const auto &topic : {MarketTopic::book(50), MarketTopic::book(1), MarketTopic::trades(), MarketTopic::ticker(), MarketTopic::liquidations()})
            QCOMPARE(bench.subscriptions(kBtc, topic), 1);
        bench.desk.select(kSpot);
        QCOMPARE(bench.feed.subscribed.size(), 4); // spot has no liquidations
        for (const auto &[id, topic] : bench.feed.subscribed)
            QCOMPARE(id, kSpot);
    }

    void aLateAnswerForAnInstrumentThatWasOpenedTwiceIsTakenOnce()
    {
        Bench bench;
        bench.reader.make = [](const InstrumentId &) { return fail(Error{ErrorFamily::Timeout, Retry::Later}); };
        bench.desk.select(kBtc);
        bench.desk.select(kEth);
        bench.reader.make = made;
        bench.desk.select(kBtc);
        bench.scheduler.advance(20s); // the retries of the first two may come now
        QCOMPARE(bench.subscriptions(kBtc, MarketTopic::book(50)), 1);
        QCOMPARE(bench.subscriptions(kEth, MarketTopic::book(50)), 0);
    }

    void whatIsOpenAndWatchedSharesItsTopics()
    {
        Bench bench;
        bench.desk.setWatchList({kBtc, kEth});
        bench.desk.select(kBtc);
        QCOMPARE(bench.subscriptions(kBtc, MarketTopic::book(1)), 1);
        QCOMPARE(bench.subscriptions(kBtc, MarketTopic::ticker()), 1);
        bench.desk.select(kEth);
        QCOMPARE(bench.subscriptions(kBtc, MarketTopic::book(1)), 1); // still watched
        QCOMPARE(bench.subscriptions(kBtc, MarketTopic::book(50)), 0);
        bench.desk.setWatchList({});
        QCOMPARE(bench.subscriptions(kBtc, MarketTopic::book(1)), 0);
        QCOMPARE(bench.subscriptions(kEth, MarketTopic::book(1)), 1); // still open
    }

    void anotherDepthChangesTheBookAndNothingElse()
    {
        Bench bench;
        bench.open();
        bench.run(1s);
        bench.desk.selectDepth(500); // there is none
        QVERIFY(bench.book()->isLive());
        const auto others = bench.feed.subscribed.size();
        bench.desk.selectDepth(1000);
        QCOMPARE(bench.subscriptions(kBtc, MarketTopic::book(50)), 0);
        QCOMPARE(bench.subscriptions(kBtc, MarketTopic::book(1000)), 1);
        QCOMPARE(bench.feed.subscribed.size(), others);
        QVERIFY(bench.feed.resynced.isEmpty());
        QCOMPARE(bench.book()->state, BookState::Waiting);
        bench.send(snapshot(1'000)); // a late frame of the old topic
        QCOMPARE(bench.book()->state, BookState::Waiting);
        bench.send(snapshot(7, 1000));
        QVERIFY(bench.book()->isLive());
        QCOMPARE(bench.book()->depth, 1000);
        QCOMPARE(bench.book()->bids.size(), 300u); // all that came
        bench.desk.select(kEth);
        QCOMPARE(bench.subscriptions(kEth, MarketTopic::book(1000)), 1); // the choice stays
    }

    void aGapOfOneTopicResyncsThatTopicAlone()
    {
        Bench bench;
        bench.desk.setWatchList({kBtc, kEth});
        bench.open();
        bench.send(snapshot(5, 1), kEth);
        bench.send(delta(999));
        QCOMPARE(bench.feed.resynced, (QVector<FakeFeed::Asked>{{kBtc, MarketTopic::book(50)}}));
        QCOMPARE(bench.gaps, QStringList{QStringLiteral("BTCUSDT sequence resubscribe")});
        bench.scheduler.advance(250ms);
        QCOMPARE(bench.row(1).state, BookState::Live);
    }

    void aMalformedFrameOfAnotherTopicCostsTheBookNothing()
    {
        Bench bench;
        bench.open();
        Q_EMIT bench.feed.malformed(kBtc, MarketTopic::trades(), QString());
        Q_EMIT bench.feed.malformed(kBtc, MarketTopic::ticker(), QString());
        QVERIFY(bench.book()->isLive());
        Q_EMIT bench.feed.malformed(kBtc, MarketTopic::book(50), QString());
        QCOMPARE(bench.book()->state, BookState::Resyncing);
    }

    void aLostCategoryTouchesOnlyItself()
    {
        Bench bench;
        bench.desk.setWatchList({kEth, kSpot});
        bench.open();
        bench.send(snapshot(5, 1), kEth);
        bench.send(snapshot(5, 1), kSpot);
        Q_EMIT bench.feed.lost(Category::Spot);
        bench.scheduler.advance(250ms);
        QVERIFY(bench.book()->isLive());
        QCOMPARE(bench.row(0).state, BookState::Live);
        QCOMPARE(bench.row(1).state, BookState::Waiting);
        QVERIFY(!bench.row(1).bid);
        Q_EMIT bench.feed.lost(Category::Linear);
        QCOMPARE(bench.book()->state, BookState::Waiting);
        QVERIFY(bench.book()->bids.empty());
    }

    void aSingleLostBookIsToldAndTheOthersLive()
    {
        Bench bench;
        bench.desk.setWatchList({kBtc, kEth});
        bench.open();
        bench.send(snapshot(5, 1), kBtc);
        bench.send(snapshot(5, 1), kEth);
        Q_EMIT bench.feed.bookLost(kBtc, MarketTopic::book(50));
        bench.scheduler.advance(250ms);
        QCOMPARE(bench.book()->state, BookState::Waiting);
        QCOMPARE(bench.row(0).state, BookState::Live);
        QCOMPARE(bench.gaps, QStringList{QStringLiteral("BTCUSDT disconnected wait")});
        Q_EMIT bench.feed.bookLost(kBtc, MarketTopic::book(1));
        bench.scheduler.advance(250ms);
        QCOMPARE(bench.row(0).state, BookState::Waiting);
        QCOMPARE(bench.row(1).state, BookState::Live);
    }

    void aRefusedTopicIsANoticeAndARowThatReadsSo()
    {
        Bench bench;
        bench.desk.setWatchList({kEth});
        Q_EMIT bench.feed.refused(kEth, MarketTopic::book(1), inputError(QStringLiteral("no such topic")));
        bench.scheduler.advance(250ms);
        QCOMPARE(bench.row(0).gap, GapKind::Refused);
        QCOMPARE(bench.notices.size(), 1);
        bench.open();
        Q_EMIT bench.feed.refused(kBtc, MarketTopic::book(50), inputError(QStringLiteral("no such topic")));
        QCOMPARE(bench.book()->gap, GapKind::Refused);
        QVERIFY(!bench.book()->isLive());
        QCOMPARE(bench.notices.size(), 2);
    }

    void afterASleepEverythingIsStaleUntilItIsHeard()
    {
        Bench bench;
        bench.desk.setWatchList({kEth});
        bench.open();
        bench.send(snapshot(5, 1), kEth);
        bench.run(1s);
        bench.clock.jumpUtc(1min); // the monotonic clock of this system stood
        bench.scheduler.advance(250ms);
        QCOMPARE(bench.book()->state, BookState::Stale);
        QCOMPARE(bench.row(0).state, BookState::Stale);
        QVERIFY(bench.gaps.contains(QStringLiteral("BTCUSDT silence wait")));
        bench.send(delta(++bench.u));
        QVERIFY(bench.book()->isLive());
        bench.clock.advance(1min); // and that of another went on
        bench.scheduler.advance(250ms);
        QCOMPARE(bench.book()->state, BookState::Stale);
        bench.clock.jumpUtc(-1min); // a clock that is set back is no sleep
        bench.send(delta(++bench.u));
        bench.scheduler.advance(250ms);
        QVERIFY(bench.book()->isLive());
    }

    void aSilentLineGreysItsOwnCategory()
    {
        Bench bench;
        bench.desk.setWatchList({kEth, kSpot});
        bench.open();
        bench.send(snapshot(5, 1), kEth);
        bench.send(snapshot(5, 1), kSpot);
        QSignalSpy status(&bench.events, &EngineEvents::connectionChanged);
        Q_EMIT bench.feed.statusChanged(Category::Spot, {ConnectionStatus::Stream::Public, ConnectionStatus::State::Stale});
        QCOMPARE(status.size(), 0); // the window shows the connection of what is open
        QVERIFY(bench.book()->isLive());
        bench.scheduler.advance(250ms);
        QCOMPARE(bench.row(1).state, BookState::Stale);
        Q_EMIT bench.feed.statusChanged(Category::Linear, {ConnectionStatus::Stream::Public, ConnectionStatus::State::Stale});
        QCOMPARE(status.size(), 1);
        QCOMPARE(bench.book()->state, BookState::Stale);
        bench.desk.select(kSpot);
        QCOMPARE(status.size(), 2); // and of what is opened next
    }

    void aQuietBookIsPublishedWithItsAgeAndItsTrustFalls()
    {
        Bench bench;
        bench.open();
        bench.run(2s);
        QSignalSpy published(&bench.events, &EngineEvents::bookPublished);
        const int before = bench.book()->trust.score;
        bench.scheduler.advance(2750ms);
        QVERIFY(bench.book()->isLive());
        QVERIFY(published.size() >= 10 && published.size() <= 12);
        QVERIFY(bench.book()->trust.score < before);
        bench.scheduler.advance(500ms);
        QCOMPARE(bench.book()->state, BookState::Stale);
        QCOMPARE(bench.book()->trust.score, 0);
    }

    void trustIsToldOnceASecondAndWhenTheGateShuts()
    {
        Bench bench;
        bench.desk.setMinTrust(90);
        bench.open();
        bench.run(2s);
        QCOMPARE(bench.trusts, (QVector{0, 100})); // waiting, then live
        double distance = 0;
        bench.desk.setOtherVenueDistance([&distance]() -> std::optional<double> { return distance; });
        for (int i = 0; i < 40; ++i) { // 2 s, a little worse each time, still above the gate
            distance = 20.5 + i * 0.2;
            bench.run(50ms);
        }
        QVERIFY2(bench.trusts.size() >= 4 && bench.trusts.size() <= 5, qPrintable(QString::number(bench.trusts.size())));
        distance = 50;
        bench.run(50ms);
        QCOMPARE(bench.trusts.last(), 70); // at once
        bench.desk.setVenueClock(0s, 10s);
        bench.run(1500ms);
        QCOMPARE(bench.trusts.last(), 45);
    }

    void theSpotCheckIsAskedOfTheReaderAndItsVerdictCounts()
    {
        Bench bench;
        bench.open();
        bench.run(2s);
        QCOMPARE(bench.reader.bookReads, 1);
        auto other = frame(Kind::Snapshot, 1, 50, 29'000, 29'001);
        other.sequence = bench.u * 10;
        std::exchange(bench.reader.answerBook, nullptr)(other);
        QCOMPARE(bench.book()->state, BookState::Resyncing);
        QCOMPARE(bench.gaps, QStringList{QStringLiteral("BTCUSDT spot_check resubscribe")});
        QCOMPARE(bench.feed.resynced.size(), 1);
    }

    // --- the watch list

    void rowsAreOnePublishingWhateverArrives()
    {
        Bench bench;
        bench.desk.setWatchList({kEth, kBtc});
        std::uint64_t seen = 0;
        (void)bench.marketChannels.watchList.readNewer(seen);
        const auto before = seen;
        for (std::uint64_t i = 1; i <= 100; ++i) {
            bench.send(snapshot(i + 1, 1), kEth);
            bench.scheduler.advance(10ms);
        }
        (void)bench.marketChannels.watchList.readNewer(seen);
        QCOMPARE(seen - before, 4u);
        const auto row = bench.row(0);
        QCOMPARE(row.id, kEth);
        QCOMPARE(row.state, BookState::Live);
        QCOMPARE(row.bid, PriceTicks(30'000));
        QCOMPARE(row.spreadPct.toString(), QStringLiteral("0.00333333"));
        QVERIFY(row.updatesPerSecond >= 80);
        QCOMPARE(row.trust, 100);
        QCOMPARE(bench.row(1).state, BookState::Waiting);
        QCOMPARE(bench.row(1).trust, 0);
    }

    void rowsMergeTheirTickers()
    {
        Bench bench;
        bench.desk.setWatchList({kEth});
        TickerUpdate update;
        update.isSnapshot = true;
        update.last = Decimal(5);
        update.fundingRate = Decimal::fromScaled(1, 4);
        Q_EMIT bench.feed.tickerUpdated(kEth, update);
        update = {};
        update.last = Decimal(6);
        Q_EMIT bench.feed.tickerUpdated(kEth, update);
        bench.scheduler.advance(250ms);
        QCOMPARE(bench.row(0).last, Decimal(6));
        QCOMPARE(bench.row(0).fundingRate, Decimal::fromScaled(1, 4));
    }

    void fullBooksTellDepthAndFlowAndEndWithTheOption()
    {
        Bench bench;
        QSignalSpy lists(&bench.marketEvents, &MarketEvents::watchListSet);
        bench.desk.setWatchList({kEth, kBtc});
        bench.desk.setWatchList({kEth, kBtc});
        QCOMPARE(lists.size(), 1); // the recording notes changes alone
        bench.desk.setFullBooks(true);
        for (const MarketTopic &topic : {MarketTopic::book(1), MarketTopic::book(50), MarketTopic::trades(), MarketTopic::ticker()})
            QCOMPARE(bench.subscriptions(kEth, topic), 1);
        QVERIFY(!bench.row(0).bidDepth);
        bench.send(snapshot(5), kEth);
        const TradePrint sold{QStringLiteral("1"), bench.clock.utcNow(), Side::Sell, PriceTicks(30'000), QtyLots(500), 1};
        Q_EMIT bench.feed.tradesReceived(kEth, std::span<const TradePrint>(&sold, 1));
        bench.scheduler.advance(250ms);
        QCOMPARE(bench.row(0).state, BookState::Live);
        QCOMPARE(*bench.row(0).flow, -1500.0); // 0.5 at 3000.0
        // 10 bp of 3000.05 are 3 USDT: 30 of the levels a side, each one coin at about 2,998.
        QVERIFY(*bench.row(0).bidDepth > 29 * 2990.0 && *bench.row(0).bidDepth < 31 * 3001.0);
        bench.scheduler.advance(2s);
        QCOMPARE(*bench.row(0).flow, -1500.0);
        bench.scheduler.advance(60s);
        QVERIFY(!bench.row(0).flow || *bench.row(0).flow == 0.0); // a minute is a minute
        bench.desk.setFullBooks(false);
        QCOMPARE(bench.subscriptions(kEth, MarketTopic::book(50)), 0);
        QCOMPARE(bench.subscriptions(kEth, MarketTopic::trades()), 0);
        QCOMPARE(bench.subscriptions(kEth, MarketTopic::book(1)), 1);
        QVERIFY(!bench.row(0).bidDepth && !bench.row(0).flow);
    }

    void whoOpensAFullBookOfTheListGetsASnapshotOfIt()
    {
        Bench bench;
        bench.desk.setFullBooks(true);
        bench.desk.setWatchList({kBtc});
        bench.send(snapshot(5));
        bench.scheduler.advance(1s);
        bench.desk.select(kBtc);
        QVERIFY(bench.feed.resynced.contains({kBtc, MarketTopic::book(50)})); // it flows already: deltas alone would be no book
        bench.send(snapshot(9));
        QVERIFY(bench.book()->isLive());
        QCOMPARE(bench.row(0).state, BookState::Live);
        bench.desk.select(kEth);
        QCOMPARE(bench.subscriptions(kBtc, MarketTopic::book(50)), 1); // the list still wants it
    }

    void onlyTheFirstOfALongListHaveFullBooks()
    {
        Bench bench;
        QVector<InstrumentId> ids;
        for (int i = 0; i < 30; ++i)
            ids.append(linear(QStringLiteral("S%1").arg(i)));
        bench.desk.setWatchList(ids);
        bench.desk.setFullBooks(true);
        QCOMPARE(bench.subscriptions(ids[MarketClient::kMaxFullBooks - 1], MarketTopic::book(50)), 1);
        QCOMPARE(bench.subscriptions(ids[MarketClient::kMaxFullBooks], MarketTopic::book(50)), 0);
        ids.move(MarketClient::kMaxFullBooks, 0); // one moves up, the last of the first twenty moves out
        bench.desk.setWatchList(ids);
        QCOMPARE(bench.subscriptions(ids[0], MarketTopic::book(50)), 1);
        QCOMPARE(bench.subscriptions(ids[MarketClient::kMaxFullBooks], MarketTopic::book(50)), 0);
        QCOMPARE(bench.subscriptions(ids[MarketClient::kMaxFullBooks], MarketTopic::book(1)), 1);
    }

    void aListIsBoundedHasNoDoublesAndKeepsWhatStays()
    {
        Bench bench;
        QVector<InstrumentId> ids;
        for (int i = 0; i < 300; ++i)
            ids.append(linear(QStringLiteral("S%1").arg(i)));
        ids.insert(3, ids[0]);
        bench.desk.setWatchList(ids);
        QCOMPARE(bench.marketChannels.watchList.read()->rows.size(), 200u);
        QCOMPARE(bench.feed.subscribed.size(), 400);
        bench.send(snapshot(5, 1), ids[1]);
        bench.desk.setWatchList({ids[1], kBtc});
        QCOMPARE(bench.feed.subscribed.size(), 4);
        QCOMPARE(bench.row(0).state, BookState::Live); // it went on as it was
        QCOMPARE(bench.row(1).id, kBtc);
    }

    void aSymbolThatTheVenueDoesNotListReadsSo()
    {
        Bench bench;
        int reads = 0;
        const auto all = bench.reader.makeAll;
        bench.reader.makeAll = [&](Category category) {
            ++reads;
            return all(category);
        };
        bench.desk.setWatchList({linear(QStringLiteral("NOPE")), kBtc, kSpot});
        QCOMPARE(reads, 2); // one for a category
        QCOMPARE(bench.row(0).gap, GapKind::Refused);
        QVERIFY(!bench.row(0).instrument);
        QVERIFY(bench.row(1).instrument);
    }

    void aFailedReadingOfInstrumentsIsTriedAgain()
    {
        Bench bench;
        const auto all = std::exchange(bench.reader.makeAll, [](Category) -> Result<QVector<InstrumentPtr>> { return fail(Error{ErrorFamily::Timeout}); });
        bench.desk.setWatchList({kBtc});
        QVERIFY(!bench.row(0).instrument);
        QCOMPARE(bench.row(0).gap, GapKind::None);
        bench.reader.makeAll = all;
        bench.scheduler.advance(5s);
        bench.scheduler.advance(250ms);
        QVERIFY(bench.row(0).instrument);
    }

    // --- what is drawn

    void depthColumnsComeFourTimesASecondAndAreGapsWithoutATrueBook()
    {
        Bench bench;
        bench.desk.selectDepth(1000);
        bench.desk.select(kBtc);
        bench.scheduler.advance(1s);
        bench.send(snapshot(5, 1000));
        bench.scheduler.advance(1s);
        const auto columns = bench.columns();
        QCOMPARE(columns.size(), 8u);
        for (std::size_t i = 0; i < 8; ++i) {
            QCOMPARE(columns[i].isGap, i < 4);
            QCOMPARE(columns[i].bids.size(), i < 4 ? 0u : 200u);
        }
        QCOMPARE(columns[7].at - columns[6].at, DepthColumn::kBucket);
    }

    void tradedVolumeIsOfItsWindowAndPublishedAtMostTenTimesASecond()
    {
        Bench bench;
        bench.open();
        std::uint64_t seen = 0;
        (void)bench.marketChannels.tradedVolume.readNewer(seen);
        const auto before = seen;
        TradePrint print;
        print.qty = QtyLots(3);
        for (int i = 0; i < 100; ++i) {
            print.price = PriceTicks(100 + i % 2);
            print.taker = i % 4 < 2 ? Side::Buy : Side::Sell;
            Q_EMIT bench.feed.tradesReceived(kBtc, std::span(&print, 1));
            bench.scheduler.advance(10ms);
        }
        (void)bench.marketChannels.tradedVolume.readNewer(seen);
        QCOMPARE(seen - before, 10u);
        auto volume = bench.marketChannels.tradedVolume.read();
        QCOMPARE(volume->prices.size(), 2u);
        QCOMPARE(volume->prices[0].price, PriceTicks(101)); // highest first
        QCOMPARE(volume->prices[0].bought, QtyLots(75));
        QCOMPARE(volume->prices[0].sold, QtyLots(75));
        bench.scheduler.advance(TradedVolume::kWindow - 2s);
        QCOMPARE(bench.marketChannels.tradedVolume.read()->prices.size(), 2u);
        bench.scheduler.advance(3s);
        QVERIFY(bench.marketChannels.tradedVolume.read()->prices.empty()); // nothing traded, and it is said
    }

    void tradedVolumeIsBoundedWhateverArrives()
    {
        VolumeWindow window;
        auto at = MonoTime(1000s);
        for (int second = 0; second < 400; ++second) {
            std::vector<TradePrint> prints(1000);
            for (int i = 0; i < 1000; ++i) {
                prints[static_cast<std::size_t>(i)].price = PriceTicks(second * 1000 + i + 1);
                prints[static_cast<std::size_t>(i)].qty = QtyLots(std::numeric_limits<std::int64_t>::max() >> (i == 0 ? 0 : 30));
            }
            window.add(at += 1s, prints);
        }
        const auto volume = window.take(kBtc);
        QVERIFY(volume->prices.size() <= 100'000);
        QCOMPARE(volume->prices.front().price, PriceTicks(400'000));
    }

    void theSpreadHasABandAndItsSpellsAreTold()
    {
        Bench bench;
        bench.desk.setSpreadLimits(0.05, 4);
        bench.open();
        bench.run(3s);
        const auto band = bench.marketChannels.spreadBand.read();
        QCOMPARE(band->thresholdPct, 0.05);
        QCOMPARE(band->sigmas, 4.0);
        QVERIFY(std::abs(band->mean - 0.00333) < 0.0001);
        QVERIFY(bench.anomalies.isEmpty());
        bench.send(frame(Kind::Snapshot, bench.u = 5000, 50, 30'000, 30'030)); // 0.1 %
        QCOMPARE(bench.anomalies.size(), 1);
        bench.clock.advance(500ms);
        Q_EMIT bench.feed.lost(Category::Linear);
        QCOMPARE(bench.anomalies.size(), 2);
        QVERIFY(bench.anomalies[1].isCutShort);
        const auto fields = fieldsOf(bench.anomalies[1], bench.clock.utcNow());
        QCOMPARE(fields.value(QStringLiteral("symbol")).toString(), QStringLiteral("BTCUSDT"));
        QCOMPARE(fields.value(QStringLiteral("peak")).toString(), QStringLiteral("0.100000"));
        QCOMPARE(fields.value(QStringLiteral("length")).toInteger(), 500);
        QCOMPARE(fields.value(QStringLiteral("state")).toString(), QStringLiteral("cut_short"));
        QCOMPARE(fields.value(QStringLiteral("depth")).toObject().value(QStringLiteral("bid")).toString(), QStringLiteral("10.000"));
    }

    void trustHasItsPartsInTheEvent()
    {
        TrustEvidence evidence;
        evidence.isLive = true;
        evidence.gaps = 2;
        const auto fields = trustFields(kSpot, judgeTrust(evidence));
        QCOMPARE(fields.value(QStringLiteral("category")).toString(), QStringLiteral("spot"));
        QCOMPARE(fields.value(QStringLiteral("score")).toInt(), 88);
        const auto parts = fields.value(QStringLiteral("parts")).toObject();
        QCOMPARE(parts.size(), static_cast<int>(kTrustParts));
        QCOMPARE(parts.value(QStringLiteral("gaps")).toInt(), 12);
        QCOMPARE(parts.value(QStringLiteral("spot_check")).toInt(), 0);
    }

    // --- what is read by name

    void outagesAreReadEveryFiveMinutesAndFundingAfterEachPayment()
    {
        Bench bench;
        QSignalSpy outages(&bench.marketEvents, &MarketEvents::outagesRead);
        QSignalSpy fundings(&bench.marketEvents, &MarketEvents::fundingHistoryRead);
        bench.desk.select(kBtc);
        std::exchange(bench.reader.answerOutages, nullptr)(QVector<VenueOutage>{VenueOutage{}});
        std::exchange(bench.reader.answerFunding, nullptr)(fail(Error{ErrorFamily::Timeout, Retry::Later}));
        QCOMPARE(outages.size(), 1);
        QCOMPARE(fundings.size(), 0);
        bench.scheduler.advance(30s);
        QVERIFY(bench.reader.answerFunding);
        std::exchange(bench.reader.answerFunding, nullptr)(QVector<FundingRate>{FundingRate{}});
        QCOMPARE(fundings.size(), 1);
        TickerUpdate ticker;
        ticker.nextFunding = bench.clock.utcNow() + 1h;
        Q_EMIT bench.feed.tickerUpdated(kBtc, ticker);
        bench.scheduler.advance(1min);
        QVERIFY(!bench.reader.answerFunding);
        *ticker.nextFunding += 8h;
        Q_EMIT bench.feed.tickerUpdated(kBtc, ticker);
        bench.scheduler.advance(10s);
        QVERIFY(bench.reader.answerFunding);
        QVERIFY(!bench.reader.answerOutages);
        bench.scheduler.advance(4min);
        QVERIFY(bench.reader.answerOutages);
        // An answer for an instrument that is no longer open says nothing.
        bench.desk.select(kSpot);
        std::exchange(bench.reader.answerFunding, nullptr)(QVector<FundingRate>{FundingRate{}});
        QCOMPARE(fundings.size(), 1);
    }

    void liquidationsArePassedOnForTheOpenInstrument()
    {
        Bench bench;
        bench.desk.select(kBtc);
        QSignalSpy seen(&bench.marketEvents, &MarketEvents::liquidationSeen);
        const LiquidationPrint print;
        Q_EMIT bench.feed.liquidationsReceived(kBtc, std::span(&print, 1));
        Q_EMIT bench.feed.liquidationsReceived(kEth, std::span(&print, 1));
        QCOMPARE(seen.size(), 1);
    }
};

QTEST_GUILESS_MAIN(TestMarketDesk)
#include "tst_marketdesk.moc"
