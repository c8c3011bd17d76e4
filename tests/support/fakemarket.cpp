// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakemarket.h"

#include <array>

namespace bw::fakemarket {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

Decimal decimal(const char *text) { return *Decimal::parse(std::string_view(text)); }

/// Spread-out but repeatable: a step of a 32-bit mixing function, 0 .. below.
int scatter(int seed, int below)
{
    auto x = static_cast<std::uint32_t>(seed) * 2654435761U;
    x ^= x >> 15;
    x *= 2246822519U;
    x ^= x >> 13;
    return static_cast<int>(x % static_cast<std::uint32_t>(below));
}

InstrumentPtr instrument(const char *base, const char *tick, const char *lot)
{
    InstrumentFilters filters;
    filters.tickSize = decimal(tick);
    filters.lotSize = decimal(lot);
    filters.minQty = filters.lotSize;
    filters.minNotional = decimal("5");
    filters.maxLimitQty = decimal("1190000");
    filters.maxMarketQty = decimal("500000");
    filters.maxLeverage = decimal("100");
    const QString coin = QString::fromLatin1(base);
    const QString usdt = QStringLiteral("USDT");
    return *Instrument::create({Category::Linear, coin + usdt}, filters, coin, usdt, usdt, InstrumentStatus::Trading);
}

std::int64_t middle(const InstrumentPtr &of) { return of->id().symbol.startsWith(u"BTC") ? 634'142 : 1'234; }

} // namespace

InstrumentPtr btcusdt() { return instrument("BTC", "0.1", "0.001"); }

InstrumentPtr tinycoin() { return instrument("SHIB1000", "0.00000001", "1"); }

BookSnapshot book(const InstrumentPtr &of, UtcTime at, MonoTime receivedAt, int step)
{
    BookSnapshot book;
    book.instrument = of;
    book.state = BookState::Live;
    book.updateId = 9921 + static_cast<std::uint64_t>(step);
    book.matchedAt = at;
    book.receivedAt = receivedAt;
    const std::int64_t bid = middle(of) + (step == 0 ? 0 : scatter(step, 9) - 4);
    for (int i = 0; i < 50; ++i) {
        const auto qty = [&](int salt) { return QtyLots(20 + scatter(step * 131 + i * 7 + salt, i % 6 == 3 ? 8000 : 1900)); };
        book.bids.push_back({PriceTicks(bid - i), qty(1)});
        book.asks.push_back({PriceTicks(bid + 1 + i), qty(2)});
    }
    return book;
}

TickerView ticker(const InstrumentPtr &of, UtcTime at, int step)
{
    TickerView view;
    view.id = of->id();
    const std::int64_t last = middle(of) + scatter(step + 1, 5) - 2;
    view.last = of->price(PriceTicks(last));
    view.mark = of->price(PriceTicks(last - 4));
    view.index = of->price(PriceTicks(last - 40));
    view.change24hPct = decimal("0.42");
    view.fundingRate = decimal("0.000087");
    view.nextFunding = at + minutes(133) + seconds(40);
    view.lastDirection = 1;
    return view;
}

GaugesView gauges()
{
    GaugesView view;
    view.clockOffset = milliseconds(-3);
    view.clockError = milliseconds(8);
    view.publicLatency = milliseconds(12);
    view.restRoundTrip = milliseconds(41);
    view.bookUpdatesPerSecond = 48;
    view.orderBudgetLeft = 9;
    view.orderBudget = 10;
    view.aiLatency = milliseconds(1400);
    view.aiCostToday = decimal("0.031");
    view.aiCallsToday = 12;
    return view;
}

std::vector<SpreadPoint> spread(UtcTime now)
{
    std::vector<SpreadPoint> points;
    constexpr int kCount = 1200;
    for (int i = 0; i < kCount; ++i) {
        SpreadPoint point{.at = now - milliseconds(250) * (kCount - i), .pct = 0.012 + scatter(i, 60) / 10000.0};
        if (i >= 840 && i < 850)
            point.pct = 0.034 + 0.007 * (5 - std::abs(845 - i));
        point.isGap = i >= 420 && i < 476;
        points.push_back(point);
    }
    return points;
}

Order order(const InstrumentPtr &of, int number, OrderState state, UtcTime at)
{
    Order order;
    order.orderLinkId = QStringLiteral("bw-7f3a%1").arg(number, 6, 16, QLatin1Char('0'));
    order.orderId = QStringLiteral("venue-%1").arg(number);
    order.instrument = of;
    order.side = number % 3 == 0 ? Side::Sell : Side::Buy;
    order.qty = QtyLots(20 + number % 7);
    const int away = 3 + number * 7 % 50; // it rests: buys below the market, sells above
    order.price = PriceTicks(middle(of) + (order.side == Side::Buy ? -away : away));
    order.state = state;
    order.createdAt = at;
    order.updatedAt = at;
    if (state == OrderState::PartiallyFilled)
        order.filled = QtyLots(8);
    if (state == OrderState::Filled)
        order.filled = order.qty;
    if (order.filled.value() > 0)
        order.averagePrice = of->price(*order.price);
    return order;
}

QVector<Order> ordersInEveryState(const InstrumentPtr &of, UtcTime now)
{
    using State = OrderState;
    struct Row {
        State state;
        const char *reason;
    };
    static constexpr std::array<Row, 14> kRows{{
        {State::Deactivated, "venue: trigger withdrawn"},
        {State::NotAtVenue, "not found in 3 rounds of asking"},
        {State::Rejected, "170131: insufficient balance"},
        {State::NotSent, "book became stale"},
        {State::Cancelled, "by hand"},
        {State::Filled, ""},
        {State::Intent, ""},
        {State::Sent, ""},
        {State::CancelSent, ""},
        {State::AmendSent, ""},
        {State::Untriggered, ""},
        {State::PartiallyFilled, ""},
        {State::Accepted, ""},
        {State::Unknown, "no answer within 5 s"},
    }};
    QVector<Order> orders;
    for (int i = 0; i < static_cast<int>(kRows.size()); ++i) {
        const Row &row = kRows[static_cast<std::size_t>(i)];
        Order item = order(of, 4096 + i * 37, row.state, now - seconds(13 + (13 - i) * 97));
        item.reason = QString::fromLatin1(row.reason);
        item.lookups = row.state == State::Unknown ? 2 : 0;
        if (row.state == State::Filled) {
            item.type = OrderType::Market;
            item.price.reset();
            item.timeInForce = TimeInForce::Ioc;
        }
        if (row.state == State::AmendSent)
            item.amend = PendingAmend{std::nullopt, *item.price + PriceTicks(3), std::nullopt};
        if (row.state == State::Untriggered) {
            item.trigger = Trigger{PriceTicks(middle(of) + 120), true, TriggerBy::MarkPrice};
            item.stopOrderType = QStringLiteral("Stop");
        }
        if (row.state == State::Accepted) {
            item.exits.stopLoss = ExitLeg{*item.price - PriceTicks(500), TriggerBy::LastPrice, std::nullopt};
            item.origin = Origin::Signal;
            item.signalId = QStringLiteral("s41");
        }
        orders.append(item);
    }
    return orders;
}

QVector<Execution> executions(const InstrumentPtr &of, UtcTime now)
{
    QVector<Execution> list;
    for (int i = 0; i < 6; ++i) {
        Execution execution;
        execution.execId = QStringLiteral("e%1").arg(i);
        execution.orderLinkId = QStringLiteral("bw-7f3a%1").arg(4096 + i * 37, 6, 16, QLatin1Char('0'));
        execution.instrument = of;
        execution.side = i % 3 == 0 ? Side::Sell : Side::Buy;
        execution.price = of->price(PriceTicks(middle(of) - 40 + i * 11));
        execution.qty = of->qty(QtyLots(20));
        execution.fee = i == 2 ? decimal("-0.1268") : decimal("0.6975");
        execution.feeCurrency = QStringLiteral("USDT");
        execution.isMaker = i == 2;
        execution.kind = i == 4 ? Execution::Kind::Funding : Execution::Kind::Trade;
        execution.at = now - seconds(40 * (6 - i));
        list.append(execution);
    }
    return list;
}

QVector<Position> positions(const InstrumentPtr &of, UtcTime now)
{
    Position position;
    position.instrument = of;
    position.side = Side::Buy;
    position.size = of->qty(QtyLots(20));
    position.entryPrice = of->price(PriceTicks(middle(of) - 2942));
    position.markPrice = of->price(PriceTicks(middle(of) - 4));
    position.unrealisedPnl = decimal("5.876");
    position.ownEntryPrice = position.entryPrice;
    position.ownUnrealisedPnl = decimal("5.876");
    position.coin = QStringLiteral("USDT");
    position.updatedAt = now;
    position.stoppedSize = of->qty(QtyLots(8)); // by a partial stop
    position.leverage = Decimal(10);
    position.liquidationPrice = of->price(PriceTicks(middle(of) - middle(of) / 11));
    position.breakEvenPrice = of->price(PriceTicks(middle(of) - 2873));
    position.value = decimal("1262.40");
    position.margin = decimal("126.24");
    position.realisedPnl = decimal("-0.69432");
    position.adlRank = 1;
    return {position};
}

} // namespace bw::fakemarket
