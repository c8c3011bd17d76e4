// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/sandbox/instrumentrow.h"
#include "core/sandbox/syntheticbook.h"

namespace bw {

/// One invented instrument: what it is called, how it is counted and how it behaves.
struct SyntheticRecipe {
    InstrumentTerms terms;
    SyntheticMood mood;
    std::chrono::milliseconds step{}; ///< how often it moves while it is watched
    double dailyMove = 0.025;         ///< of its price, in the past that is told of it
    UtcTime launch{};
};

/// The first `count` instruments of the synthetic market, always in the same order: BTCUSDT, ETHUSDT, SOLUSDT linear, BTCUSD inverse and
/// BTCUSDT spot, then coins that everybody knows, then invented ones. Of many, some 85 % are linear, 10 % spot and 5 % inverse. The first
/// twenty linear ones move fifty times a second.
[[nodiscard]] std::vector<SyntheticRecipe> syntheticRecipes(int count);

} // namespace bw
