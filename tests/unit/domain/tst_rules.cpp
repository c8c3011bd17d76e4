// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/risk/riskgate.h"
#include "tests/support/samples.h"

#include <QTest>

#include <functional>

using namespace bw;
using samples::level;
using samples::num;
using std::chrono::milliseconds;

namespace {

/// What one row changes in a draft and a context that every rule agrees with.
using Change = std::function<void(OrderDraft &, RiskContext &)>;

Verdict verdictOf(RuleId rule, const OrderDraft &draft, const RiskContext &context)
{
    for (const auto &verdict : RiskGate(allRules()).check(draft, context))
        if (verdict.rule == rule)
            return verdict;
    return {rule, false, {}, {}, QStringLiteral("(the rule was not asked)")};
}

/// 0.1 BTC at 29 999.0: 2999.90 USDT.
OrderDraft entry(const InstrumentPtr &instrument = samples::linear()) { return samples::limit(instrument, Side::Buy, 100, 299990); }

Order workingBuy(std::int64_t lots, std::int64_t ticks, std::int64_t filled = 0)
{
    Order order;
    order.orderLinkId = QStringLiteral("w");
    order.instrument = samples::linear();
    order.qty = QtyLots(lots);
    order.filled = QtyLots(filled);
    order.price = PriceTicks(ticks);
    order.state = OrderState::Accepted;
    return order;
}

RecentSend sent(milliseconds ago, const OrderDraft &draft)
{
    return {samples::kNow - ago, draft.instrument->id(), draft.side, draft.type, draft.qty, draft.price};
}

} // namespace

Q_DECLARE_METATYPE(Change)

class TestRules : public QObject {
    Q_OBJECT

    static void row(const char *name, RuleId rule, const char *why, Change change)
    {
        QTest::addRow("%s: %s", qPrintable(toName(rule)), name) << rule << QString::fromLatin1(why) << change;
    }

private Q_SLOTS:
    void everyRuleAgreesWithAnOrdinaryOrder()
    {
        const auto verdicts = RiskGate(allRules()).check(entry(), samples::context(samples::linear()));
        QCOMPARE(verdicts.size(), 18);
        for (const auto &verdict : verdicts)
            QVERIFY2(verdict.ok && verdict.why.isEmpty(), qPrintable(toName(verdict.rule) + u' ' + verdict.why));
    }

    void ruleAnswersAtItsBoundary_data()
    {
        QTest::addColumn<RuleId>("rule");
        QTest::addColumn<QString>("why");
        QTest::addColumn<Change>("change");
        using D = OrderDraft;
        using C = RiskContext;
        const auto conditional = [](D &d, std::int64_t ticks) {
            d = samples::market(d.instrument, d.side, d.qty.value());
            d.trigger = Trigger{PriceTicks(ticks), true, TriggerBy::LastPrice};
        };

        const auto trading = RuleId::TradingAllowed;
        row("venue not allowed", trading, "venue_not_allowed", [](D &, C &c) { c.isVenueAllowed = false; });
        row("halted", trading, "halted", [](D &, C &c) { c.tradingState = TradingState::Halted; });
        row("reducing", trading, "reducing", [](D &, C &c) { c.tradingState = TradingState::Reducing; });
        row("no private stream", trading, "private_stream_down", [](D &, C &c) { c.isPrivateStreamLive = false; });
        row("instrument is delivering", trading, "instrument_not_trading",
            [](D &d, C &) { d.instrument = samples::linear(InstrumentStatus::Delivering); });

        for (const auto status : {InstrumentStatus::PreLaunch, InstrumentStatus::Closed, InstrumentStatus::Unknown})
            row("instrument is not trading", trading, "instrument_not_trading", [status](D &d, C &) { d.instrument = samples::linear(status); });
        row("instrument takes reducing orders alone", trading, "instrument_reduce_only", [](D &, C &c) { c.isInstrumentReduceOnly = true; });
        row("position takes reducing orders alone", trading, "instrument_reduce_only", [](D &, C &c) {
            c.positions = {samples::position(samples::linear(), Side::Buy, "0.1")};
            c.positions->first().isReduceOnly = true;
        });

        const auto key = RuleId::KeyLevel;
        row("none", key, "no_key", [](D &, C &c) { c.keyLevel = KeyLevel::None; });
        row("read only", key, "key_read_only", [](D &, C &c) { c.keyLevel = KeyLevel::ReadOnly; });
        row("trade", key, "", [](D &, C &c) { c.keyLevel = KeyLevel::Trade; });
        row("transfer", key, "key_may_transfer", [](D &, C &c) { c.keyLevel = KeyLevel::Transfer; });
        row("transfer, allowed by its owner", key, "", [](D &, C &c) { c.keyLevel = KeyLevel::Transfer; c.isTransferAllowed = true; });
        row("withdraw, whatever is allowed", key, "key_may_withdraw", [](D &, C &c) { c.keyLevel = KeyLevel::Withdraw; c.isTransferAllowed = c.isUnauditedAllowed = true; });
        row("unaudited", key, "key_not_audited", [](D &, C &c) { c.keyLevel = KeyLevel::Unaudited; });
        row("unaudited play money", key, "", [](D &, C &c) { c.keyLevel = KeyLevel::Unaudited; c.isUnauditedAllowed = true; });
        row("withdraw", key, "key_may_withdraw", [](D &, C &c) { c.keyLevel = KeyLevel::Withdraw; });
        row("venue not allowed", key, "venue_not_allowed", [](D &, C &c) { c.isVenueAllowed = false; });

        const auto tick = RuleId::TickLot;
        row("no quantity", tick, "bad_qty", [](D &d, C &) { d.qty = QtyLots(0); });
        row("negative quantity", tick, "bad_qty", [](D &d, C &) { d.qty = QtyLots(-1); });
        row("one lot", tick, "", [](D &d, C &) { d.qty = QtyLots(1); });
        row("beyond counting", tick, "bad_qty", [](D &d, C &) { d.qty = QtyLots(std::int64_t(1) << 53); });
        row("no price", tick, "no_limit_price", [](D &d, C &) { d.price.reset(); });
        row("zero price", tick, "bad_price", [](D &d, C &) { d.price = PriceTicks(0); });
        row("market needs none", tick, "", [](D &d, C &) { d = samples::market(d.instrument, Side::Buy, 100); });

        row("trigger at zero", tick, "bad_trigger", [](D &d, C &) { d.trigger = Trigger{PriceTicks(0), true, {}}; });
        row("stop at zero", tick, "bad_exit", [](D &d, C &) { d.exits.stopLoss = ExitLeg{PriceTicks(0), {}, {}}; });
        const auto slipping = [](SlippageTolerance::Unit unit, const char *value) -> Change {
            return [=](D &d, C &) {
                d = samples::market(d.instrument, Side::Buy, 100);
                d.slippage = SlippageTolerance{unit, num(value)};
            };
        };
        row("least percent", tick, "", slipping(SlippageTolerance::Unit::Percent, "0.01"));
        row("three places of percent", tick, "bad_slippage", slipping(SlippageTolerance::Unit::Percent, "0.015"));
        row("too much percent", tick, "bad_slippage", slipping(SlippageTolerance::Unit::Percent, "10.01"));
        row("most ticks", tick, "", slipping(SlippageTolerance::Unit::Ticks, "10000"));
        row("no ticks", tick, "bad_slippage", slipping(SlippageTolerance::Unit::Ticks, "0"));
        row("half a tick", tick, "bad_slippage", slipping(SlippageTolerance::Unit::Ticks, "1.5"));

        const auto size = RuleId::MinMax;
        const auto spotMaker = [](std::int64_t lots) -> Change {
            return [lots](D &d, C &c) {
                auto filters = samples::filters("0.1", "0.001");
                filters.maxLimitQty = num("1");
                d = samples::limit(samples::make({Category::Spot, QStringLiteral("BTCUSDT")}, filters, QStringLiteral("USDT")), Side::Buy, lots, 299990);
                d.timeInForce = TimeInForce::PostOnly;
                c.book = samples::book(d.instrument);
            };
        };
        row("post-only on spot takes five times the maximum", size, "", spotMaker(5000));
        row("and no more", size, "too_large", spotMaker(5001));
        row("limit above its maximum", size, "too_large", [](D &d, C &) { d.qty = QtyLots(100'001); });
        row("limit at its maximum", size, "", [](D &d, C &) { d.qty = QtyLots(100'000); });
        row("market above its own maximum", size, "too_large", [](D &d, C &) { d = samples::market(d.instrument, Side::Buy, 10'001); });
        row("market below its minimum notional on an unusable book", size, "no_price", [](D &d, C &c) {
            d = samples::market(d.instrument, Side::Buy, 100);
            c.book.reset();
        });
        row("notional below", size, "notional_too_small", [](D &d, C &) { d.qty = QtyLots(1), d.price = PriceTicks(49'999); });
        row("notional at", size, "", [](D &d, C &) { d.qty = QtyLots(1), d.price = PriceTicks(50'000); });
        row("smaller than the minimum", size, "too_small", [](D &d, C &) {
            auto filters = samples::filters("0.1", "0.001");
            filters.minQty = num("0.1");
            d.instrument = samples::make(d.instrument->id(), filters, QStringLiteral("USDT"));
            d.qty = QtyLots(99);
        });

        const auto cap = RuleId::NotionalCap;
        row("just below", cap, "", [](D &, C &c) { c.limits.maxOrderNotional = num("2999.91"); });
        row("at", cap, "", [](D &, C &c) { c.limits.maxOrderNotional = num("2999.90"); });
        row("just above", cap, "order_too_large", [](D &, C &c) { c.limits.maxOrderNotional = num("2999.89"); });
        row("no cap known", cap, "order_too_large", [](D &, C &c) { c.limits.maxOrderNotional = Decimal::invalid(); });
        // 1 x 30 000 + 1 x 30 001: what the walk pays, not what the best price promises
        row("market at the walked price", cap, "", [](D &d, C &c) {
            d = samples::market(d.instrument, Side::Buy, 2000);
            c.limits.maxOrderNotional = num("60001");
        });
        row("market above the walked price", cap, "order_too_large", [](D &d, C &c) {
            d = samples::market(d.instrument, Side::Buy, 2000);
            c.limits.maxOrderNotional = num("60000.99");
        });
        row("market without a book", cap, "no_price", [](D &d, C &c) {
            d = samples::market(d.instrument, Side::Buy, 1);
            c.book.reset();
        });
        row("market on a stale book", cap, "no_price", [](D &d, C &c) {
            d = samples::market(d.instrument, Side::Buy, 1);
            auto stale = samples::book(d.instrument);
            stale->state = BookState::Stale;
            c.book = stale;
        });
        row("market beyond the depth", cap, "no_price", [](D &d, C &c) {
            d = samples::market(d.instrument, Side::Buy, 8001);
            c.limits.maxOrderNotional = 1'000'000'000;
        });
        row("a conditional order counts at its trigger", cap, "order_too_large", [conditional](D &d, C &c) {
            conditional(d, 310'000);
            c.limits.maxOrderNotional = num("3099.99");
        });
        row("a conditional order needs no depth", cap, "", [conditional](D &d, C &c) {
            conditional(d, 310'000);
            c.limits.maxOrderNotional = 3'100;
            c.book = samples::book(d.instrument, {level(299990, 1)}, {level(300000, 1)});
        });
        row("sell at one tick fills at the bid", cap, "order_too_large", [](D &d, C &) {
            d = samples::limit(d.instrument, Side::Sell, 1000, 1); // 0.10 USDT by its limit, 29 999 by the book
        });

        const auto position = RuleId::PositionCap;
        row("positions not known", position, "positions_unknown", [](D &, C &c) { c.positions.reset(); });
        row("flat, at", position, "", [](D &, C &c) { c.limits.maxPositionNotional = num("2999.90"); });
        row("flat, above", position, "position_too_large", [](D &, C &c) { c.limits.maxPositionNotional = num("2999.89"); });
        row("long and more, at", position, "", [](D &, C &c) {
            c.positions = {samples::position(samples::linear(), Side::Buy, "0.5")}; // 15 000 at the mark
            c.limits.maxPositionNotional = num("17999.90");
        });
        row("long and more, above", position, "position_too_large", [](D &, C &c) {
            c.positions = {samples::position(samples::linear(), Side::Buy, "0.5")};
            c.limits.maxPositionNotional = num("17999.89");
        });
        row("against a short it shrinks", position, "", [](D &, C &c) {
            c.positions = {samples::position(samples::linear(), Side::Sell, "5")};
            c.limits.maxPositionNotional = 1;
        });
        row("working entries count what is left of them", position, "", [](D &, C &c) {
            c.working = {workingBuy(300, 300000, 100)}; // 6000 left
            c.limits.maxPositionNotional = num("8999.90");
        });
        row("working entries, above", position, "position_too_large", [](D &, C &c) {
            c.working = {workingBuy(300, 300000, 100)};
            c.limits.maxPositionNotional = num("8999.89");
        });
        row("working exits and the other side add nothing", position, "", [](D &, C &c) {
            c.working = {workingBuy(300, 300000), workingBuy(300, 300000)};
            c.working[0].reduceOnly = true;
            c.working[1].side = Side::Sell;
            c.limits.maxPositionNotional = num("2999.90");
        });
        row("UNKNOWN and conditional entries count", position, "position_too_large", [](D &, C &c) {
            c.working = {workingBuy(100, 300000), workingBuy(100, 300000)}; // 3000 each
            c.working[0].state = OrderState::Unknown;
            c.working[1].type = OrderType::Market;
            c.working[1].price.reset();
            c.working[1].trigger = Trigger{PriceTicks(310000), true, {}}; // 3100
            c.limits.maxPositionNotional = num("9099.89");
        });
        row("an amend on its way counts at its larger side", position, "position_too_large", [](D &, C &c) {
            c.working = {workingBuy(100, 300000)};
            c.working[0].amend = PendingAmend{QtyLots(200), std::nullopt, std::nullopt}; // 6000
            c.limits.maxPositionNotional = num("8999.89");
        });
        row("another leg of hedge mode counts by itself", position, "", [](D &d, C &c) {
            d.positionIdx = 1;
            c.positions = {samples::position(samples::linear(), Side::Sell, "5", 2)};
            c.working = {workingBuy(300, 300000)};
            c.working[0].positionIdx = 2;
            c.limits.maxPositionNotional = num("2999.90");
        });
        row("a short that working exits close offsets nothing", position, "position_too_large", [](D &, C &c) {
            c.positions = {samples::position(samples::linear(), Side::Sell, "0.1")};
            c.working = {workingBuy(100, 300000)};
            c.working[0].reduceOnly = true;
            c.limits.maxPositionNotional = num("2999.89");
        });
        row("a position without a mark counts at the ask", position, "position_too_large", [](D &, C &c) {
            c.positions = {samples::position(samples::linear(), Side::Buy, "0.5")};
            c.positions->first().markPrice = Decimal::invalid();
            c.limits.maxPositionNotional = num("17999.89");
        });
        row("neither mark nor book", position, "no_price", [](D &, C &c) {
            c.positions = {samples::position(samples::linear(), Side::Buy, "0.5")};
            c.positions->first().markPrice = Decimal::invalid();
            c.book.reset();
        });
        row("spot without a wallet", position, "wallet_unknown", [](D &d, C &c) {
            d.instrument = samples::spot();
            c.wallet.reset();
        });
        row("spot adds to the coins", position, "position_too_large", [](D &d, C &c) {
            d.instrument = samples::spot();
            c.book = samples::book(d.instrument);
            c.limits.maxPositionNotional = num("8999.89"); // 0.2 x 30 000 + 2999.90
        });

        const auto band = RuleId::PriceBand; // the mid is 29 999.5
        row("buy 2 % through the mid", band, "", [](D &d, C &) { d.price = PriceTicks(305'994); });
        row("one tick more", band, "price_too_far", [](D &d, C &) { d.price = PriceTicks(305'995); });
        row("a passive buy may be as far as it likes", band, "", [](D &d, C &) { d.price = PriceTicks(100'000); });
        row("sell 2 % through the mid", band, "", [](D &d, C &) { d = samples::limit(d.instrument, Side::Sell, 100, 293'996); });
        row("one tick further", band, "price_too_far", [](D &d, C &) { d = samples::limit(d.instrument, Side::Sell, 100, 293'995); });
        row("a passive sell may be as far as it likes", band, "", [](D &d, C &) { d = samples::limit(d.instrument, Side::Sell, 100, 900'000); });
        row("at the venue's buy limit", band, "", [](D &, C &c) { c.buyLimit = num("29999"); });
        row("above the venue's buy limit", band, "above_buy_limit", [](D &, C &c) { c.buyLimit = num("29998.9"); });
        row("below the venue's sell limit", band, "below_sell_limit", [](D &d, C &c) {
            d.side = Side::Sell;
            c.sellLimit = num("29999.1");
        });
        row("a buy does not mind the sell limit", band, "", [](D &, C &c) { c.sellLimit = num("40000"); });
        row("a sell does not mind the buy limit", band, "", [](D &d, C &c) { d.side = Side::Sell, c.buyLimit = num("20000"); });
        row("no buy limit", band, "price_limits_unknown", [](D &, C &c) { c.buyLimit.reset(); });
        row("never read", band, "price_limits_unknown", [](D &, C &c) { c.priceLimitsAt.reset(); });
        row("five seconds old", band, "", [](D &, C &c) { c.priceLimitsAt = c.now - std::chrono::seconds(5); });
        row("older", band, "price_limits_old", [](D &, C &c) { c.priceLimitsAt = c.now - milliseconds(5001); });
        row("from the future", band, "price_limits_old", [](D &, C &c) { c.priceLimitsAt = c.now + milliseconds(1); });
        row("a market order walks above the buy limit", band, "above_buy_limit", [](D &d, C &c) {
            d = samples::market(d.instrument, Side::Buy, 2000);
            c.buyLimit = num("30000.9");
        });
        row("above the instrument's maximum", band, "above_max_price", [](D &d, C &) {
            auto filters = samples::filters("0.1", "0.001");
            filters.maxPrice = num("29998.9");
            d.instrument = samples::make(d.instrument->id(), filters, QStringLiteral("USDT"));
        });
        row("below the instrument's minimum", band, "below_min_price", [](D &d, C &) {
            auto filters = samples::filters("0.1", "0.001");
            filters.minPrice = num("29999.1");
            d.instrument = samples::make(d.instrument->id(), filters, QStringLiteral("USDT"));
        });
        row("no book", band, "no_price", [](D &, C &c) { c.book.reset(); });
        row("no ask", band, "no_price", [](D &d, C &c) { c.book = samples::book(d.instrument, {level(299990, 1)}, {}); });
        row("market that walks too far", band, "price_too_far", [](D &d, C &c) {
            c.book = samples::book(d.instrument, {level(299990, 1)}, {level(300000, 99), level(305995, 1)});
            d = samples::market(d.instrument, Side::Buy, 100);
        });
        row("market within", band, "", [](D &d, C &c) {
            c.book = samples::book(d.instrument, {level(299990, 1)}, {level(300000, 99), level(305994, 1)});
            d = samples::market(d.instrument, Side::Buy, 100);
        });
        row("market that its tolerance keeps within", band, "", [](D &d, C &c) {
            c.book = samples::book(d.instrument, {level(299990, 1)}, {level(300000, 99), level(305995, 1)});
            d = samples::market(d.instrument, Side::Buy, 100);
            d.slippage = SlippageTolerance{SlippageTolerance::Unit::Percent, 1};
        });
        row("conditional market orders have no price yet", band, "", [conditional](D &d, C &c) {
            conditional(d, 330'000);
            c.priceLimitsAt.reset();
        });
        row("a conditional limit is measured from its trigger", band, "price_too_far", [](D &d, C &) {
            d.trigger = Trigger{PriceTicks(310'000), true, {}};
            d.price = PriceTicks(316'201);
        });

        const auto book = RuleId::BookFresh;
        row("none", book, "no_book", [](D &, C &c) { c.book.reset(); });
        for (const auto state : {BookState::Waiting, BookState::Stale, BookState::Resyncing})
            row(qPrintable(toName(state)), book, "book_not_live", [state](D &d, C &c) {
                auto other = samples::book(d.instrument);
                other->state = state;
                c.book = other;
            });
        row("at its greatest age", book, "", [](D &, C &c) { c.now += milliseconds(2000); });
        row("older", book, "book_stale", [](D &, C &c) { c.now += milliseconds(2000) + std::chrono::nanoseconds(1); });
        row("from the future", book, "book_stale", [](D &, C &c) { c.now -= milliseconds(1); });
        const auto bookOf = [](D &d, C &c, auto change) {
            auto other = samples::book(d.instrument);
            change(*other);
            c.book = other;
        };
        row("confirmed since its last frame", book, "", [bookOf](D &d, C &c) {
            c.now += milliseconds(3000);
            bookOf(d, c, [&](BookSnapshot &b) { b.confirmedAt = c.now - milliseconds(1500); });
        });
        row("quiet, between two repeats", book, "", [bookOf](D &d, C &c) {
            c.now += milliseconds(3500);
            bookOf(d, c, [](BookSnapshot &b) { b.isQuiet = true; });
        });
        row("quiet, a repeat is missing", book, "book_stale", [bookOf](D &d, C &c) {
            c.now += milliseconds(3501);
            bookOf(d, c, [](BookSnapshot &b) { b.isQuiet = true; });
        });
        row("trusted just enough", book, "", [bookOf](D &d, C &c) { bookOf(d, c, [](BookSnapshot &b) { b.trust.score = 60; }); });
        row("trusted too little", book, "trust_low", [bookOf](D &d, C &c) { bookOf(d, c, [](BookSnapshot &b) { b.trust.score = 59; }); });
        row("trusted as the trader wants", book, "", [bookOf](D &d, C &c) {
            c.limits.minTrust = 20;
            bookOf(d, c, [](BookSnapshot &b) { b.trust.score = 20; });
        });
        row("one side", book, "book_one_sided", [](D &d, C &c) { c.book = samples::book(d.instrument, {}, {level(300000, 5)}); });
        // Spot bears the same name, tick and lot.
        row("of another instrument", book, "book_other_instrument", [](D &, C &c) { c.book = samples::book(samples::spot()); });
        row("in ticks that have changed", book, "book_other_instrument", [](D &d, C &) {
            d.instrument = samples::make(d.instrument->id(), samples::filters("0.5", "0.001"), QStringLiteral("USDT"));
        });
        row("deep enough for a market order", book, "", [](D &d, C &) { d = samples::market(d.instrument, Side::Buy, 8000); });
        row("too thin for a market order", book, "book_too_thin", [](D &d, C &) { d = samples::market(d.instrument, Side::Buy, 8001); });
        row("a limit order may rest", book, "", [](D &d, C &) { d.qty = QtyLots(9000); });

        const auto balance = RuleId::Balance;
        // 2999.90 / 10 + 2999.90 x 0.00055 = 299.99 + 1.649945
        row("enough to the last digit", balance, "", [](D &, C &c) { c.wallet->totalAvailable = num("301.639945"); });
        row("a trifle short", balance, "insufficient_balance", [](D &, C &c) { c.wallet->totalAvailable = num("301.63994499"); });
        row("no wallet", balance, "wallet_unknown", [](D &, C &c) { c.wallet.reset(); });
        row("no total", balance, "wallet_unknown", [](D &, C &c) { c.wallet->totalAvailable = Decimal::invalid(); });
        row("no leverage", balance, "leverage_unknown", [](D &, C &c) { c.leverage.reset(); });
        row("zero leverage", balance, "leverage_unknown", [](D &, C &c) { c.leverage = 0; });
        row("no fees", balance, "fees_unknown", [](D &, C &c) { c.fees.reset(); });
        row("market without a price", balance, "no_price", [](D &d, C &c) {
            d = samples::market(d.instrument, Side::Buy, 100);
            c.book.reset();
        });
        const auto onSpot = [](const Change &then) -> Change {
            return [then](D &d, C &c) {
                d.instrument = samples::spot();
                c.book = samples::book(d.instrument);
                then(d, c);
            };
        };
        row("spot buy with just enough", balance, "", onSpot([](D &, C &c) { c.wallet->coins[0].wallet = num("2999.90"); }));
        row("spot buy a cent short", balance, "insufficient_balance", onSpot([](D &, C &c) { c.wallet->coins[0].wallet = num("2999.89"); }));
        row("spot buy with locked coins", balance, "insufficient_balance", onSpot([](D &, C &c) { c.wallet->coins[0].locked = num("7000.11"); }));
        row("spot sell of more", balance, "insufficient_balance", onSpot([](D &d, C &) { d.side = Side::Sell, d.qty = QtyLots(201); }));
        row("spot coin that is not there", balance, "insufficient_balance", onSpot([](D &, C &c) { c.wallet->coins.clear(); }));

        row("isolated margin pays from the coin", balance, "insufficient_balance", [](D &, C &c) {
            c.mode->marginMode = MarginMode::Isolated;
            c.wallet->coins[0].orderMargin = num("9698.360056"); // leaves 301.639944
        });
        row("isolated margin, just enough", balance, "", [](D &, C &c) {
            c.mode->marginMode = MarginMode::Isolated;
            c.wallet->totalAvailable = Decimal::invalid();
            c.wallet->coins[0].orderMargin = num("9698.360055");
        });
        row("margin mode not known", balance, "margin_mode_unknown", [](D &, C &c) { c.mode->marginMode.reset(); });
        row("what takes back a position needs no margin", balance, "", [](D &d, C &c) {
            d.qty = QtyLots(200);
            c.positions = {samples::position(samples::linear(), Side::Sell, "0.1")};
            c.wallet->totalAvailable = num("303.28989"); // half of it opens: 299.99 + 3.29989
        });

        const auto clock = RuleId::Clock;
        row("never measured", clock, "clock_unknown", [](D &, C &c) { c.clockError.reset(); });
        row("at", clock, "", [](D &, C &c) { c.clockError = milliseconds(500); });
        row("above", clock, "clock_off", [](D &, C &c) { c.clockError = milliseconds(501); });

        const auto rate = RuleId::Rate;
        const auto sends = [](int count, milliseconds ago) -> Change {
            return [count, ago](D &d, C &c) {
                auto other = d;
                other.qty = QtyLots(7);
                for (int i = 0; i < count; ++i)
                    c.recentSends.append(sent(ago, other));
            };
        };
        row("one left", rate, "", sends(29, milliseconds(1)));
        row("none left", rate, "too_many_orders", sends(30, milliseconds(59'999)));
        row("a minute is over", rate, "", sends(30, milliseconds(60'000)));

        const auto duplicate = RuleId::Duplicate;
        row("within the window", duplicate, "duplicate", [](D &d, C &c) { c.recentSends = {sent(milliseconds(1499), d)}; });
        row("after the window", duplicate, "", [](D &d, C &c) { c.recentSends = {sent(milliseconds(1500), d)}; });
        row("another quantity", duplicate, "", [](D &d, C &c) { c.recentSends = {sent(milliseconds(1), d)}, d.qty = QtyLots(99); });
        row("another price", duplicate, "", [](D &d, C &c) { c.recentSends = {sent(milliseconds(1), d)}, d.price = PriceTicks(299989); });
        row("the other side", duplicate, "", [](D &d, C &c) { c.recentSends = {sent(milliseconds(1), d)}, d.side = Side::Sell; });
        row("another instrument", duplicate, "", [](D &d, C &c) { c.recentSends = {sent(milliseconds(1), d)}, d.instrument = samples::spot(); });
        row("two market orders", duplicate, "duplicate", [](D &d, C &c) {
            d = samples::market(d.instrument, Side::Buy, 100);
            c.recentSends = {sent(milliseconds(1), d)};
        });

        row("a confirmed repeat", duplicate, "", [](D &d, C &c) { c.recentSends = {sent(milliseconds(1), d)}, d.isRepeatWanted = true; });
        row("on the armed ladder", duplicate, "", [](D &d, C &c) { c.recentSends = {sent(milliseconds(1), d)}, d.origin = Origin::OneClick; });
        row("another trigger", duplicate, "", [](D &d, C &c) {
            c.recentSends = {sent(milliseconds(1), d)};
            d.trigger = Trigger{PriceTicks(310'000), true, {}};
        });

        const auto unknown = RuleId::UnknownOrder;
        row("an order is unknown", unknown, "unknown_order", [](D &, C &c) { c.hasUnknownOnSymbol = true; });
        row("and the trader lets it pass", unknown, "", [](D &, C &c) { c.hasUnknownOnSymbol = c.isUnknownOverridden = true; });
        row("a change is unknown", unknown, "unknown_change", [](D &, C &c) { c.hasUnknownChange = c.isUnknownOverridden = true; });

        const auto open = RuleId::OpenOrders;
        const auto resting = [](int count, bool isConditional, int most = 1000) -> Change {
            return [=](D &d, C &c) {
                auto order = workingBuy(1, 1);
                order.instrument = d.instrument;
                if (isConditional)
                    order.trigger = Trigger{PriceTicks(1), false, {}};
                c.working.fill(order, count);
                c.limits.maxOpenOrders = most;
            };
        };
        row("one less than our cap", open, "", resting(49, false, 50));
        row("our cap", open, "too_many_open", resting(50, false, 50));
        row("conditional ones count", open, "too_many_open", resting(50, true, 50));
        row("what can't rest passes", open, "", [resting](D &d, C &c) {
            resting(50, false, 50)(d, c);
            d.timeInForce = TimeInForce::Ioc;
        });
        row("the venue's active ones", open, "venue_orders_full", resting(500, false));
        row("the venue's conditional ones leave room for active ones", open, "", resting(10, true));
        row("the venue's conditional ones", open, "venue_conditional_full", [resting, conditional](D &d, C &c) {
            resting(10, true)(d, c);
            conditional(d, 310'000);
        });
        row("nine conditional ones", open, "", [resting, conditional](D &d, C &c) {
            resting(9, true)(d, c);
            conditional(d, 310'000);
        });
        row("exits that the venue made do not count", open, "", [resting](D &d, C &c) {
            resting(50, true, 50)(d, c);
            for (auto &order : c.working)
                order.stopOrderType = QStringLiteral("StopLoss");
        });

        const auto mode = RuleId::PositionMode;
        const auto hedge = [](int idx, Side side, bool reduceOnly) -> Change {
            return [=](D &d, C &c) {
                d.positionIdx = idx, d.side = side, d.reduceOnly = reduceOnly;
                c.mode->isHedge = true;
            };
        };
        row("not known", mode, "position_mode_unknown", [](D &, C &c) { c.mode->isHedge.reset(); });
        row("nothing known", mode, "position_mode_unknown", [](D &, C &c) { c.mode.reset(); });
        row("one-way index in hedge mode", mode, "needs_hedge_index", hedge(0, Side::Buy, false));
        row("hedge index in one-way mode", mode, "needs_one_way_index", [](D &d, C &) { d.positionIdx = 1; });
        row("opens a long", mode, "", hedge(1, Side::Buy, false));
        row("opens a short", mode, "", hedge(2, Side::Sell, false));
        row("sells a long without saying close", mode, "hedge_side", hedge(1, Side::Sell, false));
        row("closes the wrong leg", mode, "hedge_side", hedge(1, Side::Buy, true));
        row("inverse has no hedge mode", mode, "", [](D &d, C &c) { d.instrument = samples::inverse(), c.mode.reset(); });

        const auto trigger = RuleId::TriggerSide;
        row("rises to a price above", trigger, "", [](D &d, C &) { d.trigger = Trigger{PriceTicks(299'996), true, {}}; });
        row("rises to the present price", trigger, "trigger_passed", [](D &d, C &) { d.trigger = Trigger{PriceTicks(299'995), true, {}}; });
        row("falls to a price below", trigger, "", [](D &d, C &) { d.trigger = Trigger{PriceTicks(299'994), false, {}}; });
        row("falls to a price above", trigger, "trigger_passed", [](D &d, C &) { d.trigger = Trigger{PriceTicks(299'996), false, {}}; });
        row("is compared with its own source", trigger, "trigger_passed", [](D &d, C &c) {
            d.trigger = Trigger{PriceTicks(300'500), true, TriggerBy::IndexPrice};
            c.indexPrice = 30'060;
        });
        row("no price at all", trigger, "no_price", [](D &d, C &c) {
            d.trigger = Trigger{PriceTicks(300'500), true, {}};
            c.book.reset();
        });

        const auto exits = RuleId::Exits;
        const auto leg = [](std::int64_t ticks) { return ExitLeg{PriceTicks(ticks), TriggerBy::LastPrice, std::nullopt}; };
        row("stop below a buy", exits, "", [leg](D &d, C &) { d.exits.stopLoss = leg(299'989); });
        row("stop at the price of a buy", exits, "stop_wrong_side", [leg](D &d, C &) { d.exits.stopLoss = leg(299'990); });
        row("take profit above a buy", exits, "", [leg](D &d, C &) { d.exits.takeProfit = leg(299'991); });
        row("take profit below a buy", exits, "take_profit_wrong_side", [leg](D &d, C &) { d.exits.takeProfit = leg(299'989); });
        row("of a sell it is the other way round", exits, "", [leg](D &d, C &) {
            d.side = Side::Sell;
            d.exits.takeProfit = leg(299'989), d.exits.stopLoss = leg(299'991);
        });
        row("with a market order from the best price", exits, "stop_wrong_side", [leg](D &d, C &) {
            d = samples::market(d.instrument, Side::Buy, 100);
            d.exits.stopLoss = leg(300'000);
        });
        row("with reduce-only", exits, "exits_with_reduce_only", [leg](D &d, C &) { d.exits.stopLoss = leg(299'000), d.reduceOnly = true; });
        row("limit in a full one", exits, "limit_needs_partial", [leg](D &d, C &) {
            d.exits.stopLoss = leg(299'000);
            d.exits.stopLoss->limit = PriceTicks(298'000);
        });
        row("limit in a partial one", exits, "", [leg](D &d, C &) {
            d.exits.stopLoss = leg(299'000);
            d.exits.stopLoss->limit = PriceTicks(298'000);
            d.exits.mode = StopMode::Partial;
        });
        row("with a spot limit order", exits, "", [leg](D &d, C &) { d.instrument = samples::spot(), d.exits.stopLoss = leg(299'000); });
        row("with a spot market order", exits, "exits_on_spot", [leg](D &d, C &c) {
            d = samples::market(samples::spot(), Side::Buy, 100);
            c.book = samples::book(d.instrument);
            d.exits.stopLoss = leg(299'000);
        });

        const auto reduce = RuleId::ReduceOnly;
        const auto reducing = [](const Change &then) -> Change {
            return [then](D &d, C &c) {
                d.reduceOnly = true;
                then(d, c);
            };
        };
        row("flat", reduce, "nothing_to_reduce", reducing([](D &, C &) {}));
        row("same side", reduce, "would_grow",
            reducing([](D &, C &c) { c.positions = {samples::position(samples::linear(), Side::Buy, "1")}; }));
        row("a position of the other leg", reduce, "nothing_to_reduce",
            reducing([](D &, C &c) { c.positions = {samples::position(samples::linear(), Side::Sell, "1", 2)}; }));
        row("on spot", reduce, "reduce_only_on_spot", reducing([](D &d, C &) { d.instrument = samples::spot(); }));
    }
    void ruleAnswersAtItsBoundary()
    {
        QFETCH(RuleId, rule);
        QFETCH(QString, why);
        QFETCH(Change, change);
        auto draft = entry();
        auto context = samples::context(draft.instrument);
        change(draft, context);
        const auto verdict = verdictOf(rule, draft, context);
        QCOMPARE(verdict.why, why);
        QCOMPARE(verdict.ok, why.isEmpty());
        QCOMPARE(RiskGate(allRules()).approve(draft, context, QStringLiteral("bw-1")).has_value(),
                 allOk(RiskGate(allRules()).check(draft, context)));
    }

    /// The nearest value, put into the ticket, passes the rule that named it.
    void nearestValuePasses_data()
    {
        QTest::addColumn<RuleId>("rule");
        QTest::addColumn<QString>("nearest");
        QTest::addColumn<Change>("change");
        using D = OrderDraft;
        using C = RiskContext;
        const auto add = [](RuleId rule, const char *nearest, Change change) {
            QTest::addRow("%s %s", qPrintable(toName(rule)), nearest) << rule << QString::fromLatin1(nearest) << change;
        };
        add(RuleId::MinMax, "100.000", [](D &d, C &) { d.qty = QtyLots(100'001); });
        add(RuleId::MinMax, "0.002", [](D &d, C &) { d.qty = QtyLots(1), d.price = PriceTicks(25'001); }); // 5 / 2500.1 and up
        add(RuleId::NotionalCap, "0.100", [](D &d, C &c) { d.qty = QtyLots(500), c.limits.maxOrderNotional = 3'000; });
        add(RuleId::NotionalCap, "1.999", [](D &d, C &c) { // 30 000 + 0.999 x 30 001
            d = samples::market(d.instrument, Side::Buy, 2000);
            c.limits.maxOrderNotional = num("59999");
        });
        add(RuleId::PositionCap, "0.066", [](D &, C &c) { c.limits.maxPositionNotional = 2'000; });
        add(RuleId::Balance, "0.033", [](D &, C &c) { c.wallet->totalAvailable = 100; });
        add(RuleId::PriceBand, "30599.4", [](D &d, C &) { d.price = PriceTicks(400'000); });
        add(RuleId::PriceBand, "29990.3", [](D &, C &c) { c.buyLimit = num("29990.35"); });
        add(RuleId::BookFresh, "8.000", [](D &d, C &) { d = samples::market(d.instrument, Side::Buy, 9000); });
    }
    void nearestValuePasses()
    {
        QFETCH(RuleId, rule);
        QFETCH(QString, nearest);
        QFETCH(Change, change);
        auto draft = entry();
        auto context = samples::context(draft.instrument);
        change(draft, context);
        const auto verdict = verdictOf(rule, draft, context);
        QVERIFY(!verdict.ok);
        QCOMPARE(verdict.nearest, nearest);
        const auto value = Decimal::parse(nearest);
        QVERIFY(value.has_value());
        if (rule == RuleId::PriceBand)
            draft.price = *draft.instrument->toTicks(*value);
        else
            draft.qty = *draft.instrument->toLots(*value);
        QVERIFY(verdictOf(rule, draft, context).ok);
    }
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
