// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publicpayload.h"

namespace bw::publicpayload {
namespace {

constexpr std::size_t kMaxLevels = 5000; ///< a side
constexpr int kMaxSkippedDepth = 8;      ///< nothing that a venue would send

bool isWhole(json::value value, int depth);

bool isPlainKey(json::raw_json_string key) { return key.raw()[viewOf(key).size()] == '"'; } // none of the venue's has an escape

bool isWholeArray(json::value value, int depth)
{
    json::array items;
    if (value.get_array().get(items) != simdjson::SUCCESS)
        return false;
    for (auto item : items) {
        json::value inner;
        if (std::move(item).get(inner) != simdjson::SUCCESS || !isWhole(inner, depth))
            return false;
    }
    return true;
}

bool isWholeObject(json::value value, int depth)
{
    json::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS)
        return false;
    for (auto item : object) {
        json::field field;
        if (std::move(item).get(field) != simdjson::SUCCESS || !isPlainKey(field.key()) || !isWhole(field.value(), depth))
            return false;
    }
    return true;
}

bool isWhole(json::value value, int depth)
{
    json::json_type type{};
    if (depth == 0 || value.type().get(type) != simdjson::SUCCESS)
        return false;
    switch (type) {
    case json::json_type::array: return isWholeArray(value, depth - 1);
    case json::json_type::object: return isWholeObject(value, depth - 1);
    case json::json_type::number: return value.get_number().error() == simdjson::SUCCESS;
    case json::json_type::boolean: return value.get_bool().error() == simdjson::SUCCESS;
    case json::json_type::null: return value.is_null().error() == simdjson::SUCCESS;
    case json::json_type::string: break;
    }
    return value.get_string().error() == simdjson::SUCCESS; // its escapes are right ones
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

} // namespace

UtcTime timeOf(std::uint64_t ms)
{
    constexpr std::uint64_t kYear2200 = 7'258'118'400'000;
    return fromMs(ms < kYear2200 ? static_cast<std::int64_t>(ms) : 0);
}

bool isAbout(const PublicSubject &subject, json::value value)
{
    json::raw_json_string text;
    return value.get_raw_json_string().get(text) == simdjson::SUCCESS && viewOf(text) == subject.symbol;
}

bool isSkippable(json::raw_json_string key, json::value value)
{
    return isPlainKey(key) && isWhole(value, kMaxSkippedDepth);
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
        } else {
            isGood = isSkippable(field.key(), field.value());
        }
        if (!isGood || (seen & bit) != 0)
            return false;
        seen |= bit;
    }
    return seen == 7;
}

} // namespace bw::publicpayload
