// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publicpayload.h"

namespace bw::publicpayload {
namespace {

constexpr std::size_t kMaxLevels = 5000;              ///< a side
constexpr std::size_t kMaxTrades = 4096;              ///< the venue sends at most 1024

bool isAbout(const PublicSubject &subject, json::value value)
{
    json::raw_json_string text;
    return value.get_raw_json_string().get(text) == simdjson::SUCCESS && viewOf(text) == subject.symbol;
}

bool readLevels(json::value value, const StepParser &price, const StepParser &qty, std::vector<Level> &out)
{
    out.clear();
    json::array rows;
    if (value.get_array().get(rows) != simdjson::SUCCESS)
        return false;
    for (auto row : rows) {
        json::array cells;
        if (row.get_array().get(cells) != simdjson::SUCCESS || out.size() == kMaxLevels)
            return false;
        std::int64_t steps[2] = {0, 0};
        int count = 0;
        for (auto cell : cells) {
            json::raw_json_string text;
            if (count == 2 || cell.get_raw_json_string().get(text) != simdjson::SUCCESS)
                return false;
            steps[count] = (count == 0 ? price : qty).parse(text.raw());
            if (steps[count] < (count == 0 ? 1 : 0)) // no price is zero, a size may be
                return false;
            ++count;
        }
        if (count != 2)
            return false;
        out.push_back({PriceTicks(steps[0]), QtyLots(steps[1])});
    }
    return true;
}

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

bool readTrade(json::object object, const PublicSubject &subject, std::vector<TradePrint> &trades)
{
    TradePrint trade;
    unsigned seen = 0; // T, S, v, p: each once
    for (auto item : object) {
        json::field field;
        if (std::move(item).get(field) != simdjson::SUCCESS)
            return false;
        const char *const key = field.key().raw();
        if (key[0] == '"' || key[1] != '"')
            continue;
        json::raw_json_string text;
        unsigned bit = 0;
        bool isGood = true;
        switch (key[0]) {
        case 'T': {
            std::uint64_t ms = 0;
            bit = 1;
            isGood = field.value().get_uint64().get(ms) == simdjson::SUCCESS;
            trade.at = timeOf(ms);
            break;
        }
        case 'S':
            bit = 2;
            isGood = field.value().get_raw_json_string().get(text) == simdjson::SUCCESS && (is(text, "Buy") || is(text, "Sell"));
            trade.taker = isGood && text.raw()[0] == 'B' ? Side::Buy : Side::Sell;
            break;
        case 'v':
            bit = 4;
            isGood = field.value().get_raw_json_string().get(text) == simdjson::SUCCESS;
            trade.qty = QtyLots(isGood ? subject.qty.parse(text.raw()) : -1);
            isGood = trade.qty.value() > 0;
            break;
        case 'p':
            bit = 8;
            isGood = field.value().get_raw_json_string().get(text) == simdjson::SUCCESS;
            trade.price = PriceTicks(isGood ? subject.price.parse(text.raw()) : -1);
            isGood = trade.price.value() > 0;
            break;
        case 'i': {
            std::string_view id;
            isGood = field.value().get_string().get(id) == simdjson::SUCCESS && id.size() <= 64;
            if (isGood)
                trade.id = QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
            break;
        }
        case 's':
            isGood = isAbout(subject, field.value());
            break;
        default:
            break;
        }
        if (!isGood || (seen & bit) != 0)
            return false;
        seen |= bit;
    }
    if (seen != 15)
        return false;
    trades.push_back(std::move(trade));
    return true;
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
    return !is(key, "symbol") || isAbout(subject, value);
}

} // namespace

UtcTime timeOf(std::uint64_t ms)
{
    constexpr std::uint64_t kYear2200 = 7'258'118'400'000;
    return fromMs(ms < kYear2200 ? static_cast<std::int64_t>(ms) : 0);
}

bool readBook(json::value value, const PublicSubject &subject, BookUpdate &book)
{
    json::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return false;
    unsigned seen = 0; // b, a, u: each once
    book.sequence = 0;
    for (auto item : object) {
        json::field field;
        if (std::move(item).get(field) != simdjson::SUCCESS)
            return false;
        const char *const key = field.key().raw();
        unsigned bit = 0;
        bool isGood = true;
        if (key[0] == 'b' && key[1] == '"') {
            bit = 1;
            isGood = readLevels(field.value(), subject.price, subject.qty, book.bids);
        } else if (key[0] == 'a' && key[1] == '"') {
            bit = 2;
            isGood = readLevels(field.value(), subject.price, subject.qty, book.asks);
        } else if (key[0] == 'u' && key[1] == '"') {
            bit = 4;
            isGood = field.value().get_uint64().get(book.updateId) == simdjson::SUCCESS;
        } else if (is(field.key(), "seq")) {
            isGood = field.value().get_uint64().get(book.sequence) == simdjson::SUCCESS;
        } else if (key[0] == 's' && key[1] == '"') {
            isGood = isAbout(subject, field.value());
        }
        if (!isGood || (seen & bit) != 0)
            return false;
        seen |= bit;
    }
    return seen == 7;
}

bool readTrades(json::value value, const PublicSubject &subject, std::vector<TradePrint> &trades)
{
    trades.clear();
    json::array rows;
    if (value.get_array().get(rows) != simdjson::SUCCESS)
        return false;
    for (auto row : rows) {
        json::object object;
        if (row.get_object().get(object) != simdjson::SUCCESS || trades.size() == kMaxTrades || !readTrade(object, subject, trades))
            return false;
    }
    return true;
}

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
