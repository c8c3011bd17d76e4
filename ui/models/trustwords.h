// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"

#include <QString>
#include <QStringList>

namespace bw::trustwords {

/// How a book's trust is said: ladder, toolbar and watch list use the same words. Pure functions.

enum class Level : std::uint8_t { NotJudged, Poor, Fair, Good };
inline constexpr int kGood = 80;
inline constexpr int kFair = 60; ///< unless the limits say otherwise: below, no entry goes out

/// NotJudged for a book that is not live, and for one that nobody has judged yet (0 without a lost point).
[[nodiscard]] Level levelOf(const BookTrust &trust, bool isLive, int needed = kFair);
[[nodiscard]] QString word(Level level);   ///< "good", "fair", "poor", "not judged"
[[nodiscard]] QString name(TrustPart part); ///< "age of the last update"
[[nodiscard]] QString score(const BookTrust &trust, bool isLive); ///< "97", or the dash of what is missing
/// One line for the whole and one for each part that took points; why it is not judged where it is not.
[[nodiscard]] QStringList lines(const BookSnapshot &book);
/// The same as a tooltip, with the score that an entry needs; safe as markup.
[[nodiscard]] QString toolTip(const BookSnapshot *book, int needed);

} // namespace bw::trustwords
