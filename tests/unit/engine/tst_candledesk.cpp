// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/candledesk.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/samples.h"
#include "tests/unit/engine/fakeports.h"

#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

namespace {

/// The desk beside fake ports. Bars are named by minutes from the one in which the test begins.
struct Bench {
    Bench() { desk.setInstrument(instrument); }

    [[nodiscard]] UtcTime at(std::int64_t minute) const { return std::chrono::floor<std::chrono::minutes>(begin) + std::chrono::minutes(minute); }
    [[nodiscard]] Candle bar(std::int64_t minute, bool isClosed = true, std::int64_t close = 100) const
    {
        return {at(minute), PriceTicks(100), PriceTicks(std::max<std::int64_t>(100, close)), PriceTicks(std::min<std::int64_t>(100, close)),
                PriceTicks(close), QtyLots(5), isClosed};
    }
    [[nodiscard]] QVector<Candle> bars(std::int64_t from, std::int64_t to) const
    {
        QVector<Candle> made;
        for (auto minute = from; minute <= to; ++minute)
            made.append(bar(minute));
        return made;
    }
    void answer(const Result<QVector<Candle>> &page) { std::exchange(reader.answerCandles, nullptr)(page); }
    [[nodiscard]] bool isAsked() const { return static_cast<bool>(reader.answerCandles); }
    void live(std::int64_t minute, bool isClosed = false, std::int64_t close = 100)
    {
        const Candle candle = bar(minute, isClosed, close);
        Q_EMIT feed.candlesUpdated(instrument->id(), CandleInterval::M1, std::span<const Candle>(&candle, 1));
    }
    [[nodiscard]] std::shared_ptr<const CandleView> view() const { return channels.candles.read(); }
    [[nodiscard]] int publishedSince(std::uint64_t &seen) const // revisions count publishings
    {
        const auto before = seen;
        (void)channels.candles.readNewer(seen);
        return static_cast<int>(seen - before);
    }

    FakeClock clock;
    FakeScheduler scheduler{clock};
    UtcTime begin = clock.utcNow();
    FakeFeed feed;
    FakeReader reader;
    MarketChannels channels;
    InstrumentPtr instrument = samples::linear();
    CandleDesk desk{feed, reader, channels, clock, scheduler};
};

Error offline() { return {ErrorFamily::Network, Retry::Later, Certainty::NotSent, 0, QStringLiteral("no connection")}; }

} // namespace

class TestCandleDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void subscribesAndReadsOnePage();
    void aShortFirstPageIsAllHistory();
    void aFailureIsToldAndTriedAgainWithBackOff();
    void liveBarsGoOnTop();
    void liveChangesAreShownTenTimesASecond();
    void anotherIntervalBeginsAnew();
    void anotherInstrumentBeginsAnewAndOldAnswersAreNothing();
    void theSameInstrumentReadAgainDisturbsNothing();
    void aHoleIsReadAgainAtMostThreeTimes();
    void afterALossTheTailIsReadAgain();
    void anotherCategoryIsNoLossOfOurs();
    void afterALongAbsenceItBeginsAnew();
    void olderPagesUntilThereAreNone();
    void olderPagesFailGently();
    void olderPagesAreBounded();
    void barsFromTomorrowAreNoBars();
    void aRefusedTopicIsToldAndAskedForAgain();
    void othersCandlesAreNotOurs();
    void aPinnedInstrumentStaysWhateverIsOpened();
    void aPinnedInstrumentThatIsNotFoundIsToldAndAskedForAgain();
};

void TestCandleDesk::subscribesAndReadsOnePage()
{
    Bench bench;
    QCOMPARE(bench.feed.subscribed, (QVector<FakeFeed::Asked>{{bench.instrument->id(), MarketTopic::candles(CandleInterval::M1)}}));
    QCOMPARE(bench.view()->state, CandleView::State::Loading);
    QVERIFY(bench.view()->closed && bench.view()->closed->empty());
    QCOMPARE(bench.reader.candlesBefore.size(), 1);
    QVERIFY(bench.reader.candlesBefore[0] > bench.clock.utcNow());
    bench.answer(bench.bars(-1000, -1));
    const auto view = bench.view();
    QCOMPARE(view->state, CandleView::State::Ready);
    QCOMPARE(view->closed->size(), 1000u);
    QVERIFY(view->closed->back() == bench.bar(-1));
    QVERIFY(!view->open && !view->hasAllHistory && !view->isLoadingOlder);
    QVERIFY(!bench.isAsked());
}

void TestCandleDesk::aShortFirstPageIsAllHistory()
{
    Bench bench;
    bench.answer(bench.bars(-7, -1));
    QVERIFY(bench.view()->hasAllHistory);
    bench.desk.loadOlder();
    QVERIFY(!bench.isAsked());
}

void TestCandleDesk::aFailureIsToldAndTriedAgainWithBackOff()
{
    Bench bench;
    bench.answer(fail(offline()));
    QCOMPARE(bench.view()->state, CandleView::State::Failed);
    QCOMPARE(bench.view()->error.detail, QStringLiteral("no connection"));
    bench.scheduler.advance(999ms);
    QVERIFY(!bench.isAsked());
    bench.scheduler.advance(1ms);
    QVERIFY(bench.isAsked());
    QCOMPARE(bench.view()->state, CandleView::State::Failed); // no flicker while it is tried
    bench.answer(fail(offline()));
    bench.scheduler.advance(1999ms);
    QVERIFY(!bench.isAsked());
    bench.scheduler.advance(1ms);
    bench.answer(bench.bars(-10, -1));
    QCOMPARE(bench.view()->state, CandleView::State::Ready);
    QVERIFY(bench.view()->error == Error());
}

void TestCandleDesk::liveBarsGoOnTop()
{
    Bench bench;
    bench.live(0, false, 101); // before the page is there
    bench.answer(bench.bars(-1000, -1));
    QCOMPARE(bench.view()->open->close.value(), 101);
    QCOMPARE(bench.view()->receivedAt, bench.clock.now());
    const auto before = bench.view()->closed;
    bench.live(0, true, 102);
    QVERIFY(!bench.view()->open);
    QCOMPARE(bench.view()->closed->size(), 1001u);
    QCOMPARE(bench.view()->closed->back().close.value(), 102);
    QCOMPARE(before->size(), 1000u); // what the window holds stays as it is
    bench.scheduler.advance(1s);
    bench.live(1);
    QVERIFY(bench.view()->open);
    QVERIFY(!bench.isAsked());
}

void TestCandleDesk::liveChangesAreShownTenTimesASecond()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    bench.scheduler.advance(1s);
    std::uint64_t seen = 0;
    (void)bench.publishedSince(seen);
    for (int i = 0; i < 100; ++i) { // one second
        bench.live(0, false, 100 + i);
        bench.scheduler.advance(10ms);
    }
    const int shown = bench.publishedSince(seen);
    QVERIFY2(shown >= 9 && shown <= 11, qPrintable(QString::number(shown)));
    bench.scheduler.advance(100ms);
    QCOMPARE(bench.view()->open->close.value(), 199); // the newest is not held back for good
    (void)bench.publishedSince(seen);
    bench.scheduler.advance(10s);
    QCOMPARE(bench.publishedSince(seen), 0); // and nothing ticks in a still market
}

void TestCandleDesk::anotherIntervalBeginsAnew()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    bench.desk.select(CandleInterval::M1);
    QVERIFY(!bench.isAsked());
    bench.desk.select(CandleInterval::H1);
    QCOMPARE(bench.feed.subscribed, (QVector<FakeFeed::Asked>{{bench.instrument->id(), MarketTopic::candles(CandleInterval::H1)}}));
    QCOMPARE(bench.view()->state, CandleView::State::Loading);
    QCOMPARE(bench.view()->interval, CandleInterval::H1);
    QVERIFY(bench.view()->closed->empty());
    bench.live(0); // late, of the old interval
    bench.scheduler.advance(1s);
    QVERIFY(!bench.view()->open);
}

void TestCandleDesk::anotherInstrumentBeginsAnewAndOldAnswersAreNothing()
{
    Bench bench;
    const auto late = std::exchange(bench.reader.answerCandles, nullptr);
    bench.desk.setInstrument(samples::inverse());
    QCOMPARE(bench.feed.subscribed, (QVector<FakeFeed::Asked>{{samples::inverse()->id(), MarketTopic::candles(CandleInterval::M1)}}));
    late(bench.bars(-1000, -1));
    QCOMPARE(bench.view()->state, CandleView::State::Loading);
    QVERIFY(bench.view()->closed->empty());
    QCOMPARE(bench.view()->instrument->id(), samples::inverse()->id());
    bench.answer(bench.bars(-10, -1));
    QCOMPARE(bench.view()->closed->size(), 10u);
}

void TestCandleDesk::theSameInstrumentReadAgainDisturbsNothing()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    bench.desk.setInstrument(samples::linear(InstrumentStatus::Delivering));
    bench.scheduler.advance(1s);
    QCOMPARE(bench.view()->closed->size(), 1000u);
    QCOMPARE(bench.view()->instrument->status(), InstrumentStatus::Delivering);
    QCOMPARE(bench.feed.subscribed.size(), 1);
    QVERIFY(!bench.isAsked());
}

void TestCandleDesk::aHoleIsReadAgainAtMostThreeTimes()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    bench.scheduler.advance(3min);
    bench.live(3);
    QVERIFY(bench.isAsked());
    QCOMPARE(bench.view()->closed->size(), 1000u); // nothing made up meanwhile
    bench.answer(bench.bars(0, 1)); // the venue is not that far yet
    QVERIFY(!bench.isAsked());
    bench.scheduler.advance(2s);
    bench.answer(fail(offline()));
    QCOMPARE(bench.view()->state, CandleView::State::Ready);
    bench.scheduler.advance(1s);
    bench.answer(bench.bars(0, 1));
    bench.scheduler.advance(2s);
    QVERIFY(bench.isAsked());
    bench.answer(bench.bars(0, 1)); // it never will be
    bench.scheduler.advance(1min);
    QVERIFY(!bench.isAsked());
    QCOMPARE(bench.view()->closed->size(), 1002u);
    bench.live(3, true);
    bench.live(4);
    QVERIFY(!bench.isAsked()); // the gap stays a gap
}

void TestCandleDesk::afterALossTheTailIsReadAgain()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    bench.live(0, false, 101);
    Q_EMIT bench.feed.lost(Category::Linear);
    QVERIFY(!bench.isAsked()); // without a line there is nobody to ask
    bench.scheduler.advance(5min);
    Q_EMIT bench.feed.statusChanged(Category::Linear, {ConnectionStatus::Stream::Public, ConnectionStatus::State::Connecting});
    QVERIFY(!bench.isAsked());
    Q_EMIT bench.feed.statusChanged(Category::Linear, {ConnectionStatus::Stream::Public, ConnectionStatus::State::Live});
    QVERIFY(bench.isAsked());
    bench.answer(bench.bars(-1, 4));
    QCOMPARE(bench.view()->closed->size(), 1005u);
    QCOMPARE((*bench.view()->closed)[1000].close.value(), 100); // the half-made bar was replaced by the venue's word
    QVERIFY(!bench.view()->open);
    bench.live(5);
    QVERIFY(!bench.isAsked());
    Q_EMIT bench.feed.statusChanged(Category::Linear, {ConnectionStatus::Stream::Public, ConnectionStatus::State::Live});
    QVERIFY(!bench.isAsked());
}

void TestCandleDesk::anotherCategoryIsNoLossOfOurs()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    Q_EMIT bench.feed.lost(Category::Spot);
    Q_EMIT bench.feed.statusChanged(Category::Linear, {ConnectionStatus::Stream::Public, ConnectionStatus::State::Live});
    QVERIFY(!bench.isAsked());
}

void TestCandleDesk::afterALongAbsenceItBeginsAnew()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    bench.live(0);
    bench.scheduler.advance(72h);
    bench.live(72 * 60);
    QVERIFY(bench.isAsked());
    QCOMPARE(bench.view()->state, CandleView::State::Loading);
    QVERIFY(bench.view()->closed->empty()); // never two far pieces beside each other as if they were one
    bench.answer(bench.bars(72 * 60 - 1000, 72 * 60 - 1));
    QCOMPARE(bench.view()->state, CandleView::State::Ready);
    QCOMPARE(bench.view()->closed->size(), 1000u);
}

void TestCandleDesk::olderPagesUntilThereAreNone()
{
    Bench bench;
    bench.desk.loadOlder(); // nothing there yet: nothing to be older than
    bench.answer(bench.bars(-1000, -1));
    bench.desk.loadOlder();
    QVERIFY(bench.view()->isLoadingOlder);
    QCOMPARE(bench.reader.candlesBefore.size(), 2);
    QCOMPARE(bench.reader.candlesBefore[1], bench.at(-1000));
    bench.desk.loadOlder();
    QCOMPARE(bench.reader.candlesBefore.size(), 2); // one at a time
    bench.answer(bench.bars(-2000, -1001));
    QVERIFY(!bench.view()->isLoadingOlder && !bench.view()->hasAllHistory);
    QCOMPARE(bench.view()->closed->size(), 2000u);
    bench.desk.loadOlder();
    bench.answer(bench.bars(-2300, -2001));
    QVERIFY(bench.view()->hasAllHistory);
    QVERIFY(bench.view()->closed->front() == bench.bar(-2300));
    bench.desk.loadOlder();
    QVERIFY(!bench.isAsked());
}

void TestCandleDesk::olderPagesFailGently()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    bench.desk.loadOlder();
    bench.answer(fail(offline()));
    QVERIFY(!bench.view()->isLoadingOlder && !bench.view()->hasAllHistory);
    QCOMPARE(bench.view()->state, CandleView::State::Ready);
    bench.desk.loadOlder(); // a mouse asks at every move
    QVERIFY(!bench.isAsked());
    bench.scheduler.advance(5s);
    bench.desk.loadOlder();
    QVERIFY(bench.isAsked());
}

void TestCandleDesk::olderPagesAreBounded()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    for (std::int64_t page = 1; page < 20; ++page) {
        bench.desk.loadOlder();
        QVERIFY(bench.isAsked());
        bench.answer(bench.bars(-1000 * (page + 1), -1000 * page - 1));
    }
    QCOMPARE(bench.view()->closed->size(), 20'000u);
    bench.desk.loadOlder();
    QVERIFY(!bench.isAsked());
    bench.live(0, true);
    QCOMPARE(bench.view()->closed->size(), 20'000u);
    QVERIFY(bench.view()->closed->back() == bench.bar(0));
}

void TestCandleDesk::barsFromTomorrowAreNoBars()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QStringLiteral("left out of the stream")));
    bench.live(3 * 24 * 60);
    bench.live(0);
    bench.scheduler.advance(1s);
    QVERIFY(bench.view()->open && bench.view()->open->start == bench.at(0));
    QVERIFY(!bench.isAsked());
}

void TestCandleDesk::aRefusedTopicIsToldAndAskedForAgain()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    const Error why{ErrorFamily::Instrument, Retry::Never, Certainty::Refused, 0, QStringLiteral("no such topic")};
    Q_EMIT bench.feed.refused(bench.instrument->id(), MarketTopic::candles(CandleInterval::M5), why);
    Q_EMIT bench.feed.refused(bench.instrument->id(), MarketTopic::ticker(), why);
    QCOMPARE(bench.view()->state, CandleView::State::Ready);
    Q_EMIT bench.feed.refused(bench.instrument->id(), MarketTopic::candles(CandleInterval::M1), why);
    QCOMPARE(bench.view()->state, CandleView::State::Failed);
    QVERIFY(bench.view()->error == why);
    QCOMPARE(bench.view()->closed->size(), 1000u); // what was read is still true
    const auto before = bench.feed.subscribed.size();
    bench.scheduler.advance(30s);
    QCOMPARE(bench.feed.subscribed.size(), before + 1);
    bench.live(0);
    bench.scheduler.advance(1s);
    QCOMPARE(bench.view()->state, CandleView::State::Ready);
}

void TestCandleDesk::othersCandlesAreNotOurs()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    const Candle candle = bench.bar(0);
    Q_EMIT bench.feed.candlesUpdated(samples::inverse()->id(), CandleInterval::M1, std::span<const Candle>(&candle, 1));
    Q_EMIT bench.feed.candlesUpdated(bench.instrument->id(), CandleInterval::M5, std::span<const Candle>(&candle, 1));
    QCOMPARE(bench.view()->closed->size(), 1000u);
}

void TestCandleDesk::aPinnedInstrumentStaysWhateverIsOpened()
{
    Bench bench;
    bench.reader.make = [](const InstrumentId &) { return samples::inverse(); };
    bench.answer(bench.bars(-1000, -1));
    bench.desk.pin(samples::inverse()->id());
    QCOMPARE(bench.view()->id(), samples::inverse()->id());
    QCOMPARE(bench.feed.subscribed.last(), (FakeFeed::Asked{samples::inverse()->id(), MarketTopic::candles(CandleInterval::M1)}));
    bench.answer(bench.bars(-10, -1));
    bench.desk.setInstrument(samples::spot());
    QCOMPARE(bench.view()->id(), samples::inverse()->id());
    QCOMPARE(bench.view()->closed->size(), 10u); // not read again
    bench.desk.pin(std::nullopt);
    QCOMPARE(bench.view()->id(), samples::spot()->id());
    bench.desk.pin(samples::spot()->id());
    bench.desk.setInstrument(bench.instrument);
    QCOMPARE(bench.view()->id(), samples::spot()->id());
}

void TestCandleDesk::aPinnedInstrumentThatIsNotFoundIsToldAndAskedForAgain()
{
    Bench bench;
    bench.answer(bench.bars(-1000, -1));
    bench.reader.make = [](const InstrumentId &) -> Result<InstrumentPtr> { return fail(offline()); };
    bench.desk.pin(samples::inverse()->id());
    QCOMPARE(bench.view()->state, CandleView::State::Failed);
    QCOMPARE(bench.view()->id(), samples::inverse()->id());
    bench.reader.make = [](const InstrumentId &) { return samples::inverse(); };
    bench.scheduler.advance(30s);
    QCOMPARE(bench.view()->state, CandleView::State::Loading);
    QCOMPARE(bench.view()->instrument->id(), samples::inverse()->id());
}

QTEST_GUILESS_MAIN(TestCandleDesk)
#include "tst_candledesk.moc"
