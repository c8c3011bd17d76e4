// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bellwether-bench: the figures of interfaces.md, section 5. Ratios of one run; the machine is named beside them.
#include "tests/bench/bookbench.h"
#include "tests/bench/clickbench.h"
#include "tests/bench/sessionbench.h"
#include "tests/bench/startbench.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSysInfo>
#include <QThread>

using namespace bw;

namespace {

int complain(const QString &text)
{
    QFile err;
    if (err.open(stderr, QIODevice::WriteOnly))
        err.write(text.toUtf8() + '\n');
    return 2;
}

QString processorName()
{
    QFile info(QStringLiteral("/proc/cpuinfo")); // Linux; elsewhere the architecture has to do
    if (info.open(QIODevice::ReadOnly))
        for (const auto &line : info.readAll().split('\n'))
            if (line.startsWith("model name"))
                return QString::fromUtf8(line.mid(line.indexOf(':') + 1)).trimmed();
    return QSysInfo::currentCpuArchitecture();
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QString feed, jsonFile;
    std::chrono::minutes soak{2};
    QRegularExpression only;
    auto arguments = application.arguments().mid(1);
    QString onlySide; // internal: what valgrind runs
    int rounds = 0;
    bool countsInstructions = false;
    while (!arguments.isEmpty()) {
        const QString name = arguments.takeFirst();
        if (name == QStringLiteral("--instructions")) {
            countsInstructions = true;
            continue;
        }
        if (arguments.isEmpty() || !(name == QStringLiteral("--feed") || name == QStringLiteral("--json") || name == QStringLiteral("--only")
                                    || name == QStringLiteral("--soak") || name == QStringLiteral("--only-side") || name == QStringLiteral("--rounds")))
            return complain(QStringLiteral("usage: bellwether-bench [--feed FILE.jsonl] [--only REGEX] [--soak MINUTES] [--instructions] [--json FILE]"));
        const QString value = arguments.takeFirst();
        if (name == QStringLiteral("--feed"))
            feed = value;
        else if (name == QStringLiteral("--json"))
            jsonFile = value;
        else if (name == QStringLiteral("--only-side"))
            onlySide = value;
        else if (name == QStringLiteral("--rounds"))
            rounds = value.toInt();
        else if (name == QStringLiteral("--soak"))
            soak = std::chrono::minutes(std::max(2, value.toInt()));
        else
            only.setPattern(value);
    }
    if (!only.isValid())
        return complain(QStringLiteral("--only is no regular expression: %1").arg(only.errorString()));
    if (!onlySide.isEmpty())
        return BookBench(feed).runOnly(onlySide, rounds) ? 0 : complain(QStringLiteral("no such side: ") + onlySide);
    const auto isWanted = [&only](const char *name) { return only.match(QLatin1StringView(name)).hasMatch(); };

    Figures figures;
    QJsonObject report{{QStringLiteral("machine"), QStringLiteral("%1, %2 threads, %3").arg(processorName()).arg(QThread::idealThreadCount()).arg(QSysInfo::prettyProductName())}};
    if (isWanted("book_parse_apply_vs_simdjson")) {
        BookBench book(feed);
        if (!book.error().isEmpty())
            return complain(book.error());
        book.run(figures);
        book.runCcxt(figures);
        if (countsInstructions)
            book.runInstructions(figures, feed);
        report.insert(QStringLiteral("finalBookHash"), book.finalHash());
    }
    if (isWanted("start_to_book_ms"))
        runStartBench(QStringLiteral(BW_TERMINAL), figures);
    if (isWanted("click_to_byte_us_p50 click_to_byte_us_p99 click_to_byte_vs_bybit_api hmac_us"))
        ClickBench(QStringLiteral(BW_SANDBOX)).run(figures);
    SessionBench session(QStringLiteral(BW_TERMINAL), QStringLiteral(BW_SANDBOX));
    if (isWanted("engine_thread_pct gui_thread_pct received_to_painted_ms_p50 received_to_painted_ms_p99"))
        session.runBusy(figures);
    if (isWanted("burst_longest_gui_stall_ms"))
        session.runBurst(figures);
    if (isWanted("watch_list_cost_per_symbol_us"))
        session.runWatchList(figures);
    if (isWanted("soak_rss_slope_mb_per_10min"))
        session.runSoak(figures, soak);
    report.insert(QStringLiteral("figures"), figures.toJson());

    const QByteArray json = QJsonDocument(report).toJson();
    QFile out(jsonFile);
    const bool isOpen = jsonFile.isEmpty() ? out.open(stdout, QIODevice::WriteOnly) : out.open(QIODevice::WriteOnly);
    if (!isOpen || out.write(json) != json.size())
        return complain(QStringLiteral("can't write \"%1\": %2").arg(jsonFile, out.errorString()));
    return 0;
}
