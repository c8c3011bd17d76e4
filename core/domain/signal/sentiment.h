// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"
#include "core/domain/signal/headline.h"

#include <optional>

namespace bw {

/// Why a model's reply can't be used, in the words of recorded/replies/README.md.
enum class Rejection : std::uint8_t {
    None, Empty, Refusal, NoScore, Ambiguous, WrongScale, OutOfRange, Contradiction, MalformedJson, Truncated, ContentFilter, Injection,
};
[[nodiscard]] QString toName(Rejection rejection); ///< "no_score", ...; "" for None

/// What was understood of one reply: a score, or the one reason why there is none. No score is not a neutral score.
struct SentimentVerdict {
    std::optional<Decimal> score;      ///< -1 .. +1
    std::optional<Decimal> confidence; ///< 0 .. 1 as the model says; never used for sizing
    QString explanation;               ///< the model's words: hostile text, plain only, at most 300 characters
    QVector<int> cites;                ///< 1-based numbers of the headlines that it names
    Rejection rejection = Rejection::None;
};

} // namespace bw
