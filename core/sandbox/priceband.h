// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/marketsource.h"

namespace bw::sandbox {

/// The dearest buy and the cheapest sell that an instrument takes now (market/price-limit).
struct PriceBand {
    PriceTicks buyMax, sellMin;
    /// From the ratios of its instruments-info row, without the averaged premium; nullopt when it has none.
    [[nodiscard]] static std::optional<PriceBand> of(MarketSource &market, const Instrument &instrument);
};

/// The limit that a market order carries in secret: 5 % beyond the last price, as recorded orders show.
[[nodiscard]] PriceTicks marketBound(const Instrument &instrument, Side side, const Decimal &last);

} // namespace bw::sandbox
