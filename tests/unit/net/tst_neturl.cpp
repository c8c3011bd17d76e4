// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/url.h"

#include <QTest>

using namespace bw;

class TestNetUrl : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void goodAddressesAreKept_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<EndpointKind>("kind");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, EndpointKind kind, const char *expected) {
            QTest::newRow(text) << QString::fromLatin1(text) << kind << QString::fromLatin1(expected);
        };
        row("https://api.bybit.com", EndpointKind::Http, "https://api.bybit.com");
        row(" https://api.holysheep.ai/v1/ ", EndpointKind::Http, "https://api.holysheep.ai/v1");
        row("http://127.0.0.1:4010/v1", EndpointKind::Http, "http://127.0.0.1:4010/v1");
        row("http://localhost:8080", EndpointKind::Http, "http://localhost:8080");
        row("http://[::1]:8080/a", EndpointKind::Http, "http://[::1]:8080/a");
        row("wss://stream.bybit.com", EndpointKind::WebSocket, "wss://stream.bybit.com");
        row("ws://127.1.2.3:9/x", EndpointKind::WebSocket, "ws://127.1.2.3:9/x");
    }
    void goodAddressesAreKept()
    {
        QFETCH(QString, text);
        QFETCH(EndpointKind, kind);
        QFETCH(QString, expected);
        const auto url = checkedEndpoint(text, kind);
        QVERIFY2(url, url ? "" : qPrintable(url.error().detail));
        QCOMPARE(url->toString(QUrl::FullyEncoded), expected);
    }

    void badAddressesAreRefusedWithoutQuotingThem_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<EndpointKind>("kind");
        const auto row = [](const char *text, EndpointKind kind = EndpointKind::Http) { QTest::newRow(text) << QString::fromLatin1(text) << kind; };
        row("");
        row("api.bybit.com");
        row("http://api.bybit.com");
        row("http://localhost.example.org");
        row("http://127.0.0.1.example.org");
        row("http://0.0.0.0:80");
        row("http://192.168.1.1");
        row("http://127.0.0.1@example.org/");
        row("https://user:secret@api.bybit.com");
        row("https://api.bybit.com/?a=secret");
        row("https://api.bybit.com/#x");
        row("https://");
        row("https:///v5");
        row("file:///etc/passwd");
        row("wss://stream.bybit.com");
        row("https://api.bybit.com", EndpointKind::WebSocket);
        row("ws://stream.bybit.com", EndpointKind::WebSocket);
        row("https://a b.com");
    }
    void badAddressesAreRefusedWithoutQuotingThem()
    {
        QFETCH(QString, text);
        QFETCH(EndpointKind, kind);
        const auto url = checkedEndpoint(text, kind);
        QVERIFY(!url);
        QCOMPARE(url.error().family, ErrorFamily::Input);
        QVERIFY(!url.error().detail.isEmpty());
        QVERIFY(!url.error().detail.contains(QStringLiteral("secret")));
    }
};

QTEST_GUILESS_MAIN(TestNetUrl)
#include "tst_neturl.moc"
