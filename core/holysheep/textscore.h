// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/decimal.h"
#include "core/domain/signal/sentiment.h"

namespace bw {

/// The score of a reply in prose: a labelled one, one behind the word overall, a boxed one, or the number that it begins with. `isCut`:
/// the reply ended for want of room, so a score counts only when something stands behind it. `text` is a normalised reply.
[[nodiscard]] SentimentVerdict scoreInText(const QString &text, bool isCut);

} // namespace bw
