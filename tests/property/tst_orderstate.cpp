// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/order/orderstore.h"
#include "tests/support/samples.h"

#include <QTest>

#include <rapidcheck.h>

#include <algorithm>
#include <utility>
#include <vector>

using namespace bw;

namespace {

constexpr int kStates = static_cast<int>(OrderState::NotAtVenue) + 1;
constexpr int kEvents = static_cast<int>(OrderEvent::GiveUpLooking) + 1;

OrderEvent genEvent() { return static_cast<OrderEvent>(*rc::gen::inRange(0, kEvents)); }

bool oneIn(int n) { return *rc::gen::inRange(0, n) == 0; }

Order ourOrder()
{
    Order order;
    order.orderLinkId = QStringLiteral("bw-1");
    order.instrument = samples::linear();
    order.qty = QtyLots(10);
    order.price = PriceTicks(100);
    return order;
}

/// What the venue did with it, each step dated later than the one before: accepted, amended, filled in parts, and mostly ended.
std::vector<OrderReport> genStory()
{
    OrderReport report;
    report.orderLinkId = QStringLiteral("bw-1");
    report.orderId = QStringLiteral("v-1");
    report.instrument = samples::linear();
    report.qty = QtyLots(10);
    report.price = PriceTicks(100);
    report.event = OrderEvent::Acknowledge;
    std::vector<OrderReport> story;
    const auto tell = [&] {
        report.updatedAt = fromMs(100 + 10 * static_cast<qint64>(story.size()));
        story.push_back(report);
    };
    tell();
    const int steps = *rc::gen::inRange(0, 8);
    for (int i = 0; i < steps; ++i) {
        if (oneIn(3))
            report.price = PriceTicks(*rc::gen::inRange<std::int64_t>(90, 110));
        else if (oneIn(3))
            report.qty = QtyLots(*rc::gen::inRange<std::int64_t>(report.filled.value() + 1, 20));
        else if (report.filled + QtyLots(1) < report.qty)
            report.filled += QtyLots(*rc::gen::inRange<std::int64_t>(1, (report.qty - report.filled).value()));
        report.event = report.filled.isZero() ? OrderEvent::Acknowledge : OrderEvent::FillPart;
        tell();
    }
    switch (*rc::gen::inRange(0, 5)) {
    case 0: return story;
    case 1: report.event = OrderEvent::Cancel; break;
    case 2: report.event = report.filled.isZero() ? OrderEvent::VenueReject : OrderEvent::Cancel; break;
    default:
        report.event = OrderEvent::FillAll;
        report.filled = report.qty;
        break;
    }
    tell();
    return story;
}

OrderState stateOf(const OrderReport &report)
{
    switch (report.event) {
    case OrderEvent::Cancel: return OrderState::Cancelled;
    case OrderEvent::VenueReject: return OrderState::Rejected;
    case OrderEvent::FillAll: return OrderState::Filled;
    case OrderEvent::FillPart: return OrderState::PartiallyFilled;
    default: return OrderState::Accepted;
    }
}

/// What happens on our side of the wire meanwhile.
void ourEvent(OrderStore &store, const QString &id)
{
    const UtcTime at = fromMs(*rc::gen::inRange(1, 300));
    if (oneIn(3))
        static_cast<void>(store.beginAmend(id, {QtyLots(*rc::gen::inRange<std::int64_t>(1, 20)), PriceTicks(100), std::nullopt}, at));
    else
        static_cast<void>(store.apply(id, *rc::gen::element(OrderEvent::Acknowledge, OrderEvent::LoseAnswer, OrderEvent::SendCancel, OrderEvent::RefuseChange,
                                                            OrderEvent::GiveUpLooking), {}, at));
}

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
            auto before = *store.byKey(order.orderLinkId);
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
                const auto &now = *store.byKey(order.orderLinkId);
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

    /// A life at the venue, told late, doubled and swapped, among our own answers: whatever comes in whatever order, the last word is where
    /// the order ends, it is accepted before any fill and no more than once, and what is closed stays closed.
    void storyToldInAnyOrderEndsAsItEndedAtTheVenue()
    {
        QVERIFY(rc::check([] {
            const auto story = genStory();
            const OrderReport &last = story.back();
            std::vector<std::size_t> told;
            for (std::size_t i = 0; i < story.size(); ++i)
                told.insert(told.end(), static_cast<std::size_t>(*rc::gen::inRange(i + 1 == story.size() ? 1 : 0, 3)), i);
            const auto keys = *rc::gen::container<std::vector<int>>(told.size(), rc::gen::inRange(0, 4)); // mostly in order, some far out of it
            std::vector<std::pair<int, std::size_t>> order;
            for (std::size_t i = 0; i < told.size(); ++i)
                order.emplace_back(static_cast<int>(told[i]) + 3 * keys[i], told[i]);
            std::stable_sort(order.begin(), order.end());

            OrderStore store;
            Order ours = ourOrder();
            RC_ASSERT(store.add(ours).has_value());
            const QString id = ours.orderLinkId;
            static_cast<void>(store.apply(id, OrderEvent::Send, {}, fromMs(1)));
            Order before = *store.byKey(id);
            int acceptances = 0;
            const auto look = [&] {
                const Order &now = *store.byKey(id);
                RC_ASSERT(now.filled >= before.filled);
                RC_ASSERT(!isTerminal(before.state) || now.state == before.state);
                RC_ASSERT(now.filled.value() == 0 || now.hasBeenAccepted);
                RC_ASSERT(!(isTerminal(now.state) && now.amend));
                acceptances += now.hasBeenAccepted && !before.hasBeenAccepted;
                RC_ASSERT(acceptances <= 1);
                before = now;
            };
            for (const auto &[at, index] : order) {
                if (oneIn(3)) {
                    ourEvent(store, id);
                    look();
                }
                static_cast<void>(store.apply(story[index]));
                look();
            }
            if (isTerminal(stateOf(last))) {
                RC_ASSERT(before.state == stateOf(last));
                RC_ASSERT(before.filled == last.filled);
                RC_ASSERT(!before.amend);
                RC_TAG("ended");
            }
        }));
    }
};

QTEST_GUILESS_MAIN(TestOrderStateProperty)
#include "tst_orderstate.moc"
