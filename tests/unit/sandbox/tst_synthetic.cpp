// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/marketinterval.h"
#include "core/sandbox/exchange.h"
#include "core/sandbox/syntheticlistings.h"
#include "core/sandbox/syntheticmarket.h"
#include "tests/support/fakescheduler.h"

#include <QJsonDocument>
#include <QSet>
#include <QTest>

#include <cmath>

using namespace bw;
using namespace std::chrono_literals;

namespace {

InstrumentId linear(const char *symbol) { return {Category::Linear, QString::fromLatin1(symbol)}; }

UtcTime utc(const char *text)
{
    return fromMs(QDateTime::fromString(QString::fromLatin1(text), Qt::ISODateWithMs).toMSecsSinceEpoch());
}

struct Bench {
    explicit Bench(int symbols = 5, std::uint64_t seed = 7) : market(clock, scheduler, seed, {symbols, 1}) {}
    FakeClock clock;
    FakeScheduler scheduler{clock};
    SyntheticMarket market;
    Exchange exchange{clock, market, {}};

    [[nodiscard]] QJsonObject envelope(const QByteArray &path, const QByteArray &query)
    {
        return QJsonDocument::fromJson(exchange.handle({.method = "GET", .path = "/v5/" + path, .rawQuery = query, .body = {}, .headers = {}}).body).object();
    }
    [[nodiscard]] QJsonObject get(const QByteArray &path, const QByteArray &query) { return envelope(path, query).value(u"result").toObject(); }
    [[nodiscard]] QJsonArray rows(const QByteArray &path, const QByteArray &query) { return get(path, query).value(u"list").toArray(); }
    [[nodiscard]] std::vector<MarketCandle> candles(const char *interval, std::chrono::minutes back, const InstrumentId &id = linear("BTCUSDT"))
    {
        return market.candles(id, *MarketInterval::parse(QString::fromLatin1(interval)), clock.utcNow() - back, clock.utcNow());
    }
};

/// Whole and joined: every candle holds its open and close, and begins where the one before ended.
void checkChain(const std::vector<MarketCandle> &candles, const MarketInterval &interval)
{
    QVERIFY(!candles.empty());
    for (std::size_t i = 0; i < candles.size(); ++i) {
        const MarketCandle &candle = candles[i];
        QVERIFY(candle.low <= std::min(candle.open, candle.close) && candle.high >= std::max(candle.open, candle.close));
        QVERIFY(candle.low > PriceTicks(0) && candle.volume >= QtyLots(0));
        QCOMPARE(toMs(interval.startOf(candle.start)), toMs(candle.start));
        if (i == 0)
            continue;
        QCOMPARE(toMs(candle.start), toMs(interval.next(candles[i - 1].start)));
        // Minutes of trades may open a tick or so beside the last close; nothing jumps.
        const double jump = std::abs(static_cast<double>((candle.open - candles[i - 1].close).value())) / static_cast<double>(candle.close.value());
        QVERIFY2(jump < 0.001, qPrintable(QStringLiteral("%1 of the price at %2").arg(jump).arg(i)));
    }
}

} // namespace

class TestSynthetic final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cutsTimeAsTheExchangeDoes();
    void listsManyInstrumentsThatDiffer();
    void namesAndStepsAreTheSameForEveryCount();
    void everyListingHasAWholeDeepBook();
    void manyWatchedAtOnceAllMove();
    void pagesOfInstrumentsMissNothing();
    void historyOfEveryIntervalIsWholeAndJoined_data();
    void historyOfEveryIntervalIsWholeAndJoined();
    void longCandlesAgreeWithTheShortOnesInThem();
    void theSamePastIsToldTwice();
    void thePastEndsAtThePriceOfNow();
    void tradesMakeTheCandleOfNow();
    void nobodyLookingLeavesNoHole();
    void nothingBeforeTheLaunch();
    void klineOverRestKeepsItsLimits();
    void fundingHistoryMeetsTheForecast();
    void openInterestMoves();
    void theTickerTellsTheDayOfTheCandles();
    void liquidationsComeNowAndThen();
    void speedMultipliesThePace();
    void aHeldInstrumentStandsStill();
};

void TestSynthetic::cutsTimeAsTheExchangeDoes()
{
    const auto start = [](const char *interval, const char *time) { return MarketInterval::parse(QString::fromLatin1(interval))->startOf(utc(time)); };
    QCOMPARE(toMs(start("15", "2026-02-28T23:59:59.999Z")), toMs(utc("2026-02-28T23:45:00.000Z")));
    QCOMPARE(toMs(start("D", "2026-02-28T23:59:59.999Z")), toMs(utc("2026-02-28T00:00:00.000Z")));
    QCOMPARE(toMs(start("W", "2026-11-22T23:00:00.000Z")), toMs(utc("2026-11-16T00:00:00.000Z"))); // a Sunday; weeks begin on Monday
    QCOMPARE(toMs(start("W", "2026-11-23T00:00:00.000Z")), toMs(utc("2026-11-23T00:00:00.000Z")));
    QCOMPARE(toMs(start("M", "2026-02-28T23:00:00.000Z")), toMs(utc("2026-02-01T00:00:00.000Z")));
    const auto month = *MarketInterval::parse(QStringLiteral("M"));
    QCOMPARE(toMs(month.next(utc("2026-02-01T00:00:00.000Z"))), toMs(utc("2026-03-01T00:00:00.000Z")));
    QCOMPARE(toMs(month.back(utc("2026-02-01T00:00:00.000Z"), 3)), toMs(utc("2025-11-01T00:00:00.000Z")));
    for (const char *wrong : {"", "0", "2", "01", "d", "1440", "Y"})
        QVERIFY2(!MarketInterval::parse(QString::fromLatin1(wrong)), wrong);
}

void TestSynthetic::listsManyInstrumentsThatDiffer()
{
    Bench bench(600);
    const auto ids = bench.market.instruments();
    QCOMPARE(ids.size(), 600);
    QCOMPARE(QSet<InstrumentId>(ids.begin(), ids.end()).size(), 600);
    QMap<Category, int> count;
    QSet<QString> ticks, lots;
    double lowest = 1e9, highest = 0;
    for (const SyntheticRecipe &recipe : syntheticRecipes(600)) {
        const auto instrument = bench.market.instrument(recipe.terms.id);
        ++count[recipe.terms.id.category];
        ticks.insert(recipe.terms.tick);
        lots.insert(recipe.terms.lot);
        const double price = recipe.mood.startTicks * instrument->filters().tickSize.toDouble();
        lowest = std::min(lowest, price);
        highest = std::max(highest, price);
        QVERIFY2(recipe.mood.startTicks > 9000 && recipe.mood.startTicks < 1e6, qPrintable(recipe.terms.id.symbol));
        QVERIFY(instrument->filters().maxLimitQty && instrument->filters().maxLimitQty->isMultipleOf(instrument->filters().lotSize));
    }
    QVERIFY2(count[Category::Linear] > 500, qPrintable(QString::number(count[Category::Linear]))); // more than one page of the exchange's default
    QVERIFY(count[Category::Spot] > 30 && count[Category::Inverse] > 15);
    QVERIFY(ticks.size() > 12 && lots.size() > 6);
    QVERIFY2(lowest < 0.00002 && highest > 50'000, qPrintable(QStringLiteral("%1 %2").arg(lowest).arg(highest)));
}

void TestSynthetic::namesAndStepsAreTheSameForEveryCount()
{
    const auto few = syntheticRecipes(40), many = syntheticRecipes(600);
    QCOMPARE(few.size(), 40U);
    for (std::size_t i = 0; i < few.size(); ++i) {
        QCOMPARE(few[i].terms.id, many[i].terms.id);
        QCOMPARE(few[i].terms.tick, many[i].terms.tick);
    }
    QCOMPARE(syntheticRecipes(5).back().terms.id, (InstrumentId{Category::Spot, QStringLiteral("BTCUSDT")}));
}

void TestSynthetic::everyListingHasAWholeDeepBook()
{
    Bench bench(600);
    for (const InstrumentId &id : bench.market.instruments()) {
        const MarketBook &book = bench.market.book(id);
        QVERIFY2(book.bids.size() == 1000 && book.asks.size() == 1000, qPrintable(id.symbol));
        QVERIFY2(book.bids.back().price > PriceTicks(0), qPrintable(id.symbol));
        QVERIFY(book.bids.front().price < book.asks.front().price);
    }
}

void TestSynthetic::manyWatchedAtOnceAllMove()
{
    Bench bench(600);
    QHash<InstrumentId, int> changes;
    connect(&bench.market, &MarketSource::bookChanged, this, [&](const InstrumentId &id) { ++changes[id]; });
    const auto watched = bench.market.instruments().first(200);
    for (const InstrumentId &id : watched)
        bench.market.watch(id);
    bench.scheduler.advance(1s);
    QCOMPARE(changes.size(), 200); // those and no others
    int fast = 0;
    for (const InstrumentId &id : watched) {
        QVERIFY2(changes[id] >= 5, qPrintable(id.symbol));
        fast += changes[id] >= 49 ? 1 : 0;
    }
    QVERIFY2(fast >= 18 && fast <= 25, qPrintable(QString::number(fast))); // a benchmark needs about twenty of fifty messages a second
    for (const InstrumentId &id : watched)
        bench.market.unwatch(id);
    QCOMPARE(bench.scheduler.pending(), 0U);
}

void TestSynthetic::pagesOfInstrumentsMissNothing()
{
    Bench bench(600);
    QSet<QString> seen;
    QByteArray cursor;
    int pages = 0;
    do {
        const QJsonObject page = bench.get("market/instruments-info", "category=linear&limit=200&cursor=" + cursor);
        for (const QJsonValue &row : page.value(u"list").toArray()) {
            QVERIFY(!seen.contains(row[u"symbol"].toString()));
            seen.insert(row[u"symbol"].toString());
        }
        cursor = page.value(u"nextPageCursor").toString().toLatin1();
    } while (++pages < 10 && !cursor.isEmpty());
    QCOMPARE(pages, 3);
    qsizetype all = 0;
    for (const InstrumentId &id : bench.market.instruments())
        all += id.category == Category::Linear ? 1 : 0;
    QCOMPARE(seen.size(), all);
    const QJsonObject usual = bench.get("market/instruments-info", "category=linear");
    QCOMPARE(usual.value(u"list").toArray().size(), 500); // the default truncates, as the exchange's does
    QVERIFY(!usual.value(u"nextPageCursor").toString().isEmpty());
    QVERIFY(bench.rows("market/instruments-info", "category=spot&limit=1").size() > 30); // spot knows no pages
}

void TestSynthetic::historyOfEveryIntervalIsWholeAndJoined_data()
{
    QTest::addColumn<QString>("interval");
    QTest::addColumn<int>("minutes");
    for (const auto &[name, minutes] : {std::pair("1", 1), std::pair("3", 3), std::pair("5", 5), std::pair("15", 15), std::pair("30", 30), std::pair("60", 60),
                                        std::pair("240", 240), std::pair("720", 720), std::pair("D", 1440), std::pair("W", 10'080), std::pair("M", 43'200)})
        QTest::newRow(name) << QString::fromLatin1(name) << minutes;
}

void TestSynthetic::historyOfEveryIntervalIsWholeAndJoined()
{
    QFETCH(QString, interval);
    QFETCH(int, minutes);
    Bench bench;
    bench.market.watch(linear("BTCUSDT"));
    bench.scheduler.advance(2min + 30s);
    const auto candles = bench.candles(interval.toLatin1().constData(), std::chrono::minutes(minutes * 300));
    checkChain(candles, *MarketInterval::parse(interval));
    const int expected = std::min(300, static_cast<int>((toMs(bench.clock.utcNow()) - 1'585'526'400'000) / 60'000 / minutes));
    QVERIFY2(std::abs(static_cast<int>(candles.size()) - expected) <= 5, qPrintable(QString::number(candles.size())));
    QCOMPARE(bench.market.instrument(linear("BTCUSDT"))->price(candles.back().close), bench.market.gauge(linear("BTCUSDT")).lastPrice);
}

void TestSynthetic::longCandlesAgreeWithTheShortOnesInThem()
{
    Bench bench;
    const auto minutes = bench.candles("1", 3 * 1440min);
    for (const char *interval : {"3", "5", "15", "60", "240", "D"}) {
        const auto cut = *MarketInterval::parse(QString::fromLatin1(interval));
        for (const MarketCandle &longer : bench.candles(interval, 2 * 1440min)) {
            MarketCandle sum{longer.start, {}, PriceTicks(0), PriceTicks(1'000'000'000), {}, {}, Decimal(0)};
            bool isFirst = true;
            for (const MarketCandle &minute : minutes) {
                if (cut.startOf(minute.start) != longer.start)
                    continue;
                sum.open = std::exchange(isFirst, false) ? minute.open : sum.open;
                sum.high = std::max(sum.high, minute.high);
                sum.low = std::min(sum.low, minute.low);
                sum.close = minute.close;
                sum.volume += minute.volume;
            }
            QVERIFY2(sum.open == longer.open && sum.high == longer.high && sum.low == longer.low && sum.close == longer.close && sum.volume == longer.volume,
                     qPrintable(QStringLiteral("%1 at %2").arg(QLatin1StringView(interval), toIso8601(longer.start))));
        }
    }
}

void TestSynthetic::theSamePastIsToldTwice()
{
    const auto closes = [](std::uint64_t seed) {
        Bench bench(5, seed);
        std::vector<PriceTicks> all;
        for (const MarketCandle &candle : bench.candles("15", 10 * 1440min))
            all.push_back(candle.close);
        return all;
    };
    QVERIFY(closes(3) == closes(3));
    QVERIFY(closes(3) != closes(4));
    Bench bench;
    const auto before = bench.candles("5", 1440min);
    bench.market.watch(linear("BTCUSDT"));
    bench.scheduler.advance(10min);
    const auto after = bench.market.candles(linear("BTCUSDT"), *MarketInterval::parse(QStringLiteral("5")), before.front().start, before.back().start);
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i + 1 < before.size(); ++i) // the last one has moved on since
        QVERIFY(before[i].close == after[i].close && before[i].volume == after[i].volume);
}

void TestSynthetic::thePastEndsAtThePriceOfNow()
{
    Bench bench(60);
    for (const InstrumentId &id : bench.market.instruments()) {
        const auto candles = bench.candles("1", 30min, id);
        QCOMPARE(bench.market.instrument(id)->price(candles.back().close), bench.market.gauge(id).lastPrice);
        checkChain(bench.candles("60", 72h, id), *MarketInterval::parse(QStringLiteral("60")));
    }
}

void TestSynthetic::tradesMakeTheCandleOfNow()
{
    Bench bench;
    const InstrumentId id = linear("BTCUSDT");
    bench.market.watch(id);
    bench.scheduler.advance(60s - std::chrono::milliseconds(toMs(bench.clock.utcNow()) % 60'000)); // a new minute
    QtyLots volume;
    PriceTicks high(0), low(1'000'000'000);
    connect(&bench.market, &MarketSource::tradePrinted, this, [&](const InstrumentId &, const MarketPrint &print) {
        volume += print.qty;
        high = std::max(high, print.price);
        low = std::min(low, print.price);
    });
    bench.scheduler.advance(55s);
    const MarketCandle candle = bench.candles("1", 1min).back();
    QVERIFY(volume > QtyLots(0));
    QCOMPARE(candle.volume.value(), volume.value());
    QVERIFY(candle.high >= high && candle.low <= low);
    QVERIFY(candle.turnover > Decimal(0));
    // What is invented for the past is of the size of what is traded now.
    double past = 0;
    const auto day = bench.candles("1", 24h);
    for (const MarketCandle &minute : day)
        past += static_cast<double>(minute.volume.value()) / static_cast<double>(day.size());
    const double share = static_cast<double>(volume.value()) * 60 / 55 / past;
    QVERIFY2(share > 0.3 && share < 3, qPrintable(QString::number(share)));
}

void TestSynthetic::nobodyLookingLeavesNoHole()
{
    Bench bench;
    static_cast<void>(bench.candles("1", 10min));
    bench.scheduler.advance(3h + 7min);
    checkChain(bench.candles("1", 5h), *MarketInterval::parse(QStringLiteral("1")));
    bench.scheduler.advance(std::chrono::hours(24 * 10)); // longer than minutes are kept
    checkChain(bench.candles("60", 20 * 24h), *MarketInterval::parse(QStringLiteral("60")));
    QCOMPARE(toMs(bench.candles("1", 1min).back().start), toMs(bench.clock.utcNow()) / 60'000 * 60'000);
}

void TestSynthetic::nothingBeforeTheLaunch()
{
    Bench bench;
    const auto days = bench.candles("D", std::chrono::hours(24 * 4000));
    QCOMPARE(toMs(days.front().start), 1'585'526'400'000);
}

void TestSynthetic::klineOverRestKeepsItsLimits()
{
    Bench bench;
    const QByteArray base = "category=linear&symbol=BTCUSDT&interval=5";
    const auto start = [](const QJsonValue &row) { return row[0].toString().toLongLong(); };
    const auto usual = bench.rows("market/kline", base);
    QCOMPARE(usual.size(), 200);
    const qint64 now = toMs(bench.clock.utcNow()) / 300'000 * 300'000;
    QCOMPARE(start(usual.first()), now); // newest first, the unfinished one at its head
    QCOMPARE(start(usual.last()), now - 199 * 300'000);
    QCOMPARE(bench.rows("market/kline", base + "&limit=1000").size(), 1000);
    QCOMPARE(bench.rows("market/kline", base + "&limit=5000").size(), 1000);
    const QByteArray from = QByteArray::number(now - 20 * 300'000 + 1), to = QByteArray::number(now - 10 * 300'000);
    const auto some = bench.rows("market/kline", base + "&start=" + from + "&end=" + to);
    QCOMPARE(some.size(), 10); // the one that began a millisecond earlier is out
    QCOMPARE(start(some.first()), now - 10 * 300'000);
    const auto forward = bench.rows("market/kline", base + "&limit=3&start=" + from);
    QCOMPARE(forward.size(), 3);
    QCOMPARE(start(forward.last()), now - 19 * 300'000);
    const auto backward = bench.rows("market/kline", base + "&limit=3&end=" + to);
    QCOMPARE(start(backward.last()), now - 12 * 300'000);
    QVERIFY(bench.rows("market/kline", base + "&start=" + QByteArray::number(now + 300'000)).isEmpty());
    QCOMPARE(usual[10].toArray().size(), 7);
    QVERIFY(usual[10][5].toString().toDouble() > 0 && usual[10][6].toString().toDouble() > usual[10][5].toString().toDouble());
    QVERIFY(bench.envelope("market/kline", "category=linear&symbol=BTCUSDT&interval=7").value(u"retCode").toInt() != 0);
    QCOMPARE(bench.rows("market/kline", "category=inverse&symbol=BTCUSD&interval=D&limit=7").size(), 7);
}

void TestSynthetic::fundingHistoryMeetsTheForecast()
{
    Bench bench;
    const QByteArray base = "category=linear&symbol=BTCUSDT";
    const auto rows = bench.rows("market/funding/history", base);
    QCOMPARE(rows.size(), 200);
    qint64 last = toMs(bench.clock.utcNow()) + 1;
    QSet<QString> rates;
    for (const QJsonValue &row : rows) {
        const qint64 at = row[u"fundingRateTimestamp"].toString().toLongLong();
        QVERIFY(at < last && at % 28'800'000 == 0);
        last = at;
        rates.insert(row[u"fundingRate"].toString());
        QVERIFY(std::abs(row[u"fundingRate"].toString().toDouble()) < 0.005);
    }
    QVERIFY(rates.size() > 100);
    QVERIFY(bench.envelope("market/funding/history", base + "&startTime=1600000000000").value(u"retCode").toInt() != 0);
    QCOMPARE(bench.rows("market/funding/history", base + "&limit=3&endTime=" + QByteArray::number(last + 1)).size(), 3);
    // Just before the settlement the forecast is what will be settled.
    const MarketGauge now = bench.market.gauge(linear("BTCUSDT"));
    bench.scheduler.advance(std::chrono::duration_cast<std::chrono::milliseconds>(now.nextFundingTime - bench.clock.utcNow()) - 1s);
    const Decimal forecast = bench.market.gauge(linear("BTCUSDT")).fundingRate;
    bench.scheduler.advance(2s);
    const auto settled = bench.rows("market/funding/history", base + "&limit=1");
    QCOMPARE(settled[0][u"fundingRateTimestamp"].toString().toLongLong(), toMs(now.nextFundingTime));
    QCOMPARE(*Decimal::parse(settled[0][u"fundingRate"].toString()), forecast);
    QVERIFY(bench.market.gauge(linear("BTCUSDT")).nextFundingTime == now.nextFundingTime + 8h);
    QVERIFY(bench.rows("market/funding/history", "category=spot&symbol=BTCUSDT").isEmpty());
}

void TestSynthetic::openInterestMoves()
{
    Bench bench;
    bench.market.watch(linear("BTCUSDT"));
    QSet<QString> told;
    for (int i = 0; i < 20; ++i) {
        told.insert(bench.market.tickerRow(linear("BTCUSDT")).value(u"openInterest").toString());
        bench.scheduler.advance(1s);
    }
    QVERIFY2(told.size() > 10, qPrintable(QString::number(told.size())));
    const QByteArray base = "category=linear&symbol=BTCUSDT&intervalTime=1h&limit=10";
    const QJsonObject first = bench.get("market/open-interest", base);
    QCOMPARE(first.value(u"list").toArray().size(), 10);
    const QJsonObject second = bench.get("market/open-interest", base + "&cursor=" + first.value(u"nextPageCursor").toString().toLatin1());
    QCOMPARE(second.value(u"list").toArray()[0][u"timestamp"].toString().toLongLong() + 3'600'000, first.value(u"list").toArray()[9][u"timestamp"].toString().toLongLong());
    QVERIFY(bench.envelope("market/open-interest", "category=linear&symbol=BTCUSDT").value(u"retCode").toInt() != 0);
}

void TestSynthetic::theTickerTellsTheDayOfTheCandles()
{
    Bench bench;
    const InstrumentId id = linear("ETHUSDT");
    const auto instrument = bench.market.instrument(id);
    const QJsonObject row = bench.market.tickerRow(id);
    PriceTicks high(0), low(1'000'000'000);
    QtyLots volume;
    const UtcTime hour = fromMs(toMs(bench.clock.utcNow()) / 3'600'000 * 3'600'000);
    const auto minutes = bench.market.candles(id, *MarketInterval::parse(QStringLiteral("1")), hour - 24h, bench.clock.utcNow());
    for (const MarketCandle &minute : minutes) {
        high = std::max(high, minute.high);
        low = std::min(low, minute.low);
        volume += minute.volume;
    }
    QCOMPARE(row.value(u"highPrice24h").toString(), instrument->priceText(high));
    QCOMPARE(row.value(u"lowPrice24h").toString(), instrument->priceText(low));
    QCOMPARE(row.value(u"volume24h").toString(), instrument->qtyText(volume));
    QCOMPARE(*Decimal::parse(row.value(u"prevPrice24h").toString()), instrument->price(minutes.front().open));
}

void TestSynthetic::liquidationsComeNowAndThen()
{
    Bench bench;
    int longs = 0, shorts = 0;
    connect(&bench.market, &MarketSource::liquidated, this, [&](const InstrumentId &id, const MarketLiquidation &liquidation) {
        QVERIFY(id.category != Category::Spot);
        QVERIFY(liquidation.qty > QtyLots(0) && liquidation.at == bench.clock.utcNow());
        const PriceTicks bid = bench.market.book(id).bids.front().price;
        ++(liquidation.position == Side::Buy ? longs : shorts);
        QVERIFY((liquidation.position == Side::Buy) == (liquidation.bankruptcy < bid)); // a long goes bankrupt below the market
    });
    for (const InstrumentId &id : bench.market.instruments())
        bench.market.watch(id);
    bench.scheduler.advance(5min);
    QVERIFY2(longs + shorts >= 8 && longs + shorts < 400, qPrintable(QString::number(longs + shorts)));
    QVERIFY(longs > 0 && shorts > 0);
}

void TestSynthetic::speedMultipliesThePace()
{
    const auto count = [](double speed) {
        FakeClock clock;
        FakeScheduler scheduler(clock);
        SyntheticMarket market(clock, scheduler, 3, {5, speed});
        int books = 0;
        QObject::connect(&market, &MarketSource::bookChanged, &market, [&books] { ++books; });
        market.watch(linear("BTCUSDT"));
        scheduler.advance(2s);
        return books;
    };
    QCOMPARE(count(1), 100);
    QCOMPARE(count(10), 1000);
}

void TestSynthetic::aHeldInstrumentStandsStill()
{
    Bench bench;
    const InstrumentId id = linear("BTCUSDT");
    bench.market.watch(id);
    bench.scheduler.advance(1s);
    bench.market.hold(id, true);
    const auto held = bench.market.book(id).updateId;
    QCOMPARE(bench.market.deepBook(id).sequence, bench.market.book(id).sequence); // REST tells the same
    bench.scheduler.advance(10s);
    QCOMPARE(bench.market.book(id).updateId, held);
    bench.market.hold(id, false);
    bench.scheduler.advance(1s);
    QVERIFY(bench.market.book(id).updateId > held + 40);
}

QTEST_GUILESS_MAIN(TestSynthetic)
#include "tst_synthetic.moc"
