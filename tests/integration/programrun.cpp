// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/programrun.h"

#include <QFile>
#include <QJsonDocument>

namespace bw {

TerminalRun::TerminalRun(QStringList program) : m_program(std::move(program)), m_environment(QProcessEnvironment::systemEnvironment())
{
    m_environment.remove(QStringLiteral("QT_QPA_PLATFORM")); // the program's own options decide
    for (const auto *name : {"BYBIT_API_KEY", "BYBIT_API_SECRET", "HOLYSHEEP_API_KEY"})
        m_environment.remove(QLatin1StringView(name));
}

TerminalRun::~TerminalRun() { kill(); }

void TerminalRun::start(const QStringList &arguments)
{
    m_process.setProcessEnvironment(m_environment);
    m_process.start(m_program.first(), m_program.mid(1) + arguments + QStringList{QStringLiteral("--data-dir"), file(QStringLiteral("data")),
                                                                                 QStringLiteral("--events"), file(QStringLiteral("events.ndjson"))});
}

void TerminalRun::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(5000);
}

bool TerminalRun::run(const QStringList &arguments, int timeoutMs)
{
    start(arguments);
    const bool hasEnded = m_process.waitForFinished(timeoutMs);
    m_errors = m_process.readAllStandardError();
    if (!hasEnded)
        kill();
    return hasEnded && m_process.exitStatus() == QProcess::NormalExit;
}

QList<QJsonObject> TerminalRun::events(const QString &name) const
{
    QList<QJsonObject> found;
    QFile log(file(QStringLiteral("events.ndjson")));
    if (log.open(QIODevice::ReadOnly))
        for (const auto &line : log.readAll().split('\n'))
            if (const auto object = QJsonDocument::fromJson(line).object();
                !object.isEmpty() && (name.isEmpty() || object.value(QLatin1StringView("event")).toString() == name))
                found.append(object);
    return found;
}

SandboxRun::SandboxRun(const QString &program, const QStringList &arguments)
{
    m_process.start(program, arguments);
    while (!m_process.canReadLine() && m_process.waitForReadyRead(10000)) {
    }
    m_addresses = QJsonDocument::fromJson(m_process.readLine()).object();
}

SandboxRun::~SandboxRun()
{
    m_process.terminate();
    if (!m_process.waitForFinished(5000))
        m_process.kill();
    m_process.waitForFinished(1000);
}

} // namespace bw
