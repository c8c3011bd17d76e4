// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/wire.h"

namespace bw {

class ReplayFeed;
class ReplayVenue;

/// A recording in the world's place: its time, its sockets, its answers. Opens no socket and asks no network. Tells the window and the event
/// log where the replay stands.
class ReplayedWire final : public Wire {
public:
    explicit ReplayedWire(ReplayPlan plan);

    [[nodiscard]] const Clock &clock() const override { return m_stage->clock; }
    [[nodiscard]] Scheduler &scheduler() override { return m_stage->scheduler; }
    [[nodiscard]] WsTransportFactory sockets() override { return m_stage->sockets->factory(); }
    /// The same in every replay.
    [[nodiscard]] Backoff::Random random() const override;
    void attach(HttpClient &client) override { client.setSource(m_stage->answers->source()); }
    void dress(EngineParts &parts) override;
    void begin(Engine &engine, const std::shared_ptr<MarketChannels> &channels) override;

private:
    /// What the recorded session did, done again.
    void applyNote(Engine &engine, const QJsonObject &note);
    void applyAnalystNote(Engine &engine, const QJsonObject &note);
    [[nodiscard]] ReplayView view(Engine &engine) const;
    void tell(Engine &engine);
    void publish(Engine &engine, MarketChannels &channels);

    const ReplayPlan m_plan;
    const std::shared_ptr<ReplayStage> m_stage;
    SystemClock m_real;
    QtScheduler m_realScheduler;
    // Of the engine's parts, and gone with them.
    ReplayFeed *m_feed = nullptr;
    ReplayVenue *m_venue = nullptr;
    ReplayPlayer *m_player = nullptr;
    QVector<RelayPair> m_relayPairs; ///< all that the recorded session asked for so far
    QString m_failure;               ///< the file can't be opened
    bool m_hasToldTrouble = false;
    bool m_hasAnalyst = false;       ///< the first note is of the one that the engine was made with
    Scheduler::Handle m_pulse;
};

} // namespace bw
