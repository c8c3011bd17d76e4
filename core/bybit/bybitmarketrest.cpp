// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitmarketrest.h"

#include "core/bybit/bybitlog.h"
#include "core/bybit/instrumentcodec.h"
#include "core/bybit/pagedread.h"
#include "core/net/json.h"

#include <QJsonArray>

namespace bw {
namespace {

using L = QLatin1StringView;

/// One row in the envelope of a page, so that the codec sees what it always sees.
QJsonObject pageOf(const QJsonObject &row, const QJsonObject &result)
{
    return {{QStringLiteral("category"), result.value(L("category"))}, {QStringLiteral("list"), QJsonArray{row}}};
}

Result<TickerUpdate> tickerOf(const QJsonObject &result, const QString &symbol)
{
    const QJsonArray list = result.value(L("list")).toArray();
    const QJsonObject row = list.isEmpty() ? QJsonObject() : list.first().toObject();
    if (row.value(L("symbol")).toString() != symbol)
        return fail(protocolError(QStringLiteral("market/tickers without the symbol that was asked for")));
    bool isBroken = false;
    const auto read = [&row, &isBroken](L name) {
        const auto number = optionalDecimalOf(row.value(name));
        isBroken = isBroken || !number;
        return number ? *number : std::nullopt;
    };
    TickerUpdate ticker;
    ticker.isSnapshot = true;
    ticker.last = read(L("lastPrice"));
    ticker.mark = read(L("markPrice"));
    ticker.index = read(L("indexPrice"));
    ticker.fundingRate = read(L("fundingRate"));
    ticker.openInterest = read(L("openInterest"));
    ticker.turnover24h = read(L("turnover24h"));
    if (const auto change = read(L("price24hPcnt")))
        ticker.change24hPct = (*change * Decimal(100)).normalized();
    if (const auto next = integerOf(row.value(L("nextFundingTime"))); next && *next > 0)
        ticker.nextFunding = fromMs(*next);
    if (const auto hours = integerOf(row.value(L("fundingIntervalHour"))); hours && *hours > 0 && *hours < 9000)
        ticker.fundingInterval = std::chrono::hours(*hours);
    if (isBroken)
        return fail(protocolError(QStringLiteral("a ticker that can't be read")));
    return ticker;
}

Result<PriceLimit> limitOf(const QJsonObject &result)
{
    const auto buy = decimalOf(result.value(L("buyLmt")));
    const auto sell = decimalOf(result.value(L("sellLmt")));
    if (!buy || !sell || buy->sign() <= 0 || sell->sign() <= 0)
        return fail(protocolError(QStringLiteral("market/price-limit without limits")));
    return PriceLimit{.buy = *buy, .sell = *sell, .at = fromMs(integerOf(result.value(L("ts"))).value_or(0))};
}

} // namespace

void BybitMarketRest::fetchInstruments(Category category, const QString &symbol, QObject *context,
                                       std::function<void(const Result<QVector<InstrumentPtr>> &)> done)
{
    PagedRead read;
    read.path = QStringLiteral("/v5/market/instruments-info");
    read.isSigned = false;
    read.query.add(L("category"), toName(category)).add(L("symbol"), symbol);
    if (symbol.isEmpty() && category != Category::Spot) // the default of 500 would cut the list silently; spot has no pages
        read.query.add(L("limit"), 1000);
    const auto found = std::make_shared<QVector<InstrumentPtr>>();
    const auto onRow = [found](const QJsonObject &row, const QJsonObject &result) -> Done {
        const auto page = decodeInstruments(pageOf(row, result));
        if (!page)
            return fail(page.error());
        if (page->unreadable > 0)
            qCWarning(lcBybit) << "an instrument was left out: its filters can't be read";
        *found += page->instruments;
        return {};
    };
    readAllPages(m_rest, read, context, onRow, [found, done = std::move(done)](const Done &ended) {
        done(ended ? Result<QVector<InstrumentPtr>>(*found) : Result<QVector<InstrumentPtr>>(fail(ended.error())));
    });
}

void BybitMarketRest::fetchPriceLimit(const InstrumentId &id, QObject *context, std::function<void(const Result<PriceLimit> &)> done)
{
    RestQuery query;
    query.add(L("category"), toName(id.category)).add(L("symbol"), id.symbol);
    m_rest.get(QStringLiteral("/v5/market/price-limit"), query, context, [done = std::move(done)](const Result<BybitReply> &reply) {
        done(reply ? limitOf(reply->result) : Result<PriceLimit>(fail(reply.error())));
    });
}

void BybitMarketRest::fetchTicker(const InstrumentId &id, QObject *context, std::function<void(const Result<TickerUpdate> &)> done)
{
    RestQuery query;
    query.add(L("category"), toName(id.category)).add(L("symbol"), id.symbol);
    m_rest.get(QStringLiteral("/v5/market/tickers"), query, context, [symbol = id.symbol, done = std::move(done)](const Result<BybitReply> &reply) {
        done(reply ? tickerOf(reply->result, symbol) : Result<TickerUpdate>(fail(reply.error())));
    });
}

void BybitMarketRest::readInstrument(const InstrumentId &id, QObject *context, Answer<InstrumentPtr> done)
{
    fetchInstruments(id.category, id.symbol, context, [id, done = std::move(done)](const Result<QVector<InstrumentPtr>> &found) {
        if (!found)
            return done(fail(found.error()));
        for (const auto &instrument : *found)
            if (instrument->id() == id)
                return done(instrument);
        done(fail({ErrorFamily::Instrument, Retry::Never, Certainty::Refused, 0,
                   QStringLiteral("the venue knows no %1 %2").arg(toName(id.category), id.symbol)}));
    });
}

void BybitMarketRest::readInstruments(Category category, QObject *context, Answer<QVector<InstrumentPtr>> done)
{
    fetchInstruments(category, QString(), context, std::move(done));
}

namespace {
Error notYet() { return {ErrorFamily::Input, Retry::Never, Certainty::NotSent, 0, QStringLiteral("not built yet")}; }
}

void BybitMarketRest::readCandles(const InstrumentPtr &, CandleInterval, UtcTime, int, QObject *, Answer<QVector<Candle>> done) { done(fail(notYet())); }
void BybitMarketRest::readFundingHistory(const InstrumentId &, int, QObject *, Answer<QVector<FundingRate>> done) { done(fail(notYet())); }
void BybitMarketRest::readBook(const InstrumentPtr &, int, QObject *, Answer<BookUpdate> done) { done(fail(notYet())); }
void BybitMarketRest::readOutages(QObject *, Answer<QVector<VenueOutage>> done) { done(fail(notYet())); }

} // namespace bw
