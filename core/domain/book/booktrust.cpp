// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/booktrust.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>

namespace bw {

namespace {
using std::chrono::milliseconds;

// Age. Three times the book's own pace is normal jitter, and below a second nobody could act on the difference. From there points go in
// a line; at four times that much silence 45 are gone, which alone closes the gate at its usual limit of 60.
constexpr std::int64_t kFreePaces = 3;
constexpr milliseconds kFreeAge{1000};
constexpr std::int64_t kAgeSpan = 3;
constexpr int kMostForAge = 45;
// Crossed. A crossed book has lost a message: 1 % of the last minute (0.6 s) costs 2 points, a quarter of it as much as there is.
constexpr double kPointsPerCrossedShare = 200;
constexpr int kMostForCrossed = 50;
// Gaps. Each was healed by a fresh snapshot; seven in ten minutes say that the line or the venue is ill and close the gate.
constexpr int kPointsPerGap = 6;
constexpr int kMostForGaps = 48;
// The three gaps that lead to ignoring u cost 18; with these 20 the book stays just tradable, and anything more closes it.
constexpr int kForIgnoredUpdateId = 20;
// Clock. 50 ms are an ordinary connection's uncertainty; beyond it ages and latencies lose their meaning, the levels do not.
constexpr milliseconds kFreeClockError{50};
constexpr std::int64_t kClockErrorPerPoint = 25;
constexpr int kMostForClock = 25;
// Spot check. Disagreement with the venue's own answer is the one proof that the levels are wrong; no verdict is only a lack of proof.
constexpr int kForDisagreement = 50;
constexpr int kForNoVerdict = 5;
// Other venue. Perpetuals of two venues differ by some basis points without anything being wrong.
constexpr double kFreeBps = 20;
constexpr int kMostForOtherVenue = 30;

int pointsFor(double value, int most)
{
    if (!(value > 0)) // NaN too: what was not measured costs nothing
        return 0;
    return value >= most ? most : static_cast<int>(std::ceil(value));
}

int forAge(const TrustEvidence &evidence)
{
    const auto free = std::max(kFreePaces * std::clamp(evidence.normalPace, milliseconds(0), milliseconds(std::chrono::minutes(1))), kFreeAge);
    const auto over = std::min(evidence.age, milliseconds(std::chrono::hours(1))) - free;
    return pointsFor(kMostForAge * static_cast<double>(over.count()) / static_cast<double>(kAgeSpan * free.count()), kMostForAge);
}

int forGaps(const TrustEvidence &evidence)
{
    const int gaps = std::min(std::clamp(evidence.gaps, 0, kMostForGaps) * kPointsPerGap, kMostForGaps);
    return gaps + (evidence.isUpdateIdIgnored ? kForIgnoredUpdateId : 0);
}

int forClock(const TrustEvidence &evidence)
{
    const auto over = evidence.clockError.value_or(milliseconds(0)) - kFreeClockError;
    return pointsFor(static_cast<double>(over.count()) / static_cast<double>(kClockErrorPerPoint), kMostForClock);
}

int forSpotCheck(const TrustEvidence &evidence)
{
    if (evidence.spotCheckAgreed == false)
        return kForDisagreement;
    return evidence.isSpotCheckOverdue ? kForNoVerdict : 0;
}
} // namespace

QString toName(TrustPart part)
{
    switch (part) {
    case TrustPart::Age: return QStringLiteral("age");
    case TrustPart::Crossed: return QStringLiteral("crossed");
    case TrustPart::Gaps: return QStringLiteral("gaps");
    case TrustPart::Clock: return QStringLiteral("clock");
    case TrustPart::SpotCheck: return QStringLiteral("spot_check");
    case TrustPart::OtherVenue: return QStringLiteral("other_venue");
    case TrustPart::Count_: break;
    }
    return {};
}

BookTrust judgeTrust(const TrustEvidence &evidence)
{
    BookTrust trust;
    if (!evidence.isLive)
        return trust;
    const auto lose = [&trust](TrustPart part, int points) { trust.lost[static_cast<std::size_t>(part)] = points; };
    lose(TrustPart::Age, forAge(evidence));
    lose(TrustPart::Crossed, pointsFor(evidence.crossedShare * kPointsPerCrossedShare, kMostForCrossed));
    lose(TrustPart::Gaps, forGaps(evidence));
    lose(TrustPart::Clock, forClock(evidence));
    lose(TrustPart::SpotCheck, forSpotCheck(evidence));
    lose(TrustPart::OtherVenue, pointsFor(evidence.otherVenueBps.value_or(0) - kFreeBps, kMostForOtherVenue));
    trust.score = std::max(0, 100 - std::accumulate(trust.lost.begin(), trust.lost.end(), 0));
    return trust;
}

} // namespace bw
