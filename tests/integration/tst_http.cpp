// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpclient.h"
#include "tests/integration/selfsigned.h"
#include "tests/support/rawserver.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QSslSocket>
#include <QTest>

#include <optional>

using namespace bw;
using namespace std::chrono_literals;

namespace {

/// What one callback brought, and how often.
struct Outcome {
    int calls = 0;
    std::optional<Result<HttpAnswer>> result;

    [[nodiscard]] HttpCallback callback()
    {
        return [this](const Result<HttpAnswer> &got) {
            ++calls;
            result = got;
        };
    }
    [[nodiscard]] bool isAnswer() const { return result && result->has_value(); }
    [[nodiscard]] Error error() const { return result && !*result ? result->error() : Error{}; }
};

HttpRequest get(const QUrl &url)
{
    HttpRequest request;
    request.url = url;
    request.id = QStringLiteral("test");
    return request;
}

HttpRequest order(const QUrl &url)
{
    HttpRequest request = get(url);
    request.method = HttpRequest::Method::Post;
    request.headers = {{"Content-Type", "application/json"}, {"X-BAPI-SIGN", "0011"}};
    request.body = R"({"symbol":"BTCUSDT","orderLinkId":"bw-1"})";
    request.isOnceOnly = true;
    return request;
}

} // namespace

class TestHttp : public QObject {
    Q_OBJECT
    SystemClock m_clock;
    QtScheduler m_scheduler;
    HttpClient m_client{QStringLiteral("test"), m_clock, m_scheduler};

private Q_SLOTS:
    void aRequestStandsOnTheWireAsItWasGiven();
    void anOrderThatGetsNoAnswerIsSentOnceAndUnknown();
    void anOrderOnAKeptConnectionThatDropsIsSentOnceAndUnknown();
    void aRedirectIsAnErrorAndTheOtherServerHearsNothing_data();
    void aRedirectIsAnErrorAndTheOtherServerHearsNothing();
    void aDrippingBodyEndsAtTheTotalDeadline();
    void anEndlessBodyEndsAtTheByteLimit();
    void aLongBodyArrivesWhole();
    void aStatusIsAnAnswerWithItsBody_data();
    void aStatusIsAnAnswerWithItsBody();
    void aPageInTheAnswersPlaceIsAPortal_data();
    void aPageInTheAnswersPlaceIsAPortal();
    void brokenAnswersAreErrors_data();
    void brokenAnswersAreErrors();
    void anOrderThatCouldNotLeaveIsNotSent_data();
    void anOrderThatCouldNotLeaveIsNotSent();
    void anOrderToAServerThatNeverAcceptsIsUnknownAtTheDeadline();
    void sixHangingReadsDoNotHoldUpAnExit();
    void aCertificateThatNobodyVouchesForIsARefusal();
    void cookiesAreNotKept();
    void forbiddenRequestsNeverStart_data();
    void forbiddenRequestsNeverStart();
    void everyCallbackComesOnceWhenTheClientGoes();
    void aDeadContextIsNotCalled();
    void aCallbackMayCancelAllAndSendAgain();
};

void TestHttp::aRequestStandsOnTheWireAsItWasGiven()
{
    RawServer server([](QTcpSocket &socket, const RawServer::Request &) { socket.write(RawServer::answer(200, "{}", "X-Bapi-Limit: 10\r\n")); });
    HttpRequest request = order(server.url());
    request.url = QUrl::fromEncoded(server.url().toEncoded() + "v5/x?cursor=a%2Cb%253D&s=BTC%20-USDT+,");
    Outcome outcome;
    m_client.send(request, this, outcome.callback());
    QTRY_VERIFY(outcome.calls > 0);
    QVERIFY(outcome.isAnswer());
    QCOMPARE(outcome.result->value().header("x-bapi-limit"), QByteArray("10"));
    QVERIFY(outcome.result->value().roundTrip() > 0ns);
    QCOMPARE(server.requests.size(), 1);
    const RawServer::Request &got = server.requests.first();
    QCOMPARE(got.line, "POST /v5/x?" + request.url.query(QUrl::FullyEncoded).toLatin1() + " HTTP/1.1");
    QCOMPARE(got.line, QByteArray("POST /v5/x?cursor=a%2Cb%253D&s=BTC%20-USDT+, HTTP/1.1"));
    QCOMPARE(got.body, request.body);
    QCOMPARE(got.header("X-BAPI-SIGN"), QByteArray("0011"));
    QCOMPARE(got.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(got.header("User-Agent"), QByteArray("Bellwether"));
    QCOMPARE(got.header("Accept-Encoding"), QByteArray("identity"));
}

void TestHttp::anOrderThatGetsNoAnswerIsSentOnceAndUnknown()
{
    RawServer server([](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("GET"))
            socket.write(RawServer::answer(200, "ok"));
        else
            socket.disconnectFromHost();
    });
    Outcome outcome;
    m_client.send(order(server.url()), this, outcome.callback());
    QTRY_VERIFY(outcome.calls > 0);
    QCOMPARE(outcome.error().certainty, Certainty::Unknown);
    QCOMPARE(outcome.error().retry, Retry::Never);
    QCOMPARE(outcome.error().family, ErrorFamily::Network);
    Outcome later; // a whole exchange later a repetition would have arrived
    m_client.send(get(server.url()), this, later.callback());
    QTRY_VERIFY(later.isAnswer());
    QCOMPARE(server.count("POST"), 1);
    QCOMPARE(outcome.calls, 1);
}

void TestHttp::anOrderOnAKeptConnectionThatDropsIsSentOnceAndUnknown()
{
    RawServer server([](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("GET"))
            socket.write(RawServer::answer(200, "ok", "Connection: keep-alive\r\n"));
        else
            socket.abort(); // a reset, as from a server that had already given the connection up
    });
    Outcome first, second, third;
    HttpClient client(QStringLiteral("entries"), m_clock, m_scheduler);
    client.send(get(server.url()), this, first.callback());
    QTRY_VERIFY(first.isAnswer());
    client.send(order(server.url()), this, second.callback());
    QTRY_VERIFY(second.calls > 0);
    QCOMPARE(second.error().certainty, Certainty::Unknown);
    client.send(get(server.url()), this, third.callback());
    QTRY_VERIFY(third.isAnswer());
    QCOMPARE(server.count("POST"), 1);
    QCOMPARE(server.connections, 2); // the order did travel on the kept one
}

void TestHttp::aRedirectIsAnErrorAndTheOtherServerHearsNothing_data()
{
    QTest::addColumn<int>("status");
    for (const int status : {301, 302, 303, 307, 308})
        QTest::addRow("%d", status) << status;
}

void TestHttp::aRedirectIsAnErrorAndTheOtherServerHearsNothing()
{
    QFETCH(int, status);
    RawServer other;
    RawServer server([&](QTcpSocket &socket, const RawServer::Request &) {
        socket.write(RawServer::answer(status, "", "Location: " + other.url().toEncoded() + "\r\n"));
    });
    Outcome outcome;
    m_client.send(order(server.url()), this, outcome.callback());
    QTRY_VERIFY(outcome.calls > 0);
    QCOMPARE(outcome.error().family, ErrorFamily::Protocol);
    QCOMPARE(outcome.error().certainty, Certainty::Unknown);
    QCOMPARE(outcome.error().venueCode, status);
    Outcome later;
    m_client.send(get(server.url()), this, later.callback());
    QTRY_VERIFY(later.calls > 0);
    QCOMPARE(later.error().family, ErrorFamily::Protocol);
    QCOMPARE(server.requests.size(), 2);
    QCOMPARE(other.connections, 0);
}

void TestHttp::aDrippingBodyEndsAtTheTotalDeadline()
{
    std::vector<Scheduler::Handle> timers;
    RawServer server([&](QTcpSocket &socket, const RawServer::Request &) {
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        timers.push_back(m_scheduler.every(20ms, [drop = QPointer<QTcpSocket>(&socket)] {
            if (drop)
                drop->write("x");
        }));
    });
    HttpRequest request = get(server.url());
    request.deadline = 400ms;
    Outcome outcome;
    const MonoTime before = m_clock.now();
    m_client.send(request, this, outcome.callback());
    QTRY_VERIFY(outcome.calls > 0);
    const auto took = m_clock.now() - before;
    QCOMPARE(outcome.error().family, ErrorFamily::Timeout);
    QVERIFY(took >= 380ms); // it did wait for the deadline
    QVERIFY(took < 3s);     // and not for the million bytes
}

void TestHttp::anEndlessBodyEndsAtTheByteLimit()
{
    qint64 written = 0;
    const QByteArray block(64 * 1024, 'x');
    RawServer server([&](QTcpSocket &socket, const RawServer::Request &) {
        socket.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
        socket.write(block);
        QObject::connect(&socket, &QTcpSocket::bytesWritten, &socket, [&written, &block, &socket](qint64 n) {
            written += n;
            if (socket.bytesToWrite() < block.size())
                socket.write(block);
        });
    });
    HttpRequest request = get(server.url());
    request.byteLimit = 300'000;
    Outcome outcome;
    m_client.send(request, this, outcome.callback());
    QTRY_VERIFY(outcome.calls > 0);
    QCOMPARE(outcome.error().family, ErrorFamily::Protocol);
    QVERIFY(outcome.error().detail.contains(QStringLiteral("300000")));
    QTRY_COMPARE(server.tcp().findChildren<QTcpSocket *>().value(0)->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(written < 16 * 1024 * 1024); // the system's buffers and ours, no more
}

void TestHttp::aLongBodyArrivesWhole()
{
    QByteArray body;
    for (int i = 0; i < 500'000; ++i)
        body += QByteArray::number(i);
    RawServer server([&](QTcpSocket &socket, const RawServer::Request &) { socket.write(RawServer::answer(200, body)); });
    Outcome outcome;
    m_client.send(get(server.url()), this, outcome.callback());
    QTRY_VERIFY(outcome.isAnswer());
    QVERIFY(outcome.result->value().body == body);
}

void TestHttp::aStatusIsAnAnswerWithItsBody_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("headers");
    for (const int status : {200, 201, 400, 401, 402, 403, 404, 405, 408, 409, 410, 413, 418, 422, 429, 451, 500, 501, 502, 503, 504, 520, 529, 599})
        QTest::addRow("%d", status) << status << QByteArray();
    QTest::addRow("401 that asks for a password") << 401 << QByteArray("WWW-Authenticate: Basic realm=\"x\"\r\n");
    QTest::addRow("407 that asks for a password") << 407 << QByteArray();
    QTest::addRow("503 with a wait") << 503 << QByteArray("Retry-After: 3\r\n");
}

void TestHttp::aStatusIsAnAnswerWithItsBody()
{
    QFETCH(int, status);
    QFETCH(QByteArray, headers);
    RawServer server([&](QTcpSocket &socket, const RawServer::Request &) { socket.write(RawServer::answer(status, "<html>no</html>", headers)); });
    HttpClient client(QStringLiteral("test"), m_clock, m_scheduler);
    for (const HttpRequest &request : {get(server.url()), order(server.url())}) {
        Outcome outcome;
        client.send(request, this, outcome.callback());
        QTRY_VERIFY(outcome.calls > 0);
        QVERIFY2(outcome.isAnswer(), qPrintable(outcome.error().detail));
        QCOMPARE(outcome.result->value().status, status);
        QCOMPARE(outcome.result->value().body, QByteArray("<html>no</html>"));
    }
    QCOMPARE(server.requests.size(), 2);
}

void TestHttp::aPageInTheAnswersPlaceIsAPortal_data()
{
    using Reason = ConnectionStatus::Reason;
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<ConnectionStatus::Reason>("reason");
    QTest::newRow("data") << RawServer::answer(200, "{}") << Reason::None;
    QTest::newRow("data in an error") << RawServer::answer(500, "{}") << Reason::None;
    QTest::newRow("a page") << RawServer::answer(200, "{}", "Content-Type: text/html; charset=utf-8\r\n") << Reason::Portal;
    QTest::newRow("a page of no type") << RawServer::answer(200, "\r\n <!DOCTYPE html><html>log in</html>") << Reason::Portal;
    QTest::newRow("a page for a venue that is down") << RawServer::answer(502, "<html>", "Content-Type: text/html\r\n") << Reason::None;
    QTest::newRow("a portal that says what it is") << RawServer::answer(511, "<html>") << Reason::Portal;
    QTest::newRow("a redirect") << RawServer::answer(302, "", "Location: http://login.example/\r\n") << Reason::Portal;
}

void TestHttp::aPageInTheAnswersPlaceIsAPortal()
{
    QFETCH(QByteArray, bytes);
    QFETCH(ConnectionStatus::Reason, reason);
    RawServer server([&](QTcpSocket &socket, const RawServer::Request &) { socket.write(bytes); });
    QList<ConnectionStatus::Reason> noted;
    const auto heard = connect(&m_client, &HttpClient::reachabilityNoted, this, [&](ConnectionStatus::Reason one) { noted.append(one); });
    Outcome outcome;
    m_client.send(get(server.url()), this, outcome.callback());
    QTRY_COMPARE(outcome.calls, 1);
    QCOMPARE(noted, QList<ConnectionStatus::Reason>{reason});
    disconnect(heard);
}

void TestHttp::brokenAnswersAreErrors_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("garbage") << QByteArray("\x00\xff\x13garbage\r\n\r\nmore", 18);
    QTest::newRow("a line that is not HTTP") << QByteArray("SSH-2.0-OpenSSH_9.2\r\n");
    QTest::newRow("head only") << QByteArray("HTTP/1.1 200 OK\r\nContent-Le");
    QTest::newRow("body cut short") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
    QTest::newRow("error body cut short") << QByteArray("HTTP/1.1 500 No\r\nContent-Length: 10\r\n\r\nabc");
    QTest::newRow("chunk cut short") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
    QTest::newRow("chunks without an end") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n");
    QTest::newRow("compressed unasked") << QByteArray("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc");
    QTest::newRow("nothing") << QByteArray();
}

void TestHttp::brokenAnswersAreErrors()
{
    QFETCH(QByteArray, bytes);
    RawServer server([&](QTcpSocket &socket, const RawServer::Request &) {
        socket.write(bytes);
        socket.disconnectFromHost();
    });
    Outcome outcome;
    HttpClient client(QStringLiteral("test"), m_clock, m_scheduler);
    HttpRequest request = order(server.url());
    request.deadline = 2s;
    client.send(request, this, outcome.callback());
    QTRY_VERIFY(outcome.calls > 0);
    QVERIFY2(!outcome.isAnswer(), "taken for an answer");
    QCOMPARE(outcome.error().certainty, Certainty::Unknown);
    QCOMPARE(server.count("POST"), 1);
}

void TestHttp::anOrderThatCouldNotLeaveIsNotSent_data()
{
    QTest::addColumn<QUrl>("url");
    QTcpServer gone; // a port that nobody listens on any more
    gone.listen(QHostAddress::LocalHost);
    QTest::newRow("refused") << QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(gone.serverPort()));
    QTest::newRow("no such host") << QUrl(QStringLiteral("https://bellwether.invalid/"));
}

void TestHttp::anOrderThatCouldNotLeaveIsNotSent()
{
    QFETCH(QUrl, url);
    Outcome outcome;
    m_client.send(order(url), this, outcome.callback());
    QCOMPARE(outcome.calls, 0); // never from within send()
    QTRY_VERIFY_WITH_TIMEOUT(outcome.calls > 0, 15'000);
    QCOMPARE(outcome.error().family, ErrorFamily::Network);
    QCOMPARE(outcome.error().certainty, Certainty::NotSent);
    QCOMPARE(outcome.error().retry, Retry::Never);
}

void TestHttp::anOrderToAServerThatNeverAcceptsIsUnknownAtTheDeadline()
{
    RawServer server;
    server.tcp().pauseAccepting(); // the system shakes hands and takes the bytes; nobody reads them
    HttpRequest request = order(server.url());
    request.deadline = 300ms;
    Outcome outcome;
    m_client.send(request, this, outcome.callback());
    QTRY_VERIFY(outcome.calls > 0);
    QCOMPARE(outcome.error().family, ErrorFamily::Timeout);
    QCOMPARE(outcome.error().certainty, Certainty::Unknown);
}

void TestHttp::sixHangingReadsDoNotHoldUpAnExit()
{
    RawServer server([](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("POST"))
            socket.write(RawServer::answer(200, "{}"));
    });
    Outcome hanging, seventh, exit; // before the clients, whose end calls back
    HttpClient reads(QStringLiteral("reads"), m_clock, m_scheduler);
    HttpClient exits(QStringLiteral("exits"), m_clock, m_scheduler);
    for (int i = 0; i < 6; ++i)
        reads.send(get(server.url()), this, hanging.callback());
    QTRY_COMPARE(server.count("GET"), 6);
    reads.send(order(server.url()), this, seventh.callback());
    exits.send(order(server.url()), this, exit.callback());
    QTRY_VERIFY(exit.isAnswer());
    QCOMPARE(seventh.calls, 0); // why there are three clients: this one still waits behind the six
    QCOMPARE(hanging.calls, 0);
    QCOMPARE(server.count("POST"), 1);
}

void TestHttp::aCertificateThatNobodyVouchesForIsARefusal()
{
    if (!QSslSocket::supportsSsl())
        QSKIP("this Qt has no TLS");
    const SelfSigned identity = makeSelfSigned();
    QSslConfiguration configuration;
    configuration.setLocalCertificate(QSslCertificate(identity.certificate));
    configuration.setPrivateKey(QSslKey(identity.key, QSsl::Ec));
    QSslServer server;
    server.setSslConfiguration(configuration);
    QVERIFY(server.listen(QHostAddress::LocalHost));
    qint64 plainBytes = 0;
    connect(&server, &QTcpServer::pendingConnectionAvailable, this, [&] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, this, [&plainBytes, socket] { plainBytes += socket->readAll().size(); });
    });
    std::optional<ConnectionStatus::Reason> noted;
    connect(&m_client, &HttpClient::reachabilityNoted, this, [&](ConnectionStatus::Reason reason) { noted = reason; });
    Outcome outcome;
    m_client.send(order(QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(server.serverPort()))), this, outcome.callback());
    QTRY_VERIFY(outcome.calls > 0);
    QVERIFY(!outcome.isAnswer());
    QCOMPARE(outcome.error().certainty, Certainty::NotSent);
    QCOMPARE(outcome.error().retry, Retry::Never);
    QCOMPARE(noted, ConnectionStatus::Reason::Tls);
    QCOMPARE(plainBytes, 0);
    disconnect(&m_client, &HttpClient::reachabilityNoted, this, nullptr);
}

void TestHttp::cookiesAreNotKept()
{
    RawServer server([](QTcpSocket &socket, const RawServer::Request &) {
        socket.write(RawServer::answer(200, "ok", "Set-Cookie: id=1; Path=/\r\nCache-Control: max-age=1000\r\n"));
    });
    for (int i = 0; i < 2; ++i) {
        Outcome outcome;
        m_client.send(get(server.url()), this, outcome.callback());
        QTRY_VERIFY(outcome.isAnswer());
    }
    QCOMPARE(server.requests.size(), 2); // nor was the second read from a cache
    QVERIFY(server.requests.last().header("Cookie").isEmpty());
    QVERIFY(server.requests.first().header("Content-Type").isEmpty());
}

void TestHttp::forbiddenRequestsNeverStart_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<QByteArray>("headerValue");
    QTest::newRow("http to another machine") << QUrl(QStringLiteral("http://192.0.2.1/")) << QByteArray("x");
    QTest::newRow("http to a name like loopback") << QUrl(QStringLiteral("http://localhost.example.org/")) << QByteArray("x");
    QTest::newRow("user name") << QUrl(QStringLiteral("http://me:you@127.0.0.1:1/")) << QByteArray("x");
    QTest::newRow("file") << QUrl(QStringLiteral("file:///etc/hostname")) << QByteArray("x");
    QTest::newRow("ftp") << QUrl(QStringLiteral("ftp://127.0.0.1/")) << QByteArray("x");
    QTest::newRow("socket scheme") << QUrl(QStringLiteral("wss://127.0.0.1/")) << QByteArray("x");
    QTest::newRow("header of two lines") << QUrl(QStringLiteral("http://127.0.0.1:1/")) << QByteArray("x\r\nEvil: 1");
}

void TestHttp::forbiddenRequestsNeverStart()
{
    QFETCH(QUrl, url);
    QFETCH(QByteArray, headerValue);
    HttpRequest request = order(url);
    request.headers.append({"X-Test", headerValue});
    Outcome outcome;
    m_client.send(request, this, outcome.callback());
    QCOMPARE(outcome.calls, 0);
    QTRY_VERIFY(outcome.calls > 0);
    QCOMPARE(outcome.error().family, ErrorFamily::Input);
    QCOMPARE(outcome.error().certainty, Certainty::NotSent);
}

void TestHttp::everyCallbackComesOnceWhenTheClientGoes()
{
    RawServer server;
    Outcome waiting, queued, refused;
    {
        HttpClient client(QStringLiteral("test"), m_clock, m_scheduler);
        client.send(order(server.url()), this, waiting.callback());
        QTRY_COMPARE(server.count("POST"), 1);
        client.send(order(server.url()), this, queued.callback());
        client.send(get(QUrl(QStringLiteral("http://192.0.2.1/"))), this, refused.callback());
    }
    QCOMPARE(waiting.calls, 1);
    QCOMPARE(waiting.error().certainty, Certainty::Unknown);
    QCOMPARE(queued.calls, 1);
    QCOMPARE(queued.error().certainty, Certainty::NotSent); // its body was never taken
    QCOMPARE(refused.calls, 1);
    QCoreApplication::sendPostedEvents();
    QCoreApplication::processEvents();
    QCOMPARE(waiting.calls + queued.calls + refused.calls, 3);
}

void TestHttp::aDeadContextIsNotCalled()
{
    RawServer server([](QTcpSocket &socket, const RawServer::Request &) { socket.write(RawServer::answer(200, "ok")); });
    Outcome dead, alive;
    auto context = std::make_unique<QObject>();
    m_client.send(get(server.url()), context.get(), dead.callback());
    context.reset();
    m_client.send(get(server.url()), this, alive.callback());
    QTRY_VERIFY(alive.isAnswer());
    QTRY_COMPARE(m_client.jobsRunning(), 0);
    QCOMPARE(server.requests.size(), 2);
    QCOMPARE(dead.calls, 0);
}

void TestHttp::aCallbackMayCancelAllAndSendAgain()
{
    RawServer server([](QTcpSocket &socket, const RawServer::Request &request) {
        if (!request.line.contains("hang"))
            socket.write(RawServer::answer(200, "ok"));
    });
    Outcome hanging, again;
    int calls = 0;
    HttpClient client(QStringLiteral("test"), m_clock, m_scheduler);
    client.send(get(server.url(QStringLiteral("/hang"))), this, hanging.callback());
    client.send(get(server.url()), this, [&](const Result<HttpAnswer> &) {
        ++calls;
        client.cancelAll();
        client.send(get(server.url()), this, again.callback());
    });
    QTRY_VERIFY(again.isAnswer());
    QCOMPARE(calls, 1);
    QCOMPARE(hanging.calls, 1);
    QCOMPARE(hanging.error().family, ErrorFamily::Network);
    QCOMPARE(client.jobsRunning(), 0);
}

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
