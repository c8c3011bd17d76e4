// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qtwstransport.h"
#include "core/tardis/tardisrelayfeed.h"
#include "core/tardis/tardisrelayhistory.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/rawserver.h"
#include "tests/support/recorded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QUrlQuery>
#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>

using namespace bw;
using namespace std::chrono_literals;
using State = ConnectionStatus::State;
using Reason = ConnectionStatus::Reason;

namespace {

/// A relay that plays lines to whoever asks for a book, as its script says: then it stays silent, dies or closes with words.
class PlayingRelay final {
public:
    enum class End { Silent, Dies, Closes };
    struct Act {
        QList<QByteArray> lines;
        End end = End::Silent;
        int code = 1000;
        QString reason = {};
    };
    explicit PlayingRelay(QList<Act> acts) : m_acts(std::move(acts)), m_server(QStringLiteral("relay"), QWebSocketServer::NonSecureMode)
    {
        m_server.listen(QHostAddress::LocalHost);
        QObject::connect(&m_server, &QWebSocketServer::newConnection, &m_server, [this] {
            QWebSocket *socket = m_server.nextPendingConnection();
            socket->setParent(&m_server);
            asked.append(socket->requestUrl());
            play(*socket, m_acts.at(std::min<qsizetype>(asked.size(), m_acts.size()) - 1));
        });
    }
    [[nodiscard]] QUrl url() const { return m_server.serverUrl(); }
    QList<QUrl> asked;

private:
    static void play(QWebSocket &socket, const Act &act)
    {
        for (const auto &line : act.lines)
            socket.sendTextMessage(QString::fromUtf8(line));
        if (act.end == End::Dies)
            QTimer::singleShot(50, &socket, [&socket] { socket.abort(); }); // what was sent may arrive before
        else if (act.end == End::Closes)
            socket.close(static_cast<QWebSocketProtocol::CloseCode>(act.code), act.reason);
    }
    const QList<Act> m_acts;
    QWebSocketServer m_server;
};

using Act = PlayingRelay::Act;

Act plays(const QList<QByteArray> &lines) { return {lines}; }
Act dies(const QList<QByteArray> &lines) { return {lines, PlayingRelay::End::Dies}; }
Act closes(int code, const QString &reason) { return {{}, PlayingRelay::End::Closes, code, reason}; }

QList<QByteArray> booksOf(const QString &name)
{
    QList<QByteArray> lines;
    for (const auto &line : readLines(recordedFile(name)))
        if (line.contains("\"book_change\"") || line.contains("\"disconnect\""))
            lines.append(line);
    return lines;
}

const QByteArray kSnapshot = R"({"type":"book_change","symbol":"BTCUSDT","exchange":"bybit","isSnapshot":true,"bids":[{"price":96249.9,"amount":1.339}],)"
                             R"("asks":[{"price":96250.1,"amount":0.5}],"timestamp":"2026-01-15T00:00:00.071Z"})";

RelayPair pairOf(const char *symbol, const char *tick, const char *lot)
{
    RelayPair pair;
    pair.key = {QStringLiteral("bybit"), QLatin1StringView(symbol)};
    pair.kind = RelayPair::Kind::Spot; // the book alone
    pair.tick = *Decimal::parse(std::string_view(tick));
    pair.lot = *Decimal::parse(std::string_view(lot));
    return pair;
}

} // namespace

/// The feed over real sockets; time is moved by hand.
class TestRelay : public QObject {
    Q_OBJECT

    struct Bench {
        Bench()
        {
            QObject::connect(&feed, &RelayFeed::quoteChanged, &feed, [this](const VenueQuote &each) {
                lives += each.isLive() && !quote.isLive() ? 1 : 0;
                quote = each;
            });
            QObject::connect(&feed, &RelayFeed::statusChanged, &feed, [this](const RelayKey &, const ConnectionStatus &each) { status = each; });
            QObject::connect(&feed, &RelayFeed::gapSeen, &feed, [this](const RelayKey &, GapKind gap) { gaps.append(toName(gap)); });
            QObject::connect(&feed, &RelayFeed::troubleTold, &feed, [this](const RelayKey &, const QString &text) { troubles.append(text); });
        }
        void start(const QUrl &url, const RelayPair &pair = pairOf("BTCUSDT", "0.1", "0.001")) { feed.start(url, {pair}); }

        FakeClock clock;
        FakeScheduler scheduler{clock};
        HttpClient http{QStringLiteral("relay"), clock, scheduler};
        TardisRelayFeed feed{QtWsTransport::factory(), http, clock, scheduler, [] { return 0.0; }};
        VenueQuote quote;
        ConnectionStatus status;
        QStringList gaps, troubles;
        int lives = 0; ///< how often a book became live
    };

private Q_SLOTS:
    void aRecordedPastIsReadWholeOnAThreadOfItsOwn();
    void aPastThatIsRefusedIsToldInItsWords();
    void aReadingCanBeStoppedAndBegunAnew();
    void aRecordedStreamArrivesWhole_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<RelayPair>("pair");
        QTest::newRow("XRPUSDT") << QStringLiteral("tardis/stream/bybit-linear-XRPUSDT-real") << pairOf("XRPUSDT", "0.0001", "1");
        QTest::newRow("BTCUSDT") << QStringLiteral("tardis/stream/bybit-linear-BTCUSDT") << pairOf("BTCUSDT", "0.1", "0.001");
        QTest::newRow("disconnects") << QStringLiteral("tardis/errors/bybit-upstream-dies") << pairOf("BTCUSDT", "0.1", "0.001");
    }
    void aRecordedStreamArrivesWhole()
    {
        QFETCH(QString, name);
        QFETCH(RelayPair, pair);
        const QString file = recordedFile(name + QStringLiteral(".expected.json"));
        BW_REQUIRE_RECORDED(file);
        const auto expected = QJsonDocument::fromJson(readAll(file))[u"books"][QStringLiteral("bybit|") + pair.key.symbol].toObject();
        const auto lines = booksOf(name + QStringLiteral(".jsonl"));
        PlayingRelay relay(QList<Act>{plays(lines)});
        Bench b;
        b.start(relay.url(), pair);
        const auto isAt = [&](const char *side, const Decimal &price, const Decimal &amount) {
            const auto best = expected[QLatin1StringView(side)][0];
            return price.isValid() && price.toDouble() == best[0].toDouble() && amount.toDouble() == best[1].toDouble();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAt("top10Bids", b.quote.bid, b.quote.bidAmount) && isAt("top10Asks", b.quote.ask, b.quote.askAmount), 10'000);
        QCOMPARE(b.gaps.count(QStringLiteral("relay_disconnect")), expected[u"invalidations"].toInt());
        QCOMPARE(b.lives, expected[u"invalidations"].toInt() + 1);
        QCOMPARE(b.status.state, State::Live);

        // What the server saw is what was meant, once its own decoding is done.
        QCOMPARE(relay.asked.size(), 1);
        QCOMPARE(relay.asked.first().path(), QStringLiteral("/ws-stream-normalized"));
        const QString text = QUrlQuery(relay.asked.first()).queryItemValue(QStringLiteral("options"), QUrl::FullyDecoded);
        const auto options = QJsonDocument::fromJson(text.toUtf8()).object();
        QCOMPARE(options[u"exchange"].toString(), QStringLiteral("bybit"));
        QCOMPARE(options[u"symbols"].toArray(), QJsonArray{pair.key.symbol});
        QVERIFY(options[u"withDisconnectMessages"].toBool() && options[u"withErrorMessages"].toBool());
    }

    void aRelayThatDiesIsFoundAgain()
    {
        PlayingRelay relay(QList<Act>{dies({kSnapshot}), plays({kSnapshot})});
        Bench b;
        b.start(relay.url());
        QTRY_COMPARE(b.lives, 1);
        QTRY_COMPARE(b.status.state, State::Down);
        QVERIFY(!b.quote.isLive());
        QCOMPARE(b.gaps, QStringList{QStringLiteral("disconnected")});
        b.scheduler.advance(b.status.nextTryIn);
        QTRY_COMPARE(b.lives, 2);
        QCOMPARE(relay.asked.size(), 2);
    }

    void aRelayThatIsNotThereYetIsWaitedFor()
    {
        QUrl url;
        {
            PlayingRelay gone(QList<Act>{plays({})});
            url = gone.url();
        }
        Bench b;
        b.start(url);
        QTRY_COMPARE(b.status.state, State::Down);
        QCOMPARE(b.status.reason, Reason::Refused);
        QCOMPARE(b.status.nextTryIn, 1000ms);
        QVERIFY(b.gaps.isEmpty()); // nothing was lost
    }

    void anOpenSocketWithoutASnapshotIsLeftAfterFifteenSeconds()
    {
        PlayingRelay relay(QList<Act>{plays({}), plays({kSnapshot})});
        Bench b;
        b.start(relay.url());
        QTRY_COMPARE(relay.asked.size(), 1);
        QTRY_VERIFY((b.scheduler.advance(1s), b.gaps.contains(QStringLiteral("no_snapshot"))));
        b.scheduler.advance(1s);
        QTRY_COMPARE(b.lives, 1);
    }

    void aHalfOpenRelayIsLeft()
    {
        RawServer hangs; // takes the upgrade request and never answers
        Bench b;
        b.start(hangs.url(QString(), QStringLiteral("ws")));
        QTRY_COMPARE(hangs.requests.size(), 1);
        b.scheduler.advance(9999ms);
        QCOMPARE(b.status.state, State::Connecting);
        b.scheduler.advance(1ms);
        QCOMPARE(b.status.state, State::Down);
        QCOMPARE(b.status.reason, Reason::Timeout);
        b.scheduler.advance(1s);
        QTRY_COMPARE(hangs.connections, 2);
    }

    void closesThatBlameUsAreToldWithTheirWords_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::newRow("1011") << 1011 << QStringLiteral("SyntaxError: \"undefined\" is not valid JSON");
        QTest::newRow("1008") << 1008 << QString();
    }
    void closesThatBlameUsAreToldWithTheirWords()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        PlayingRelay relay(QList<Act>{closes(code, reason)});
        Bench b;
        b.start(relay.url());
        QTRY_COMPARE(b.status.state, State::Down);
        QCOMPARE(b.status.reason, Reason::Refused);
        QCOMPARE(b.troubles.size(), 1);
        QVERIFY2(b.troubles.first().contains(QString::number(code)) && b.troubles.first().contains(reason), qPrintable(b.troubles.first()));
        QVERIFY(b.status.nextTryIn > 60s);
    }

    void theRelaysOtherPortIsNoRelay()
    {
        RawServer http([](QTcpSocket &socket, const RawServer::Request &) { socket.write(RawServer::answer(404, "no")); });
        Bench b;
        b.start(http.url(QString(), QStringLiteral("ws")));
        QTRY_COMPARE(b.status.state, State::Down);
        QVERIFY(!b.quote.isLive());
        QCOMPARE(b.troubles.size(), 1);
        QVERIFY2(b.troubles.first().contains(QStringLiteral("404")), qPrintable(b.troubles.first()));
    }

    void theHealthCheckAnswersOnce_data()
    {
        QTest::addColumn<int>("httpStatus");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("healthy") << 200 << QByteArray(R"({"status":"Healthy","uptimeHours":1.5,"timestampMs":1,"memoryInfo":{}})") << true;
        QTest::newRow("short") << 200 << QByteArray(R"({"status":"Healthy"})") << true;
        QTest::newRow("another server") << 200 << QByteArray("<html>hello</html>") << false;
        QTest::newRow("another JSON") << 200 << QByteArray(R"({"status":1})") << false;
        QTest::newRow("not found") << 404 << QByteArray("{}") << false;
        QTest::newRow("too long") << 200 << QByteArray(100'000, ' ') << false;
    }
    void theHealthCheckAnswersOnce()
    {
        QFETCH(int, httpStatus);
        QFETCH(QByteArray, body);
        QFETCH(bool, isGood);
        RawServer http([&](QTcpSocket &socket, const RawServer::Request &) { socket.write(RawServer::answer(httpStatus, body)); });
        Bench b;
        QList<Result<RelayHealth>> answers;
        QUrl socket = http.url(QString(), QStringLiteral("ws"));
        socket.setPort(socket.port() + 1);
        b.feed.checkHealth(socket, this, [&](const Result<RelayHealth> &answer) { answers.append(answer); });
        QVERIFY(answers.isEmpty());
        QTRY_COMPARE(answers.size(), 1);
        QCOMPARE(answers.first().has_value(), isGood);
        QVERIFY(http.requests.first().line.startsWith("GET /health-check HTTP/1.1"));
        if (isGood)
            QCOMPARE(answers.first()->status, QStringLiteral("Healthy"));
    }

    void theHealthCheckWaitsFiveSecondsAndTellsABadAddress()
    {
        RawServer hangs;
        Bench b;
        QList<Result<RelayHealth>> answers;
        const auto note = [&](const Result<RelayHealth> &answer) { answers.append(answer); };
        QUrl socket = hangs.url(QString(), QStringLiteral("ws"));
        socket.setPort(socket.port() + 1);
        b.feed.checkHealth(socket, this, note);
        QTRY_COMPARE(hangs.requests.size(), 1);
        b.scheduler.advance(5s);
        QTRY_COMPARE(answers.size(), 1);
        QVERIFY(!answers.first() && answers.first().error().family == ErrorFamily::Timeout);
        b.feed.checkHealth(QUrl(QStringLiteral("ws://127.0.0.1")), this, note);
        QTRY_COMPARE(answers.size(), 2);
        QVERIFY(!answers.last() && answers.last().error().family == ErrorFamily::Input);
    }
};

/// The window of recorded/tardis/replay: two minutes of which fifteen seconds hold something, and one disconnect.
static HistoryQuery recordedQuery(const QUrl &relay)
{
    HistoryQuery query;
    query.socket = relay;
    query.pair = pairOf("BTCUSDT", "0.1", "0.001");
    query.from = fromMs(1'768'435'200'000); // 2026-01-15T00:00:00Z
    query.to = query.from + std::chrono::minutes(2);
    return query;
}

void TestRelay::aRecordedPastIsReadWholeOnAThreadOfItsOwn()
{
    const QString file = recordedFile(QStringLiteral("tardis/replay/http-replay-normalized-bybit-BTCUSDT.expected.json"));
    BW_REQUIRE_RECORDED(file);
    const auto expected = QJsonDocument::fromJson(readAll(file))[u"books"][u"bybit|BTCUSDT"].toObject();
    const auto lines = booksOf(QStringLiteral("tardis/replay/http-replay-normalized-bybit-BTCUSDT.jsonl"));
    PlayingRelay relay(QList<Act>{{lines, PlayingRelay::End::Closes, 1000, QStringLiteral("WS replay-normalized finished")}});
    TardisRelayHistory history(QtWsTransport::factory());
    HistoryView view;
    const QThread *toldOn = nullptr;
    QObject::connect(&history, &RelayHistory::progressed, &history, [&](const HistoryView &each) {
        view = each;
        toldOn = QThread::currentThread();
    });
    history.read(recordedQuery(relay.url()));
    QTRY_VERIFY_WITH_TIMEOUT(view.state == HistoryView::State::Whole || view.state == HistoryView::State::Failed, 20'000);
    QCOMPARE(view.trouble, HistoryView::Trouble::None);
    QCOMPARE(toldOn, QThread::currentThread());
    QCOMPARE(view.messages, lines.size());
    QVERIFY(relay.asked.first().path().endsWith(QStringLiteral("/ws-replay-normalized")));
    // The book at the end is the expected one, and its spread was never outside what the recording's own rebuild saw.
    QVERIFY(!view.points->empty());
    QCOMPARE(view.points->back().bid, expected[u"top10Bids"][0][0].toDouble());
    QCOMPARE(view.points->back().ask, expected[u"top10Asks"][0][0].toDouble());
    int gaps = 0;
    for (const HistoryPoint &point : *view.points) {
        gaps += point.isGap ? 1 : 0;
        if (point.isGap)
            continue;
        QVERIFY(point.lowSpread >= expected[u"minSpread"].toDouble() / point.ask * 99.9);
        QVERIFY(point.highSpread <= expected[u"maxSpread"].toDouble() / point.bid * 100.1);
        QVERIFY(point.lowSpread <= point.meanSpread && point.meanSpread <= point.highSpread);
    }
    QVERIFY(gaps > 0); // one disconnect, or the time before the first word
}

void TestRelay::aPastThatIsRefusedIsToldInItsWords()
{
    const QString why = QStringLiteral("Error: HttpError: status code: 401, response text: {\"code\":0,\"message\":\"synthetic 401\"}");
    PlayingRelay relay(QList<Act>{closes(1011, why)});
    TardisRelayHistory history(QtWsTransport::factory());
    HistoryView view;
    QObject::connect(&history, &RelayHistory::progressed, &history, [&](const HistoryView &each) { view = each; });
    history.read(recordedQuery(relay.url()));
    QTRY_COMPARE_WITH_TIMEOUT(view.state, HistoryView::State::Failed, 20'000);
    QCOMPARE(view.trouble, HistoryView::Trouble::NoKey);
    QCOMPARE(view.words, why);
    QCOMPARE(relay.asked.size(), 1);
}

void TestRelay::aReadingCanBeStoppedAndBegunAnew()
{
    PlayingRelay relay(QList<Act>{plays({kSnapshot}), plays({kSnapshot}), closes(1000, QStringLiteral("WS replay-normalized finished"))});
    HistoryView view;
    {
        TardisRelayHistory history(QtWsTransport::factory());
        QObject::connect(&history, &RelayHistory::progressed, &history, [&](const HistoryView &each) { view = each; });
        history.read(recordedQuery(relay.url()));
        QTRY_COMPARE_WITH_TIMEOUT(relay.asked.size(), 1, 20'000);
        history.stop();
        history.read(recordedQuery(relay.url()));
        QTRY_COMPARE_WITH_TIMEOUT(relay.asked.size(), 2, 20'000);
        history.read(recordedQuery(relay.url())); // while the other one still goes on
        QTRY_COMPARE_WITH_TIMEOUT(view.state, HistoryView::State::Whole, 20'000);
        QCOMPARE(view.messages, 0);
        history.read(recordedQuery(relay.url())); // and its end in the middle of one is no trouble
    }
}

QTEST_GUILESS_MAIN(TestRelay)
#include "tst_relay.moc"
