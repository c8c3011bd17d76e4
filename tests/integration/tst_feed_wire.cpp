// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitmarketrest.h"
#include "core/bybit/bybitpublicfeed.h"
#include "core/domain/book/sequencer.h"
#include "core/net/qtwstransport.h"
#include "core/sandbox/sandboxserver.h"

#include <QSet>
#include <QTest>

#include <map>

using namespace bw;
using namespace std::chrono_literals;

namespace {

/// The exchange of the sandbox and our side of the wire, which share no code.
class Wire final {
public:
    explicit Wire(const QString &faults = {}, int symbols = 60)
    {
        SandboxConfig config;
        config.seed = 7;
        config.symbols = symbols;
        config.faults = Faults::parse(faults).value();
        server = std::make_unique<SandboxServer>(std::move(config));
        const auto address = server->listen().value();
        rest = std::make_unique<BybitRest>(QUrl(address.rest), BybitRest::Clients{reads, reads, reads}, clock);
        reader = std::make_unique<BybitMarketRest>(*rest);
        feed = std::make_unique<BybitPublicFeed>(BybitEndpoints::custom(address.rest, address.ws).value(),
                                                 BybitPublicFeed::Parts{QtWsTransport::factory(), clock, scheduler, connects, [] { return 0.0; }});
        QObject::connect(feed.get(), &MarketFeed::bookUpdated, feed.get(), [this](const InstrumentId &id, const BookUpdate &update) {
            judge({id, update.depth}, [&](Sequencer &book) { return book.apply(update); });
        });
        QObject::connect(feed.get(), &MarketFeed::malformed, feed.get(), [this](const InstrumentId &id, const MarketTopic &topic, const QString &) {
            ++malformed;
            if (topic.kind == MarketTopic::Kind::Book)
                judge({id, topic.depth}, [](Sequencer &book) { return book.malformed(); });
        });
        QObject::connect(feed.get(), &MarketFeed::lost, feed.get(), [this](Category category) {
            ++losses;
            for (auto &[name, book] : books)
                if (name.first.category == category)
                    book.reset(GapKind::Disconnected);
        });
        QObject::connect(feed.get(), &MarketFeed::tradesReceived, feed.get(), [this](const InstrumentId &id, std::span<const TradePrint>) { trades.insert(id); });
        QObject::connect(feed.get(), &MarketFeed::tickerUpdated, feed.get(), [this](const InstrumentId &id, const TickerUpdate &) { tickers.insert(id); });
        QObject::connect(feed.get(), &MarketFeed::candlesUpdated, feed.get(), [this](const InstrumentId &id, CandleInterval, std::span<const Candle>) { candles.insert(id); });
        QObject::connect(feed.get(), &MarketFeed::refused, feed.get(), [this](const InstrumentId &id, const MarketTopic &, const Error &) { refused.append(id.symbol); });
        feed->start();
    }

    struct Less {
        bool operator()(const std::pair<InstrumentId, int> &a, const std::pair<InstrumentId, int> &b) const
        {
            return std::tuple(a.first.category, a.first.symbol, a.second) < std::tuple(b.first.category, b.first.symbol, b.second);
        }
    };
    using Name = std::pair<InstrumentId, int>; ///< and the depth

    [[nodiscard]] QVector<InstrumentPtr> instruments(Category category)
    {
        QVector<InstrumentPtr> found;
        bool isOver = false;
        reader->readInstruments(category, feed.get(), [&](const Result<QVector<InstrumentPtr>> &got) {
            found = got.value_or(QVector<InstrumentPtr>());
            isOver = true;
        });
        (void)QTest::qWaitFor([&] { return isOver; });
        return found;
    }
    [[nodiscard]] qsizetype live() const
    {
        return std::count_if(books.begin(), books.end(), [](const auto &entry) { return entry.second.state() == BookState::Live; });
    }

    SystemClock clock;
    QtScheduler scheduler;
    RateLimiter connects{clock, 100.0, 200.0};
    std::unique_ptr<SandboxServer> server;
    HttpClient reads{QStringLiteral("reads"), clock, scheduler};
    std::unique_ptr<BybitRest> rest;
    std::unique_ptr<BybitMarketRest> reader;
    std::unique_ptr<BybitPublicFeed> feed;
    std::map<Name, Sequencer, Less> books;
    std::map<Name, int, Less> updates;
    std::map<GapKind, int> gaps;
    QSet<InstrumentId> trades, tickers, candles;
    QStringList refused;
    int losses = 0, malformed = 0;

private:
    template <class Give>
    void judge(const Name &name, Give give)
    {
        auto &book = books[name];
        if (give(book) == Sequencer::Action::Resync) {
            ++gaps[book.gap()];
            feed->resync(name.first, MarketTopic::book(name.second));
        }
        ++updates[name];
    }
};

} // namespace

class TestFeedWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyTopicOfEveryCategoryIsUnderstood()
    {
        Wire wire;
        QVector<InstrumentId> ids;
        for (const auto category : {Category::Linear, Category::Inverse, Category::Spot}) {
            const auto all = wire.instruments(category);
            QVERIFY(!all.isEmpty());
            const InstrumentPtr &instrument = all.first();
            ids.append(instrument->id());
            for (const int depth : {1, 50, 200, 1000})
                wire.feed->subscribe(instrument, MarketTopic::book(depth));
            for (const auto &topic : {MarketTopic::trades(), MarketTopic::ticker(), MarketTopic::candles(CandleInterval::M1)})
                wire.feed->subscribe(instrument, topic);
            if (category != Category::Spot)
                wire.feed->subscribe(instrument, MarketTopic::liquidations());
        }
        QTRY_COMPARE_WITH_TIMEOUT(wire.live(), 12, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(wire.tickers.size(), 3, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(wire.candles.size(), 3, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(wire.trades.size(), 3, 30000);
        QTRY_VERIFY_WITH_TIMEOUT(wire.updates.at({ids.first(), 50}) > 30, 20000);
        QVERIFY(wire.gaps.empty() && wire.malformed == 0 && wire.refused.isEmpty());
        for (const auto &id : ids) { // the depths are windows on one book
            const auto &deep = wire.books.at({id, 1000}).book();
            QVERIFY(wire.books.at({id, 50}).book().bids().size() <= 50);
            QVERIFY(deep.bids().size() > 1 && !deep.isCrossed());
        }
    }

    void twoHundredSymbolsAreLive()
    {
        Wire wire({}, 600);
        const auto all = wire.instruments(Category::Linear);
        QVERIFY(all.size() >= 200);
        for (const auto &instrument : all.first(200)) {
            wire.feed->subscribe(instrument, MarketTopic::book(50));
            wire.feed->subscribe(instrument, MarketTopic::ticker());
        }
        QTRY_COMPARE_WITH_TIMEOUT(wire.live(), 200, 30000);
        QVERIFY(wire.gaps.empty() && wire.malformed == 0);
    }

    /// The spot check's ground: the venue's own answer and the 1000-level stream are one book where u is the same.
    void theBookByNameIsTheDeepestStreamOfTheSameUpdate()
    {
        Wire wire;
        const InstrumentPtr instrument = wire.instruments(Category::Linear).first();
        wire.feed->subscribe(instrument, MarketTopic::book(1000));
        std::map<std::uint64_t, QVector<Level>> bids;
        QObject::connect(wire.feed.get(), &MarketFeed::bookUpdated, wire.feed.get(), [&] {
            const auto &book = wire.books.at({instrument->id(), 1000});
            const auto levels = book.book().bids();
            bids[book.updateId()] = QVector<Level>(levels.begin(), levels.end());
        });
        QTRY_COMPARE_WITH_TIMEOUT(wire.live(), 1, 20000);
        int equal = 0;
        for (int tries = 0; tries < 10 && equal == 0; ++tries) {
            std::optional<Result<BookUpdate>> named;
            wire.reader->readBook(instrument, 1000, wire.feed.get(), [&](const Result<BookUpdate> &got) { named = got; });
            QTRY_VERIFY(named);
            QVERIFY2(named->has_value(), qPrintable(named->has_value() ? QString() : named->error().detail));
            const BookUpdate &book = named->value();
            if (!QTest::qWaitFor([&] { return bids.count(book.updateId) > 0 || wire.books.at({instrument->id(), 1000}).updateId() > book.updateId; })
                || bids.count(book.updateId) == 0)
                continue;
            QVERIFY(bids.at(book.updateId) == QVector<Level>(book.bids.begin(), book.bids.end()));
            ++equal;
        }
        QVERIFY(equal > 0);
    }

    void candlesByNameEndWhereTheStreamGoesOn()
    {
        Wire wire;
        const InstrumentPtr instrument = wire.instruments(Category::Linear).first();
        std::optional<Candle> streamed;
        QObject::connect(wire.feed.get(), &MarketFeed::candlesUpdated, wire.feed.get(),
                         [&](const InstrumentId &, CandleInterval, std::span<const Candle> news) { streamed = news.back(); });
        wire.feed->subscribe(instrument, MarketTopic::candles(CandleInterval::M1));
        QTRY_VERIFY_WITH_TIMEOUT(streamed, 20000);
        std::optional<Result<QVector<Candle>>> read;
        wire.reader->readCandles(instrument, CandleInterval::M1, wire.clock.utcNow(), 300, wire.feed.get(), [&](const auto &got) { read = got; });
        QTRY_VERIFY(read);
        QVERIFY2(read->has_value(), qPrintable(read->has_value() ? QString() : read->error().detail));
        const auto &candles = read->value();
        QCOMPARE(candles.size(), 300);
        for (qsizetype i = 0; i < candles.size(); ++i)
            QVERIFY(candles.at(i).isClosed && (i == 0 || candles.at(i).start - candles.at(i - 1).start == 1min));
        QVERIFY(wire.clock.utcNow() - candles.last().start < 3min);
    }

    void fundingAndOutagesAreRead()
    {
        Wire wire(QStringLiteral("outage=60s"));
        const InstrumentPtr instrument = wire.instruments(Category::Linear).first();
        std::optional<Result<QVector<FundingRate>>> rates;
        wire.reader->readFundingHistory(instrument->id(), 50, wire.feed.get(), [&](const auto &got) { rates = got; });
        QTRY_VERIFY(rates);
        QVERIFY2(rates->has_value() && !rates->value().isEmpty(), qPrintable(rates->has_value() ? QString() : rates->error().detail));
        std::optional<Result<QVector<VenueOutage>>> outages;
        wire.reader->readOutages(wire.feed.get(), [&](const auto &got) { outages = got; });
        QTRY_VERIFY(outages);
        QVERIFY2(outages->has_value(), qPrintable(outages->has_value() ? QString() : outages->error().detail));
        QCOMPARE(outages->value().size(), 1);
        QVERIFY(!outages->value().first().isOngoing);
    }

    void oneRefusedTopicIsFoundAmongTheOthers()
    {
        Wire wire(QStringLiteral("refuse-subscribe=orderbook.50.ETHUSDT"));
        for (const auto &instrument : wire.instruments(Category::Linear).first(8))
            wire.feed->subscribe(instrument, MarketTopic::book(50));
        QTRY_COMPARE_WITH_TIMEOUT(wire.refused, QStringList{QStringLiteral("ETHUSDT")}, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(wire.live(), 7, 20000);
    }

    /// Broken bytes, lost, doubled, late and lying deltas, and a socket that is cut: the books come back by themselves.
    void booksHealFromEveryFault()
    {
        Wire wire(QStringLiteral("corrupt=0.01,gap=0.01,doubled=0.01,reordered=0.01,crossed=0.01,seq-backwards=0.01,restart=0.01,drop-after=6s"));
        for (const auto &instrument : wire.instruments(Category::Linear).first(4))
            wire.feed->subscribe(instrument, MarketTopic::book(50));
        QTRY_VERIFY_WITH_TIMEOUT(wire.losses >= 2, 40000);
        QTRY_VERIFY_WITH_TIMEOUT(wire.gaps.size() >= 3, 40000);
        wire.server->setFaults({});
        QTRY_COMPARE_WITH_TIMEOUT(wire.live(), 4, 40000);
    }
};

QTEST_GUILESS_MAIN(TestFeedWire)
#include "tst_feed_wire.moc"
