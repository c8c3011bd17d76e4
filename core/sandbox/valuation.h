// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/account.h"
#include "core/sandbox/marketsource.h"

#include <QJsonArray>

namespace bw::sandbox {

/// What an account is worth and what of it is free, at the market's prices of this moment. Margin is counted for each coin by itself: USDT
/// backs USDT contracts, BTC backs BTCUSD, and no coin is borrowed. The sandbox's thread; owned by Exchange; changes nothing.
class Valuation final {
public:
    explicit Valuation(MarketSource &market) : m_market(market) {}

    [[nodiscard]] Decimal last(const Instrument &instrument) const;
    [[nodiscard]] Decimal mark(const Instrument &instrument) const; ///< of spot the last price
    [[nodiscard]] Decimal price(const Instrument &instrument, PriceSource source) const;
    [[nodiscard]] Decimal usd(const QString &coin) const; ///< 1 for dollars, the index of a contract on it, 0 if nobody quotes it

    [[nodiscard]] Decimal positionMargin(const Account &account, const Position &position) const;
    [[nodiscard]] static Decimal maintenanceRate() { return Decimal::fromScaled(5, 3); } ///< 0.5 %: of the lowest risk tier, the only one here
    [[nodiscard]] Decimal maintenanceMargin(const Position &position) const;
    /// What a position may lose before it is liquidated at its maintenance margin: its own margin, or all that the coin has.
    [[nodiscard]] Decimal marginBehind(const Account &account, const Position &position) const;
    /// Where the margin is used up but for the maintenance margin; nullopt: nowhere in the range of prices.
    [[nodiscard]] std::optional<PriceTicks> liquidationPrice(const Account &account, const Position &position) const;
    /// Where nothing of the margin is left after the fee.
    [[nodiscard]] PriceTicks bankruptcyPrice(const Account &account, const Position &position) const;
    /// \a without: an order that is left out of the sum.
    [[nodiscard]] Decimal orderMargin(const Account &account, const QString &coin, const OrderRecord *without = nullptr) const;
    [[nodiscard]] Decimal locked(const Account &account, const QString &coin, const OrderRecord *without = nullptr) const; ///< by spot orders
    [[nodiscard]] Decimal positionsMargin(const Account &account, const QString &coin) const;
    [[nodiscard]] Decimal unrealised(const Account &account, const QString &coin) const;
    /// What a new order may use. Below zero when losses ate the margin.
    [[nodiscard]] Decimal available(const Account &account, const QString &coin, const OrderRecord *without = nullptr) const;
    /// Is there enough for an open order that stands in its account's store? What needs no further margin always may.
    [[nodiscard]] bool affords(const OrderRecord &order) const;
    /// What a spot order holds back: quote coin of a buy, base coin of a sell.
    [[nodiscard]] Decimal lockOf(const OrderRecord &order) const;

    [[nodiscard]] QJsonObject wallet(const Account &account, const QStringList &coins = {}) const; ///< a row of wallet-balance
    [[nodiscard]] QJsonObject position(const Account &account, const Position &position, bool isStream) const;

private:
    struct Exposure {
        Decimal buys, sells; ///< open entries, in the value that margin is counted in
    };
    /// The price at which a position has lost so much; with the fee of closing it, if asked.
    [[nodiscard]] Decimal priceAfterLoss(const Position &position, const Decimal &loss, const Decimal &feeRate) const;
    [[nodiscard]] Decimal worthOf(const OrderRecord &order) const;
    [[nodiscard]] QJsonObject coinRow(const Account &account, const QString &coin) const;
    MarketSource &m_market;
};

} // namespace bw::sandbox
