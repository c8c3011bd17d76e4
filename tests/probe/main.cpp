// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
// bellwether-probe: one core function over a file of cases, one JSON object a line.
#include "tests/probe/probecommand.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

using namespace bw;

namespace {

int complain(const QString &text)
{
    QFile err;
    if (err.open(stderr, QIODevice::WriteOnly))
        err.write(text.toUtf8() + '\n');
    return 2;
}

QString usage()
{
    QStringList names;
    for (const auto &[name, factory] : probeCommands())
        names << name;
    return QStringLiteral("usage: bellwether-probe COMMAND [--option value]... [FILE]\ncommands: ") + names.join(QStringLiteral(", "));
}

/// "--tick 0.1 --full FILE": an option without a value counts as "true".
bool split(QStringList arguments, QMap<QString, QString> &options, QString &file)
{
    while (!arguments.isEmpty()) {
        const QString argument = arguments.takeFirst();
        if (!argument.startsWith(QStringLiteral("--"))) {
            if (!file.isEmpty())
                return false;
            file = argument;
        } else if (argument == QStringLiteral("--full")) {
            options.insert(argument, QStringLiteral("true"));
        } else if (arguments.isEmpty()) {
            return false;
        } else {
            options.insert(argument, arguments.takeFirst());
        }
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const auto arguments = application.arguments();
    const auto found = probeCommands().find(arguments.value(1));
    QMap<QString, QString> options;
    QString path;
    if (found == probeCommands().end() || !split(arguments.mid(2), options, path))
        return complain(usage());
    const auto command = found->second();
    if (const QString complaint = command->configure(options); !complaint.isEmpty())
        return complain(complaint);

    QFile in(path), out;
    const bool isOpen = path.isEmpty() || path == QStringLiteral("-") ? in.open(stdin, QIODevice::ReadOnly) : in.open(QIODevice::ReadOnly);
    if (!isOpen || !out.open(stdout, QIODevice::WriteOnly))
        return complain(QStringLiteral("can't read \"%1\": %2").arg(path, in.errorString()));
    bool isClean = true;
    const auto write = [&out, &isClean](const QList<QJsonObject> &objects) {
        for (const auto &object : objects) {
            isClean = isClean && !object.contains(QStringLiteral("error"));
            out.write(QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n');
        }
    };
    while (true) {
        QByteArray line = in.readLine();
        if (line.isEmpty())
            break;
        if (line.endsWith('\n'))
            line.chop(1);
        if (line.endsWith('\r'))
            line.chop(1);
        if (line.trimmed().isEmpty())
            continue;
        write(command->process(line));
    }
    write(command->finish());
    return isClean ? 0 : 1;
}
