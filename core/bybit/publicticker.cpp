// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publicpayload.h"

namespace bw::publicpayload {
namespace {

/// An absent decimal is one that does not apply: "" leaves the field alone.
bool readDecimal(json::value value, std::optional<Decimal> &out)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        return false;
    if (text.empty())
        return true;
    const auto number = Decimal::parse(text);
    if (number)
        out = *number;
    return number.has_value();
}

/// A whole number in a text: milliseconds, hours.
bool readWholeText(json::value value, std::optional<std::int64_t> &out)
{
    std::optional<Decimal> number;
    if (!readDecimal(value, number))
        return false;
    if (!number)
        return true;
    const auto whole = number->stepsOf(Decimal(1), Rounding::Down);
    if (whole)
        out = *whole;
    return whole.has_value();
}

bool readTickerField(json::raw_json_string key, json::value value, const PublicSubject &subject, TickerUpdate &ticker)
{
    if (is(key, "lastPrice"))
        return readDecimal(value, ticker.last);
    if (is(key, "markPrice"))
        return readDecimal(value, ticker.mark);
    if (is(key, "indexPrice")) // spot's usdIndexPrice is in USD whatever the quote coin: not this
        return readDecimal(value, ticker.index);
    if (is(key, "fundingRate"))
        return readDecimal(value, ticker.fundingRate);
    if (is(key, "openInterest"))
        return readDecimal(value, ticker.openInterest);
    if (is(key, "turnover24h"))
        return readDecimal(value, ticker.turnover24h);
    if (is(key, "price24hPcnt")) { // a fraction, in spite of its name
        std::optional<Decimal> fraction;
        if (!readDecimal(value, fraction))
            return false;
        if (fraction)
            ticker.change24hPct = (*fraction * Decimal(100)).normalized();
        return !fraction || ticker.change24hPct->isValid(); // the product may not fit
    }
    std::optional<std::int64_t> whole;
    if (is(key, "nextFundingTime")) {
        const bool isGood = readWholeText(value, whole);
        if (whole.value_or(0) > 0)
            ticker.nextFunding = timeOf(static_cast<std::uint64_t>(*whole));
        return isGood;
    }
    if (is(key, "fundingIntervalHour")) {
        const bool isGood = readWholeText(value, whole);
        if (whole.value_or(0) > 0 && *whole <= 24 * 365)
            ticker.fundingInterval = std::chrono::hours(*whole);
        return isGood;
    }
    return is(key, "symbol") ? isAbout(subject, value) : isSkippable(key, value);
}

} // namespace

bool readTicker(json::value value, const PublicSubject &subject, TickerUpdate &ticker)
{
    json::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return false;
    ticker = {};
    for (auto item : object) {
        json::field field;
        if (std::move(item).get(field) != simdjson::SUCCESS || !readTickerField(field.key(), field.value(), subject, ticker))
            return false;
    }
    return true;
}

} // namespace bw::publicpayload
