// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The rows that Valuation makes for wallet-balance and position/list.
#include "core/sandbox/valuation.h"

#include "core/sandbox/money.h"

namespace bw::sandbox {

namespace {

QString ratio(const Decimal &part, const Decimal &whole)
{
    return whole.sign() <= 0 ? QStringLiteral("0") : plain(part.dividedBy(whole, 4, Rounding::HalfEven));
}

QString priceOrZero(const Instrument &instrument, const std::optional<PriceTicks> &price, bool isStream)
{
    if (price)
        return plain(instrument.price(*price));
    return isStream ? QStringLiteral("0") : QString();
}

} // namespace

QJsonObject Valuation::coinRow(const Account &account, const QString &coin) const
{
    const Account::Coin held = account.coins().value(coin);
    const Decimal pnl = unrealised(account, coin);
    const Decimal equity = held.wallet + pnl;
    Decimal maintenance;
    for (const Position *position : account.positions())
        if (position->instrument->settleCoin() == coin)
            maintenance += maintenanceMargin(*position);
    return {
        {QStringLiteral("coin"), coin},
        {QStringLiteral("equity"), plain(equity)},
        {QStringLiteral("usdValue"), plain((equity * usd(coin)).rounded(kMoneyScale, Rounding::Down))},
        {QStringLiteral("walletBalance"), plain(held.wallet)},
        {QStringLiteral("locked"), plain(locked(account, coin))},
        {QStringLiteral("unrealisedPnl"), plain(pnl)},
        {QStringLiteral("cumRealisedPnl"), plain(held.realised)},
        {QStringLiteral("totalOrderIM"), plain(orderMargin(account, coin))},
        {QStringLiteral("totalPositionIM"), plain(positionsMargin(account, coin))},
        {QStringLiteral("totalPositionMM"), plain(maintenance)},
        {QStringLiteral("availableToWithdraw"), QString()},
        {QStringLiteral("availableToBorrow"), QString()},
        {QStringLiteral("borrowAmount"), QStringLiteral("0")},
        {QStringLiteral("spotBorrow"), QStringLiteral("0")},
        {QStringLiteral("accruedInterest"), QStringLiteral("0")},
        {QStringLiteral("bonus"), QStringLiteral("0")},
        {QStringLiteral("spotHedgingQty"), QStringLiteral("0")},
        {QStringLiteral("marginCollateral"), true},
        {QStringLiteral("collateralSwitch"), true},
    };
}

QJsonObject Valuation::wallet(const Account &account, const QStringList &coins) const
{
    QJsonArray rows;
    Decimal equity, walletSum, availableSum, pnl, initial, maintenance;
    const auto inUsd = [&](const Decimal &amount, const QString &coin) { return (amount * usd(coin)).rounded(kMoneyScale, Rounding::Down); };
    for (auto it = account.coins().cbegin(); it != account.coins().cend(); ++it) {
        const QString &coin = it.key();
        const Decimal coinPnl = unrealised(account, coin);
        equity += inUsd(it->wallet + coinPnl, coin);
        walletSum += inUsd(it->wallet, coin);
        availableSum += inUsd(available(account, coin), coin);
        pnl += inUsd(coinPnl, coin);
        initial += inUsd(positionsMargin(account, coin) + orderMargin(account, coin), coin);
        for (const Position *held : account.positions())
            if (held->instrument->settleCoin() == coin)
                maintenance += inUsd(maintenanceMargin(*held), coin);
        const bool isAsked = coins.isEmpty() ? !it->wallet.isZero() : coins.contains(coin); // zero coins are omitted
        if (isAsked)
            rows.append(coinRow(account, coin));
    }
    if (availableSum.sign() < 0)
        availableSum = Decimal(0);
    // With isolated margin nothing of the whole account backs anything, and Bybit leaves these empty.
    const bool isIsolated = account.marginMode() == MarginMode::Isolated;
    const auto whole = [isIsolated](const QString &text) { return isIsolated ? QString() : text; };
    return {
        {QStringLiteral("accountType"), QStringLiteral("UNIFIED")},
        {QStringLiteral("totalEquity"), plain(equity)},
        {QStringLiteral("totalWalletBalance"), plain(walletSum)},
        {QStringLiteral("totalMarginBalance"), whole(plain(equity))},
        {QStringLiteral("totalAvailableBalance"), whole(plain(availableSum))},
        {QStringLiteral("totalPerpUPL"), plain(pnl)},
        {QStringLiteral("totalInitialMargin"), whole(plain(initial))},
        {QStringLiteral("totalInitialMarginByMp"), whole(plain(initial))},
        {QStringLiteral("totalMaintenanceMargin"), whole(plain(maintenance))},
        {QStringLiteral("totalMaintenanceMarginByMp"), whole(plain(maintenance))},
        {QStringLiteral("accountIMRate"), whole(ratio(initial, equity))},
        {QStringLiteral("accountIMRateByMp"), whole(ratio(initial, equity))},
        {QStringLiteral("accountMMRate"), whole(ratio(maintenance, equity))},
        {QStringLiteral("accountMMRateByMp"), whole(ratio(maintenance, equity))},
        {QStringLiteral("accountLTV"), QStringLiteral("0")},
        {QStringLiteral("coin"), rows},
    };
}

QJsonObject Valuation::position(const Account &account, const Position &held, bool isStream) const
{
    const Instrument &i = *held.instrument;
    const bool isOpen = !held.size.isZero();
    const QString side = !isOpen ? QString() : held.size.value() > 0 ? toName(Side::Buy) : toName(Side::Sell);
    const QString margin = plain(positionMargin(account, held));
    const QString maintenance = plain(isOpen ? maintenanceMargin(held) : Decimal(0));
    const QString average = isOpen ? plain(held.averagePrice()) : QStringLiteral("0");
    const auto liquidation = liquidationPrice(account, held);
    QJsonObject row{
        {QStringLiteral("positionIdx"), held.idx},
        {QStringLiteral("symbol"), i.id().symbol},
        {QStringLiteral("side"), side},
        {QStringLiteral("size"), plain(held.quantity())},
        {isStream ? QStringLiteral("entryPrice") : QStringLiteral("avgPrice"), average},
        {QStringLiteral("positionValue"), isOpen ? plain(held.cost) : QStringLiteral("0")},
        {QStringLiteral("leverage"), account.marginMode() == MarginMode::Portfolio ? QString() : plain(account.leverage(i.id(), held.side()))},
        {QStringLiteral("markPrice"), plain(mark(i))},
        {QStringLiteral("liqPrice"), liquidation ? plain(i.price(*liquidation)) : QString()},
        {QStringLiteral("bustPrice"), QString()},
        {QStringLiteral("breakEvenPrice"), isOpen ? average : QStringLiteral("0")},
        {QStringLiteral("sessionAvgPrice"), isStream ? QStringLiteral("0") : QString()},
        {QStringLiteral("positionIM"), margin},
        {QStringLiteral("positionIMByMp"), margin},
        {QStringLiteral("positionMM"), maintenance},
        {QStringLiteral("positionMMByMp"), maintenance},
        {QStringLiteral("positionBalance"), QStringLiteral("0")},
        {QStringLiteral("takeProfit"), priceOrZero(i, held.exits.takeProfit, isStream)},
        {QStringLiteral("stopLoss"), priceOrZero(i, held.exits.stopLoss, isStream)},
        {QStringLiteral("trailingStop"), held.trailingStop ? plain(i.price(*held.trailingStop)) : QStringLiteral("0")},
        {QStringLiteral("unrealisedPnl"), plain(held.unrealised(mark(i)))},
        {QStringLiteral("curRealisedPnl"), plain(held.sessionRealised)},
        {QStringLiteral("cumRealisedPnl"), plain(held.totalRealised)},
        {QStringLiteral("tradeMode"), 0},
        {QStringLiteral("tpslMode"), QStringLiteral("Full")},
        {QStringLiteral("positionStatus"), QStringLiteral("Normal")},
        {QStringLiteral("autoAddMargin"), 0},
        {QStringLiteral("adlRankIndicator"), isOpen ? 2 : 0},
        {QStringLiteral("riskId"), 1},
        {QStringLiteral("riskLimitValue"), i.id().category == Category::Inverse ? QStringLiteral("150") : QStringLiteral("2000000")},
        {QStringLiteral("isReduceOnly"), false},
        {QStringLiteral("mmrSysUpdatedTime"), QString()},
        {QStringLiteral("leverageSysUpdatedTime"), QString()},
        {QStringLiteral("createdTime"), QString::number(toMs(held.createdAt))},
        {QStringLiteral("updatedTime"), QString::number(toMs(held.updatedAt))},
        {QStringLiteral("seq"), static_cast<qint64>(held.sequence)},
    };
    if (isStream)
        row.insert(QStringLiteral("category"), toName(i.id().category));
    else
        row.insert(QStringLiteral("openTime"), isOpen ? jsonMs(held.createdAt) : 0);
    return row;
}

} // namespace bw::sandbox
