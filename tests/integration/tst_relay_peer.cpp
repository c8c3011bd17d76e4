// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/qtwstransport.h"
#include "core/tardis/tardisrelayfeed.h"
#include "tests/support/recorded.h"

#include <QJsonDocument>
#include <QTest>

using namespace bw;

/// The feed against a relay that we did not write, in real time: started by tests/peers/tardis.mjs, whose upstream is cut once.
class TestRelayPeer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBookIsLiveLostAndLiveAgainAndEndsRight()
    {
        const QUrl socket(qEnvironmentVariable("BELLWETHER_RELAY_SOCKET"));
        if (socket.isEmpty())
            QSKIP("no relay is given in BELLWETHER_RELAY_SOCKET");
        const auto expected = QJsonDocument::fromJson(readAll(qEnvironmentVariable("BELLWETHER_RELAY_EXPECTED")))[u"books"][u"bybit|BTCUSDT"];
        QVERIFY(expected.isObject());
        const SystemClock clock;
        QtScheduler scheduler;
        HttpClient http(QStringLiteral("relay"), clock, scheduler);
        TardisRelayFeed feed(QtWsTransport::factory(), http, clock, scheduler, Backoff::systemRandom());

        VenueQuote quote;
        int lives = 0, tickers = 0, disconnects = 0;
        connect(&feed, &RelayFeed::quoteChanged, this, [&](const VenueQuote &each) {
            lives += each.isLive() && !quote.isLive() ? 1 : 0;
            quote = each;
        });
        connect(&feed, &RelayFeed::gapSeen, this, [&](const RelayKey &, GapKind gap) { disconnects += gap == GapKind::RelayDisconnect ? 1 : 0; });
        connect(&feed, &RelayFeed::tickerChanged, this, [&] { ++tickers; });

        QList<Result<RelayHealth>> health;
        feed.checkHealth(socket, this, [&](const Result<RelayHealth> &answer) { health.append(answer); });
        QTRY_COMPARE(health.size(), 1);
        QVERIFY(health.first() && health.first()->status == QStringLiteral("Healthy"));

        RelayPair pair;
        pair.key = {QStringLiteral("bybit"), QStringLiteral("BTCUSDT")};
        pair.kind = RelayPair::Kind::Linear;
        pair.tick = Decimal::fromScaled(1, 1);
        pair.lot = Decimal::fromScaled(1, 3);
        feed.start(socket, {pair});
        QTRY_COMPARE_WITH_TIMEOUT(lives, 1, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(disconnects, 1, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(lives, 2, 20'000);
        const auto isAt = [](const Decimal &price, const Decimal &amount, const QJsonValue &best) {
            return price.isValid() && price.toDouble() == best[0].toDouble() && amount.toDouble() == best[1].toDouble();
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAt(quote.bid, quote.bidAmount, expected[u"top10Bids"][0]) && isAt(quote.ask, quote.askAmount, expected[u"top10Asks"][0]),
                                 20'000);
        QVERIFY(quote.isLive());
        QVERIFY(tickers > 0);
    }
};

QTEST_GUILESS_MAIN(TestRelayPeer)
#include "tst_relay_peer.moc"
