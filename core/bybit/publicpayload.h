// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/stepparser.h"
#include "core/domain/book/bookupdate.h"
#include "core/ports/marketfeed.h"

#include <simdjson.h>

#include <cstring>
#include <string>
#include <vector>

namespace bw {

/// Whom a public frame is about, with what its texts are read by.
struct PublicSubject {
    std::string symbol;
    InstrumentPtr instrument;
    StepParser price, qty;
};

/// The readers of the `data` of each public topic: what PublicCodec is made of, and the only other place that knows simdjson. Each
/// fills its output and answers false for anything that it does not fully understand; the output means nothing then. Books stand in
/// publicpayload.cpp, what comes in rows in publicprints.cpp, tickers in publicticker.cpp.
namespace publicpayload {

namespace json = simdjson::ondemand;

[[nodiscard]] bool readBook(json::value value, const PublicSubject &subject, BookUpdate &book);
[[nodiscard]] bool readTrades(json::value value, const PublicSubject &subject, std::vector<TradePrint> &trades);
[[nodiscard]] bool readLiquidations(json::value value, const PublicSubject &subject, std::vector<LiquidationPrint> &liquidations);
/// In rising order; what is not plausible is refused.
[[nodiscard]] bool readCandles(json::value value, const PublicSubject &subject, CandleInterval interval, std::vector<Candle> &candles);
[[nodiscard]] bool readTicker(json::value value, const PublicSubject &subject, TickerUpdate &ticker);

/// Milliseconds of an envelope; nonsense becomes the epoch, since no decision may hang on it.
[[nodiscard]] UtcTime timeOf(std::uint64_t ms);

[[nodiscard]] bool isAbout(const PublicSubject &subject, json::value value);

/// For a field that nobody reads: simdjson skips without a look, and what is not JSON must not pass because we did not need it.
[[nodiscard]] bool isSkippable(json::raw_json_string key, json::value value);

/// True when the text that simdjson found, which ends in a quote, is exactly this word. The buffer is padded beyond the longest word.
template <std::size_t Size>
[[nodiscard]] bool is(json::raw_json_string text, const char (&word)[Size])
{
    return std::memcmp(text.raw(), word, Size - 1) == 0 && text.raw()[Size - 1] == '"';
}

/// The text without its quotes; an escape ends it, and then it matches nothing that we look for.
[[nodiscard]] inline std::string_view viewOf(json::raw_json_string text)
{
    const char *end = text.raw();
    while (*end != '"' && *end != '\\')
        ++end;
    return {text.raw(), static_cast<std::size_t>(end - text.raw())};
}

} // namespace publicpayload
} // namespace bw
