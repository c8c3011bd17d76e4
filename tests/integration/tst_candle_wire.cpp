// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitmarketrest.h"
#include "core/bybit/bybitpublicfeed.h"
#include "core/engine/candledesk.h"
#include "core/net/qtwstransport.h"
#include "core/sandbox/sandboxserver.h"

#include <QTest>

using namespace bw;

/// The desk of candles with its real feed and reader against the sandbox exchange, over real sockets.
class TestCandleWire : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void historyAndStreamJoinWithoutAHole_data();
    void historyAndStreamJoinWithoutAHole();
    void olderPagesJoinToo();
    void aCutSocketHealsByItself();
    void anUnknownSymbolIsToldAndNothingIsShown();
};

namespace {

constexpr int kWait = 15000;

struct Wire {
    explicit Wire(InstrumentId id, const Faults &faults = {}) : server(configOf(faults))
    {
        const auto address = server.listen().value();
        const auto endpoints = BybitEndpoints::custom(address.rest, address.ws).value();
        rest = std::make_unique<BybitRest>(endpoints.rest, BybitRest::Clients{http, http, http}, clock);
        reader = std::make_unique<BybitMarketRest>(*rest);
        feed = std::make_unique<BybitPublicFeed>(endpoints,
                                                 BybitPublicFeed::Parts{QtWsTransport::factory(), clock, scheduler, connects, Backoff::systemRandom()});
        desk = std::make_unique<CandleDesk>(*feed, *reader, channels, clock, scheduler);
        feed->start();
        reader->readInstrument(id, &context, [this](const Result<InstrumentPtr> &found) {
            if (found)
                desk->setInstrument(*found);
        });
    }
    static SandboxConfig configOf(const Faults &faults)
    {
        SandboxConfig config;
        config.seed = 7;
        config.faults = faults;
        return config;
    }
    [[nodiscard]] std::shared_ptr<const CandleView> view() const { return channels.candles.read(); }
    [[nodiscard]] bool isReady() const { return view() && view()->state == CandleView::State::Ready; }

    SystemClock clock;
    QtScheduler scheduler;
    SandboxServer server;
    RateLimiter connects{clock, 1.0, 200.0};
    HttpClient http{QStringLiteral("reads"), clock, scheduler};
    MarketChannels channels;
    std::unique_ptr<BybitRest> rest;
    std::unique_ptr<BybitMarketRest> reader;
    std::unique_ptr<BybitPublicFeed> feed;
    std::unique_ptr<CandleDesk> desk;
    QObject context;
};

/// Every bar one length after the one before, the live one too, and every bar one that can be.
[[nodiscard]] bool isWhole(const CandleView &view)
{
    const auto length = lengthOf(view.interval);
    const auto &bars = *view.closed;
    for (std::size_t i = 0; i < bars.size(); ++i)
        if (!isPlausible(bars[i], view.interval) || !bars[i].isClosed || (i > 0 && bars[i].start - bars[i - 1].start != length))
            return false;
    return !view.open || bars.empty() || view.open->start - bars.back().start == length;
}

} // namespace

void TestCandleWire::historyAndStreamJoinWithoutAHole_data()
{
    QTest::addColumn<Category>("category");
    QTest::addColumn<QString>("symbol");
    QTest::addColumn<CandleInterval>("interval");
    for (const auto interval : kCandleIntervals)
        QTest::newRow(qPrintable(toName(interval))) << Category::Linear << QStringLiteral("BTCUSDT") << interval;
    QTest::newRow("inverse") << Category::Inverse << QStringLiteral("BTCUSD") << CandleInterval::M1;
    QTest::newRow("spot") << Category::Spot << QStringLiteral("BTCUSDT") << CandleInterval::M1;
}

void TestCandleWire::historyAndStreamJoinWithoutAHole()
{
    QFETCH(Category, category);
    QFETCH(QString, symbol);
    QFETCH(CandleInterval, interval);
    Wire wire({category, symbol});
    wire.desk->select(interval);
    QTRY_VERIFY_WITH_TIMEOUT(wire.isReady() && wire.view()->open, kWait);
    const auto view = wire.view();
    QVERIFY(view->interval == interval);
    QVERIFY2(view->closed->size() == 1000 || view->hasAllHistory, qPrintable(QString::number(view->closed->size())));
    QVERIFY(!view->closed->empty());
    QTRY_VERIFY_WITH_TIMEOUT(isWhole(*wire.view()), kWait); // a bar that closed between page and stream is read again
    const auto age = wire.clock.utcNow() - view->open->start;
    QVERIFY(age >= -std::chrono::seconds(1) && age < lengthOf(interval) + std::chrono::seconds(5));
    const auto then = view->receivedAt;
    QTRY_VERIFY_WITH_TIMEOUT(wire.view()->receivedAt > then, kWait); // and it goes on
}

void TestCandleWire::olderPagesJoinToo()
{
    Wire wire({Category::Linear, QStringLiteral("BTCUSDT")});
    QTRY_VERIFY_WITH_TIMEOUT(wire.isReady(), kWait);
    for (std::size_t pages = 2; pages <= 4; ++pages) {
        wire.desk->loadOlder();
        QVERIFY(wire.view()->isLoadingOlder);
        QTRY_VERIFY_WITH_TIMEOUT(!wire.view()->isLoadingOlder, kWait);
        QVERIFY(wire.view()->closed->size() >= pages * 1000);
        QVERIFY(isWhole(*wire.view()));
    }
}

void TestCandleWire::aCutSocketHealsByItself()
{
    Wire wire({Category::Linear, QStringLiteral("BTCUSDT")});
    QTRY_VERIFY_WITH_TIMEOUT(wire.isReady() && wire.view()->open, kWait);
    int losses = 0;
    QObject::connect(wire.feed.get(), &MarketFeed::lost, &wire.context, [&losses] { ++losses; });
    wire.server.setFaults(Faults::parse(QStringLiteral("drop-after=1s")).value());
    QTRY_VERIFY_WITH_TIMEOUT(losses > 0, kWait);
    wire.server.setFaults(Faults());
    const auto then = wire.clock.now();
    QTRY_VERIFY_WITH_TIMEOUT(wire.view()->receivedAt > then, kWait);
    QTRY_VERIFY_WITH_TIMEOUT(wire.isReady() && isWhole(*wire.view()), kWait);
}

void TestCandleWire::anUnknownSymbolIsToldAndNothingIsShown()
{
    Wire wire({Category::Linear, QStringLiteral("BTCUSDT")});
    QTRY_VERIFY_WITH_TIMEOUT(wire.isReady(), kWait);
    const auto known = wire.view()->instrument;
    const auto unknown = Instrument::create({Category::Linear, QStringLiteral("NOSUCHUSDT")}, known->filters(), QStringLiteral("NOSUCH"),
                                            QStringLiteral("USDT"), QStringLiteral("USDT"), InstrumentStatus::Trading).value();
    wire.desk->setInstrument(unknown);
    QTRY_VERIFY_WITH_TIMEOUT(wire.view()->state == CandleView::State::Failed, kWait);
    QVERIFY(wire.view()->instrument == unknown);
    QVERIFY(wire.view()->closed->empty() && !wire.view()->open);
    wire.desk->setInstrument(known);
    QTRY_VERIFY_WITH_TIMEOUT(wire.isReady() && wire.view()->open && wire.view()->instrument == known, kWait);
    QVERIFY(isWhole(*wire.view()));
}

QTEST_GUILESS_MAIN(TestCandleWire)
#include "tst_candle_wire.moc"
