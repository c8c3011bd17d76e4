// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/domain/book/sequencer.h"

#include <QTest>

#include <rapidcheck.h>

#include <algorithm>
#include <map>

using namespace bw;
using Kind = BookUpdate::Kind;

namespace {

/// The slow book that nobody doubts.
class SlowBook {
public:
    void apply(const std::vector<Level> &bids, const std::vector<Level> &asks)
    {
        applyTo(m_bids, bids);
        applyTo(m_asks, asks);
    }
    void clear()
    {
        m_bids.clear();
        m_asks.clear();
    }
    [[nodiscard]] bool isCrossed() const { return !m_bids.empty() && !m_asks.empty() && m_bids.rbegin()->first >= m_asks.begin()->first; }
    [[nodiscard]] std::vector<Level> bids() const
    {
        auto levels = levelsOf(m_bids);
        std::reverse(levels.begin(), levels.end());
        return levels;
    }
    [[nodiscard]] std::vector<Level> asks() const { return levelsOf(m_asks); }

private:
    using Prices = std::map<std::int64_t, std::int64_t>;
    static void applyTo(Prices &side, const std::vector<Level> &changes)
    {
        for (const auto &change : changes) {
            if (change.qty.isZero())
                side.erase(change.price.value());
            else
                side[change.price.value()] = change.qty.value();
        }
    }
    static std::vector<Level> levelsOf(const Prices &side)
    {
        std::vector<Level> levels;
        for (const auto &[price, qty] : side)
            levels.push_back({PriceTicks(price), QtyLots(qty)});
        return levels;
    }
    Prices m_bids, m_asks;
};

std::vector<Level> copyOf(std::span<const Level> levels) { return {levels.begin(), levels.end()}; }

/// Few prices, so that changes meet; a third of the quantities delete.
std::vector<Level> genLevels(int lowest, int highest)
{
    const auto level = rc::gen::map(rc::gen::pair(rc::gen::inRange(lowest, highest), rc::gen::inRange(-1, 4)), [](std::pair<int, int> pair) {
        return Level{PriceTicks(pair.first), QtyLots(std::max(0, pair.second))};
    });
    return *rc::gen::container<std::vector<Level>>(level);
}

} // namespace

class TestBookProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anyDeltasEqualTheSlowBook()
    {
        QVERIFY(rc::check([] {
            OrderBook book;
            SlowBook slow;
            const auto bids = genLevels(1, 40);
            const auto asks = genLevels(1, 40);
            book.replace(bids, asks);
            slow.apply(bids, asks);
            const int rounds = *rc::gen::inRange(0, 30);
            for (int i = 0; i <= rounds; ++i) {
                RC_ASSERT(copyOf(book.bids()) == slow.bids());
                RC_ASSERT(copyOf(book.asks()) == slow.asks());
                RC_ASSERT(book.isCrossed() == slow.isCrossed());
                const auto b = genLevels(1, 40);
                const auto a = genLevels(1, 40);
                if (*rc::gen::inRange(0, 10) == 0) {
                    book.replace(b, a);
                    slow.clear();
                } else {
                    book.apply(b, a);
                }
                slow.apply(b, a);
            }
        }));
    }

    /// Frames of a true stream, some lost, repeated, swapped or with a seq that steps back: the book is live exactly as long as every id
    /// since the last snapshot has followed its predecessor and nothing has crossed, and then it equals the slow book.
    void liveMeansUnbrokenAndTrue()
    {
        QVERIFY(rc::check([] {
            Sequencer sequencer;
            SlowBook slow;
            bool isLive = false;
            std::uint64_t u = 0;
            std::uint64_t seq = 0;
            const int frames = *rc::gen::inRange(1, 60);
            for (int i = 0; i < frames; ++i) {
                const bool mayCross = *rc::gen::inRange(0, 20) == 0;
                BookUpdate update;
                update.depth = 50;
                update.kind = *rc::gen::inRange(0, 8) == 0 ? Kind::Snapshot : Kind::Delta;
                update.updateId = u + static_cast<std::uint64_t>(*rc::gen::weightedElement<int>({{12, 1}, {1, 0}, {1, 2}, {1, 5}}));
                const int seqStep = *rc::gen::weightedElement<int>({{12, 3}, {1, 0}, {1, -1}});
                update.sequence = seqStep < 0 && seq > 0 ? seq - 1 : seq + static_cast<std::uint64_t>(std::max(0, seqStep));
                if (*rc::gen::inRange(0, 30) == 0)
                    update.updateId = 1; // the service has started again
                update.bids = genLevels(1, mayCross ? 40 : 20);
                update.asks = genLevels(20, 40);

                const bool isSnapshot = update.kind == Kind::Snapshot || update.updateId == 1;
                const bool wasLive = isLive;
                const bool follows = update.updateId == u + 1 && update.sequence >= seq;
                if (isSnapshot)
                    slow.clear();
                slow.apply(update.bids, update.asks);
                isLive = (isSnapshot || (wasLive && follows)) && !slow.isCrossed();

                const auto action = sequencer.apply(update);
                RC_ASSERT((sequencer.state() == BookState::Live) == isLive);
                RC_ASSERT((action == Sequencer::Action::Applied) == isLive);
                if (isLive) {
                    RC_ASSERT(copyOf(sequencer.book().bids()) == slow.bids());
                    RC_ASSERT(copyOf(sequencer.book().asks()) == slow.asks());
                    u = update.updateId;
                    seq = update.sequence;
                } else {
                    RC_ASSERT(sequencer.book().isEmpty());
                    RC_ASSERT((action == Sequencer::Action::Resync) == (isSnapshot || wasLive));
                    slow.clear();
                    u = std::max(u, update.updateId);
                }
            }
        }));
    }
};

QTEST_GUILESS_MAIN(TestBookProperty)
#include "tst_book.moc"
