// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/waithint.h"
#include "core/net/json.h"

#include <QTest>

using namespace bw;
using std::chrono::milliseconds;

Q_DECLARE_METATYPE(QList<bw::HttpHeader>)

class TestWaitHint : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyPlaceIsRead_data()
    {
        QTest::addColumn<QList<HttpHeader>>("headers");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<qint64>("expected"); // -1: nothing said
        const auto header = [](const char *name, const char *value, qint64 expected) {
            QTest::addRow("%s: %s", name, value) << QList<HttpHeader>{{name, value}} << QByteArray() << expected;
        };
        const auto body = [](const char *text, qint64 expected) { QTest::newRow(text) << QList<HttpHeader>{} << QByteArray(text) << expected; };
        header("Retry-After-Ms", "250", 250);
        header("Retry-After", "3", 3000);
        header("Retry-After", "0.5", 500);
        header("Retry-After", "0", 0);
        header("Retry-After", "-1", -1);
        header("Retry-After", "soon", -1);
        header("Retry-After", "nan", -1);
        header("Retry-After", "1e300", 86'400'000);
        header("Retry-After", "Mon, 23 Nov 2026 07:00:10 GMT", 10'000);
        header("Retry-After", "Mon, 23 Nov 2026 06:00:00 GMT", 0); // past: now
        header("x-ratelimit-reset-requests", "1s", 1000);
        header("x-ratelimit-reset-requests", "6m0s", 360'000);
        header("x-ratelimit-reset-tokens", "120ms", 120);
        header("x-ratelimit-reset-tokens", "2", 2000);
        header("x-ratelimit-reset-tokens", "-1", -1);
        header("x-ratelimit-reset-tokens", "6m0s!", -1);
        header("x-ratelimit-reset-tokens", "2026-11-23T07:00:05Z", 5000);
        body(R"({"error":{"message":"x","resets_in_seconds":7}})", 7000);
        body(R"({"error":"x","retryAfterSeconds":2.5})", 2500);
        body(R"({"error":"x","retryAfter":"4"})", 4000);
        body(R"({"error":"x","resetAt":"2026-11-23T07:00:30.500Z"})", 30'500);
        body(R"({"error":"x"})", -1);
        QTest::newRow("the header wins over the body")
            << QList<HttpHeader>{{"Retry-After", "1"}} << QByteArray(R"({"error":"x","retryAfter":9})") << qint64(1000);
        QTest::newRow("the longer of two budgets")
            << QList<HttpHeader>{{"x-ratelimit-reset-requests", "1s"}, {"x-ratelimit-reset-tokens", "4s"}} << QByteArray() << qint64(4000);
    }
    void everyPlaceIsRead()
    {
        QFETCH(QList<HttpHeader>, headers);
        QFETCH(QByteArray, body);
        QFETCH(qint64, expected);
        const UtcTime now = fromMs(QDateTime(QDate(2026, 11, 23), QTime(7, 0), Qt::UTC).toMSecsSinceEpoch());
        HttpAnswer answer;
        answer.headers = headers;
        const auto hint = waitHintOf(answer, readErrorBody(body, SecretBytes()), now);
        QCOMPARE(hint ? hint->count() : -1, expected);
    }
};

QTEST_GUILESS_MAIN(TestWaitHint)
#include "tst_waithint.moc"
