// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// What RestMarket tells of the past: candles, settled funding, open interest.
#include "core/sandbox/marketinterval.h"
#include "core/sandbox/money.h"
#include "core/sandbox/restmarket.h"

#include <algorithm>

namespace bw::sandbox {

namespace {

using namespace std::chrono_literals;

/// A time of the query in milliseconds; nullopt where it is not given, or no time.
std::optional<UtcTime> timeOf(const Call &call, QLatin1StringView name)
{
    bool isNumber = false;
    const qint64 ms = call.text(name).toLongLong(&isNumber);
    return isNumber && ms >= 0 && ms < 100'000'000'000'000 ? std::optional(fromMs(ms)) : std::nullopt;
}

QJsonObject listOf(const InstrumentId &id, const QJsonArray &rows)
{
    return {{QStringLiteral("category"), toName(id.category)}, {QStringLiteral("symbol"), id.symbol}, {QStringLiteral("list"), rows}};
}

/// The starts that a request of market/kline asks for: both ends included, counted back from the end, or on from a start alone.
struct Span {
    UtcTime from, to;
};

Span spanOf(const Call &call, const MarketInterval &interval, UtcTime now, int limit)
{
    const auto start = timeOf(call, QLatin1StringView("start")), end = timeOf(call, QLatin1StringView("end"));
    const UtcTime to = interval.startOf(std::min(end.value_or(now), now));
    if (!start)
        return {interval.back(to, limit - 1), to};
    if (end)
        return {std::max(*start, interval.back(to, limit - 1)), to};
    UtcTime last = interval.startOf(*start);
    if (last < *start)
        last = interval.next(last);
    for (int n = 1; n < limit && last < to; ++n)
        last = interval.next(last);
    return {*start, std::min(to, last)};
}

} // namespace

Answer RestMarket::kline(const Call &call) const
{
    const auto id = instrument(call);
    if (!id)
        return tl::unexpected<Refusal>(id.error());
    const auto interval = MarketInterval::parse(call.text(QLatin1StringView("interval")));
    if (!interval)
        return refuse(code::Parameter, QStringLiteral("Invalid period!"));
    const int limit = call.number(QLatin1StringView("limit"), 1, 1000, 200);
    const Span span = spanOf(call, *interval, m_clock.utcNow(), limit);
    const InstrumentPtr i = m_market.instrument(*id);
    const auto candles = m_market.candles(*id, *interval, span.from, span.to);
    QJsonArray rows; // newest first, the unfinished one at its head
    for (auto candle = candles.crbegin(); candle != candles.crend() && rows.size() < limit; ++candle)
        rows.append(QJsonArray{QString::number(toMs(candle->start)), i->priceText(candle->open), i->priceText(candle->high), i->priceText(candle->low),
                               i->priceText(candle->close), plain(i->qty(candle->volume)), plain(candle->turnover)});
    return listOf(*id, rows);
}

Answer RestMarket::fundingHistory(const Call &call) const
{
    const auto id = instrument(call);
    if (!id)
        return tl::unexpected<Refusal>(id.error());
    const auto start = timeOf(call, QLatin1StringView("startTime")), end = timeOf(call, QLatin1StringView("endTime"));
    if (start && !end)
        return refuse(code::Parameter, QStringLiteral("startTime needs endTime"));
    const int limit = call.number(QLatin1StringView("limit"), 1, 200, 200);
    QJsonArray rows;
    for (const FundingPoint &point : m_market.fundingHistory(*id, start.value_or(UtcTime()), end.value_or(m_clock.utcNow()), limit))
        rows.append(QJsonObject{{QStringLiteral("symbol"), id->symbol},
                                {QStringLiteral("fundingRate"), plain(point.rate)},
                                {QStringLiteral("fundingRateTimestamp"), QString::number(toMs(point.at))}});
    return listOf(*id, rows);
}

Answer RestMarket::openInterest(const Call &call) const
{
    static const QHash<QString, std::chrono::minutes> kIntervals{{QStringLiteral("5min"), 5min}, {QStringLiteral("15min"), 15min}, {QStringLiteral("30min"), 30min},
                                                                 {QStringLiteral("1h"), 1h},     {QStringLiteral("4h"), 4h},       {QStringLiteral("1d"), 24h}};
    const auto id = instrument(call);
    if (!id)
        return tl::unexpected<Refusal>(id.error());
    const auto interval = kIntervals.constFind(call.text(QLatin1StringView("intervalTime")));
    if (interval == kIntervals.constEnd())
        return refuse(code::Parameter, QStringLiteral("Invalid intervalTime"));
    const UtcTime now = m_clock.utcNow();
    const UtcTime end = std::min(timeOf(call, QLatin1StringView("endTime")).value_or(now), now);
    const UtcTime start = timeOf(call, QLatin1StringView("startTime")).value_or(UtcTime());
    Page page(call, 200, 50);
    for (auto n = end.time_since_epoch() / *interval; n > 0; --n) {
        const UtcTime at(n * *interval);
        const auto interest = at < start ? std::nullopt : m_market.openInterest(*id, at);
        const auto row = [&] { return QJsonObject{{QStringLiteral("openInterest"), plain(*interest)}, {QStringLiteral("timestamp"), QString::number(toMs(at))}}; };
        if (!interest || !page.offer(static_cast<std::uint64_t>(n), id->symbol, row))
            break;
    }
    QJsonObject result = page.result(toName(id->category));
    result.insert(QStringLiteral("symbol"), id->symbol);
    return result;
}

} // namespace bw::sandbox
