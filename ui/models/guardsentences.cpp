// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// The half of sentences.h that speaks of guards: their names, and for each code of Verdict::why (the table in
// core/domain/risk/rule.h) what stands in the way and how to get past it.
#include "ui/models/sentences.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace bw::sentences {
namespace {

struct Guards {
    Q_DECLARE_TR_FUNCTIONS(bw::Guards)
};

struct Row {
    QLatin1StringView why;
    const char *sentence;
};

constexpr std::array kRows{
    Row{QLatin1StringView("venue_not_allowed"), QT_TRANSLATE_NOOP("bw::Guards", "This session may not trade. Start one of a profile that may, such as the sandbox.")},
    Row{QLatin1StringView("instrument_not_trading"), QT_TRANSLATE_NOOP("bw::Guards", "The venue does not trade this instrument now. Choose another, or wait until it does.")},
    Row{QLatin1StringView("halted"), QT_TRANSLATE_NOOP("bw::Guards", "Entries are stopped. Press Resume or unlock entries, or wait until orders and positions agree with the venue.")},
    Row{QLatin1StringView("reducing"), QT_TRANSLATE_NOOP("bw::Guards", "Only orders that shrink a position go out now. Tick reduce-only, or return to active trading.")},
    Row{QLatin1StringView("private_stream_down"), QT_TRANSLATE_NOOP("bw::Guards", "The venue's private stream is down, so fills could not be seen. Wait until it is live again.")},
    Row{QLatin1StringView("no_key"), QT_TRANSLATE_NOOP("bw::Guards", "There is no key for this profile. Add one that may trade.")},
    Row{QLatin1StringView("key_read_only"), QT_TRANSLATE_NOOP("bw::Guards", "The key may only read. Use one that may trade.")},
    Row{QLatin1StringView("key_may_withdraw"), QT_TRANSLATE_NOOP("bw::Guards", "The key may withdraw and is refused. Make one without that right at the venue.")},
    Row{QLatin1StringView("key_may_transfer"), QT_TRANSLATE_NOOP("bw::Guards", "The key may transfer. Use one that may trade alone, or let this one trade in Connection and keys.")},
    Row{QLatin1StringView("key_not_audited"), QT_TRANSLATE_NOOP("bw::Guards", "The venue does not say what the key may do. Use one that it describes.")},
    Row{QLatin1StringView("no_instrument"), QT_TRANSLATE_NOOP("bw::Guards", "The instrument is not known yet. Wait until it has been read from the venue.")},
    Row{QLatin1StringView("bad_qty"), QT_TRANSLATE_NOOP("bw::Guards", "The quantity is no whole number of lots above zero. Correct it in the ticket.")},
    Row{QLatin1StringView("bad_price"), QT_TRANSLATE_NOOP("bw::Guards", "The price is no whole number of ticks above zero. Correct it in the ticket.")},
    Row{QLatin1StringView("no_limit_price"), QT_TRANSLATE_NOOP("bw::Guards", "A limit order needs a price. Enter one, or take bid, mid or ask.")},
    Row{QLatin1StringView("too_large"), QT_TRANSLATE_NOOP("bw::Guards", "More than the venue takes in one order. Reduce the quantity.")},
    Row{QLatin1StringView("too_small"), QT_TRANSLATE_NOOP("bw::Guards", "Less than the venue's smallest quantity. Raise the quantity.")},
    Row{QLatin1StringView("notional_too_small"), QT_TRANSLATE_NOOP("bw::Guards", "Worth less than the venue's smallest order. Raise the quantity.")},
    Row{QLatin1StringView("no_price"), QT_TRANSLATE_NOOP("bw::Guards", "The order can't be valued: the book is not live or too thin. Wait, or reduce the quantity.")},
    Row{QLatin1StringView("order_too_large"), QT_TRANSLATE_NOOP("bw::Guards", "Worth more than your cap for one order. Reduce the quantity, or raise the cap in the limits.")},
    Row{QLatin1StringView("position_too_large"), QT_TRANSLATE_NOOP("bw::Guards", "The position would pass your cap, working orders included. Reduce the quantity or cancel working orders.")},
    Row{QLatin1StringView("positions_unknown"), QT_TRANSLATE_NOOP("bw::Guards", "Positions are not known now. Wait until the venue has answered.")},
    Row{QLatin1StringView("wallet_unknown"), QT_TRANSLATE_NOOP("bw::Guards", "The balance is not known now. Wait until the venue has answered.")},
    Row{QLatin1StringView("price_too_far"), QT_TRANSLATE_NOOP("bw::Guards", "The price goes further through the market than your band allows. Move it back.")},
    Row{QLatin1StringView("above_buy_limit"), QT_TRANSLATE_NOOP("bw::Guards", "Above the highest price at which the venue takes a buy now. Lower the price.")},
    Row{QLatin1StringView("below_sell_limit"), QT_TRANSLATE_NOOP("bw::Guards", "Below the lowest price at which the venue takes a sell now. Raise the price.")},
    Row{QLatin1StringView("above_max_price"), QT_TRANSLATE_NOOP("bw::Guards", "Above the instrument's highest price. Lower the price.")},
    Row{QLatin1StringView("below_min_price"), QT_TRANSLATE_NOOP("bw::Guards", "Below the instrument's lowest price. Raise the price.")},
    Row{QLatin1StringView("no_book"), QT_TRANSLATE_NOOP("bw::Guards", "There is no book yet. Wait for its snapshot, or press F5.")},
    Row{QLatin1StringView("book_not_live"), QT_TRANSLATE_NOOP("bw::Guards", "The book is not live. Wait until it is, or press F5 for a new one.")},
    Row{QLatin1StringView("book_one_sided"), QT_TRANSLATE_NOOP("bw::Guards", "The book lacks a side. Wait until both sides are shown.")},
    Row{QLatin1StringView("book_other_instrument"), QT_TRANSLATE_NOOP("bw::Guards", "The book on screen is of another instrument. Wait until the ticket's own is live.")},
    Row{QLatin1StringView("book_stale"), QT_TRANSLATE_NOOP("bw::Guards", "The book is too old to trade on. Wait for news, or press F5 for a new one.")},
    Row{QLatin1StringView("trust_low"), QT_TRANSLATE_NOOP("bw::Guards", "The book is trusted less than your limit. Look at what the trust lost points for, and wait or press F5.")},
    Row{QLatin1StringView("book_too_thin"), QT_TRANSLATE_NOOP("bw::Guards", "The book is too thin for this quantity. Reduce it, or use a limit order.")},
    Row{QLatin1StringView("insufficient_balance"), QT_TRANSLATE_NOOP("bw::Guards", "The balance does not cover margin and fee. Reduce the quantity or free some balance.")},
    Row{QLatin1StringView("leverage_unknown"), QT_TRANSLATE_NOOP("bw::Guards", "The leverage is not known now, so the margin can't be told. Wait until the venue has answered.")},
    Row{QLatin1StringView("fees_unknown"), QT_TRANSLATE_NOOP("bw::Guards", "The fee rates are not known now. Wait until the venue has answered.")},
    Row{QLatin1StringView("clock_unknown"), QT_TRANSLATE_NOOP("bw::Guards", "The clock has not been compared with the venue's yet. Wait a moment.")},
    Row{QLatin1StringView("clock_off"), QT_TRANSLATE_NOOP("bw::Guards", "The venue's time is not known well enough. Check the network, or set this computer's clock.")},
    Row{QLatin1StringView("too_many_orders"), QT_TRANSLATE_NOOP("bw::Guards", "More orders in a minute than your limit. Wait a moment.")},
    Row{QLatin1StringView("duplicate"), QT_TRANSLATE_NOOP("bw::Guards", "The same order went out a moment ago. Confirm once more if a second one is meant.")},
    Row{QLatin1StringView("bad_link_id"), QT_TRANSLATE_NOOP("bw::Guards", "The terminal made an invalid order id and stopped. Please report it with the log.")},
    Row{QLatin1StringView("unknown_order"), QT_TRANSLATE_NOOP("bw::Guards", "An order of this symbol is UNKNOWN. Wait until the venue has said what became of it, or let entries pass beside it.")},
    Row{QLatin1StringView("reduce_only_on_spot"), QT_TRANSLATE_NOOP("bw::Guards", "Spot has no reduce-only. Untick it.")},
    Row{QLatin1StringView("nothing_to_reduce"), QT_TRANSLATE_NOOP("bw::Guards", "There is no position to reduce. Untick reduce-only.")},
    Row{QLatin1StringView("would_grow"), QT_TRANSLATE_NOOP("bw::Guards", "This side would grow the position. Change the side or untick reduce-only.")},
    Row{QLatin1StringView("instrument_reduce_only"), QT_TRANSLATE_NOOP("bw::Guards", "The venue takes nothing but reducing orders in this instrument now. Tick reduce-only, or choose another.")},
    Row{QLatin1StringView("close_unconfirmed"), QT_TRANSLATE_NOOP("bw::Guards", "Trading is halted. A close goes out only when it is confirmed for that: press Close in the positions, or STOP ALL.")},
    Row{QLatin1StringView("bad_trigger"), QT_TRANSLATE_NOOP("bw::Guards", "The trigger is no whole number of ticks above zero. Correct it.")},
    Row{QLatin1StringView("bad_exit"), QT_TRANSLATE_NOOP("bw::Guards", "A price of the protection is no whole number of ticks above zero. Correct it.")},
    Row{QLatin1StringView("bad_distance"), QT_TRANSLATE_NOOP("bw::Guards", "The trailing distance is no whole number of ticks above zero. Correct it.")},
    Row{QLatin1StringView("bad_slippage"), QT_TRANSLATE_NOOP("bw::Guards", "The slippage tolerance must be 1 to 10000 ticks, or 0.01 to 10 percent, and of a market order without trigger. Correct it.")},
    Row{QLatin1StringView("instrument_changed"), QT_TRANSLATE_NOOP("bw::Guards", "The venue has changed tick or lot of this instrument. Look at the order again and enter the change anew.")},
    Row{QLatin1StringView("too_many_stops"), QT_TRANSLATE_NOOP("bw::Guards", "The position has as many partial stops as the venue takes. Remove one first, or use a full stop.")},
    Row{QLatin1StringView("price_limits_unknown"), QT_TRANSLATE_NOOP("bw::Guards", "The venue's price limits are not known now. Wait until they have been read.")},
    Row{QLatin1StringView("price_limits_old"), QT_TRANSLATE_NOOP("bw::Guards", "The venue's price limits are more than five seconds old. Wait until they have been read again.")},
    Row{QLatin1StringView("margin_mode_unknown"), QT_TRANSLATE_NOOP("bw::Guards", "The margin mode is not known now, so the free balance can't be told. Wait until the venue has answered.")},
    Row{QLatin1StringView("unknown_change"), QT_TRANSLATE_NOOP("bw::Guards", "A change of protection, leverage or mode of this symbol is UNKNOWN. Wait until it has been read back.")},
    Row{QLatin1StringView("close_needs_reduce_only"), QT_TRANSLATE_NOOP("bw::Guards", "Closing the whole position must be reduce-only. Tick it.")},
    Row{QLatin1StringView("too_many_open"), QT_TRANSLATE_NOOP("bw::Guards", "As many working orders as your limit allows. Cancel one, or raise the limit.")},
    Row{QLatin1StringView("venue_orders_full"), QT_TRANSLATE_NOOP("bw::Guards", "The venue takes no more working orders here. Cancel one first.")},
    Row{QLatin1StringView("venue_conditional_full"), QT_TRANSLATE_NOOP("bw::Guards", "The venue takes no more conditional orders here. Cancel one first.")},
    Row{QLatin1StringView("position_mode_unknown"), QT_TRANSLATE_NOOP("bw::Guards", "It is not known whether the account is in hedge mode. Wait until the venue has answered.")},
    Row{QLatin1StringView("needs_hedge_index"), QT_TRANSLATE_NOOP("bw::Guards", "The account is in hedge mode. Choose Open or Close in the ticket.")},
    Row{QLatin1StringView("needs_one_way_index"), QT_TRANSLATE_NOOP("bw::Guards", "The account is in one-way mode. The ticket has to be entered anew for it.")},
    Row{QLatin1StringView("hedge_side"), QT_TRANSLATE_NOOP("bw::Guards", "In hedge mode a long opens with a buy and a short with a sell. Choose the other side, or Close.")},
    Row{QLatin1StringView("hedge_only_usdt"), QT_TRANSLATE_NOOP("bw::Guards", "Hedge mode exists for USDT perpetuals alone.")},
    Row{QLatin1StringView("has_position"), QT_TRANSLATE_NOOP("bw::Guards", "The position mode can't change while there is a position. Close it first.")},
    Row{QLatin1StringView("has_order"), QT_TRANSLATE_NOOP("bw::Guards", "The position mode can't change while there are working orders. Cancel them first.")},
    Row{QLatin1StringView("trigger_passed"), QT_TRANSLATE_NOOP("bw::Guards", "The market is beyond this trigger already. Move it, or turn its direction.")},
    Row{QLatin1StringView("exits_with_reduce_only"), QT_TRANSLATE_NOOP("bw::Guards", "The venue takes no take profit or stop loss with a reduce-only order. Remove them.")},
    Row{QLatin1StringView("exits_on_spot"), QT_TRANSLATE_NOOP("bw::Guards", "On spot the venue takes a take profit or stop loss with a plain limit order alone. Remove them.")},
    Row{QLatin1StringView("limit_needs_partial"), QT_TRANSLATE_NOOP("bw::Guards", "A protection that leaves at a limit price must be partial. Choose partial, or leave at the market.")},
    Row{QLatin1StringView("stop_wrong_side"), QT_TRANSLATE_NOOP("bw::Guards", "The stop loss is on the wrong side of the price: it would go off at once. Move it.")},
    Row{QLatin1StringView("take_profit_wrong_side"), QT_TRANSLATE_NOOP("bw::Guards", "The take profit is on the wrong side of the price: it would go off at once. Move it.")},
    Row{QLatin1StringView("active_price_wrong_side"), QT_TRANSLATE_NOOP("bw::Guards", "The price from which the trailing stop follows has been passed already. Move it, or leave it out.")},
    Row{QLatin1StringView("trailing_too_wide"), QT_TRANSLATE_NOOP("bw::Guards", "The trailing distance is as large as the price itself. Make it smaller.")},
    Row{QLatin1StringView("stop_on_spot"), QT_TRANSLATE_NOOP("bw::Guards", "There is no position stop on spot. Use a conditional order.")},
    Row{QLatin1StringView("nothing_to_protect"), QT_TRANSLATE_NOOP("bw::Guards", "There is no position to protect.")},
    Row{QLatin1StringView("no_stop_size"), QT_TRANSLATE_NOOP("bw::Guards", "A partial protection needs a size. Enter one.")},
    Row{QLatin1StringView("no_such_order"), QT_TRANSLATE_NOOP("bw::Guards", "The order is not known here any more. Look at the orders again.")},
    Row{QLatin1StringView("order_not_open"), QT_TRANSLATE_NOOP("bw::Guards", "The order is not open any more.")},
    Row{QLatin1StringView("order_unknown"), QT_TRANSLATE_NOOP("bw::Guards", "What became of the order is UNKNOWN. Wait until the venue has said it.")},
    Row{QLatin1StringView("change_pending"), QT_TRANSLATE_NOOP("bw::Guards", "A change of this order is on its way. Wait until the venue has answered.")},
    Row{QLatin1StringView("nothing_changed"), QT_TRANSLATE_NOOP("bw::Guards", "Nothing would change. Enter another value.")},
    Row{QLatin1StringView("below_filled"), QT_TRANSLATE_NOOP("bw::Guards", "That much has filled already. Enter more, or cancel the rest.")},
    Row{QLatin1StringView("no_such_field"), QT_TRANSLATE_NOOP("bw::Guards", "This order has no such price. Change another field.")},
    Row{QLatin1StringView("leverage_on_spot"), QT_TRANSLATE_NOOP("bw::Guards", "There is no leverage on spot.")},
    Row{QLatin1StringView("leverage_in_portfolio"), QT_TRANSLATE_NOOP("bw::Guards", "In portfolio margin there is no leverage to set.")},
    Row{QLatin1StringView("bad_leverage"), QT_TRANSLATE_NOOP("bw::Guards", "Leverage is a number from 1 with at most two places. Correct it.")},
    Row{QLatin1StringView("leverage_too_high"), QT_TRANSLATE_NOOP("bw::Guards", "More than the instrument's highest leverage. Lower it.")},
};

} // namespace

QString ruleName(RuleId rule)
{
    switch (rule) {
    case RuleId::TradingAllowed: return Guards::tr("Trading state");
    case RuleId::KeyLevel: return Guards::tr("Key may trade");
    case RuleId::TickLot: return Guards::tr("Tick and lot");
    case RuleId::MinMax: return Guards::tr("Min and max");
    case RuleId::NotionalCap: return Guards::tr("Notional cap");
    case RuleId::PositionCap: return Guards::tr("Position cap");
    case RuleId::PriceBand: return Guards::tr("Price band");
    case RuleId::BookFresh: return Guards::tr("Book fresh");
    case RuleId::Balance: return Guards::tr("Balance");
    case RuleId::Clock: return Guards::tr("Clock");
    case RuleId::Rate: return Guards::tr("Order rate");
    case RuleId::Duplicate: return Guards::tr("No duplicate");
    case RuleId::UnknownOrder: return Guards::tr("No UNKNOWN");
    case RuleId::ReduceOnly: return Guards::tr("Reduce-only");
    case RuleId::OpenOrders: return Guards::tr("Open orders");
    case RuleId::PositionMode: return Guards::tr("Position mode");
    case RuleId::TriggerSide: return Guards::tr("Trigger");
    case RuleId::Exits: return Guards::tr("Protection");
    case RuleId::Amend: return Guards::tr("Amend");
    case RuleId::Leverage: return Guards::tr("Leverage");
    }
    return {};
}

QString of(const Verdict &verdict)
{
    if (verdict.ok)
        return {};
    const auto row = std::find_if(kRows.begin(), kRows.end(), [&](const Row &r) { return verdict.why == r.why; });
    if (row != kRows.end())
        return Guards::tr(row->sentence);
    return Guards::tr("The guard \"%1\" refuses. Look at its measure and limit.").arg(ruleName(verdict.rule));
}

} // namespace bw::sentences
