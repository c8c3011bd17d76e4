// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/engine.h"

#include <QLocalServer>
#include <QLocalSocket>

#include <memory>

namespace bw {

/// The door for `bellwether --stop-all` beside a running instance: a local socket of this user alone, named after the data folder. It
/// takes one line, "stop ours" or "stop account", starts the engine's STOP ALL and sends each of its steps back as a JSON line, the last
/// one with "finished". Lives on the engine thread, so that it answers when the window hangs; owned by the ground the engine stands on.
class StopListener final : public QObject {
    Q_OBJECT
public:
    /// The name of the door for a data folder: equal for every spelling of one folder.
    [[nodiscard]] static QString nameFor(const QString &dataFolder);

    StopListener(Engine &engine, const QString &dataFolder);

private:
    void onConnected();
    void onLine(QLocalSocket *socket);
    void onChanged(const StopAllView &view);

    Engine &m_engine;
    QLocalServer m_server;
    QVector<QPointer<QLocalSocket>> m_waiting; ///< for what a STOP ALL brings
};

} // namespace bw
