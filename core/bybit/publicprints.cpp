// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/publicpayload.h"

namespace bw::publicpayload {
namespace {

constexpr std::size_t kMaxPrints = 4096; ///< the venue sends at most 1024 trades
constexpr std::size_t kMaxCandles = 64;  ///< it sends one or two

std::int64_t stepsOf(json::value value, const StepParser &parser)
{
    json::raw_json_string text;
    return value.get_raw_json_string().get(text) == simdjson::SUCCESS ? parser.parse(text.raw()) : StepParser::kRefused;
}

bool readTime(json::value value, UtcTime &out)
{
    std::uint64_t ms = 0;
    if (value.get_uint64().get(ms) != simdjson::SUCCESS)
        return false;
    out = timeOf(ms);
    return true;
}

bool readSide(json::value value, Side &out)
{
    json::raw_json_string text;
    if (value.get_raw_json_string().get(text) != simdjson::SUCCESS || !(is(text, "Buy") || is(text, "Sell")))
        return false;
    out = text.raw()[0] == 'B' ? Side::Buy : Side::Sell;
    return true;
}

/// A count that the venue writes as a number here and as a text there.
bool readSequence(json::value value, std::uint64_t &out)
{
    json::json_type type{};
    if (value.type().get(type) != simdjson::SUCCESS)
        return false;
    return (type == json::json_type::string ? value.get_uint64_in_string() : value.get_uint64()).get(out) == simdjson::SUCCESS;
}

bool readId(json::value value, QString &out)
{
    std::string_view id;
    if (value.get_string().get(id) != simdjson::SUCCESS || id.size() > 64)
        return false;
    out = QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()));
    return true;
}

/// A trade or a liquidation: the same letters, of which T, S, v and p must be there, each once.
bool readPrint(json::object object, const PublicSubject &subject, TradePrint &print)
{
    unsigned seen = 0;
    for (auto item : object) {
        json::field field;
        if (std::move(item).get(field) != simdjson::SUCCESS)
            return false;
        const char *const key = field.key().raw();
        unsigned bit = 0;
        bool isGood = true;
        if (is(field.key(), "seq")) {
            isGood = readSequence(field.value(), print.sequence);
        } else if (key[0] != '"' && key[1] == '"') {
            switch (key[0]) {
            case 'T':
                bit = 1;
                isGood = readTime(field.value(), print.at);
                break;
            case 'S':
                bit = 2;
                isGood = readSide(field.value(), print.taker);
                break;
            case 'v':
                bit = 4;
                print.qty = QtyLots(stepsOf(field.value(), subject.qty));
                isGood = print.qty.value() > 0;
                break;
            case 'p':
                bit = 8;
                print.price = PriceTicks(stepsOf(field.value(), subject.price));
                isGood = print.price.value() > 0;
                break;
            case 'i':
                isGood = readId(field.value(), print.id);
                break;
            case 's':
                isGood = isAbout(subject, field.value());
                break;
            default:
                isGood = isSkippable(field.key(), field.value());
                break;
            }
        } else {
            isGood = isSkippable(field.key(), field.value());
        }
        if (!isGood || (seen & bit) != 0)
            return false;
        seen |= bit;
    }
    return seen == 15;
}

bool isInterval(json::value value, CandleInterval interval)
{
    json::raw_json_string text;
    if (value.get_raw_json_string().get(text) != simdjson::SUCCESS)
        return false;
    const std::string_view name = viewOf(text);
    return candleIntervalFromName(QString::fromLatin1(name.data(), static_cast<qsizetype>(std::min<std::size_t>(name.size(), 8)))) == interval;
}

/// start, open, high, low, close, volume and confirm, each once.
bool readCandle(json::object object, const PublicSubject &subject, CandleInterval interval, Candle &candle)
{
    unsigned seen = 0;
    for (auto item : object) {
        json::field field;
        if (std::move(item).get(field) != simdjson::SUCCESS)
            return false;
        const auto key = field.key();
        unsigned bit = 0;
        bool isGood = true;
        const auto readPrice = [&](unsigned which, PriceTicks &out) {
            bit = which;
            out = PriceTicks(stepsOf(field.value(), subject.price));
            isGood = out.value() > 0;
        };
        if (is(key, "start")) {
            bit = 1;
            isGood = readTime(field.value(), candle.start);
        } else if (is(key, "open")) {
            readPrice(2, candle.open);
        } else if (is(key, "high")) {
            readPrice(4, candle.high);
        } else if (is(key, "low")) {
            readPrice(8, candle.low);
        } else if (is(key, "close")) {
            readPrice(16, candle.close);
        } else if (is(key, "volume")) {
            bit = 32;
            candle.volume = QtyLots(stepsOf(field.value(), subject.qty));
            isGood = candle.volume.value() >= 0;
        } else if (is(key, "confirm")) {
            bit = 64;
            isGood = field.value().get_bool().get(candle.isClosed) == simdjson::SUCCESS;
        } else if (is(key, "interval")) {
            isGood = isInterval(field.value(), interval);
        } else {
            isGood = isSkippable(key, field.value());
        }
        if (!isGood || (seen & bit) != 0)
            return false;
        seen |= bit;
    }
    return seen == 127 && isPlausible(candle, interval);
}

/// Calls `read` with each object of an array of at most `limit`.
template <class Read>
bool forEachObject(json::value value, std::size_t limit, Read read)
{
    json::array rows;
    if (value.get_array().get(rows) != simdjson::SUCCESS)
        return false;
    std::size_t count = 0;
    for (auto row : rows) {
        json::object object;
        if (row.get_object().get(object) != simdjson::SUCCESS || ++count > limit || !read(object))
            return false;
    }
    return true;
}

} // namespace

bool readTrades(json::value value, const PublicSubject &subject, std::vector<TradePrint> &trades)
{
    trades.clear();
    return forEachObject(value, kMaxPrints, [&](json::object object) { return readPrint(object, subject, trades.emplace_back()); });
}

bool readLiquidations(json::value value, const PublicSubject &subject, std::vector<LiquidationPrint> &liquidations)
{
    liquidations.clear();
    return forEachObject(value, kMaxPrints, [&](json::object object) {
        TradePrint print;
        if (!readPrint(object, subject, print))
            return false;
        liquidations.push_back({print.at, print.taker, print.price, print.qty}); // S is the side of the position that was liquidated
        return true;
    });
}

bool readCandles(json::value value, const PublicSubject &subject, CandleInterval interval, std::vector<Candle> &candles)
{
    candles.clear();
    return forEachObject(value, kMaxCandles, [&](json::object object) {
        Candle candle;
        if (!readCandle(object, subject, interval, candle) || (!candles.empty() && candle.start <= candles.back().start))
            return false;
        candles.push_back(candle);
        return true;
    });
}

} // namespace bw::publicpayload
