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
        {{12, KeyLevel::Trade}, {1, KeyLevel::None}, {1, KeyLevel::ReadOnly}, {1, KeyLevel::Transfer}, {1, KeyLevel::Withdraw}});
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
            RC_ASSERT(context.keyLevel == KeyLevel::Trade || context.keyLevel == KeyLevel::Transfer);
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
};

QTEST_GUILESS_MAIN(TestGateProperty)
#include "tst_gate.moc"
