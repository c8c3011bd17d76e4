// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/enginebench.h"

#include <QTest>

using namespace bw;

/// The one road of an order, with every answer the venue can give or fail to give.
class TestOrderDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingLeavesBeforeTheIntentIsDurable();
    void aPreviewIsConsumedByItsFirstSubmit();
    void anOldPreviewIsRefused();
    void theGateJudgesAgainAtTheSubmit();
    void aBookThatGoesWhileTheJournalWritesStopsTheOrder();
    void aJournalThatCannotWriteRefusesEntries();
    void theWayToAFillIsAnnouncedInOrder();
    void aFillSeenBeforeTheAnswerImpliesAcceptance();
    void aRepeatedExecutionCountsOnce();
    void aCertainRefusalRejects();
    void aLostAnswerIsUnknownAndIsLookedUpNeverSentAgain();
    void anUnknownOrderBlocksEntriesOfItsSymbol();
    void anOrderIsGivenUpOnlyAfterThreeCleanRoundsPastTheWindow();
    void uncleanRoundsNeverGiveUp();
    void aLateEventReopensWhatWasNotFound();
    void aLostCancelIsUnknown();
    void cancellingEntriesStopsWhatWaitsForTheJournal();
    void lockStopsEntries();
    void aLostPrivateStreamHaltsUntilTheAccountIsReadAgain();
    void failedPositionsAreUnknownNotFlat();
    void aPositionOfTheStreamIsNotOverwrittenByAnOlderAnswer();
    void aReadThatSpansAnOutageDoesNotCount();
    void anOrderThatEndedWhileNobodyListenedIsLookedUp();
    void aFailedCancelAllLeavesNoFalseCancelSent();
    void fillsAloneDoNotEndTheSearch();
};

static CommandOutcome accepted() { return {CommandOutcome::Kind::Accepted, QStringLiteral("venue-1"), {}}; }
static CommandOutcome outcome(CommandOutcome::Kind kind)
{
    return {kind, {}, {ErrorFamily::Timeout, Retry::Never, Certainty::Unknown, 0, QStringLiteral("timeout")}};
}

void TestOrderDesk::nothingLeavesBeforeTheIntentIsDurable()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.engine->requestPreview(bench.buy(20));
    QVERIFY(bench.preview.isSendable());
    bench.engine->submit(bench.preview.id);
    QCOMPARE(bench.journal->intents.size(), 1);
    QVERIFY(bench.venue->placed.isEmpty());
    QVERIFY(bench.states.isEmpty());
    bench.journal->answerIntent(Done());
    QCOMPARE(bench.venue->placed.size(), 1);
    QCOMPARE(bench.states, (QList{OrderState::Intent, OrderState::Sent}));
}

void TestOrderDesk::aPreviewIsConsumedByItsFirstSubmit()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.engine->requestPreview(bench.buy(20));
    bench.engine->submit(bench.preview.id);
    bench.engine->submit(bench.preview.id);
    QCOMPARE(bench.journal->intents.size(), 1);
    QCOMPARE(bench.refusals.size(), 1);
    QCOMPARE(bench.refusals[0].why, SubmitRefusal::Why::AlreadyUsed);
}

void TestOrderDesk::anOldPreviewIsRefused()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.engine->requestPreview(bench.buy(20));
    bench.clock.advance(kPreviewLife + std::chrono::milliseconds(1));
    bench.engine->submit(bench.preview.id);
    QVERIFY(bench.journal->intents.isEmpty());
    QCOMPARE(bench.refusals.value(0).why, SubmitRefusal::Why::Expired);
}

void TestOrderDesk::theGateJudgesAgainAtTheSubmit()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.engine->requestPreview(bench.buy(20));
    QVERIFY(bench.preview.isSendable());
    Q_EMIT bench.feed->lost(Category::Linear);
    bench.engine->submit(bench.preview.id);
    QVERIFY(bench.journal->intents.isEmpty());
    QCOMPARE(bench.refusals.value(0).why, SubmitRefusal::Why::Guards);
    QVERIFY(!allOk(bench.refusals.value(0).verdicts));
}

void TestOrderDesk::aBookThatGoesWhileTheJournalWritesStopsTheOrder()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.engine->requestPreview(bench.buy(20));
    bench.engine->submit(bench.preview.id);
    Q_EMIT bench.feed->lost(Category::Linear);
    bench.journal->answerIntent(Done());
    QVERIFY(bench.venue->placed.isEmpty());
    QCOMPARE(bench.states, (QList{OrderState::Intent, OrderState::NotSent}));
}

void TestOrderDesk::aJournalThatCannotWriteRefusesEntries()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.engine->requestPreview(bench.buy(20));
    bench.engine->submit(bench.preview.id);
    bench.journal->answerIntent(fail({ErrorFamily::Storage, Retry::Later, Certainty::NotSent, 0, QStringLiteral("disk full")}));
    QVERIFY(bench.venue->placed.isEmpty());
    QCOMPARE(bench.lastOrder.state, OrderState::NotSent);
}

void TestOrderDesk::theWayToAFillIsAnnouncedInOrder()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    bench.venue->answerPlace(accepted());
    Q_EMIT bench.venue->orderReported(bench.report(id, OrderEvent::Acknowledge, 0));
    bench.clock.advance(std::chrono::milliseconds(5));
    Q_EMIT bench.venue->orderReported(bench.report(id, OrderEvent::FillPart, 5));
    bench.clock.advance(std::chrono::milliseconds(5));
    Q_EMIT bench.venue->orderReported(bench.report(id, OrderEvent::FillAll, 20));
    QCOMPARE(bench.states.count(OrderState::Accepted), 1);
    QCOMPARE(bench.states.first(), OrderState::Intent);
    QCOMPARE(bench.states.last(), OrderState::Filled);
    QCOMPARE(bench.lastOrder.filled, QtyLots(20));
    QCOMPARE(bench.journal->changes.last().state, OrderState::Filled);
}

void TestOrderDesk::aFillSeenBeforeTheAnswerImpliesAcceptance()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    bench.clock.advance(std::chrono::milliseconds(5));
    Q_EMIT bench.venue->orderReported(bench.report(id, OrderEvent::FillAll, 20));
    bench.venue->answerPlace(accepted());
    QCOMPARE(bench.states, (QList{OrderState::Intent, OrderState::Sent, OrderState::Accepted, OrderState::Filled}));
}

void TestOrderDesk::aRepeatedExecutionCountsOnce()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    Execution execution;
    execution.execId = QStringLiteral("x1");
    execution.orderLinkId = id;
    execution.instrument = bench.instrument;
    Q_EMIT bench.venue->executionReported(execution);
    Q_EMIT bench.venue->executionReported(execution);
    QCOMPARE(bench.journal->executions.size(), 1);
    QCOMPARE(bench.states.count(OrderState::Accepted), 1);
}

void TestOrderDesk::aCertainRefusalRejects()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.sendBuy();
    bench.venue->answerPlace({CommandOutcome::Kind::Refused, {}, {ErrorFamily::Balance, Retry::Never, Certainty::Refused, 110007, QStringLiteral("ab not enough")}});
    QCOMPARE(bench.lastOrder.state, OrderState::Rejected);
    QVERIFY(bench.lastOrder.reason.contains(QStringLiteral("110007")));
    bench.scheduler.advance(std::chrono::minutes(2));
    QVERIFY(bench.venue->lookedUp.isEmpty());
}

void TestOrderDesk::aLostAnswerIsUnknownAndIsLookedUpNeverSentAgain()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    bench.venue->answerPlace(outcome(CommandOutcome::Kind::Unknown));
    QCOMPARE(bench.lastOrder.state, OrderState::Unknown);
    bench.scheduler.advance(std::chrono::seconds(1));
    QCOMPARE(bench.venue->lookedUp, QVector<QString>{id});
    LookupOutcome found;
    found.isClean = true;
    found.found = bench.report(id, OrderEvent::Acknowledge, 0);
    bench.venue->answerLookup(found);
    QCOMPARE(bench.lastOrder.state, OrderState::Accepted);
    bench.scheduler.advance(std::chrono::minutes(2));
    QCOMPARE(bench.venue->lookedUp.size(), 1);
    QCOMPARE(bench.venue->placed.size(), 1);
}

void TestOrderDesk::anUnknownOrderBlocksEntriesOfItsSymbol()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.sendBuy();
    bench.venue->answerPlace(outcome(CommandOutcome::Kind::Unknown));
    bench.clock.advance(std::chrono::seconds(2));
    bench.sendSnapshot(2);
    bench.engine->requestPreview(bench.buy(10));
    const auto blocked = std::find_if(bench.preview.verdicts.begin(), bench.preview.verdicts.end(),
                                      [](const Verdict &v) { return v.rule == RuleId::UnknownOrder; });
    QVERIFY(blocked != bench.preview.verdicts.end());
    QVERIFY(!blocked->ok);
}

void TestOrderDesk::anOrderIsGivenUpOnlyAfterThreeCleanRoundsPastTheWindow()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.sendBuy();
    const auto sentAt = bench.clock.utcNow();
    bench.venue->answerPlace(outcome(CommandOutcome::Kind::Unknown));
    LookupOutcome nothing;
    nothing.isClean = true;
    int rounds = 0, lateRounds = 0;
    while (bench.lastOrder.state == OrderState::Unknown && rounds < 100) {
        bench.scheduler.advance(std::chrono::milliseconds(500));
        if (bench.venue->lookedUp.size() == rounds)
            continue;
        rounds = static_cast<int>(bench.venue->lookedUp.size());
        if (bench.clock.utcNow() > sentAt + std::chrono::seconds(15))
            ++lateRounds;
        bench.venue->answerLookup(nothing);
    }
    QCOMPARE(bench.lastOrder.state, OrderState::NotAtVenue);
    QCOMPARE(lateRounds, 3);
    QCOMPARE(bench.venue->placed.size(), 1);
}

void TestOrderDesk::uncleanRoundsNeverGiveUp()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.sendBuy();
    bench.venue->answerPlace(outcome(CommandOutcome::Kind::Unknown));
    for (int i = 0; i < 20; ++i) {
        bench.scheduler.advance(std::chrono::seconds(9));
        bench.venue->answerLookup({});
    }
    QCOMPARE(bench.lastOrder.state, OrderState::Unknown);
    QVERIFY(bench.venue->lookedUp.size() >= 20);
}

void TestOrderDesk::aLateEventReopensWhatWasNotFound()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    bench.venue->answerPlace(outcome(CommandOutcome::Kind::Unknown));
    LookupOutcome nothing;
    nothing.isClean = true;
    for (int i = 0; i < 10; ++i) {
        bench.scheduler.advance(std::chrono::seconds(9));
        if (bench.lastOrder.state == OrderState::Unknown)
            bench.venue->answerLookup(nothing);
    }
    QCOMPARE(bench.lastOrder.state, OrderState::NotAtVenue);
    Q_EMIT bench.venue->orderReported(bench.report(id, OrderEvent::FillAll, 20));
    QCOMPARE(bench.lastOrder.state, OrderState::Filled);
}

void TestOrderDesk::aLostCancelIsUnknown()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    bench.venue->answerPlace(accepted());
    bench.engine->cancelOrder(id, {});
    QCOMPARE(bench.lastOrder.state, OrderState::CancelSent);
    bench.venue->answerCancel(outcome(CommandOutcome::Kind::Unknown));
    QCOMPARE(bench.lastOrder.state, OrderState::Unknown);
    bench.scheduler.advance(std::chrono::seconds(1));
    QCOMPARE(bench.venue->lookedUp.size(), 1);
    QCOMPARE(bench.venue->cancelled.size(), 1);
}

void TestOrderDesk::cancellingEntriesStopsWhatWaitsForTheJournal()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.engine->requestPreview(bench.buy(20));
    bench.engine->submit(bench.preview.id);
    bench.engine->cancelAllEntries();
    bench.journal->answerIntent(Done());
    QVERIFY(bench.venue->placed.isEmpty());
    QCOMPARE(bench.lastOrder.state, OrderState::NotSent);
}

void TestOrderDesk::lockStopsEntries()
{
    EngineBench bench;
    bench.becomeTradable();
    QCOMPARE(bench.session.tradingState, TradingState::Active);
    bench.engine->setLocked(true);
    bench.engine->requestPreview(bench.buy(20));
    QVERIFY(!bench.preview.isSendable());
    bench.engine->setLocked(false);
    bench.engine->requestPreview(bench.buy(20));
    QVERIFY(bench.preview.isSendable());
}

void TestOrderDesk::aLostPrivateStreamHaltsUntilTheAccountIsReadAgain()
{
    EngineBench bench;
    bench.becomeTradable();
    Q_EMIT bench.venue->statusChanged({ConnectionStatus::Stream::Private, ConnectionStatus::State::Down, ConnectionStatus::Reason::Closed});
    QCOMPARE(bench.session.tradingState, TradingState::Halted);
    Q_EMIT bench.venue->statusChanged({ConnectionStatus::Stream::Private, ConnectionStatus::State::Live});
    QCOMPARE(bench.session.tradingState, TradingState::Halted);
    bench.venue->answerRead(EngineBench::emptyAccount());
    QCOMPARE(bench.session.tradingState, TradingState::Active);
}

void TestOrderDesk::failedPositionsAreUnknownNotFlat()
{
    EngineBench bench;
    QSignalSpy unknown(&bench.engine->events(), &EngineEvents::positionsUnknown);
    QSignalSpy known(&bench.engine->events(), &EngineEvents::positionsChanged);
    bench.engine->useKey({QStringLiteral("key"), SecretBytes("secret")});
    Q_EMIT bench.venue->statusChanged({ConnectionStatus::Stream::Private, ConnectionStatus::State::Live});
    auto state = EngineBench::emptyAccount();
    state.positions.reset();
    QVERIFY(bench.venue->answerRead);
    bench.venue->answerRead(state);
    QCOMPARE(unknown.size(), 1);
    QCOMPARE(known.size(), 0);
    QCOMPARE(bench.session.tradingState, TradingState::Halted);
}

static Position positionOf(const EngineBench &bench, int size, std::chrono::milliseconds later)
{
    Position position;
    position.instrument = bench.instrument;
    position.side = Side::Buy;
    position.size = Decimal(size);
    position.updatedAt = bench.clock.utcNow() + later;
    return position;
}

void TestOrderDesk::aPositionOfTheStreamIsNotOverwrittenByAnOlderAnswer()
{
    using namespace std::chrono_literals;
    EngineBench bench;
    QVector<Position> shown;
    connect(&bench.engine->events(), &EngineEvents::positionsChanged, this, [&shown](const QVector<Position> &p) { shown = p; });
    bench.becomeTradable();
    bench.waitForWholeRead();
    auto answer = EngineBench::emptyAccount();
    answer.positions = QList{positionOf(bench, 1, 0ms)};
    Q_EMIT bench.venue->positionReported(positionOf(bench, 2, 5ms));
    bench.venue->answerRead(answer);
    QCOMPARE(shown.size(), 1);
    QVERIFY(shown[0].size == Decimal(2));

    Q_EMIT bench.venue->positionReported(positionOf(bench, 3, 10ms));
    bench.waitForWholeRead();
    std::exchange(bench.venue->answerRead, nullptr)(EngineBench::emptyAccount()); // the list names nothing
    bench.scheduler.advance(4s);
    QVERIFY(bench.venue->answerRead);
    bench.venue->answerRead(EngineBench::emptyAccount()); // and neither does a later one: flat since
    QVERIFY(shown.isEmpty());
}

void TestOrderDesk::aReadThatSpansAnOutageDoesNotCount()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.scheduler.advance(std::chrono::seconds(30));
    const auto oldAnswer = bench.venue->answerRead;
    Q_EMIT bench.venue->statusChanged({ConnectionStatus::Stream::Private, ConnectionStatus::State::Down, ConnectionStatus::Reason::Closed});
    Q_EMIT bench.venue->statusChanged({ConnectionStatus::Stream::Private, ConnectionStatus::State::Live});
    oldAnswer(EngineBench::emptyAccount());
    QCOMPARE(bench.session.tradingState, TradingState::Halted);
    bench.venue->answerRead(EngineBench::emptyAccount());
    QCOMPARE(bench.session.tradingState, TradingState::Active);
}

void TestOrderDesk::anOrderThatEndedWhileNobodyListenedIsLookedUp()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    bench.venue->answerPlace(accepted());
    Q_EMIT bench.venue->orderReported(bench.report(id, OrderEvent::Acknowledge, 0));
    bench.scheduler.advance(std::chrono::seconds(30));
    bench.venue->answerRead(EngineBench::emptyAccount()); // no open orders
    bench.scheduler.advance(std::chrono::seconds(1));
    QCOMPARE(bench.venue->lookedUp, QVector<QString>{id});
    LookupOutcome found;
    found.isClean = true;
    found.found = bench.report(id, OrderEvent::FillAll, 20);
    bench.venue->answerLookup(found);
    QCOMPARE(bench.lastOrder.state, OrderState::Filled);
}

void TestOrderDesk::aFailedCancelAllLeavesNoFalseCancelSent()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.sendBuy();
    bench.venue->answerPlace(accepted());
    bench.engine->cancelAllEntries();
    QCOMPARE(bench.lastOrder.state, OrderState::CancelSent);
    bench.venue->answerCancel(outcome(CommandOutcome::Kind::NotSent));
    QCOMPARE(bench.lastOrder.state, OrderState::Accepted);
}

void TestOrderDesk::fillsAloneDoNotEndTheSearch()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    bench.venue->answerPlace(outcome(CommandOutcome::Kind::Unknown));
    bench.scheduler.advance(std::chrono::seconds(1));
    LookupOutcome fillsOnly;
    fillsOnly.isClean = true;
    Execution execution;
    execution.execId = QStringLiteral("x1");
    execution.orderLinkId = id;
    execution.instrument = bench.instrument;
    fillsOnly.executions = {execution};
    bench.venue->answerLookup(fillsOnly);
    bench.scheduler.advance(std::chrono::seconds(10));
    QVERIFY(bench.venue->lookedUp.size() >= 2);
    LookupOutcome found;
    found.isClean = true;
    found.found = bench.report(id, OrderEvent::FillAll, 20);
    bench.venue->answerLookup(found);
    QCOMPARE(bench.lastOrder.state, OrderState::Filled);
    const auto rounds = bench.venue->lookedUp.size();
    bench.scheduler.advance(std::chrono::minutes(1));
    QCOMPARE(bench.venue->lookedUp.size(), rounds);
}

QTEST_GUILESS_MAIN(TestOrderDesk)
#include "tst_orderdesk.moc"
