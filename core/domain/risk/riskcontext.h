// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/account/accountmode.h"
#include "core/domain/book/booksnapshot.h"
#include "core/domain/order/order.h"

#include <QVector>

#include <optional>

namespace bw {

enum class TradingState : std::uint8_t {
    Active,   ///< every order that the rules let through
    Reducing, ///< only what shrinks exposure
    Halted,   ///< stops set or tightened and confirmed closes; cancels always go
};
[[nodiscard]] QString toName(TradingState state);

/// What the key may do (fact sheet Bybit v5, 4).
enum class KeyLevel : std::uint8_t { None, ReadOnly, Trade, Transfer, Withdraw, Unaudited };
[[nodiscard]] QString toName(KeyLevel level); ///< "none", "read_only", "trade", "transfer", "withdraw", "unaudited"

/// The limits that a trader sets; settings keep them, the gate only reads them.
struct RiskLimits {
    Decimal maxOrderNotional = 5000;      ///< quote coin
    Decimal maxPositionNotional = 20000;  ///< quote coin, present position and working entries included
    Decimal priceBandPct = Decimal::fromScaled(20, 1); ///< 2.0: furthest through the mid; a passive price may be as far away as it likes
    std::chrono::milliseconds maxBookAge{2000}; ///< of a book that moves; one that is proven quiet by orderbook.1 may be as old as its repeats
    int minTrust = 60;                    ///< of 100: an entry on a book that is believed less is refused
    int maxOrdersPerMinute = 30;
    std::chrono::milliseconds duplicateWindow{1500};
    std::chrono::milliseconds maxClockError{500};
    int maxOpenOrders = 50;               ///< working orders of one instrument, conditional ones included
    Decimal maxPreviewMoveBps = 10;       ///< a preview whose price moved further by the click is refused
};

/// A send of the last minute, for the rules of rate and duplicate.
struct RecentSend {
    MonoTime at{};
    InstrumentId instrument;
    Side side = Side::Buy;
    OrderType type = OrderType::Limit;
    QtyLots qty;
    std::optional<PriceTicks> price;
    std::optional<PriceTicks> trigger{};
    int positionIdx = 0;
};

/// Everything that a rule may look at, as of one moment; made by the engine for each run of the gate. What is not known is nullopt or
/// null, and a rule that needs it refuses: absence is never taken for zero.
struct RiskContext {
    std::shared_ptr<const BookSnapshot> book;
    MonoTime now{};
    TradingState tradingState = TradingState::Halted;
    bool isVenueAllowed = false;   ///< this session may trade at all (loopback venue for now)
    KeyLevel keyLevel = KeyLevel::None;
    bool isTransferAllowed = false;  ///< the trader lets this very key trade although it may transfer
    bool isUnauditedAllowed = false; ///< play money that can't be moved: a key that the venue does not describe may trade
    bool isPrivateStreamLive = false;
    std::optional<std::chrono::milliseconds> clockError; ///< |offset uncertainty|; nullopt before the first measurement
    std::optional<Wallet> wallet;
    std::optional<QVector<Position>> positions; ///< nullopt: the query has not worked, which is not flat
    QVector<Order> working;
    bool hasUnknownOnSymbol = false;
    std::optional<FeeRates> fees;
    std::optional<Decimal> leverage;
    std::optional<Decimal> buyLimit, sellLimit; ///< the venue's price limits, where known
    std::optional<MonoTime> priceLimitsAt;      ///< when they were read: older than 5 s refuses an entry
    std::optional<AccountMode> mode;            ///< position mode, margin mode and leverage of the draft's instrument
    bool hasUnknownChange = false;              ///< a stop, leverage or mode change of this symbol is UNKNOWN
    bool isUnknownOverridden = false;           ///< the trader lets entries pass beside an UNKNOWN order of this symbol
    std::optional<Decimal> maintenanceRate;     ///< of the lowest risk tier, where the venue has said it
    bool isInstrumentReduceOnly = false;        ///< the venue takes nothing but reducing orders in this instrument, by its own word
    std::optional<Decimal> lastPrice, markPrice, indexPrice; ///< of the draft's instrument, as its ticker has them: a trigger is compared with its own
    std::optional<Order> replaced;              ///< set by the gate alone: the working order that an amend would replace. What it holds counts as free
    RiskLimits limits;
    QVector<RecentSend> recentSends; ///< of the last 60 s
};

} // namespace bw
