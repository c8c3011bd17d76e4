// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/estimate.h"
#include "core/domain/risk/sizing.h"
#include "tests/support/samples.h"

#include <QTest>

using namespace bw;
using samples::num;

class TestSizing : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void notionalIsNeverExceeded()
    {
        QCOMPARE(sizing::byNotional(*samples::linear(), 3000, 30'000).value_or(QtyLots()), QtyLots(100));
        QCOMPARE(sizing::byNotional(*samples::linear(), num("2999.99"), 30'000).value_or(QtyLots()), QtyLots(99));
        QCOMPARE(sizing::byNotional(*samples::inverse(), num("150.9"), Decimal::invalid()).value_or(QtyLots()), QtyLots(150));
        QVERIFY(!sizing::byNotional(*samples::linear(), 29, 30'000));
        QVERIFY(!sizing::byNotional(*samples::linear(), 3000, 0));
        QVERIFY(!sizing::byNotional(*samples::linear(), Decimal::invalid(), 30'000));
    }

    void percentOfTheBalanceIsMarginAtTheLeverage()
    {
        const auto quarter = sizing::byMargin(*samples::linear(), 25, 10'000, 10, num("0.00055"), 25'000);
        QVERIFY(quarter.has_value());
        QCOMPARE(quarter->qty, QtyLots(1000));
        QCOMPARE(quarter->margin, Decimal(2500));
        QCOMPARE(quarter->notional, Decimal(25'000));
        const auto all = sizing::byMargin(*samples::linear(), 100, 10'000, 10, num("0.00055"), 25'000);
        QCOMPARE(all->qty, QtyLots(3978)); // 100 000 / 1.0055 / 25 000: the fee has to fit, too
        QVERIFY(all->margin + all->notional * num("0.00055") <= Decimal(10'000));
        QVERIFY(!sizing::byMargin(*samples::linear(), 101, 10'000, 10, num("0.00055"), 25'000));
        QVERIFY(!sizing::byMargin(*samples::linear(), 25, Decimal::invalid(), 10, num("0.00055"), 25'000));
        QVERIFY(!sizing::byMargin(*samples::linear(), 25, 10'000, 0, num("0.00055"), 25'000));
    }

    void riskIsTheLossAtTheStopWithBothFees()
    {
        auto draft = samples::market(samples::linear(), Side::Buy, 0);
        draft.exits.stopLoss = ExitLeg{PriceTicks(290'000), TriggerBy::MarkPrice, std::nullopt};
        const auto context = samples::context(samples::linear());
        QCOMPARE(sizing::byRisk(draft, num("103.245"), context).value_or(QtyLots()), QtyLots(100));
        QCOMPARE(sizing::byRisk(draft, num("103.2449"), context).value_or(QtyLots()), QtyLots(99));
        QCOMPARE(sizing::byRisk(draft, 1'000'000, context).value_or(QtyLots()), QtyLots(8000)); // the book has no more
        QVERIFY(!sizing::byRisk(draft, 1, context));
        draft.exits.stopLoss.reset();
        QVERIFY(!sizing::byRisk(draft, 100, context));
    }

    void largestSizeWithinTheRiskIsFound()
    {
        for (const auto side : {Side::Buy, Side::Sell}) {
            auto draft = samples::limit(samples::linear(), side, 0, 299'995);
            draft.exits.stopLoss = ExitLeg{PriceTicks(side == Side::Buy ? 299'000 : 301'000), {}, {}};
            const auto context = samples::context(samples::linear());
            for (const int amount : {5, 50, 321}) {
                const auto lots = sizing::byRisk(draft, amount, context);
                QVERIFY(lots.has_value());
                draft.qty = *lots;
                QVERIFY(estimate::lossAtStop(draft, context) <= Decimal(amount));
                draft.qty += QtyLots(1);
                QVERIFY(estimate::lossAtStop(draft, context) > Decimal(amount));
            }
        }
    }

    void sellAllTakesTheFreeCoinsDownToTheLot()
    {
        Wallet wallet;
        wallet.coins = {{QStringLiteral("BTC"), num("0.0999"), num("0.01"), num("0.0999")}};
        QCOMPARE(sizing::sellAll(*samples::spot(), wallet).value_or(QtyLots()), QtyLots(89)); // 0.0899
        wallet.coins[0].spotBorrow = num("0.0895");
        QVERIFY(!sizing::sellAll(*samples::spot(), wallet));
        wallet.coins.clear();
        QVERIFY(!sizing::sellAll(*samples::spot(), wallet));
    }
};

QTEST_GUILESS_MAIN(TestSizing)
#include "tst_sizing.moc"
