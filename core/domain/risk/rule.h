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
    OpenOrders,     ///< "open_orders": our cap and the venue's on what rests
    PositionMode,   ///< "position_mode": the draft's position index fits the account's mode; nothing is open when the mode changes
    TriggerSide,    ///< "trigger": the market has yet to come to it
    Exits,          ///< "exits": protection on the right side of the price and of a kind that the venue takes
    Amend,          ///< "amend": the order is there and open, and something of it changes
    Leverage,       ///< "leverage"
};
[[nodiscard]] QString toName(RuleId rule);

/// The codes of Verdict::why, for which the window has the sentence and the remedy:
///   trading_state   venue_not_allowed, instrument_not_trading, instrument_reduce_only, halted, reducing, private_stream_down,
///   trading_state   close_unconfirmed (of an exit in a halt: OrderDraft::isConfirmedClose lets it pass)
///   key_level       venue_not_allowed, no_key, key_read_only, key_may_withdraw
///   tick_lot        no_instrument, bad_qty, bad_price, bad_trigger, bad_exit, bad_distance, bad_slippage, no_limit_price, instrument_changed
///   min_max         too_large, too_small, notional_too_small, no_price, too_many_stops
///   notional_cap    order_too_large, no_price
///   position_cap    position_too_large, positions_unknown, wallet_unknown (spot), no_price
///   price_band      price_too_far, above_buy_limit, below_sell_limit, above_max_price, below_min_price, no_limit_price, no_price,
///   price_band      price_limits_unknown, price_limits_old
///   book            no_book, book_not_live, book_one_sided, book_other_instrument, book_stale, trust_low, book_too_thin
///   balance         insufficient_balance, wallet_unknown, leverage_unknown, margin_mode_unknown, fees_unknown, no_price
///   clock           clock_unknown, clock_off
///   rate            too_many_orders
///   duplicate       duplicate (OrderDraft::isRepeatWanted lets it pass), bad_link_id (a fault of ours)
///   unknown_order   unknown_order (RiskContext::isUnknownOverridden lets it pass), unknown_change
///   reduce_only     reduce_only_on_spot, close_needs_reduce_only, positions_unknown, nothing_to_reduce, would_grow
///   open_orders     too_many_open, venue_orders_full, venue_conditional_full
///   position_mode   position_mode_unknown, needs_hedge_index, needs_one_way_index, hedge_side, hedge_only_usdt, positions_unknown,
///   position_mode   has_position, has_order
///   trigger         trigger_passed, no_price
///   exits           exits_with_reduce_only, exits_on_spot, limit_needs_partial, stop_wrong_side, take_profit_wrong_side,
///   exits           active_price_wrong_side, trailing_too_wide, stop_on_spot, nothing_to_protect, no_stop_size, no_price
///   amend           no_such_order, order_not_open, order_unknown, change_pending, nothing_changed, below_filled, no_such_field
///   leverage        leverage_on_spot, leverage_in_portfolio, bad_leverage, leverage_too_high
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

using Verdicts = QVector<Verdict>;

/// How heavy a wish weighs: what it is asked for follows from that.
enum class Weight : std::uint8_t {
    Entry,     ///< every rule
    Loosening, ///< protection that goes or moves away: trading state, key level, tick, lot, maximum, clock, UNKNOWN
    Exit,      ///< what only shrinks exposure or protects sooner: tick, lot, maximum, key level, and the confirmation in a halt
};

/// A rule is a name and a pure function, and a second one where it has a say about exits as well. Adding one is one file in risk/rules/
/// and one row in allRules().
struct Rule {
    using Check = std::function<Verdict(const OrderDraft &, const RiskContext &)>;
    RuleId id{};
    Check check;
    Check checkExit{}; ///< of what only shrinks exposure: tick, lot, maximum, key level, and the confirmation in a halt; empty: not asked
};

[[nodiscard]] std::vector<Rule> allRules();
/// The verdicts of the rules that have a say at this weight, in the order of the rules.
[[nodiscard]] Verdicts ask(const std::vector<Rule> &rules, const OrderDraft &draft, const RiskContext &context, Weight weight);

/// True when the order can only shrink what is there: reduce-only on contracts unless a known position says that it can't (the venue lets
/// it close what is there and no more, so a size that we do not know traps nobody), and a sale of free coins on spot.
[[nodiscard]] bool isExit(const OrderDraft &draft, const RiskContext &context);

} // namespace bw
