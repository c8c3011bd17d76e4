// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/bookkeeper.h"
#include "tests/support/fakeclock.h"
#include "tests/support/samples.h"

#include <QTest>

#include <rapidcheck.h>

#include <map>

using namespace bw;
using Kind = BookUpdate::Kind;

namespace {

using Prices = std::map<std::int64_t, std::int64_t>;

/// The venue: a true book that changes, and what a careful listener could know of it.
struct Venue {
    Prices bids{{90, 1}, {91, 1}}, asks{{110, 1}, {111, 1}};
    std::uint64_t u = 1, seq = 10;

    static std::vector<Level> levelsOf(const Prices &side)
    {
        std::vector<Level> levels;
        for (const auto &[price, qty] : side)
            levels.push_back(samples::level(price, qty));
        return levels;
    }
    BookUpdate frame(Kind kind) const
    {
        BookUpdate update;
        update.kind = kind;
        update.depth = 50;
        update.updateId = u;
        update.sequence = seq;
        return update;
    }
    BookUpdate snapshot() const
    {
        auto update = frame(Kind::Snapshot);
        update.bids = levelsOf(bids);
        update.asks = levelsOf(asks);
        return update;
    }
    BookUpdate change()
    {
        ++u;
        seq += static_cast<std::uint64_t>(*rc::gen::inRange(1, 9));
        auto update = frame(Kind::Delta);
        const bool isBid = *rc::gen::arbitrary<bool>();
        const auto price = isBid ? *rc::gen::inRange<std::int64_t>(80, 100) : *rc::gen::inRange<std::int64_t>(101, 121);
        const auto qty = *rc::gen::inRange<std::int64_t>(0, 4);
        auto &side = isBid ? bids : asks;
        if (qty == 0)
            side.erase(price);
        else
            side[price] = qty;
        (isBid ? update.bids : update.asks).push_back(samples::level(price, qty));
        return update;
    }
    [[nodiscard]] bool isShownBy(const OrderBook &book) const
    {
        const auto isSame = [](const Prices &side, std::span<const Level> levels) {
            return side.size() == levels.size() && std::all_of(levels.begin(), levels.end(), [&](const Level &level) {
                const auto at = side.find(level.price.value());
                return at != side.end() && at->second == level.qty.value();
            });
        };
        return isSame(bids, book.bids()) && isSame(asks, book.asks());
    }
};

} // namespace

class TestBookKeeperProperty : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// Frames lost, doubled and swapped, lines lost, silences, resyncs that are answered late or never, tops that agree or not, answers
    /// that say the truth: after any of it a book that is shown as live is the venue's book. A frame that was lost is noticed by the next,
    /// so it is looked at then.
    void whatIsLiveIsTheVenuesBook()
    {
        QVERIFY(rc::check([] {
            FakeClock clock;
            Venue venue;
            BookKeeper keeper(samples::linear(), 50, clock);
            bool isAsked = false;
            int ignored = 0;
            bool isIgnoredRightly = true;
            QObject::connect(&keeper, &BookKeeper::resyncWanted, [&](const MarketTopic &topic) { isAsked = isAsked || topic.depth == 50; });
            QObject::connect(&keeper, &BookKeeper::updateIdIgnored, [&] {
                ++ignored;
                isIgnoredRightly = isIgnoredRightly && venue.isShownBy(keeper.book());
            });
            QObject::connect(&keeper, &BookKeeper::gapSeen, [&](GapKind gap, const QString &action) {
                RC_LOG() << toMs(clock.utcNow()) % 1'000'000 << " " << toName(gap).toStdString() << " " << action.toStdString() << std::endl;
            });
            keeper.apply(venue.snapshot());
            const int steps = *rc::gen::inRange(1, 200);
            int liveSteps = 0;
            for (int i = 0; i < steps; ++i) {
                clock.advance(std::chrono::milliseconds(*rc::gen::weightedElement<int>({{20, 20}, {2, 300}, {1, 4000}})));
                bool isUpToDate = true;
                switch (*rc::gen::weightedElement<int>({{30, 0}, {2, 1}, {2, 2}, {2, 3}, {1, 4}, {2, 5}, {3, 6}, {1, 7}, {3, 8}})) {
                case 1: // lost
                    (void)venue.change();
                    isUpToDate = false;
                    break;
                case 2: { // twice
                    const auto frame = venue.change();
                    keeper.apply(frame);
                    keeper.apply(frame);
                    break;
                }
                case 3: { // swapped
                    const auto first = venue.change();
                    keeper.apply(venue.change());
                    keeper.apply(first);
                    break;
                }
                case 4:
                    keeper.lost(GapKind::Disconnected);
                    keeper.apply(venue.snapshot());
                    break;
                case 5:
                    keeper.malformed();
                    break;
                case 6: { // what the venue's own answer says, asked for now
                    keeper.noteSpotChecked();
                    (void)keeper.takeSpotCheck(venue.snapshot());
                    break;
                }
                case 7:
                    keeper.doubt();
                    break;
                case 8: {
                    BookUpdate top = venue.frame(Kind::Snapshot);
                    top.depth = 1;
                    if (!venue.bids.empty())
                        top.bids = {samples::level(venue.bids.rbegin()->first, venue.bids.rbegin()->second)};
                    if (!venue.asks.empty())
                        top.asks = {samples::level(venue.asks.begin()->first, venue.asks.begin()->second)};
                    keeper.applyTop(top);
                    break;
                }
                default:
                    keeper.apply(venue.change());
                    break;
                }
                RC_LOG() << toMs(clock.utcNow()) % 1'000'000 << " u " << venue.u << (isUpToDate ? "" : " lost") << " " << toName(keeper.state()).toStdString() << std::endl;
                keeper.watch();
                if (isAsked && *rc::gen::inRange(0, 3) > 0) {
                    isAsked = false;
                    keeper.apply(venue.snapshot());
                    isUpToDate = true;
                }
                if (!isUpToDate) { // the next frame tells
                    keeper.apply(venue.change());
                    RC_ASSERT(!keeper.isLive() || ignored > 0);
                }
                if (keeper.isLive() && ignored == 0) {
                    ++liveSteps;
                    RC_ASSERT(venue.isShownBy(keeper.book()));
                } else if (!keeper.isLive()) {
                    RC_ASSERT(keeper.trust({}) == BookTrust());
                    RC_ASSERT(keeper.state() != BookState::Resyncing || keeper.snapshot({})->bids.empty());
                }
            }
            RC_ASSERT(isIgnoredRightly);
            RC_CLASSIFY(liveSteps > steps / 2, "mostly live");
            RC_CLASSIFY(ignored > 0, "u ignored");
        }));
    }
};

QTEST_GUILESS_MAIN(TestBookKeeperProperty)
#include "tst_bookkeeper.moc"
