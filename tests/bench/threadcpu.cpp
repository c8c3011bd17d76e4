// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/threadcpu.h"

#include <QDir>
#include <QFile>

#if defined(Q_OS_LINUX)
#include <unistd.h>
#endif

namespace bw {

namespace {

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

QHash<QString, double> threadSeconds(qint64 pid)
{
    QHash<QString, double> seconds;
#if defined(Q_OS_LINUX)
    const double tick = static_cast<double>(sysconf(_SC_CLK_TCK));
    const QDir tasks(QStringLiteral("/proc/%1/task").arg(pid));
    const auto threads = tasks.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const auto &thread : threads) {
        const QByteArray stat = contentOf(tasks.filePath(thread + QStringLiteral("/stat")));
        const auto nameEnd = stat.lastIndexOf(')'); // the name may hold anything
        const auto fields = stat.mid(nameEnd + 2).split(' ');
        if (nameEnd < 0 || fields.size() < 13)
            continue;
        const QString name = thread.toLongLong() == pid ? QStringLiteral("main") : QString::fromUtf8(stat.mid(stat.indexOf('(') + 1, nameEnd - stat.indexOf('(') - 1));
        seconds[name] += static_cast<double>(fields.at(11).toLongLong() + fields.at(12).toLongLong()) / tick; // utime, stime: fields 14 and 15
    }
#else
    Q_UNUSED(pid)
#endif
    return seconds;
}

double residentMb(qint64 pid)
{
#if defined(Q_OS_LINUX)
    const auto fields = contentOf(QStringLiteral("/proc/%1/statm").arg(pid)).split(' ');
    if (fields.size() > 1)
        return static_cast<double>(fields.at(1).toLongLong()) * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
#else
    Q_UNUSED(pid)
#endif
    return -1;
}

} // namespace bw
