// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/recording/recordingreader.h"
#include "core/recording/recordingwriter.h"
#include "core/recording/replyrecord.h"
#include "core/recording/topicnote.h"
#include "core/recording/watchnote.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;

/// The file of a recording: what went in comes out; what is torn ends at the last whole block; what is hostile ends with a word.
class TestRecordingFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWentInComesOut();
    void aTornFilePlaysUpToItsLastWholeBlock();
    void aDamagedBlockEndsTheRecordingBeforeIt();
    void mutatedFilesNeverCrashAndNeverInvent();
    void aFileThatHoldsSomethingIsNotWrittenOver();
    void theLimitIsKept();
    void otherFilesAreRefused_data();
    void otherFilesAreRefused();
    void aBombIsNotUnpacked();
    void theChecksumIsTheUsualOne();
    void notesComeBack();
    void aWatchListIsANote();
    void theNextSessionHasAFileOfItsOwn();
    void repliesComeBack();

private:
    static QList<Record> samples(int count);
    static QList<Record> readAll(RecordingReader &reader);
    static void writeFile(const QString &path, const QByteArray &bytes);
    QString write(const QList<Record> &records, int flushEvery = 100);
    QTemporaryDir m_folder;
    int m_files = 0;
};

QList<Record> TestRecordingFile::samples(int count)
{
    QRandomGenerator random(7);
    QList<Record> records;
    for (int i = 0; i < count; ++i) {
        QByteArray bytes(random.bounded(1500), '\0');
        for (char &byte : bytes)
            byte = static_cast<char>(random.bounded(256)); // noise: the worst for a compressor
        records.append({std::chrono::milliseconds(i * 10), 1'700'000'000'000 + i * 10, i % 7 == 0 ? RecordKind::Reply : RecordKind::Frame,
                        static_cast<std::uint32_t>(i % 3), bytes});
    }
    return records;
}

QString TestRecordingFile::write(const QList<Record> &records, int flushEvery)
{
    const QString path = m_folder.filePath(QStringLiteral("%1.rec").arg(++m_files));
    auto writer = RecordingWriter::create(path, {{QStringLiteral("profile"), QStringLiteral("sandbox")}}, 1'700'000'000'000, 1'000'000'000).value();
    for (qsizetype i = 0; i < records.size(); ++i) {
        if (!writer->add(records.at(i)) || (i % flushEvery == 0 && !writer->flush()))
            return {};
    }
    return writer->flush() ? path : QString();
}

QList<Record> TestRecordingFile::readAll(RecordingReader &reader)
{
    QList<Record> records;
    while (auto record = reader.next())
        records.append(*record);
    return records;
}

void TestRecordingFile::writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(bytes), bytes.size());
}

static QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestRecordingFile::whatWentInComesOut()
{
    auto records = samples(2000);
    records.insert(1000, {records.at(1000).at, records.at(1000).utcMs, RecordKind::Frame, 1, QByteArray(5'000'000, 'x')}); // over many blocks
    auto reader = RecordingReader::open(write(records)).value();
    QCOMPARE(reader->session().value(QLatin1StringView("profile")).toString(), QStringLiteral("sandbox"));
    QCOMPARE(reader->startedUtcMs(), 1'700'000'000'000);
    QCOMPARE(reader->length(), records.last().at);
    QVERIFY(readAll(*reader) == records);
    QCOMPARE(reader->trouble(), QString());
    reader->rewind();
    QVERIFY(readAll(*reader) == records);
}

void TestRecordingFile::aTornFilePlaysUpToItsLastWholeBlock()
{
    const auto records = samples(500);
    const QString path = write(records);
    const QByteArray whole = contentOf(path);
    for (const qsizetype size : {whole.size() - 1, whole.size() / 2, whole.size() / 3}) {
        writeFile(path, whole.left(size));
        auto reader = RecordingReader::open(path).value();
        const auto read = readAll(*reader);
        QVERIFY(!read.isEmpty() && read.size() < records.size());
        QVERIFY(read == records.first(read.size()));
        QVERIFY(!reader->trouble().isEmpty());
        QVERIFY(reader->length() < records.last().at);
    }
}

void TestRecordingFile::aDamagedBlockEndsTheRecordingBeforeIt()
{
    const auto records = samples(500);
    const QString path = write(records);
    QByteArray bytes = contentOf(path);
    bytes[bytes.size() / 2] = static_cast<char>(bytes.at(bytes.size() / 2) ^ 1);
    writeFile(path, bytes);
    auto reader = RecordingReader::open(path).value();
    const auto read = readAll(*reader);
    QVERIFY(read.size() > 100 && read.size() < 400);
    QVERIFY(read == records.first(read.size()));
    QVERIFY(!reader->trouble().isEmpty());
}

void TestRecordingFile::mutatedFilesNeverCrashAndNeverInvent()
{
    const auto records = samples(60);
    const QByteArray whole = contentOf(write(records, 5));
    const QString path = m_folder.filePath(QStringLiteral("mutated.rec"));
    QRandomGenerator random(11);
    int played = 0;
    for (int round = 0; round < 600; ++round) {
        QByteArray bytes = whole;
        for (int i = random.bounded(1, 4); i > 0; --i) {
            const qsizetype at = random.bounded(static_cast<int>(bytes.size()));
            switch (random.bounded(4)) {
            case 0: bytes[at] = static_cast<char>(random.bounded(256)); break;
            case 1: bytes.remove(at, random.bounded(200)); break;
            case 2: bytes.insert(at, bytes.mid(random.bounded(static_cast<int>(bytes.size())), random.bounded(200))); break;
            default: bytes.truncate(std::max<qsizetype>(at, 1)); break;
            }
        }
        writeFile(path, bytes);
        auto reader = RecordingReader::open(path);
        if (!reader)
            continue;
        const auto read = readAll(**reader);
        QVERIFY(read.size() <= records.size());
        QVERIFY(read == records.first(read.size())); // a prefix, whatever was done to the rest
        played += read.isEmpty() ? 0 : 1;
    }
    QVERIFY(played > 100);
}

void TestRecordingFile::aFileThatHoldsSomethingIsNotWrittenOver()
{
    const QString path = m_folder.filePath(QStringLiteral("mine.txt"));
    writeFile(path, "mine");
    QVERIFY(!RecordingWriter::create(path, {}, 0, 1000));
    QCOMPARE(contentOf(path), QByteArray("mine"));
    writeFile(path, {});
    QVERIFY(RecordingWriter::create(path, {}, 0, 1000).has_value()); // an empty one is a place that somebody prepared
}

void TestRecordingFile::theLimitIsKept()
{
    const QString path = m_folder.filePath(QStringLiteral("limited.rec"));
    auto writer = RecordingWriter::create(path, {}, 0, 300'000).value();
    Done done;
    int added = 0;
    for (const auto &record : samples(2000)) {
        done = writer->add(record);
        if (!done)
            break;
        ++added;
    }
    QVERIFY(!done);
    QVERIFY(QFileInfo(path).size() <= 300'000);
    auto reader = RecordingReader::open(path).value();
    QVERIFY(readAll(*reader).size() > 0);
}

void TestRecordingFile::otherFilesAreRefused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("text") << QByteArray("hello\n");
    QTest::newRow("other JSON") << QByteArray("{\"topic\":\"orderbook\"}\n");
    QTest::newRow("newer") << QByteArray("{\"format\":\"bellwether-recording\",\"version\":2}\n");
    QTest::newRow("no end of line") << QByteArray("{\"format\":\"bellwether-recording\",\"version\":1}");
    QTest::newRow("endless line") << QByteArray(1'000'000, ' ');
}

void TestRecordingFile::otherFilesAreRefused()
{
    QFETCH(QByteArray, bytes);
    const QString path = m_folder.filePath(QStringLiteral("other"));
    writeFile(path, bytes);
    QVERIFY(!RecordingReader::open(path));
}

void TestRecordingFile::aBombIsNotUnpacked()
{
    // Noughts shrink a thousandfold: what is stored would become far more than the head promises.
    QByteArray block = packBlock(QByteArray(1000, 'a'), 0, {});
    const QByteArray bomb = qCompress(QByteArray(200'000, '\0'));
    QVERIFY(!unpackBlock(QByteArrayView(block).first(BlockHead::kBytes), bomb));
    QByteArray head = block.first(BlockHead::kBytes);
    head[10] = '\x7f'; // a promise of 8 MB
    QVERIFY(!readBlockHead(head));
}

void TestRecordingFile::theChecksumIsTheUsualOne()
{
    QCOMPARE(crc32("123456789"), 0xCBF43926U);
    QCOMPARE(crc32("456789", crc32("123")), 0xCBF43926U);
}

void TestRecordingFile::aWatchListIsANote()
{
    const QVector<InstrumentId> ids{{Category::Linear, QStringLiteral("BTCUSDT")}, {Category::Spot, QStringLiteral("BTCUSDT")}};
    QCOMPARE(watchListOfNote(watchNote(ids)), std::optional(ids));
    QCOMPARE(watchListOfNote(watchNote({})), std::optional(QVector<InstrumentId>()));
    QVERIFY(!watchListOfNote({{QStringLiteral("relay"), QStringLiteral("ws://x")}}));
    const auto odd = QJsonDocument::fromJson(R"({"watchList":["linear:BTCUSDT",7,"casino:X","linear:",null]})").object();
    QCOMPARE(watchListOfNote(odd), std::optional(QVector<InstrumentId>{ids.first()}));
}

void TestRecordingFile::theNextSessionHasAFileOfItsOwn()
{
    const QString path = m_folder.filePath(QStringLiteral("evening.bwrec"));
    QCOMPARE(RecordingWriter::freePathBeside(path), m_folder.filePath(QStringLiteral("evening-2.bwrec")));
    writeFile(m_folder.filePath(QStringLiteral("evening-2.bwrec")), "x");
    QCOMPARE(RecordingWriter::freePathBeside(path), m_folder.filePath(QStringLiteral("evening-3.bwrec")));
    QCOMPARE(RecordingWriter::freePathBeside(m_folder.filePath(QStringLiteral("plain"))), m_folder.filePath(QStringLiteral("plain-2")));
}

void TestRecordingFile::notesComeBack()
{
    InstrumentFilters filters;
    filters.tickSize = *Decimal::parse(QStringView(u"0.10"));
    filters.lotSize = *Decimal::parse(QStringView(u"0.001"));
    filters.minNotional = Decimal(5);
    const InstrumentId id{Category::Linear, QStringLiteral("BTCUSDT")};
    const auto instrument = Instrument::create(id, filters, QStringLiteral("BTC"), QStringLiteral("USDT"), QStringLiteral("USDT"), InstrumentStatus::Trading).value();
    for (const auto &topic : {MarketTopic::book(200), MarketTopic::trades(), MarketTopic::candles(CandleInterval::H4)}) {
        const auto note = topicNoteFrom(toJson(TopicNote{TopicNote::Act::Subscribe, id, instrument, topic}));
        QVERIFY(note && note->instrument && note->topic == topic && note->id == id);
        QCOMPARE(note->instrument->priceText(PriceTicks(634121)), QStringLiteral("63412.1"));
        QVERIFY(note->instrument->filters().minNotional == Decimal(5) && !note->instrument->filters().minPrice);
    }
    QVERIFY(topicNoteFrom(toJson(TopicNote{TopicNote::Act::Resync, id, nullptr, MarketTopic::book(50)})));
    QVERIFY(!topicNoteFrom({}));
    auto bad = toJson(TopicNote{TopicNote::Act::Subscribe, id, instrument, MarketTopic::book(50)});
    bad.insert(QStringLiteral("depth"), 51);
    QVERIFY(!topicNoteFrom(bad));
    bad = toJson(TopicNote{TopicNote::Act::Subscribe, id, nullptr, MarketTopic::book(50)});
    QVERIFY(!topicNoteFrom(bad)); // without an instrument nothing can be read
}

void TestRecordingFile::repliesComeBack()
{
    HttpRequest request;
    request.url = QUrl(QStringLiteral("https://h/v5/user/query-api"));
    request.headers = {{"X-BAPI-API-KEY", "CANARY"}};
    HttpAnswer answer;
    answer.status = 200;
    answer.headers = {{"x-bapi-limit", "10"}, {"Set-Cookie", "CANARY"}};
    answer.body = R"({"retCode":0,"result":{"apiKey":"CANARY","readOnly":1}})";
    answer.receivedAt = answer.sentAt + std::chrono::milliseconds(7);
    const QByteArray written = maskedReply(encodeReply(request, answer, ConnectionStatus::Reason::None));
    QVERIFY2(!written.contains("CANARY"), written.constData());
    const auto reply = decodeReply(written);
    QVERIFY(reply && reply->outcome);
    QCOMPARE(reply->request, QStringLiteral("GET https://h/v5/user/query-api"));
    QCOMPARE(reply->outcome->header("X-Bapi-Limit"), QByteArray("10"));
    QCOMPARE(reply->outcome->body, QByteArray(R"({"retCode":0,"result":{"apiKey":"masked","readOnly":1}})"));
    QCOMPARE(reply->trip, std::chrono::nanoseconds(7'000'000));

    const Error error{ErrorFamily::Network, Retry::Later, Certainty::NotSent, 0, QStringLiteral("refused")};
    const auto failed = decodeReply(maskedReply(encodeReply(request, fail(error), ConnectionStatus::Reason::Dns)));
    QVERIFY(failed && !failed->outcome && failed->outcome.error() == error && failed->reason == ConnectionStatus::Reason::Dns);
    QVERIFY(!decodeReply("{}\n") && !decodeReply("x"));
}

QTEST_GUILESS_MAIN(TestRecordingFile)
#include "tst_recordingfile.moc"
