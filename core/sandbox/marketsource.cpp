// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/marketsource.h"

#include "core/sandbox/marketinterval.h"
#include "core/sandbox/money.h"

#include <algorithm>

namespace bw {

std::vector<MarketCandle> MarketSource::candles(const InstrumentId &id, const MarketInterval &interval, UtcTime from, UtcTime to)
{
    const InstrumentPtr i = instrument(id);
    std::vector<MarketCandle> made;
    for (const MarketPrint &print : recentTrades(id)) {
        const UtcTime start = interval.startOf(print.at);
        if (start < from || start > to)
            continue;
        if (made.empty() || made.back().start != start)
            made.push_back({start, print.price, print.price, print.price, print.price, {}, Decimal(0)});
        MarketCandle &candle = made.back();
        candle.high = std::max(candle.high, print.price);
        candle.low = std::min(candle.low, print.price);
        candle.close = print.price;
        candle.volume += print.qty;
        candle.turnover += sandbox::valueOf(*i, i->price(print.price), i->qty(print.qty));
    }
    return made;
}

std::vector<FundingPoint> MarketSource::fundingHistory(const InstrumentId &id, UtcTime from, UtcTime to, int limit)
{
    const MarketGauge now = gauge(id);
    if (toMs(now.nextFundingTime) == 0 || limit < 1)
        return {};
    const std::chrono::minutes interval(instrumentInfo(id).value(QLatin1StringView("fundingInterval")).toInt(480));
    const UtcTime last = now.nextFundingTime - interval;
    return last < from || last > to ? std::vector<FundingPoint>() : std::vector<FundingPoint>{{last, now.fundingRate}};
}

} // namespace bw
