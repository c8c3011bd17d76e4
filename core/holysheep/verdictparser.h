// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/signal/sentiment.h"

namespace bw {

/// Reads the score out of one model reply, or says why there is none: a wrong rejection costs a retry, a wrong score costs money, so
/// everything doubtful is rejected and nothing is clamped, averaged or guessed. `finishReason` is the provider's word; a stream that ended
/// without one is "length". `anyHostile`: one of the headlines that were sent spoke to the model, so no reply to them counts. Pure.
[[nodiscard]] SentimentVerdict parseVerdict(const QString &content, const QString &finishReason, int headlineCount, bool anyHostile);

} // namespace bw
