// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/tardis/relayhistoryreader.h"
#include "core/tardis/relayaddress.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/fakewstransport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace bw;
using namespace std::chrono_literals;
using State = HistoryView::State;
using Trouble = HistoryView::Trouble;

namespace {

constexpr UtcTime kMidnight = fromMs(1'768'435'200'000); // 2026-01-15T00:00:00Z

QByteArray stamp(std::chrono::milliseconds after) { return toIso8601(kMidnight + after).toLatin1(); }
QByteArray compact(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }

// Put together rather than written out: moc 6.4 loses the class behind raw strings with a quote at their end.
QByteArray book(std::chrono::milliseconds after, bool isSnapshot, const QByteArray &bids, const QByteArray &asks)
{
    const auto levels = [](const QByteArray &rows) { return QJsonDocument::fromJson('[' + rows + ']').array(); };
    return compact({{QStringLiteral("type"), QStringLiteral("book_change")}, {QStringLiteral("symbol"), QStringLiteral("BTCUSDT")},
                    {QStringLiteral("exchange"), QStringLiteral("bybit")}, {QStringLiteral("isSnapshot"), isSnapshot}, {QStringLiteral("bids"), levels(bids)},
                    {QStringLiteral("asks"), levels(asks)}, {QStringLiteral("timestamp"), QString::fromLatin1(stamp(after))},
                    {QStringLiteral("localTimestamp"), QString::fromLatin1(stamp(after))}});
}
QByteArray level(const char *price, const char *amount = "1")
{
    return QByteArray("{\"price\":") + price + ",\"amount\":" + amount + '}';
}
QByteArray disconnectMessage(std::chrono::milliseconds after) // a replay names no symbols
{
    return compact({{QStringLiteral("type"), QStringLiteral("disconnect")}, {QStringLiteral("exchange"), QStringLiteral("bybit")},
                    {QStringLiteral("localTimestamp"), QString::fromLatin1(stamp(after))}});
}

struct Bench {
    Bench()
    {
        QObject::connect(&reader, &RelayHistoryReader::progressed, &reader, [this](const HistoryView &each) {
            view = each;
            ++told;
        });
        query.socket = QUrl(QStringLiteral("ws://127.0.0.1:8001"));
        query.pair.key = {QStringLiteral("bybit"), QStringLiteral("BTCUSDT")};
        query.from = kMidnight + 10s;
        query.to = kMidnight + 70s;
    }
    void read()
    {
        reader.read(query);
        server.last()->accept();
    }
    void finish() { server.last()->dropWith(1000, QStringLiteral("WS replay-normalized finished")); }
    [[nodiscard]] const HistoryPoint &point(std::chrono::milliseconds after) const
    {
        return view.points->at(static_cast<std::size_t>((kMidnight + after - query.from) / view.slice));
    }

    FakeClock clock;
    FakeScheduler scheduler{clock};
    FakeWsServer server;
    RelayHistoryReader reader{server.factory(), clock, scheduler};
    HistoryQuery query;
    HistoryView view;
    int told = 0;
};

} // namespace

class TestRelayHistoryReader : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void itAsksFromTheMidnightBefore()
    {
        Bench b;
        b.query.from = kMidnight + 14h;
        b.query.to = kMidnight + 15h;
        b.read();
        const QString text = b.server.last()->url.toString(QUrl::FullyEncoded);
        QVERIFY2(text.startsWith(QStringLiteral("ws://127.0.0.1:8001/ws-replay-normalized?options=%7B")), qPrintable(text));
        const auto options = QJsonDocument::fromJson(QByteArray::fromPercentEncoding(text.section(QStringLiteral("options="), 1).toLatin1())).object();
        QCOMPARE(options.value(u"from").toString(), QStringLiteral("2026-01-15T00:00:00.000Z"));
        QCOMPARE(options.value(u"to").toString(), QStringLiteral("2026-01-15T15:00:00.000Z"));
        QVERIFY(options.value(u"withDisconnectMessages").toBool());
        QVERIFY(!options.contains(u"apiKey")); // the relay has its own: one in the address would end in logs
        QCOMPARE(b.view.state, State::Asking);
    }

    void whatStandsGoesOnUntilTheNextWord()
    {
        Bench b;
        b.read();
        b.server.last()->push(book(1s, true, level("100") + ',' + level("99"), level("101")));
        b.server.last()->push(book(20s, false, level("100", "0"), QByteArray())); // best bid 99 from now on
        b.server.last()->push(book(20'050ms, false, QByteArray(), level("100.5")));
        b.finish();
        QCOMPARE(b.view.state, State::Whole);
        QCOMPARE(b.view.messages, 3);
        QCOMPARE(b.view.slice, 100ms);
        QCOMPARE(b.view.points->size(), 600u);
        QCOMPARE(b.point(10s).at, kMidnight + 10s); // what was before the window is no part of it
        QCOMPARE(b.point(10s).bid, 100.0);
        QCOMPARE(b.point(15s).meanSpread, 1.0);
        QCOMPARE(b.point(20s).bid, 99.0);
        QCOMPARE(b.point(20s).ask, 100.5);
        const double first = 2.0 / 99 * 100, second = 1.5 / 99 * 100;
        QCOMPARE(b.point(20s).highSpread, first);
        QCOMPARE(b.point(20s).lowSpread, second);
        QCOMPARE(b.point(20s).meanSpread, (first + second) / 2); // half of the slice each
        QVERIFY(!b.point(69'900ms).isGap); // a quiet book is a book
    }

    void aDisconnectIsAGapUntilTheNextSnapshot()
    {
        Bench b;
        b.read();
        b.server.last()->push(book(1s, true, level("100"), level("101")));
        b.server.last()->push(disconnectMessage(20s));
        b.server.last()->push(book(25s, false, level("100.2"), QByteArray())); // of a book that nobody knows
        b.server.last()->push(book(30s, true, level("100.1"), level("101")));
        b.finish();
        QVERIFY(!b.point(19'900ms).isGap);
        QVERIFY(b.point(20s).isGap && b.point(25'500ms).isGap && b.point(29'900ms).isGap);
        QCOMPARE(b.point(30s).bid, 100.1);
    }

    void aCrossedBookAndWhatCantBeReadAreGapsToo()
    {
        Bench b;
        b.read();
        b.server.last()->push(book(1s, true, level("100"), level("101")));
        b.server.last()->push(book(20s, false, level("102"), QByteArray()));
        b.server.last()->push(book(30s, true, level("100"), level("101")));
        b.server.last()->push(book(35s, false, level("100"), QByteArray()));
        b.server.last()->push(QByteArray("{\"type\":\"book_change\",\"symbol\":\"BTC"));
        b.server.last()->push(book(50s, true, level("100"), level("101")));
        b.finish();
        QVERIFY(b.point(20s).isGap && b.point(25s).isGap);
        QVERIFY(!b.point(30s).isGap);
        QVERIFY(b.point(40s).isGap);
        QVERIFY(!b.point(50s).isGap);
        QCOMPARE(b.view.state, State::Whole);
    }

    void nonsenseEndsIt()
    {
        Bench b;
        b.read();
        for (int i = 0; i < 200 && b.view.state != State::Failed; ++i)
            b.server.last()->push(QByteArray("{\"responseText\":\"?\",\"message\":\"HttpError\"}"));
        QCOMPARE(b.view.state, State::Failed);
        QCOMPARE(b.view.trouble, Trouble::Unreadable);
    }

    void itIsToldFourTimesASecond()
    {
        Bench b;
        b.read();
        const int before = b.told;
        for (int i = 0; i < 1000; ++i)
            b.server.last()->push(book(i * 50ms, i == 0, level("100"), level("101")));
        QCOMPARE(b.told, before); // a day comes within seconds
        b.clock.advance(250ms);
        b.server.last()->push(book(51s, false, level("100"), level("101")));
        QCOMPARE(b.told, before + 1);
        QCOMPARE(b.view.state, State::Reading);
        QCOMPARE(b.view.reached, kMidnight + 51s);
        QCOMPARE(b.view.points->size(), 410u); // as far as it is
    }

    void aSilentRelayIsLeftAndSaid()
    {
        Bench b;
        b.reader.read(b.query);
        b.scheduler.advance(RelayHistoryReader::kOpenWithin);
        QCOMPARE(b.view.trouble, Trouble::Unreachable);
        b.read();
        b.scheduler.advance(RelayHistoryReader::kSilentAfter - 1s);
        QCOMPARE(b.view.state, State::Asking);
        b.server.last()->push(book(1s, true, level("100"), level("101")));
        b.scheduler.advance(RelayHistoryReader::kSilentAfter - 1s);
        QVERIFY(b.view.state != State::Failed); // each word begins the patience anew
        b.scheduler.advance(2s);
        QCOMPARE(b.view.state, State::Failed);
        QCOMPARE(b.view.trouble, Trouble::Silent);
        b.scheduler.advance(1h);
        QCOMPARE(b.server.count(), 2); // nobody asked again
    }

    void theRelaysOwnWordsSayWhy_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<Trouble>("trouble");
        QTest::newRow("no key") << 1011 << QStringLiteral("Error: HttpError: status code: 401, response text: {\"code\":0,\"message\":\"synthetic 401\"}") << Trouble::NoKey;
        QTest::newRow("bad date") << 1011 << QStringLiteral("Error: Invalid \"from\" argument: x.") << Trouble::Refused;
        QTest::newRow("gone") << 0 << QString() << Trouble::Unreachable;
    }
    void theRelaysOwnWordsSayWhy()
    {
        QFETCH(int, code);
        QFETCH(QString, reason);
        QFETCH(Trouble, trouble);
        Bench b;
        b.read();
        b.server.last()->dropWith(code, reason);
        QCOMPARE(b.view.state, State::Failed);
        QCOMPARE(b.view.trouble, trouble);
        QCOMPARE(b.view.words, reason);
    }

    void whatCameBeforeTheEndStays()
    {
        Bench b;
        b.read();
        b.server.last()->push(book(1s, true, level("100"), level("101")));
        b.server.last()->push(book(40s, false, level("100.1"), QByteArray()));
        b.server.last()->dropWith(0, {});
        QCOMPARE(b.view.trouble, Trouble::Cut);
        QCOMPARE(b.view.points->size(), 300u); // and nothing is invented behind it
        b.reader.stop();
        const int before = b.told;
        b.read(); // another question begins anew
        QVERIFY(b.told > before && b.view.points->empty());
    }

    void longWindowsHaveBoundedPoints()
    {
        for (const auto window : {1ms * 1, 10ms * 60'000, 1ms * 86'400'000}) {
            HistorySlices slices(kMidnight, kMidnight + window);
            slices.note(kMidnight, HistorySlices::Best{100, 101});
            slices.note(kMidnight + window, std::nullopt);
            const auto points = slices.points();
            QVERIFY(!points.empty() && points.size() <= std::size_t(HistorySlices::kMostPoints));
            QVERIFY(!points.front().isGap && !points.back().isGap);
        }
    }
};

QTEST_GUILESS_MAIN(TestRelayHistoryReader)
#include "tst_relayhistoryreader.moc"
