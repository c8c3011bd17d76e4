// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/bybit/bybitvenue.h"
#include "tests/support/fakewstransport.h"
#include "tests/support/rawserver.h"

#include <QJsonDocument>
#include <QSignalSpy>
#include <QTest>
#include <QUrlQuery>

namespace bw {

/// A BybitVenue before a server of this process that answers as the test says; the clock it answers by itself.
class VenueBench final {
public:
    /// Gives the body of an answer; "" leaves the request without one.
    using Answers = std::function<QByteArray(const QByteArray &path, const QUrlQuery &query, const QJsonObject &body)>;

    explicit VenueBench(const QVector<InstrumentPtr> &instruments)
    {
        const auto endpoints = BybitEndpoints::custom(m_server.url(QString()).toString(), QStringLiteral("ws://127.0.0.1:1")).value();
        venue = std::make_unique<BybitVenue>(endpoints, BybitRest::Clients{m_reads, m_entries, m_exits},
                                             BybitPrivateStream::Parts{m_sockets.factory(), m_clock, m_scheduler, m_connects, [] { return 0.0; }});
        venue->setInstruments(instruments);
    }
    [[nodiscard]] bool start()
    {
        QSignalSpy measured(venue.get(), &ExecutionVenue::clockMeasured);
        venue->start({QStringLiteral("KEY1234"), SecretBytes("s3cr3tKeyForTestsOnly")});
        return QTest::qWaitFor([&] { return measured.size() == 1; }, 5000);
    }
    [[nodiscard]] static QByteArray reply(int retCode, const QByteArray &result = "{}", const QByteArray &retMsg = "OK")
    {
        return "{\"retCode\":" + QByteArray::number(retCode) + ",\"retMsg\":\"" + retMsg + "\",\"result\":" + result + ",\"retExtInfo\":{},\"time\":1700000000000}";
    }
    [[nodiscard]] static QByteArray page(const QList<QByteArray> &rows, const QByteArray &cursor = {})
    {
        return reply(0, "{\"list\":[" + rows.join(',') + "],\"nextPageCursor\":\"" + cursor + "\"}");
    }
    /// Of requests of that path.
    [[nodiscard]] QVector<QUrlQuery> queries(const QByteArray &path) const
    {
        QVector<QUrlQuery> found;
        for (const auto &request : m_server.requests)
            if (const QUrl url = urlOf(request); url.path().toLatin1() == path)
                found.append(QUrlQuery(url));
        return found;
    }
    [[nodiscard]] QVector<QJsonObject> bodies(const QByteArray &path) const
    {
        QVector<QJsonObject> found;
        for (const auto &request : m_server.requests)
            if (urlOf(request).path().toLatin1() == path)
                found.append(QJsonDocument::fromJson(request.body).object());
        return found;
    }
    [[nodiscard]] UtcTime now() const { return m_clock.utcNow(); }
    void forgetRequests() { m_server.requests.clear(); }
    FakeWsServer &sockets() { return m_sockets; }

    Answers answers;
    int status = 200; ///< of the answers

private:
    [[nodiscard]] static QUrl urlOf(const RawServer::Request &request)
    {
        return QUrl(QString::fromLatin1(request.line.split(' ').value(1)));
    }
    void answer(QTcpSocket &socket, const RawServer::Request &request)
    {
        const QUrl url = urlOf(request);
        if (url.path() == QLatin1StringView("/v5/market/time")) {
            const QByteArray ms = QByteArray::number(toMs(m_clock.utcNow()));
            socket.write(RawServer::answer(200, reply(0, "{\"timeSecond\":\"1\",\"timeNano\":\"" + ms + "000000\"}")));
        } else if (const QByteArray body = answers ? answers(url.path().toLatin1(), QUrlQuery(url), QJsonDocument::fromJson(request.body).object()) : reply(10001);
                   !body.isEmpty()) {
            socket.write(RawServer::answer(status, body));
        }
    }

    SystemClock m_clock;
    QtScheduler m_scheduler;
    RateLimiter m_connects{m_clock, 100.0, 200.0};
    RawServer m_server{[this](QTcpSocket &socket, const RawServer::Request &request) { answer(socket, request); }};
    HttpClient m_reads{QStringLiteral("reads"), m_clock, m_scheduler}, m_entries{QStringLiteral("entries"), m_clock, m_scheduler},
        m_exits{QStringLiteral("exits"), m_clock, m_scheduler};
    FakeWsServer m_sockets;

public:
    std::unique_ptr<BybitVenue> venue; ///< goes first
};

} // namespace bw
