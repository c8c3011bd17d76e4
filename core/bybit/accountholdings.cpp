// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/accountcodec.h"
#include "core/bybit/accountrow.h"

namespace bw {
namespace {

using L = QLatin1StringView;

constexpr int kMaxCoins = 1000;
constexpr int kMaxAdlRank = 5;

/// What the venue holds for the position itself: a Full stop or a trailing stop, which cover all of it whatever its size becomes. Partial
/// stops are orders of their own.
void readProtection(AccountRow &row, Position &position)
{
    position.stopLoss = row.positive(L("stopLoss")).value_or(Decimal::invalid());
    position.takeProfit = row.positive(L("takeProfit")).value_or(Decimal::invalid());
    position.trailingStop = row.positive(L("trailingStop")).value_or(Decimal::invalid());
    position.isProtected = position.stopLoss.isValid() || position.trailingStop.isValid();
    position.stoppedSize = position.isProtected ? position.size : Decimal();
}

Result<CoinBalance> balanceOf(const QJsonObject &object)
{
    AccountRow row(object);
    CoinBalance coin;
    coin.coin = row.text(L("coin"));
    coin.wallet = row.decimal(L("walletBalance"));
    coin.locked = row.decimal(L("locked"));
    coin.equity = row.decimal(L("equity"));
    coin.spotBorrow = row.optional(L("spotBorrow")).value_or(Decimal());
    coin.orderMargin = row.decimal(L("totalOrderIM"));
    coin.positionMargin = row.decimal(L("totalPositionIM"));
    coin.bonus = row.optional(L("bonus")).value_or(Decimal());
    coin.unrealisedPnl = row.decimal(L("unrealisedPnl"));
    coin.usdValue = row.decimal(L("usdValue"));
    row.expect(!coin.coin.isEmpty());
    if (row.isBroken())
        return fail(protocolError(QStringLiteral("a balance that can't be read")));
    return coin;
}

} // namespace

Result<std::optional<Position>> AccountCodec::position(const QJsonObject &object, std::optional<Category> category) const
{
    const auto instrument = instrumentOf(object, category);
    if (!instrument)
        return fail(instrument.error());
    if (!*instrument)
        return std::nullopt;

    AccountRow row(object);
    Position position;
    position.instrument = *instrument;
    position.positionIdx = row.whole(L("positionIdx"));
    position.side = row.side();
    position.size = row.needed(L("size"));
    const auto entry = row.positive(object.contains(L("entryPrice")) ? L("entryPrice") : L("avgPrice")); // stream, REST
    position.markPrice = row.decimal(L("markPrice"));
    position.unrealisedPnl = row.decimal(L("unrealisedPnl"));
    position.coin = position.instrument->settleCoin();
    readProtection(row, position);
    position.leverage = row.positive(L("leverage")).value_or(Decimal::invalid());
    position.liquidationPrice = row.positive(L("liqPrice")).value_or(Decimal::invalid());
    position.breakEvenPrice = row.positive(L("breakEvenPrice")).value_or(Decimal::invalid());
    position.value = row.decimal(L("positionValue"));
    position.margin = row.decimal(L("positionIM"));
    position.realisedPnl = row.decimal(L("curRealisedPnl"));
    position.isReduceOnly = row.flag(L("isReduceOnly"));
    position.adlRank = std::clamp(row.whole(L("adlRankIndicator")), 0, kMaxAdlRank);
    position.updatedAt = row.time(L("updatedTime"));

    const bool isFlat = position.size.isZero();
    row.expect(position.size.sign() >= 0 && (isFlat || position.side));
    if (row.isBroken())
        return fail(protocolError(QStringLiteral("a position that can't be read")));
    position.entryPrice = entry.value_or(Decimal::invalid());
    if (isFlat) { // prices that are left of the holding before, or mean nothing
        position.side = std::nullopt;
        position.entryPrice = position.liquidationPrice = position.breakEvenPrice = Decimal::invalid();
    }
    return position;
}

Result<Wallet> AccountCodec::wallet(const QJsonObject &object, UtcTime at)
{
    AccountRow row(object);
    Wallet wallet;
    wallet.at = at;
    wallet.totalAvailable = row.decimal(L("totalAvailableBalance"));
    wallet.totalEquity = row.decimal(L("totalEquity"));
    wallet.totalMargin = row.decimal(L("totalInitialMargin"));
    wallet.totalMaintenance = row.decimal(L("totalMaintenanceMargin"));
    const QJsonArray coins = object.value(L("coin")).toArray();
    row.expect(object.value(L("coin")).isArray() && coins.size() <= kMaxCoins);
    if (row.isBroken())
        return fail(protocolError(QStringLiteral("a wallet that can't be read")));
    for (const QJsonValue &value : coins) {
        const auto coin = balanceOf(value.toObject());
        if (!coin)
            return fail(coin.error());
        wallet.coins.append(*coin);
    }
    return wallet;
}

} // namespace bw
