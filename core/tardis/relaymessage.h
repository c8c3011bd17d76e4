// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/domain/instrument.h"
#include "core/tardis/relaynumber.h"

#include <string>
#include <vector>

namespace bw {

struct RelayLevel {
    RelayNumber price, amount; ///< neither is negative; an amount of 0 removes the level
};

/// One normalized message of the relay (fact sheet Tardis, 5). Only what its type has is meaningful. Codecs reuse one object: the vectors
/// keep their capacity from frame to frame.
struct RelayMessage {
    enum class Type : std::uint8_t {
        BookChange,
        Trade,
        Ticker,      ///< derivative_ticker
        Liquidation,
        Disconnect,  ///< an upstream connection of the exchange was lost
        Error,       ///< the relay's words about an upstream
        Other,       ///< whole, of a type that we don't use
        Malformed,   ///< nothing may be used but exchange and symbol, as far as they can be told
    };
    Type type = Type::Malformed;
    std::string exchange, symbol;
    UtcTime at{};        ///< the exchange's clock; the epoch when absent
    UtcTime relayedAt{}; ///< the relay's clock, of taking the message from its queue

    bool isSnapshot = false;             ///< BookChange: replaces the book
    std::vector<RelayLevel> bids, asks;  ///< BookChange: order not guaranteed

    std::string id;                      ///< Trade
    std::optional<Side> side;            ///< Trade: the aggressor's; Liquidation: Sell closed a long. nullopt is "unknown"
    Decimal price, amount;               ///< Trade, Liquidation

    std::optional<Decimal> last, mark, index, fundingRate, openInterest; ///< Ticker
    std::optional<UtcTime> nextFunding;

    std::vector<std::string> symbols;    ///< Disconnect; empty when it did not say: then all of the exchange
    std::string details;                 ///< Error: hostile text, cut at 300 bytes
};

} // namespace bw
