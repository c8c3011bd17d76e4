// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/unit/engine/enginebench.h"

#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

/// Changes, stops, halts and what protects a position, through the whole engine on fake ports.
class TestTradeDesk : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aChangeIsDurableBeforeItLeaves();
    void aLostAnswerToAStopShowsBothStatesUntilAReadSettlesIt();
    void aLostAnswerThatDidNothingEndsAfterThreeCleanReads();
    void aSecondChangeOfTheSameThingWaitsForTheFirst();
    void anAmendIsWrittenDownBeforeItLeavesAndShowsBothWhileUnknown();
    void aRefusedAmendLeavesTheOrderAsItWas();
    void stopAllHaltsAndOnlyResumeLeadsBack();
    void aSilentWindowStopsEntries();
    void partialStopsProtectOnlyWhatTheyCover();
    void oneListWithoutThePositionDoesNotMakeItFlat();
    void anInstrumentThatTheVenueChangedIsOpenedAnew();
    void aPriceThatMovedAwayIsNotSent();
    void anOrderWithoutALinkIdIsAmendedAndLookedUpByTheVenuesId();
    void aConditionalOrderIsADuplicateOnlyAtItsTrigger();
    void theSheetSplitsWhatOurFillsCostAgainstTheMidOfTheSend();
    void theGateKnowsTickerRiskTierAndReduceOnlyInstruments();
};

namespace {
CommandOutcome accepted() { return {CommandOutcome::Kind::Accepted, QStringLiteral("venue-1"), {}}; }
CommandOutcome lost() { return {CommandOutcome::Kind::Unknown, {}, {ErrorFamily::Timeout, Retry::Never, Certainty::Unknown, 0, QStringLiteral("timeout")}}; }
CommandOutcome refused() { return {CommandOutcome::Kind::Refused, {}, {ErrorFamily::Order, Retry::Never, Certainty::Refused, 110064, QStringLiteral("no")}}; }

Position longPosition(const EngineBench &bench, const char *stop)
{
    Position position;
    position.instrument = bench.instrument;
    position.side = Side::Buy;
    position.size = Decimal::fromScaled(20, 3);
    position.entryPrice = position.markPrice = Decimal(63412);
    if (*stop)
        position.stopLoss = *Decimal::parse(std::string_view(stop));
    position.updatedAt = bench.clock.utcNow() + std::chrono::milliseconds(1);
    return position;
}

AccountState accountWith(const Position &position)
{
    auto state = EngineBench::emptyAccount();
    state.positions = QVector{position};
    return state;
}

StopDraft stopAt(const EngineBench &bench, std::int64_t ticks)
{
    StopDraft draft;
    draft.instrument = bench.instrument;
    draft.stopLoss = ExitLeg{PriceTicks(ticks), TriggerBy::LastPrice, {}};
    return draft;
}

/// Hears the changes; a position is held and known.
struct Holding {
    explicit Holding()
    {
        bench.becomeTradable();
        QObject::connect(&bench.engine->tradeEvents(), &TradeEvents::accountChangeUpdated, [this](const AccountChange &change) { changes.append(change); });
        QObject::connect(&bench.engine->tradeEvents(), &TradeEvents::changeRefused, [this](const ChangeRefusal &refusal) { refusals.append(refusal); });
        QObject::connect(&bench.engine->events(), &EngineEvents::positionsChanged, [this](const QVector<Position> &known) { positions = known; });
        Q_EMIT bench.venue->positionReported(longPosition(bench, ""));
    }
    EngineBench bench;
    QVector<AccountChange> changes;
    QVector<ChangeRefusal> refusals;
    QVector<Position> positions;
};
} // namespace

void TestTradeDesk::aChangeIsDurableBeforeItLeaves()
{
    Holding h;
    h.bench.engine->tradeDesk().requestChange(stopAt(h.bench, 610000));
    QCOMPARE(h.refusals.size(), 0);
    QVERIFY(h.bench.venue->changes.isEmpty());
    QCOMPARE(h.changes.value(0).state, AccountChange::State::Intent);
    QCOMPARE(h.changes.value(0).before, QStringLiteral("SL -, TP -, trailing -"));
    QCOMPARE(h.changes.value(0).after, QStringLiteral("SL 61000, TP -, trailing -"));
    h.bench.journal->answerAccountChange(Done());
    QCOMPARE(h.bench.venue->changes.size(), 1);
    h.bench.venue->answerChange(accepted());
    QCOMPARE(h.changes.last().state, AccountChange::State::Settled);
}

void TestTradeDesk::aLostAnswerToAStopShowsBothStatesUntilAReadSettlesIt()
{
    Holding h;
    h.bench.engine->tradeDesk().requestChange(stopAt(h.bench, 610000));
    h.bench.journal->answerAccountChange(Done());
    h.bench.venue->answerRead = nullptr;
    h.bench.venue->answerChange(lost());
    QCOMPARE(h.changes.last().state, AccountChange::State::Unknown);
    QVERIFY(!h.changes.last().before.isEmpty() && !h.changes.last().after.isEmpty());
    h.bench.scheduler.advance(600ms);
    QVERIFY(h.bench.venue->answerRead);
    std::exchange(h.bench.venue->answerRead, nullptr)(accountWith(longPosition(h.bench, "61000")));
    QCOMPARE(h.changes.last().state, AccountChange::State::Settled);
    QCOMPARE(h.bench.venue->changes.size(), 1); // never a second time
}

void TestTradeDesk::aLostAnswerThatDidNothingEndsAfterThreeCleanReads()
{
    Holding h;
    h.bench.engine->tradeDesk().requestChange(stopAt(h.bench, 610000));
    h.bench.journal->answerAccountChange(Done());
    h.bench.venue->answerRead = nullptr;
    h.bench.venue->answerChange(lost());
    const auto lostAt = h.bench.clock.utcNow();
    int readsPast = 0;
    while (h.changes.last().state == AccountChange::State::Unknown && h.bench.clock.utcNow() - lostAt < 120s) {
        h.bench.scheduler.advance(500ms);
        if (!h.bench.venue->answerRead)
            continue;
        const bool isWhole = h.bench.venue->questions.last().positions;
        readsPast += isWhole && h.bench.clock.utcNow() - lostAt > 15s ? 1 : 0;
        auto answer = accountWith(longPosition(h.bench, ""));
        if (!isWhole)
            answer.positions.reset();
        std::exchange(h.bench.venue->answerRead, nullptr)(answer);
    }
    QCOMPARE(h.changes.last().state, AccountChange::State::Refused);
    QVERIFY(h.bench.clock.utcNow() - lostAt > 15s); // recv_window 5 s and 10 s for lag
    QVERIFY(readsPast >= 3);
}

void TestTradeDesk::aSecondChangeOfTheSameThingWaitsForTheFirst()
{
    Holding h;
    h.bench.engine->tradeDesk().requestChange(stopAt(h.bench, 610000));
    h.bench.engine->tradeDesk().requestChange(stopAt(h.bench, 620000));
    QCOMPARE(h.refusals.value(0).why, ChangeRefusal::Why::AlreadyPending);
}

void TestTradeDesk::anAmendIsWrittenDownBeforeItLeavesAndShowsBothWhileUnknown()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    bench.venue->answerPlace(accepted());
    bench.journal->holdsChanges = true;
    AmendDraft draft{bench.instrument, id, {}, QtyLots(30), {}, {}};
    bench.engine->tradeDesk().requestChange(draft);
    QCOMPARE(bench.lastOrder.state, OrderState::AmendSent);
    QVERIFY(bench.venue->changes.isEmpty());
    bench.journal->answerChange(Done());
    QCOMPARE(bench.venue->changes.size(), 1);
    bench.venue->answerChange(lost());
    QCOMPARE(bench.lastOrder.state, OrderState::Unknown);
    QCOMPARE(bench.lastOrder.qty, QtyLots(20));
    QCOMPARE(bench.lastOrder.amend->qty, std::optional(QtyLots(30)));
    auto report = bench.report(id, OrderEvent::Acknowledge, 0);
    report.qty = QtyLots(30);
    Q_EMIT bench.venue->orderReported(report);
    QCOMPARE(bench.lastOrder.state, OrderState::Accepted);
    QCOMPARE(bench.lastOrder.qty, QtyLots(30));
    QVERIFY(!bench.lastOrder.amend);
}

void TestTradeDesk::aRefusedAmendLeavesTheOrderAsItWas()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    bench.venue->answerPlace(accepted());
    bench.engine->tradeDesk().requestChange(AmendDraft{bench.instrument, id, {}, QtyLots(30), {}, {}});
    QCOMPARE(bench.venue->changes.size(), 1);
    bench.venue->answerChange(refused());
    QCOMPARE(bench.lastOrder.state, OrderState::Accepted);
    QCOMPARE(bench.lastOrder.qty, QtyLots(20));
    QVERIFY(!bench.lastOrder.amend);
    QVERIFY(bench.lastOrder.reason.contains(QStringLiteral("110064")));
}

void TestTradeDesk::stopAllHaltsAndOnlyResumeLeadsBack()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.engine->requestPreview(bench.buy(20));
    bench.engine->submit(bench.preview.id);
    QCOMPARE(bench.journal->intents.size(), 1);
    bench.engine->tradeDesk().stopAll(StopAllView::Scope::Ours, false);
    bench.journal->answerIntent(Done());
    QVERIFY(bench.venue->placed.isEmpty()); // the queued intent died
    QCOMPARE(bench.lastOrder.state, OrderState::NotSent);
    QCOMPARE(bench.session.tradingState, TradingState::Halted);
    QCOMPARE(bench.session.stateReason, SessionView::StateReason::StopAll);
    bench.engine->setLocked(false);
    QCOMPARE(bench.session.tradingState, TradingState::Halted);
    bench.engine->resume();
    QCOMPARE(bench.session.tradingState, TradingState::Active);
}

void TestTradeDesk::aSilentWindowStopsEntries()
{
    EngineBench bench;
    bench.becomeTradable();
    bench.scheduler.advance(10s);
    QCOMPARE(bench.session.tradingState, TradingState::Active); // no window was ever heard: nobody is missing
    bench.engine->noteWindowAlive();
    bench.scheduler.advance(4s);
    QCOMPARE(bench.session.tradingState, TradingState::Active);
    bench.scheduler.advance(3s);
    QCOMPARE(bench.session.tradingState, TradingState::Reducing);
    QCOMPARE(bench.session.stateReason, SessionView::StateReason::WindowSilent);
    bench.engine->noteWindowAlive();
    bench.scheduler.advance(2s);
    QCOMPARE(bench.session.tradingState, TradingState::Reducing);
    bench.engine->resume();
    QCOMPARE(bench.session.tradingState, TradingState::Active);
}

void TestTradeDesk::partialStopsProtectOnlyWhatTheyCover()
{
    Holding h;
    QVERIFY(!h.positions.value(0).isProtected);
    OrderReport stop = h.bench.report({}, OrderEvent::Trigger, 0);
    stop.orderId = QStringLiteral("sl-1");
    stop.side = Side::Sell;
    stop.qty = QtyLots(15);
    stop.reduceOnly = true;
    stop.stopOrderType = QStringLiteral("PartialStopLoss");
    stop.trigger = Trigger{PriceTicks(610000), false, TriggerBy::LastPrice};
    Q_EMIT h.bench.venue->orderReported(stop);
    QCOMPARE(h.positions.value(0).stoppedSize, Decimal::fromScaled(15, 3));
    QVERIFY(!h.positions.value(0).isProtected);
    stop.orderId = QStringLiteral("sl-2");
    stop.qty = QtyLots(5);
    Q_EMIT h.bench.venue->orderReported(stop);
    QVERIFY(h.positions.value(0).isProtected);
    stop.event = OrderEvent::Deactivate; // cancelled from outside
    stop.updatedAt = stop.updatedAt + 5ms;
    Q_EMIT h.bench.venue->orderReported(stop);
    QVERIFY(!h.positions.value(0).isProtected);
}

/// It may be as old as the venue likes, and a row that is missing has no time of its own.
void TestTradeDesk::oneListWithoutThePositionDoesNotMakeItFlat()
{
    Holding h;
    h.bench.waitForWholeRead();
    h.bench.venue->answerRead(EngineBench::emptyAccount());
    QCOMPARE(h.positions.size(), 1);
    h.bench.venue->answerRead = nullptr;
    h.bench.scheduler.advance(4s);
    QVERIFY(h.bench.venue->answerRead && h.bench.venue->questions.last().positions); // asked again, soon
    h.bench.venue->answerRead(accountWith(longPosition(h.bench, "")));
    QCOMPARE(h.positions.size(), 1); // it was only late
    h.bench.waitForWholeRead();
    h.bench.venue->answerRead(EngineBench::emptyAccount());
    QCOMPARE(h.positions.size(), 1);
    h.bench.venue->answerRead = nullptr;
    h.bench.scheduler.advance(4s);
    QVERIFY(h.bench.venue->answerRead);
    h.bench.venue->answerRead(EngineBench::emptyAccount());
    QVERIFY(h.positions.isEmpty());
}

void TestTradeDesk::anInstrumentThatTheVenueChangedIsOpenedAnew()
{
    EngineBench bench;
    bench.becomeTradable();
    QSignalSpy opened(&bench.engine->events(), &EngineEvents::instrumentChanged);
    bench.scheduler.advance(61s);
    QCOMPARE(opened.size(), 0); // the same filters: nothing to tell
    bench.reader->make = [&bench](const InstrumentId &id) {
        auto filters = bench.instrument->filters();
        filters.tickSize = Decimal::fromScaled(5, 1);
        return Instrument::create(id, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"), InstrumentStatus::Trading).value();
    };
    bench.scheduler.advance(61s);
    QCOMPARE(opened.size(), 1);
    QCOMPARE(opened[0][0].value<InstrumentPtr>()->filters().tickSize, Decimal::fromScaled(5, 1));
    bench.engine->requestPreview(bench.buy(20)); // counted in the old ticks, on no book yet
    QVERIFY(!bench.preview.isSendable());
}

void TestTradeDesk::aPriceThatMovedAwayIsNotSent()
{
    EngineBench bench;
    bench.becomeTradable();
    auto draft = bench.buy(20);
    draft.type = OrderType::Market;
    draft.price.reset();
    bench.engine->requestPreview(draft);
    QVERIFY(bench.preview.isSendable());
    BookUpdate update;
    update.depth = 50;
    update.updateId = update.sequence = 2;
    for (int i = 0; i < 50; ++i) { // 0.2 % up
        update.bids.push_back({PriceTicks(635400 - i), QtyLots(1000)});
        update.asks.push_back({PriceTicks(635401 + i), QtyLots(1000)});
    }
    Q_EMIT bench.feed->bookUpdated(bench.instrument->id(), update);
    bench.engine->submit(bench.preview.id);
    QVERIFY(bench.journal->intents.isEmpty());
    QCOMPARE(bench.refusals.value(0).why, SubmitRefusal::Why::Moved);
}

void TestTradeDesk::anOrderWithoutALinkIdIsAmendedAndLookedUpByTheVenuesId()
{
    EngineBench bench;
    bench.becomeTradable();
    auto foreign = bench.report({}, OrderEvent::Acknowledge, 0);
    foreign.price = PriceTicks(634000);
    Q_EMIT bench.venue->orderReported(foreign);
    QCOMPARE(bench.lastOrder.origin, Origin::External);
    bench.engine->tradeDesk().requestChange(AmendDraft{bench.instrument, {}, foreign.orderId, QtyLots(10), {}, {}});
    QCOMPARE(bench.lastOrder.state, OrderState::AmendSent);
    QCOMPARE(bench.venue->changes.size(), 1);
    QCOMPARE(std::get<AmendDraft>(bench.venue->changes.first()).orderId, foreign.orderId);
    bench.venue->answerChange(lost());
    QCOMPARE(bench.lastOrder.state, OrderState::Unknown);
    bench.scheduler.advance(std::chrono::seconds(5));
    QCOMPARE(bench.venue->lookedUp.value(0), u'#' + foreign.orderId);
    foreign.qty = QtyLots(10);
    foreign.updatedAt += std::chrono::seconds(1);
    LookupOutcome outcome;
    outcome.isClean = true;
    outcome.found = foreign;
    bench.venue->answerLookup(outcome);
    QCOMPARE(bench.lastOrder.state, OrderState::Accepted);
    QCOMPARE(bench.lastOrder.qty, QtyLots(10));

    bench.engine->cancelOrder({}, foreign.orderId);
    QCOMPARE(bench.lastOrder.state, OrderState::CancelSent);
}

void TestTradeDesk::aConditionalOrderIsADuplicateOnlyAtItsTrigger()
{
    EngineBench bench;
    bench.becomeTradable();
    auto draft = bench.buy(20);
    draft.type = OrderType::Market;
    draft.price.reset();
    draft.trigger = Trigger{PriceTicks(640000), true, TriggerBy::LastPrice};
    const auto asksOnceMore = [&bench](const OrderDraft &again) {
        bench.engine->requestPreview(again);
        const auto found = std::find_if(bench.preview.verdicts.cbegin(), bench.preview.verdicts.cend(), [](const Verdict &v) { return v.rule == RuleId::Duplicate; });
        return !found->ok;
    };
    QVERIFY(!asksOnceMore(draft));
    bench.engine->submit(bench.preview.id);
    QVERIFY(bench.journal->answerIntent);
    QVERIFY(asksOnceMore(draft));
    draft.trigger->price = PriceTicks(640010);
    QVERIFY(!asksOnceMore(draft));
}

void TestTradeDesk::theSheetSplitsWhatOurFillsCostAgainstTheMidOfTheSend()
{
    EngineBench bench;
    bench.becomeTradable();
    const auto id = bench.sendBuy();
    CostSheet sheet;
    QObject::connect(&bench.engine->tradeEvents(), &TradeEvents::ledgerRead, [&sheet](const QVector<LedgerEntry> &, const CostSheet &read) { sheet = read; });
    LedgerEntry fill;
    fill.id = fill.tradeId = QStringLiteral("t1");
    fill.cause = LedgerEntry::Cause::Trade;
    fill.category = Category::Linear;
    fill.symbol = bench.instrument->id().symbol;
    fill.side = Side::Buy;
    fill.coin = QStringLiteral("USDT");
    fill.qty = Decimal(2);
    fill.price = *Decimal::parse(QStringLiteral("63412.6"));
    const auto read = [&] {
        bench.engine->tradeDesk().readLedger({}, {});
        bench.venue->answerLedger(QVector{fill});
    };
    read();
    QVERIFY(!sheet.spreadCost.isValid()); // whose order it was is not known
    fill.orderLinkId = id;
    read(); // mid 63412.05, best ask 63412.1
    QCOMPARE(sheet.spreadCost, *Decimal::parse(QStringLiteral("0.1")));
    QCOMPARE(sheet.slippageCost, *Decimal::parse(QStringLiteral("1")));

    CostSheet trade;
    QObject::connect(&bench.engine->tradeEvents(), &TradeEvents::tradeCostRead, [&trade](const CostSheet &cost) { trade = cost; });
    bench.engine->tradeDesk().readTradeCost({});
    QVERIFY(trade.rows.isEmpty() && !trade.spreadCost.isValid());
    bench.engine->tradeDesk().readTradeCost({fill});
    QCOMPARE(trade.rows.size(), 1);
    QCOMPARE(trade.slippageCost, *Decimal::parse(QStringLiteral("1")));
}

void TestTradeDesk::theGateKnowsTickerRiskTierAndReduceOnlyInstruments()
{
    EngineBench bench;
    bench.becomeTradable();
    TickerUpdate ticker;
    ticker.last = Decimal(63400);
    ticker.mark = Decimal(63405);
    ticker.index = Decimal(63410);
    Q_EMIT bench.feed->tickerUpdated(bench.instrument->id(), ticker);
    bench.waitForWholeRead();
    auto state = EngineBench::emptyAccount();
    state.wallet->totalEquity = Decimal(500);
    state.wallet->totalMaintenance = Decimal(0);
    bench.venue->answerRead(state);
    bench.engine->requestPreview(bench.buy(20));
    // From the mark: 63405 - (500 - 0.02 x 63405 x 0.5 %) / 0.02.
    QCOMPARE(bench.preview.liquidationPrice, *Decimal::parse(QStringLiteral("38722.1")));
    const auto tradingAllowed = [&bench] {
        const auto &verdicts = bench.preview.verdicts;
        return std::find_if(verdicts.cbegin(), verdicts.cend(), [](const Verdict &v) { return v.rule == RuleId::TradingAllowed; })->why;
    };
    QCOMPARE(tradingAllowed(), QString());

    bench.waitForWholeRead();
    state.mode->isReduceOnly = true;
    bench.venue->answerRead(state);
    bench.engine->requestPreview(bench.buy(20));
    QCOMPARE(tradingAllowed(), QStringLiteral("instrument_reduce_only"));
}

QTEST_GUILESS_MAIN(TestTradeDesk)
#include "tst_tradedesk.moc"
