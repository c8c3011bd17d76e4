// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/bybitmarketrest.h"
#include "core/bybit/bybitvenue.h"
#include "core/domain/risk/riskgate.h"
#include "tests/support/fakewstransport.h"
#include "tests/support/rawserver.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QMessageAuthenticationCode>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

using namespace bw;
using namespace std::chrono_literals;
using Kind = CommandOutcome::Kind;

namespace {

const QByteArray kSecret = "s3cr3tKeyForTestsOnly";

QByteArray reply(int retCode, const QByteArray &result = "{}", const QByteArray &retMsg = "OK")
{
    return RawServer::answer(200, "{\"retCode\":" + QByteArray::number(retCode) + ",\"retMsg\":\"" + retMsg + "\",\"result\":" + result
                                      + ",\"retExtInfo\":{},\"time\":1700000000000}", "Content-Type: application/json\r\n");
}

QByteArray timeReply(qint64 ms)
{
    return reply(0, "{\"timeSecond\":\"" + QByteArray::number(ms / 1000) + "\",\"timeNano\":\"" + QByteArray::number(ms) + "000000\"}");
}

InstrumentPtr bitcoin()
{
    InstrumentFilters filters;
    filters.tickSize = Decimal::fromScaled(1, 1);
    filters.lotSize = Decimal::fromScaled(1, 3);
    return Instrument::create({Category::Linear, QStringLiteral("BTCUSDT")}, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"),
                              InstrumentStatus::Trading).value();
}

AccountQuestion question()
{
    AccountQuestion question;
    question.instrument = bitcoin();
    question.executionsSince = SystemClock().utcNow() - 1h;
    return question;
}

/// A gate that has nothing against it; who may order what is tested elsewhere.
ApprovedOrder approved(const QString &linkId)
{
    OrderDraft draft;
    draft.instrument = bitcoin();
    draft.qty = QtyLots(1);
    draft.price = PriceTicks(250000);
    Rule consent;
    consent.check = [](const OrderDraft &, const RiskContext &) { return Verdict{.rule = RuleId::TradingAllowed, .ok = true, .measured = {}, .limit = {}, .why = {}}; };
    return std::move(RiskGate({consent}).approve(draft, {}, linkId).value());
}

/// What one command's callback brought, and how often.
struct Heard {
    int calls = 0;
    CommandOutcome outcome;
    [[nodiscard]] std::function<void(const CommandOutcome &)> callback()
    {
        return [this](const CommandOutcome &got) {
            ++calls;
            outcome = got;
        };
    }
};

} // namespace

class TestBybitOnce : public QObject {
    Q_OBJECT

    SystemClock m_clock;
    QtScheduler m_scheduler;
    RateLimiter m_connects{m_clock, 100.0, 200.0};
    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<HttpClient> m_reads, m_entries, m_exits;
    FakeWsServer m_sockets;
    std::unique_ptr<BybitVenue> m_venue;
    RawServer::Handler m_onRequest; ///< for everything but the clock
    std::chrono::milliseconds m_venueAhead{0};

    void answer(QTcpSocket &socket, const RawServer::Request &request)
    {
        if (request.line.contains("/v5/market/time"))
            socket.write(timeReply(toMs(m_clock.utcNow() + m_venueAhead)));
        else if (m_onRequest)
            m_onRequest(socket, request);
        else
            socket.write(reply(10001));
    }
    void startVenue()
    {
        QSignalSpy measured(m_venue.get(), &ExecutionVenue::clockMeasured);
        m_venue->start({QStringLiteral("KEY1"), SecretBytes(kSecret)});
        QTRY_COMPARE(measured.size(), 1);
    }
    [[nodiscard]] int postsTo(const QByteArray &path) const
    {
        int count = 0;
        for (const auto &request : m_server->requests)
            count += request.line.startsWith("POST " + path + ' ') ? 1 : 0;
        return count;
    }
    /// Long enough for a second try to show itself, were there one.
    void expectOnePost(const Heard &heard)
    {
        QTRY_COMPARE_WITH_TIMEOUT(heard.calls, 1, 5000);
        bool isLater = false;
        QTimer::singleShot(300, this, [&isLater] { isLater = true; });
        QTRY_VERIFY(isLater);
        QCOMPARE(postsTo("/v5/order/create"), 1);
        QCOMPARE(heard.calls, 1);
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<RawServer>([this](QTcpSocket &socket, const RawServer::Request &request) { answer(socket, request); });
        m_reads = std::make_unique<HttpClient>(QStringLiteral("reads"), m_clock, m_scheduler);
        m_entries = std::make_unique<HttpClient>(QStringLiteral("entries"), m_clock, m_scheduler);
        m_exits = std::make_unique<HttpClient>(QStringLiteral("exits"), m_clock, m_scheduler);
        m_sockets.connections.clear();
        m_onRequest = {};
        m_venueAhead = 0ms;
        const auto endpoints = BybitEndpoints::custom(m_server->url(QString()).toString(), QStringLiteral("ws://127.0.0.1:1"));
        QVERIFY(endpoints);
        m_venue = std::make_unique<BybitVenue>(*endpoints, BybitRest::Clients{*m_reads, *m_entries, *m_exits},
                                               BybitPrivateStream::Parts{m_sockets.factory(), m_clock, m_scheduler, m_connects, [] { return 0.0; }});
        m_venue->setInstruments({bitcoin()});
    }
    void cleanup()
    {
        m_venue.reset();
        m_reads.reset();
        m_entries.reset();
        m_exits.reset();
        m_server.reset();
    }

    void anOrderIsSignedAsItStandsOnTheWire();
    void theClockIsMeasuredAndNeverRunAhead();
    void withoutTheVenuesClockNothingIsSent();
    void whateverIsNoClearAnswerLeavesTheOrderUnknownAndSentOnce_data();
    void whateverIsNoClearAnswerLeavesTheOrderUnknownAndSentOnce();
    void aConnectionThatDropsLeavesTheOrderUnknownAndSentOnce();
    void aRedirectedOrderReachesNobodyElse();
    void aLateAnswerIsStillTheAnswer();
    void certainRefusalsAreRefusals_data();
    void certainRefusalsAreRefusals();
    void aRefusedTimeStampMeasuresAgainAndSendsNothingAgain();
    void cancellingEntriesTakesBothFiltersAndTheWorseAnswer();
    void aPageWhereTheTimeShouldAnswerIsAPortal();
    void afterForbiddenReadsRestAndExitsGo();
    void aLookUpAsksUntilItKnows();
    void aLookUpWithAFailedQueryIsNotClean();
    void anAccountPartThatFailsIsAbsentNotEmpty();
    void pagesAreReadToTheirEndOrNotAtAll();
    void thePrivateStreamAuthenticatesOnTheVenuesClock();
    void aRefusedAuthenticationIsToldAndNotLive();
    void theKeyIsAudited();
    void instrumentsLimitsAndTickersAreFetchedWithoutAKey();
};

void TestBybitOnce::anOrderIsSignedAsItStandsOnTheWire()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.contains("/order/create"))
            socket.write(reply(0, R"({"orderId":"o-1","orderLinkId":"bw-1"})"));
    };
    startVenue();
    Heard heard;
    m_venue->place(approved(QStringLiteral("bw-1")), heard.callback());
    QCOMPARE(heard.calls, 0); // never from within the call
    expectOnePost(heard);
    QCOMPARE(heard.outcome.kind, Kind::Accepted);
    QCOMPARE(heard.outcome.orderId, QStringLiteral("o-1"));

    const auto request = *std::find_if(m_server->requests.begin(), m_server->requests.end(), [](const auto &one) { return one.line.startsWith("POST"); });
    const QByteArray text = request.header("X-BAPI-TIMESTAMP") + "KEY1" + "5000" + request.body;
    QCOMPARE(request.header("X-BAPI-API-KEY"), QByteArray("KEY1"));
    QCOMPARE(request.header("X-BAPI-RECV-WINDOW"), QByteArray("5000"));
    QCOMPARE(request.header("Content-Type"), QByteArray("application/json"));
    QCOMPARE(request.header("X-BAPI-SIGN"), QMessageAuthenticationCode::hash(text, kSecret, QCryptographicHash::Sha256).toHex());
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(body.value(QLatin1String("orderLinkId")).toString(), QStringLiteral("bw-1"));
    QCOMPARE(body.value(QLatin1String("qty")).toString(), QStringLiteral("0.001"));
    QCOMPARE(body.value(QLatin1String("price")).toString(), QStringLiteral("25000.0"));
    QVERIFY(!request.head.contains(kSecret));
}

void TestBybitOnce::theClockIsMeasuredAndNeverRunAhead()
{
    for (const auto ahead : {-3'600'000ms, 0ms, 7'000ms}) {
        m_venueAhead = ahead;
        QSignalSpy measured(m_venue.get(), &ExecutionVenue::clockMeasured);
        m_server->requests.clear();
        m_venue->start({});
        QTRY_COMPARE(measured.size(), 1);
        QCOMPARE(m_server->count("GET"), ServerTime::kSamples);
        const auto offset = measured.first().first().value<ClockOffset>();
        QVERIFY(offset.error * 2 <= offset.roundTrip && offset.roundTrip < offset.error * 2 + 2us);
        // timeNano of this server has whole milliseconds, so that much may be missing.
        QVERIFY(std::chrono::abs(offset.offset - ahead) <= offset.error + 2ms);
        const auto difference = *m_venue->venueTime() - (m_clock.utcNow() + ahead);
        QVERIFY(std::chrono::abs(difference) <= offset.error + 5ms);
        m_venue->stop();
    }
    // What is signed is behind the venue: 1 s ahead would be refused whatever the window.
    m_venueAhead = 7'000ms;
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &) { socket.write(reply(0)); };
    startVenue();
    Heard heard;
    m_venue->cancel(bitcoin()->id(), QStringLiteral("bw-1"), {}, heard.callback());
    QTRY_COMPARE(heard.calls, 1);
    const qint64 stamp = m_server->requests.constLast().header("X-BAPI-TIMESTAMP").toLongLong();
    const qint64 venue = toMs(m_clock.utcNow() + m_venueAhead);
    QVERIFY(stamp < venue);
    QVERIFY(stamp > venue - 3000);
}

void TestBybitOnce::withoutTheVenuesClockNothingIsSent()
{
    m_server->setHandler({}); // never answers
    m_venue->start({QStringLiteral("KEY1"), SecretBytes(kSecret)});
    Heard heard;
    m_venue->place(approved(QStringLiteral("bw-1")), heard.callback());
    QTRY_COMPARE(heard.calls, 1);
    QCOMPARE(heard.outcome.kind, Kind::NotSent);
    QCOMPARE(heard.outcome.error.family, ErrorFamily::Clock);
    QCOMPARE(m_server->count("POST"), 0);
}

void TestBybitOnce::whateverIsNoClearAnswerLeavesTheOrderUnknownAndSentOnce_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("10006 rate limit") << reply(10006, "{}", "Too many visits!");
    QTest::newRow("10016 restarting") << reply(10016);
    QTest::newRow("10000 time-out") << reply(10000);
    QTest::newRow("110072 duplicate link id") << reply(110072);
    QTest::newRow("a code nobody listed") << reply(987654);
    QTest::newRow("HTML with status 200") << RawServer::answer(200, "<html>Sorry</html>");
    QTest::newRow("HTML with status 502") << RawServer::answer(502, "<html>Bad gateway</html>");
    QTest::newRow("accepted, says a gateway in trouble") << RawServer::answer(503, R"({"retCode":0,"result":{}})");
    QTest::newRow("refused, says a gateway in trouble") << RawServer::answer(504, R"({"retCode":110007,"result":{}})");
    QTest::newRow("429") << RawServer::answer(429, R"({"retCode":10001,"result":{}})");
    QTest::newRow("401 without a word") << RawServer::answer(401, "");
    QTest::newRow("404") << RawServer::answer(404, "404 page not found");
    QTest::newRow("empty object") << RawServer::answer(200, "{}");
    QTest::newRow("empty body") << RawServer::answer(200, "");
    QTest::newRow("retCode as text") << RawServer::answer(200, R"({"retCode":"0","result":{}})");
    QTest::newRow("cut short") << reply(0, R"({"orderId":"o-1"})").chopped(12);
    QTest::newRow("half an envelope") << RawServer::answer(200, R"({"retCode":0,"result":{"orderId":)");
    QTest::newRow("another order's acknowledgement") << reply(0, R"({"orderId":"o-9","orderLinkId":"bw-9"})");
    QTest::newRow("not HTTP") << QByteArray("hello\r\n\r\n");
}

void TestBybitOnce::whateverIsNoClearAnswerLeavesTheOrderUnknownAndSentOnce()
{
    QFETCH(QByteArray, answer);
    m_onRequest = [answer](QTcpSocket &socket, const RawServer::Request &request) {
        if (!request.line.startsWith("POST"))
            return;
        socket.write(answer);
        socket.disconnectFromHost();
    };
    startVenue();
    Heard heard;
    m_venue->place(approved(QStringLiteral("bw-1")), heard.callback());
    expectOnePost(heard);
    QCOMPARE(heard.outcome.kind, Kind::Unknown);
    QCOMPARE(heard.outcome.error.certainty, Certainty::Unknown);
    QVERIFY(heard.outcome.error.retry != Retry::Later);
}

void TestBybitOnce::aConnectionThatDropsLeavesTheOrderUnknownAndSentOnce()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("POST"))
            socket.abort();
    };
    startVenue();
    Heard heard;
    m_venue->place(approved(QStringLiteral("bw-1")), heard.callback());
    expectOnePost(heard);
    QCOMPARE(heard.outcome.kind, Kind::Unknown);
}

void TestBybitOnce::aRedirectedOrderReachesNobodyElse()
{
    RawServer other([](QTcpSocket &socket, const RawServer::Request &) { socket.write(reply(0)); });
    m_onRequest = [&other](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("POST"))
            socket.write(RawServer::answer(307, "", "Location: " + other.url(QStringLiteral("/v5/order/create")).toEncoded() + "\r\n"));
    };
    startVenue();
    Heard heard;
    m_venue->place(approved(QStringLiteral("bw-1")), heard.callback());
    expectOnePost(heard);
    QCOMPARE(heard.outcome.kind, Kind::Unknown);
    QCOMPARE(other.connections, 0);
}

void TestBybitOnce::aLateAnswerIsStillTheAnswer()
{
    m_onRequest = [this](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("POST"))
            QTimer::singleShot(700, this, [socket = QPointer(&socket)] {
                if (socket)
                    socket->write(reply(0, R"({"orderId":"o-1","orderLinkId":"bw-1"})"));
            });
    };
    startVenue();
    Heard heard;
    m_venue->place(approved(QStringLiteral("bw-1")), heard.callback());
    expectOnePost(heard);
    QCOMPARE(heard.outcome.kind, Kind::Accepted);
}

void TestBybitOnce::certainRefusalsAreRefusals_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<ErrorFamily>("family");
    QTest::newRow("balance") << reply(110007, "{}", "ab not enough for new order") << ErrorFamily::Balance;
    QTest::newRow("signature") << reply(10004, "{}", "error sign! origin_string[1700KEY15000{}]") << ErrorFamily::Auth;
    QTest::newRow("key") << reply(10003) << ErrorFamily::Auth;
    QTest::newRow("with status 401") << RawServer::answer(401, R"({"retCode":10003,"retMsg":"API key is invalid."})") << ErrorFamily::Auth;
}

void TestBybitOnce::certainRefusalsAreRefusals()
{
    QFETCH(QByteArray, answer);
    QFETCH(ErrorFamily, family);
    m_onRequest = [answer](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("POST"))
            socket.write(answer);
    };
    startVenue();
    Heard heard;
    m_venue->place(approved(QStringLiteral("bw-1")), heard.callback());
    expectOnePost(heard);
    QCOMPARE(heard.outcome.kind, Kind::Refused);
    QCOMPARE(heard.outcome.error.family, family);
    QVERIFY(!heard.outcome.error.detail.contains(QLatin1String("KEY1")));
}

void TestBybitOnce::aRefusedTimeStampMeasuresAgainAndSendsNothingAgain()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("POST"))
            socket.write(reply(10002, "{}", "invalid request, req_timestamp[1706972576658],server_timestamp[1706972587026],recv_window[5000]"));
    };
    startVenue();
    QSignalSpy measured(m_venue.get(), &ExecutionVenue::clockMeasured);
    Heard heard;
    m_venue->place(approved(QStringLiteral("bw-1")), heard.callback());
    QTRY_COMPARE(measured.size(), 1);
    expectOnePost(heard);
    QCOMPARE(heard.outcome.kind, Kind::Refused);
    QCOMPARE(heard.outcome.error.family, ErrorFamily::Clock);
}

void TestBybitOnce::cancellingEntriesTakesBothFiltersAndTheWorseAnswer()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("POST"))
            socket.write(request.body.contains("StopOrder") ? reply(10016) : reply(0, R"({"list":[],"success":"1"})"));
    };
    startVenue();
    Heard heard;
    m_venue->cancelAll({Category::Linear, QStringLiteral("USDT"), {}, false}, heard.callback());
    QTRY_COMPARE(heard.calls, 1);
    QCOMPARE(postsTo("/v5/order/cancel-all"), 2);
    QCOMPARE(heard.outcome.kind, Kind::Unknown);
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &) { socket.write(reply(0, R"({"list":[],"success":"0"})")); };
    m_venue->cancelAll({Category::Linear, QStringLiteral("USDT"), {}, false}, heard.callback());
    QTRY_COMPARE(heard.calls, 2);
    QCOMPARE(heard.outcome.kind, Kind::Unknown);
}

void TestBybitOnce::aPageWhereTheTimeShouldAnswerIsAPortal()
{
    m_server->setHandler([](QTcpSocket &socket, const RawServer::Request &) { socket.write(RawServer::answer(200, "<html>log in</html>")); });
    QVector<ConnectionStatus> heard;
    connect(m_venue.get(), &ExecutionVenue::statusChanged, this, [&](const ConnectionStatus &status) { heard.append(status); });
    QSignalSpy errors(m_venue.get(), &ExecutionVenue::errorRaised);
    m_venue->start({});
    QTRY_COMPARE(errors.size(), 1); // after all three samples
    QCOMPARE(heard.size(), 1);
    QCOMPARE(heard.first().stream, ConnectionStatus::Stream::Rest);
    QCOMPARE(heard.first().state, ConnectionStatus::State::Down);
    QCOMPARE(heard.first().reason, ConnectionStatus::Reason::Portal);
    QVERIFY(!m_venue->venueTime());
}

void TestBybitOnce::afterForbiddenReadsRestAndExitsGo()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.startsWith("POST"))
            socket.write(request.line.contains("create") ? RawServer::answer(403, "access too frequent") : reply(0));
    };
    startVenue();
    QSignalSpy status(m_venue.get(), &ExecutionVenue::statusChanged);
    Heard first, second, exit;
    m_venue->place(approved(QStringLiteral("bw-1")), first.callback());
    QTRY_COMPARE(first.calls, 1);
    QCOMPARE(first.outcome.kind, Kind::Unknown);
    m_venue->place(approved(QStringLiteral("bw-2")), second.callback());
    QTRY_COMPARE(second.calls, 1);
    QCOMPARE(second.outcome.kind, Kind::NotSent);
    m_venue->cancel(bitcoin()->id(), QStringLiteral("bw-0"), {}, exit.callback());
    QTRY_COMPARE(exit.calls, 1);
    QCOMPARE(exit.outcome.kind, Kind::Accepted);
    QCOMPARE(postsTo("/v5/order/create"), 1);
    bool isToldBanned = false;
    for (const auto &one : status)
        isToldBanned = isToldBanned || one.first().value<ConnectionStatus>().reason == ConnectionStatus::Reason::Banned;
    QVERIFY(isToldBanned);
}

void TestBybitOnce::aLookUpAsksUntilItKnows()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.contains("/order/realtime"))
            socket.write(reply(0, R"({"category":"linear","list":[],"nextPageCursor":""})"));
        else if (request.line.contains("/order/history"))
            socket.write(reply(0, R"({"category":"linear","list":[{"symbol":"BTCUSDT","orderId":"o-1","orderLinkId":"bw-1","side":"Buy","orderType":"Limit",
                "orderStatus":"Cancelled","price":"25000","qty":"0.002","cumExecQty":"0.001","avgPrice":"24999","createdTime":"5","updatedTime":"6"}],"nextPageCursor":""})"));
        else if (request.line.contains("cursor=p2%3A1"))
            socket.write(reply(0, R"({"list":[{"symbol":"BTCUSDT","execId":"e2","orderId":"o-1","orderLinkId":"bw-1","side":"Buy","execPrice":"24999","execQty":"0.0005","execType":"Trade"}],"nextPageCursor":""})"));
        else if (request.line.contains("/execution/list"))
            socket.write(reply(0, R"({"list":[{"symbol":"BTCUSDT","execId":"e1","orderId":"o-1","orderLinkId":"bw-1","side":"Buy","execPrice":"24999","execQty":"0.0005","execType":"Trade"}],"nextPageCursor":"p2%3A1"})"));
    };
    startVenue();
    std::optional<LookupOutcome> outcome;
    m_venue->lookUp(bitcoin()->id(), QStringLiteral("bw-1"), [&outcome](const LookupOutcome &got) { outcome = got; });
    QTRY_VERIFY(outcome);
    QVERIFY(outcome->isClean);
    QVERIFY(outcome->found);
    QCOMPARE(outcome->found->event, OrderEvent::Cancel);
    QCOMPARE(outcome->found->filled, QtyLots(1));
    QCOMPARE(outcome->executions.size(), 2);
    for (const auto &request : m_server->requests)
        if (request.line.contains("orderLinkId")) // every read of the account is signed over the text on the wire
            QCOMPARE(request.header("X-BAPI-SIGN"),
                     QMessageAuthenticationCode::hash(request.header("X-BAPI-TIMESTAMP") + "KEY15000" + request.line.mid(request.line.indexOf('?') + 1).split(' ').first(),
                                                      kSecret, QCryptographicHash::Sha256).toHex());
}

void TestBybitOnce::aLookUpWithAFailedQueryIsNotClean()
{
    QByteArray failing = "/order/history";
    m_onRequest = [&failing](QTcpSocket &socket, const RawServer::Request &request) {
        socket.write(request.line.contains(failing) ? reply(10016) : reply(0, R"({"category":"linear","list":[],"nextPageCursor":""})"));
    };
    startVenue();
    for (const char *one : {"/order/realtime", "/order/history", "/execution/list", "/nothing"}) {
        failing = one;
        std::optional<LookupOutcome> outcome;
        m_venue->lookUp(bitcoin()->id(), QStringLiteral("bw-1"), [&outcome](const LookupOutcome &got) { outcome = got; });
        QTRY_VERIFY(outcome);
        QVERIFY(!outcome->found);
        QCOMPARE(outcome->isClean, failing == "/nothing");
    }
    std::optional<LookupOutcome> outcome;
    m_venue->lookUp({Category::Linear, QStringLiteral("NOBODY")}, QStringLiteral("bw-1"), [&outcome](const LookupOutcome &got) { outcome = got; });
    QTRY_VERIFY(outcome);
    QVERIFY(!outcome->isClean); // its rows could not have been read
}

void TestBybitOnce::anAccountPartThatFailsIsAbsentNotEmpty()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.contains("/position/list?category=linear&settleCoin"))
            socket.write(RawServer::answer(500, "oops"));
        else if (request.line.contains("/position/list"))
            socket.write(reply(0, R"({"list":[{"symbol":"BTCUSDT","side":"","size":"0","leverage":"10"}]})"));
        else if (request.line.contains("/wallet-balance"))
            socket.write(reply(0, R"({"list":[{"totalAvailableBalance":"100","coin":[{"coin":"USDT","walletBalance":"100","locked":"0","equity":"100"}]}]})"));
        else if (request.line.contains("/fee-rate"))
            socket.write(reply(0, R"({"list":[{"symbol":"BTCUSDT","takerFeeRate":"0.00055","makerFeeRate":"0.0002"}]})"));
        else
            socket.write(reply(0, R"({"list":[],"nextPageCursor":""})"));
    };
    startVenue();
    std::optional<AccountState> state;
    m_venue->readAccount(question(), [&state](const AccountState &got) { state = got; });
    QTRY_VERIFY(state);
    QVERIFY(!state->positions); // not read is not flat
    QVERIFY(state->openOrders && state->openOrders->isEmpty());
    QVERIFY(state->executions && state->executions->isEmpty());
    QVERIFY(state->wallet);
    QCOMPARE(state->fees->taker, Decimal::fromScaled(55, 5));
    QCOMPARE(*state->leverage, Decimal(10));
}

void TestBybitOnce::pagesAreReadToTheirEndOrNotAtAll()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.contains("/order/realtime"))
            socket.write(reply(0, R"({"list":[{"symbol":"DOGEUSDT"}],"nextPageCursor":"again"})")); // round and round
        else
            socket.write(reply(0, R"({"list":[],"nextPageCursor":""})"));
    };
    startVenue();
    std::optional<AccountState> state;
    m_venue->readAccount(question(), [&state](const AccountState &got) { state = got; });
    QTRY_VERIFY(state);
    QVERIFY(!state->openOrders);
    QVERIFY(!state->wallet); // a list without an account
    QVERIFY(state->positions);
}

void TestBybitOnce::thePrivateStreamAuthenticatesOnTheVenuesClock()
{
    m_venueAhead = 20'000ms;
    startVenue();
    QTRY_COMPARE(m_sockets.count(), 1);
    FakeWsTransport *transport = m_sockets.last();
    QCOMPARE(transport->url, QUrl(QStringLiteral("ws://127.0.0.1:1/v5/private")));
    QSignalSpy status(m_venue.get(), &ExecutionVenue::statusChanged);
    transport->accept();
    const QJsonArray args = QJsonDocument::fromJson(transport->sent.first()).object().value(QLatin1String("args")).toArray();
    QCOMPARE(args.at(0).toString(), QStringLiteral("KEY1"));
    const qint64 expires = args.at(1).toInteger();
    const qint64 venue = toMs(m_clock.utcNow() + m_venueAhead);
    QVERIFY(expires > venue + 8000 && expires < venue + 12000);
    QCOMPARE(args.at(2).toString().toLatin1(),
             QMessageAuthenticationCode::hash("GET/realtime" + QByteArray::number(expires), kSecret, QCryptographicHash::Sha256).toHex());
    QCOMPARE(transport->sent.size(), 1); // nothing before the venue has agreed

    transport->push(R"({"success":true,"ret_msg":"","op":"auth","conn_id":"c1"})");
    QVERIFY(transport->sent.constLast().contains("subscribe"));
    QVERIFY(transport->sent.constLast().contains(R"(["order","execution","position","wallet"])"));

    QSignalSpy orders(m_venue.get(), &ExecutionVenue::orderReported);
    QSignalSpy executions(m_venue.get(), &ExecutionVenue::executionReported);
    QSignalSpy wallets(m_venue.get(), &ExecutionVenue::walletReported);
    QSignalSpy errors(m_venue.get(), &ExecutionVenue::errorRaised);
    errors.clear();
    transport->push(R"({"topic":"order","id":"1","creationTime":5,"data":[{"category":"linear","symbol":"BTCUSDT","orderId":"o","orderLinkId":"bw-1","side":"Buy",
        "orderType":"Limit","orderStatus":"New","price":"25000","qty":"0.001","cumExecQty":"0","avgPrice":"","updatedTime":"5","createdTime":"5"}]})");
    transport->push(R"({"topic":"execution","creationTime":5,"data":[{"category":"linear","symbol":"BTCUSDT","execId":"a","orderId":"o","orderLinkId":"bw-1","side":"Buy",
        "execPrice":"25000","execQty":"0.001","execType":"Trade","execTime":"5"},{"category":"linear","symbol":"BTCUSDT","execId":"b","orderId":"o","side":"Buy",
        "execPrice":"","execQty":"0.001","execType":"Trade"}]})");
    transport->push(R"({"topic":"wallet","creationTime":7,"data":[{"totalAvailableBalance":"","coin":[]}]})");
    QCOMPARE(orders.size(), 1);
    QCOMPARE(executions.size(), 1);
    QCOMPARE(wallets.size(), 1);
    QCOMPARE(errors.size(), 1); // the execution that can't be read may be a fill: it is told, not swallowed
    QCOMPARE(errors.first().first().value<Error>().retry, Retry::AfterResync);
    QVERIFY(!wallets.first().first().value<Wallet>().totalAvailable.isValid());
    bool isLive = false;
    for (const auto &one : status) {
        const auto got = one.first().value<ConnectionStatus>();
        isLive = isLive || (got.stream == ConnectionStatus::Stream::Private && got.state == ConnectionStatus::State::Live);
    }
    QVERIFY(isLive);
}

void TestBybitOnce::aRefusedAuthenticationIsToldAndNotLive()
{
    startVenue();
    QTRY_COMPARE(m_sockets.count(), 1);
    QSignalSpy errors(m_venue.get(), &ExecutionVenue::errorRaised);
    QSignalSpy status(m_venue.get(), &ExecutionVenue::statusChanged);
    m_sockets.last()->accept();
    m_sockets.last()->push(R"({"success":false,"ret_msg":"Params Error sign origin_string[KEY1]","op":"auth","conn_id":"c1"})");
    QVERIFY(!errors.isEmpty());
    QCOMPARE(errors.constLast().first().value<Error>().family, ErrorFamily::Auth);
    QVERIFY(!errors.constLast().first().value<Error>().detail.contains(QLatin1String("KEY1")));
    for (const auto &one : status)
        QVERIFY(one.first().value<ConnectionStatus>().stream != ConnectionStatus::Stream::Private
                || one.first().value<ConnectionStatus>().state != ConnectionStatus::State::Live);
}

void TestBybitOnce::theKeyIsAudited()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        if (request.line.contains("/user/query-api"))
            socket.write(reply(0, R"({"readOnly":0,"permissions":{"Wallet":["Withdraw"]},"ips":["1.2.3.4"],"type":1,"uta":1})"));
    };
    QSignalSpy audits(m_venue.get(), &ExecutionVenue::keyAudited);
    startVenue();
    QTRY_COMPARE(audits.size(), 1);
    const auto audit = audits.first().first().value<KeyAudit>();
    QCOMPARE(audit.verdict, KeyAudit::Advice::Refuse);
    QCOMPARE(audit.level, KeyLevel::Withdraw);
}

void TestBybitOnce::instrumentsLimitsAndTickersAreFetchedWithoutAKey()
{
    m_onRequest = [](QTcpSocket &socket, const RawServer::Request &request) {
        const QByteArray row = R"({"symbol":"BTCUSDT","status":"Trading","baseCoin":"BTC","quoteCoin":"USDT","settleCoin":"USDT","priceFilter":{"tickSize":"0.10"},"lotSizeFilter":{"qtyStep":"0.001"}})";
        if (request.line.contains("cursor=p%3D2"))
            socket.write(reply(0, R"({"category":"linear","list":[)" + QByteArray(row).replace("BTCUSDT", "ETHUSDT") + R"(],"nextPageCursor":""})"));
        else if (request.line.contains("instruments-info"))
            socket.write(reply(0, R"({"category":"linear","list":[)" + row + R"(],"nextPageCursor":"p%3D2"})"));
        else if (request.line.contains("price-limit"))
            socket.write(reply(0, R"({"symbol":"BTCUSDT","buyLmt":"105878.10","sellLmt":"103781.60","ts":"1750302284491"})"));
        else if (request.line.contains("tickers"))
            socket.write(reply(0, R"({"category":"linear","list":[{"symbol":"BTCUSDT","lastPrice":"25000.10","markPrice":"","fundingIntervalHour":"8"}]})"));
    };
    BybitMarketRest market(m_venue->rest());
    std::optional<Result<QVector<InstrumentPtr>>> instruments;
    market.fetchInstruments(Category::Linear, {}, this, [&](const auto &got) { instruments = got; });
    QTRY_VERIFY(instruments);
    QVERIFY(*instruments);
    QCOMPARE((*instruments)->size(), 2);
    QVERIFY(m_server->requests.first().line.contains("limit=1000"));
    QVERIFY(m_server->requests.first().header("X-BAPI-SIGN").isEmpty());

    std::optional<Result<PriceLimit>> limit;
    market.readPriceLimit(bitcoin()->id(), this, [&](const auto &got) { limit = got; });
    QTRY_VERIFY(limit);
    QCOMPARE((*limit)->buy.toString(), QStringLiteral("105878.10"));

    std::optional<Result<TickerUpdate>> ticker;
    market.fetchTicker(bitcoin()->id(), this, [&](const auto &got) { ticker = got; });
    QTRY_VERIFY(ticker);
    QCOMPARE((*ticker)->last->toString(), QStringLiteral("25000.10"));
    QVERIFY(!(*ticker)->mark);
}

QTEST_GUILESS_MAIN(TestBybitOnce)
#include "tst_bybit_once.moc"
