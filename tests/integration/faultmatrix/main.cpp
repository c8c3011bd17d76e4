// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bellwether-faultmatrix: every fault that the exchange can be told to make, while a session trades; each cell with several seeds, judged on
// what the exchange says of itself. `--seeds N` runs of each cell (2), `--only REGEX`, `--first-seed S`, `--json FILE`; `--shard I/N` takes
// every Nth cell, and `--jobs N` does that with N processes: a run mostly waits.
#include "tests/integration/faultmatrix/faultrun.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>

#include <cstdio>
#include <vector>

using namespace bw;

namespace {

struct Wish {
    int seeds = 2;
    unsigned firstSeed = 1;
    QRegularExpression only;
    int shard = 1, shards = 1, jobs = 1;
    QString jsonFile;
};

std::optional<Wish> wishFrom(QStringList words)
{
    Wish wish;
    while (!words.isEmpty()) {
        const QString name = words.takeFirst();
        if (words.isEmpty())
            return std::nullopt;
        const QString value = words.takeFirst();
        bool isGood = true;
        if (name == QStringLiteral("--seeds")) {
            wish.seeds = value.toInt(&isGood);
        } else if (name == QStringLiteral("--first-seed")) {
            wish.firstSeed = value.toUInt(&isGood);
        } else if (name == QStringLiteral("--only")) {
            wish.only.setPattern(value);
            isGood = wish.only.isValid();
        } else if (name == QStringLiteral("--shard")) {
            const auto parts = value.split(u'/');
            wish.shard = parts.value(0).toInt();
            wish.shards = parts.value(1).toInt();
            isGood = wish.shard >= 1 && wish.shard <= wish.shards;
        } else if (name == QStringLiteral("--jobs")) {
            wish.jobs = value.toInt();
            isGood = wish.jobs >= 1 && wish.jobs <= 64;
        } else if (name == QStringLiteral("--json")) {
            wish.jsonFile = value;
        } else {
            isGood = false;
        }
        if (!isGood || wish.seeds < 1)
            return std::nullopt;
    }
    return wish.jobs > 1 && wish.shards > 1 ? std::nullopt : std::optional(wish);
}

void runOnce(const FaultCell &cell, unsigned seed, QJsonArray &report)
{
    QElapsedTimer timer;
    timer.start();
    FaultRun run(cell, seed);
    QObject::connect(&run, &FaultRun::finished, qApp, [] { QCoreApplication::exit(0); }, Qt::QueuedConnection);
    run.start();
    QCoreApplication::exec();
    const bool holds = run.complaints().isEmpty();
    std::fputs(qPrintable(QStringLiteral("%1 %2, seed %3: %4 orders, %5 hits, %6 s\n").arg(holds ? QStringLiteral("ok  ") : QStringLiteral("FAIL"), cell.name)
                              .arg(seed).arg(run.orders()).arg(run.hits()).arg(static_cast<double>(timer.elapsed()) / 1000, 0, 'f', 1)), stdout);
    for (const auto &word : run.complaints())
        std::fputs(qPrintable(QStringLiteral("     %1\n").arg(word)), stdout);
    std::fflush(stdout);
    report.append(QJsonObject{{QStringLiteral("cell"), cell.name}, {QStringLiteral("seed"), static_cast<qint64>(seed)}, {QStringLiteral("hits"), run.hits()},
                              {QStringLiteral("orders"), run.orders()}, {QStringLiteral("complaints"), QJsonArray::fromStringList(run.complaints())}});
}

QJsonArray runHere(const Wish &wish)
{
    QJsonArray report;
    int at = 0;
    for (const auto &cell : faultCells()) {
        if (!wish.only.match(cell.name).hasMatch() || at++ % wish.shards != wish.shard - 1)
            continue;
        for (int i = 0; i < wish.seeds; ++i)
            runOnce(cell, wish.firstSeed + static_cast<unsigned>(i), report);
    }
    return report;
}

/// Each process takes every Nth cell and writes its report, which are put together here.
QJsonArray runInProcesses(const Wish &wish)
{
    const QTemporaryDir folder;
    const auto fileOf = [&folder](int job) { return folder.filePath(QStringLiteral("%1.json").arg(job)); };
    std::vector<std::unique_ptr<QProcess>> processes;
    for (int job = 1; job <= wish.jobs; ++job) {
        auto &process = processes.emplace_back(std::make_unique<QProcess>());
        process->setProcessChannelMode(QProcess::ForwardedChannels);
        process->start(QCoreApplication::applicationFilePath(),
                       {QStringLiteral("--seeds"), QString::number(wish.seeds), QStringLiteral("--first-seed"), QString::number(wish.firstSeed), QStringLiteral("--only"),
                        wish.only.pattern(), QStringLiteral("--shard"), QStringLiteral("%1/%2").arg(job).arg(wish.jobs), QStringLiteral("--json"), fileOf(job)});
    }
    QJsonArray report;
    for (int job = 1; job <= wish.jobs; ++job) {
        processes[static_cast<std::size_t>(job - 1)]->waitForFinished(-1);
        QFile file(fileOf(job));
        if (file.open(QIODevice::ReadOnly))
            for (const auto &row : QJsonDocument::fromJson(file.readAll()).array())
                report.append(row);
        else
            report.append(QJsonObject{{QStringLiteral("cell"), QStringLiteral("job %1").arg(job)}, {QStringLiteral("complaints"), QJsonArray{QStringLiteral("wrote no report")}}});
    }
    return report;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto wish = wishFrom(application.arguments().mid(1));
    if (!wish) {
        std::fputs("usage: bellwether-faultmatrix [--seeds N] [--first-seed S] [--only REGEX] [--shard I/N | --jobs N] [--json FILE]\n", stderr);
        return 2;
    }
    const auto report = wish->jobs > 1 ? runInProcesses(*wish) : runHere(*wish);
    const auto failures = std::count_if(report.begin(), report.end(), [](const QJsonValue &row) {
        return !row.toObject().value(QLatin1StringView("complaints")).toArray().isEmpty();
    });
    std::printf("%lld runs, %lld failed\n", static_cast<long long>(report.size()), static_cast<long long>(failures));
    if (QFile file(wish->jsonFile); !wish->jsonFile.isEmpty() && (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(report).toJson()) < 0))
        return 2;
    return failures == 0 && !report.isEmpty() ? 0 : 1;
}
