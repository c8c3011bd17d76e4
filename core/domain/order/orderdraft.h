// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/order/exits.h"

namespace bw {

enum class OrderType : std::uint8_t { Limit, Market };
enum class TimeInForce : std::uint8_t { Gtc, Ioc, Fok, PostOnly };
enum class Origin : std::uint8_t { Manual, OneClick, Signal, Auto, External, Venue };

[[nodiscard]] QString toName(Side side);          ///< "Buy", "Sell": the venue's words
[[nodiscard]] QString toName(OrderType type);     ///< "Limit", "Market"
[[nodiscard]] QString toName(TimeInForce tif);    ///< "GTC", "IOC", "FOK", "PostOnly"
[[nodiscard]] QString toName(Origin origin);      ///< "manual", "one_click", ...

/// What somebody wants to do, before anyone has agreed. Texts have already become ticks and lots, so price and quantity are valid
/// steps by construction; every other rule is the gate's. A value.
struct OrderDraft {
    InstrumentPtr instrument; ///< never null
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    TimeInForce timeInForce = TimeInForce::Gtc; ///< a market order is IOC at the venue whatever this says
    QtyLots qty;                                ///< > 0; 0 only where closesPosition
    std::optional<PriceTicks> price;            ///< of a limit order
    std::optional<Trigger> trigger;             ///< waits at the venue until the price comes there
    Exits exits;                                ///< protection that goes out with it; never with reduceOnly
    std::optional<SlippageTolerance> slippage;  ///< of a market order without trigger
    bool reduceOnly = false;
    bool closesPosition = false;                ///< qty 0 + reduceOnly + closeOnTrigger: the whole position, whatever its size (contracts)
    bool isConfirmedClose = false;              ///< the STOP ALL or Close sheet confirmed it: passes a halt
    bool isRepeatWanted = false;                ///< the trader confirmed that the same order again is meant: passes the rule of duplicates
    int positionIdx = 0;                        ///< 0 one-way, 1 hedge long, 2 hedge short
    Origin origin = Origin::Manual;
    QString signalId;                           ///< of the signal that it came from, "" otherwise
    std::uint64_t revision = 0;                 ///< counts the ticket's edits: an answer to an older one is not shown
};

} // namespace bw
