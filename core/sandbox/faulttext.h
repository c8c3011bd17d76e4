// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <QString>

#include <chrono>

namespace bw::faulttext {

/// The words that the list of faults is made of: times with a unit, probabilities, whole numbers, topics. Pure functions; every refusal
/// names what is missing, as the end of a sentence about its entry.

[[nodiscard]] Result<std::chrono::milliseconds> duration(QStringView text); ///< 200ms, 30s, 5m, 2h; up to a day
[[nodiscard]] Result<std::chrono::milliseconds> step(QStringView text);     ///< the same with a sign before it: either way
[[nodiscard]] Result<double> probability(QStringView text);
[[nodiscard]] Result<int> whole(QStringView text, int from, int to);
[[nodiscard]] Result<QByteArray> pattern(QStringView text); ///< a topic, or its beginning and a star

[[nodiscard]] QString shortest(double number);

} // namespace bw::faulttext
