// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/order/orderdraft.h"
#include "core/domain/order/orderstate.h"

#include <QVector>

namespace bw {

/// One of our orders, or one seen at the venue. A value: tables, journal and events all show this.
struct Order {
    QString orderLinkId; ///< ours: "bw-" + time + counter + random, at most 36 of [A-Za-z0-9_-]; may be "" for external orders
    QString orderId;     ///< the venue's, opaque
    InstrumentPtr instrument;
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce timeInForce = TimeInForce::Gtc;
    QtyLots qty;
    QtyLots filled;                       ///< never falls
    std::optional<PriceTicks> price;      ///< limit price; a market order has none (the venue's bound is not a price)
    Decimal averagePrice = Decimal::invalid(); ///< invalid before a fill
    bool reduceOnly = false;
    int positionIdx = 0;
    OrderState state = OrderState::Intent;
    Origin origin = Origin::Manual;
    QString signalId;
    QString reason;      ///< why it was refused, cancelled or is unknown: the venue's code and text, redacted
    UtcTime createdAt{};
    UtcTime updatedAt{}; ///< the venue's updatedTime once it has spoken
    bool isDatedByVenue = false;  ///< updatedAt is of the venue's clock: only then may it be compared with a report's
    bool hasBeenAccepted = false; ///< the venue took it; set once, by its acknowledgement or by a first word that implies it
    int lookups = 0;     ///< rounds of asking while Unknown
};

/// A fill or another record of the venue's execution list.
struct Execution {
    enum class Kind : std::uint8_t { Trade, Funding, Adl, Liquidation, Settle };
    QString execId; ///< unique together with the symbol
    QString orderId, orderLinkId;
    InstrumentPtr instrument;
    Side side = Side::Buy;
    Decimal price;
    Decimal qty;
    Decimal fee;          ///< > 0 paid, < 0 rebate
    QString feeCurrency;
    bool isMaker = false;
    Kind kind = Kind::Trade;
    UtcTime at{};
};
[[nodiscard]] QString toName(Execution::Kind kind); ///< "trade", "funding", "adl", "liquidation", "settle"

struct Position {
    InstrumentPtr instrument;
    int positionIdx = 0;
    std::optional<Side> side; ///< nullopt: flat
    Decimal size;             ///< >= 0, in base coin (USD for inverse)
    Decimal entryPrice = Decimal::invalid(); ///< invalid when flat
    Decimal markPrice = Decimal::invalid();
    Decimal unrealisedPnl = Decimal::invalid();
    QString coin;             ///< of the PnL
    bool isProtected = false; ///< the venue holds a stop loss for it
    UtcTime updatedAt{};
};

struct CoinBalance {
    QString coin;
    Decimal wallet;
    Decimal locked;
    Decimal equity;
};
struct Wallet {
    QVector<CoinBalance> coins;
    Decimal totalAvailable = Decimal::invalid(); ///< in USD; invalid when the venue says ""
    UtcTime at{};
};

} // namespace bw
