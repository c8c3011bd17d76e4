// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recorder.h"
#include "core/recording/recordingfeed.h"
#include "core/recording/recordingreader.h"
#include "core/recording/recordingwriter.h"
#include "tests/support/fakeclock.h"
#include "tests/support/fakewstransport.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;

/// Recording as the engine sees it: sockets and answers go on as before, everything inbound is in the file, nothing secret is.
class TestRecorder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void socketsAreWrittenDownAndGoOn();
    void canariesAreNowhereInTheFile();
    void aFullQueueEndsTheRecordingWithAWord();
    void aFullFileEndsTheRecordingWithAWord();
    void whatIsQueuedAtTheEndIsWritten();

private:
    static QList<Record> records(const QString &path);
    QString path(const char *name) const { return m_folder.filePath(QLatin1StringView(name)); }
    QTemporaryDir m_folder;
};

QList<Record> TestRecorder::records(const QString &path)
{
    QList<Record> all;
    auto reader = RecordingReader::open(path).value();
    while (auto record = reader->next())
        all.append(*record);
    return all;
}

void TestRecorder::socketsAreWrittenDownAndGoOn()
{
    FakeClock clock;
    FakeWsServer server;
    {
        const auto recorder = Recorder::start(path("a.rec"), {}, clock).value();
        auto transport = Recorder::recorded(recorder, server.factory())();
        QSignalSpy connected(transport.get(), &WsTransport::connected), closed(transport.get(), &WsTransport::closed);
        QByteArrayList heard;
        connect(transport.get(), &WsTransport::textReceived, this, [&heard](QByteArrayView text) { heard.append(text.toByteArray()); });
        transport->open(QUrl(QStringLiteral("wss://user:CANARY@host/v5/public/linear")));
        QCOMPARE(server.last()->url.userName(), QStringLiteral("user")); // the socket itself gets what it was given
        server.last()->accept();
        transport->sendText("{\"op\":\"auth\",\"args\":[\"CANARY\"]}");
        QCOMPARE(server.last()->sent.size(), 1);
        clock.advance(std::chrono::milliseconds(5));
        server.last()->push("{\"topic\":\"x\"}");
        server.last()->drop(ConnectionStatus::Reason::Timeout);
        QCOMPARE(connected.size(), 1);
        QCOMPARE(heard, QByteArrayList{"{\"topic\":\"x\"}"});
        QCOMPARE(closed.size(), 1);
        auto second = Recorder::recorded(recorder, server.factory())();
        second->open(QUrl(QStringLiteral("wss://host/other")));
        second->close();
    }
    const auto all = records(path("a.rec"));
    QList<RecordKind> kinds;
    for (const auto &record : all)
        kinds.append(record.kind);
    using K = RecordKind;
    QCOMPARE(kinds, (QList<K>{K::Opened, K::Connected, K::Frame, K::Closed, K::Opened, K::Left}));
    QCOMPARE(all.at(0).bytes, QByteArray("wss://host/v5/public/linear"));
    QCOMPARE(all.at(2).at, std::chrono::nanoseconds(5'000'000));
    QCOMPARE(all.at(3).bytes.front(), static_cast<char>(ConnectionStatus::Reason::Timeout));
    QCOMPARE(all.at(4).stream, 2U);
}

void TestRecorder::canariesAreNowhereInTheFile()
{
    FakeClock clock;
    {
        const auto recorder = Recorder::start(path("b.rec"), {}, clock).value();
        const auto stream = recorder->beginStream(QUrl(QStringLiteral("wss://u:CANARY@h/?token=CANARY")));
        recorder->add(RecordKind::Frame, stream, R"({"op":"auth","apiKey":"CANARY","success":true})");
        recorder->add(RecordKind::Frame, stream, R"({"retCode":10004,"retMsg":"error sign! origin_string[CANARY]","op":"auth"})");
        HttpRequest request;
        request.url = QUrl(QStringLiteral("https://CANARY:CANARY@h/v5/user/query-api?sign=CANARY"));
        request.headers = {{"X-BAPI-API-KEY", "CANARY"}, {"X-BAPI-SIGN", "CANARY"}};
        request.body = "CANARY";
        HttpAnswer answer;
        answer.status = 200;
        answer.headers = {{"Set-Cookie", "CANARY"}};
        answer.body = R"({"retCode":0,"result":{"apiKey":"CANARY","note":"CANARY","ips":["CANARY"],"id":"CANARY","readOnly":1}})";
        recorder->addReply(request, answer, ConnectionStatus::Reason::None);
    }
    QFile file(path("b.rec"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(!file.readAll().contains("CANARY"));
    const auto all = records(path("b.rec"));
    QCOMPARE(all.size(), 4);
    for (const auto &record : all)
        QVERIFY2(!record.bytes.contains("CANARY"), record.bytes.constData());
}

void TestRecorder::aFullQueueEndsTheRecordingWithAWord()
{
    RecordingQueue queue(RecordingWriter::create(path("c.rec"), {}, 0, 1'000'000).value(), path("c.rec"), {.queuedRecords = 100});
    for (int i = 0; i < 150; ++i) // nobody writes yet: a disk that stands still
        queue.push({std::chrono::milliseconds(i), 0, RecordKind::Frame, 1, "x"});
    queue.run(); // returns, since it is over
    QVERIFY(queue.isOver());
    QVERIFY(!queue.status()->isRecording && !queue.status()->trouble.isEmpty());
    QCOMPARE(records(path("c.rec")).size(), 100); // all that came before the hole, and nothing behind it
}

void TestRecorder::aFullFileEndsTheRecordingWithAWord()
{
    RecordingQueue queue(RecordingWriter::create(path("d.rec"), {}, 0, 500).value(), path("d.rec"), {});
    QRandomGenerator random(3);
    QByteArray noise;
    for (int i = 0; i < 2000; ++i)
        noise += static_cast<char>(random.bounded(256));
    queue.push({{}, 0, RecordKind::Frame, 1, noise});
    queue.end();
    queue.run();
    QVERIFY(!queue.status()->isRecording);
    QVERIFY2(queue.status()->trouble.contains(QStringLiteral("limit")), qPrintable(queue.status()->trouble));
    QVERIFY(QFileInfo(path("d.rec")).size() <= 500);
}

void TestRecorder::whatIsQueuedAtTheEndIsWritten()
{
    FakeClock clock;
    {
        const auto recorder = Recorder::start(path("e.rec"), {}, clock).value();
        for (int i = 0; i < 10'000; ++i)
            recorder->add(RecordKind::Frame, 1, QByteArray::number(i));
        QVERIFY(recorder->status()->isRecording);
    }
    const auto all = records(path("e.rec"));
    QCOMPARE(all.size(), 10'000);
    QCOMPARE(all.last().bytes, QByteArray("9999"));
}

QTEST_GUILESS_MAIN(TestRecorder)
#include "tst_recorder.moc"
