// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/orderstore.h"
#include "tests/support/samples.h"

#include <QTest>

#include <rapidcheck.h>

using namespace bw;

namespace {

constexpr int kStates = static_cast<int>(OrderState::NotAtVenue) + 1;
constexpr int kEvents = static_cast<int>(OrderEvent::GiveUpLooking) + 1;

OrderEvent genEvent() { return static_cast<OrderEvent>(*rc::gen::inRange(0, kEvents)); }

} // namespace

class TestOrderStateProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingLeavesATerminalState()
    {
        QVERIFY(rc::check([] {
            auto state = static_cast<OrderState>(*rc::gen::inRange(0, kStates));
            const int steps = *rc::gen::inRange(0, 40);
            for (int i = 0; i < steps; ++i) {
                const auto next = nextState(state, genEvent(), *rc::gen::arbitrary<bool>());
                if (isTerminal(state))
                    RC_ASSERT(next == state);
                RC_ASSERT(!(isTerminal(next) && isWorking(next)));
                state = next;
            }
        }));
    }

    /// Once bytes may have left, no sequence of events leads back to where sending is the next step.
    void nothingIsSentTwice()
    {
        QVERIFY(rc::check([] {
            OrderState state = OrderState::Intent;
            int sends = 0;
            const int steps = *rc::gen::inRange(0, 60);
            for (int i = 0; i < steps; ++i) {
                const auto next = nextState(state, genEvent(), *rc::gen::arbitrary<bool>());
                if (next == OrderState::Sent && state != OrderState::Sent)
                    ++sends;
                RC_ASSERT(next != OrderState::Intent || state == OrderState::Intent);
                state = next;
            }
            RC_ASSERT(sends <= 1);
        }));
    }

    /// Any mixture of our own events and of the venue's reports, late, repeated and contradictory ones included.
    void filledNeverFallsAndClosedStaysClosed()
    {
        QVERIFY(rc::check([] {
            OrderStore store;
            Order order;
            order.orderLinkId = QStringLiteral("bw-1");
            order.instrument = samples::linear();
            order.qty = QtyLots(10);
            RC_ASSERT(store.add(order).has_value());
            auto before = *store.byLinkId(order.orderLinkId);
            const int steps = *rc::gen::inRange(0, 60);
            for (int i = 0; i < steps; ++i) {
                const Order *changed = nullptr;
                const OrderEvent event = genEvent();
                if (*rc::gen::arbitrary<bool>()) {
                    changed = store.apply(order.orderLinkId, event, {}, fromMs(*rc::gen::inRange(0, 100)));
                } else {
                    OrderReport report;
                    report.orderLinkId = order.orderLinkId;
                    report.orderId = QStringLiteral("v-1");
                    report.instrument = order.instrument;
                    report.event = event;
                    report.qty = QtyLots(*rc::gen::element(0, 10, 10, 12));
                    report.filled = QtyLots(*rc::gen::inRange(-2, 14));
                    report.updatedAt = fromMs(*rc::gen::inRange(0, 30));
                    changed = store.apply(report);
                }
                const auto &now = *store.byLinkId(order.orderLinkId);
                RC_ASSERT(!changed || changed == &now);
                RC_ASSERT(now.filled >= before.filled);
                RC_ASSERT(!isTerminal(before.state) || now.state == before.state);
                RC_ASSERT(changed || now.state == before.state);
                RC_ASSERT(!before.hasBeenAccepted || now.hasBeenAccepted);
                RC_ASSERT(!before.isDatedByVenue || now.updatedAt >= before.updatedAt || now.updatedAt == UtcTime{});
                if (now.state == OrderState::Accepted || now.state == OrderState::PartiallyFilled || now.state == OrderState::Filled)
                    RC_ASSERT(now.hasBeenAccepted);
                const bool isOpen = now.state == OrderState::Intent || isWorking(now.state);
                RC_ASSERT(store.working().size() == (isOpen ? 1 : 0));
                RC_ASSERT(store.hasUnknown(order.instrument->id()) == (now.state == OrderState::Unknown));
                before = now;
            }
        }));
    }
};

QTEST_GUILESS_MAIN(TestOrderStateProperty)
#include "tst_orderstate.moc"
