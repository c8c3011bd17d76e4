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
    Row{QLatin1StringView("halted"), QT_TRANSLATE_NOOP("bw::Guards", "Entries are stopped. Unlock entries, or wait until orders and positions agree with the venue.")},
    Row{QLatin1StringView("reducing"), QT_TRANSLATE_NOOP("bw::Guards", "Only orders that shrink a position go out now. Tick reduce-only, or return to active trading.")},
    Row{QLatin1StringView("private_stream_down"), QT_TRANSLATE_NOOP("bw::Guards", "The venue's private stream is down, so fills could not be seen. Wait until it is live again.")},
    Row{QLatin1StringView("no_key"), QT_TRANSLATE_NOOP("bw::Guards", "There is no key for this profile. Add one that may trade.")},
    Row{QLatin1StringView("key_read_only"), QT_TRANSLATE_NOOP("bw::Guards", "The key may only read. Use one that may trade.")},
    Row{QLatin1StringView("key_may_withdraw"), QT_TRANSLATE_NOOP("bw::Guards", "The key may withdraw and is refused. Make one without that right at the venue.")},
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
    Row{QLatin1StringView("price_too_far"), QT_TRANSLATE_NOOP("bw::Guards", "The price is further from the market than your band allows. Move it closer.")},
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
    Row{QLatin1StringView("duplicate"), QT_TRANSLATE_NOOP("bw::Guards", "The same order went out a moment ago. Wait two seconds if a second one is meant.")},
    Row{QLatin1StringView("bad_link_id"), QT_TRANSLATE_NOOP("bw::Guards", "The terminal made an invalid order id and stopped. Please report it with the log.")},
    Row{QLatin1StringView("unknown_order"), QT_TRANSLATE_NOOP("bw::Guards", "An order of this symbol is UNKNOWN. Wait until the venue has said what became of it.")},
    Row{QLatin1StringView("reduce_only_on_spot"), QT_TRANSLATE_NOOP("bw::Guards", "Spot has no reduce-only. Untick it.")},
    Row{QLatin1StringView("nothing_to_reduce"), QT_TRANSLATE_NOOP("bw::Guards", "There is no position to reduce. Untick reduce-only.")},
    Row{QLatin1StringView("would_grow"), QT_TRANSLATE_NOOP("bw::Guards", "This side would grow the position. Change the side or untick reduce-only.")},
    Row{QLatin1StringView("larger_than_position"), QT_TRANSLATE_NOOP("bw::Guards", "More than the position. Reduce the quantity to its size.")},
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
