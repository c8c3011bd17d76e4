// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/syntheticlistings.h"

#include "core/sandbox/smoothnoise.h"

#include <QSet>

#include <array>
#include <cmath>

namespace bw {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kFast = 20;       // linear ones that move at the pace of orderbook.50
constexpr std::uint64_t kSeed = 0x5eed; // names and prices are the same in every sandbox

struct Coin {
    QString name;
    double price = 0; ///< USD, to begin with
};

/// Names that a search finds; the prices are of no day.
const std::array kKnown{
    std::pair("XRP", 2.2145),    std::pair("DOGE", 0.15873),   std::pair("ADA", 0.4412),     std::pair("BNB", 861.3),
    std::pair("LINK", 13.12),    std::pair("AVAX", 14.253),    std::pair("LTC", 83.71),      std::pair("DOT", 2.3412),
    std::pair("SUI", 1.4523),    std::pair("TRX", 0.28115),    std::pair("NEAR", 1.952),     std::pair("UNI", 6.317),
    std::pair("APT", 2.513),     std::pair("ARB", 0.2197),     std::pair("OP", 0.3344),      std::pair("FIL", 1.687),
    std::pair("ATOM", 2.547),    std::pair("ETC", 14.03),      std::pair("BCH", 543.2),      std::pair("XLM", 0.24718),
    std::pair("AAVE", 172.6),    std::pair("INJ", 5.871),      std::pair("TON", 1.5834),     std::pair("HBAR", 0.14412),
    std::pair("PEPE", 0.0000047281), std::pair("SHIB", 0.0000084512), std::pair("WIF", 0.3921), std::pair("SEI", 0.1392),
    std::pair("TIA", 0.6511),    std::pair("RUNE", 0.6884),    std::pair("XMR", 389.4),      std::pair("ZEC", 612.5),
    std::pair("YFI", 4021.5),    std::pair("PAXG", 4118.7),    std::pair("WBTC", 99'870.0),  std::pair("BONK", 0.00001234),
};

/// Made of syllables, so that it reads like one; one of them near each end of the scale of prices.
Coin inventedCoin(int index)
{
    static constexpr std::array kFirst{"KO", "ZA", "MI", "VE", "LU", "NO", "RA", "TI", "BO", "XA", "PE", "QU", "SO", "FY", "GA", "HE", "JU", "DRA", "STO", "CRE"};
    static constexpr std::array kLast{"X", "R", "N", "LT", "DA", "RO", "MY", "SK", "TH", "BIT", "VO", "ZEN", "CK", "LA", "NEX", "FI", "MO", "QA", "PH", "WEN", "DI", "UM", "AX", "OS", "IQ", "EL", "YA", "KU"};
    const auto first = static_cast<std::size_t>(index) % kFirst.size();
    const auto last = static_cast<std::size_t>(index) / kFirst.size() % kLast.size();
    const int round = index / static_cast<int>(kFirst.size() * kLast.size());
    const QString name = QLatin1StringView(kFirst[first]) + QLatin1StringView(kLast[(last + first * 5) % kLast.size()]);
    const double price = std::pow(10, -4.9 + 7 * scatterUnit(kSeed, index) * (0.4 + 0.6 * scatterUnit(kSeed, 9000 + index))); // most are cheap
    return {round == 0 ? name : name + QString::number(round + 1), price};
}

QString step(int exponent, int digit)
{
    if (exponent >= 0)
        return QString::number(digit) + QString(exponent, u'0');
    return QStringLiteral("0.") + QString(-exponent - 1, u'0') + QString::number(digit);
}

InstrumentTerms termsOf(Category category, const QString &symbol, const QString &tick, const QString &lot, const QString &most)
{
    const auto [base, quote] = splitSymbol(symbol);
    return {{category, symbol}, base, quote, tick, lot, most, most, category == Category::Inverse ? QStringLiteral("1") : QStringLiteral("5"), QStringLiteral("100.00"), 480};
}

std::vector<SyntheticRecipe> classics()
{
    const QString btc = QStringLiteral("BTCUSDT");
    const UtcTime launch = fromMs(1'585'526'400'000); // 30 March 2020
    return {
        {termsOf(Category::Linear, btc, QStringLiteral("0.10"), QStringLiteral("0.001"), QStringLiteral("1190.000")), {630'000, 14, 900, 5, 6, 100}, 20ms, 0.022, launch},
        {termsOf(Category::Linear, QStringLiteral("ETHUSDT"), QStringLiteral("0.01"), QStringLiteral("0.01"), QStringLiteral("7240.00")), {310'000, 10, 600, 3, 5, 100}, 20ms, 0.03, launch},
        {termsOf(Category::Linear, QStringLiteral("SOLUSDT"), QStringLiteral("0.010"), QStringLiteral("0.1"), QStringLiteral("79770.0")), {15'000, 0.8, 400, 2, 4, 10}, 20ms, 0.04, launch},
        {termsOf(Category::Inverse, QStringLiteral("BTCUSD"), QStringLiteral("0.50"), QStringLiteral("1"), QStringLiteral("10000000")), {126'000, 3, 9000, 1, 4, 20}, 100ms, 0.022, launch},
        {termsOf(Category::Spot, btc, QStringLiteral("0.1"), QStringLiteral("0.000001"), QStringLiteral("83")), {630'050, 13, 300'000, 4, 5, 100}, 50ms, 0.022, launch},
    };
}

/// Steps, sizes and moods that fit a price: ten to two hundred thousand ticks, lots of some ten cents, levels of some thousand dollars.
SyntheticRecipe recipeFor(Category category, const Coin &coin, int rank)
{
    const auto luck = [rank](int n) { return scatterUnit(kSeed + 17, rank * 16 + n); };
    const int magnitude = static_cast<int>(std::floor(std::log10(coin.price)));
    const int digit = luck(1) < 0.25 ? 5 : 1;
    const int tickExponent = digit == 5 ? magnitude - 5 : magnitude - 4;
    const int lotExponent = std::clamp(-magnitude - 1, -5, 3);
    const bool isInverse = category == Category::Inverse;
    SyntheticRecipe recipe;
    const QString symbol = coin.name + (isInverse ? QStringLiteral("USD") : QStringLiteral("USDT"));
    const double lotWorth = isInverse ? 1 : coin.price * std::pow(10, lotExponent);
    const double mostLots = 3e6 / lotWorth;
    recipe.terms = termsOf(category, symbol, step(tickExponent, digit), isInverse ? QStringLiteral("1") : step(lotExponent, 1),
                           step(isInverse ? 6 : lotExponent + static_cast<int>(std::log10(mostLots)), 1));
    recipe.terms.maxLeverage = luck(2) < 0.4 ? QStringLiteral("75.00") : luck(2) < 0.8 ? QStringLiteral("50.00") : QStringLiteral("25.00");
    recipe.terms.fundingMinutes = luck(3) < 0.7 ? 480 : luck(3) < 0.95 ? 240 : 60;
    recipe.mood.startTicks = coin.price / (digit * std::pow(10, tickExponent));
    recipe.mood.ticksPerRootSecond = recipe.mood.startTicks * (3e-5 + 4e-5 * luck(4));
    recipe.mood.medianLots = std::max(2.0, (800 + 4000 * luck(5)) / lotWorth);
    recipe.mood.tradesPerSecond = std::max(0.05, 3.0 * std::exp(-rank / 60.0) * (0.5 + luck(6)));
    recipe.mood.churn = rank < 100 ? 4 : 3;
    recipe.mood.roundTicks = 100;
    recipe.step = rank < 100 ? 100ms : 200ms;
    recipe.dailyMove = 0.03 + 0.05 * luck(7);
    recipe.launch = fromMs(1'585'526'400'000) + std::chrono::days(static_cast<int>(1200 * luck(8) * luck(8)));
    return recipe;
}

} // namespace

std::vector<SyntheticRecipe> syntheticRecipes(int count)
{
    auto recipes = classics();
    QSet<QString> taken{QStringLiteral("BTC"), QStringLiteral("ETH"), QStringLiteral("SOL")};
    std::vector<Coin> linear{{QStringLiteral("ETH"), 3100.5}, {QStringLiteral("SOL"), 150.05}}; // their spot and inverse twins come first
    std::size_t spots = 0, inverses = 0;
    int known = 0, invented = 0;
    while (static_cast<int>(recipes.size()) < count) {
        const int rank = static_cast<int>(recipes.size()) - 2; // ETHUSDT and SOLUSDT have taken two of the fast places
        const bool isSpot = rank % 10 == 5 && spots < linear.size(), isInverse = rank % 20 == 9 && inverses < linear.size();
        if (isSpot || isInverse) {
            recipes.push_back(recipeFor(isSpot ? Category::Spot : Category::Inverse, linear[isSpot ? spots++ : inverses++], rank));
            continue;
        }
        Coin coin;
        if (known < static_cast<int>(kKnown.size())) {
            const auto &[name, price] = kKnown[static_cast<std::size_t>(known++)];
            coin = {QLatin1StringView(name), price};
        } else {
            coin = inventedCoin(invented++);
        }
        if (taken.contains(coin.name))
            continue;
        taken.insert(coin.name);
        linear.push_back(coin);
        recipes.push_back(recipeFor(Category::Linear, coin, rank));
        if (linear.size() < kFast) // BTC is not in that list
            recipes.back().step = 20ms;
    }
    recipes.resize(static_cast<std::size_t>(std::max(0, std::min(count, static_cast<int>(recipes.size())))));
    return recipes;
}

} // namespace bw
