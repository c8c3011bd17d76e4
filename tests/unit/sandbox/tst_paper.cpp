// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/fedmarket.h"
#include "core/sandbox/queueplace.h"
#include "core/sandbox/recordedmarket.h"
#include "core/sandbox/syntheticmarket.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/recorded.h"
#include "tests/unit/sandbox/paperrig.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

namespace {

QJsonObject limit(const char *linkId, const char *side, const char *price, const char *qty)
{
    return {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")},
            {QStringLiteral("side"), QLatin1StringView(side)},      {QStringLiteral("orderType"), QStringLiteral("Limit")},
            {QStringLiteral("price"), QLatin1StringView(price)},    {QStringLiteral("qty"), QLatin1StringView(qty)},
            {QStringLiteral("orderLinkId"), QLatin1StringView(linkId)}};
}

QJsonObject market(const char *linkId, const char *side, const char *qty)
{
    QJsonObject body = limit(linkId, side, "0", qty);
    body.remove(QStringLiteral("price"));
    body.insert(QStringLiteral("orderType"), QStringLiteral("Market"));
    return body;
}

QString text(const QJsonObject &row, const char *name) { return row.value(QLatin1StringView(name)).toString(); }

ExchangeConfig paper(const QString &file = {})
{
    ExchangeConfig config;
    config.seed = 9;
    config.countsQueues = true;
    config.accountFile = file;
    return config;
}

/// Passes one market on to another exchange, as the terminal does.
void pass(MarketSource &from, FedMarket &to, const InstrumentId &id)
{
    to.addInstrument(from.instrument(id));
    const auto book = [&from, &to](const InstrumentId &changed) {
        auto snapshot = std::make_shared<BookSnapshot>();
        snapshot->instrument = from.instrument(changed);
        snapshot->state = BookState::Live;
        const MarketBook &now = from.book(changed);
        snapshot->bids = now.bids;
        snapshot->asks = now.asks;
        snapshot->sequence = now.sequence;
        to.setBook(snapshot);
    };
    QObject::connect(&from, &MarketSource::bookChanged, &to, [book, id](const InstrumentId &changed) {
        if (changed == id)
            book(changed);
    });
    QObject::connect(&from, &MarketSource::tradePrinted, &to, [&to, id](const InstrumentId &changed, const MarketPrint &print) {
        if (changed == id)
            to.addTrade(changed, print);
    });
    const auto gauge = [&from, &to, id](const InstrumentId &changed) {
        if (changed == id)
            to.setGauge(changed, from.gauge(changed));
    };
    QObject::connect(&from, &MarketSource::tickerChanged, &to, gauge);
    gauge(id);
    book(id);
}

/// What the assumptions say of one resting buy, reckoned from the market alone.
struct Reckoning {
    PriceTicks price;
    QtyLots left, ahead, filled;
    bool isKnown = false;

    void fill(QtyLots most)
    {
        const QtyLots qty = std::min(most, left);
        left -= qty;
        filled += qty;
    }
    void onBook(const MarketBook &book)
    {
        QtyLots shown;
        for (const Level &level : book.bids)
            if (level.price == price)
                shown = level.qty;
        if (!book.bids.empty() && book.bids.back().price <= price) {
            ahead = isKnown ? std::min(ahead, shown) : shown;
            isKnown = true;
        }
        for (const Level &level : book.asks)
            if (level.price <= price)
                fill(level.qty);
    }
    void onPrint(const MarketPrint &print)
    {
        if (print.taker != Side::Sell || print.price > price)
            return;
        if (print.price < price) {
            ahead = {};
            isKnown = true;
            return fill(print.qty);
        }
        if (!isKnown)
            return;
        const QtyLots beyond = std::max(print.qty - ahead, QtyLots());
        ahead = std::max(ahead - print.qty, QtyLots());
        fill(beyond);
    }
};

QStringList trades(const PaperDesk &desk, bool makersToo)
{
    QStringList rows;
    for (const auto &value : desk.list("executions")) {
        const QJsonObject row = value.toObject();
        if (makersToo || !row.value(QStringLiteral("isMaker")).toBool())
            rows.append(text(row, "orderLinkId") + u' ' + text(row, "side") + u' ' + text(row, "execQty") + QStringLiteral(" at ") + text(row, "execPrice")
                        + QStringLiteral(" fee ") + text(row, "execFee"));
    }
    return rows;
}

} // namespace

class TestPaper final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theQueueIsCountedWhateverComesFirst_data();
    void theQueueIsCountedWhateverComesFirst();
    void aRestingOrderWaitsForTheQueueInFrontOfIt();
    void aTradeBeyondThePriceFillsAsFarAsItGoes();
    void whatWasTakenStaysTakenUntilTheLevelChanges();
    void nothingHappensWhileTheBookIsNotLive();
    void otherStepsOfTheVenueMakeTheBookUnknownWhileSomethingIsHeld();
    void fundingComesAtTheVenuesTimeAndLiquidationAtTheMark();
    void theAccountIsThereAfterARestart();
    void aTornLastLineIsDroppedAndADamagedFileLeftAlone();
    void aResetBeginsAnew();
    void eachCategoryHasItsOwnFees();
    void onOneMarketPaperDiffersFromTheOwnMatcherByItsQueueAlone();
    void onARecordedMarketToo();
};

void TestPaper::theQueueIsCountedWhateverComesFirst_data()
{
    // b<shown>@<sequence> is a book, t<qty>@<sequence> a trade; the first book is the joining.
    QTest::addColumn<QString>("events");
    QTest::addColumn<int>("ahead");
    QTest::addColumn<int>("beyond");
    const auto row = [](const char *name, const char *events, int ahead, int beyond) { QTest::newRow(name) << QString::fromLatin1(events) << ahead << beyond; };
    row("joins at the end", "b10@5", 10, 0);
    row("trades take from the front", "b10@5 t4@6", 6, 0);
    row("a cancel is behind as long as it can be", "b10@5 b30@6 b12@7", 10, 0);
    row("a cancel that must have been in front", "b10@5 b7@6", 7, 0);
    row("the book says again what a print said", "b10@5 t4@6 b6@6", 6, 0);
    row("the print says again what the book said", "b10@5 b6@6 t4@6", 6, 0);
    row("book first, and others joined behind", "b10@5 b16@6 t4@6", 6, 0);
    row("two books before their prints", "b10@5 b7@6 b3@7 t3@6 t4@7", 3, 0);
    row("a late print and a cancel in one book", "b10@5 b2@6 t4@6", 2, 0);
    row("a print of before the joining", "b10@5 t4@4", 10, 0);
    row("beyond the queue", "b10@5 t13@6", 0, 3);
    row("a late print beyond the queue", "b10@5 b0@6 t13@6", 0, 3);
    row("nobody in front", "b0@5 t4@6", 0, 4);
    row("a print without a sequence is later than all", "b10@5 b8@6 t3@0", 5, 0);
    row("never seen: nothing comes of a print", "t4@6", 0, 0);
}

void TestPaper::theQueueIsCountedWhateverComesFirst()
{
    QFETCH(QString, events);
    sandbox::QueuePlace place;
    QtyLots beyond;
    for (const QString &event : events.split(u' ')) {
        const auto at = event.indexOf(u'@');
        const QtyLots qty(event.mid(1, at - 1).toInt());
        const std::uint64_t sequence = event.mid(at + 1).toULongLong();
        if (event.startsWith(u'b'))
            place.noteLevel(qty, sequence);
        else
            beyond += place.noteTrade(qty, sequence);
    }
    QTEST(static_cast<int>(place.ahead().value()), "ahead");
    QTEST(static_cast<int>(beyond.value()), "beyond");
}

void TestPaper::aRestingOrderWaitsForTheQueueInFrontOfIt()
{
    FakeClock clock;
    Feeder feed;
    PaperDesk desk(clock, feed.market, paper());
    feed.gauge("60000", "60000");
    feed.book({{"59999.9", "1.5"}, {"59999.8", "4"}}, {{"60000", "2"}});
    QCOMPARE(desk.code("order/create", limit("a", "Buy", "59999.9", "0.5")), 0);
    QCOMPARE(desk.code("order/create", limit("b", "Buy", "59999.9", "0.5")), 0);
    feed.trade("59999.9", "1", bw::Side::Sell);
    feed.book({{"59999.9", "0.5"}, {"59999.8", "4"}}, {{"60000", "2"}});
    QCOMPARE(text(desk.order(QStringLiteral("a")), "cumExecQty"), QStringLiteral("0"));
    feed.trade("59999.9", "0.7", bw::Side::Sell); // 0.5 of it were in front, 0.2 come through
    QCOMPARE(text(desk.order(QStringLiteral("a")), "cumExecQty"), QStringLiteral("0.2"));
    QCOMPARE(text(desk.order(QStringLiteral("b")), "cumExecQty"), QStringLiteral("0")); // it is behind a
    feed.trade("59999.9", "0.4", bw::Side::Sell);
    QCOMPARE(text(desk.order(QStringLiteral("a")), "cumExecQty"), QStringLiteral("0.5"));
    QCOMPARE(text(desk.order(QStringLiteral("b")), "cumExecQty"), QStringLiteral("0.1"));
    QCOMPARE(desk.list("executions").first().toObject().value(QStringLiteral("isMaker")).toBool(), true);
    QCOMPARE(text(desk.list("executions").first().toObject(), "execPrice"), QStringLiteral("59999.9"));
}

void TestPaper::aTradeBeyondThePriceFillsAsFarAsItGoes()
{
    FakeClock clock;
    Feeder feed;
    PaperDesk desk(clock, feed.market, paper());
    feed.gauge("60000", "60000");
    feed.book({{"59999.9", "5"}}, {{"60000", "2"}});
    QCOMPARE(desk.code("order/create", limit("a", "Buy", "59999.9", "0.5")), 0);
    feed.trade("59999.8", "0.2", bw::Side::Sell); // five were in front: they must be gone
    QCOMPARE(text(desk.order(QStringLiteral("a")), "cumExecQty"), QStringLiteral("0.2"));
    feed.trade("59999.9", "0.1", bw::Side::Sell);
    QCOMPARE(text(desk.order(QStringLiteral("a")), "cumExecQty"), QStringLiteral("0.3"));
    feed.trade("59999.9", "1", bw::Side::Buy); // a buyer takes nothing from buyers
    QCOMPARE(text(desk.order(QStringLiteral("a")), "cumExecQty"), QStringLiteral("0.3"));
    feed.book({{"59999.7", "5"}}, {{"59999.9", "0.1"}, {"60000", "2"}}); // the other side has come to the price
    QCOMPARE(text(desk.order(QStringLiteral("a")), "cumExecQty"), QStringLiteral("0.4"));
}

void TestPaper::whatWasTakenStaysTakenUntilTheLevelChanges()
{
    FakeClock clock;
    Feeder feed;
    PaperDesk desk(clock, feed.market, paper());
    const Feeder::Side bids{{"59999.9", "5"}}, asks{{"60000", "0.3"}, {"60000.1", "1"}, {"60000.2", "9"}};
    const auto price = [&desk](const char *linkId) { return text(desk.order(QString::fromLatin1(linkId)), "avgPrice"); };
    feed.gauge("60000", "60000");
    feed.book(bids, asks);
    QCOMPARE(desk.code("order/create", market("a", "Buy", "0.3")), 0);
    QCOMPARE(price("a"), QStringLiteral("60000"));
    feed.book(bids, asks); // the venue says the same again
    QCOMPARE(desk.code("order/create", market("b", "Buy", "0.4")), 0);
    QCOMPARE(price("b"), QStringLiteral("60000.1"));
    feed.book(bids, asks, BookState::Stale);
    feed.book(bids, asks); // it was away, and is as it was
    QCOMPARE(desk.code("order/create", market("c", "Buy", "0.6")), 0);
    QCOMPARE(price("c"), QStringLiteral("60000.1"));
    QCOMPARE(desk.code("order/create", market("d", "Buy", "0.1")), 0);
    QCOMPARE(price("d"), QStringLiteral("60000.2"));
    feed.book({{"59998", "5"}}, {{"59999", "2"}}); // the window moves away from those levels, and back
    feed.book(bids, asks);
    QCOMPARE(desk.code("order/create", market("e", "Buy", "0.1")), 0);
    QCOMPARE(price("e"), QStringLiteral("60000.2"));
    feed.book(bids, {{"60000", "0.4"}, {"60000.1", "1"}, {"60000.2", "9"}}); // one level changed: that one is whole
    QCOMPARE(desk.code("order/create", market("f", "Buy", "0.5")), 0);
    QCOMPARE(price("f"), QStringLiteral("60000.04")); // 0.4 at 60000, 0.1 at 60000.2
}

void TestPaper::nothingHappensWhileTheBookIsNotLive()
{
    FakeClock clock;
    Feeder feed;
    PaperDesk desk(clock, feed.market, paper());
    feed.gauge("60000", "60000");
    feed.book({{"59999.9", "5"}}, {{"60000", "2"}});
    QCOMPARE(desk.code("order/create", market("entry", "Buy", "1")), 0);
    QJsonObject stop = market("stop", "Sell", "1");
    stop.insert(QStringLiteral("triggerPrice"), QStringLiteral("59000"));
    stop.insert(QStringLiteral("triggerDirection"), 2);
    stop.insert(QStringLiteral("reduceOnly"), true);
    QCOMPARE(desk.code("order/create", stop), 0);
    QCOMPARE(desk.code("order/create", limit("bid", "Buy", "59999.9", "0.5")), 0);
    feed.book({{"59999.9", "5"}}, {{"60000", "2"}}, BookState::Stale);
    QCOMPARE(desk.code("order/create", market("late", "Buy", "1")), 110118); // no price
    QCOMPARE(desk.code("order/create", limit("cross", "Buy", "60500", "0.1")), 0);
    feed.trade("50000", "100", bw::Side::Sell);
    feed.gauge("50000", "50000");
    QCOMPARE(text(desk.order(QStringLiteral("bid")), "cumExecQty"), QStringLiteral("0"));
    QCOMPARE(text(desk.order(QStringLiteral("cross")), "orderStatus"), QStringLiteral("New"));
    QCOMPARE(text(desk.order(QStringLiteral("stop")), "orderStatus"), QStringLiteral("Untriggered"));
    QCOMPARE(desk.list("executions").size(), 1);
    feed.book({{"49999.9", "5"}}, {{"50000", "2"}});
    feed.gauge("50000", "50000");
    QCOMPARE(text(desk.order(QStringLiteral("bid")), "orderStatus"), QStringLiteral("Filled"));
    QCOMPARE(text(desk.order(QStringLiteral("stop")), "orderStatus"), QStringLiteral("Filled"));
}

void TestPaper::otherStepsOfTheVenueMakeTheBookUnknownWhileSomethingIsHeld()
{
    FakeClock clock;
    Feeder feed, finer("0.05", "0.001");
    PaperDesk desk(clock, feed.market, paper());
    feed.gauge("60000", "60000");
    feed.book({{"59999.9", "5"}}, {{"60000", "2"}});
    QCOMPARE(desk.code("order/create", limit("a", "Buy", "59999.9", "0.5")), 0);
    feed.market.addInstrument(finer.instrument);
    auto book = std::make_shared<BookSnapshot>();
    book->instrument = finer.instrument;
    book->state = BookState::Live;
    book->asks = {{PriceTicks(100), QtyLots(100)}}; // 5 USDT, and far below the bid if it were read in the old steps
    feed.market.setBook(book);
    QCOMPARE(text(desk.order(QStringLiteral("a")), "cumExecQty"), QStringLiteral("0"));
    QVERIFY(!feed.market.isLive(feed.instrument->id()));
    QCOMPARE(desk.code("order/cancel", {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")},
                                        {QStringLiteral("orderLinkId"), QStringLiteral("a")}}), 0);
    feed.market.setBook(book); // nothing is held any more
    QVERIFY(feed.market.isLive(feed.instrument->id()));
    QCOMPARE(feed.market.instrument(feed.instrument->id())->filters().tickSize, finer.instrument->filters().tickSize);
}

void TestPaper::fundingComesAtTheVenuesTimeAndLiquidationAtTheMark()
{
    FakeClock clock;
    Feeder feed;
    PaperDesk desk(clock, feed.market, paper());
    const UtcTime due = clock.utcNow() + 60s;
    feed.gauge("60000", "60000", "0.0001", due);
    feed.book({{"59999.9", "5"}}, {{"60000", "5"}});
    QCOMPARE(desk.code("order/create", market("a", "Buy", "2")), 0);
    QCOMPARE(desk.wallet(), QStringLiteral("99934")); // 120 000 at 0.055 %
    feed.gauge("60010", "60010", "0.0002", due);
    clock.advance(59s);
    feed.gauge("60010", "60010", "0.0002", due);
    QCOMPARE(desk.wallet(), QStringLiteral("99934"));
    clock.advance(2s);
    feed.gauge("60010", "60010", "-0.0001", due + 8h); // the rate that stood until then counts
    QCOMPARE(desk.wallet(), QStringLiteral("99909.996")); // 120 020 at 0.02 %
    feed.book({{"11000", "5"}}, {{"11001", "5"}});
    feed.gauge("11000", "30000"); // the last price alone liquidates nobody
    QVERIFY(desk.list("executions").last().toObject().value(QStringLiteral("execType")).toString() != QStringLiteral("BustTrade"));
    feed.gauge("11000", "10100");
    QCOMPARE(text(desk.list("executions").last().toObject(), "execType"), QStringLiteral("BustTrade"));
    QCOMPARE(text(desk.position(), "size"), QStringLiteral("0"));
}

void TestPaper::theAccountIsThereAfterARestart()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("paper.jsonl"));
    FakeClock clock;
    QJsonObject before;
    QByteArray killed;
    {
        Feeder feed;
        PaperDesk desk(clock, feed.market, paper(file));
        QVERIFY(desk.exchange.openAccount());
        feed.gauge("60000", "60000");
        feed.book({{"59999.9", "5"}}, {{"60000", "5"}});
        QCOMPARE(desk.code("position/set-leverage", {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")},
                                                     {QStringLiteral("buyLeverage"), QStringLiteral("5")}, {QStringLiteral("sellLeverage"), QStringLiteral("5")}}), 0);
        QJsonObject entry = market("entry", "Buy", "0.4");
        entry.insert(QStringLiteral("stopLoss"), QStringLiteral("59000"));
        QCOMPARE(desk.code("order/create", entry), 0);
        QCOMPARE(desk.code("order/create", market("part", "Sell", "0.1")), 0);
        QCOMPARE(desk.code("order/create", limit("rest", "Buy", "59990", "0.3")), 0);
        before = desk.exchange.state();
        killed = readAll(file);
    }
    QFile::remove(file); // a killed process writes no farewell: what stood in the file was written at each step
    QFile left(file);
    QVERIFY(left.open(QIODevice::WriteOnly) && left.write(killed) == killed.size());
    left.close();
    Feeder feed;
    PaperDesk desk(clock, feed.market, paper(file));
    QVERIFY(desk.exchange.openAccount());
    QVERIFY(!feed.market.watched().isEmpty()); // the terminal is told what to feed, before it knows anything else
    QCOMPARE(text(desk.position(), "markPrice"), QStringLiteral("60000")); // the last one that was known, and never zero
    QStringList told;
    connect(&desk.exchange, &Exchange::privateEvent, this, [&told](const QByteArray &, const QByteArray &topic, const QJsonArray &rows) {
        told.append(QString::fromLatin1(topic) + u' ' + text(rows.first().toObject(), "markPrice"));
    });
    feed.gauge("60000", "60000");
    QCOMPARE(told, (QStringList{QStringLiteral("position 60000"), QStringLiteral("wallet ")})); // what it is worth, at the first price
    feed.gauge("60000", "60000");
    QCOMPARE(told.size(), 2);
    const QJsonObject after = desk.exchange.state();
    for (const char *part : {"executions", "ledger", "orders", "stops", "leverage", "modes", "positions", "wallets"})
        QCOMPARE(after.value(QLatin1StringView(part)), before.value(QLatin1StringView(part)));
    QCOMPARE(after.value(QStringLiteral("orders")).toArray().size(), 4); // entry, part, rest and the stop
    feed.book({{"59990", "2"}, {"59989", "9"}}, {{"60000", "5"}});
    feed.trade("59990", "2.1", bw::Side::Sell); // at the end of its queue again: two are in front
    QCOMPARE(text(desk.order(QStringLiteral("rest")), "cumExecQty"), QStringLiteral("0.1"));
    feed.trade("58999", "0.2", bw::Side::Sell); // beyond the price of the rest, and below the stop
    QCOMPARE(text(desk.order(QStringLiteral("rest")), "orderStatus"), QStringLiteral("Filled"));
    feed.gauge("58999", "58999");
    QCOMPARE(text(desk.position(), "size"), QStringLiteral("0"));
    QSet<QString> ids; // numbers go on, and no name comes twice
    for (const auto &row : desk.list("executions"))
        ids.insert(text(row.toObject(), "execId"));
    QCOMPARE(ids.size(), desk.list("executions").size());
}

void TestPaper::aTornLastLineIsDroppedAndADamagedFileLeftAlone()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("paper.jsonl"));
    FakeClock clock;
    Feeder feed;
    feed.gauge("60000", "60000");
    feed.book({{"59999.9", "5"}}, {{"60000", "5"}});
    QByteArray whole, partial;
    {
        PaperDesk desk(clock, feed.market, paper(path));
        QVERIFY(desk.exchange.openAccount());
        QCOMPARE(desk.code("order/create", market("a", "Buy", "0.1")), 0);
        partial = readAll(path);
        QCOMPARE(desk.code("order/create", market("b", "Buy", "0.1")), 0);
        whole = readAll(path);
    }
    const auto write = [&path](const QByteArray &bytes) {
        QFile file(path);
        return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
    };
    const auto sizeAfter = [&] {
        Feeder again;
        PaperDesk desk(clock, again.market, paper(path));
        if (!desk.exchange.openAccount())
            return QStringLiteral("refused");
        const QString size = text(desk.position(), "size");
        return size.isEmpty() || size == QStringLiteral("0") ? QStringLiteral("flat") : size;
    };
    for (const qsizetype cut : {whole.size() - 1, partial.size() + 20, partial.size() + 1}) {
        QVERIFY(write(whole.first(cut)));
        QCOMPARE(sizeAfter(), QStringLiteral("0.1"));
    }
    QVERIFY(write(whole));
    QCOMPARE(sizeAfter(), QStringLiteral("0.2"));
    const qsizetype sound = whole.indexOf('\n', whole.indexOf('\n') + 1) + 1; // the header and the account as it began
    for (qsizetype cut = 1; cut < whole.size(); cut += 13) {
        QVERIFY(write(whole.first(cut)));
        // Never a new account in place of one that can't be read, and never more than what whole lines say.
        QCOMPARE(sizeAfter(), cut < sound ? QStringLiteral("refused") : cut < partial.size() ? QStringLiteral("flat") : QStringLiteral("0.1"));
    }
    QByteArray damaged = whole;
    damaged[partial.size() - 10] = '7';
    QVERIFY(write(damaged));
    QCOMPARE(sizeAfter(), QStringLiteral("refused"));
    QCOMPARE(readAll(path), damaged);
    QVERIFY(write("not ours\n"));
    QCOMPARE(sizeAfter(), QStringLiteral("refused"));
}

void TestPaper::aResetBeginsAnew()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("paper.jsonl"));
    FakeClock clock;
    Feeder feed;
    PaperDesk desk(clock, feed.market, paper(path));
    QVERIFY(desk.exchange.openAccount());
    feed.gauge("60000", "60000");
    feed.book({{"59999.9", "5"}}, {{"60000", "5"}});
    QCOMPARE(desk.code("order/create", market("a", "Buy", "0.1")), 0);
    QCOMPARE(desk.code("order/create", limit("b", "Buy", "59990", "0.3")), 0);
    QJsonArray told;
    connect(&desk.exchange, &Exchange::privateEvent, this, [&told](const QByteArray &, const QByteArray &topic, const QJsonArray &rows) {
        for (const auto &row : rows)
            told.append(QJsonArray{QString::fromLatin1(topic), row.toObject().value(QStringLiteral("orderStatus")), row.toObject().value(QStringLiteral("size"))});
    });
    desk.exchange.resetAccounts({{QStringLiteral("USDT"), 5000}});
    QCOMPARE(desk.wallet(), QStringLiteral("5000"));
    QVERIFY(desk.list("orders").isEmpty() && desk.list("executions").isEmpty() && desk.list("ledger").isEmpty());
    QCOMPARE(text(desk.position(), "size"), QStringLiteral("0"));
    const QByteArray heard = QJsonDocument(told).toJson(QJsonDocument::Compact);
    QVERIFY2(heard.contains("[\"order\",\"Cancelled\",") && heard.contains("[\"position\",null,\"0\"]") && heard.contains("\"wallet\""), heard.constData());
    feed.trade("50000", "9", bw::Side::Sell);
    QVERIFY(desk.list("executions").isEmpty());
    Feeder again;
    PaperDesk later(clock, again.market, paper(path));
    QVERIFY(later.exchange.openAccount());
    QCOMPARE(later.wallet(), QStringLiteral("5000"));
}

void TestPaper::eachCategoryHasItsOwnFees()
{
    FakeClock clock;
    Feeder feed;
    ExchangeConfig config = paper();
    config.fees.linear = {Decimal::fromScaled(1, 4), Decimal::fromScaled(4, 4)};
    PaperDesk desk(clock, feed.market, config);
    feed.gauge("60000", "60000");
    feed.book({{"59999.9", "5"}}, {{"60000", "5"}});
    QCOMPARE(desk.code("order/create", market("a", "Buy", "0.1")), 0);
    QCOMPARE(text(desk.list("executions").last().toObject(), "execFee"), QStringLiteral("2.4")); // 6000 at 0.04 %
    ExchangeFees cheaper;
    cheaper.linear = {0, Decimal::fromScaled(1, 4)};
    desk.exchange.setFees(cheaper);
    QCOMPARE(desk.code("order/create", market("b", "Buy", "0.1")), 0);
    QCOMPARE(text(desk.list("executions").last().toObject(), "execFee"), QStringLiteral("0.6"));
}

void TestPaper::onOneMarketPaperDiffersFromTheOwnMatcherByItsQueueAlone()
{
    const InstrumentId id{Category::Linear, QStringLiteral("BTCUSDT")};
    int queuesWaited = 0;
    for (const std::uint64_t seed : {3U, 4U, 5U}) {
        FakeClock clock;
        FakeScheduler scheduler(clock);
        SyntheticMarket source(clock, scheduler, seed);
        FedMarket fed, queued;
        ExchangeConfig plain = paper();
        plain.countsQueues = false;
        PaperDesk own(clock, source, plain), passed(clock, fed, plain), desk(clock, queued, paper());
        pass(source, fed, id);
        pass(source, queued, id);
        source.watch(id);
        scheduler.advance(1s);
        const Instrument &i = *source.instrument(id);
        Reckoning reckoning;
        bool isReckoning = false;
        connect(&source, &MarketSource::bookChanged, this, [&](const InstrumentId &changed) {
            if (isReckoning && changed == id)
                reckoning.onBook(source.book(id));
        });
        connect(&source, &MarketSource::tradePrinted, this, [&](const InstrumentId &changed, const MarketPrint &print) {
            if (isReckoning && changed == id)
                reckoning.onPrint(print);
        });
        const auto send = [&](const QJsonObject &body) {
            const int code = own.code("order/create", body);
            QCOMPARE(passed.code("order/create", body), code);
            QCOMPARE(desk.code("order/create", body), code);
            QCOMPARE(code, 0);
        };
        for (int round = 0; round < 6; ++round) {
            send(market(qPrintable(QStringLiteral("take%1").arg(round)), round % 2 ? "Sell" : "Buy", "0.05"));
            const PriceTicks bid = source.book(id).bids.front().price;
            const QByteArray name = "rest" + QByteArray::number(round);
            send(limit(name.constData(), "Buy", qPrintable(i.priceText(bid)), "0.8"));
            reckoning = {bid, i.toLots(Feeder::number("0.8")).value(), {}, {}, false};
            reckoning.onBook(source.book(id));
            isReckoning = true;
            scheduler.advance(4s);
            isReckoning = false;
            // What was filled is what the assumptions say, no more than the own matcher gives, and at the same price.
            const Decimal filled = Decimal::parse(text(desk.order(QString::fromLatin1(name)), "cumExecQty")).value();
            const Decimal generous = Decimal::parse(text(own.order(QString::fromLatin1(name)), "cumExecQty")).value();
            QCOMPARE(filled, i.qty(reckoning.filled));
            QVERIFY(filled <= generous);
            queuesWaited += filled < generous ? 1 : 0;
            for (PaperDesk *each : {&own, &passed, &desk})
                static_cast<void>(each->code("order/cancel-all", {{QStringLiteral("category"), QStringLiteral("linear")}, {QStringLiteral("symbol"), id.symbol}}));
        }
        // Passed on, the market gives the same fills, positions and balances, row for row.
        QCOMPARE(trades(passed, true), trades(own, true));
        QCOMPARE(passed.wallet(), own.wallet());
        QCOMPARE(passed.list("positions"), own.list("positions"));
        QCOMPARE(trades(desk, false), trades(own, false)); // who takes waits for nobody
        source.unwatch(id);
    }
    QVERIFY(queuesWaited > 0); // else nothing was compared
}

void TestPaper::onARecordedMarketToo()
{
    const QString path = recordedFile(QStringLiteral("bybit/ws-public/linear-orderbook500-XRPUSDT-20241201.jsonl"));
    BW_REQUIRE_RECORDED(path);
    FakeClock clock;
    FakeScheduler scheduler(clock);
    auto frames = RecordedFrames::load(path, {});
    QVERIFY(frames);
    auto source = RecordedMarket::create(*frames, {}, clock, scheduler);
    QVERIFY(source);
    const InstrumentId id{Category::Linear, QStringLiteral("XRPUSDT")};
    FedMarket queued;
    ExchangeConfig plain = paper();
    plain.countsQueues = false;
    QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("paper.jsonl"));
    PaperDesk own(clock, **source, plain);
    auto desk = std::make_unique<PaperDesk>(clock, queued, paper(file));
    QVERIFY(desk->exchange.openAccount());
    pass(**source, queued, id);
    const Instrument &i = *(*source)->instrument(id);
    (*source)->watch(id);
    const auto both = [&](const char *endpoint, QJsonObject body) {
        body.insert(QStringLiteral("symbol"), id.symbol);
        QCOMPARE(own.code(endpoint, body), 0);
        QCOMPARE(desk->code(endpoint, body), 0);
    };
    int round = 0;
    while (!(*source)->isOver()) {
        const MarketBook &book = (*source)->book(id);
        both("order/create", market(qPrintable(QStringLiteral("t%1").arg(round)), round % 3 == 2 ? "Sell" : "Buy", "400"));
        both("order/create", limit(qPrintable(QStringLiteral("r%1").arg(round)), "Buy", qPrintable(i.priceText(book.bids.front().price)), "50"));
        scheduler.advance(500ms);
        if (round == 2) { // closed and opened again in the middle
            const QJsonObject before = desk->exchange.state();
            desk.reset();
            desk = std::make_unique<PaperDesk>(clock, queued, paper(file));
            QVERIFY(desk->exchange.openAccount());
            QCOMPARE(desk->exchange.state().value(QStringLiteral("orders")), before.value(QStringLiteral("orders")));
            QCOMPARE(desk->exchange.state().value(QStringLiteral("positions")), before.value(QStringLiteral("positions")));
            QCOMPARE(desk->exchange.state().value(QStringLiteral("wallets")), before.value(QStringLiteral("wallets")));
        }
        QVERIFY(++round < 200);
    }
    QVERIFY(round > 3);
    // The recording has no prints: resting orders fill by the book alone, and there the two matchers agree but for what a restart forgets.
    QVERIFY(!trades(own, false).isEmpty());
    for (int each = 0; each < round; ++each) {
        const QString taker = QStringLiteral("t%1").arg(each);
        QCOMPARE(text(desk->order(taker), "cumExecQty"), text(own.order(taker), "cumExecQty"));
        if (each <= 2)
            QCOMPARE(text(desk->order(taker), "avgPrice"), text(own.order(taker), "avgPrice"));
        const QString rest = QStringLiteral("r%1").arg(each);
        QCOMPARE(text(desk->order(rest), "cumExecQty"), text(own.order(rest), "cumExecQty"));
    }
}

QTEST_GUILESS_MAIN(TestPaper)
#include "tst_paper.moc"
