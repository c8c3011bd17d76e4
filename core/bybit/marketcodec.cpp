// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/marketcodec.h"

#include "core/net/json.h"

#include <QJsonArray>

#include <algorithm>

namespace bw {
namespace {

using L = QLatin1StringView;

constexpr qsizetype kMaxRows = 1000;    ///< the most that any of these queries gives
constexpr qsizetype kMaxOutages = 500;
constexpr qsizetype kMaxTitle = 200;
constexpr qint64 kYear2200 = 7'258'118'400'000;

tl::unexpected<Error> broken(const char *what) { return fail(protocolError(QString::fromLatin1(what))); }

/// Milliseconds as number or text; nullopt for what can be no time.
std::optional<UtcTime> timeOf(const QJsonValue &value)
{
    const auto ms = integerOf(value);
    return ms && *ms > 0 && *ms < kYear2200 ? std::optional(fromMs(*ms)) : std::nullopt;
}

/// Texts only: a number of JSON has lost its digits.
std::optional<PriceTicks> ticksOf(const QJsonValue &value, const Instrument &instrument)
{
    const auto number = Decimal::parse(QStringView(value.toString()));
    const auto ticks = number ? instrument.toTicks(*number) : Result<PriceTicks>(fail(number.error()));
    return ticks ? std::optional(*ticks) : std::nullopt;
}

std::optional<QtyLots> lotsOf(const QJsonValue &value, const Instrument &instrument)
{
    const auto number = Decimal::parse(QStringView(value.toString()));
    if (number && number->isZero())
        return QtyLots(0); // no quantity of an order, but one of a candle
    const auto lots = number ? instrument.toLots(*number) : Result<QtyLots>(fail(number.error()));
    return lots ? std::optional(*lots) : std::nullopt;
}

/// [start, open, high, low, close, volume, turnover], all texts.
std::optional<Candle> candleOf(const QJsonArray &row, const Instrument &instrument, CandleInterval interval, UtcTime now)
{
    if (row.size() < 6)
        return std::nullopt;
    const auto start = timeOf(row.at(0));
    const auto open = ticksOf(row.at(1), instrument), high = ticksOf(row.at(2), instrument), low = ticksOf(row.at(3), instrument),
               close = ticksOf(row.at(4), instrument);
    const auto volume = lotsOf(row.at(5), instrument);
    if (!start || !open || !high || !low || !close || !volume)
        return std::nullopt;
    const Candle candle{*start, *open, *high, *low, *close, *volume, *start + lengthOf(interval) <= now};
    return isPlausible(candle, interval) ? std::optional(candle) : std::nullopt;
}

bool readLevels(const QJsonValue &value, const Instrument &instrument, int depth, std::vector<Level> &levels)
{
    if (!value.isArray() || value.toArray().size() > depth)
        return false;
    const QJsonArray rows = value.toArray();
    for (const QJsonValue &row : rows) {
        const QJsonArray cells = row.toArray();
        const auto price = ticksOf(cells.at(0), instrument);
        const auto qty = lotsOf(cells.at(1), instrument);
        if (cells.size() != 2 || !price || !qty)
            return false;
        levels.push_back({*price, *qty});
    }
    return true;
}

/// 1 is the real market, 2 demo trading, whose prices are the real market's too. The test net is neither.
bool concerns(const QString &host, qint64 environment)
{
    if (host.contains(L("testnet")))
        return environment != 1 && environment != 2;
    return environment != 2 || host.contains(L("-demo"));
}

} // namespace

Result<QVector<Candle>> decodeCandles(const QJsonObject &result, const Instrument &instrument, CandleInterval interval, UtcTime before,
                                      UtcTime now)
{
    const QJsonValue list = result.value(L("list"));
    if (!list.isArray() || list.toArray().size() > kMaxRows)
        return broken("market/kline without a list of rows");
    if (result.value(L("symbol")).toString() != instrument.id().symbol)
        return broken("market/kline of another symbol");
    QVector<Candle> candles;
    const QJsonArray rows = list.toArray();
    for (const QJsonValue &row : rows) {
        const auto candle = candleOf(row.toArray(), instrument, interval, now);
        if (!candle)
            return broken("market/kline with a row that can't be");
        if (candle->start >= (candles.isEmpty() ? before : candles.last().start))
            return broken("market/kline with rows out of order");
        candles.append(*candle);
    }
    std::reverse(candles.begin(), candles.end());
    return candles;
}

Result<QVector<FundingRate>> decodeFundingHistory(const QJsonObject &result, const InstrumentId &id)
{
    const QJsonValue list = result.value(L("list"));
    if (!list.isArray() || list.toArray().size() > kMaxRows)
        return broken("funding/history without a list of rows");
    QVector<FundingRate> rates;
    const QJsonArray rows = list.toArray();
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        const auto at = timeOf(row.value(L("fundingRateTimestamp")));
        const auto rate = Decimal::parse(QStringView(row.value(L("fundingRate")).toString()));
        if (row.value(L("symbol")).toString() != id.symbol || !at || !rate)
            return broken("funding/history with a row that can't be");
        if (!rates.isEmpty() && *at >= rates.last().at)
            return broken("funding/history with rows out of order");
        rates.append({*at, *rate});
    }
    return rates;
}

Result<BookUpdate> decodeBook(const QJsonObject &result, const Instrument &instrument, int depth)
{
    BookUpdate book;
    book.depth = depth;
    const auto updateId = integerOf(result.value(L("u")));
    const auto sent = timeOf(result.value(L("ts")));
    const auto sequence = integerOf(result.value(L("seq"))).value_or(0); // older answers have none
    if (result.value(L("s")).toString() != instrument.id().symbol || !updateId || *updateId < 0 || !sent || sequence < 0)
        return broken("market/orderbook that can't be read");
    if (!readLevels(result.value(L("b")), instrument, depth, book.bids) || !readLevels(result.value(L("a")), instrument, depth, book.asks))
        return broken("market/orderbook with levels that can't be");
    book.updateId = static_cast<std::uint64_t>(*updateId);
    book.sequence = static_cast<std::uint64_t>(sequence);
    book.sentAt = *sent;
    book.matchedAt = timeOf(result.value(L("cts"))).value_or(*sent);
    return book;
}

Result<Decimal> decodeMaintenanceRate(const QJsonObject &result, const QString &symbol)
{
    Decimal lowest = Decimal::invalid(), rate = Decimal::invalid();
    const QJsonArray rows = result.value(L("list")).toArray();
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        const auto limit = decimalOf(row.value(L("riskLimitValue"))), margin = decimalOf(row.value(L("maintenanceMargin")));
        if (row.value(L("symbol")).toString() != symbol)
            continue;
        if (!limit || !margin || margin->sign() <= 0 || !(*margin < Decimal(1)))
            return broken("market/risk-limit with a tier that can't be read");
        if (!lowest.isValid() || *limit < lowest) {
            lowest = *limit;
            rate = *margin;
        }
    }
    return rate.isValid() ? Result<Decimal>(rate) : broken("market/risk-limit without tiers of that symbol");
}

Result<QVector<VenueOutage>> decodeOutages(const QJsonObject &result, const QString &host, UtcTime now)
{
    const QJsonValue list = result.value(L("list"));
    if (!list.isArray())
        return broken("system/status without a list");
    QVector<VenueOutage> outages;
    const QJsonArray rows = list.toArray();
    for (const QJsonValue &value : rows) {
        const QJsonObject row = value.toObject();
        const QString state = row.value(L("state")).toString();
        const UtcTime begin = timeOf(row.value(L("begin"))).value_or(UtcTime{}), end = timeOf(row.value(L("end"))).value_or(UtcTime{});
        const bool isOngoing = state == u"ongoing";
        const bool isToCome = state == u"scheduled" && (end == UtcTime{} || end > now);
        if ((!isOngoing && !isToCome) || !concerns(host, integerOf(row.value(L("env"))).value_or(0)))
            continue;
        if (outages.size() == kMaxOutages)
            return broken("system/status without end");
        outages.append({row.value(L("title")).toString().left(kMaxTitle), isOngoing, begin, end});
    }
    return outages;
}

} // namespace bw
