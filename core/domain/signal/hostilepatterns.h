// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace bw {

/// How strongly a text speaks to the model that reads it instead of about the market: the sum of the weights of what it contains. One
/// unmistakable sign, or two that are common in news alone, reach kHostileWeight. Pure; the text is one that guardHeadline has unmasked.
constexpr int kHostileWeight = 2;
[[nodiscard]] int hostileWeight(const QString &text);

} // namespace bw
