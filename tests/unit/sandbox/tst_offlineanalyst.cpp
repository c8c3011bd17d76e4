// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/sandbox/offlineanalyst.h"
#include "tests/support/recorded.h"

#include <QJsonArray>
#include <QTest>

using namespace bw;

namespace {

struct Tally {
    int all = 0, right = 0, calls = 0, opposite = 0;
};

/// title and label of a CSV whose columns are id,title,label[,trap]; titles may be quoted.
bool splitRow(const QByteArray &line, QString &title, QString &label)
{
    const QString text = QString::fromUtf8(line.trimmed());
    const auto first = text.indexOf(u',');
    QString rest = text.mid(first + 1);
    qsizetype end = rest.indexOf(u',');
    if (rest.startsWith(u'"')) {
        end = rest.indexOf(QStringLiteral("\","), 1);
        title = rest.mid(1, end - 1);
        ++end;
    } else {
        title = rest.left(end);
    }
    label = rest.mid(end + 1).section(u',', 0, 0);
    return end > 0;
}

Tally measure(const QString &path)
{
    const OfflineAnalyst analyst;
    Tally tally;
    const bool isVerbose = qEnvironmentVariableIsSet("BW_SHOW_HEADLINES");
    for (const QByteArray &line : readLines(path).mid(1)) {
        QString title, label;
        if (!splitRow(line, title, label))
            continue;
        const auto opinion = analyst.judge(title);
        const int call = opinion.score >= 20 ? 1 : opinion.score <= -20 ? -1 : 0;
        const int truth = label == u"positive" ? 1 : label == u"negative" ? -1 : 0;
        ++tally.all;
        tally.right += call == truth ? 1 : 0;
        tally.calls += call != 0 ? 1 : 0;
        tally.opposite += call * truth < 0 ? 1 : 0;
        if (isVerbose && call != truth)
            qInfo("%2d %2d %s  [%s]", truth, call, qPrintable(title), qPrintable(opinion.words.join(u' ')));
    }
    return tally;
}

} // namespace

class TestOfflineAnalyst final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void knowsTheTraps_data();
    void knowsTheTraps();
    void findsTheHeadlinesOfAPrompt();
    void answersInTheAskedShape();
    void isAsGoodAsAWordListCanBe();
};

void TestOfflineAnalyst::knowsTheTraps_data()
{
    QTest::addColumn<QString>("headline");
    QTest::addColumn<int>("sign");
    QTest::newRow("plain up") << QStringLiteral("Bitcoin surges to record high") << 1;
    QTest::newRow("plain down") << QStringLiteral("Ether plunges as exchange is hacked") << -1;
    QTest::newRow("shorts") << QStringLiteral("Shorts wiped out as bitcoin jumps") << 1;
    QTest::newRow("longs") << QStringLiteral("Longs wiped out in minutes") << -1;
    QTest::newRow("case dropped") << QStringLiteral("Regulator drops case against wallet maker") << 1;
    QTest::newRow("no losses") << QStringLiteral("Protocol reports no losses after incident") << 1;
    QTest::newRow("nothing") << QStringLiteral("Weekly recap: what to watch") << 0;
    QTest::newRow("question") << QStringLiteral("Will bitcoin crash?") << 0;
    QTest::newRow("empty") << QString() << 0;
}

void TestOfflineAnalyst::knowsTheTraps()
{
    QFETCH(QString, headline);
    QFETCH(int, sign);
    const int score = OfflineAnalyst().judge(headline).score;
    QVERIFY2(sign == 0 ? std::abs(score) < 20 : score * sign >= 20, qPrintable(QString::number(score)));
    QVERIFY(std::abs(score) <= 100);
}

void TestOfflineAnalyst::findsTheHeadlinesOfAPrompt()
{
    const QStringList two{QStringLiteral("A rises"), QStringLiteral("B falls")};
    QCOMPARE(OfflineAnalyst::headlinesOf(QStringLiteral(R"(Judge these for BTCUSDT: [{"n":1,"headline":"A rises"},{"n":2,"headline":"B falls"}])")), two);
    QCOMPARE(OfflineAnalyst::headlinesOf(QStringLiteral(R"({"instrument":"BTCUSDT","headlines":[{"id":1,"title":"A rises"},{"id":2,"title":"B falls"}]})")), two);
    QCOMPARE(OfflineAnalyst::headlinesOf(QStringLiteral(R"({"headlines":["A rises","B falls"]})")), two);
    QCOMPARE(OfflineAnalyst::headlinesOf(QStringLiteral("Headlines:\n1. A rises\n2) B falls\n")), two);
    QCOMPARE(OfflineAnalyst::headlinesOf(QStringLiteral("A rises\nB falls")), two);
    QVERIFY(OfflineAnalyst::headlinesOf(QString()).isEmpty());
    QCOMPARE(OfflineAnalyst::headlinesOf(QStringLiteral("x\n").repeated(500)).size(), 50);
}

void TestOfflineAnalyst::answersInTheAskedShape()
{
    const QJsonObject answer = OfflineAnalyst().answer(QStringLiteral("1. Bitcoin surges to record high\n2. Weekly recap\n3. Ether rallies"));
    QVERIFY(answer[u"score"].toDouble() > 0.2 && answer[u"score"].toDouble() <= 1);
    QVERIFY(answer[u"confidence"].toDouble() > 0 && answer[u"confidence"].toDouble() <= 1);
    QCOMPARE(answer[u"cites"].toArray(), (QJsonArray{1, 3}));
    QVERIFY(answer[u"reason"].toString().contains(u"not a model"));
    QCOMPARE(OfflineAnalyst().answer(QStringLiteral("1. Weekly recap"))[u"score"].toDouble(1), 0.0);
    QCOMPARE(OfflineAnalyst().answer(QStringLiteral("x")), OfflineAnalyst().answer(QStringLiteral("x")));
}

void TestOfflineAnalyst::isAsGoodAsAWordListCanBe()
{
    const QString news = recordedFile(QStringLiteral("headlines/sentfin_dev.csv"));
    BW_REQUIRE_RECORDED(news);
    const Tally general = measure(news);
    const Tally crypto = measure(recordedFile(QStringLiteral("headlines/crypto_dev.csv")));
    for (const auto &[name, tally] : {std::pair("news", general), std::pair("crypto", crypto)})
        qInfo("%s: %d headlines, %.3f right, %.3f of the calls opposite", name, tally.all, 1.0 * tally.right / tally.all, 1.0 * tally.opposite / std::max(1, tally.calls));
    QVERIFY(general.right > general.all * 55 / 100); // published word lists: 0.52
    QVERIFY(general.opposite < general.calls * 15 / 100);
    QVERIFY(crypto.right > crypto.all * 60 / 100); // 0.44 with a list for markets
}

QTEST_GUILESS_MAIN(TestOfflineAnalyst)
#include "tst_offlineanalyst.moc"
