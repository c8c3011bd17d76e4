// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/riskgate.h"
#include "tests/support/samples.h"

#include <QTest>

#include <rapidcheck.h>

#include <algorithm>

using namespace bw;
using samples::num;

namespace {

bool oneIn(int n) { return *rc::gen::inRange(0, n) == 0; }

OrderDraft genDraft(const InstrumentPtr &instrument)
{
    auto draft = samples::limit(instrument, *rc::gen::element(Side::Buy, Side::Sell), *rc::gen::inRange<std::int64_t>(-1, 200),
                                *rc::gen::inRange<std::int64_t>(293'000, 307'000));
    if (oneIn(3))
        draft = samples::market(instrument, draft.side, draft.qty.value());
    if (oneIn(20))
        draft.price.reset();
    draft.reduceOnly = oneIn(3);
    draft.isConfirmedClose = oneIn(4);
    draft.origin = *rc::gen::element(Origin::Manual, Origin::OneClick, Origin::Signal, Origin::Auto);
    return draft;
}

/// Mostly good, with holes and faults anywhere.
RiskContext genContext(const InstrumentPtr &instrument)
{
    auto context = samples::context(instrument);
    context.now += std::chrono::milliseconds(*rc::gen::weightedElement<int>({{8, 0}, {1, 2000}, {1, 2001}}));
    if (oneIn(40))
        context.book.reset();
    if (oneIn(40)) {
        auto book = samples::book(instrument);
        book->state = *rc::gen::element(BookState::Waiting, BookState::Stale, BookState::Resyncing);
        context.book = book;
    }
    if (oneIn(40)) {
        auto book = samples::book(instrument);
        book->trust.score = *rc::gen::inRange(0, 101);
        context.book = book;
    }
    context.tradingState = *rc::gen::weightedElement<TradingState>({{8, TradingState::Active}, {1, TradingState::Reducing}, {1, TradingState::Halted}});
    context.isVenueAllowed = !oneIn(40);
    context.keyLevel = *rc::gen::weightedElement<KeyLevel>(
        {{12, KeyLevel::Trade}, {1, KeyLevel::None}, {1, KeyLevel::ReadOnly}, {1, KeyLevel::Transfer}, {1, KeyLevel::Withdraw}, {1, KeyLevel::Unaudited}});
    context.isTransferAllowed = oneIn(2);
    context.isUnauditedAllowed = oneIn(2);
    context.isPrivateStreamLive = !oneIn(40);
    context.hasUnknownOnSymbol = oneIn(40);
    if (oneIn(40))
        context.clockError.reset();
    if (oneIn(40))
        context.wallet.reset();
    if (oneIn(40))
        context.positions.reset();
    else if (oneIn(2))
        context.positions = {samples::position(instrument, *rc::gen::element(Side::Buy, Side::Sell), *rc::gen::element("0.05", "0.2", "1"))};
    if (oneIn(40))
        context.fees.reset();
    if (oneIn(40))
        context.leverage.reset();
    return context;
}

constexpr int kAbsences = 12;

bool isOk(const Verdicts &verdicts, RuleId rule)
{
    return std::all_of(verdicts.cbegin(), verdicts.cend(), [rule](const Verdict &verdict) { return verdict.rule != rule || verdict.ok; });
}

/// On contracts reduce-only or the whole position, on spot a sale of coins that are there.
OrderDraft genExit()
{
    const bool isSpot = oneIn(4);
    auto draft = genDraft(isSpot ? samples::spot() : *rc::gen::element(samples::linear(), samples::inverse()));
    draft.reduceOnly = !isSpot;
    draft.closesPosition = !isSpot && oneIn(4);
    if (draft.closesPosition)
        draft.qty = QtyLots(0);
    if (isSpot)
        draft.side = Side::Sell;
    if (oneIn(4))
        draft.trigger = Trigger{PriceTicks(*rc::gen::inRange<std::int64_t>(-1, 400'000)), oneIn(2), TriggerBy::LastPrice};
    draft.positionIdx = isSpot ? 0 : *rc::gen::inRange(0, 3);
    return draft;
}

/// Everything may be wrong but what makes the draft an exit: the position, and on spot the coins.
RiskContext brokenContext(const OrderDraft &exit)
{
    auto context = genContext(exit.instrument);
    context.positions.reset();
    if (oneIn(2))
        context.positions = {samples::position(exit.instrument, opposite(exit.side), "0.001", exit.positionIdx)};
    context.wallet.reset();
    if (exit.instrument->id().category == Category::Spot)
        context.wallet = Wallet{{{QStringLiteral("BTC"), num("0.2"), 0, num("0.2")}}, {}, {}, {}, {}, {}};
    context.mode.reset();
    context.buyLimit = context.sellLimit = Decimal(1);
    context.hasUnknownOnSymbol = context.hasUnknownChange = context.isInstrumentReduceOnly = true;
    context.limits.maxOrderNotional = context.limits.maxPositionNotional = 0;
    context.limits.maxOrdersPerMinute = context.limits.maxOpenOrders = 0;
    context.recentSends = {{context.now, exit.instrument->id(), exit.side, exit.type, exit.qty, exit.price}};
    return context;
}

} // namespace

class TestGateProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void approvalMeansThatEveryVerdictIsOk()
    {
        const RiskGate gate(allRules());
        QVERIFY(rc::check([&gate] {
            const auto instrument = samples::linear();
            const auto draft = genDraft(instrument);
            const auto context = genContext(instrument);
            const auto verdicts = gate.check(draft, context);
            const auto approved = gate.approve(draft, context, QStringLiteral("bw-1"));
            RC_ASSERT(approved.has_value() == allOk(verdicts));
            RC_ASSERT(gate.check(draft, context) == verdicts); // the same question, the same answer
            for (const auto &verdict : verdicts)
                RC_ASSERT(verdict.ok == verdict.why.isEmpty());
            RC_CLASSIFY(approved.has_value(), "approved");
            RC_CLASSIFY(approved.has_value() && approved->isExit(), "approved exit");
        }));
    }

    /// What must hold of anything that goes out, said once more without the rules' own words.
    void whatGoesOutIsSafe()
    {
        const RiskGate gate(allRules());
        QVERIFY(rc::check([&gate] {
            const auto instrument = samples::linear();
            const auto draft = genDraft(instrument);
            const auto context = genContext(instrument);
            const auto approved = gate.approve(draft, context, QStringLiteral("bw-1"));
            if (!approved)
                return;
            RC_ASSERT(context.isVenueAllowed);
            RC_ASSERT(context.keyLevel == KeyLevel::Trade || (context.keyLevel == KeyLevel::Transfer && context.isTransferAllowed)
                      || (context.keyLevel == KeyLevel::Unaudited && context.isUnauditedAllowed));
            RC_ASSERT(draft.qty.value() > 0);
            RC_ASSERT(draft.type == OrderType::Market || draft.price.has_value());
            if (approved->isExit()) {
                RC_ASSERT(draft.reduceOnly);
                RC_ASSERT(context.tradingState != TradingState::Halted || draft.isConfirmedClose);
                RC_ASSERT(!context.positions || (context.positions->size() == 1 && *context.positions->first().side != draft.side));
                return;
            }
            RC_ASSERT(!draft.reduceOnly);
            RC_ASSERT(context.tradingState == TradingState::Active && context.isPrivateStreamLive && !context.hasUnknownOnSymbol);
            RC_ASSERT(context.book && context.book->isLive() && context.now - context.book->receivedAt <= context.limits.maxBookAge);
            RC_ASSERT(context.book->trust.score >= context.limits.minTrust);
            RC_ASSERT(context.wallet.has_value() && context.positions.has_value() && context.fees.has_value());
            const auto touch = draft.side == Side::Buy ? 30'100 : 29'999; // no dearer than the whole book
            RC_ASSERT(Decimal(touch) * instrument->qty(draft.qty) <= context.limits.maxOrderNotional * num("1.03"));
        }));
    }

    /// Whatever else is wrong: tick, lot, maximum, key level, and in a halt the confirmation.
    void exitsAreNeverTrapped()
    {
        const RiskGate gate(allRules());
        QVERIFY(rc::check([&gate] {
            const auto exit = genExit();
            const auto context = brokenContext(exit);
            RC_ASSERT(isExit(exit, context));
            for (const auto &verdict : gate.check(exit, context)) {
                const bool mayRefuse = verdict.rule == RuleId::TickLot || verdict.why == QStringLiteral("too_large") || verdict.rule == RuleId::KeyLevel
                    || (verdict.rule == RuleId::TradingAllowed && context.tradingState == TradingState::Halted && !exit.isConfirmedClose);
                RC_ASSERT(verdict.ok || mayRefuse);
            }
            RC_CLASSIFY(gate.approve(exit, context, QStringLiteral("bw-1")).has_value(), "approved");
        }));
    }

    void nothingEntersWithAnAbsentDatum()
    {
        const RiskGate gate(allRules());
        QVERIFY(rc::check([&gate] {
            const auto instrument = samples::linear();
            auto draft = genDraft(instrument);
            draft.reduceOnly = false;
            auto context = samples::context(instrument);
            if (!gate.approve(draft, context, QStringLiteral("bw-1")))
                return;
            RC_TAG("entry");
            switch (*rc::gen::inRange(0, kAbsences)) {
            case 0: context.book.reset(); break;
            case 1: context.clockError.reset(); break;
            case 2: context.wallet.reset(); break;
            case 3: context.positions.reset(); break;
            case 4: context.fees.reset(); break;
            case 5: context.leverage.reset(); break;
            case 6: context.wallet->totalAvailable = Decimal::invalid(); break;
            case 7: context.mode.reset(); break;
            case 8: context.mode->marginMode.reset(); break;
            case 9: context.mode->isHedge.reset(); break;
            case 10: context.priceLimitsAt.reset(); break;
            default: (draft.side == Side::Buy ? context.buyLimit : context.sellLimit).reset(); break;
            }
            RC_ASSERT(!gate.approve(draft, context, QStringLiteral("bw-1")));
        }));
    }

    /// Growing a resting order by some lots: caps and balance say what they would say to an order for those lots beside it.
    void amendIsJudgedByTheDifference()
    {
        const RiskGate gate(allRules());
        QVERIFY(rc::check([&gate] {
            const auto instrument = samples::linear();
            const auto before = *rc::gen::inRange<std::int64_t>(1, 200), more = *rc::gen::inRange<std::int64_t>(1, 200);
            const auto side = *rc::gen::element(Side::Buy, Side::Sell);
            const auto ticks = side == Side::Buy ? *rc::gen::inRange<std::int64_t>(299'000, 299'990) : *rc::gen::inRange<std::int64_t>(300'000, 301'000);
            Order order;
            order.orderLinkId = QStringLiteral("w");
            order.instrument = instrument;
            order.side = side;
            order.qty = QtyLots(before);
            order.price = PriceTicks(ticks);
            order.state = OrderState::Accepted;
            auto context = samples::context(instrument);
            context.working = {order};
            context.limits.maxPositionNotional = *rc::gen::inRange(1, 12'000);
            context.wallet->totalAvailable = *rc::gen::inRange(1, 700);
            if (*rc::gen::arbitrary<bool>())
                context.positions = {samples::position(instrument, *rc::gen::element(Side::Buy, Side::Sell), *rc::gen::element("0.05", "0.2"))};
            AmendDraft amend;
            amend.instrument = instrument;
            amend.orderLinkId = order.orderLinkId;
            amend.qty = QtyLots(before + more);
            const auto changed = gate.check(amend, &order, context);
            const auto beside = gate.check(samples::limit(instrument, side, more, ticks), context);
            RC_ASSERT(isOk(changed, RuleId::PositionCap) == isOk(beside, RuleId::PositionCap));
            if (context.positions->isEmpty()) // what takes back a position needs no margin: not additive
                RC_ASSERT(isOk(changed, RuleId::Balance) == isOk(beside, RuleId::Balance));
            auto without = context;
            without.working.clear();
            const auto whole = gate.check(samples::limit(instrument, side, before + more, ticks), without);
            for (const auto rule : {RuleId::NotionalCap, RuleId::MinMax, RuleId::PriceBand, RuleId::BookFresh, RuleId::Clock, RuleId::TickLot})
                RC_ASSERT(isOk(changed, rule) == isOk(whole, rule));
        }));
    }
};

QTEST_GUILESS_MAIN(TestGateProperty)
#include "tst_gate.moc"
