// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QString>

#include <array>
#include <optional>

namespace bw {

/// What a book's trust is made of; each part takes points away from 100.
enum class TrustPart : std::uint8_t {
    Age,          ///< time since the last frame against the book's own normal pace
    Crossed,      ///< share of the last minute in which it was crossed or locked
    Gaps,         ///< resyncs of the last 10 minutes
    Clock,        ///< uncertainty and skew of our clock against the venue's
    SpotCheck,    ///< the last REST spot check disagreed, or none could be made for long
    OtherVenue,   ///< distance of the mid from another venue's, where one may be compared
    Count_,
};
inline constexpr std::size_t kTrustParts = static_cast<std::size_t>(TrustPart::Count_);
[[nodiscard]] QString toName(TrustPart part); ///< "age", "crossed", "gaps", "clock", "spot_check", "other_venue"

/// 0 to 100 and the points that each part took away; 0 with all parts 0 means: not live, nothing to judge.
struct BookTrust {
    int score = 0;
    std::array<int, kTrustParts> lost{};
    bool operator==(const BookTrust &) const = default;
    [[nodiscard]] int lostBy(TrustPart part) const { return lost[static_cast<std::size_t>(part)]; }
};

/// What the judgement looks at, all of one moment. Absent means not measured, which costs nothing but where the header of judgeTrust says so.
struct TrustEvidence {
    bool isLive = false;
    std::chrono::milliseconds age{};        ///< since the last frame that confirmed the book (a change, or the agreeing repeat of depth 1)
    std::chrono::milliseconds normalPace{}; ///< the usual distance of such frames: median of the last 100, at least 20 ms
    double crossedShare = 0;                ///< 0 to 1, of the last minute
    int gaps = 0;                           ///< of the last 10 minutes
    std::optional<std::chrono::milliseconds> clockError; ///< |skew| or uncertainty, the larger
    std::optional<bool> spotCheckAgreed;    ///< nullopt: no verdict yet
    bool isSpotCheckOverdue = false;        ///< no verdict for long although one was tried: costs a little
    bool isUpdateIdIgnored = false;         ///< goes on in spite of breaks in u, since the REST check agrees
    std::optional<double> otherVenueBps;    ///< |mid - mid of the other venue| in basis points
};

/// Pure. A book that is not live has no trust.
[[nodiscard]] BookTrust judgeTrust(const TrustEvidence &evidence);

} // namespace bw
