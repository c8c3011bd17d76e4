// SPDX-FileCopyrightText: Bellwether contributors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ports/replaycontrol.h"
#include "core/recording/recordingreader.h"
#include "core/recording/replayanswers.h"
#include "core/recording/replayscheduler.h"
#include "core/recording/replaysockets.h"

#include <QJsonObject>

#include <functional>

namespace bw {

/// What a recording is played onto: its time, its sockets, its answers. Shared by the player and all parts of the session that replays.
struct ReplayStage {
    explicit ReplayStage(ReplayClock &shownClock) : clock(shownClock) {}
    ReplayClock &clock;
    ReplayScheduler scheduler{clock};
    std::shared_ptr<ReplaySockets> sockets = std::make_shared<ReplaySockets>(scheduler);
    std::shared_ptr<ReplayAnswers> answers = std::make_shared<ReplayAnswers>(clock, scheduler);
};

/// Where a replay goes on after it began again; outlives the players.
struct ReplayResume {
    std::chrono::nanoseconds at{0};
    double speed = 1;
    bool isPaused = false;
};

/// Plays a recording: fires timers and hands out records in the order of their recorded times, as fast as the speed says and the machine
/// can. In which order things happen depends on the recording alone, so two replays end in the same state. Works in slices of a few
/// milliseconds, so that the engine thread stays awake. Engine thread; owned by the Engine.
class ReplayPlayer final : public ReplayControl {
    Q_OBJECT
public:
    static constexpr double kMaxSpeed = 100;

    /// `real` and `realScheduler` are the time in which somebody looks on.
    ReplayPlayer(std::unique_ptr<RecordingReader> reader, std::shared_ptr<ReplayStage> stage, std::shared_ptr<ReplayResume> resume, const Clock &real,
                 Scheduler &realScheduler);

    void setNoteHandler(std::function<void(const QJsonObject &)> handler) { m_onNote = std::move(handler); }
    void setStateHash(std::function<QString()> hash) { m_stateHash = std::move(hash); }

    void setPaused(bool isPaused) override;
    void step() override;
    void seek(std::chrono::milliseconds at) override;
    void setSpeed(double speed) override;
    [[nodiscard]] Position position() const override;

private:
    using Nanoseconds = std::chrono::nanoseconds;
    void begin();
    void beat();
    [[nodiscard]] Nanoseconds goal() const;
    /// False when the slice ended before it was there.
    [[nodiscard]] bool playTo(Nanoseconds goal);
    [[nodiscard]] bool fireTimersUntil(Nanoseconds at, MonoTime sliceEnd);
    void deliver(const Record &record);
    void moveTo(Nanoseconds at);
    void anchor();
    void finish();
    void leave();

    const std::unique_ptr<RecordingReader> m_reader;
    const std::shared_ptr<ReplayStage> m_stage;
    const std::shared_ptr<ReplayResume> m_resume;
    const Clock &m_real;
    Scheduler &m_realScheduler;
    std::function<void(const QJsonObject &)> m_onNote;
    std::function<QString()> m_stateHash;
    const MonoTime m_start;            ///< of the recording, on the replay's clock
    Nanoseconds m_at{0};               ///< since its start
    std::optional<Record> m_next;
    std::optional<Nanoseconds> m_hurryTo; ///< without pacing
    MonoTime m_anchorReal{};
    Nanoseconds m_anchorAt{0};
    double m_speed = 1;
    bool m_isPaused = false, m_isOver = false, m_isOneFrame = false, m_isLeaving = false;
    std::int64_t m_frames = 0;
    QString m_hash;
    Scheduler::Handle m_beat;
};

} // namespace bw
