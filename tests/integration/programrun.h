// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QJsonObject>
#include <QList>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include <memory>

namespace bw {

/// The terminal as a program, offscreen, with an empty data folder and an event file of its own.
class TerminalRun final {
public:
    /// `program` may begin with a wrapper such as xvfb-run.
    explicit TerminalRun(QStringList program);
    ~TerminalRun();

    void setEnvironment(const QString &name, const QString &value) { m_environment.insert(name, value); }
    /// Runs to its end; false when it did not end within the time.
    [[nodiscard]] bool run(const QStringList &arguments, int timeoutMs);
    /// Beside the test, until kill() or the end of this object.
    void start(const QStringList &arguments);
    void kill();
    [[nodiscard]] qint64 processId() const { return m_process.processId(); }

    [[nodiscard]] int exitCode() const { return m_process.exitCode(); }
    [[nodiscard]] QByteArray errors() const { return m_errors; }
    [[nodiscard]] QList<QJsonObject> events(const QString &name = {}) const;
    [[nodiscard]] QString file(const QString &name) const { return m_folder.filePath(name); }

private:
    QStringList m_program;
    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    QProcess m_process;
    QByteArray m_errors;
};

/// bellwether-sandbox as a program; ended with the object.
class SandboxRun final {
public:
    SandboxRun(const QString &program, const QStringList &arguments);
    ~SandboxRun();
    [[nodiscard]] QString address(const QString &name) const { return m_addresses.value(name).toString(); } ///< "rest", "ws", "key", ...

private:
    QProcess m_process;
    QJsonObject m_addresses;
};

} // namespace bw
