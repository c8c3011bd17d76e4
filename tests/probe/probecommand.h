// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>

namespace bw {

/// One core function over a stream of cases (interfaces.md, section 4). A command keeps what it must between lines; a line that it cannot
/// process becomes an "error" field and a non-zero exit, never a crash.
class ProbeCommand {
public:
    virtual ~ProbeCommand() = default;
    /// Options such as --tick 0.1; returns an English complaint, "" when all is well.
    virtual QString configure(const QMap<QString, QString> &options)
    {
        return options.isEmpty() ? QString() : QStringLiteral("this command takes no options");
    }
    /// The output lines of one input line.
    virtual QList<QJsonObject> process(const QByteArray &line) = 0;
    /// After the last line, for what can be said only then.
    virtual QList<QJsonObject> finish() { return {}; }
};

/// A line that is not a case: the program says so and exits 1 at the end.
[[nodiscard]] QJsonObject probeError(const QString &what);

using ProbeFactory = std::function<std::unique_ptr<ProbeCommand>()>;
[[nodiscard]] const std::map<QString, ProbeFactory> &probeCommands();

} // namespace bw
