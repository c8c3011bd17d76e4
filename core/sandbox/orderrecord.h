// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"
#include "core/sandbox/queueplace.h"

#include <QJsonObject>
#include <QMap>

namespace bw::sandbox {

class Account;

enum class OrderType : std::uint8_t { Limit, Market };
enum class TimeInForce : std::uint8_t { Gtc, Ioc, Fok, PostOnly };
enum class OrderStatus : std::uint8_t { Untriggered, New, PartiallyFilled, Filled, Cancelled, PartiallyFilledCanceled, Rejected, Deactivated };
enum class SelfMatch : std::uint8_t { None, CancelMaker, CancelTaker, CancelBoth };
enum class PriceSource : std::uint8_t { Last, Index, Mark };

[[nodiscard]] QString toName(Side side);
[[nodiscard]] QString toName(OrderType type);
[[nodiscard]] QString toName(OrderStatus status);
[[nodiscard]] QString toName(PriceSource source); ///< "LastPrice", ...

/// The attached exits of an order or a position; an absent price is no exit, an absent limit makes a market order of it.
struct Exits {
    std::optional<PriceTicks> takeProfit, stopLoss;
    PriceSource takeProfitBy = PriceSource::Last, stopLossBy = PriceSource::Last;
    std::optional<PriceTicks> takeProfitLimit, stopLossLimit;
    [[nodiscard]] bool isEmpty() const { return !takeProfit && !stopLoss; }
    bool operator==(const Exits &) const = default;
};

/// What makes an order wait: a price to be reached from below (1) or above (2), or a distance that trails.
struct Trigger {
    PriceTicks price{};
    int direction = 0;
    PriceSource by = PriceSource::Last;
    std::optional<PriceTicks> trail{}, activeAt{}; ///< trailing stop: the distance, and where it starts
    bool isActive = true;
};

/// One order with everything that Bybit tells about it. A value owned by its account's OrderStore; changed by the matcher and the desk alone.
struct OrderRecord {
    Account *account = nullptr;
    InstrumentPtr instrument;
    std::uint64_t number = 0; ///< rises with every order of the exchange: age and page order
    QString orderId, linkId, parentLinkId;
    QString parentOrderId;  ///< of an exit: the entry that it came with; told to nobody
    std::uint64_t pair = 0; ///< exits of one number exclude each other; 0: none
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce timeInForce = TimeInForce::Gtc;
    PriceTicks price;  ///< of a market order the hidden bound
    QtyLots qty, filled;
    std::optional<Decimal> quoteQty; ///< spot market buy by value; qty then follows what was filled
    Decimal filledValue;             ///< price x qty, of inverse in coin
    QMap<QString, Decimal> fees;     ///< by coin
    Decimal closedPnl;
    int positionIdx = 0;
    bool isReduceOnly = false, isCloseOnTrigger = false;
    SelfMatch selfMatch = SelfMatch::None;
    std::optional<Trigger> trigger;
    bool isFundsLocked = true; ///< false for a conditional order that has not triggered
    Exits exits;
    bool areExitsRefused = false; ///< when it fills: its price has passed them, says a fault
    QString slippageType = QStringLiteral("UNKNOWN"), slippage;
    QString stopOrderType, createType = QStringLiteral("CreateByUser"), orderFilter = QStringLiteral("Order"), tpslMode;
    OrderStatus status = OrderStatus::New;
    QString cancelType = QStringLiteral("UNKNOWN"), rejectReason = QStringLiteral("EC_NoError");
    PriceTicks lastPriceOnCreated;
    QueuePlace place; ///< of a resting one, where queues count; not kept over restarts
    bool isForgotten = false; ///< closed before the exchange was restarted: realtime knows it no more
    UtcTime createdAt{}, updatedAt{};

    [[nodiscard]] QtyLots leaves() const { return qty - filled; }
    [[nodiscard]] Category category() const { return instrument->id().category; }
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] bool isExit() const; ///< made by the venue to close a position: TP/SL of any kind, or a trailing stop
    [[nodiscard]] bool isResting() const { return status == OrderStatus::New || status == OrderStatus::PartiallyFilled; }
    /// The record of REST; the private stream adds "category" to it.
    [[nodiscard]] QJsonObject toJson() const;
};

/// One row of execution/list.
struct FillRecord {
    std::uint64_t number = 0;
    InstrumentPtr instrument;
    QString execId, orderId, linkId, execType = QStringLiteral("Trade"), feeCoin, stopOrderType, createType;
    Side side = Side::Buy;
    OrderType orderType = OrderType::Limit;
    PriceTicks orderPrice;
    Decimal price, qty, value, fee, feeRate, orderQty, leaves, closed, markPrice;
    bool isMaker = false;
    UtcTime at{};
    std::uint64_t sequence = 0;

    [[nodiscard]] QJsonObject toJson() const;
};

} // namespace bw::sandbox
