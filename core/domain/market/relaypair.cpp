// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/market/relaypair.h"

#include <QHashFunctions>
#include <QRegularExpression>

namespace bw {

namespace {
constexpr int kCoinPlaces = 12; // a satoshi has 8; the rest is for what a division leaves

bool needsValue(RelayPair::AmountUnit unit)
{
    return unit == RelayPair::AmountUnit::BaseContracts || unit == RelayPair::AmountUnit::QuoteContracts;
}

bool countsCoins(const RelayPair &pair)
{
    return pair.unit != RelayPair::AmountUnit::Unknown && (!needsValue(pair.unit) || pair.contractValue);
}

/// A dated future by its name: BTCUSDT_261225, BTC-USDT-261225, BTC-25DEC26, BTCUSDZ26. Its price holds a premium until that day, so it is
/// another instrument than the perpetual of the same coins.
bool isDated(const RelayPair &pair)
{
    if (pair.kind == RelayPair::Kind::Spot)
        return false;
    static const QRegularExpression kDate(QStringLiteral("([-_][0-9]{6}|-[0-9]{1,2}[A-Z]{3}[0-9]{2}|[FGHJKMNQUVXZ][0-9]{2})$"),
                                          QRegularExpression::CaseInsensitiveOption);
    return kDate.match(pair.key.symbol).hasMatch();
}

} // namespace

size_t qHash(const RelayKey &key, size_t seed) noexcept
{
    return qHashMulti(seed, key.exchange, key.symbol);
}

bool RelayPair::isComparableWith(const RelayPair &other) const
{
    return base == other.base && quote == other.quote && kind == other.kind && countsCoins(*this) && countsCoins(other) && !isDated(*this)
        && !isDated(other);
}

std::optional<Decimal> RelayPair::inCoins(const Decimal &amount, const Decimal &price) const
{
    const bool needsPrice = unit == AmountUnit::Quote || unit == AmountUnit::QuoteContracts;
    if (!countsCoins(*this) || !amount.isValid() || (needsPrice && price.sign() <= 0))
        return std::nullopt;
    Decimal coins = needsValue(unit) ? amount * *contractValue : amount;
    if (needsPrice)
        coins = coins.dividedBy(price, kCoinPlaces, Rounding::HalfEven);
    return coins.isValid() ? std::optional(coins.normalized()) : std::nullopt;
}

} // namespace bw
