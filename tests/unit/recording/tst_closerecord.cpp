// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/closerecord.h"
#include "core/recording/recorder.h"
#include "core/recording/recordingreader.h"
#include "core/recording/replaysockets.h"
#include "tests/support/fakescheduler.h"
#include "tests/support/fakewstransport.h"

#include <QTemporaryDir>
#include <QTest>

using namespace bw;
using Reason = ConnectionStatus::Reason;

/// Why the other side closed decides how soon a session comes again: a recording has to know it.
class TestCloseRecord : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void itsBytesGiveItBack()
    {
        for (const auto &frame : {WsClose{}, WsClose{1008, {}}, WsClose{1011, QStringLiteral("TypeError: \u00e9")}}) {
            const auto read = CloseRecord::fromBytes(CloseRecord{Reason::Timeout, QStringLiteral("code 1011"), frame}.toBytes());
            QCOMPARE(read.reason, Reason::Timeout);
            QCOMPARE(read.detail, QStringLiteral("code 1011"));
            QCOMPARE(read.frame.code, frame.code);
            QCOMPARE(read.frame.reason, frame.reason);
        }
    }

    void olderAndBrokenBytesAreAClose()
    {
        const auto older = CloseRecord::fromBytes(QByteArray(1, static_cast<char>(Reason::Refused)) + "words");
        QCOMPARE(older.reason, Reason::Refused);
        QCOMPARE(older.detail, QStringLiteral("words"));
        QCOMPARE(older.frame.code, 0);
        QCOMPARE(CloseRecord::fromBytes({}).reason, Reason::Closed);
        QCOMPARE(CloseRecord::fromBytes("\xff\xff").reason, Reason::Closed);
        QCOMPARE(CloseRecord::fromBytes(QByteArray("\x01words\0x\0y", 10)).frame.code, 0);
    }

    void itGoesThroughRecorderAndReplay()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.rec"));
        const QUrl url(QStringLiteral("ws://127.0.0.1:8001/x"));
        FakeClock clock;
        FakeWsServer server;
        {
            const auto recorder = Recorder::start(path, {}, clock).value();
            const auto transport = Recorder::recorded(recorder, server.factory())();
            transport->open(url);
            server.last()->accept();
            server.last()->dropWith(1011, QStringLiteral("SyntaxError"));
            QCOMPARE(transport->closeFrame().code, 1011);
            QCOMPARE(transport->closeFrame().reason, QStringLiteral("SyntaxError"));
        }
        FakeScheduler scheduler(clock);
        const auto sockets = std::make_shared<ReplaySockets>(scheduler);
        const auto transport = sockets->factory()();
        int closes = 0;
        connect(transport.get(), &WsTransport::closed, this, [&closes] { ++closes; });
        transport->open(url);
        const auto reader = RecordingReader::open(path).value();
        while (const auto record = reader->next())
            sockets->apply(*record);
        QCOMPARE(closes, 1);
        QCOMPARE(transport->closeFrame().code, 1011);
        QCOMPARE(transport->closeFrame().reason, QStringLiteral("SyntaxError"));
    }
};

QTEST_GUILESS_MAIN(TestCloseRecord)
#include "tst_closerecord.moc"
