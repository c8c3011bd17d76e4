// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relayjson.h"

#include "core/tardis/relaytime.h"

namespace bw::relayjson {

namespace {

constexpr std::size_t kMaxName = 64;
constexpr std::size_t kMaxDetails = 300;
constexpr std::size_t kMaxNames = 1000;
constexpr std::size_t kMaxLevels = 20'000; ///< a side; Binance begins with 1000 and grows, Deribit sends all
constexpr int kMaxDepth = 16;

std::string_view tokenOf(json::value value)
{
    std::string_view token = value.raw_json_token();
    while (!token.empty() && (token.back() == ' ' || token.back() == '\n' || token.back() == '\r' || token.back() == '\t'))
        token.remove_suffix(1);
    return token;
}

bool isNull(json::value value)
{
    json::json_type type;
    return value.type().get(type) == simdjson::SUCCESS && type == json::json_type::null;
}

bool readLevel(json::object row, RelayLevel &level)
{
    bool hasPrice = false, hasAmount = false;
    for (auto item : row) {
        json::field field;
        if (std::move(item).get(field) != simdjson::SUCCESS)
            return false;
        const auto key = keyOf(field.key());
        const bool isPrice = key == std::string_view("price");
        if (!isPrice && key != std::string_view("amount"))
            return false;
        bool &isThere = isPrice ? hasPrice : hasAmount;
        if (isThere || !readNumber(field.value(), isPrice ? level.price : level.amount))
            return false;
        isThere = true;
    }
    return hasPrice && hasAmount && level.price.mantissa > 0 && level.amount.mantissa >= 0;
}

} // namespace

std::optional<std::string_view> keyOf(json::raw_json_string key)
{
    const char *end = key.raw();
    while (*end != '"' && *end != '\\')
        ++end;
    if (*end == '\\')
        return std::nullopt;
    return std::string_view(key.raw(), static_cast<std::size_t>(end - key.raw()));
}

bool readName(json::value value, std::string &out)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS || text.empty() || text.size() > kMaxName)
        return false;
    out = text;
    return true;
}

bool readDetails(json::value value, std::string &out)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        return false;
    out = text.substr(0, kMaxDetails);
    return true;
}

bool readNames(json::value value, std::vector<std::string> &out)
{
    json::array names;
    if (value.get_array().get(names) != simdjson::SUCCESS)
        return false;
    for (auto name : names) {
        json::value one;
        if (name.get(one) != simdjson::SUCCESS || out.size() == kMaxNames || !readName(one, out.emplace_back()))
            return false;
    }
    return true;
}

bool readTime(json::value value, UtcTime &out)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        return false;
    const auto time = readRelayTime(text);
    out = time.value_or(UtcTime{});
    return time.has_value();
}

bool readNumber(json::value value, RelayNumber &out)
{
    const auto number = RelayNumber::read(tokenOf(value));
    out = number.value_or(RelayNumber{});
    return number.has_value();
}

bool readDecimal(json::value value, Decimal &out)
{
    RelayNumber number;
    if (!readNumber(value, number))
        return false;
    out = number.toDecimal();
    return out.isValid();
}

bool readOptional(json::value value, std::optional<Decimal> &out)
{
    if (isNull(value))
        return readOver(value);
    return readDecimal(value, out.emplace());
}

bool readOptional(json::value value, std::optional<UtcTime> &out)
{
    if (isNull(value))
        return readOver(value);
    return readTime(value, out.emplace());
}

bool readSide(json::value value, std::optional<Side> &out)
{
    std::string_view text;
    if (value.get_string().get(text) != simdjson::SUCCESS)
        return false;
    if (text == "buy")
        out = Side::Buy;
    else if (text == "sell")
        out = Side::Sell;
    else
        return text == "unknown";
    return true;
}

bool readLevels(json::value value, std::vector<RelayLevel> &out)
{
    json::array rows;
    if (value.get_array().get(rows) != simdjson::SUCCESS)
        return false;
    for (auto row : rows) {
        json::object object;
        if (row.get_object().get(object) != simdjson::SUCCESS || out.size() == kMaxLevels || !readLevel(object, out.emplace_back()))
            return false;
    }
    return true;
}

bool readOver(json::value value, int depth)
{
    json::json_type type;
    if (depth == kMaxDepth || value.type().get(type) != simdjson::SUCCESS)
        return false;
    switch (type) {
    case json::json_type::array: {
        json::array items;
        if (value.get_array().get(items) != simdjson::SUCCESS)
            return false;
        for (auto item : items) {
            json::value one;
            if (item.get(one) != simdjson::SUCCESS || !readOver(one, depth + 1))
                return false;
        }
        return true;
    }
    case json::json_type::object: {
        json::object fields;
        if (value.get_object().get(fields) != simdjson::SUCCESS)
            return false;
        for (auto item : fields) {
            json::field field;
            if (std::move(item).get(field) != simdjson::SUCCESS || !keyOf(field.key()) || !readOver(field.value(), depth + 1))
                return false;
        }
        return true;
    }
    case json::json_type::string: return value.get_string().error() == simdjson::SUCCESS;
    case json::json_type::number: return value.get_double().error() == simdjson::SUCCESS;
    case json::json_type::boolean: return value.get_bool().error() == simdjson::SUCCESS;
    case json::json_type::null: {
        bool isTrue = false;
        return value.is_null().get(isTrue) == simdjson::SUCCESS && isTrue;
    }
    }
    return false;
}

} // namespace bw::relayjson
