// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/recorded.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace bw {

QString recordedFile(const QString &relative)
{
    QString root = qEnvironmentVariable("BELLWETHER_RECORDED_DIR");
    if (root.isEmpty())
        root = QDir(qEnvironmentVariable("BELLWETHER_TEST_DATA")).absoluteFilePath(QStringLiteral("../../../shared/recorded"));
    const QString path = QDir::cleanPath(root + u'/' + relative);
    return QFileInfo::exists(path) ? path : QString();
}

QString testDataFile(const QString &relative)
{
    return QDir(qEnvironmentVariable("BELLWETHER_TEST_DATA")).absoluteFilePath(relative);
}

QByteArray readAll(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QList<QByteArray> readLines(const QString &path)
{
    QList<QByteArray> lines;
    for (const QByteArray &line : readAll(path).split('\n'))
        if (!line.trimmed().isEmpty())
            lines.append(line);
    return lines;
}

} // namespace bw
