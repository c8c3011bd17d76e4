// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QStringList>

namespace bw {

/// Judges headlines by a word list with some rules: negation, whose liquidation it was, bad things that end, questions. Deterministic, no
/// network, no learning; right about as often as other word lists, which is far from good enough to trade on. It exists so that a demonstration
/// runs without a key, and whatever carries its words says so. A value without a thread.
class OfflineAnalyst {
public:
    struct Opinion {
        int score = 0;      ///< -100 .. +100
        int confidence = 0; ///< 0 .. 100: how much of the wording spoke one way; nothing else
        QStringList words;  ///< what it went by, such as "+ record high"
    };

    [[nodiscard]] Opinion judge(const QString &headline) const;

    /// The headlines of a prompt: strings of the JSON in it, else its numbered lines, else all its lines; at most 50.
    [[nodiscard]] static QStringList headlinesOf(const QString &prompt);
    /// {"score", "confidence", "reason", "cites"} over all headlines of the prompt; cites are 1-based.
    [[nodiscard]] QJsonObject answer(const QString &prompt) const;
};

} // namespace bw
