// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/preview.h"
#include "tests/support/samples.h"

#include <QTest>

using namespace bw;
using samples::num;
using std::chrono::milliseconds;

namespace {

Verdict verdictOf(RuleId rule, const OrderDraft &draft, const RiskContext &context)
{
    for (const auto &verdict : RiskGate(allRules()).check(draft, context))
        if (verdict.rule == rule)
            return verdict;
    return {rule, false, {}, {}, QStringLiteral("(the rule was not asked)")};
}

/// 0.1 BTC at 29 999.0: 2999.90 USDT.
OrderDraft entry(const InstrumentPtr &instrument = samples::linear()) { return samples::limit(instrument, Side::Buy, 100, 299990); }

} // namespace

class TestRiskGate : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void exitIsRefusedForTickLotMaximumAndKeyAlone()
    {
        auto draft = entry();
        draft.reduceOnly = true;
        draft.isConfirmedClose = true;
        auto context = samples::context(draft.instrument);
        context.positions = {samples::position(draft.instrument, Side::Sell, "0.1")};
        QVERIFY(isExit(draft, context));
        // Everything that stops an entry is wrong at once.
        context.book.reset();
        context.tradingState = TradingState::Halted;
        context.isPrivateStreamLive = false;
        context.clockError.reset();
        context.wallet.reset();
        context.fees.reset();
        context.leverage.reset();
        context.hasUnknownOnSymbol = true;
        context.limits.maxOrderNotional = context.limits.maxPositionNotional = 0;
        context.limits.maxOrdersPerMinute = 0;
        context.recentSends = {{samples::kNow - milliseconds(1), draft.instrument->id(), draft.side, draft.type, draft.qty, draft.price}};
        const RiskGate gate(allRules());
        const auto approved = gate.approve(draft, context, QStringLiteral("bw-1"));
        QVERIFY(approved.has_value());
        QVERIFY(approved->isExit());
        QCOMPARE(gate.check(draft, context).size(), 4);

        // In a halt it has to come from a sheet that asked for it.
        draft.isConfirmedClose = false;
        QCOMPARE(verdictOf(RuleId::TradingAllowed, draft, context).why, QStringLiteral("close_unconfirmed"));
        context.tradingState = TradingState::Reducing;
        QVERIFY(gate.approve(draft, context, QStringLiteral("bw-1")).has_value());

        context.keyLevel = KeyLevel::ReadOnly;
        QVERIFY(!gate.approve(draft, context, QStringLiteral("bw-1")));
        context.keyLevel = KeyLevel::Trade;
        context.isVenueAllowed = false;
        QVERIFY(!gate.approve(draft, context, QStringLiteral("bw-1")));
        context.isVenueAllowed = true;
        draft.price.reset();
        QVERIFY(!gate.approve(draft, context, QStringLiteral("bw-1")));
    }

    void exitBelowTheMinimumIsLetThroughAndAboveTheMaximumIsNot()
    {
        auto draft = samples::market(samples::linear(), Side::Sell, 1);
        draft.reduceOnly = true;
        auto context = samples::context(draft.instrument);
        context.positions = {samples::position(draft.instrument, Side::Buy, "50")};
        context.book.reset(); // can't be valued, and need not be
        QVERIFY(RiskGate(allRules()).approve(draft, context, QStringLiteral("bw-1")).has_value());
        draft.qty = QtyLots(10'001);
        QCOMPARE(verdictOf(RuleId::MinMax, draft, context).why, QStringLiteral("too_large"));
    }

    void reduceOnlyIsAnExitUnlessItIsKnownToReduceNothing()
    {
        auto draft = entry();
        draft.reduceOnly = true;
        auto context = samples::context(draft.instrument);
        context.positions = {samples::position(draft.instrument, Side::Sell, "0.1")};
        QVERIFY(isExit(draft, context));
        draft.qty = QtyLots(101); // the venue takes no more than is there, and our size may be old
        QVERIFY(isExit(draft, context));
        draft.exits.stopLoss = ExitLeg{PriceTicks(1), {}, {}};
        QVERIFY(!isExit(draft, context));
        draft.exits = {};
        draft.reduceOnly = false;
        QVERIFY(!isExit(draft, context));
        draft.reduceOnly = true;
        draft.side = Side::Sell;
        QVERIFY(!isExit(draft, context));
        context.positions = QVector<Position>();
        QVERIFY(!isExit(draft, context));
        draft.closesPosition = true;
        QVERIFY(isExit(draft, context));
        draft.closesPosition = false;
        context.positions.reset();
        QVERIFY(isExit(draft, context));
    }

    void wholePositionOfUnknownSizeMayBeClosed()
    {
        auto draft = samples::market(samples::linear(), Side::Sell, 0);
        draft.reduceOnly = draft.closesPosition = true;
        auto context = samples::context(draft.instrument);
        context.positions.reset();
        context.book.reset();
        const auto approved = RiskGate(allRules()).approve(draft, context, QStringLiteral("bw-1"));
        QVERIFY(approved.has_value() && approved->isExit());
        draft.reduceOnly = false;
        QCOMPARE(verdictOf(RuleId::ReduceOnly, draft, context).why, QStringLiteral("close_needs_reduce_only"));
        QVERIFY(!RiskGate(allRules()).approve(draft, context, QStringLiteral("bw-1")));
    }

    void saleOfFreeCoinsIsAnExitOnSpot()
    {
        auto draft = samples::limit(samples::spot(), Side::Sell, 200, 1);
        auto context = samples::context(draft.instrument);
        context.book.reset();
        context.tradingState = TradingState::Reducing;
        QVERIFY(RiskGate(allRules()).approve(draft, context, QStringLiteral("bw-1")).has_value());
        draft.qty = QtyLots(201);
        QVERIFY(!isExit(draft, context));
        draft.qty = QtyLots(200);
        context.wallet->coins[1].spotBorrow = num("0.001"); // what is borrowed is not free
        QVERIFY(!isExit(draft, context));
        context.wallet.reset();
        QVERIFY(!isExit(draft, context));
    }

    void gateNeedsRulesAnInstrumentAndALinkId()
    {
        const auto draft = entry();
        const auto context = samples::context(draft.instrument);
        QVERIFY(!RiskGate({}).approve(draft, context, QStringLiteral("bw-1")));
        const RiskGate gate(allRules());
        QVERIFY(gate.approve(draft, context, QStringLiteral("bw-1_Z")).has_value());
        for (const auto &bad : {QString(), QStringLiteral("a b"), QStringLiteral("ä"), QString(37, u'a')})
            QVERIFY(!gate.approve(draft, context, bad));
        QVERIFY(gate.approve(draft, context, QString(36, u'a')).has_value());
        OrderDraft empty;
        empty.qty = QtyLots(1);
        QVERIFY(!gate.approve(empty, context, QStringLiteral("bw-1")));
        QVERIFY(!makePreview(QStringLiteral("p1"), empty, context, gate, {}).isSendable());
    }

    void contextOfAFreshStartRefuses()
    {
        const auto verdicts = RiskGate(allRules()).check(entry(), RiskContext{});
        QVERIFY(!allOk(verdicts));
        for (const auto rule : {RuleId::TradingAllowed, RuleId::KeyLevel, RuleId::PositionCap, RuleId::PriceBand, RuleId::BookFresh,
                                RuleId::Balance, RuleId::Clock})
            QVERIFY2(!verdictOf(rule, entry(), RiskContext{}).ok, qPrintable(toName(rule)));
    }
};

QTEST_GUILESS_MAIN(TestRiskGate)
#include "tst_riskgate.moc"
