// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/steppedmarket.h"

#include "core/sandbox/marketinterval.h"

namespace bw {
namespace {

PriceTicks rounded(PriceTicks price, std::int64_t step, bool isUp)
{
    const std::int64_t down = price.value() / step * step;
    return PriceTicks(isUp && down != price.value() ? down + step : down);
}

QtyLots rounded(QtyLots qty, std::int64_t step)
{
    return QtyLots(qty.value() / step * step);
}

/// Levels that fall on one price are one; what is less than a lot is none.
std::vector<Level> merged(const std::vector<Level> &levels, std::int64_t ticks, std::int64_t lots, bool isUp)
{
    std::vector<Level> made;
    for (const Level &level : levels) {
        const PriceTicks price = rounded(level.price, ticks, isUp);
        if (made.empty() || made.back().price != price)
            made.push_back({price, QtyLots(0)});
        made.back().qty += level.qty;
    }
    for (Level &level : made)
        level.qty = rounded(level.qty, lots);
    std::erase_if(made, [](const Level &level) { return level.qty.isZero() || level.price.value() <= 0; });
    return made;
}

} // namespace

SteppedMarket::SteppedMarket(MarketSource &source) : m_source(source)
{
    connect(&source, &MarketSource::bookChanged, this, &MarketSource::bookChanged);
    connect(&source, &MarketSource::deepBookChanged, this, &MarketSource::deepBookChanged);
    connect(&source, &MarketSource::tickerChanged, this, &MarketSource::tickerChanged);
    connect(&source, &MarketSource::liquidated, this, &MarketSource::liquidated);
    connect(&source, &MarketSource::framePassed, this, &MarketSource::framePassed);
    connect(&source, &MarketSource::ended, this, &MarketSource::ended);
    connect(&source, &MarketSource::tradePrinted, this, [this](const InstrumentId &id, const MarketPrint &print) {
        const auto steps = m_steps.value(id);
        Q_EMIT tradePrinted(id, steps ? onSteps(*steps, print) : print);
    });
}

void SteppedMarket::setSteps(const InstrumentId &id, std::int64_t ticks, std::int64_t lots)
{
    auto &steps = m_steps[id];
    if (!steps)
        steps = std::make_shared<Steps>();
    steps->ticks = std::max<std::int64_t>(ticks, 1);
    steps->lots = std::max<std::int64_t>(lots, 1);
    ++steps->changes;
    Q_EMIT bookChanged(id);
    Q_EMIT deepBookChanged(id);
}

const MarketBook &SteppedMarket::onSteps(const Steps &steps, const MarketBook &book, MarketBook &made)
{
    const bool isSame = made.updateId == book.updateId && made.resets == book.resets + steps.changes && made.sequence == book.sequence;
    if (isSame)
        return made;
    made = book;
    made.resets += steps.changes;
    made.bids = merged(book.bids, steps.ticks, steps.lots, false);
    made.asks = merged(book.asks, steps.ticks, steps.lots, true);
    return made;
}

const MarketBook &SteppedMarket::book(const InstrumentId &id)
{
    const auto steps = m_steps.value(id);
    const MarketBook &own = m_source.book(id);
    return steps ? onSteps(*steps, own, steps->book) : own;
}

const MarketBook &SteppedMarket::deepBook(const InstrumentId &id)
{
    const auto steps = m_steps.value(id);
    const MarketBook &own = m_source.deepBook(id);
    return steps ? onSteps(*steps, own, steps->deep) : own;
}

MarketPrint SteppedMarket::onSteps(const Steps &steps, MarketPrint print)
{
    print.price = rounded(print.price, steps.ticks, print.taker == Side::Buy);
    print.qty = std::max(rounded(print.qty, steps.lots), QtyLots(steps.lots));
    return print;
}

QList<MarketPrint> SteppedMarket::recentTrades(const InstrumentId &id)
{
    QList<MarketPrint> prints = m_source.recentTrades(id);
    if (const auto steps = m_steps.value(id))
        for (MarketPrint &print : prints)
            print = onSteps(*steps, print);
    return prints;
}

std::vector<MarketCandle> SteppedMarket::candles(const InstrumentId &id, const MarketInterval &interval, UtcTime from, UtcTime to)
{
    std::vector<MarketCandle> candles = m_source.candles(id, interval, from, to);
    if (const auto steps = m_steps.value(id))
        for (MarketCandle &candle : candles) {
            for (PriceTicks *price : {&candle.open, &candle.low, &candle.close})
                *price = rounded(*price, steps->ticks, false);
            candle.high = rounded(candle.high, steps->ticks, true);
        }
    return candles;
}

} // namespace bw
