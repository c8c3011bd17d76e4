// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bybit/errorcatalogue.h"
#include "tests/support/recorded.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace bw;

class TestErrorCatalogue : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aCommandIsRefusedOnlyWhereTheTableIsSure_data();
    void aCommandIsRefusedOnlyWhereTheTableIsSure();
    void aReadMayBeRepeatedAfterALimitAndACommandNever();
    void aStatusAloneNeverRefusesACommand();
    void noEchoOfTheVenueReachesTheLog();
    void recordedErrorsAreNamed();
    void theTextOf10002TellsHowFarAheadWeWere();
    void notModifiedIsAlreadySo();
};

void TestErrorCatalogue::aCommandIsRefusedOnlyWhereTheTableIsSure_data()
{
    QTest::addColumn<int>("code");
    QTest::addColumn<Certainty>("certainty");
    QTest::addColumn<ErrorFamily>("family");
    const auto row = [](int code, Certainty certainty, ErrorFamily family) { QTest::addRow("%d", code) << code << certainty << family; };
    row(10001, Certainty::Refused, ErrorFamily::Input);
    row(10002, Certainty::Refused, ErrorFamily::Clock);
    row(10003, Certainty::Refused, ErrorFamily::Auth);
    row(10004, Certainty::Refused, ErrorFamily::Auth);
    row(33004, Certainty::Refused, ErrorFamily::Auth);
    row(110007, Certainty::Refused, ErrorFamily::Balance);
    row(110017, Certainty::Refused, ErrorFamily::Order);
    row(110094, Certainty::Refused, ErrorFamily::Instrument);
    row(110099, Certainty::Refused, ErrorFamily::Instrument);
    row(170131, Certainty::Refused, ErrorFamily::Balance);
    row(170218, Certainty::Refused, ErrorFamily::Order);
    row(30208, Certainty::Refused, ErrorFamily::Instrument);
    row(-1, Certainty::Refused, ErrorFamily::Clock);
    row(10000, Certainty::Unknown, ErrorFamily::Timeout);
    row(10006, Certainty::Unknown, ErrorFamily::RateLimit);
    row(10014, Certainty::Unknown, ErrorFamily::Order);
    row(10016, Certainty::Unknown, ErrorFamily::Venue);
    row(429, Certainty::Unknown, ErrorFamily::RateLimit);
    row(10429, Certainty::Unknown, ErrorFamily::RateLimit);
    row(110001, Certainty::Unknown, ErrorFamily::Order);
    row(110072, Certainty::Unknown, ErrorFamily::Order);
    row(110079, Certainty::Unknown, ErrorFamily::Order);
    row(170141, Certainty::Unknown, ErrorFamily::Order);
    row(170005, Certainty::Unknown, ErrorFamily::RateLimit);
    row(170310, Certainty::Unknown, ErrorFamily::Venue);
    row(99999, Certainty::Unknown, ErrorFamily::Venue); // not listed
    row(5004, Certainty::Unknown, ErrorFamily::Venue);
}

void TestErrorCatalogue::aCommandIsRefusedOnlyWhereTheTableIsSure()
{
    QFETCH(int, code);
    QFETCH(Certainty, certainty);
    QFETCH(ErrorFamily, family);
    const Error error = errorFor(code, QStringLiteral("text"), true);
    QCOMPARE(error.certainty, certainty);
    QCOMPARE(error.family, family);
    QCOMPARE(error.venueCode, code);
    QVERIFY(error.retry != Retry::Later); // a command is never simply repeated
    QVERIFY(errorFor(code, QStringLiteral("text"), false).certainty != Certainty::Unknown); // a read leaves nothing behind
}

void TestErrorCatalogue::aReadMayBeRepeatedAfterALimitAndACommandNever()
{
    for (const int code : {429, 10006, 10429, 170005, 170222}) {
        QCOMPARE(errorFor(code, {}, false).retry, Retry::Later);
        QCOMPARE(errorFor(code, {}, true).retry, Retry::AfterResync);
    }
    QCOMPARE(errorFor(10002, {}, true).retry, Retry::AfterResync);
    QCOMPARE(errorFor(110007, {}, false).retry, Retry::Never);
}

void TestErrorCatalogue::aStatusAloneNeverRefusesACommand()
{
    for (const int status : {201, 204, 400, 401, 403, 404, 429, 500, 502, 503, 504})
        QCOMPARE(errorForHttp(status, true).certainty, Certainty::Unknown);
    QCOMPARE(errorForHttp(403, false).family, ErrorFamily::RateLimit);
    QCOMPARE(errorForHttp(401, false).family, ErrorFamily::Auth);
    QCOMPARE(errorForHttp(503, false).retry, Retry::Later);
    QCOMPARE(adviceForHttp(403), QLatin1StringView("stop_traffic"));
}

void TestErrorCatalogue::noEchoOfTheVenueReachesTheLog()
{
    const QString echo = QStringLiteral("Error sign, please check: origin_string[1700KEYabc5000{\"symbol\":\"BTCUSDT\"}]");
    for (const int code : {10004, 10001, 99999}) {
        const QString text = errorFor(code, echo, true).detail;
        QVERIFY(!text.contains(QLatin1String("BTCUSDT")));
        QVERIFY(!text.contains(QLatin1String("KEYabc")));
    }
    const QString empty = QStringLiteral("empty value: apiTimestamp[] apiKey[KEYabc] apiSignature[ffee]: openapi sign params error!");
    QVERIFY(!errorFor(10001, empty, true).detail.contains(QLatin1String("KEYabc")));
    QVERIFY(errorFor(110007, QString(5000, u'x'), true).detail.size() <= 300);
    QVERIFY(!errorFor(110007, QStringLiteral("a\nb\tc"), true).detail.contains(u'\n'));
}

void TestErrorCatalogue::recordedErrorsAreNamed()
{
    const QString path = recordedFile(QStringLiteral("bybit/rest/errors-real.jsonl"));
    BW_REQUIRE_RECORDED(path);
    int listed = 0;
    for (const QByteArray &line : readLines(path)) {
        const QJsonObject reply = QJsonDocument::fromJson(line).object();
        const int code = reply.value(QLatin1String("retCode")).toInt();
        const Error error = errorFor(code, reply.value(QLatin1String("retMsg")).toString(), true);
        QCOMPARE(error.venueCode, code);
        listed += error.certainty == Certainty::Unknown && adviceFor(code) == QLatin1String("show_text") ? 0 : 1;
    }
    QCOMPARE(listed, 10); // the other six are codes of old versions: unknown, with their text as all there is to say
}

void TestErrorCatalogue::theTextOf10002TellsHowFarAheadWeWere()
{
    using namespace std::chrono_literals;
    const auto ahead = clockAheadBy(QStringLiteral("invalid request, please check your server timestamp or recv_window param. "
                                                   "req_timestamp[1683929882141],server_timestamp[1683929880902],recv_window[5000]"));
    QVERIFY(ahead);
    QCOMPARE(*ahead, 1239ms);
    QVERIFY(!clockAheadBy(QStringLiteral("no numbers here")));
}

void TestErrorCatalogue::notModifiedIsAlreadySo()
{
    for (const int code : {34040, 110025, 110026, 110043})
        QVERIFY(isAlreadySo(code));
    QVERIFY(!isAlreadySo(110007));
}

QTEST_GUILESS_MAIN(TestErrorCatalogue)
#include "tst_errorcatalogue.moc"
