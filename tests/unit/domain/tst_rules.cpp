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
        QCOMPARE(verdicts.size(), 14);
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

        const auto trading = RuleId::TradingAllowed;
        row("venue not allowed", trading, "venue_not_allowed", [](D &, C &c) { c.isVenueAllowed = false; });
        row("halted", trading, "halted", [](D &, C &c) { c.tradingState = TradingState::Halted; });
        row("reducing", trading, "reducing", [](D &, C &c) { c.tradingState = TradingState::Reducing; });
        row("no private stream", trading, "private_stream_down", [](D &, C &c) { c.isPrivateStreamLive = false; });
        row("instrument is delivering", trading, "instrument_not_trading",
            [](D &d, C &) { d.instrument = samples::linear(InstrumentStatus::Delivering); });

        const auto key = RuleId::KeyLevel;
        row("none", key, "no_key", [](D &, C &c) { c.keyLevel = KeyLevel::None; });
        row("read only", key, "key_read_only", [](D &, C &c) { c.keyLevel = KeyLevel::ReadOnly; });
        row("trade", key, "", [](D &, C &c) { c.keyLevel = KeyLevel::Trade; });
        row("transfer", key, "", [](D &, C &c) { c.keyLevel = KeyLevel::Transfer; });
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

        const auto size = RuleId::MinMax;
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

        const auto band = RuleId::PriceBand;
        row("buy 2 % above the ask", band, "", [](D &d, C &) { d.price = PriceTicks(306'000); });
        row("one tick more", band, "price_too_far", [](D &d, C &) { d.price = PriceTicks(306'001); });
        row("buy 2 % below the ask", band, "", [](D &d, C &) { d.price = PriceTicks(294'000); });
        row("one tick less: a passive price far away", band, "price_too_far", [](D &d, C &) { d.price = PriceTicks(293'999); });
        row("sell is measured from the bid", band, "price_too_far",
            [](D &d, C &) { d = samples::limit(d.instrument, Side::Sell, 100, 305'990); }); // 2 % of 299 990 are 5999.8
        row("sell within", band, "", [](D &d, C &) { d = samples::limit(d.instrument, Side::Sell, 100, 305'989); });
        row("at the venue's buy limit", band, "", [](D &, C &c) { c.buyLimit = num("29999"); });
        row("above the venue's buy limit", band, "above_buy_limit", [](D &, C &c) { c.buyLimit = num("29998.9"); });
        row("below the venue's sell limit", band, "below_sell_limit", [](D &d, C &c) {
            d.side = Side::Sell;
            c.sellLimit = num("29999.1");
        });
        row("a buy does not mind the sell limit", band, "", [](D &, C &c) { c.sellLimit = num("40000"); });
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
            c.book = samples::book(d.instrument, {level(299990, 1)}, {level(300000, 99), level(306001, 1)});
            d = samples::market(d.instrument, Side::Buy, 100);
        });
        row("market within", band, "", [](D &d, C &c) {
            c.book = samples::book(d.instrument, {level(299990, 1)}, {level(300000, 99), level(306000, 1)});
            d = samples::market(d.instrument, Side::Buy, 100);
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

        row("an order is unknown", RuleId::UnknownOrder, "unknown_order", [](D &, C &c) { c.hasUnknownOnSymbol = true; });

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
};

QTEST_GUILESS_MAIN(TestRules)
#include "tst_rules.moc"
