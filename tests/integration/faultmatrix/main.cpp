// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bellwether-faultmatrix: every fault that the exchange can be told to make, while a session trades; each cell with several seeds, judged on
// what the exchange says of itself. `--seeds N` runs of each cell (2), `--only REGEX`, `--shard I/N`, `--first-seed S`, `--json FILE`.
#include "tests/integration/faultmatrix/faultrun.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <cstdio>

using namespace bw;

namespace {

struct Wish {
    int seeds = 2;
    unsigned firstSeed = 1;
    QRegularExpression only;
    int shard = 1, shards = 1;
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
        } else if (name == QStringLiteral("--json")) {
            wish.jsonFile = value;
        } else {
            isGood = false;
        }
        if (!isGood || wish.seeds < 1)
            return std::nullopt;
    }
    return wish;
}

/// True when the cell holds.
bool runOnce(const FaultCell &cell, unsigned seed, QJsonArray &report)
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
    return holds;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    const auto wish = wishFrom(application.arguments().mid(1));
    if (!wish) {
        std::fputs("usage: bellwether-faultmatrix [--seeds N] [--first-seed S] [--only REGEX] [--shard I/N] [--json FILE]\n", stderr);
        return 2;
    }
    QJsonArray report;
    int failures = 0, at = 0;
    for (const auto &cell : faultCells()) {
        if (!wish->only.match(cell.name).hasMatch() || at++ % wish->shards != wish->shard - 1)
            continue;
        for (int i = 0; i < wish->seeds; ++i)
            failures += runOnce(cell, wish->firstSeed + static_cast<unsigned>(i), report) ? 0 : 1;
    }
    std::printf("%lld runs, %d failed\n", static_cast<long long>(report.size()), failures);
    if (QFile file(wish->jsonFile); !wish->jsonFile.isEmpty() && (!file.open(QIODevice::WriteOnly) || file.write(QJsonDocument(report).toJson()) < 0))
        return 2;
    return failures == 0 && !report.isEmpty() ? 0 : 1;
}
