// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/preview.h"
#include "tests/support/samples.h"

#include <QTest>

using namespace bw;
using samples::num;

namespace {
Preview previewOf(const OrderDraft &draft, const RiskContext &context)
{
    return makePreview(QStringLiteral("p1"), draft, context, RiskGate(allRules()), fromMs(7));
}
Preview previewOf(const OrderDraft &draft) { return previewOf(draft, samples::context(draft.instrument)); }
} // namespace

class TestPreview : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void restingLimitPaysTheMakerRate()
    {
        auto draft = samples::limit(samples::linear(), Side::Buy, 100, 299990);
        draft.revision = 42;
        const auto preview = previewOf(draft);
        QCOMPARE(preview.id, QStringLiteral("p1"));
        QCOMPARE(preview.revision, 42u);
        QCOMPARE(toMs(preview.at), 7);
        QVERIFY(preview.isSendable());
        QVERIFY(!preview.wouldCross);
        QVERIFY(preview.impact.filled.isZero());
        QCOMPARE(preview.notional, num("2999.9"));
        QCOMPARE(preview.fee, num("0.59998"));
        QCOMPARE(preview.feeCurrency, QStringLiteral("USDT"));
        QCOMPARE(preview.margin, num("299.99"));
    }

    void crossingLimitPaysTheTakerRateOnWhatFillsAtOnce()
    {
        const auto preview = previewOf(samples::limit(samples::linear(), Side::Buy, 1500, 300000));
        QVERIFY(preview.wouldCross);
        QCOMPARE(preview.impact.filled, QtyLots(1000));
        QCOMPARE(preview.fee, num("19.5")); // 30 000 x 0.00055 + 15 000 x 0.0002
        QVERIFY(!preview.isSendable());     // above the caps: shown all the same
    }

    void onlyWhatMayRestPaysTheMakerRate()
    {
        auto draft = samples::limit(samples::linear(), Side::Buy, 1500, 300000);
        draft.timeInForce = TimeInForce::Ioc;
        QCOMPARE(previewOf(draft).fee, num("16.5"));
        draft.timeInForce = TimeInForce::Fok; // can't fill whole, so nothing does
        QVERIFY(previewOf(draft).impact.filled.isZero());
        QVERIFY(previewOf(draft).fee.isZero());
        draft.timeInForce = TimeInForce::PostOnly; // the venue cancels what would take
        QVERIFY(previewOf(draft).wouldCross);
        QVERIFY(previewOf(draft).impact.filled.isZero());
        QCOMPARE(previewOf(draft).fee, num("9")); // 45 000 x 0.0002
    }

    void marketOrderIsPricedByTheWalk()
    {
        const auto preview = previewOf(samples::market(samples::linear(), Side::Buy, 2000));
        QCOMPARE(preview.notional, num("60001"));
        QCOMPARE(preview.fee, num("33.00055"));
        QCOMPARE(preview.margin, num("6000.1"));
        QCOMPARE(preview.impact.averagePrice, num("30000.5"));
    }

    void whatIsNotKnownIsNotZero()
    {
        auto draft = samples::market(samples::linear(), Side::Buy, 8001);
        QVERIFY(!previewOf(draft).notional.isValid());
        QVERIFY(!previewOf(draft).fee.isValid());
        QVERIFY(!previewOf(draft).margin.isValid());
        draft = samples::limit(samples::linear(), Side::Buy, 100, 299990);
        auto context = samples::context(draft.instrument);
        context.fees.reset();
        context.leverage.reset();
        QVERIFY(!previewOf(draft, context).fee.isValid());
        QVERIFY(!previewOf(draft, context).margin.isValid());
        QCOMPARE(previewOf(draft, context).notional, num("2999.9"));
    }

    void spotBuyPaysItsFeeInCoin()
    {
        const auto buy = previewOf(samples::limit(samples::spot(), Side::Buy, 100, 299990));
        QCOMPARE(buy.feeCurrency, QStringLiteral("BTC"));
        QCOMPARE(buy.fee, num("0.00002"));
        QVERIFY(!buy.margin.isValid());
        const auto sell = previewOf(samples::limit(samples::spot(), Side::Sell, 100, 300000));
        QCOMPARE(sell.feeCurrency, QStringLiteral("USDT"));
        QCOMPARE(sell.fee, num("0.6"));
    }

    void inversePaysItsFeeInCoin()
    {
        auto context = samples::context(samples::inverse());
        context.book = samples::book(samples::inverse(), {samples::level(59'998, 1000)}, {samples::level(60'000, 1000)});
        const auto preview = previewOf(samples::market(samples::inverse(), Side::Buy, 600), context);
        QCOMPARE(preview.notional, num("600"));
        QCOMPARE(preview.feeCurrency, QStringLiteral("BTC"));
        QCOMPARE(preview.fee, num("0.000011")); // 600 / 30 000 x 0.00055
        QCOMPARE(preview.margin, num("60"));
    }

    void isolatedLiquidationIsReckonedFromTheEntry()
    {
        auto context = samples::context(samples::linear());
        context.mode->marginMode = MarginMode::Isolated;
        QCOMPARE(previewOf(samples::limit(samples::linear(), Side::Buy, 100, 299990), context).liquidationBasis, QStringLiteral("isolated"));
        QVERIFY(!previewOf(samples::limit(samples::linear(), Side::Buy, 100, 299990), context).liquidationPrice.isValid()); // no risk tier
        context.maintenanceRate = num("0.005");
        // 29 999 x (1 - 0.1 + 0.005), rounded to the side that comes first
        QCOMPARE(previewOf(samples::limit(samples::linear(), Side::Buy, 100, 299990), context).liquidationPrice, num("27149.1"));
        QCOMPARE(previewOf(samples::limit(samples::linear(), Side::Sell, 100, 300000), context).liquidationPrice, num("32850"));
        context.leverage.reset();
        QVERIFY(!previewOf(samples::limit(samples::linear(), Side::Buy, 100, 299990), context).liquidationPrice.isValid());
    }

    void inverseLiquidationCountsInCoin()
    {
        auto context = samples::context(samples::inverse());
        context.mode->marginMode = MarginMode::Isolated;
        context.maintenanceRate = num("0.005");
        // Entry 150 000 (300 000 ticks of 0.5) / 1.095 and / 0.905
        QCOMPARE(previewOf(samples::limit(samples::inverse(), Side::Buy, 100, 299990), context).liquidationPrice, num("136981.8"));
        QCOMPARE(previewOf(samples::limit(samples::inverse(), Side::Sell, 100, 300000), context).liquidationPrice, num("165745.8"));
    }

    void crossLiquidationCountsWhatTheAccountCanLose()
    {
        auto context = samples::context(samples::linear());
        context.maintenanceRate = num("0.005");
        context.wallet->totalEquity = 1000;
        context.wallet->totalMaintenance = 0;
        const auto draft = samples::limit(samples::linear(), Side::Buy, 100, 299990);
        // From the mid of 29 999.5: (1000 - 0.1 x 29 999.5 x 0.005) / 0.1 below it
        QCOMPARE(previewOf(draft, context).liquidationPrice, num("20149.5"));
        QCOMPARE(previewOf(draft, context).liquidationBasis, QStringLiteral("cross"));
        context.wallet->totalEquity = 10'000; // covers a fall to nothing
        QVERIFY(!previewOf(draft, context).liquidationPrice.isValid());
        context.wallet->totalEquity = Decimal::invalid();
        QVERIFY(!previewOf(draft, context).liquidationPrice.isValid());
    }

    void liquidationIsThatOfThePositionAsItWouldBe()
    {
        auto context = samples::context(samples::linear());
        context.mode->marginMode = MarginMode::Isolated;
        context.maintenanceRate = num("0.005");
        auto held = samples::position(samples::linear(), Side::Buy, "0.1");
        held.entryPrice = 20'001;
        context.positions = {held};
        const auto add = samples::limit(samples::linear(), Side::Buy, 100, 299990); // average 25 000
        QCOMPARE(previewOf(add, context).liquidationPrice, num("22625"));
        const auto flip = samples::limit(samples::linear(), Side::Sell, 200, 300000);
        QCOMPARE(previewOf(flip, context).liquidationPrice, num("32850"));
        const auto flat = samples::limit(samples::linear(), Side::Sell, 100, 300000);
        QVERIFY(!previewOf(flat, context).liquidationPrice.isValid());
        context.positions.reset();
        QVERIFY(!previewOf(add, context).liquidationPrice.isValid());
    }

    void portfolioMarginAndSpotSayNothing()
    {
        auto context = samples::context(samples::linear());
        context.maintenanceRate = num("0.005");
        context.mode->marginMode = MarginMode::Portfolio;
        const auto preview = previewOf(samples::limit(samples::linear(), Side::Buy, 100, 299990), context);
        QVERIFY(!preview.liquidationPrice.isValid());
        QCOMPARE(preview.liquidationBasis, QStringLiteral("portfolio"));
        const auto spot = previewOf(samples::limit(samples::spot(), Side::Buy, 100, 299990));
        QVERIFY(!spot.liquidationPrice.isValid());
        QVERIFY(spot.liquidationBasis.isEmpty());
    }

    void lossAtStopHasBothFeesAndSlippage()
    {
        auto draft = samples::market(samples::linear(), Side::Buy, 100);
        QVERIFY(!previewOf(draft).lossAtStop.isValid());
        draft.exits.stopLoss = ExitLeg{PriceTicks(290'000), TriggerBy::MarkPrice, std::nullopt};
        // 3000 - 2900, 3000 x 0.00055 and 2900 x 0.00055
        QCOMPARE(previewOf(draft).lossAtStop, num("103.245"));
        draft.qty = QtyLots(2000); // the bids give 29 998.5 for 2.0: 0.17 bp below the best
        const auto loss = previewOf(draft).lossAtStop;
        // 60 001 - 2 x (29 000 - 0.493), fees on both
        QCOMPARE(loss, num("2066.8860077"));
        auto context = samples::context(samples::linear());
        context.fees.reset();
        QVERIFY(!previewOf(draft, context).lossAtStop.isValid());
    }

    void lossOfAnInverseOrderIsInCoin()
    {
        auto draft = samples::limit(samples::inverse(), Side::Buy, 100, 200'000); // 100 USD at 100 000
        draft.exits.stopLoss = ExitLeg{PriceTicks(160'000), TriggerBy::MarkPrice, std::nullopt}; // 80 000
        auto context = samples::context(samples::inverse());
        context.fees = FeeRates{0, 0};
        QCOMPARE(previewOf(draft, context).lossAtStop, num("0.00025"));
    }

    void stopBeyondLiquidationIsSaid()
    {
        auto context = samples::context(samples::linear());
        context.mode->marginMode = MarginMode::Isolated;
        context.maintenanceRate = num("0.005");
        auto draft = samples::limit(samples::linear(), Side::Buy, 100, 299990); // liquidated at 27149.1
        draft.exits.stopLoss = ExitLeg{PriceTicks(271'492), {}, {}};
        QVERIFY(!previewOf(draft, context).isStopBeyondLiquidation);
        draft.exits.stopLoss = ExitLeg{PriceTicks(271'491), {}, {}};
        QVERIFY(previewOf(draft, context).isStopBeyondLiquidation);
    }

    void bookIsWalkedAgainAtTheClick()
    {
        const auto draft = samples::market(samples::linear(), Side::Buy, 100);
        auto context = samples::context(samples::linear());
        const auto preview = previewOf(draft, context);
        QCOMPARE(movedBps(preview, context), Decimal(0));
        context.book = samples::book(samples::linear(), {samples::level(299990, 1)}, {samples::level(300300, 1000)});
        QCOMPARE(movedBps(preview, context), Decimal(10));
        context.book = samples::book(samples::linear(), {samples::level(299990, 1)}, {samples::level(299991, 1000)});
        QVERIFY(movedBps(preview, context) < Decimal(0));
        context.book = samples::book(samples::linear(), {samples::level(299990, 1)}, {samples::level(300000, 99)});
        QVERIFY(!movedBps(preview, context).isValid());
        context.book.reset();
        QVERIFY(!movedBps(preview, context).isValid());
        const auto resting = previewOf(samples::limit(samples::linear(), Side::Buy, 100, 299990));
        QCOMPARE(movedBps(resting, context), Decimal(0));
    }

    void slippageToleranceEndsTheWalk()
    {
        auto draft = samples::market(samples::linear(), Side::Buy, 2000);
        draft.slippage = SlippageTolerance{SlippageTolerance::Unit::Ticks, 9};
        QCOMPARE(previewOf(draft).impact.filled, QtyLots(1000));
        draft.slippage->value = 10;
        QCOMPARE(previewOf(draft).impact.filled, QtyLots(2000));
    }
};

QTEST_GUILESS_MAIN(TestPreview)
#include "tst_preview.moc"
