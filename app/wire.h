// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/backoff.h"
#include "core/engine/engine.h"
#include "core/net/httpclient.h"
#include "core/net/wstransport.h"
#include "core/recording/recorder.h"
#include "core/recording/replayplayer.h"

#include <memory>
#include <optional>

namespace bw {

/// Which recording to play; the clock is the window's too, and the rest outlives an engine that begins again.
struct ReplayPlan {
    QString file;
    std::shared_ptr<ReplayClock> clock;
    std::shared_ptr<ReplayResume> resume;
};

/// What a session stands on: time, sockets, HTTP. There are three: the world, the world with a recorder listening, and a recording. The
/// engine and its parts are put together in the same way on each of them. Engine thread; released after everything that refers to it.
class Wire {
public:
    virtual ~Wire() = default;
    [[nodiscard]] virtual const Clock &clock() const = 0;
    [[nodiscard]] virtual Scheduler &scheduler() = 0;
    [[nodiscard]] virtual WsTransportFactory sockets() = 0;
    [[nodiscard]] virtual Backoff::Random random() const = 0;
    virtual void attach(HttpClient &) {}
    /// Puts around the parts, or in their place, what this kind of session needs.
    virtual void dress(EngineParts &) {}
    /// Once the engine is there.
    virtual void begin(Engine &, const std::shared_ptr<MarketChannels> &) {}

    /// The world, with a recorder where there is one; or a recording, and then nothing of the world is touched.
    [[nodiscard]] static std::shared_ptr<Wire> make(std::shared_ptr<Recorder> recorder, const std::optional<ReplayPlan> &replay);
};

} // namespace bw
