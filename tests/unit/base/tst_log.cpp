// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <QTest>
#include <QVector>

Q_LOGGING_CATEGORY(testLog, "bellwether.test.log")

class TestLog : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listenerGetsLevelCategoryAndText()
    {
        QVector<bw::LogLine> lines;
        bw::LogSink sink;
        sink.setListener([&](const bw::LogLine &line) { lines.append(line); });
        qCWarning(testLog) << "venue closed" << 42;
        QCOMPARE(lines.size(), 1);
        QCOMPARE(lines[0].type, QtWarningMsg);
        QCOMPARE(lines[0].category, QStringLiteral("bellwether.test.log"));
        QCOMPARE(lines[0].text, QStringLiteral("venue closed 42"));
        QVERIFY(lines[0].utcMs > 1'700'000'000'000);
    }

    void aTextFromOutsideCannotForgeALineOrHide()
    {
        bw::LogLine last;
        bw::LogSink sink;
        sink.setListener([&](const bw::LogLine &line) { last = line; });
        qCWarning(testLog).noquote() << QStringLiteral("a\nb\r\x1b[2Jc\u202ed\u2028e");
        QCOMPARE(last.text, QStringLiteral("a\\nb\\u000d\\u001b[2Jc\\u202ed\\u2028e"));
        for (const QChar c : last.text)
            QVERIFY(c.isPrint());
    }

    void longLinesAreCut()
    {
        bw::LogLine last;
        bw::LogSink sink;
        sink.setListener([&](const bw::LogLine &line) { last = line; });
        qCWarning(testLog).noquote() << QString(100'000, u'x');
        QCOMPARE(last.text.size(), 2001);
        QVERIFY(last.text.endsWith(u'\u2026'));
    }

    void aListenerThatLogsDoesNotHang()
    {
        int calls = 0;
        bw::LogSink sink;
        sink.setListener([&](const bw::LogLine &) {
            ++calls;
            qCWarning(testLog) << "from inside";
        });
        qCWarning(testLog) << "outside";
        QCOMPARE(calls, 1);
    }

    void listenerIsNotCalledAfterItWasTakenAway()
    {
        int calls = 0;
        {
            bw::LogSink sink;
            sink.setListener([&](const bw::LogLine &) { ++calls; });
            sink.setListener({});
            qCWarning(testLog) << "nobody listens";
            sink.setListener([&](const bw::LogLine &) { ++calls; });
        }
        qCWarning(testLog) << "the sink is gone";
        QCOMPARE(calls, 0);
    }
};

QTEST_GUILESS_MAIN(TestLog)
#include "tst_log.moc"
