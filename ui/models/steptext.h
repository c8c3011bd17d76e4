// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/instrument.h"

#include <QString>

#include <optional>

namespace bw {

/// Typed texts become ticks and lots here, by the instrument alone. Nothing is rounded and typed text is never changed: what is off the
/// step leaves a sentence in `error` that names its neighbours. An empty text is nullopt without an error. Pure functions.
[[nodiscard]] std::optional<PriceTicks> readPriceText(const QString &typed, const Instrument &instrument, QString &error);
[[nodiscard]] std::optional<QtyLots> readQtyText(const QString &typed, const Instrument &instrument, QString &error);
/// A number above zero: an amount, a percentage, a distance. `example` stands in the sentence.
[[nodiscard]] std::optional<Decimal> readAmountText(const QString &typed, const QString &example, QString &error);

/// The text so many ticks (or lots) further, as the instrument writes it. A value between two steps goes to the next one in that
/// direction first. nullopt for a text that is no number, and for a result that is not above zero.
[[nodiscard]] std::optional<QString> steppedPrice(const QString &text, const Instrument &instrument, std::int64_t steps);
[[nodiscard]] std::optional<QString> steppedQty(const QString &text, const Instrument &instrument, std::int64_t steps);
/// The same for an amount of a fixed step.
[[nodiscard]] std::optional<QString> steppedAmount(const QString &text, const Decimal &step, std::int64_t steps);

} // namespace bw
