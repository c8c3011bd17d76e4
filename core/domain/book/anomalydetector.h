// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/domain/book/booksnapshot.h"
#include "core/domain/book/spreadanomaly.h"
#include "core/domain/book/spreadstatistics.h"

#include <functional>

namespace bw {

/// Finds spells in which the spread of one book is too wide: above the trader's threshold, or above mean + k deviations of its window.
/// What a spell is measured by is fixed at its start, since the spell itself widens the window's figures; it ends well below that, so
/// that a spread on the edge is one spell and not fifty. Holds at most one spell. One thread, no clock of its own.
class AnomalyDetector final {
public:
    explicit AnomalyDetector(std::function<QString()> makeId) : m_makeId(std::move(makeId)) {}

    void setLimits(double thresholdPct, double sigmas);
    /// From the points of the window; cheap to use for each book that follows.
    void setBand(double mean, double deviation, std::size_t points);

    /// A live book with both sides. Something to tell: the start, a peak at least a tenth higher than the one told last, or the end.
    [[nodiscard]] std::optional<SpreadAnomaly> add(UtcTime at, const BookSnapshot &book);
    /// The book is not live from here on: a spell that goes on is cut short.
    [[nodiscard]] std::optional<SpreadAnomaly> cut(UtcTime at);

private:
    [[nodiscard]] std::optional<SpreadAnomaly> begin(UtcTime at, double pct, const BookSnapshot &book);
    [[nodiscard]] std::optional<SpreadAnomaly> end(UtcTime at, bool isCutShort);
    void takePeak(double pct, const BookSnapshot &book);
    const std::function<QString()> m_makeId;
    double m_thresholdPct = 0, m_sigmas = 0;
    double m_mean = 0, m_deviation = 0;
    std::size_t m_points = 0;
    std::optional<SpreadAnomaly> m_spell;
    double m_endsBelow = 0, m_toldPeak = 0;
};

} // namespace bw
