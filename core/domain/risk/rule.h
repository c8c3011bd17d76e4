// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/risk/riskcontext.h"

#include <functional>
#include <vector>

namespace bw {

/// The rules of the gate; their names are part of the event `preview`.
enum class RuleId : std::uint8_t {
    TradingAllowed, ///< "trading_state": venue, lock and trading state
    KeyLevel,       ///< "key_level"
    TickLot,        ///< "tick_lot"
    MinMax,         ///< "min_max": quantity and notional filters of the instrument
    NotionalCap,    ///< "notional_cap"
    PositionCap,    ///< "position_cap"
    PriceBand,      ///< "price_band": the venue's limits and our own distance
    BookFresh,      ///< "book": live, young, trusted, both sides, deep enough for a market order
    Balance,        ///< "balance"
    Clock,          ///< "clock"
    Rate,           ///< "rate"
    Duplicate,      ///< "duplicate"
    UnknownOrder,   ///< "unknown_order": nothing enters while an order of this symbol is UNKNOWN
    ReduceOnly,     ///< "reduce_only": must shrink an existing position
};
[[nodiscard]] QString toName(RuleId rule);

/// The codes of Verdict::why, for which the window has the sentence and the remedy:
///   trading_state   venue_not_allowed, instrument_not_trading, halted, reducing, private_stream_down
///   key_level       venue_not_allowed, no_key, key_read_only, key_may_withdraw
///   tick_lot        no_instrument, bad_qty, bad_price, no_limit_price
///   min_max         too_large, too_small, notional_too_small, no_price
///   notional_cap    order_too_large, no_price
///   position_cap    position_too_large, positions_unknown, wallet_unknown (spot), no_price
///   price_band      price_too_far, above_buy_limit, below_sell_limit, above_max_price, below_min_price, no_limit_price, no_price
///   book            no_book, book_not_live, book_one_sided, book_other_instrument, book_stale, trust_low, book_too_thin
///   balance         insufficient_balance, wallet_unknown, leverage_unknown, fees_unknown, no_price
///   clock           clock_unknown, clock_off
///   rate            too_many_orders
///   duplicate       duplicate, bad_link_id (a fault of ours)
///   unknown_order   unknown_order
///   reduce_only     reduce_only_on_spot, positions_unknown, nothing_to_reduce, would_grow, larger_than_position
/// `no_price`: the order can't be valued, since the book is not usable or too thin.

/// One guard's answer. `measured` and `limit` are plain decimals or short names for the row on screen; `why` is a code that the window
/// turns into a sentence with the remedy ("book_stale", "too_small", ...), "" when ok.
struct Verdict {
    RuleId rule = RuleId::TradingAllowed;
    bool ok = false;
    QString measured;
    QString limit;
    QString why;
    QString nearest{}; ///< the nearest value that would pass, as the ticket would take it; "" where there is none
    bool operator==(const Verdict &) const = default;
};

/// A rule is a name and a pure function. Adding one is one file in risk/rules/ and one row in allRules().
struct Rule {
    RuleId id;
    /// Exits (what only shrinks exposure) are refused by tick_lot, the maximum and the key level alone.
    bool appliesToExits = false;
    std::function<Verdict(const OrderDraft &, const RiskContext &)> check;
};

[[nodiscard]] std::vector<Rule> allRules();

/// True when the order can only shrink what is there: reduce-only, opposite to the position and not larger than it.
[[nodiscard]] bool isExit(const OrderDraft &draft, const RiskContext &context);

} // namespace bw
