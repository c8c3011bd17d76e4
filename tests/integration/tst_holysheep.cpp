// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/holysheepanalyst.h"
#include "core/net/httpclient.h"
#include "core/net/json.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/rawserver.h"

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;
using Status = AnalystCall::Status;

namespace {

const QByteArray kKey = "cr_test_key_that_must_not_leak";

QByteArray chat(const QString &content, const QString &model = QStringLiteral("deepseek-v3.2"), bool hasUsage = true)
{
    const QJsonObject message{{QStringLiteral("role"), QStringLiteral("assistant")}, {QStringLiteral("content"), content}};
    QJsonObject body{{QStringLiteral("model"), model},
                     {QStringLiteral("choices"), QJsonArray{QJsonObject{{QStringLiteral("message"), message},
                                                                        {QStringLiteral("finish_reason"), QStringLiteral("stop")}}}}};
    if (hasUsage)
        body[QStringLiteral("usage")] = QJsonObject{{QStringLiteral("prompt_tokens"), 120}, {QStringLiteral("completion_tokens"), 30}};
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

QByteArray good() { return RawServer::answer(200, chat(QStringLiteral("{\"score\":-0.4,\"confidence\":0.7,\"reason\":\"outflows\",\"cites\":[1]}"))); }

SentimentRequest request(int headlines = 1)
{
    SentimentRequest out{QStringLiteral("BTCUSDT"), {}};
    for (int i = 0; i < headlines; ++i) {
        Headline headline;
        headline.title = QStringLiteral("Headline %1").arg(i + 1);
        out.headlines.append(headline);
    }
    return out;
}

} // namespace

class TestHolySheep : public QObject {
    Q_OBJECT

    /// An analyst before a scripted server: answers are given in order, the last one again and again; an empty one is never given.
    struct Bench {
        explicit Bench(QList<QByteArray> script, SpendBudget::Limits limits = {}, SecretBytes key = SecretBytes(QByteArrayView(kKey)))
            : server([this](QTcpSocket &socket, const RawServer::Request &) {
                  const QByteArray answer = answers.size() > 1 ? answers.takeFirst() : answers.value(0);
                  if (!answer.isEmpty())
                      socket.write(answer);
              }),
              answers(std::move(script)), analyst(configFor(server, limits), std::move(key), http, clock, scheduler, [] { return 0.5; })
        {
        }
        static HolySheepAnalyst::Config configFor(const RawServer &server, SpendBudget::Limits limits)
        {
            HolySheepAnalyst::Config config;
            config.base = server.url(QStringLiteral("/v1"));
            config.limits = limits;
            return config;
        }
        void ask(const SentimentRequest &what = request())
        {
            analyst.judgeHeadlines(what, [this](const AnalystCall &call) {
                calls.append(call);
                endedAt = clock.now();
            });
        }
        /// Lets the sockets work, and time pass (by steps of 100 ms) whenever no request is under way, until \a done.
        [[nodiscard]] bool passTimeUntil(const std::function<bool()> &done)
        {
            const QDeadlineTimer patience(10'000);
            while (!done() && !patience.hasExpired()) {
                if (http.jobsRunning() == 0)
                    scheduler.advance(100ms);
                QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
            }
            return done();
        }
        [[nodiscard]] bool passTimeUntilTheEnd()
        {
            return passTimeUntil([this] { return !calls.isEmpty(); });
        }
        [[nodiscard]] int served() const { return static_cast<int>(server.requests.size()); }

        FakeClock clock;
        FakeScheduler scheduler{clock};
        HttpClient http{QStringLiteral("ai"), clock, scheduler};
        RawServer server;
        QList<QByteArray> answers;
        HolySheepAnalyst analyst;
        QList<AnalystCall> calls;
        MonoTime endedAt{};
    };

private Q_SLOTS:
    void oneQuestionIsOneRequestAndOneVerdict();
    void anUnusableReplyIsRejectedNotFailed();
    void usageThatIsMissingIsEstimatedAndSaysSo();
    void theOfflineAnalystIsMarkedAndCostsNothing();
    void retriesAfterOneTwoFourEightSecondsAndJitter();
    void aRateLimitIsWaitedForAsLongAsTheServerSays();
    void aLongerWaitIsGivenUpWithAWord();
    void whatWillNotGetBetterIsNotRepeated_data();
    void whatWillNotGetBetterIsNotRepeated();
    void aServerThatHangsIsTriedAgainAndEndsWithinSixtySeconds();
    void aRefusedConnectionIsANetworkFailure();
    void aRedirectGetsNoKey();
    void twoRunAtOnceAndTheOthersWait();
    void aWrongKeyEndsThoseThatWait();
    void theDaysLimitRefusesBeforeAnythingLeaves();
    void everyAttemptCountsTowardsTheDay();
    void whatMayNotBeSentIsRefused_data();
    void whatMayNotBeSentIsRefused();
    void stopEndsEveryJobOnce();
    void theKeyIsNowhereButInItsHeader();
};

void TestHolySheep::oneQuestionIsOneRequestAndOneVerdict()
{
    Bench b({good()});
    b.ask(request(2));
    QCOMPARE(b.calls.size(), 0); // never from within the call
    QTRY_COMPARE(b.calls.size(), 1);
    const AnalystCall &call = b.calls.first();
    QCOMPARE(call.status, Status::Ok);
    QVERIFY(call.verdict && call.verdict->score);
    QCOMPARE(*call.verdict->score, Decimal::parse(u"-0.4").value());
    QCOMPARE(call.job, QStringLiteral("sentiment"));
    QCOMPARE(call.model, QStringLiteral("deepseek-v3.2"));
    QCOMPARE(call.servedModel, QStringLiteral("deepseek-v3.2"));
    QCOMPARE(call.httpStatus, 200);
    QCOMPARE(call.attempts, 1);
    QCOMPARE(call.promptTokens, 120);
    QCOMPARE(call.completionTokens, 30);
    QVERIFY(!call.isUsageEstimated);
    QCOMPARE(call.costUsd.toString(), QStringLiteral("0.000063"));
    QCOMPARE(call.callsToday, 1);
    QCOMPARE(call.usdToday, call.costUsd);
    QVERIFY(!call.isDemo);
    QVERIFY(call.reason.isEmpty());
    QCOMPARE(b.served(), 1);
    const RawServer::Request &sent = b.server.requests.first();
    QCOMPARE(sent.line, QByteArray("POST /v1/chat/completions HTTP/1.1"));
    QCOMPARE(sent.header("Authorization"), "Bearer " + kKey);
    QCOMPARE(sent.header("Content-Type"), QByteArray("application/json"));
    const auto body = parseJsonObject(sent.body);
    QVERIFY(body);
    QCOMPARE(body->value(QStringLiteral("messages")).toArray().size(), 2);
    QVERIFY(sent.body.contains("Headline 2"));
}

void TestHolySheep::anUnusableReplyIsRejectedNotFailed()
{
    for (const QString &content : {QString(), QStringLiteral("I think it depends."), QStringLiteral("{\"score\":null}")}) {
        Bench b({RawServer::answer(200, chat(content))});
        b.ask();
        QTRY_COMPARE(b.calls.size(), 1);
        QCOMPARE(b.calls.first().status, Status::Rejected);
        QVERIFY(b.calls.first().verdict && !b.calls.first().verdict->score);
        QVERIFY(!b.calls.first().reason.isEmpty());
        QVERIFY(b.calls.first().costUsd.sign() > 0); // it was paid for all the same
        QCOMPARE(b.served(), 1);
    }
}

void TestHolySheep::usageThatIsMissingIsEstimatedAndSaysSo()
{
    Bench b({RawServer::answer(200, chat(QStringLiteral("{\"score\":0.1}"), QStringLiteral("some-other-model"), false))});
    b.ask();
    QTRY_COMPARE(b.calls.size(), 1);
    QVERIFY(b.calls.first().isUsageEstimated);
    QVERIFY(b.calls.first().promptTokens > 100); // the system text alone is longer
    QVERIFY(b.calls.first().completionTokens > 0);
    QCOMPARE(b.calls.first().servedModel, QStringLiteral("some-other-model"));
    QVERIFY(b.calls.first().costUsd.sign() > 0);
}

void TestHolySheep::theOfflineAnalystIsMarkedAndCostsNothing()
{
    Bench b({RawServer::answer(200, chat(QStringLiteral("{\"score\":0.1}"), QStringLiteral("offline-demo")), "X-Bellwether-Analyst: offline-demo\r\n")});
    b.ask();
    QTRY_COMPARE(b.calls.size(), 1);
    QVERIFY(b.calls.first().isDemo);
    QVERIFY(b.calls.first().costUsd.isZero() && b.calls.first().costUsd.isValid());
}

void TestHolySheep::retriesAfterOneTwoFourEightSecondsAndJitter()
{
    Bench b({RawServer::answer(503, "<html>busy</html>")});
    b.ask();
    const MonoTime start = b.clock.now();
    QList<qint64> waits;
    for (int attempt = 1; attempt <= 5; ++attempt) {
        QTRY_COMPARE(b.served(), attempt);
        if (attempt == 5)
            break;
        const MonoTime before = b.clock.now();
        QTRY_COMPARE(b.http.jobsRunning(), 0); // the answer was read: now only time brings the next attempt
        QVERIFY(b.passTimeUntil([&] { return b.served() > attempt; }));
        waits.append(std::chrono::duration_cast<std::chrono::milliseconds>(b.clock.now() - before).count());
    }
    QTRY_COMPARE(b.calls.size(), 1);
    QCOMPARE(waits, (QList<qint64>{1500, 2500, 4500, 8500})); // jitter stands at half a second
    const AnalystCall &call = b.calls.first();
    QCOMPARE(call.status, Status::Failed);
    QCOMPARE(call.reason, QStringLiteral("server"));
    QCOMPARE(call.httpStatus, 503);
    QCOMPARE(call.attempts, 5);
    QCOMPARE(call.latency, std::chrono::duration_cast<std::chrono::milliseconds>(b.clock.now() - start));
    QVERIFY(call.error && call.error->family == ErrorFamily::Venue);
    b.scheduler.advance(120s);
    QCOMPARE(b.served(), 5);
    QCOMPARE(b.calls.size(), 1);
}

void TestHolySheep::aRateLimitIsWaitedForAsLongAsTheServerSays()
{
    Bench b({RawServer::answer(429, R"({"error":{"code":429,"message":"Rate limit exceeded"}})", "Retry-After: 3\r\n"), good()});
    b.ask();
    QTRY_VERIFY(b.served() == 1 && b.http.jobsRunning() == 0);
    b.scheduler.advance(2999ms);
    QCOMPARE(b.http.jobsRunning(), 0);
    b.scheduler.advance(1ms);
    QCOMPARE(b.http.jobsRunning(), 1);
    QTRY_COMPARE(b.calls.size(), 1);
    QCOMPARE(b.calls.first().status, Status::Ok);
    QCOMPARE(b.calls.first().attempts, 2);
    QCOMPARE(b.calls.first().latency, 3000ms);
}

void TestHolySheep::aLongerWaitIsGivenUpWithAWord()
{
    Bench b({RawServer::answer(429, R"({"error":"Rate limit exceeded"})", "Retry-After: 3600\r\n")});
    b.ask();
    QTRY_COMPARE(b.calls.size(), 1);
    QCOMPARE(b.calls.first().status, Status::Failed);
    QCOMPARE(b.calls.first().reason, QStringLiteral("rate_limit"));
    QVERIFY(b.calls.first().error->detail.startsWith(QStringLiteral("wait 3600 s")));
    QCOMPARE(b.served(), 1);
}

void TestHolySheep::whatWillNotGetBetterIsNotRepeated_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *reason, int status, const QByteArray &body) {
        QTest::addRow("%d %s", status, reason) << RawServer::answer(status, body) << QString::fromLatin1(reason);
    };
    row("bad_request", 400, R"({"error":{"message":"lone leading surrogate"}})");
    row("auth", 401, R"({"error":"Invalid API key","message":"x"})");
    row("balance", 402, R"({"error":{"message":"Insufficient Balance"}})");
    row("forbidden", 403, "{}");
    row("not_found", 404, R"({"error":"Not Found","message":"Not Found","status":404})");
    row("too_large", 413, "{}");
    row("quota", 429, R"({"error":{"type":"insufficient_quota","message":"x"}})");
    row("web_page", 200, "<html>portal</html>");
    row("empty_body", 200, "");
    row("not_json", 200, R"({"choices":[{"mess)");
    row("no_choices", 200, R"({"choices":[]})");
    row("error_in_answer", 200, R"({"detail":"no"})");
}

void TestHolySheep::whatWillNotGetBetterIsNotRepeated()
{
    QFETCH(QByteArray, answer);
    QFETCH(QString, reason);
    Bench b({answer});
    b.ask();
    QTRY_COMPARE(b.calls.size(), 1);
    QCOMPARE(b.calls.first().status, Status::Failed);
    QCOMPARE(b.calls.first().reason, reason);
    QVERIFY(!b.calls.first().verdict); // a failure must not look like a neutral opinion
    b.scheduler.advance(120s);
    QCOMPARE(b.served(), 1);
}

void TestHolySheep::aServerThatHangsIsTriedAgainAndEndsWithinSixtySeconds()
{
    Bench b({QByteArray()});
    b.ask();
    const MonoTime start = b.clock.now();
    QTRY_COMPARE(b.served(), 1);
    b.scheduler.advance(9999ms);
    QCOMPARE(b.http.jobsRunning(), 1);
    while (b.calls.isEmpty() && b.clock.now() - start < 100s) {
        b.scheduler.advance(500ms);
        QCoreApplication::processEvents();
    }
    QCOMPARE(b.calls.size(), 1);
    QVERIFY(b.endedAt - start > 50s);
    QVERIFY(b.endedAt - start <= 60s);
    QCOMPARE(b.calls.first().reason, QStringLiteral("timeout"));
    QCOMPARE(b.calls.first().httpStatus, 0);
    QVERIFY(b.calls.first().attempts > 2 && b.calls.first().attempts <= 5);
}

void TestHolySheep::aRefusedConnectionIsANetworkFailure()
{
    Bench b({});
    b.server.tcp().close();
    b.ask();
    QVERIFY(b.passTimeUntilTheEnd());
    QCOMPARE(b.calls.first().reason, QStringLiteral("network"));
    QCOMPARE(b.calls.first().attempts, 5);
}

void TestHolySheep::aRedirectGetsNoKey()
{
    RawServer other;
    Bench b({RawServer::answer(307, "", "Location: " + other.url().toEncoded() + "\r\n")});
    b.ask();
    QTRY_COMPARE(b.calls.size(), 1);
    QCOMPARE(b.calls.first().reason, QStringLiteral("redirect"));
    QCOMPARE(b.served(), 1);
    QCOMPARE(other.connections, 0);
}

void TestHolySheep::twoRunAtOnceAndTheOthersWait()
{
    Bench b({QByteArray()});
    for (int i = 0; i < 5; ++i)
        b.ask();
    QTRY_COMPARE(b.served(), 2);
    QCOMPARE(b.http.jobsRunning(), 2);
    b.answers = {good()};
    b.scheduler.advance(10s); // the two hang up, wait, and are answered at their second attempt
    QVERIFY(b.passTimeUntil([&] { return b.calls.size() == 5; }));
    for (const AnalystCall &call : b.calls)
        QCOMPARE(call.status, Status::Ok);
    QCOMPARE(b.served(), 2 + 5);
}

void TestHolySheep::aWrongKeyEndsThoseThatWait()
{
    Bench b({QByteArray(), RawServer::answer(401, R"({"error":"Invalid API key"})")});
    for (int i = 0; i < 4; ++i)
        b.ask();
    QTRY_COMPARE(b.calls.size(), 3);
    for (const AnalystCall &call : b.calls)
        QCOMPARE(call.reason, QStringLiteral("auth"));
    QCOMPARE(b.served(), 2);
    b.answers = {good()};
    b.ask(); // a person asks again, perhaps with another key
    QTRY_COMPARE(b.calls.size(), 4);
    QCOMPARE(b.calls.last().status, Status::Ok);
}

void TestHolySheep::theDaysLimitRefusesBeforeAnythingLeaves()
{
    Bench b({good()}, {1, Decimal(5)});
    b.ask();
    QTRY_COMPARE(b.calls.size(), 1);
    b.ask();
    QTRY_COMPARE(b.calls.size(), 2);
    QCOMPARE(b.calls.last().status, Status::Refused);
    QCOMPARE(b.calls.last().reason, QStringLiteral("daily_limit"));
    QCOMPARE(b.calls.last().attempts, 0);
    QCOMPARE(b.served(), 1);
    Bench poor({good()}, {100, Decimal::parse(u"0.0000001").value()});
    poor.ask();
    QTRY_COMPARE(poor.calls.size(), 1);
    QCOMPARE(poor.calls.last().reason, QStringLiteral("daily_limit"));
    QCOMPARE(poor.server.connections, 0);
}

void TestHolySheep::everyAttemptCountsTowardsTheDay()
{
    Bench b({RawServer::answer(500, "{}")}, {3, Decimal(5)});
    b.ask();
    QVERIFY(b.passTimeUntilTheEnd());
    QCOMPARE(b.served(), 3);
    QCOMPARE(b.calls.first().status, Status::Failed); // it did leave, three times
    QCOMPARE(b.calls.first().reason, QStringLiteral("daily_limit"));
    QCOMPARE(b.calls.first().callsToday, 3);
}

void TestHolySheep::whatMayNotBeSentIsRefused_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("headlines");
    QTest::addColumn<bool>("isHostile");
    QTest::addColumn<QString>("reason");
    QTest::newRow("no key") << QByteArray() << 1 << false << QStringLiteral("no_key");
    QTest::newRow("a key with a line break") << QByteArray("cr_a\r\nX: 1") << 1 << false << QStringLiteral("bad_key");
    QTest::newRow("no headline") << kKey << 0 << false << QStringLiteral("no_headlines");
    QTest::newRow("too many") << kKey << 41 << false << QStringLiteral("too_many_headlines");
    QTest::newRow("hostile") << kKey << 3 << true << QStringLiteral("hostile_headline");
}

void TestHolySheep::whatMayNotBeSentIsRefused()
{
    QFETCH(QByteArray, key);
    QFETCH(int, headlines);
    QFETCH(bool, isHostile);
    QFETCH(QString, reason);
    Bench b({good()}, {}, SecretBytes(QByteArrayView(key)));
    SentimentRequest what = request(headlines);
    if (isHostile)
        what.headlines.last().isHostile = true;
    b.ask(what);
    QCOMPARE(b.calls.size(), 0);
    QTRY_COMPARE(b.calls.size(), 1);
    QCOMPARE(b.calls.first().status, Status::Refused);
    QCOMPARE(b.calls.first().reason, reason);
    QCOMPARE(b.calls.first().callsToday, 0);
    QCOMPARE(b.server.connections, 0);
}

void TestHolySheep::stopEndsEveryJobOnce()
{
    Bench b({QByteArray()});
    for (int i = 0; i < 4; ++i)
        b.ask();
    QTRY_COMPARE(b.served(), 2);
    b.analyst.stop();
    QCOMPARE(b.calls.size(), 4);
    for (const AnalystCall &call : b.calls)
        QCOMPARE(call.reason, QStringLiteral("stopped"));
    b.scheduler.advance(120s);
    QCoreApplication::processEvents();
    QCOMPARE(b.calls.size(), 4);
    QCOMPARE(b.served(), 2);
}

namespace {
QStringList *logged = nullptr;
void keepLog(QtMsgType, const QMessageLogContext &, const QString &text) { logged->append(text); }
} // namespace

void TestHolySheep::theKeyIsNowhereButInItsHeader()
{
    QStringList lines;
    logged = &lines;
    const QtMessageHandler before = qInstallMessageHandler(keepLog);
    QList<AnalystCall> calls;
    for (const int status : {200, 400, 401, 500}) {
        Bench b({RawServer::answer(status, "{\"model\":\"" + kKey + "\",\"error\":{\"message\":\"your key " + kKey + " is bad\",\"code\":\"" + kKey + "\"}}")});
        b.ask();
        QVERIFY(b.passTimeUntilTheEnd());
        QVERIFY(!b.server.requests.first().body.contains(kKey));
        calls += b.calls;
    }
    qInstallMessageHandler(before);
    QVERIFY(lines.size() >= 4); // something was logged, so this can fail
    for (const QString &line : lines)
        QVERIFY2(!line.contains(QString::fromLatin1(kKey)), qPrintable(line));
    for (const AnalystCall &call : calls) {
        QVERIFY(call.error && !call.error->detail.contains(QString::fromLatin1(kKey)));
        QVERIFY(call.error->detail.contains(QStringLiteral("[key]")));
    }
}

QTEST_GUILESS_MAIN(TestHolySheep)
#include "tst_holysheep.moc"
