// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bellwether-killtest (interfaces.md, section 6): a busy session against the sandbox in another process is killed at a random moment, again
// and again, each time over the same journal; in the end the journal and the venue must tell the same story.
#include "tests/integration/killtest/busysession.h"
#include "tests/integration/killtest/comparison.h"
#include "tests/integration/programrun.h"
#include "tests/integration/sandboxtalk.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QThread>

#include <cstdio>

using namespace bw;

namespace {

int complain(const QString &text)
{
    std::fputs(qPrintable(text + QLatin1Char('\n')), stderr);
    return 2;
}

/// One session, in a process that is going to be killed; or with "settle" the last one, which ends by itself.
int runSession(QCoreApplication &application, const QStringList &words)
{
    if (words.size() != 7)
        return complain(QStringLiteral("internal: --session MODE REST WS KEY SECRET JOURNAL SEED"));
    const bool isTrading = words[0] == QStringLiteral("trade");
    BusySession session({words[1], words[2], words[3], words[4], words[5], words[6].toUInt()}, isTrading);
    const auto say = [](const char *word) {
        std::puts(word);
        std::fflush(stdout);
    };
    QObject::connect(&session, &BusySession::busy, &session, [say] { say("busy"); });
    QObject::connect(&session, &BusySession::settled, &application, [say, &application] {
        say("settled");
        application.exit(0);
    });
    session.start();
    return application.exec();
}

class KillTest {
public:
    KillTest(int runs, unsigned seed) : m_runs(runs), m_random(seed) {}

    bool run()
    {
        for (int i = 0; i < m_runs; ++i)
            if (!killOnce())
                return false;
        return settle();
    }

    [[nodiscard]] QJsonObject report() const
    {
        const auto result = compare(journal(), sandboxState(m_sandbox.address(QStringLiteral("rest"))));
        for (const auto &word : result.words)
            std::fputs(qPrintable(word + QLatin1Char('\n')), stderr);
        return {{QStringLiteral("runs"), m_runs},
                {QStringLiteral("inFlight"), m_inFlight},
                {QStringLiteral("inFlightCreates"), m_creates},
                {QStringLiteral("inFlightAmends"), m_amends},
                {QStringLiteral("inFlightCancels"), m_cancels},
                {QStringLiteral("orders"), result.orders},
                {QStringLiteral("duplicates"), result.duplicates},
                {QStringLiteral("lost"), result.lost},
                {QStringLiteral("unreadable"), result.unreadable},
                {QStringLiteral("mismatches"), result.mismatches}};
    }
    [[nodiscard]] static bool isClean(const QJsonObject &report)
    {
        for (const char *name : {"duplicates", "lost", "unreadable", "mismatches"})
            if (report.value(QLatin1StringView(name)).toInt() != 0)
                return false;
        return report.value(QLatin1StringView("orders")).toInt() > 0;
    }

    /// Kills that hit nothing on its way show nothing: at least three in ten must.
    [[nodiscard]] static bool isTelling(const QJsonObject &report)
    {
        const int runs = report.value(QLatin1StringView("runs")).toInt();
        const bool isTelling = runs < kFewest || 10 * report.value(QLatin1StringView("inFlight")).toInt() >= 3 * runs;
        if (!isTelling)
            complain(QStringLiteral("fewer than three kills in ten hit something on its way"));
        return isTelling;
    }

private:
    static constexpr int kFewest = 20; // of fewer runs a share says nothing
    [[nodiscard]] QString journal() const { return m_folder.filePath(QStringLiteral("journal.sqlite")); }
    void start(QProcess &process, const QString &mode)
    {
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(QCoreApplication::applicationFilePath(),
                      {QStringLiteral("--session"), mode, m_sandbox.address(QStringLiteral("rest")), m_sandbox.address(QStringLiteral("ws")),
                       m_sandbox.address(QStringLiteral("key")), m_sandbox.address(QStringLiteral("secret")), journal(), QString::number(m_random())});
    }
    static bool waitForWord(QProcess &process, const QByteArray &word, int timeoutMs)
    {
        QElapsedTimer timer;
        timer.start();
        QByteArray heard;
        while (!heard.contains(word) && timer.elapsed() < timeoutMs && (process.waitForReadyRead(200) || process.state() == QProcess::Running))
            heard += process.readAllStandardOutput();
        return heard.contains(word);
    }
    bool killOnce()
    {
        const qint64 startedMs = QDateTime::currentMSecsSinceEpoch();
        QProcess session;
        start(session, QStringLiteral("trade"));
        if (!waitForWord(session, "busy", 60'000)) {
            session.kill();
            session.waitForFinished();
            complain(QStringLiteral("a session did not come to trade within 60 s"));
            return false;
        }
        QThread::msleep(m_random() % 700);
        session.kill();
        session.waitForFinished();
        const auto hit = inFlight(journal(), startedMs);
        m_inFlight += hit.isAny() ? 1 : 0;
        m_creates += hit.creates ? 1 : 0;
        m_amends += hit.amends ? 1 : 0;
        m_cancels += hit.cancels ? 1 : 0;
        return true;
    }
    bool settle()
    {
        QProcess session;
        start(session, QStringLiteral("settle"));
        // It ends by itself, its journal drained: a kill here would be one more run without a session after it.
        if (waitForWord(session, "settled", 60'000) && session.waitForFinished(10'000) && session.exitStatus() == QProcess::NormalExit)
            return true;
        session.kill();
        session.waitForFinished();
        complain(QStringLiteral("the last session did not settle within 60 s"));
        return false;
    }

    const int m_runs;
    std::mt19937 m_random;
    const QTemporaryDir m_folder;
    int m_inFlight = 0;                              ///< kills between journal and answer ...
    int m_creates = 0, m_amends = 0, m_cancels = 0; ///< ... of these kinds; one kill may hit several
    // Answers take 40 ms, as over an ocean, so that kills find something on its way.
    SandboxRun m_sandbox{QStringLiteral(BW_SANDBOX), {QStringLiteral("--seed"), QStringLiteral("5"), QStringLiteral("--balance"), QStringLiteral("10000000"),
                                                      QStringLiteral("--faults"), QStringLiteral("delay=40ms")}};
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    auto words = application.arguments().mid(1);
    if (!words.isEmpty() && words.first() == QStringLiteral("--session"))
        return runSession(application, words.mid(1));
    int runs = 200;
    unsigned seed = 1;
    QString jsonFile;
    while (!words.isEmpty()) {
        const QString name = words.takeFirst();
        bool isNumber = true;
        if (words.isEmpty())
            return complain(QStringLiteral("usage: bellwether-killtest [--runs N] [--seed S] [--json FILE]"));
        const QString value = words.takeFirst();
        if (name == QStringLiteral("--runs"))
            runs = value.toInt(&isNumber);
        else if (name == QStringLiteral("--seed"))
            seed = value.toUInt(&isNumber);
        else if (name == QStringLiteral("--json"))
            jsonFile = value;
        else
            isNumber = false;
        if (!isNumber || runs < 1)
            return complain(QStringLiteral("usage: bellwether-killtest [--runs N] [--seed S] [--json FILE]"));
    }
    KillTest test(runs, seed);
    if (!test.run())
        return 1;
    const auto report = test.report();
    const QByteArray json = QJsonDocument(report).toJson(QJsonDocument::Compact) + '\n';
    QFile file(jsonFile);
    const bool isOpen = jsonFile.isEmpty() ? file.open(stdout, QIODevice::WriteOnly) : file.open(QIODevice::WriteOnly);
    if (!isOpen || file.write(json) != json.size())
        return complain(QStringLiteral("can't write \"%1\"").arg(jsonFile));
    return KillTest::isClean(report) && KillTest::isTelling(report) ? 0 : 1;
}
