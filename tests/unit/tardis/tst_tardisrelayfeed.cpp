// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relayaddress.h"
#include "core/tardis/tardisrelayfeed.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/fakewstransport.h"
#include "tests/support/recorded.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;
using State = ConnectionStatus::State;
using Reason = ConnectionStatus::Reason;

namespace {

RelayPair pairOf(const char *exchange, const char *symbol, RelayPair::Kind kind = RelayPair::Kind::Spot)
{
    RelayPair pair;
    pair.key = {QLatin1StringView(exchange), QLatin1StringView(symbol)};
    pair.kind = kind;
    pair.tick = Decimal::fromScaled(1, 1);
    pair.lot = Decimal::fromScaled(1, 3);
    return pair;
}

QByteArray book(bool isSnapshot, const char *bid, const char *ask, const char *amount = "1", const char *symbol = "BTCUSDT", const char *exchange = "bybit-spot")
{
    QByteArray text = R"({"type":"book_change","symbol":"SYMBOL","exchange":"EXCHANGE","isSnapshot":FLAG,"bids":[{"price":BID,"amount":QTY}],)"
                      R"("asks":[{"price":ASK,"amount":QTY}],"timestamp":"2026-01-15T00:00:00.071Z"})";
    return text.replace("SYMBOL", symbol).replace("EXCHANGE", exchange).replace("FLAG", isSnapshot ? "true" : "false").replace("BID", bid)
        .replace("ASK", ask).replace("QTY", amount);
}
const QByteArray kDisconnect = R"({"type":"disconnect","exchange":"bybit-spot","localTimestamp":"2026-11-22T20:01:21.905Z","symbols":["BTCUSDT"]})";

} // namespace

class TestTardisRelayFeed : public QObject {
    Q_OBJECT

    /// One spot pair: one socket, for the book.
    struct Bench {
        explicit Bench(double random = 0.0)
            : http(QStringLiteral("relay"), clock, scheduler), feed(server.factory(), http, clock, scheduler, [random] { return random; })
        {
            QObject::connect(&feed, &RelayFeed::statusChanged, &feed, [this](const RelayKey &, const ConnectionStatus &status) { states.append(status); });
            QObject::connect(&feed, &RelayFeed::quoteChanged, &feed, [this](const VenueQuote &quote) { quotes.append(quote); });
            QObject::connect(&feed, &RelayFeed::gapSeen, &feed, [this](const RelayKey &, GapKind gap, const QString &action) {
                gaps.append(toName(gap) + u' ' + action);
            });
            QObject::connect(&feed, &RelayFeed::troubleTold, &feed, [this](const RelayKey &, const QString &detail) { troubles.append(detail); });
            QObject::connect(&feed, &RelayFeed::tickerChanged, &feed, [this](const VenueTicker &ticker) { tickers.append(ticker); });
            QObject::connect(&feed, &RelayFeed::liquidated, &feed, [this](const VenueLiquidation &one) { liquidations.append(one); });
        }
        void start() { feed.start(QUrl(QStringLiteral("ws://127.0.0.1:8001")), {pairOf("bybit-spot", "BTCUSDT")}); }
        void startLive()
        {
            start();
            server.last()->accept();
            server.last()->push(book(true, "99.9", "100.1"));
            QVERIFY(isLive());
        }
        [[nodiscard]] bool isLive() const { return !quotes.isEmpty() && quotes.last().isLive(); }
        [[nodiscard]] ConnectionStatus status() const { return states.isEmpty() ? ConnectionStatus{} : states.last(); }

        FakeClock clock;
        FakeScheduler scheduler{clock};
        HttpClient http;
        FakeWsServer server;
        TardisRelayFeed feed;
        QList<ConnectionStatus> states;
        QList<VenueQuote> quotes;
        QStringList gaps, troubles;
        QList<VenueTicker> tickers;
        QList<VenueLiquidation> liquidations;
    };

private Q_SLOTS:
    void allIsSaidByTheAddress()
    {
        const QUrl url = relayStreamUrl(QUrl(QStringLiteral("ws://127.0.0.1:8001")), {QStringLiteral("bybit"), QStringLiteral("A+B&C=D\"%")},
                                        {QStringLiteral("book_change")});
        const QString text = url.toString(QUrl::FullyEncoded);
        QVERIFY2(text.startsWith(QStringLiteral("ws://127.0.0.1:8001/ws-stream-normalized?options=%7B%22")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("A%2BB%26C%3DD")));
        QVERIFY(!text.mid(text.indexOf(u'?') + 9).contains(QRegularExpression(QStringLiteral("[+&={}\"]"))));
        const auto options = QJsonDocument::fromJson(QByteArray::fromPercentEncoding(text.section(QStringLiteral("options="), 1).toLatin1())).object();
        QCOMPARE(options.value(u"symbols")[0].toString(), QStringLiteral("A+B&C=D\"%"));
        QVERIFY(options.value(u"withDisconnectMessages").toBool() && options.value(u"withErrorMessages").toBool());
        for (const char *spelling : {"ws://h:8001/", "ws://h:8001/ws-stream-normalized", "ws://h:8001/ws-stream-normalized/", "ws://h:8001?x=1"})
            QCOMPARE(relayStreamUrl(QUrl(QLatin1StringView(spelling)), {}, {}).path(), QStringLiteral("/ws-stream-normalized"));
        QCOMPARE(relayHealthUrl(QUrl(QStringLiteral("ws://h:8001/ws-stream-normalized")))->toString(), QStringLiteral("http://h:8000/health-check"));
        QCOMPARE(relayHealthUrl(QUrl(QStringLiteral("wss://h:8001")))->toString(), QStringLiteral("https://h:8000/health-check"));
        QVERIFY(!relayHealthUrl(QUrl(QStringLiteral("ws://127.0.0.1"))));
        QVERIFY(!relayHealthUrl(QUrl()));
    }

    void aBookHasASocketOfItsOwnAndDerivativesOneMore()
    {
        Bench b;
        b.feed.start(QUrl(QStringLiteral("ws://127.0.0.1:8001")),
                     {pairOf("bybit-spot", "BTCUSDT"), pairOf("okex-swap", "BTC-USDT-SWAP", RelayPair::Kind::Linear)});
        QCOMPARE(b.server.count(), 3);
        QStringList asked;
        for (const auto &connection : b.server.connections)
            asked << QString::fromUtf8(QByteArray::fromPercentEncoding(connection->url.query(QUrl::FullyEncoded).toLatin1()));
        QVERIFY(asked.at(0).contains(QStringLiteral("\"dataTypes\":[\"book_change\"]")) && asked.at(0).contains(QStringLiteral("\"bybit-spot\"")));
        QVERIFY(asked.at(1).contains(QStringLiteral("\"dataTypes\":[\"book_change\"]")) && asked.at(1).contains(QStringLiteral("[\"BTC-USDT-SWAP\"]")));
        QVERIFY(asked.at(2).contains(QStringLiteral("\"dataTypes\":[\"derivative_ticker\",\"liquidation\"]")));
        QVERIFY(b.server.connections.at(0)->sent.isEmpty()); // nothing is ever sent
    }

    void connectedIsNotLiveAndNeitherIsAnUpdate()
    {
        Bench b;
        b.start();
        b.server.last()->accept();
        QCOMPARE(b.status().state, State::Connecting);
        b.server.last()->push(book(false, "99.9", "100.1"));
        b.server.last()->push(R"({"type":"error","exchange":"bybit-spot","details":"connect ECONNREFUSED","subSequentErrorsCount":1})");
        QCOMPARE(b.status().state, State::Connecting);
        QVERIFY(b.quotes.isEmpty());
        b.server.last()->push(book(true, "99.9", "100.1", "2"));
        QCOMPARE(b.status().state, State::Live);
        QCOMPARE(b.quotes.size(), 1);
        QCOMPARE(b.quotes.last().bid.toString(), QStringLiteral("99.9"));
        QCOMPARE(b.quotes.last().askAmount.toString(), QStringLiteral("2.000"));
        QCOMPARE(b.quotes.last().receivedAt, b.clock.now());
        QCOMPARE(toMs(b.quotes.last().venueTime), 1768435200071);
        QVERIFY(b.gaps.isEmpty());
    }

    void aDisconnectMessageMakesTheBookUnknownUntilASnapshot()
    {
        Bench b;
        b.startLive();
        b.server.last()->push(kDisconnect);
        QVERIFY(!b.isLive());
        QCOMPARE(b.quotes.last().state, BookState::Waiting);
        QCOMPARE(b.quotes.last().why, GapKind::RelayDisconnect);
        QVERIFY(!b.quotes.last().bid.isValid());
        QCOMPARE(b.status().state, State::Stale);
        QCOMPARE(b.gaps, QStringList{QStringLiteral("relay_disconnect wait")});
        b.server.last()->push(kDisconnect);
        b.server.last()->push(book(false, "99.9", "100.1"));
        QVERIFY(!b.isLive());
        QCOMPARE(b.gaps.size(), 1);
        b.server.last()->push(book(true, "99.8", "100.1"));
        QVERIFY(b.isLive());
        QCOMPARE(b.status().state, State::Live);
        b.scheduler.advance(20s);
        QCOMPARE(b.server.count(), 1); // the watch-dog had no reason
    }

    void whereNoSnapshotComesTheSocketIsMadeAnew()
    {
        Bench b;
        b.start();
        b.server.last()->accept();
        for (int i = 0; i < 14; ++i) { // disconnects and updates are no reason to wait longer
            b.scheduler.advance(1s);
            b.server.last()->push(i % 2 ? kDisconnect : book(false, "99.9", "100.1"));
        }
        b.scheduler.advance(999ms);
        QCOMPARE(b.server.count(), 1);
        b.scheduler.advance(1ms);
        QCOMPARE(b.gaps, QStringList{QStringLiteral("no_snapshot reconnect")});
        QCOMPARE(b.status().state, State::Down);
        QCOMPARE(b.status().reason, Reason::Timeout);
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), 2);
        b.server.last()->accept();
        b.server.last()->push(book(true, "99.9", "100.1"));
        QVERIFY(b.isLive());
    }

    void theRecordedBookThatStopsForGoodIsHealedByTheWatchDog()
    {
        for (const char *name : {"binance-futures-partial-disconnect", "binance-futures-partial-disconnect-separate-options"}) {
            const QString file = recordedFile(QStringLiteral("tardis/errors/") + QLatin1StringView(name) + QStringLiteral(".jsonl"));
            BW_REQUIRE_RECORDED(file);
            Bench b;
            b.feed.start(QUrl(QStringLiteral("ws://127.0.0.1:8001")), {pairOf("binance-futures", "BTCUSDT")});
            b.server.last()->accept();
            bool wasLive = false, isCut = false;
            for (const auto &line : readLines(file)) {
                if (!line.contains("book_change") && !line.contains("disconnect"))
                    continue; // the second socket's
                b.server.last()->push(line);
                wasLive = wasLive || b.isLive();
                isCut = isCut || line.contains("\"disconnect\"");
                QVERIFY(isCut != b.isLive());
            }
            QVERIFY(wasLive && isCut);
            b.scheduler.advance(15s);
            b.scheduler.advance(1s);
            QCOMPARE(b.server.count(), 2);
            QCOMPARE(b.gaps, (QStringList{QStringLiteral("relay_disconnect wait"), QStringLiteral("no_snapshot reconnect")}));
            b.server.last()->accept();
            b.server.last()->push(readLines(file).at(0).contains("book_change") ? readLines(file).at(0) : book(true, "99.9", "100.1", "1", "BTCUSDT", "binance-futures"));
            QVERIFY(b.isLive());
        }
    }

    void recordedUpstreamsThatNeverComeAreTriedAgainMoreAndMoreSlowly()
    {
        for (const char *name : {"bybit-upstream-refused", "bybit-upstream-silent", "bybit-wrong-symbol", "okx-wrong-symbol", "deribit-error-reply",
                                 "binance-futures-wrong-symbol"}) {
            const QString file = recordedFile(QStringLiteral("tardis/errors/") + QLatin1StringView(name) + QStringLiteral(".jsonl"));
            BW_REQUIRE_RECORDED(file);
            Bench b;
            b.start();
            for (int round = 0; round < 8; ++round) {
                b.server.last()->accept();
                for (const auto &line : readLines(file)) {
                    b.scheduler.advance(1s);
                    b.server.last()->push(line);
                }
                const int before = b.server.count();
                while (b.server.count() == before)
                    b.scheduler.advance(1s);
            }
            QVERIFY(b.status().attempt >= 8);
            b.server.last()->drop();
            QCOMPARE(b.status().nextTryIn, 60'000ms);
            QVERIFY(b.quotes.isEmpty() || !b.isLive());
            QCOMPARE(b.gaps.removeDuplicates() > 0 ? b.gaps.size() : 0, 1); // one kind, again and again
            QCOMPARE(b.gaps.first(), QStringLiteral("no_snapshot reconnect"));
            const bool isTold = !QByteArray(name).contains("silent") && !QByteArray(name).contains("okx");
            QCOMPARE(b.troubles.filter(QRegularExpression(QStringLiteral("ECONNREFUSED|handler_not_found|Invalid params|status 400"))).isEmpty(), !isTold);
        }
    }

    void silenceEndsAConnectionThatLooksAlive()
    {
        Bench b;
        b.startLive();
        b.scheduler.advance(29s);
        QVERIFY(b.isLive());
        b.server.last()->push(book(false, "99.8", "100.2"));
        b.scheduler.advance(29s);
        QCOMPARE(b.server.count(), 1);
        b.scheduler.advance(1s);
        QVERIFY(!b.isLive());
        QCOMPARE(b.quotes.last().why, GapKind::Silence);
        QCOMPARE(b.gaps, QStringList{QStringLiteral("silence reconnect")});
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), 2);
    }

    void aLostSocketIsMadeAnewWithBackOffThatResetsOnlyAfterData()
    {
        Bench b(0.5);
        b.startLive();
        QList<qint64> waits;
        for (int i = 0; i < 8; ++i) {
            b.server.last()->drop();
            QVERIFY(!b.isLive());
            waits.append(b.status().nextTryIn.count());
            b.scheduler.advance(b.status().nextTryIn);
            QCOMPARE(b.server.count(), i + 2);
            b.server.last()->accept();
            b.scheduler.advance(6s); // connected for long, but nothing came
        }
        QCOMPARE(waits, (QList<qint64>{1500, 2500, 4500, 8500, 16500, 32500, 60500, 60500}));
        QCOMPARE(b.gaps, QStringList{QStringLiteral("disconnected reconnect")});
        b.server.last()->push(book(true, "99.9", "100.1"));
        QVERIFY(b.isLive());
        QCOMPARE(b.status().attempt, 0);
        b.server.last()->drop();
        QCOMPARE(b.status().nextTryIn, 1500ms);
    }

    void aCrossedBookIsNotLiveAndAfterASecondGivenUp()
    {
        Bench b;
        b.startLive();
        b.server.last()->push(book(false, "100.1", "100.3"));
        QVERIFY(!b.isLive());
        QCOMPARE(b.quotes.last().state, BookState::Stale);
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), 1);
        b.scheduler.advance(1ms);
        QCOMPARE(b.gaps, (QStringList{QStringLiteral("crossed wait"), QStringLiteral("crossed reconnect")}));
        QCOMPARE(b.quotes.last().state, BookState::Resyncing);
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), 2);

        Bench moment;
        moment.startLive();
        moment.server.last()->push(book(false, "100.1", "100.3"));
        moment.scheduler.advance(500ms);
        moment.server.last()->push(book(false, "100.1", "100.3", "0"));
        QVERIFY(moment.isLive());
        moment.scheduler.advance(5s);
        QCOMPARE(moment.server.count(), 1);
    }

    void whatIsNoMessageOfThisBookLosesIt_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::newRow("cut") << book(false, "99.9", "100.1").chopped(20);
        QTest::newRow("off the tick") << book(false, "99.95", "100.1");
        QTest::newRow("another symbol") << book(false, "99.9", "100.1", "1", "ETHUSDT");
        QTest::newRow("another exchange") << book(false, "99.9", "100.1", "1", "BTCUSDT", "bybit");
        QTest::newRow("another type") << QByteArray(R"({"type":"book_chbnge","symbol":"BTCUSDT","exchange":"bybit-spot"})");
    }
    void whatIsNoMessageOfThisBookLosesIt()
    {
        QFETCH(QByteArray, frame);
        Bench b;
        b.startLive();
        b.server.last()->push(frame);
        QVERIFY(!b.isLive());
        QCOMPARE(b.gaps, QStringList{QStringLiteral("malformed reconnect")});
        QCOMPARE(b.troubles.size(), 1);
        b.scheduler.advance(1s);
        QCOMPARE(b.server.count(), 2);
    }

    void theRelayMayAnswerInItsOwnCase()
    {
        Bench b;
        b.feed.start(QUrl(QStringLiteral("ws://127.0.0.1:8001")), {pairOf("bybit-spot", "btcusdt")});
        b.server.last()->accept();
        b.server.last()->push(book(true, "99.9", "100.1"));
        QVERIFY(b.isLive());
        QCOMPARE(b.quotes.last().key.symbol, QStringLiteral("btcusdt")); // named as the table names it
    }

    void aCloseThatBlamesUsIsToldAndNotTriedAtPace_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<bool>("isOurFault");
        const auto row = [](int code, const char *reason, bool isOurs) {
            QTest::addRow("%d %s", code, reason) << code << QString(QLatin1StringView(reason)) << isOurs;
        };
        row(1011, "SyntaxError: \"undefined\" is not valid JSON", true);
        row(1011, "TypeError: Cannot read properties of undefined (reading 'includes')", true);
        row(1011, "Error: invalid data type: book_snapshot_5_100", true);
        row(1011, "Error: invalid depth: x, data type: book_snapshot_x_100ms", true);
        row(1008, "", true);
        row(1008, "Too much backpressure", false);
        row(1011, "Too many subsequent errors when connecting to  bybitt WS API", false);
        row(1000, "WS stream-normalized finished", false);
        row(1006, "", false);
    }
    void aCloseThatBlamesUsIsToldAndNotTriedAtPace()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        QFETCH(bool, isOurFault);
        Bench b;
        b.start();
        b.server.last()->accept();
        b.server.last()->dropWith(code, reason);
        QCOMPARE(b.status().reason, isOurFault ? Reason::Refused : Reason::Closed);
        QCOMPARE(b.troubles.isEmpty(), reason.isEmpty() && !isOurFault);
        b.scheduler.advance(61s);
        QCOMPARE(b.server.count() == 1, isOurFault);
        b.scheduler.advance(9min);
        QVERIFY(b.server.count() >= 2); // somebody may have mended it
    }

    void recordedRequestErrorsAreOurFaultOnlyWhereTheySayWhatWasWrong()
    {
        const QString file = recordedFile(QStringLiteral("tardis/errors/request-errors.json"));
        BW_REQUIRE_RECORDED(file);
        int told = 0;
        for (const auto &entry : QJsonDocument::fromJson(readAll(file)).array())
            for (const auto &event : entry[u"events"].toArray()) {
                static const QRegularExpression closing(QStringLiteral("^close (\\d+) \"(.*)\" after"));
                const auto match = closing.match(event.toString());
                if (!match.hasMatch() || match.captured(1) == QStringLiteral("1006"))
                    continue;
                const QString reason = match.captured(2).replace(QStringLiteral("\\\""), QStringLiteral("\""));
                Bench b;
                b.start();
                b.server.last()->accept();
                b.server.last()->dropWith(match.captured(1).toInt(), reason);
                const bool isFault = b.status().reason == Reason::Refused;
                const bool mustBe = (match.captured(1) == QStringLiteral("1008") || reason.contains(QStringLiteral("Error: ")));
                QVERIFY2(isFault == mustBe, qPrintable(event.toString()));
                QVERIFY(!b.troubles.isEmpty());
                ++told;
            }
        QVERIFY(told > 5);
    }

    void fiftyErrorsAreOneComplaint()
    {
        const QString file = recordedFile(QStringLiteral("tardis/errors/wrong-exchange.jsonl"));
        BW_REQUIRE_RECORDED(file);
        Bench b;
        b.start();
        b.server.last()->accept();
        for (const auto &line : readLines(file))
            b.server.last()->push(line);
        QCOMPARE(b.troubles, QStringList{QStringLiteral("normalizeBookChanges: bybitt not supported")});
        b.server.last()->dropWith(1011, QStringLiteral("Too many subsequent errors when connecting to  bybitt WS API"));
        QCOMPARE(b.troubles.size(), 2);
        QCOMPARE(b.status().nextTryIn, 1000ms);
    }

    void hostileWordsAreOneShortLine()
    {
        Bench b;
        b.start();
        b.server.last()->accept();
        b.server.last()->push("{\"type\":\"error\",\"exchange\":\"x\",\"details\":\"a\\nb\\u001b[31m\\u202e" + QByteArray(1000, 'x') + "\"}");
        QCOMPARE(b.troubles.size(), 1);
        QVERIFY(b.troubles.first().size() <= 300);
        for (const QChar c : b.troubles.first())
            QVERIFY(c.isPrint());
    }

    void messagesThatComeLaterAndLaterEndTheConnection()
    {
        Bench b;
        b.start();
        b.server.last()->accept();
        const auto at = [&b](std::chrono::milliseconds lag, bool isSnapshot) {
            return book(isSnapshot, "99.9", "100.1").chopped(1) + ",\"localTimestamp\":\"" + toIso8601(b.clock.utcNow() - lag).toLatin1() + "\"}";
        };
        b.server.last()->push(at(2h, true)); // the relay's clock is wrong: so be it
        QVERIFY(b.isLive());
        b.scheduler.advance(5s);
        b.server.last()->push(at(2h + 9s, false));
        QVERIFY(b.isLive());
        b.server.last()->push(at(2h + 11s, false));
        QVERIFY(!b.isLive());
        b.scheduler.advance(1s);
        b.server.last()->accept();
        b.server.last()->push(at(2h + 11s, true));
        QVERIFY(b.isLive());
    }

    void aMachineThatSleptHasNoBookUntilTheNextSnapshot()
    {
        Bench b;
        b.startLive();
        b.clock.jumpUtc(1h);
        b.scheduler.advance(1s);
        QVERIFY(!b.isLive());
        QVERIFY(std::any_of(b.states.begin(), b.states.end(), [](const auto &status) { return status.reason == Reason::Resumed; }));
        QCOMPARE(b.server.count(), 2);
    }

    void slowNumbersAndLiquidationsComeOverTheSecondSocket()
    {
        Bench b;
        b.feed.start(QUrl(QStringLiteral("ws://127.0.0.1:8001")), {pairOf("okex-swap", "BTC-USDT-SWAP", RelayPair::Kind::Linear)});
        b.server.last()->accept();
        b.server.last()->push(R"({"type":"derivative_ticker","symbol":"BTC-USDT-SWAP","exchange":"okex-swap","markPrice":96250.5,"fundingRate":0.0001,)"
                              R"("fundingTimestamp":"2026-01-15T08:00:00.000Z"})");
        b.server.last()->push("broken");
        b.server.last()->push(R"({"type":"liquidation","symbol":"BTC-USDT-SWAP","exchange":"okex-swap","price":96000,"amount":3,"side":"sell","timestamp":"2026-01-15T00:00:00.071Z"})");
        b.server.last()->push(R"({"type":"liquidation","symbol":"BTC-USDT-SWAP","exchange":"okex-swap","price":96000,"amount":3,"side":"unknown"})");
        b.server.last()->push(R"({"type":"liquidation","symbol":"ETH-USDT-SWAP","exchange":"okex-swap","price":96000,"amount":3,"side":"buy"})");
        QCOMPARE(b.tickers.size(), 1);
        QCOMPARE(b.tickers.first().mark->toString(), QStringLiteral("96250.5"));
        QVERIFY(!b.tickers.first().openInterest && b.tickers.first().nextFunding);
        QCOMPARE(b.liquidations.size(), 1);
        QVERIFY(b.liquidations.first().wasLong);
        QVERIFY(b.quotes.isEmpty() && b.gaps.isEmpty());
    }

    void pairsThatStayKeepTheirBooks()
    {
        Bench b;
        b.startLive();
        const QUrl socket(QStringLiteral("ws://127.0.0.1:8001"));
        b.feed.start(socket, {pairOf("bybit-spot", "BTCUSDT"), pairOf("binance", "BTCUSDT")});
        QCOMPARE(b.server.count(), 2);
        QVERIFY(!b.server.connections.at(0)->isEnded);
        b.feed.start(socket, {pairOf("binance", "BTCUSDT")});
        QCOMPARE(b.server.count(), 2);
        QVERIFY(b.server.connections.at(0)->isEnded);
        b.feed.start(QUrl(QStringLiteral("ws://127.0.0.1:9001")), {pairOf("binance", "BTCUSDT")});
        QCOMPARE(b.server.count(), 3);
        auto changed = pairOf("binance", "BTCUSDT");
        changed.tick = Decimal::fromScaled(1, 2); // another step is another book
        b.feed.start(QUrl(QStringLiteral("ws://127.0.0.1:9001")), {changed});
        b.scheduler.advance(1s); // connections to one exchange are spread over time
        QCOMPARE(b.server.count(), 4);
        QVERIFY(b.server.connections.at(2)->isEnded);
    }

    void stopSilencesEverythingEvenFromWithinASignal()
    {
        for (const bool fromSignal : {false, true}) {
            Bench b;
            b.startLive();
            const QPointer<FakeWsTransport> transport = b.server.last();
            if (fromSignal) {
                QObject::connect(&b.feed, &RelayFeed::gapSeen, &b.feed, [&b] { b.feed.stop(); });
                transport->push("broken");
            } else {
                b.feed.stop();
            }
            const auto quotes = b.quotes.size();
            QVERIFY(transport->isEnded);
            transport->push(book(true, "99.9", "100.1"));
            transport->drop();
            b.scheduler.advance(300s);
            QCOMPARE(b.quotes.size(), quotes);
            QCOMPARE(b.server.count(), 1);
            QCOMPARE(b.scheduler.pending(), std::size_t(0));
        }
    }

    void newConnectionsToOneExchangeAreSpreadOverTime()
    {
        Bench b;
        QVector<RelayPair> pairs;
        for (int i = 0; i < 6; ++i)
            pairs.append(pairOf("binance", qPrintable(QStringLiteral("COIN%1").arg(i))));
        pairs.append(pairOf("okex", "BTC-USDT"));
        b.feed.start(QUrl(QStringLiteral("ws://127.0.0.1:8001")), pairs);
        QCOMPARE(b.server.count(), 3); // two of the one, one of the other
        b.scheduler.advance(10s);
        QCOMPARE(b.server.count(), 7);
    }
};

QTEST_GUILESS_MAIN(TestTardisRelayFeed)
#include "tst_tardisrelayfeed.moc"
