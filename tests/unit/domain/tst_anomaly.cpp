// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/anomalydetector.h"
#include "tests/support/samples.h"

#include <QTest>

using namespace bw;
using namespace std::chrono_literals;
using samples::level;

namespace {
constexpr UtcTime kStart = fromMs(1'700'000'000'000);
} // namespace

class TestAnomaly : public QObject {
    Q_OBJECT

    /// Bid 10 000 ticks: one tick is 0.01 %.
    [[nodiscard]] std::optional<SpreadAnomaly> add(std::int64_t ticks, std::chrono::milliseconds at = 0ms)
    {
        std::vector<Level> bids, asks;
        for (int i = 0; i < 12; ++i) {
            bids.push_back(level(10'000 - i, 1000));
            asks.push_back(level(10'000 + ticks + i, 2000));
        }
        auto book = samples::book(m_instrument, bids, asks);
        book->updateId = static_cast<std::uint64_t>(ticks);
        return m_detector->add(kStart + at, *book);
    }

    InstrumentPtr m_instrument = samples::linear();
    int m_ids = 0;
    std::unique_ptr<AnomalyDetector> m_detector;

private Q_SLOTS:
    void init()
    {
        m_ids = 0;
        m_detector = std::make_unique<AnomalyDetector>([this] { return QString::number(++m_ids); });
    }

    void aSpellHasStartPeakDepthAndEnd()
    {
        m_detector->setLimits(0.05, 0);
        QVERIFY(!add(5)); // at the threshold is not above it
        const auto start = add(6, 100ms);
        QVERIFY(start && !start->end);
        QCOMPARE(start->start, kStart + 100ms);
        QCOMPARE(start->cause, SpreadAnomaly::Cause::Threshold);
        QCOMPARE(start->limitPct, 0.05);
        QCOMPARE(start->peakPct, 0.06);
        QCOMPARE(start->bidDepth.toString(), QStringLiteral("10.000")); // ten levels of 1.000, not twelve
        QCOMPARE(start->askDepth.toString(), QStringLiteral("20.000"));
        QVERIFY(!add(6, 200ms));
        const auto peak = add(9, 300ms);
        QVERIFY(peak && peak->id == start->id && !peak->end);
        QCOMPARE(peak->peakPct, 0.09);
        QCOMPARE(peak->updateId, 9u);
        const auto end = add(2, 900ms);
        QVERIFY(end && end->id == start->id && !end->isCutShort);
        QCOMPARE(end->end, kStart + 900ms);
        QCOMPARE(end->peakPct, 0.09);
        QVERIFY(!add(2, 950ms));
        QCOMPARE(add(7, 1000ms)->id, QStringLiteral("2")); // another spell
    }

    void aPeakIsToldOnceItIsATenthHigherAndNeverLost()
    {
        m_detector->setLimits(0.05, 0);
        QVERIFY(add(100));
        QVERIFY(!add(105));
        QVERIFY(!add(109));
        QVERIFY(add(111));
        QVERIFY(!add(115));
        QCOMPARE(add(1)->peakPct, 1.15); // what was not told as a peak stands at the end
    }

    void onTheEdgeThereIsOneSpell()
    {
        m_detector->setLimits(0.1, 0);
        int told = 0;
        for (int i = 0; i < 100; ++i)
            told += add(i % 2 ? 10 : 11, i * 10ms).has_value() ? 1 : 0;
        QCOMPARE(told, 1); // 0.10 and 0.11 % around a threshold of 0.10 %
        QVERIFY(add(8)->end);
    }

    void whatIsUnusualForItsWindowIsFoundWithoutAThreshold()
    {
        m_detector->setLimits(5, 4);
        m_detector->setBand(0.02, 0.01, 59);
        QVERIFY(!add(7)); // too few points to call anything unusual
        m_detector->setBand(0.02, 0.01, 60);
        QVERIFY(!add(6)); // mean + 4 sigma
        const auto start = add(7);
        QVERIFY(start);
        QCOMPARE(start->cause, SpreadAnomaly::Cause::Deviation);
        QCOMPARE(start->limitPct, 0.06);
        m_detector->setBand(0.5, 0.3, 100); // the spell widens its own window: it is still measured by its start
        QVERIFY(!add(5));
        QVERIFY(add(3)->end);
    }

    void withoutSigmasTheBandSaysNothing()
    {
        m_detector->setLimits(5, 0);
        m_detector->setBand(0.02, 0.0001, 100);
        QVERIFY(!add(50));
    }

    void aSpreadThatNeverMovedIsNotUnusualAtTheNextTick()
    {
        m_detector->setLimits(5, 4);
        m_detector->setBand(0.01, 0, 1000);
        QVERIFY(!add(2));
        QVERIFY(!add(3));
        QVERIFY(add(4));
    }

    void aGapCutsTheSpellShort()
    {
        m_detector->setLimits(0.05, 0);
        QVERIFY(!m_detector->cut(kStart));
        QVERIFY(add(10));
        const auto cut = m_detector->cut(kStart + 2s);
        QVERIFY(cut && cut->isCutShort);
        QCOMPARE(cut->end, kStart + 2s);
        QVERIFY(!m_detector->cut(kStart + 3s));
        QCOMPARE(add(10)->id, QStringLiteral("2"));
    }

    void aOneSidedBookIsNoSpread()
    {
        m_detector->setLimits(0.05, 0);
        QVERIFY(!m_detector->add(kStart, *samples::book(m_instrument, {level(1, 1)}, {})));
    }
};

QTEST_GUILESS_MAIN(TestAnomaly)
#include "tst_anomaly.moc"
