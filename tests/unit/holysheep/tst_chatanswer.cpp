// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/chatanswer.h"
#include "core/holysheep/servermessage.h"
#include "core/holysheep/sse.h"

#include <QTest>

using namespace bw;

namespace {

constexpr UtcTime kNow = fromMs(1'790'000'000'000);

ChatReading read(int status, const QByteArray &body, const QList<HttpHeader> &headers = {})
{
    HttpAnswer answer;
    answer.status = status;
    answer.body = body;
    answer.headers = headers;
    return readChatAnswer(answer, kNow, SecretBytes(QByteArrayView("cr_secret_key_1234")));
}

QByteArray plain(const QByteArray &choice, const QByteArray &rest = {})
{
    return R"({"id":"1","object":"chat.completion","model":"deepseek-v3.2","choices":[)" + choice + "]" + rest + "}";
}

// No raw literal here: moc loses its way at a backslash before a quote in one.
const QByteArray kGood = plain("{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"{\\\"score\\\":0.4}\"},\"finish_reason\":\"stop\"}",
                               R"(,"usage":{"prompt_tokens":120,"completion_tokens":30,"total_tokens":150})");

} // namespace

class TestChatAnswer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void contentIsFoundInEveryShape_data();
    void contentIsFoundInEveryShape();
    void whatIsNoAnswerIsNamed_data();
    void whatIsNoAnswerIsNamed();
    void everyStatusHasItsRule_data();
    void everyStatusHasItsRule();
    void errorShapesGiveTheirMessage_data();
    void errorShapesGiveTheirMessage();
    void usageIsReadInEveryForm_data();
    void usageIsReadInEveryForm();
    void anOfflineAnalystIsSeen_data();
    void anOfflineAnalystIsSeen();
    void serverTextIsSafeToShow();
    void eventsAreReadByTheRules();
    void cuttingAStreamAnywhereNeverMakesItComplete();
};

void TestChatAnswer::contentIsFoundInEveryShape_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("content");
    QTest::addColumn<QString>("finish");
    const auto row = [](const char *name, const QByteArray &body, const char *content, const char *finish) {
        QTest::newRow(name) << body << QString::fromUtf8(content) << QString::fromLatin1(finish);
    };
    row("plain", kGood, R"({"score":0.4})", "stop");
    row("after keep-alive lines", "\n\n\r\n  \n" + kGood, R"({"score":0.4})", "stop");
    row("list of parts", plain(R"({"message":{"content":[{"type":"text","text":"a"},{"type":"text","text":"b"}]},"finish_reason":"stop"})"), "ab", "stop");
    row("null content", plain(R"({"message":{"content":null},"finish_reason":"stop"})"), "", "stop");
    row("missing content", plain(R"({"message":{"role":"assistant"},"finish_reason":"stop"})"), "", "stop");
    row("reasoning is not content", plain(R"({"message":{"content":"","reasoning_content":"score 0.9"},"finish_reason":"length"})"), "", "length");
    row("no finish reason", plain(R"({"message":{"content":"0.1"},"finish_reason":null})"), "0.1", "");
    row("filtered", plain(R"({"message":{"content":"0.1"},"finish_reason":"content_filter"})"), "0.1", "content_filter");
    row("tools that we did not offer", plain(R"({"message":{"content":"0.1","tool_calls":[{}]},"finish_reason":"tool_calls"})"), "", "tool_calls");
    row("null error beside an answer", plain(R"({"message":{"content":"0.1"},"finish_reason":"stop"})", R"(,"error":null)"), "0.1", "stop");
    row("only the first choice", plain(R"({"message":{"content":"0.1"},"finish_reason":"stop"},{"message":{"content":"0.9"},"finish_reason":"stop"})"), "0.1", "stop");
    row("stream nobody asked for",
        "data: {\"choices\":[{\"delta\":{\"content\":\"0.\"}}]}\n\n: keep-alive\n\ndata:{\"choices\":[{\"delta\":{\"content\":\"4\"},\"finish_reason\":\"stop\"}]}\r\n\r\n"
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}\n\ndata: [DONE]\n\n", "0.4", "stop");
    row("stream without DONE but finished", "data: {\"choices\":[{\"delta\":{\"content\":\"0.4\"},\"finish_reason\":\"stop\"}]}", "0.4", "stop");
    row("stream that ends early", "data: {\"choices\":[{\"delta\":{\"content\":\"0.\"}}]}\n\n", "0.", "length");
    row("events of the other form",
        "event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"delta\":\"-0.2\"}\n\n"
        "data: {\"type\":\"response.completed\",\"response\":{}}\n\n", "-0.2", "");
}

void TestChatAnswer::contentIsFoundInEveryShape()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, content);
    QFETCH(QString, finish);
    const ChatReading reading = read(200, body);
    QVERIFY2(reading, reading ? "" : qPrintable(reading.error().word));
    QCOMPARE(reading->content, content);
    QCOMPARE(reading->finishReason, finish);
}

void TestChatAnswer::whatIsNoAnswerIsNamed_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("word");
    QTest::addColumn<bool>("mayRetry");
    const auto row = [](const char *name, const QByteArray &body, const char *word, bool mayRetry = false) {
        QTest::newRow(name) << body << QString::fromLatin1(word) << mayRetry;
    };
    row("empty", "", "empty_body");
    row("blank lines only", "\n\n \n", "empty_body");
    row("a page", "<!DOCTYPE html><html>portal</html>", "web_page");
    row("cut", kGood.first(kGood.size() / 2), "not_json");
    row("text", "upstream error", "not_json");
    row("a list", "[]", "not_json");
    row("no choices", R"({"id":"1"})", "no_choices");
    row("choices empty", R"({"choices":[]})", "no_choices");
    row("choices null", R"({"choices":null})", "no_choices");
    row("choices of nonsense", R"({"choices":[7]})", "no_choices");
    row("message null", R"({"choices":[{"message":null}]})", "no_choices");
    row("detail", R"({"detail":"Not authenticated"})", "error_in_answer");
    row("detail wins over choices", plain(R"({"message":{"content":"0.9"}})", R"(,"error":{"message":"oops"})"), "error_in_answer");
    row("rate inside 200", R"({"error":{"code":429,"message":"Rate limit exceeded"}})", "rate_limit", true);
    row("rate by type", R"({"object":"error","message":"slow","type":"rate_limited","param":null,"code":"1300"})", "rate_limit", true);
    row("quota inside 200", R"({"error":{"code":"insufficient_quota","message":"no"}})", "quota");
    row("key inside 200", R"({"error":{"code":"invalid_api_key","message":"no"}})", "auth");
    row("failure", R"({"status":"failure","message":"Something went wrong"})", "error_in_answer");
    row("error in a stream", "data: {\"choices\":[{\"delta\":{\"content\":\"0.9\"}}]}\n\ndata: {\"error\":{\"message\":\"overloaded\"}}\n\n", "server", true);
    row("error event", "event: error\ndata: {\"message\":\"x\"}\n\n", "error_in_answer");
    row("stream of nothing", "data: [DONE]\n\n", "no_choices");
    row("stream of comments", ": keep-alive\n\n: keep-alive\n\n", "no_choices");
    row("broken chunk", "data: {\"choices\":[{\"delta\n\n", "not_json");
    row("deep", QByteArray(100'000, '[') , "not_json");
}

void TestChatAnswer::whatIsNoAnswerIsNamed()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, word);
    QFETCH(bool, mayRetry);
    const ChatReading reading = read(200, body);
    QVERIFY(!reading);
    QCOMPARE(reading.error().word, word);
    QCOMPARE(reading.error().mayRetry, mayRetry);
}

void TestChatAnswer::everyStatusHasItsRule_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("word");
    QTest::addColumn<ErrorFamily>("family");
    QTest::addColumn<bool>("mayRetry");
    const auto row = [](int status, const char *word, ErrorFamily family, bool mayRetry, const char *body = "{}", const char *note = "") {
        QTest::addRow("%d %s", status, note) << status << QByteArray(body) << QString::fromLatin1(word) << family << mayRetry;
    };
    row(400, "bad_request", ErrorFamily::Input, false);
    row(401, "auth", ErrorFamily::Auth, false);
    row(402, "balance", ErrorFamily::Balance, false);
    row(403, "forbidden", ErrorFamily::Auth, false);
    row(404, "not_found", ErrorFamily::Input, false);
    row(408, "timeout", ErrorFamily::Timeout, true);
    row(409, "server", ErrorFamily::Venue, true);
    row(413, "too_large", ErrorFamily::Input, false);
    row(422, "bad_request", ErrorFamily::Input, false);
    row(429, "rate_limit", ErrorFamily::RateLimit, true);
    for (const int status : {500, 502, 503, 504, 520, 524, 529})
        row(status, "server", ErrorFamily::Venue, true, "<html>bad gateway</html>");
    row(429, "quota", ErrorFamily::Balance, false, R"({"error":{"type":"insufficient_quota","message":"You exceeded"}})", "quota by type");
    row(429, "quota", ErrorFamily::Balance, false, R"({"error":{"type":"usage_limit_reached","message":"x","resets_in_seconds":9}})", "usage limit");
    row(429, "quota", ErrorFamily::Balance, false, R"({"error":"Insufficient balance"})", "balance");
    row(429, "quota", ErrorFamily::Balance, false, "{\"error\":{\"message\":\"\xe4\xbd\x99\xe9\xa2\x9d\xe4\xb8\x8d\xe8\xb6\xb3\"}}", "balance in Chinese");
    row(429, "quota", ErrorFamily::Balance, false, "data: {\"error\":{\"type\":\"usage_limit_reached\",\"message\":\"x\"}}\n\n", "as an event");
    row(429, "rate_limit", ErrorFamily::RateLimit, true, R"({"error":"Rate limit exceeded","currentRequests":9,"requestLimit":9})", "relay");
    row(402, "balance", ErrorFamily::Balance, false,
        R"({"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}})", "DeepSeek");
}

void TestChatAnswer::everyStatusHasItsRule()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    const ChatReading reading = read(status, body);
    QVERIFY(!reading);
    QTEST(reading.error().word, "word");
    QTEST(reading.error().error.family, "family");
    QTEST(reading.error().mayRetry, "mayRetry");
    QCOMPARE(reading.error().error.venueCode, status);
    QVERIFY(!read(status, body, {{"x-should-retry", "false"}}).error().mayRetry);
}

void TestChatAnswer::errorShapesGiveTheirMessage_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("message");
    const auto row = [](const QByteArray &body, const char *message) { QTest::newRow(body.left(40).constData()) << body << QString::fromUtf8(message); };
    row(R"({"error":{"message":"bad model","type":"t","param":null,"code":"text"}})", "bad model");
    row(R"({"error":{"code":429,"message":"Rate limit exceeded"}})", "Rate limit exceeded");
    row(R"({"error":"Invalid API key","message":"no such key"})", "Invalid API key: no such key");
    row(R"({"error":"Not Found","message":"Not Found","status":404})", "Not Found");
    row(R"({"detail":"Not authenticated"})", "Not authenticated");
    row(R"({"detail":[{"loc":["body"],"msg":"field required"}]})", "field required");
    row(R"({"object":"error","message":"slow","type":"rate_limited"})", "slow");
    row(R"({"status":"failure","message":"Something went wrong"})", "Something went wrong");
    row(R"({"html-message":"<b>x</b>"})", "a web page instead of an answer");
    row("<html><body>502</body></html>", "a web page instead of an answer");
    row("upstream connect error", "upstream connect error");
    row("", "HTTP status 503");
    row("{\"error\":", "{\"error\":");
}

void TestChatAnswer::errorShapesGiveTheirMessage()
{
    QFETCH(QByteArray, body);
    QFETCH(QString, message);
    QCOMPARE(read(503, body).error().error.detail, message);
}

void TestChatAnswer::usageIsReadInEveryForm_data()
{
    QTest::addColumn<QByteArray>("usage");
    QTest::addColumn<QList<int>>("expected"); // prompt, cached, completion; empty where it must be estimated
    QTest::newRow("usual") << QByteArray(R"({"prompt_tokens":9,"completion_tokens":4})") << QList<int>{9, 0, 4};
    QTest::newRow("other names") << QByteArray(R"({"input_tokens":9,"output_tokens":4})") << QList<int>{9, 0, 4};
    QTest::newRow("cached") << QByteArray(R"({"prompt_tokens":9,"completion_tokens":4,"prompt_tokens_details":{"cached_tokens":5}})") << QList<int>{9, 5, 4};
    QTest::newRow("DeepSeek") << QByteArray(R"({"prompt_tokens":9,"completion_tokens":4,"prompt_cache_hit_tokens":6})") << QList<int>{9, 6, 4};
    QTest::newRow("more cached than sent") << QByteArray(R"({"prompt_tokens":9,"completion_tokens":4,"prompt_cache_hit_tokens":60})") << QList<int>{9, 9, 4};
    QTest::newRow("null") << QByteArray("null") << QList<int>{};
    QTest::newRow("half") << QByteArray(R"({"prompt_tokens":9})") << QList<int>{};
    QTest::newRow("negative") << QByteArray(R"({"prompt_tokens":-9,"completion_tokens":4})") << QList<int>{};
    QTest::newRow("absurd") << QByteArray(R"({"prompt_tokens":1e300,"completion_tokens":4})") << QList<int>{};
}

void TestChatAnswer::usageIsReadInEveryForm()
{
    QFETCH(QByteArray, usage);
    QFETCH(QList<int>, expected);
    const ChatReading reading = read(200, plain(R"({"message":{"content":"0.1"},"finish_reason":"stop"})", ",\"usage\":" + usage));
    QVERIFY(reading);
    QCOMPARE(reading->usage.has_value(), !expected.isEmpty());
    if (reading->usage)
        QCOMPARE((QList<int>{reading->usage->prompt, reading->usage->cached, reading->usage->completion}), expected);
}

void TestChatAnswer::anOfflineAnalystIsSeen_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<bool>("isDemo");
    const QByteArray choice = R"({"message":{"content":"0.1"},"finish_reason":"stop"})";
    QTest::newRow("a real one") << plain(choice) << QByteArray() << false;
    QTest::newRow("by model") << plain(choice).replace("deepseek-v3.2", "offline-demo") << QByteArray() << true;
    QTest::newRow("by fingerprint") << plain(choice, R"(,"system_fingerprint":"fp-offline-demo-1")") << QByteArray() << true;
    QTest::newRow("by header") << plain(choice) << QByteArray("offline-demo") << true;
}

void TestChatAnswer::anOfflineAnalystIsSeen()
{
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, header);
    QFETCH(bool, isDemo);
    const ChatReading reading = read(200, body, header.isEmpty() ? QList<HttpHeader>{} : QList<HttpHeader>{{"X-Bellwether-Analyst", header}});
    QVERIFY(reading);
    QCOMPARE(reading->isDemo, isDemo);
}

void TestChatAnswer::serverTextIsSafeToShow()
{
    const ChatReading reading = read(401, "{\"error\":{\"message\":\"wrong key cr_secret_key_1234\\u0000\\u001b[31m\\u202e\\n now\",\"code\":\"cr_secret_key_1234\"}}");
    QCOMPARE(reading.error().error.detail, QStringLiteral("wrong key [key] [31m now"));
    const QByteArray padded = "{\"error\":\"" + QByteArray(290, 'x') + " cr_secret_key_1234 " + QByteArray(5000, 'y') + "\"}";
    const QString detail = read(500, padded).error().error.detail;
    QVERIFY(detail.size() <= 300);
    QVERIFY(!detail.contains(QStringLiteral("cr_")));
    const SecretBytes key(QByteArrayView("abcd"));
    QCOMPARE(safeServerText(QStringLiteral("ab\u200bcd"), key), QStringLiteral("[key]")); // hidden behind what is removed
    const ChatReading spoofed = read(200, plain(R"({"message":{"content":"0.1"},"finish_reason":"stop"})").replace("deepseek-v3.2", "cr_secret_key_1234"));
    QCOMPARE(spoofed->model, QStringLiteral("[key]"));
}

void TestChatAnswer::eventsAreReadByTheRules()
{
    QVERIFY(looksLikeSse("\n\ndata: x"));
    QVERIFY(looksLikeSse(": comment"));
    QVERIFY(!looksLikeSse("{\"data\": 1}"));
    QCOMPARE(readSse("event: a\rdata:1\rdata: 2\r\rid: 7\nretry: 5\nnonsense\ndata:  3\r\n\r\ndata"),
             (QList<SseEvent>{{"a", "1\n2"}, {"", " 3"}, {"", ""}}));
    QCOMPARE(readSse("event: lonely\n\n"), QList<SseEvent>{});
}

void TestChatAnswer::cuttingAStreamAnywhereNeverMakesItComplete()
{
    const QByteArray whole = "data: {\"choices\":[{\"delta\":{\"content\":\"{\\\"score\\\":-0.\"}}]}\n\n"
                             "data: {\"choices\":[{\"delta\":{\"content\":\"85}\"},\"finish_reason\":null}]}\n\ndata: [DONE]\n\n";
    const qsizetype done = whole.indexOf("[DONE]") + 6;
    QCOMPARE(read(200, whole)->content, QStringLiteral("{\"score\":-0.85}"));
    QCOMPARE(read(200, whole)->finishReason, QString());
    for (qsizetype size = 0; size < done; ++size) {
        const ChatReading reading = read(200, whole.first(size));
        QVERIFY(!reading || reading->finishReason == QStringLiteral("length"));
    }
}

QTEST_GUILESS_MAIN(TestChatAnswer)
#include "tst_chatanswer.moc"
