// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <span>

namespace bw {

/// One entry: words separated by blanks, where * stands for any one word and a word's end may be left open with ~ ("surg~" is surge, surges,
/// surging). Weights: 3 strong, 2 plain, 1 weak. An entry of several words comes before one of a single word and uses its words up.
struct LexiconEntry {
    const char16_t *pattern;
    int weight;
};

[[nodiscard]] std::span<const LexiconEntry> analystPhrases(); ///< first match wins: special before general
[[nodiscard]] std::span<const LexiconEntry> analystWords();

} // namespace bw
