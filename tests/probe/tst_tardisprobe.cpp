// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/probe/tardisprobe.h"
#include "tests/support/recorded.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace bw;

namespace {

QMap<QString, QString> steps(const char *tick, const char *lot)
{
    return {{QStringLiteral("--tick"), QLatin1StringView(tick)}, {QStringLiteral("--lot"), QLatin1StringView(lot)}};
}

QString names(const QList<QJsonObject> &lines)
{
    QStringList words;
    for (const auto &line : lines)
        words << line[u"exchange"].toString() + u' ' + line[u"symbol"].toString() + u' ' + line[u"state"].toString() + u' ' + line[u"reason"].toString();
    return words.join(u'|');
}

const QByteArray kSnapshot = R"({"type":"book_change","symbol":"A","exchange":"x","isSnapshot":true,"bids":[{"price":1.5,"amount":2}],"asks":[{"price":6.2e-7,"amount":0},{"price":2,"amount":3.25}]})";

} // namespace

class TestTardisProbe : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aBookIsToldInTheNumbersOfItsSteps()
    {
        TardisProbe probe;
        QCOMPARE(probe.configure(steps("0.50", "0.001")), QString());
        const auto line = probe.process(QByteArray(kSnapshot).replace("6.2e-7", "3.0")).value(0);
        QCOMPARE(line[u"bid"].toArray(), (QJsonArray{QStringLiteral("1.5"), QStringLiteral("2.000")}));
        QCOMPARE(line[u"ask"].toArray(), (QJsonArray{QStringLiteral("2.0"), QStringLiteral("3.250")}));
        QCOMPARE(line[u"levels"].toArray(), (QJsonArray{1, 1}));
        QCOMPARE(line[u"state"].toString(), QStringLiteral("live"));
        QCOMPARE(line[u"u"].toInt(-1), 0);
        QVERIFY(!line.contains(u"hash"));
    }

    void fullHasEveryLevelAndTheHashOfTheirText()
    {
        TardisProbe probe;
        QCOMPARE(probe.configure({{QStringLiteral("--full"), QStringLiteral("true")}}), QString());
        const auto line = probe.process(kSnapshot).value(0);
        const QByteArray text = R"({"bids":[["1.5","2"]],"asks":[["2","3.25"]]})";
        QCOMPARE(line[u"hash"].toString().toLatin1(), QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex());
        QCOMPARE(line[u"asks"].toArray().size(), 1);
    }

    void everySymbolThatAMessageConcernsGetsALine()
    {
        TardisProbe probe;
        QCOMPARE(names(probe.process(kSnapshot)), QStringLiteral("x A live "));
        QCOMPARE(names(probe.process(QByteArray(kSnapshot).replace("\"A\"", "\"B\""))), QStringLiteral("x B live "));
        QCOMPARE(names(probe.process(QByteArray(kSnapshot).replace("\"x\"", "\"y\""))), QStringLiteral("y A live "));
        QCOMPARE(names(probe.process(R"({"type":"trade","symbol":"A","exchange":"x","price":1,"amount":1,"side":"buy"})")), QStringLiteral("x A live "));
        QCOMPARE(names(probe.process(R"({"type":"error","exchange":"x","details":"d"})")), QString());
        QCOMPARE(names(probe.process(R"({"type":"disconnect","exchange":"x","symbols":["A","C"]})")),
                 QStringLiteral("x A waiting relay_disconnect|x C waiting relay_disconnect"));
        QCOMPARE(names(probe.process(QByteArray(kSnapshot).replace("true", "false"))), QStringLiteral("x A waiting relay_disconnect"));
        QCOMPARE(names(probe.process(R"({"type":"disconnect","exchange":"x"})")),
                 QStringLiteral("x A waiting relay_disconnect|x B waiting relay_disconnect|x C waiting relay_disconnect"));
        QCOMPARE(names(probe.process(kSnapshot)), QStringLiteral("x A live "));
        QCOMPARE(names(probe.process(kSnapshot.chopped(3))), QStringLiteral("x A resyncing malformed"));
        QCOMPARE(probe.process("what?").size(), 4); // nobody knows whose it was
        QCOMPARE(names(TardisProbe().process("what?")), QStringLiteral("  resyncing malformed"));
    }

    void crossedIsJudgedByTheRelaysClock()
    {
        const auto at = [](const char *second, const char *bid) {
            return QByteArray(R"({"type":"book_change","symbol":"A","exchange":"x","isSnapshot":false,"bids":[{"price":)") + bid
                + ",\"amount\":1}],\"asks\":[],\"localTimestamp\":\"2026-01-15T00:00:" + second + "Z\"}";
        };
        TardisProbe probe;
        static_cast<void>(probe.process(kSnapshot));
        QCOMPARE(names(probe.process(at("10.000", "2.5"))), QStringLiteral("x A stale crossed"));
        QVERIFY(probe.process(at("10.500", "1"))[0][u"bid"].isNull());
        QCOMPARE(names(probe.process(at("11.001", "1.1"))), QStringLiteral("x A resyncing crossed"));
    }

    void badOptionsExplainThemselves()
    {
        QVERIFY(!TardisProbe().configure({{QStringLiteral("--tick"), QStringLiteral("0.1")}}).isEmpty());
        QVERIFY(!TardisProbe().configure(steps("0", "1")).isEmpty());
        QVERIFY(!TardisProbe().configure({{QStringLiteral("--depth"), QStringLiteral("1")}}).isEmpty());
    }

    void recordedStreamsEndWithTheirExpectedBooks()
    {
        const QString root = recordedFile(QStringLiteral("tardis/stream"));
        BW_REQUIRE_RECORDED(root);
        int books = 0;
        for (const auto &entry : QDir(root).entryInfoList({QStringLiteral("*.jsonl")})) {
            const auto expected = QJsonDocument::fromJson(readAll(entry.filePath().chopped(6) + QStringLiteral(".expected.json")))[u"books"].toObject();
            TardisProbe probe;
            QHash<QString, QJsonObject> last;
            for (const auto &text : readLines(entry.filePath()))
                for (const auto &line : probe.process(text))
                    last.insert(line[u"exchange"].toString() + u'|' + line[u"symbol"].toString(), line);
            for (auto it = expected.begin(); it != expected.end(); ++it, ++books) {
                const auto line = last.value(it.key());
                const auto want = it.value().toObject();
                QCOMPARE(line[u"levels"].toArray(), (QJsonArray{want[u"bidLevels"], want[u"askLevels"]}));
                QCOMPARE(line[u"bid"][0].toString().toDouble(), want[u"top10Bids"][0][0].toDouble());
                QCOMPARE(line[u"ask"][1].toString().toDouble(), want[u"top10Asks"][0][1].toDouble());
            }
        }
        QVERIFY(books >= 14);
    }
};

QTEST_GUILESS_MAIN(TestTardisProbe)
#include "tst_tardisprobe.moc"
