// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/errorcatalogue.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace bw {
namespace {

/// Marks of the table: never, after fixing the cause, query the state first, query for orders but back off for reads, already so.
enum class Mark : std::uint8_t { Never, Cause, Query, QueryOrBackOff, AlreadySo };

struct Row {
    int code;
    Mark mark;
    ErrorFamily family;
    const char *advice;
};

using F = ErrorFamily;

// Sorted by code: looked up by binary search, checked by a test.
constexpr std::array kRows{
    Row{-2015, Mark::Never, F::Auth, "renew_key"},
    Row{-1, Mark::Cause, F::Clock, "sync_clock"},
    Row{429, Mark::QueryOrBackOff, F::RateLimit, "wait"},
    Row{10000, Mark::Query, F::Timeout, "look_up"},
    Row{10001, Mark::Never, F::Input, "show_text"},
    Row{10002, Mark::Cause, F::Clock, "sync_clock"},
    Row{10003, Mark::Never, F::Auth, "check_environment"},
    Row{10004, Mark::Never, F::Auth, "check_secret"},
    Row{10005, Mark::Never, F::Auth, "grant_permission"},
    Row{10006, Mark::QueryOrBackOff, F::RateLimit, "wait"},
    Row{10007, Mark::Never, F::Auth, "check_key"},
    Row{10008, Mark::Never, F::Auth, "account_banned"},
    Row{10009, Mark::Never, F::Auth, "region_restricted"},
    Row{10010, Mark::Never, F::Auth, "bind_address"},
    Row{10014, Mark::Query, F::Order, "look_up"},
    Row{10016, Mark::Query, F::Venue, "look_up"},
    Row{10017, Mark::Never, F::Internal, "report_bug"},
    Row{10024, Mark::Never, F::Auth, "show_text"},
    Row{10027, Mark::Never, F::Auth, "trading_banned"},
    Row{10028, Mark::Never, F::Auth, "check_account_mode"},
    Row{10029, Mark::Never, F::Instrument, "symbol_not_allowed"},
    Row{10429, Mark::QueryOrBackOff, F::RateLimit, "wait"},
    Row{30208, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{30209, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{30228, Mark::Never, F::Instrument, "reduce_only"},
    Row{33004, Mark::Never, F::Auth, "renew_key"},
    Row{34040, Mark::AlreadySo, F::Order, "already_so"},
    Row{40004, Mark::Query, F::Order, "look_up"},
    Row{100028, Mark::Never, F::Auth, "check_account_mode"},
    Row{110001, Mark::Query, F::Order, "read_final_state"},
    Row{110003, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{110004, Mark::Never, F::Balance, "show_balance"},
    Row{110006, Mark::Never, F::Balance, "show_balance"},
    Row{110007, Mark::Never, F::Balance, "show_balance"},
    Row{110008, Mark::Query, F::Order, "read_final_state"},
    Row{110009, Mark::Never, F::Order, "too_many_orders"},
    Row{110010, Mark::Query, F::Order, "read_final_state"},
    Row{110011, Mark::Never, F::Balance, "would_liquidate"},
    Row{110012, Mark::Never, F::Balance, "show_balance"},
    Row{110013, Mark::Cause, F::Balance, "lower_leverage"},
    Row{110014, Mark::Never, F::Balance, "show_balance"},
    Row{110017, Mark::Never, F::Order, "check_position"},
    Row{110020, Mark::Never, F::Order, "too_many_orders"},
    Row{110021, Mark::Never, F::Instrument, "open_interest_limit"},
    Row{110023, Mark::Never, F::Instrument, "reduce_only"},
    Row{110024, Mark::Cause, F::Order, "check_position_mode"},
    Row{110025, Mark::AlreadySo, F::Order, "already_so"},
    Row{110026, Mark::AlreadySo, F::Order, "already_so"},
    Row{110028, Mark::Cause, F::Order, "check_position_mode"},
    Row{110029, Mark::Cause, F::Order, "check_position_mode"},
    Row{110032, Mark::Never, F::Order, "show_text"},
    Row{110035, Mark::Query, F::Venue, "look_up"},
    Row{110039, Mark::Never, F::Balance, "would_liquidate"},
    Row{110040, Mark::Never, F::Balance, "would_liquidate"},
    Row{110042, Mark::Never, F::Instrument, "reduce_only"},
    Row{110043, Mark::AlreadySo, F::Order, "already_so"},
    Row{110044, Mark::Never, F::Balance, "show_balance"},
    Row{110045, Mark::Never, F::Balance, "show_balance"},
    Row{110046, Mark::Never, F::Balance, "would_liquidate"},
    Row{110051, Mark::Never, F::Balance, "show_balance"},
    Row{110052, Mark::Never, F::Balance, "show_balance"},
    Row{110053, Mark::Never, F::Balance, "show_balance"},
    Row{110057, Mark::Never, F::Order, "edit_not_allowed"},
    Row{110058, Mark::Never, F::Order, "edit_not_allowed"},
    Row{110059, Mark::Never, F::Order, "edit_not_allowed"},
    Row{110060, Mark::Never, F::Order, "edit_not_allowed"},
    Row{110061, Mark::Never, F::Order, "too_many_orders"},
    Row{110063, Mark::Never, F::Instrument, "reduce_only"},
    Row{110064, Mark::Never, F::Order, "edit_not_allowed"},
    Row{110066, Mark::Never, F::Instrument, "reduce_only"},
    Row{110072, Mark::Query, F::Order, "look_up"},
    Row{110074, Mark::Never, F::Instrument, "reduce_only"},
    Row{110079, Mark::Query, F::Order, "look_up"},
    Row{110085, Mark::Cause, F::Balance, "lower_leverage"},
    Row{110086, Mark::Cause, F::Balance, "lower_leverage"},
    Row{110089, Mark::Cause, F::Balance, "lower_leverage"},
    Row{110090, Mark::Cause, F::Balance, "lower_leverage"},
    Row{110092, Mark::Cause, F::Order, "check_trigger"},
    Row{110093, Mark::Cause, F::Order, "check_trigger"},
    Row{110094, Mark::Never, F::Instrument, "below_minimum"},
    Row{110095, Mark::Never, F::Instrument, "pre_market"},
    Row{110096, Mark::Never, F::Instrument, "pre_market"},
    Row{110097, Mark::Never, F::Instrument, "pre_market"},
    Row{110098, Mark::Never, F::Instrument, "pre_market"},
    Row{110099, Mark::Never, F::Instrument, "pre_market"},
    Row{110100, Mark::Never, F::Instrument, "pre_market"},
    Row{110101, Mark::Never, F::Instrument, "pre_market"},
    Row{110102, Mark::Never, F::Instrument, "pre_market"},
    Row{110103, Mark::Never, F::Instrument, "pre_market"},
    Row{110108, Mark::Never, F::Order, "slippage_range"},
    Row{110109, Mark::Never, F::Order, "slippage_range"},
    Row{110118, Mark::Never, F::Instrument, "thin_book"},
    Row{110120, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{110121, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{110123, Mark::Never, F::Auth, "web_site"},
    Row{110124, Mark::Never, F::Auth, "web_site"},
    Row{110125, Mark::Never, F::Auth, "web_site"},
    Row{110132, Mark::Never, F::Auth, "web_site"},
    Row{110136, Mark::Never, F::Auth, "web_site"},
    Row{131001, Mark::Never, F::Venue, "show_text"},
    Row{131002, Mark::Never, F::Input, "show_text"},
    Row{131228, Mark::Never, F::Balance, "show_balance"},
    Row{170001, Mark::Query, F::Venue, "look_up"},
    Row{170005, Mark::QueryOrBackOff, F::RateLimit, "wait"},
    Row{170007, Mark::Query, F::Timeout, "look_up"},
    Row{170032, Mark::Query, F::Venue, "look_up"},
    Row{170033, Mark::Never, F::Balance, "show_balance"},
    Row{170035, Mark::Query, F::Venue, "look_up"},
    Row{170105, Mark::Never, F::Internal, "report_bug"},
    Row{170115, Mark::Never, F::Internal, "report_bug"},
    Row{170116, Mark::Never, F::Internal, "report_bug"},
    Row{170117, Mark::Never, F::Internal, "report_bug"},
    Row{170121, Mark::Never, F::Internal, "report_bug"},
    Row{170124, Mark::Never, F::Instrument, "reload_instrument"},
    Row{170130, Mark::Never, F::Internal, "report_bug"},
    Row{170131, Mark::Never, F::Balance, "show_balance"},
    Row{170132, Mark::Never, F::Instrument, "report_bug"},
    Row{170133, Mark::Never, F::Instrument, "report_bug"},
    Row{170134, Mark::Never, F::Instrument, "report_bug"},
    Row{170136, Mark::Never, F::Instrument, "reload_instrument"},
    Row{170137, Mark::Never, F::Instrument, "report_bug"},
    Row{170139, Mark::Query, F::Order, "read_final_state"},
    Row{170140, Mark::Never, F::Instrument, "reload_instrument"},
    Row{170141, Mark::Query, F::Order, "look_up"},
    Row{170142, Mark::Query, F::Order, "read_final_state"},
    Row{170143, Mark::Query, F::Order, "read_final_state"},
    Row{170146, Mark::Query, F::Timeout, "look_up"},
    Row{170147, Mark::Query, F::Timeout, "look_up"},
    Row{170148, Mark::Never, F::Instrument, "report_bug"},
    Row{170149, Mark::Query, F::Venue, "look_up"},
    Row{170150, Mark::Query, F::Venue, "look_up"},
    Row{170151, Mark::Never, F::Instrument, "not_tradable"},
    Row{170157, Mark::Never, F::Instrument, "not_tradable"},
    Row{170159, Mark::Never, F::Instrument, "not_tradable"},
    Row{170190, Mark::Query, F::Order, "read_final_state"},
    Row{170192, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{170193, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{170194, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{170197, Mark::Never, F::Instrument, "size_moves_market"},
    Row{170198, Mark::Never, F::Instrument, "size_moves_market"},
    Row{170201, Mark::Never, F::Internal, "report_bug"},
    Row{170202, Mark::Never, F::Order, "check_stops"},
    Row{170203, Mark::Never, F::Order, "check_stops"},
    Row{170204, Mark::Never, F::Order, "check_stops"},
    Row{170206, Mark::Never, F::Instrument, "not_tradable"},
    Row{170209, Mark::Never, F::Auth, "region_restricted"},
    Row{170212, Mark::Query, F::Venue, "look_up"},
    Row{170213, Mark::Query, F::Order, "read_final_state"},
    Row{170217, Mark::Cause, F::Order, "post_only"},
    Row{170218, Mark::Cause, F::Order, "post_only"},
    Row{170222, Mark::QueryOrBackOff, F::RateLimit, "wait"},
    Row{170234, Mark::Query, F::Venue, "look_up"},
    Row{170310, Mark::Query, F::Venue, "look_up"},
    Row{170312, Mark::Never, F::Order, "edit_not_allowed"},
    Row{170313, Mark::Never, F::Order, "edit_not_allowed"},
    Row{170341, Mark::Never, F::Instrument, "reload_instrument"},
    Row{170348, Mark::Never, F::Auth, "region_restricted"},
    Row{170371, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{170372, Mark::Cause, F::Instrument, "reload_price_limit"},
    Row{170381, Mark::Never, F::Instrument, "reload_instrument"},
    Row{170382, Mark::Never, F::Instrument, "reload_instrument"},
    Row{170810, Mark::Never, F::Order, "too_many_orders"},
    Row{3400045, Mark::Never, F::Order, "show_text"},
};

constexpr bool isSorted()
{
    for (std::size_t i = 1; i < kRows.size(); ++i)
        if (kRows[i - 1].code >= kRows[i].code)
            return false;
    return true;
}
static_assert(isSorted(), "the table is searched by halves");

const Row *rowFor(int code)
{
    const auto *at = std::lower_bound(kRows.begin(), kRows.end(), code, [](const Row &row, int wanted) { return row.code < wanted; });
    return at != kRows.end() && at->code == code ? at : nullptr;
}

Retry retryOf(const Row &row, bool isOrder)
{
    switch (row.mark) {
    case Mark::Never:
    case Mark::AlreadySo:
        return Retry::Never;
    case Mark::Cause: // the clock is the one cause that we mend ourselves; the others need a person
        return row.family == F::Clock ? Retry::AfterResync : Retry::Never;
    case Mark::Query: // a read may simply be asked again
    case Mark::QueryOrBackOff:
        return isOrder ? Retry::AfterResync : Retry::Later;
    }
    return Retry::Never;
}

bool isCertainRefusal(Mark mark)
{
    return mark == Mark::Never || mark == Mark::Cause || mark == Mark::AlreadySo;
}

} // namespace

Error errorFor(int retCode, const QString &retMsg, bool isOrder)
{
    Error error{.family = F::Venue, .retry = isOrder ? Retry::AfterResync : Retry::Never,
                .certainty = isOrder ? Certainty::Unknown : Certainty::Refused, .venueCode = retCode,
                .detail = redactedVenueText(retCode, retMsg)};
    if (const Row *row = rowFor(retCode)) {
        error.family = row->family;
        error.retry = retryOf(*row, isOrder);
        error.certainty = isOrder && !isCertainRefusal(row->mark) ? Certainty::Unknown : Certainty::Refused;
    }
    return error;
}

QLatin1StringView adviceFor(int retCode)
{
    const Row *row = rowFor(retCode);
    return QLatin1StringView(row ? row->advice : "show_text"); // a code that is not listed: its text is all there is to say
}

bool isAlreadySo(int retCode)
{
    const Row *row = rowFor(retCode);
    return row && row->mark == Mark::AlreadySo;
}

bool isKeyRefusal(int retCode)
{
    constexpr std::array kCodes{-2015, 401, 10003, 10004, 10005, 10007, 10008, 10009, 10010, 33004};
    return std::find(kCodes.begin(), kCodes.end(), retCode) != kCodes.end();
}

Error errorForHttp(int status, bool isOrder)
{
    Error error{.family = F::Protocol, .retry = Retry::Never, .certainty = isOrder ? Certainty::Unknown : Certainty::Refused,
                .venueCode = status, .detail = QStringLiteral("HTTP status %1 without a readable answer").arg(status)};
    if (status == 401)
        error.family = F::Auth;
    else if (status == 403 || status == 429)
        error.family = F::RateLimit;
    else if (status >= 500)
        error.family = F::Venue;
    if (!isOrder && (error.family == F::RateLimit || error.family == F::Venue))
        error.retry = Retry::Later;
    if (isOrder)
        error.retry = Retry::AfterResync;
    return error;
}

QLatin1StringView adviceForHttp(int status)
{
    switch (status) {
    case 400:
    case 404: return QLatin1StringView("report_bug");
    case 401: return QLatin1StringView("check_key");
    case 403: return QLatin1StringView("stop_traffic");
    case 429: return QLatin1StringView("wait");
    default: return QLatin1StringView();
    }
}

std::optional<std::chrono::milliseconds> clockAheadBy(const QString &retMsg)
{
    static const QRegularExpression pattern(QStringLiteral("req_timestamp\\[(\\d{1,15})\\].{0,8}server_timestamp\\[(\\d{1,15})\\]"));
    const auto match = pattern.match(retMsg.left(1000));
    if (!match.hasMatch())
        return std::nullopt;
    return std::chrono::milliseconds(match.captured(1).toLongLong() - match.captured(2).toLongLong());
}

QString redactedVenueText(int retCode, const QString &retMsg)
{
    // 10004 echoes the string that the venue signed, body included, in words that change: none of it is kept.
    if (retCode == 10004)
        return QStringLiteral("signature refused (the venue's echo is left out)");
    static const QRegularExpression echo(QStringLiteral("(origin_string|api_?key|api_?signature|sign|secret)\\s*[\\[=:].*"),
                                         QRegularExpression::CaseInsensitiveOption | QRegularExpression::DotMatchesEverythingOption);
    QString text = retMsg.left(1000);
    text.replace(echo, QStringLiteral("\\1 (left out)"));
    for (QChar &c : text)
        if (!c.isPrint())
            c = u' ';
    return text.left(300);
}

} // namespace bw
