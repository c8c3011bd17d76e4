// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitmarketrest.h"

#include "core/bybit/bybitlog.h"
#include "core/bybit/instrumentcodec.h"
#include "core/bybit/marketcodec.h"
#include "core/bybit/pagedread.h"
#include "core/net/json.h"

#include <QJsonArray>
#include <QMetaObject>

#include <algorithm>

namespace bw {
namespace {

using L = QLatin1StringView;

// What the venue gives at most for one question.
constexpr int kMaxCandles = 1000;
constexpr int kMaxFundingRates = 200;
constexpr int kMaxBookDepth = 1000;
/// The candle that is still being made takes a place of the first page, so that a second may be needed, and a third after a slow second.
constexpr int kMaxCandlePages = 3;

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

Result<PriceLimit> limitOf(const QJsonObject &result, const QString &symbol)
{
    const auto buy = decimalOf(result.value(L("buyLmt")));
    const auto sell = decimalOf(result.value(L("sellLmt")));
    if (result.value(L("symbol")).toString() != symbol || !buy || !sell || buy->sign() <= 0 || sell->sign() <= 0)
        return fail(protocolError(QStringLiteral("market/price-limit without limits of that symbol")));
    return PriceLimit{.buy = *buy, .sell = *sell, .at = fromMs(integerOf(result.value(L("ts"))).value_or(0))};
}

struct CandleJob {
    InstrumentPtr instrument;
    CandleInterval interval;
    int limit;
    QObject *context;
    MarketReader::Answer<QVector<Candle>> done;
    UtcTime before;         ///< of the page that is asked for
    QVector<Candle> found;  ///< oldest first, closed
    int pages;
};

void readCandlePage(BybitRest &rest, const std::shared_ptr<CandleJob> &job);

void takeCandlePage(BybitRest &rest, const std::shared_ptr<CandleJob> &job, int asked, const BybitReply &reply)
{
    if (toMs(reply.time) <= 0)
        return job->done(fail(protocolError(QStringLiteral("market/kline without the venue's time: what is finished can't be told"))));
    const auto page = decodeCandles(reply.result, *job->instrument, job->interval, job->before, reply.time);
    if (!page)
        return job->done(fail(page.error()));
    QVector<Candle> closed;
    std::copy_if(page->begin(), page->end(), std::back_inserter(closed), [](const Candle &candle) { return candle.isClosed; });
    job->found = closed + job->found;
    const bool isLast = page->size() < asked;
    if (job->found.size() < job->limit && !isLast && ++job->pages < kMaxCandlePages) {
        job->before = page->first().start;
        return readCandlePage(rest, job);
    }
    job->done(job->found.last(std::min<qsizetype>(job->found.size(), job->limit)));
}

void readCandlePage(BybitRest &rest, const std::shared_ptr<CandleJob> &job)
{
    const InstrumentId &id = job->instrument->id();
    const int asked = std::min(kMaxCandles, job->limit - static_cast<int>(job->found.size()) + 1); // the newest may not be closed
    RestQuery query;
    query.add(L("category"), toName(id.category)).add(L("symbol"), id.symbol).add(L("interval"), toName(job->interval));
    query.add(L("end"), toMs(job->before) - 1).add(L("limit"), asked); // `end` counts in what begins at it
    rest.get(QStringLiteral("/v5/market/kline"), query, job->context, [&rest, job, asked](const Result<BybitReply> &reply) {
        if (reply)
            takeCandlePage(rest, job, asked, *reply);
        else
            job->done(fail(reply.error()));
    });
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
    readAllPages(m_rest, read, context, onRow, [found, done = std::move(done)](const Result<int> &ended) {
        done(ended ? Result<QVector<InstrumentPtr>>(*found) : Result<QVector<InstrumentPtr>>(fail(ended.error())));
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

void BybitMarketRest::readCandles(const InstrumentPtr &instrument, CandleInterval interval, UtcTime before, int limit, QObject *context,
                                  Answer<QVector<Candle>> done)
{
    readCandlePage(m_rest, std::make_shared<CandleJob>(CandleJob{instrument, interval, std::clamp(limit, 1, kMaxCandles), context,
                                                                 std::move(done), before, {}, 0}));
}

void BybitMarketRest::readFundingHistory(const InstrumentId &id, int limit, QObject *context, Answer<QVector<FundingRate>> done)
{
    if (id.category == Category::Spot) { // has none, which is no failure; later, as every other answer
        QMetaObject::invokeMethod(context, [done = std::move(done)] { done(QVector<FundingRate>()); }, Qt::QueuedConnection);
        return;
    }
    RestQuery query; // no startTime: alone it is an error
    query.add(L("category"), toName(id.category)).add(L("symbol"), id.symbol).add(L("limit"), std::clamp(limit, 1, kMaxFundingRates));
    m_rest.get(QStringLiteral("/v5/market/funding/history"), query, context, [id, done = std::move(done)](const Result<BybitReply> &reply) {
        done(reply ? decodeFundingHistory(reply->result, id) : Result<QVector<FundingRate>>(fail(reply.error())));
    });
}

void BybitMarketRest::readBook(const InstrumentPtr &instrument, int depth, QObject *context, Answer<BookUpdate> done)
{
    depth = std::clamp(depth, 1, kMaxBookDepth);
    RestQuery query;
    query.add(L("category"), toName(instrument->id().category)).add(L("symbol"), instrument->id().symbol).add(L("limit"), depth);
    m_rest.get(QStringLiteral("/v5/market/orderbook"), query, context, [instrument, depth, done = std::move(done)](const Result<BybitReply> &reply) {
        done(reply ? decodeBook(reply->result, *instrument, depth) : Result<BookUpdate>(fail(reply.error())));
    });
}

void BybitMarketRest::readPriceLimit(const InstrumentId &id, QObject *context, Answer<PriceLimit> done)
{
    RestQuery query;
    query.add(L("category"), toName(id.category)).add(L("symbol"), id.symbol);
    m_rest.get(QStringLiteral("/v5/market/price-limit"), query, context, [id, done = std::move(done)](const Result<BybitReply> &reply) {
        done(reply ? limitOf(reply->result, id.symbol) : Result<PriceLimit>(fail(reply.error())));
    });
}

void BybitMarketRest::readMaintenanceRate(const InstrumentId &id, QObject *context, Answer<Decimal> done)
{
    RestQuery query;
    query.add(L("category"), toName(id.category)).add(L("symbol"), id.symbol);
    m_rest.get(QStringLiteral("/v5/market/risk-limit"), query, context, [id, done = std::move(done)](const Result<BybitReply> &reply) {
        done(reply ? decodeMaintenanceRate(reply->result, id.symbol) : Result<Decimal>(fail(reply.error())));
    });
}

void BybitMarketRest::readOutages(QObject *context, Answer<QVector<VenueOutage>> done)
{
    const auto onReply = [host = m_rest.base().host(), done = std::move(done)](const Result<BybitReply> &reply) {
        done(reply ? decodeOutages(reply->result, host, reply->time) : Result<QVector<VenueOutage>>(fail(reply.error())));
    };
    m_rest.get(QStringLiteral("/v5/system/status"), {}, context, onReply);
}

} // namespace bw
