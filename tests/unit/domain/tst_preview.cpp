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
};

QTEST_GUILESS_MAIN(TestPreview)
#include "tst_preview.moc"
