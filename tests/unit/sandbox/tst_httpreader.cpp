// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/httpreader.h"

#include <QTest>

using bw::HttpReader;
using bw::InboundRequest;

class TestHttpReader final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void keepsTargetAndBodyAsTheyStood();
    void readsTheSameByteByByte_data();
    void readsTheSameByteByByte();
    void givesRequestsThatWereSentTogetherOneByOne();
    void joinsChunks();
    void refusesWhatCouldMeanTwoThings_data();
    void refusesWhatCouldMeanTwoThings();
    void boundsWhatItKeeps();
    void staysBad();
};

namespace {

QByteArray post(const QByteArray &body)
{
    return "POST /v5/order/create?x=%2C&y=+ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-BAPI-SIGN:  ab \r\nContent-Length: "
        + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

HttpReader::Outcome readAll(const QByteArray &bytes, InboundRequest &request, int *status = nullptr)
{
    HttpReader reader;
    reader.feed(bytes);
    const auto outcome = reader.next(request);
    if (status)
        *status = reader.status();
    return outcome;
}

} // namespace

void TestHttpReader::keepsTargetAndBodyAsTheyStood()
{
    InboundRequest request;
    QCOMPARE(readAll(post("{ \"a\" : 1 }"), request), HttpReader::Outcome::Request);
    QCOMPARE(request.method, QByteArray("POST"));
    QCOMPARE(request.path, QByteArray("/v5/order/create"));
    QCOMPARE(request.rawQuery, QByteArray("x=%2C&y=+")); // nothing decoded: the signature is over these bytes
    QCOMPARE(request.body, QByteArray("{ \"a\" : 1 }"));
    QCOMPARE(request.headers.value("x-bapi-sign"), QByteArray("ab"));
    QVERIFY(request.mayKeepAlive);
}

void TestHttpReader::readsTheSameByteByByte_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("length") << post("hello") << QByteArray("hello");
    QTest::newRow("none") << QByteArray("GET / HTTP/1.1\r\nHost: x\r\n\r\n") << QByteArray();
    QTest::newRow("chunked") << QByteArray("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;ext=1\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n")
                             << QByteArray("abc0123456789");
}

void TestHttpReader::readsTheSameByteByByte()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, body);
    HttpReader reader;
    InboundRequest request;
    for (qsizetype i = 0; i + 1 < bytes.size(); ++i) {
        reader.feed(QByteArrayView(bytes).sliced(i, 1));
        QCOMPARE(reader.next(request), HttpReader::Outcome::NeedsMore);
    }
    reader.feed(QByteArrayView(bytes).last(1));
    QCOMPARE(reader.next(request), HttpReader::Outcome::Request);
    QCOMPARE(request.body, body);
    QCOMPARE(reader.buffered(), 0);
}

void TestHttpReader::givesRequestsThatWereSentTogetherOneByOne()
{
    HttpReader reader;
    InboundRequest request;
    reader.feed(post("1") + post("22") + "GET /third HTTP/1.1\r\n");
    QCOMPARE(reader.next(request), HttpReader::Outcome::Request);
    QCOMPARE(request.body, QByteArray("1"));
    QCOMPARE(reader.next(request), HttpReader::Outcome::Request);
    QCOMPARE(request.body, QByteArray("22"));
    QCOMPARE(reader.next(request), HttpReader::Outcome::NeedsMore);
    reader.feed("\r\n");
    QCOMPARE(reader.next(request), HttpReader::Outcome::Request);
    QCOMPARE(request.path, QByteArray("/third"));
    QVERIFY(request.body.isEmpty());
}

void TestHttpReader::joinsChunks()
{
    InboundRequest request;
    const QByteArray big(100'000, 'z');
    QByteArray bytes = "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 5; ++i)
        bytes += QByteArray::number(big.size(), 16) + "\r\n" + big + "\r\n";
    QCOMPARE(readAll(bytes + "0\r\n\r\n", request), HttpReader::Outcome::Request);
    QCOMPARE(request.body.size(), 500'000);
}

void TestHttpReader::refusesWhatCouldMeanTwoThings_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char *name, const QByteArray &bytes, int status) { QTest::newRow(name) << bytes << status; };
    row("small method", "get / HTTP/1.1\r\n\r\n", 400);
    row("no target", "GET  HTTP/1.1\r\n\r\n", 400);
    row("absolute target", "GET http://x/ HTTP/1.1\r\n\r\n", 400);
    row("blank in target", "GET /a b HTTP/1.1\r\n\r\n", 400);
    row("umlaut in target", "GET /\xc3\xa4 HTTP/1.1\r\n\r\n", 400);
    row("version 2", "GET / HTTP/2.0\r\n\r\n", 505);
    row("no version", "GET /\r\n\r\n", 400);
    row("garbage", "\x16\x03\x01\x02\r\n\r\n", 400); // the start of a TLS handshake
    row("empty name", "GET / HTTP/1.1\r\n: a\r\n\r\n", 400);
    row("blank before colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400);
    row("folded", "GET / HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400);
    row("bare line feed", "GET / HTTP/1.1\nHost: a\r\n\r\n", 400);
    row("control in value", "GET / HTTP/1.1\r\nA: b\x01\r\n\r\n", 400);
    row("two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400);
    row("two lengths", "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na", 400);
    row("length and chunks", "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
    row("signed length", "POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\na", 400);
    row("negative length", "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\na", 400);
    row("hex length", "POST / HTTP/1.1\r\nContent-Length: 0x1\r\n\r\na", 400);
    row("huge length", "POST / HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 400);
    row("large length", "POST / HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n", 413);
    row("gzip", "POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", 501);
    row("bad chunk size", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", 400);
    row("empty chunk size", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n\r\n", 400);
    row("chunk longer than said", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n", 400);
    row("chunk too large", "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFFF\r\n", 413);
}

void TestHttpReader::refusesWhatCouldMeanTwoThings()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    InboundRequest request;
    int told = 0;
    QCOMPARE(readAll(bytes, request, &told), HttpReader::Outcome::Bad);
    QCOMPARE(told, status);
}

void TestHttpReader::boundsWhatItKeeps()
{
    InboundRequest request;
    int status = 0;
    QCOMPARE(readAll(QByteArray(HttpReader::kMostHead + 1, 'A'), request, &status), HttpReader::Outcome::Bad); // a line without end
    QCOMPARE(status, 431);
    QByteArray many = "GET / HTTP/1.1\r\n";
    for (int i = 0; i <= HttpReader::kMostHeaders; ++i)
        many += "a" + QByteArray::number(i) + ": b\r\n";
    QCOMPARE(readAll(many + "\r\n", request, &status), HttpReader::Outcome::Bad);
    QCOMPARE(status, 431);
    QCOMPARE(readAll("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + QByteArray(1000, '0'), request, &status), HttpReader::Outcome::Bad);
    QCOMPARE(status, 400);
    const QByteArray half = QByteArray::number(HttpReader::kMostBody / 2 + 1, 16) + "\r\n" + QByteArray(HttpReader::kMostBody / 2 + 1, 'a') + "\r\n";
    QCOMPARE(readAll("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n" + half + half, request, &status), HttpReader::Outcome::Bad);
    QCOMPARE(status, 413);
}

void TestHttpReader::staysBad()
{
    HttpReader reader;
    InboundRequest request;
    reader.feed("nonsense\r\n\r\n");
    QCOMPARE(reader.next(request), HttpReader::Outcome::Bad);
    reader.feed("GET / HTTP/1.1\r\n\r\n"); // what follows a fault may be the body of it
    QCOMPARE(reader.next(request), HttpReader::Outcome::Bad);
    QCOMPARE(reader.buffered(), 0);
}

QTEST_GUILESS_MAIN(TestHttpReader)
#include "tst_httpreader.moc"
