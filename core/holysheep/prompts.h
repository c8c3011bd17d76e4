// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/analyst.h"

#include <QByteArray>

namespace bw {

/// The texts that a model gets. Headlines are data in a JSON list, never part of a sentence; the answer is asked for as JSON.
struct SentimentPrompt {
    static constexpr int kMaxHeadlines = 40;
    static constexpr int kMaxTokens = 150;

    QString system;
    QString user;

    explicit SentimentPrompt(const SentimentRequest &request);
    /// The body of POST {base}/chat/completions.
    [[nodiscard]] QByteArray body(const QString &model) const;
};

} // namespace bw
