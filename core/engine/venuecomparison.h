// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/api/widemarketviews.h"

#include <span>

namespace bw {

/// Pure questions about the rows of a venue board. A row is compared only with a live row of another venue for the same coins and kind;
/// our own instrument as the relay shows it is our own row by another name and takes no part.
inline constexpr std::size_t kShownEdges = 12;

/// Buying at one row and selling at another, every ordered pair, best first.
[[nodiscard]] std::vector<CrossEdge> bestEdges(std::span<const VenueRow> rows);
/// |our mid - the nearest other mid| in basis points of ours; nullopt where our own row or all others are not live.
[[nodiscard]] std::optional<double> distanceToNearestBps(std::span<const VenueRow> rows);

} // namespace bw
