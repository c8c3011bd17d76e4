// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/riskgate.h"

#include <initializer_list>

/// Small true-to-life values of the domain for tests: instruments, a book around 30 000, and a context in which every rule agrees.
namespace bw::samples {

/// A number as a test writes it; invalid (and so unequal to everything) when mistyped.
[[nodiscard]] inline Decimal num(const char *text) { return Decimal::parse(std::string_view(text)).value_or(Decimal::invalid()); }

[[nodiscard]] inline InstrumentPtr make(InstrumentId id, InstrumentFilters filters, const QString &settle,
                                        InstrumentStatus status = InstrumentStatus::Trading)
{
    const QString quote = id.category == Category::Inverse ? QStringLiteral("USD") : QStringLiteral("USDT");
    const auto made = Instrument::create(std::move(id), std::move(filters), QStringLiteral("BTC"), quote, settle, status);
    return made ? *made : nullptr;
}

[[nodiscard]] inline InstrumentFilters filters(const char *tick, const char *lot)
{
    InstrumentFilters filters;
    filters.tickSize = num(tick);
    filters.lotSize = num(lot);
    return filters;
}

/// Tick 0.1, lot 0.001, 0.001 to 100 (market: 10), at least 5 USDT.
[[nodiscard]] inline InstrumentPtr linear(InstrumentStatus status = InstrumentStatus::Trading)
{
    auto filter = filters("0.1", "0.001");
    filter.minQty = num("0.001");
    filter.maxLimitQty = num("100");
    filter.maxMarketQty = num("10");
    filter.minNotional = num("5");
    return make({Category::Linear, QStringLiteral("BTCUSDT")}, filter, QStringLiteral("USDT"), status);
}
/// Tick 0.1, lot 0.001 as well, so that the same book serves.
[[nodiscard]] inline InstrumentPtr spot()
{
    auto filter = filters("0.1", "0.001");
    filter.minNotional = num("5");
    return make({Category::Spot, QStringLiteral("BTCUSDT")}, filter, QStringLiteral("USDT"));
}
/// Tick 0.5, lot 1 USD.
[[nodiscard]] inline InstrumentPtr inverse()
{
    return make({Category::Inverse, QStringLiteral("BTCUSD")}, filters("0.5", "1"), QStringLiteral("BTC"));
}

inline constexpr MonoTime kNow{std::chrono::seconds(1000)};

[[nodiscard]] inline Level level(std::int64_t ticks, std::int64_t lots) { return {PriceTicks(ticks), QtyLots(lots)}; }

[[nodiscard]] inline std::shared_ptr<BookSnapshot> book(const InstrumentPtr &instrument, std::vector<Level> bids, std::vector<Level> asks)
{
    auto made = std::make_shared<BookSnapshot>();
    made->instrument = instrument;
    made->state = BookState::Live;
    made->bids = std::move(bids);
    made->asks = std::move(asks);
    made->receivedAt = kNow;
    made->trust.score = 100;
    return made;
}
/// 29 999.0 x 1, 29 998.0 x 2, 29 990.0 x 5 against 30 000.0 x 1, 30 001.0 x 2, 30 010.0 x 5 (tick 0.1, lot 0.001).
[[nodiscard]] inline std::shared_ptr<BookSnapshot> book(const InstrumentPtr &instrument)
{
    return book(instrument, {level(299990, 1000), level(299980, 2000), level(299900, 5000)},
                {level(300000, 1000), level(300010, 2000), level(300100, 5000)});
}

/// Every rule says yes to a small order.
[[nodiscard]] inline RiskContext context(const InstrumentPtr &instrument)
{
    RiskContext context;
    context.book = book(instrument);
    context.now = kNow;
    context.tradingState = TradingState::Active;
    context.isVenueAllowed = true;
    context.keyLevel = KeyLevel::Trade;
    context.isPrivateStreamLive = true;
    context.clockError = std::chrono::milliseconds(20);
    Wallet wallet;
    wallet.totalAvailable = 10'000;
    wallet.coins = {{QStringLiteral("USDT"), 10'000, 0, 10'000}, {QStringLiteral("BTC"), num("0.2"), 0, num("0.2")}};
    context.wallet = wallet;
    context.positions = QVector<Position>();
    context.fees = FeeRates{num("0.0002"), num("0.00055")};
    context.leverage = 10;
    context.mode = AccountMode{instrument, MarginMode::Cross, false, Decimal(10), std::nullopt};
    context.buyLimit = 40'000;
    context.sellLimit = 20'000;
    context.priceLimitsAt = kNow;
    return context;
}

[[nodiscard]] inline OrderDraft limit(const InstrumentPtr &instrument, Side side, std::int64_t lots, std::int64_t ticks)
{
    OrderDraft draft;
    draft.instrument = instrument;
    draft.side = side;
    draft.qty = QtyLots(lots);
    draft.price = PriceTicks(ticks);
    return draft;
}
[[nodiscard]] inline OrderDraft market(const InstrumentPtr &instrument, Side side, std::int64_t lots)
{
    OrderDraft draft = limit(instrument, side, lots, 0);
    draft.type = OrderType::Market;
    draft.price.reset();
    return draft;
}
[[nodiscard]] inline Position position(const InstrumentPtr &instrument, Side side, const char *size, int idx = 0)
{
    Position held;
    held.instrument = instrument;
    held.positionIdx = idx;
    held.side = side;
    held.size = num(size);
    held.markPrice = 30'000;
    return held;
}

} // namespace bw::samples
