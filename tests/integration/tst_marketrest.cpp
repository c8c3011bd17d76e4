// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitmarketrest.h"
#include "tests/support/rawserver.h"

#include <QTest>
#include <QUrlQuery>

using namespace bw;
using namespace std::chrono_literals;

namespace {

InstrumentPtr make(Category category)
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::fromScaled(1, 1);
    filters.lotSize = Decimal::fromScaled(1, 3);
    return Instrument::create({category, QStringLiteral("BTCUSDT")}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"),
                              InstrumentStatus::Trading).value();
}

QByteArray instrumentRow(const QByteArray &symbol)
{
    return QByteArray(R"({"symbol":"SYMBOL","contractType":"LinearPerpetual","status":"Trading","baseCoin":"C","quoteCoin":"USDT","settleCoin":"USDT",)"
                      R"("priceFilter":{"minPrice":"0.1","maxPrice":"1000","tickSize":"0.1"},"leverageFilter":{"maxLeverage":"10"},)"
                      R"("lotSizeFilter":{"maxOrderQty":"100","minOrderQty":"0.001","qtyStep":"0.001","maxMktOrderQty":"10","minNotionalValue":"5"}})").replace("SYMBOL", symbol);
}

} // namespace

/// The public reads over a real HTTP server that keeps candles as the venue does: since the first one at minute 1, up to now, the last
/// one unfinished.
class TestMarketRest : public QObject {
    Q_OBJECT

    static constexpr qint64 kMinute = 60000;
    SystemClock m_clock;
    QtScheduler m_scheduler;
    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<BybitRest> m_rest;
    std::unique_ptr<BybitMarketRest> m_market;
    InstrumentPtr m_instrument = make(Category::Linear);
    qint64 m_now = 5000 * kMinute + 30000;
    QByteArray m_instead; ///< of a body
    QList<QUrlQuery> m_asked;
    QStringList m_paths;

    QByteArray candles(const QUrlQuery &query) const
    {
        const qint64 end = std::min(query.queryItemValue(QStringLiteral("end")).toLongLong(), m_now);
        int limit = query.queryItemValue(QStringLiteral("limit")).toInt();
        QByteArray rows;
        for (qint64 start = end / kMinute * kMinute; start >= kMinute && limit > 0; start -= kMinute, --limit)
            rows += QByteArray(rows.isEmpty() ? "" : ",") + "[\"" + QByteArray::number(start) + "\",\"10\",\"11\",\"9\",\"10.5\",\"1\",\"10\"]";
        return R"({"retCode":0,"retMsg":"OK","result":{"symbol":"BTCUSDT","category":"linear","list":[)" + rows + R"(]},"time":)" + QByteArray::number(m_now) + '}';
    }
    Result<QVector<Candle>> read(qint64 beforeMs, int limit)
    {
        m_asked.clear();
        std::optional<Result<QVector<Candle>>> answer;
        int calls = 0;
        m_market->readCandles(m_instrument, CandleInterval::M1, fromMs(beforeMs), limit, this, [&](const Result<QVector<Candle>> &got) {
            answer = got;
            ++calls;
        });
        if (calls != 0 || !QTest::qWaitFor([&] { return calls > 0; }) || calls != 1)
            return fail(inputError(QStringLiteral("no single answer")));
        return *answer;
    }

private Q_SLOTS:
    void init()
    {
        m_instead.clear();
        m_asked.clear();
        m_paths.clear();
        m_now = 5000 * kMinute + 30000;
        m_server = std::make_unique<RawServer>([this](QTcpSocket &socket, const RawServer::Request &request) {
            const QUrl url(QString::fromLatin1(request.line.split(' ').at(1)));
            m_asked.append(QUrlQuery(url));
            m_paths.append(url.path());
            socket.write(RawServer::answer(200, m_instead.isEmpty() ? candles(m_asked.last()) : m_instead));
        });
        m_client = std::make_unique<HttpClient>(QStringLiteral("test"), m_clock, m_scheduler);
        m_rest = std::make_unique<BybitRest>(m_server->url(QString()), BybitRest::Clients{*m_client, *m_client, *m_client}, m_clock);
        m_market = std::make_unique<BybitMarketRest>(*m_rest);
    }
    void cleanup()
    {
        m_market.reset();
        m_rest.reset();
        m_client.reset();
        m_server.reset();
    }

    void asManyClosedCandlesAsAskedForInOneQuestion()
    {
        const auto got = read(m_now, 200);
        QVERIFY(got);
        QCOMPARE(got->size(), 200);
        QCOMPARE(toMs(got->last().start), 4999 * kMinute); // the one of minute 5000 is still being made
        QCOMPARE(toMs(got->first().start), 4800 * kMinute);
        QCOMPARE(m_asked.size(), 1);
        QCOMPARE(m_asked.first().queryItemValue(QStringLiteral("category")), QStringLiteral("linear"));
        QCOMPARE(m_asked.first().queryItemValue(QStringLiteral("interval")), QStringLiteral("1"));
        QCOMPARE(m_asked.first().queryItemValue(QStringLiteral("end")).toLongLong(), m_now - 1);
    }

    void theNextPageJoinsWithoutGapOrRepeat()
    {
        const auto later = read(m_now, 100);
        QVERIFY(later);
        const auto earlier = read(toMs(later->first().start), 100);
        QVERIFY(earlier);
        QCOMPARE(earlier->size(), 100);
        QCOMPARE(toMs(earlier->last().start) + kMinute, toMs(later->first().start));
    }

    void aThousandNeedASecondQuestionWhenTheLastIsUnfinished()
    {
        const auto got = read(m_now, 1000);
        QVERIFY(got);
        QCOMPARE(got->size(), 1000);
        QCOMPARE(m_asked.size(), 2);
        for (qsizetype i = 1; i < got->size(); ++i)
            QCOMPARE(toMs(got->at(i).start) - toMs(got->at(i - 1).start), kMinute);
    }

    void fewerMeansThatThereAreNone()
    {
        const auto got = read(21 * kMinute, 200);
        QVERIFY(got);
        QCOMPARE(got->size(), 20);
        QCOMPARE(m_asked.size(), 1);
        const auto none = read(kMinute, 200);
        QVERIFY(none && none->isEmpty());
    }

    void anAnswerWithoutTheVenuesTimeIsAnError()
    {
        m_instead = R"({"retCode":0,"retMsg":"OK","result":{"symbol":"BTCUSDT","list":[]}})";
        const auto got = read(m_now, 10);
        QVERIFY(!got);
        QCOMPARE(got.error().family, ErrorFamily::Protocol);
    }

    void anAnswerThatIgnoresOurEndIsAnErrorAndNoLoop()
    {
        m_instead = candles(QUrlQuery(QStringLiteral("end=999999999999&limit=101")));
        QVERIFY(!read(100 * kMinute, 100));
        QCOMPARE(m_asked.size(), 1);
    }

    void fundingIsAskedForWithoutAStart()
    {
        m_instead = R"({"retCode":0,"result":{"category":"linear","list":[{"symbol":"BTCUSDT","fundingRate":"0.0001","fundingRateTimestamp":"1672041600000"}]},"time":1})";
        QVector<FundingRate> rates;
        m_market->readFundingHistory(m_instrument->id(), 5000, this, [&](const Result<QVector<FundingRate>> &got) { rates = got.value_or(QVector<FundingRate>()); });
        QTRY_COMPARE(rates.size(), 1);
        QCOMPARE(m_paths.last(), QStringLiteral("/v5/market/funding/history"));
        QCOMPARE(m_asked.last().queryItemValue(QStringLiteral("limit")), QStringLiteral("200"));
        QVERIFY(!m_asked.last().hasQueryItem(QStringLiteral("startTime")));
    }

    void spotHasNoFundingAndNobodyIsAsked()
    {
        int calls = 0;
        m_market->readFundingHistory({Category::Spot, QStringLiteral("BTCUSDT")}, 10, this, [&](const Result<QVector<FundingRate>> &got) {
            QVERIFY(got && got->isEmpty());
            ++calls;
        });
        QCOMPARE(calls, 0);
        QTRY_COMPARE(calls, 1);
        QVERIFY(m_paths.isEmpty());
    }

    void theBookIsAskedForWithItsDepth()
    {
        m_instead = R"({"retCode":0,"result":{"s":"BTCUSDT","b":[["10","1"]],"a":[["10.1","1"]],"ts":1716863719031,"u":7,"seq":9,"cts":1716863718905},"time":1})";
        std::optional<Result<BookUpdate>> book;
        m_market->readBook(m_instrument, 200, this, [&](const Result<BookUpdate> &got) { book = got; });
        QTRY_VERIFY(book);
        QVERIFY(*book);
        QCOMPARE((*book)->updateId, std::uint64_t(7));
        QCOMPARE(m_paths.last(), QStringLiteral("/v5/market/orderbook"));
        QCOMPARE(m_asked.last().queryItemValue(QStringLiteral("limit")), QStringLiteral("200"));
    }

    void outagesAreRead()
    {
        m_instead = R"({"retCode":0,"result":{"list":[{"id":"1","title":"Upgrade","state":"ongoing","begin":"1672041600000","end":"","env":1}]},"time":1672041700000})";
        QVector<VenueOutage> outages;
        m_market->readOutages(this, [&](const Result<QVector<VenueOutage>> &got) { outages = got.value_or(QVector<VenueOutage>()); });
        QTRY_COMPARE(outages.size(), 1);
        QVERIFY(outages.first().isOngoing && outages.first().end == UtcTime{});
        QCOMPARE(m_paths.last(), QStringLiteral("/v5/system/status"));
    }

    /// Two rows a page: every page is read, each with the cursor of the one before, as it came.
    void instrumentsAreReadPageByPage()
    {
        QStringList cursors;
        m_server->setHandler([&](QTcpSocket &socket, const RawServer::Request &request) {
            const QUrl url(QString::fromLatin1(request.line.split(' ').at(1)));
            cursors.append(QUrlQuery(url).queryItemValue(QStringLiteral("cursor"), QUrl::FullyEncoded));
            const auto page = cursors.size() - 1;
            QByteArray rows;
            for (int i = 0; i < 2; ++i)
                rows += QByteArray(i == 0 ? "" : ",") + instrumentRow("C" + QByteArray::number(2 * page + i) + "USDT");
            const QByteArray next = page < 2 ? "page%3D" + QByteArray::number(page + 1) : QByteArray();
            socket.write(RawServer::answer(200, "{\"retCode\":0,\"result\":{\"category\":\"linear\",\"list\":[" + rows + "],\"nextPageCursor\":\"" + next + "\"},\"time\":1}"));
        });
        std::optional<Result<QVector<InstrumentPtr>>> found;
        m_market->readInstruments(Category::Linear, this, [&](const auto &got) { found = got; });
        QTRY_VERIFY(found);
        QVERIFY2(found->has_value(), qPrintable(found->has_value() ? QString() : found->error().detail));
        QCOMPARE(found->value().size(), 6);
        QCOMPARE(found->value().last()->id().symbol, QStringLiteral("C5USDT"));
        QCOMPARE(cursors, (QStringList{QString(), QStringLiteral("page%3D1"), QStringLiteral("page%3D2")}));
    }

    void aRefusalReachesEveryCaller()
    {
        m_instead = R"({"retCode":10001,"retMsg":"params error","result":{},"time":1})";
        int errors = 0;
        m_market->readCandles(m_instrument, CandleInterval::M1, fromMs(m_now), 10, this, [&](const auto &got) { errors += got ? 0 : 1; });
        m_market->readFundingHistory(m_instrument->id(), 10, this, [&](const auto &got) { errors += got ? 0 : 1; });
        m_market->readBook(m_instrument, 50, this, [&](const auto &got) { errors += got ? 0 : 1; });
        m_market->readOutages(this, [&](const auto &got) { errors += got ? 0 : 1; });
        QTRY_COMPARE(errors, 4);
    }
};

QTEST_GUILESS_MAIN(TestMarketRest)
#include "tst_marketrest.moc"
