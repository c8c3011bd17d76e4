// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/booktrust.h"

#include <QTest>

#include <rapidcheck.h>

using namespace bw;
using std::chrono::milliseconds;

namespace {
milliseconds genTime() { return milliseconds(*rc::gen::weightedOneOf<int>({{4, rc::gen::inRange(0, 6000)}, {1, rc::gen::arbitrary<int>()}})); }

TrustEvidence genEvidence()
{
    TrustEvidence e;
    e.isLive = true;
    e.age = genTime();
    e.normalPace = genTime();
    e.crossedShare = *rc::gen::inRange(0, 101) / 100.0;
    e.gaps = *rc::gen::inRange(0, 20);
    if (*rc::gen::arbitrary<bool>())
        e.clockError = genTime();
    if (*rc::gen::arbitrary<bool>())
        e.spotCheckAgreed = *rc::gen::arbitrary<bool>();
    e.isSpotCheckOverdue = *rc::gen::arbitrary<bool>();
    e.isUpdateIdIgnored = *rc::gen::arbitrary<bool>();
    if (*rc::gen::arbitrary<bool>())
        e.otherVenueBps = *rc::gen::inRange(-100, 1000) / 10.0;
    return e;
}
} // namespace

class TestTrustProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Whatever gets worse alone never raises the score, nor lowers what its own part takes.
    void worseIsNeverTrustedMore()
    {
        QVERIFY(rc::check([] {
            const auto before = genEvidence();
            auto worse = before;
            const int by = *rc::gen::inRange(0, 5000);
            TrustPart part = TrustPart::Age;
            switch (*rc::gen::inRange(0, 8)) {
            case 0: worse.age += milliseconds(by); break;
            case 1: worse.crossedShare += by / 5000.0; part = TrustPart::Crossed; break;
            case 2: worse.gaps += by; part = TrustPart::Gaps; break;
            case 3: worse.isUpdateIdIgnored = true; part = TrustPart::Gaps; break;
            case 4: worse.clockError = worse.clockError.value_or(milliseconds(0)) + milliseconds(by); part = TrustPart::Clock; break;
            case 5: worse.spotCheckAgreed = false; part = TrustPart::SpotCheck; break;
            case 6: worse.isSpotCheckOverdue = true; part = TrustPart::SpotCheck; break;
            default: worse.otherVenueBps = worse.otherVenueBps.value_or(0) + by / 100.0; part = TrustPart::OtherVenue; break;
            }
            const auto a = judgeTrust(before);
            const auto b = judgeTrust(worse);
            RC_ASSERT(b.score <= a.score);
            for (std::size_t i = 0; i < kTrustParts; ++i) {
                RC_ASSERT(a.lost[i] >= 0 && b.lost[i] >= 0);
                RC_ASSERT((i == static_cast<std::size_t>(part) ? b.lost[i] >= a.lost[i] : b.lost[i] == a.lost[i]));
            }
            RC_ASSERT(b.score >= 0 && a.score <= 100);
        }));
    }

    void whatIsNotLiveHasNoTrust()
    {
        QVERIFY(rc::check([] {
            auto evidence = genEvidence();
            evidence.isLive = false;
            RC_ASSERT(judgeTrust(evidence) == BookTrust());
        }));
    }
};

QTEST_GUILESS_MAIN(TestTrustProperty)
#include "tst_trust.moc"
