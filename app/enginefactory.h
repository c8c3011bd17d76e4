// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sessionplan.h"
#include "app/wire.h"
#include "core/engine/threadedengineclient.h"

#include <QFile>

#include <memory>

namespace bw {

/// What the engine is built from, gathered on the gui thread before it starts.
struct EnginePlan {
    EngineConfig config;
    BybitEndpoints endpoints;                           ///< of the venue
    std::optional<BybitEndpoints> marketEndpoints;      ///< of the prices, where they come from elsewhere
    FedMarket *fed = nullptr;                           ///< of paper: what is seen is passed on to it
    SandboxServer *exchange = nullptr;                  ///< that it belongs to
    QString journalPath;
    std::optional<std::chrono::milliseconds> banLength; ///< after HTTP 403; shorter in tests of faults alone
    QString dataFolder; ///< names the door of --stop-all; "" for none
    std::shared_ptr<std::unique_ptr<QFile>> eventFile; ///< taken by the engine; null without --events
    QString eventsPath;                 ///< the same file's, for an engine that begins again
    std::shared_ptr<Recorder> recorder; ///< null without --record
    std::optional<ReplayPlan> replay;   ///< of --replay
};

/// Makes the engine with its concrete parts: Bybit, HolySheep, SQLite. The returned function runs on the engine thread, where all of them
/// live. The one place that knows which class stands behind which port.
[[nodiscard]] ThreadedEngineClient::Factory engineFactory(EnginePlan plan);

} // namespace bw
