// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/startbench.h"

#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QTemporaryDir>

namespace bw {

namespace {
constexpr int kStarts = 5;
}

void runStartBench(const QString &program, Figures &figures)
{
    const QString startName = QStringLiteral("start_to_book_ms"), memoryName = QStringLiteral("rss_mb");
    if (!QFile::exists(program)) {
        const auto why = QStringLiteral("the window is not built here");
        figures.addNull(startName, QStringLiteral("ms"), why);
        figures.addNull(memoryName, QStringLiteral("MB"), why);
        return;
    }
    std::vector<double> starts, memory;
    for (int i = 0; i < kStarts; ++i) {
        const QTemporaryDir folder;
        const QString events = folder.filePath(QStringLiteral("events.ndjson"));
        QProcess process;
        process.setStandardErrorFile(QProcess::nullDevice());
        process.start(program, {QStringLiteral("--offscreen"), QStringLiteral("--size"), QStringLiteral("1920x1080"), QStringLiteral("--profile"),
                                QStringLiteral("sandbox"), QStringLiteral("--run-for"), QStringLiteral("6"), QStringLiteral("--data-dir"),
                                folder.path(), QStringLiteral("--events"), events});
        if (!process.waitForFinished(30000) || process.exitCode() != 0)
            continue;
        QFile file(events);
        if (!file.open(QIODevice::ReadOnly))
            continue;
        for (const auto &line : file.readAll().split('\n')) {
            const auto object = QJsonDocument::fromJson(line).object();
            if (object.value(QLatin1StringView("event")) != QStringLiteral("measured"))
                continue;
            const auto take = [&object](QLatin1StringView key, std::vector<double> &into) {
                if (object.contains(key))
                    into.push_back(object.value(key).toDouble());
            };
            take(QLatin1StringView("startToBookMs"), starts);
            take(QLatin1StringView("rssMb"), memory);
        }
    }
    const auto on = QStringLiteral("sandbox, offscreen 1920x1080, empty data folder");
    figures.add(startName, QStringLiteral("ms"), starts, on);
    figures.add(memoryName, QStringLiteral("MB"), memory, on + QStringLiteral(", after 5 s"));
}

} // namespace bw
