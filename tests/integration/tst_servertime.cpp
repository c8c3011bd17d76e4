// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/servertime.h"
#include "tests/support/fakeclock.h"
#include "tests/support/rawserver.h"

#include <QSignalSpy>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;

/// The clock is the test's, so that a trip takes exactly as long as the server says while it answers.
class TestServerTime : public QObject {
    Q_OBJECT

    FakeClock m_clock;
    QtScheduler m_scheduler;
    QList<std::chrono::milliseconds> m_trips;
    std::chrono::milliseconds m_ahead{0};
    QByteArray m_body; ///< instead of the time, where it is not empty
    std::unique_ptr<RawServer> m_server;
    std::unique_ptr<HttpClient> m_client;
    std::unique_ptr<BybitRest> m_rest;
    std::unique_ptr<ServerTime> m_time;

    void answer(QTcpSocket &socket)
    {
        const auto trip = m_trips.at(m_server->requests.size() - 1);
        m_clock.advance(trip / 2);
        const QByteArray ms = QByteArray::number(toMs(m_clock.utcNow() + m_ahead));
        m_clock.advance(trip / 2);
        socket.write(RawServer::answer(200, m_body.isEmpty() ? R"({"retCode":0,"retMsg":"OK","result":{"timeSecond":"1","timeNano":")" + ms + R"(000000"},"time":1})" : m_body));
    }
    [[nodiscard]] std::optional<ClockOffset> measure(QList<std::chrono::milliseconds> trips)
    {
        m_trips = std::move(trips);
        m_server->requests.clear();
        QSignalSpy measured(m_time.get(), &ServerTime::measured);
        QSignalSpy failed(m_time.get(), &ServerTime::failed);
        m_time->measure();
        m_time->measure(); // joins the one that runs
        if (!QTest::qWaitFor([&] { return measured.size() + failed.size() == 1; }) || m_server->requests.size() != 3)
            return std::nullopt;
        return measured.isEmpty() ? std::nullopt : std::optional(measured.first().first().value<ClockOffset>());
    }

private Q_SLOTS:
    void init()
    {
        m_body.clear();
        m_server = std::make_unique<RawServer>([this](QTcpSocket &socket, const RawServer::Request &) { answer(socket); });
        m_client = std::make_unique<HttpClient>(QStringLiteral("test"), m_clock, m_scheduler);
        m_rest = std::make_unique<BybitRest>(m_server->url(QString()), BybitRest::Clients{*m_client, *m_client, *m_client}, m_clock);
        m_time = std::make_unique<ServerTime>(*m_rest, m_clock);
    }
    void cleanup()
    {
        m_time.reset();
        m_rest.reset();
        m_client.reset();
        m_server.reset();
    }

    void theShortestTripCountsAndHalfOfItIsTheError()
    {
        m_ahead = -1234ms;
        const auto offset = measure({900ms, 40ms, 300ms});
        QVERIFY(offset);
        QCOMPARE(offset->offset, std::chrono::microseconds(-1234ms));
        QCOMPARE(offset->roundTrip, std::chrono::microseconds(40ms));
        QCOMPARE(offset->error, std::chrono::microseconds(20ms));
        QCOMPARE(*m_time->now(), m_clock.utcNow() - 1234ms);
        QCOMPARE(*m_time->requestTime(), m_clock.utcNow() - 1234ms - 20ms - ServerTime::kBehind);
    }

    void aTripThatHidesSecondsIsNoMeasurement()
    {
        QVERIFY(!m_time->now());
        QVERIFY(!measure({2100ms, 5000ms, 3000ms}));
        QVERIFY(!m_time->now() && !m_time->requestTime());
        QVERIFY(measure({2100ms, 1900ms, 3000ms}));
    }

    void aFailedMeasurementKeepsTheLastOne()
    {
        m_ahead = 500ms;
        QVERIFY(measure({10ms, 10ms, 10ms}));
        for (const char *body : {"<html>", R"({"retCode":0,"result":{}})", R"({"retCode":0,"result":{"timeSecond":"1688639403","timeNano":""}})", R"({"retCode":10016})"}) {
            m_body = body;
            QVERIFY(!measure({10ms, 10ms, 10ms}));
        }
        QCOMPARE(*m_time->now(), m_clock.utcNow() + 500ms);
    }

    void aStepOfTheMachinesClockMovesNoTimeStamp()
    {
        m_ahead = 0ms;
        QVERIFY(measure({10ms, 10ms, 10ms}));
        const auto before = *m_time->now();
        m_clock.jumpUtc(1h);
        m_clock.advance(1s);
        QCOMPARE(*m_time->now(), before + 1s);
    }
};

QTEST_GUILESS_MAIN(TestServerTime)
#include "tst_servertime.moc"
