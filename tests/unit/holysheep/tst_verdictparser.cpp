// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/holysheep/strictjson.h"
#include "core/holysheep/verdictparser.h"
#include "tests/support/recorded.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using bw::parseVerdict;
using bw::Rejection;

namespace {

const QString kStop = QStringLiteral("stop");

/// "" when the parser says what the case expects.
QString difference(const QJsonObject &one)
{
    const auto verdict = parseVerdict(one.value(u"content").toString(), one.value(u"finish_reason").toString(), one.value(u"n_headlines").toInt(),
                                      one.contains(u"headlines"));
    const QJsonObject expect = one.value(u"expect").toObject();
    const QString got = verdict.score ? verdict.score->toString() : toName(verdict.rejection);
    const bool isScore = expect.contains(u"score");
    const bool isRight = isScore ? verdict.score && qFuzzyCompare(verdict.score->toDouble() + 10, expect.value(u"score").toDouble() + 10)
                    && verdict.rejection == Rejection::None
                                 : !verdict.score && toName(verdict.rejection) == expect.value(u"reject").toString();
    return isRight ? QString() : QStringLiteral("%1: %2 gave %3").arg(one.value(u"id").toString(), one.value(u"content").toString(), got);
}

} // namespace

class TestVerdictParser : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsOurOwnCases_data()
    {
        QTest::addColumn<QJsonObject>("one");
        for (const QByteArray &line : bw::readLines(bw::testDataFile(QStringLiteral("replies/replies.jsonl")))) {
            const QJsonObject one = QJsonDocument::fromJson(line).object();
            QTest::newRow(qPrintable(one.value(u"id").toString())) << one;
        }
    }
    void readsOurOwnCases()
    {
        QFETCH(QJsonObject, one);
        const QString wrong = difference(one);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
    }

    void readsTheRecordedCases()
    {
        const QString path = bw::recordedFile(QStringLiteral("replies/replies.jsonl"));
        BW_REQUIRE_RECORDED(path);
        const auto lines = bw::readLines(path);
        QVERIFY(lines.size() >= 36);
        for (const QByteArray &line : lines) {
            const QString wrong = difference(QJsonDocument::fromJson(line).object());
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
        }
    }

    void ourOwnPromptsAnswerIsReadWhole()
    {
        const auto verdict = parseVerdict(QStringLiteral(R"({"score": -0.40, "confidence": 0.8, "reason": "Outflows [2].\n\u202eHack.", "cites": [2, 7, "x", 1.5]})"),
                                          kStop, 3, false);
        QVERIFY(verdict.score.has_value());
        QCOMPARE(verdict.score->toString(), QStringLiteral("-0.40"));
        QCOMPARE(verdict.confidence->toString(), QStringLiteral("0.8"));
        QCOMPARE(verdict.explanation, QStringLiteral("Outflows [2]. Hack."));
        QCOMPARE(verdict.cites, (QVector<int>{2, 7, 0, 0})); // 7 was never given, and 0 never is: the engine sees both
    }

    void confidenceOutsideItsRangeIsNone()
    {
        for (const char *text : {R"({"score": 0.1, "confidence": 1.1})", R"({"score": 0.1, "confidence": -0.1})", R"({"score": 0.1, "confidence": "high"})"}) {
            const auto verdict = parseVerdict(QString::fromLatin1(text), kStop, 1, false);
            QVERIFY(verdict.score && !verdict.confidence);
        }
    }

    void explanationIsBounded()
    {
        const QString words = QStringLiteral(R"({"score": 0.1, "reason": "%1"})").arg(QString(5000, u'x'));
        QCOMPARE(parseVerdict(words, kStop, 1, false).explanation.size(), 300);
        const QString prose = QStringLiteral("Score: 0.1\n") + QString(5000, u'x');
        QCOMPARE(parseVerdict(prose, kStop, 1, false).explanation.size(), 300);
    }

    void aHostileHeadlineSpoilsEveryReply()
    {
        for (const char *text : {"Score: 0.7", R"({"score": 0.7})", "", "I'm sorry."}) {
            const auto verdict = parseVerdict(QString::fromLatin1(text), kStop, 3, true);
            QCOMPARE(verdict.rejection, Rejection::Injection);
            QVERIFY(!verdict.score);
        }
    }

    void aCutReplyNeverGivesAnotherScoreThanTheWholeOne()
    {
        const QString whole = QStringLiteral("1. ETF: +0.8\n2. Hack: -0.95\n\n**Overall score:** -0.25 (slightly bearish)\nOutflows 0.5% and more.");
        const auto full = parseVerdict(whole, kStop, 2, false);
        QVERIFY(full.score.has_value());
        for (qsizetype size = 0; size <= whole.size(); ++size) {
            const auto cut = parseVerdict(whole.left(size), QStringLiteral("length"), 2, false);
            QVERIFY2(!cut.score || *cut.score == *full.score, qPrintable(whole.left(size)));
        }
    }

    void anythingEndsInTime()
    {
        for (const QString &piece : {QStringLiteral("score "), QStringLiteral("score: "), QStringLiteral("overall "), QStringLiteral("[{"), QStringLiteral("0.1 to "),
                                     QStringLiteral("<think>"), QStringLiteral("- "), QStringLiteral("i am "), QStringLiteral("bullish (")}) {
            QElapsedTimer timer;
            timer.start();
            const auto verdict = parseVerdict(piece.repeated(8000), kStop, 3, false);
            QVERIFY2(!verdict.score, qPrintable(piece));
            QVERIFY2(timer.elapsed() < 3000, qPrintable(QStringLiteral("%1: %2 ms").arg(piece).arg(timer.elapsed())));
        }
    }

    void strictJsonRefusesWhatTheStandardDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isGood");
        const auto row = [](const char *text, bool isGood) { QTest::newRow(text) << QString::fromUtf8(text) << isGood; };
        row(R"({"a":[1,-0.5e+3,true,null,"\u00e9\n"]})", true);
        row("[]", true);
        row(" {} ", true);
        row("[1,]", false);
        row("[,1]", false);
        row("[1 2]", false);
        row(R"({"a" 1})", false);
        row(R"({"a":})", false);
        row("01", true); // reads 0 and stops: the caller sees what is left
        row("-", false);
        row("1.", false);
        row(".1", false);
        row("+1", false);
        row("NaN", false);
        row(R"("\x")", false);
        row(R"("\u12g4")", false);
        row("\"a\nb\"", false);
        row("\"open", false);
    }
    void strictJsonRefusesWhatTheStandardDoes()
    {
        QFETCH(QString, text);
        qsizetype position = 0;
        QTEST(bw::readJson(text, position).has_value(), "isGood");
    }

    void strictJsonIsBoundedInDepth()
    {
        qsizetype position = 0;
        QVERIFY(bw::readJson(QString(32, u'[') + QString(32, u']'), position));
        position = 0;
        QVERIFY(!bw::readJson(QString(100'000, u'['), position));
    }
};

QTEST_GUILESS_MAIN(TestVerdictParser)
#include "tst_verdictparser.moc"
