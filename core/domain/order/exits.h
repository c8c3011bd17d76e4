// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <optional>

namespace bw {

/// Which of the venue's prices lets a trigger go.
enum class TriggerBy : std::uint8_t { LastPrice, IndexPrice, MarkPrice };
[[nodiscard]] QString toName(TriggerBy by); ///< "LastPrice", "IndexPrice", "MarkPrice": the venue's words
[[nodiscard]] std::optional<TriggerBy> triggerByFromName(QStringView name);

/// What makes an order conditional: it waits at the venue until the price rises or falls to `price`. No margin is held for it, and it
/// dies at its trigger where margin is short then (fact sheet Bybit v5, 6.1).
struct Trigger {
    PriceTicks price;
    bool isRise = true; ///< triggerDirection 1; false: 2, falls to
    TriggerBy by = TriggerBy::LastPrice;
    bool operator==(const Trigger &) const = default;
};

/// One side of a protection: take profit or stop loss.
struct ExitLeg {
    PriceTicks trigger;
    TriggerBy by = TriggerBy::LastPrice;
    std::optional<PriceTicks> limit; ///< leaves as a limit order at this price; only in StopMode::Partial. nullopt: at the market
    bool operator==(const ExitLeg &) const = default;
};

/// Full covers the whole position, whatever its size becomes, and replaces the pair that is there; Partial adds a pair for a size, at
/// most 20 (fact sheet 6.3).
enum class StopMode : std::uint8_t { Full, Partial };
[[nodiscard]] QString toName(StopMode mode); ///< "Full", "Partial"

/// The protection that goes out with an order.
struct Exits {
    std::optional<ExitLeg> takeProfit, stopLoss;
    StopMode mode = StopMode::Full;
    [[nodiscard]] bool isEmpty() const { return !takeProfit && !stopLoss; }
    bool operator==(const Exits &) const = default;
};

/// How far a market order may walk from the best opposite price: the venue refuses what lies beyond.
struct SlippageTolerance {
    enum class Unit : std::uint8_t { Ticks, Percent } unit = Unit::Percent;
    Decimal value{}; ///< ticks: whole, 1 to 10000; percent: 0.01 to 10, two places
    bool operator==(const SlippageTolerance &) const = default;
};

} // namespace bw
