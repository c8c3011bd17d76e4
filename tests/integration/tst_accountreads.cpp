// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/venuebench.h"

#include <QSet>

using namespace bw;
using namespace std::chrono_literals;

namespace {

InstrumentPtr make(Category category, const QString &symbol, const QString &settle)
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::fromScaled(1, 1);
    filters.lotSize = Decimal::fromScaled(1, 3);
    return Instrument::create({category, symbol}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), settle, InstrumentStatus::Trading).value();
}
InstrumentPtr bitcoin() { return make(Category::Linear, QStringLiteral("BTCUSDT"), QStringLiteral("USDT")); }

QVector<InstrumentPtr> all()
{
    return {bitcoin(), make(Category::Linear, QStringLiteral("BTCPERP"), QStringLiteral("USDC")), make(Category::Inverse, QStringLiteral("BTCUSD"), QStringLiteral("BTC")),
            make(Category::Spot, QStringLiteral("BTCUSDT"), QStringLiteral("USDT"))};
}

QByteArray orderRow(int number, const char *symbol = "BTCUSDT")
{
    const QByteArray id = QByteArray::number(number);
    return "{'symbol':'" + QByteArray(symbol) + "','orderId':'o-" + id + "','orderLinkId':'bw-" + id + "','side':'Buy','orderType':'Limit','orderStatus':'New','price':'25000',"
           "'qty':'0.002','cumExecQty':'0','avgPrice':'','createdTime':'5','updatedTime':'" + id + "'}";
}

/// Single quotes are easier to read in a test.
QByteArray json(QByteArray text) { return text.replace('\'', '"'); }

/// Answers like an exchange whose cursor is a place in the list: what leaves a page draws the next rows along.
struct ShiftingList {
    QVector<int> orders;
    int pageSize = 2;
    QByteArray page(const QUrlQuery &query) const
    {
        const int from = query.queryItemValue(QStringLiteral("cursor")).toInt();
        QList<QByteArray> rows;
        for (int i = from; i < orders.size() && i < from + pageSize; ++i)
            rows.append(json(orderRow(orders.at(i))));
        return VenueBench::page(rows, from + pageSize < orders.size() ? QByteArray::number(from + pageSize) : QByteArray());
    }
};

template <class T>
std::optional<Result<QVector<T>>> answerOf(const std::function<void(std::function<void(const Result<QVector<T>> &)>)> &ask)
{
    std::optional<Result<QVector<T>>> answer;
    int calls = 0;
    ask([&](const Result<QVector<T>> &got) {
        answer = got;
        ++calls;
    });
    return !answer && QTest::qWaitFor([&] { return calls > 0; }, 8000) && calls == 1 ? answer : std::nullopt; // never from within the call
}

QSet<QString> idsOf(const QVector<OrderReport> &orders)
{
    QSet<QString> ids;
    for (const OrderReport &order : orders)
        ids.insert(order.orderId);
    return ids;
}

} // namespace

class TestAccountReads : public QObject {
    Q_OBJECT
    std::unique_ptr<VenueBench> m_bench;

    std::optional<Result<QVector<OrderReport>>> openOrders(Category category = Category::Linear, const QString &coin = QStringLiteral("USDT"))
    {
        return answerOf<OrderReport>([&](auto done) { m_bench->venue->readOpenOrders(category, coin, done); });
    }
    std::optional<AccountState> account(const AccountQuestion &question)
    {
        std::optional<AccountState> state;
        m_bench->venue->readAccount(question, [&](const AccountState &got) { state = got; });
        return !state && QTest::qWaitFor([&] { return state.has_value(); }, 8000) ? state : std::nullopt;
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<VenueBench>(all());
        QVERIFY(m_bench->start());
        m_bench->forgetRequests();
    }
    void cleanup() { m_bench.reset(); }

    void oneQuietPageIsReadOnce()
    {
        ShiftingList list{{1, 2}};
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &query, const QJsonObject &) { return list.page(query); };
        const auto orders = openOrders();
        QVERIFY(orders && *orders);
        QCOMPARE((*orders)->size(), 2);
        QCOMPARE(m_bench->queries("/v5/order/realtime").size(), 1);
    }
    void anOrderThatAShiftingPageHidesIsFoundAllTheSame()
    {
        ShiftingList list{{1, 2, 3, 4, 5}};
        int requests = 0;
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &query, const QJsonObject &) {
            const QByteArray page = list.page(query);
            if (++requests == 1)
                list.orders.removeFirst(); // 1 is cancelled behind the first page: 3 slips into it, unseen
            return page;
        };
        const auto orders = openOrders();
        QVERIFY(orders && *orders);
        QVERIFY(idsOf(**orders).contains(QStringLiteral("o-3")));
        QCOMPARE(idsOf(**orders).size(), (*orders)->size());
    }
    void anOrderThatAShiftInTheMiddleHidesIsFoundToo()
    {
        ShiftingList list{{1, 2, 3, 4, 5, 6}};
        int requests = 0;
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &query, const QJsonObject &) {
            const QByteArray page = list.page(query);
            if (++requests == 2)
                list.orders.removeAt(2); // the first page stays as it was
            return page;
        };
        const auto orders = openOrders();
        QVERIFY(orders && *orders);
        QVERIFY(idsOf(**orders).contains(QStringLiteral("o-5")));
    }
    void anOrderThatAShiftingPageBringsTwiceIsOne()
    {
        ShiftingList list{{1, 2, 3, 4}};
        int requests = 0;
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &query, const QJsonObject &) {
            const QByteArray page = list.page(query);
            if (++requests == 1)
                list.orders.prepend(9);
            return page;
        };
        const auto orders = openOrders();
        QVERIFY(orders && *orders);
        QCOMPARE((*orders)->size(), 5);
        QCOMPARE(idsOf(**orders).size(), 5);
    }
    void aListThatNeverSettlesIsWhatWasSeenOfIt()
    {
        ShiftingList list{{100, 101, 102, 103, 104}};
        int next = 0;
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &query, const QJsonObject &) {
            const QByteArray page = list.page(query);
            list.orders[4] = ++next; // the last one is another each time
            return page;
        };
        const auto orders = openOrders();
        QVERIFY(orders && *orders);
        QVERIFY(idsOf(**orders).contains(QStringLiteral("o-100")) && idsOf(**orders).contains(QStringLiteral("o-103")));
        QCOMPARE(m_bench->queries("/v5/order/realtime").size(), 9); // three rounds of three, and an end to it
    }
    void aPageThatFailsIsNoShorterList()
    {
        ShiftingList list{{1, 2, 3, 4, 5}};
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &query, const QJsonObject &) {
            return query.hasQueryItem(QStringLiteral("cursor")) ? VenueBench::reply(10016) : list.page(query);
        };
        const auto orders = openOrders();
        QVERIFY(orders && !*orders);
    }
    void withoutASettleCoinEveryOneIsRead()
    {
        m_bench->answers = [&](const QByteArray &path, const QUrlQuery &query, const QJsonObject &) {
            const bool isUsdc = query.queryItemValue(QStringLiteral("settleCoin")) == QLatin1String("USDC");
            if (path == "/v5/position/list")
                return VenueBench::page({json(isUsdc ? "{'symbol':'BTCPERP','side':'Buy','size':'0.1','positionIdx':0}" : "{'symbol':'BTCUSDT','side':'Sell','size':'0.2','positionIdx':2}")});
            return VenueBench::page({json(isUsdc ? orderRow(2, "BTCPERP") : orderRow(1))});
        };
        const auto orders = openOrders(Category::Linear, {});
        QCOMPARE((*orders)->size(), 2);
        const auto positions = answerOf<Position>([&](auto done) { m_bench->venue->readPositions(Category::Linear, {}, done); });
        QCOMPARE((*positions)->size(), 2);
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &, const QJsonObject &) { return VenueBench::page({json(orderRow(3, "BTCUSD"))}); };
        m_bench->forgetRequests();
        QCOMPARE((*openOrders(Category::Inverse, {}))->size(), 1);
        QCOMPARE(m_bench->queries("/v5/order/realtime").size(), 1);
        QVERIFY(!m_bench->queries("/v5/order/realtime").first().hasQueryItem(QStringLiteral("settleCoin")));
        const auto none = answerOf<Position>([&](auto done) { m_bench->venue->readPositions(Category::Spot, {}, done); });
        QVERIFY(none && *none && (*none)->isEmpty());
    }

    void onlyWhatIsAskedForIsRead()
    {
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &, const QJsonObject &) { return VenueBench::page({}); };
        AccountQuestion question;
        question.instrument = bitcoin();
        question.positions = question.wallet = question.executions = question.mode = false;
        auto state = account(question);
        QVERIFY(state && state->openOrders && !state->positions && !state->wallet && !state->executions && !state->mode && !state->fees);
        QVERIFY(m_bench->queries("/v5/position/list").isEmpty() && m_bench->queries("/v5/account/info").isEmpty() && m_bench->queries("/v5/execution/list").isEmpty());
        question.orders = false;
        QVERIFY(account(question)); // nothing asked is answered too
    }
    void theModeOfAnInstrumentIsRead()
    {
        bool isHedge = true;
        m_bench->answers = [&](const QByteArray &path, const QUrlQuery &, const QJsonObject &) {
            if (path == "/v5/account/info")
                return VenueBench::reply(0, json("{'marginMode':'ISOLATED_MARGIN','unifiedMarginStatus':5}"));
            if (path == "/v5/position/list" && isHedge)
                return VenueBench::page({json("{'symbol':'BTCUSDT','side':'','size':'0','positionIdx':1,'leverage':'10'}"),
                                         json("{'symbol':'BTCUSDT','side':'','size':'0','positionIdx':2,'leverage':'5'}")});
            if (path == "/v5/position/list")
                return VenueBench::reply(10016);
            return VenueBench::page({});
        };
        AccountQuestion question;
        question.instrument = bitcoin();
        question.orders = question.positions = question.wallet = question.executions = false;
        auto state = account(question);
        QVERIFY(state && state->mode);
        QCOMPARE(state->mode->marginMode, std::optional(MarginMode::Isolated));
        QCOMPARE(state->mode->isHedge, std::optional(true));
        QCOMPARE(*state->mode->leverage, Decimal(10));
        QCOMPARE(*state->mode->shortLeverage, Decimal(5));
        QCOMPARE(state->mode->instrument->id(), bitcoin()->id());
        isHedge = false;
        state = account(question);
        QVERIFY(state->mode->marginMode && !state->mode->isHedge && !state->mode->leverage); // one by one
    }

    void fillsAfterALongAbsenceComeInWindowsOldestFirst()
    {
        const UtcTime since = m_bench->now() - 20 * 24h;
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &query, const QJsonObject &) {
            const qint64 begin = query.queryItemValue(QStringLiteral("startTime")).toLongLong();
            const auto row = [](qint64 at) {
                const QByteArray time = QByteArray::number(at);
                return json("{'symbol':'BTCUSDT','execId':'e-" + time + "','orderId':'o','side':'Buy','execPrice':'1','execQty':'0.001','execType':'Trade','execTime':'" + time + "'}");
            };
            if (query.hasQueryItem(QStringLiteral("cursor")))
                return VenueBench::page({row(begin)}); // where windows meet, a row comes twice
            return VenueBench::page({row(begin + 20), row(begin + 10)}, "p2");
        };
        AccountQuestion question;
        question.instrument = bitcoin();
        question.orders = question.positions = question.wallet = question.mode = false;
        question.executionsSince = since;
        const auto state = account(question);
        QVERIFY(state && state->executions);
        QCOMPARE(state->executions->size(), 9); // three windows
        for (qsizetype i = 1; i < state->executions->size(); ++i)
            QVERIFY(state->executions->at(i - 1).at < state->executions->at(i).at);
        const auto queries = m_bench->queries("/v5/execution/list");
        QCOMPARE(queries.size(), 6);
        QCOMPARE(queries.first().queryItemValue(QStringLiteral("startTime")).toLongLong(), toMs(since));
        QVERIFY(queries.first().hasQueryItem(QStringLiteral("endTime")));
        QVERIFY(!queries.constLast().hasQueryItem(QStringLiteral("endTime")));
    }
    void closedOrdersComeNewestFirst()
    {
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &query, const QJsonObject &) {
            return query.hasQueryItem(QStringLiteral("endTime")) ? VenueBench::page({json(orderRow(2)), json(orderRow(1))}) : VenueBench::page({json(orderRow(4)), json(orderRow(3)), json(orderRow(2))});
        };
        const auto orders = answerOf<OrderReport>([&](auto done) { m_bench->venue->readOrderHistory(Category::Linear, m_bench->now() - 8 * 24h, done); });
        QVERIFY(orders && *orders);
        QStringList ids;
        for (const OrderReport &order : **orders)
            ids.append(order.orderId);
        QCOMPARE(ids, (QStringList{QStringLiteral("o-4"), QStringLiteral("o-3"), QStringLiteral("o-2"), QStringLiteral("o-1")}));
    }
    void theLedgerIsReadWholeOldestFirst()
    {
        const auto row = [](const char *id, const char *coin, int at) {
            return json("{'id':'" + QByteArray(id) + "','type':'TRADE','category':'spot','symbol':'BTCUSDT','currency':'" + coin + "','cashFlow':'1','fee':'','funding':'','change':'1','cashBalance':'2',"
                        "'transactionTime':'" + QByteArray::number(at) + "'}");
        };
        m_bench->answers = [&](const QByteArray &path, const QUrlQuery &query, const QJsonObject &) {
            if (path != "/v5/account/transaction-log" || query.queryItemValue(QStringLiteral("accountType")) != QLatin1String("UNIFIED"))
                return VenueBench::reply(10001);
            return query.hasQueryItem(QStringLiteral("cursor")) ? VenueBench::page({row("1", "BTC", 100), row("1", "USDT", 100)}) : VenueBench::page({row("3", "BTC", 300), row("2", "BTC", 200)}, "n");
        };
        const auto until = m_bench->now();
        const auto entries = answerOf<LedgerEntry>([&](auto done) { m_bench->venue->readLedger(until - 24h, until, done); });
        QVERIFY(entries && *entries);
        QCOMPARE((*entries)->size(), 4); // both coins of one movement
        QCOMPARE((*entries)->first().coin, QStringLiteral("USDT"));
        QCOMPARE((*entries)->constLast().id, QStringLiteral("3"));
        const auto query = m_bench->queries("/v5/account/transaction-log").first();
        QCOMPARE(query.queryItemValue(QStringLiteral("endTime")).toLongLong(), toMs(until));
        m_bench->answers = [&](const QByteArray &, const QUrlQuery &, const QJsonObject &) { return VenueBench::page({json("{'id':'1'}")}); };
        const auto broken = answerOf<LedgerEntry>([&](auto done) { m_bench->venue->readLedger(until - 24h, until, done); });
        QVERIFY(broken && !*broken); // a sum without it would be wrong
        const auto nothing = answerOf<LedgerEntry>([&](auto done) { m_bench->venue->readLedger(until, until - 24h, done); });
        QVERIFY(nothing && *nothing && (*nothing)->isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestAccountReads)
#include "tst_accountreads.moc"
