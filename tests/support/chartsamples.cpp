// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/chartsamples.h"

#include <algorithm>
#include <array>

namespace bw::chartsamples {
namespace {

/// A small generator of our own: the same numbers with every standard library.
class Walk final {
public:
    explicit Walk(std::uint32_t seed) : m_state(seed) { }
    /// 0 .. below - 1
    std::int64_t next(std::int64_t below)
    {
        m_state = m_state * 1664525U + 1013904223U;
        return static_cast<std::int64_t>(m_state >> 8) % below;
    }
    std::int64_t step(std::int64_t reach) { return next(2 * reach + 1) - reach; }

private:
    std::uint32_t m_state;
};

std::int64_t middle(const InstrumentPtr &of) { return of->id().symbol.startsWith(u"BTC") ? 634'142 : 12'340; }
std::int64_t reach(const InstrumentPtr &of) { return of->id().symbol.startsWith(u"BTC") ? 120 : 12; }

} // namespace

CandleView candleView(const InstrumentPtr &instrument, UtcTime now, MonoTime receivedAt, int count)
{
    CandleView view;
    view.instrument = instrument;
    view.state = CandleView::State::Ready;
    view.receivedAt = receivedAt;
    auto closed = std::make_shared<std::vector<Candle>>();
    closed->reserve(static_cast<std::size_t>(count));
    Walk walk(7);
    const auto current = std::chrono::floor<std::chrono::minutes>(now);
    std::int64_t price = middle(instrument);
    const std::int64_t far = reach(instrument);
    for (int i = count - 1; i >= 0; --i) {
        const std::int64_t close = std::clamp(price + walk.step(far), middle(instrument) / 2, middle(instrument) * 2);
        Candle candle{.start = UtcTime(current) - std::chrono::minutes(i),
                      .open = PriceTicks(price),
                      .high = PriceTicks(std::max(price, close) + walk.next(far / 2)),
                      .low = PriceTicks(std::min(price, close) - walk.next(far / 2)),
                      .close = PriceTicks(close),
                      .volume = QtyLots(2000 + walk.next(60'000)),
                      .isClosed = i > 0};
        price = close;
        if (i > 0)
            closed->push_back(candle);
        else
            view.open = candle;
    }
    view.closed = std::move(closed);
    return view;
}

std::shared_ptr<const std::vector<Candle>> without(const std::vector<Candle> &candles, std::size_t begin, std::size_t end)
{
    auto left = std::make_shared<std::vector<Candle>>();
    for (std::size_t i = 0; i < candles.size(); ++i)
        if (i < begin || i >= end)
            left->push_back(candles[i]);
    return left;
}

std::vector<DepthColumn> depthColumns(const InstrumentPtr &instrument, UtcTime now, int count)
{
    constexpr int kLevels = 200;
    std::vector<DepthColumn> columns;
    Walk walk(11);
    std::int64_t bid = middle(instrument);
    std::array<std::int64_t, 64> walls{}; // sizes that stay at their price, as a book has them
    for (std::int64_t &wall : walls)
        wall = 200 + walk.next(1500);
    for (int i = 0; i < count; ++i) {
        DepthColumn column;
        column.at = now - DepthColumn::kBucket * (count - 1 - i);
        column.isGap = i >= count / 2 && i < count / 2 + 12;
        bid += walk.step(4) * (i % 97 == 0 ? 8 : 1);
        walls[static_cast<std::size_t>(walk.next(64))] = 100 + walk.next(walk.next(8) == 0 ? 40'000 : 2500);
        for (int level = 0; level < kLevels && !column.isGap; ++level) {
            const auto qty = [&](std::int64_t price) {
                return QtyLots(walls[static_cast<std::size_t>(price / 3 % 64)] / (1 + price % 3) + walk.next(60));
            };
            column.bids.push_back({PriceTicks(bid - level), qty(bid - level)});
            column.asks.push_back({PriceTicks(bid + 2 + level), qty(bid + 2 + level)});
        }
        columns.push_back(std::move(column));
    }
    return columns;
}

QVector<SpreadAnomaly> anomalies(const InstrumentId &id, UtcTime now)
{
    using std::chrono::seconds;
    SpreadAnomaly over{.id = QStringLiteral("a1"),
                       .instrument = id,
                       .start = now - seconds(200),
                       .end = now - seconds(188),
                       .peakPct = 0.068,
                       .limitPct = 0.05,
                       .bidDepth = Decimal::fromScaled(12'345, 3),
                       .askDepth = Decimal::fromScaled(9'870, 3),
                       .updateId = 9921};
    SpreadAnomaly cut = over;
    cut.id = QStringLiteral("a2");
    cut.cause = SpreadAnomaly::Cause::Deviation;
    cut.start = now - seconds(90);
    cut.end = now - seconds(87);
    cut.isCutShort = true;
    cut.peakPct = 0.0311;
    cut.limitPct = 0.027;
    SpreadAnomaly now1 = over;
    now1.id = QStringLiteral("a3");
    now1.start = now - seconds(4);
    now1.end.reset();
    return {over, cut, now1};
}

} // namespace bw::chartsamples
