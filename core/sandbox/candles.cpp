// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/candles.h"

#include "core/sandbox/money.h"

#include <algorithm>

namespace bw::sandbox {

std::optional<std::chrono::minutes> candleLength(const QString &interval)
{
    using std::chrono::minutes;
    for (const int known : {1, 3, 5, 15, 30, 60, 120, 240, 360, 720})
        if (interval == QString::number(known))
            return minutes(known);
    if (interval == QLatin1StringView("D"))
        return minutes(24 * 60);
    if (interval == QLatin1StringView("W"))
        return minutes(7 * 24 * 60);
    if (interval == QLatin1StringView("M"))
        return minutes(30 * 24 * 60);
    return std::nullopt;
}

QJsonArray candles(const Instrument &i, const QList<MarketPrint> &prints, std::chrono::minutes length, int limit)
{
    const std::int64_t lengthMs = std::chrono::milliseconds(length).count();
    QJsonArray rows;
    auto it = prints.crbegin();
    while (it != prints.crend() && rows.size() < limit) {
        const std::int64_t start = toMs(it->at) / lengthMs * lengthMs;
        const PriceTicks close = it->price;
        PriceTicks open = close, high = close, low = close;
        Decimal volume, turnover;
        for (; it != prints.crend() && toMs(it->at) >= start; ++it) {
            open = it->price;
            high = std::max(high, it->price);
            low = std::min(low, it->price);
            volume += i.qty(it->qty);
            turnover += valueOf(i, i.price(it->price), i.qty(it->qty));
        }
        rows.append(QJsonArray{QString::number(start), plain(i.price(open)), plain(i.price(high)), plain(i.price(low)),
                               plain(i.price(close)), plain(volume), plain(turnover)});
    }
    return rows;
}

} // namespace bw::sandbox
