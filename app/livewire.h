// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/wire.h"

namespace bw {

/// The world: the machine's time, sockets and network.
class LiveWire : public Wire {
public:
    [[nodiscard]] const Clock &clock() const override { return m_clock; }
    [[nodiscard]] Scheduler &scheduler() override { return m_scheduler; }
    [[nodiscard]] WsTransportFactory sockets() override;
    [[nodiscard]] Backoff::Random random() const override { return Backoff::systemRandom(); }

private:
    SystemClock m_clock;
    QtScheduler m_scheduler;
};

/// The world, with a recorder that hears all that comes in. Tells the window how the recording stands, and aloud when it ends too early.
class RecordedWire final : public LiveWire {
public:
    explicit RecordedWire(std::shared_ptr<Recorder> recorder) : m_recorder(std::move(recorder)) {}

    [[nodiscard]] WsTransportFactory sockets() override;
    void attach(HttpClient &client) override;
    void dress(EngineParts &parts) override;
    void begin(Engine &engine, const std::shared_ptr<MarketChannels> &channels) override;

private:
    void look(Engine &engine, MarketChannels &channels);

    const std::shared_ptr<Recorder> m_recorder;
    std::shared_ptr<const RecordingStatus> m_shown;
    Scheduler::Handle m_pulse;
};

} // namespace bw
