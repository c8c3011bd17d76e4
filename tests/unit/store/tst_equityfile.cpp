// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/equityfile.h"
#include "tests/support/recorded.h"
#include "tests/support/samples.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace bw;
using samples::num;
using namespace std::chrono_literals;

class TestEquityFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatWasWrittenIsReadExactly();
    void oldAndUnreadableLinesAreDropped();
    void aFileThatIsNotThereIsEmpty();
    void aFolderThatCannotBeWrittenIsAnError();
};

namespace {
const UtcTime kNow = fromMs(1'795'957'913'809);
EquityPoint point(std::chrono::hours ago, const char *equity) { return {kNow - ago, QStringLiteral("USDT"), num("1000.10"), num("-0.00000001"), num(equity)}; }
} // namespace

void TestEquityFile::whatWasWrittenIsReadExactly()
{
    QTemporaryDir folder;
    const EquityFile file(folder.filePath(QStringLiteral("e.jsonl")));
    QVERIFY(file.append({point(3h, "1000.09999999")}));
    QVERIFY(file.append({point(1h, "7"), point(2h, "8")}));
    const auto read = file.read(kNow - 24h);
    QCOMPARE(read.size(), 3);
    QVERIFY(read[0] == point(3h, "1000.09999999") && read[1] == point(2h, "8") && read[2] == point(1h, "7")); // oldest first
    QCOMPARE(read[0].wallet.toString(), QStringLiteral("1000.10"));
    const auto rights = QFileInfo(folder.filePath(QStringLiteral("e.jsonl"))).permissions();
    QVERIFY(!rights.testFlag(QFileDevice::ReadGroup) && !rights.testFlag(QFileDevice::ReadOther));
}

void TestEquityFile::oldAndUnreadableLinesAreDropped()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("e.jsonl"));
    const EquityFile file(path);
    QVERIFY(file.append({point(100h, "1"), point(1h, "2")}));
    QFile raw(path);
    QVERIFY(raw.open(QIODevice::Append));
    raw.write("{\"at\":-5,\"coin\":\"USDT\",\"wallet\":\"1\",\"unrealised\":\"0\",\"equity\":\"1\"}\n{\"at\":1795957913809,\"coin\":\"USDT\",\"wallet\":\"nan\"}\n");
    raw.write(QByteArray(5000, 'x') + "\n{\"at\":17959");
    raw.close();
    QCOMPARE(file.read(kNow - 24h), QVector<EquityPoint>{point(1h, "2")});
    QCOMPARE(readLines(path).size(), 1); // and the file holds nothing else any more
    QVERIFY(file.append({point(0h, "3")}));
    QCOMPARE(file.read(kNow - 24h).size(), 2);
    file.clear();
    QVERIFY(!QFile::exists(path));
}

void TestEquityFile::aFileThatIsNotThereIsEmpty()
{
    QTemporaryDir folder;
    QVERIFY(EquityFile(folder.filePath(QStringLiteral("none.jsonl"))).read({}).isEmpty());
}

void TestEquityFile::aFolderThatCannotBeWrittenIsAnError()
{
    QTemporaryDir folder;
    const auto written = EquityFile(folder.filePath(QStringLiteral("no/such/folder.jsonl"))).append({point(1h, "1")});
    QVERIFY(!written);
    QCOMPARE(written.error().family, ErrorFamily::Storage);
}

QTEST_GUILESS_MAIN(TestEquityFile)
#include "tst_equityfile.moc"
