// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

namespace bw {

enum class MarginMode : std::uint8_t { Isolated, Cross, Portfolio };
[[nodiscard]] QString toName(MarginMode mode); ///< "isolated", "cross", "portfolio"

/// Fee rates as fractions: 0.00055 is 5.5 basis points.
struct FeeRates {
    Decimal maker;
    Decimal taker;
    bool operator==(const FeeRates &) const = default;
};

/// How the venue treats orders and positions in one instrument; each part absent until it was read. Somebody may change it elsewhere at any time.
struct AccountMode {
    InstrumentPtr instrument;
    std::optional<MarginMode> marginMode; ///< account wide
    std::optional<bool> isHedge;
    std::optional<Decimal> leverage, shortLeverage; ///< the second differs in hedge mode with isolated margin alone; absent in portfolio margin
    std::optional<bool> isReduceOnly{}; ///< the venue takes nothing but reducing orders in this instrument, by its own word
    std::optional<FeeRates> fees{};
    bool operator==(const AccountMode &) const = default;
};

} // namespace bw
