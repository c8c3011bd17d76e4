// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"

#include <QString>

#include <optional>

namespace bw {

/// Compatibility forms as ordinary ones, invisible characters gone, every dash that is glued to a digit a minus.
[[nodiscard]] QString normalisedReply(const QString &content);
/// Without complete reasoning blocks; nullopt when one was never closed.
[[nodiscard]] std::optional<QString> withoutReasoning(QString text);
/// The model says that it will not answer, in one of the languages that models answer in.
[[nodiscard]] bool isRefusal(const QString &text);
/// A number and nothing else: "-0.3", "+.8", "0,6", "5e-1"; digits beyond the 18th place are dropped.
[[nodiscard]] std::optional<Decimal> numberIn(QString text);

/// What a label word says: the first one of the text that no "not" stands before.
enum class Polarity : std::int8_t { Bearish = -1, Neutral = 0, Bullish = 1 };
[[nodiscard]] std::optional<Polarity> polarityOf(const QString &text);
/// A label agrees with a score of the same sign; "neutral" agrees with what trades nothing.
[[nodiscard]] bool agrees(Polarity label, const Decimal &score);

} // namespace bw
