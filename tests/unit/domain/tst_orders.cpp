// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/orderstore.h"
#include "tests/support/samples.h"

#include <QTest>

using namespace bw;
using samples::num;
using S = OrderState;
using E = OrderEvent;

namespace {

const QString kLink = QStringLiteral("bw-1");

Order intent(const QString &linkId = kLink, const InstrumentPtr &instrument = samples::linear())
{
    Order order;
    order.orderLinkId = linkId;
    order.instrument = instrument;
    order.qty = QtyLots(100);
    order.price = PriceTicks(299990);
    order.createdAt = order.updatedAt = fromMs(5000);
    return order;
}

OrderReport report(E event, std::int64_t filled, std::int64_t at, const QString &linkId = kLink, const QString &orderId = QStringLiteral("v-1"))
{
    OrderReport said;
    said.orderLinkId = linkId;
    said.orderId = orderId;
    said.instrument = samples::linear();
    said.event = event;
    said.qty = QtyLots(100);
    said.filled = QtyLots(filled);
    said.price = PriceTicks(299990);
    said.createdAt = fromMs(900);
    said.updatedAt = fromMs(at);
    return said;
}

OrderStore storeWithSent()
{
    OrderStore store;
    if (!store.add(intent()) || !store.apply(kLink, E::Send, {}, fromMs(5001)))
        qFatal("the store does not take an intent");
    return store;
}

} // namespace

class TestOrders : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void stateFollowsTheTable_data()
    {
        QTest::addColumn<S>("from");
        QTest::addColumn<E>("event");
        QTest::addColumn<bool>("filledBefore");
        QTest::addColumn<S>("to");
        const auto row = [](S from, E event, bool filledBefore, S to) {
            QTest::addRow("%s by %d%s", qPrintable(toName(from)), static_cast<int>(event), filledBefore ? " after a fill" : "")
                << from << event << filledBefore << to;
        };
        row(S::Intent, E::StopBeforeSend, false, S::NotSent);
        row(S::Intent, E::Send, false, S::Sent);
        row(S::Sent, E::StopBeforeSend, false, S::NotSent);
        row(S::Accepted, E::StopBeforeSend, false, S::Accepted); // the venue has spoken: it did leave
        row(S::Sent, E::Acknowledge, false, S::Accepted);
        row(S::Sent, E::Refuse, false, S::Rejected);
        row(S::Accepted, E::Refuse, false, S::Accepted);
        row(S::Sent, E::LoseAnswer, false, S::Unknown);
        row(S::Accepted, E::LoseAnswer, false, S::Accepted); // the stream was faster than the answer that got lost
        row(S::Sent, E::FillPart, false, S::PartiallyFilled);
        row(S::Sent, E::FillAll, false, S::Filled);
        row(S::Accepted, E::Trigger, false, S::Untriggered); // retCode 0 comes first, then the stream says that it waits
        row(S::Untriggered, E::Acknowledge, false, S::Accepted);
        row(S::PartiallyFilled, E::Acknowledge, true, S::PartiallyFilled); // a late New
        row(S::PartiallyFilled, E::Trigger, true, S::PartiallyFilled);
        row(S::Accepted, E::VenueReject, false, S::Rejected);
        row(S::Accepted, E::Deactivate, false, S::Deactivated);
        row(S::PartiallyFilled, E::Cancel, true, S::Cancelled);
        row(S::Accepted, E::SendCancel, false, S::CancelSent);
        row(S::PartiallyFilled, E::SendAmend, true, S::AmendSent);
        row(S::Sent, E::SendCancel, false, S::Sent);
        row(S::Unknown, E::SendCancel, false, S::Unknown); // it goes on being looked for
        row(S::CancelSent, E::Acknowledge, false, S::CancelSent);
        row(S::CancelSent, E::FillPart, true, S::CancelSent);
        row(S::CancelSent, E::FillAll, true, S::Filled);
        row(S::CancelSent, E::Cancel, false, S::Cancelled);
        row(S::CancelSent, E::RefuseChange, false, S::Accepted);
        row(S::CancelSent, E::RefuseChange, true, S::PartiallyFilled);
        row(S::CancelSent, E::LoseAnswer, false, S::Unknown);
        row(S::AmendSent, E::Acknowledge, false, S::Accepted);
        row(S::AmendSent, E::Acknowledge, true, S::PartiallyFilled);
        row(S::AmendSent, E::RefuseChange, true, S::PartiallyFilled);
        row(S::Accepted, E::RefuseChange, false, S::Accepted);
        row(S::Unknown, E::Acknowledge, false, S::Accepted);
        row(S::Unknown, E::Trigger, false, S::Untriggered);
        row(S::Unknown, E::Trigger, true, S::PartiallyFilled);
        row(S::Unknown, E::FillPart, false, S::PartiallyFilled);
        row(S::Unknown, E::Cancel, false, S::Cancelled);
        row(S::Unknown, E::GiveUpLooking, false, S::NotAtVenue);
        row(S::Accepted, E::GiveUpLooking, false, S::Accepted);
        row(S::NotAtVenue, E::Acknowledge, false, S::Accepted);
        row(S::NotAtVenue, E::FillAll, false, S::Filled);
        row(S::NotAtVenue, E::Send, false, S::NotAtVenue); // never sent again
        row(S::Unknown, E::Send, false, S::Unknown);
        row(S::Cancelled, E::Acknowledge, false, S::Cancelled);
        row(S::Filled, E::FillPart, true, S::Filled);
        row(S::Rejected, E::FillAll, false, S::Rejected);
    }
    void stateFollowsTheTable()
    {
        QFETCH(S, from);
        QFETCH(E, event);
        QFETCH(bool, filledBefore);
        QTEST(nextState(from, event, filledBefore), "to");
    }

    void linkIdIsUsedOnce()
    {
        OrderStore store;
        QVERIFY(store.add(intent()).has_value());
        QVERIFY(!store.add(intent()).has_value());
        QVERIFY(!store.add(intent(QString())).has_value());
        QVERIFY(!store.add(intent(QStringLiteral("x"), nullptr)).has_value());
    }

    void ourClockNeverMakesTheVenueLookOld()
    {
        auto store = storeWithSent(); // at 5001 of our clock
        const auto *order = store.apply(report(E::Acknowledge, 0, 1000));
        QVERIFY(order);
        QCOMPARE(order->state, S::Accepted);
        QCOMPARE(toMs(order->updatedAt), 1000);
        QVERIFY(store.apply(kLink, E::SendCancel, {}, fromMs(6000)));
        QCOMPARE(toMs(store.byKey(kLink)->updatedAt), 1000);
        QVERIFY(store.apply(report(E::Cancel, 0, 1500)));
        QCOMPARE(store.byKey(kLink)->state, S::Cancelled);
    }

    void olderWordOfTheVenueChangesNothing()
    {
        auto store = storeWithSent();
        QVERIFY(store.apply(report(E::FillPart, 40, 2000)));
        QCOMPARE(store.apply(report(E::Acknowledge, 0, 1999)), nullptr);
        QCOMPARE(store.apply(report(E::FillPart, 30, 1999)), nullptr);
        QCOMPARE(store.byKey(kLink)->filled, QtyLots(40));
        QCOMPARE(store.byKey(kLink)->state, S::PartiallyFilled);
        QCOMPARE(store.apply(report(E::Acknowledge, 0, 2000)), nullptr); // a New of the same millisecond
        QVERIFY(store.apply(report(E::FillAll, 100, 2000)));
        QCOMPARE(store.byKey(kLink)->state, S::Filled);
    }

    void sameWordTwiceIsNoChange()
    {
        auto store = storeWithSent();
        auto said = report(E::FillPart, 40, 2000);
        said.averagePrice = num("29999.05");
        QVERIFY(store.apply(said));
        QCOMPARE(store.apply(said), nullptr);
        said.averagePrice = num("29999.050"); // the same number
        QCOMPARE(store.apply(said), nullptr);
    }

    void quantitiesWinOverTheStatus_data()
    {
        QTest::addColumn<E>("event");
        QTest::addColumn<int>("filled");
        QTest::addColumn<S>("state");
        QTest::newRow("all that is not all") << E::FillAll << 40 << S::PartiallyFilled;
        QTest::newRow("a part that is all") << E::FillPart << 100 << S::Filled;
        QTest::newRow("a part of nothing") << E::FillPart << 0 << S::Accepted;
        QTest::newRow("all of nothing") << E::FillAll << 0 << S::Accepted;
        QTest::newRow("cancelled with fills") << E::Cancel << 40 << S::Cancelled;
    }
    void quantitiesWinOverTheStatus()
    {
        QFETCH(E, event);
        QFETCH(int, filled);
        auto store = storeWithSent();
        const auto *order = store.apply(report(event, filled, 2000));
        QVERIFY(order);
        QTEST(order->state, "state");
        QCOMPARE(order->filled, QtyLots(filled));
    }

    void spotMarketOrderByValueIsFilledWhenTheVenueSaysSo()
    {
        OrderStore store;
        auto said = report(E::FillAll, 3, 2000, {}, QStringLiteral("77"));
        said.instrument = samples::spot();
        said.type = OrderType::Market;
        said.qty = QtyLots(100'000); // 100 USDT worth
        QCOMPARE(store.apply(said)->state, S::Filled);
    }

    void fillSeenFirstImpliesTheAcceptance()
    {
        auto store = storeWithSent();
        QVERIFY(!store.byKey(kLink)->hasBeenAccepted);
        QVERIFY(store.apply(report(E::FillAll, 100, 2000))->hasBeenAccepted);
        auto other = storeWithSent();
        QVERIFY(other.apply(kLink, E::LoseAnswer, QStringLiteral("timeout"), fromMs(6000)));
        QVERIFY(!other.byKey(kLink)->hasBeenAccepted);
        QVERIFY(other.apply(kLink, E::Acknowledge, {}, fromMs(6001))->hasBeenAccepted);
        auto refused = storeWithSent();
        QVERIFY(!refused.apply(kLink, E::Refuse, QStringLiteral("110007"), fromMs(6000))->hasBeenAccepted);
    }

    void closedOrderIsNotReopenedButLearnsOfFills()
    {
        auto store = storeWithSent();
        QVERIFY(store.apply(report(E::Cancel, 0, 2000)));
        QCOMPARE(store.apply(report(E::Acknowledge, 0, 3000)), nullptr);
        const auto *order = store.apply(report(E::FillPart, 40, 3000));
        QVERIFY(order);
        QCOMPARE(order->state, S::Cancelled);
        QCOMPARE(order->filled, QtyLots(40));
        QCOMPARE(store.apply(report(E::Cancel, 10, 4000)), nullptr);
        QCOMPARE(store.byKey(kLink)->filled, QtyLots(40));
    }

    void reasonGoesWhenTheTroubleIsOver()
    {
        auto store = storeWithSent();
        QCOMPARE(store.apply(kLink, E::LoseAnswer, QStringLiteral("timeout"), fromMs(6000))->reason, QStringLiteral("timeout"));
        QVERIFY(store.hasUnknown(samples::linear()->id()));
        QVERIFY(!store.hasUnknown(samples::inverse()->id()));
        QCOMPARE(store.unknown().size(), 1);
        QCOMPARE(store.apply(report(E::Acknowledge, 0, 2000))->reason, QString());
        QVERIFY(!store.hasUnknown(samples::linear()->id()));
        QVERIFY(store.unknown().isEmpty());
        auto said = report(E::Cancel, 0, 3000);
        said.reason = QStringLiteral("EC_PostOnlyWillTakeLiquidity");
        QCOMPARE(store.apply(said)->reason, said.reason);
    }

    void lookedForAndFoundLate()
    {
        auto store = storeWithSent();
        QVERIFY(store.apply(kLink, E::LoseAnswer, {}, fromMs(6000)));
        store.countLookup(kLink);
        store.countLookup(kLink);
        QCOMPARE(store.byKey(kLink)->lookups, 2);
        QVERIFY(store.apply(kLink, E::GiveUpLooking, {}, fromMs(7000)));
        QCOMPARE(store.byKey(kLink)->state, S::NotAtVenue);
        QVERIFY(store.working().isEmpty());
        QVERIFY(store.apply(report(E::FillPart, 10, 2000)));
        QCOMPARE(store.byKey(kLink)->state, S::PartiallyFilled);
        QCOMPARE(store.working().size(), 1);
    }

    void intentsCountAsWorkingAndClosedOrdersDoNot()
    {
        OrderStore store;
        QVERIFY(store.add(intent()).has_value());
        QCOMPARE(store.working().size(), 1);
        QVERIFY(store.apply(kLink, E::StopBeforeSend, QStringLiteral("halted"), fromMs(5001)));
        QVERIFY(store.working().isEmpty());
        QCOMPARE(store.apply(kLink, E::Send, {}, fromMs(5002)), nullptr);
    }

    void foreignOrderIsShownAsExternal()
    {
        OrderStore store;
        const auto *order = store.apply(report(E::Acknowledge, 0, 2000, {}, QStringLiteral("v-9")));
        QVERIFY(order);
        QCOMPARE(order->origin, Origin::External);
        QCOMPARE(order->state, S::Accepted);
        QCOMPARE(store.byOrderId(QStringLiteral("v-9"))->qty, QtyLots(100));
        QCOMPARE(store.working().size(), 1);
        QVERIFY(store.apply(report(E::Cancel, 0, 3000, {}, QStringLiteral("v-9"))));
        QCOMPARE(store.byOrderId(QStringLiteral("v-9"))->state, S::Cancelled);
        QVERIFY(store.working().isEmpty());
        QCOMPARE(store.apply(report(E::Acknowledge, 0, 2000, {}, {})), nullptr); // nameless
    }

    void ordersAreFoundByTheVenuesIdOnceItIsBound()
    {
        auto store = storeWithSent();
        QCOMPARE(store.byOrderId(QStringLiteral("v-1")), nullptr);
        store.bindOrderId(kLink, QStringLiteral("v-1"));
        QCOMPARE(store.byOrderId(QStringLiteral("v-1"))->orderLinkId, kLink);
        QVERIFY(store.apply(report(E::Cancel, 0, 2000, {}, QStringLiteral("v-1")))); // a report that leaves the link id out
        QCOMPARE(store.byKey(kLink)->state, S::Cancelled);
    }

    void linkIdThatAForeignProgramUsesAgainIsAnotherOrder()
    {
        OrderStore store;
        const QString reused = QStringLiteral("their-1");
        QVERIFY(store.apply(report(E::Cancel, 0, 2000, reused, QStringLiteral("v-1"))));
        QVERIFY(store.apply(report(E::Acknowledge, 0, 3000, reused, QStringLiteral("v-2"))));
        QCOMPARE(store.byOrderId(QStringLiteral("v-1"))->state, S::Cancelled);
        QCOMPARE(store.byOrderId(QStringLiteral("v-2"))->state, S::Accepted);
        QVERIFY(store.apply(report(E::FillAll, 100, 4000, reused, QStringLiteral("v-2"))));
        QCOMPARE(store.byOrderId(QStringLiteral("v-2"))->state, S::Filled);
        QVERIFY(store.working().isEmpty());
    }

    void oldestClosedOrdersGoAndOpenOnesStay()
    {
        OrderStore store;
        QVERIFY(store.add(intent(QStringLiteral("open"))).has_value());
        for (int i = 0; i < OrderStore::kMaxOrders + 10; ++i) {
            const auto id = QStringLiteral("done-%1").arg(i);
            QVERIFY(store.add(intent(id)).has_value());
            QVERIFY(store.apply(id, E::StopBeforeSend, {}, fromMs(6000)));
        }
        QVERIFY(store.byKey(QStringLiteral("open")));
        QVERIFY(!store.byKey(QStringLiteral("done-0")));
        QVERIFY(!store.byKey(QStringLiteral("done-10")));
        QVERIFY(store.byKey(QStringLiteral("done-11")));
        QVERIFY(store.byKey(QStringLiteral("done-%1").arg(OrderStore::kMaxOrders + 9)));
    }

    void fillIsCountedOnce()
    {
        ExecutionFilter filter;
        Execution fill;
        fill.instrument = samples::linear();
        fill.execId = QStringLiteral("e-1");
        QVERIFY(filter.isNew(fill));
        QVERIFY(!filter.isNew(fill));
        fill.instrument = samples::spot(); // the same symbol and id of another category is another fill
        QVERIFY(filter.isNew(fill));
        for (int i = 0; i < 19'000; ++i) {
            fill.execId = QStringLiteral("x-%1").arg(i);
            QVERIFY(filter.isNew(fill));
        }
        fill.execId = QStringLiteral("e-1");
        QVERIFY(!filter.isNew(fill));
        fill.execId.clear();
        QVERIFY(!filter.isNew(fill));
    }

private:
    /// A resting buy of 10 at 100 with an amend to 20 on its way.
    static OrderStore amending(bool isConditional = false)
    {
        OrderStore store;
        Order order;
        order.orderLinkId = QStringLiteral("a");
        order.instrument = samples::linear();
        order.qty = QtyLots(10);
        order.price = PriceTicks(100);
        if (isConditional)
            order.trigger = Trigger{PriceTicks(90), false, {}};
        static_cast<void>(store.add(order));
        store.apply(QStringLiteral("a"), OrderEvent::Send, {}, fromMs(1));
        store.apply(QStringLiteral("a"), isConditional ? OrderEvent::Trigger : OrderEvent::Acknowledge, {}, fromMs(2));
        store.beginAmend(QStringLiteral("a"), {QtyLots(20), std::nullopt, std::nullopt}, fromMs(3));
        return store;
    }
    static OrderReport reportOf(std::int64_t qty, std::int64_t filled, qint64 at)
    {
        OrderReport report;
        report.orderLinkId = QStringLiteral("a");
        report.orderId = QStringLiteral("v");
        report.instrument = samples::linear();
        report.event = filled > 0 ? OrderEvent::FillPart : OrderEvent::Acknowledge;
        report.qty = QtyLots(qty);
        report.filled = QtyLots(filled);
        report.price = PriceTicks(100);
        report.updatedAt = fromMs(at);
        return report;
    }

private Q_SLOTS:
    void amendIsPendingUntilItIsAnswered()
    {
        auto store = amending();
        const auto now = [&store] { return *store.byKey(QStringLiteral("a")); };
        QCOMPARE(now().state, OrderState::AmendSent);
        QCOMPARE(now().qty, QtyLots(10));
        QCOMPARE(now().amend->qty.value_or(QtyLots()), QtyLots(20));
        store.apply(QStringLiteral("a"), OrderEvent::Acknowledge, {}, fromMs(4));
        QCOMPARE(now().state, OrderState::Accepted);
        QCOMPARE(now().qty, QtyLots(20));
        QVERIFY(!now().amend);

        store = amending();
        store.apply(QStringLiteral("a"), OrderEvent::RefuseChange, {}, fromMs(4));
        QCOMPARE(now().state, OrderState::Accepted);
        QCOMPARE(now().qty, QtyLots(10));
        QVERIFY(!now().amend);
    }

    void lostAmendShowsBothPossibilities()
    {
        auto store = amending();
        const auto now = [&store] { return *store.byKey(QStringLiteral("a")); };
        store.apply(QStringLiteral("a"), OrderEvent::LoseAnswer, {}, fromMs(4));
        QCOMPARE(now().state, OrderState::Unknown);
        QCOMPARE(now().qty, QtyLots(10));
        QCOMPARE(now().amend->qty.value_or(QtyLots()), QtyLots(20));
        store.apply(reportOf(20, 0, 10));
        QCOMPARE(now().state, OrderState::Accepted);
        QCOMPARE(now().qty, QtyLots(20));
        QVERIFY(!now().amend);
    }

    void fillDuringAnAmendLeavesItPending()
    {
        auto store = amending();
        const auto now = [&store] { return *store.byKey(QStringLiteral("a")); };
        store.apply(reportOf(10, 3, 10));
        QCOMPARE(now().state, OrderState::AmendSent);
        QCOMPARE(now().filled, QtyLots(3));
        QVERIFY(now().amend.has_value());
        store.apply(QStringLiteral("a"), OrderEvent::LoseAnswer, {}, fromMs(11)); // and so its loss is not lost
        QCOMPARE(now().state, OrderState::Unknown);

        store = amending();
        store.apply(reportOf(20, 3, 10)); // the outcome came before the answer
        QCOMPARE(now().state, OrderState::PartiallyFilled);
        QVERIFY(!now().amend);
        auto all = reportOf(10, 10, 20);
        all.event = OrderEvent::FillAll;
        store = amending();
        store.apply(all);
        QCOMPARE(now().state, OrderState::Filled);
        QVERIFY(!now().amend);
    }

    void refusedChangeOfAWaitingOrderLeavesItWaiting()
    {
        auto store = amending(true);
        const auto now = [&store] { return *store.byKey(QStringLiteral("a")); };
        store.apply(QStringLiteral("a"), OrderEvent::RefuseChange, {}, fromMs(4));
        QCOMPARE(now().state, OrderState::Untriggered);
        store.apply(QStringLiteral("a"), OrderEvent::SendCancel, {}, fromMs(5));
        store.apply(QStringLiteral("a"), OrderEvent::RefuseChange, {}, fromMs(6));
        QCOMPARE(now().state, OrderState::Untriggered);
        store.apply(QStringLiteral("a"), OrderEvent::SendCancel, {}, fromMs(7));
        store.apply(reportOf(10, 0, 10)); // it has triggered meanwhile
        store.apply(QStringLiteral("a"), OrderEvent::RefuseChange, {}, fromMs(11));
        QCOMPARE(now().state, OrderState::Accepted);
    }
};

QTEST_GUILESS_MAIN(TestOrders)
#include "tst_orders.moc"
