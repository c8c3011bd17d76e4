// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/order/orderdraft.h"
#include "core/domain/order/orderstate.h"

#include <QVector>

namespace bw {

/// The market at the moment of a send, in price.
struct SentAt {
    Decimal mid, best; ///< best: of the side that the order would have met
};

/// What an amend asked for; what is absent stays. While its outcome is not known the order may be either.
struct PendingAmend {
    std::optional<QtyLots> qty;
    std::optional<PriceTicks> price, trigger;
    bool operator==(const PendingAmend &) const = default;
};

/// One of our orders, or one seen at the venue. A value: tables, journal and events all show this.
struct Order {
    /// What names an order in the store, a search and the journal: the link id, or '#' + the venue's id where a foreign order has none.
    [[nodiscard]] QString key() const { return orderLinkId.isEmpty() ? u'#' + orderId : orderLinkId; }

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
    bool closesPosition = false;
    std::optional<Trigger> trigger;       ///< of a conditional order, ours or the venue's
    Exits exits;                          ///< that went out with it
    QString stopOrderType;                ///< the venue's word for what kind of conditional order it is: "StopLoss", "TrailingStop", ...; "" of a plain one
    QString createType;                   ///< who made it, in the venue's words: "CreateByUser", "CreateByLiq", ...
    QString parentOrderLinkId;            ///< of a venue-made exit: the order that it belongs to
    OrderState restedAs = OrderState::Accepted; ///< the resting state before a change was sent: where its refusal leads back to
    std::optional<PendingAmend> amend;    ///< while AmendSent, or Unknown since an amend: what it may have become
    bool isUnjournalled = false;          ///< an exit that went out though the journal could not be written
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
    std::optional<SentAt> sentAt{}; ///< the market that one of ours was sent into: what its fills cost is told against it
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
    bool isProtected = false; ///< the venue holds stops that cover the whole size
    Decimal stoppedSize{};    ///< how much of it stops of the venue cover: all of it with a Full stop or a trailing stop, else the Partial ones
    Decimal stopLoss = Decimal::invalid(), takeProfit = Decimal::invalid(); ///< of StopMode::Full; invalid where there is none
    Decimal trailingStop = Decimal::invalid();                              ///< a distance in price
    Decimal leverage = Decimal::invalid();         ///< invalid in portfolio margin
    Decimal liquidationPrice = Decimal::invalid(); ///< the venue's, an estimate in cross margin; invalid outside the price range
    Decimal ownEntryPrice = Decimal::invalid();    ///< ours, from the fills that we have seen; invalid while the sizes differ
    Decimal ownUnrealisedPnl = Decimal::invalid(); ///< ours, at this row's mark price
    Decimal breakEvenPrice = Decimal::invalid();   ///< the venue's, fees included
    Decimal value = Decimal::invalid();            ///< positionValue
    Decimal margin = Decimal::invalid();           ///< positionIM
    Decimal realisedPnl = Decimal::invalid();      ///< of this holding (curRealisedPnl)
    int adlRank = 0;                               ///< 0 to 5; 0: not said
    bool isReduceOnly = false;                     ///< the venue takes nothing but reducing orders for it now
    UtcTime updatedAt{};
};

struct CoinBalance {
    QString coin;
    Decimal wallet;
    Decimal locked;
    Decimal equity;
    Decimal spotBorrow{};     ///< 0 where the venue says nothing of it
    Decimal orderMargin{}, positionMargin{}, bonus{};
    Decimal unrealisedPnl = Decimal::invalid();
    Decimal usdValue = Decimal::invalid();
    /// What spot may spend: walletBalance - spotBorrow - locked.
    [[nodiscard]] Decimal spotFree() const { return wallet - spotBorrow - locked; }
};
struct Wallet {
    QVector<CoinBalance> coins;
    Decimal totalAvailable = Decimal::invalid(); ///< in USD; invalid when the venue says ""
    Decimal totalEquity = Decimal::invalid(), totalMargin = Decimal::invalid(), totalMaintenance = Decimal::invalid(); ///< in USD; without meaning in isolated margin
    UtcTime at{};
};

} // namespace bw
