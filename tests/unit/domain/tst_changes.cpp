// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/riskgate.h"
#include "tests/support/samples.h"

#include <QTest>

#include <functional>

using namespace bw;
using samples::num;

namespace {

RiskGate gate() { return RiskGate(allRules()); }

/// A buy of 0.1 BTC at 29 990.0, of which 0.02 has filled.
Order resting()
{
    Order order;
    order.orderLinkId = QStringLiteral("w");
    order.orderId = QStringLiteral("1");
    order.instrument = samples::linear();
    order.qty = QtyLots(100);
    order.filled = QtyLots(20);
    order.price = PriceTicks(299'900);
    order.state = OrderState::PartiallyFilled;
    return order;
}

AmendDraft amendOf(const Order &order)
{
    AmendDraft draft;
    draft.instrument = order.instrument;
    draft.orderLinkId = order.orderLinkId;
    return draft;
}

RiskContext contextWith(const Order &order)
{
    auto context = samples::context(samples::linear());
    context.working = {order};
    return context;
}

/// Long 0.5 BTC at a mark of 30 000 with a stop at 29 000 and a take profit at 31 000.
RiskContext longContext()
{
    auto context = samples::context(samples::linear());
    auto held = samples::position(samples::linear(), Side::Buy, "0.5");
    held.stopLoss = 29'000;
    held.takeProfit = 31'000;
    context.positions = {held};
    return context;
}

StopDraft stopAt(std::int64_t ticks)
{
    StopDraft draft;
    draft.instrument = samples::linear();
    draft.stopLoss = ExitLeg{PriceTicks(ticks), TriggerBy::MarkPrice, std::nullopt};
    return draft;
}

/// Everything that stops an entry is wrong at once.
void breakEverything(RiskContext &context)
{
    context.book.reset();
    context.tradingState = TradingState::Halted;
    context.isPrivateStreamLive = false;
    context.clockError.reset();
    context.wallet.reset();
    context.fees.reset();
    context.leverage.reset();
    context.mode.reset();
    context.hasUnknownOnSymbol = context.hasUnknownChange = true;
    context.limits.maxOrderNotional = context.limits.maxPositionNotional = 0;
    context.limits.maxOrdersPerMinute = context.limits.maxOpenOrders = 0;
}

QString firstWhy(const Verdicts &verdicts)
{
    for (const auto &verdict : verdicts)
        if (!verdict.ok)
            return verdict.why;
    return {};
}

} // namespace

using StopChange = std::function<void(StopDraft &, RiskContext &)>;
Q_DECLARE_METATYPE(StopChange)

class TestChanges : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void gateWithoutRulesOrInstrumentApprovesNoChange()
    {
        const auto order = resting();
        auto amend = amendOf(order);
        amend.qty = QtyLots(50);
        QVERIFY(!RiskGate({}).approve(amend, &order, contextWith(order)));
        QVERIFY(!RiskGate({}).approve(stopAt(295'000), nullptr, longContext()));
        amend.instrument.reset();
        QCOMPARE(firstWhy(gate().check(amend, &order, contextWith(order))), QStringLiteral("no_instrument"));
    }

    void amendOfWhatIsNotOpenIsRefused()
    {
        auto order = resting();
        auto amend = amendOf(order);
        amend.qty = QtyLots(90);
        const auto why = [&] { return firstWhy(gate().check(amend, &order, contextWith(order))); };
        QCOMPARE(why(), QString());
        QCOMPARE(firstWhy(gate().check(amend, nullptr, contextWith(order))), QStringLiteral("no_such_order"));
        amend.qty = QtyLots(20);
        QCOMPARE(why(), QStringLiteral("below_filled"));
        amend.qty = QtyLots(100);
        QCOMPARE(why(), QStringLiteral("nothing_changed"));
        amend.qty = QtyLots(90);
        amend.trigger = PriceTicks(1);
        QCOMPARE(why(), QStringLiteral("no_such_field"));
        amend.trigger.reset();
        order.state = OrderState::Unknown;
        QCOMPARE(why(), QStringLiteral("order_unknown"));
        order.state = OrderState::AmendSent;
        QCOMPARE(why(), QStringLiteral("change_pending"));
        order.state = OrderState::Filled;
        QCOMPARE(why(), QStringLiteral("order_not_open"));
        order = resting();
        amend.orderLinkId = QStringLiteral("another");
        QCOMPARE(why(), QStringLiteral("no_such_order"));
    }

    void shrinkingAndMovingAwayPassAsAnExitDoes()
    {
        const auto order = resting();
        auto context = contextWith(order);
        breakEverything(context);
        context.tradingState = TradingState::Reducing;
        auto amend = amendOf(order);
        amend.qty = QtyLots(21);
        amend.price = PriceTicks(250'000);
        const auto approved = gate().approve(amend, &order, context);
        QVERIFY2(approved.has_value(), qPrintable(firstWhy(gate().check(amend, &order, context))));
        QVERIFY(approved->isExit());
        amend.price = PriceTicks(299'901); // one tick closer
        QVERIFY(!gate().approve(amend, &order, context));
        amend.price.reset();
        amend.qty = QtyLots(101);
        QVERIFY(!gate().approve(amend, &order, context));
        context.keyLevel = KeyLevel::ReadOnly;
        amend.qty = QtyLots(21);
        QVERIFY(!gate().approve(amend, &order, context));
    }

    void growingAmendCountsWhatTheOrderHoldsAsFree()
    {
        const auto order = resting();
        auto context = contextWith(order);
        auto amend = amendOf(order);
        amend.qty = QtyLots(200); // 0.18 left x 29 990 = 5398.2 to come; 0.08 x 29 990 are there
        context.limits.maxOrderNotional = 10'000;
        context.limits.maxPositionNotional = num("5398.2");
        // Need: 2999.00 x (1/10 + 0.00055) for the 0.1 that is new.
        context.wallet->totalAvailable = num("301.54945");
        QVERIFY2(gate().approve(amend, &order, context).has_value(), qPrintable(firstWhy(gate().check(amend, &order, context))));
        context.wallet->totalAvailable = num("301.54944");
        QCOMPARE(firstWhy(gate().check(amend, &order, context)), QStringLiteral("insufficient_balance"));
        context.wallet->totalAvailable = 10'000;
        context.limits.maxPositionNotional = num("5398.19");
        QCOMPARE(firstWhy(gate().check(amend, &order, context)), QStringLiteral("position_too_large"));
        context.limits.maxPositionNotional = 20'000;
        context.limits.maxOrderNotional = num("5997.99"); // the cap is for the whole order
        QCOMPARE(firstWhy(gate().check(amend, &order, context)), QStringLiteral("order_too_large"));
    }

    void handmadeStopMayTightenInAHaltAndNotLoosen()
    {
        auto order = resting();
        order.side = Side::Sell;
        order.type = OrderType::Market;
        order.price.reset();
        order.filled = QtyLots(0);
        order.state = OrderState::Untriggered;
        order.reduceOnly = true;
        order.trigger = Trigger{PriceTicks(290'000), false, TriggerBy::MarkPrice};
        auto context = longContext();
        context.working = {order};
        breakEverything(context);
        auto amend = amendOf(order);
        amend.trigger = PriceTicks(295'000);
        const auto approved = gate().approve(amend, &order, context);
        QVERIFY(approved.has_value() && approved->isExit());
        amend.trigger = PriceTicks(289'999);
        QCOMPARE(firstWhy(gate().check(amend, &order, context)), QStringLiteral("halted"));
        auto good = longContext();
        good.working = {order};
        const auto loosened = gate().approve(amend, &order, good);
        QVERIFY(loosened.has_value() && !loosened->isExit());
    }

    void stopThatSetsOrTightensIsAnExit_data()
    {
        QTest::addColumn<StopChange>("change");
        QTest::addColumn<bool>("isExit");
        const auto row = [](const char *name, bool isExit, StopChange change) { QTest::newRow(name) << change << isExit; };
        using D = StopDraft;
        using C = RiskContext;
        row("set where none is", true, [](D &, C &c) { c.positions->first().stopLoss = Decimal::invalid(); });
        row("tightened", true, [](D &d, C &) { d.stopLoss->trigger = PriceTicks(290'001); });
        row("as it is", true, [](D &d, C &) { d.stopLoss->trigger = PriceTicks(290'000); });
        row("loosened", false, [](D &d, C &) { d.stopLoss->trigger = PriceTicks(289'999); });
        row("removed", false, [](D &d, C &) { d.stopLoss.reset(), d.removesStopLoss = true; });
        row("take profit set nearer", true, [](D &d, C &) { d.takeProfit = ExitLeg{PriceTicks(305'000), {}, {}}; });
        row("take profit set further", false, [](D &d, C &) { d.takeProfit = ExitLeg{PriceTicks(315'000), {}, {}}; });
        row("trailing stop set", true, [](D &d, C &) { d.trailingDistance = num("100"); });
        row("trailing stop widened", false, [](D &d, C &c) { d.trailingDistance = num("100"), c.positions->first().trailingStop = 99; });
        row("trailing stop tightened", true, [](D &d, C &c) { d.trailingDistance = num("99"), c.positions->first().trailingStop = 100; });
        row("a partial one only adds", true, [](D &d, C &) { d.mode = StopMode::Partial, d.size = QtyLots(100), d.stopLoss->trigger = PriceTicks(280'000); });
        row("positions not known", true, [](D &, C &c) { c.positions.reset(); });
        row("of a short, down", true, [](D &d, C &c) {
            c.positions = {samples::position(samples::linear(), Side::Sell, "1")};
            c.positions->first().stopLoss = 31'000;
            d.stopLoss->trigger = PriceTicks(309'000);
        });
        row("of a short, up", false, [](D &d, C &c) {
            c.positions = {samples::position(samples::linear(), Side::Sell, "1")};
            c.positions->first().stopLoss = 31'000;
            d.stopLoss->trigger = PriceTicks(311'000);
        });
    }
    void stopThatSetsOrTightensIsAnExit()
    {
        QFETCH(StopChange, change);
        QFETCH(bool, isExit);
        auto draft = stopAt(295'000);
        auto context = longContext();
        change(draft, context);
        const auto approved = gate().approve(draft, nullptr, context);
        QVERIFY2(approved.has_value(), qPrintable(firstWhy(gate().check(draft, nullptr, context))));
        QCOMPARE(approved->isExit(), isExit);
        breakEverything(context);
        QCOMPARE(gate().approve(draft, nullptr, context).has_value(), isExit);
        context.keyLevel = KeyLevel::None;
        QVERIFY(!gate().approve(draft, nullptr, context));
    }

    void stopIsRefusedWithWords_data()
    {
        QTest::addColumn<StopChange>("change");
        QTest::addColumn<QString>("why");
        const auto row = [](const char *why, StopChange change) { QTest::newRow(why) << change << QString::fromLatin1(why); };
        using D = StopDraft;
        using C = RiskContext;
        row("stop_wrong_side", [](D &d, C &) { d.stopLoss->trigger = PriceTicks(300'000); });
        row("take_profit_wrong_side", [](D &d, C &) { d.takeProfit = ExitLeg{PriceTicks(300'000), {}, {}}; });
        row("active_price_wrong_side", [](D &d, C &) { d.trailingDistance = num("10"), d.activePrice = PriceTicks(300'000); });
        row("trailing_too_wide", [](D &d, C &) { d.trailingDistance = num("30000"); });
        row("bad_distance", [](D &d, C &) { d.trailingDistance = num("10.05"); });
        row("bad_exit", [](D &d, C &) { d.stopLoss->trigger = PriceTicks(0); });
        row("limit_needs_partial", [](D &d, C &) { d.stopLoss->limit = PriceTicks(294'000); });
        row("no_stop_size", [](D &d, C &) { d.mode = StopMode::Partial; });
        row("too_large", [](D &d, C &) { d.mode = StopMode::Partial, d.size = QtyLots(501); });
        row("too_many_stops", [](D &d, C &c) {
            d.mode = StopMode::Partial, d.size = QtyLots(1);
            auto order = resting();
            order.stopOrderType = QStringLiteral("PartialStopLoss");
            c.working.fill(order, 20);
        });
        row("nothing_changed", [](D &d, C &) { d.stopLoss.reset(); });
        row("nothing_to_protect", [](D &, C &c) { c.positions = QVector<Position>(); });
        row("stop_on_spot", [](D &d, C &) { d.instrument = samples::spot(); });
    }
    void stopIsRefusedWithWords()
    {
        QFETCH(StopChange, change);
        QFETCH(QString, why);
        auto draft = stopAt(295'000);
        auto context = longContext();
        change(draft, context);
        QCOMPARE(firstWhy(gate().check(draft, nullptr, context)), why);
    }

    void wrongSideNamesTheNearestPriceThatPasses()
    {
        const auto verdicts = gate().check(stopAt(310'000), nullptr, longContext());
        QCOMPARE(verdicts.last().nearest, QStringLiteral("29999.9"));
    }

    void leverageNeedsActiveTradingAndItsMaximum()
    {
        auto filters = samples::filters("0.1", "0.001");
        filters.maxLeverage = 100;
        LeverageDraft draft{samples::make({Category::Linear, QStringLiteral("BTCUSDT")}, filters, QStringLiteral("USDT")), 100};
        auto context = samples::context(samples::linear());
        const auto why = [&] { return firstWhy(gate().check(draft, nullptr, context)); };
        const auto approved = gate().approve(draft, nullptr, context);
        QVERIFY(approved.has_value() && !approved->isExit());
        draft.leverage = num("100.01");
        QCOMPARE(why(), QStringLiteral("leverage_too_high"));
        draft.leverage = num("0.99");
        QCOMPARE(why(), QStringLiteral("bad_leverage"));
        draft.leverage = num("2.505");
        QCOMPARE(why(), QStringLiteral("bad_leverage"));
        draft.leverage = Decimal::invalid();
        QCOMPARE(why(), QStringLiteral("bad_leverage"));
        draft.leverage = 3;
        context.hasUnknownOnSymbol = true;
        QCOMPARE(why(), QString());
        context.hasUnknownChange = true;
        QCOMPARE(why(), QStringLiteral("unknown_change"));
        context.hasUnknownChange = false;
        context.tradingState = TradingState::Reducing;
        QCOMPARE(why(), QStringLiteral("reducing"));
        context.tradingState = TradingState::Active;
        context.mode = AccountMode{draft.instrument, MarginMode::Portfolio, false, std::nullopt, std::nullopt};
        QCOMPARE(why(), QStringLiteral("leverage_in_portfolio"));
        draft.instrument = samples::spot();
        QCOMPARE(why(), QStringLiteral("leverage_on_spot"));
    }

    void positionModeNeedsNothingOpenAndAUsdtPerpetual()
    {
        PositionModeDraft draft{samples::linear(), true};
        auto context = samples::context(samples::linear());
        const auto why = [&] { return firstWhy(gate().check(draft, nullptr, context)); };
        QCOMPARE(why(), QString());
        context.working = {resting()};
        QCOMPARE(why(), QStringLiteral("has_order"));
        context.working.clear();
        context.positions = {samples::position(samples::linear(), Side::Buy, "1")};
        QCOMPARE(why(), QStringLiteral("has_position"));
        context.positions.reset();
        QCOMPARE(why(), QStringLiteral("positions_unknown"));
        context.positions = QVector<Position>();
        draft.instrument = samples::inverse();
        QCOMPARE(why(), QStringLiteral("hedge_only_usdt"));
    }
};

QTEST_GUILESS_MAIN(TestChanges)
#include "tst_changes.moc"
