// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/syntheticbook.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace bw {
namespace {

constexpr double kMomentumSeconds = 4;   // how long a push lasts
constexpr double kReturnSeconds = 900;   // how fast the price comes home
constexpr double kWideEverySeconds = 60; // a rare wide spread ...
constexpr double kWideSeconds = 2;       // ... lasts that long
constexpr double kWideShare = 0.0006;    // ... and is at least 0.06 % of the price
constexpr double kLazyTicks = 3;         // the touch stays until the fair price is that far away
constexpr double kFilled = 0.85;         // share of ticks near the touch that hold an order
constexpr int kMostPrints = 12;          // one move eats that many levels; what is left of it is cancelled
constexpr double kLongestJump = 3600;    // seconds of wandering at most, however long nobody looked
constexpr double kDeepest = 0.15;        // of the start price: as far as a thousand levels reach

/// Sizes around a median as orders have them, drawn beforehand: two thousand levels are made anew whenever a market wakes up.
const std::array<double, 256> &sizes()
{
    static const std::array<double, 256> kSizes = [] {
        std::array<double, 256> all{};
        Chance chance(1);
        for (double &size : all)
            size = std::exp(0.9 * chance.bell());
        return all;
    }();
    return kSizes;
}

} // namespace

SyntheticBook::SyntheticBook(const SyntheticMood &mood, std::uint64_t seed)
    : m_mood(mood), m_chance(seed), m_fair(mood.startTicks), m_idBase(seed)
{
    m_book.updateId = 1000;
    m_book.sequence = 1'000'000;
    rebuild();
}

QtyLots SyntheticBook::size(std::int64_t price, std::int64_t distance)
{
    const double depth = 1.0 + static_cast<double>(std::min<std::int64_t>(distance, 400)) / 40.0;
    const double round = price % (m_mood.roundTicks * 10) == 0 ? 7.0 : price % m_mood.roundTicks == 0 ? 3.0 : 1.0;
    const double lots = m_mood.medianLots * depth * round * sizes()[static_cast<std::size_t>(m_chance.below(256))];
    return QtyLots(std::max<std::int64_t>(1, std::llround(lots)));
}

MarketPrint SyntheticBook::print(PriceTicks price, QtyLots qty, Side taker, UtcTime now)
{
    // Shaped like the exchange's ids, made of the seed and a count.
    const QString id = QStringLiteral("%1-0000-5000-8000-%2").arg(m_idBase & 0xffffffffU, 8, 16, QLatin1Char('0')).arg(++m_prints, 12, 16, QLatin1Char('0'));
    return {price, qty, taker, now, id, m_book.sequence + 1};
}

void SyntheticBook::wander(double seconds)
{
    const double root = std::sqrt(seconds);
    m_drift += -m_drift * std::min(1.0, seconds / kMomentumSeconds) + 0.25 * m_mood.ticksPerRootSecond * root * m_chance.bell();
    m_fair += m_drift * seconds + m_mood.ticksPerRootSecond * root * m_chance.bell();
    m_fair += (m_mood.startTicks - m_fair) * std::min(1.0, seconds / kReturnSeconds);
    m_fair = std::max(m_fair, m_mood.startTicks * 0.2);
    if (m_wideLeft > 0) {
        m_wideLeft -= seconds;
    } else if (m_chance.happens(seconds / kWideEverySeconds)) {
        m_wideLeft = kWideSeconds * (0.8 + 0.4 * m_chance.uniform());
        m_wideTicks = static_cast<std::int64_t>(std::ceil(m_fair * kWideShare * (1.0 + m_chance.uniform())));
    }
}

void SyntheticBook::step(double seconds, UtcTime now, std::vector<MarketPrint> &prints)
{
    const bool wasWide = m_wideLeft > 0;
    wander(seconds);
    const double mid = 0.5 * static_cast<double>((m_book.bids.front().price + m_book.asks.front().price).value());
    if (wasWide != (m_wideLeft > 0) || std::abs(m_fair - mid) > kLazyTicks + (m_wideLeft > 0 ? 0.05 * static_cast<double>(m_wideTicks) : 0))
        follow(now, prints);
    if (m_chance.happens(std::min(0.9, m_mood.tradesPerSecond * seconds)))
        tradeAtTouch(now, prints);
    churn();
    levelOut(true);
    levelOut(false);
    count(now);
}

void SyntheticBook::jump(double seconds, UtcTime now)
{
    m_drift = 0;
    m_wideLeft = 0;
    m_fair += m_mood.ticksPerRootSecond * std::sqrt(std::min(seconds, kLongestJump)) * m_chance.bell();
    m_fair = std::max(m_fair, m_mood.startTicks * 0.2);
    rebuild();
    count(now);
}

void SyntheticBook::count(UtcTime now)
{
    ++m_book.updateId;
    m_book.sequence += 1 + static_cast<std::uint64_t>(m_chance.below(40));
    m_book.matchedAt = now;
}

void SyntheticBook::rebuild()
{
    m_book.bids.clear();
    m_book.asks.clear();
    const auto bid = static_cast<std::int64_t>(m_fair);
    m_book.bids.push_back({PriceTicks(bid), size(bid, 0)});
    m_book.asks.push_back({PriceTicks(bid + 1), size(bid + 1, 0)});
    levelOut(true);
    levelOut(false);
}

void SyntheticBook::follow(UtcTime now, std::vector<MarketPrint> &prints)
{
    const std::int64_t wide = m_wideLeft > 0 ? m_wideTicks : m_chance.happens(0.06) ? 2 + m_chance.below(2) : 1;
    const auto bid = static_cast<std::int64_t>(std::floor(m_fair - 0.5 * static_cast<double>(wide - 1)));
    moveTo(bid, bid + wide, now, prints);
}

void SyntheticBook::moveTo(std::int64_t bid, std::int64_t ask, UtcTime now, std::vector<MarketPrint> &prints)
{
    clearBeyond(true, bid, ask, now, prints);
    clearBeyond(false, ask, bid, now, prints);
    fillUpTo(true, bid);
    fillUpTo(false, ask);
}

/// Levels better than the new touch are cancelled; those that the opposite touch has reached were traded through, so they print.
void SyntheticBook::clearBeyond(bool isBid, std::int64_t touch, std::int64_t opposite, UtcTime now, std::vector<MarketPrint> &prints)
{
    Levels &levels = side(isBid);
    const auto isBeyond = [isBid](std::int64_t price, std::int64_t limit) { return isBid ? price > limit : price < limit; };
    int printed = 0;
    auto level = levels.begin();
    for (; level != levels.end() && isBeyond(level->price.value(), touch); ++level) {
        const bool isReached = level->price.value() == opposite || isBeyond(level->price.value(), opposite);
        if (isReached && printed++ < kMostPrints)
            prints.push_back(print(level->price, level->qty, isBid ? Side::Sell : Side::Buy, now));
    }
    levels.erase(levels.begin(), level);
}

void SyntheticBook::fillUpTo(bool isBid, std::int64_t touch)
{
    Levels &levels = side(isBid);
    const std::int64_t away = isBid ? -1 : 1;
    Levels fresh;
    // A wide gap is filled no deeper than the book is kept.
    for (std::int64_t price = touch, i = 0; i < static_cast<std::int64_t>(kLevels); price += away, ++i) {
        if (!levels.empty() && (isBid ? price <= levels.front().price.value() : price >= levels.front().price.value()))
            break;
        if (i == 0 || m_chance.happens(kFilled))
            fresh.push_back({PriceTicks(price), size(price, i)});
    }
    levels.insert(levels.begin(), fresh.begin(), fresh.end());
}

void SyntheticBook::churn()
{
    const auto changes = 1 + m_chance.geometric(m_mood.churn);
    for (std::int64_t i = 0; i < changes; ++i) {
        const bool isBid = m_chance.happens(0.5);
        Levels &levels = side(isBid);
        const auto at = static_cast<std::size_t>(m_chance.geometric(9));
        if (at + 1 >= levels.size())
            continue;
        Level &level = levels[at];
        const double what = m_chance.uniform();
        const std::int64_t gap = std::abs((levels[at + 1].price - level.price).value());
        if (what < 0.15 && at > 0) {
            levels.erase(levels.begin() + static_cast<std::ptrdiff_t>(at));
        } else if (what < 0.4 && gap > 1) {
            const std::int64_t price = level.price.value() + (isBid ? -1 : 1) * (1 + m_chance.below(gap - 1));
            levels.insert(levels.begin() + static_cast<std::ptrdiff_t>(at) + 1, {PriceTicks(price), size(price, static_cast<std::int64_t>(at))});
        } else {
            level.qty = size(level.price.value(), static_cast<std::int64_t>(at));
        }
    }
}

void SyntheticBook::tradeAtTouch(UtcTime now, std::vector<MarketPrint> &prints)
{
    const double bias = std::clamp(m_drift / (4 * m_mood.ticksPerRootSecond + 1), -0.35, 0.35);
    const bool isBuy = m_chance.happens(0.5 + bias);
    Level &best = side(!isBuy).front();
    const auto lots = static_cast<std::int64_t>(m_mood.medianLots * 0.15 * std::exp(1.2 * m_chance.bell()));
    const QtyLots taken(std::clamp<std::int64_t>(lots, 1, std::max<std::int64_t>(1, best.qty.value() - 1)));
    prints.push_back(print(best.price, taken, isBuy ? Side::Buy : Side::Sell, now));
    best.qty = std::max(QtyLots(1), best.qty - taken);
}

void SyntheticBook::levelOut(bool isBid)
{
    Levels &levels = side(isBid);
    if (levels.size() > kLevels)
        levels.resize(kLevels);
    const double mostHop = kDeepest * m_mood.startTicks / static_cast<double>(kLevels);
    while (levels.size() < kLevels) {
        const auto distance = static_cast<std::int64_t>(levels.size());
        const double mean = std::min(0.15 + 0.01 * static_cast<double>(distance), mostHop);
        const std::int64_t hop = 1 + static_cast<std::int64_t>(m_chance.uniform() * (2 * mean + 1));
        const std::int64_t price = levels.back().price.value() + (isBid ? -hop : hop);
        if (price <= 0)
            break;
        levels.push_back({PriceTicks(price), size(price, distance)});
    }
}

} // namespace bw
