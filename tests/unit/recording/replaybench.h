// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitpublicfeed.h"
#include "core/recording/recorder.h"
#include "core/recording/recordingfeed.h"
#include "core/recording/replayfeed.h"
#include "core/recording/replayplayer.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/fakewstransport.h"

#include <QSignalSpy>

namespace bw {

inline InstrumentPtr replayedInstrument(const QString &symbol = QStringLiteral("BTCUSDT"))
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::fromScaled(1, 1);
    filters.lotSize = Decimal::fromScaled(1, 3);
    return Instrument::create({Category::Linear, symbol}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"),
                              InstrumentStatus::Trading).value();
}

inline BybitEndpoints replayedEndpoints() { return BybitEndpoints::custom(QStringLiteral("https://h.example"), QStringLiteral("wss://h.example")).value(); }

inline QByteArray bookFrame(const QString &symbol, int updateId, bool isSnapshot)
{
    QByteArray bids, asks;
    for (int i = 0; i < (isSnapshot ? 50 : 2); ++i) {
        bids += (bids.isEmpty() ? "" : ",") + QByteArray("[\"") + QByteArray::number(63400 - (isSnapshot ? i : (updateId * 7 + i) % 50)) + ".0\",\"0." + QByteArray::number(100 + (updateId * 13 + i) % 800) + "\"]";
        asks += (asks.isEmpty() ? "" : ",") + QByteArray("[\"") + QByteArray::number(63401 + (isSnapshot ? i : (updateId * 5 + i) % 50)) + ".0\",\"0." + QByteArray::number(100 + (updateId * 17 + i) % 800) + "\"]";
    }
    return "{\"topic\":\"orderbook.50." + symbol.toLatin1() + "\",\"type\":\"" + (isSnapshot ? "snapshot" : "delta") + "\",\"ts\":1700000000000,\"data\":{\"s\":\""
           + symbol.toLatin1() + "\",\"b\":[" + bids + "],\"a\":[" + asks + "],\"u\":" + QByteArray::number(updateId) + ",\"seq\":" + QByteArray::number(1000 + updateId)
           + "},\"cts\":1700000000000}";
}

/// A session of a public feed against a venue that is the test, recorded into a file.
class RecordedSession {
public:
    explicit RecordedSession(const QString &path)
        : recorder(Recorder::start(path, {}, clock).value()),
          feed(recorder, std::make_unique<BybitPublicFeed>(replayedEndpoints(), BybitPublicFeed::Parts{Recorder::recorded(recorder, server.factory()), clock,
                                                                                                        scheduler, connects, [] { return 0.5; }}))
    {
        QObject::connect(&feed, &MarketFeed::bookUpdated, &feed, [this](const InstrumentId &, const BookUpdate &update) { (void)book.apply(update); });
        QObject::connect(&feed, &MarketFeed::lost, &feed, [this] { book.reset(GapKind::Disconnected); });
        feed.start();
    }

    void subscribe(const InstrumentPtr &instrument)
    {
        feed.subscribe(instrument, MarketTopic::book(50));
        feed.subscribe(instrument, MarketTopic::trades());
    }
    /// A second of market: ten frames.
    void play(const QString &symbol, int firstUpdateId)
    {
        for (int i = 0; i < 10; ++i) {
            scheduler.advance(std::chrono::milliseconds(100));
            server.last()->push(bookFrame(symbol, firstUpdateId + i, false));
        }
    }

    FakeClock clock;
    FakeScheduler scheduler{clock};
    RateLimiter connects{clock, 1.0, 200.0};
    FakeWsServer server;
    std::shared_ptr<Recorder> recorder;
    RecordingFeed feed;
    Sequencer book;
};

/// A replay on the test's thread: the player's real time is a fake one.
class ReplayBench {
public:
    explicit ReplayBench(const QString &path, double speed = 1, std::shared_ptr<ReplayClock> shared = nullptr)
        : clock(shared ? std::move(shared) : std::make_shared<ReplayClock>(0))
    {
        resume->speed = speed;
        feed = std::make_unique<ReplayFeed>(std::make_unique<BybitPublicFeed>(replayedEndpoints(), BybitPublicFeed::Parts{stage->sockets->factory(), *clock, stage->scheduler,
                                                                                                                          connects, [] { return 0.5; }}),
                                            stage->scheduler);
        QObject::connect(feed.get(), &MarketFeed::bookUpdated, feed.get(), [this](const InstrumentId &, const BookUpdate &update) {
            ++heard;
            (void)book.apply(update);
        });
        QObject::connect(feed.get(), &MarketFeed::lost, feed.get(), [this] { book.reset(GapKind::Disconnected); });
        begin(path);
        feed->start();
    }
    ~ReplayBench() { player.reset(); }

    void begin(const QString &path)
    {
        player = std::make_unique<ReplayPlayer>(RecordingReader::open(path).value(), stage, resume, real, realScheduler);
        player->setNoteHandler([this](const QJsonObject &note) { feed->applyNote(note); });
        player->setStateHash([this] { return feed->stateHash(); });
    }
    void runToTheEnd()
    {
        for (int i = 0; i < 100'000 && !player->position().isOver; ++i)
            realScheduler.advance(std::chrono::milliseconds(5));
    }

    FakeClock real;
    FakeScheduler realScheduler{real};
    std::shared_ptr<ReplayClock> clock;
    std::shared_ptr<ReplayStage> stage = std::make_shared<ReplayStage>(*clock);
    std::shared_ptr<ReplayResume> resume = std::make_shared<ReplayResume>();
    RateLimiter connects{*clock, 1.0, 200.0};
    std::unique_ptr<ReplayFeed> feed;
    std::unique_ptr<ReplayPlayer> player;
    Sequencer book;
    int heard = 0;
};

} // namespace bw
