// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitvenue.h"
#include "core/net/httpclient.h"
#include "core/recording/recordingwriter.h"
#include "core/recording/replayvenue.h"
#include "tests/unit/recording/replaybench.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

/// A recording on its way back: the same state at any speed, true times, and nothing that leaves.
class TestReplay : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void replaysEndInTheStateOfTheSessionAtAnySpeed_data();
    void replaysEndInTheStateOfTheSessionAtAnySpeed();
    void whoLooksOnDoesNotChangeTheState();
    void timeIsThatOfTheRecording();
    void itPausesStepsAndGoesForward();
    void theWayBackLeadsOverTheStart();
    void whoComesLateGetsThePresentBook();
    void aReconnectIsReplayed();
    void aTornRecordingSaysSo();
    void requestsGetTheirRecordedAnswersInOrder();
    void commandsNeverLeave();
    void timersFireInOneOrder();
    void recordsInAnyOrderNeverCrash();

private:
    QString m_plain, m_reconnected;
    QString m_bookHash;
    std::uint64_t m_updateId = 0;
    QTemporaryDir m_folder;
};

static QString hashOf(const Sequencer &book)
{
    QString text = toName(book.state());
    for (const auto &side : {book.book().bids(), book.book().asks()})
        for (const Level &level : side)
            text += QStringLiteral(" %1:%2").arg(level.price.value()).arg(level.qty.value());
    return text;
}

void TestReplay::initTestCase()
{
    m_plain = m_folder.filePath(QStringLiteral("plain.rec"));
    {
        RecordedSession session(m_plain);
        session.scheduler.advance(40ms);
        session.subscribe(replayedInstrument());
        session.scheduler.advance(60ms);
        session.server.last()->accept();
        session.server.last()->push(bookFrame(QStringLiteral("BTCUSDT"), 10, true));
        for (int second = 0; second < 20; ++second)
            session.play(QStringLiteral("BTCUSDT"), 11 + 10 * second);
        QCOMPARE(session.book.state(), BookState::Live);
        m_bookHash = hashOf(session.book);
        m_updateId = session.book.updateId();
    }
    m_reconnected = m_folder.filePath(QStringLiteral("reconnected.rec"));
    RecordedSession session(m_reconnected);
    session.subscribe(replayedInstrument());
    session.server.last()->accept();
    session.server.last()->push(bookFrame(QStringLiteral("BTCUSDT"), 10, true));
    session.play(QStringLiteral("BTCUSDT"), 11);
    session.server.last()->drop();
    session.scheduler.advance(5s);
    QCOMPARE(session.server.count(), 2);
    session.server.last()->accept();
    session.server.last()->push(bookFrame(QStringLiteral("BTCUSDT"), 500, true));
    session.play(QStringLiteral("BTCUSDT"), 501);
    QCOMPARE(session.book.state(), BookState::Live);
}

void TestReplay::replaysEndInTheStateOfTheSessionAtAnySpeed_data()
{
    QTest::addColumn<double>("speed");
    QTest::newRow("1x") << 1.0;
    QTest::newRow("7x") << 7.0;
    QTest::newRow("100x") << 100.0;
}

void TestReplay::replaysEndInTheStateOfTheSessionAtAnySpeed()
{
    QFETCH(double, speed);
    ReplayBench first(m_plain, 1), second(m_plain, speed);
    for (auto *bench : {&first, &second}) {
        bench->feed->subscribe(replayedInstrument(), MarketTopic::book(50));
        bench->runToTheEnd();
        QVERIFY(bench->player->position().isOver);
        QCOMPARE(hashOf(bench->book), m_bookHash);
        QCOMPARE(bench->book.updateId(), m_updateId);
        QCOMPARE(bench->player->position().frames, 201);
        QCOMPARE(bench->player->position().trouble, QString());
    }
    QCOMPARE(first.player->position().hash.size(), 64);
    QCOMPARE(first.player->position().hash, second.player->position().hash);
    QVERIFY(second.heard > 200);
    const auto took = second.real.now() - MonoTime(1000s);
    QVERIFY(took >= 20s / speed && took < 20s / speed + 500ms);

    ReplayBench other(m_reconnected, 100);
    other.runToTheEnd();
    QVERIFY(other.player->position().hash != first.player->position().hash); // it does depend on what was played
}

void TestReplay::whoLooksOnDoesNotChangeTheState()
{
    ReplayBench alone(m_plain, 100), watched(m_plain, 10);
    watched.realScheduler.advance(300ms);
    watched.feed->subscribe(replayedInstrument(), MarketTopic::book(50));
    watched.realScheduler.advance(300ms);
    watched.feed->resync(replayedInstrument()->id(), MarketTopic::book(50));
    watched.feed->unsubscribe(replayedInstrument()->id(), MarketTopic::book(50));
    alone.runToTheEnd();
    watched.runToTheEnd();
    QCOMPARE(alone.player->position().hash, watched.player->position().hash);
    QCOMPARE(alone.heard, 0);
    QVERIFY(watched.heard > 0);
}

void TestReplay::timeIsThatOfTheRecording()
{
    ReplayBench bench(m_plain);
    const auto began = bench.clock->now();
    std::vector<UtcTime> ticks;
    const auto timer = bench.stage->scheduler.every(1s, [&] { ticks.push_back(bench.clock->utcNow()); });
    bench.realScheduler.advance(5100ms);
    QCOMPARE(ticks.size(), 5U); // by recorded time, not by the test's
    QCOMPARE(toMs(ticks.front()), 1'700'000'001'000);
    QCOMPARE(bench.player->position().length, 20100ms);
    QVERIFY(bench.player->position().at >= 4900ms && bench.player->position().at <= 5000ms);
    QVERIFY(bench.clock->now() - began >= 4900ms && bench.clock->now() - began <= 5s);
    bench.player->setSpeed(1000); // held to 100
    QCOMPARE(bench.player->position().speed, 100.0);
    bench.realScheduler.advance(100ms);
    QVERIFY(bench.player->position().at >= 14s && bench.player->position().at <= 16s);
}

void TestReplay::itPausesStepsAndGoesForward()
{
    ReplayBench bench(m_plain);
    bench.realScheduler.advance(1100ms);
    bench.player->setPaused(true);
    const auto paused = bench.player->position();
    const auto stood = bench.clock->now();
    bench.realScheduler.advance(10s);
    QCOMPARE(bench.player->position().frames, paused.frames);
    QCOMPARE(bench.clock->now(), stood); // ages stand still with it
    for (int i = 1; i <= 3; ++i) {
        bench.player->step();
        bench.realScheduler.advance(10ms);
        QCOMPARE(bench.player->position().frames, paused.frames + i);
        QVERIFY(bench.player->position().isPaused);
    }
    bench.player->seek(10s);
    bench.realScheduler.advance(10ms);
    QCOMPARE(bench.player->position().at, 10000ms);
    QVERIFY(bench.player->position().isPaused);
    bench.player->setPaused(false);
    bench.realScheduler.advance(1s);
    QVERIFY(bench.player->position().at >= 10900ms && bench.player->position().at <= 11s); // from there on, without a leap
    ReplayBench straight(m_plain, 100);
    bench.runToTheEnd();
    straight.runToTheEnd();
    QCOMPARE(bench.player->position().hash, straight.player->position().hash);
}

void TestReplay::theWayBackLeadsOverTheStart()
{
    ReplayBench bench(m_plain, 2);
    bench.realScheduler.advance(5s);
    const auto before = bench.clock->now();
    QSignalSpy rebuild(bench.player.get(), &ReplayControl::rebuildWanted);
    bench.player->seek(3s);
    QCOMPARE(rebuild.size(), 1);
    QCOMPARE(bench.resume->at, 3s);
    QCOMPARE(bench.resume->speed, 2.0);
    ReplayBench again(m_plain, 2, bench.clock); // what the engine's maker does with the same factory
    *again.resume = *bench.resume;
    again.begin(m_plain);
    again.feed->subscribe(replayedInstrument(), MarketTopic::book(50));
    again.realScheduler.advance(120ms);
    QVERIFY(again.player->position().at >= 3s && again.player->position().at <= 3100ms);
    QCOMPARE(again.book.state(), BookState::Live);
    QVERIFY(bench.clock->now() >= before); // steady time never falls: nothing on screen can have a negative age
    again.runToTheEnd();
    QCOMPARE(hashOf(again.book), m_bookHash);
}

void TestReplay::whoComesLateGetsThePresentBook()
{
    ReplayBench bench(m_plain);
    bench.realScheduler.advance(10s);
    QCOMPARE(bench.book.state(), BookState::Waiting);
    bench.feed->subscribe(replayedInstrument(), MarketTopic::book(50));
    bench.realScheduler.advance(200ms);
    QCOMPARE(bench.book.state(), BookState::Live);
    bench.book.reset(GapKind::Disconnected);
    bench.feed->resync(replayedInstrument()->id(), MarketTopic::book(50));
    bench.realScheduler.advance(200ms);
    QCOMPARE(bench.book.state(), BookState::Live);
    bench.runToTheEnd();
    QCOMPARE(hashOf(bench.book), m_bookHash);
}

void TestReplay::aReconnectIsReplayed()
{
    ReplayBench bench(m_reconnected);
    bench.feed->subscribe(replayedInstrument(), MarketTopic::book(50));
    QSignalSpy lost(bench.feed.get(), &MarketFeed::lost);
    bench.runToTheEnd();
    QCOMPARE(lost.size(), 1);
    QCOMPARE(bench.book.state(), BookState::Live);
    QCOMPARE(bench.book.updateId(), 510U);
}

void TestReplay::aTornRecordingSaysSo()
{
    const QString path = m_folder.filePath(QStringLiteral("torn.rec"));
    QVERIFY(QFile::copy(m_plain, path));
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.resize(file.size() - 10));
    file.close();
    ReplayBench bench(path, 100);
    bench.runToTheEnd();
    QVERIFY(bench.player->position().isOver);
    QVERIFY(!bench.player->position().trouble.isEmpty());
}

void TestReplay::requestsGetTheirRecordedAnswersInOrder()
{
    ReplayClock clock(0);
    ReplayScheduler scheduler(clock);
    const auto answers = std::make_shared<ReplayAnswers>(clock, scheduler);
    HttpClient client(QStringLiteral("reads"), clock, scheduler);
    client.setSource(answers->source());
    const auto record = [&](const char *url, const char *body) {
        HttpRequest request;
        request.url = QUrl(QLatin1StringView(url));
        HttpAnswer answer;
        answer.status = 200;
        answer.body = body;
        answer.receivedAt = answer.sentAt + 3ms;
        answers->apply({{}, 0, RecordKind::Reply, 0, encodeReply(request, answer, ConnectionStatus::Reason::None)});
    };
    QByteArrayList got;
    QList<Error> errors;
    const auto ask = [&](const char *url) {
        HttpRequest request;
        request.url = QUrl(QLatin1StringView(url));
        client.send(request, &client, [&](const Result<HttpAnswer> &outcome) {
            if (outcome)
                got.append(outcome->body);
            else
                errors.append(outcome.error());
        });
    };
    const auto pass = [&](std::chrono::milliseconds time) {
        for (const auto end = clock.now() + time; scheduler.nextDue() && *scheduler.nextDue() <= end;)
            scheduler.fireNext();
        clock.moveTo(clock.now() + time);
    };

    ask("https://h/v5/market/tickers?symbol=A");
    QVERIFY(got.isEmpty()); // it has not come yet
    record("https://h/v5/market/tickers?symbol=A", "1");
    QCOMPARE(got, QByteArrayList{"1"});
    record("https://h/v5/market/tickers?symbol=A", "2");
    record("https://h/v5/market/tickers?symbol=B", "b");
    ask("https://h/v5/market/tickers?symbol=A");
    QCOMPARE(got.size(), 1); // never from within send()
    pass(0ms);
    QCOMPARE(got, (QByteArrayList{"1", "2"}));
    ask("https://h/v5/market/tickers?symbol=A"); // more often than recorded
    pass(3s);
    QCOMPARE(got, (QByteArrayList{"1", "2", "2"}));
    ask("https://h/v5/market/kline?symbol=A&end=5");
    record("https://h/v5/market/kline?symbol=A&end=4", "k"); // the same question at another time
    QCOMPARE(got.last(), QByteArray("k"));
    ask("https://h/v5/market/nothing");
    pass(11s);
    QCOMPARE(errors.size(), 1);
    QCOMPARE(errors.first().family, ErrorFamily::Timeout);
    record("https://h/v5/market/time", "t");
    ask("https://h/v5/market/time");
    pass(0ms);
    QCOMPARE(got.last(), QByteArray("t"));
    ask("https://h/v5/market/time"); // the time of then would be wrong now
    pass(11s);
    QCOMPARE(errors.size(), 2);
    QCOMPARE(client.jobsRunning(), 0); // nothing of all this was a job of the network
}

void TestReplay::commandsNeverLeave()
{
    ReplayClock clock(1'700'000'000'000);
    const auto stage = std::make_shared<ReplayStage>(clock);
    HttpClient client(QStringLiteral("all"), clock, stage->scheduler);
    QStringList left;
    client.setSource([&](const HttpRequest &request, QObject *context, HttpOutcome done) {
        left.append(request.url.path());
        stage->answers->source()(request, context, std::move(done));
    });
    RateLimiter connects(clock, 1.0, 200.0);
    ReplayVenue venue(std::make_unique<BybitVenue>(replayedEndpoints(), BybitRest::Clients{client, client, client},
                                                   BybitPrivateStream::Parts{stage->sockets->factory(), clock, stage->scheduler, connects, [] { return 0.5; }}));
    venue.start({QStringLiteral("mine"), SecretBytes("mine")});
    QVERIFY(left.isEmpty()); // a key of today has no business in a recording of yesterday
    venue.applyNote({{QStringLiteral("venue"), QStringLiteral("start")}, {QStringLiteral("hasKey"), true}});
    QList<CommandOutcome::Kind> outcomes;
    const auto note = [&](const CommandOutcome &outcome) { outcomes.append(outcome.kind); };
    venue.cancel(replayedInstrument()->id(), QStringLiteral("bw-1"), QString(), note);
    venue.cancelAll({Category::Linear, QStringLiteral("USDT"), {}, false}, note);
    QTRY_COMPARE(outcomes, (QList{CommandOutcome::Kind::NotSent, CommandOutcome::Kind::NotSent}));
    for (const QString &path : left)
        QVERIFY2(!path.contains(QStringLiteral("/order/")), qPrintable(path));
    QVERIFY(!left.isEmpty()); // it did ask, for the time

    // Even a request that came past the venue would be refused before anything is looked for.
    HttpRequest order;
    order.method = HttpRequest::Method::Post;
    order.url = QUrl(QStringLiteral("https://h.example/v5/order/create"));
    order.isOnceOnly = true;
    HttpAnswer accepted;
    accepted.status = 200;
    stage->answers->apply({{}, 0, RecordKind::Reply, 0, encodeReply(order, accepted, ConnectionStatus::Reason::None)});
    std::optional<Result<HttpAnswer>> outcome;
    client.send(order, &client, [&](const Result<HttpAnswer> &answer) { outcome = answer; });
    while (!outcome && stage->scheduler.nextDue())
        stage->scheduler.fireNext();
    QVERIFY(outcome && !*outcome);
    QCOMPARE(outcome->error().certainty, Certainty::NotSent);
}

void TestReplay::timersFireInOneOrder()
{
    ReplayClock clock(0);
    ReplayScheduler scheduler(clock);
    QString order;
    Scheduler::Handle later;
    auto a = scheduler.after(10ms, [&] { order += u'a'; later = scheduler.after(0ms, [&] { order += u'l'; }); });
    const auto b = scheduler.after(10ms, [&] { order += u'b'; a.reset(); });
    Scheduler::Handle every = scheduler.every(4ms, [&] {
        order += u'e';
        if (order.count(u'e') == 3)
            every.reset(); // from within
    });
    const auto never = std::make_unique<Scheduler::Handle>(scheduler.after(1ms, [&] { order += u'n'; }));
    never->reset();
    while (scheduler.nextDue())
        scheduler.fireNext();
    QCOMPARE(order, QStringLiteral("eeable"));
}

/// Whole blocks, and nonsense in them: sockets that were never opened, closed twice or cut into, notes and replies of any kind.
void TestReplay::recordsInAnyOrderNeverCrash()
{
    QRandomGenerator random(5);
    const auto instrument = replayedInstrument();
    const QByteArray url = replayedEndpoints().publicUrl(Category::Linear).toEncoded();
    const auto noteOf = [&](TopicNote::Act act) {
        QByteArray note = QJsonDocument(toJson(TopicNote{act, instrument->id(), instrument, MarketTopic::book(50)})).toJson(QJsonDocument::Compact);
        if (random.bounded(4) == 0)
            note[random.bounded(static_cast<int>(note.size()))] = static_cast<char>(random.bounded(256));
        return note;
    };
    int heard = 0, live = 0;
    for (int round = 0; round < 100; ++round) {
        const QString path = m_folder.filePath(QStringLiteral("any%1.rec").arg(round));
        const auto writer = RecordingWriter::create(path, {}, 1'700'000'000'000, 100'000'000).value();
        int updateId = 10;
        for (int i = 0; i < 300; ++i) {
            const auto kind = static_cast<RecordKind>(random.bounded(1, 8));
            const auto stream = static_cast<std::uint32_t>(random.bounded(4));
            QByteArray bytes;
            if (kind == RecordKind::Opened)
                bytes = random.bounded(5) == 0 ? QByteArray("\xff:/") : url;
            else if (kind == RecordKind::Frame)
                bytes = random.bounded(6) == 0 ? QByteArray("{\"topic\":") : bookFrame(QStringLiteral("BTCUSDT"), updateId++, random.bounded(5) == 0);
            else if (kind == RecordKind::Note)
                bytes = noteOf(static_cast<TopicNote::Act>(random.bounded(3)));
            else if (kind == RecordKind::Closed)
                bytes = QByteArray(random.bounded(3), static_cast<char>(random.bounded(256)));
            else if (kind == RecordKind::Reply)
                bytes = random.bounded(2) == 0 ? QByteArray("{\"request\":7}\n{}") : QByteArray("{\"request\":\"GET x\",\"status\":-1,\"tripNs\":1e300}\n");
            const std::int64_t utcMs = random.bounded(20) == 0 ? random.bounded(2'000'000'000) : 1'700'000'000'000 + i * 300;
            QVERIFY(writer->add({std::chrono::milliseconds(i * 300), utcMs, kind, stream, bytes}));
        }
        QVERIFY(writer->flush());
        ReplayBench bench(path, 100);
        bench.feed->subscribe(instrument, MarketTopic::book(50));
        bench.runToTheEnd();
        QVERIFY(bench.player->position().isOver);
        ReplayBench again(path, 50);
        again.runToTheEnd();
        QCOMPARE(again.player->position().hash, bench.player->position().hash);
        heard += bench.heard;
        live += bench.book.state() == BookState::Live ? 1 : 0;
    }
    QVERIFY(heard > 100); // some of it was heard and understood
    QVERIFY(live < 100);
}

QTEST_GUILESS_MAIN(TestReplay)
#include "tst_replay.moc"
