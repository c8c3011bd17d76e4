// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/estimate.h"
#include "tests/gui/ticketstage.h"

#include <QCheckBox>
#include <QComboBox>
#include <QSignalSpy>

using namespace bw;

namespace {

struct Stage : TicketStage {
    void setMode(bool isHedge)
    {
        client.trade().mode = AccountMode{client.instrument(), MarginMode::Cross, isHedge, Decimal(10), std::nullopt};
        client.trade().mode->fees = FeeRates{Decimal::fromScaled(2, 4), Decimal::fromScaled(55, 5)};
        Q_EMIT client.trade().accountModeChanged(*client.trade().mode);
    }
    void publishPrices() { client.publishTicker(fakemarket::ticker(client.instrument(), clock.utcNow())); } // last about 63414, mark 0.4 lower
    void choose(const char *name, int index) { get<QComboBox>(name)->setCurrentIndex(index); }
    void check(const char *name) { get<QCheckBox>(name)->setChecked(true); }
    [[nodiscard]] OrderDraft asked() const { return client.calls.previews.constLast(); }
    [[nodiscard]] QString confirmed(const QString &line) const
    {
        for (const QLabel *label : panel.findChildren<QLabel *>())
            if (label->property("line").toString() == line && label->isVisible())
                return label->text();
        return {};
    }
    void answer(const std::function<void(Preview &)> &change)
    {
        client.answersPreviews = false;
        pass(1200);
        Preview preview = fakemarket::preview(QStringLiteral("changed"), asked(), clock.utcNow());
        change(preview);
        Q_EMIT client.previewReady(preview);
    }
};

void refuse(Preview &preview, RuleId rule, const char *why, const char *nearest)
{
    for (Verdict &verdict : preview.verdicts)
        if (verdict.rule == rule) {
            verdict.ok = false;
            verdict.why = QString::fromLatin1(why);
            verdict.nearest = QString::fromLatin1(nearest);
        }
}

InstrumentPtr spot()
{
    InstrumentFilters filters;
    filters.tickSize = *Decimal::parse(QStringLiteral("0.01"));
    filters.lotSize = *Decimal::parse(QStringLiteral("0.000001"));
    const QString usdt = QStringLiteral("USDT");
    return *Instrument::create({Category::Spot, QStringLiteral("BTCUSDT")}, filters, QStringLiteral("BTC"), usdt, usdt, InstrumentStatus::Trading);
}

Position position(const InstrumentPtr &of, Side side, int positionIdx)
{
    Position position;
    position.instrument = of;
    position.side = side;
    position.size = *Decimal::parse(QStringLiteral("0.020"));
    position.positionIdx = positionIdx;
    return position;
}

} // namespace

class TicketKindsTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aStopBuyWaitsForARiseAndGoesOutAtTheMarket();
    void aTakeProfitSellWaitsForARiseAndMayLeaveAsALimit();
    void aTriggerThatHasPassedIsSaid();
    void aMarketOrderCarriesItsTolerance();
    void aToleranceBeyondTheVenuesBoundsIsExplained();
    void exitsGoOutOnlyWhileTheyAreUnfolded();
    void anExitOnTheWrongSideIsExplained();
    void aStopBeyondLiquidationIsRed();
    void fullAndPartialAreNamedInWords();
    void inHedgeModeOpenAndCloseNameThePosition();
    void oneWayModeHasReduceOnlyAndNoOpenOrClose();
    void spotHasNeitherReduceOnlyNorLeverageNorTrailing();
    void aTrailingStopIsAskedForOnceAndByCtrlEnterAlone();
    void aTrailingStopNeedsAPosition();
    void leverageIsChangedByItsButtonAlone();
    void leverageOutsideTheBoundsAsksForNothing();
    void unknownLeverageSaysBothValues();
    void theNearestValidValueIsOneClick();
    void aRepeatIsAskedOnceMoreAndForgottenByTheNextEdit();
    void anUnknownOrderIsPassedByTheEngineAlone();
    void digitsTakePresetsOnlyOutsideEditors();
    void aRiskIsTheLossAtTheStopWithFeesAndSlippage();
    void aPresetKeepsWhatStandsInTheField();
    void theConfirmStepNamesEverythingThatGoesOut();
    void theVenuesCheckStandsBelowWhatGoesOut();
    void aMovedPriceHasItsSentence();
};

void TicketKindsTest::aStopBuyWaitsForARiseAndGoesOutAtTheMarket()
{
    Stage stage;
    stage.click("ticketBuy");
    stage.click("ticketStop");
    stage.type("ticketTrigger", "63500.0");
    stage.type("ticketQty", "0.020");
    stage.choose("ticketTriggerBy", 1);
    stage.pass(200);
    const OrderDraft draft = stage.asked();
    QCOMPARE(draft.type, OrderType::Market);
    QVERIFY(!draft.price);
    QCOMPARE(draft.trigger, std::optional(Trigger{PriceTicks(635'000), true, TriggerBy::MarkPrice}));
    stage.click("ticketSell");
    stage.pass(200);
    QCOMPARE(stage.asked().trigger->isRise, false);
}

void TicketKindsTest::aTakeProfitSellWaitsForARiseAndMayLeaveAsALimit()
{
    Stage stage;
    stage.click("ticketSell");
    stage.click("ticketProfit");
    stage.type("ticketTrigger", "64000.0");
    QVERIFY(!stage.edit("ticketPrice")->isVisible());
    stage.choose("ticketTriggerThen", 1);
    QVERIFY(stage.edit("ticketPrice")->isVisible());
    stage.type("ticketPrice", "63990.0");
    stage.type("ticketQty", "0.020");
    stage.pass(200);
    const OrderDraft draft = stage.asked();
    QCOMPARE(draft.type, OrderType::Limit);
    QCOMPARE(draft.price, std::optional(PriceTicks(639'900)));
    QVERIFY(draft.trigger && draft.trigger->isRise);
}

void TicketKindsTest::aTriggerThatHasPassedIsSaid()
{
    Stage stage;
    stage.publishPrices();
    stage.click("ticketBuy");
    stage.click("ticketStop");
    stage.type("ticketQty", "0.020");
    stage.type("ticketTrigger", "63000.0");
    QVERIFY(stage.words("ticketTriggerProblem").contains(QLatin1StringView("must be above")));
    stage.pass(500);
    QVERIFY(stage.client.calls.previews.isEmpty());
    stage.type("ticketTrigger", "63500.0");
    QVERIFY(stage.get<QLabel>("ticketTriggerProblem")->text().isEmpty());
    QVERIFY(stage.words("ticketTriggerHint").contains(QLatin1StringView("above the last price")));
}

void TicketKindsTest::aMarketOrderCarriesItsTolerance()
{
    Stage stage;
    stage.click("ticketBuy");
    stage.click("ticketMarket");
    stage.type("ticketQty", "0.020");
    stage.pass(200);
    QVERIFY(!stage.asked().slippage);
    stage.type("ticketSlippage", "0.25");
    stage.pass(200);
    QCOMPARE(stage.asked().slippage, std::optional(SlippageTolerance{SlippageTolerance::Unit::Percent, *Decimal::parse(QStringLiteral("0.25"))}));
    stage.choose("ticketSlippageUnit", 1);
    QVERIFY(stage.edit("ticketSlippage")->text().isEmpty()); // 0.25 of another unit would be another tolerance
    stage.type("ticketSlippage", "50");
    stage.pass(200);
    QCOMPARE(stage.asked().slippage, std::optional(SlippageTolerance{SlippageTolerance::Unit::Ticks, Decimal(50)}));
    stage.click("ticketLimit");
    stage.type("ticketPrice", "63414.1");
    stage.pass(200);
    QVERIFY(!stage.asked().slippage);
}

void TicketKindsTest::aToleranceBeyondTheVenuesBoundsIsExplained()
{
    Stage stage;
    stage.click("ticketBuy");
    stage.click("ticketMarket");
    stage.type("ticketQty", "0.020");
    for (const char *bad : {"11", "0.001", "0.255"}) {
        stage.client.calls.previews.clear();
        stage.type("ticketSlippage", bad);
        stage.pass(200);
        QVERIFY2(stage.words("ticketSlippageProblem").contains(QLatin1StringView("0.01 to 10")), bad);
        QVERIFY(stage.client.calls.previews.isEmpty());
    }
}

void TicketKindsTest::exitsGoOutOnlyWhileTheyAreUnfolded()
{
    Stage stage;
    stage.fill();
    stage.check("ticketExits");
    stage.type("ticketTakeProfit", "64000.0");
    stage.type("ticketStopLoss", "63000.0");
    stage.choose("ticketExitsBy", 1);
    stage.pass(200);
    const Exits exits = stage.asked().exits;
    QCOMPARE(exits.takeProfit, std::optional(ExitLeg{PriceTicks(640'000), TriggerBy::MarkPrice, std::nullopt}));
    QCOMPARE(exits.stopLoss, std::optional(ExitLeg{PriceTicks(630'000), TriggerBy::MarkPrice, std::nullopt}));
    QCOMPARE(exits.mode, StopMode::Full);
    stage.choose("ticketExitsMode", 1);
    stage.pass(200);
    QCOMPARE(stage.asked().exits.mode, StopMode::Partial);
    stage.get<QCheckBox>("ticketExits")->setChecked(false);
    stage.pass(200);
    QVERIFY(stage.asked().exits.isEmpty());
    stage.check("ticketExits");
    stage.check("ticketReduceOnly"); // a reducing order carries none
    stage.pass(200);
    QVERIFY(stage.asked().exits.isEmpty());
    QVERIFY(!stage.edit("ticketStopLoss")->isVisible());
}

void TicketKindsTest::anExitOnTheWrongSideIsExplained()
{
    Stage stage;
    stage.fill(); // a buy at 63414.1
    stage.check("ticketExits");
    stage.type("ticketStopLoss", "63414.1");
    QVERIFY(stage.words("ticketStopLossProblem").contains(QLatin1StringView("below the entry")));
    stage.click("ticketSell");
    QVERIFY(stage.words("ticketStopLossProblem").contains(QLatin1StringView("above the entry")));
    stage.type("ticketStopLoss", "63500.0");
    QVERIFY(stage.words("ticketStopLossProblem").isEmpty());
}

void TicketKindsTest::aStopBeyondLiquidationIsRed()
{
    Stage stage;
    stage.fill();
    stage.check("ticketExits");
    stage.type("ticketStopLoss", "50000.0");
    stage.answer([](Preview &preview) {
        preview.isStopBeyondLiquidation = true;
        preview.liquidationPrice = *Decimal::parse(QStringLiteral("57310.0"));
        preview.liquidationBasis = QStringLiteral("isolated");
    });
    QVERIFY(stage.words("ticketStopLossProblem").contains(QLatin1StringView("Liquidation")));
    QVERIFY(stage.words("previewFigure8").contains(QLatin1StringView("57")));
    QCOMPARE(stage.get<QLabel>("previewFigure8")->property("role").toString(), QStringLiteral("danger"));
    QVERIFY(stage.get<QLabel>("previewFigure8")->accessibleName().contains(QLatin1StringView("isolated")));
    stage.type("ticketStopLoss", "63000.0");
    QVERIFY(stage.words("ticketStopLossProblem").isEmpty()); // what is not known any more is not claimed
}

void TicketKindsTest::fullAndPartialAreNamedInWords()
{
    Stage stage;
    const auto *mode = stage.get<QComboBox>("ticketExitsMode");
    QVERIFY(mode->itemText(0).contains(QLatin1StringView("replaces")));
    QVERIFY(mode->itemText(1).contains(QLatin1StringView("20")));
}

void TicketKindsTest::inHedgeModeOpenAndCloseNameThePosition()
{
    Stage stage;
    stage.setMode(true);
    stage.fill();
    QVERIFY(stage.button("ticketOpen")->isVisible());
    QVERIFY(!stage.get<QCheckBox>("ticketReduceOnly")->isVisible());
    QCOMPARE(stage.asked().positionIdx, 1);
    QVERIFY(!stage.asked().reduceOnly);
    stage.click("ticketClose");
    stage.pass(200);
    QCOMPARE(stage.asked().positionIdx, 2);
    QVERIFY(stage.asked().reduceOnly);
    QVERIFY(stage.button("ticketBuy")->text().contains(QLatin1StringView("close short")));
    stage.click("ticketSell");
    stage.pass(200);
    QCOMPARE(stage.asked().positionIdx, 1);
    stage.click("ticketOpen");
    stage.pass(200);
    QCOMPARE(stage.asked().positionIdx, 2);
    QVERIFY(!stage.asked().reduceOnly);
    stage.setMode(false); // changed elsewhere: the same ticket means another order at once
    stage.pass(200);
    QCOMPARE(stage.asked().positionIdx, 0);
}

void TicketKindsTest::oneWayModeHasReduceOnlyAndNoOpenOrClose()
{
    Stage stage;
    stage.setMode(false);
    stage.fill();
    QVERIFY(!stage.button("ticketOpen")->isVisible());
    stage.check("ticketReduceOnly");
    stage.pass(200);
    QVERIFY(stage.asked().reduceOnly);
    QCOMPARE(stage.asked().positionIdx, 0);
    QVERIFY(stage.words("ticketMode").contains(QLatin1StringView("one-way")));
    QVERIFY(stage.words("ticketMode").contains(QLatin1StringView("cross")));
    QVERIFY(stage.button("ticketLeverage")->text().startsWith(QLatin1StringView("10")));
}

void TicketKindsTest::spotHasNeitherReduceOnlyNorLeverageNorTrailing()
{
    Stage stage;
    stage.click("ticketTrail");
    stage.client.setInstrument(spot());
    for (const char *hidden : {"ticketReduceOnly", "ticketLeverage", "ticketTrail", "ticketDistance", "ticketOpen", "ticketMode", "previewFigure8"})
        QVERIFY2(!stage.get<QWidget>(hidden)->isVisible(), hidden);
    QCOMPARE(stage.button("ticketBuy")->text(), QStringLiteral("Buy"));
    stage.click("ticketBuy");
    stage.type("ticketPrice", "63414.10");
    stage.type("ticketQty", "0.02");
    stage.pass(200);
    QVERIFY(!stage.asked().reduceOnly);
    QVERIFY(!stage.get<QWidget>("previewFigure6")->isVisible());
    QVERIFY(!stage.get<QWidget>("previewFigure8")->isVisible());
}

void TicketKindsTest::aTrailingStopIsAskedForOnceAndByCtrlEnterAlone()
{
    Stage stage;
    Q_EMIT stage.client.positionsChanged({position(stage.client.instrument(), Side::Buy, 0)});
    stage.click("ticketTrail");
    stage.type("ticketDistance", "120.0");
    stage.pass(200);
    QVERIFY(stage.button("ticketReview")->isEnabled());
    QTest::keyClick(&stage.panel, Qt::Key_F9);
    QCOMPARE(stage.focus(), stage.button("confirmCancel"));
    QTest::keyClick(stage.focus(), Qt::Key_Return);
    QVERIFY(stage.client.trade().calls.changes.isEmpty());
    stage.pass(10'000); // no preview, so nothing ages
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(stage.focus(), Qt::Key_Return, Qt::ControlModifier);
    QCOMPARE(stage.client.trade().calls.changes.size(), 1);
    const auto stop = std::get<StopDraft>(stage.client.trade().calls.changes.constFirst());
    QCOMPARE(stop.trailingDistance, std::optional(Decimal(120)));
    QVERIFY(!stop.activePrice);
    QCOMPARE(stop.positionIdx, 0);
    QVERIFY(stage.client.calls.submits.isEmpty());
    AccountChange change;
    change.id = QStringLiteral("ch-1");
    change.kind = AccountChange::Kind::Stop;
    change.instrument = stage.client.instrument();
    change.before = QStringLiteral("none");
    change.after = QStringLiteral("trailing 120.0");
    change.state = AccountChange::State::Unknown;
    Q_EMIT stage.client.trade().accountChangeUpdated(change);
    QVERIFY(stage.words("ticketResult").contains(QLatin1StringView("UNKNOWN")));
    QVERIFY(stage.words("ticketResult").contains(QLatin1StringView("none")));
    QVERIFY(stage.words("ticketResult").contains(QLatin1StringView("trailing 120.0")));
}

void TicketKindsTest::aTrailingStopNeedsAPosition()
{
    Stage stage;
    stage.click("ticketTrail");
    stage.type("ticketDistance", "120.0");
    stage.pass(200);
    QVERIFY(stage.words("ticketBlocked").contains(QLatin1StringView("not known"))); // never asked is not flat
    Q_EMIT stage.client.positionsChanged({});
    QTRY_VERIFY(stage.words("ticketBlocked").contains(QLatin1StringView("no position")) || (stage.pass(100), false));
    QTest::keyClick(&stage.panel, Qt::Key_F9);
    QVERIFY(!stage.get<QWidget>("confirmSheet")->isVisible());
}

void TicketKindsTest::leverageIsChangedByItsButtonAlone()
{
    Stage stage;
    stage.setMode(false);
    stage.click("ticketLeverage");
    QCOMPARE(stage.edit("ticketLeverageEdit")->text(), QStringLiteral("10"));
    stage.type("ticketLeverageEdit", "20");
    QTest::keyClick(stage.edit("ticketLeverageEdit"), Qt::Key_Return);
    QVERIFY(stage.client.trade().calls.changes.isEmpty());
    stage.click("ticketLeverageSet");
    stage.click("ticketLeverageSet");
    QCOMPARE(stage.client.trade().calls.changes.size(), 1);
    QCOMPARE(std::get<LeverageDraft>(stage.client.trade().calls.changes.constFirst()).leverage, Decimal(20));
}

void TicketKindsTest::leverageOutsideTheBoundsAsksForNothing()
{
    Stage stage;
    stage.setMode(false);
    stage.click("ticketLeverage");
    for (const char *bad : {"0.5", "101", "", "x"}) {
        stage.edit("ticketLeverageEdit")->clear();
        stage.type("ticketLeverageEdit", bad);
        stage.click("ticketLeverageSet");
        QVERIFY(!stage.words("ticketLeverageEditProblem").isEmpty());
    }
    QVERIFY(stage.client.trade().calls.changes.isEmpty());
}

void TicketKindsTest::unknownLeverageSaysBothValues()
{
    Stage stage;
    stage.setMode(false);
    stage.click("ticketLeverage");
    stage.type("ticketLeverageEdit", "20");
    stage.click("ticketLeverageSet");
    AccountChange change;
    change.id = QStringLiteral("ch-2");
    change.kind = AccountChange::Kind::Leverage;
    change.instrument = stage.client.instrument();
    change.before = QStringLiteral("10");
    change.after = QStringLiteral("20");
    change.state = AccountChange::State::Unknown;
    Q_EMIT stage.client.trade().accountChangeUpdated(change);
    const QString words = stage.words("ticketLeverageWords");
    QVERIFY2(words.contains(QLatin1StringView("10 or 20")), qPrintable(words));
    change.state = AccountChange::State::Settled;
    Q_EMIT stage.client.trade().accountChangeUpdated(change);
    QVERIFY(stage.words("ticketLeverageWords").contains(QLatin1StringView("20 stands")));
}

void TicketKindsTest::theNearestValidValueIsOneClick()
{
    Stage stage;
    stage.fill();
    stage.answer([](Preview &preview) { refuse(preview, RuleId::NotionalCap, "order_too_large", "0.015"); });
    QVERIFY(stage.button("guardRemedy0")->isVisible());
    stage.click("guardRemedy0");
    QCOMPARE(stage.edit("ticketQty")->text(), QStringLiteral("0.015"));
    stage.answer([](Preview &preview) { refuse(preview, RuleId::PriceBand, "price_too_far", "63400.0"); });
    stage.click("guardRemedy0");
    QCOMPARE(stage.edit("ticketPrice")->text(), QStringLiteral("63400.0"));
    QVERIFY(stage.client.calls.submits.isEmpty());
    QVERIFY(!stage.button("guardRemedy0")->isVisible());
}

void TicketKindsTest::anUnknownOrderIsPassedByTheEngineAlone()
{
    Stage stage;
    stage.fill();
    stage.answer([](Preview &preview) { refuse(preview, RuleId::UnknownOrder, "unknown_order", ""); });
    stage.click("guardRemedy0");
    QCOMPARE(stage.client.trade().calls.overrides, QVector<InstrumentId>{stage.client.instrument()->id()});
    QVERIFY(!stage.button("ticketReview")->isEnabled()); // until the engine itself says otherwise
}

void TicketKindsTest::digitsTakePresetsOnlyOutsideEditors()
{
    Stage stage;
    stage.panel.setPresets({{{QtyUnit::Size, QStringLiteral("0.005")}, {QtyUnit::Size, QStringLiteral("0.010")}, {QtyUnit::MarginPercent, QStringLiteral("5")},
                             {QtyUnit::Size, QStringLiteral("1")}, {QtyUnit::Size, QStringLiteral("2")}}});
    stage.type("ticketPrice", "63412");
    QCOMPARE(stage.edit("ticketPrice")->text(), QStringLiteral("63412"));
    QVERIFY(stage.edit("ticketQty")->text().isEmpty());
    stage.button("ticketBuy")->setFocus();
    QTest::keyClick(stage.focus(), Qt::Key_2);
    QCOMPARE(stage.edit("ticketQty")->text(), QStringLiteral("0.010"));
    QTest::keyClick(stage.focus(), Qt::Key_S);
    QVERIFY(stage.button("ticketSell")->isChecked());
    QTest::keyClick(stage.focus(), Qt::Key_3);
    QCOMPARE(stage.edit("ticketQty")->text(), QStringLiteral("5"));
    QVERIFY(stage.get<QComboBox>("ticketQtyUnit")->currentText().contains(u'%'));
}

void TicketKindsTest::aRiskIsTheLossAtTheStopWithFeesAndSlippage()
{
    Stage stage;
    stage.setMode(false);
    stage.button("ticketBuy")->click();
    stage.type("ticketPrice", "63412");
    auto *unit = stage.get<QComboBox>("ticketQtyUnit");
    unit->setCurrentIndex(unit->findData(static_cast<int>(QtyUnit::Risk)));
    Q_EMIT unit->activated(unit->currentIndex());
    stage.type("ticketQty", "100");
    stage.pass(1200);
    QVERIFY(stage.client.calls.previews.isEmpty()); // without a stop there is no risk to count
    stage.type("ticketStopLoss", "63312");
    stage.pass(1200);
    QVERIFY(!stage.client.calls.previews.isEmpty());
    // A loss of 100 a coin and, with fees of 0.055 % each way, some 70 more: between a half and the whole of what price alone would give.
    const QtyLots lots = stage.asked().qty;
    QVERIFY2(lots > QtyLots(500) && lots < QtyLots(700), qPrintable(QString::number(lots.value())));
    RiskContext now;
    now.book = stage.client.book().read();
    now.fees = stage.client.trade().mode->fees;
    auto draft = stage.asked();
    QVERIFY(estimate::lossAtStop(draft, now) <= Decimal(100));
    draft.qty = lots + QtyLots(1);
    QVERIFY(!(estimate::lossAtStop(draft, now) <= Decimal(100)));
}

void TicketKindsTest::aPresetKeepsWhatStandsInTheField()
{
    Stage stage;
    QSignalSpy spy(&stage.panel, &TicketPanel::presetsChanged);
    stage.type("ticketQty", "0.033");
    stage.button("ticketPreset4")->actions().constFirst()->trigger();
    QCOMPARE(spy.size(), 1);
    const auto presets = spy.constFirst().constFirst().value<QtyPresets>();
    QCOMPARE(presets[3], (QtyPreset{QtyUnit::Size, QStringLiteral("0.033")}));
    QCOMPARE(presetsFromText(toText(presets)), std::optional(presets));
    QCOMPARE(stage.button("ticketPreset4")->text(), QStringLiteral("0.033"));
    stage.type("ticketQty", "nonsense");
    stage.button("ticketPreset5")->actions().constFirst()->trigger();
    QCOMPARE(spy.size(), 1);
}

void TicketKindsTest::theConfirmStepNamesEverythingThatGoesOut()
{
    Stage stage;
    stage.setMode(true);
    stage.click("ticketSell");
    stage.click("ticketStop");
    stage.choose("ticketTriggerThen", 1);
    stage.choose("ticketTriggerBy", 2);
    stage.type("ticketTrigger", "63000.0");
    stage.type("ticketPrice", "62990.0");
    stage.type("ticketQty", "0.020");
    stage.check("ticketExits");
    stage.type("ticketTakeProfit", "61000.0");
    stage.type("ticketStopLoss", "63800.0");
    stage.choose("ticketExitsMode", 1);
    stage.pass(200);
    QTest::keyClick(&stage.panel, Qt::Key_F9);
    QVERIFY(stage.get<QWidget>("confirmSheet")->isVisible());
    QVERIFY(stage.confirmed(QStringLiteral("venue")).contains(QLatin1StringView("SANDBOX")));
    QVERIFY(stage.confirmed(QStringLiteral("symbol")).contains(QLatin1StringView("BTCUSDT linear")));
    QCOMPARE(stage.confirmed(QStringLiteral("order")), QStringLiteral("Sell Limit"));
    QVERIFY(stage.confirmed(QStringLiteral("quantity")).contains(QLatin1StringView("0.020 BTC")));
    const QString trigger = stage.confirmed(QStringLiteral("trigger"));
    QVERIFY2(trigger.contains(QLatin1StringView("index price")) && trigger.contains(QLatin1StringView("falls")), qPrintable(trigger));
    QVERIFY(stage.confirmed(QStringLiteral("price")).contains(QLatin1StringView("990.0")));
    QVERIFY(stage.confirmed(QStringLiteral("notional")).contains(QLatin1StringView("USDT")));
    QVERIFY(stage.confirmed(QStringLiteral("takeProfit")).contains(QLatin1StringView("last price")));
    QVERIFY(stage.confirmed(QStringLiteral("stopLoss")).contains(QLatin1StringView("800.0")));
    QVERIFY(stage.confirmed(QStringLiteral("exits")).startsWith(QLatin1StringView("Partial")));
    QVERIFY(stage.confirmed(QStringLiteral("hedge")).contains(QLatin1StringView("short")));
    QVERIFY(stage.confirmed(QStringLiteral("options")).contains(QLatin1StringView("GTC")));
}

void TicketKindsTest::theVenuesCheckStandsBelowWhatGoesOut()
{
    Stage stage;
    stage.setMode(false);
    stage.fill();
    stage.pass(1200);
    stage.button("ticketReview")->click();
    QCOMPARE(stage.client.calls.preChecks.size(), 1);
    const QString id = stage.client.calls.preChecks.constFirst();
    QVERIFY(!stage.confirmed(QStringLiteral("preCheck")).isEmpty());
    const PreCheck check{Decimal::fromScaled(120, 2), Decimal::fromScaled(235, 2), Decimal::fromScaled(10, 2), Decimal::fromScaled(20, 2)};
    Q_EMIT stage.client.preChecked(QStringLiteral("another"), check);
    QVERIFY(!stage.confirmed(QStringLiteral("preCheck")).contains(QStringLiteral("2.35")));
    Q_EMIT stage.client.preChecked(id, check);
    QVERIFY2(stage.confirmed(QStringLiteral("preCheck")).contains(QStringLiteral("1.20 % \u2192 2.35 %")), qPrintable(stage.confirmed(QStringLiteral("preCheck"))));
    QVERIFY(stage.client.calls.submits.isEmpty());
    Q_EMIT stage.client.preCheckFailed(id, {ErrorFamily::Timeout, Retry::Later, Certainty::Unknown, 0, {}});
    QVERIFY(!stage.confirmed(QStringLiteral("preCheck")).contains(QStringLiteral("2.35")));
}

void TicketKindsTest::aMovedPriceHasItsSentence()
{
    Stage stage;
    stage.review();
    QTest::keyClick(stage.focus(), Qt::Key_Return, Qt::ControlModifier);
    Q_EMIT stage.client.submitRefused({.previewId = stage.client.calls.submits.value(0), .why = SubmitRefusal::Why::Moved, .verdicts = {}});
    QVERIFY2(stage.words("ticketResult").contains(QLatin1StringView("moved")), qPrintable(stage.words("ticketResult")));
    QCOMPARE(stage.words("ticketResult").count(QLatin1StringView("Nothing was sent")), 1);
    QVERIFY(!stage.get<QWidget>("confirmSheet")->isVisible());
}

void TicketKindsTest::aRepeatIsAskedOnceMoreAndForgottenByTheNextEdit()
{
    Stage stage;
    stage.fill();
    QVERIFY(!stage.asked().isRepeatWanted);
    stage.answer([](Preview &preview) { refuse(preview, RuleId::Duplicate, "duplicate", ""); });
    QVERIFY(!stage.button("ticketReview")->isEnabled());
    stage.click("guardRemedy0");
    QVERIFY(!stage.button("ticketReview")->isEnabled()); // not before the gate has said so
    stage.client.answersPreviews = true;
    stage.pass(200);
    QVERIFY(stage.asked().isRepeatWanted);
    QVERIFY(stage.button("ticketReview")->isEnabled());
    QTest::keyClick(&stage.panel, Qt::Key_F9);
    QVERIFY(stage.confirmed(QStringLiteral("options")).contains(QLatin1StringView("once more")));
    QTest::keyClick(stage.focus(), Qt::Key_Escape);
    stage.type("ticketQty", "0.021");
    stage.pass(200);
    QVERIFY(!stage.asked().isRepeatWanted);
}

QTEST_MAIN(TicketKindsTest)
#include "tst_ticketkinds.moc"
