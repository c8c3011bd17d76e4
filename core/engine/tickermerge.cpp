// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/tickermerge.h"

namespace bw {

void merge(TickerView &ticker, const TickerUpdate &update, MonoTime now)
{
    if (update.last && ticker.last && *ticker.last != *update.last)
        ticker.lastDirection = *update.last > *ticker.last ? 1 : -1;
    if (update.isSnapshot) {
        TickerView fresh;
        fresh.id = ticker.id;
        fresh.lastDirection = ticker.lastDirection;
        ticker = fresh;
    }
    const auto take = [](auto &field, const auto &news) {
        if (news)
            field = news;
    };
    take(ticker.last, update.last);
    take(ticker.mark, update.mark);
    take(ticker.index, update.index);
    take(ticker.change24hPct, update.change24hPct);
    take(ticker.fundingRate, update.fundingRate);
    take(ticker.nextFunding, update.nextFunding);
    take(ticker.openInterest, update.openInterest);
    take(ticker.turnover24h, update.turnover24h);
    take(ticker.fundingInterval, update.fundingInterval);
    ticker.receivedAt = now;
}

} // namespace bw
