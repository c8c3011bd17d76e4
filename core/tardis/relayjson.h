// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/tardis/relaymessage.h"

#include <simdjson.h>

/// The values that the relay's messages are made of, read from simdjson: what RelayCodec is made of. Each reader answers false for
/// anything that it does not fully understand; its output means nothing then.
namespace bw::relayjson {

namespace json = simdjson::ondemand;

/// The key without its quotes; nullopt when it is written with an escape, which the relay never does and a comparison would miss.
[[nodiscard]] std::optional<std::string_view> keyOf(json::raw_json_string key);

/// A text of 1 to 64 bytes: a name or an id.
[[nodiscard]] bool readName(json::value value, std::string &out);
/// A text of any length, cut at 300 bytes.
[[nodiscard]] bool readDetails(json::value value, std::string &out);
[[nodiscard]] bool readNames(json::value value, std::vector<std::string> &out);
[[nodiscard]] bool readTime(json::value value, UtcTime &out);
[[nodiscard]] bool readNumber(json::value value, RelayNumber &out);
[[nodiscard]] bool readDecimal(json::value value, Decimal &out);
/// null counts as absent.
[[nodiscard]] bool readOptional(json::value value, std::optional<Decimal> &out);
[[nodiscard]] bool readOptional(json::value value, std::optional<UtcTime> &out);
/// "unknown" is nullopt.
[[nodiscard]] bool readSide(json::value value, std::optional<Side> &out);
[[nodiscard]] bool readLevels(json::value value, std::vector<RelayLevel> &out);
/// Reads over a value of any kind, and looks at all of it: what simdjson skips, it does not check.
[[nodiscard]] bool readOver(json::value value, int depth = 0);

} // namespace bw::relayjson
