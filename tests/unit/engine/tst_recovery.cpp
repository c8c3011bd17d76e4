// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/enginebench.h"

#include <QTest>

using namespace bw;

namespace {

const InstrumentId kBtc{Category::Linear, QStringLiteral("BTCUSDT")};

JournalledOrder left(const char *linkId, OrderState state)
{
    JournalledOrder journalled;
    journalled.instrument = kBtc;
    journalled.qty = Decimal::fromScaled(20, 3);
    journalled.filled = Decimal(0);
    journalled.price = Decimal::fromScaled(634120, 1);
    journalled.order.orderLinkId = QString::fromLatin1(linkId);
    journalled.order.state = state;
    journalled.order.createdAt = fromMs(1'000'000);
    return journalled;
}

} // namespace

/// What an earlier run left is known before the venue is spoken to, and nobody enters while it is not.
class TestRecovery : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theVenueIsNotSpokenToBeforeTheJournalWasRead();
    void whatMayHaveLeftComesBackAsUnknownAndIsAskedAfter_data();
    void whatMayHaveLeftComesBackAsUnknownAndIsAskedAfter();
    void aConditionalOrderComesBackWithItsPricesInTicks();
    void anOrderOfOursIsNotTakenForAForeignOne();
    void aFillOfTheEarlierRunIsNotToldTwice();
    void anUnreadableJournalStopsEntriesAndLetsExitsGo();
    void anInstrumentThatCantBeReadYetIsAskedForAgain();
    void anInstrumentThatIsGoneIsToldByItsOrder();
    void executionsAreAskedForSinceTheOldestOrderThatMayHaveFilled();

private:
    /// A session whose journal outlives it, up to the point where the journal is asked.
    static std::unique_ptr<EngineBench> bench() { return std::make_unique<EngineBench>(true); }
};

void TestRecovery::theVenueIsNotSpokenToBeforeTheJournalWasRead()
{
    const auto b = bench();
    b->engine->useKey({QStringLiteral("key"), SecretBytes("secret")});
    QCOMPARE(b->venue->starts, 0);
    QVERIFY(b->journal->answerReadBack);
    b->journal->answerReadBack(JournalledSession());
    QCOMPARE(b->venue->starts, 1);
}

void TestRecovery::whatMayHaveLeftComesBackAsUnknownAndIsAskedAfter_data()
{
    QTest::addColumn<OrderState>("was");
    QTest::addColumn<OrderState>("is");
    QTest::newRow("intent") << OrderState::Intent << OrderState::Unknown;
    QTest::newRow("sent") << OrderState::Sent << OrderState::Unknown;
    QTest::newRow("cancel sent") << OrderState::CancelSent << OrderState::Unknown;
    QTest::newRow("amend sent") << OrderState::AmendSent << OrderState::Unknown;
    QTest::newRow("unknown") << OrderState::Unknown << OrderState::Unknown;
    QTest::newRow("accepted") << OrderState::Accepted << OrderState::Accepted;
    QTest::newRow("filled") << OrderState::Filled << OrderState::Filled;
}

void TestRecovery::whatMayHaveLeftComesBackAsUnknownAndIsAskedAfter()
{
    QFETCH(OrderState, was);
    QFETCH(OrderState, is);
    const auto b = bench();
    JournalledSession session;
    session.orders = {left("bw-1", was)};
    b->journal->answerReadBack(session);
    QCOMPARE(b->states, QVector<OrderState>{is});
    QCOMPARE(b->lastOrder.qty, QtyLots(20));
    QCOMPARE(b->lastOrder.price, std::optional(PriceTicks(634120)));
    b->scheduler.advance(std::chrono::seconds(1));
    QCOMPARE(b->venue->lookedUp.contains(QStringLiteral("bw-1")), is == OrderState::Unknown);
    QVERIFY(b->venue->placed.isEmpty());
}

void TestRecovery::aConditionalOrderComesBackWithItsPricesInTicks()
{
    JournalledOrder journalled = left("bw-1", OrderState::AmendSent);
    journalled.order.trigger = Trigger{PriceTicks(), true, TriggerBy::MarkPrice};
    journalled.trigger = Decimal::fromScaled(634500, 1);
    journalled.order.exits.stopLoss = ExitLeg{PriceTicks(), TriggerBy::LastPrice, std::nullopt};
    journalled.stopLoss = JournalledOrder::Leg{Decimal::fromScaled(620000, 1), Decimal::fromScaled(619990, 1)};
    journalled.order.amend = PendingAmend();
    journalled.amendQty = Decimal::fromScaled(10, 3);
    const auto b = bench();
    JournalledSession session;
    session.orders = {journalled};
    b->journal->answerReadBack(session);
    QCOMPARE(b->lastOrder.trigger, (Trigger{PriceTicks(634500), true, TriggerBy::MarkPrice}));
    QCOMPARE(b->lastOrder.exits.stopLoss, (ExitLeg{PriceTicks(620000), TriggerBy::LastPrice, PriceTicks(619990)}));
    QVERIFY(b->lastOrder.amend && b->lastOrder.amend->qty == QtyLots(10) && !b->lastOrder.amend->price);
    QCOMPARE(b->lastOrder.state, OrderState::Unknown); // it may be either
}

void TestRecovery::anOrderOfOursIsNotTakenForAForeignOne()
{
    const auto b = bench();
    JournalledSession session;
    session.orders = {left("bw-1", OrderState::Sent)};
    session.orders.first().order.origin = Origin::Signal;
    b->journal->answerReadBack(session);
    b->becomeTradable();
    Q_EMIT b->venue->orderReported(b->report(QStringLiteral("bw-1"), OrderEvent::FillAll, 20));
    QCOMPARE(b->lastOrder.state, OrderState::Filled);
    QCOMPARE(b->lastOrder.origin, Origin::Signal);
}

void TestRecovery::aFillOfTheEarlierRunIsNotToldTwice()
{
    const auto b = bench();
    JournalledSession session;
    session.executionIds = {{kBtc, QStringLiteral("old")}};
    b->journal->answerReadBack(session);
    QSignalSpy told(&b->engine->events(), &EngineEvents::executionAdded);
    Execution execution;
    execution.instrument = b->instrument;
    execution.execId = QStringLiteral("old");
    Q_EMIT b->venue->executionReported(execution);
    QCOMPARE(told.size(), 0);
    execution.execId = QStringLiteral("new");
    Q_EMIT b->venue->executionReported(execution);
    QCOMPARE(told.size(), 1);
}

void TestRecovery::anUnreadableJournalStopsEntriesAndLetsExitsGo()
{
    const auto b = bench();
    QSignalSpy notices(&b->engine->events(), &EngineEvents::noticeRaised);
    b->journal->answerReadBack(fail({ErrorFamily::Storage, Retry::Never, Certainty::Unknown, 0, QStringLiteral("damaged")}));
    QVERIFY(!notices.isEmpty());
    b->becomeTradable();
    QCOMPARE(b->session.tradingState, TradingState::Reducing);
    QVERIFY(b->session.mayTrade);
}

void TestRecovery::anInstrumentThatCantBeReadYetIsAskedForAgain()
{
    const auto b = bench();
    const auto make = b->reader->make;
    b->reader->make = [](const InstrumentId &) -> Result<InstrumentPtr> {
        return fail({ErrorFamily::Network, Retry::Later, Certainty::NotSent, 0, QStringLiteral("no connection")});
    };
    JournalledSession session;
    session.orders = {left("bw-1", OrderState::Sent)};
    b->journal->answerReadBack(session);
    QVERIFY(b->states.isEmpty());
    b->reader->make = make;
    b->scheduler.advance(std::chrono::seconds(3));
    QVERIFY(!b->states.isEmpty());
    QCOMPARE(b->states.first(), OrderState::Unknown);
}

void TestRecovery::anInstrumentThatIsGoneIsToldByItsOrder()
{
    const auto b = bench();
    QSignalSpy notices(&b->engine->events(), &EngineEvents::noticeRaised);
    b->reader->make = [](const InstrumentId &) -> Result<InstrumentPtr> {
        return fail({ErrorFamily::Instrument, Retry::Never, Certainty::Refused, 0, QStringLiteral("unknown symbol")});
    };
    JournalledSession session;
    session.orders = {left("bw-1", OrderState::Sent), left("bw-2", OrderState::Filled)};
    b->journal->answerReadBack(session);
    QVERIFY(b->states.isEmpty());
    QCOMPARE(notices.size(), 1); // the filled one is over
    QCOMPARE(notices.first().first().value<Notice>().subject, QStringLiteral("bw-1"));
}

void TestRecovery::executionsAreAskedForSinceTheOldestOrderThatMayHaveFilled()
{
    const auto b = bench();
    JournalledSession session;
    session.orders = {left("bw-1", OrderState::Accepted), left("bw-2", OrderState::Filled)};
    session.orders[0].order.createdAt = fromMs(5'000'000);
    session.orders[1].order.createdAt = fromMs(1'000'000);
    session.lastExecutionAt = fromMs(9'000'000);
    b->journal->answerReadBack(session);
    b->engine->useKey({QStringLiteral("key"), SecretBytes("secret")});
    Q_EMIT b->venue->statusChanged({ConnectionStatus::Stream::Private, ConnectionStatus::State::Live});
    QCOMPARE(b->venue->executionsSince, fromMs(5'000'000));
}

QTEST_GUILESS_MAIN(TestRecovery)
#include "tst_recovery.moc"
