// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/syntheticmarket.h"

#include "core/sandbox/instrumentrow.h"
#include "core/sandbox/syntheticbook.h"

#include <algorithm>
#include <deque>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostTrades = 1000;
constexpr auto kFundingInterval = 8h;
constexpr auto kFundingChanges = 1min; // the forecast rate moves that often
constexpr double kJump = 2.0;          // seconds unwatched from which the book is made anew

struct Recipe {
    InstrumentTerms terms;
    SyntheticMood mood;
    std::chrono::milliseconds step;
};

/// In the other currency than the quantity: the coin of an inverse contract, the quote coin of all others.
Decimal turnoverOf(const Instrument &instrument, PriceTicks price, QtyLots qty)
{
    if (instrument.id().category == Category::Inverse)
        return instrument.qty(qty).dividedBy(instrument.price(price), 8, Rounding::HalfEven);
    return instrument.notional(price, qty);
}

std::vector<Recipe> recipes()
{
    const auto terms = [](Category category, const QString &symbol, const QString &tick, const QString &lot, const QString &most) {
        const auto [base, quote] = splitSymbol(symbol);
        return InstrumentTerms{{category, symbol}, base, quote, tick, lot, most, most,
                               category == Category::Inverse ? QStringLiteral("1") : QStringLiteral("5"), QStringLiteral("100.00")};
    };
    const QString btc = QStringLiteral("BTCUSDT");
    return {
        {terms(Category::Linear, btc, QStringLiteral("0.10"), QStringLiteral("0.001"), QStringLiteral("1190.000")), {630'000, 14, 900, 5, 6, 100}, 20ms},
        {terms(Category::Linear, QStringLiteral("ETHUSDT"), QStringLiteral("0.01"), QStringLiteral("0.01"), QStringLiteral("7240.00")), {310'000, 10, 600, 3, 5, 100}, 50ms},
        {terms(Category::Linear, QStringLiteral("SOLUSDT"), QStringLiteral("0.010"), QStringLiteral("0.1"), QStringLiteral("79770.0")), {15'000, 0.8, 400, 2, 4, 10}, 100ms},
        {terms(Category::Inverse, QStringLiteral("BTCUSD"), QStringLiteral("0.50"), QStringLiteral("1"), QStringLiteral("10000000")), {126'000, 3, 9000, 1, 4, 20}, 100ms},
        {terms(Category::Spot, btc, QStringLiteral("0.1"), QStringLiteral("0.000001"), QStringLiteral("83")), {630'050, 13, 300'000, 4, 5, 100}, 50ms},
    };
}

} // namespace

struct SyntheticMarket::Listing {
    InstrumentPtr instrument;
    QJsonObject row;
    SyntheticBook book;
    std::chrono::milliseconds step;
    MonoTime advancedAt{};
    int watchers = 0;
    Scheduler::Handle timer;
    std::deque<MarketPrint> trades;
    PriceTicks last, high, low, yesterday;
    QtyLots volume;
    Decimal turnover;
    Decimal openInterest;
};

SyntheticMarket::SyntheticMarket(const Clock &clock, Scheduler &scheduler, std::uint64_t seed, QObject *parent)
    : MarketSource(parent), m_clock(clock), m_scheduler(scheduler)
{
    for (const Recipe &recipe : recipes()) {
        const QJsonObject row = instrumentRow(recipe.terms);
        const auto instrument = instrumentFromRow(recipe.terms.id.category, row);
        if (!instrument)
            continue; // the table above is wrong, and the test of this class says so
        auto listing = std::make_unique<Listing>(Listing{*instrument, row, SyntheticBook(recipe.mood, ++seed * 0x9e3779b97f4a7c15U), recipe.step,
                                                         clock.now(), 0, nullptr, {}, {}, {}, {}, {}, {}, {}, {}});
        // A day that never was, so that a new window shows plausible figures.
        const auto start = static_cast<std::int64_t>(recipe.mood.startTicks);
        listing->last = PriceTicks(start);
        listing->high = PriceTicks(start + start / 60);
        listing->low = PriceTicks(start - start / 45);
        listing->yesterday = PriceTicks(start - start / 90);
        listing->volume = QtyLots(static_cast<std::int64_t>(recipe.mood.medianLots * recipe.mood.tradesPerSecond * 15'000));
        listing->turnover = turnoverOf(**instrument, listing->last, listing->volume);
        listing->openInterest = (*instrument)->qty(listing->volume);
        listing->book.jump(0, clock.utcNow());
        m_listings.push_back(std::move(listing));
    }
}

SyntheticMarket::~SyntheticMarket() = default;

SyntheticMarket::Listing &SyntheticMarket::at(const InstrumentId &id) const
{
    const auto found = std::find_if(m_listings.begin(), m_listings.end(), [&id](const auto &listing) { return listing->instrument->id() == id; });
    Q_ASSERT(found != m_listings.end());
    return **found;
}

QList<InstrumentId> SyntheticMarket::instruments() const
{
    QList<InstrumentId> ids;
    for (const auto &listing : m_listings)
        ids.append(listing->instrument->id());
    return ids;
}

InstrumentPtr SyntheticMarket::instrument(const InstrumentId &id) const
{
    return at(id).instrument;
}

QJsonObject SyntheticMarket::instrumentInfo(const InstrumentId &id) const
{
    return at(id).row;
}

void SyntheticMarket::watch(const InstrumentId &id)
{
    Listing &listing = at(id);
    if (listing.watchers++ > 0)
        return;
    catchUp(listing);
    listing.timer = m_scheduler.every(listing.step, [this, &listing] { advance(listing); });
}

void SyntheticMarket::unwatch(const InstrumentId &id)
{
    Listing &listing = at(id);
    if (listing.watchers > 0 && --listing.watchers == 0)
        listing.timer.reset();
}

void SyntheticMarket::catchUp(Listing &listing)
{
    const double seconds = std::chrono::duration<double>(m_clock.now() - listing.advancedAt).count();
    if (listing.timer || seconds < std::chrono::duration<double>(listing.step).count())
        return;
    listing.advancedAt = m_clock.now();
    std::vector<MarketPrint> prints;
    if (seconds < kJump)
        listing.book.step(seconds, m_clock.utcNow(), prints);
    else
        listing.book.jump(seconds, m_clock.utcNow());
    remember(listing, prints);
}

void SyntheticMarket::advance(Listing &listing)
{
    const double seconds = std::chrono::duration<double>(m_clock.now() - listing.advancedAt).count();
    listing.advancedAt = m_clock.now();
    std::vector<MarketPrint> prints;
    listing.book.step(std::clamp(seconds, 0.001, 1.0), m_clock.utcNow(), prints);
    remember(listing, prints);
    const InstrumentId id = listing.instrument->id();
    for (const MarketPrint &print : prints)
        Q_EMIT tradePrinted(id, print);
    Q_EMIT bookChanged(id);
    Q_EMIT tickerChanged(id);
}

void SyntheticMarket::remember(Listing &listing, const std::vector<MarketPrint> &prints)
{
    for (const MarketPrint &print : prints) {
        listing.last = print.price;
        listing.high = std::max(listing.high, print.price);
        listing.low = std::min(listing.low, print.price);
        listing.volume += print.qty;
        listing.turnover += turnoverOf(*listing.instrument, print.price, print.qty);
        listing.trades.push_back(print);
    }
    while (listing.trades.size() > kMostTrades)
        listing.trades.pop_front();
}

const MarketBook &SyntheticMarket::book(const InstrumentId &id)
{
    Listing &listing = at(id);
    catchUp(listing);
    return listing.book.book();
}

MarketGauge SyntheticMarket::gauge(const InstrumentId &id)
{
    Listing &listing = at(id);
    catchUp(listing);
    MarketGauge gauge;
    const Instrument &instrument = *listing.instrument;
    const PriceTicks fair = listing.book.fair();
    gauge.lastPrice = instrument.price(listing.last);
    gauge.markPrice = instrument.price(fair);
    gauge.indexPrice = instrument.price(PriceTicks(fair.value() - fair.value() / 8000)); // the future stands a little above its index
    if (id.category == Category::Spot)
        return gauge;
    const auto now = m_clock.utcNow();
    const std::int64_t minute = now.time_since_epoch() / kFundingChanges;
    gauge.fundingRate = Decimal::fromScaled(10'000 + (minute * 7919) % 400, 8); // about 0.01 %, a little different each minute
    gauge.nextFundingTime = UtcTime(kFundingInterval * (now.time_since_epoch() / kFundingInterval + 1));
    return gauge;
}

QJsonObject SyntheticMarket::tickerRow(const InstrumentId &id)
{
    const MarketGauge now = gauge(id);
    const Listing &listing = at(id);
    const Instrument &instrument = *listing.instrument;
    const Decimal yesterday = instrument.price(listing.yesterday);
    const Decimal change = (now.lastPrice - yesterday).dividedBy(yesterday, 6, Rounding::HalfEven);
    QJsonObject row{{QStringLiteral("symbol"), id.symbol},
                    {QStringLiteral("lastPrice"), now.lastPrice.toString()},
                    {QStringLiteral("prevPrice24h"), yesterday.toString()},
                    {QStringLiteral("price24hPcnt"), change.toString()},
                    {QStringLiteral("highPrice24h"), instrument.priceText(listing.high)},
                    {QStringLiteral("lowPrice24h"), instrument.priceText(listing.low)},
                    {QStringLiteral("volume24h"), instrument.qtyText(listing.volume)},
                    {QStringLiteral("turnover24h"), listing.turnover.rounded(4, Rounding::HalfEven).toString()}};
    if (id.category == Category::Spot) {
        row.insert(QStringLiteral("usdIndexPrice"), now.indexPrice.toString());
        return row;
    }
    const bool isInverse = id.category == Category::Inverse;
    const Decimal value = isInverse ? listing.openInterest.dividedBy(now.markPrice, 4, Rounding::HalfEven)
                                    : (listing.openInterest * now.markPrice).rounded(2, Rounding::HalfEven);
    row.insert(QStringLiteral("tickDirection"), QStringLiteral("ZeroPlusTick"));
    row.insert(QStringLiteral("markPrice"), now.markPrice.toString());
    row.insert(QStringLiteral("indexPrice"), now.indexPrice.toString());
    row.insert(QStringLiteral("prevPrice1h"), yesterday.toString());
    row.insert(QStringLiteral("openInterest"), listing.openInterest.toString());
    row.insert(QStringLiteral("openInterestValue"), value.toString());
    row.insert(QStringLiteral("fundingRate"), now.fundingRate.normalized().toString());
    row.insert(QStringLiteral("nextFundingTime"), QString::number(toMs(now.nextFundingTime)));
    row.insert(QStringLiteral("fundingIntervalHour"), QStringLiteral("8"));
    row.insert(QStringLiteral("fundingCap"), QStringLiteral("0.005"));
    for (const auto &name : {QStringLiteral("preOpenPrice"), QStringLiteral("preQty"), QStringLiteral("curPreListingPhase"),
                             QStringLiteral("predictedDeliveryPrice"), QStringLiteral("basisRate"), QStringLiteral("deliveryFeeRate")})
        row.insert(name, QString());
    row.insert(QStringLiteral("deliveryTime"), QStringLiteral("0"));
    return row;
}

QList<MarketPrint> SyntheticMarket::recentTrades(const InstrumentId &id)
{
    Listing &listing = at(id);
    catchUp(listing);
    return {listing.trades.begin(), listing.trades.end()};
}

} // namespace bw
