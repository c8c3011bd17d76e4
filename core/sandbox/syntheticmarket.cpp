// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/syntheticmarket.h"

#include "core/sandbox/candlehistory.h"
#include "core/sandbox/money.h"
#include "core/sandbox/smoothnoise.h"
#include "core/sandbox/syntheticgauge.h"
#include "core/sandbox/syntheticlistings.h"

#include <algorithm>
#include <deque>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kMostTrades = 1000;
constexpr double kJump = 2.0;              // seconds unwatched from which the book is made anew
constexpr auto kDeepPace = 200ms;          // of orderbook.1000
constexpr double kUsualInterest = 60'000;  // median levels
constexpr double kLiquidationEvery = 25;   // seconds, of the busiest; one in four is a whole cascade
constexpr double kShakeSeconds = 0.0005;   // a burst is much change in little time

/// What the past traded, of the size of what is traded now: trades at the touch take a third of a median level each, and moves eat whole
/// levels, the more the wilder it is (measured over four minutes of eleven instruments).
double lotsPerMinute(const SyntheticMood &mood)
{
    return 60 * mood.medianLots * (0.33 * mood.tradesPerSecond + 0.3 * mood.ticksPerRootSecond * mood.ticksPerRootSecond);
}

Decimal worthOf(const Instrument &instrument, PriceTicks price, QtyLots qty)
{
    return sandbox::valueOf(instrument, instrument.price(price), instrument.qty(qty));
}

} // namespace

/// What an instrument has from the first look on.
struct SyntheticMarket::Life {
    SyntheticBook book;
    Chance luck;
    CandleHistory past;
    SyntheticGauge gauge;
    MarketBook deep;
    std::uint64_t deepOf = 0; ///< the update id of the book that it was taken from
    MonoTime deepAt{}, advancedAt{};
    std::deque<MarketPrint> trades;
    PriceTicks last;
    MarketCandle day;         ///< the last 24 hours as of dayAt, and what was traded since
    UtcTime dayAt{};
};

struct SyntheticMarket::Listing {
    InstrumentPtr instrument;
    SyntheticRecipe recipe;
    std::uint64_t seed = 0;
    std::unique_ptr<Life> life;
    int watchers = 0;
    bool isHeld = false;
    Scheduler::Handle timer;
};

SyntheticMarket::SyntheticMarket(const Clock &clock, Scheduler &scheduler, std::uint64_t seed, const Listed &listed)
    : m_clock(clock), m_scheduler(scheduler), m_speed(listed.speed)
{
    for (SyntheticRecipe &recipe : syntheticRecipes(std::clamp(listed.symbols, 1, kMostSymbols))) {
        const auto instrument = instrumentFromRow(recipe.terms.id.category, instrumentRow(recipe.terms));
        if (!instrument)
            continue; // the recipes are wrong, and the test of this class says so
        auto listing = std::make_unique<Listing>();
        listing->instrument = *instrument;
        listing->recipe = std::move(recipe);
        listing->seed = ++seed * 0x9e3779b97f4a7c15U;
        m_ids.append((*instrument)->id());
        m_byId.insert((*instrument)->id(), listing.get());
        m_listings.push_back(std::move(listing));
    }
}

SyntheticMarket::~SyntheticMarket() = default;

SyntheticMarket::Listing &SyntheticMarket::at(const InstrumentId &id) const
{
    Listing *listing = m_byId.value(id);
    Q_ASSERT(listing);
    return *listing;
}

SyntheticMarket::Life &SyntheticMarket::alive(Listing &listing)
{
    if (listing.life)
        return *listing.life;
    const SyntheticMood &mood = listing.recipe.mood;
    const UtcTime now = m_clock.utcNow();
    SyntheticBook book(mood, listing.seed);
    book.jump(0, now);
    const PriceTicks last = book.book().bids.front().price;
    CandleHistory past(listing.instrument, {mood.startTicks, listing.recipe.dailyMove, lotsPerMinute(mood), listing.recipe.launch, scatter(listing.seed, 1)}, now, last);
    const SyntheticGauge gauge(scatter(listing.seed, 2), std::chrono::minutes(listing.recipe.terms.fundingMinutes), QtyLots(std::llround(mood.medianLots * kUsualInterest)));
    listing.life = std::make_unique<Life>(Life{std::move(book), Chance(scatter(listing.seed, 3)), std::move(past), gauge, {}, 0, {}, m_clock.now(), {}, last, {}, {}});
    renewDeep(listing);
    renewDay(listing);
    return *listing.life;
}

InstrumentPtr SyntheticMarket::instrument(const InstrumentId &id) const
{
    return at(id).instrument;
}

QJsonObject SyntheticMarket::instrumentInfo(const InstrumentId &id) const
{
    return instrumentRow(at(id).recipe.terms);
}

std::chrono::milliseconds SyntheticMarket::paced(std::chrono::milliseconds usual) const
{
    return std::max(1ms, std::chrono::duration_cast<std::chrono::milliseconds>(usual / m_speed));
}

void SyntheticMarket::watch(const InstrumentId &id)
{
    Listing &listing = at(id);
    if (listing.watchers++ > 0)
        return;
    catchUp(listing);
    listing.timer = m_scheduler.every(paced(listing.recipe.step), [this, &listing] { advance(listing); });
}

void SyntheticMarket::unwatch(const InstrumentId &id)
{
    Listing &listing = at(id);
    if (listing.watchers > 0 && --listing.watchers == 0)
        listing.timer.reset();
}

void SyntheticMarket::catchUp(Listing &listing)
{
    Life &life = alive(listing);
    const double seconds = m_speed * std::chrono::duration<double>(m_clock.now() - life.advancedAt).count();
    if (listing.timer || listing.isHeld || seconds < std::chrono::duration<double>(listing.recipe.step).count())
        return;
    life.advancedAt = m_clock.now();
    std::vector<MarketPrint> prints;
    if (seconds < kJump) {
        life.book.step(seconds, m_clock.utcNow(), prints);
    } else {
        life.book.jump(seconds, m_clock.utcNow());
        life.last = life.book.book().bids.front().price;
        life.past.skip(m_clock.utcNow(), life.last);
        renewDay(listing);
    }
    remember(listing, prints);
}

void SyntheticMarket::advance(Listing &listing)
{
    if (listing.isHeld)
        return;
    Life &life = *listing.life;
    const double seconds = m_speed * std::chrono::duration<double>(m_clock.now() - life.advancedAt).count();
    life.advancedAt = m_clock.now();
    std::vector<MarketPrint> prints;
    life.book.step(std::clamp(seconds, 0.001, 1.0), m_clock.utcNow(), prints);
    remember(listing, prints);
    const InstrumentId id = listing.instrument->id();
    for (const MarketPrint &print : prints)
        Q_EMIT tradePrinted(id, print);
    Q_EMIT bookChanged(id);
    Q_EMIT tickerChanged(id);
    if (m_clock.now() - life.deepAt >= paced(kDeepPace)) {
        renewDeep(listing);
        Q_EMIT deepBookChanged(id);
    }
    maybeLiquidate(listing, seconds);
}

void SyntheticMarket::renewDeep(Listing &listing)
{
    Life &life = *listing.life;
    const MarketBook &now = life.book.book();
    life.deepAt = m_clock.now();
    if (life.deepOf == now.updateId)
        return;
    const std::uint64_t updateId = life.deep.updateId == 0 ? now.updateId : life.deep.updateId + 1;
    life.deep = now;
    life.deep.updateId = updateId;
    life.deepOf = now.updateId;
}

void SyntheticMarket::remember(Listing &listing, const std::vector<MarketPrint> &prints)
{
    Life &life = *listing.life;
    for (const MarketPrint &print : prints) {
        const Decimal worth = worthOf(*listing.instrument, print.price, print.qty);
        life.last = print.price;
        life.day.high = std::max(life.day.high, print.price);
        life.day.low = std::min(life.day.low, print.price);
        life.day.volume += print.qty;
        life.day.turnover += worth;
        life.past.trade(print, worth);
        life.trades.push_back(print);
    }
    while (life.trades.size() > kMostTrades)
        life.trades.pop_front();
    if (m_clock.utcNow() - life.dayAt >= 1min)
        renewDay(listing);
}

void SyntheticMarket::renewDay(Listing &listing)
{
    Life &life = *listing.life;
    life.dayAt = m_clock.utcNow();
    life.past.roll(life.dayAt);
    life.day = life.past.lastDay(life.dayAt);
}

/// A market that falls liquidates longs: the side is the position's, the price its bankruptcy, a little beyond the market's.
void SyntheticMarket::maybeLiquidate(Listing &listing, double seconds)
{
    Life &life = *listing.life;
    const SyntheticMood &mood = listing.recipe.mood;
    const InstrumentId id = listing.instrument->id();
    if (id.category == Category::Spot || !life.luck.happens(seconds * std::min(1.0, mood.tradesPerSecond / 3) / kLiquidationEvery))
        return;
    const bool isLong = life.book.drift() < 0;
    for (std::int64_t left = life.luck.happens(0.25) ? 2 + life.luck.below(6) : 1; left > 0; --left) {
        const auto beyond = static_cast<std::int64_t>(mood.startTicks * 0.004 * (0.2 + life.luck.uniform()));
        const auto lots = static_cast<std::int64_t>(mood.medianLots * std::exp(1.3 * life.luck.bell()));
        Q_EMIT liquidated(id, {isLong ? Side::Buy : Side::Sell, PriceTicks(life.book.fair().value() + (isLong ? -beyond : beyond)),
                               QtyLots(std::max<std::int64_t>(1, lots)), m_clock.utcNow()});
    }
}

const MarketBook &SyntheticMarket::book(const InstrumentId &id)
{
    Listing &listing = at(id);
    catchUp(listing);
    return listing.life->book.book();
}

const MarketBook &SyntheticMarket::deepBook(const InstrumentId &id)
{
    Listing &listing = at(id);
    catchUp(listing);
    if (!listing.timer && m_clock.now() - listing.life->deepAt >= paced(kDeepPace))
        renewDeep(listing); // of a watched one each renewal is told, so it is not made here
    return listing.life->deep;
}

bool SyntheticMarket::shake(const InstrumentId &id)
{
    Listing &listing = at(id);
    std::vector<MarketPrint> prints;
    alive(listing).book.step(kShakeSeconds, m_clock.utcNow(), prints);
    remember(listing, prints);
    return true;
}

void SyntheticMarket::hold(const InstrumentId &id, bool isHeld)
{
    Listing &listing = at(id);
    alive(listing).advancedAt = m_clock.now();
    listing.isHeld = isHeld;
    renewDeep(listing);
    Q_EMIT deepBookChanged(id);
}

MarketGauge SyntheticMarket::gauge(const InstrumentId &id)
{
    Listing &listing = at(id);
    catchUp(listing);
    const Life &life = *listing.life;
    const Instrument &instrument = *listing.instrument;
    const PriceTicks fair = life.book.fair();
    MarketGauge gauge;
    gauge.lastPrice = instrument.price(life.last);
    gauge.markPrice = instrument.price(fair);
    gauge.indexPrice = instrument.price(PriceTicks(fair.value() - fair.value() / 8000)); // the future stands a little above its index
    if (id.category == Category::Spot)
        return gauge;
    gauge.fundingRate = life.gauge.forecast(m_clock.utcNow());
    gauge.nextFundingTime = life.gauge.nextFunding(m_clock.utcNow());
    return gauge;
}

QJsonObject SyntheticMarket::tickerRow(const InstrumentId &id)
{
    const MarketGauge now = gauge(id);
    const Listing &listing = at(id);
    const Instrument &instrument = *listing.instrument;
    const MarketCandle &day = listing.life->day;
    const Decimal yesterday = instrument.price(day.open);
    const Decimal change = (now.lastPrice - yesterday).dividedBy(yesterday, 6, Rounding::HalfEven);
    QJsonObject row{{QStringLiteral("symbol"), id.symbol},
                    {QStringLiteral("lastPrice"), now.lastPrice.toString()},
                    {QStringLiteral("prevPrice24h"), yesterday.toString()},
                    {QStringLiteral("price24hPcnt"), change.toString()},
                    {QStringLiteral("highPrice24h"), instrument.priceText(day.high)},
                    {QStringLiteral("lowPrice24h"), instrument.priceText(day.low)},
                    {QStringLiteral("volume24h"), instrument.qtyText(day.volume)},
                    {QStringLiteral("turnover24h"), day.turnover.rounded(4, Rounding::HalfEven).toString()}};
    if (id.category == Category::Spot) {
        row.insert(QStringLiteral("usdIndexPrice"), now.indexPrice.toString());
        return row;
    }
    const QtyLots interest = listing.life->gauge.openInterest(m_clock.utcNow());
    const Decimal value = sandbox::valueOf(instrument, now.markPrice, instrument.qty(interest));
    row.insert(QStringLiteral("tickDirection"), QStringLiteral("ZeroPlusTick"));
    row.insert(QStringLiteral("markPrice"), now.markPrice.toString());
    row.insert(QStringLiteral("indexPrice"), now.indexPrice.toString());
    row.insert(QStringLiteral("prevPrice1h"), yesterday.toString());
    row.insert(QStringLiteral("openInterest"), instrument.qtyText(interest));
    row.insert(QStringLiteral("openInterestValue"), value.rounded(id.category == Category::Inverse ? 4 : 2, Rounding::HalfEven).toString());
    row.insert(QStringLiteral("fundingRate"), now.fundingRate.normalized().toString());
    row.insert(QStringLiteral("nextFundingTime"), QString::number(toMs(now.nextFundingTime)));
    row.insert(QStringLiteral("fundingIntervalHour"), QString::number(listing.recipe.terms.fundingMinutes / 60));
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
    return {listing.life->trades.begin(), listing.life->trades.end()};
}

std::vector<MarketCandle> SyntheticMarket::candles(const InstrumentId &id, const MarketInterval &interval, UtcTime from, UtcTime to)
{
    Listing &listing = at(id);
    catchUp(listing);
    listing.life->past.roll(m_clock.utcNow());
    return listing.life->past.candles(interval, from, to);
}

std::vector<FundingPoint> SyntheticMarket::fundingHistory(const InstrumentId &id, UtcTime from, UtcTime to, int limit)
{
    Listing &listing = at(id);
    if (id.category == Category::Spot)
        return {};
    return alive(listing).gauge.settled(std::max(from, listing.recipe.launch), std::min(to, m_clock.utcNow()), limit);
}

std::optional<Decimal> SyntheticMarket::openInterest(const InstrumentId &id, UtcTime time)
{
    Listing &listing = at(id);
    if (id.category == Category::Spot || time < listing.recipe.launch)
        return std::nullopt;
    return listing.instrument->qty(alive(listing).gauge.openInterest(time));
}

} // namespace bw
