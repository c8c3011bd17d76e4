// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakemarket.h"

#include <array>

namespace bw::fakemarket {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

Decimal decimal(const char *text) { return *Decimal::parse(std::string_view(text)); }

LedgerEntry entry(int number, LedgerEntry::Cause cause, const char *type, const char *coin, UtcTime at)
{
    LedgerEntry made;
    made.id = QStringLiteral("l%1").arg(number);
    made.cause = cause;
    made.type = QString::fromLatin1(type);
    made.coin = QString::fromLatin1(coin);
    made.at = at;
    return made;
}

} // namespace

Wallet wallet(UtcTime now)
{
    CoinBalance usdt{QStringLiteral("USDT"), decimal("9874.32155600"), decimal("126.83"), decimal("9880.19755600")};
    usdt.orderMargin = decimal("253.66");
    usdt.positionMargin = decimal("126.24");
    usdt.unrealisedPnl = decimal("5.87600000");
    usdt.usdValue = decimal("9879.31");
    CoinBalance btc{QStringLiteral("BTC"), decimal("0.20000000"), decimal("0"), decimal("0.20000000")};
    btc.usdValue = decimal("12682.86");
    CoinBalance mnt{QStringLiteral("MNT"), decimal("41.55012"), decimal("0"), decimal("41.55012")};
    Wallet made;
    made.coins = {usdt, btc, mnt};
    made.totalEquity = decimal("22603.11");
    made.totalAvailable = decimal("22223.21");
    made.totalMargin = decimal("379.90");
    made.totalMaintenance = decimal("6.31");
    made.at = now;
    return made;
}

AccountMode accountMode(const InstrumentPtr &of)
{
    AccountMode mode;
    mode.instrument = of;
    mode.marginMode = MarginMode::Cross;
    mode.isHedge = false;
    mode.leverage = Decimal(10);
    mode.fees = FeeRates{Decimal::fromScaled(2, 4), Decimal::fromScaled(55, 5)};
    return mode;
}

QVector<AccountChange> accountChanges(const InstrumentPtr &of, UtcTime now)
{
    AccountChange refused;
    refused.id = QStringLiteral("ch-1");
    refused.instrument = of;
    refused.before = QStringLiteral("SL 60000.0");
    refused.after = QStringLiteral("SL 64000.0");
    refused.state = AccountChange::State::Refused;
    refused.reason = QStringLiteral("10001: StopLoss should be lower than the base price");
    refused.at = now - seconds(900);
    AccountChange sent = refused;
    sent.id = QStringLiteral("ch-2");
    sent.kind = AccountChange::Kind::Leverage;
    sent.before = QStringLiteral("10");
    sent.after = QStringLiteral("5");
    sent.reason.clear();
    sent.state = AccountChange::State::Settled;
    sent.at = now - seconds(300);
    AccountChange unknown = refused;
    unknown.id = QStringLiteral("ch-3");
    unknown.before = QStringLiteral("SL 60000.0");
    unknown.after = QStringLiteral("SL 61000.0");
    unknown.reason = QStringLiteral("no answer within 5 s");
    unknown.state = AccountChange::State::Unknown;
    unknown.at = now - seconds(14);
    return {refused, sent, unknown};
}

QVector<TimelineEntry> timeline(const QString &key, UtcTime now)
{
    using Kind = TimelineEntry::Kind;
    const auto at = [&](int ms) { return now - milliseconds(ms); };
    return {
        {.kind = Kind::State, .key = key, .what = QStringLiteral("intent"), .detail = {}, .at = at(14'000)},
        {.kind = Kind::Request, .key = key, .what = QStringLiteral("create"), .detail = QStringLiteral("{\"symbol\":\"BTCUSDT\",\"side\":\"Buy\",\"qty\":\"0.020\"}"), .at = at(13'998)},
        {.kind = Kind::State, .key = key, .what = QStringLiteral("sent"), .detail = {}, .at = at(13'998)},
        {.kind = Kind::Answer, .key = key, .what = QStringLiteral("create"), .code = 0, .detail = QStringLiteral("{\"retCode\":0,\"retMsg\":\"OK\"}"), .at = at(13'950)},
        {.kind = Kind::State, .key = key, .what = QStringLiteral("accepted"), .detail = {}, .at = at(13'949)},
        {.kind = Kind::Fill, .key = key, .what = QStringLiteral("0.008 @ 63409.9"), .detail = {}, .at = at(9'120)},
        {.kind = Kind::Request, .key = key, .what = QStringLiteral("cancel"), .detail = {}, .at = at(2'000)},
        {.kind = Kind::Answer, .key = key, .what = QStringLiteral("cancel"), .code = 110001, .detail = QStringLiteral("<b>order not exists</b> or too late to cancel"), .at = at(1'950)},
    };
}

QVector<LedgerEntry> ledger(const InstrumentPtr &of, UtcTime now)
{
    using Cause = LedgerEntry::Cause;
    LedgerEntry trade = entry(1, Cause::Trade, "TRADE", "USDT", now - seconds(240));
    trade.category = Category::Linear;
    trade.symbol = of->id().symbol;
    trade.side = Side::Buy;
    trade.qty = decimal("0.020");
    trade.price = decimal("63120.0");
    trade.fee = decimal("0.69432");
    trade.change = decimal("-0.69432");
    trade.balance = decimal("9874.62155600");
    trade.orderLinkId = QStringLiteral("bw-7f3a001025");
    LedgerEntry funding = entry(2, Cause::Funding, "SETTLEMENT", "USDT", now - hours(2));
    funding.category = Category::Linear;
    funding.symbol = of->id().symbol;
    funding.funding = decimal("-0.10983");
    funding.change = decimal("-0.10983");
    funding.balance = decimal("9875.31587600");
    LedgerEntry transfer = entry(3, Cause::Transfer, "TRANSFER_IN", "USDT", now - hours(5));
    transfer.cashFlow = transfer.change = decimal("500");
    transfer.balance = decimal("9875.42570600");
    LedgerEntry other = entry(4, Cause::Other, "AIRDROP", "MNT", now - hours(6));
    other.cashFlow = other.change = decimal("1.5");
    other.balance = decimal("41.55012");
    return {trade, funding, transfer, other};
}

QVector<LedgerEntry> monthLedger(UtcTime now)
{
    using Cause = LedgerEntry::Cause;
    constexpr int kDays = 28;
    QVector<LedgerEntry> rows;
    Decimal balance;
    const auto book = [&](LedgerEntry row) {
        row.change = row.cashFlow + row.funding - row.fee;
        balance += row.change;
        row.balance = balance;
        rows.append(row);
    };
    LedgerEntry deposit = entry(1, Cause::Transfer, "TRANSFER_IN", "USDT", now - hours(24 * kDays));
    deposit.cashFlow = decimal("10000");
    book(deposit);
    const std::array symbols{QStringLiteral("BTCUSDT"), QStringLiteral("ETHUSDT"), QStringLiteral("SOLUSDT")};
    for (int day = 1; day < kDays; ++day) {
        if (day == 9 || day == 10 || day == 20)
            continue;
        const UtcTime at = now - hours(24 * (kDays - day)) + hours(1);
        for (int trade = 0; trade < 3; ++trade) {
            LedgerEntry row = entry(100 + 10 * day + trade, Cause::Trade, "TRADE", "USDT", at + hours(trade));
            row.category = Category::Linear;
            row.symbol = symbols[static_cast<std::size_t>((day + trade) % 3)];
            row.cashFlow = Decimal::fromScaled(((day * 37 + trade * 101) % 223 - 96) * 73, 2);
            row.fee = Decimal::fromScaled(211 + (day * trade) % 97, 2);
            book(row);
        }
        LedgerEntry funding = entry(100 + 10 * day + 5, Cause::Funding, "SETTLEMENT", "USDT", at + hours(8));
        funding.category = Category::Linear;
        funding.symbol = symbols[static_cast<std::size_t>(day % 3)];
        funding.funding = Decimal::fromScaled((day % 7 - 4) * 31, 2);
        book(funding);
    }
    return rows;
}

QVector<EquityPoint> monthSeen(UtcTime now)
{
    QVector<EquityPoint> seen;
    for (const LedgerEntry &row : monthLedger(now)) {
        const auto age = now - row.at;
        if (age > hours(24 * 14) || (age > hours(24 * 5) && age < hours(24 * 6)))
            continue;
        const Decimal open = Decimal::fromScaled((row.at.time_since_epoch().count() / 3'600'000 % 41 - 20) * 911, 2);
        seen.append({row.at, row.coin, row.balance, open, row.balance + open});
    }
    return seen;
}

CostSheet costSheet(UtcTime now)
{
    CostSheet sheet;
    sheet.since = now - hours(24);
    sheet.until = now;
    CostSheet::Row usdt;
    usdt.coin = QStringLiteral("USDT");
    usdt.tradePnl = decimal("12.40500000");
    usdt.fee = decimal("2.10944000");
    usdt.funding = decimal("-0.10983000");
    usdt.transfer = decimal("500");
    usdt.walletChange = decimal("510.18573000");
    CostSheet::Row btc;
    btc.coin = QStringLiteral("BTC");
    btc.fee = decimal("0.00000200");
    btc.tradePnl = decimal("0.00200000");
    btc.walletChange = decimal("0.00199000");
    btc.remainder = decimal("-0.00000800");
    sheet.rows = {usdt, btc};
    sheet.spreadCost = decimal("0.4100");
    sheet.slippageCost = decimal("0.1250");
    return sheet;
}

QVector<Difference> differences(UtcTime now)
{
    return {
        {.what = Difference::What::Order, .subject = QStringLiteral("bw-7f3a00104a"), .ours = QStringLiteral("working"), .theirs = QStringLiteral("filled 0.020"), .at = now - seconds(40)},
        {.what = Difference::What::Wallet, .subject = QStringLiteral("USDT"), .ours = QStringLiteral("9874.32155600"), .theirs = QStringLiteral("9874.32155601"), .at = now - seconds(40)},
    };
}

StopAllView stopAllRunning(UtcTime now)
{
    using V = StopAllView;
    V view;
    view.isRunning = true;
    view.at = now;
    view.lines = {{V::Step::Halt, V::State::Finished, 0, {}}, {V::Step::Cancel, V::State::Running, 3, {}}, {V::Step::Reread, V::State::Waiting, -1, {}},
                  {V::Step::Flatten, V::State::Waiting, 0, {}}};
    return view;
}

StopAllView stopAllDone(const InstrumentPtr &of, UtcTime now)
{
    using V = StopAllView;
    V view = stopAllRunning(now);
    view.isRunning = false;
    view.lines[1].state = V::State::Finished;
    view.lines[1].left = 0;
    view.lines[2] = {V::Step::Reread, V::State::Failed, 1, Error{.family = ErrorFamily::Timeout, .certainty = Certainty::Unknown}};
    view.standing = {foreignOrders(of, now).first(), order(of, 77, OrderState::Unknown, now - seconds(20))};
    view.positions = positions(of, now);
    return view;
}

QVector<Order> foreignOrders(const InstrumentPtr &of, UtcTime now)
{
    Order stop = order(of, 501, OrderState::Untriggered, now - seconds(200));
    stop.orderLinkId.clear();
    stop.side = Side::Sell;
    stop.type = OrderType::Market;
    stop.price.reset();
    stop.reduceOnly = true;
    stop.closesPosition = true;
    stop.trigger = Trigger{PriceTicks(629'000), false, TriggerBy::MarkPrice};
    stop.stopOrderType = QStringLiteral("StopLoss");
    stop.createType = QStringLiteral("CreateByStopLoss");
    stop.origin = Origin::Venue;
    Order other = order(of, 502, OrderState::Accepted, now - hours(30));
    other.orderLinkId.clear();
    other.origin = Origin::External;
    other.createType = QStringLiteral("CreateByUser");
    Order liquidation = order(of, 504, OrderState::Filled, now - hours(50));
    liquidation.orderLinkId.clear();
    liquidation.type = OrderType::Market;
    liquidation.price.reset();
    liquidation.origin = Origin::Venue;
    liquidation.createType = QStringLiteral("CreateByLiq");
    return {stop, other, liquidation};
}

} // namespace bw::fakemarket
